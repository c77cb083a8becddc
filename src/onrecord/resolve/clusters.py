"""Mentions put together: each cluster is one actor."""

from __future__ import annotations

from bisect import bisect_left, insort
from collections.abc import Iterator

from onrecord.codebook.actors import (
    Office,
    country_of_people,
    find_named,
    find_office,
    find_role,
    gender_of,
    gender_of_noun,
)
from onrecord.codebook.leaders import country_of_leader, find_leader
from onrecord.model.reading import Reading
from onrecord.resolve.cluster import BODIES, Cluster, is_plural, words_of
from onrecord.resolve.mentions import Mention, close_to_head
from onrecord.resolve.names import (
    bare_name,
    is_first_name,
    is_outlet,
    is_same_body,
    is_same_person,
    plain_name,
    without_possessive,
)
from onrecord.resolve.titles import country_after, country_in, describe, fit, seat_in, title_of

#: Words that begin a description of somebody who was met before.
_DEFINITE = frozenset({"the", "his", "her", "its", "their", "this", "that", "these", "those", "both"})
#: Words of descriptions that mean somebody else, or nobody in particular.
_OTHERS = frozenset(
    """other another first second latter unnamed unidentified source spokesman spokeswoman spokesperson official officer
    witness resident diplomat reporter author enemy adversary opponent rival victim""".split()
)
#: Tokens after which nobody is remembered by a description or a pronoun: several times a long report.
REACH = 6000
#: Tokens that may stand between a description and the name beside it.
_NEAR = 11


