"""Fit the ranker of pronouns: ``python -m training.ranker --data DIR`` writes ``resolve/data/ranker.json``.

A conditional logit over the actors met before a pronoun, and nobody, with an L2 penalty. It is fitted on the pronouns
of GUM train (texts that may be used commercially), of half of GAP, and those that stand for speakers in the project's
own marked-up reports; the score at which an actor is taken is chosen on the other half of GAP. Earlier pronouns are put
where they belong while the examples are collected.
"""

from __future__ import annotations

import argparse
import json
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from onrecord.extract.statements import find_statements
from onrecord.model.dossier import Statement
from onrecord.model.reading import Reading
from onrecord.model.span import Span, hull
from onrecord.nn.reader import load_reader
from onrecord.resolve.actors import _Cast
from onrecord.resolve.clusters import Cluster, pronoun_of
from onrecord.resolve.mentions import Mention, tokens_of
from onrecord.resolve.ranker import FEATURES, MAX_CANDIDATES, NOBODY, candidates, features, nobody_features
from onrecord.score.gold import read_gap, read_texts
from onrecord.score.inline import compile_inline
from onrecord.score.predictions import page_of
from onrecord.score.speakers import is_pronoun
from training.documents import NON_COMMERCIAL

TARGET = Path("src/onrecord/resolve/data/ranker.json")
INLINE = Path("corpus/reports/train")
PENALTY = 2.0
STEPS = 1500
THRESHOLDS = tuple(round(0.2 + 0.05 * n, 2) for n in range(11))
#: A wrong answer costs this share of what a right one earns; the confidence of a statement tells of the doubt.
WRONG_COST = 0.25
Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Example:
    """One pronoun."""

    #: (n_candidates, n_features).
    table: Floats
    #: Features of nobody.
    nobody: Floats
    #: Rows that are right; the row after the last is nobody.
    allowed: tuple[int, ...]


@dataclass(slots=True)
class Gold:
    """Entities of a text by the token of each mention's head, and the pronouns to learn from."""

    entity: dict[int, str] = field(default_factory=dict)
    #: Pronoun tokens to their entity; None where it is nobody's.
    pronouns: dict[int, str | None] = field(default_factory=dict)
    #: Entities that a pronoun is known not to mean, where its own is not known.
    excluded: dict[int, frozenset[str]] = field(default_factory=dict)


class _Recorder(_Cast):
    """Collects examples instead of choosing."""

    def __init__(self, reading: Reading, statements: Sequence[Statement], wanted: Sequence[Span], gold: Gold) -> None:
        self.gold = gold
        self.examples: list[Example] = []
        super().__init__(reading, statements, wanted)

    def _place_pronoun(self, mention: Mention) -> None:
        reading = self._reading
        person, _, _ = pronoun_of(reading, mention)
        word = reading.page.word(mention.head).lower()
        if person in (1, 2) or word in ("who", "which") or reading.deprels[mention.head] == "expl":
            super()._place_pronoun(mention)
            return
        options = candidates(reading, self._build.met_before(mention.head), mention)
        if not options or mention.head not in self.gold.pronouns:
            return
        means = [self._entity_of(option) for option in options]
        entity = self.gold.pronouns[mention.head]
        excluded = self.gold.excluded.get(mention.head)
        if excluded is not None:
            allowed = [n for n, name in enumerate(means) if name not in excluded] + [len(options)]
        else:
            allowed = [n for n, name in enumerate(means) if entity is not None and name == entity] or [len(options)]
        rows = [features(self._setting, mention, option, rank) for rank, option in enumerate(options)]
        nobody = np.array(nobody_features(self._setting, mention))
        self.examples.append(Example(np.array(rows), nobody, tuple(allowed)))
        if allowed[0] < len(options) and excluded is None:
            self._take(options[allowed[0]], mention, 1.0)

    def _entity_of(self, cluster: Cluster) -> str | None:
        known = (self.gold.entity.get(m.root) or self.gold.entity.get(m.head) for m in cluster.mentions)
        names = Counter(name for name in known if name)
        return names.most_common(1)[0][0] if names else None


def gum_examples(data: Path) -> Iterator[Example]:
    """Yield the pronouns of GUM train."""
    reader = load_reader()
    for text in read_texts(data / "coref/gum-train.jsonl.gz"):
        if text.id.split("_")[1] in NON_COMMERCIAL:
            continue
        reading = reader.read(page_of(text.text, published=text.published))
        gold = Gold()
        for mention in text.mentions:
            tokens = tokens_of(reading, mention.head)
            if tokens is not None:
                gold.entity[tokens.last - 1] = str(mention.cluster)
        pronouns = {t for t, upos in enumerate(reading.upos) if upos == "PRON"}
        gold.pronouns = {t: gold.entity.get(t) for t in pronouns}
        yield from _Recorder(reading, find_statements(reading), (), gold).examples


def gap_examples(data: Path, half: int) -> Iterator[Example]:
    """Yield the pronouns of one half of GAP, split by the hash of the item's id."""
    reader = load_reader()
    for item in read_gap(data / "coref/gap-dev.jsonl.gz"):
        if sha256(item.id.encode()).digest()[0] % 2 != half:
            continue
        reading = reader.read(page_of(item.text))
        gold, names = Gold(), []
        for number, span in enumerate(item.names):
            tokens = tokens_of(reading, span)
            names.append(str(number))
            for token in range(*tokens) if tokens else ():
                gold.entity[token] = str(number)
        pronoun = tokens_of(reading, item.pronoun)
        if pronoun is None:
            continue
        right = [name for name, means in zip(names, item.means, strict=True) if means]
        gold.pronouns = {pronoun.first: right[0] if right else None}
        gold.excluded = {} if right else {pronoun.first: frozenset(names)}
        yield from _Recorder(reading, find_statements(reading), [item.pronoun, *item.names], gold).examples


