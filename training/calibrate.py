"""Calibrate confidences: ``python -m training.calibrate --data DIR`` writes ``confidence.json``.

The share of facts that are right is fitted to the network's score by isotonic regression, and kept as a few points:
statements linked to an attribution of PolNeAR dev (what is found inside a gold content and matches nothing is left out,
as in the scores), events and positions of the annotated reports of dev. The reliability table before and after is
printed; it is measured on the same texts.
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
from onrecord.run.read import read_text
from onrecord.score.attribution import match_attributions
from onrecord.score.gold import read_texts
from onrecord.score.gold_reports import read_gold_reports
from onrecord.score.layer_scores import match_events, match_positions, told_events
from onrecord.score.predictions import attributions_of_statements, page_of

TARGET = Path("src/onrecord/extract/confidence.json")
ABOUT = (
    "Monotone points from scores to the share of facts found right: statements on PolNeAR dev, events and positions on "
    "the annotated reports of dev."
)
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


def collect_facts(data: Path) -> dict[str, list[Pair]]:
    """Return score and rightness of every event and position of the annotated reports of dev."""
    reader = load_reader()
    pairs: dict[str, list[Pair]] = {"events": [], "positions": []}
    folders = (Path("corpus/reports/dev"), Path("corpus/real/dev"))
    for gold in read_gold_reports(folders, data):
        report = gold.dossier.report
        found = gold.clip(read_text(report.text, published=report.published, reader=reader))
        furniture = gold.dossier.furniture
        wanted, said = told_events(gold.dossier, furniture), told_events(found, furniture)
        used = set(match_events(wanted, said, typed=True).values())
        pairs["events"] += [(e.confidence, n in used) for n, e in enumerate(said)]
        used = set(match_positions(gold.dossier, found, stanced=True).values())
        pairs["positions"] += [(p.confidence, n in used) for n, p in enumerate(found.positions)]
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
            print(f"  {low:.1f} to {min(high, 1.0):.1f}: {len(part):5} facts, said {mean:.3f}, right {right:.3f}")


def main() -> None:
    """Read the command line, fit and write."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    options = parser.parse_args()
    before = json.loads(TARGET.read_text(encoding="utf-8"))
    straight = [[0.0, 0.0], [1.0, 1.0]]
    # Straight through, so that facts show their raw scores; positions build on the confidence of statements.
    _use({"statements": straight, "events": straight, "positions": before["positions"]})
    raw = {"statements": collect(options.data), "events": collect_facts(options.data)["events"]}
    fitted = {name: points_of(pairs) for name, pairs in raw.items()}
    _use({**fitted, "positions": straight})
    raw["positions"] = collect_facts(options.data)["positions"]
    fitted["positions"] = points_of(raw["positions"])
    _use(fitted)
    for name, pairs in raw.items():
        show(f"{name}, before", [(_at(before[name], s), r) for s, r in pairs])
        show(f"{name}, after", [(_at(fitted[name], s), r) for s, r in pairs])


def _use(points: dict[str, list[list[float]]]) -> None:
    lines = [f"  {json.dumps(name)}: {json.dumps(value)}" for name, value in {"about": ABOUT, **points}.items()]
    TARGET.write_text("{\n" + ",\n".join(lines) + "\n}\n", encoding="utf-8")
    confidence._points.cache_clear()


def _at(points: Sequence[Sequence[float]], score: float) -> float:
    for (a, p), (b, q) in pairwise(points):
        if score <= b:
            return p + (q - p) * (score - a) / max(b - a, 1e-9)
    return points[-1][1]


if __name__ == "__main__":
    main()