class Clusters:
    """Puts names and descriptions together in text order; pronouns come after, see ``ranker``."""

    def __init__(self, reading: Reading) -> None:
        self._reading = reading
        published = reading.page.report.published
        self._year = published.year if published else None
        self.clusters: list[Cluster] = []
        #: Head tokens of all mentions placed so far, sorted.
        self._placed: list[int] = []
        #: Cluster of each mention, by the mention's head token.
        self.of_head: dict[int, Cluster] = {}
        #: Cluster of the name or description each token stands in; a name inside a description goes first.
        self.of_token: dict[int, Cluster] = {}

    def take(self, cluster: Cluster, mention: Mention) -> None:
        """Put a mention with an actor."""
        cluster.mentions.append(mention)
        insort(cluster.heads, mention.head)
        insort(self._placed, mention.head)
        self.of_head[mention.head] = cluster
        for token in range(*mention.tokens):
            self.of_token.setdefault(token, cluster)

    def merge(self, kept: Cluster, gone: Cluster) -> None:
        """Put the mentions of one actor with another's."""
        for mention in gone.mentions:
            self.of_head[mention.head] = kept
            insort(kept.heads, mention.head)
        kept.mentions.extend(gone.mentions)
        kept.mentions.sort(key=lambda m: m.tokens)
        for token, cluster in self.of_token.items():
            if cluster is gone:
                self.of_token[token] = kept
        for cluster in self.clusters:
            if cluster.body is gone:
                cluster.body = kept
        self.clusters.remove(gone)

    def met_before(self, token: int) -> Iterator[Cluster]:
        """Yield the actors mentioned before a token, the one met last first; nobody is remembered beyond REACH."""
        seen: set[int] = set()
        for place in range(bisect_left(self._placed, token) - 1, -1, -1):
            if self._placed[place] < token - REACH:
                return
            cluster = self.of_head[self._placed[place]]
            if id(cluster) not in seen:
                seen.add(id(cluster))
                yield cluster

    def _around(self, token: int) -> list[Cluster]:
        """Return the actors mentioned within REACH of a token, before or after it, in text order."""
        first, last = (bisect_left(self._placed, place) for place in (token - REACH, token + REACH))
        return list({id(c): c for c in (self.of_head[head] for head in self._placed[first:last])}.values())

    def add_name(self, mention: Mention) -> None:
        """Put a name with the actor it means, or begin a new one."""
        words = words_of(self._reading, mention)
        known = find_named(without_possessive(words)) is not None or is_outlet(words)
        is_person = mention.label == "Person" and not known
        cluster = self._person(mention, words) if is_person else self._body(mention, words)
        if cluster is not None:
            self.take(cluster, mention)

    def _person(self, mention: Mention, words: str) -> Cluster:
        parts = bare_name(words)
        description = describe(self._reading, mention)
        found = self._known_by_name(parts)
        if found is None:
            found = Cluster("person")
            self.clusters.append(found)
        found.names.add(" ".join(parts))
        leader = find_leader(" ".join(parts), self._year)
        if leader is not None:
            found.know(leader, self._year)
        if len(parts) > 1:
            found.gender = found.gender or gender_of(parts[0])
        found.gender = found.gender or _gender_of_title(description.title, self._reading, mention)
        if description.title and description.title not in found.titles:
            found.titles.append(description.title)
        found.country = found.country or description.country
        office = find_office(description.title) if description.title else None
        found.sector = found.sector or (office.sector if office else None)
        return found

    def _known_by_name(self, parts: list[str]) -> Cluster | None:
        """Return the person met last whose name agrees; a first name alone must be one person's."""
        people = [c for c in reversed(self.clusters) if c.kind == "person"]
        for cluster in people:
            if any(is_same_person(parts, known.split()) for known in cluster.names):
                return cluster
        if len(parts) > 1:
            return None
        namesakes = [c for c in people if any(is_first_name(parts[0], known.split()) for known in c.names)]
        return namesakes[0] if len(namesakes) == 1 else None

    def _body(self, mention: Mention, words: str) -> Cluster | None:
        name = without_possessive(words)
        entry = find_named(name)
        if entry is None and (mention.label == "NORP" or country_of_people(words)):
            return None
        bearer = self._known_person(name)
        if entry is None and bearer is not None:
            return bearer
        key = entry.name if entry else plain_name(words)
        for cluster in self.clusters:
            if cluster.kind == "person":
                continue
            same_entry = entry is not None and cluster.entry == entry
            same_name = any(is_same_body(key, known) for known in cluster.names)
            if same_entry or (entry is None and cluster.entry is None and same_name):
                cluster.names.add(name)
                return cluster
        is_body = mention.label == "Organization" or is_outlet(words)
        kind = entry.kind if entry else ("organisation" if is_body else None)
        if kind is None:
            return None
        fresh = Cluster(kind, names={name}, entry=entry, gender="n")
        fresh.country, fresh.sector = (entry.country, entry.sector) if entry else (None, None)
        if entry is None:
            office = find_office(words) or seat_in(words)
            fresh.kind = office.kind if office and office.kind in BODIES else kind
            fresh.sector = office.sector if office else None
            fresh.country = country_in(words.split())
            if fresh.kind == "government" and fresh.country is None:
                fresh.country = next((c for c in map(country_of_leader, words.split()) if c), None)
        self.clusters.append(fresh)
        return fresh

    def _known_person(self, words: str) -> Cluster | None:
        """Return the person whose last name a single word is, where the network took it for something else."""
        if " " in words:
            return None
        people = (c for c in reversed(self.clusters) if c.kind == "person")
        return next((c for c in people if any(name.split()[-1] == words for name in c.names)), None)

    def add_description(self, mention: Mention, likely: Cluster | None = None) -> None:
        """Put "the secretary of state" with its bearer, a repeated description with its first, else begin anew.

        Args:
            mention: The description.
            likely: Who spoke last: "the businessman" that nobody was called before is he.
        """
        reading = self._reading
        office = find_role(" ".join(reading.page.word(t).lower() for t in range(*mention.tokens)).replace(" - ", "-"))
        office = office or find_role(reading.lemmas[mention.head])
        if self._add_body_of(mention, office):
            return
        named = self._named_beside(mention)
        if named is not None:
            self.take(named, mention)
            self._learn(named, mention)
            return
        country = self._country(mention)
        bearer = self._bearer(mention, office, country) if self._is_definite(mention, country) else None
        if bearer is not None:
            self.take(bearer, mention)
            if bearer.kind == "person" and country:
                bearer.country = bearer.country or country
            return
        if likely is not None and self._may_rename(mention, office, likely):
            self.take(likely, mention)
            return
        plural = is_plural(reading, mention)
        kind = office.kind if office else None
        if kind == "person" and plural:
            kind = "group"
        fresh = Cluster(kind or "group", plural=plural, country=country, sector=office.sector if office else None)
        fresh.is_thing = kind is None and reading.upos[mention.head] == "NOUN" and not plural
        if kind in BODIES:
            fresh.gender = "n"
        fresh.gender = fresh.gender or gender_of_noun(reading.lemmas[mention.head])
        self.clusters.append(fresh)
        self.take(fresh, mention)

    def _may_rename(self, mention: Mention, office: Office | None, person: Cluster) -> bool:
        """Tell whether a description can be another word for a named person: "the tycoon", "the former minister"."""
        words = [self._reading.page.word(t).lower() for t in range(*mention.tokens)]
        if office is None or office.kind != "person" or words[0] != "the" or is_plural(self._reading, mention):
            return False
        if person.kind != "person" or not person.named or set(words) & _OTHERS:
            return False
        gender = gender_of_noun(self._reading.lemmas[mention.head])
        return gender is None or person.gender in (None, gender)

    def _is_definite(self, mention: Mention, country: str | None) -> bool:
        """Tell whether a description is of somebody known: "the envoy", "his envoy", "Mali's president"."""
        words = [self._reading.page.word(t).lower() for t in range(*mention.tokens)]
        return (
            mention.form == "name"
            or words[0] in _DEFINITE
            or (country is not None and any(w in ("'s", "’s") for w in words))
        )

    def _add_body_of(self, mention: Mention, office: Office | None) -> bool:
        """Put "the Biden administration" by itself: a body that bears a person's name is not that person."""
        if office is None or office.kind not in BODIES:
            return False
        inside = [self.of_head.get(t) for t in range(mention.tokens.first, mention.head)]
        person = next((c for c in inside if c is not None and c.kind == "person" and c.named), None)
        possessive = any(self._reading.page.word(t) in ("'s", "’s") for t in range(*mention.tokens))
        if person is None or possessive:
            return False
        name = plain_name(words_of(self._reading, mention))
        body = next((c for c in self.clusters if c.kind == office.kind and name in c.names), None)
        if body is None:
            body = Cluster(office.kind, names={name}, gender="n", country=person.country, sector=office.sector)
            self.clusters.append(body)
        body.country = body.country or self._country(mention)
        self.take(body, mention)
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
        named = country_in(words)
        if named is not None:
            return named
        inside = (self.of_head.get(t) for t in range(mention.tokens.first, mention.head))
        found = next((c.country for c in inside if c is not None and c.country), None)
        if found is None and mention.head > mention.tokens.first:
            found = country_of_leader(self._reading.page.word(mention.head - 1))
        return found or country_after(self._reading, mention)

    def _named_beside(self, mention: Mention) -> Cluster | None:
        """Return the cluster of a name in the same noun phrase ("the minister, Sergei Lavrov")."""
        after = self._name_right_after(mention)
        if after is not None:
            return after
        plural = is_plural(self._reading, mention)
        for token in sorted(close_to_head(self._reading, mention.head), key=lambda t: (abs(t - mention.head), t)):
            cluster = self.of_head.get(token)
            if cluster is None or not cluster.named or abs(token - mention.head) > _NEAR:
                continue
            if cluster.kind == "person" and plural:
                continue
            if cluster.kind == "person" or (cluster.kind == "organisation" and token > mention.head):
                return cluster
        head = self._reading.heads[mention.head]
        if head >= 0 and self._reading.deprels[mention.head].split(":")[0] in ("appos", "flat"):
            cluster = self.of_token.get(head)
            return None if cluster is not None and cluster.kind == "person" and plural else cluster
        return None

    def _name_right_after(self, mention: Mention) -> Cluster | None:
        """Return the actor whose name follows a description: "Russian news agency | Interfax", "a man named | Bell"."""
        reading, after = self._reading, mention.tokens.last
        if after < len(reading.upos) and reading.page.word(after).lower() in ("named", "called"):
            after += 1
        if after >= len(reading.upos) or is_plural(reading, mention):
            return None
        cluster = self.of_token.get(after)
        if cluster is None or not cluster.named or cluster.kind not in ("person", "organisation"):
            return None
        return cluster if any(m.tokens.first == after and m.form == "name" for m in cluster.mentions) else None

    def _bearer(self, mention: Mention, office: Office | None, country: str | None) -> Cluster | None:
        """Return the earlier actor whose title, name or description fits a definite description best.

        A title met with another country is another's. A wider word ("the leader", "the general") must fit one only.
        """
        reading = self._reading
        noun = _noun(reading, mention)
        tail = _description_tail(reading, mention)
        held = " ".join(word for word in tail.split() if word.lower() != "former")
        plural = is_plural(reading, mention)
        wants_body = office is not None and office.kind in BODIES
        met = list(self.met_before(mention.head))
        near = self._around(mention.head)
        fits: list[tuple[float, Cluster]] = []
        for cluster in near if country else met:
            if country and cluster.country and cluster.country != country:
                continue
            sure = bool(country and cluster.country == country)
            titles = 0 if plural else max((fit(tail, title) for title in cluster.titles), default=0)
            offices = 0 if plural else max((fit(held, office) for office in cluster.offices), default=0)
            best = max(titles, offices if sure else min(offices, 1))
            if wants_body and cluster.kind not in ("person", "group"):
                best = max(best, 3 * any(noun in name.lower().split() for name in cluster.names))
            nouns = set() if cluster.named else {_noun(reading, m) for m in cluster.mentions}
            if best == 0 and noun in nouns and cluster.plural == plural:
                best = 2
            if best and (cluster in met or (sure and best > 1)):
                fits.append((best + 0.5 * sure + 0.25 * (cluster in met), cluster))
        if not fits:
            return None
        top = max(value for value, _ in fits)
        chosen = [cluster for cluster in [*met, *near] if (top, cluster) in fits]
        return chosen[0] if top >= 2 or len({id(c) for c in chosen}) == 1 else None


