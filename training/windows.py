"""Windows put into batches of tensors."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import torch
from torch import Tensor

from onrecord.nn.features import distance_buckets, letter_shape
from onrecord.nn.wordpiece import WordPieces
from training.act_windows import ActBatch, act_tensors
from training.cuts import IGNORE, Window
from training.labels import LabelSets
from training.lemmas import lemma_rule

#: The project's own annotated reports are few and met often: a share of their words is hidden, other ones each time.
OWN_REPORTS = frozenset({"inline", "real"})
HIDDEN_WORDS = 0.08


@dataclass(slots=True)
class Batch:
    """Tensors of one step. B windows, P pieces, T words, K cues."""

    pieces: Tensor
    shapes: Tensor
    quotes: Tensor
    starts: Tensor
    mask: Tensor
    firsts: Tensor
    #: (B, T) float, 1 where a word is.
    words: Tensor
    #: (B, T) float: sentence starts, IGNORE where not known.
    sentences: Tensor
    upos: Tensor
    #: (B, T) bit masks of parts of speech, 0 where not known.
    tags: Tensor
    lemmas: Tensor
    #: (B, T) numbers of heads in the window, 0 the root; IGNORE where not known.
    heads: Tensor
    deprels: Tensor
    #: (B, T) number of the sentence each word stands in.
    sentence_numbers: Tensor
    #: (B, T) bit masks of allowed labels, 0 where not known.
    entities: Tensor
    cues: Tensor
    #: (K,) window of each cue; (K, T) cue words, distances, allowed role masks.
    cue_windows: Tensor
    cue_words: Tensor
    cue_distances: Tensor
    roles: Tensor
    #: Per window with mentions: (window, head words, clusters).
    mentions: list[tuple[int, list[int], list[str]]]
    #: What is known of acts.
    acts: ActBatch


class Batcher:
    """Turns windows into tensors.

    Args:
        labels: Label sets of the network.
        random_source: Where the blanking of features is drawn from.
        training: Paragraph starts and quotation states are blanked now and then only while training.
    """

    def __init__(self, pieces: WordPieces, labels: LabelSets, random_source: random.Random, training: bool) -> None:
        self._pieces = pieces
        self._upos = {n: i for i, n in enumerate(labels.upos)}
        self._deprel = {n: i for i, n in enumerate(labels.deprel)}
        self._lemma = {n: i for i, n in enumerate(labels.lemma)}
        self._random = random_source
        self._training = training

    def tensors(self, windows: Sequence[Window]) -> Batch:
        """Build the tensors of one batch."""
        b = len(windows)
        p = max(w.n_pieces for w in windows)
        t = max(w.last - w.first for w in windows)
        inputs = {n: np.zeros((b, p), np.int64) for n in ("pieces", "shapes", "quotes", "starts")}
        mask = np.zeros((b, p), np.float32)
        firsts = np.zeros((b, t), np.int64)
        out = {n: np.full((b, t), IGNORE, np.int64) for n in ("sentences", "upos", "lemmas", "heads", "deprels")}
        allowed = {n: np.zeros((b, t), np.int64) for n in ("entities", "cues", "sentence_numbers", "tags")}
        words = np.zeros((b, t), np.float32)
        for row, window in enumerate(windows):
            self._fill_inputs(window, row, inputs, mask, firsts)
            words[row, : window.last - window.first] = 1
            self._fill_labels(window, row, out, allowed)
        cues = self._cues(windows, t)
        as_tensor = torch.from_numpy
        return Batch(
            *(as_tensor(inputs[n]) for n in ("pieces", "shapes", "quotes", "starts")),
            as_tensor(mask), as_tensor(firsts), as_tensor(words),
            as_tensor(out["sentences"]), as_tensor(out["upos"]), as_tensor(allowed["tags"]),
            *(as_tensor(out[n]) for n in ("lemmas", "heads", "deprels")),
            as_tensor(allowed["sentence_numbers"]), as_tensor(allowed["entities"]), as_tensor(allowed["cues"]),
            *(as_tensor(c) for c in cues), self._mentions(windows), act_tensors(windows, t),
        )  # fmt: skip

    def _fill_inputs(
        self, window: Window, row: int, inputs: dict[str, np.ndarray], mask: np.ndarray, firsts: np.ndarray
    ) -> None:
        doc = window.document
        no_paragraphs = self._training and self._random.random() < 0.15
        no_quotes = self._training and self._random.random() < 0.05
        hidden = HIDDEN_WORDS if self._training and doc.corpus in OWN_REPORTS else 0.0
        inputs["pieces"][row, 0] = self._pieces.first
        place = 1
        for n, split in enumerate(window.pieces):
            word = window.first + n
            firsts[row, n] = place
            end = place + len(split)
            hide = hidden > 0 and self._random.random() < hidden
            inputs["pieces"][row, place:end] = self._pieces.mask if hide else split
            inputs["shapes"][row, place:end] = letter_shape(doc.words[word])
            if not no_quotes:
                inputs["quotes"][row, place:end] = doc.quotes[word]
            if word in doc.paragraphs and not no_paragraphs:
                inputs["starts"][row, place:end] = 1
            place = end
        inputs["pieces"][row, place] = self._pieces.last
        mask[row, : place + 1] = 1

    def _fill_labels(
        self, window: Window, row: int, out: dict[str, np.ndarray], allowed: dict[str, np.ndarray]
    ) -> None:
        doc, first, last = window.document, window.first, window.last
        n = last - first
        if doc.sentences is not None:
            starts = np.zeros(n, np.int64)
            starts[[s - first for s in doc.sentences if first <= s < last]] = 1
            allowed["sentence_numbers"][row, :n] = np.cumsum(starts)
            if doc.heads is not None:
                out["sentences"][row, :n] = starts
        if doc.upos is not None:
            out["upos"][row, :n] = [self._upos.get(u, IGNORE) for u in doc.upos[first:last]]
        if doc.tags is not None:
            allowed["tags"][row, :n] = doc.tags[first:last]
        if doc.lemmas is not None:
            pairs = zip(doc.words[first:last], doc.lemmas[first:last], strict=True)
            out["lemmas"][row, :n] = [self._lemma.get(lemma_rule(w, m), IGNORE) for w, m in pairs]
        if doc.heads is not None and doc.deprels is not None:
            for i in range(n):
                head = doc.heads[first + i]
                if head == -1 or first <= head < last:
                    out["heads"][row, i] = 0 if head == -1 else head - first + 1
                    out["deprels"][row, i] = self._deprel[doc.deprels[first + i]]
        if doc.entities is not None:
            allowed["entities"][row, :n] = doc.entities[first:last]
        if doc.cues is not None:
            allowed["cues"][row, :n] = doc.cues[first:last]

    def _cues(self, windows: Sequence[Window], t: int) -> tuple[np.ndarray, ...]:
        rows, cue_words, distances, roles = [], [], [], []
        for row, window in enumerate(windows):
            first, last = window.first, window.last
            for frame in window.document.frames:
                if not all(first <= w < last for w in frame.cue):
                    continue
                allowed = np.zeros(t, np.int64)
                allowed[: last - first] = frame.rest
                outside = 0
                for word, mask in frame.roles.items():
                    if first <= word < last:
                        allowed[word - first] = mask
                    elif mask != 1 and not mask & 1:
                        outside += 1
                if outside:
                    # Part of the frame lies in another window: nothing safe can be said of its borders.
                    continue
                marks = np.zeros(t, np.float32)
                marks[[w - first for w in frame.cue]] = 1
                near = np.zeros(t, np.int64)
                near[: last - first] = distance_buckets(last - first, frame.cue[0] - first, frame.cue[-1] + 1 - first)
                rows.append(row)
                cue_words.append(marks)
                distances.append(near)
                roles.append(allowed)
        if not rows:
            zeros = np.zeros((0, t))
            return (np.zeros(0, np.int64), zeros.astype(np.float32), zeros.astype(np.int64), zeros.astype(np.int64))
        return np.array(rows, np.int64), np.stack(cue_words), np.stack(distances), np.stack(roles)

    def _mentions(self, windows: Sequence[Window]) -> list[tuple[int, list[int], list[str]]]:
        found = []
        for row, window in enumerate(windows):
            inside = {w - window.first: c for w, c in window.document.mentions if window.first <= w < window.last}
            if len(inside) > 1:
                heads = sorted(inside)
                found.append((row, heads, [inside[h] for h in heads]))
        return found
