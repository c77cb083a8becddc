"""The grammar of time words: which words of a row make one expression, and what they mean.

Every rule looks a fixed number of words ahead, so that a row is read in linear time. Rules on days and hours are in
``time_days``, those on lengths and sets in ``time_lengths``; this module has the rest, modifiers, and the choice.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import replace

from onrecord.codebook.times import named_days
from onrecord.extract.time_days import Match, clock, day, named_day, part_of_day
from onrecord.extract.time_lengths import frequency, length
from onrecord.extract.time_words import (
    DECADES,
    FREQUENCIES,
    MONTHS,
    NUMBERS,
    ORDINALS,
    PLURAL_UNITS,
    REFERENCES,
    SEASONS,
    UNITS,
    WEEKDAYS,
    WEEKDAY_PLURALS,
    Row,
)
from onrecord.extract.time_values import Calendar, Fixed, Length, Shift, Side
from onrecord.model.dossier import TimeModifier

Rule = Callable[[Row, int], Match | None]

#: Words before an expression that belong to it, with the modifier they give and what they may stand before.
_LEADS: tuple[tuple[str, TimeModifier, str], ...] = (
    ("earlier", "start", "period"),
    ("later", "end", "period"),
    ("early in", "start", "calendar"),
    ("late in", "end", "calendar"),
    ("early on", "start", "period"),
    ("late on", "end", "period"),
    ("early", "start", "calendar"),
    ("late", "end", "calendar"),
    ("mid", "mid", "calendar"),
    ("mid -", "mid", "calendar"),
    ("the early", "start", "calendar"),
    ("the late", "end", "calendar"),
    ("the mid", "mid", "calendar"),
    ("the mid -", "mid", "calendar"),
    ("the beginning of", "start", "calendar"),
    ("the start of", "start", "calendar"),
    ("the middle of", "mid", "calendar"),
    ("the end of", "end", "calendar"),
    ("the close of", "end", "calendar"),
    ("beginning of", "start", "calendar"),
    ("start of", "start", "calendar"),
    ("middle of", "mid", "calendar"),
    ("end of", "end", "calendar"),
    ("around", "approx", "hour"),
    ("approximately", "approx", "length"),
    ("late -", "end", "calendar"),
    ("early -", "start", "calendar"),
    ("sometime", "approx", "period"),
    ("roughly", "approx", "length"),
    ("some", "approx", "counted"),
    ("nearly", "less_than", "length"),
    ("almost", "less_than", "length"),
    ("less than", "less_than", "length"),
    ("fewer than", "less_than", "length"),
    ("under", "less_than", "counted"),
    ("up to", "less_than", "length"),
    ("at most", "less_than", "length"),
    ("more than", "more_than", "length"),
    ("over", "more_than", "one"),
    ("at least", "more_than", "length"),
    ("well over", "more_than", "length"),
    ("just over", "more_than", "length"),
    ("just under", "less_than", "length"),
)
_LEADS_BY_FIRST: dict[str, list[tuple[tuple[str, ...], TimeModifier, str]]] = {}
for _words, _modifier, _sort in _LEADS:
    _LEADS_BY_FIRST.setdefault(_words.split()[0], []).append((tuple(_words.split()), _modifier, _sort))

_YEAR = re.compile(r"1[0-9]{3}|20[0-9]{2}")
_SHORT_YEAR = re.compile(r"['‘`]([0-9]{2})")
_DECADE = re.compile(r"(1[0-9]|20)([0-9])0'?s|['‘`]?([2-9])0'?s")
_QUARTER = re.compile(r"q([1-4])|([1-4])q|h([12])")
#: Words after a number that make it a count and not a year.
_COUNTED = frozenset(
    "people troops soldiers men women children dollars euros pounds percent % miles km kilometers kilometres metres "
    "meters feet tons tonnes barrels shares points votes jobs workers employees members students homes houses rpm mg "
    "refugees civilians fighters police officers others vehicles tanks missiles rounds cases million billion or".split()
)
_YEAR_LEADS = frozenset(
    "in of since by from until till before after to between and during for through year the early late mid fiscal "
    "around about circa late- spring summer autumn winter fall back than or and, ( - – /".split()
)
_THIS: dict[str, Side] = {
    "last": -1, "past": -1, "this": 0, "next": 1, "coming": 1, "upcoming": 1, "current": 0, "previous": -1,
    "following": 1, "same": 0, "that": 0, "present": 0, "preceding": -1,
}  # fmt: skip
_MENTIONED = frozenset({"previous", "following", "same", "that", "preceding"})


def match_at(row: Row, at: int, *, references: bool = False) -> Match | None:
    """Return the longest expression that begins at a word; None where none does.

    Args:
        row: The words.
        at: Number of the first word.
        references: Also take words for the present, past and future at large ("now", "recently").
    """
    best = _core(row, at)
    for words, modifier, sort in _LEADS_BY_FIRST.get(row.low[at], ()):
        if row.follows(at, words):
            found = _core(row, at + len(words))
            if found and (best is None or found.last > best.last) and _suits(found, sort):
                best = _modified(found, modifier)
    if references and best is None:
        best = _reference(row, at)
    return best


def _suits(found: Match, sort: str) -> bool:
    meaning = found.meaning
    timed = isinstance(meaning, Calendar | Shift)
    if sort == "hour":
        return found.modifier == "end" or (isinstance(meaning, Calendar | Shift) and bool(meaning.hour))
    if sort == "one":
        return isinstance(meaning, Length) and meaning.n == 1 and found.counted
    if sort == "length":
        return isinstance(meaning, Length) or (isinstance(meaning, Shift) and found.counted)
    if sort == "counted":
        return found.counted
    if sort == "period":
        return isinstance(meaning, Shift) and not found.counted and not meaning.quarter
    return (timed and not found.counted) or isinstance(meaning, Fixed)


def _modified(found: Match, modifier: TimeModifier) -> Match:
    return replace(found, modifier=modifier)


def _core(row: Row, at: int) -> Match | None:
    word = row.low[at]
    rules = _RULES.get(word)
    if rules is None:
        if not word or not (word[0].isdigit() or word[0] in "'‘`½¼¾" or word.startswith("mid-") or word[:2] == "fy"):
            return None
        rules = _FIGURES
    best: Match | None = None
    for rule in rules:
        found = rule(row, at)
        if found is not None and (best is None or found.last > best.last):
            best = found
    return best


def _mid(row: Row, at: int) -> Match | None:
    """ "mid-November", "mid-1990s", "mid-afternoon": one word for the tokenizer."""
    start = row.skip(at, "the")
    if not row.low[start].startswith("mid-"):
        return None
    at, rest = start, row.low[start][4:]
    inner = Row([row.raw[at][4:], *row.raw[at + 1 : at + 8]])
    if rest in {"week", "day", "year", "month"}:
        return Match(at + 1, Shift(unit={"month": "MONTH"}.get(rest, rest[0].upper()), n=0), modifier="mid")
    found = _core(inner, 0) or (season(inner, 0, bare=True) if rest in SEASONS else None)
    if found is None or isinstance(found.meaning, Length):
        return None
    return replace(found, last=at + found.last, modifier="mid")


def year(row: Row, at: int) -> Match | None:
    """A year that stands alone: "1988", "the year 2000", "nineteen ninety-seven", "fiscal 1989", "'98"."""
    here = at
    if row.follows(at, ("the", "year")) or row.follows(at, ("the", "fiscal", "year")):
        here = at + (2 if row.low[at + 1] == "year" else 3)
    elif row.low[at] in {"fiscal", "calendar"}:
        here = row.skip(at + 1, "year")
    elif row.low[at] == "fy":
        here = at + 1
    named = here > at
    if row.low[at][:2] == "fy" and _YEAR.fullmatch(row.low[at][2:]):
        return Match(at + 1, Calendar(year=int(row.low[at][2:])))
    found = year_number(row, here)
    if found is None:
        return None
    number, last = found
    if not named and row.low[here].isdigit() and not _is_year(row, here, number):
        return None
    return Match(last, Calendar(year=number))


def year_number(row: Row, at: int) -> tuple[int, int] | None:
    """Return a year in figures or words and the place after it."""
    word = row.low[at]
    if _YEAR.fullmatch(word):
        return int(word), at + 1
    if match := _SHORT_YEAR.fullmatch(word):
        short = int(match[1])
        return (2000 if short < 40 else 1900) + short, at + 1
    if word in {"nineteen", "eighteen"} and NUMBERS.get(row.low[at + 1], 0) >= 10:
        tail = row.number(at + 1)
        if tail and tail[0] < 100:
            return NUMBERS[word] * 100 + int(tail[0]), tail[1]
    if word == "two" and row.low[at + 1] == "thousand":
        whole = row.number(at)
        before = row.before(at)
        if whole and 2000 <= whole[0] < 2100 and before in {"in", "year", "of", "since", "by"}:
            return (int(whole[0]), whole[1]) if row.low[whole[1]] not in PLURAL_UNITS else None
    return None


def _is_year(row: Row, at: int, number: int) -> bool:
    before, after = row.before(at), row.low[at + 1]
    if before in {"$", "£", "€", "#", "¥", "no.", "page", "flight", "room", "us$", "%", "."} and before != "":
        return before == "." and number >= 1900
    if after in _COUNTED or after in PLURAL_UNITS or (after == "-" and row.low[at + 2] in {*UNITS, "strong"}):
        return after == "or" and row.low[at + 2] == "later"
    if before == "about" or before == "than" or (before == "over"):
        return False
    if row.before(at) == "," and _digits_only(row.before(at, 2)):
        return False
    if 1900 <= number <= 2050:
        return True
    return number >= 1400 and before in _YEAR_LEADS and before not in {"to", "and", "or", "for", "about", "the", "from"}


def _digits_only(word: str) -> bool:
    return word[:1].isdigit() and not _YEAR.fullmatch(word)


def decade(row: Row, at: int) -> Match | None:
    """ "the 1990s", "'80s", "the nineties", "20th century"."""
    here = row.skip(at, "the")
    word = row.low[here]
    if match := _DECADE.fullmatch(word):
        prefix = f"{match[1]}{match[2]}" if match[1] else f"19{match[3]}"
        if match[1] or word[0] in "'‘`" or here > at:
            return Match(here + 1, Fixed(value=prefix))
    if word in DECADES and here > at:
        return Match(here + 1, Fixed(value=f"19{DECADES[word]}"))
    if _YEAR.fullmatch(word) and word.endswith("0") and row.low[here + 1] == "'s" and here > at:
        return Match(here + 2, Fixed(value=word[:3]))
    ordinal = row.ordinal(here)
    if ordinal and ordinal[0] <= 21:
        end = row.skip(ordinal[1], "-")
        if row.low[end] in {"century", "centuries"}:
            return Match(end + 1, Fixed(value=f"{ordinal[0] - 1:02}"))
    return None


def quarter(row: Row, at: int) -> Match | None:
    """Quarters and halves: "third quarter", "the first half of 2001", "Q3 2010", "next year's first quarter"."""
    here = row.skip(at, "the")
    if here > at and row.low[here] in ORDINALS and row.low[here + 1] == "-":
        return None
    said: Calendar | None = None
    if row.low[here] in _THIS and row.low[here + 1] == "year" and row.low[here + 2] == "'s":
        said, here = Calendar(year_shift=_THIS[row.low[here]]), here + 3
    elif (found := year_number(row, here)) is not None and row.low[here].isdigit():
        said, here = Calendar(year=found[0]), found[1]
    elif row.low[here] == "year" and row.follows(here + 1, ("-", "ago")) or row.follows(here + 1, ("-", "earlier")):
        said, here = Calendar(year_shift=-1), here + 3
    here = row.skip(here, "fiscal")
    here = row.skip(here, "-") if here > at else here
    if match := _QUARTER.fullmatch(row.low[here]):
        part = f"H{match[3]}" if match[3] else f"Q{match[1] or match[2]}"
        here += 1
    else:
        ordinal = row.ordinal(here)
        rank = ordinal[0] if ordinal else (2 if row.low[here] == "last" else 0)
        end = ordinal[1] if ordinal else here + 1
        end = row.skip(row.skip(end, "-"), "fiscal")
        if row.low[end] == "quarter" and 1 <= rank <= 4 and row.low[here] != "last":
            part = f"Q{rank}"
        elif row.low[end] == "half" and 1 <= rank <= 2 and _half_of_year(row, end + 1, said):
            part = f"H{rank}"
        else:
            return None
        here = end + 1
    return _year_after(row, here, said, part)


def _half_of_year(row: Row, at: int, said: Calendar | None) -> bool:
    if said is not None:
        return True
    here = row.skip(row.skip(at, "of"), "the")
    return year_number(row, here) is not None or row.low[here] == "year" or row.low[here + 1] in {"year", "fiscal"}


def _year_after(row: Row, at: int, said: Calendar | None, part: str) -> Match:
    """Return a part of a year with the year that may follow ("of 1984", "last year", "a year ago")."""
    if said is not None:
        return Match(at, replace(said, part_of_year=part))
    found = _trailing_year(row, at)
    if found is not None:
        calendar, last = found
        return Match(last, replace(calendar, part_of_year=part))
    return Match(at, Calendar(part_of_year=part))


def _trailing_year(row: Row, at: int) -> tuple[Calendar, int] | None:
    here = row.skip(row.skip(row.skip(at, ","), "of", "in"), "fiscal")
    found = year_number(row, here)
    if found is not None:
        return Calendar(year=found[0]), found[1]
    here = row.skip(at, "of")
    if row.low[here] in {"this", "last", "next"} and row.low[here + 1] == "year":
        return Calendar(year_shift=_THIS[row.low[here]]), here + 2
    return None


def month(row: Row, at: int) -> Match | None:
    """A month without a day: "March", "March 1996", "July last year", "last April", "this September"."""
    side: Side | None = None
    here = at
    if row.low[at] in {"last", "next", "this", "past", "coming"}:
        side, here = _THIS[row.low[at]], at + 1
        here = row.skip(here, "past", "coming")
        if here == at + 2:
            side = _THIS[row.low[at + 1]]
    word = row.low[here]
    if word not in MONTHS or not row.is_capital(here):
        return None
    found = _trailing_year(row, here + 1)
    if found is not None and not (row.low[here + 1] == "in"):
        calendar, last = found
        return Match(last, replace(calendar, month=MONTHS[word]))
    if side is None and not _is_month(row, here):
        return None
    return Match(here + 1, Calendar(month=MONTHS[word], side=side))


_MONTH_LEADS = frozenset(
    "in of by since until till from to through during before after early late mid last next this between and for each "
    "every around about beginning starting ending end ended the or throughout , - – ( late- mid- than as".split()
)


def _is_month(row: Row, at: int) -> bool:
    """Tell whether a month's name is no person ("Theresa May") and no verb ("March on!")."""
    before, word, after = row.before(at), row.low[at], row.raw[at + 1]
    if word in {"may", "march", "april", "june", "august", "mar.", "jan"} and before not in _MONTH_LEADS:
        return False
    if word in {"april", "june", "may", "august"} and after[:1].isupper() and after.isalpha() and before not in {"in"}:
        return False
    return not (at > 0 and row.is_capital(at - 1) and before not in _MONTH_LEADS and word in {"may", "march", "jan"})


