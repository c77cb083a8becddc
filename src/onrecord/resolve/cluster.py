"""One actor in the making, and what its mentions tell of it."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass, field

from onrecord.codebook.actors import BODY_CODES, NamedActor
from onrecord.codebook.leaders import Leader
from onrecord.model.reading import Reading
from onrecord.model.span import Span
from onrecord.resolve.mentions import PRONOUNS, Mention
from onrecord.resolve.titles import fit

#: Kinds of offices that are bodies, not people.
BODIES = frozenset({"organisation", "government", "state", "armed_group", "office"})


@dataclass(slots=True, eq=False)
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
    #: Offices the code book knows of, though the report may not name them.
    offices: tuple[str, ...] = ()
    gender: str | None = None
    plural: bool = False
    country: str | None = None
    sector: str | None = None
    #: What the code book knows of the name.
    entry: NamedActor | None = None
    #: Whom the actor belongs to or speaks for: a body, an armed group, a state, or a person with a spokesman.
    body: Cluster | None = None
    #: The office held there, as a noun: "spokesman".
    post: str | None = None
    #: Name of that body in the code book, where the report may not tell it.
    body_name: str | None = None
    #: True where only a noun for a thing is known: "the letter".
    is_thing: bool = False
    #: Lowest score at which a pronoun was taken in; 1 where there is none.
    certainty: float = 1.0
    #: Head tokens of the mentions, sorted.
    heads: list[int] = field(default_factory=list)

    def last_before(self, token: int) -> int | None:
        """Return the head of the last mention before a token; None where there is none."""
        place = bisect_left(self.heads, token)
        return self.heads[place - 1] if place else None

    def know(self, leader: Leader, year: int | None) -> None:
        """Take in what the code book knows of a statesman; his side only while he was on it."""
        self.offices, self.gender = leader.offices, leader.gender
        if leader.held(year):
            self.country, self.body_name = leader.country, leader.body
        elif leader.country not in BODY_CODES:
            self.country = leader.country

    @property
    def named(self) -> bool:
        """Tell whether the actor has a proper name."""
        return bool(self.names)


def words_of(reading: Reading, mention: Mention) -> str:
    """Return the words of a mention as the text has them, with plain apostrophes."""
    span = reading.page.cover(mention.tokens)
    return " ".join(span.of(reading.page.report.text).replace("’", "'").split())


def bears(cluster: Cluster, noun: str) -> bool:
    """Tell whether an actor can be called by a noun: a title, an office, or what kind of body it is."""
    if noun in ("government", "country", "state", "nation", "capital", "neighbour", "neighbor"):
        return cluster.kind in ("state", "government")
    return any(fit(noun, title) >= 2 for title in (*cluster.titles, *cluster.offices))


def is_plural(reading: Reading, mention: Mention) -> bool:
    """Tell whether a description is of several."""
    word = reading.page.word(mention.head).lower()
    if mention.form == "name":
        return word.endswith("s")
    return word != reading.lemmas[mention.head].lower() and (word.endswith("s") or word in _IRREGULAR)


_IRREGULAR = frozenset({"men", "women", "people", "children", "servicemen", "policemen", "spokespeople", "businessmen"})


def pronoun_of(reading: Reading, mention: Mention) -> tuple[int, str, str | None]:
    """Return person, number and gender of a pronoun."""
    return PRONOUNS[reading.page.word(mention.head).lower()]
