"""The gazetteer: cities, countries, divisions and crisis regions by name.

Loaded when first used. ``training/gazetteer.py`` makes the file; it holds no text of any report. Names are kept as
40-bit keys, sorted, and looked up by binary search; of a million unknown names about half a one would hit by chance.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib.resources import as_file, files
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from onrecord.codebook.place_names import abbreviation, fold, key_of

PlaceKind = Literal["city", "country", "admin1", "admin2", "region"]
NameSort = Literal["primary", "alternate", "abbreviation", "people"]

_KINDS: tuple[PlaceKind, ...] = ("city", "country", "admin1", "admin2", "region")
_SORTS: tuple[NameSort, ...] = ("primary", "alternate", "abbreviation", "people")
#: Places of one name that are looked at, best known first; "San Antonio" has some hundred.
MAX_PLACES = 60


@dataclass(frozen=True, slots=True)
class Entry:
    """One place that a name may mean."""

    #: Number in the gazetteer: the same place has the same number.
    number: int
    name: str
    kind: PlaceKind
    #: How the name belongs to it.
    sort: NameSort
    lat: float
    lon: float
    #: ISO 3166-1 alpha-3; None where it lies in none or in several.
    country: str | None
    #: GeoNames code of its first-level division ("US.OH"); None where it has none.
    division: str | None
    #: None for places of our own table.
    geonameid: int | None
    #: Natural logarithm of one plus the number of people.
    log_population: float
    #: 1 (exact) to 7 (country).
    precision: int
    #: True for the capital of a country.
    is_capital: bool


class Gazetteer:
    """All places, packed in arrays; nothing changes them."""

    def __init__(self, arrays: dict[str, NDArray[np.generic]]) -> None:
        """Args: arrays: What ``training/gazetteer.py`` writes."""
        self._arrays = arrays
        high, low = arrays["key_high"].astype(np.uint64), arrays["key_low"].astype(np.uint64)
        self._keys: NDArray[np.uint64] = (high << np.uint64(8)) | low
        self._name_ends = np.cumsum(arrays["name_length"].astype(np.int64))
        self._countries = arrays["country_codes"].tobytes().decode().split("\n")
        self._divisions = arrays["division_codes"].tobytes().decode().split("\n")
        self._found: dict[str, tuple[Entry, ...]] = {}

    def __len__(self) -> int:
        return len(self._arrays["geonameid"])

    def find(self, words: str) -> tuple[Entry, ...]:
        """Return the places a name may mean, whatever its case and accents; abbreviations only in capitals.

        Places whose own name it is come first, then those with more people.
        """
        short = abbreviation(words)
        folded = fold(words)
        found = self.find_folded(short) if short else ()
        if short and len(short) <= 3 and found:
            return found
        known = {entry.number for entry in found}
        return (*found, *(e for e in self.find_folded(folded) if e.number not in known)) if folded else found

    def find_folded(self, folded: str) -> tuple[Entry, ...]:
        """Return the places of a name that is folded already."""
        cached = self._found.get(folded)
        if cached is not None:
            return cached
        key = np.uint64(key_of(folded))
        first, last = int(self._keys.searchsorted(key)), int(self._keys.searchsorted(key, "right"))
        entries = tuple(self._entry(row) for row in range(first, min(last, first + MAX_PLACES)))
        if len(self._found) < _MAX_CACHED:
            self._found[folded] = entries
        return entries

    def _entry(self, row: int) -> Entry:
        a = self._arrays
        number = int(a["key_place"][row])
        end = int(self._name_ends[number])
        start = end - int(a["name_length"][number])
        return Entry(
            number=number,
            name=a["name_bytes"][start:end].tobytes().decode("utf-8", "ignore"),
            kind=_KINDS[int(a["kind"][number])],
            sort=_SORTS[int(a["key_how"][row])],
            lat=int(a["lat"][number]) / 1e4,
            lon=int(a["lon"][number]) / 1e4,
            country=self._countries[int(a["country"][number])] or None,
            division=self._divisions[int(a["division"][number])] or None,
            geonameid=int(a["geonameid"][number]) or None,
            log_population=int(a["weight"][number]) / 10,
            precision=int(a["precision"][number]),
            is_capital=bool(a["is_capital"][number]),
        )

    def country_of_code(self, code: str) -> str | None:
        """Return the alpha-3 code of a country, given its alpha-2 code; None for others."""
        wanted = f"{code}."
        for number, division in enumerate(self._divisions):
            if division.startswith(wanted):
                place = int((self._arrays["division"] == number).argmax())
                return self._countries[int(self._arrays["country"][place])] or None
        return None

    def country_at(self, lat: float, lon: float) -> str | None:
        """Return the country of the nearest city to a point; None where none is within about 250 km."""
        a = self._arrays
        lats, lons = a["lat"].astype(np.float64) / 1e4, a["lon"].astype(np.float64) / 1e4
        apart = (lats - lat) ** 2 + (((lons - lon + 180) % 360 - 180) * np.cos(np.radians(lat))) ** 2
        apart[a["kind"] != _KINDS.index("city")] = np.inf
        nearest = int(apart.argmin())
        return (self._countries[int(a["country"][nearest])] or None) if apart[nearest] < 5 else None

    def country_of_id(self, geonameid: int) -> tuple[str | None, PlaceKind] | None:
        """Return country and kind of the place with a GeoNames id; None where it is not held."""
        hits = np.flatnonzero(self._arrays["geonameid"] == geonameid)
        if not len(hits) or not geonameid:
            return None
        number = int(hits[0])
        return self._countries[int(self._arrays["country"][number])] or None, _KINDS[int(self._arrays["kind"][number])]


#: Names whose places are kept unpacked.
_MAX_CACHED = 20_000


@cache
def load_gazetteer() -> Gazetteer:
    """Return the shipped gazetteer."""
    with (
        as_file(files("onrecord.codebook") / "data" / "places" / "gazetteer.npz") as path,
        np.load(path, allow_pickle=False) as packed,
    ):
        return Gazetteer({name: packed[name] for name in packed.files})
