"""Toward whom a party stands: whom the act befalls, else who is addressed, accused or asked."""

from __future__ import annotations

from dataclasses import replace

from onrecord.extract.toward import find_toward
from onrecord.extract.view import View
from onrecord.model.dossier import Actor, Event, Statement
from tests.builders import build_reading, find_span

TEXT = "Kenya told reporters that Somalia must leave Garissa."
READING = build_reading(
    TEXT,
    tree={
        "Kenya": ("told", "nsubj"),
        "told": (None, "root"),
        "reporters": ("told", "obj"),
        "that": ("leave", "mark"),
        "Somalia": ("leave", "nsubj"),
        "must": ("leave", "aux"),
        "leave": ("told", "ccomp"),
        "Garissa": ("leave", "obj"),
    },
    upos={"told": "VERB", "leave": "VERB", "reporters": "NOUN"},
)
CONTENT = find_span(TEXT, "that Somalia must leave Garissa")
KENYA = Actor(id="ken", name="Kenya", kind="state", country="KEN", mentions=(find_span(TEXT, "Kenya"),))
SOMALIA = Actor(id="som", name="Somalia", kind="state", country="SOM", mentions=(find_span(TEXT, "Somalia"),))
REPORTERS = Actor(id="rep", name="reporters", kind="group", sector="JRN", mentions=(find_span(TEXT, "reporters"),))
TOWN = Actor(id="gar", name="the town of Garissa", kind="group", mentions=(find_span(TEXT, "Garissa"),))
ACTORS = {actor.id: actor for actor in (KENYA, SOMALIA, REPORTERS, TOWN)}
STATEMENT = Statement(
    id="s1",
    kind="said",
    speakers=("ken",),
    speaker_span=find_span(TEXT, "Kenya"),
    cue_span=find_span(TEXT, "told"),
    content=(CONTENT,),
    form="indirect",
    marks=None,
    addressee_span=find_span(TEXT, "reporters"),
)


def _toward(
    stance: str, statement: Statement = STATEMENT, events: tuple[Event, ...] = (), **actors: Actor
) -> tuple[str, ...]:
    return find_toward(View(READING), statement, stance, CONTENT, (KENYA,), {**ACTORS, **actors}, events)


def test_a_demand_is_made_of_who_is_to_act() -> None:
    """Reporters who are told of it are not meant."""
    assert _toward("demands") == ("som",)


def test_a_demand_is_made_of_the_addressee_first() -> None:
    """Who is addressed comes before whom the content names."""
    envoys = replace(REPORTERS, id="env", name="envoys", sector="GOV")
    assert _toward("demands", env=envoys) == ("env",)


def test_a_denial_is_toward_nobody_it_names() -> None:
    """Its words are about the charge."""
    assert _toward("denies") == ()


def test_whom_the_act_of_the_cue_befalls_comes_first() -> None:
    """The event decides where there is one."""
    envoys = Actor(id="env", name="three envoys", kind="group", sector="GOV")
    event = Event(
        id="e1", trigger_span=find_span(TEXT, "told"), type="REQUEST", modality="happened", recipients=("env",)
    )
    assert _toward("demands", events=(event,), env=envoys) == ("env",)


def test_a_thing_is_no_party() -> None:
    """What an act befalls may be listed as a group and yet be nobody."""
    event = Event(
        id="e1", trigger_span=find_span(TEXT, "told"), type="REQUEST", modality="happened", recipients=("gar",)
    )
    assert _toward("denies", events=(event,)) == ()


def test_nobody_stands_toward_himself() -> None:
    """Nor toward the government of his own state."""
    own = replace(SOMALIA, name="Nairobi", kind="government", country="KEN")
    assert "som" not in _toward("demands", som=own)


def test_a_statement_without_a_cue_has_only_its_content() -> None:
    """A quotation that goes on has no cue to read."""
    bare = replace(STATEMENT, cue_span=None, addressee_span=None)
    assert _toward("accuses", bare) == ("som",)