def season(row: Row, at: int, *, bare: bool = False) -> Match | None:
    """ "last fall", "this summer", "the winter of 1994", "in spring", "summer"."""
    side: Side | None = None
    here = at
    if row.low[at] in {"last", "next", "this", "past", "coming"}:
        side, here = _THIS[row.low[at]], at + 1
        if row.low[here] in {"past", "coming"}:
            side, here = _THIS[row.low[here]], here + 1
    else:
        here = row.skip(here, "the")
    word = row.low[here]
    if word not in SEASONS:
        return None
    found = _trailing_year(row, here + 1)
    if found is not None and row.low[here + 1] != "in":
        return Match(found[1], replace(found[0], part_of_year=SEASONS[word]))
    lead = row.before(here) if here == at else row.before(at)
    if side is None and not bare and word in {"fall", "spring"} and lead not in {"in", "by", "since", "early", "late"}:
        return None
    if side is None and row.low[here + 1] == "of":
        return None
    return Match(here + 1, Calendar(part_of_year=SEASONS[word], side=side))


def unit(row: Row, at: int) -> Match | None:
    """A unit of the calendar against the anchor: "last month", "next week", "this year", "the same day"."""
    here = row.skip(at, "the")
    word = row.low[here]
    if word not in _THIS:
        return _bare_unit(row, at)
    side, here = _THIS[word], here + 1
    if word == "this" and row.low[here] in {"past", "coming", "current"}:
        side, here = _THIS[row.low[here]], here + 1
    here = row.skip(here, "fiscal", "calendar", "full")
    name = row.low[here]
    if name not in UNITS or UNITS[name] in {"S", "M", "H", "F"}:
        return None
    if name == "day" and word in {"this", "last", "past", "coming", "current", "present"}:
        return None
    start = here + 1
    if row.low[at] == "the" and word in {"last", "past", "coming", "next"} and name not in {"weekend", "quarter"}:
        if word == "next" and name == "day":
            return Match(start, Shift(unit="D", n=1, from_mention=True))
        far: Side = -1 if side < 0 else 1
        return Match(_skip_or_so(row, start), Length(n=1, unit=UNITS[name], side=far), modifier=_or_so(row, start))
    told = word in _MENTIONED or (name == "day" and word in {"next"})
    match = Match(_skip_or_so(row, start), Shift(unit=UNITS[name], n=side, from_mention=told))
    return _modified(match, "approx") if match.last > start else match


