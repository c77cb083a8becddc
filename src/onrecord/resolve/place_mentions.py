"""Which words of a report name places: entities of the Reading, well-known names beside them, datelines."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
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
#: An unknown name is taken for a place where the network is at least so sure of it.
_SURE_SCORE = 0.5
#: Classes the network gives a place by mistake, and how sure it is of them then at most.
_MISTAKEN = frozenset({"Person", "Misc", "NORP", "Organization"})
_MISTAKEN_SCORE = 0.75
#: Logarithm of the people from which a town counts where the words say that it is one ("near Gao"): about 3,000.
_TOWN_POPULATION = 8.0
#: Words before a name that only a place follows, and such as a place follows behind a verb of going.
_SPATIAL = frozenset({"in", "near", "into", "towards", "toward", "outside", "around", "inside"})
_GOING = re.compile(r"(?:flew|flown|fly|flies|fled|flee|went|go|gone|return|travel|drove|driv|sail|march|mov|came|com)")
#: What a ship, a paper or a station is named after: "the corvette …".
_NAMED_THINGS = frozenset(
    "ship ships vessel corvette frigate destroyer cruiser carrier battleship warship tanker freighter ferry trawler "
    "submarine yacht steamer liner boat icebreaker channel newspaper daily weekly magazine agency broadcaster portal "
    "operation brigade regiment battalion".split()
)
_SAINTS = frozenset({"St", "St.", "Saint", "Sainte", "San", "Santa", "São"})
_COMPASS = frozenset({"north", "south", "east", "west"})
_POSSESSIVE = frozenset({"'s", "’s", "'", "’"})
_DATELINE = re.compile(r"\s*([^\W\d_][\w.'’ /-]{1,60}?)\s*(?:,|\(|—|–|--| - |:|$)")


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
        tokens = tokens and _with_saint(reading, tokens)
        if tokens is None or not _names_place(reading, entity, tokens):
            continue
        span = reading.page.cover(tokens)
        sure = entity.label in _CLASSES and entity.score >= _SURE_SCORE
        yield Mention(span, tokens, sure, _in_furniture(reading, span), entity.score)


def _names_place(reading: Reading, entity: Entity, tokens: TokenRange) -> bool:
    """Tell whether an entity names a place: no body ("the West"), peoples only where they are those of a country."""
    words = reading.page.cover(tokens).of(reading.page.report.text)
    body = find_named(words)
    if body is not None and body.kind == "organisation":
        return False
    if entity.label in _CLASSES:
        return words.lower() not in _COMPASS and not _names_thing(reading, tokens.first)
    known = load_gazetteer().find(words)
    if entity.label in ("NORP", "Misc") and any(entry.sort == "people" for entry in known):
        return True
    if entity.label not in _MISTAKEN or not known:
        return False
    before = _words_before(reading, tokens.first)
    if known[0].kind == "region" and known[0].precision == 1 and before[-1:] in (["at"], ["outside"], ["inside"]):
        return True  # "at the White House"
    return entity.score < _MISTAKEN_SCORE and _follows_spatial(reading, tokens) and any(_is_town(e) for e in known[:3])


def _words_before(reading: Reading, first: int) -> list[str]:
    """Return the two lower-case words before a token, nearest last, articles and commas left out."""
    words = [reading.page.word(t).lower() for t in range(max(0, first - 4), first)]
    return [word for word in words if word not in ("the", ",", "a")][-2:]


def _names_thing(reading: Reading, first: int) -> bool:
    """Tell whether a ship, paper or station is named: "the tanker Orrin", "an aircraft carrier, the Orrin"."""
    told = any(word in _NAMED_THINGS for word in _words_before(reading, first)[-1:])
    return told and reading.page.word(first - 1) != ","


def _follows_spatial(reading: Reading, tokens: TokenRange) -> bool:
    """Tell whether the word before a name says that a place follows, and no possessive comes after it."""
    page, (first, last) = reading.page, tokens
    if not first or (last < len(page.tokens) and page.word(last) in _POSSESSIVE):
        return False
    word = page.word(first - 1).lower()
    if word in _SPATIAL:
        return True
    governor = reading.heads[next((t for t in range(first, last) if not first <= reading.heads[t] < last), first)]
    return word == "to" and governor >= 0 and bool(_GOING.match(page.word(governor).lower()))


def _is_town(entry: Entry) -> bool:
    if entry.kind in ("country", "region"):
        return entry.sort == "primary"
    return entry.sort == "primary" and entry.kind in ("city", "admin1") and entry.log_population > _TOWN_POPULATION


def _trim(reading: Reading, tokens: TokenRange) -> TokenRange | None:
    """Return a name without article and possessive; None where nothing is left."""
    first, last = tokens
    while first < last and reading.page.word(first).lower() in ("the", "a"):
        first += 1
    while first < last and reading.page.word(last - 1) in _POSSESSIVE:
        last -= 1
    return TokenRange(first, last) if first < last else None


def _with_saint(reading: Reading, tokens: TokenRange) -> TokenRange:
    """Return a name with the "Saint" before it or the rest behind it that the network cut off."""
    page, (first, last) = reading.page, tokens
    if first and page.word(first - 1) in _SAINTS:
        first -= 1
    elif last - first == 1 and page.word(first) in _SAINTS and last < len(page.tokens) and page.word(last)[0].isupper():
        last += 1
    return TokenRange(first, last)


def _unmarked(reading: Reading) -> Iterator[Mention]:
    """Yield names that the network passed over and that mean hardly anything but a place."""
    page = reading.page
    taken = {t for entity in reading.entities for t in range(*_with_saint(reading, entity.tokens))}
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
        if span.end - span.start > 40:
            continue
        known = load_gazetteer().find(span.of(text))[:3]
        if any(_is_clear(e) for e in known) or (_is_told_town(reading, TokenRange(first, last), known)):
            return TokenRange(first, last)
    return None


def _is_told_town(reading: Reading, tokens: TokenRange, known: Sequence[Entry]) -> bool:
    """Tell whether a name that may be a little town's is one by the word before it ("near Gao")."""
    names = all(reading.upos[t] == "PROPN" for t in range(*tokens))
    return names and _follows_spatial(reading, tokens) and any(_is_town(e) for e in known)


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
        # "LIMA/QUITO": a report from two towns.
        for part in re.finditer(r"[^/\s][^/]*?(?=\s*(?:/|[-–—]*\s*$))", found[1]):
            start = furniture.span.start + found.start(1)
            span = Span(start + part.start(), start + part.end())
            if load_gazetteer().find(span.of(text)):
                yield Mention(span, None, True, True, 0.95)


def _in_furniture(reading: Reading, span: Span) -> bool:
    furniture = reading.page.furniture
    at = bisect_right(furniture, span.start, key=lambda f: f.span.start)
    return any(f.span.overlaps(span) for f in furniture[max(0, at - _MAX_NESTED) : at + 1])
