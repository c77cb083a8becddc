"""Years and their parts: decades, quarters, halves, seasons, months."""

from __future__ import annotations

import re
from dataclasses import replace

from onrecord.extract.time_days import Match
from onrecord.extract.time_values import Calendar, Fixed, Side
from onrecord.extract.time_words import DECADES, MONTHS, NUMBERS, ORDINALS, PLURAL_UNITS, SEASONS, UNITS, Row

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
#: Words that say which way a unit lies.
SIDES: dict[str, Side] = {
    "last": -1, "past": -1, "this": 0, "next": 1, "coming": 1, "upcoming": 1, "current": 0, "previous": -1,
    "following": 1, "same": 0, "that": 0, "present": 0, "preceding": -1,
}  # fmt: skip


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
    if before in {"about", "than", "over"}:
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
    if row.low[here] in SIDES and row.low[here + 1] == "year" and row.low[here + 2] == "'s":
        said, here = Calendar(year_shift=SIDES[row.low[here]]), here + 3
    elif (found := year_number(row, here)) is not None and row.low[here].isdigit():
        said, here = Calendar(year=found[0]), found[1]
    elif row.low[here] == "year" and row.low[here + 1] == "-" and row.low[here + 2] in {"ago", "earlier"}:
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
        return Calendar(year_shift=SIDES[row.low[here]]), here + 2
    return None


def month(row: Row, at: int) -> Match | None:
    """A month without a day: "March", "March 1996", "July last year", "last April", "this September"."""
    side: Side | None = None
    here = at
    if row.low[at] in {"last", "next", "this", "past", "coming"}:
        side, here = SIDES[row.low[at]], at + 1
        here = row.skip(here, "past", "coming")
        if here == at + 2:
            side = SIDES[row.low[at + 1]]
    word = row.low[here]
    if word not in MONTHS or not row.is_capital(here):
        return None
    found = _trailing_year(row, here + 1)
    if found is not None and row.low[here + 1] != "in":
        calendar, last = found
        return Match(last, replace(calendar, month=MONTHS[word]))
    if word == "jan" or (side is None and not _is_month(row, here)):
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
        side, here = SIDES[row.low[at]], at + 1
        if row.low[here] in {"past", "coming"}:
            side, here = SIDES[row.low[here]], here + 1
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
    if side is None and word == "fall" and row.low[here + 1] in {"into", "from", "to"}:
        return None
    if side is None and row.low[here + 1] == "of":
        return None
    return Match(here + 1, Calendar(part_of_year=SEASONS[word], side=side))
