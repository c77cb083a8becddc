"""Who is who: the actors of a report, and the speakers of its statements.

``resolve_actors`` serves the reading of reports; ``resolve_mentions`` answers for given mentions, for scoring.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from onrecord.model.dossier import Actor, AttributionStep, Statement
from onrecord.model.ids import fact_id
from onrecord.model.reading import Reading
from onrecord.model.span import Span, TokenRange, hull
from onrecord.resolve.clusters import Cluster, Clusters, pronoun_of
from onrecord.resolve.describe import full_description, words_of
from onrecord.resolve.mentions import Mention, close_to_head, find_mentions, is_plural, phrase_heads, tokens_of
from onrecord.resolve.ranker import Setting, choose

_NARRATOR = "narrator"


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
    cast = _Cast(reading, statements, spans)
    ids, actors = _actors(reading, cast, spans)
    resolved = []
    for statement in statements:
        found = cast.of_span(statement.speaker_span) if statement.speaker_span else []
        steps = tuple(_step(step, cast, ids) for step in statement.attribution)
        certainty = min((c.certainty for c in found), default=1.0)
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
    cast = _Cast(reading, (), spans)
    numbers: dict[int, int] = {}
    answers: list[int | None] = []
    for span in spans:
        found = cast.of_span(span)[:1]
        answers.append(numbers.setdefault(id(found[0]), len(numbers)) if found else None)
    return answers


def _step(step: AttributionStep, cast: _Cast, ids: dict[int, str]) -> AttributionStep:
    found = cast.of_span(step.span)
    return replace(step, actor=ids.get(id(found[0])) if found else None)


class _Cast:
    """Everybody a page mentions."""

    def __init__(self, reading: Reading, statements: Sequence[Statement], wanted: Iterable[Span]) -> None:
        self._reading = reading
        wanted = list(wanted)
        self._mentions = find_mentions(reading, wanted)
        self._wanted_heads = {head for span in wanted for head in phrase_heads(reading, span)}
        self._contents = _direct_contents(reading, statements)
        self._build = Clusters(reading)
        pairs = [
            (tokens, head)
            for s in statements
            if s.speaker_span and (whole := hull(s.content)) and (tokens := tokens_of(reading, whole))
            for head in phrase_heads(reading, s.speaker_span)[:1]
        ]
        self._setting = Setting(reading, pairs)
        self._unspoken: list[Mention] = []
        # Names first: a description may stand before the name it belongs to ("news agency Interfax").
        for mention in sorted(self._mentions, key=lambda m: m.form != "name"):
            self._place(mention)
        for mention in self._unspoken:
            self._place_first_person(mention)

    @property
    def clusters(self) -> list[Cluster]:
        """All actors, in the order in which they were met."""
        return [c for c in self._build.clusters if c.mentions]

    def of_span(self, span: Span) -> list[Cluster]:
        """Return whom a phrase means: several where names are joined."""
        found: list[Cluster] = []
        heads = phrase_heads(self._reading, span)
        name = self._name_after_comma(span, heads[0]) if len(heads) == 1 else None
        if name is not None:
            return [name]
        for head in heads:
            cluster = self._of_head(head)
            if cluster is not None and cluster not in found:
                found.append(cluster)
        return found

    def _name_after_comma(self, span: Span, head: int) -> Cluster | None:
        """Return the person whose name ends a phrase about one person: "the best known of the leaders, Ali Bako"."""
        tokens = tokens_of(self._reading, span)
        reading = self._reading
        if tokens is None or (head in self._build.of_head and self._build.of_head[head].named):
            return None
        last = next((m for m in self._mentions if m.tokens.last == tokens.last and m.label == "Person"), None)
        before = last.tokens.first - 1 if last else -1
        if last is None or before <= head or reading.page.word(before) != "," or is_plural(reading, head):
            return None
        return self._build.of_head.get(last.head)

    def _of_head(self, head: int) -> Cluster | None:
        of_head = self._build.of_head
        named = self._build.name_of(head) if self._reading.upos[head] != "PRON" else None
        if named is not None:
            return named
        if head in of_head:
            return of_head[head]
        inside = [m for m in self._mentions if m.tokens.first <= head < m.tokens.last and m.head in of_head]
        if inside:
            return of_head[inside[0].head]
        close = sorted(close_to_head(self._reading, head))
        return next((of_head[t] for t in close if t in of_head and of_head[t].kind != "person"), None)

    def _place(self, mention: Mention) -> None:
        if mention.form == "name":
            self._build.add_name(mention)
            if mention.head not in self._build.of_head and mention.head in self._wanted_heads:
                self._build.add_description(mention)
        elif mention.form == "nominal":
            self._build.add_description(mention)
        else:
            self._place_pronoun(mention)

    def _place_pronoun(self, mention: Mention) -> None:
        reading = self._reading
        person, _, _ = pronoun_of(reading, mention)
        word = reading.page.word(mention.head).lower()
        if person == 1:
            self._unspoken.append(mention)
            return
        if word in ("who", "which"):
            antecedent = self._relative(mention)
            if antecedent is not None:
                self._take(antecedent, mention, 1.0)
            return
        if reading.deprels[mention.head] == "expl":
            return
        chosen = choose(self._setting, mention, self._build.clusters)
        if chosen is not None:
            self._take(chosen[0], mention, chosen[1])

    def _relative(self, mention: Mention) -> Cluster | None:
        """Return whom "who" goes back to: the noun its clause hangs on."""
        token = mention.head
        for _ in range(6):
            if self._reading.deprels[token].startswith("acl"):
                return self._of_head(self._reading.heads[token])
            token = self._reading.heads[token]
            if token < 0:
                return None
        return None

    def _place_first_person(self, mention: Mention) -> None:
        """In direct speech "I" is the speaker; elsewhere it is whoever writes."""
        word = self._reading.page.word(mention.head).lower()
        speaker = next((head for tokens, head in self._contents if tokens.first <= mention.head < tokens.last), None)
        if speaker is not None:
            cluster = self._of_head(speaker)
            if cluster is not None and (word in ("i", "me", "my", "mine", "myself") or cluster.kind != "person"):
                self._take(cluster, mention, 0.9)
            return
        kind = _NARRATOR if word in ("i", "me", "my", "mine", "myself") else _NARRATOR + "s"
        own = next((c for c in self._build.clusters if c.entry is None and c.sector == kind), None)
        if own is None:
            own = Cluster("person" if kind == _NARRATOR else "group", sector=kind, plural=kind != _NARRATOR)
            self._build.clusters.append(own)
        self._take(own, mention, 0.8)

    def _take(self, cluster: Cluster, mention: Mention, certainty: float) -> None:
        cluster.mentions.append(mention)
        cluster.certainty = (
            min(cluster.certainty, certainty) if mention.head in self._wanted_heads else cluster.certainty
        )
        self._build.of_head[mention.head] = cluster


def _direct_contents(reading: Reading, statements: Sequence[Statement]) -> list[tuple[TokenRange, int]]:
    """Return content and speaker's head token of every piece of direct speech, the innermost first."""
    found = []
    for statement in statements:
        if statement.form == "indirect" or statement.speaker_span is None:
            continue
        heads = phrase_heads(reading, statement.speaker_span)
        for span in statement.content:
            tokens = tokens_of(reading, span)
            if tokens and heads:
                found.append((tokens, heads[0]))
    return sorted(found, key=lambda pair: pair[0].last - pair[0].first)


def _actors(reading: Reading, cast: _Cast, spans: Sequence[Span]) -> tuple[dict[int, str], tuple[Actor, ...]]:
    """Return ids by cluster, and the actors: all that are named, and the unnamed who speak or pass words on."""
    speaking = {id(c) for span in spans for c in cast.of_span(span)}
    listed: list[tuple[Cluster, list[Span]]] = []
    for cluster in cast.clusters:
        if not cluster.named and id(cluster) not in speaking:
            continue
        mentions = sorted(m.head for m in cluster.mentions)
        by_head = {m.head: reading.page.cover(m.tokens) for m in cluster.mentions}
        listed.append((cluster, [by_head[h] for h in mentions]))
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
    sector = None if cluster.sector in (_NARRATOR, _NARRATOR + "s") else cluster.sector
    kinds = ("person", "state", "government", "organisation", "armed_group", "group", "office")
    return Actor(
        id=own_id,
        name=_full_name(reading, cluster, phrases),
        kind=cluster.kind if cluster.kind in kinds else "group",  # type: ignore[arg-type]
        country=cluster.country,
        sector=sector,
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
    return described[0] if described else words_of(reading, cluster.mentions[0])
