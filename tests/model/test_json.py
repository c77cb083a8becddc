"""Dossiers as JSON."""

from __future__ import annotations

import json
from dataclasses import fields
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.errors import FormatError
from onrecord.model.dossier import FORMAT, Actor, Dossier, Event, Position
from onrecord.model.json import dossier_from_dict, dossier_from_json, dossier_to_dict, dossier_to_json
from onrecord.model.span import Span
from tests.builders import build_report
from tests.formats.acts import build_acts
from tests.strategies import dossiers, events, positions


@given(dossiers())
def test_comes_back_the_same(dossier: Dossier) -> None:
    """A dossier written as JSON and read again equals the one that was written."""
    assert dossier_from_json(dossier_to_json(dossier)) == dossier


@given(st.lists(events(12)), st.lists(positions(12)))
def test_events_and_positions_come_back(acts: list[Event], stands: list[Position]) -> None:
    """Any event and any position written as JSON comes back with all that it holds."""
    dossier = Dossier(report=build_report("Ships left ."), events=tuple(acts), positions=tuple(stands))
    found = dossier_from_json(dossier_to_json(dossier))
    assert (found.events, found.positions) == (dossier.events, dossier.positions)


def test_an_event_has_every_field_in_json() -> None:
    """Each field of an event and of a position is a key, also where it holds nothing."""
    plain = dossier_to_dict(build_acts())
    assert all(set(event) == {f.name for f in fields(Event)} for event in plain["events"])
    assert all(set(position) == {f.name for f in fields(Position)} for position in plain["positions"])
    assert plain["events"][5]["plover"] == "THREATEN"
    assert plain["events"][7]["negated"] is True
    assert plain["positions"][2]["speaker"] is None


def test_wrong_modality_is_refused() -> None:
    """An event of a modality that there is not is refused by its place."""
    plain = dossier_to_dict(build_acts())
    plain["events"][2]["modality"] = "rumoured"
    with pytest.raises(FormatError, match=r"^events\[2\]\.modality:"):
        dossier_from_dict(plain)


@given(dossiers())
def test_is_valid_utf8(dossier: Dossier) -> None:
    """The JSON can be written as UTF-8, whatever the report holds."""
    assert json.loads(dossier_to_json(dossier).encode("utf-8")) == dossier_to_dict(dossier)


def test_lone_surrogate_is_escaped() -> None:
    """A lone surrogate is written as its escape, and other characters as they are."""
    text = dossier_to_json(Dossier(report=build_report("Zürich \ud83d said")))
    assert "Zürich \\ud83d said" in text


def test_format_comes_first_and_every_list_is_there() -> None:
    """The first key names the format, and the lists of later versions are there, empty."""
    plain = dossier_to_dict(Dossier(report=build_report("Nothing.")))
    assert next(iter(plain.items())) == ("format", FORMAT)
    lists = ("furniture", "actors", "statements", "events", "positions", "figures", "times", "places", "warnings")
    assert {name: plain[name] for name in lists} == {name: [] for name in lists}


def test_spans_are_pairs() -> None:
    """A span is a list of its two ends."""
    actor = Actor(id="a", name="Oduya", kind="person", mentions=(Span(0, 5),))
    plain = dossier_to_dict(Dossier(report=build_report("Oduya left."), actors=(actor,)))
    assert plain["actors"][0]["mentions"] == [[0, 5]]


def _plain(**changes: Any) -> dict[str, Any]:
    actor = Actor(id="a", name="Oduya", kind="person", mentions=(Span(0, 5),))
    plain = dossier_to_dict(Dossier(report=build_report("Oduya left."), actors=(actor,)))
    plain["actors"][0].update(changes)
    return plain


@pytest.mark.parametrize(
    ("changes", "place"),
    [
        ({"kind": "ship"}, "actors[0].kind"),
        ({"mentions": None}, "actors[0].mentions"),
        ({"mentions": [[0, 5], [3]]}, "actors[0].mentions[1]"),
        ({"mentions": [[5, 3]]}, "actors[0].mentions[0]"),
        ({"mentions": [[0, 500]]}, "actors[0].mentions[0]"),
        ({"mentions": [[False, 5]]}, "actors[0].mentions[0]"),
        ({"name": 7}, "actors[0].name"),
        ({"confidence": "high"}, "actors[0].confidence"),
        ({"colour": "red"}, "actors[0].colour"),
    ],
)
def test_wrong_field_is_named_by_its_place(changes: dict[str, Any], place: str) -> None:
    """A field of the wrong kind is refused, and the message begins with its place."""
    with pytest.raises(FormatError) as caught:
        dossier_from_dict(_plain(**changes))
    assert str(caught.value).startswith(f"{place}:")
    assert caught.value.code == "E-FORMAT"


def test_missing_field_is_named() -> None:
    """A field that must be there is named where it is not."""
    plain = _plain()
    del plain["report"]["text"]
    with pytest.raises(FormatError, match=r"^report\.text: is missing"):
        dossier_from_dict(plain)


@pytest.mark.parametrize("text", ["", "[", "[]", "null", '{"format": "onrecord/dossier/9"}', "[" * 100_000, "NaN"])
def test_other_things_are_refused(text: str) -> None:
    """What is no JSON, or JSON of another format, is refused with a coded error."""
    with pytest.raises(FormatError):
        dossier_from_json(text)


def test_wrong_date_is_refused() -> None:
    """A publication date that is none is refused by its place."""
    plain = _plain()
    plain["report"]["published"] = "last week"
    with pytest.raises(FormatError, match=r"^report\.published:"):
        dossier_from_dict(plain)


def test_lists_of_later_versions_are_passed_over() -> None:
    """A dossier with a list of facts that only a later version knows can still be read."""
    plain = _plain() | {"omens": [{"type": "CONSULT"}]}
    assert dossier_from_dict(plain).actors[0].name == "Oduya"
