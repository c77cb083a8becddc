"""Codes of an event that follow from others."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given

from onrecord.codebook.plover import plover
from onrecord.extract.event_codes import fill_codes
from onrecord.model.dossier import Event
from onrecord.model.span import Span
from tests.strategies import events

AID = Event(id="e", trigger_span=Span(0, 4), type="AID", modality="planned")


def test_planned_aid_is_an_agreement_with_the_score_of_aid() -> None:
    """The code follows from type and modality, quad class and score from type and mode."""
    filled = fill_codes(AID)
    assert (filled.plover, filled.quad, filled.intensity) == ("AGREE", 2, 10)


def test_mode_makes_the_score() -> None:
    """A mode with a score of its own gives that."""
    riot = replace(AID, type="PROTEST", mode="riot", modality="happened")
    assert (fill_codes(riot).plover, fill_codes(riot).quad, fill_codes(riot).intensity) == ("PROTEST", 4, -7)


def test_negation_counts() -> None:
    """A promise not to attack is a concession, a promise to attack a threat."""
    attack = replace(AID, type="ASSAULT", modality="offered")
    assert fill_codes(replace(attack, negated=True)).plover == "CONCEDE"
    assert fill_codes(attack).plover == "THREATEN"


@given(events(20))
def test_nothing_else_changes(event: Event) -> None:
    """Every event gets its codes, twice the same, and keeps all else."""
    filled = fill_codes(event)
    assert filled.quad == plover().types[event.type].quad
    assert fill_codes(filled) == filled
    assert replace(filled, plover=event.plover, quad=event.quad, intensity=event.intensity) == event
