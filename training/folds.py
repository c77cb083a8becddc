"""Held-out figures on PLV and cameo-ner by five folds: ``python -m training.folds --data DIR --start CHECKPOINT``.

Both sets come without a dev part, and the shipped network is trained on all of them: what it scores on them says
nothing. So for each fold the network is taught anew from a checkpoint that has met neither (``--start``), on the other
four folds and on the annotated reports, and asked about the fold.
"""

from __future__ import annotations

import argparse
import json
import random
import sys
import tempfile
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path

import numpy as np
import torch
from safetensors.torch import save_file

from onrecord.model.reading import ACT_TYPES
from onrecord.nn.acts import decode_parties
from onrecord.nn.reader import Reader
from onrecord.nn.session import Network
from onrecord.nn.wordpiece import WordPieces
from onrecord.score.event_answers import ReaderRater
from onrecord.score.tasks_events import PLV_ROOTS
from training.corpora import Corpora, cue_class, load_corpora
from training.cuts import cut_windows, plan_batches
from training.documents import Document, join_words
from training.export import export
from training.frames import to_document
from training.labels import PARTY_TAGS
from training.network import ReadingNetwork
from training.shipped import load_start
from training.train import SEED, Trainer, label_sets, minilm_folder, read_vocabulary
from training.windows import Batch, Batcher

N_FOLDS = 5
#: How often an epoch holds the sentences of the other folds, and which share of the annotated reports.
TIMES = 2
REPORTS = 1.0


def root_of(kind: str) -> str:
    """Return PLV's name of a type: CONCEDE and RETREAT are one, YIELD."""
    return "YIELD" if kind in ("CONCEDE", "RETREAT") else kind


ROOTS = tuple(dict.fromkeys(root_of(kind) for kind in ACT_TYPES))


def macro_f1(gold: Sequence[object], found: Sequence[object]) -> float:
    """Return the mean F1 over the classes that occur in gold."""
    values = []
    for name in set(gold):
        right = sum(a == b == name for a, b in zip(gold, found, strict=True))
        values.append(2 * right / max(1, sum(a == name for a in gold) + sum(b == name for b in found)))
    return sum(values) / len(values)


class Folds:
    """Teaches and asks."""

    def __init__(self, data: Path, start: Path, steps: int) -> None:
        self.folder = minilm_folder()
        self.pieces = WordPieces(read_vocabulary(self.folder))
        self.corpora: Corpora = load_corpora(data, "train", Path("corpus/reports/train"), Path("corpus/real/train"))
        self.labels = label_sets(self.corpora)
        self.start, self.steps = start, steps
        acts = self.corpora.acts
        self.plv = [d for d in acts if d.corpus == "plv"]
        self.cameo = [d for d in acts if d.corpus == "cameo"]
        order = random.Random(SEED)
        order.shuffle(self.plv)
        order.shuffle(self.cameo)
        self.reports = [
            to_document(v[0], cue_class, self.corpora.may_be_cue)
            for v in self.corpora.marked
            if v[0].corpus in ("inline", "real")
        ]

    def teach(self, fold: int) -> ReadingNetwork:
        """Return a network that has not met a fold."""
        torch.manual_seed(SEED + fold)
        network = ReadingNetwork(len(self.pieces), self.labels)
        network.encoder.load_minilm(self.folder)
        known = {k: v for k, v in load_start(self.start, self.folder, self.labels).items() if not k.startswith("acts.")}
        new = frozenset(network.load_state_dict(known, strict=False).missing_keys)
        trainer = Trainer(network, self.steps, 0.7, new)
        rest = [d for docs in (self.plv, self.cameo) for n, d in enumerate(docs) if n % N_FOLDS != fold]
        source = random.Random(fold)
        batcher = Batcher(self.pieces, self.labels, source, training=True)
        network.train()
        for number, batch in zip(
            range(self.steps), self._stream([*rest, *self.reports], batcher, source), strict=False
        ):
            trainer.step(batch, number)
        with torch.no_grad():
            for name, parameter in network.named_parameters():
                parameter.copy_(trainer.average[name])
        network.eval()
        return network

    def _stream(self, documents: Sequence[Document], batcher: Batcher, source: random.Random) -> Iterable[Batch]:
        while True:
            windows = [w for d in documents for w in cut_windows(d, self.pieces, 256, source)]
            for chosen in plan_batches(windows, 2048, source):
                yield batcher.tensors(chosen)

    def as_reader(self, network: ReadingNetwork) -> Reader:
        """Return the network as the program runs it: exported, in float32."""
        with tempfile.TemporaryDirectory() as name:
            folder = Path(name)
            save_file({k: v.contiguous() for k, v in network.state_dict().items()}, folder / "network.safetensors")
            (folder / "labels.json").write_text(json.dumps(self.labels.as_dict()), encoding="utf-8")
            settings = json.loads((Path(__file__).parent / "decoding.json").read_text(encoding="utf-8"))
            export(folder, folder / "weights", int8=False, settings=settings)
            return Reader(Network(folder / "weights"))

    def ask(self, network: ReadingNetwork, documents: Sequence[Document], answer: Callable[..., None]) -> None:
        """Run the network over sentences, one at a time, and hand on (document, words, batch)."""
        batcher = Batcher(self.pieces, self.labels, random.Random(1), training=False)
        with torch.no_grad():
            for doc in documents:
                (window, *_) = cut_windows(doc, self.pieces, 500, random.Random(0))
                batch = batcher.tensors([window])
                answer(doc, network.words(
                    batch.pieces, batch.shapes, batch.quotes, batch.starts, batch.mask, batch.firsts
                ), batch)  # fmt: skip


