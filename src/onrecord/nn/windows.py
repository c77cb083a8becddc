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
    """Return the pieces a window may take so that all windows come out alike: attention costs most in long ones.

    The slack of 24 pieces lets a window end at a paragraph.
    """
    if total <= most:
        return most
    n_windows = -(-(total - overlap) // (most - overlap))
    return min(most, (total + (n_windows - 1) * overlap) // n_windows + 24)


@dataclass(frozen=True, slots=True)
class WindowArrays:
    """Inputs of the encoder for one window of P pieces and T tokens."""

    #: Each shape (1, P), int64.
    pieces: NDArray[np.int64]
    shapes: NDArray[np.int64]
    quotes: NDArray[np.int64]
    starts: NDArray[np.int64]
    #: Shape (1, T), int64: place of each token's first piece.
    firsts: NDArray[np.int64]


def window_arrays(page: Page, split: Sequence[tuple[int, ...]], window: Window, pieces: WordPieces) -> WindowArrays:
    """Lay out the inputs of one window of a page.

    Args:
        page: The page.
        split: Word pieces of every token of the page.
        window: The window to lay out.
        pieces: The vocabulary, for the marks at the window's ends.
    """
    paragraph_starts = {p.tokens.first for p in page.paragraphs}
    ids, shapes, quotes, starts, firsts = [pieces.first], [0], [0], [0], []
    for token in range(window.first, window.last):
        own = split[token]
        n = len(own)
        firsts.append(len(ids))
        ids.extend(own)
        shapes.extend([letter_shape(page.word(token))] * n)
        quotes.extend([page.quote_states[token]] * n)
        starts.extend([int(token in paragraph_starts)] * n)
    ids.append(pieces.last)
    for feature in (shapes, quotes, starts):
        feature.append(0)
    return WindowArrays(*(np.array([values], np.int64) for values in (ids, shapes, quotes, starts, firsts)))
