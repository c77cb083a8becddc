"""Events from hand-made readings: parties, modality, statement, tellings."""

from __future__ import annotations

from typing import Any

from onrecord.codebook.plover import context_words, plover
from onrecord.model.dossier import Dossier, Event
from onrecord.model.page import Page
from onrecord.model.reading import Reading
from onrecord.model.span import Span
from onrecord.run.read import read_text
from tests.builders import FakeReader, build_page, build_reading


class _Given(FakeReader):
    """Gives back one reading, whatever page it is asked for."""

    def __init__(self, reading: Reading) -> None:
        super().__init__()
        self._reading = reading

    def read(self, page: Page) -> Reading:
        del page
        return self._reading


def _read(text: str, **parts: Any) -> Dossier:
    """Read a text with the acts and frames given; names are found as they stand."""
    page = build_page(text, published="2031-05-02")
    return read_text(text, published="2031-05-02", reader=_Given(build_reading(page, **parts)))


def _names(dossier: Dossier, ids: tuple[str, ...]) -> list[str]:
    names = {actor.id: actor.name for actor in dossier.actors}
    return [names[i] for i in ids]


def _only(dossier: Dossier) -> Event:
    (event,) = dossier.events
    return event


def test_parties_are_actors_of_the_report() -> None:
    """Who acts and who is acted upon are resolved; the trigger is the evidence."""
    text = "Borduria shelled Syldavia on Monday."
    dossier = _read(
        text,
        entities=[("Borduria", "Location"), ("Syldavia", "Location")],
        acts=[{"trigger": "shelled", "kind": "ASSAULT", "actor": "Borduria", "recipient": "Syldavia"}],
    )
    event = _only(dossier)
    assert event.trigger_span.of(text) == "shelled"
    assert (event.type, event.modality, event.quad) == ("ASSAULT", "happened", 4)
    assert _names(dossier, event.actors) == ["Borduria"]
    assert _names(dossier, event.recipients) == ["Syldavia"]


def test_those_who_meet_are_all_actors() -> None:
    """In talks nobody is acted upon."""
    dossier = _read(
        "Ada Bell met Carl Dorn in Zembla.",
        entities=[("Ada Bell", "Person"), ("Carl Dorn", "Person"), ("Zembla", "Location")],
        acts=[{"trigger": "met", "kind": "CONSULT", "actor": "Ada Bell", "recipient": "Carl Dorn"}],
    )
    event = _only(dossier)
    assert _names(dossier, event.actors) == ["Ada Bell", "Carl Dorn"]
    assert event.recipients == ()


def test_a_cue_that_is_an_act_has_the_speaker_as_actor_and_its_act_as_type() -> None:
    """The statement knows better who speaks and what saying it does."""
    dossier = _read(
        "Ada Bell demanded a truce.",
        entities=[("Ada Bell", "Person")],
        frames=[{"cue": "demanded", "cue_class": "demand", "source": "Ada Bell", "content": "a truce"}],
        acts=[{"trigger": "demanded", "kind": "ACCUSE"}, {"trigger": "truce", "kind": "AGREE", "modality": "demanded"}],
    )
    request, truce = dossier.events
    assert (request.type, request.modality) == ("REQUEST", "happened")
    assert _names(dossier, request.actors) == ["Ada Bell"]
    assert request.statement is None
    assert truce.statement == dossier.statements[0].id
    assert (truce.type, truce.modality) == ("AGREE", "demanded")


def test_negation_counts_where_an_act_is_asked_for_only() -> None:
    """What is demanded may be that something not be done; what happened is not negated."""
    for modality, wanted in (("demanded", True), ("happened", False)):
        dossier = _read(
            "Borduria must leave.",
            entities=[("Borduria", "Location")],
            acts=[{"trigger": "leave", "kind": "RETREAT", "modality": modality, "negated": 0.9, "actor": "Borduria"}],
        )
        assert _only(dossier).negated is wanted


