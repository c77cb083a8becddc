"""Change points of a series: where its mean moves by more than its noise explains."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from onrecord.settings import SETTINGS

#: From the median of absolute differences between neighbours to a standard deviation, for normal noise.
_TO_DEVIATION = 1 / (0.6745 * 2**0.5)


def change_points(values: Sequence[float], *, least: int = SETTINGS.change_weeks) -> list[int]:
    """Return the places at which the mean of a series changes.

    First each value becomes the median of itself and its neighbours, so that one loud week alone is no change. Then
    optimal partitioning with the squared error as cost: each change must explain more than ``SETTINGS.change_penalty``
    · noise variance · ln(n). The noise is taken from the differences between neighbours, so that the changes
    themselves do not count as noise; where more than half of the neighbours are equal, from those that differ.

    Args:
        values: Shape (n,), evenly spaced.
        least: Values that each side of a change must have.

    Returns:
        Indices of the first value after each change, ascending.

    Source: Jackson et al. (2005), An algorithm for optimal partitioning of data on an interval. The series are short,
    so nothing is pruned.

    >>> change_points([0, 1, 0, 1, 0, 1, 9, 8, 9, 8, 9, 8])
    [6]
    """
    raw = np.asarray(values, dtype=np.float64)
    n, variance = len(raw), _noise(raw)
    if n < 2 * least or variance == 0:
        return []
    series = smoothed(raw)
    penalty = SETTINGS.change_penalty * variance * np.log(n)
    sums = np.concatenate([[0.0], np.cumsum(series)])
    squares = np.concatenate([[0.0], np.cumsum(series**2)])
    # best[k] is the least cost of the first k values, last[k] where its last stretch begins.
    best = np.full(n + 1, np.inf)
    best[0] = -penalty
    last = np.zeros(n + 1, dtype=np.int64)
    for end in range(least, n + 1):
        starts = np.arange(end - least + 1)
        costs = squares[end] - squares[starts] - (sums[end] - sums[starts]) ** 2 / (end - starts)
        totals = best[starts] + costs + penalty
        last[end] = int(np.argmin(totals))
        best[end] = totals[last[end]]
    found = []
    end = n
    while last[end] > 0:
        end = int(last[end])
        found.append(end)
    return found[::-1]


def smoothed(series: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return medians of three; at the ends the neighbour counts twice. Shape (n,), n at least 2."""
    padded = np.pad(series, 1, mode="reflect")
    windows: NDArray[np.float64] = np.median([padded[:-2], padded[1:-1], padded[2:]], axis=0)
    return windows


def _noise(series: NDArray[np.float64]) -> float:
    """Return the variance of the noise, from the differences between neighbours."""
    if len(series) < 2:
        return 0.0
    steps = np.abs(np.diff(series))
    middle = float(np.median(steps))
    if middle == 0.0:
        moved = steps[steps > 0]
        middle = float(np.median(moved)) if len(moved) else 0.0
    return (middle * _TO_DEVIATION) ** 2
