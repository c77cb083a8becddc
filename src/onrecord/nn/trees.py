"""Arc scores to dependency trees."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray


def best_tree(scores: NDArray[np.float32]) -> list[int]:
    """Return the head of each word of one sentence: a tree with one root.

    The best head of each word is taken where that gives a tree; else the maximum spanning arborescence (Chu and Liu
    1965, Edmonds 1967) is sought for the likeliest roots.

    Args:
        scores: Shape (n, 1 + n), float32: score of each head, column 0 being the root.

    Returns:
        Numbers of the heads, 0 … n − 1; −1 for the root.
    """
    n = len(scores)
    if n == 1:
        return [-1]
    scores = scores.copy()
    scores[np.arange(n), np.arange(n) + 1] = -np.inf
    heads = scores.argmax(axis=1) - 1
    if (heads == -1).sum() == 1 and _find_cycle(heads.tolist()) is None:
        return [int(h) for h in heads]
    logs = scores - scores.max(axis=1, keepdims=True)
    logs = logs - np.log(np.exp(logs).sum(axis=1, keepdims=True))
    best: tuple[float, list[int]] | None = None
    for root in np.argsort(-logs[:, 0])[:3]:
        square = np.where(np.isfinite(logs[:, 1:]), np.maximum(logs[:, 1:], -1e6), -1e9)
        found = _arborescence(square, int(root))
        total = float(logs[root, 0]) + sum(float(logs[w, h + 1]) for w, h in enumerate(found) if h >= 0)
        if best is None or total > best[0]:
            best = (total, found)
    assert best is not None
    return best[1]


def _find_cycle(heads: list[int]) -> list[int] | None:
    """Return the words of a cycle, or None; −1 is the root."""
    state = [0] * len(heads)
    for start in range(len(heads)):
        path = []
        word = start
        while word >= 0 and state[word] == 0:
            state[word] = 1
            path.append(word)
            word = heads[word]
        if word >= 0 and state[word] == 1:
            return path[path.index(word) :]
        for seen in path:
            state[seen] = 2
    return None


def _arborescence(scores: NDArray[np.floating], root: int) -> list[int]:
    """Return heads of the best tree with the given root; ``scores[w, h]`` is the score of head h for word w."""
    n = len(scores)
    best = scores.argmax(axis=1)
    best[root] = -1
    heads = [int(h) for h in best]
    cycle = _find_cycle(heads)
    if cycle is None:
        return heads
    members = np.array(cycle)
    outer = np.delete(np.arange(n), members)
    knot = len(outer)
    small = np.full((knot + 1, knot + 1), -1e9)
    small[:knot, :knot] = scores[np.ix_(outer, outer)]
    # The cycle becomes one knot: a word outside enters it where it costs least, and hangs on its best member.
    gains = scores[np.ix_(members, outer)] - scores[members, best[members]][:, None]
    hangs = scores[np.ix_(outer, members)]
    small[knot, :knot], enter_from = gains.max(axis=0), members[gains.argmax(axis=0)]
    small[:knot, knot], leave_to = hangs.max(axis=1), members[hangs.argmax(axis=1)]
    found = _arborescence(small, int(np.searchsorted(outer, root)))
    result = heads[:]
    for place, (word, head) in enumerate(zip(outer.tolist(), found, strict=False)):
        result[word] = -1 if head == -1 else int(leave_to[place] if head == knot else outer[head])
    breaker = found[knot]
    result[int(enter_from[breaker])] = int(outer[breaker])
    return result