def inline_examples(folder: Path) -> Iterator[Example]:
    """Yield the pronouns that stand for speakers in marked-up reports."""
    reader = load_reader()
    for path in sorted(folder.glob("*.txt")):
        report = compile_inline(path)
        reading, gold = reader.read(page_of(report.text)), Gold()
        spans: list[Span] = []
        for statement in report.statements:
            speaker, source = statement.facts.get("speaker", ""), hull(statement.source)
            if not speaker or source is None:
                continue
            spans.append(source)
            named = [Span(*place.span()) for place in re.finditer(rf"\b{re.escape(speaker)}\b", report.text)]
            for span in named if is_pronoun(source.of(report.text)) else [*named, source]:
                tokens = tokens_of(reading, span)
                for token in range(*tokens) if tokens else ():
                    gold.entity.setdefault(token, speaker)
            tokens = tokens_of(reading, source)
            if tokens is not None and is_pronoun(source.of(report.text)):
                gold.pronouns[tokens.first] = speaker
        yield from _Recorder(reading, find_statements(reading), spans, gold).examples


def pack(examples: Sequence[Example]) -> tuple[Floats, NDArray[np.bool_], NDArray[np.bool_]]:
    """Return features (N, C + 1, F), what is there and what is right (N, C + 1); the last row is nobody."""
    wide = MAX_CANDIDATES + 1
    table = np.zeros((len(examples), wide, len(FEATURES) + len(NOBODY)))
    there = np.zeros((len(examples), wide), bool)
    right = np.zeros((len(examples), wide), bool)
    for n, example in enumerate(examples):
        count = len(example.table)
        table[n, :count, : len(FEATURES)] = example.table
        table[n, -1, len(FEATURES) :] = example.nobody
        there[n, :count] = there[n, -1] = True
        right[n, [row if row < count else wide - 1 for row in example.allowed]] = True
    return table, there, right


def probabilities(table: Floats, there: NDArray[np.bool_], weights: Floats) -> Floats:
    """Return the probability of each candidate and of nobody, (N, C + 1)."""
    scores = np.where(there, table @ weights, -1e9)
    scores = np.exp(scores - scores.max(axis=1, keepdims=True))
    found: Floats = scores / scores.sum(axis=1, keepdims=True)
    return found


def fit(table: Floats, there: NDArray[np.bool_], right: NDArray[np.bool_]) -> Floats:
    """Return the weights, those of nobody last: gradient ascent with Adam on the penalised likelihood."""
    weights = np.zeros(table.shape[2])
    first, second = np.zeros_like(weights), np.zeros_like(weights)
    for step in range(1, STEPS + 1):
        everything = probabilities(table, there, weights)
        good = everything * right
        good /= np.maximum(good.sum(axis=1, keepdims=True), 1e-12)
        slope = np.einsum("nc,ncf->f", good - everything, table) / len(table) - PENALTY * weights / len(table)
        first = 0.9 * first + 0.1 * slope
        second = 0.999 * second + 0.001 * slope**2
        rise = (first / (1 - 0.9**step)) / (np.sqrt(second / (1 - 0.999**step)) + 1e-9)
        weights = weights + 0.02 * rise
    return weights


def choose_threshold(table: Floats, there: NDArray[np.bool_], right: NDArray[np.bool_], weights: Floats) -> float:
    """Return the least probability at which taking an actor pays best: right ones less a share of wrong ones."""
    found = probabilities(table, there, weights)[:, :-1]
    best, sure = found.argmax(axis=1), found.max(axis=1)
    hit = right[np.arange(len(best)), best]
    value = {}
    for threshold in THRESHOLDS:
        taken = sure >= threshold
        value[threshold] = (hit & taken).sum() - WRONG_COST * (~hit & taken).sum()
        print(f"threshold {threshold}: taken {taken.mean():.3f}, right where taken {hit[taken].mean():.3f}")
    return max(value, key=lambda t: value[t])


def main() -> None:
    """Read the command line, fit and write."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    options = parser.parse_args()
    train = [*gum_examples(options.data), *gap_examples(options.data, 0), *inline_examples(INLINE)]
    held = list(gap_examples(options.data, 1))
    weights = fit(*pack(train))
    for name, examples in (("train", train), ("held", held)):
        table, there, right = pack(examples)
        best = probabilities(table, there, weights).argmax(axis=1)
        print(f"{name}: {len(examples)} pronouns, right {right[np.arange(len(best)), best].mean():.3f}")
    rounded = [round(float(w), 4) for w in weights]
    raw: dict[str, Any] = {
        "about": f"Fitted by training/ranker.py on {len(train)} pronouns of GUM train, half of GAP and own reports.",
        "threshold": choose_threshold(*pack(held), weights),
        "nobody": dict(zip(NOBODY, rounded[len(FEATURES) :], strict=True)),
        "weights": dict(zip(FEATURES, rounded[: len(FEATURES)], strict=True)),
    }
    TARGET.write_text(json.dumps(raw, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
