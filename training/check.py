"""A quick look at a network in training, on dev; the figures that count come from ``onrecord score``."""

from __future__ import annotations

import random
from collections import Counter

import numpy as np
import torch
from torch import Tensor

from onrecord.nn.wordpiece import WordPieces
from training.check_acts import count_acts, report_acts
from training.corpora import Corpora
from training.cuts import IGNORE, Window, cut_windows, plan_batches
from training.documents import Document
from training.network import ReadingNetwork
from training.windows import Batch, Batcher

#: Documents of each corpus that are looked at.
N_DOCUMENTS = {"ewt": 60, "gum": 8, "worldwide": 20, "polnear": 16, "inline": 30, "real": 30, "uds": 400, "uw": 400}


def check(
    network: ReadingNetwork,
    average: dict[str, Tensor],
    dev: Corpora,
    pieces: WordPieces,
    batcher: Batcher,
) -> str:
    """Return one line of figures for the averaged weights; the network's own weights are put back afterwards."""
    own = {n: p.detach().clone() for n, p in network.named_parameters()}
    _put(network, average)
    network.eval()
    counts: Counter[str] = Counter()
    with torch.no_grad(), torch.autocast("cpu", dtype=torch.bfloat16):
        for batch in _batches(dev, pieces, batcher):
            _count(network, batch, counts)
    network.train()
    _put(network, own)
    return _report(counts)


def _put(network: ReadingNetwork, weights: dict[str, Tensor]) -> None:
    with torch.no_grad():
        for name, parameter in network.named_parameters():
            parameter.copy_(weights[name])


def _batches(dev: Corpora, pieces: WordPieces, batcher: Batcher) -> list[Batch]:
    taken: Counter[str] = Counter()
    documents: list[Document] = []
    for doc in dev.plain():
        taken[doc.corpus] += 1
        if taken[doc.corpus] <= N_DOCUMENTS.get(doc.corpus, 0):
            documents.append(doc)
    fixed = random.Random(0)
    windows: list[Window] = [w for doc in documents for w in cut_windows(doc, pieces, 320, fixed)]
    return [batcher.tensors(chosen) for chosen in plan_batches(windows, 4096, fixed)]


def _count(network: ReadingNetwork, batch: Batch, counts: Counter[str]) -> None:
    words = network.words(batch.pieces, batch.shapes, batch.quotes, batch.starts, batch.mask, batch.firsts)
    known = batch.heads != IGNORE
    if known.any():
        _count_syntax(network, batch, words, known, counts)
    known = batch.entities > 0
    if known.any():
        chosen = network.entity(words).argmax(dim=-1)
        single = known & (batch.entities & (batch.entities - 1) == 0) & (batch.heads == IGNORE).all(1, keepdim=True)
        gold = torch.where(single, batch.entities, torch.ones_like(batch.entities)).double().log2().long()
        for row in torch.nonzero(single.any(dim=1)).flatten().tolist():
            _count_spans("entity", _runs(gold[row]), _runs(torch.where(single[row], chosen[row], 0)), counts)
    count_acts(network.acts, batch.acts, words, counts)
    known = batch.cues > 0
    if known.any():
        chosen = network.cue(words).argmax(dim=-1)
        counts["cue_gold"] += int((known & (batch.cues >= 4)).sum())
        counts["cue_found"] += int((known & (chosen >= 2)).sum())
        counts["cue_right"] += int((known & (batch.cues >= 4) & (chosen >= 2)).sum())
    if len(batch.cue_windows):
        chosen = network.roles(words, batch.cue_windows, batch.cue_words, batch.cue_distances).argmax(dim=-1)
        for name, low in (("source", 2), ("content", 6)):
            span = 0b1111 << low
            is_gold = ((batch.roles & span) > 0) & (batch.roles & ~span == 0)
            is_found = (chosen >= low) & (chosen < low + 4)
            counts[f"{name}_frames"] += len(is_gold)
            counts[f"{name}_exact"] += int((is_gold == is_found).all(dim=1).sum())


def _count_syntax(network: ReadingNetwork, batch: Batch, words: Tensor, known: Tensor, counts: Counter[str]) -> None:
    counts["words"] += int(known.sum())
    counts["upos"] += int(((network.upos(words).argmax(-1) == batch.upos) & known).sum())
    lemma_known = known & (batch.lemmas != IGNORE)
    counts["lemma_words"] += int(lemma_known.sum())
    counts["lemma"] += int(((network.lemma(words).argmax(-1) == batch.lemmas) & lemma_known).sum())
    arcs = network.parser.arcs(words).float()
    numbers = batch.sentence_numbers
    same = (numbers.unsqueeze(2) == numbers.unsqueeze(1)) & (batch.words > 0).unsqueeze(1)
    same = torch.cat([torch.ones_like(same[:, :, :1]), same], dim=2)
    heads = arcs.masked_fill(~same, -1e4).argmax(-1)
    right = (heads == batch.heads) & known
    counts["uas"] += int(right.sum())
    relations = network.parser.labels(words, heads).argmax(-1)
    counts["las"] += int((right & (relations == batch.deprels)).sum())
    starts, gold = network.sentence(words).squeeze(-1) > 0, batch.sentences == 1
    counts["sentence_gold"] += int((gold & known).sum())
    counts["sentence_found"] += int((starts & known).sum())
    counts["sentence_right"] += int((starts & gold & known).sum())


def _runs(tags: Tensor) -> set[tuple[int, int, int]]:
    """Return (first, last, class) of each run of B-/I- tags (odd numbers begin, even numbers above 0 go on)."""
    spans, begin, kind = set(), 0, -1
    values: list[int] = np.asarray(tags).tolist()
    for place, tag in enumerate([*values, 0]):
        goes_on = tag > 0 and tag % 2 == 0 and (tag - 1) // 2 == kind
        if not goes_on:
            if kind >= 0:
                spans.add((begin, place, kind))
            begin, kind = (place, (tag - 1) // 2) if tag else (0, -1)
    return spans


def _count_spans(
    name: str, gold: set[tuple[int, int, int]], found: set[tuple[int, int, int]], counts: Counter[str]
) -> None:
    counts[f"{name}_gold"] += len(gold)
    counts[f"{name}_found"] += len(found)
    counts[f"{name}_right"] += len(gold & found)


def _report(counts: Counter[str]) -> str:
    parts = [f"{n} {counts[n] / max(1, counts['words']):.4f}" for n in ("upos", "uas", "las")]
    parts.append(f"lemma {counts['lemma'] / max(1, counts['lemma_words']):.4f}")
    for name in ("sentence", "entity", "cue"):
        total = counts[f"{name}_gold"] + counts[f"{name}_found"]
        parts.append(f"{name} F1 {2 * counts[f'{name}_right'] / max(1, total):.4f}")
    for name in ("source", "content"):
        parts.append(f"{name} exact at gold cue {counts[f'{name}_exact'] / max(1, counts[f'{name}_frames']):.4f}")
    parts.append(report_acts(counts))
    return ", ".join(parts)
