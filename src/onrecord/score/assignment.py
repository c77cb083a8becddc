"""One-to-one matching between gold and predicted items."""

from __future__ import annotations

from collections.abc import Sequence


def match_pairs(edges: Sequence[tuple[float, int, int]]) -> dict[int, int]:
    """Match as many gold items as can be, each to one prediction, better pairs first.

    Args:
        edges: (weight, gold number, prediction number) of every pair that may match; a larger weight is better.

    Returns:
        Gold number to prediction number: a matching with the largest number of pairs.

    >>> match_pairs([(0.9, 0, 0), (0.8, 1, 0), (0.6, 0, 1)])
    {0: 1, 1: 0}
    """
    options: dict[int, list[int]] = {}
    for _, gold, found in sorted(edges, key=lambda edge: (-edge[0], edge[1], edge[2])):
        options.setdefault(gold, []).append(found)
    taken: dict[int, int] = {}

    def place(gold: int, seen: set[int]) -> bool:
        for found in options[gold]:
            if found in seen:
                continue
            seen.add(found)
            if found not in taken or place(taken[found], seen):
                taken[found] = gold
                return True
        return False

    for gold in options:
        place(gold, set())
    return dict(sorted((gold, found) for found, gold in taken.items()))


def best_total(weights: Sequence[Sequence[float]]) -> float:
    """Return the largest sum of weights of a one-to-one assignment of rows to columns.

    The Hungarian method with potentials, in O(rows² · columns) steps. Rows and columns that pair with nothing of weight
    should be left out by the caller where there are many.

    Args:
        weights: Non-negative weights, shape (n_rows, n_columns).

    >>> best_total([[4.0, 3.0], [3.0, 0.0]])
    6.0
    """
    if not weights or not weights[0]:
        return 0.0
    rows = [list(row) for row in (weights if len(weights) <= len(weights[0]) else zip(*weights, strict=True))]
    n_rows, n_columns = len(rows), len(rows[0])
    row_price, column_price = [0.0] * (n_rows + 1), [0.0] * (n_columns + 1)
    owner, way = [0] * (n_columns + 1), [0] * (n_columns + 1)
    for row in range(1, n_rows + 1):
        owner[0], column = row, 0
        slack, done = [float("inf")] * (n_columns + 1), [False] * (n_columns + 1)
        while owner[column]:
            done[column] = True
            current, step, following = owner[column], float("inf"), 0
            for other in range(1, n_columns + 1):
                if done[other]:
                    continue
                cost = -rows[current - 1][other - 1] - row_price[current] - column_price[other]
                if cost < slack[other]:
                    slack[other], way[other] = cost, column
                if slack[other] < step:
                    step, following = slack[other], other
            for other in range(n_columns + 1):
                if done[other]:
                    row_price[owner[other]] += step
                    column_price[other] -= step
                else:
                    slack[other] -= step
            column = following
        while column:
            owner[column], column = owner[way[column]], way[column]
    return float(sum(rows[owner[c] - 1][c - 1] for c in range(1, n_columns + 1) if owner[c]))
