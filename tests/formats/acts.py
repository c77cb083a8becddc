"""A dossier with events and positions made by hand, for the tests of the forms."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from onrecord.model.dossier import Actor, Dossier, Event, Place, Position, Statement, TimeExpression
from onrecord.model.page import Furniture
from onrecord.model.span import Span
from tests.builders import build_report, find_span

TEXT = """\
Trawlers held off Cape Ada

CAPE ADA, May 2, 2031 (Norfax) - Norland's navy seized two trawlers on Friday in a sweep that began at dawn. Shots were
fired at a third, officials in Sudland said.

“We will not send them back,” Admiral Ivo Brandt said. He warned that Norland would close the strait if the fleet
returned. Sudland demanded that Norland not board its ships again. Norland denied the shooting.

In 2029 the two sides signed a fishing accord. A trawler under guard. Lee Marsh / Norfax
"""


def span(words: str) -> Span:
    """Find the span of words in ``TEXT``."""
    return find_span(TEXT, words)


NORLAND = Actor(
    id="actor-1", name="Norland", kind="state", mentions=(span("Norland"), span("Norland#2"), span("Norland#3"))
)
SUDLAND = Actor(id="actor-2", name="Sudland", kind="state", mentions=(span("Sudland"), span("Sudland#2")))
BRANDT = Actor(
    id="actor-3", name="Ivo Brandt", kind="person", title="Admiral", mentions=(span("Ivo Brandt"), span("He warned"))
)
OFFICIALS = Actor(id="actor-4", name="officials in Sudland", kind="group", mentions=(span("officials in Sudland"),))
CAPE = Place(id="place-1", span=span("Cape Ada"), name="Cape Ada", lat=12.5, lon=40.2, country="KEN", precision=1)
FRIDAY = TimeExpression(span=span("Friday"), type="DATE", value="2031-05-02")


def _statement(number: int, cue: str, content: str, *speakers: Actor, **fields: Any) -> Statement:
    options: dict[str, Any] = {"kind": "said", "form": "indirect", "marks": None, "speaker_span": None, **fields}
    return Statement(
        id=f"statement-{number}",
        speakers=tuple(actor.id for actor in speakers),
        cue_span=span(cue),
        content=(span(content),),
        **options,
    )


STATEMENTS = (
    _statement(1, "said", "Shots were\nfired at a third", OFFICIALS),
    _statement(2, "said#2", "“We will not send them back,”", BRANDT, form="direct", marks="balanced"),
    _statement(3, "warned", "that Norland would close the strait if the fleet\nreturned", BRANDT),
    _statement(4, "demanded", "that Norland not board its ships again", SUDLAND),
)


def build_event(number: int, words: str, type_: str = "COERCE", modality: str = "happened", **fields: Any) -> Event:
    """Make an event of ``TEXT`` whose trigger is some words; further arguments are fields."""
    given: dict[str, Any] = {"id": f"event-{number}", "type": type_, "modality": modality, **fields}
    return Event(trigger_span=span(words), **given)


EVENTS = (
    build_event(
        1,
        "seized",
        mode="seize",
        actors=("actor-1",),
        recipients=("actor-2",),
        when=FRIDAY,
        where="place-1",
        part_of="event-2",
        mentions=(span("held"),),
        contexts=("military", "natural_resource"),
        quad=4,
        intensity=-7.0,
    ),
    build_event(2, "sweep", "MOBILIZE", actors=("actor-1",)),
    build_event(
        3,
        "fired",
        "ASSAULT",
        "alleged",
        mode="firearms",
        actors_alleged=("actor-1",),
        recipients=("actor-2",),
        disputed_by=("actor-1",),
        statement="statement-1",
        part_of="event-2",
    ),
    build_event(4, "send them back", "RETREAT", "denied", mode="return", actors=("actor-1",), statement="statement-2"),
    build_event(5, "warned", "THREATEN", actors=("actor-3",)),
    build_event(
        6,
        "close",
        modality="threatened",
        mode="restrict",
        plover="THREATEN",
        actors=("actor-1",),
        condition_span=span("if the fleet\nreturned"),
        statement="statement-3",
    ),
    build_event(7, "demanded", "REQUEST", actors=("actor-2",), recipients=("actor-1",)),
    build_event(
        8, "board", modality="demanded", negated=True, recipients=("actor-2",), statement="statement-4", confidence=0.41
    ),
    build_event(9, "signed", "AGREE", background=True, actors=("actor-1", "actor-2")),
    build_event(10, "under guard", in_furniture=True),
)
POSITIONS = (
    Position(
        id="position-1",
        party="actor-1",
        speaker="actor-3",
        issue="the seized trawlers",
        stance="refuses",
        toward=("actor-2",),
        content_span=span("“We will not send them back,”"),
        statement="statement-2",
    ),
    Position(
        id="position-2",
        party="actor-2",
        speaker="actor-2",
        issue="The seized trawlers",
        stance="demands",
        content_span=span("that Norland not board its ships again"),
        statement="statement-4",
        confidence=0.3,
    ),
    Position(
        id="position-3",
        party="actor-1",
        speaker=None,
        issue="the shooting",
        stance="denies",
        content_span=span("the shooting"),
    ),
)


def build_acts(**fields: Any) -> Dossier:
    """Make a dossier of ``TEXT`` with ten events and three positions; arguments replace its fields."""
    dossier = Dossier(
        report=build_report(TEXT, title="Trawlers held off Cape Ada", published="2031-05-02"),
        furniture=(
            Furniture(span("Trawlers held off Cape Ada"), "heading"),
            Furniture(span("CAPE ADA, May 2, 2031 (Norfax) -"), "dateline"),
            Furniture(span("A trawler under guard."), "caption"),
            Furniture(span("Lee Marsh / Norfax"), "credit"),
        ),
        actors=(NORLAND, SUDLAND, BRANDT, OFFICIALS),
        statements=STATEMENTS,
        events=EVENTS,
        positions=POSITIONS,
        places=(CAPE,),
        times=(FRIDAY,),
    )
    return replace(dossier, **fields)
