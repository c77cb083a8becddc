"""Outlines of countries for the map of the page, from the npm package world-atlas (Natural Earth).

Usage: npm pack world-atlas; tar xzf world-atlas-*.tgz
       python training/world_map.py package/countries-50m.json package/LICENSE

Writes ``src/onrecord/run/formats/data/world.tsv`` (one country a line: code, its bounds, its outline as an SVG path in
tenths of a degree, north up) and the licence beside it. Outlines are thinned arc by arc, so that neighbours still fit.
"""

from __future__ import annotations

import json
import sys
from itertools import pairwise
from pathlib import Path
from typing import Any

FORMATS = Path(__file__).parents[1] / "src" / "onrecord" / "run" / "formats" / "data"
COUNTRIES = Path(__file__).parents[1] / "src" / "onrecord" / "codebook" / "data" / "actors" / "countries.tsv"
#: Units per degree.
SCALE = 10
#: How far, in degrees, an outline may be from the true one.
TOLERANCE = 0.12
#: Islands smaller than this, in square degrees, are left out unless a country has nothing else.
SMALLEST = 0.12
#: South-west and north-east corner of a box that holds the Crimean peninsula and no other ring.
CRIMEA = ((32.0, 44.0), (37.0, 46.5))
#: Names of Natural Earth that the code book writes in another way.
NAMES = {
    "Bosnia and Herz.": "BIH", "Central African Rep.": "CAF", "Côte d'Ivoire": "CIV", "Dem. Rep. Congo": "COD",
    "Congo": "COG", "Czechia": "CZE", "Dominican Rep.": "DOM", "Eq. Guinea": "GNQ", "eSwatini": "SWZ",
    "Macedonia": "MKD", "S. Sudan": "SSD", "Solomon Is.": "SLB", "United States of America": "USA",
    "W. Sahara": "ESH", "Kosovo": "XKX", "Timor-Leste": "TLS", "Palestine": "PSE", "North Korea": "PRK",
    "South Korea": "KOR", "Taiwan": "TWN", "Greenland": "GRL", "Fr. S. Antarctic Lands": "ATF", "Antarctica": "ATA",
    "Marshall Is.": "MHL", "Antigua and Barb.": "ATG", "St. Kitts and Nevis": "KNA", "St. Vin. and Gren.": "VCT",
    "São Tomé and Principe": "STP", "Cabo Verde": "CPV", "Vatican": "VAT", "Myanmar": "MMR", "Turkey": "TUR",
    "Gambia": "GMB", "Bahamas": "BHS", "Brunei": "BRN", "Laos": "LAO", "Syria": "SYR", "Iran": "IRN", "Russia": "RUS",
    "Moldova": "MDA", "Tanzania": "TZA", "Venezuela": "VEN", "Vietnam": "VNM", "Bolivia": "BOL", "Micronesia": "FSM",
    "Hong Kong": "HKG", "Macao": "MAC", "Puerto Rico": "PRI", "New Caledonia": "NCL", "Faeroe Is.": "FRO",
}  # fmt: skip

Point = tuple[float, float]


def main() -> None:
    """Convert the file named on the command line."""
    topology = json.loads(Path(sys.argv[1]).read_text(encoding="utf-8"))
    licence = Path(sys.argv[2]).read_text(encoding="utf-8")
    arcs = [thin(arc) for arc in decode_arcs(topology)]
    codes = read_codes()
    countries: list[tuple[str, list[list[Point]]]] = []
    for geometry in topology["objects"]["countries"]["geometries"]:
        name = geometry["properties"]["name"]
        countries.append((NAMES.get(name) or codes.get(name, ""), read_rings(geometry, arcs)))
    move_crimea(dict(countries))
    rows = [write_country(code, rings) for code, rings in countries if rings]
    head = (
        "# Outlines of countries: code (empty where it has none), west, south, east, north, path. Tenths of a degree.\n"
        "# Source: Natural Earth (public domain) through the npm package world-atlas 2.0.2 (ISC, see world.LICENSE).\n"
        "# Made by training/world_map.py. Lines are no judgement on borders: Natural Earth draws who holds the land;\n"
        "# Crimea is drawn with Ukraine, as UN General Assembly resolution 68/262 has it.\n"
    )
    FORMATS.mkdir(exist_ok=True)
    (FORMATS / "world.tsv").write_text(head + "".join(sorted(rows)), encoding="utf-8")
    (FORMATS / "world.LICENSE").write_text(
        "world.tsv is made from world-atlas 2.0.2, whose licence follows. The outlines in it are those of Natural\n"
        "Earth (naturalearthdata.com), which are in the public domain.\n\n" + licence,
        encoding="utf-8",
    )
    print(f"{len(rows)} outlines, {(FORMATS / 'world.tsv').stat().st_size:,} bytes")


