"""Texts without their quotation marks."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.model.span import Span
from onrecord.score.stripping import StrippedText


@pytest.mark.parametrize(
    ("text", "bare"),
    [
        ("“We go,” said Bell.", "We go, said Bell."),
        ("\"It's 'all' we have,\" he said.", "It's all we have, he said."),
        ("She said: ‘Don’t go’ – the ministers’ plan.", "She said: Don’t go – the ministers’ plan."),
        ("``Yes,'' said «Le Port».", "Yes, said Le Port."),
        ("the workers' union and the teachers' union", "the workers' union and the teachers' union"),
    ],
)
def test_marks_go_and_apostrophes_stay(text: str, bare: str) -> None:
    """Double marks and paired single marks are taken out; apostrophes are not."""
    assert StrippedText(text).text == bare


def test_spans_move_with_their_words() -> None:
    """A span holds the same words after the marks are gone; one of marks alone vanishes."""
    text = "“We go,” said Bell."
    stripped = StrippedText(text)
    assert [span.of(stripped.text) for span in stripped.move_all([Span(0, 8), Span(9, 13)])] == ["We go,", "said"]
    assert stripped.move_all([Span(0, 1)]) == ()


@given(st.text(alphabet="ab '\"“”‘’.\n", max_size=40))
def test_every_kept_character_is_found_again(text: str) -> None:
    """Moving one-character spans rebuilds the stripped text."""
    stripped = StrippedText(text)
    places = [stripped.move(Span(n, n + 1)) for n in range(len(text))]
    assert "".join(span.of(stripped.text) for span in places) == stripped.text
