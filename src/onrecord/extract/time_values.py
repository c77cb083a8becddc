"""What time words mean, and the TIMEX3 value and interval they have on a day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Literal

from onrecord.codebook.times import day_of
from onrecord.extract.time_iso import duration_value, interval_of, move, value_at
from onrecord.model.dossier import TimeAnchor, TimeType

#: Which way words without a year point: back, ahead, or to be told from tense and distance.
Side = Literal[-1, 0, 1]
#: Years the values are given for; others have none.
_YEARS = range(1, 9000)
#: How many days before the anchor a day told just before may lie for "at 9:30" to be of that day.
_NEAR_DAYS = 3


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


def _shift(meaning: Shift, context: Context) -> tuple[str | None, TimeAnchor]:
    if meaning.quarter and context.quarter and meaning.n is not None:
        years = round(meaning.n) if meaning.unit == "Y" else 0
        return f"{int(context.quarter[:4]) + years:04}{context.quarter[4:]}", "event"
    if meaning.from_mention and meaning.counted and not context.mentioned:
        return duration_value(None if meaning.n is None else abs(meaning.n), meaning.unit), "event"
    if meaning.unit in {"S", "M", "H"} or (meaning.n is None and meaning.from_mention):
        return _clock_shift(meaning, context)
    base, anchor = _base_of(meaning, context)
    if base is None:
        return None, anchor
    if meaning.n is None:
        return ("PAST_REF" if meaning.past else "FUTURE_REF"), anchor
    return _moved(meaning, meaning.n, context, base), anchor


def _base_of(meaning: Shift, context: Context) -> tuple[date | None, TimeAnchor]:
    """Return the day that units are counted from: the anchor's or one told before."""
    if meaning.near_mention and (told := _day_near(context)):
        return told, "event"
    if not (meaning.from_mention and context.mentioned):
        return context.base, context.anchor
    if meaning.unit == "D" and len(context.mentioned) < 10:
        return (context.base, context.anchor) if meaning.hour else (None, "event")
    start, _ = interval_of(context.mentioned)
    return (start.date() if start else None), "event"


def _moved(meaning: Shift, n: float, context: Context, base: date) -> str:
    if meaning.unit == "WE" and n == 0 and base.weekday() < 4 and context.tense <= 0:
        # On a Monday to Thursday, "the weekend" of a verb in the past is the one gone by.
        base -= timedelta(days=7)
    unit, n = ("W", n * 2) if meaning.unit == "F" else (meaning.unit, n)
    if n != int(n):
        return value_at(move(base, meaning.unit, n), {"Y": "MONTH", "DE": "Y"}.get(unit, unit))
    value = value_at(move(base, unit, n), unit)
    if not meaning.hour:
        return value
    # Midnight of no day named: behind the report the one that began its day, else the one that ends it.
    past = meaning.near_mention and base == context.base and context.tense <= 0
    return _with_hour(value, "T00:00" if past and meaning.hour == "T24:00" else meaning.hour)


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


def type_of(meaning: Meaning) -> TimeType:
    """Return the TIMEX3 type of a meaning; sets aside."""
    if isinstance(meaning, Length):
        return "DURATION"
    if isinstance(meaning, Calendar | Shift) and meaning.hour:
        return "TIME"
    return "DATE"
