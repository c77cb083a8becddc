"""Which issues are one, by their words: for positions of one report or of many."""

from __future__ import annotations

from collections.abc import Sequence

from onrecord.codebook.issues import stems_of

#: Least share of their keys that two issues have in common to be one.
_ALIKE = 0.6


def cluster_issues(issues: Sequence[str]) -> list[int]:
    """Return a number for each issue, equal where they are one issue by their words.

    Two issues are one where they share three fifths of their keys (see ``stems_of``), or where one has at least two
    keys and the other has them all; a key that is no country's must be among those shared. They never are where both
    name countries and share none. Numbers count from 0 in order of first use.

    >>> cluster_issues(["Ukraine's NATO membership", "sanctions on Iran", "Ukrainian accession to NATO"])
    [0, 1, 0]
    """
    keys = [stems_of(issue) for issue in issues]
    numbers: list[int] = []
    firsts: list[int] = []
    holders: dict[str, list[int]] = {}
    for n, own in enumerate(keys):
        near = sorted({number for key in own if key[0] != "@" for number in holders.get(key, ())})
        shares = {number: _alike(own, keys[firsts[number]]) for number in near}
        best = max(shares, key=lambda number: (shares[number], -number), default=None)
        if best is None or shares[best] < _ALIKE:
            same = next((m for m in range(n) if issues[m] == issues[n]), None) if not own else None
            best = len(firsts) if same is None else numbers[same]
            if same is None:
                firsts.append(n)
                for key in own:
                    holders.setdefault(key, []).append(best)
        numbers.append(best)
    return numbers


def _alike(one: frozenset[str], other: frozenset[str]) -> float:
    """Return what share of their keys two issues have in common; 0 where their countries differ."""
    lands, others = ({key for key in keys if key[0] == "@"} for keys in (one, other))
    if lands and others and lands.isdisjoint(others):
        return 0.0
    if min(len(one), len(other)) >= 2 and (one <= other or other <= one):
        return 1.0
    return len(one & other) / len(one | other)
