"""Where: the names of places of a report, and the places they mean.

``find_places`` serves the reading of reports; ``resolve_names`` answers for given names, for scoring.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache

from onrecord.codebook.gazetteer import Entry, load_gazetteer
from onrecord.codebook.place_names import fold
from onrecord.model.dossier import Place, PlaceUse
from onrecord.model.ids import fact_id
from onrecord.model.reading import Reading
from onrecord.model.span import Span, TokenRange
from onrecord.resolve.place_backoff import SITE_NOUNS, fill_from_focus
from onrecord.resolve.place_candidates import Name, split_container
from onrecord.resolve.place_features import Scene, build_scene
from onrecord.resolve.place_mentions import Mention, find_mentions
from onrecord.resolve.place_ranker import Choice, rank
from onrecord.resolve.place_use import Surroundings, use_of

#: Below this a place is not given: a wrong pin is worse than none.
MIN_CONFIDENCE = 0.2
#: Words before and after a name that are looked at for its use.
_N_AROUND = 5
#: How sure a place is that was found by part of its name, or by a name inside a longer one.
_MATCH_TRUST = {"whole": 1.0, "bare": 0.97, "part": 0.9, "inside": 0.6}


def find_places(reading: Reading) -> tuple[Place, ...]:
    """Find the places of a report.

    Args:
        reading: The page as read. Its entities name the places; names that the gazetteer knows well are found without.

    Returns:
        The places in text order, those of datelines, captions and headings with ``in_furniture``. A name of a place
        that the gazetteer does not know is given without point; so is one whose place cannot be told.
    """
    report = reading.page.report
    mentions = find_mentions(reading)
    names = [Name(m.span.of(report.text), m.span.start, m.span.end) for m in mentions]
    sites = [Name(_words(reading, m), m.span.start, m.span.end) for m in mentions]
    scene = build_scene(report.text, sites, load_gazetteer(), home_country(report.publisher, report.url))
    choices = rank(scene)
    found = _found(scene, choices)
    # Where the ministers of a state are quoted is not where its report plays.
    scenes = [
        choice if choice and (not m.tokens or _use(reading, choice, m.tokens) == "literal") else None
        for m, choice in zip(mentions, found, strict=True)
    ]
    found = fill_from_focus(sites, found, scenes=scenes)
    places = []
    for mention, name, choice in zip(mentions, names, found, strict=True):
        if not mention.sure and (choice is None or _confidence(choice, mention.score) < MIN_CONFIDENCE):
            continue
        use: PlaceUse = "literal"
        if choice is not None:
            use = _use(reading, choice, mention.tokens) if mention.tokens else "literal"
        places.append(_place(report.id, mention.span, name, choice, use, mention.in_furniture, mention.score))
    return tuple(places)


def resolve_names(
    text: str, spans: Sequence[Span], *, publisher: str | None = None, url: str | None = None
) -> list[Place | None]:
    """Return what given names mean, in their order; None where nothing is known.

    Args:
        text: The text all spans point into.
        spans: Names of places; all are taken for names, whatever the text says of them.
        publisher: The outlet that printed it; None where unknown.
        url: Address it came from; None where unknown.
    """
    names = [Name(span.of(text), span.start, span.end) for span in spans]
    scene = build_scene(text, names, load_gazetteer(), home_country(publisher, url))
    return places_of(scene, names, rank(scene))


def places_of(scene: Scene, names: Sequence[Name], choices: Sequence[Choice]) -> list[Place | None]:
    """Return the place of each name, given what its group means."""
    found = fill_from_focus(names, _found(scene, choices))
    answers: list[Place | None] = []
    for name, choice in zip(names, found, strict=True):
        if choice is None:
            answers.append(None)
            continue
        around = surroundings_in(scene.text, name.start, name.end)
        use = use_of(choice.entry, around, is_site=choice.candidate.match == "inside")
        answers.append(_place("", Span(name.start, name.end), name, choice, use, False, 1.0))
    return answers


def _found(scene: Scene, choices: Sequence[Choice]) -> list[Choice | None]:
    return [choices[group] if group is not None else None for group in scene.group_of]


def _confidence(choice: Choice, score: float) -> float:
    return round(choice.chance * _MATCH_TRUST[choice.candidate.match] * score, 4)


def _place(
    report: str, span: Span, name: Name, choice: Choice | None, use: PlaceUse, in_furniture: bool, score: float
) -> Place:
    identity = fact_id(report, "place", span)
    if choice is None:
        return Place(
            id=identity, span=span, name=name.words, use=use, in_furniture=in_furniture, confidence=round(score / 2, 4)
        )
    entry, match = choice.entry, choice.candidate.match
    confidence = _confidence(choice, score)
    if confidence < MIN_CONFIDENCE and report:
        return Place(id=identity, span=span, name=name.words, use=use, in_furniture=in_furniture, confidence=confidence)
    return Place(
        id=identity,
        span=span,
        name=_usual_name(entry, match, name),
        geonameid=entry.geonameid if match != "inside" else None,
        lat=entry.lat,
        lon=entry.lon,
        country=entry.country,
        precision=_precision(entry, match),
        use=use,
        in_furniture=in_furniture,
        confidence=confidence,
    )


def _usual_name(entry: Entry, match: str, name: Name) -> str:
    """Return the English name: GeoNames' own is often the local one ("Al Ḩudaydah"), then the report's words do."""
    words = split_container(name.words)[0]
    if match in ("part", "inside"):
        return words
    ours = entry.kind in ("country", "region") or entry.sort in ("people", "abbreviation") or match == "bare"
    return entry.name if ours or words.isupper() else words


def _precision(entry: Entry, match: str) -> int:
    """Return UCDP's where_prec; part of a country or a site in a city is known less well than the whole."""
    if match == "inside":
        return max(2, entry.precision)
    if match == "part" and entry.kind == "country":
        return 6
    return entry.precision


