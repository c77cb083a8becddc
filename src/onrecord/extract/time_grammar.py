"""The grammar of time words: which words of a row make one expression, and what they mean.

Every rule looks a fixed number of words ahead, so that a row is read in linear time. Rules on days and hours are in
``time_days``, on years and their parts in ``time_years``, on lengths and sets in ``time_lengths``; this module has the
rest, modifiers, and the choice.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace

from onrecord.codebook.times import named_days
from onrecord.extract.time_days import Match, clock, day, ends_clause, named_day, part_of_day
from onrecord.extract.time_lengths import frequency, length
from onrecord.extract.time_values import Calendar, Fixed, Length, Meaning, Shift, Side
from onrecord.extract.time_words import (
    FREQUENCIES,
    MONTHS,
    NUMBERS,
    ORDINALS,
    PARTS,
    PLURAL_UNITS,
    REFERENCES,
    SEASONS,
    UNITS,
    WEEKDAY_PLURALS,
    WEEKDAYS,
    Row,
)
from onrecord.extract.time_years import SIDES, decade, month, quarter, season, year
from onrecord.model.dossier import TimeModifier

Rule = Callable[[Row, int], Match | None]

#: Words before an expression that belong to it, with the modifier they give and what they may stand before.
_LEADS: tuple[tuple[str, TimeModifier, str], ...] = (
    ("earlier", "start", "period"),
    ("later", "end", "period"),
    ("early in", "start", "calendar"),
    ("late in", "end", "calendar"),
    ("early on", "start", "weekday"),
    ("late on", "end", "weekday"),
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
    ("earlier in", "start", "day"),
    ("later in", "end", "day"),
    ("around", "approx", "hour"),
    ("about", "approx", "hour"),
    ("near", "approx", "hour"),
    ("past", "after", "hour"),
    ("shortly before", "before", "hour"),
    ("just before", "before", "hour"),
    ("shortly after", "after", "hour"),
    ("just after", "after", "hour"),
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

_MENTIONED = frozenset({"previous", "following", "same", "that", "preceding"})


def match_at(row: Row, at: int, *, references: bool = False) -> Match | None:
    """Return the longest expression that begins at a word; None where none does.

    Args:
        row: The words.
        at: Number of the first word.
        references: Also take words for the present, past and future at large ("now", "recently").
    """
    best = _core(row, at)
    if best is not None and best.reference and not references:
        return None
    for words, modifier, sort in _LEADS_BY_FIRST.get(row.low[at], ()):
        if row.follows(at, words):
            found = _core(row, at + len(words))
            if found and (best is None or found.last > best.last) and _suits(found, sort):
                best = _modified(found, modifier)
    if references and best is None:
        best = _reference(row, at)
    return best


def _suits(found: Match, sort: str) -> bool:
    return _SUITS[sort](found, found.meaning)


def _is_timed(meaning: Meaning) -> bool:
    return isinstance(meaning, Calendar | Shift)


#: What a lead may stand before, by its sort.
_SUITS: dict[str, Callable[[Match, Meaning], bool]] = {
    "hour": lambda found, of: found.modifier == "end" or (isinstance(of, Calendar | Shift) and bool(of.hour)),
    "weekday": lambda _, of: _is_weekday(of),
    "day": lambda _, of: isinstance(of, Shift) and of.unit == "D" and of.n == 0 and of.near_mention,
    "one": lambda found, of: isinstance(of, Length) and of.n == 1 and found.counted,
    "length": lambda found, of: isinstance(of, Length) or (isinstance(of, Shift) and found.counted),
    "counted": lambda found, _: found.counted,
    "period": lambda found, of: isinstance(of, Shift) and not found.counted and not of.quarter,
    "calendar": lambda found, of: (_is_timed(of) and not found.counted) or isinstance(of, Fixed),
}


def _is_weekday(meaning: Meaning) -> bool:
    return isinstance(meaning, Calendar) and meaning.weekday is not None and not (meaning.hour or meaning.day)


def _modified(found: Match, modifier: TimeModifier) -> Match:
    meaning = found.meaning
    if modifier == "end" and isinstance(meaning, Calendar) and _is_weekday(meaning):
        meaning = replace(meaning, hour="EV")
    return replace(found, meaning=meaning, modifier=modifier)


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
    inner = Row(["mid", row.raw[at][4:], *row.raw[at + 1 : at + 8]])
    if rest in {"week", "day", "year", "month"}:
        return Match(at + 1, Shift(unit={"month": "MONTH"}.get(rest, rest[0].upper()), n=0), modifier="mid")
    found = _core(inner, 1) or (season(inner, 1, bare=True) if rest in SEASONS else None)
    if found is None or isinstance(found.meaning, Length):
        return None
    return replace(found, last=at + found.last - 1, modifier="mid")


def unit(row: Row, at: int) -> Match | None:
    """A unit of the calendar against the anchor: "last month", "next week", "this year", "the same day"."""
    here = row.skip(at, "the")
    word = row.low[here]
    if word not in SIDES:
        return _bare_unit(row, at)
    side, here = SIDES[word], here + 1
    if word == "this" and row.low[here] in {"past", "coming", "current"}:
        side, here = SIDES[row.low[here]], here + 1
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


_TURNS = {"before": -1, "after": 1}
_UNIT_LEADS = frozenset(
    {"of", "for", "in", "during", "since", "throughout", "through", "over", "this", "late", "later"}
)


def _bare_unit(row: Row, at: int) -> Match | None:  # noqa: PLR0911
    """ "the weekend", "the quarter", "the latest period", "of the year", "year-end", "year's end"."""
    if row.low[at] == "year":
        return _year_end(row, at)
    if row.low[at] != "the":
        return None
    here = row.skip(at + 1, "latest", "full", "current", "fiscal", "entire", "whole")
    here = row.skip(here, "fiscal")
    name, before = row.low[here], row.before(at)
    if row.low[at + 1] == "year" and row.low[at + 2] == "-" and row.low[at + 3] in {"ago", "earlier"}:
        return _year_ago(row, at + 4) if row.low[at + 4] in {"quarter", "period"} else None
    if name == "weekend":
        return Match(here + 1, Shift(unit="WE", n=0))
    if here == at + 1 and (found := _turned_or_within(row, here)) is not None:
        return found
    if name == "quarter" or (name == "period" and row.low[at + 1] == "latest"):
        return Match(here + 1, Shift(unit="Q", n=-1, quarter=True))
    if name in {"year", "month", "week"} and (here > at + 1 or before in _UNIT_LEADS):
        if row.low[here + 1] in {"ended", "ending"}:
            return Match(here + 1, Length(n=1, unit={"month": "MONTH"}.get(name, UNITS[name])))
        if row.low[here + 1] in {"before", "after", "to", "-"}:
            return None
        return Match(here + 1, Shift(unit=UNITS[name] if name != "month" else "MONTH", n=0))
    return None


def _year_end(row: Row, at: int) -> Match | None:
    """ "year-end", "year's end", "year-ago quarter"."""
    for phrase in (("year", "-", "end"), ("year", "end"), ("year", "'s", "end")):
        if row.follows(at, phrase):
            return Match(at + len(phrase), Shift(unit="Y", n=0), modifier="end")
    for phrase in (("-", "ago"), ("-", "earlier")):
        if row.follows(at + 1, phrase):
            return _year_ago(row, at + 3)
    return None


def _turned_or_within(row: Row, at: int) -> Match | None:
    """ "the year before", "within the hour", "earlier in the day"; the unit stands at the place given, after "the"."""
    name, before, turn = row.low[at], row.before(at - 1), _TURNS.get(row.low[at + 1])
    if name in {"day", "week", "month", "year"} and turn and ends_clause(row, at + 2):
        return Match(at + 2, Shift(unit=UNITS[name], n=turn, from_mention=True))
    if before == "within" and name in UNITS and name != "second":
        return Match(at + 1, Length(n=1, unit=UNITS[name]))
    if before == "in" and name == "day" and row.before(at - 1, 2) in {"earlier", "later"}:
        return Match(at + 1, Shift(unit="D", n=0, near_mention=True))
    return None


def _year_ago(row: Row, here: int) -> Match:
    """ "the year-ago quarter", "year-earlier period"."""
    last = here + 1 if row.low[here] in {"quarter", "period"} else here
    return Match(last, Shift(unit="Y", n=-1, quarter=True))


def _reference(row: Row, at: int) -> Match | None:
    for size in (3, 2, 1):
        value = REFERENCES.get(tuple(row.low[at : at + size]))
        after = row.low[at + size]
        if value and not (row.low[at] == "soon" and after in {"as", "after"}):
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
    add([*SIDES], unit, month, season, day, part_of_day, quarter, length)
    add(["yesterday", "today", "tomorrow", "tonight", "overnight"], day)
    add(["noon", "midday", "midnight"], clock)
    add([*PARTS, "mid", "late", "early"], part_of_day)
    add(["year", "fiscal"], unit, quarter)
    add(["recent", "future", "coming", "past", "final"], length)
    add(["half"], clock)
    add(["all"], length)
    add(["q1", "q2", "q3", "q4", "h1", "h2"], quarter)
    add([*FREQUENCIES, *WEEKDAY_PLURALS, "every", "each", "per"], frequency)
    add({name[0] for name in named_days()} | {"last", "next", "this"}, named_day)
    return {word: tuple(listed) for word, listed in rules.items()}


_RULES = _build_rules()
_FIGURES: tuple[Rule, ...] = (clock, day, year, decade, quarter, length, named_day, _mid)
