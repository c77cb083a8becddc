"""Values as cells: dates by ISO 8601, lists in one cell, and formulas kept from being ones."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

#: Stands between the items of a list in one cell.
BETWEEN = "; "
#: A cell that begins with one of these is a formula to a spreadsheet, or is once its blanks are cut.
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def iso(value: date | datetime | None) -> str:
    """Return a day or moment by ISO 8601; a moment at the very beginning of a day as the day alone."""
    if value is None:
        return ""
    if isinstance(value, datetime):
        midnight = not (value.hour or value.minute or value.second or value.microsecond)
        return value.date().isoformat() if midnight and value.tzinfo is None else value.isoformat()
    return value.isoformat()


def day_of(value: date | datetime) -> date:
    """Return the day of a moment."""
    return value.date() if isinstance(value, datetime) else value


def cell(value: Any) -> Any:
    """Return a value of a row as one for a cell: text, number or truth value; "" for none."""
    if value is None:
        return ""
    if isinstance(value, date):
        return iso(value)
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list | tuple):
        return BETWEEN.join(_item(item) for item in value)
    return value if isinstance(value, int | float | str) else str(value)


def guarded(value: Any) -> Any:
    """Return a cell that no spreadsheet takes for a formula: text that looks like one gets an apostrophe before it.

    >>> guarded("=1+1"), guarded("-4"), guarded(-4)
    ("'=1+1", "'-4", -4)
    """
    if isinstance(value, str) and value.lstrip(" \u00a0").startswith(_FORMULA):
        return "'" + value
    return value


def one_line(value: Any) -> str:
    """Return a value as text without tabs and line breaks, for files whose rows are lines of cells between tabs."""
    return " ".join(str(cell(value)).split())


def joined(items: Iterable[Any], between: str = BETWEEN) -> str:
    """Return items in one cell; those that are None or empty are left out."""
    return between.join(str(item) for item in items if item not in (None, ""))


def counted(number: int, noun: str) -> str:
    """Return a number with its noun.

    >>> counted(1, "report"), counted(2_000, "outlet")
    ('1 report', '2,000 outlets')
    """
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


def _item(item: Any) -> str:
    return "" if item is None else iso(item) if isinstance(item, date) else str(item)
