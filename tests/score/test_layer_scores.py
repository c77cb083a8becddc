"""Events, positions, figures, times and places of two dossiers compared."""

from __future__ import annotations

from dataclasses import replace

import pytest

from onrecord.model.dossier import Dossier
from onrecord.score.bootstrap import Counts
from onrecord.score.layer_scores import (
    count_events,
    count_figures,
    count_literal_places,
    count_positions,
    count_time_values,
    is_same_place,
)
from onrecord.score.layers import compile_annotated
from tests.score.test_layers import REPORT


@pytest.fixture(scope="module")
def gold() -> Dossier:
    """A report with a fact of every kind."""
    return compile_annotated(REPORT)[0]


def _f1(counts: Counts, name: str) -> float:
    return 2 * counts[f"{name} right"] / (counts[f"{name} found"] + counts[f"{name} gold"])


def test_a_dossier_agrees_with_itself(gold: Dossier) -> None:
    """Every layer is right throughout, and something was compared."""
    counts = count_events(gold, gold)
    for name in ("events", "triggers", "with modality", "actors", "recipients"):
        assert counts[f"{name} gold"] > 0
        assert _f1(counts, name) == 1.0, name
    assert counts["modality right"] == counts["matched"] == len(gold.events)
    assert counts["when right"] == counts["when gold"] > 0
    assert counts["where right"] == counts["where gold"] > 0
    assert _f1(count_positions(gold, gold), "positions") == 1.0
    assert _f1(count_figures(gold, gold), "figures") == 1.0
    assert _f1(count_time_values(gold, gold), "times") == 1.0
    assert _f1(count_literal_places(gold, gold), "places") == 1.0


def test_events_need_the_type_and_then_the_modality(gold: Dossier) -> None:
    """Another type is no match, though the trigger is found; another modality is a match that is wrong in it."""
    first, *others = gold.events
    wrong_type = replace(gold, events=(replace(first, type="AID"), *others))
    counts = count_events(gold, wrong_type)
    assert counts["events right"] == len(gold.events) - 1
    assert counts["triggers right"] == len(gold.events)
    doubted = replace(gold, events=(replace(first, modality="alleged"), *others))
    counts = count_events(gold, doubted)
    assert counts["events right"] == len(gold.events)
    assert counts["with modality right"] == len(gold.events) - 1
    assert (counts["alleged found"], counts["alleged gold"], counts["alleged right"]) == (1, 0, 0)


def test_a_retelling_matches_and_a_second_event_does_not(gold: Dossier) -> None:
    """The trigger may be another telling; told twice as two events, only one counts."""
    event = next(e for e in gold.events if e.mentions)
    moved = replace(event, trigger_span=event.mentions[0], mentions=())
    alone = replace(gold, events=(event,))
    assert count_events(alone, replace(gold, events=(moved,)))["events right"] == 1
    assert count_events(alone, replace(gold, events=(event, moved)))["events right"] == 1


def test_facts_in_furniture_count_on_neither_side(gold: Dossier) -> None:
    """A fact that lies in furniture is not asked for and not held against anybody."""
    figure = gold.figures[0]
    inside = replace(gold, figures=(replace(figure, span=gold.furniture[0].span),))
    counts = count_figures(replace(gold, figures=()), inside, gold.furniture)
    assert counts["figures found"] == 0
    assert count_figures(replace(gold, figures=()), inside)["figures found"] == 1


def test_figures_need_value_unit_and_bound(gold: Dossier) -> None:
    """Each is told apart."""
    figure = gold.figures[0]
    counts = count_figures(gold, replace(gold, figures=(replace(figure, unit="troops"), *gold.figures[1:])))
    missing = counts["figures gold"] - counts["figures right"]
    assert missing == counts["values and bounds right"] - counts["figures right"] == 1
    counts = count_figures(gold, replace(gold, figures=(replace(figure, bound="range"), *gold.figures[1:])))
    assert counts["values right"] - counts["values and bounds right"] == 1


def test_places_are_right_within_reach(gold: Dossier) -> None:
    """A hundred kilometres off is right, a thousand is not, and a literal place is not asked of a modifier."""
    place = gold.places[0]
    assert place.lat is not None
    assert is_same_place(place, replace(place, lat=place.lat + 0.9))
    assert not is_same_place(place, replace(place, lat=place.lat + 9))
    modifier = replace(gold, places=(replace(place, use="modifier"),))
    assert count_literal_places(gold, modifier)["places found"] == 0


def test_positions_need_party_stance_and_words(gold: Dossier) -> None:
    """Another stance on the same words is half right."""
    position = gold.positions[0]
    counts = count_positions(gold, replace(gold, positions=(replace(position, stance="opposes"),)))
    assert (counts["party and words right"], counts["positions right"]) == (1, 0)
