"""What the words round a mention tie somebody to: a body, a person, a country.

"The foreign ministry's spokesman", "a spokesman for the Front", "Freedonia's army", "the Sylvanian premier".
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import takewhile

from onrecord.codebook.actors import Office, find_office, find_role
from onrecord.model.reading import Reading
from onrecord.model.span import TokenRange
from onrecord.resolve.cluster import Cluster
from onrecord.resolve.mentions import Mention
from onrecord.resolve.titles import country_of, is_sent

#: Tokens that a title before a name may have, and those of an apposition after it.
_LONGEST = 12
#: Tokens between "of" and the name of what somebody belongs to.
_REACH = 7
_POSSESSIVES = frozenset({"'s", "’s", "'", "’"})
#: Prepositions between an office and its body; "to" is none: "ambassador to Sylvania".
_BELONGING = frozenset({"of", "for", "from", "at", "with", "in"})
_OWNERS = frozenset({"his", "her", "its", "their"})
_TITLE_WORDS = frozenset({"of", "for", "the", "-", *_POSSESSIVES, *_OWNERS})
_STOPS = frozenset({",", ".", ";", ":", "—", "–", "--", "“", "”", '"', "(", ")", "``", "''", "who", "which", "and"})


@dataclass(frozen=True, slots=True)
class Described:
    """Words that describe somebody: an office with what stands before and after it."""

    #: Tokens of the description, from its first word to the noun of the office.
    tokens: TokenRange
    #: Token of the office's noun.
    head: int
    office: Office


@dataclass(frozen=True, slots=True)
class Tie:
    """What a description ties somebody to."""

    described: Described
    #: The body, state or person, where it is an actor; None where only a country or a noun is told.
    other: Cluster | None
    #: Country told by a name or an adjective.
    country: str | None
    #: Preposition, "'s", or "" for what stands right before the office.
    how: str


def descriptions(reading: Reading, mention: Mention) -> Iterator[Described]:
    """Yield what describes the bearer of a mention: the mention itself, the title before, the words after a comma."""
    if mention.form == "nominal":
        office = find_role(_words(reading, mention.tokens)) or find_role(reading.lemmas[mention.head])
        if office is not None:
            head = mention.head
            yield Described(TokenRange(mention.tokens.first, head + 1), head, office)
    elif mention.form == "name":
        before = title_before(reading, mention)
        yield from _of_office(reading, before)
        yield from _of_office(reading, _apposition(reading, mention))


def title_before(reading: Reading, mention: Mention) -> TokenRange:
    """Return the words of the noun phrase before a name: "the Front's spokesman | Ada Bell"."""
    page, start = reading.page, mention.tokens.first
    sentence = next((s.first for s in reading.sentences if s.first <= start < s.last), start)
    first = start
    for token in range(start - 1, max(sentence, start - _LONGEST) - 1, -1):
        titled = page.word(token).lower() in _TITLE_WORDS or is_sent(reading, token)
        if titled or reading.upos[token] in ("NOUN", "PROPN", "ADJ", "NUM"):
            first = token
        else:
            break
    return TokenRange(first, start)


def _apposition(reading: Reading, mention: Mention) -> TokenRange:
    """Return the words after the comma behind a name, up to the next stop or verb."""
    page, after = reading.page, mention.tokens.last
    end = min(len(page.tokens), after + 1 + _LONGEST)
    if after >= len(page.tokens) or page.word(after) != ",":
        return TokenRange(after, after)
    inside = takewhile(lambda t: not _stops(reading, t), range(after + 1, end))
    return TokenRange(after + 1, max(inside, default=after) + 1)


def _stops(reading: Reading, token: int) -> bool:
    return reading.page.word(token).lower() in _STOPS or reading.upos[token] in ("VERB", "AUX", "SCONJ")


def _of_office(reading: Reading, tokens: TokenRange) -> Iterator[Described]:
    """Yield the office that some words name: the last noun before "of" or "for" that is one."""
    page = reading.page
    end = next((t for t in range(*tokens) if page.word(t).lower() in ("of", "for", "from", "to", "in")), tokens.last)
    for token in range(end - 1, tokens.first - 1, -1):
        if reading.upos[token] in ("NOUN", "PROPN"):
            office = find_office(_words(reading, TokenRange(tokens.first, token + 1)))
            if office is not None:
                yield Described(TokenRange(tokens.first, token + 1), token, office)
                return


def ties_of(reading: Reading, of_token: Mapping[int, Cluster], described: Described) -> Iterator[Tie]:
    """Yield what a description ties its bearer to, what stands before the office first.

    Args:
        reading: The page.
        of_token: Actor of each token that stands in a name or a description.
        described: The description.
    """
    page = reading.page
    seen: set[int] = set()
    for token in range(described.tokens.first, described.head):
        other = of_token.get(token)
        after = page.word(token + 1).lower() if token + 1 < len(page.tokens) else ""
        how = "'s" if after in _POSSESSIVES else ""
        if other is not None and id(other) not in seen and token not in _own(other, described):
            seen.add(id(other))
            owned = page.word(token).lower() in _OWNERS or _owns(reading, other, token)
            yield Tie(described, other, other.country, "'s" if owned else how)
        elif other is None or token in _own(other, described):
            country = _country_at(reading, token, described.head)
            if country is not None:
                yield Tie(described, None, country, how)
    yield from _after(reading, of_token, described)


def _own(other: Cluster, described: Described) -> frozenset[int]:
    """Return the tokens of the mention whose noun is the office itself: it tells nothing of anybody else."""
    mention = next((m for m in other.mentions if m.head == described.head), None)
    return frozenset(range(*mention.tokens)) if mention is not None else frozenset()


def _owns(reading: Reading, other: Cluster, token: int) -> bool:
    mention = next((m for m in other.mentions if m.tokens.first <= token < m.tokens.last), None)
    if mention is None:
        return False
    page, last = reading.page, mention.tokens.last
    return page.word(last - 1) in _POSSESSIVES or (last < len(page.tokens) and page.word(last) in _POSSESSIVES)


def _country_at(reading: Reading, token: int, head: int) -> str | None:
    """Return the country that words from a token on name, the longest name first; None where none."""
    for n in (3, 2, 1):
        if token + n <= head:
            found = country_of(_words(reading, TokenRange(token, token + n)))
            if found is not None:
                return found
    return None


def _after(reading: Reading, of_token: Mapping[int, Cluster], described: Described) -> Iterator[Tie]:
    """Yield what "of …", "for …" after the office names."""
    page, start = reading.page, described.head + 1
    if start + 1 < len(page.tokens) and page.word(start).lower() == "of" and " of " in described.office.noun:
        start += 2  # "secretary of state | of Sylvania"
    if start + 1 >= len(page.tokens) or page.word(start).lower() not in _BELONGING:
        return
    how = page.word(start).lower()
    for token in range(start + 1, min(len(page.tokens), start + 1 + _REACH)):
        other = of_token.get(token)
        if other is not None:
            yield Tie(described, other, other.country, how)
            return
        country = _country_at(reading, token, len(page.tokens))
        if country is not None:
            yield Tie(described, None, country, how)
        elif reading.upos[token] not in ("DET", "ADJ", "NOUN", "PROPN", "NUM", "PART", "PRON", "ADV"):
            return


def _words(reading: Reading, tokens: TokenRange) -> str:
    return " ".join(reading.page.cover(tokens).of(reading.page.report.text).replace("’", "'").split())
