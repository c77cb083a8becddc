"""Paragraphs of plain text."""

from __future__ import annotations

import textwrap

from hypothesis import given

from onrecord.text.paragraphs import split_paragraphs
from tests.strategies import any_text, report_text

LONG = (
    "The two sides talked for most of the afternoon in a room above the harbour, and when they came down the stairs "
    "neither would say whether a date had been named for the next round or who would be asked to chair it."
)


def paragraphs(text: str) -> list[str]:
    """Return the text of each paragraph."""
    return [span.of(text) for span in split_paragraphs(text)]


def test_blank_lines_part_paragraphs() -> None:
    """Blank lines, also with spaces or foreign line ends, part paragraphs; ends are trimmed."""
    assert paragraphs(" One. \n \t\nTwo.\r\n\r\nThree.\u2029\u2029Four.") == ["One.", "Two.", "Three.", "Four."]


def test_single_line_ends_part_paragraphs_where_lines_are_not_broken() -> None:
    """One paragraph a line is read as such."""
    assert paragraphs(f"{LONG}\n{LONG}\nShort one.") == [LONG, LONG, "Short one."]


def test_lines_broken_at_a_column_are_joined() -> None:
    """Text wrapped at 70 columns gives its paragraphs back, with and without blank lines between."""
    wrapped = textwrap.fill(LONG, 70)
    assert paragraphs(f"{wrapped}\n\n{wrapped}\n\nThe end.") == [wrapped, wrapped, "The end."]
    assert paragraphs(f"{wrapped}\n{wrapped}\nThe end.") == [wrapped, wrapped, "The end."]


def test_a_line_that_stops_in_mid_sentence_runs_on() -> None:
    """A small letter after a line without full stop goes on with the paragraph; a list does not."""
    assert paragraphs(f"{LONG} and\nthen they left.") == [f"{LONG} and\nthen they left."]
    assert paragraphs("- bread\n- salt") == ["- bread", "- salt"]


@given(any_text() | report_text())
def test_paragraphs_hold_everything_that_is_not_space(text: str) -> None:
    """Paragraphs stand in order, do not overlap, and leave out only what cannot be seen."""
    place = 0
    for span in split_paragraphs(text):
        assert place <= span.start < span.end
        assert not span.of(text)[0].isspace()
        place = span.end
    if text.isascii():
        assert "".join("".join(paragraphs(text)).split()) == "".join(text.split())
