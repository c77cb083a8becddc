"""Form and marks: direct, indirect or mixed; balanced, repaired or missing."""

from __future__ import annotations

from typing import Any

import pytest

from onrecord.extract.statements import find_statements
from onrecord.model.dossier import Statement
from tests.builders import build_reading

TAGS = {
    "will": "AUX", "is": "AUX", "was": "AUX", "were": "AUX", "are": "AUX", "would": "AUX", "that": "SCONJ",
    "that#2": "SCONJ", "hope": "VERB", "reach": "VERB", "closed": "ADJ", "said": "VERB", "added": "VERB",
}  # fmt: skip


def only(text: str, content: str | list[str], *, cue: str = "said", source: str = "Dorn", **parts: Any) -> Statement:
    frames = [{"cue": cue, "source": source, "content": content}]
    (found,) = find_statements(
        build_reading(text, frames=frames, upos=TAGS, lemmas={"said": "say", "added": "add"}, **parts)
    )
    return found


def test_whole_content_in_marks_after_that_is_direct() -> None:
    """A content that stands wholly in marks is direct even after "that"."""
    found = only("Dorn said that “the port is closed to us.”", "that “the port is closed to us.”")
    assert (found.form, found.marks) == ("direct", "balanced")


def test_a_phrase_in_marks_makes_it_mixed() -> None:
    """Reported words with a phrase in marks inside are mixed."""
    found = only("Dorn said the talks were “a long way off” for now.", "the talks were “a long way off” for now")
    assert (found.form, found.marks) == ("mixed", "balanced")


def test_one_word_in_scare_quotes_stays_indirect() -> None:
    """A single word in scare quotes leaves a content indirect, with marks null."""
    found = only("Dorn said the “liberators” were gone.", "the “liberators” were gone")
    assert (found.form, found.marks) == ("indirect", None)


def test_a_lost_closing_mark_is_repaired() -> None:
    """A quotation with an odd mark is direct, its marks repaired."""
    found = only("“The port is closed to us, Dorn said.", "“The port is closed to us")
    assert (found.form, found.marks) == ("direct", "repaired")


@pytest.mark.parametrize(
    ("text", "content"),
    [
        ("We will reach the coast, Dorn said.", "We will reach the coast"),
        ("I hope so, Dorn said.", "I hope so"),
        ("The port is closed, Dorn said.", "The port is closed"),
        ("Our men were tired, Dorn said.", "Our men were tired"),
    ],
)
def test_words_that_lost_their_marks_are_direct(text: str, content: str) -> None:
    """First person, or a present tense not shifted, before a final cue counts as direct with marks missing."""
    found = only(text, content)
    assert (found.form, found.marks) == ("direct", "missing")


@pytest.mark.parametrize(
    ("text", "content"),
    [
        ("Dorn said we would reach the coast.", "we would reach the coast"),
        ("Dorn said that the port is closed.", "that the port is closed"),
        ("The port was closed, Dorn said.", "The port was closed"),
    ],
)
def test_reported_words_without_marks_are_indirect(text: str, content: str) -> None:
    """Words after their cue, or with shifted tense, are indirect."""
    found = only(text, content)
    assert (found.form, found.marks) == ("indirect", None)


def test_according_to_needs_no_shift() -> None:
    """A present tense before "according to" is no sign of lost marks."""
    found = only("The port is closed, according to Dorn.", "The port is closed", cue="according to")
    assert found.form == "indirect"


def test_unmarked_speech_goes_on_in_the_first_person() -> None:
    """A further sentence with "we" beside unmarked speech belongs to it."""
    text = "We will reach the coast, Dorn said. We are not tired."
    found = only(text, "We will reach the coast")
    assert [span.of(text) for span in found.content] == ["We will reach the coast", "We are not tired"]


def test_a_noun_phrase_in_marks_after_its_verb_is_mixed() -> None:
    """A mere phrase in marks that fills a place in the reporter's clause is mixed."""
    found = only("Dorn spoke of “a bargain for all” on Monday.", "“a bargain for all”", cue="spoke")
    assert (found.form, found.marks) == ("mixed", "balanced")
