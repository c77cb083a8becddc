"""Content pieces: marks, links and punctuation at their ends."""

from __future__ import annotations

import pytest

from onrecord.extract.content import clean_content
from onrecord.extract.view import View
from onrecord.model.span import TokenRange
from tests.builders import build_reading, find_tokens


def clean(text: str, *pieces: str, cue: str = "said", upos: dict[str, str] | None = None) -> list[str]:
    view = View(build_reading(text, upos=upos))
    ranges = [find_tokens(view.page, piece) for piece in pieces]
    tokens = find_tokens(view.page, cue)
    return [view.page.cover(p).of(text) for p in clean_content(view, ranges, tokens, [tokens])]


@pytest.mark.parametrize(
    ("text", "piece", "cue", "expected"),
    [
        ("Dorn said the port was shut.", "the port was shut.", "said", "the port was shut"),
        ("Dorn said: “We wait.”", "We wait", "said", "“We wait.”"),
        ("“We wait,” Dorn said.", "We wait", "said", "“We wait,”"),
        ("Dorn said, “We wait”.", "“We wait”.", "said", "“We wait”"),
        ("Dorn said that it was late.", "it was late", "said", "that it was late"),
        ("Dorn called for talks.", "for talks", "called", "talks"),
        ("Dorn spoke of “a long day”.", "of “a long day”", "spoke", "“a long day”"),
        ("“Is it late?” Dorn said.", "Is it late", "said", "“Is it late?”"),
        ("Dorn said (again) the port was shut.", "(again) the port was shut", "said", "(again) the port was shut"),
    ],
)
def test_ends_of_a_content(text: str, piece: str, cue: str, expected: str) -> None:
    """Marks and "that" are taken in, "of" and "for" and the sentence's full stop left out."""
    assert clean(text, piece, cue=cue) == [expected]


def test_pieces_parted_by_a_comma_are_joined() -> None:
    """Two pieces with only punctuation between are one."""
    assert clean("Dorn said the port, the yard were shut.", "the port", "the yard were shut") == [
        "the port, the yard were shut"
    ]


def test_a_content_over_two_paragraphs_is_cut_at_the_break() -> None:
    """No piece runs over the end of a paragraph."""
    text = "Dorn said the port was shut.\n\nThe yard too."
    view = View(build_reading(text))
    cue = find_tokens(view.page, "said")
    found = clean_content(view, [TokenRange(cue.last, len(view.words))], cue, [cue])
    assert [view.page.cover(p).of(text) for p in found] == ["the port was shut", "The yard too"]
