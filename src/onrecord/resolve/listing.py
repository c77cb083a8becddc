"""Actors in the making turned into the actors of a dossier."""

from __future__ import annotations

from collections.abc import Sequence

from onrecord.model.dossier import Actor
from onrecord.model.ids import fact_id
from onrecord.model.reading import Reading
from onrecord.model.span import Span, TokenRange
from onrecord.resolve.cluster import Cluster, words_of
from onrecord.resolve.mentions import phrase_heads, tokens_of

#: Tokens of the longest description that serves as a name.
_LONGEST_DESCRIPTION = 14


def list_actors(
    reading: Reading, clusters: Sequence[Cluster], spoken: Sequence[tuple[Span, list[Cluster]]], untold: frozenset[str]
) -> tuple[dict[int, str], tuple[Actor, ...]]:
    """Return ids by cluster, and the actors: all that are named, and the unnamed who speak or pass words on.

    Args:
        reading: The page.
        clusters: Everybody it mentions.
        spoken: The words for speakers and for those who passed words on, with whom they mean.
        untold: What stands in the field for the sector where no name tells who it is.
    """
    speaking = {id(c) for _, found in spoken for c in found}
    speaking |= {id(c.body) for _, found in spoken for c in found if c.body is not None}
    phrases = _descriptions(reading, spoken)
    listed: list[tuple[Cluster, list[Span]]] = []
    for cluster in clusters:
        if not cluster.named and id(cluster) not in speaking:
            continue
        mentions = sorted(m.head for m in cluster.mentions)
        by_head = {m.head: reading.page.cover(m.tokens) for m in cluster.mentions}
        listed.append((cluster, sorted({*cluster.bylines, *(by_head[h] for h in mentions)})))
    listed.sort(key=lambda pair: pair[1][0])
    states = {c.country: m[0] for c, m in reversed(listed) if c.kind == "state" and c.country}
    ids = {id(c): fact_id(reading.page.report.id, "actor", m[0]) for c, m in listed}
    actors = tuple(
        _actor(reading, cluster, mentions, ids[id(cluster)], states, phrases.get(id(cluster)), untold)
        for cluster, mentions in listed
    )
    return ids, actors


def _descriptions(reading: Reading, spoken: Sequence[tuple[Span, list[Cluster]]]) -> dict[int, str]:
    """Return for each unnamed actor the longest words that a cue gives for him, up to a comma or a clause."""
    found: dict[int, str] = {}
    for span, clusters in spoken:
        tokens = tokens_of(reading, span)
        if len(clusters) != 1 or clusters[0].named or tokens is None:
            continue
        heads = phrase_heads(reading, span)
        last = next((t for t in range(heads[0] + 1, tokens.last) if _ends_description(reading, t)), tokens.last)
        if reading.upos[heads[0]] == "PRON" or last - tokens.first > _LONGEST_DESCRIPTION:
            continue
        words = " ".join(reading.page.cover(TokenRange(tokens.first, last)).of(reading.page.report.text).split())
        found[id(clusters[0])] = max(found.get(id(clusters[0]), ""), words, key=len)
    return found


def _ends_description(reading: Reading, token: int) -> bool:
    word = reading.page.word(token).lower()
    return word in (",", ";", ":", "(", "–", "—", "who", "which", "whose") or reading.upos[token] == "AUX"


def _actor(
    reading: Reading,
    cluster: Cluster,
    mentions: list[Span],
    own_id: str,
    states: dict[str, Span],
    words: str | None,
    untold: frozenset[str],
) -> Actor:
    state = states.get(cluster.country or "")
    speaks_for = cluster.kind == "government" and state is not None
    sector = None if cluster.sector in untold else cluster.sector
    kinds = ("person", "state", "government", "organisation", "armed_group", "group", "office")
    return Actor(
        id=own_id,
        name=words or _full_name(reading, cluster),
        kind=cluster.kind if cluster.kind in kinds else "group",  # type: ignore[arg-type]
        country=cluster.country,
        sector=sector,
        title=max(cluster.titles, key=len, default=None),
        same_as=fact_id(reading.page.report.id, "actor", state) if speaks_for and state else None,
        mentions=tuple(mentions),
        confidence=round(cluster.certainty, 4),
    )


def _full_name(reading: Reading, cluster: Cluster) -> str:
    if cluster.names:
        if cluster.entry is not None and cluster.entry.kind == "government":
            return cluster.entry.name if cluster.entry.name in cluster.names else min(sorted(cluster.names), key=len)
        return max(sorted(cluster.names), key=lambda name: (len(name.split()), len(name)))
    described = [words_of(reading, m) for m in cluster.mentions if m.form != "pronoun"]
    return described[0] if described else words_of(reading, cluster.mentions[0])
