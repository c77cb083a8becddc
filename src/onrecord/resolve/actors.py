"""Who is who: the actors of a report, and the speakers of its statements.

``resolve_actors`` serves the reading of reports; ``resolve_mentions`` answers for given mentions, for scoring.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from onrecord.model.dossier import Actor, AttributionStep, Statement
from onrecord.model.ids import fact_id
from onrecord.model.reading import Reading
from onrecord.model.span import Span
from onrecord.resolve.cast import Cast
from onrecord.resolve.clusters import Cluster
from onrecord.resolve.describe import full_description, words_of
from onrecord.resolve.mentions import phrase_heads, tokens_of


def resolve_actors(
    reading: Reading, statements: Sequence[Statement]
) -> tuple[tuple[Actor, ...], tuple[Statement, ...]]:
    """Find the actors of a report and say who made each statement and who passed it on.

    Args:
        reading: The page as read.
        statements: Statements with the words for their speakers, not yet resolved.

    Returns:
        The actors in text order of their first mention, and the statements with ``speakers`` and the actors of
        ``attribution`` filled in. A speaker that cannot be told is left out.
    """
    spans = [s.speaker_span for s in statements if s.speaker_span] + [a.span for s in statements for a in s.attribution]
    cast = Cast(reading, statements, spans)
    ids, actors = _actors(reading, cast, spans)
    resolved = []
    for statement in statements:
        found = cast.of_span(statement.speaker_span) if statement.speaker_span else []
        steps = tuple(_step(step, cast, ids) for step in statement.attribution)
        certainty = cast.certainty_of(statement.speaker_span) if statement.speaker_span else 1.0
        resolved.append(
            replace(
                statement,
                speakers=tuple(dict.fromkeys(ids[id(c)] for c in found if id(c) in ids)),
                attribution=steps,
                confidence=round(statement.confidence * certainty, 4),
            )
        )
    return actors, tuple(resolved)


def resolve_mentions(reading: Reading, spans: Sequence[Span]) -> list[int | None]:
    """Return for each given mention a number that mentions of the same actor share; None where it means nobody.

    All spans are taken for mentions, whatever the network says of them.
    """
    cast = Cast(reading, (), spans)
    numbers: dict[int, int] = {}
    answers: list[int | None] = []
    for span in spans:
        found = cast.of_span(span)[:1]
        answers.append(numbers.setdefault(id(found[0]), len(numbers)) if found else None)
    return answers


def _step(step: AttributionStep, cast: Cast, ids: dict[int, str]) -> AttributionStep:
    found = cast.of_span(step.span)
    return replace(step, actor=ids.get(id(found[0])) if found else None)


def _actors(reading: Reading, cast: Cast, spans: Sequence[Span]) -> tuple[dict[int, str], tuple[Actor, ...]]:
    """Return ids by cluster, and the actors: all that are named, and the unnamed who speak or pass words on."""
    speaking = {id(c) for span in spans for c in cast.of_span(span)}
    listed: list[tuple[Cluster, list[Span]]] = []
    for cluster in cast.clusters:
        if not cluster.named and id(cluster) not in speaking:
            continue
        places = {reading.page.cover(m.tokens) for m in cluster.mentions} | set(cluster.outside)
        listed.append((cluster, sorted(places)))
    listed.sort(key=lambda pair: pair[1][0])
    states = {c.country: m[0] for c, m in reversed(listed) if c.kind == "state" and c.country}
    ids = {id(c): fact_id(reading.page.report.id, "actor", m[0]) for c, m in listed}
    phrases = _phrase_ends(reading, spans)
    actors = tuple(
        _actor(reading, cluster, mentions, ids[id(cluster)], states, phrases) for cluster, mentions in listed
    )
    return ids, actors


def _phrase_ends(reading: Reading, spans: Iterable[Span]) -> dict[int, int]:
    """Return for the head of each phrase the token after the phrase; none where names are joined."""
    ends: dict[int, int] = {}
    for span in spans:
        heads, tokens = phrase_heads(reading, span), tokens_of(reading, span)
        if len(heads) == 1 and tokens is not None:
            ends[heads[0]] = max(ends.get(heads[0], 0), tokens.last)
    return ends


def _actor(
    reading: Reading,
    cluster: Cluster,
    mentions: list[Span],
    own_id: str,
    states: dict[str, Span],
    phrases: Mapping[int, int],
) -> Actor:
    state = states.get(cluster.country or "")
    speaks_for = cluster.kind == "government" and state is not None
    kinds = ("person", "state", "government", "organisation", "armed_group", "group", "office")
    return Actor(
        id=own_id,
        name=_full_name(reading, cluster, phrases),
        kind=cluster.kind if cluster.kind in kinds else "group",  # type: ignore[arg-type]
        country=cluster.country,
        sector=cluster.sector,
        title=max(cluster.titles, key=len, default=None),
        same_as=fact_id(reading.page.report.id, "actor", state) if speaks_for and state else None,
        mentions=tuple(mentions),
        confidence=round(cluster.certainty, 4),
    )


def _full_name(reading: Reading, cluster: Cluster, phrases: Mapping[int, int]) -> str:
    if cluster.names:
        if cluster.entry is not None and cluster.entry.kind == "government":
            return cluster.entry.name if cluster.entry.name in cluster.names else min(cluster.names, key=len)
        return max(cluster.names, key=lambda name: (len(name.split()), len(name)))
    described = [full_description(reading, m, phrases.get(m.head, 0)) for m in cluster.mentions if m.form != "pronoun"]
    described.sort(key=len, reverse=True)
    return described[0] if described else words_of(reading, min(cluster.mentions, key=lambda m: m.head))
