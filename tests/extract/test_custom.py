"""Custom codebooks on events."""

from __future__ import annotations

import pytest

from onrecord.codebook.custom import Codebook, CueWord, CustomType
from onrecord.extract.custom import apply_codebook, find_cues, label_events
from onrecord.model.dossier import Event, EventType
from onrecord.model.reading import Reading
from tests.builders import build_reading, find_span

TEXT = (
    "Sylvanian gunners shelled the harbour and opened heavy artillery on two ships. "
    "Freedonia called the strikes a violation of the cease-fire. Miners may strike."
)
LEMMAS = {"shelled": "shell", "opened": "open", "ships": "ship", "strikes": "strike", "seized": "seize"}
UPOS = {
    "heavy": "ADJ", "the": "DET", "two": "NUM", "strikes": "NOUN", "strike": "VERB", "shelled": "VERB", "on": "ADP",
    "seized": "VERB", "ships": "NOUN", "harbour": "NOUN", "artillery": "NOUN", "its": "PRON", "small": "ADJ",
    "fire": "NOUN", "quickly": "ADV", "again": "ADV",
}  # fmt: skip


def _read(text: str = TEXT) -> Reading:
    return build_reading(text, lemmas=LEMMAS, upos=UPOS)


def _type(name: str, *cues: str, plover: EventType | None = None, **more: float) -> CustomType:
    cut = tuple(
        tuple(CueWord(word.split("/")[0], word.partition("/")[2] or None) for word in cue.split()) for cue in cues
    )
    quad = int(more["quad"]) if "quad" in more else None
    return CustomType(name, "Something.", cut, plover=plover, quad=quad, score=more.get("score"))


def _event(words: str, kind: EventType = "ASSAULT", *, again: str | None = None, text: str = TEXT) -> Event:
    mentions = (find_span(text, again),) if again else ()
    return Event(
        id=words,
        trigger_span=find_span(text, words),
        type=kind,
        modality="happened",
        quad=4,
        intensity=-9.0,
        mentions=mentions,
    )


def _names(events: tuple[Event, ...]) -> list[str | None]:
    return [event.custom_type for event in events]


def _found(cue: str, text: str) -> list[str]:
    reading = _read(text)
    matches = find_cues(reading, Codebook((_type("A", cue),)))
    return [" ".join(reading.page.word(t) for t in match.tokens) for match in matches]


@pytest.mark.parametrize(
    ("cue", "text", "found"),
    [
        ("shell", "They shelled it. Shelled again.", ["shelled"]),
        ("shelled", "They shelled it. Shelled again.", ["shelled", "Shelled"]),
        ("SHELL", "They shelled it.", ["shelled"]),
        ("strike/NOUN", "The strikes went on; they strike.", ["strikes"]),
        ("strike/VERB", "The strikes went on; they strike.", ["strike"]),
        ("strike", "The strikes went on; they strike.", ["strikes", "strike"]),
        ("seize ship", "They seized the two small ships.", ["seized ships"]),
        ("seize ship", "They seized its ships.", ["seized ships"]),
        ("seize ship", "They seized the two quickly small ships.", []),
        ("seize ship", "They seized harbour ships.", []),
        ("seize ship", "They seized. Ships sank.", []),
        ("seize ship", "Ships were seized.", []),
        ("cease-fire", "The cease-fire holds.", ["cease - fire"]),
        ("cease-fire", "The Cease‑Fire holds.", ["Cease ‑ Fire"]),
        ("cease-fire/NOUN", "The cease-fire holds.", ["cease - fire"]),
        ("cease-fire/VERB", "The cease-fire holds.", []),
        ("cease-fire", "They cease fire.", []),
        ("AT&T", "They met AT&T on Monday.", ["AT&T"]),
        ("Ba'ath", "The Ba’ath party met.", ["Ba’ath"]),
        ("on", "Work went on.", ["on"]),
    ],
)
def test_cues_are_found_by_lemma_and_form(cue: str, text: str, found: list[str]) -> None:
    """A cue stands where its words do, as lemma or form, with light words between them and within a sentence."""
    assert _found(cue, text) == found


def test_cue_is_found_once() -> None:
    """A word that is a cue both by lemma and by form is one match."""
    book = Codebook((_type("A", "shell", "shelled"),))
    assert len(find_cues(_read(), book)) == 1


