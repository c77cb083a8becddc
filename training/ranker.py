"""Fit the ranker of pronouns: ``python -m training.ranker --data DIR`` writes ``resolve/data/ranker.json``.

A conditional logit over the actors met before a pronoun and nobody, on GUM's training documents (without the genres of
``NON_COMMERCIAL``) and one half of GAP's dev set, drawn by hash. The other half, with GUM's dev documents, chooses how
strongly weights are held small, what nobody scores and below which probability nobody is taken. The features come from
the network, so the fit has to be made anew with every network.
"""

from __future__ import annotations

import argparse
import hashlib
import json
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from onrecord.extract.statements import find_statements
from onrecord.model.reading import Reading
from onrecord.model.span import Span
from onrecord.nn.reader import Reader
from onrecord.nn.session import Network
from onrecord.resolve.cast import Cast, Decide
from onrecord.resolve.clusters import Cluster
from onrecord.resolve.mentions import Mention
from onrecord.resolve.ranker import FEATURES, MAX_CANDIDATES, Setting, candidates, features
from onrecord.score.gold import GapItem, GoldMention, read_gap, read_texts
from onrecord.score.predictions import page_of
from training.documents import NON_COMMERCIAL

TARGET = Path(__file__).parent.parent / "src/onrecord/resolve/data/ranker.json"
#: Weights of the squared weights that are tried.
HELD = (1.0, 3.0, 10.0, 30.0)
#: Where the weights are held; 0 for the rest. The corpora have little reported speech, so that "he" after "Oduya said"
#: is rare in them, and few names that the code book gives a gender.
PRIOR = {"speaker_before": 1.0, "gender_other": -3.0, "same_pronoun": 1.0, "network": 0.5, "network_best": 0.5}
NOBODY_SHIFTS = (-1.0, -0.5, 0.0, 0.5, 1.0)
THRESHOLDS = (0.2, 0.25, 0.3, 0.35, 0.4, 0.45, 0.5)
STEPS, RATE = 600, 0.05

#: Tells of each candidate whether the pronoun means it; None where the pronoun is not to be learned from.
Judge = Callable[[Mention, Sequence[Cluster]], list[bool] | None]
Floats = NDArray[np.float64]


@dataclass(slots=True)
class Instance:
    """One pronoun with the actors it may mean."""

    table: Floats
    #: For each candidate whether it is right; none is where nobody is.
    right: list[bool]
    #: For each candidate whether it is known to be right or wrong; in GAP only the two names are.
    known: list[bool]


def _follow(judge: Judge, instances: list[Instance], known: Callable[[Cluster], bool]) -> Decide:
    """Return a chooser that notes down its candidates and takes the right one, so that what follows starts right."""

    def decide(setting: Setting, pronoun: Mention, clusters: Sequence[Cluster]) -> tuple[Cluster, float] | None:
        options = candidates(clusters, pronoun)
        right = judge(pronoun, options) if options else None
        if right is None:
            return None
        table = np.array([features(setting, pronoun, c, rank) for rank, c in enumerate(options)])
        instances.append(Instance(table, right, [known(c) for c in options]))
        return next(((c, 1.0) for c, yes in zip(options, right, strict=True) if yes), None)

    return decide


def gum_instances(reader: Reader, data: Path, part: str) -> list[Instance]:
    """Return the pronouns of GUM's documents; what no gold mention covers means nobody."""
    instances: list[Instance] = []
    for text in read_texts(data / f"coref/gum-{part}.jsonl.gz"):
        if text.id.split("_")[1] in NON_COMMERCIAL:
            continue
        reading = reader.read(page_of(text.text, published=text.published))
        judge = _by_clusters(reading, text.mentions)
        Cast(reading, find_statements(reading), (), _follow(judge, instances, lambda _: True))
    return instances


def _by_clusters(reading: Reading, mentions: Iterable[GoldMention]) -> Judge:
    gold = {mention.head: mention.cluster for mention in mentions}

    def cluster_of(mention: Mention) -> str | None:
        return gold.get(reading.page.tokens[mention.head])

    def judge(pronoun: Mention, options: Sequence[Cluster]) -> list[bool]:
        wanted = cluster_of(pronoun)
        votes = [Counter(cluster_of(m) for m in c.mentions if m.head < pronoun.head) for c in options]
        return [wanted is not None and v.most_common(1)[0][0] == wanted for v in votes]

    return judge


def gap_instances(reader: Reader, items: Iterable[GapItem]) -> list[Instance]:
    """Return the pronouns of GAP items of which two names are known to be meant or not."""
    instances: list[Instance] = []
    for item in items:
        reading = reader.read(page_of(item.text))
        names = [span for span, yes in zip(item.names, item.means, strict=True) if yes]
        _gap_instance(reading, item, names, instances)
    return instances


def _gap_instance(reading: Reading, item: GapItem, meant: Sequence[Span], instances: list[Instance]) -> None:
    tokens = reading.page.tokens

    def holds(cluster: Cluster, spans: Sequence[Span]) -> bool:
        return any(tokens[m.head].overlaps(span) for m in cluster.mentions for span in spans)

    def judge(pronoun: Mention, options: Sequence[Cluster]) -> list[bool] | None:
        if not tokens[pronoun.head].overlaps(item.pronoun):
            return None
        return [holds(c, meant) for c in options]

    Cast(reading, (), [item.pronoun, *item.names], _follow(judge, instances, lambda c: holds(c, item.names)))


@dataclass(slots=True)
class Batch:
    """Instances side by side; column ``MAX_CANDIDATES`` is nobody."""

    table: Floats
    #: 1 where there is a candidate.
    there: Floats
    #: 1 where the answer may be.
    allowed: Floats
    weight: Floats


