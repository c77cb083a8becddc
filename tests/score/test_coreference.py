"""Cluster metrics on examples worked out by hand."""

from __future__ import annotations

import pytest

from onrecord.score.coreference import COREFERENCE_METRICS, GAP_METRICS, count_coreference, count_gap

GOLD = [("a", "b", "c"), ("d", "e", "f", "g")]
FOUND = [("a", "b"), ("c", "d"), ("f", "g", "h", "i")]


def test_the_known_example() -> None:
    """{a b c}{d e f g} against {a b}{c d}{f g h i}: the figures of the reference scorer's own example."""
    counts = count_coreference(GOLD, FOUND)
    assert counts["muc recall part"] / counts["muc recall whole"] == pytest.approx(2 / 5)
    assert counts["muc precision part"] / counts["muc precision whole"] == pytest.approx(2 / 5)
    assert counts["b3 recall part"] / counts["b3 recall whole"] == pytest.approx((4 + 1) / 3 / 7 + (1 + 4) / 4 / 7)
    assert counts["b3 precision part"] / counts["b3 precision whole"] == pytest.approx((2 + 1 + 1) / 8)
    assert counts["ceafe recall part"] == pytest.approx(4 / 5 + 4 / 8)


def test_equal_clusters_score_full() -> None:
    """Gold against itself gives one for every metric."""
    counts = count_coreference(GOLD, GOLD)
    assert [metric(counts) for metric, _ in COREFERENCE_METRICS.values()] == [1.0] * len(COREFERENCE_METRICS)


def test_gap_counts_each_name() -> None:
    """One right name and one said wrongly: precision one half, recall one."""
    counts = count_gap("her", (True, False), (True, True))
    assert (counts["GAP right"], counts["GAP found"], counts["GAP gold"]) == (1, 2, 1)
    assert counts["feminine gold"] == 1
    assert GAP_METRICS["items all right"][0](counts) == 0
