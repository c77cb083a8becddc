"""Train the ranker of places: ``python -m training.place_ranker --data ../shared/data``.

Trained on LGL, GeoVirus and GWN dev; ``--folds`` reports figures of held-out parts instead, cut by publisher so that no
newspaper is in two parts. The same inputs and seed give the same weights.
"""

from __future__ import annotations

import argparse
import json
import random
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

import numpy as np

from onrecord.codebook.gazetteer import load_gazetteer
from onrecord.resolve.place_candidates import Name
from onrecord.resolve.place_features import FEATURES, Scene, Table, build_scene
from onrecord.resolve.place_ranker import Stage, Weights, rank
from onrecord.resolve.places import home_country, places_of
from onrecord.score.bootstrap import Counts, measure
from onrecord.score.gold_places import NARROW_TYPES, GoldPlaces, read_places
from onrecord.score.places import PLACE_METRICS, count_places, is_right

SETS = ("lgl", "geovirus", "gwn-dev")
OUT = Path(__file__).resolve().parents[1] / "src" / "onrecord" / "resolve" / "data" / "place_ranker.json"
SEED = 20140328
WIDTH = 16
N_STAGES = 2
N_STEPS = 500
RATE = 0.02
DECAY = 2e-3
#: How much a corpus counts. LGL's texts were chosen for names that many places share ("Paris" is mostly in Texas
#: there), which is not how the world's press uses them.
TRUST = {"lgl": 0.6}


@dataclass(slots=True)
class Item:
    """One text, ready to learn from."""

    corpus: str
    publisher: str
    gold: GoldPlaces
    scene: Scene
    table: Table
    #: Per candidate: how many mentions of its group mean it.
    hits: np.ndarray


def prepare(corpus: str, gold: GoldPlaces) -> Item:
    """Look up a text's names and mark the candidates that are right."""
    names = [Name(p.span.of(gold.text), p.span.start, p.span.end) for p in gold.places]
    scene = build_scene(gold.text, names, load_gazetteer(), home_country(None, gold.url))
    table = Table(scene)
    hits = np.zeros(len(table.entries))
    for place, group in zip(gold.places, scene.group_of, strict=True):
        if group is None or place.lat is None:
            continue
        for row in range(int(table.starts[group]), int(table.starts[group + 1])):
            entry = table.entries[row]
            hits[row] += is_right(place, entry.lat, entry.lon, entry.country, entry.precision)
    publisher = urlsplit(gold.url or "").netloc.removeprefix("www.") if corpus == "lgl" else gold.id.split("#")[0]
    return Item(corpus, publisher, gold, scene, table, hits)


def train_stage(tables: Sequence[np.ndarray], items: Sequence[Item], seed: int) -> Stage:
    """Fit one pass with Adam on the likelihood of the right candidates."""
    source = np.random.default_rng(seed)
    x = np.concatenate(tables)
    offset, group_parts = 0, []
    for item in items:
        group_parts.append(item.table.group + offset)
        offset += len(item.scene.groups)
    group = np.concatenate(group_parts)
    hits = np.concatenate([item.hits for item in items])
    per_group = np.zeros(offset)
    np.maximum.at(per_group, group, hits)
    usable = per_group[group] > 0
    x, hits = x[usable], hits[usable]
    trust = np.concatenate([np.full(len(i.hits), TRUST.get(i.corpus, 1.0)) for i in items])[usable]
    _, group = np.unique(group[usable], return_inverse=True)
    starts = np.flatnonzero(np.r_[True, group[1:] != group[:-1]])
    weight = np.sqrt(np.maximum.reduceat(hits, starts)) * trust[starts]
    right = (hits >= np.maximum.reduceat(hits, starts)[group] * 0.5).astype(float) * (hits > 0)
    n = len(FEATURES)
    parts = {
        "linear": np.zeros(n), "hidden": source.normal(0, 0.3, (n, WIDTH)), "bias": np.zeros(WIDTH),
        "out": source.normal(0, 0.1, WIDTH),
    }  # fmt: skip
    first = {k: np.zeros_like(v) for k, v in parts.items()}
    second = {k: np.zeros_like(v) for k, v in parts.items()}
    for step in range(1, N_STEPS + 1):
        hidden = np.tanh(x @ parts["hidden"] + parts["bias"])
        scores = x @ parts["linear"] + hidden @ parts["out"]
        p = _softmax(scores, starts, group)
        good = np.add.reduceat(p * right, starts)
        target = p * right / np.maximum(good, 1e-9)[group]
        slope = (p - target) * weight[group] / weight.sum()
        back = np.outer(slope, parts["out"]) * (1 - hidden**2)
        slopes = {
            "linear": x.T @ slope, "hidden": x.T @ back, "bias": back.sum(axis=0), "out": hidden.T @ slope,
        }  # fmt: skip
        rate = RATE * (1 - 0.9 * step / N_STEPS)
        for name, slope_of in slopes.items():
            g = slope_of + DECAY * parts[name] / 10
            first[name] = 0.9 * first[name] + 0.1 * g
            second[name] = 0.999 * second[name] + 0.001 * g * g
            parts[name] -= rate * (first[name] / (1 - 0.9**step)) / (np.sqrt(second[name] / (1 - 0.999**step)) + 1e-8)
    return Stage(parts["linear"], parts["hidden"], parts["bias"], parts["out"])


