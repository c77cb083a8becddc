"""The sample reports and the statements marked in them by hand."""

from __future__ import annotations

from pathlib import Path

import pytest

from onrecord.run.demo import sample_texts
from onrecord.score.gold_dossiers import dossier_from_inline
from onrecord.score.inline import compile_inline, find_problems

GOLD = Path(__file__).resolve().parents[2] / "corpus" / "samples"
NAMES = ("broadcaster", "scraped", "wire")


def test_three_samples() -> None:
    """There are three samples, each as long as a short report."""
    texts = sample_texts()
    assert tuple(texts) == NAMES
    assert all(250 <= len(text.split()) <= 450 for text in texts.values())


@pytest.mark.parametrize("name", NAMES)
def test_marks_stand_in_the_sample(name: str) -> None:
    """The marked text of a sample is the sample, and its marks make a dossier without doubts."""
    report = compile_inline(GOLD / f"sample-{name}.txt")
    assert report.text == sample_texts()[name].rstrip("\n")
    assert find_problems(report) == []
    assert len(dossier_from_inline(report).statements) >= 12