def _types_of(reader: Reader, doc: Document) -> Mapping[str, float]:
    """Return the types that the program gives the act of a sentence between its given parties."""
    text, spans = join_words(doc.words, [True] * len(doc.words))
    pair = doc.pairs[0]
    sides = [[spans[w] for w in words] for words in (pair.source, pair.target)]
    return ReaderRater(reader).rate_types(text, *sides)


def _spans(masks: Sequence[int], names: Sequence[str]) -> set[tuple[int, int]]:
    """Return the spans that the gold labels of a sentence mark under one of some roles."""
    tags = [PARTY_TAGS[mask.bit_length() - 1] for mask in masks]
    spans, begin = set(), -1
    for n, tag in enumerate([*tags, "O"]):
        if begin >= 0 and not tag.startswith("I-"):
            spans.add((begin, n))
            begin = -1
        if tag.startswith("B-") and tag[2:] in names:
            begin = n
    return spans


def run(folds: Folds, n_folds: int) -> None:
    """Print the figures over the folds."""
    gold: list[str] = []
    found: list[str] = []
    spans: Counter[str] = Counter()
    for fold in range(n_folds):
        network = folds.teach(fold)

        def find(doc: Document, words: torch.Tensor, _batch: Batch, network: ReadingNetwork = network) -> None:
            parties = decode_parties(np.asarray(network.acts.party(words)[0]), PARTY_TAGS)
            for name, ranges in (("source", parties.sources), ("target", parties.targets)):
                wanted, said = _spans(doc.parties or [], (name, "both")), {tuple(r) for r in ranges}
                spans.update(
                    {f"{name} gold": len(wanted), f"{name} found": len(said), f"{name} right": len(wanted & said)}
                )

        reader = folds.as_reader(network)
        for doc in (d for n, d in enumerate(folds.plv) if n % N_FOLDS == fold):
            shares = dict.fromkeys(ROOTS, 0.0)
            for kind, share in _types_of(reader, doc).items():
                shares[root_of(kind)] += share
            found.append(max(shares, key=shares.__getitem__))
            gold.append(root_of(ACT_TYPES[doc.pairs[0].types.bit_length() - 1]))
        folds.ask(network, [d for n, d in enumerate(folds.cameo) if n % N_FOLDS == fold], find)
        _report(gold, found, spans)


def _report(gold: Sequence[str], found: Sequence[str], spans: Counter[str]) -> None:
    quad = [PLV_ROOTS[name] for name in gold], [PLV_ROOTS[name] for name in found]
    binary = [[q > 2 for q in side] for side in quad]
    parts = [f"PLV n {len(gold)}: type {macro_f1(gold, found):.3f}", f"quad {macro_f1(*quad):.3f}"]
    parts.append(f"binary {macro_f1(*binary):.3f}")
    for name in ("source", "target"):
        total = spans[f"{name} gold"] + spans[f"{name} found"]
        parts.append(f"cameo-ner {name} {2 * spans[f'{name} right'] / max(1, total):.3f}")
    print(", ".join(parts), file=sys.stderr, flush=True)


def main() -> None:
    """Read the command line and measure."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--start", type=Path, required=True, help="a checkpoint; its heads for acts are not used")
    parser.add_argument("--steps", type=int, default=600)
    parser.add_argument("--folds", type=int, default=N_FOLDS, help="how many of the five to run")
    options = parser.parse_args()
    run(Folds(options.data, options.start, options.steps), options.folds)


if __name__ == "__main__":
    main()
