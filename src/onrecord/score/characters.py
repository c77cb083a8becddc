"""Spans compared by the characters they cover, white space aside."""

from __future__ import annotations

from collections.abc import Iterable

from onrecord.model.span import Span


def covered(spans: Iterable[Span], text: str) -> frozenset[int]:
    """Return the places of all characters under ``spans`` that are not white space.

    Two annotations agree exactly where these sets are equal: white space at the edges, and cuts that leave out white
    space only, make no difference.
    """
    return frozenset(place for span in spans for place in range(span.start, span.end) if not text[place].isspace())


def overlap_ratio(one: frozenset[int], other: frozenset[int]) -> float:
    """Return intersection over union; 0 where both are empty."""
    union = len(one | other)
    return len(one & other) / union if union else 0.0
