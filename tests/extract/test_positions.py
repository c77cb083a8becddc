"""Positions come from statements whose cue takes a stance."""

from __future__ import annotations

from dataclasses import replace

from onrecord.extract.positions import find_positions, party_of
from onrecord.model.dossier import Actor, Statement
from onrecord.model.reading import Reading
from tests.builders import build_reading, find_span

TEXT = "Freedonia opposes the raid."


def _shares(stance: str, score: float) -> dict[str, float]:
    """Give one stance a probability, "none" the rest, or the reverse."""
    other = "none" if stance != "none" else "demands"
    return {stance: score, other: 1.0 - score}


def _reading(stance: str = "opposes", score: float = 0.9) -> Reading:
    reading = build_reading(
        TEXT,
        frames=[{"cue": "opposes", "source": "Freedonia", "content": "the raid"}],
        tree={
            "Freedonia": ("opposes", "nsubj"),
            "opposes": (None, "root"),
            "the": ("raid", "det"),
            "raid": ("opposes", "obj"),
        },
        upos={"raid": "NOUN", "the": "DET"},
    )
    return replace(reading, frames=(replace(reading.frames[0], stances=_shares(stance, score)),))


STATE = Actor(id="n1", name="Freedonia", kind="state", mentions=(find_span(TEXT, "Freedonia"),))
STATEMENT = Statement(
    id="s1",
    kind="attitude",
    speakers=("n1",),
    speaker_span=find_span(TEXT, "Freedonia"),
    cue_span=find_span(TEXT, "opposes"),
    content=(find_span(TEXT, "the raid"),),
    form="indirect",
    marks=None,
)


def test_a_stance_makes_a_position_with_an_issue() -> None:
    """It cites its words and names what they are about."""
    (found,) = find_positions(_reading(), [STATEMENT], {"n1": STATE}, [], {})
    assert (found.party, found.stance, found.issue) == ("n1", "opposes", "raid")
    assert found.content_span.of(TEXT) == "the raid"


def test_no_stance_or_an_unsure_one_makes_none() -> None:
    """Below the least probability nothing is said."""
    assert find_positions(_reading("none"), [STATEMENT], {"n1": STATE}, [], {}) == ()
    assert find_positions(_reading(score=0.2), [STATEMENT], {"n1": STATE}, [], {}) == ()


def test_the_party_is_the_side_the_speaker_is_on() -> None:
    """A speaker with a side speaks for it; one without, or with one that is not listed, for himself."""
    actors = {"n1": STATE, "n2": Actor(id="n2", name="Ada Bell", kind="person")}
    assert party_of(actors["n2"], actors, {"n2": "n1"}) == STATE
    assert party_of(actors["n2"], actors, {}).id == "n2"
    assert party_of(actors["n2"], actors, {"n2": "n9"}).id == "n2"


def test_a_position_is_that_of_the_side() -> None:
    """What a minister opposes, her state opposes; she is its speaker."""
    actors = {"n1": replace(STATE, kind="person", name="Ada Bell"), "n2": Actor(id="n2", name="Mali", kind="state")}
    (found,) = find_positions(_reading(), [STATEMENT], actors, [], {"n1": "n2"})
    assert (found.party, found.speaker) == ("n2", "n1")
