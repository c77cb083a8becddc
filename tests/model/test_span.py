"""Spans."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from onrecord.model.span import Span, hull
from tests.strategies import spans

ANY = spans(30)


@given(ANY, ANY)
def test_overlap_is_mutual_and_means_a_shared_character(a: Span, b: Span) -> None:
    """Two non-empty spans overlap exactly where some code point is in both."""
    shared = set(range(*a)) & set(range(*b))
    assert a.overlaps(b) == b.overlaps(a)
    if a.start < a.end and b.start < b.end:
        assert a.overlaps(b) == bool(shared)


@given(st.lists(ANY, min_size=1))
def test_hull_contains_all(found: list[Span]) -> None:
    """The hull contains every span it was made of and is no wider."""
    around = hull(found)
    assert around is not None
    assert all(around.contains(span) for span in found)
    assert around.start in {s.start for s in found} and around.end in {s.end for s in found}


def test_hull_of_nothing() -> None:
    """There is no hull of no spans."""
    assert hull([]) is None
