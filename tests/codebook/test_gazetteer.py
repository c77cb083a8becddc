"""The gazetteer: what names of places mean, and how fast it is there."""

from __future__ import annotations

import subprocess
import sys
from importlib.resources import files
from pathlib import Path

import pytest

from onrecord.codebook.gazetteer import Entry, load_gazetteer
from onrecord.codebook.place_names import abbreviation, fold, without_direction, without_type

SOURCE = Path(__file__).resolve().parents[2] / "src"


def first(words: str) -> Entry:
    """Return the best-known place of a name."""
    return load_gazetteer().find(words)[0]


@pytest.mark.parametrize(
    ("words", "kind", "country"),
    [
        ("Kenya", "country", "KEN"), ("the Netherlands", "country", "NLD"), ("Nairobi", "city", "KEN"),
        ("U.S.", "country", "USA"), ("UK", "country", "GBR"), ("Donbas", "region", "UKR"),
        ("Panmunjom", "region", "KOR"),
        ("Strait of Hormuz", "region", None), ("Bavaria", "region", "DEU"), ("Kenyan", "country", "KEN"),
        ("Ohio", "admin1", "USA"), ("Oxfordshire", "admin2", "GBR"), ("KIGALI", "city", "RWA"),
    ],
)  # fmt: skip
def test_names_of_all_kinds_are_known(words: str, kind: str, country: str | None) -> None:
    """Countries, cities, divisions, crisis regions, peoples and abbreviations are found."""
    entry = next(e for e in load_gazetteer().find(words) if e.kind == kind)
    assert entry.country == country


def test_case_tells_an_abbreviation_from_a_word() -> None:
    """ "US" is the country, "us" is not."""
    assert {e.country for e in load_gazetteer().find("US")} == {"USA"}
    assert "USA" not in {e.country for e in load_gazetteer().find("us")}


def test_accents_and_marks_make_no_difference() -> None:
    """A name is found with and without accents, hyphens and dots."""
    assert first("Sao Paulo").number == first("São Paulo").number
    assert first("St. Louis").number == first("Saint Louis").number


def test_points_lie_where_they_should() -> None:
    """Cities lie at their known points and divisions among their cities."""
    for words, lat, lon in [("Geneva", 46.2, 6.1), ("Ohio", 40.3, -82.8), ("Oxfordshire", 51.8, -1.3)]:
        entry = first(words)
        assert abs(entry.lat - lat) < 0.7
        assert abs(entry.lon - lon) < 0.9


def test_every_region_of_the_table_is_found_at_its_point() -> None:
    """Each row of the table of crisis regions is in the packed file, at a point on the globe, and has a precision."""
    table = (files("onrecord.codebook") / "data" / "places" / "crisis_regions.tsv").read_text(encoding="utf-8")
    rows = [line.split("\t") for line in table.splitlines() if not line.startswith("#")]
    assert len(rows) > 400
    for name, _aliases, lat, lon, _country, precision, _kind, source in rows:
        hits = [e for e in load_gazetteer().find(name) if e.kind == "region"]
        assert any(abs(e.lat - float(lat)) < 0.01 and abs(e.lon - float(lon)) < 0.01 for e in hits), name
        assert -90 <= float(lat) <= 90, name
        assert -180 <= float(lon) <= 180, name
        assert int(precision) in range(1, 7), name
        assert source


def test_country_of_a_point_and_of_a_code() -> None:
    """A point lies in the country of the nearest city; the middle of an ocean in none."""
    gazetteer = load_gazetteer()
    assert gazetteer.country_at(46.2, 6.15) == "CHE"
    assert gazetteer.country_at(-45.0, -120.0) is None
    assert gazetteer.country_of_code("LB") == "LBN"
    assert gazetteer.country_of_code("??") is None


def test_unknown_and_odd_names_are_not_found() -> None:
    """Names that are none, empty ones and lone surrogates give nothing."""
    for words in ("", " ", "Qwyxzzatown", "\ud800", "\x00", "the", "x" * 100_000):
        assert load_gazetteer().find(words) == ()


def test_files_are_small() -> None:
    """All tables of places together stay below 20 MB."""
    folder = files("onrecord.codebook") / "data" / "places"
    assert sum(len(item.read_bytes()) for item in folder.iterdir() if item.is_file()) < 20e6


def test_gazetteer_is_not_loaded_before_it_is_needed() -> None:
    """Importing the resolver of places reads no table."""
    code = (
        "import onrecord.resolve.places\n"
        "from onrecord.codebook.gazetteer import load_gazetteer\n"
        "print(load_gazetteer.cache_info().currsize)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, env={"PYTHONPATH": str(SOURCE)}
    )
    assert done.stdout.strip() == "0"


def test_parts_of_names() -> None:
    """Words for the sort of a place and points of the compass come off; a name alone stays whole."""
    assert without_type(fold("Kano State")) == "kano"
    assert without_type(fold("State")) is None
    assert without_direction(fold("north-eastern Kenya")) == "kenya"
    assert without_direction(fold("Northampton")) is None
    assert abbreviation("FRANCE") is None
