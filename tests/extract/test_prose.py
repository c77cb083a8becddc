"""What reads as running prose and what does not."""

from __future__ import annotations

import pytest

from onrecord.extract.prose import is_prose
from tests.builders import build_page

POEM = "The cannon roared at dawn;\nthe city burned till noon.\nThe king had fled away,\nhis guards were taken soon.\n"


@pytest.mark.parametrize(
    "text",
    [
        "Army Shells Northern City, Dozens Killed",
        "Syldavia and Borduria Sign Border Agreement.",
        "Borduria\tattacked\tSyldavia\tlast year.",
        "| Borduria | invaded | Syldavia |",
    ],
)
def test_headlines_and_rows_are_no_prose(text: str) -> None:
    """A line in capitals and a row of cells tell acts, but not as a report does."""
    assert is_prose(build_page(text)) == [False]


def test_verse_is_no_prose() -> None:
    """Short lines in a row with nothing between them are verse, whatever they end with."""
    assert not any(is_prose(build_page(POEM)))


@pytest.mark.parametrize(
    "text",
    [
        "Bordurian troops shelled the town of Niedzdrow on Monday, the mayor said.",
        "The talks failed.",
        "The minister of Syldavia said: “We are ready to talk.”",
        "The U.S. envoy left the capital after two days (agency)",
    ],
)
def test_sentences_are_prose(text: str) -> None:
    """A paragraph that holds a sentence reads on, whatever follows its last full stop."""
    wanted = not text.endswith("(agency)")
    assert is_prose(build_page(text)) == [wanted]
