"""Times that cannot be meant: the 35th of May, the year 99999. No value rather than a wrong one."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

from onrecord.model.dossier import TimeExpression
from onrecord.model.span import Span

UNRESOLVED = "Some dates name no day that there is; they have no value."
_LONGEST_MONTH = 31
#: How far before and after an expression its neighbours are looked at, in code points.
_NEAR = 14
_DAY_BEFORE = re.compile(r"(?<![\d.,/-])(\d{1,3})(?:st|nd|rd|th)?\s+(?:of\s+)?$")
_YEAR_AFTER = re.compile(r"\s?\d{5,9}(?!\d)")
_MONTH = re.compile(r"[A-Z][a-z]{2,8}\.?(?:\s+\d{4})?$")


def guard(text: str, times: Iterable[TimeExpression]) -> list[TimeExpression]:
    """Take the value from expressions whose neighbours show that it is not meant, and take those neighbours in.

    Args:
        text: The report.
        times: What was found in it.
    """
    return [_guarded(text, time) for time in times]


def _guarded(text: str, time: TimeExpression) -> TimeExpression:
    words = time.span.of(text)
    if words.lower().endswith("year") and (year := _YEAR_AFTER.match(text, time.span.end)):
        return _emptied(time, Span(time.span.start, year.end()))
    if _MONTH.fullmatch(words):
        begin = max(0, time.span.start - _NEAR)
        day = _DAY_BEFORE.search(text[begin : time.span.start])
        if day and int(day[1]) > _LONGEST_MONTH and time.type == "DATE" and _is_day(day[0]):
            return _emptied(time, Span(begin + day.start(), time.span.end))
    return time


def _is_day(words: str) -> bool:
    """Tell "35th of", "35th " from a bare number before a month that counts something else."""
    return any(end in words for end in ("st", "nd", "rd", "th", "of"))


def _emptied(time: TimeExpression, span: Span) -> TimeExpression:
    return replace(time, span=span, value=None, start=None, end=None)


def warn_of_unresolved(text: str, times: Iterable[TimeExpression], *, dated: bool) -> tuple[str, ...]:
    """Return what to warn of: dates in figures without a value, where the report's date is known and not the reason.

    Words like "an hour later" often have none: nothing is wrong with them, and nothing is said.
    """
    odd = (time.value is None and any(ch.isdigit() for ch in time.span.of(text)) for time in times)
    return (UNRESOLVED,) if dated and any(odd) else ()
