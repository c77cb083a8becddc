"""TIMEX3 values and calendar arithmetic: the value of a length and of a unit on a day, the interval of a value."""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta

_SEASON_MONTHS = {"SP": 3, "SU": 6, "FA": 9, "WI": 12}
_PART_HOURS = {"MO": (6, 12), "AF": (12, 18), "EV": (18, 24), "NI": (18, 30), "MI": (12, 14)}


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
