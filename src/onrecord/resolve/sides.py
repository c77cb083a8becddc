"""For whom each actor speaks: his state, his government, the body or the armed group he belongs to."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from onrecord.codebook.actors import BODY_CODES
from onrecord.model.reading import Reading
from onrecord.resolve.cluster import Cluster
from onrecord.resolve.mentions import Mention

#: Sectors whose people speak for their state.
_OF_STATE = frozenset({"GOV", "MIL", "SPY", "COP"})
#: Sectors of armed groups.
_ARMED = frozenset({"REB", "UAF"})
#: Sectors whose people stand for themselves; only a spokesman stands for the house.
_OWN_MEN = frozenset({"LEG", "JUD", "EDU", "JRN", "MED", "CVL", "REL", "ELI"})
#: The body that a code stands for, by its name in the code book.
_BODY_OF = {"UNO": "United Nations", "NATO": "NATO", "EUR": "European Union"}
_SPOKESMEN = frozenset({"spokesman", "spokeswoman", "spokesperson", "press secretary", "official", "representative"})
#: Relations by which a state hangs in a sentence that does something, or to which something is done.
_OF_ACTORS = frozenset({"nsubj", "obj", "iobj", "conj", "poss", "obl"})
_LOCATIVE = frozenset({"in", "at", "near", "from", "across", "into", "inside", "outside", "over", "through"})
#: Tokens before a name in which its preposition may stand.
_NEAR = 3
#: How often somebody may speak for one who speaks for another.
_DEPTH = 4


def sides_of(
    reading: Reading, clusters: Sequence[Cluster], ids: Mapping[int, str], acting: Collection[int]
) -> dict[str, str]:
    """Return for each listed actor whom he speaks for; left out are those who speak for themselves.

    Args:
        reading: The page.
        clusters: The actors in the making, with country, sector and body.
        ids: Ids of those that the dossier lists, by ``id`` of the cluster.
        acting: Those who speak or take part in events, by ``id`` of the cluster.
    """
    listed = [c for c in clusters if id(c) in ids]
    powers = [c for c in listed if id(c) in acting or _is_power(reading, c)]
    sides = _Sides(listed, powers)
    found: dict[str, str] = {}
    for cluster in listed:
        side = sides.side(cluster)
        if side is not cluster:
            found[ids[id(cluster)]] = ids[id(side)]
    return found


def _is_power(reading: Reading, cluster: Cluster) -> bool:
    """Tell whether a report tells of a state or a body, and not only of a place or of what lies there.

    A capital must speak or act itself: it is named for what happens there as often as for its government.
    """
    if cluster.kind == "government":
        return cluster.entry is None
    roots = [m.root for m in cluster.mentions if not _is_place(reading, m)]
    relations = {reading.deprels[root].removeprefix("nmod:").split(":")[0] for root in roots}
    return len(cluster.mentions) > 1 or bool(relations & _OF_ACTORS)


def _is_place(reading: Reading, mention: Mention) -> bool:
    """Tell whether a name stands where something is: "in Freedonia", "from Port Bell"."""
    before = range(max(0, mention.tokens.first - _NEAR), mention.tokens.first)
    cases = {reading.page.word(t).lower() for t in before if reading.deprels[t] == "case"}
    return reading.deprels[mention.root].split(":")[0] in ("obl", "nmod") and bool(cases & _LOCATIVE)


class _Sides:
    def __init__(self, listed: Sequence[Cluster], powers: Sequence[Cluster]) -> None:
        self._listed = listed
        #: States, governments and bodies that the report tells of as such.
        self._powers = powers
        self._known = {id(c) for c in listed}

    def side(self, actor: Cluster, depth: int = _DEPTH) -> Cluster:
        """Return for whom an actor speaks, among the listed."""
        if actor.kind != "person" or depth == 0:
            return actor
        body = self._body(actor)
        if body is not None and body.kind == "person":
            return self.side(body, depth - 1)
        if actor.country in BODY_CODES or actor.sector == "IGO":
            found = None if actor.sector == "MIL" else self._told(body) or self._main(actor.country)
        elif actor.sector in _OF_STATE:
            found = self._most("state", actor.country) or body or self._most("government", actor.country)
        elif actor.sector in _ARMED:
            found = body or self._only("armed_group", actor.country)
        elif actor.sector in _OWN_MEN:
            found = body if actor.post in _SPOKESMEN else None
        else:
            found = body
        return found if found is not None else actor

    def _body(self, actor: Cluster) -> Cluster | None:
        """Return the listed body that somebody belongs to; one that the report only describes leads to its own."""
        named = self._entry(actor.body_name)
        if named is not None:
            return named
        body = actor.body
        for _ in range(_DEPTH):
            if body is None or id(body) in self._known:
                return body
            body = body.body
        return None

    def _entry(self, name: str | None) -> Cluster | None:
        if name is None:
            return None
        return next((c for c in self._listed if c.entry is not None and c.entry.name == name), None)

    def _told(self, body: Cluster | None) -> Cluster | None:
        """Return a body where the report tells of it as such, not only in a title."""
        return body if body is None or any(body is power for power in self._powers) else None

    def _main(self, code: str | None) -> Cluster | None:
        """Return the body that a code stands for, where the report tells of it as such."""
        name = _BODY_OF.get(code or "")
        return next((c for c in self._powers if c.entry is not None and c.entry.name == name), None)

    def _of(self, kind: str, country: str | None) -> list[Cluster]:
        return [c for c in self._listed if c.kind == kind and c.country == country and country is not None]

    def _most(self, kind: str, country: str | None) -> Cluster | None:
        own = [c for c in self._powers if c.kind == kind and c.country == country and country is not None]
        return max(own, key=lambda c: len(c.mentions), default=None)

    def _only(self, kind: str, country: str | None) -> Cluster | None:
        found = self._of(kind, country)
        return found[0] if len(found) == 1 else None
