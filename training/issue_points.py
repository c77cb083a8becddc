"""Points by which phrases name issues, and by which positions share one: fitted on the crisis corpus.

``python -m training.issue_points --texts DIR [--weights DIR] [--fit]`` reads the annotated reports of the corpus,
takes their positions as given, names the issues, and prints on the train and dev parts

- ``token F1``: F1 of the content words (their stems) of the phrase and of the annotators' words, mean over positions;
- ``pairs``: of the pairs of positions in one report that the annotators gave the same issue, the share that we give
  the same words, and of our pairs the share that are theirs.

With ``--fit`` it first fits the points on the train part alone and writes them to the code book's ``points.tsv``: those
of phrases so that the token F1 to be expected from a softmax over a page's phrases is highest, those of pairs by
logistic regression; both by gradient ascent with a penalty on the squares.
"""

from __future__ import annotations

import argparse
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from onrecord.codebook import issues as codebook
from onrecord.extract.issue_pairs import FARTHEST, pair_features
from onrecord.extract.issue_points import Topics
from onrecord.extract.issues import name_issues, place_positions
from onrecord.model.dossier import Actor, Position
from onrecord.model.reading import Reading
from onrecord.nn.reader import Reader
from onrecord.nn.session import Network
from onrecord.score.gold_reports import read_gold_reports
from onrecord.text.page import lay_out

TABLE = Path(str(files("onrecord.codebook"))) / "data" / "issues" / "points.tsv"
HEAD = """\
# Points by which issues are named and positions compared; written by training/issue_points.py from the train part of
# the crisis corpus. Columns: sort (phrase, pair); feature (see extract/issue_points.py, issue_pairs.py); points.
"""
_STOP = frozenset(
    "a an the of in on at to for from with by against between over into and or as its his her their our your my".split()
)
Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Read:
    """An annotated report as the network read it."""

    reading: Reading
    positions: tuple[Position, ...]
    actors: Mapping[str, Actor]


def read_part(folders: Iterable[Path], texts: Path | None, weights: Path | None) -> list[Read]:
    """Read the reports of some folders that have positions."""
    reader = Reader(Network(weights)) if weights else Reader()
    found = []
    for gold in read_gold_reports(list(folders), texts):
        dossier = gold.dossier
        if dossier.positions:
            actors = {actor.id: actor for actor in dossier.actors}
            found.append(Read(reader.read(lay_out(dossier.report)), dossier.positions, actors))
    return found


def token_f1(found: str, gold: str) -> float:
    """Return the F1 of two phrases' content words, as stems."""
    one, other = _stems(found), _stems(gold)
    return 2 * len(one & other) / (len(one) + len(other)) if one and other else 0.0


def _stems(phrase: str) -> set[str]:
    words = re.findall(r"[^\W_]+", re.sub("['’]s\\b", "", phrase.lower()))
    return {_stem(word) for word in words if word not in _STOP}


def _stem(word: str) -> str:
    """Return a word without its ending; a rule of its own, so that the measure does not lean on the code book."""
    if word.endswith("ies"):
        return word[:-3] + "y"
    for ending in ("ing", "ed", "es", "s"):
        if word.endswith(ending) and len(word) - len(ending) >= 3:
            return word[: -len(ending)]
    return word[:-1] if word.endswith("e") and len(word) > 4 else word


def measure(part: Sequence[Read], names: Sequence[Sequence[str]]) -> dict[str, float]:
    """Return token F1, and recall and precision of pairs, for the names given to each report's positions."""
    wanted = [[p.issue for p in read.positions] for read in part]
    pairs = [pair for given, own in zip(wanted, names, strict=True) for pair in zip(own, given, strict=True)]
    f1 = [token_f1(found, gold) for found, gold in pairs]
    same = Counter[tuple[bool, bool]]()
    for issues, own in zip(wanted, names, strict=True):
        same.update((issues[i] == issues[j], own[i] == own[j]) for j in range(len(own)) for i in range(j))
    both = same[True, True]
    return {
        "positions": len(f1),
        "token F1": float(np.mean(f1)),
        "pairs": both + same[True, False],
        "pair recall": both / max(1, both + same[True, False]),
        "pair precision": both / max(1, both + same[False, True]),
    }


