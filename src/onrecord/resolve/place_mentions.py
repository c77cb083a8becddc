"""Which words of a report name places: entities of the Reading, well-known names beside them, datelines."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass

from onrecord.codebook.actors import find_named
from onrecord.codebook.gazetteer import Entry, load_gazetteer
from onrecord.model.reading import Entity, Reading
from onrecord.model.span import Span, TokenRange

#: Entity classes that name places; of peoples only those that belong to one.
_CLASSES = frozenset({"Location", "Facility"})
#: Tokens of the longest name that is looked up where the network marked none.
_MAX_TOKENS = 4
#: Logarithm of the people from which a city counts where the network marked no entity: about 400,000.
_CLEAR_POPULATION = 12.9
#: How sure a name is that the gazetteer alone found.
_UNMARKED_SCORE = 0.7
#: Stretches of furniture that may cover one another at one spot.
_MAX_NESTED = 4
_POSSESSIVE = frozenset({"'s", "’s", "'", "’"})
_DATELINE = re.compile(r"\s*([^\W\d_][\w.'’ -]{1,60}?)\s*(?:,|\(|—|–|--| - |:|$)")


@dataclass(frozen=True, slots=True)
class Mention:
    """Words that name a place."""

    span: Span
    #: None for datelines, which have no tokens.
    tokens: TokenRange | None
    #: True where it is one, whether or not the gazetteer knows it.
    sure: bool
    in_furniture: bool
    #: Probability, 0 to 1.
    score: float


def find_mentions(reading: Reading) -> list[Mention]:
    """Return the names of places in text order."""
    found = [*_datelines(reading), *_entities(reading), *_unmarked(reading)]
    return sorted(found, key=lambda m: m.span)


def _entities(reading: Reading) -> Iterator[Mention]:
    for entity in reading.entities:
        tokens = _trim(reading, entity.tokens)
        if tokens is None or not _names_place(reading, entity, tokens):
            continue
        span = reading.page.cover(tokens)
        yield Mention(span, tokens, entity.label in _CLASSES, _in_furniture(reading, span), entity.score)


def _names_place(reading: Reading, entity: Entity, tokens: TokenRange) -> bool:
    """Tell whether an entity names a place: no body ("the West"), peoples only where they are those of a country."""
    words = reading.page.cover(tokens).of(reading.page.report.text)
    body = find_named(words)
    if body is not None and body.kind == "organisation":
        return False
    if entity.label in _CLASSES:
        return True
    if entity.label not in ("NORP", "Misc"):
        return False
    return any(entry.sort == "people" for entry in load_gazetteer().find(words))


def _trim(reading: Reading, tokens: TokenRange) -> TokenRange | None:
    """Return a name without article and possessive; None where nothing is left."""
    first, last = tokens
    while first < last and reading.page.word(first).lower() in ("the", "a"):
        first += 1
    while first < last and reading.page.word(last - 1) in _POSSESSIVE:
        last -= 1
    return TokenRange(first, last) if first < last else None


def _unmarked(reading: Reading) -> Iterator[Mention]:
    """Yield names that the network passed over and that mean hardly anything but a place."""
    page = reading.page
    taken = {t for entity in reading.entities for t in range(*entity.tokens)}
    token = 0
    while token < len(page.tokens):
        tokens = _longest(reading, token, taken)
        if tokens is None:
            token += 1
            continue
        span = page.cover(tokens)
        yield Mention(span, tokens, False, _in_furniture(reading, span), _UNMARKED_SCORE)
        token = tokens.last


def _longest(reading: Reading, first: int, taken: set[int]) -> TokenRange | None:
    page, text = reading.page, reading.page.report.text
    if first in taken or not _starts_name(page.word(first)):
        return None
    if first and first - 1 not in taken and _starts_name(page.word(first - 1)) and reading.upos[first - 1] == "PROPN":
        return None  # inside a longer name that the gazetteer does not know
    for last in range(min(first + _MAX_TOKENS, len(page.tokens)), first, -1):
        if any(t in taken for t in range(first, last)) or not page.word(last - 1)[:1].isupper():
            continue
        if last < len(page.tokens) and _starts_name(page.word(last)) and reading.upos[last] == "PROPN":
            continue
        span = page.cover(TokenRange(first, last))
        if span.end - span.start <= 40 and any(_is_clear(e) for e in load_gazetteer().find(span.of(text))[:3]):
            return TokenRange(first, last)
    return None


def _starts_name(word: str) -> bool:
    return word[:1].isupper() and len(word) > 1


def _is_clear(entry: Entry) -> bool:
    if entry.sort == "people":
        return entry.kind == "country"
    if entry.sort != "primary" and not (entry.sort == "abbreviation" and entry.kind == "country"):
        return False
    return entry.kind in ("country", "region") or (entry.kind == "city" and entry.log_population > _CLEAR_POPULATION)


def _datelines(reading: Reading) -> Iterator[Mention]:
    text = reading.page.report.text
    for furniture in reading.page.furniture:
        if furniture.kind != "dateline":
            continue
        found = _DATELINE.match(text[furniture.span.start : min(furniture.span.end, furniture.span.start + 100)])
        if found is None:
            continue
        span = Span(furniture.span.start + found.start(1), furniture.span.start + found.end(1))
        if load_gazetteer().find(span.of(text)):
            yield Mention(span, None, True, True, 0.95)


def _in_furniture(reading: Reading, span: Span) -> bool:
    furniture = reading.page.furniture
    at = bisect_right(furniture, span.start, key=lambda f: f.span.start)
    return any(f.span.overlaps(span) for f in furniture[max(0, at - _MAX_NESTED) : at + 1])
