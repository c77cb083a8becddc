"""Grouping by average."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from onrecord.resolve.linkage import link_average


def test_average_over_all_pairs_decides() -> None:
    """A thing that is like one of two, and not like the other, stays out where the mean is below the threshold."""
    scores = {(0, 1): 0.9, (1, 2): 0.8, (0, 2): 0.0}
    assert link_average(3, scores, 0.5) == [[0, 1], [2]]
    assert link_average(3, scores, 0.4) == [[0, 1, 2]]


def test_pair_without_a_score_counts_nothing() -> None:
    """What was not compared counts against joining."""
    assert link_average(3, {(0, 1): 0.9, (1, 2): 0.8}, 0.5) == [[0, 1], [2]]


def test_what_must_be_together_and_apart() -> None:
    """Groups to begin with hold, and what may not join does not, however alike."""
    scores = {(0, 1): 1.0, (2, 3): 1.0}
    found = link_average(4, scores, 0.4, together=[[0, 2]], may_join=lambda i, j: {i, j} != {2, 3})
    assert [3] in found
    assert any({0, 2} <= set(group) for group in found)


@given(st.dictionaries(st.tuples(st.integers(0, 3), st.integers(4, 7)), st.floats(0, 1)), st.floats(0.05, 1))
def test_every_thing_is_in_one_group(scores: dict[tuple[int, int], float], threshold: float) -> None:
    """Nothing is lost and nothing is in two groups."""
    found = link_average(8, scores, threshold)
    assert sorted(n for group in found for n in group) == list(range(8))
