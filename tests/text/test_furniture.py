"""Furniture in a whole report."""

from __future__ import annotations

import pytest

from onrecord.text.furniture import find_furniture

PROSE = "The envoy landed on Friday and drove to the palace, where the president was waiting for her."


def _found(text: str) -> list[tuple[str, str]]:
    return [(piece.kind, piece.span.of(text)) for piece in find_furniture(text)]


@pytest.mark.parametrize("line", ["Home | World | Europe", "News > Asia > Nepal", "World / Middle East / Yemen"])
def test_path_to_the_page_is_boilerplate(line: str) -> None:
    """The path a site prints over its pages is not the headline; the headline behind it is."""
    text = f"{line}\n\nEnvoy meets president\n\n{PROSE}"
    assert _found(text) == [("boilerplate", line), ("heading", "Envoy meets president")]


@pytest.mark.parametrize("line", ["Brandt | Okoro | Silva", "Envoy meets president | Norfax"])
def test_other_lines_with_strokes_stay(line: str) -> None:
    """Names and headlines with strokes in them are no path."""
    assert ("boilerplate", line) not in _found(f"{line}\n\n{PROSE}")


def test_question_of_a_transcript_is_no_heading() -> None:
    """A question that names its asker by a letter is prose."""
    text = f"Q: Will the envoy go?\nA: {PROSE}"
    assert _found(text) == []


@pytest.mark.parametrize("stop", ["officials said.", 'she said: "We go."'])
def test_picture_text_run_into_prose_is_cut_from_it(stop: str) -> None:
    """Picture text glued to the sentence before it begins at the seam, and the prose before stays prose."""
    text = f"The envoy landed on Friday, {stop}A plane stands on the runway of the old airport.Ada Brook / AFP"
    assert _found(text) == [
        ("caption", "A plane stands on the runway of the old airport."),
        ("credit", "Ada Brook / AFP"),
    ]


def test_long_paragraph_with_picture_text_run_in() -> None:
    """The length of the prose before does not keep picture text from being found."""
    text = f"{' '.join([PROSE] * 8)}A plane stands on the runway. Ada Brook/Reuters"
    assert ("caption", "A plane stands on the runway.") in _found(text)
