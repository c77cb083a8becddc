"""Names as the words have them: titles cut off, hyphens joined, and the descriptions that only lead to a name."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

from onrecord.codebook.actors import Office, country_of_people, find_named, find_office
from onrecord.codebook.reporting import outlets
from onrecord.model.reading import Entity, Reading
from onrecord.model.span import Span, TokenRange

#: Titles that have become part of the name: "King Charles", "Pope Francis".
_PART_OF_NAME = frozenset(
    {"king", "queen", "prince", "crown prince", "pope", "emir", "sultan", "general", "major", "judge", "chief", "head"}
)
#: Nouns that say what sort of body the name before them is: "the Hamas movement", "the Interfax news agency".
_SORTS = frozenset(
    {"group", "movement", "party", "militia", "network", "newspaper", "daily", "magazine", "broadcaster", "channel"}
    | {"agency", "company", "firm", "alliance", "organisation", "organization", "faction", "website", "station"}
)
_HYPHENS = frozenset({"-", "‐", "‑"})
_NOUN_LIKE = frozenset({"NOUN", "PROPN", "ADJ"})
#: Words with capitals in a row, small words of names between them; "By" and such are none.
_CAPITALISED = re.compile(
    r"(?!(?:By|BY|Photo|Image|Credit|Text)\b)[^\W\d_a-z][\w.'’-]*"
    r"(?:[ \t]+(?:(?:de|der|van|von|al|bin|da|dos|la|le)[ \t]+)*[^\W\d_a-z][\w.'’-]*)*"
)
#: How far before a name its title may begin, in tokens.
_REACH = 9


def plain_name(words: str) -> str:
    """Return a name without article and possessive."""
    words = words.removesuffix("'s").strip()
    return words[4:] if words.lower().startswith("the ") else words


def is_outlet(words: str) -> bool:
    """Tell whether a name is that of a news agency, broadcaster, newspaper or platform."""
    return tuple(plain_name(words).lower().split()) in outlets()


def names_in(words: str) -> list[Span]:
    """Return where names stand in a byline or credit, by their capital letters.

    >>> [name.of("By Maria Oduya and Ali Bako") for name in names_in("By Maria Oduya and Ali Bako")]
    ['Maria Oduya', 'Ali Bako']
    """
    return [Span(*match.span()) for match in _CAPITALISED.finditer(words)]


def mend_names(reading: Reading) -> list[Entity]:
    """Return the entities of a page with hyphenated names whole and titles cut off.

    "Port-au-Prince" of which only the end was marked becomes one name; "Secretary of State Maria Oduya" marked as one
    becomes a title and "Maria Oduya"; a title marked as if it were a name is dropped.
    """
    mended: list[Entity] = []
    for entity in _joined(reading):
        first, last = entity.tokens
        cut = _title_length([reading.page.word(t) for t in range(first, last)], entity.label)
        if cut == 0:
            mended.append(entity)
        elif first + cut < last:
            mended.append(replace(entity, tokens=TokenRange(first + cut, last), label="Person"))
    return mended


def _joined(reading: Reading) -> list[Entity]:
    """Return the entities, each grown over the hyphenated word it cuts into, unless that holds two names."""
    joined: list[Entity] = []
    entities = sorted(reading.entities, key=lambda e: e.tokens)
    for number, entity in enumerate(entities):
        tokens = _grown(reading, entity)
        if joined and joined[-1].tokens.last > entity.tokens.first:
            continue
        if tokens != entity.tokens and find_named(_text(reading, tokens)) is None:
            before = entities[number - 1].tokens.last if number else 0
            after = entities[number + 1].tokens.first if number + 1 < len(entities) else tokens.last
            if before > tokens.first or after < tokens.last:
                tokens = entity.tokens
        joined.append(replace(entity, tokens=tokens))
    return joined


def _text(reading: Reading, tokens: TokenRange) -> str:
    return " ".join(reading.page.cover(tokens).of(reading.page.report.text).split())


def _grown(reading: Reading, entity: Entity) -> TokenRange:
    first, last = entity.tokens
    while first >= 2 and _glued(reading, first - 2) and _names(reading, first - 2):
        first -= 2
    while last + 1 < len(reading.page.tokens) and _glued(reading, last - 1) and _names(reading, last + 1):
        last += 2
    return TokenRange(first, last)


def _glued(reading: Reading, token: int) -> bool:
    """Tell whether a hyphen without spaces ties a token to the next but one."""
    tokens = reading.page.tokens
    if token + 2 >= len(tokens) or reading.page.word(token + 1) not in _HYPHENS:
        return False
    return tokens[token].end == tokens[token + 1].start and tokens[token + 1].end == tokens[token + 2].start


def _names(reading: Reading, token: int) -> bool:
    """Tell whether a token can be part of a hyphenated name: a name's word, or a small one within ("au", "un")."""
    word = reading.page.word(token)
    return reading.upos[token] == "PROPN" or (len(word) <= 3 and word.isalpha() and reading.upos[token] != "VERB")


