"""Kinds set right once all mentions are known: "the parties" are a group, "the soldiers" an army, "fighters" a band."""

from __future__ import annotations

from onrecord.codebook.actors import find_role
from onrecord.model.reading import Reading
from onrecord.resolve.cluster import Cluster

#: Nouns for the forces of a state, which are a body also where only some of them are meant.
_FORCES = frozenset("troop soldier force peacekeeper marine commando serviceman trooper airman gunner".split())
#: Nouns for those who fight for no state.
_BANDS = frozenset(
    "fighter guerrilla rebel insurgent militant gunman mercenary terrorist separatist extremist militiaman jihadist"
    " militia paramilitary".split()
)
#: Words in the name of a body that make it part of a government.
_OF_GOVERNMENT = frozenset({"ministry", "department", "embassy", "consulate", "secretariat"})
#: Nouns for a government that the table of offices holds for something wider.
_GOVERNMENTS = frozenset({"authorities", "leadership", "office", "authority"})
_MEN = "men"


def set_kind(reading: Reading, cluster: Cluster) -> None:
    """Set the kind of an actor, and its sector where the kind tells it."""
    if cluster.named:
        words = {word for name in cluster.names for word in name.lower().split()}
        if cluster.kind == "organisation" and cluster.entry is None and words & _OF_GOVERNMENT:
            cluster.kind, cluster.sector = "government", cluster.sector or "GOV"
        return
    nouns = [reading.page.word(m.head).lower() for m in cluster.mentions if m.form == "nominal"]
    if not nouns:
        return
    bare = {singular(noun) for noun in nouns}
    several = all(is_plural_word(noun) for noun in nouns)
    if bare & _FORCES and several:
        cluster.kind, cluster.sector = "organisation", cluster.sector or "MIL"
    elif bare & _BANDS and several:
        cluster.kind, cluster.sector = "armed_group", "REB"
    elif set(nouns) & _GOVERNMENTS and cluster.kind in ("group", "office", "organisation", "government"):
        cluster.kind, cluster.sector = "government", cluster.sector or "GOV"
    elif several and cluster.kind in ("organisation", "state", "person"):
        cluster.kind = "group"
    elif cluster.kind == "group" and cluster.sector is None and not several:
        role = find_role(" ".join(nouns[:1]))
        cluster.kind = "person" if role is not None and role.kind == "person" else cluster.kind


def is_plural_word(noun: str) -> bool:
    """Tell whether a noun of a description is in the plural: "parties", "fishermen"; bodies' names are none."""
    return noun.endswith(_MEN) or noun == "people" or (noun.endswith("s") and singular(noun) != noun)


def singular(noun: str) -> str:
    """Return the singular of a noun; the noun itself where it has no plural ending.

    >>> singular("parties"), singular("gunmen"), singular("police"), singular("press")
    ('party', 'gunman', 'police', 'press')
    """
    if noun.endswith(_MEN):
        return noun.removesuffix(_MEN) + "man"
    if noun.endswith("ies"):
        return noun.removesuffix("ies") + "y"
    return noun.removesuffix("s") if noun.endswith("s") and not noun.endswith(("ss", "us", "is")) else noun
