"""Train the judge of tellings: ``python -m training.tellings --data ../shared/data``.

A logistic regression over the pairs of tellings that the network finds in annotated reports (train) and annotators
know too. The threshold was chosen by the F1 of events on dev, which wrong joins cost more than missed ones.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np

from onrecord.extract.acts import draft_acts, hints_of, parties_of
from onrecord.extract.events import Known, tellings_of
from onrecord.extract.retold_acts import FEATURES, Telling, features
from onrecord.extract.statements import find_statements
from onrecord.model.reading import Reading
from onrecord.nn.reader import Reader
from onrecord.nn.session import Network
from onrecord.resolve.actors import resolve_actors
from onrecord.score.gold_reports import GoldReport, read_gold_reports
from onrecord.text.page import lay_out

OUT = Path(__file__).resolve().parents[1] / "src" / "onrecord" / "extract" / "tellings.json"
FOLDERS = (Path("corpus/reports/train"), Path("corpus/real/train"))
DEV = (Path("corpus/reports/dev"), Path("corpus/real/dev"))
DECAY = 2.0
#: Log odds from which two tellings are one act.
THRESHOLD = -0.6


def told_in(gold: GoldReport, reader: Reader) -> tuple[list[tuple[Telling, int]], Reading]:
    """Return the tellings that the network finds in a report and annotators know, each with the number of its event."""
    reading = reader.read(lay_out(gold.dossier.report))
    found = find_statements(reading)
    acts = draft_acts(reading, found)
    who = resolve_actors(reading, found, parties_of(acts), hints_of(acts))
    known = Known(reading, who.statements, (), (), who.parties, {a.id: a for a in who.actors})
    told = []
    for telling in tellings_of(acts, known):
        span = reading.page.cover(telling.trigger)
        for number, event in enumerate(gold.dossier.events):
            if event.type == telling.type and any(t.overlaps(span) for t in (event.trigger_span, *event.mentions)):
                told.append((telling, number))
                break
    return told, reading


def pairs(data: Path, reader: Reader, folders: Sequence[Path]) -> Iterator[tuple[list[list[float]], list[int]]]:
    """Yield features and answers of each report's pairs of one type."""
    for gold in read_gold_reports(folders, data):
        told, reading = told_in(gold, reader)
        everyone = [telling for telling, _ in told]
        rows, answers = [], []
        for j, (later, b) in enumerate(told):
            for earlier, a in told[:j]:
                if earlier.type == later.type:
                    rows.append(features(earlier, later, everyone, reading))
                    answers.append(int(a == b))
        if rows:
            yield rows, answers


def fit(rows: np.ndarray, answers: np.ndarray) -> np.ndarray:
    """Return the weights of a logistic regression with a quadratic penalty, by Newton's method."""
    weights = np.zeros(rows.shape[1])
    penalty = np.full(rows.shape[1], DECAY)
    penalty[0] = 1e-3
    for _ in range(30):
        p = 1.0 / (1.0 + np.exp(-rows @ weights))
        slope = rows.T @ (p - answers) + penalty * weights
        curve = (rows * (p * (1 - p))[:, None]).T @ rows + np.diag(penalty)
        weights -= np.linalg.solve(curve, slope)
    return weights


def pair_f1(scores: np.ndarray, answers: np.ndarray, threshold: float) -> float:
    """Return the F1 of the pairs rated above a threshold."""
    said = scores >= threshold
    right = float((said & (answers == 1)).sum())
    return 2 * right / max(1.0, float(said.sum() + answers.sum()))


def train(data: Path, weights_folder: Path | None) -> None:
    """Fit, choose the threshold and write the judge."""
    reader = Reader(Network(weights_folder))
    sets = list(pairs(data, reader, FOLDERS))
    rows, answers = _joined(sets)
    fitted = fit(rows, answers)
    held_out, right = _joined(list(pairs(data, reader, DEV)))
    scores = held_out @ fitted
    threshold = THRESHOLD
    print(f"{len(rows)} pairs, {int(answers.sum())} of one act; dev: {len(right)} pairs, {int(right.sum())} of one act,"
          f" F1 {pair_f1(scores, right, threshold):.3f}, threshold {threshold}")  # fmt: skip
    weights = [round(float(w), 4) for w in fitted]
    for name, weight in zip(FEATURES, weights, strict=True):
        print(f"  {name:24} {weight:7.3f}")
    table = {"features": FEATURES, "weights": weights, "threshold": threshold}
    OUT.write_text(json.dumps(table, indent=1) + "\n", encoding="utf-8")


def _joined(sets: Sequence[tuple[list[list[float]], list[int]]]) -> tuple[np.ndarray, np.ndarray]:
    return np.array([r for rows, _ in sets for r in rows]), np.array([a for _, answers in sets for a in answers])


def main() -> None:
    """Read the command line and train."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--weights", type=Path, default=None, help="folder of the weights; else the shipped ones")
    options = parser.parse_args()
    train(options.data, options.weights)


if __name__ == "__main__":
    main()
