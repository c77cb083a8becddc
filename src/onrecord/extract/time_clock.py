"""Hours of a day: "9 a.m.", "10:30 GMT", "half past two in the morning", "noon"."""

from __future__ import annotations

import re
from dataclasses import dataclass

from onrecord.extract.time_words import MONTHS, NAMED_HOURS, NUMBERS, PARTS, PLURAL_UNITS, UNITS, WEEKDAYS, ZONES, Row

_CLOCK = re.compile(r"([0-9]{1,2})([:.h])([0-9]{2})")
_HOUR = re.compile(r"[0-9]{1,2}")
_MILITARY = re.compile(r"([01][0-9]|2[0-3])([0-5][0-9])")
_STAMP = re.compile(r"(?:[01][0-9]|2[0-3])\.[0-5][0-9]")
_HALVES = {"a.m.": 0, "a.m": 0, "am": 0, "p.m.": 12, "p.m": 12, "pm": 12}
#: Words between a day and its hour: "Saturday, 8 a.m.", "26 May - 17:02".
_JOINTS = frozenset({",", "at", "-", "–", "—"})


@dataclass(frozen=True, slots=True)
class Hour:
    """A time of day with the place after it."""

    value: str
    last: int
    #: Whether the words alone say that it is a time of day; "10:30" could be a ratio, "10.30" a price.
    sure: bool = True
    dotted: bool = False
    #: Whether the words say that the day is the anchor's ("ten tonight").
    today: bool = False


def hour_at(row: Row, at: int) -> Hour | None:
    """Return the time of day that begins at a word, zones left out."""
    word = row.low[at]
    if word in NAMED_HOURS:
        return Hour(NAMED_HOURS[word], at + 1)
    if match := _CLOCK.fullmatch(word):
        return _in_figures(row, at + 1, int(match[1]), int(match[3]), dotted=match[2] == ".")
    if _HOUR.fullmatch(word) and row.low[at + 1] == ":" and re.fullmatch("[0-5][0-9]", row.low[at + 2]):
        return _in_figures(row, at + 3, int(word), int(row.low[at + 2]))
    if match := _MILITARY.fullmatch(word):
        zoned = row.low[at + 1] in ZONES and row.raw[at + 1].isupper()
        return Hour(f"{match[1]}:{match[2]}", at + 1) if zoned else None
    return _in_words(row, at)


def _in_figures(row: Row, here: int, hours: int, minutes: int, *, dotted: bool = False) -> Hour | None:
    half = _HALVES.get(row.low[here])
    if half is not None and 1 <= hours <= 12:
        return Hour(f"{hours % 12 + half:02}:{minutes:02}", here + 1)
    if hours > 24 or minutes > 59 or (hours == 24 and minutes):
        return None
    return Hour(f"{hours:02}:{minutes:02}", here, sure=False, dotted=dotted)


def _in_words(row: Row, at: int) -> Hour | None:
    """ "9 a.m.", "nine o'clock", "four in the afternoon", "half past two in the morning", "ten tonight"."""
    minutes, here = (30, at + 2) if row.follows(at, ("half", "past")) else (0, at)
    word = row.low[here]
    if not _HOUR.fullmatch(word) and word not in NUMBERS:
        return None
    hours, here = int(word) if word.isdigit() else NUMBERS[word], here + 1
    half = _HALVES.get(row.low[here])
    if half is not None and 1 <= hours <= 12 and not minutes:
        return Hour(f"{hours % 12 + half:02}:00", here + 1)
    clock = row.low[here] == "o'clock" or row.follows(here, ("o", "'clock"))
    if clock:
        here += 1 if row.low[here] == "o'clock" else 2
    part = _part_said(row, here)
    if part is not None and 1 <= hours <= 12 and (minutes or clock or not row.before(at)[:1].isdigit()):
        return Hour(f"{_of_part(hours, part):02}:{minutes:02}", _past_part(row, here), today=row.low[here] == "tonight")
    return Hour(f"{hours:02}:00", here) if clock and hours <= 24 else None


def _part_said(row: Row, at: int) -> str | None:
    """Return the part of day that tells forenoon from afternoon: "in the evening", "at night", "tonight"."""
    if row.low[at] == "tonight" or row.follows(at, ("at", "night")):
        return "NI"
    return PARTS.get(row.low[at + 2]) if row.follows(at, ("in", "the")) else None


def _past_part(row: Row, at: int) -> int:
    return at + {"tonight": 1, "at": 2}.get(row.low[at], 3)


def _of_part(hours: int, part: str) -> int:
    hours %= 12
    if part == "NI":
        return hours + 12 if hours >= 6 else hours or 24
    return hours if part == "MO" else hours + 12


def past_zone(row: Row, at: int) -> int:
    """Return the place after "sharp", "local time", "GMT" where they stand there."""
    here = row.skip(at, "sharp")
    if row.low[here] == "local" and row.low[here + 1] == "time":
        return here + 2
    if row.low[here] in ZONES and row.raw[here].isupper():
        return here + 1
    if row.low[here] == "(" and row.low[here + 1] in ZONES and row.low[here + 2] == ")":
        return here + 3
    return here


def hour_after_day(row: Row, at: int) -> Hour | None:
    """Return the hour that follows a day: "Saturday, 8 a.m.", "12 May at 6:45 am", "16.07.2031 09:12"."""
    here = row.skip(at, *_JOINTS)
    here = row.skip(here, "at") if here > at else here
    found = hour_at(row, here)
    if found is None or (found.dotted and not found.sure and row.low[here - 1] != "at"):
        return None
    if row.low[at] == "," and row.low[here].isalpha() and not row.is_capital(here) and row.low[here] in NAMED_HOURS:
        return None
    after = row.low[found.last]
    if not found.sure and (after in PLURAL_UNITS or after in UNITS or after in {"%", "percent", "million", "billion"}):
        return None
    return found


def stands_alone(row: Row, at: int, found: Hour) -> bool:
    """Tell a time of day from a score, a ratio or a price, where figures could be one.

    A zone, a day or "at" stands beside it, or it is the time stamp that a paragraph begins with.
    """
    if found.sure:
        return True
    after = row.low[found.last]
    if at == 0:
        return (row.live or not found.dotted) and after not in UNITS and after not in PLURAL_UNITS
    if found.dotted:
        return row.before(at) == "at" and after == "on" and row.low[found.last + 2] in PARTS
    return row.before(at) in {"at", "by", "around", "about", "until", "from", "before", "after", "since", "|"} or (
        after in ZONES or after in {"local", "on"} or after in WEEKDAYS
    )


def is_dotted_stamp(word: str, after: str) -> bool:
    """Tell whether a paragraph's first two words are like "20.15 Bell", as live pages begin theirs."""
    return _STAMP.fullmatch(word) is not None and not after[:1].isdigit() and after.lower() not in MONTHS
