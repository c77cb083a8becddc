"""Quantities against a gold without offsets."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from onrecord.score.figures import count_quantities, found_quantities, normalise_unit, read_newsquant
from onrecord.score.gold import GoldError
from tests.builders import build_reading


def _counts(tmp_path: Path, text: str, *quantities: tuple[str, str]) -> dict[str, float]:
    path = tmp_path / "gold.jsonl"
    gold = [{"value": value, "unit": unit, "normalized_unit": unit} for value, unit in quantities]
    path.write_text(json.dumps({"id": "1", "text": text, "quantities": gold}), encoding="utf-8")
    (sentence,) = read_newsquant(path)
    return dict(count_quantities(sentence.quantities, found_quantities(build_reading(text))))


def test_values_and_units_are_counted_apart(tmp_path: Path) -> None:
    """A right value with a wrong unit is half right."""
    counts = _counts(tmp_path, "It sent 12 trucks and $5.", ("12", "tanks"), ("5", "dollar"))
    assert (counts["value right"], counts["value and unit right"]) == (2, 1)
    assert (counts["value gold"], counts["value found"]) == (2, 2)


def test_each_gold_quantity_is_matched_once(tmp_path: Path) -> None:
    """Two found quantities do not share one gold quantity."""
    assert _counts(tmp_path, "It sent 12 trucks and 12 ships.", ("12", "truck"))["value right"] == 1


def test_ranges_want_both_ends(tmp_path: Path) -> None:
    """A range is right where both ends are; open counts end where CQE ends them."""
    assert _counts(tmp_path, "It sent 12-15 trucks.", ("12-15", "truck"))["value and unit right"] == 1
    assert _counts(tmp_path, "It sent 12-15 trucks.", ("12", "truck"))["value right"] == 0
    assert _counts(tmp_path, "It sent thousands of trucks.", ("1000-10000", "truck"))["value and unit right"] == 1


def test_units_are_normalised() -> None:
    """Names, plurals and symbols of a unit are one; articles and order do not count."""
    assert normalise_unit("km/h") == normalise_unit("kilometres per hour")
    assert normalise_unit("barrels of oil") == normalise_unit("oil barrel")
    assert normalise_unit("%") == normalise_unit("percent")
    assert normalise_unit("$") == normalise_unit("US$") == ("dollar",)


def test_other_files_are_refused(tmp_path: Path) -> None:
    """A file that holds no quantities is told apart."""
    path = tmp_path / "other.jsonl"
    path.write_text('{"id": "1", "text": "Rain."}', encoding="utf-8")
    with pytest.raises(GoldError, match="NewsQuant"):
        list(read_newsquant(path))
