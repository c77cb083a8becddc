"""Calibrate the confidence of statements: ``python -m training.calibrate --data DIR`` writes ``confidence.json``.

The network's score of a statement is put on a scale on which, of the statements at 0.8, about 80 % are right: found
with the right content and speaker on PolNeAR dev. The scale is a few monotone points, fitted by pooling adjacent
violators. Printed is how far shares and confidence lie apart, with the points in use and with the new ones; and, since
the new ones are fitted on the same texts, also with points fitted on the other half of the texts.
"""

from __future__ import annotations

import argparse
import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from onrecord.extract.confidence import calibrate, interpolate
from onrecord.extract.statements import find_statements
from onrecord.nn.reader import Reader
from onrecord.nn.session import Network
from onrecord.score.attribution import judge_found
from onrecord.score.gold import read_texts
from onrecord.score.predictions import attributions_of_statements, page_of

TARGET = Path(__file__).parent.parent / "src/onrecord/extract/confidence.json"
#: Equal parts into which the scores are cut before they are pooled.
N_PARTS = 10
#: Bands of confidence for the report.
N_BANDS = 5
#: No statement is called surer or less sure than this.
LOWEST, HIGHEST = 0.02, 0.98

Points = list[tuple[float, float]]


@dataclass(frozen=True, slots=True)
class Rated:
    """A found statement: the network's score, and whether it is right."""

    score: float
    right: bool
    #: Which half of the texts it comes from.
    half: int


def rate_statements(reader: Reader, path: Path) -> list[Rated]:
    """Return the statements found in the texts of a file, those that the gold leaves open left out."""
    rated: list[Rated] = []
    for text in read_texts(path):
        statements = find_statements(reader.read(page_of(text.text, published=text.published)), scale=lambda s: s)
        found = attributions_of_statements(statements)[: len(statements)]
        half = hashlib.sha256(text.id.encode()).digest()[0] % 2
        for statement, right in zip(statements, judge_found(text.text, text.attributions, found), strict=True):
            if right is not None:
                rated.append(Rated(statement.confidence, right, half))
    return rated


def fit_points(rated: Sequence[Rated]) -> Points:
    """Return points from score to share right that never fall: equal parts of the scores, pooled where they do."""
    ordered = sorted(rated, key=lambda r: r.score)
    pools: list[list[Rated]] = []
    for part in range(N_PARTS):
        fresh = ordered[part * len(ordered) // N_PARTS : (part + 1) * len(ordered) // N_PARTS]
        pools.append(fresh)
        while len(pools) > 1 and (_share(pools[-2]) >= _share(pools[-1]) or _mean(pools[-2]) >= _mean(pools[-1])):
            last = pools.pop()
            pools[-1] = pools[-1] + last
    points = [(round(_mean(pool), 3), round(min(HIGHEST, max(LOWEST, _share(pool))), 3)) for pool in pools]
    return [*_start(points), *points, *_end(points)]


def _start(points: Points) -> Points:
    """Return the point at score 0: on the line from the first two points, not below ``LOWEST``."""
    (x, y), (x1, y1) = points[0], points[min(1, len(points) - 1)]
    slope = (y1 - y) / (x1 - x) if x1 > x else 0.0
    return [(0.0, round(min(y, max(LOWEST, y - slope * x)), 3))] if x > 0 else []


def _end(points: Points) -> Points:
    return [(1.0, points[-1][1])] if points[-1][0] < 1 else []


def _mean(rated: Sequence[Rated]) -> float:
    return sum(r.score for r in rated) / len(rated)


def _share(rated: Sequence[Rated]) -> float:
    return sum(r.right for r in rated) / len(rated)


def report(name: str, judged: Sequence[tuple[float, bool]]) -> str:
    """Return the share right in each band of confidence, the mean gap between the two and the Brier score."""
    bands: list[list[tuple[float, bool]]] = [[] for _ in range(N_BANDS)]
    for confidence, right in judged:
        bands[min(N_BANDS - 1, int(confidence * N_BANDS))].append((confidence, right))
    lines, gap = [], 0.0
    for band in filter(None, bands):
        said, true = sum(c for c, _ in band) / len(band), sum(r for _, r in band) / len(band)
        gap += abs(said - true) * len(band) / len(judged)
        lines.append(f"  said {said:.2f}   right {true:.2f}   n {len(band)}")
    brier = sum((c - r) ** 2 for c, r in judged) / len(judged)
    return "\n".join([f"{name}: mean gap {gap:.3f}, Brier {brier:.3f}", *lines])


def main() -> None:
    """Read the command line, fit, print and write."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--weights", type=Path, default=None, help="folder of other weights than the shipped ones")
    parser.add_argument("--out", type=Path, default=TARGET)
    options = parser.parse_args()
    reader = Reader(Network(options.weights))
    rated = rate_statements(reader, options.data / "attribution/polnear-dev.jsonl.gz")
    points = fit_points(rated)
    halves = [fit_points([r for r in rated if r.half != half]) for half in (0, 1)]
    print(report("before", [(calibrate(r.score), r.right) for r in rated]))
    print(report("after", [(interpolate(points, r.score), r.right) for r in rated]))
    print(report("after, fitted on the other half", [(interpolate(halves[r.half], r.score), r.right) for r in rated]))
    about = (
        f"Points from the network's score to the share of statements found right, made by training/calibrate.py on"
        f" PolNeAR dev ({len(rated)} statements) with network {reader.manifest.sha256[:12]}."
    )
    rows = ", ".join(f"[{x}, {y}]" for x, y in points)
    options.out.write_text(f'{{\n  "about": {json.dumps(about)},\n  "points": [{rows}]\n}}\n', encoding="utf-8")


if __name__ == "__main__":
    main()
