"""Figures with 95 % intervals: documents are drawn again with replacement."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

#: Resamples per interval.
N_RESAMPLES = 1000
#: Seed of the resampling, so that the same counts always give the same interval.
SEED = 20220112

#: Counts by name; of one document or summed over many.
Counts = Mapping[str, float]
#: Computes a figure from summed counts; NaN where it is not defined.
Metric = Callable[[Counts], float]


@dataclass(frozen=True, slots=True)
class Figure:
    """A measured value with its interval."""

    #: What was measured: "linked F1".
    name: str
    #: Share, 0 to 1; NaN where there was nothing to measure.
    value: float
    #: 95 % interval by document.
    low: float
    high: float
    #: How many gold items it rests on.
    n: int


def measure(documents: Sequence[Counts], metrics: Mapping[str, tuple[Metric, str]]) -> list[Figure]:
    """Compute each metric over all documents, with its interval.

    Args:
        documents: Counts of each document; a missing name is 0.
        metrics: Figure name to (metric, name of the count that says how many gold items there were).

    Returns:
        One Figure per metric, in their order.
    """
    names = sorted({name for counts in documents for name in counts})
    table = np.array([[float(counts.get(name, 0)) for name in names] for counts in documents], dtype=np.float64)
    table = table.reshape(len(documents), len(names))
    totals = dict(zip(names, table.sum(axis=0).tolist(), strict=True))
    resampled = _resample(table, names)
    figures = []
    for label, (metric, n_name) in metrics.items():
        values = np.array([metric(sums) for sums in resampled])
        values = values[~np.isnan(values)]
        low, high = np.percentile(values, [2.5, 97.5]).tolist() if len(values) else (float("nan"), float("nan"))
        figures.append(Figure(label, metric(_Zero(totals)), low, high, int(totals.get(n_name, 0))))
    return figures


class _Zero(dict[str, float]):
    """Counts whose missing names are 0."""

    def __missing__(self, name: str) -> float:
        return 0.0


def _resample(table: NDArray[np.float64], names: list[str]) -> list[_Zero]:
    if not len(table):
        return []
    draw = np.random.default_rng(SEED)
    rows = draw.integers(0, len(table), size=(N_RESAMPLES, len(table)))
    weights = np.zeros((N_RESAMPLES, len(table)))
    np.add.at(weights, (np.arange(N_RESAMPLES)[:, None], rows), 1.0)
    return [_Zero(zip(names, sums, strict=True)) for sums in (weights @ table).tolist()]


def ratio(part: str, whole: str) -> Metric:
    """Return a metric: one count as a share of another."""
    return lambda counts: counts[part] / counts[whole] if counts[whole] else float("nan")


def f1(right: str, found: str, gold: str) -> Metric:
    """Return a metric: the harmonic mean of right/found and right/gold; NaN where there is neither."""

    def value(counts: Counts) -> float:
        total = counts[found] + counts[gold]
        return 2 * counts[right] / total if total else float("nan")

    return value


def prf(prefix: str) -> dict[str, tuple[Metric, str]]:
    """Return precision, recall and F1 over the counts ``prefix right``, ``prefix found`` and ``prefix gold``."""
    right, found, gold = f"{prefix} right", f"{prefix} found", f"{prefix} gold"
    return {
        f"{prefix} precision": (ratio(right, found), gold),
        f"{prefix} recall": (ratio(right, gold), gold),
        f"{prefix} F1": (f1(right, found, gold), gold),
    }
