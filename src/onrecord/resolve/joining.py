"""Descriptions of one power put together: "the army" and "the soldiers" of a country, "the rebels" of a report."""

from __future__ import annotations

from collections.abc import Sequence

from onrecord.model.reading import Reading
from onrecord.resolve.cluster import Cluster
from onrecord.resolve.clusters import Clusters
from onrecord.resolve.kinds import singular

#: Nouns that mean the same power where the country is the same.
_SAME: dict[str, str] = {
    **dict.fromkeys(("army", "military", "troop", "soldier"), "army"),
    **dict.fromkeys(("rebel", "insurgent", "guerrilla", "separatist"), "rebels"),
    **dict.fromkeys(("police",), "police"),
    **dict.fromkeys(("government", "authority", "administration"), "government"),
}
#: Words that make another of it.
_OTHERS = frozenset(
    "a an some several many other another former local regional provincial interim parallel new incoming previous next"
    " his her its their our my your two both three four five dozens hundreds thousands more".split()
)


def join_powers(reading: Reading, build: Clusters) -> None:
    """Put together the unnamed descriptions of one army, police or government, and the rebels with their one name.

    Args:
        reading: The page.
        build: Everybody it mentions, with countries; changed.
    """
    first: dict[tuple[str, str | None], Cluster] = {}
    for cluster in list(build.clusters):
        power = _power(reading, cluster)
        if power is None:
            continue
        if power == "rebels":
            named = _only_rebels(build.clusters, cluster.country)
            if named is not None:
                build.merge(named, cluster)
                continue
        elif cluster.country is None:
            continue
        kept = first.setdefault((power, cluster.country), cluster)
        if kept is not cluster:
            build.merge(kept, cluster)


def _power(reading: Reading, cluster: Cluster) -> str | None:
    """Return what power an unnamed actor is by all its descriptions; None where one tells otherwise."""
    described = [m for m in cluster.mentions if m.form == "nominal"]
    if cluster.named or not described or any(m.form == "name" for m in cluster.mentions):
        return None
    powers = {_SAME.get(singular(reading.page.word(m.head).lower())) for m in described}
    words = {reading.page.word(t).lower() for m in described for t in range(*m.tokens)}
    counted = any(reading.upos[t] == "NUM" for m in described for t in range(*m.tokens))
    return powers.pop() if len(powers) == 1 and not words & _OTHERS and not counted else None


def _only_rebels(clusters: Sequence[Cluster], country: str | None) -> Cluster | None:
    """Return the one armed group that a report names, unless it is of another country."""
    groups = [c for c in clusters if c.kind == "armed_group" and c.named]
    if len(groups) != 1 or (country and groups[0].country and country != groups[0].country):
        return None
    return groups[0]
