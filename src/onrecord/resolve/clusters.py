"""Mentions put together: each cluster is one actor."""

from __future__ import annotations

from dataclasses import dataclass, field

from onrecord.codebook.actors import (
    NamedActor,
    Office,
    country_of_people,
    find_named,
    find_office,
    find_role,
    gender_of,
    gender_of_noun,
)
from onrecord.codebook.reporting import outlets
from onrecord.model.reading import Reading
from onrecord.model.span import Span
from onrecord.resolve.describe import country_of, describe, phrases, title_of
from onrecord.resolve.mentions import PRONOUNS, Mention, close_to_head

#: Kinds of offices that are bodies, not people.
_BODIES = frozenset({"organisation", "government", "state", "armed_group"})


@dataclass(slots=True)
class Cluster:
    """One actor in the making."""

    #: ``person``, ``group``, ``organisation``, ``state``, …; None while unknown.
    kind: str | None
    mentions: list[Mention] = field(default_factory=list)
    #: Names in the furniture, where no tokens are: who signed the text.
    bylines: set[Span] = field(default_factory=set)
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
    #: Lowest score at which a pronoun was taken in; 1 where there is none.
    certainty: float = 1.0

    @property
    def named(self) -> bool:
        """Tell whether the actor has a proper name."""
        return bool(self.names)


def words_of(reading: Reading, mention: Mention) -> str:
    """Return the words of a mention as the text has them, with plain apostrophes."""
    span = reading.page.cover(mention.tokens)
    return " ".join(span.of(reading.page.report.text).replace("’", "'").split())


class Clusters:
    """Puts names and descriptions together in text order; pronouns come after, see ``ranker``."""

    def __init__(self, reading: Reading) -> None:
        self._reading = reading
        self.clusters: list[Cluster] = []
        #: Cluster of each mention, by the mention's head token.
        self.of_head: dict[int, Cluster] = {}

    def add_name(self, mention: Mention) -> None:
        """Put a name with the actor it means, or begin a new one."""
        words = words_of(self._reading, mention)
        known = find_named(words.removesuffix("'s")) is not None or _is_outlet(words)
        is_person = mention.label == "Person" and not known
        cluster = self._person(mention, words) if is_person else self._body(mention, words)
        if cluster is not None:
            self._take(cluster, mention)

    def _take(self, cluster: Cluster, mention: Mention) -> None:
        cluster.mentions.append(mention)
        self.of_head[mention.head] = cluster

    def _person(self, mention: Mention, words: str) -> Cluster:
        parts = words.removesuffix("'s").split()
        description = describe(self._reading, mention)
        found = None
        for cluster in reversed(self.clusters):
            if cluster.kind == "person" and any(_same_person(parts, known.split()) for known in cluster.names):
                found = cluster
                break
        if found is None:
            found = Cluster("person")
            self.clusters.append(found)
        found.names.add(" ".join(parts))
        if len(parts) > 1:
            found.gender = found.gender or gender_of(parts[0])
        found.gender = found.gender or _gender_of_title(description.title, self._reading, mention)
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
        key = entry.name if entry else _plain(words)
        for cluster in self.clusters:
            if cluster.kind == "person":
                continue
            same_entry = entry is not None and cluster.entry == entry
            same_name = any(_same_body(key, known) for known in cluster.names)
            if same_entry or (entry is None and cluster.entry is None and same_name):
                cluster.names.add(words.removesuffix("'s"))
                return cluster
        is_body = mention.label == "Organization" or _is_outlet(words)
        kind = entry.kind if entry else ("organisation" if is_body else None)
        if kind is None:
            return None
        fresh = Cluster(kind, names={words.removesuffix("'s")}, entry=entry)
        fresh.country, fresh.sector = (entry.country, entry.sector) if entry else (None, None)
        if entry is None:
            office = find_office(words)
            fresh.sector = office.sector if office else None
            fresh.country = next((c for c in map(country_of, phrases(words.split())) if c), None)
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
        office = find_role(" ".join(reading.page.word(t).lower() for t in range(*mention.tokens)))
        office = office or find_role(reading.lemmas[mention.head])
        if self._add_body_of(mention, office):
            return
        named = self._named_beside(mention)
        if named is not None:
            self._take(named, mention)
            self._learn(named, mention)
            return
        words = words_of(reading, mention).lower()
        definite = words.startswith(("the ", "his ", "her ", "this ", "that "))
        if definite:
            bearer = self._bearer(mention)
            if bearer is not None:
                self._take(bearer, mention)
                return
        plural = _is_plural(reading, mention)
        kind = office.kind if office else None
        if kind == "person" and plural:
            kind = "group"
        country = next(
            (c for c in map(country_of, phrases([reading.page.word(t) for t in range(*mention.tokens)])) if c), None
        )
        fresh = Cluster(kind or "group", plural=plural, country=country, sector=office.sector if office else None)
        if kind in ("organisation", "government", "state"):
            fresh.gender = "n"
        fresh.gender = fresh.gender or gender_of_noun(reading.lemmas[mention.head])
        self.clusters.append(fresh)
        self._take(fresh, mention)

    def _add_body_of(self, mention: Mention, office: Office | None) -> bool:
        """Put "the Biden administration" by itself: a body that bears a person's name is not that person."""
        if office is None or office.kind not in _BODIES:
            return False
        inside = [self.of_head.get(t) for t in range(mention.tokens.first, mention.head)]
        person = next((c for c in inside if c is not None and c.kind == "person" and c.named), None)
        possessive = any(self._reading.page.word(t) in ("'s", "’s") for t in range(*mention.tokens))
        if person is None or possessive:
            return False
        name = _plain(words_of(self._reading, mention))
        body = next((c for c in self.clusters if c.kind == office.kind and name in c.names), None)
        if body is None:
            body = Cluster(office.kind, names={name}, gender="n", country=person.country, sector=office.sector)
            self.clusters.append(body)
        body.country = body.country or self._country(mention)
        self._take(body, mention)
        return True

    def _learn(self, cluster: Cluster, mention: Mention) -> None:
        """Keep what a description beside a name tells: title, country, sector."""
        if cluster.kind != "person":
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
        named = next((c for c in map(country_of, phrases(words)) if c), None)
        if named is not None:
            return named
        inside = (self.of_head.get(t) for t in range(mention.tokens.first, mention.head))
        return next((c.country for c in inside if c is not None and c.country), None)

    def _named_beside(self, mention: Mention) -> Cluster | None:
        """Return the cluster of a name in the same noun phrase ("the minister, Sergei Lavrov")."""
        after = self._name_right_after(mention)
        if after is not None:
            return after
        for token in close_to_head(self._reading, mention.head):
            cluster = self.of_head.get(token)
            if cluster is None or not cluster.named or abs(token - mention.head) > 11:
                continue
            if cluster.kind == "person" and _is_plural(self._reading, mention):
                continue
            if cluster.kind == "person" or (cluster.kind == "organisation" and token > mention.head):
                return cluster
        head = self._reading.heads[mention.head]
        if head >= 0 and self._reading.deprels[mention.head].split(":")[0] in ("appos", "flat"):
            return self.of_head.get(head)
        return None

    def _name_right_after(self, mention: Mention) -> Cluster | None:
        """Return the actor whose name follows a description without a comma: "Russian news agency | Interfax"."""
        reading, after = self._reading, mention.tokens.last
        if after >= len(reading.upos) or reading.upos[after] != "PROPN" or _is_plural(reading, mention):
            return None
        for token in range(after, min(after + 4, len(reading.upos))):
            cluster = self.of_head.get(token)
            if cluster is not None and cluster.named and cluster.kind in ("person", "organisation"):
                starts = any(m.tokens.first == after for m in cluster.mentions)
                return cluster if starts else None
        return None

    def _bearer(self, mention: Mention) -> Cluster | None:
        """Return the nearest earlier actor whose title, name or description fits a definite description."""
        reading = self._reading
        noun = reading.lemmas[mention.head].lower()
        tail = _description_tail(reading, mention)
        described = find_office(tail)
        wants_body = described is not None and described.kind != "person"
        country = self._country(mention)
        best: Cluster | None = None
        for cluster in self._met_before(mention):
            if country and cluster.country and cluster.country != country:
                continue
            if any(_same_title(tail, title) for title in cluster.titles):
                return cluster
            is_body = wants_body and cluster.kind not in ("person", "group")
            if is_body and any(noun in name.lower().split() for name in cluster.names):
                return cluster
            nouns = {reading.lemmas[m.head].lower() for m in cluster.mentions if m.form == "nominal"}
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


