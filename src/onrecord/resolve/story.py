"""Of which country a report tells at some point: whose "the army", "the government", "the police" are."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Mapping, Sequence

from onrecord.codebook.actors import BODY_CODES, country_of_people, find_named
from onrecord.codebook.gazetteer import load_gazetteer
from onrecord.model.reading import Reading
from onrecord.resolve.cluster import Cluster

#: How much more often than the next a country must be named to be what the report is about.
_LEAD = 1.5
#: What stands behind the place, and the day, of a dateline.
_DATELINE_END = re.compile(r"[(]|\s[-–—]|\d")


class Story:
    """Countries by the tokens that name them, their capitals, their towns, their people or their statesmen."""

    def __init__(self, reading: Reading, clusters: Sequence[Cluster]) -> None:
        self._reading = reading
        named: dict[int, str] = {}
        for token in range(len(reading.page.tokens)):
            country = country_of_people(reading.page.word(token))
            if country is not None:
                named[token] = country
        for cluster in clusters:
            if cluster.country and cluster.named:
                named.update({m.head: cluster.country for m in cluster.mentions if m.form == "name"})
        named |= _of_towns(reading, named)
        self._tokens = sorted(token for token, country in named.items() if country not in BODY_CODES)
        self._countries = [named[token] for token in self._tokens]
        counted = Counter(self._countries).most_common(2)
        self._most = counted[0][0] if counted else None
        self._leads = len(counted) == 1 or (len(counted) > 1 and counted[0][1] >= _LEAD * counted[1][1])
        self._dateline = _of_dateline(reading)
        self._starts = [s.first for s in reading.sentences]
        self._paragraphs = [p.tokens.first for p in reading.page.paragraphs]
        #: The country of the whole report, where it names no other; None elsewhere.
        self.only = self._most if len(counted) == 1 else None

    def country_at(self, token: int) -> str | None:
        """Return the country of the story at a token; None where it is a toss-up.

        The only one named; the one named most by far, where it is the last one named, too; the dateline's, where the
        paragraph was of it last; the one named most, where the sentence names no other.
        """
        if self.only is not None:
            return self.only
        if self._leads and self._last_between(0, token) == self._most:
            return self._most
        if self._dateline is not None and self._last_between(_start(self._paragraphs, token), token) == self._dateline:
            return self._dateline
        number = bisect_right(self._starts, token) - 1
        if number < 0:
            return None
        inside = set(self._between(*self._reading.sentences[number]))
        return self._most if inside == {self._most} else None

    def _between(self, first: int, last: int) -> list[str]:
        return self._countries[bisect_left(self._tokens, first) : bisect_left(self._tokens, last)]

    def _last_between(self, first: int, token: int) -> str | None:
        inside = self._between(first, token)
        return inside[-1] if inside else None


def _start(starts: Sequence[int], token: int) -> int:
    place = bisect_right(starts, token) - 1
    return starts[place] if place >= 0 else 0


def _of_towns(reading: Reading, named: Mapping[int, str]) -> dict[int, str]:
    """Return the country of each town that lies in one country of the report alone."""
    gazetteer, countries = load_gazetteer(), set(named.values())
    found: dict[int, str] = {}
    for entity in reading.entities:
        last = entity.tokens.last - 1
        if entity.label != "Location" or set(range(*entity.tokens)) & named.keys():
            continue
        words = reading.page.cover(entity.tokens).of(reading.page.report.text)
        places = (place for place in gazetteer.find(words) if place.kind in ("city", "admin1", "admin2", "region"))
        inside = {place.country for place in places if place.country} & countries
        if len(inside) == 1:
            found[last] = inside.pop()
    return found


def _of_dateline(reading: Reading) -> str | None:
    """Return the country of the place a report is dated from; None where it is dated from two."""
    page = reading.page
    for furniture in page.furniture:
        if furniture.kind == "dateline":
            words = " ".join(furniture.span.of(page.report.text).split())
            parts = [part.strip() for part in _DATELINE_END.split(words)[0].split(",")]
            if "/" in parts[0]:
                return None
            named = (_of_name(part) for part in reversed(parts[:2]))
            return next((c for c in named if c is not None), None) or _of_town(parts[0])
    return None


def _of_name(words: str) -> str | None:
    """Return the country that is named, or whose capital is."""
    entry = find_named(words.title() if words.isupper() and len(words) > 3 else words)
    return entry.country if entry is not None and entry.kind in ("state", "government") else None


def _of_town(words: str) -> str | None:
    return next((place.country for place in load_gazetteer().find(words) if place.country), None) if words else None
