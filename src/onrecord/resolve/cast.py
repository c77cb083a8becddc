"""Everybody a page mentions: names first, then descriptions and pronouns, each put with its actor."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from onrecord.model.dossier import Statement
from onrecord.model.reading import Reading
from onrecord.model.span import Span, hull
from onrecord.resolve.clusters import Cluster, Clusters, pronoun_of
from onrecord.resolve.mentions import Mention, close_to_head, find_mentions, is_plural, phrase_heads, tokens_of
from onrecord.resolve.names import names_in
from onrecord.resolve.ranker import Setting, choose
from onrecord.resolve.speech import DirectSpeech, Spoken
from onrecord.resolve.turns import Turn, find_turns

#: Says whom a pronoun means among the actors met so far, and how likely; None where it cannot be told.
Decide = Callable[[Setting, Mention, Sequence[Cluster]], tuple[Cluster, float] | None]
#: How people say their own names, in lower case and cut as tokens.
_INTRODUCING = ("i 'm", "i am", "my name is", "my name 's")
#: Paragraphs at the end of a letter in which a name alone signs it.
_LAST_LINES = 3
_SINGULAR = frozenset({"i", "me", "my", "mine", "myself"})


class Cast:
    """Everybody a page mentions."""

    def __init__(
        self, reading: Reading, statements: Sequence[Statement], wanted: Iterable[Span], decide: Decide = choose
    ) -> None:
        """Put every mention of a page with its actor.

        Args:
            reading: The page as read.
            statements: Statements with the words for their speakers.
            wanted: Spans for which there must be mentions.
            decide: Says whom a pronoun means.
        """
        self._reading = reading
        self._decide = decide
        wanted = list(wanted)
        self._mentions = find_mentions(reading, wanted)
        self._wanted_heads = {head for span in wanted for head in phrase_heads(reading, span)}
        self._speech = DirectSpeech(reading, statements)
        self._turns = find_turns(reading)
        self._build = Clusters(reading)
        pairs = [
            (tokens, head)
            for s in statements
            if s.speaker_span and (whole := hull(s.content)) and (tokens := tokens_of(reading, whole))
            for head in phrase_heads(reading, s.speaker_span)[:1]
        ]
        self._setting = Setting(reading, pairs)
        #: How sure the actor of a pronoun is, by its token.
        self._certainty: dict[int, float] = {}
        self._unspoken: list[Mention] = []
        # Names first: a description may stand before the name it belongs to ("news agency Interfax").
        for mention in sorted(self._mentions, key=lambda m: m.form != "name"):
            self._place(mention)
        self._outside = {span: self._outside_prose(span) for span in wanted if tokens_of(reading, span) is None}
        self._selves = self._introduced()
        for mention in self._unspoken:
            self._place_deictic(mention)

    @property
    def clusters(self) -> list[Cluster]:
        """All actors, in the order in which they were met."""
        return [c for c in self._build.clusters if c.mentions or c.outside]

    def of_span(self, span: Span) -> list[Cluster]:
        """Return whom a phrase means: several where names are joined."""
        if span in self._outside:
            return self._outside[span]
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

    def certainty_of(self, span: Span) -> float:
        """Return how sure it is whom a phrase means; 1 where it holds no pronoun."""
        return min((self._certainty.get(head, 1.0) for head in phrase_heads(self._reading, span)), default=1.0)

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
        person, _, gender = pronoun_of(reading, mention)
        word = reading.page.word(mention.head).lower()
        if person < 3:
            self._unspoken.append(mention)
            return
        if word in ("who", "which"):
            antecedent = self._relative(mention)
            if antecedent is not None:
                self._take(antecedent, mention, 1.0)
            return
        if reading.deprels[mention.head] == "expl":
            return
        chosen = self._decide(self._setting, mention, self._build.clusters)
        if chosen is not None:
            self._take(chosen[0], mention, chosen[1])
            if gender in ("m", "f") and chosen[0].gender is None:
                chosen[0].gender = gender

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

    def _place_deictic(self, mention: Mention) -> None:
        """In direct speech "I" is the speaker and "you" the addressee; elsewhere whoever writes, talks or reads."""
        spoken = self._speech.at(mention.head)
        if spoken is not None:
            self._place_spoken(mention, spoken)
            return
        person, _, _ = pronoun_of(self._reading, mention)
        is_one = self._reading.page.word(mention.head).lower() in _SINGULAR
        turn = self._turn_at(mention.head)
        if turn is None or (person == 1 and not is_one):
            name = "reader" if person == 2 else "writer" if is_one else "writers"
            self._take(self._voice(name, is_one=is_one), mention, 0.8)
            return
        if person == 2:
            turn = self._addressed(turn)
        named = self._of_label(turn) if turn is not None else None
        if named is not None:
            self._take(named, mention, 0.9 if person == 1 else 0.6)
        elif turn is not None:
            self._take(self._voice(turn.voice), mention, 0.6)

    def _place_spoken(self, mention: Mention, spoken: Spoken) -> None:
        person, _, _ = pronoun_of(self._reading, mention)
        is_one = self._reading.page.word(mention.head).lower() in _SINGULAR
        head = spoken.addressee if person == 2 else spoken.speaker
        cluster = self._of_head(head) if head is not None else None
        if cluster is not None and (person == 2 or is_one or cluster.kind != "person"):
            self._take(cluster, mention, 0.9 if person == 1 else 0.6)

    def _addressed(self, turn: Turn) -> Turn | None:
        """Return a turn of whom a turn's speaker talks to: the last other one who spoke, else the next."""
        before = [t for t in self._turns if t.tokens.first < turn.tokens.first and t.voice != turn.voice]
        after = (t for t in self._turns if t.tokens.first > turn.tokens.first and t.voice != turn.voice)
        return before[-1] if before else next(after, None)

    def _of_label(self, turn: Turn) -> Cluster | None:
        if turn.label is None:
            return None
        found = (self._build.of_head.get(t) for t in range(*turn.label))
        return next((c for c in found if c is not None and c.named), None)

    def _outside_prose(self, span: Span) -> list[Cluster]:
        """Return whom a byline or credit names: nothing in it was read, so capital letters have to tell."""
        people = []
        for name in names_in(span.of(self._reading.page.report.text)):
            person = self._build.person_named(name.of(self._reading.page.report.text[span.start :]))
            person.outside.append(Span(span.start + name.start, span.start + name.end))
            people.append(person)
        return people

    def _introduced(self) -> dict[str, Cluster]:
        """Return who the voices are that name themselves: "I'm Maria Oduya", a name alone under the last lines."""
        selves: dict[str, Cluster] = {}
        page = self._reading.page
        for mention in self._mentions:
            cluster = self._build.of_head.get(mention.head)
            if mention.label != "Person" or cluster is None or self._speech.at(mention.head):
                continue
            first = mention.tokens.first
            before = " ".join(page.word(t).lower().replace("’", "'") for t in range(max(0, first - 3), first))
            signs = any(p.tokens == mention.tokens for p in page.paragraphs[-_LAST_LINES:])
            if signs or before.endswith(_INTRODUCING):
                turn = self._turn_at(mention.head)
                selves.setdefault(turn.voice if turn else "writer", cluster)
        bylines = [f.span for f in page.furniture if f.kind == "byline"]
        if "writer" not in selves and len(bylines) == 1 and self._unspoken:
            authors = self._outside_prose(bylines[0])
            if len(authors) == 1:
                selves["writer"] = authors[0]
        return selves

    def _turn_at(self, token: int) -> Turn | None:
        return next((t for t in self._turns if t.tokens.first <= token < t.tokens.last), None)

    def _voice(self, name: str, *, is_one: bool = True) -> Cluster:
        if name in self._selves:
            return self._selves[name]
        own = next((c for c in self._build.clusters if c.voice == name), None)
        if own is None:
            own = Cluster("person" if is_one else "group", plural=not is_one, voice=name)
            self._build.clusters.append(own)
        return own

    def _take(self, cluster: Cluster, mention: Mention, certainty: float) -> None:
        cluster.mentions.append(mention)
        cluster.certainty = (
            min(cluster.certainty, certainty) if mention.head in self._wanted_heads else cluster.certainty
        )
        self._build.of_head[mention.head] = cluster
        self._certainty[mention.head] = certainty
