"""Right places for given names: within 161 km, or the same country where a whole country is meant."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence

from onrecord.model.dossier import Place
from onrecord.score.bootstrap import Counts, Metric, ratio
from onrecord.score.gold_places import LITERAL_TYPES, NARROW_TYPES, GoldPlace, GoldPlaces

#: A hundred miles: the usual bound of the field, "accuracy at 161 km".
NEAR_KM = 161.0
_EARTH_KM = 6371.0
#: Precision of a whole country.
_COUNTRY = 7

#: Figures of the table. "found" are names to which a place was given.
PLACE_METRICS: dict[str, tuple[Metric, str]] = {
    "acc@161 km, all": (ratio("right", "gold"), "gold"),
    "acc@161 km, of found": (ratio("right", "found"), "found"),
    "found": (ratio("found", "gold"), "gold"),
    "country right": (ratio("country right", "country gold"), "country gold"),
    "country right, all": (ratio("country right", "country all"), "country all"),
}


def distance_km(lat: float, lon: float, other_lat: float, other_lon: float) -> float:
    """Return the distance between two points on the earth, in km.

    >>> round(distance_km(0, 0, 0, 90))
    10008
    """
    a, b = math.radians(lat), math.radians(other_lat)
    half = math.sin((b - a) / 2) ** 2 + math.cos(a) * math.cos(b) * math.sin(math.radians(other_lon - lon) / 2) ** 2
    return 2 * _EARTH_KM * math.asin(min(1.0, math.sqrt(half)))


def is_right(gold: GoldPlace, lat: float | None, lon: float | None, country: str | None, precision: int | None) -> bool:
    """Tell whether a found place is the annotated one."""
    if lat is None or lon is None or gold.lat is None or gold.lon is None:
        return False
    if gold.is_country and precision == _COUNTRY:
        return country == gold.country
    return distance_km(lat, lon, gold.lat, gold.lon) <= NEAR_KM


def count_places(
    gold: GoldPlaces, found: Sequence[Place | None], *, types: frozenset[str] | None = LITERAL_TYPES
) -> Counts:
    """Count right places of one text.

    Args:
        gold: The annotated text.
        found: A place, or None, per annotated name, in the same order.
        types: GeoWebNews' types that are scored (the narrow ones only with a GeoNames id); None for all. Names of
            corpora without types are always scored.
    """
    counts: Counter[str] = Counter()
    for place, answer in zip(gold.places, found, strict=True):
        if not _is_scored(place, types):
            continue
        known = answer is not None and answer.lat is not None
        counts["gold"] += 1
        counts["found"] += known
        if answer is not None and known:
            counts["right"] += is_right(place, answer.lat, answer.lon, answer.country, answer.precision)
        if place.country is not None:
            counts["country all"] += 1
            counts["country gold"] += known
            counts["country right"] += answer is not None and known and answer.country == place.country
    return counts


def _is_scored(place: GoldPlace, types: frozenset[str] | None) -> bool:
    if place.lat is None:
        return False
    if types is None or place.type is None:
        return True
    return place.type in types and (types is not NARROW_TYPES or place.geonameid is not None)
