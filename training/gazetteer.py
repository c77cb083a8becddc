"""Make the gazetteer of places: ``python -m training.gazetteer --resources ../shared/data/resources``.

The same inputs give the same file, byte for byte. Needs the packages of ``requirements/gazetteer.txt``.
"""

from __future__ import annotations

import argparse
import math
from pathlib import Path

import numpy as np

from onrecord.codebook.place_names import fold, key_of
from training.gazetteer_sources import (
    PRIMARY,
    Row,
    read_cities,
    read_counties,
    read_countries,
    read_divisions,
    read_regions,
)

KINDS = ("city", "country", "admin1", "admin2", "region")
#: UCDP's where_prec for each kind: within a place, a country, a first- and a second-level division.
PRECISIONS = {"city": 1, "country": 7, "admin1": 4, "admin2": 3}
OUT = Path(__file__).resolve().parents[1] / "src" / "onrecord" / "codebook" / "data" / "places" / "gazetteer.npz"


def collect(resources: Path) -> list[Row]:
    """Return all places, countries first."""
    countries, codes, capitals = read_countries()
    cities = read_cities(codes)
    divisions = read_divisions(resources, cities, codes)
    counties = read_counties(resources, cities, divisions, codes)
    _mark_capitals(cities, capitals)
    print(f"{len(countries)} countries, {len(divisions)} first- and {len(counties)} second-level divisions, ", end="")
    regions = read_regions()
    print(f"{len(regions)} regions, {len(cities)} cities")
    return [*countries, *divisions, *regions, *counties, *cities]


def _mark_capitals(cities: list[Row], capitals: dict[str, str]) -> None:
    """Mark the largest city of the capital's name in each country as the capital."""
    wanted = {(code, fold(name)) for code, name in capitals.items() if name}
    for row in sorted(cities, key=lambda r: -r.population):
        hit = next(((row.country, n) for n in row.names if (row.country, n) in wanted), None)
        if hit:
            wanted.remove(hit)
            row.kind = "capital"


def pack(rows: list[Row]) -> dict[str, np.ndarray]:
    """Return the arrays of the file (see ``onrecord.codebook.gazetteer``)."""
    countries = sorted({row.country for row in rows})
    divisions = sorted({row.division for row in rows})
    country_of = {code: number for number, code in enumerate(countries)}
    division_of = {code: number for number, code in enumerate(divisions)}
    names = [row.name.encode("utf-8")[:255] for row in rows]
    keys = sorted(
        (key_of(name), how != PRIMARY, -row.population, number, how)
        for number, row in enumerate(rows)
        for name, how in row.names.items()
    )
    kinds = [KINDS.index("city" if row.kind == "capital" else row.kind) for row in rows]
    return {
        "geonameid": np.array([row.geonameid for row in rows], np.uint32),
        "lat": np.array([round(row.lat * 1e4) for row in rows], np.int32),
        "lon": np.array([round(row.lon * 1e4) for row in rows], np.int32),
        "weight": np.array([min(255, round(10 * math.log1p(max(0, row.population)))) for row in rows], np.uint8),
        "kind": np.array(kinds, np.uint8),
        "is_capital": np.array([row.kind == "capital" for row in rows], np.bool_),
        "precision": np.array([row.precision or PRECISIONS.get(row.kind, 1) for row in rows], np.uint8),
        "country": np.array([country_of[row.country] for row in rows], np.uint8),
        "division": np.array([division_of[row.division] for row in rows], np.uint16),
        "name_bytes": np.frombuffer(b"".join(names), np.uint8),
        "name_length": np.array([len(name) for name in names], np.uint8),
        "country_codes": np.frombuffer("\n".join(countries).encode(), np.uint8),
        "division_codes": np.frombuffer("\n".join(divisions).encode(), np.uint8),
        "key_high": np.array([key >> 8 for key, *_ in keys], np.uint32),
        "key_low": np.array([key & 255 for key, *_ in keys], np.uint8),
        "key_place": np.array([number for _, _, _, number, _ in keys], np.uint32),
        "key_how": np.array([how for *_, how in keys], np.uint8),
    }


def main() -> None:
    """Build the file."""
    parser = argparse.ArgumentParser(prog="python -m training.gazetteer", description=__doc__)
    parser.add_argument("--resources", type=Path, required=True, help="folder with GeoNames' code tables")
    parser.add_argument("--out", type=Path, default=OUT)
    chosen = parser.parse_args()
    arrays = pack(collect(chosen.resources))
    np.savez_compressed(chosen.out, **arrays)
    print(f"{len(arrays['key_high'])} names; {chosen.out.stat().st_size / 1e6:.1f} MB: {chosen.out.name}")


if __name__ == "__main__":
    main()