def read_codes() -> dict[str, str]:
    """Return country codes by the names of the code book."""
    rows = (line.split("\t") for line in COUNTRIES.read_text(encoding="utf-8").splitlines() if line[:1] != "#")
    return {row[1]: row[0] for row in rows if len(row) > 1}


def decode_arcs(topology: dict[str, Any]) -> list[list[Point]]:
    """Return the arcs in degrees."""
    (sx, sy), (tx, ty) = topology["transform"]["scale"], topology["transform"]["translate"]
    arcs = []
    for arc in topology["arcs"]:
        x = y = 0
        points = []
        for dx, dy in arc:
            x, y = x + dx, y + dy
            points.append((x * sx + tx, y * sy + ty))
        arcs.append(points)
    return arcs


def thin(arc: list[Point]) -> list[Point]:
    """Leave out points that lie within the tolerance of the line between those kept (Douglas and Peucker 1973)."""
    kept = {0, len(arc) - 1}
    if arc[0] == arc[-1] and len(arc) > 3:  # a ring is cut at its farthest point, else all of it would be one line
        kept.add(max(range(len(arc)), key=lambda n: abs(arc[n][0] - arc[0][0]) + abs(arc[n][1] - arc[0][1])))
    edges = sorted(kept)
    stack = list(pairwise(edges))
    while stack:
        first, last = stack.pop()
        far, place = 0.0, first
        for n in range(first + 1, last):
            away = distance(arc[n], arc[first], arc[last])
            if away > far:
                far, place = away, n
        if far > TOLERANCE:
            kept.add(place)
            stack += [(first, place), (place, last)]
    return [arc[n] for n in sorted(kept)]


def distance(point: Point, one: Point, two: Point) -> float:
    """Return how far a point is from the line between two others."""
    (x, y), (ax, ay), (bx, by) = point, one, two
    dx, dy = bx - ax, by - ay
    square = dx * dx + dy * dy
    share = max(0.0, min(1.0, ((x - ax) * dx + (y - ay) * dy) / square)) if square else 0.0
    return float(((x - ax - share * dx) ** 2 + (y - ay - share * dy) ** 2) ** 0.5)


def move_crimea(countries: dict[str, list[list[Point]]]) -> None:
    """Move the peninsula from the outline of Russia to that of Ukraine."""
    (west, south), (east, north) = CRIMEA
    inside = [ring for ring in countries["RUS"] if all(west < x < east and south < y < north for x, y in ring)]
    assert len(inside) == 1, "the peninsula is one ring of Russia"
    countries["RUS"].remove(inside[0])
    countries["UKR"].append(inside[0])


def read_rings(geometry: dict[str, Any], arcs: list[list[Point]]) -> list[list[Point]]:
    """Return the rings of a country that are large enough, the largest first."""
    shapes = geometry.get("arcs", [])
    polygons = shapes if geometry["type"] == "MultiPolygon" else [shapes]
    rings = [join(ring, arcs) for polygon in polygons for ring in polygon]
    rings = sorted((ring for ring in rings if len(ring) > 3), key=area, reverse=True)
    return [ring for n, ring in enumerate(rings) if n == 0 or area(ring) >= SMALLEST]


def write_country(code: str, rings: list[list[Point]]) -> str:
    """Return the line of one country."""
    points = [(round(x * SCALE), round(-y * SCALE)) for ring in rings for x, y in ring]
    xs, ys = [x for x, _ in points], [-y for _, y in points]
    path = "".join(map(write_ring, rings))
    return f"{code}\t{min(xs)}\t{min(ys)}\t{max(xs)}\t{max(ys)}\t{path}\n"


def join(ring: list[int], arcs: list[list[Point]]) -> list[Point]:
    """Return a ring from its arcs; a negative number is an arc run backwards."""
    points: list[Point] = []
    for number in ring:
        arc = arcs[number] if number >= 0 else arcs[~number][::-1]
        points += arc if not points else arc[1:]
    return points


def area(ring: list[Point]) -> float:
    """Return the area of a ring in square degrees."""
    return abs(sum(ax * by - bx * ay for (ax, ay), (bx, by) in pairwise(ring))) / 2


def write_ring(ring: list[Point]) -> str:
    """Return a ring as a path of relative lines."""
    (x, y), *rest = [(round(a * SCALE), round(-b * SCALE)) for a, b in ring]
    path = f"M{x} {y}"
    before = "l"
    for nx, ny in rest[:-1]:
        dx, dy = nx - x, ny - y
        if dx or dy:
            pair = f"{dx} {dy}" if dy >= 0 else f"{dx}{dy}"
            path += before + pair if before == "l" or dx < 0 else " " + pair
            before = ""
        x, y = nx, ny
    return path + "z"


if __name__ == "__main__":
    main()