def _description_tail(reading: Reading, mention: Mention) -> str:
    """Return the description with what "of …" adds: "the secretary of state" is one title."""
    page = reading.page
    words = [page.word(t).lower() for t in range(*mention.tokens)]
    after = mention.tokens.last
    if (
        after + 1 < len(page.tokens)
        and page.word(after).lower() == "of"
        and reading.upos[after + 1] in ("NOUN", "PROPN")
    ):
        words += ["of", page.word(after + 1).lower()]
    return " ".join(w for w in words if w not in ("the", "a", "an", "his", "her", "its", "their"))


def _is_plural(reading: Reading, mention: Mention) -> bool:
    word = reading.page.word(mention.head).lower()
    return word.endswith("s") and reading.lemmas[mention.head] != word


def _same_title(description: str, title: str) -> bool:
    """Tell whether a description repeats (the end of) a title: "the foreign minister", "Deputy Foreign Minister"."""
    low = title.lower()
    if description == low or low.endswith(" " + description):
        return True
    office, other = find_office(description), find_office(title)
    return bool(office and other and office.noun == other.noun and len(office.noun.split()) > 1)


def _same_person(parts: list[str], known: list[str]) -> bool:
    """Tell whether two names can be one person's: equal, or one is the other's last (or whole first) part."""
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
    one, other = _plain(one), _plain(other)
    if one.lower() == other.lower():
        return True
    short, long = sorted((one, other), key=len)
    if long.startswith(short + " ") and short.isupper():
        return True
    initials = "".join(word[0] for word in long.split() if word[0].isupper())
    return len(short) > 1 and short.replace(".", "") == initials


def _is_outlet(words: str) -> bool:
    return tuple(_plain(words).lower().split()) in outlets()


def _plain(words: str) -> str:
    words = words.removesuffix("'s").strip()
    return words[4:] if words.lower().startswith("the ") else words


def _gender_of_title(title: str | None, reading: Reading, mention: Mention) -> str | None:
    before = mention.tokens.first - 1
    word = reading.page.word(before).rstrip(".") if before >= 0 else ""
    if word in ("Mr", "Sir", "Lord", "King", "Prince", "Sheikh"):
        return "m"
    if word in ("Mrs", "Ms", "Miss", "Madame", "Queen", "Princess", "Lady", "Dame"):
        return "f"
    return gender_of_noun(title.split()[-1].lower()) if title else None


def pronoun_of(reading: Reading, mention: Mention) -> tuple[int, str, str | None]:
    """Return person, number and gender of a pronoun."""
    return PRONOUNS[reading.page.word(mention.head).lower()]
