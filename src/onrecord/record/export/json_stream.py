"""JSON written item by item, so that a long list never stands in memory."""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import date
from typing import IO, Any

from onrecord.record.export.cells import iso


def write_items(text: IO[str], items: Iterable[Any], *, head: str = "[", tail: str = "]") -> int:
    """Write items of a JSON array, one a line, between a head and a tail; return how many they are.

    Args:
        text: Where to write.
        items: What ``dump`` takes.
        head: What stands before them, the bracket among it.
        tail: What stands after them, the bracket among it.
    """
    n_items = 0
    text.write(head)
    for item in items:
        text.write(("\n" if n_items == 0 else ",\n") + dump(item))
        n_items += 1
    text.write(("\n" if n_items else "") + tail + "\n")
    return n_items


def write_lines(text: IO[str], items: Iterable[Any]) -> int:
    """Write one JSON value a line; return how many they are."""
    n_items = 0
    for item in items:
        text.write(dump(item) + "\n")
        n_items += 1
    return n_items


def dump(value: Any) -> str:
    """Return a value as JSON on one line; days and moments by ISO 8601.

    >>> dump({"day": date(2031, 5, 2)})
    '{"day": "2031-05-02"}'
    """
    return json.dumps(value, ensure_ascii=False, allow_nan=False, default=_plain)


def inner(value: dict[str, Any], key: str) -> tuple[str, str]:
    """Return the JSON of an object up to a list that is to be written item by item, and what stands after it.

    Args:
        value: The object without the list.
        key: Under which the list stands, as the last of the object.

    >>> inner({"type": "FeatureCollection"}, "features")
    ('{"type": "FeatureCollection", "features": [', ']}')
    """
    return f"{dump(value)[:-1]}{', ' if value else ''}{json.dumps(key)}: [", "]}"


def _plain(value: Any) -> Any:
    if isinstance(value, date):
        return iso(value)
    raise TypeError(f"no JSON for {type(value).__name__}")
