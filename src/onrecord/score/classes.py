"""Classes: F1 of each, their mean, and what was taken for what."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from onrecord.score.bootstrap import Counts, Figure, Metric, f1, measure, ratio
from onrecord.score.table import Table

#: Pairs that a listing of confusions shows at most.
_MOST = 12
_ARROW = " → "


def count_class(counts: Counter[str], kind: str, gold: str, answer: str) -> None:
    """Count one item whose class was asked for.

    Adds to ``KIND items``, ``KIND right``, ``KIND/CLASS gold``, ``KIND/CLASS found``, ``KIND/CLASS right``, and to the
    pair ``KIND/GOLD → ANSWER``.

    Args:
        counts: The counts of a document.
        kind: What the class is of: "type", "quad".
        gold: The class it has.
        answer: The class that was given.
    """
    counts[f"{kind} items"] += 1
    counts[f"{kind} right"] += gold == answer
    counts[f"{kind}/{gold} gold"] += 1
    counts[f"{kind}/{answer} found"] += 1
    counts[f"{kind}/{gold} right"] += gold == answer
    counts[f"{kind}/{gold}{_ARROW}{answer}"] += 1


def accuracy(kind: str) -> tuple[Metric, str]:
    """Return the share of items whose class is right, over the counts of ``count_class``."""
    return ratio(f"{kind} right", f"{kind} items"), f"{kind} items"


def macro_f1(kind: str, classes: Sequence[str]) -> tuple[Metric, str]:
    """Return the mean F1 over the classes that gold or answers have, over the counts of ``count_class``."""
    names = [(f"{kind}/{c} right", f"{kind}/{c} found", f"{kind}/{c} gold") for c in classes]

    def mean(counts: Counts) -> float:
        values = [
            2 * counts[right] / (counts[found] + counts[gold])
            for right, found, gold in names
            if counts[found] + counts[gold]
        ]
        return sum(values) / len(values) if values else float("nan")

    return mean, f"{kind} items"


def class_f1(kind: str, classes: Iterable[str]) -> dict[str, tuple[Metric, str]]:
    """Return the F1 of each class under its name, over counts named ``KIND/CLASS right``, ``found`` and ``gold``."""
    return {
        name: (f1(f"{kind}/{name} right", f"{kind}/{name} found", f"{kind}/{name} gold"), f"{kind}/{name} gold")
        for name in classes
    }


def confusion_table(title: str, documents: Sequence[Counts], kind: str) -> Table:
    """List the pairs of gold class and another answer, the most frequent first.

    Args:
        title: Title of the table.
        documents: Counts of each document, with pairs as ``count_class`` names them.
        kind: As in ``count_class``.
    """
    pairs: Counter[str] = Counter()
    for counts in documents:
        for name, times in counts.items():
            gold, arrow, answer = name.removeprefix(f"{kind}/").partition(_ARROW)
            if arrow and name.startswith(f"{kind}/") and gold != answer and times:
                pairs[f"{gold}{_ARROW}{answer}"] += int(times)
    metrics = {pair: (_share(kind, pair), f"{kind}/{pair}") for pair, _ in _ranked(pairs)[:_MOST]}
    figures: list[Figure] = measure(documents, metrics)
    notes = ["Gold → answer: share of the gold class that was taken for the other; n: how often."]
    if len(pairs) > _MOST:
        notes.append(f"{len(pairs) - _MOST} rarer pairs are left out.")
    return Table(title, figures, len(documents), notes)


def _ranked(pairs: Counter[str]) -> list[tuple[str, int]]:
    return sorted(pairs.items(), key=lambda pair: (-pair[1], pair[0]))


def _share(kind: str, pair: str) -> Metric:
    """Return the share of a pair among all pairs with the same gold class."""
    gold = f"{kind}/{pair.partition(_ARROW)[0]}{_ARROW}"

    def share(counts: Counts) -> float:
        total = sum(times for name, times in counts.items() if name.startswith(gold))
        return counts[f"{kind}/{pair}"] / total if total else float("nan")

    return share
