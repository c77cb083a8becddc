"""A page cut into windows the encoder can take, and the windows as arrays."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from onrecord.model.page import Page
from onrecord.nn.features import letter_shape
from onrecord.nn.wordpiece import WordPieces


@dataclass(frozen=True, slots=True)
class Window:
    """Tokens ``first`` to ``last`` are encoded; ``own_first`` to ``own_last`` are read from this window."""

    first: int
    last: int
    own_first: int
    own_last: int


def plan_windows(sizes: Sequence[int], breaks: Sequence[int], *, longest: int, overlap: int) -> list[Window]:
    """Cut tokens into windows at ``breaks`` and give each token to the window that sees most around it.

    Args:
        sizes: Pieces of each token.
        breaks: Token numbers at which a window may begin (paragraph and likely sentence starts), in order.
        longest: Most pieces in a window, its two outer marks included.
        overlap: Pieces that a window repeats of the one before it, at most.

    Returns:
        Windows in order; the own parts follow one another without gap.
    """
    n = len(sizes)
    if n == 0:
        return []
    places = np.concatenate([[0], np.cumsum(sizes)])
    allowed = sorted({*breaks, 0})
    room = _even_room(int(places[-1]), longest - 2, overlap)
    windows: list[Window] = []
    own = 0
    while own < n:
        first = own
        if windows:
            earliest = int(np.searchsorted(places, places[own] - overlap))
            first = next((b for b in allowed if earliest <= b <= own), own)
        last = int(np.searchsorted(places, places[first] + room, side="right")) - 1
        last = max(last, own + 1)
        if last < n:
            last = max((b for b in allowed if own < b <= last), default=last)
        own_last = last
        if last < n:
            # Leave the tail to the next window, which sees what follows it.
            tail = int(np.searchsorted(places, places[last] - overlap // 2))
            own_last = next((b for b in allowed if tail <= b < last and b > own), last)
        windows.append(Window(first, last, own, own_last))
        own = own_last
    return windows


def _even_room(total: int, most: int, overlap: int) -> int:
    """Return the pieces a window may take so that all windows come out alike: padding costs as much as pieces.

    The slack of 24 pieces lets a window end at a paragraph.
    """
    if total <= most:
        return most
    n_windows = -(-(total - overlap) // (most - overlap))
    return min(most, (total + (n_windows - 1) * overlap) // n_windows + 24)


@dataclass(frozen=True, slots=True)
class WindowArrays:
    """Inputs of the encoder for B windows of at most P pieces and T tokens."""

    #: Each shape (B, P), int64.
    pieces: NDArray[np.int64]
    shapes: NDArray[np.int64]
    quotes: NDArray[np.int64]
    starts: NDArray[np.int64]
    #: Shape (B, P), float32: 1 for a piece, 0 for padding.
    mask: NDArray[np.float32]
    #: Shape (B, T), int64: place of each token's first piece.
    firsts: NDArray[np.int64]


def window_arrays(
    page: Page, split: Sequence[tuple[int, ...]], windows: Sequence[Window], pieces: WordPieces
) -> WindowArrays:
    """Lay out the inputs of some windows of a page.

    Args:
        page: The page.
        split: Word pieces of every token of the page.
        windows: The windows to lay out.
        pieces: The vocabulary, for the marks at a window's ends.
    """
    paragraph_starts = {p.tokens.first for p in page.paragraphs}
    wide = max(sum(len(split[t]) for t in range(w.first, w.last)) for w in windows) + 2
    long = max(w.last - w.first for w in windows)
    shape = (len(windows), wide)
    ids, shapes, quotes, starts = (np.zeros(shape, np.int64) for _ in range(4))
    mask = np.zeros(shape, np.float32)
    firsts = np.zeros((len(windows), long), np.int64)
    for row, window in enumerate(windows):
        ids[row, 0] = pieces.first
        place = 1
        for token in range(window.first, window.last):
            own = split[token]
            end = place + len(own)
            firsts[row, token - window.first] = place
            ids[row, place:end] = own
            shapes[row, place:end] = letter_shape(page.word(token))
            quotes[row, place:end] = page.quote_states[token]
            if token in paragraph_starts:
                starts[row, place:end] = 1
            place = end
        ids[row, place] = pieces.last
        mask[row, : place + 1] = 1
    return WindowArrays(ids, shapes, quotes, starts, mask, firsts)