def _description_tail(reading: Reading, mention: Mention) -> str:
    """Return the description with what "of …" adds: "the secretary of state" is one title."""
    page = reading.page
    words = [page.word(t) for t in range(*mention.tokens)]
    after = mention.tokens.last
    if (
        after + 1 < len(page.tokens)
        and page.word(after).lower() == "of"
        and reading.upos[after + 1] in ("NOUN", "PROPN")
        and find_office(f"{page.word(mention.head)} of {page.word(after + 1)}")
    ):
        words += ["of", page.word(after + 1)]
    return " ".join(words)


def _noun(reading: Reading, mention: Mention) -> str:
    """Return what two descriptions of the same actor share: the noun, or the people ("the Americans")."""
    return reading.page.word(mention.head) if mention.form == "name" else reading.lemmas[mention.head].lower()


def _gender_of_title(title: str | None, reading: Reading, mention: Mention) -> str | None:
    for place in (mention.tokens.first - 1, mention.tokens.first):
        word = reading.page.word(place).rstrip(".") if place >= 0 else ""
        if word in ("Mr", "Sir", "Lord", "King", "Prince", "Sheikh", "Sheik"):
            return "m"
        if word in ("Mrs", "Ms", "Miss", "Madame", "Queen", "Princess", "Lady", "Dame"):
            return "f"
    return gender_of_noun(title.split()[-1].lower()) if title else None
