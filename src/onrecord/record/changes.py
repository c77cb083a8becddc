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

    Optimal partitioning with the squared error as cost (PELT): each change must explain more than
    ``SETTINGS.change_penalty`` · noise variance · ln(n). The noise is taken from the differences between neighbours, so
    that the changes themselves do not count as noise; where more than half of the neighbours are equal, from the
    spread of those that differ.

    Args:
        values: Shape (n,), evenly spaced.
        least: Values that each side of a change must have.

    Returns:
        Indices of the first value after each change, ascending.

    Source: Killick, Fearnhead and Eckley (2012), Optimal detection of changepoints with a linear computational cost.

    >>> change_points([0, 1, 0, 1, 0, 1, 9, 8, 9, 8, 9, 8])
    [6]
    """
    series = np.asarray(values, dtype=np.float64)
    n = len(series)
    variance = _noise(series)
    if n < 2 * least or variance == 0:
        return []
    penalty = SETTINGS.change_penalty * variance * np.log(n)
    sums = np.concatenate([[0.0], np.cumsum(series)])
    squares = np.concatenate([[0.0], np.cumsum(series**2)])
    best = np.full(n + 1, np.inf)
    best[0] = -penalty
    last = np.zeros(n + 1, dtype=np.int64)
    candidates = np.zeros(1, dtype=np.int64)
    for end in range(least, n + 1):
        lengths = end - candidates
        costs = squares[end] - squares[candidates] - (sums[end] - sums[candidates]) ** 2 / lengths
        totals = best[candidates] + costs
        at = int(np.argmin(totals))
        best[end], last[end] = totals[at] + penalty, candidates[at]
        # What is worse by now than the best can never win; the next start is one that leaves room for both sides.
        kept = candidates[totals <= best[end]]
        start = end - least + 1
        candidates = np.append(kept, start) if start >= least else kept
    found = []
    end = n
    while last[end] > 0:
        end = int(last[end])
        found.append(end)
    return found[::-1]


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