def stack(instances: Sequence[Instance], weight: float) -> Batch:
    """Pad instances to one size."""
    n = len(instances)
    table = np.zeros((n, MAX_CANDIDATES + 1, len(FEATURES)))
    there, allowed = np.zeros((n, MAX_CANDIDATES + 1)), np.zeros((n, MAX_CANDIDATES + 1))
    for row, one in enumerate(instances):
        size = len(one.right)
        table[row, :size] = one.table
        there[row, :size] = there[row, -1] = 1
        if any(one.right):
            allowed[row, :size] = one.right
        else:
            allowed[row, :size] = [not known for known in one.known]
            allowed[row, -1] = 1
    return Batch(table, there, allowed, np.full(n, weight))


def join(batches: Sequence[Batch]) -> Batch:
    """Put batches one after the other."""
    return Batch(*(np.concatenate([getattr(b, f) for b in batches]) for f in ("table", "there", "allowed", "weight")))


def probabilities(batch: Batch, weights: Floats, nobody: float) -> Floats:
    """Return the probability of each candidate and nobody."""
    scores = batch.table @ weights
    scores[:, -1] = nobody
    scores = np.where(batch.there > 0, scores, -np.inf)
    scores = np.exp(scores - scores.max(axis=1, keepdims=True))
    return np.asarray(scores / scores.sum(axis=1, keepdims=True), dtype=np.float64)


def fit(batch: Batch, held: float) -> tuple[Floats, float]:
    """Return weights and nobody's score that make the allowed answers likely (Adam on the whole batch).

    Args:
        batch: The pronouns.
        held: How strongly weights are held to ``PRIOR``.
    """
    prior = np.array([*(PRIOR.get(name, 0.0) for name in FEATURES), 0.0])
    weights = prior.copy()
    first, second = np.zeros_like(weights), np.zeros_like(weights)
    total = batch.weight.sum()
    for step in range(1, STEPS + 1):
        likely = probabilities(batch, weights[:-1], weights[-1])
        inside = likely * batch.allowed
        inside /= np.maximum(inside.sum(axis=1, keepdims=True), 1e-12)
        error = (likely - inside) * batch.weight[:, None]
        gradient = np.append(np.einsum("nk,nkf->f", error, batch.table), error[:, -1].sum())
        gradient = (gradient + held * (weights - prior)) / total
        first, second = 0.9 * first + 0.1 * gradient, 0.999 * second + 0.001 * gradient**2
        weights -= RATE * (first / (1 - 0.9**step)) / (np.sqrt(second / (1 - 0.999**step)) + 1e-8)
    return weights[:-1], float(weights[-1])


def score_gap(instances: Sequence[Instance], likely: Floats, threshold: float) -> tuple[float, float, float]:
    """Return precision, recall and F1 over the known names of each instance."""
    right = found = gold = 0
    for one, row in zip(instances, likely, strict=True):
        best = int(row[:-1].argmax())
        gold += sum(1 for yes in one.right if yes)
        if row[best] >= threshold and one.known[best]:
            found += 1
            right += one.right[best]
    precision, recall = right / max(1, found), right / max(1, gold)
    return precision, recall, 2 * precision * recall / max(1e-9, precision + recall)


def _sha(name: str) -> int:
    return hashlib.sha256(name.encode()).digest()[0]


def main() -> None:
    """Read the command line, fit, choose and write."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--weights", type=Path, default=None, help="folder of other weights than the shipped ones")
    parser.add_argument("--out", type=Path, default=TARGET)
    options = parser.parse_args()
    reader = Reader(Network(options.weights))
    items = list(read_gap(options.data / "coref/gap-dev.jsonl.gz"))
    gap = gap_instances(reader, [i for i in items if _sha(i.id) % 2 == 0])
    gap_chosen_on = gap_instances(reader, [i for i in items if _sha(i.id) % 2 == 1])
    gum = gum_instances(reader, options.data, "train")
    gum_chosen_on = gum_instances(reader, options.data, "dev")
    print(f"pronouns: GUM {len(gum)} and {len(gum_chosen_on)}, GAP {len(gap)} and {len(gap_chosen_on)}", flush=True)
    batch = join([stack(gum, 1.0), stack(gap, 1.0)])
    dev = [stack(gap_chosen_on, 1.0), stack(gum_chosen_on, 1.0)]
    best: tuple[float, Floats, float, float] | None = None
    for held in HELD:
        weights, nobody = fit(batch, held)
        for shift in NOBODY_SHIFTS:
            likely = [probabilities(b, weights, nobody + shift) for b in dev]
            for threshold in THRESHOLDS:
                on_gap = score_gap(gap_chosen_on, likely[0], threshold)
                on_gum = score_gap(gum_chosen_on, likely[1], threshold)
                value = on_gap[2] + on_gum[2]
                if best is None or value > best[0]:
                    best = (value, weights, nobody + shift, threshold)
                    print(
                        f"held {held}, nobody {shift:+}, threshold {threshold}: GAP {_show(on_gap)} GUM {_show(on_gum)}"
                    )
    assert best is not None
    _, weights, nobody, threshold = best
    about = (
        f"Conditional logit, made by training/ranker.py on the pronouns of GUM train ({len(gum)}) and half of GAP dev"
        f" ({len(gap)}) with network {reader.manifest.sha256[:12]}."
    )
    named = {name: round(float(w), 3) for name, w in zip(FEATURES, weights, strict=True)}
    table = {"about": about, "nobody": round(nobody, 3), "threshold": threshold, "weights": named}
    options.out.write_text(json.dumps(table, indent=1) + "\n", encoding="utf-8")


def _show(scores: tuple[float, float, float]) -> str:
    return "/".join(f"{100 * s:.1f}" for s in scores)


if __name__ == "__main__":
    main()
