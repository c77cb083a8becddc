"""Things put together by the average of what is known of their pairs, the surest pair first."""

from __future__ import annotations

import heapq
from collections.abc import Callable, Iterable, Mapping, Sequence


def link_average(
    n: int,
    scores: Mapping[tuple[int, int], float],
    threshold: float,
    *,
    together: Iterable[Sequence[int]] = (),
    may_join: Callable[[int, int], bool] | None = None,
) -> list[list[int]]:
    """Return groups of the numbers 0 to n - 1.

    Two groups join while the mean score over all pairs between them is the threshold or more; the greatest mean goes
    first. A pair without a score counts 0.

    Args:
        n: How many things there are.
        scores: Score, 0 to 1, of pairs (i, j) with i < j.
        threshold: Least mean score.
        together: Groups to begin with.
        may_join: Asked of two members of two groups before these join; members judged apart are each asked about.
    """
    members: dict[int, list[int]] = {i: [i] for i in range(n)}
    sums: dict[int, dict[int, float]] = {i: {} for i in range(n)}
    for (i, j), score in scores.items():
        sums[i][j] = sums[j][i] = score
    for group in together:
        for other in group[1:]:
            _merge(members, sums, _owner(members, group[0]), _owner(members, other))
    waiting = [(-_mean(members, sums, i, j), i, j) for i in sums for j in sums[i] if i < j]
    waiting = [entry for entry in waiting if -entry[0] >= threshold]
    heapq.heapify(waiting)
    while waiting:
        mean, i, j = heapq.heappop(waiting)
        if i not in members or j not in members or j not in sums[i] or -mean != _mean(members, sums, i, j):
            continue
        if may_join is not None and not all(may_join(a, b) for a in members[i] for b in members[j]):
            continue
        _merge(members, sums, i, j)
        for other in sums[i]:
            now = _mean(members, sums, i, other)
            if now >= threshold:
                heapq.heappush(waiting, (-now, min(i, other), max(i, other)))
    return [sorted(group) for group in members.values()]


def _mean(members: Mapping[int, Sequence[int]], sums: Mapping[int, Mapping[int, float]], i: int, j: int) -> float:
    return sums[i][j] / (len(members[i]) * len(members[j]))


def _owner(members: Mapping[int, Sequence[int]], one: int) -> int:
    if one in members and one in members[one]:
        return one
    return next(owner for owner, group in members.items() if one in group)


def _merge(members: dict[int, list[int]], sums: dict[int, dict[int, float]], keep: int, gone: int) -> None:
    if keep == gone:
        return
    members[keep].extend(members.pop(gone))
    for other, total in sums.pop(gone).items():
        del sums[other][gone]
        if other != keep:
            sums[keep][other] = sums[other][keep] = sums[keep].get(other, 0.0) + total
