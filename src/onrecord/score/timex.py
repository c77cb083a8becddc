"""TIMEX3 values: their type and the stretch of time they stand for."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime, timedelta

from onrecord.model.dossier import TimeType

_DURATION = re.compile(r"P(?=.)(?:(?:\d+(?:\.\d+)?|X)(?:DE|[YMWD]))*(?:T(?=.)(?:(?:\d+(?:\.\d+)?|X)[HMS])*)?")
_OPEN = re.compile(r"(?=.*X)[\dX]{4}(?:-(?:[\dX]{2}(?:-[\dX]{2})?|W[\dX]{2}(?:-[1-7]|-WE)?|Q[1-4X]|SP|SU|FA|WI))?")
_WEEK = re.compile(r"(\d{4})-W(\d\d)(-WE)?")
_PART_OF_YEAR = re.compile(r"(\d{4})-(Q[1-4]|H[12]|SP|SU|FA|WI)")
_CLOCK = re.compile(r"(\d{4}-\d\d-\d\d)T(?:(MO|MI|AF|EV|NI|DT)|(\d\d)(?::(\d\d))?(?::(\d\d))?)")
#: First month and number of months of the parts of a year.
_MONTHS = {
    "Q1": (1, 3), "Q2": (4, 3), "Q3": (7, 3), "Q4": (10, 3), "H1": (1, 6), "H2": (7, 6),
    "SP": (3, 3), "SU": (6, 3), "FA": (9, 3), "WI": (12, 3),
}  # fmt: skip
#: First hour and number of hours of the parts of a day.
_HOURS = {"MO": (6, 6), "MI": (12, 1), "AF": (12, 6), "EV": (18, 6), "NI": (18, 12), "DT": (6, 12)}


@dataclass(frozen=True, slots=True)
class TimexValue:
    """What a TIMEX3 value stands for."""

    type: TimeType
    #: Half-open interval; None where the value has no place in time.
    start: datetime | None = None
    end: datetime | None = None


def read_timex(value: str) -> TimexValue | None:
    """Return what a value stands for; None where it is no TIMEX3 value.

    >>> read_timex("2022-01-09").end
    datetime.datetime(2022, 1, 10, 0, 0)
    >>> read_timex("P3D").type, read_timex("January") is None
    ('DURATION', True)
    """
    if _DURATION.fullmatch(value) and value not in ("P", "PT"):
        return TimexValue("DURATION")
    if _OPEN.fullmatch(value):
        return TimexValue("DATE")
    try:
        return _clock(value) or _date(value)
    except ValueError:
        return None


def _clock(value: str) -> TimexValue | None:
    found = _CLOCK.fullmatch(value)
    if not found:
        return None
    day = datetime.fromisoformat(found[1])
    if found[2]:
        first, hours = _HOURS[found[2]]
        start = day + timedelta(hours=first)
        return TimexValue("TIME", start, start + timedelta(hours=hours))
    start = day.replace(hour=int(found[3]), minute=int(found[4] or 0), second=int(found[5] or 0))
    step = timedelta(seconds=1) if found[5] else timedelta(minutes=1) if found[4] else timedelta(hours=1)
    return TimexValue("TIME", start, start + step)


def _date(value: str) -> TimexValue | None:
    if re.fullmatch(r"\d{4}-\d\d-\d\d", value):
        start = datetime.fromisoformat(value)
        return TimexValue("DATE", start, start + timedelta(days=1))
    if re.fullmatch(r"\d{4}-\d\d", value):
        return _months(int(value[:4]), int(value[5:]), 1)
    if re.fullmatch(r"\d{2,4}", value):
        years = 10 ** (4 - len(value))
        first = int(value) * years
        return TimexValue("DATE", datetime(first, 1, 1), datetime(first + years, 1, 1))
    week = _WEEK.fullmatch(value)
    if week:
        monday = datetime.fromisocalendar(int(week[1]), int(week[2]), 1)
        start = monday + timedelta(days=5) if week[3] else monday
        return TimexValue("DATE", start, monday + timedelta(days=7))
    part = _PART_OF_YEAR.fullmatch(value)
    return _months(int(part[1]), *_MONTHS[part[2]]) if part else None


def _months(year: int, first: int, count: int) -> TimexValue:
    after = first - 1 + count
    return TimexValue("DATE", datetime(year, first, 1), datetime(year + after // 12, after % 12 + 1, 1))
