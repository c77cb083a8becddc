"""Figures and their intervals."""

from __future__ import annotations

import math

import pytest

from onrecord.score.bootstrap import measure, prf, ratio


def test_counts_add_up_over_documents() -> None:
    """A figure is computed from the summed counts, not from the mean of documents."""
    documents = [{"p right": 1, "p gold": 1, "p found": 1}, {"p right": 0, "p gold": 3, "p found": 1}]
    precision, recall, f1 = measure(documents, prf("p"))
    assert (precision.value, recall.value) == (0.5, 0.25)
    assert f1.value == pytest.approx(2 / 6)
    assert recall.n == 4


def test_the_interval_holds_the_value_and_is_the_same_each_time() -> None:
    """The same counts give the same interval, which lies around the value."""
    documents = [{"a": n % 2, "b": 1} for n in range(40)]
    one, again = (measure(documents, {"x": (ratio("a", "b"), "b")})[0] for _ in range(2))
    assert one == again
    assert one.low < one.value == 0.5 < one.high
    assert one.high - one.low == pytest.approx(2 * 1.96 * math.sqrt(0.25 / 40), rel=0.1)


def test_nothing_to_measure_is_nan() -> None:
    """No document, or no gold item, gives NaN and no error."""
    assert math.isnan(measure([], {"x": (ratio("a", "b"), "b")})[0].value)
    assert math.isnan(measure([{"a": 0}], {"x": (ratio("a", "b"), "b")})[0].value)
