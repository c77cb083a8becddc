"""Who is who: the actors of a report, and the speakers of its statements.

``resolve_actors`` serves the reading of reports; ``resolve_mentions`` answers for given mentions, for scoring.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from onrecord.codebook.actors import find_role
from onrecord.model.dossier import Actor, AttributionStep, Statement
from onrecord.model.reading import Reading
from onrecord.model.span import Span, TokenRange, hull
from onrecord.resolve.cluster import Cluster, bears, is_plural, pronoun_of
from onrecord.resolve.clusters import Clusters
from onrecord.resolve.dialogue import Turns
from onrecord.resolve.direct import direct_contents, innermost
from onrecord.resolve.introductions import introduces
from onrecord.resolve.joining import join_powers
from onrecord.resolve.learn import learn
from onrecord.resolve.listing import list_actors
from onrecord.resolve.mentions import (
    Mention,
    close_to_head,
    find_mentions,
    speaker_heads,
    tokens_of,
)
from onrecord.resolve.ranker import Setting, choose
from onrecord.resolve.sides import sides_of

#: Who writes, alone or with others, and who reads: actors of the page that it never names.
_NARRATOR, _NARRATORS, _LISTENER = "narrator", "narrators", "listener"
#: One of two who talk by turns.
_TALKER = "talker"
#: Whom a credit names; nothing of it is read.
_CREDITED = "credited"
#: Those whom no name tells, in the field for the sector while actors are gathered.
_UNTOLD = frozenset({_NARRATOR, _NARRATORS, _LISTENER, _TALKER, _CREDITED})
#: Forms of "I".
_SINGULAR = frozenset({"i", "me", "my", "mine", "myself"})
#: Sentences after which a description no longer goes back to who spoke before.
_LATELY = 3


@dataclass(frozen=True, slots=True)
class Resolved:
    """Who is who in a report."""

    #: In text order of their first mention.
    actors: tuple[Actor, ...]
    #: With ``speakers`` and the actors of ``attribution`` filled in; a speaker that cannot be told is left out.
    statements: tuple[Statement, ...]
    #: Actor ids by the words for a party of an event.
    parties: dict[Span, tuple[str, ...]]
    #: Whom an actor speaks for, both by id: his state, government, body or group. Left out: who speaks for himself.
    sides: dict[str, str] = field(default_factory=dict)


def resolve_actors(
    reading: Reading, statements: Sequence[Statement], parties: Iterable[Span] = (), hints: Iterable[Span] = ()
) -> Resolved:
    """Find the actors of a report and say who made each statement, who passed it on, and who the parties are.

    Args:
        reading: The page as read.
        statements: Statements with the words for their speakers, not yet resolved.
        parties: Words for those who take part in events.
        hints: Words that may mean one of them, to be looked up among the actors that are listed for other reasons.
        hints: Words that may mean one of them, to be looked up among the actors that are listed for other reasons.
    """
    acting = sorted(set(parties))
    spans = [s.speaker_span for s in statements if s.speaker_span] + [a.span for s in statements for a in s.attribution]
    cast = _Cast(reading, statements, spans, acting)
    cast.learn(statements)
    spoken = [(span, cast.of_span(span, cast.cues.get(span))) for span in spans]
    taking_part = {span: cast.of_span(span) for span in acting}
    spoken += [(span, found) for span, found in taking_part.items() if span not in cast.cues]
    ids, actors = list_actors(reading, cast.clusters, spoken, _UNTOLD)
    resolved = []
    for statement in statements:
        found = cast.of_span(statement.speaker_span, statement.cue_span) if statement.speaker_span else []
        steps = tuple(_step(step, cast, ids) for step in statement.attribution)
        certainty = cast.certainty_of(statement.speaker_span, statement.cue_span) if statement.speaker_span else 1.0
        resolved.append(
            replace(
                statement,
                speakers=tuple(dict.fromkeys(ids[id(c)] for c in found if id(c) in ids)),
                attribution=steps,
                confidence=round(statement.confidence * certainty, 4),
            )
        )
    taking_part |= {span: cast.of_span(span) for span in hints if span not in taking_part}
    known = {span: tuple(dict.fromkeys(ids[id(c)] for c in f if id(c) in ids)) for span, f in taking_part.items()}
    doing = {id(cluster) for _, found in spoken for cluster in found}
    return Resolved(actors, tuple(resolved), known, sides_of(reading, cast.clusters, ids, doing))


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

    def __init__(
        self,
        reading: Reading,
        statements: Sequence[Statement],
        wanted: Iterable[Span],
        parties: Iterable[Span] = (),
    ) -> None:
        self._reading = reading
        #: The cue at each speaker's words.
        self.cues = {s.speaker_span: s.cue_span for s in statements if s.speaker_span is not None}
        self._wanted_heads = {h for span in wanted for h in speaker_heads(reading, span, self.cues.get(span))}
        self._meant = self._wanted_heads | {h for span in parties for h in speaker_heads(reading, span, None)}
        self._mentions = find_mentions(reading, sorted(self._meant))
        self._firsts = [m.tokens.first for m in self._mentions]
        self._longest = max((m.tokens.last - m.tokens.first for m in self._mentions), default=0)
        self._nominals = {m.head: m for m in reversed(self._mentions) if m.form == "nominal"}
        self._spoken = innermost(direct_contents(reading, statements))
        self._build = Clusters(reading)
        self._turns = Turns(reading)
        pairs = [
            (tokens, head)
            for s in statements
            if s.speaker_span and (whole := hull(s.content)) and (tokens := tokens_of(reading, whole))
            for head in speaker_heads(reading, s.speaker_span, s.cue_span)[:1]
        ]
        self._setting = Setting(reading, pairs)
        self._unspoken: list[Mention] = []
        #: How sure the actor of a pronoun is, by its token.
        self._certainty: dict[int, float] = {}
        #: Who stands beside a speaker: his side and his listeners.
        self._of_speaker: dict[tuple[int, str], Cluster] = {}
        self._untold: dict[tuple[str, tuple[int, int]], Cluster] = {}
        # Names first: a description may stand before the name it belongs to ("news agency Interfax").
        for mention in sorted(self._mentions, key=lambda m: m.form != "name"):
            self._place(mention)
        self._introduce()
        for mention in self._unspoken:
            self._place_first_person(mention)

    @property
    def clusters(self) -> list[Cluster]:
        """All actors, in the order in which they were met."""
        return [c for c in self._build.clusters if c.mentions or c.bylines]

    def learn(self, statements: Sequence[Statement]) -> None:
        """Fill in what is known of everybody, and put the descriptions of one power together."""
        steps = (step for s in statements for step in s.attribution if step.role != "citing")
        reporting = {id(cluster) for step in steps for cluster in self.of_span(step.span)}
        learn(self._reading, self.clusters, self._build.of_token, _UNTOLD, reporting)
        join_powers(self._reading, self._build)

    def of_span(self, span: Span, cue: Span | None = None) -> list[Cluster]:
        """Return whom a phrase means: several where names are joined. A name in the furniture signs the text."""
        if tokens_of(self._reading, span) is None:
            signed = any(f.kind == "byline" and f.span.overlaps(span) for f in self._reading.page.furniture)
            author = self._outside(_NARRATOR if signed else _CREDITED, (0, 0) if signed else (span.start, span.end))
            author.names.add(span.of(self._reading.page.report.text))
            author.bylines.add(span)
            return [author]
        heads = speaker_heads(self._reading, span, cue)
        found = list(dict.fromkeys(c for head in heads if (c := self._of_head(head)) is not None))
        if len(heads) > 1 or len(found) > 1:
            return found
        if not any(c.named for c in found) or self._is_possessor(found[0], span):
            return self._in_apposition(span) or self._pair(heads[0]) or self._owner(span, cue) or found
        return found

    def certainty_of(self, span: Span, cue: Span | None) -> float:
        """Return how sure it is whom a phrase means; 1 where it holds no pronoun."""
        heads = speaker_heads(self._reading, span, cue)
        return min((self._certainty.get(head, 1.0) for head in heads), default=1.0)

    def _is_possessor(self, cluster: Cluster, span: Span) -> bool:
        """Tell whether a name inside a phrase only owns what speaks: "Ada Bell's spokesman, Carl Dorn"."""
        tokens = tokens_of(self._reading, span)
        inside = [m for m in cluster.mentions if tokens and tokens.first <= m.head < tokens.last and m.form == "name"]
        page = self._reading.page
        return bool(inside) and all(
            m.tokens.last < len(page.tokens) and page.word(m.tokens.last) in ("'s", "’s", "'", "’") for m in inside
        )

    def _pair(self, head: int) -> list[Cluster]:
        """Return the two whom "the two presidents" or "both governments" means, the last of their kind before."""
        reading = self._reading
        mention = self._nominals.get(head)
        if mention is None or not is_plural(reading, mention):
            return []
        if not {reading.page.word(t).lower() for t in range(*mention.tokens)} & {"two", "both"}:
            return []
        last = {c: place for c in self._build.clusters if (place := c.last_before(head)) is not None}
        fitting = [c for c in last if c.named and bears(c, reading.lemmas[head].lower())]
        fitting.sort(key=lambda c: last[c])
        return sorted(fitting[-2:], key=lambda c: last[c]) if len(fitting) >= 2 else []

    def _owner(self, span: Span, cue: Span | None) -> list[Cluster]:
        """Return whose thing it is that speaks: "Oduya's letter said"; none where an office or a body speaks."""
        heads = speaker_heads(self._reading, span, cue)
        if len(heads) != 1 or self._reading.upos[heads[0]] != "NOUN" or find_role(self._reading.lemmas[heads[0]]):
            return []
        for token in range(*self._near(heads[0])):
            owns = self._reading.heads[token] == heads[0] and self._reading.deprels[token] == "nmod:poss"
            if (owns or self._made_it(token, heads[0])) and token in self._build.of_head:
                return [self._build.of_head[token]]
        return []

    def _near(self, head: int) -> TokenRange:
        """Return the sentence of a token."""
        number = self._setting.sentence_of(head)
        sentences = self._reading.sentences
        return sentences[number] if 0 <= number < len(sentences) else TokenRange(head, head + 1)

    def _made_it(self, token: int, thing: int) -> bool:
        """Tell whether a name stands behind "by" after a thing: "a report by Amnesty", "a study made by the bank"."""
        reading = self._reading
        above = reading.heads[token]
        if token <= thing or not any(reading.page.word(t).lower() == "by" for t in range(thing + 1, token)):
            return False
        cluster = self._build.of_head.get(token)
        if cluster is None or not cluster.named:
            return False
        if reading.deprels[token].startswith("nmod") and above >= 0:
            return above == thing or reading.heads[above] == thing
        return reading.deprels[token].startswith("obl") and above >= 0 and reading.heads[above] == thing

    def _in_apposition(self, span: Span) -> list[Cluster]:
        """Return the person whose name ends a phrase after a comma: "the best known of them, | Ada Bell"."""
        tokens = tokens_of(self._reading, span)
        if tokens is None:
            return []
        for mention in self._starting_in(tokens):
            first, last = mention.tokens
            if mention.form != "name" or not tokens.first < first < last <= tokens.last or last < tokens.last - 1:
                continue
            while first > tokens.first and self._reading.upos[first - 1] == "PROPN":
                first -= 1  # "…, Maj. Gen. | Ada Bell"
            cluster = self._build.of_head.get(mention.head)
            if self._reading.page.word(first - 1) == "," and cluster is not None and cluster.kind == "person":
                return [cluster]
        return []

    def _starting_in(self, tokens: TokenRange) -> list[Mention]:
        """Return the mentions whose first token lies in a range."""
        return self._mentions[bisect_left(self._firsts, tokens.first) : bisect_left(self._firsts, tokens.last)]

    def _of_head(self, head: int) -> Cluster | None:
        of_head = self._build.of_head
        own = of_head.get(head)
        if own is not None and own.named and own.kind != "person" and self._reading.upos[head] != "PROPN":
            return own
        close = close_to_head(self._reading, head)
        people = [
            of_head[t] for t in sorted(close) if t in of_head and of_head[t].kind == "person" and of_head[t].named
        ]
        if people and (self._reading.upos[head] != "PRON"):
            return people[0]
        if head in of_head:
            return of_head[head]
        near = self._starting_in(TokenRange(head - self._longest, head + 1))
        inside = [m for m in near if head < m.tokens.last and m.head in of_head]
        if inside:
            return of_head[inside[0].head]
        return next((of_head[t] for t in sorted(close) if t in of_head), None)

    def _place(self, mention: Mention) -> None:
        if mention.form == "name":
            self._build.add_name(mention)
            if mention.head not in self._build.of_head and mention.head in self._meant:
                self._build.add_description(mention)
        elif mention.form == "nominal":
            self._build.add_description(mention, self._spoke_last(mention))
        else:
            self._place_pronoun(mention)

    def _spoke_last(self, mention: Mention) -> Cluster | None:
        """Return who spoke last before a description that speaks itself, a sentence or two before; None elsewhere."""
        if mention.head not in self._wanted_heads:
            return None
        before = self._setting.speaker_before(mention.head)
        if before is None or self._setting.sentence_of(mention.head) - self._setting.sentence_of(before) > _LATELY:
            return None
        return self._build.of_head.get(before)

    def _place_pronoun(self, mention: Mention) -> None:
        reading = self._reading
        person, _, _ = pronoun_of(reading, mention)
        word = reading.page.word(mention.head).lower()
        if person in (1, 2):
            self._unspoken.append(mention)
            return
        if word in ("who", "which"):
            antecedent = self._relative(mention)
            if antecedent is not None:
                self._take(antecedent, mention, 1.0)
            return
        if reading.deprels[mention.head] == "expl":
            return
        chosen = choose(self._setting, mention, self._build.met_before(mention.head))
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
        """In direct speech "I" is the speaker; elsewhere it is whoever writes, and "you" whoever reads."""
        word = self._reading.page.word(mention.head).lower()
        speaker = self._spoken.get(mention.head)
        if speaker is not None:
            cluster = self._of_head(speaker)
            if cluster is not None:
                self._take(self._beside(cluster, word), mention, 0.9)
            return
        if self._turns.are_taken and (word in _SINGULAR or word.startswith("you")):
            turn = self._turns.speaker(mention.head, other=word not in _SINGULAR)
            self._take(self._outside(_TALKER, turn), mention, 0.6)
            return
        if word.startswith("you"):
            self._take(self._outside(_LISTENER), mention, 0.8)
            return
        kind = _NARRATOR if word in _SINGULAR else _NARRATORS
        self._take(self._outside(kind), mention, 0.8)

    def _introduce(self) -> None:
        """Let those who tell their own name be known by it where they say "I"."""
        for mention in self._mentions:
            cluster = self._build.of_head.get(mention.head)
            if cluster is None or mention.head in self._spoken or not introduces(self._reading, mention):
                continue
            if self._turns.are_taken:
                self._untold.setdefault((_TALKER, self._turns.speaker(mention.head)), cluster)
            else:
                self._untold.setdefault((_NARRATOR, (0, 0)), cluster)

    def _beside(self, speaker: Cluster, word: str) -> Cluster:
        """Return whom a speaker means: himself, those on his side ("we"), or those he speaks to ("you")."""
        if word in _SINGULAR or (not word.startswith("you") and speaker.kind != "person"):
            return speaker
        relation = _LISTENER if word.startswith("you") else _NARRATORS
        other = self._of_speaker.get((id(speaker), relation))
        if other is None:
            country = speaker.country if relation == _NARRATORS else None
            other = Cluster("group", sector=relation, plural=relation == _NARRATORS, country=country)
            self._of_speaker[id(speaker), relation] = other
            self._build.clusters.append(other)
        return other

    def _outside(self, kind: str, turn: tuple[int, int] = (0, 0)) -> Cluster:
        """Return who writes, reads or talks: one actor for the page, or for a stretch of talk."""
        own = self._untold.get((kind, turn))
        if own is None:
            own = Cluster("group" if kind == _NARRATORS else "person", sector=kind, plural=kind == _NARRATORS)
            self._untold[kind, turn] = own
            self._build.clusters.append(own)
        return own

    def _take(self, cluster: Cluster, mention: Mention, certainty: float) -> None:
        self._build.take(cluster, mention)
        self._certainty[mention.head] = certainty
        if mention.head in self._wanted_heads:
            cluster.certainty = min(cluster.certainty, certainty)