def test_one_act_told_twice_is_one_event() -> None:
    """The second telling is a mention, and the first the trigger."""
    text = "Borduria invaded Syldavia on Monday. The invasion of Syldavia by Borduria began at dawn."
    dossier = _read(
        text,
        entities=[(f"{name}{n}", "Location") for name in ("Borduria", "Syldavia") for n in ("", "#2")],
        lemmas={"invaded": "invade"},
        upos={"invaded": "VERB", "invasion": "NOUN", "The": "DET"},
        acts=[
            {"trigger": "invaded", "kind": "ASSAULT", "actor": "Borduria", "recipient": "Syldavia"},
            {"trigger": "invasion", "kind": "ASSAULT", "actor": "Borduria#2", "recipient": "Syldavia#2"},
        ],
    )
    event = _only(dossier)
    assert event.trigger_span.of(text) == "invaded"
    assert [span.of(text) for span in event.mentions] == ["invasion"]


def test_two_acts_of_other_parties_are_two_events() -> None:
    """Acts of one type by different parties stay apart."""
    dossier = _read(
        "Borduria bombed Syldavia. Zembla bombed Ruritania.",
        entities=[(name, "Location") for name in ("Borduria", "Syldavia", "Zembla", "Ruritania")],
        acts=[
            {"trigger": "bombed", "kind": "ASSAULT", "actor": "Borduria", "recipient": "Syldavia"},
            {"trigger": "bombed#2", "kind": "ASSAULT", "actor": "Zembla", "recipient": "Ruritania"},
        ],
    )
    assert len(dossier.events) == 2


def test_what_lies_long_before_the_report_is_background() -> None:
    """A date long past makes an act background whatever the network thinks; a fresh one does the reverse."""
    for words, share, wanted in (("in 2014", 0.1, True), ("on 30 April 2031", 0.9, False)):
        text = f"Borduria annexed Zembla {words}."
        dossier = _read(
            text,
            entities=[("Borduria", "Location"), ("Zembla", "Location")],
            acts=[
                {"trigger": "annexed", "kind": "COERCE", "actor": "Borduria", "background": share,
                 "time": words.removeprefix("in ").removeprefix("on ")}
            ],
        )  # fmt: skip
        assert _only(dossier).background is wanted, words


def test_a_suspect_is_no_actor() -> None:
    """Who is only suspected stands apart."""
    dossier = _read(
        "A suspected Bordurian cell bombed the market.",
        upos={"cell": "NOUN", "suspected": "ADJ"},
        acts=[{"trigger": "bombed", "kind": "ASSAULT", "actor": "A suspected Bordurian cell"}],
    )
    event = _only(dossier)
    assert event.actors == ()
    assert len(event.actors_alleged) == 1


def test_headlines_are_not_trusted() -> None:
    """An act in a line that is no prose keeps a confidence below one half."""
    dossier = _read(
        "Borduria Attacks Northern Syldavian Towns",
        entities=[("Borduria", "Location")],
        acts=[{"trigger": "Attacks", "kind": "ASSAULT", "actor": "Borduria", "score": 0.99}],
    )
    assert all(event.confidence < 0.5 for event in dossier.events)


def test_every_event_has_evidence_inside_the_text() -> None:
    """Spans lie in the text and ids differ."""
    text = "Borduria bombed Zembla and Borduria threatened Zembla."
    dossier = _read(
        text,
        entities=[("Borduria", "Location"), ("Zembla", "Location")],
        acts=[{"trigger": "bombed", "kind": "ASSAULT"}, {"trigger": "threatened", "kind": "THREATEN"}],
    )
    assert len({e.id for e in dossier.events}) == len(dossier.events) == 2
    assert all(Span(0, len(text)).overlaps(e.trigger_span) for e in dossier.events)


def test_words_beside_an_act_set_its_context() -> None:
    """A word of the table beside the trigger gives a context; one far away or in another sentence gives none."""
    dossier = _read(
        "Borduria stopped uranium enrichment. The ministers met in a quiet hotel of the old town near the court.",
        entities=[("Borduria", "Organization")],
        acts=[
            {"trigger": "stopped", "kind": "RETREAT", "actor": "Borduria"},
            {"trigger": "met", "kind": "CONSULT", "actor": "ministers"},
        ],
    )
    assert [event.contexts for event in dossier.events] == [("cbrn",), ()]


def test_contexts_of_the_table_are_plovers() -> None:
    """Every context that a word can tell is one of the code book."""
    assert {name for names in context_words().values() for name in names} <= set(plover().contexts)
