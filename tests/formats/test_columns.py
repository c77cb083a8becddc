"""Columns of a terminal."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.run.formats.columns import columns, one_line, shorten, wrap
from tests.strategies import any_text


@pytest.mark.parametrize(
    ("words", "size"),
    [
        ("plain", 5),
        ("東京", 4),
        ("e\u0301", 1),
        ("\U0001f469\u200d\U0001f680", 2),
        ("\U0001f44d\U0001f3fd", 2),
        ("“a”", 3),
    ],
)
def test_columns(words: str, size: int) -> None:
    """Wide characters take two columns; marks, joined emoji and skin tones none."""
    assert columns(words) == size


@given(any_text())
def test_one_line_is_fit_for_any_stream(words: str) -> None:
    """Whatever a report holds can be written in UTF-8 on one line."""
    line = one_line(words)
    line.encode("utf-8")
    assert len(line.splitlines()) <= 1


@given(any_text(), st.integers(4, 60))
def test_wrapped_lines_lose_nothing(words: str, width: int) -> None:
    """Wrapping keeps all that is not white space, and keeps to the width."""
    line = one_line(words)
    rows = wrap(line, width, hang=2)
    assert "".join("".join(rows).split()) == "".join(line.split())
    assert max(map(columns, rows)) <= width


@given(any_text(), st.integers(5, 60))
def test_shortened_words_keep_to_the_width(words: str, width: int) -> None:
    """Shortened words are a beginning of the words, within the width."""
    line = one_line(words)
    short = shorten(line, width)
    assert columns(short) <= width
    assert line.startswith(short.removesuffix("...")) or short == line