def _words(reading: Reading, mention: Mention) -> str:
    """Return the words of a name, with the noun of a site that is named by it: "Serena hotel" is no town."""
    words, tokens = mention.span.of(reading.page.report.text), mention.tokens
    if tokens is None or tokens.last >= len(reading.page.tokens):
        return words
    noun = reading.page.word(tokens.last)
    is_site = noun in SITE_NOUNS and any(
        reading.heads[t] == tokens.last and reading.deprels[t].startswith("compound") for t in range(*tokens)
    )
    return f"{words} {noun}" if is_site else words


def _use(reading: Reading, choice: Choice, tokens: TokenRange) -> PlaceUse:
    return use_of(choice.entry, _around(reading, tokens), is_site=choice.candidate.match == "inside")


def _around(reading: Reading, tokens: TokenRange) -> Surroundings:
    page = reading.page
    first, last = tokens
    head = next((t for t in range(first, last) if not first <= reading.heads[t] < last), last - 1)
    # Joined names are used alike: "the United States and | Russia | concluded".
    joined, start = head, first
    while reading.deprels[joined] == "conj" and reading.heads[joined] >= 0 and reading.upos[joined] == "PROPN":
        joined = reading.heads[joined]
    if joined != head and reading.upos[joined] == "PROPN":
        head, start = joined, _first_of(reading, joined)
    governor = reading.heads[head]
    return Surroundings(
        [page.word(t).lower() for t in range(max(0, start - _N_AROUND), start)],
        [page.word(t) for t in range(last, min(len(page.tokens), last + _N_AROUND))],
        reading.deprels[head],
        reading.lemmas[governor] if governor >= 0 else "",
        reading.upos[governor] if governor >= 0 else "",
        page.word(governor).lower() if governor >= 0 else "",
        reading.deprels[governor] if governor >= 0 else "",
    )


#: Words of a name before its head that are looked at.
_MAX_NAME = 6


def _is_capital(reading: Reading, token: int) -> bool:
    return reading.page.word(token)[:1].isupper()


def _first_of(reading: Reading, head: int) -> int:
    """Return the first token of the name whose head is given."""
    first = head
    while first > max(0, head - _MAX_NAME) and reading.heads[first - 1] == head and _is_capital(reading, first - 1):
        first -= 1
    return first


_WORD = re.compile(r"['’]s\b|\w+(?:-\w+)*|[^\w\s]")
#: Code points on either side of a name that are cut into words.
_AROUND_CHARS = 60


def surroundings_in(text: str, start: int, end: int) -> Surroundings:
    """Return the words round a name in plain text."""
    before = _WORD.findall(text[max(0, start - _AROUND_CHARS) : start])
    after = _WORD.findall(text[end : end + _AROUND_CHARS])
    return Surroundings([w.lower() for w in before[-_N_AROUND:]], after[:_N_AROUND])


def home_country(publisher: str | None, url: str | None) -> str | None:
    """Return the country an outlet is at home in, by the ending of its address or the place in its name.

    >>> home_country(None, "https://news.example.com.lb/a"), home_country("Nairobi Chronicle", None)
    ('LBN', 'KEN')
    """
    host = re.sub(r"^\w+://", "", url or "").partition("/")[0].partition(":")[0].lower()
    ending = host.rpartition(".")[2] if "." in host else ""
    if len(ending) == 2 and (code := _country_of_ending(ending)):
        return code
    return next(_places_in(publisher), None) if publisher else None


#: Endings of addresses that are used for anything but the country they belong to.
_OPEN_ENDINGS = frozenset({"tv", "me", "co", "io", "fm", "am", "ai", "cc", "ws", "to", "eu", "la", "ly"})


@cache
def _country_of_ending(ending: str) -> str | None:
    if ending in _OPEN_ENDINGS:
        return None
    return load_gazetteer().country_of_code({"uk": "GB"}.get(ending, ending.upper()))


def _places_in(publisher: str) -> Iterator[str]:
    """Yield the countries of well-known places in the name of an outlet."""
    words = fold(publisher).split()[:8]
    for size in (3, 2, 1):
        for first in range(len(words) - size + 1):
            for entry in load_gazetteer().find_folded(" ".join(words[first : first + size]))[:1]:
                if entry.country and entry.sort != "abbreviation" and entry.log_population > _WELL_KNOWN:
                    yield entry.country


#: Logarithm of the people from which a city is known by its name alone: about 160,000.
_WELL_KNOWN = 12.0
__all__ = ["Mention", "find_places", "home_country", "places_of", "resolve_names", "surroundings_in"]
