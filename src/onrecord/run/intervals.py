"""Lengths of time as people type them: 90s, 15m, 2h, 1d, 1h30m."""

from __future__ import annotations

import re

from onrecord.errors import UsageError
from onrecord.settings import SETTINGS

_UNITS = {"s": 1, "m": 60, "h": 3_600, "d": 86_400}
_PART = re.compile(r"(\d{1,9})\s*([smhd])\s*", re.IGNORECASE | re.ASCII)


def parse_interval(text: str) -> float:
    """Return the seconds between two polls.

    >>> parse_interval("15m")
    900.0

    Raises:
        UsageError: It is no length of time, or shorter or longer than polls may be apart.
    """
    written = text.strip()
    place = 0
    seconds = 0.0
    while match := _PART.match(written, place):
        seconds += int(match[1]) * _UNITS[match[2].lower()]
        place = match.end()
    if not written or place < len(written):
        raise UsageError("An interval is a number and a unit (s, m, h, d). Write for example --every 15m")
    if seconds < SETTINGS.watch_min_every_seconds:
        raise UsageError(
            f"Feeds are asked every {SETTINGS.watch_min_every_seconds:.0f} seconds at the most. Write --every 15m"
        )
    if seconds > SETTINGS.watch_max_every_seconds:
        days = SETTINGS.watch_max_every_seconds / 86_400
        raise UsageError(f"Feeds are asked every {days:.0f} days at the least. Write for example --every 1d")
    return seconds
