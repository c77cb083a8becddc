"""Which places a name may mean: the gazetteer by the whole name, by its bare name, by a name inside it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from onrecord.codebook.gazetteer import Entry, Gazetteer
from onrecord.codebook.place_names import fold, without_direction, without_type

#: How the words were found: as they stand, without the word for their sort, without a point of the compass, by a name
#: that stands inside them.
Match = Literal["whole", "bare", "part", "inside"]

#: Words after a name that are looked at for what holds it ("Paris, Texas").
_MAX_CONTAINER_WORDS = 3
_AFTER = re.compile(
    r"\s?(?:,|\(|\bin|\bof)\s?(?:the )?(?:(?:north|south|east|west|central)\w*[ -])?((?:[A-Z][\w.’'-]{0,30} ?){1,3})"
)
#: Code points after a name that are looked at.
_AFTER_CHARS = 80
#: Words of a long name among which a name is looked for.
_MAX_INSIDE_WORDS = 7
_DIVISION = re.compile(
    r"\b(?:state|province|region|oblast|governorate|territory|krai|department|county|parish|district|raion)\b",
    re.IGNORECASE,
)
_NOT_INSIDE = frozenset(
    "street road avenue river lake mount church school university hospital park bridge station airport square house "
    "center centre national international saint north south east west new old general central city county state "
    "museum hotel library college high first second third united college police court creek valley hills beach island "
    "union grand royal public memorial market temple mosque cathedral hall tower plaza building district".split()
)


@dataclass(frozen=True, slots=True)
class Name:
    """A mention of a place, as the text has it."""

    words: str
    #: Code points of the text.
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Candidate:
    """One place that a name may mean."""

    entry: Entry
    match: Match


def split_container(words: str) -> tuple[str, str]:
    """Return the name and what it lies in where the words hold both.

    >>> split_container("Springfield, Ohio"), split_container("Berlin")
    (('Springfield', 'Ohio'), ('Berlin', ''))
    """
    head, comma, tail = words.partition(",")
    return (head.strip(), tail.strip()) if comma and head.strip() and tail.strip() else (words, "")


def find_candidates(words: str, gazetteer: Gazetteer) -> list[Candidate]:
    """Return the places a name may mean, best known first; empty where the gazetteer knows none.

    >>> from onrecord.codebook.gazetteer import load_gazetteer
    >>> [c.match for c in find_candidates("eastern Donbas", load_gazetteer())]
    ['part']
    """
    words = _bare(words)
    whole = gazetteer.find(words)
    if whole:
        return [Candidate(entry, "whole") for entry in whole]
    folded = fold(words)
    matches: tuple[tuple[Match, str | None], ...] = (
        ("bare", without_type(folded)),
        ("part", without_direction(folded)),
    )
    for match, name in matches:
        if name and (found := gazetteer.find_folded(name)):
            return [Candidate(entry, match) for entry in _of_sort(found, words)]
    head, container = split_container(words)
    if container:
        return find_candidates(head, gazetteer)
    return _find_inside(folded, gazetteer)


def _of_sort(found: Sequence[Entry], words: str) -> Sequence[Entry]:
    """Keep the divisions where the words say that one is meant ("Kherson region"), if there are any."""
    divisions = [e for e in found if e.kind in ("admin1", "admin2")]
    return divisions if divisions and _DIVISION.search(words) else found


def _bare(words: str) -> str:
    stripped = words.strip(' \t\n"“”()[]')
    for ending in ("’s", "'s", "’", "'"):
        stripped = stripped.removesuffix(ending)
    return stripped


def _find_inside(folded: str, gazetteer: Gazetteer) -> list[Candidate]:
    """Look for the longest name inside a longer one ("Leeds General Hospital"), the first where several are as long."""
    parts = folded.split()[:_MAX_INSIDE_WORDS]
    for size in range(len(parts) - 1, 0, -1):
        for first in range(len(parts) - size + 1):
            piece = parts[first : first + size]
            if all(part in _NOT_INSIDE for part in piece) or len("".join(piece)) < 4:
                continue
            found = [e for e in gazetteer.find_folded(" ".join(piece)) if e.sort == "primary"]
            if found:
                return [Candidate(entry, "inside") for entry in found]
    return []


def find_containers(text: str, end: int, gazetteer: Gazetteer) -> list[Entry]:
    """Return the divisions and countries that the words after a name say it lies in ("…, Ohio", "… in Ohio")."""
    found = _AFTER.match(text[end : end + _AFTER_CHARS])
    if found is None:
        return []
    parts = found[1].split()
    for size in range(min(len(parts), _MAX_CONTAINER_WORDS), 0, -1):
        words = " ".join(parts[:size]).rstrip(".,’'-") + ("." if parts[size - 1].endswith(".") else "")
        holders = [e for e in gazetteer.find(words) if e.kind != "city" and e.sort != "people"]
        if holders:
            return [e for e in holders if e.kind in ("admin1", "country", "admin2")][:12]
    return []


def lies_in(entry: Entry, holder: Entry) -> bool:
    """Tell whether a place lies in a country or division (of second-level ones: in the same first-level division)."""
    if entry.number == holder.number:
        return False
    if holder.kind == "country":
        return entry.country == holder.country and entry.kind != "country"
    same = entry.division == holder.division and holder.division is not None
    return same and (entry.kind in ("city", "admin2") if holder.kind == "admin1" else entry.kind == "city")
