"""Medium, outlet, addressee and their carrying over."""

from __future__ import annotations

from typing import Any

import pytest

from onrecord.extract.statements import find_statements
from onrecord.model.dossier import Statement
from tests.builders import build_reading

TAGS = {
    "in": "ADP", "on": "ADP", "at": "ADP", "with": "ADP", "to": "ADP", "a": "DET", "the": "DET", "an": "DET",
    "of": "ADP", "In": "ADP", "At": "ADP",
    "letter": "NOUN", "statement": "NOUN", "conference": "NOUN", "press": "NOUN", "interview": "NOUN", "speech": "NOUN",
    "parliament": "NOUN", "separate": "ADJ", "reporters": "NOUN", "lawmakers": "NOUN", "that": "SCONJ", "daily": "NOUN",
}  # fmt: skip
LEMMAS = {"said": "say", "told": "tell", "tweeted": "tweet", "added": "add", "lawmakers": "lawmaker"}


def find(text: str, *frames: dict[str, Any], **parts: Any) -> tuple[Statement, ...]:
    return find_statements(build_reading(text, frames=frames, upos=TAGS, lemmas=LEMMAS, **parts))


@pytest.mark.parametrize(
    ("text", "medium"),
    [
        ("Dorn said in a letter to the council that the port was shut.", "letter"),
        ("Dorn said in a statement that the port was shut.", "written_statement"),
        ("At a separate press conference Dorn said that the port was shut.", "press_conference"),
        ("Dorn said on Telegram that the port was shut.", "social_post"),
        ("In a speech to parliament Dorn said that the port was shut.", "speech"),
        ("Dorn said that the port was shut.", None),
    ],
)
def test_medium_beside_the_cue(text: str, medium: str | None) -> None:
    """A phrase beside the cue tells the medium."""
    (found,) = find(text, {"cue": "said", "source": "Dorn", "content": "that the port was shut"})
    assert found.medium == medium


def test_a_medium_inside_the_cue_is_split_off() -> None:
    """A cue marked with its medium ("said in a statement") is cut to the cue proper."""
    text = "Dorn said in a statement the port was shut."
    (found,) = find(text, {"cue": "said in a statement", "source": "Dorn", "content": "the port was shut"})
    assert found.cue_span is not None and found.cue_span.of(text) == "said"
    assert found.medium == "written_statement"


def test_the_outlet_of_an_interview() -> None:
    """The outlet's whole name is found after "interview with"."""
    text = "Dorn said in an interview with CNN State of the Union that the port was shut."
    (found,) = find(text, {"cue": "said", "source": "Dorn", "content": "that the port was shut"})
    assert found.medium == "interview"
    assert found.outlet_span is not None and found.outlet_span.of(text) == "CNN State of the Union"


def test_the_listener_is_cut_from_the_content() -> None:
    """A content that begins with the listener gives it up as addressee."""
    text = "Dorn told lawmakers that the port was shut."
    (found,) = find(text, {"cue": "told", "source": "Dorn", "content": "lawmakers that the port was shut"})
    assert found.addressee_span is not None and found.addressee_span.of(text) == "lawmakers"
    assert [span.of(text) for span in found.content] == ["that the port was shut"]
    assert found.medium == "speech"


def test_speaking_to_names_the_listener() -> None:
    """ "Speaking to X" at the head of a sentence gives the addressee."""
    text = "Speaking to the Kurier, Dorn said the port was shut."
    (found,) = find(text, {"cue": "said", "source": "Dorn", "content": "the port was shut"})
    assert found.addressee_span is not None and found.addressee_span.of(text) == "the Kurier"


def test_a_medium_named_once_holds_for_what_follows() -> None:
    """The next statement of the same speaker keeps medium and outlet."""
    text = "Dorn said in an interview with Sky News the port was shut. He added that ships would wait."
    first, second = find(
        text,
        {"cue": "said", "source": "Dorn", "content": "the port was shut"},
        {"cue": "added", "source": "He", "content": "that ships would wait"},
    )
    assert (first.medium, second.medium) == ("interview", "interview")
    assert second.outlet_span == first.outlet_span


def test_a_medium_ends_with_another_speaker() -> None:
    """Another speaker does not inherit the medium."""
    text = "Dorn said in a statement the port was shut. Oduya added that ships would wait."
    _, second = find(
        text,
        {"cue": "said", "source": "Dorn", "content": "the port was shut"},
        {"cue": "added", "source": "Oduya", "content": "that ships would wait"},
    )
    assert second.medium is None


def test_tweeted_is_a_social_post() -> None:
    """Some cues name their medium."""
    (found,) = find(
        "Dorn tweeted the port was shut.", {"cue": "tweeted", "source": "Dorn", "content": "the port was shut"}
    )
    assert found.medium == "social_post"


def test_a_title_that_goes_on_means_the_last_speaker() -> None:
    """ "The minister added" goes on with the words, and the medium, of the one named before."""
    text = "Dorn said in an interview with Sky News the port was shut. Ships would wait, the minister added."
    _, second = find(
        text,
        {"cue": "said", "source": "Dorn", "content": "the port was shut"},
        {"cue": "added", "source": "the minister", "content": "Ships would wait"},
    )
    assert second.medium == "interview"


def test_a_medium_holds_over_a_pronoun() -> None:
    """Named again after "he", the speaker is still the one who gave the interview."""
    text = "Dorn said in an interview with Sky News the port was shut. He warned that ships would wait. "
    *_, third = find(
        text + "Dorn also said that grain would rot.",
        {"cue": "said", "source": "Dorn", "content": "the port was shut"},
        {"cue": "warned", "source": "He", "content": "that ships would wait"},
        {"cue": "also said", "source": "Dorn#2", "content": "that grain would rot"},
    )
    assert third.medium == "interview"
