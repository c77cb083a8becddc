"""Calibrate the confidence of statements: ``python -m training.calibrate --data DIR`` writes ``confidence.json``.

The share of statements that are right (linked to an attribution of PolNeAR dev) is fitted to the network's score by
isotonic regression, and kept as a few points. What is found inside a gold content and matches nothing is left out, as
in the scores. The reliability table before and after is printed; it is measured on the same texts.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path

from onrecord.extract import confidence
from onrecord.extract.signed import add_signed
from onrecord.extract.statements import find_statements
from onrecord.nn.reader import load_reader
from onrecord.score.attribution import match_attributions
from onrecord.score.gold import read_texts
from onrecord.score.predictions import attributions_of_statements, page_of

TARGET = Path("src/onrecord/extract/confidence.json")
N_POINTS = 9
BINS = (0.0, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1.01)

#: (score, whether it is right)
Pair = tuple[float, bool]


def collect(data: Path) -> list[Pair]:
    """Return score and rightness of every statement on PolNeAR dev."""
    reader = load_reader()
    pairs: list[Pair] = []
    for text in read_texts(data / "attribution/polnear-dev.jsonl.gz"):
        reading = reader.read(page_of(text.text, published=text.published))
        statements = add_signed(reading, find_statements(reading))
        found = attributions_of_statements(statements)
        matched, is_open = match_attributions(text.text, text.attributions, found)
        used = set(matched.values())
        pairs.extend((s.confidence, n in used) for n, s in enumerate(statements) if not is_open[n])
    return pairs


def points_of(pairs: Sequence[Pair]) -> list[list[float]]:
    """Return a few rising points: equal shares of the statements, violators of the order pooled."""
    ordered = sorted(pairs)
    size = max(1, len(ordered) // N_POINTS)
    risen: list[tuple[float, float, int]] = []
    for first in range(0, len(ordered) - size // 2, size):
        part = ordered[first : first + size]
        risen.append((sum(s for s, _ in part) / len(part), sum(r for _, r in part) / len(part), len(part)))
        while len(risen) > 1 and risen[-2][1] >= risen[-1][1]:
            (a, p, n), (b, q, m) = risen[-2:]
            risen[-2:] = [((a * n + b * m) / (n + m), (p * n + q * m) / (n + m), n + m)]
    middle = [[round(a, 3), round(p, 3)] for a, p, _ in risen]
    return [[0.0, round(middle[0][1] * 0.5, 3)], *middle, [1.0, middle[-1][1]]]


def show(name: str, pairs: Sequence[Pair]) -> None:
    """Print how often statements of like confidence are right."""
    print(name)
    for low, high in pairwise(BINS):
        part = [(s, r) for s, r in pairs if low <= s < high]
        if part:
            mean, right = sum(s for s, _ in part) / len(part), sum(r for _, r in part) / len(part)
            print(f"  {low:.1f} to {min(high, 1.0):.1f}: {len(part):5} statements, said {mean:.3f}, right {right:.3f}")


def main() -> None:
    """Read the command line, fit and write."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    options = parser.parse_args()
    before = json.loads(TARGET.read_text(encoding="utf-8"))
    # Straight through, so that statements show their raw scores.
    _use([[0.0, 0.0], [1.0, 1.0]], before["about"])
    raw = collect(options.data)
    points = points_of(raw)
    about = "Monotone points from the network's scores to the share of statements found right (PolNeAR dev)."
    _use(points, about)
    show("before", [(_at(before["points"], s), r) for s, r in raw])
    show("after", [(_at(points, s), r) for s, r in raw])


def _use(points: list[list[float]], about: str) -> None:
    TARGET.write_text(f'{{\n  "about": {json.dumps(about)},\n  "points": {json.dumps(points)}\n}}\n', encoding="utf-8")
    confidence._points.cache_clear()


def _at(points: Sequence[Sequence[float]], score: float) -> float:
    for (a, p), (b, q) in pairwise(points):
        if score <= b:
            return p + (q - p) * (score - a) / max(b - a, 1e-9)
    return points[-1][1]


if __name__ == "__main__":
    main()
