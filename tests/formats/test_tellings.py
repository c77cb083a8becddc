"""The words that tell of an act, in their sentence."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.model.dossier import Dossier
from onrecord.model.span import Span
from onrecord.run.formats.tellings import in_context, sentence_around
from tests.builders import build_report, find_span
from tests.formats.acts import TEXT, build_acts, span
from tests.strategies import dossiers


def _sentence(text: str, words: str) -> str:
    found = sentence_around(Dossier(report=build_report(text)), find_span(text, words))
    return found.of(text)


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        ("sat", "Two sat."),
        ("went", "“One went.”"),
        ("Gen. Ash", "Three met Gen. Ash of the U.S. Army in town."),
        ("ended", "It ended"),
    ],
)
def test_sentence_by_its_punctuation(words: str, sentence: str) -> None:
    """A sentence ends at a stop with its closing marks, not at an abbreviation, and at a blank line."""
    text = "“One went.” Two sat. Three met Gen. Ash of the U.S. Army in town.\nIt ended\n\nNext page"
    assert _sentence(text, words) == sentence


def test_question_inside_a_sentence() -> None:
    """A mark before a word in lower case ends nothing."""
    assert _sentence("“Who left?” she asked. None did.", "asked") == "“Who left?” she asked."


def test_sentence_keeps_out_of_furniture() -> None:
    """A dateline, a caption and a credit are no part of the sentence beside them."""
    found = sentence_around(build_acts(), span("seized")).of(TEXT)
    assert found.strip().startswith("Norland's navy")
    assert sentence_around(build_acts(), span("under guard")).of(TEXT).strip() == "A trawler under guard."


def test_context_is_cut_by_words() -> None:
    """Far words give way to dots; one or two more than asked for are shown."""
    text = "One two three four five six went a b c d e f g h i j."
    dossier = Dossier(report=build_report(text))
    assert in_context(dossier, find_span(text, "went"), 3, 2) == ("... four five six ", "went", " a b ...")
    assert in_context(dossier, find_span(text, "went"), 4, 9)[0] == "One two three four five six "


def test_marks_stay_at_their_words() -> None:
    """A mark right before or after the words has no space put between."""
    text = "“Leave!” they said."
    assert in_context(Dossier(report=build_report(text)), find_span(text, "Leave")) == ("“", "Leave", "!” they said.")


@given(dossiers(), st.data())
def test_any_span_has_a_sentence(dossier: Dossier, data: st.DataObject) -> None:
    """Whatever the text and the span, the sentence holds the span, and its words are on one line."""
    length = len(dossier.report.text)
    first, last = sorted((data.draw(st.integers(0, length)), data.draw(st.integers(0, length))))
    found = sentence_around(dossier, Span(first, last))
    assert found.contains(Span(first, last))
    assert found.end <= length
    assert "\n" not in "".join(in_context(dossier, Span(first, last)))
