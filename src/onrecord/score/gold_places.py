"""Readers for annotated places: LGL, GeoVirus and GeoWebNews, as JSON lines."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from onrecord.codebook.gazetteer import load_gazetteer
from onrecord.model.span import Span
from onrecord.score.gold import GoldError, read_records

#: GeoWebNews' types of names that something is, happens or goes at.
LITERAL_TYPES: frozenset[str] = frozenset({"Literal", "Literal_Modifier", "Mixed", "Coercion", "Embedded_Literal"})
#: The plain ones among them, which are scored where they have a GeoNames id.
NARROW_TYPES: frozenset[str] = frozenset({"Literal", "Literal_Modifier"})
#: Its types that are no names of places, or that are not placed.
_NO_NAMES = ("Expression", "Non_Toponym")


@dataclass(frozen=True, slots=True)
class GoldPlace:
    """One annotated name of a place."""

    span: Span
    #: WGS-84 degrees; None where the annotators could not place it.
    lat: float | None
    lon: float | None
    #: ISO 3166-1 alpha-3; None where it lies in none or in several, or is not known.
    country: str | None
    #: True where it is a whole country.
    is_country: bool
    geonameid: int | None = None
    #: GeoWebNews' type; None in other corpora.
    type: str | None = None


@dataclass(frozen=True, slots=True)
class GoldPlaces:
    """One text with its places."""

    id: str
    text: str
    title: str | None
    url: str | None
    published: date | None
    places: tuple[GoldPlace, ...]


def read_places(path: Path) -> Iterator[GoldPlaces]:
    """Yield the texts of a file.

    Raises:
        GoldError: The file cannot be read, or a line holds no places.
    """
    for number, record in enumerate(read_records(path), 1):
        if not isinstance(record.get("toponyms"), list):
            raise GoldError(f"{path}, line {number}: no list 'toponyms'. Give a file of LGL, GeoVirus or GeoWebNews.")
        yield GoldPlaces(
            id=str(record.get("id", number)),
            text=record["text"],
            title=record.get("title"),
            url=record.get("url"),
            published=_day(record.get("published")),
            places=tuple(_place(raw) for raw in record["toponyms"] if _is_name(raw)),
        )


def _day(value: object) -> date | None:
    try:
        return date.fromisoformat(value) if isinstance(value, str) else None
    except ValueError:
        return None


def _is_name(raw: dict[str, Any]) -> bool:
    return not any(word in (raw.get("type") or "") for word in _NO_NAMES)


def _place(raw: dict[str, Any]) -> GoldPlace:
    lat, lon, geonameid = raw.get("lat"), raw.get("lon"), raw.get("geonameid")
    country, is_country = _country(raw, lat, lon, geonameid)
    return GoldPlace(Span(*raw["span"]), lat, lon, country, is_country, geonameid, raw.get("type"))


def _country(
    raw: dict[str, Any], lat: float | None, lon: float | None, geonameid: int | None
) -> tuple[str | None, bool]:
    """Return the country of an annotated place, and whether it is the country itself."""
    if lat is None or lon is None:
        return None, False
    if geonameid and (held := load_gazetteer().country_of_id(geonameid)):
        return held[0], held[1] == "country"
    if "fcode" in raw or "country" in raw:
        named = load_gazetteer().find(str(raw.get("country") or ""))
        return next((e.country for e in named if e.kind == "country"), None), False
    if "wiki" in raw:
        title = str(raw["wiki"]).rpartition("/")[2].replace("_", " ").removesuffix(" (country)")
        whole = next((e for e in load_gazetteer().find(title) if e.kind == "country"), None)
        if whole is not None and _is_middle(whole.lat, whole.lon, lat, lon):
            return whole.country, True
    return (None if _lies_in_none(raw, lat, lon) else _country_at(round(lat, 2), round(lon, 2))), False


def _lies_in_none(raw: dict[str, Any], lat: float, lon: float) -> bool:
    """Tell whether it is a continent, a sea or the like, as our own table has it; the corpora do not say."""
    found = load_gazetteer().find(str(raw.get("normalised") or raw.get("name") or ""))
    return any(e.kind == "region" and e.country is None and _is_middle(e.lat, e.lon, lat, lon) for e in found)


def _is_middle(lat: float, lon: float, gold_lat: float, gold_lon: float) -> bool:
    """Tell whether a point may stand for a country: Wikipedia gives its middle or its capital."""
    return abs(lat - gold_lat) < 25 and abs(lon - gold_lon) < 60


@cache
def _country_at(lat: float, lon: float) -> str | None:
    return load_gazetteer().country_at(lat, lon)