def test_event_is_labelled_where_a_cue_overlaps_its_trigger() -> None:
    """Only the event on whose trigger the cue stands gets the label, and nothing else of it changes."""
    book = Codebook((_type("SHELLING", "shell"),))
    events = (_event("shelled"), _event("opened heavy artillery"))
    labelled = apply_codebook(_read(), events, book)
    assert _names(labelled) == ["SHELLING", None]
    assert labelled[1] == events[1]
    assert (labelled[0].quad, labelled[0].intensity, labelled[0].type) == (4, -9.0, "ASSAULT")


def test_label_needs_the_plover_type_it_refines() -> None:
    """An entry that names a PLOVER type labels no event of another; one that names none labels any."""
    events = (_event("strikes"), _event("strike", "PROTEST", text=TEXT.replace("strikes", "attacks")))
    text = TEXT.replace("strikes", "attacks")
    book = Codebook((_type("AIR_RAID", "strike", plover="ASSAULT"), _type("WALKOUT", "strike", plover="PROTEST")))
    assert _names(apply_codebook(_read(), events[:1], book)) == ["AIR_RAID"]
    assert _names(apply_codebook(_read(text), events[1:], book)) == ["WALKOUT"]
    free = Codebook((_type("STRIKE", "strike"),))
    assert _names(apply_codebook(_read(), events[:1], free)) == ["STRIKE"]


def test_quad_and_score_of_the_entry_hold() -> None:
    """An entry's own quad class and score replace those of the type, each by itself; nought counts."""
    book = Codebook((_type("A", "shell", quad=3), _type("B", "artillery", score=0)))
    first, second = apply_codebook(_read(), (_event("shelled"), _event("artillery")), book)
    assert (first.quad, first.intensity) == (3, -9.0)
    assert (second.quad, second.intensity) == (4, 0)


def test_the_most_telling_cue_wins() -> None:
    """Of several types the one of the longest cue labels, then one that names the PLOVER type, then the first."""
    short, long = _type("SHORT", "artillery"), _type("LONG", "open artillery")
    event = (_event("opened heavy artillery"),)
    assert _names(apply_codebook(_read(), event, Codebook((short, long)))) == ["LONG"]
    refined = _type("REFINED", "artillery", plover="ASSAULT")
    assert _names(apply_codebook(_read(), event, Codebook((short, refined)))) == ["REFINED"]
    twin = _type("TWIN", "opened")
    assert _names(apply_codebook(_read(), event, Codebook((short, twin)))) == ["SHORT"]
    assert _names(apply_codebook(_read(), event, Codebook((twin, short)))) == ["TWIN"]


def test_other_tellings_count_after_the_trigger() -> None:
    """A cue on another telling labels the event, but one on the trigger goes before it, however short."""
    event = (_event("shelled", again="opened heavy artillery"),)
    long, short = _type("LONG", "open artillery"), _type("SHORT", "shell")
    assert _names(apply_codebook(_read(), event, Codebook((long,)))) == ["LONG"]
    assert _names(apply_codebook(_read(), event, Codebook((long, short)))) == ["SHORT"]


def test_words_between_do_not_label() -> None:
    """A trigger that stands between the words of a cue is not touched by it."""
    book = Codebook((_type("A", "open artillery"),))
    assert _names(apply_codebook(_read(), (_event("heavy"),), book)) == [None]
    assert _names(apply_codebook(_read(), (_event("and"),), book)) == [None]


def test_no_event_is_made_and_missed_cues_are_counted() -> None:
    """A cue without an event that fits makes none; a warning says in how many places, with no word of the report."""
    book = Codebook((_type("A", "shell", plover="ASSAULT"), _type("B", "strike/NOUN", "artillery", plover="ASSAULT")))
    assert apply_codebook(_read(), (), book) == ()
    assert label_events(_read(), (), book) == (
        (),
        ("Cues of the codebook stand in 3 places where no event was found that they fit; they label nothing there.",),
    )
    events = (_event("shelled"), _event("strikes"), _event("artillery", "AID"))
    labelled, (one,) = label_events(_read(), events, book)
    assert labelled == apply_codebook(_read(), events, book)
    assert "in one place" in one
    assert label_events(_read(), (*events[:2], _event("artillery")), book)[1] == ()


def test_second_use_changes_nothing() -> None:
    """Labelling labelled events gives the same."""
    book = Codebook((_type("SHELLING", "shell", score=-9.5),))
    once = apply_codebook(_read(), (_event("shelled"),), book)
    assert apply_codebook(_read(), once, book) == once


def test_empty_report_has_no_cues() -> None:
    """A report without words has no cues and no warnings."""
    reading = _read("")
    book = Codebook((_type("A", "shell"),))
    assert find_cues(reading, book) == ()
    assert label_events(reading, (), book) == ((), ())
