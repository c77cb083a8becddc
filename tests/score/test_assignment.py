"""Matching and assignment."""

from __future__ import annotations

from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.score.assignment import best_total, match_pairs


def test_matching_gives_up_the_best_pair_for_a_further_one() -> None:
    """The matching is the largest: a greedy choice that would leave one out is undone."""
    assert match_pairs([(0.9, 0, 0), (0.8, 1, 0), (0.6, 0, 1)]) == {0: 1, 1: 0}


@given(st.lists(st.lists(st.integers(0, 9), min_size=3, max_size=3), min_size=1, max_size=4))
def test_best_total_equals_trying_all(weights: list[list[int]]) -> None:
    """The Hungarian method finds what trying every assignment finds."""
    rows = [[float(value) for value in row] for row in weights]
    wide, tall = (rows, 3) if len(rows) <= 3 else ([list(column) for column in zip(*rows, strict=True)], len(rows))
    best = max(sum(wide[r][c] for r, c in enumerate(p)) for p in permutations(range(tall), len(wide)))
    assert best_total(rows) == pytest.approx(best)
