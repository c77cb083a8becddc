"""The map of the page."""

from __future__ import annotations

import re
from dataclasses import replace
from importlib.resources import files

from onrecord.model.dossier import Place
from onrecord.run.formats.facts import Fact
from onrecord.run.formats.world_map import draw_map
from tests.formats.facts import ISLANDS, NORHAVEN


def _fact(place: Place, number: int = 1) -> Fact:
    return Fact(f"l{number}", (place.span,), place.name, "", (), place)


def test_a_country_is_a_ring_and_a_town_a_spot() -> None:
    """A whole country is never drawn as a town: it has a ring, and its outline is filled."""
    town, country = draw_map([_fact(NORHAVEN)]), draw_map([_fact(replace(NORHAVEN, precision=7))])
    assert 'class="spot"' in town
    assert "ring" not in town
    assert 'class="ring"' in country
    assert "spot" not in country
    assert "land meant" in country
    assert "land meant" not in town


def test_no_coordinates_no_map() -> None:
    """Places that were not located, or whose coordinates are none of this world, are not drawn."""
    nowhere = [replace(NORHAVEN, lat=None), replace(NORHAVEN, lat=91.0), replace(NORHAVEN, lon=float("nan"))]
    assert draw_map([_fact(place) for place in nowhere]) == ""


def test_all_places_lie_in_the_view() -> None:
    """The view holds every place, whatever their distance."""
    far = [NORHAVEN, ISLANDS, replace(NORHAVEN, lat=-89.0, lon=179.0), replace(NORHAVEN, lat=89.0, lon=-179.0)]
    drawn = draw_map([_fact(place, n) for n, place in enumerate(far)])
    box = re.search(r'viewBox="([-\d.]+) ([-\d.]+) ([-\d.]+) ([-\d.]+)"', drawn)
    assert box
    left, top, width, height = map(float, box.groups())
    spots = re.findall(r'cx="([-\d.]+)" cy="([-\d.]+)"', drawn)
    assert len(spots) == len(far)
    assert all(left <= float(x) <= left + width and top <= float(y) <= top + height for x, y in spots)


def test_names_do_not_hide_one_another() -> None:
    """Where there is no room for a name it is left out; the point stays."""
    crowd = [replace(NORHAVEN, name=f"Norhaven quarter {n}") for n in range(12)]
    drawn = draw_map([_fact(place, n) for n, place in enumerate(crowd)])
    assert drawn.count("<circle") == 12
    assert drawn.count("<text") < 12


def test_outlines_carry_their_licence() -> None:
    """The table names its source, the licence lies beside it, and no outline leaves the world."""
    data = files("onrecord.run.formats") / "data"
    lines = (data / "world.tsv").read_text(encoding="utf-8").splitlines()
    assert "Natural Earth" in lines[1]
    assert "Permission to use, copy, modify" in (data / "world.LICENSE").read_text(encoding="utf-8")
    rows = [line.split("\t") for line in lines if not line.startswith("#")]
    assert len(rows) > 150
    for _, west, south, east, north, path in rows:
        assert -1800 <= int(west) <= int(east) <= 1800
        assert -900 <= int(south) <= int(north) <= 900
        assert re.fullmatch(r"(M-?\d+ -?\d+(l[-\d ]+)?z)+", path)
