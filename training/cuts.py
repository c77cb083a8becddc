"""Documents cut into windows of word pieces, and windows put together by length."""

from __future__ import annotations

import random
from dataclasses import dataclass

from onrecord.nn.wordpiece import WordPieces
from training.documents import Document

IGNORE = -100


@dataclass(slots=True)
class Window:
    """A stretch of one document: words ``first`` to ``last`` with the pieces of each."""

    document: Document
    first: int
    last: int
    pieces: list[tuple[int, ...]]

    @property
    def n_pieces(self) -> int:
        return sum(len(p) for p in self.pieces) + 2


def cut_windows(document: Document, pieces: WordPieces, longest: int, random_source: random.Random) -> list[Window]:
    """Cut a document at paragraph or sentence starts into windows of at most ``longest`` pieces.

    The first window is shortened at random, so that borders fall elsewhere each epoch.
    """
    split = [pieces.split(word) for word in document.words]
    starts = sorted({0, *document.paragraphs, *(document.sentences or ())})
    if document.sentences is None:
        # Long paragraphs without known sentences are cut after a full stop.
        starts = sorted({*starts, *(n + 1 for n, w in enumerate(document.words[:-1]) if w == "." and n % 3 == 0)})
    bounds = [*starts[1:], len(document.words)]
    windows: list[Window] = []
    begin, size, room = 0, 2, random_source.randint(longest // 3, longest)
    for start, end in zip(starts, bounds, strict=True):
        cost = sum(len(p) for p in split[start:end])
        if size + cost > room and start > begin:
            windows.append(Window(document, begin, start, split[begin:start]))
            begin, size, room = start, 2, longest
        size += cost
        while size > longest:
            # A sentence longer than a window is cut wherever the window ends.
            n, used = begin, 2
            while used + len(split[n]) <= longest:
                used += len(split[n])
                n += 1
            windows.append(Window(document, begin, n, split[begin:n]))
            size, begin = 2 + sum(len(p) for p in split[n:end]), n
    if begin < len(document.words):
        windows.append(Window(document, begin, len(document.words), split[begin:]))
    return windows


def plan_batches(windows: list[Window], batch_pieces: int, random_source: random.Random) -> list[list[Window]]:
    """Put windows of like length together, ``batch_pieces`` padded pieces at a time, in random order."""
    order = sorted(windows, key=lambda w: w.n_pieces + random_source.random() * 24)
    batches: list[list[Window]] = []
    current: list[Window] = []
    for window in order:
        widest = max((w.n_pieces for w in current), default=0)
        if current and max(widest, window.n_pieces) * (len(current) + 1) > batch_pieces:
            batches.append(current)
            current = []
        current.append(window)
    if current:
        batches.append(current)
    random_source.shuffle(batches)
    return batches
