"""Days as metadata writes them."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta
from email.utils import parsedate_to_datetime
from typing import Any

from onrecord.text.dates import DATE, parse_date

#: Years that a report can have been printed in.
_FIRST_YEAR, _LAST_YEAR = 1600, 2200
_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})(?!\d)|(\d{4})(\d\d)(\d\d)(?=T|$)")
_NUMBER = re.compile(r"\d{9,10}(?:\.\d+)?|\d{12,13}")
_WORDS = re.compile(DATE, re.IGNORECASE)
#: Longer values are prose, not a date.
_LONGEST = 80


def parse_day(value: Any) -> date | None:
    """Return the day a metadata value names, as it is written there: its time zone does not move it.

    Taken are dates, ISO 8601, RFC 2822 ("Tue, 11 Jan 2022 09:00:00 GMT"), dates in words ("11 January 2022") and
    seconds or milliseconds since 1970. A date in figures that could be two days (03/04/2022) is None.

    >>> parse_day("2022-01-11T23:30:00-05:00")
    datetime.date(2022, 1, 11)
    """
    if isinstance(value, date):
        return _plausible(value.date() if isinstance(value, datetime) else value)
    if isinstance(value, int | float) and not isinstance(value, bool):
        return _since_1970(float(value))
    if not isinstance(value, str) or len(value) > _LONGEST:
        return None
    words = value.strip()
    if match := _ISO.match(words):
        return _day(*(int(part) for part in match.groups() if part is not None))
    return _since_1970(float(words)) if _NUMBER.fullmatch(words) else _in_words(words)


def _in_words(words: str) -> date | None:
    days = {day for match in _WORDS.finditer(words) if (day := parse_date(match.group())) is not None}
    if len(days) == 1:
        return days.pop()
    try:
        return _plausible(parsedate_to_datetime(words).date())
    except (ValueError, TypeError, IndexError, OverflowError):
        return None


def _since_1970(seconds: float) -> date | None:
    if not seconds >= 1e8:  # also what is no number; days before 1973 are not written so
        return None
    if seconds >= 1e11:
        seconds /= 1000
    if seconds >= 7e9:
        return None
    return _plausible((datetime(1970, 1, 1, tzinfo=UTC) + timedelta(seconds=seconds)).date())


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return _plausible(date(year, month, day))
    except ValueError:
        return None


def _plausible(day: date) -> date | None:
    return day if _FIRST_YEAR <= day.year <= _LAST_YEAR else None
