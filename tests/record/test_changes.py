"""Change points of a series."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations, pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.record.changes import change_points, smoothed
from onrecord.settings import SETTINGS


def test_each_step_is_found() -> None:
    """Two steps in noise are found where they are."""
    noise = np.random.default_rng(5).normal(0, 0.5, 60)
    series = noise + np.repeat([0.0, 5.0, -3.0], 20)
    assert change_points(list(series)) == [20, 40]


def test_noise_alone_has_no_change() -> None:
    """Of a hundred series of noise at most a few seem to change."""
    chance = np.random.default_rng(6)
    assert sum(bool(change_points(list(chance.normal(0, 1, 100)))) for _ in range(100)) <= 5


@pytest.mark.parametrize("series", [[], [1.0], [1.0] * 30, [0.0] * 5])
def test_short_and_flat_series_have_none(series: list[float]) -> None:
    """Where nothing moves, or there is too little, nothing changed."""
    assert change_points(series) == []


def test_one_loud_week_is_no_change() -> None:
    """A single week apart from the rest is not marked."""
    series = [0.0, 1.0] * 15
    series[14] = 30.0
    assert change_points(series) == []


@given(st.lists(st.integers(-20, 20), min_size=4, max_size=9), st.integers(2, 3))
def test_no_other_partition_costs_less(values: list[int], least: int) -> None:
    """Of all partitions with long enough stretches the one found is the cheapest."""
    found = change_points([float(v) for v in values], least=least)
    if len(values) < 2 * least or len(set(values)) == 1:
        assert found == []
        return
    cuts = range(1, len(values))
    every = [
        list(c) for n in range(len(values) // least) for c in combinations(cuts, n) if _long_enough(values, c, least)
    ]
    assert found in every
    assert _cost(values, found) <= min(_cost(values, c) for c in every) + 1e-6


def _long_enough(values: Sequence[int], cuts: Sequence[int], least: int) -> bool:
    return all(b - a >= least for a, b in pairwise([0, *cuts, len(values)]))


def _cost(values: Sequence[int], cuts: Sequence[int]) -> float:
    steps = np.abs(np.diff(values))
    noise = ((np.median(steps) or np.median(steps[steps > 0])) / (0.6745 * 2**0.5)) ** 2
    series = smoothed(np.array(values, dtype=np.float64))
    parts = [series[a:b] for a, b in pairwise([0, *cuts, len(values)])]
    within = sum(float(((part - part.mean()) ** 2).sum()) for part in parts)
    return within + SETTINGS.change_penalty * float(noise) * float(np.log(len(values))) * len(cuts)