def _or_so(row: Row, at: int) -> TimeModifier | None:
    return "approx" if row.follows(at, ("or", "so")) else None


def _skip_or_so(row: Row, at: int) -> int:
    return at + 2 if row.follows(at, ("or", "so")) else at


_UNIT_LEADS = frozenset({"of", "for", "in", "during", "since", "throughout", "through", "over", "this", "late", "later"})


def _bare_unit(row: Row, at: int) -> Match | None:
    """ "the weekend", "the quarter", "the latest period", "of the year", "year-end", "year's end"."""
    if row.low[at] == "year":
        for phrase in (("year", "-", "end"), ("year", "end"), ("year", "'s", "end")):
            if row.follows(at, phrase):
                return Match(at + len(phrase), Shift(unit="Y", n=0), modifier="end")
        for phrase in (("-", "ago"), ("-", "earlier")):
            if row.follows(at + 1, phrase):
                return _year_ago(row, at, at + 3)
    if row.low[at] != "the":
        return None
    here = row.skip(at + 1, "latest", "full", "current", "fiscal", "entire", "whole")
    here = row.skip(here, "fiscal")
    name, before = row.low[here], row.before(at)
    if row.low[at + 1] == "year" and row.follows(at + 2, ("-", "ago")) or row.follows(at + 2, ("-", "earlier")):
        return _year_ago(row, at, at + 4) if row.low[at + 4] in {"quarter", "period"} else None
    if name == "weekend":
        return Match(here + 1, Shift(unit="WE", n=0))
    if name == "quarter" or (name == "period" and row.low[at + 1] == "latest"):
        return Match(here + 1, Shift(unit="Q", n=-1, quarter=True))
    if name in {"year", "month", "week"} and (here > at + 1 or before in _UNIT_LEADS):
        if row.low[here + 1] in {"ended", "ending"}:
            return Match(here + 1, Length(n=1, unit={"month": "MONTH"}.get(name, UNITS[name])))
        if row.low[here + 1] in {"before", "after", "to", "-"}:
            return None
        return Match(here + 1, Shift(unit=UNITS[name] if name != "month" else "MONTH", n=0))
    return None


