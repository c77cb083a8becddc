"""Mentions put together: each cluster is one actor."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from onrecord.codebook.actors import (
    NamedActor,
    country_of_leader,
    country_of_people,
    find_named,
    find_office,
    gender_of,
)
from onrecord.model.reading import Reading
from onrecord.model.span import Span
from onrecord.resolve.describe import (
    country_of,
    describe,
    description_tail,
    gender_of_noun,
    gender_of_title,
    phrases_of,
    proper_words,
    same_title,
    seat_country,
    title_of,
    words_of,
)
from onrecord.resolve.mentions import PRONOUNS, Mention, close_to_head, is_plural
from onrecord.resolve.names import is_outlet, mend_names, plain_name, title_tokens

#: Arabic articles before a last name, which later mentions leave out: "al-Burhan", "Burhan".
_ARTICLE = re.compile(r"^[AaEe][ln]?[-‑]|^[AaEe]l (?=[A-Z])")


@dataclass(slots=True)
class Cluster:
    """One actor in the making."""

    #: ``person``, ``group``, ``organisation``, ``state``, …; None while unknown.
    kind: str | None
    mentions: list[Mention] = field(default_factory=list)
    #: Full names, longest first in use.
    names: set[str] = field(default_factory=set)
    #: Titles as the report gives them, in text order.
    titles: list[str] = field(default_factory=list)
    gender: str | None = None
    plural: bool = False
    country: str | None = None
    sector: str | None = None
    #: What the code book knows of the name.
    entry: NamedActor | None = None
    #: Who "I", "we" or "you" is where no name tells: "writer", a turn's voice; None for everybody else.
    voice: str | None = None
    #: Where the actor is named outside the prose, in a byline or credit.
    outside: list[Span] = field(default_factory=list)
    #: Lowest score at which a pronoun was taken in; 1 where there is none.
    certainty: float = 1.0

    @property
    def named(self) -> bool:
        """Tell whether the actor has a proper name."""
        return bool(self.names)


class Clusters:
    """Puts names and descriptions together in text order; pronouns come after, see ``ranker``."""

    def __init__(self, reading: Reading) -> None:
        self._reading = reading
        self._leads = title_tokens(reading, mend_names(reading))
        self.clusters: list[Cluster] = []
        #: Cluster of each mention, by the mention's head token.
        self.of_head: dict[int, Cluster] = {}

    def add_name(self, mention: Mention) -> None:
        """Put a name with the actor it means, or begin a new one."""
        words = words_of(self._reading, mention)
        known = find_named(words.removesuffix("'s")) is not None or is_outlet(words)
        is_person = mention.label == "Person" and not known
        cluster = self._person(mention, words) if is_person else self._body(mention, words)
        if cluster is not None:
            self._take(cluster, mention)

    def _take(self, cluster: Cluster, mention: Mention) -> None:
        cluster.mentions.append(mention)
        self.of_head[mention.head] = cluster

    def person_named(self, words: str) -> Cluster:
        """Return the person of that name, a new one where the report has none."""
        parts = words.removesuffix("'s").split()
        same = [
            cluster
            for cluster in reversed(self.clusters)
            if cluster.kind == "person" and any(_same_person(parts, known.split()) for known in cluster.names)
        ]
        # A last name alone is that of the one the report talks of most, the latest among equals.
        found = max(same, key=lambda c: len(c.mentions) if len(parts) == 1 else 0, default=None)
        if found is None:
            found = Cluster("person")
            self.clusters.append(found)
        found.names.add(" ".join(parts))
        if len(parts) > 1:
            found.gender = found.gender or gender_of(parts[0])
        return found

    def _person(self, mention: Mention, words: str) -> Cluster:
        found = self.person_named(words)
        description = describe(self._reading, mention)
        found.gender = found.gender or gender_of_title(description.title, self._reading, mention)
        if description.title and description.title not in found.titles:
            found.titles.append(description.title)
        found.country = found.country or description.country
        office = find_office(description.title) if description.title else None
        found.sector = found.sector or (office.sector if office else None)
        return found

    def _body(self, mention: Mention, words: str) -> Cluster | None:
        entry = find_named(words.removesuffix("'s"))
        if entry is None and (mention.label == "NORP" or country_of_people(words)):
            return None
        bearer = self._known_person(words)
        if entry is None and bearer is not None:
            return bearer
        key = entry.name if entry else plain_name(words)
        for cluster in self.clusters:
            if cluster.kind == "person":
                continue
            same_entry = entry is not None and cluster.entry == entry
            same_name = any(_same_body(key, known) for known in cluster.names)
            if same_entry or (entry is None and cluster.entry is None and same_name):
                cluster.names.add(words.removesuffix("'s"))
                return cluster
        is_body = mention.label == "Organization" or is_outlet(words)
        seat = entry or _seat_of(words)
        kind = seat.kind if seat else ("organisation" if is_body else None)
        if kind is None:
            return None
        fresh = Cluster(kind, names={words.removesuffix("'s")}, entry=entry)
        fresh.country, fresh.sector = (entry.country, entry.sector) if entry else (None, None)
        if entry is None:
            office = find_office(words)
            fresh.sector = office.sector if office else None
            fresh.country = next((c for c in map(country_of, phrases_of(words.split())) if c), None)
            if office is not None and office.kind == "government":
                fresh.kind, fresh.country = "government", fresh.country or _leaders_country(words)
        fresh.gender = "n"
        self.clusters.append(fresh)
        return fresh

    def _known_person(self, words: str) -> Cluster | None:
        """Return the person whose last name a single word is, where the network took it for something else."""
        if " " in words:
            return None
        people = (c for c in reversed(self.clusters) if c.kind == "person")
        return next((c for c in people if any(name.split()[-1] == words for name in c.names)), None)

    def add_description(self, mention: Mention) -> None:
        """Put "the secretary of state" with its bearer, a repeated description with its first, else begin anew."""
        reading = self._reading
        named = self._named_beside(mention)
        if named is not None:
            self._take(named, mention)
            self._learn(named, mention)
            return
        words = words_of(reading, mention).lower()
        office = find_office(" ".join(reading.page.word(t).lower() for t in range(*mention.tokens)))
        definite = words.startswith(("the ", "his ", "her ", "this ", "that "))
        if definite:
            bearer = self._bearer(mention)
            if bearer is not None:
                self._take(bearer, mention)
                return
        plural = (
            reading.page.word(mention.head).lower().endswith("s")
            and reading.lemmas[mention.head] != reading.page.word(mention.head).lower()
        )
        kind = office.kind if office else None
        if kind == "person" and plural:
            kind = "group"
        fresh = Cluster(
            kind or "group", plural=plural, country=self._country(mention), sector=office.sector if office else None
        )
        if kind in ("organisation", "government", "state"):
            fresh.gender = "n"
        fresh.gender = fresh.gender or gender_of_noun(reading.lemmas[mention.head])
        self.clusters.append(fresh)
        self._take(fresh, mention)

    def _learn(self, cluster: Cluster, mention: Mention) -> None:
        """Keep what a description beside a name tells: title, country, sector."""
        if cluster.kind != "person":
            cluster.country = cluster.country or self._country(mention)
            return
        title = title_of([self._reading.page.word(t) for t in range(*mention.tokens)])
        if title and title not in cluster.titles:
            cluster.titles.append(title)
        office = find_office(title) if title else None
        cluster.sector = cluster.sector or (office.sector if office else None)
        cluster.country = cluster.country or self._country(mention)
        cluster.gender = cluster.gender or gender_of_noun(self._reading.lemmas[mention.head])

    def _country(self, mention: Mention) -> str | None:
        """Return the country a description names, or that of a person in it ("the Biden administration")."""
        words = [self._reading.page.word(t) for t in range(*mention.tokens)]
        named = next((c for c in map(country_of, phrases_of(words)) if c), None)
        if named is not None:
            return named
        inside = [self.of_head[t] for t in range(mention.tokens.first, mention.head) if t in self.of_head]
        country = next((c.country for c in inside if c.country), None)
        if country is None and mention.head > mention.tokens.first:
            country = country_of_leader(self._reading.page.word(mention.head - 1))
        return country or seat_country(self._reading, mention)

    def name_of(self, head: int) -> Cluster | None:
        """Return whom a noun only leads to: "news agency Interfax", "the minister, Sergei Lavrov".

        A person's name before the noun is another's: "the Biden administration", "a Macron aide". Several ("the gang
        leaders, Ali Bako") are not one.
        """
        if is_plural(self._reading, head):
            return None
        led_to = self.of_head.get(self._leads.get(head, -1))
        if led_to is not None and led_to.named:
            return led_to
        for token in sorted(close_to_head(self._reading, head)):
            cluster = self.of_head.get(token)
            if cluster is not None and cluster.kind == "person" and cluster.named and 0 <= token - head <= 11:
                return cluster
        return None

    def _named_beside(self, mention: Mention) -> Cluster | None:
        """Return the cluster of a name in the same noun phrase ("the minister, Sergei Lavrov")."""
        named = self.name_of(mention.head)
        if named is not None:
            return named
        for token in close_to_head(self._reading, mention.head):
            cluster = self.of_head.get(token)
            if (
                cluster is not None
                and cluster.kind == "organisation"
                and cluster.named
                and 0 < token - mention.head <= 11
            ):
                return cluster
        head = self._reading.heads[mention.head]
        if head >= 0 and self._reading.deprels[mention.head].split(":")[0] in ("appos", "flat"):
            return self.of_head.get(head)
        return None

    def _bearer(self, mention: Mention) -> Cluster | None:
        """Return the nearest earlier actor whose title, name or description fits a definite description."""
        reading = self._reading
        noun = reading.lemmas[mention.head].lower()
        tail = description_tail(reading, mention)
        described = find_office(tail)
        wants_body = described is not None and described.kind != "person"
        country = self._country(mention)
        best: Cluster | None = None
        own = proper_words(reading, mention)
        for cluster in self._met_before(mention):
            if country and cluster.country and cluster.country != country:
                continue
            theirs = [proper_words(reading, m) for m in cluster.mentions if m.form != "pronoun"]
            if own and not cluster.named and not any(own <= words for words in theirs):
                continue
            if any(same_title(tail, title) for title in cluster.titles):
                return cluster
            is_body = wants_body and cluster.kind not in ("person", "group")
            if is_body and any(noun in name.lower().split() for name in cluster.names):
                return cluster
            nouns = {reading.lemmas[m.head].lower() for m in cluster.mentions if m.form != "pronoun"}
            if best is None and not cluster.named and noun in nouns:
                best = cluster
        return best

    def _met_before(self, mention: Mention) -> list[Cluster]:
        """Return the actors mentioned before a mention, the one met last first."""
        met: list[tuple[int, int]] = []
        for number, cluster in enumerate(self.clusters):
            last = max((m.head for m in cluster.mentions if m.head < mention.head), default=None)
            if last is not None:
                met.append((last, number))
        return [self.clusters[number] for _, number in sorted(met, reverse=True)]


def _same_person(parts: list[str], known: list[str]) -> bool:
    """Tell whether two names can be one person's: equal, or one is the other's last (or whole first) part."""
    parts, known = [_ARTICLE.sub("", p) for p in parts], [_ARTICLE.sub("", k) for k in known]
    if parts == known:
        return True
    if len(parts) == 1 or len(known) == 1:
        short, long = (parts, known) if len(parts) == 1 else (known, parts)
        return short[0] == long[-1] or (len(long) > 2 and short[0] == long[-2])
    if parts[-1] != known[-1]:
        return len(parts) != len(known) and (set(parts) <= set(known) or set(known) <= set(parts))
    first, other = parts[0].rstrip("."), known[0].rstrip(".")
    return (
        first == other
        or (first[0] == other[0] and (len(first) == 1 or len(other) == 1))
        or first.startswith(other)
        or other.startswith(first)
    )


def _same_body(one: str, other: str) -> bool:
    one, other = plain_name(one), plain_name(other)
    if one.lower() == other.lower():
        return True
    short, long = sorted((one, other), key=len)
    if long.startswith(short + " ") and short.isupper():
        return True
    initials = "".join(word[0] for word in long.split() if word[0].isupper())
    return len(short) > 1 and short.replace(".", "") == initials


def _seat_of(words: str) -> NamedActor | None:
    """Return the seat of government that ends a name: "Trump White House"."""
    parts = plain_name(words).split()
    entries = (find_named(" ".join(parts[n:])) for n in range(1, len(parts)))
    return next((e for e in entries if e is not None and e.kind == "government"), None)


def _leaders_country(words: str) -> str | None:
    return next((c for c in map(country_of_leader, plain_name(words).split()) if c), None)


def pronoun_of(reading: Reading, mention: Mention) -> tuple[int, str, str | None]:
    """Return person, number and gender of a pronoun."""
    return PRONOUNS[reading.page.word(mention.head).lower()]
