"""Days and hours: dates, weekdays, parts of day, clock times, days with a name."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from onrecord.codebook.times import named_days
from onrecord.extract.time_clock import hour_after_day, hour_at, past_zone, stands_alone
from onrecord.extract.time_values import Calendar, Meaning, Shift, Side
from onrecord.extract.time_words import MONTHS, PARTS, TWILIGHTS, UNITS, WEEKDAYS, Row
from onrecord.model.dossier import TimeModifier


@dataclass(frozen=True, slots=True)
class Match:
    """Words that make one expression."""

    #: One past the last word.
    last: int
    meaning: Meaning
    modifier: TimeModifier | None = None
    #: True for a set: the value repeats.
    repeated: bool = False
    #: True where a number counts units ("two weeks ago", "ten days").
    counted: bool = False
    #: True for words that TimeML marks and a dossier does not: "daily life", "one day it will end".
    reference: bool = False


_ISO = re.compile(r"([0-9]{4})[-/.]([0-9]{2})[-/.]([0-9]{2})")
_FIGURES = re.compile(r"([0-9]{1,2})[./]([0-9]{1,2})[./]([0-9]{4})")
_YEAR = re.compile(r"1[0-9]{3}|20[0-9]{2}")
_DAY = re.compile(r"([0-9]{1,2})(?:st|nd|rd|th)?")
_DEICTIC = {"yesterday": -1, "today": 0, "tomorrow": 1, "tonight": 0, "overnight": -1}
_SIDES: dict[str, Side] = {"last": -1, "past": -1, "this": 0, "next": 1, "coming": 1, "previous": -1, "following": 1}


def day(row: Row, at: int) -> Match | None:
    """A day, with the part of day or the year that may follow."""
    found = _calendar_day(row, at) or _weekday(row, at) or _deictic(row, at)
    if found is None:
        return None
    return _with_part(row, found)


def _with_part(row: Row, found: Match) -> Match:
    if not isinstance(found.meaning, Calendar | Shift) or found.meaning.hour:
        return found
    here = found.last
    part = PARTS.get(row.low[here])
    if part:
        return replace(found, last=here + 1, meaning=replace(found.meaning, hour=part))
    if row.low[here] == "," and row.low[here + 1] in {"before", "at"} and row.low[here + 2] in TWILIGHTS:
        return replace(found, last=here + 3, meaning=replace(found.meaning, hour=PARTS[row.low[here + 2]]))
    hour = hour_after_day(row, here)
    if hour is None:
        return found
    return replace(found, last=past_zone(row, hour.last), meaning=replace(found.meaning, hour=f"T{hour.value}"))


def _deictic(row: Row, at: int) -> Match | None:
    word = row.low[at]
    if word not in _DEICTIC:
        return None
    hour = "NI" if word in {"tonight", "overnight"} else None
    return Match(at + 1, Shift(unit="D", n=_DEICTIC[word], hour=hour))


def _weekday(row: Row, at: int) -> Match | None:
    """ "Friday", "last Friday", "the previous Friday", "Friday last week", "last Oct. 3"."""
    here = row.skip(at, "the") if row.low[at + 1] in _SIDES else at
    side: Side | None = None
    told = row.low[here] in {"previous", "following"}
    if row.low[here] in _SIDES:
        side, here = _SIDES[row.low[here]], here + 1
        if row.low[here] in {"past", "coming"}:
            side, here = _SIDES[row.low[here]], here + 1
        if row.low[here] in MONTHS and not told and (dated := _calendar_day(row, here)):
            if isinstance(dated.meaning, Calendar) and dated.meaning.year is None:
                return replace(dated, meaning=replace(dated.meaning, side=side))
            return dated
    weekday = WEEKDAYS.get(row.low[here])
    if weekday is None or not row.is_capital(here):
        return None
    dated = _calendar_day(row, here)
    if dated is not None:
        return dated
    for words, turn in ((("last", "week"), -1), (("next", "week"), 1), (("of", "this", "week"), 0)):
        if row.follows(here + 1, words) and side is None:
            return Match(here + 1 + len(words), Calendar(weekday=weekday, week=turn))
    return Match(here + 1, Calendar(weekday=weekday, side=side, from_mention=told))


def _calendar_day(row: Row, at: int) -> Match | None:  # noqa: PLR0911
    here, weekday = at, WEEKDAYS.get(row.low[at])
    if weekday is not None:
        here = row.skip(row.skip(at + 1, ","), "the")
    if match := _ISO.fullmatch(row.low[here]):
        return Match(here + 1, Calendar(year=int(match[1]), month=int(match[2]) or 99, day=int(match[3])))
    if match := _FIGURES.fullmatch(row.low[here]):
        return _in_figures(int(match[1]), int(match[2]), int(match[3]), here)
    if row.low[here] in MONTHS and row.is_capital(here):
        number = _day_number(row, here + 1)
        if number is None:
            return None
        return _with_year(row, number[1], Calendar(month=MONTHS[row.low[here]], day=number[0]))
    number = _day_number(row, row.skip(here, "the"))
    if number is None:
        return None
    named = row.skip(number[1], "of")
    if row.low[named] in MONTHS and row.is_capital(named):
        return _with_year(row, named + 1, Calendar(month=MONTHS[row.low[named]], day=number[0]))
    # "10-11 May": the first day of a range.
    if row.low[number[1]] in {"-", "–", "and", "to"}:
        other = _day_number(row, number[1] + 1)
        if other and row.low[other[1]] in MONTHS and row.is_capital(other[1]):
            later = _with_year(row, other[1] + 1, Calendar(month=MONTHS[row.low[other[1]]], day=number[0]))
            return replace(later, last=number[1])
    return None


def _in_figures(one: int, two: int, year: int, here: int) -> Match:
    if one > 12 or one == two:
        return Match(here + 1, Calendar(year=year, month=two if 1 <= two <= 12 else 99, day=one))
    if two > 12:
        return Match(here + 1, Calendar(year=year, month=one, day=two))
    # Either order could be meant: the year alone would be too little, a day a guess.
    return Match(here + 1, Calendar(year=year, month=two, day=one, in_doubt=True))


def _day_number(row: Row, at: int) -> tuple[int, int] | None:
    match = _DAY.fullmatch(row.low[at])
    if match:
        number = int(match[1])
        after = row.low[at + 1]
        bad = after in {"percent", "%", "million", "billion", "people"} or (after == ":" and row.low[at + 2].isdigit())
        return None if bad or not 1 <= number <= 31 else (number, at + 1)
    return row.ordinal(at)


def _with_year(row: Row, at: int, calendar: Calendar) -> Match:
    here = row.skip(at, ",")
    word = row.low[here]
    if _YEAR.fullmatch(word):
        return Match(here + 1, replace(calendar, year=int(word)))
    here = row.skip(at, "of")
    if row.low[here] in {"this", "last", "next"} and row.low[here + 1] == "year":
        return Match(here + 2, replace(calendar, year_shift=_SIDES[row.low[here]]))
    if row.low[at] in {"attacks", "terrorist", "terror", "hijackers", "hijackings"} and (
        (calendar.month, calendar.day) == (9, 11)
    ):
        return Match(at, replace(calendar, year=2001))
    return Match(at, calendar)


#: Words before a part of day without an article: "by evening", "before dawn".
_PART_LEADS = frozenset({"by", "since", "until", "before"})
_TWILIGHT_LEADS = _PART_LEADS | {"at", "after", "from", "around", "till"}


def part_of_day(row: Row, at: int) -> Match | None:
    """ "this morning", "the evening", "mid-afternoon yesterday", "the morning of May 5", "before dawn"."""
    word, here = row.low[at], at
    same = row.follows(at, ("the", "same"))
    if word in {"this", "last", "the", "that"}:
        here = at + 2 if same else at + 1
    whole = word == "the" and row.low[here] in {"whole", "entire"}
    early = row.low[here] in {"early", "late", "mid"}
    here = row.skip(here + 1, "-") if early else here + 1 if whole else here
    part = PARTS.get(row.low[here])
    if part is None or (word == "last" and part not in {"NI", "EV"}):
        return None
    after = row.skip(here + 1, "of", "on", ",") if row.low[here + 1] != "," else here + 1
    dated = day(row, after) if row.low[after] not in {"the", "last"} else None
    if dated is not None and isinstance(dated.meaning, Calendar | Shift) and not dated.meaning.hour:
        return replace(dated, meaning=replace(dated.meaning, hour=part))
    if word in {"the", "that"}:
        return _told_part(row, at, here, told=same or word == "that", whole=whole)
    if word in {"this", "last"}:
        return Match(here + 1, Shift(unit="D", n=-1 if word == "last" else 0, hour=part))
    if not early and not _bare_part_stands(row, at, part):
        return None
    return Match(here + 1, Shift(unit="D", n=0, hour=part, near_mention=True), "mid" if word == "mid" else None)


def _told_part(row: Row, at: int, here: int, *, told: bool, whole: bool) -> Match | None:
    """ "the same evening", "that night", "the night before", "the whole morning", "in the evening"."""
    part = PARTS[row.low[here]]
    if not told and row.low[here + 1] == "before" and ends_clause(row, here + 2):
        return Match(here + 2, Shift(unit="D", n=-1, hour=part, from_mention=True))
    if not (told or whole) and row.before(at) not in {"in", "during", "by", "of"}:
        return None
    return Match(here + 1, Shift(unit="D", n=0, hour=part, from_mention=told, near_mention=not told))


def _bare_part_stands(row: Row, at: int, part: str) -> bool:
    """Tell whether a part of day without an article is a time: "by evening", "at dawn", "Evening, Tarn." as a head."""
    if at == 0 and row.low[1] in {",", ".", ":", "-", "–", "—"}:
        return True
    if row.low[at] in TWILIGHTS:
        return row.before(at) in _TWILIGHT_LEADS
    return row.before(at) in _PART_LEADS and part != "NI"


def ends_clause(row: Row, at: int) -> bool:
    """Tell whether nothing that "before" or "after" could govern follows it: "the year before, it sank"."""
    return not row.low[at] or not row.low[at][:1].isalnum() or row.low[at] in _CLAUSE_STARTS


_CLAUSE_STARTS = frozenset("that and but when where who which".split())


def clock(row: Row, at: int) -> Match | None:
    """A time of day with the zone and the day that may follow: "9 a.m. EST Tuesday", "10:30 GMT", "noon Friday"."""
    found = hour_at(row, at)
    if found is None or not stands_alone(row, at, found):
        return None
    here = past_zone(row, found.last)
    hour, lead = f"T{found.value}", row.before(at)
    comma = row.skip(here, ",")
    start = row.skip(comma, "on")
    dated = day(row, start)
    if dated and isinstance(dated.meaning, Calendar | Shift) and not (dated.meaning.hour or "").startswith("T"):
        hour = "T00:00" if row.low[at] == "midnight" and lead == "after" else hour
        return Match(dated.last, replace(dated.meaning, hour=hour))
    near = not found.today and lead not in {"until", "till"}
    return Match(here, Shift(unit="D", n=0, hour=hour, near_mention=near))


def named_day(row: Row, at: int) -> Match | None:
    """ "Thanksgiving Day", "Christmas Eve 1999", "last Easter"; "9/11" and its like."""
    if row.low[at] == "9/11":
        return Match(at + 1, Calendar(year=2001, month=9, day=11))
    side: Side | None = None
    here = at
    if row.low[at] in {"last", "next", "this"}:
        side, here = _SIDES[row.low[at]], at + 1
    if not row.is_capital(here):
        return None
    table = named_days()
    for size in (6, 5, 4, 3, 2, 1):
        rule = table.get(tuple(row.low[here : here + size]))
        if rule:
            last = here + size
            year = _with_year(row, last, Calendar(rule=rule, side=side))
            if row.low[year.last] in UNITS and row.low[year.last] == "week":
                return None
            return year
    return None