def _year_ago(row: Row, at: int, here: int) -> Match:
    """ "the year-ago quarter", "year-earlier period"."""
    last = here + 1 if row.low[here] in {"quarter", "period"} else here
    return Match(last, Shift(unit="Y", n=-1, quarter=True))


def _reference(row: Row, at: int) -> Match | None:
    for size in (3, 2, 1):
        value = REFERENCES.get(tuple(row.low[at : at + size]))
        after = row.low[at + size]
        if value and (row.before(at), after) != ("as", "as") and not (row.low[at] == "soon" and after in {"as", "after"}):
            return Match(at + size, Fixed(value=value))
    return None


def _build_rules() -> dict[str, tuple[Rule, ...]]:
    rules: dict[str, list[Rule]] = {}

    def add(words: Iterable[str], *listed: Rule) -> None:
        for word in words:
            rules.setdefault(word, []).extend(r for r in listed if r not in rules.get(word, ()))

    add([*NUMBERS, "a", "an", "several", "some", "many", "few", "half", "hundreds", "dozens"], length)
    add([*NUMBERS], clock, year, day)
    add(["nineteen", "eighteen", "two", "fiscal", "calendar", "fy"], year)
    add(ORDINALS, day, quarter, decade, length)
    add([*PLURAL_UNITS, *UNITS], length)
    add([*WEEKDAYS], day)
    add(MONTHS, day, month)
    add([*SEASONS], season)
    add(["the"], year, decade, quarter, unit, season, length, day, part_of_day, _mid)
    add([*_THIS], unit, month, season, day, part_of_day, quarter, length)
    add(["yesterday", "today", "tomorrow", "tonight", "overnight"], day)
    add(["noon", "midday", "midnight"], clock)
    add(["morning", "afternoon", "evening", "night", "dawn", "lunchtime", "mid", "late", "early"], part_of_day)
    add(["year", "fiscal"], unit, quarter)
    add(["recent", "future", "coming", "past", "final"], length)
    add(["q1", "q2", "q3", "q4", "h1", "h2"], quarter)
    add([*FREQUENCIES, *WEEKDAY_PLURALS, "every", "each", "per"], frequency)
    add({name[0] for name in named_days()} | {"last", "next", "this"}, named_day)
    return {word: tuple(listed) for word, listed in rules.items()}


_RULES = _build_rules()
_FIGURES: tuple[Rule, ...] = (clock, day, year, decade, quarter, length, named_day, _mid)
