"""Arc scores to trees."""

from __future__ import annotations

from itertools import product

import numpy as np
import pytest

from onrecord.nn.trees import best_tree


def _is_tree(heads: list[int]) -> bool:
    if heads.count(-1) != 1:
        return False
    for start in range(len(heads)):
        word, seen = start, set()
        while word != -1:
            if word in seen:
                return False
            seen.add(word)
            word = heads[word]
    return True


def _log_softmax(scores: np.ndarray) -> np.ndarray:
    shifted = scores - scores.max(axis=1, keepdims=True)
    return shifted - np.log(np.exp(shifted).sum(axis=1, keepdims=True))


@pytest.mark.parametrize("seed", range(40))
def test_finds_the_best_of_all_trees(seed: int) -> None:
    """On small sentences the tree found is the best that trying every tree finds."""
    numbers = np.random.default_rng(seed)
    n = int(numbers.integers(2, 6))
    scores = numbers.normal(size=(n, n + 1)).astype(np.float32) * 3
    heads = best_tree(scores)
    assert _is_tree(heads)
    barred = scores.copy()
    barred[np.arange(n), np.arange(n) + 1] = -np.inf
    logs = _log_softmax(barred)

    def total(tree: tuple[int, ...] | list[int]) -> float:
        return sum(float(logs[w, h + 1]) for w, h in enumerate(tree))

    # The search tries the three likeliest roots, so trees with another root are left out here.
    likely = set(np.argsort(-logs[:, 0])[:3].tolist())
    trees = [t for t in product(range(-1, n), repeat=n) if _is_tree(list(t)) and t.index(-1) in likely]
    assert total(heads) == pytest.approx(max(total(t) for t in trees), abs=1e-4)


def test_single_word_is_the_root() -> None:
    """A sentence of one word needs no scores."""
    assert best_tree(np.zeros((1, 2), np.float32)) == [-1]


def test_long_cycles_are_broken() -> None:
    """Words that all prefer one another in a ring still give one tree."""
    n = 60
    scores = np.full((n, n + 1), -5, np.float32)
    for word in range(n):
        scores[word, (word + 1) % n + 1] = 5
    assert _is_tree(best_tree(scores))
