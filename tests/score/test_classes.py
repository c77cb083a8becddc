"""F1 of classes, their mean, and the listing of confusions."""

from __future__ import annotations

import math
from collections import Counter

import pytest

from onrecord.score.bootstrap import Counts, measure
from onrecord.score.classes import accuracy, class_f1, confusion_table, count_class, macro_f1


def _document(*pairs: tuple[str, str]) -> Counts:
    counts: Counter[str] = Counter()
    for gold, answer in pairs:
        count_class(counts, "k", gold, answer)
    return counts


def test_accuracy_and_macro_f1() -> None:
    """Three of five are right; F1 is 0.8 for a, 0.5 for b and 0 for c, which only answers have; d is nowhere."""
    documents = [_document(("a", "a"), ("a", "a"), ("b", "a")), _document(("b", "b"), ("b", "c"))]
    metrics = {"accuracy": accuracy("k"), "macro": macro_f1("k", "abcd"), **class_f1("k", "abcd")}
    figures = {figure.name: figure for figure in measure(documents, metrics)}
    assert figures["accuracy"].value == pytest.approx(3 / 5)
    assert figures["accuracy"].n == 5
    assert figures["a"].value == pytest.approx(4 / 5)
    assert figures["b"].value == pytest.approx(2 / 4)
    assert (figures["b"].n, figures["c"].value) == (3, 0.0)
    assert math.isnan(figures["d"].value)
    assert figures["macro"].value == pytest.approx((0.8 + 0.5 + 0) / 3)


def test_classes_of_another_kind_are_left_alone() -> None:
    """Two kinds in one document do not mix, though their classes bear the same names."""
    counts: Counter[str] = Counter()
    count_class(counts, "type", "a", "b")
    count_class(counts, "types", "a", "c")
    table = confusion_table("t", [counts], "type")
    assert [(figure.name, figure.value) for figure in table.figures] == [("a → b", 1.0)]


def test_confusions_are_listed_by_frequency() -> None:
    """What was right is not listed; the share is that of the gold class, n how often."""
    documents = [_document(("a", "b"), ("a", "a")), _document(("a", "b"), ("a", "a"), ("b", "c"))]
    table = confusion_table("t", documents, "k")
    assert [(figure.name, figure.value, figure.n) for figure in table.figures] == [("a → b", 0.5, 2), ("b → c", 1.0, 1)]
    assert table.n_documents == 2


def test_rare_confusions_are_left_out_and_it_is_said() -> None:
    """A dozen pairs are shown; a note counts the others."""
    table = confusion_table("t", [_document(*(("a", f"x{n:02}") for n in range(15)))], "k")
    assert len(table.figures) == 12
    assert table.notes[-1].startswith("3 rarer pairs")