def _softmax(scores: np.ndarray, starts: np.ndarray, group: np.ndarray) -> np.ndarray:
    raised = np.exp(scores - np.maximum.reduceat(scores, starts)[group])
    return raised / np.add.reduceat(raised, starts)[group]


def train(items: Sequence[Item], seed: int = SEED) -> Weights:
    """Fit all passes; each learns from what the one before made of texts it has seen."""
    chances = [item.table.prior() for item in items]
    stages = []
    for number in range(N_STAGES):
        tables = [item.table.features(c) for item, c in zip(items, chances, strict=True)]
        stage = train_stage(tables, items, seed + number)
        stages.append(stage)
        chances = [item.table.normalise(stage.score(t)) for item, t in zip(items, tables, strict=True)]
    return Weights(tuple(stages), SETS, 1.0)


def folds(items: Sequence[Item], n_folds: int) -> list[list[Item]]:
    """Cut texts into parts of about equal size, no publisher in two."""
    by_publisher: dict[tuple[str, str], list[Item]] = defaultdict(list)
    for item in items:
        by_publisher[item.corpus, item.publisher].append(item)
    blocks = sorted(by_publisher.items())
    random.Random(SEED).shuffle(blocks)
    parts: list[list[Item]] = [[] for _ in range(n_folds)]
    for _, block in sorted(blocks, key=lambda b: -len(b[1])):
        min(parts, key=len).extend(block)
    return parts


def calibrate(pairs: Sequence[tuple[float, bool]]) -> float:
    """Return the exponent at which stated and true shares agree best (Brier score), from held-out parts.

    LGL is left out: its texts were chosen for names that many places share, so it would make all answers look unsure.
    """
    odds = np.array([chance for chance, _ in pairs])
    right = np.array([hit for _, hit in pairs], float)
    best = (np.inf, 1.0)
    for sharpness in np.arange(0.2, 1.55, 0.05):
        raised = odds**sharpness / (odds**sharpness + (1 - odds) ** sharpness + 1e-12)
        best = min(best, (float(((raised - right) ** 2).mean()), float(round(sharpness, 2))))
    return best[1]


def cross_validate(items: Sequence[Item], n_folds: int) -> float:
    """Print held-out figures per corpus and return the calibrating exponent."""
    parts = folds(items, n_folds)
    counts: dict[str, list[Counts]] = defaultdict(list)
    pairs: list[tuple[float, bool]] = []
    for number, held in enumerate(parts):
        weights = train([item for n, part in enumerate(parts) if n != number for item in part])
        for item in held:
            choices = rank(item.scene, weights)
            names = [Name(p.span.of(item.gold.text), p.span.start, p.span.end) for p in item.gold.places]
            found = places_of(item.scene, names, choices)
            counts[item.corpus].append(count_places(item.gold, found))
            if item.corpus.startswith("gwn"):
                counts["gwn-dev, narrow"].append(count_places(item.gold, found, types=NARROW_TYPES))
            for place, group in zip(item.gold.places, item.scene.group_of, strict=True):
                if group is not None and place.lat is not None and item.corpus != "lgl":
                    entry = choices[group].entry
                    hit = is_right(place, entry.lat, entry.lon, entry.country, entry.precision)
                    pairs.append((choices[group].chance, hit))
    for corpus, documents in counts.items():
        print(f"{corpus}, held out ({n_folds} folds):")
        for figure in measure(documents, PLACE_METRICS):
            print(f"  {figure.name}: {figure.value:.4f} [{figure.low:.4f}, {figure.high:.4f}] n {figure.n}")
    return calibrate(pairs)


def main() -> None:
    """Train and write the weights, or report held-out figures."""
    parser = argparse.ArgumentParser(prog="python -m training.place_ranker", description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--folds", type=int, default=5)
    parser.add_argument("--out", type=Path, default=OUT)
    chosen = parser.parse_args()
    items = [prepare(name, gold) for name in SETS for gold in read_places(chosen.data / "place" / f"{name}.jsonl.gz")]
    items = [item for item in items if item.scene.groups]
    sharpness = cross_validate(items, chosen.folds)
    weights = train(items)
    raw = {
        "features": list(FEATURES),
        "trained_on": list(SETS),
        "sharpness": sharpness,
        "stages": [
            {part: np.round(getattr(stage, part), 5).tolist() for part in ("linear", "hidden", "bias", "out")}
            for stage in weights.stages
        ],
    }
    chosen.out.write_text(json.dumps(raw) + "\n", encoding="utf-8")
    print(f"sharpness {sharpness}; wrote {chosen.out.name}")


if __name__ == "__main__":
    main()
