"""What time words mean, and the TIMEX3 value and interval they have on a day."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Literal

from onrecord.codebook.times import day_of
from onrecord.model.dossier import TimeAnchor, TimeType

#: Which way words without a year point: back, ahead, or to be told from tense and distance.
Side = Literal[-1, 0, 1]
#: Years the values are given for; others have none.
_YEARS = range(1, 9000)
_SEASON_MONTHS = {"SP": 3, "SU": 6, "FA": 9, "WI": 12}
#: How many days before the anchor a day told just before may lie for "at 9:30" to be of that day.
_NEAR_DAYS = 3
_SEASONS = ("WI", "SP", "SU", "FA")
_PART_HOURS = {"MO": (6, 12), "AF": (12, 18), "EV": (18, 24), "NI": (18, 30), "MI": (12, 14)}


@dataclass(frozen=True, slots=True, kw_only=True)
class Calendar:
    """A place in the calendar, named in whole or in part."""

    year: int | None = None
    #: Years from the year of the anchor ("last year's …"); None where not said.
    year_shift: int | None = None
    month: int | None = None
    day: int | None = None
    #: 0 for Monday.
    weekday: int | None = None
    #: Weeks from the week of the anchor ("Friday last week"); None where not said.
    week: int | None = None
    #: Part of a year: "Q3", "H1", "SP", …
    part_of_year: str | None = None
    #: Rule of a named day.
    rule: str | None = None
    #: Part of day ("MO") or clock ("T19:15").
    hour: str | None = None
    #: Said to lie back (-1), this time round (0), ahead (1); None where not said.
    side: Side | None = None
    #: The event the words are counted from lies behind them ("the previous Friday").
    from_mention: bool = False
    #: Day and month could be the other way round; the report's own date decides.
    in_doubt: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Shift:
    """A unit of the calendar so many units away from the anchor: "last month", "two weeks ago", "tomorrow"."""

    unit: str
    n: float | None
    hour: str | None = None
    #: Counted from a time told before, not from the anchor ("two days later").
    from_mention: bool = False
    #: Of a day told just before, if one was; else of the anchor's ("at 9:30", "by evening").
    near_mention: bool = False
    #: A quarter that was told of just before gives the unit ("a year earlier").
    quarter: bool = False
    #: With ``n`` None, whether it lies back ("years ago").
    past: bool = False
    #: Whether a number counts units ("two days later"), so that a length is left where nothing was told before.
    counted: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Fixed:
    """A value that needs no anchor: a decade, a century, a set."""

    value: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Length:
    """So long; ``n`` None for an open number. ``side`` -1 for "the past …", 1 for "the next …"."""

    n: float | None
    unit: str
    side: Side = 0


Meaning = Calendar | Shift | Fixed | Length


@dataclass(frozen=True, slots=True)
class Context:
    """What relative words hang on."""

    #: Day the words are relative to; None where unknown.
    base: date | None
    anchor: TimeAnchor = "published"
    #: What the verb tells: -1 past, 1 coming, 0 neither.
    tense: Side = 0
    #: Value of the last time told before in the report; None where there is none.
    mentioned: str | None = None
    #: Value of the last quarter told before; None where there is none.
    quarter: str | None = None


@dataclass(frozen=True, slots=True)
class Value:
    """A meaning resolved."""

    #: TIMEX3 value; None where it cannot be told.
    value: str | None
    anchor: TimeAnchor
    #: Half-open; None where there is none.
    start: datetime | None = None
    end: datetime | None = None


def evaluate(meaning: Meaning, context: Context) -> Value:
    """Return the value and interval of a meaning."""
    try:
        return _evaluate(meaning, context)
    except (ValueError, OverflowError):
        return Value(None, context.anchor)


def _evaluate(meaning: Meaning, context: Context) -> Value:
    if isinstance(meaning, Fixed):
        start, end = interval_of(meaning.value)
        return Value(meaning.value, "absolute", start, end)
    if isinstance(meaning, Length):
        return _length(meaning, context)
    if isinstance(meaning, Shift):
        value, anchor = _shift(meaning, context)
    else:
        anchor = "absolute" if meaning.year is not None else context.anchor
        value = _calendar(meaning, context)
        if meaning.from_mention and context.mentioned:
            anchor = "event"
    start, end = interval_of(value)
    return Value(value, anchor, start, end)


def _length(meaning: Length, context: Context) -> Value:
    value = duration_value(meaning.n, meaning.unit)
    if meaning.side == 0 or context.base is None:
        return Value(value, context.anchor if meaning.side else "absolute")
    base = datetime.combine(context.base, time())
    if meaning.n is None:
        return Value(value, context.anchor)
    if meaning.unit in {"S", "M", "H"}:
        return Value(value, context.anchor)
    other = datetime.combine(move(context.base, meaning.unit, meaning.side * meaning.n), time())
    return Value(value, context.anchor, min(base, other), max(base, other))


def duration_value(n: float | None, unit: str) -> str:
    """Return the TIMEX3 value of a length.

    >>> duration_value(2.5, "Y"), duration_value(None, "D"), duration_value(40, "H")
    ('P2Y6M', 'PXD', 'PT40H')
    """
    if n is not None and unit in {"DE", "CE", "F"}:
        n, unit = (n * 2, "W") if unit == "F" else (n * (10 if unit == "DE" else 100), "Y")
    letter = {"MONTH": "M", "F": "W"}.get(unit, unit)
    head = "PT" if unit in {"S", "M", "H"} else "P"
    if n is None:
        return f"{head}X{letter}"
    whole = int(n)
    rest = n - whole
    smaller = {"Y": (12, "M"), "H": (60, "M"), "M": (60, "S")}.get(unit)
    if rest and smaller and rest * smaller[0] == int(rest * smaller[0]):
        return f"{head}{f'{whole}{letter}' if whole else ''}{int(rest * smaller[0])}{smaller[1]}"
    return f"{head}{whole if not rest else n:g}{letter}" if rest else f"{head}{whole}{letter}"


def move(day: date, unit: str, n: float) -> date:
    """Return the day so many units away; the last of a month where the day does not exist there.

    Raises:
        ValueError: That day lies beyond the calendar.
        OverflowError: Likewise.
    """
    days = {"D": 1, "W": 7, "F": 14, "WE": 7}.get(unit)
    if days:
        return day + timedelta(days=round(days * n))
    months = round({"MONTH": 1, "Q": 3, "HALF": 6, "Y": 12, "DE": 120, "CE": 1200}[unit] * n)
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, _month_length(year, month + 1)))


def _month_length(year: int, month: int) -> int:
    following = date(year + month // 12, month % 12 + 1, 1)
    return (following - timedelta(days=1)).day


def _shift(meaning: Shift, context: Context) -> tuple[str | None, TimeAnchor]:  # noqa: PLR0911
    base, anchor = context.base, context.anchor
    if meaning.quarter and context.quarter and meaning.n is not None:
        years = round(meaning.n) if meaning.unit == "Y" else 0
        return f"{int(context.quarter[:4]) + years:04}{context.quarter[4:]}", "event"
    if meaning.from_mention and context.mentioned:
        start, _ = interval_of(context.mentioned)
        if start is None:
            return None, "event"
        coarse = meaning.unit == "D" and len(context.mentioned) < 10
        if coarse and not meaning.hour:
            return None, "event"
        if not coarse:
            base, anchor = start.date(), "event"
    elif meaning.near_mention and (told := _day_near(context)):
        base, anchor = told, "event"
    elif meaning.from_mention and meaning.counted:
        return duration_value(None if meaning.n is None else abs(meaning.n), meaning.unit), "event"
    if meaning.unit in {"S", "M", "H"} or (meaning.n is None and meaning.from_mention):
        return _clock_shift(meaning, context)
    if base is None:
        return None, anchor
    if meaning.n is None:
        return ("PAST_REF" if meaning.past else "FUTURE_REF"), anchor
    if meaning.unit == "WE" and meaning.n == 0 and base.weekday() < 4 and context.tense <= 0:
        # On a Monday to Thursday, "the weekend" of a verb in the past is the one gone by.
        base -= timedelta(days=7)
    unit = meaning.unit
    if unit == "F":
        unit, n = "W", meaning.n * 2
    else:
        n = meaning.n
    if n != int(n):
        unit = {"Y": "MONTH", "DE": "Y"}.get(unit, unit)
        return value_at(move(base, meaning.unit, n), unit), anchor
    moved = move(base, unit, n)
    if not meaning.hour:
        return value_at(moved, unit), anchor
    # Midnight of no day named: behind the report the one that began its day, else the one that ends it.
    past = meaning.near_mention and base == context.base and context.tense <= 0
    return _with_hour(value_at(moved, unit), "T00:00" if past and meaning.hour == "T24:00" else meaning.hour), anchor


def _with_hour(day: str, hour: str) -> str:
    if hour == "T24:00" and len(day) == 10:
        return f"{(date.fromisoformat(day) + timedelta(days=1)).isoformat()}T00:00"
    return f"{day}{hour if hour.startswith('T') else 'T' + hour}"


def _day_near(context: Context) -> date | None:
    """Return the day told just before, where it lies in the days up to the anchor."""
    if context.base is None or context.mentioned is None or len(context.mentioned) < 10:
        return None
    start, _ = interval_of(context.mentioned)
    return start.date() if start and 0 <= (context.base - start.date()).days <= _NEAR_DAYS else None


def _clock_shift(meaning: Shift, context: Context) -> tuple[str | None, TimeAnchor]:
    """Resolve "an hour later", "hours later": from the clock time told before, else the length alone."""
    n, told = meaning.n, context.mentioned or ""
    if not meaning.from_mention:
        return None, context.anchor
    start, _ = interval_of(told)
    if n is None or start is None or told[-3:-2] != ":":
        return duration_value(None if n is None else abs(n), meaning.unit), "event"
    seconds = {"S": 1, "M": 60, "H": 3600}[meaning.unit] * n
    return (start + timedelta(seconds=seconds)).isoformat(timespec="minutes"), "event"


def value_at(day: date, unit: str) -> str:  # noqa: PLR0911
    """Return the TIMEX3 value of the unit of the calendar a day lies in.

    >>> value_at(date(2022, 1, 9), "W"), value_at(date(2022, 1, 9), "Q"), value_at(date(2022, 1, 9), "WI")
    ('2022-W01', '2022-Q1', '2021-WI')
    """
    year = f"{day.year:04}"
    if unit == "D":
        return day.isoformat()
    if unit in {"W", "WE"}:
        iso = day.isocalendar()
        return f"{iso.year:04}-W{iso.week:02}{'-WE' if unit == 'WE' else ''}"
    if unit == "MONTH":
        return f"{year}-{day.month:02}"
    if unit == "Q":
        return f"{year}-Q{(day.month + 2) // 3}"
    if unit == "HALF":
        return f"{year}-H{1 if day.month <= 6 else 2}"
    if unit in _SEASON_MONTHS:
        return f"{day.year - (unit == 'WI' and day.month <= 2):04}-{unit}"
    return {"Y": year, "DE": year[:3], "CE": year[:2]}[unit]


def _calendar(meaning: Calendar, context: Context) -> str | None:
    base, year = context.base, meaning.year
    if meaning.from_mention and context.mentioned:
        start, _ = interval_of(context.mentioned)
        base = start.date() if start else base
    if year is None and meaning.year_shift is not None:
        year = base.year + meaning.year_shift if base else None
        if year is None:
            return None
    if meaning.weekday is not None and meaning.day is None and meaning.month is None:
        found = _weekday(meaning, context, base)
    elif year is not None:
        found = _in_doubt(meaning, year, base) if meaning.in_doubt else _in_year(meaning, year)
    else:
        found = _nearest(meaning, context, base)
    return _with_hour(found, meaning.hour) if found is not None and meaning.hour else found


def _weekday(meaning: Calendar, context: Context, base: date | None) -> str | None:
    assert meaning.weekday is not None
    if base is None:
        return None
    if meaning.week is not None:
        return (base + timedelta(days=7 * meaning.week + meaning.weekday - base.weekday())).isoformat()
    back = (base.weekday() - meaning.weekday) % 7
    side = meaning.side if meaning.side else context.tense
    if meaning.side == 0:
        # "this Friday": the one of this week, unless the verb tells of one gone by.
        ahead = -back if context.tense < 0 or back == 0 else 7 - back
        return (base + timedelta(days=ahead)).isoformat()
    if meaning.side is not None and back == 0:
        return (base + timedelta(days=7 * meaning.side)).isoformat()
    if side > 0 and back:
        return (base + timedelta(days=7 - back)).isoformat()
    return (base - timedelta(days=back)).isoformat()


def _in_doubt(meaning: Calendar, year: int, base: date | None) -> str | None:
    """Return the day of "04/08/2031" where one of the two lies within a day of the anchor."""
    if base is None or year not in _YEARS or meaning.month is None or meaning.day is None:
        return None
    days = (date(year, meaning.month, meaning.day), date(year, meaning.day, meaning.month))
    near = [day for day in days if abs((day - base).days) <= 1]
    return near[0].isoformat() if near else None


def _in_year(meaning: Calendar, year: int) -> str | None:
    if year not in _YEARS:
        return None
    if meaning.rule:
        return day_of(meaning.rule, year).isoformat()
    if meaning.part_of_year:
        return f"{year:04}-{meaning.part_of_year}"
    if meaning.month is None:
        return f"{year:04}"
    if meaning.day is None:
        return f"{year:04}-{meaning.month:02}"
    return date(year, meaning.month, meaning.day).isoformat()


def _nearest(meaning: Calendar, context: Context, base: date | None) -> str | None:
    """Return the value in the year that side, tense and distance choose."""
    if base is None:
        if meaning.hour and not (meaning.month or meaning.rule or meaning.part_of_year):
            return None
        if meaning.month and meaning.day:
            date(2000, meaning.month, meaning.day)
        return None
    if not (meaning.month or meaning.rule or meaning.part_of_year):
        return base.isoformat() if meaning.hour else None
    choices: list[tuple[float, str]] = []
    for year in (base.year - 1, base.year, base.year + 1):
        try:
            value = _in_year(meaning, year)
        except ValueError:
            continue
        start, end = interval_of(value)
        if value is None or start is None or end is None:
            continue
        here = datetime.combine(base, time())
        distance = 0.0 if start <= here < end else (start - here).days if start > here else (end - here).days - 1
        choices.append((distance, value))
    return _choose(choices, meaning, context)


def _choose(choices: list[tuple[float, str]], meaning: Calendar, context: Context) -> str | None:
    if not choices:
        return None
    if meaning.side == 0:
        return min(choices, key=lambda c: abs(c[0]))[1]
    if meaning.side is not None:
        wanted = [c for c in choices if c[0] * meaning.side > 0]
        return min(wanted, key=lambda c: abs(c[0]))[1] if wanted else None
    favour = {-1: -1, 0: 0, 1: 1}[context.tense]
    # A verb outweighs distance up to about ten months ("in December it met", written in October).
    if meaning.part_of_year and meaning.part_of_year[0] in "QH":
        near = 0
    elif favour:
        near = 120 if meaning.day is not None else 300
    else:
        favour, near = -1, 80
    return min(choices, key=lambda c: abs(c[0]) - (near if c[0] * favour >= 0 else 0))[1]


_VALUE = re.compile(
    r"(?P<year>\d{2,4})(?:-(?:(?P<month>\d\d)(?:-(?P<day>\d\d))?|W(?P<week>\d\d)(?P<we>-WE)?|(?P<part>Q[1-4]|H[12]|"
    r"SP|SU|FA|WI)))?(?:T(?P<hour>MO|AF|EV|NI|MI|\d\d(?::\d\d)?))?"
)


def interval_of(value: str | None) -> tuple[datetime | None, datetime | None]:
    """Return the half-open interval of a TIMEX3 value; two None where it has none.

    Raises:
        ValueError: The value names a day that does not exist.
    """
    match = _VALUE.fullmatch(value) if value else None
    if match is None:
        return None, None
    first, last = _days_of(match)
    start, end = datetime.combine(first, time()), datetime.combine(last, time())
    hour = match["hour"]
    if hour in _PART_HOURS:
        low, high = _PART_HOURS[hour]
        return start + timedelta(hours=low), start + timedelta(hours=high)
    if hour:
        hours, _, minute = hour.partition(":")
        begin = start + timedelta(hours=int(hours), minutes=int(minute or 0))
        return begin, begin + (timedelta(minutes=1) if minute else timedelta(hours=1))
    return start, end


def _days_of(match: re.Match[str]) -> tuple[date, date]:
    digits = match["year"]
    if len(digits) < 4:
        scale = 10 ** (4 - len(digits))
        return date(int(digits) * scale, 1, 1), date((int(digits) + 1) * scale, 1, 1)
    year = int(digits)
    if match["week"]:
        monday = date.fromisocalendar(year, int(match["week"]), 1)
        return (monday + timedelta(days=5 if match["we"] else 0)), monday + timedelta(days=7)
    part = match["part"]
    if part:
        month = _SEASON_MONTHS.get(part) or (int(part[1]) - 1) * (3 if part[0] == "Q" else 6) + 1
        first = date(year, month, 1)
        return first, move(first, "MONTH", 6 if part[0] == "H" else 3)
    if match["day"]:
        first = date(year, int(match["month"]), int(match["day"]))
        return first, first + timedelta(days=1)
    if match["month"]:
        first = date(year, int(match["month"]), 1)
        return first, move(first, "MONTH", 1)
    return date(year, 1, 1), date(year + 1, 1, 1)


def type_of(meaning: Meaning) -> TimeType:
    """Return the TIMEX3 type of a meaning; sets aside."""
    if isinstance(meaning, Length):
        return "DURATION"
    if isinstance(meaning, Calendar | Shift) and meaning.hour:
        return "TIME"
    return "DATE"
