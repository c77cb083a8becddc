"""Deadlocks: two parties that take opposed stances on one issue, in one report or across several."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from onrecord.codebook.issue_clusters import cluster_issues
from onrecord.codebook.issues import are_opposed
from onrecord.model.dossier import Actor, Position

_STATES = frozenset({"state", "government"})


@dataclass(frozen=True, slots=True)
class Deadlock:
    """Two parties with opposed stances on one issue."""

    #: A short noun phrase, the shortest of the positions' own.
    issue: str
    #: Keys of the two parties, in the order of their positions.
    parties: tuple[str, str]
    #: The positions that oppose one another, the surest pair of the two parties on this issue.
    positions: tuple[Position, Position]


def key_of_party(actor: Actor) -> str:
    """Return what tells parties apart across reports: a state's code, whoever speaks for it; else the name.

    >>> key_of_party(Actor(id="a1", name="Nairobi", kind="government", country="KEN"))
    'KEN'
    """
    if actor.kind in _STATES and actor.country:
        return actor.country
    return " ".join(actor.name.removeprefix("the ").removeprefix("The ").split()).lower()


def deadlocks(
    positions: Sequence[Position], actors: Mapping[str, Actor], *, key: Callable[[Actor], str] = key_of_party
) -> list[Deadlock]:
    """Return the deadlocks among some positions, one for each pair of parties on each issue.

    Args:
        positions: Positions of one report or of several; those of several need ids of actors that differ.
        actors: The actors of all those reports by id.
        key: Tells which actors are one party: ``key_of_party``, or what matched the actors of several reports.

    Returns:
        In the order of the first position that each rests on. Issues are compared by ``cluster_issues``.
    """
    numbers = cluster_issues([position.issue for position in positions])
    by_issue: dict[int, list[Position]] = {}
    for position, number in zip(positions, numbers, strict=True):
        if position.party in actors and position.issue:
            by_issue.setdefault(number, []).append(position)
    found = []
    for group in by_issue.values():
        named = {a for p in group for a in (p.party, *p.toward) if a in actors}
        found.extend(_in_group(group, {a: key(actors[a]) for a in named}))
    order = {position.id: n for n, position in reversed(list(enumerate(positions)))}
    return sorted(found, key=lambda d: tuple(order[p.id] for p in d.positions))


def _in_group(group: Sequence[Position], parties: Mapping[str, str]) -> list[Deadlock]:
    """Return the deadlocks among positions on one issue."""
    issue = min((position.issue for position in group), key=len)
    best: dict[frozenset[str], tuple[Position, Position]] = {}
    for n, later in enumerate(group):
        for earlier in group[:n]:
            pair = frozenset({parties[earlier.party], parties[later.party]})
            if len(pair) == 2 and _oppose(earlier, later, parties):
                known = best.get(pair)
                if known is None or _sureness(earlier, later) > _sureness(*known):
                    best[pair] = (earlier, later)
    return [Deadlock(issue, (parties[one.party], parties[other.party]), (one, other)) for one, other in best.values()]


def _oppose(one: Position, other: Position, parties: Mapping[str, str]) -> bool:
    """Tell whether two positions oppose one another; a threat opposes only those whom it is made to, where it says."""
    for threat, rival in ((one, other), (other, one)):
        meant = {parties.get(actor) for actor in threat.toward}
        if threat.stance == "threatens" and meant and parties[rival.party] not in meant:
            return False
    return are_opposed(one.stance, other.stance)


def _sureness(one: Position, other: Position) -> float:
    return one.confidence * other.confidence