def _title_length(words: list[str], label: str) -> int:
    """Return how many of an entity's words are a title: all where it is nothing else."""
    office = find_office(" ".join(words))
    if label != "Person" and office is not None and office.kind == "person" and len(words) > 1:
        rest = words[: -len(office.noun.split())]
        if all(word.lower() in ("deputy", "acting", "former") or _is_country(word) for word in rest):
            return len(words)
    for cut in range(len(words) - 1, 0, -1):
        office = find_office(" ".join(words[:cut]))
        if office is None or office.kind != "person" or office.noun in _PART_OF_NAME:
            continue
        if find_office(words[cut]) or not words[cut][0].isupper():
            continue
        if label == "Person" or " " in office.noun:
            return cut
    return 0


def _is_country(word: str) -> bool:
    entry = find_named(word)
    return country_of_people(word) is not None or (entry is not None and entry.country is not None)


def title_tokens(reading: Reading, names: Iterable[Entity]) -> dict[int, int]:
    """Return for each token of a title or sort that stands at a name, with no comma between, the name's last token.

    "US Secretary of State Maria Oduya", "the minister of foreign affairs Ali Bako", "news agency Interfax", "the
    Yonhap news agency". Word order alone decides: trees of such phrases are often wrong.
    """
    leads: dict[int, int] = {}
    for name in names:
        for token in [*_before(reading, name), *_after(reading, name)]:
            leads.setdefault(token, name.tokens.last - 1)
    return leads


def _before(reading: Reading, name: Entity) -> range:
    first = name.tokens.first
    office, length = _office_ending(reading, first)
    if office is None:
        return _before_complement(reading, name) if name.label == "Person" else range(0)
    if not _fits(office, reading, name):
        return range(0)
    start = first - length
    while start > 0 and start > first - _REACH and _premodifies(reading, start - 1):
        start -= 1
    return range(start, first)


def _office_ending(reading: Reading, last: int) -> tuple[Office | None, int]:
    """Return the office that the words just before a token name, and how many tokens it has."""
    first = max(0, last - 3)
    words = [reading.page.word(t) for t in range(first, last)]
    office = find_office(" ".join(words)) if words and words[-1].isalpha() else None
    return office, len(office.noun.split()) if office else 0


def _fits(office: Office, reading: Reading, name: Entity) -> bool:
    words = _text(reading, name.tokens)
    if office.kind == "person":
        return name.label == "Person"
    if office.kind in ("organisation", "armed_group", "group"):
        is_sort = office.noun.split()[-1] in _SORTS
        return is_sort and (is_outlet(words) or name.label not in ("Person", "Location", "NORP"))
    return False


def _premodifies(reading: Reading, token: int) -> bool:
    if reading.page.word(token).lower() in ("-", "then", "ex"):
        return True
    return reading.upos[token] in _NOUN_LIKE and reading.deprels[token].split(":")[0] not in ("obl", "obj", "conj")


def _before_complement(reading: Reading, name: Entity) -> range:
    """Return the tokens of "minister of foreign affairs" before a name: an office, "of" or "for", and nouns."""
    token = name.tokens.first - 1
    while (
        token > name.tokens.first - _REACH
        and token > 0
        and (reading.upos[token] in _NOUN_LIKE or reading.page.word(token).lower() == "and")
    ):
        token -= 1
    if token == name.tokens.first - 1 or token < 1 or reading.page.word(token).lower() not in ("of", "for"):
        return range(0)
    office, length = _office_ending(reading, token)
    if office is None or office.kind != "person":
        return range(0)
    return range(token - length, name.tokens.first)


def _after(reading: Reading, name: Entity) -> range:
    """Return the tokens that say what sort of body a name is, where they end their noun phrase."""
    if name.label == "Person":
        return range(0)
    last = name.tokens.last
    end = last
    while end < min(last + 3, len(reading.upos)) and reading.upos[end] in ("NOUN", "PROPN"):
        end += 1
    if end == last or reading.page.word(end - 1).lower() not in _SORTS:
        return range(0)
    words = _text(reading, name.tokens)
    entry = find_named(plain_name(words))
    is_sort_of = is_outlet(words) or (entry.kind == "armed_group" if entry else name.label == "Organization")
    return range(last, end) if is_sort_of else range(0)
