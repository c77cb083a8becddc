"""Scores of places: what is right, what is counted, and the gold files."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from onrecord.model.dossier import Place
from onrecord.model.span import Span
from onrecord.score.cli_score import score_tables
from onrecord.score.gold import GoldError
from onrecord.score.gold_places import NARROW_TYPES, GoldPlace, GoldPlaces, read_places
from onrecord.score.options import Options
from onrecord.score.places import count_places, distance_km, is_right

NAIROBI = GoldPlace(Span(0, 7), -1.28, 36.82, "KEN", False)
KENYA = GoldPlace(Span(0, 5), 1.0, 38.0, "KEN", True)


def place(lat: float | None, lon: float | None, country: str | None, precision: int | None) -> Place:
    """Make a found place."""
    return Place(id="p", span=Span(0, 7), name="x", lat=lat, lon=lon, country=country, precision=precision)


def test_distance() -> None:
    """Two known cities lie as far apart as maps say; a point lies at no distance from itself."""
    assert abs(distance_km(48.8566, 2.3522, 51.5074, -0.1278) - 344) < 3
    assert distance_km(10, 179.5, 10, -179.5) < 120
    assert distance_km(5, 5, 5, 5) == 0


def test_right_within_a_hundred_miles() -> None:
    """161 km decide, or the country where a whole country is meant."""
    assert is_right(NAIROBI, -0.3, 36.07, "KEN", 1)
    assert not is_right(NAIROBI, -4.04, 39.67, "KEN", 1)
    assert is_right(KENYA, -1.0, 37.0, "KEN", 7)
    assert not is_right(KENYA, 1.0, 38.0, "UGA", 7)
    assert not is_right(KENYA, None, None, "KEN", 7)


def test_counts_of_a_text() -> None:
    """Found, right and country are counted apart; names that are not literal or have no point are left out."""
    unplaced = replace(NAIROBI, lat=None, lon=None)
    metonymic = replace(NAIROBI, type="Metonymic")
    gold = GoldPlaces("1", "Nairobi", None, None, None, (NAIROBI, KENYA, unplaced, metonymic))
    found = [place(-4.04, 39.67, "KEN", 1), None, None, place(-1.28, 36.82, "KEN", 1)]
    counts = count_places(gold, found)
    assert (counts["gold"], counts["found"], counts["right"]) == (2, 1, 0)
    assert (counts["country all"], counts["country gold"], counts["country right"]) == (2, 1, 1)


def test_narrow_names_need_an_id() -> None:
    """In the narrow sense only plain literal names with a GeoNames id count."""
    with_id = replace(NAIROBI, type="Literal", geonameid=184745)
    gold = GoldPlaces("1", "Nairobi", None, None, None, (with_id, replace(with_id, geonameid=None)))
    assert count_places(gold, [None, None], types=NARROW_TYPES)["gold"] == 1


def write(path: Path, *records: object) -> Path:
    """Write JSON lines."""
    path.write_text("".join(json.dumps(record) + "\n" for record in records), encoding="utf-8")
    return path


def test_reader_knows_the_three_formats(tmp_path: Path) -> None:
    """Country and kind are told from a GeoNames id, a country's name, or a page of Wikipedia."""
    places = [
        {"span": [0, 5], "name": "Kenya", "geonameid": 192950, "lat": 1.0, "lon": 38.0, "type": "Literal"},
        {"span": [0, 5], "name": "Kenya", "lat": 1.0, "lon": 38.0, "wiki": "https://example.org/wiki/Kenya"},
        {"span": [6, 9], "name": "Ruq", "geonameid": 9, "lat": 1.0, "lon": 37.0, "country": "Kenya", "fcode": "PPL"},
        {"span": [0, 5], "name": "Africa", "geonameid": 8, "lat": 7.2, "lon": 21.1, "type": "Literal"},
        {"span": [6, 9], "name": "hut", "type": "Literal_Expression"},
    ]
    (text,) = read_places(write(tmp_path / "x.jsonl", {"id": 1, "text": "Kenya Ruq", "toponyms": places}))
    assert [(p.country, p.is_country) for p in text.places] == [
        ("KEN", True), ("KEN", True), ("KEN", False), (None, False),
    ]  # fmt: skip


def test_other_files_are_refused(tmp_path: Path) -> None:
    """A file of another kind is told by name and line."""
    with pytest.raises(GoldError, match="line 1"):
        list(read_places(write(tmp_path / "x.jsonl", {"id": 1, "text": "a"})))


def test_task_needs_no_network(tmp_path: Path) -> None:
    """The task scores a file without loading weights of the network, and says what the ranker has seen."""
    spot = {"span": [9, 16], "name": "Nairobi", "geonameid": 184745, "lat": -1.28, "lon": 36.82}
    record = {"id": 1, "text": "Rain hit Nairobi.", "toponyms": [spot]}
    (own,) = score_tables("places", [write(tmp_path / "own.jsonl", record)], options=Options())
    assert own.figures[0].value == 1.0
    assert len(own.notes) == 1
    (seen,) = score_tables("places", [write(tmp_path / "lgl.jsonl", record)], options=Options())
    assert "trained on lgl" in seen.notes[1]
    typed = {**record, "toponyms": [{**spot, "type": "Literal"}]}
    assert len(score_tables("places", [write(tmp_path / "t.jsonl", typed)], options=Options())) == 2