def fit_phrases(part: Sequence[Read]) -> dict[str, float]:
    """Return the points of phrases."""
    rows: list[tuple[list[dict[str, float]], Floats]] = []
    for read in part:
        topics = Topics(read.reading)
        contents = [p.content for p in place_positions(topics, read.positions, read.actors)]
        for position, content in zip(read.positions, contents, strict=True):
            described = topics.describe(content, contents)
            if described:
                f1 = np.array([token_f1(phrase, position.issue) for phrase in described])
                rows.append(([features for _, features in described.values()], f1))
    names = _names(features for described, _ in rows for features in described)
    data = [(_matrix(described, names), f1) for described, f1 in rows]

    def slope(points: Floats) -> Floats:
        total = np.zeros_like(points)
        for matrix, f1 in data:
            chances = _softmax(matrix @ points)
            total += matrix.T @ (chances * (f1 - chances @ f1))
        return total / len(data)

    return dict(zip(names, _climb(slope, len(names)), strict=True))


def fit_pairs(part: Sequence[Read]) -> dict[str, float]:
    """Return the points of pairs, given those of phrases."""
    rows: list[dict[str, float]] = []
    same: list[bool] = []
    for read in part:
        placed = place_positions(Topics(read.reading), read.positions, read.actors)
        counts = Counter(key for one in placed for key in one.content.keys)
        for j, later in enumerate(read.positions):
            for i in range(max(0, j - FARTHEST), j):
                rows.append(pair_features(placed, i, j, counts))
                same.append(read.positions[i].issue == later.issue)
    names = _names(rows)
    matrix, wanted = _matrix(rows, names), np.array(same, dtype=float)
    points = _climb(lambda p: matrix.T @ (wanted - 1 / (1 + np.exp(-matrix @ p))) / len(wanted), len(names))
    return dict(zip(names, points, strict=True))


def _climb(slope, n: int, *, steps: int = 200, penalty: float = 1e-3) -> Floats:  # type: ignore[no-untyped-def]
    """Return the highest point that Adam reaches from nought."""
    points, first, second = np.zeros(n), np.zeros(n), np.zeros(n)
    for step in range(1, steps + 1):
        gradient = slope(points) - penalty * points
        first, second = 0.9 * first + 0.1 * gradient, 0.99 * second + 0.01 * gradient**2
        points = points + 0.05 * first / (1 - 0.9**step) / (np.sqrt(second / (1 - 0.99**step)) + 1e-8)
    return points


def _softmax(values: Floats) -> Floats:
    raised = np.exp(values - values.max())
    return raised / raised.sum()


def _names(rows: Iterable[Mapping[str, float]]) -> list[str]:
    return sorted({name for features in rows for name in features})


def _matrix(rows: Sequence[Mapping[str, float]], names: Sequence[str]) -> Floats:
    return np.array([[features.get(name, 0.0) for name in names] for features in rows], dtype=float)


def write_points(tables: Mapping[str, Mapping[str, float]]) -> None:
    """Write the table of points, rounded to a tenth; what rounds to nothing is left out."""
    lines = [
        f"{sort}\t{name}\t{value:.1f}\n"
        for sort, table in tables.items()
        for name, value in table.items()
        if abs(value) >= 0.05
    ]
    TABLE.write_text(HEAD + "".join(lines), encoding="utf-8")
    codebook.points.cache_clear()


def main() -> None:
    """Read the command line, fit where asked, and print the figures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--corpus", type=Path, default=Path("corpus"))
    parser.add_argument("--texts", type=Path, help="folder of the corpora whose texts stand-off annotations are for")
    parser.add_argument("--weights", type=Path, help="folder of other weights than the shipped ones")
    parser.add_argument("--fit", action="store_true")
    options = parser.parse_args()
    kinds = ["reports", "real"] if options.texts else ["reports"]
    parts = {
        name: read_part([options.corpus / kind / name for kind in kinds], options.texts, options.weights)
        for name in ("train", "dev")
    }
    run(parts, fit=options.fit)


def run(parts: Mapping[str, Sequence[Read]], *, fit: bool) -> None:
    """Fit the points on the part ``train`` where asked, and print the figures of all parts."""
    if fit:
        write_points({"phrase": (phrases := fit_phrases(parts["train"]))})
        write_points({"phrase": phrases, "pair": fit_pairs(parts["train"])})
    for name, part in parts.items():
        names = [[p.issue for p in name_issues(r.reading, r.positions, r.actors)] for r in part]
        print(name, {key: round(value, 3) for key, value in measure(part, names).items()})


if __name__ == "__main__":
    main()
