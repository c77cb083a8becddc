"""A report laid out for reading."""

from __future__ import annotations

import time

import pytest
from hypothesis import given

from onrecord.model.ids import report_id
from onrecord.model.page import QUOTE_STATES, Page
from onrecord.model.report import Report
from onrecord.text.page import lay_out
from tests.strategies import any_text, report_text


def page(text: str) -> Page:
    """Lay out a text."""
    return lay_out(Report(id=report_id(text), text=text))


def told(text: str) -> list[tuple[str, str]]:
    """Return kind and words of each paragraph."""
    laid = page(text)
    return [(paragraph.kind, " ".join(laid.word(n) for n in range(*paragraph.tokens))) for paragraph in laid.paragraphs]


REPORT = """date 2019-05-03

Harbour talks go on

By Ada Brook

OSLO (AP) — The envoys met for a third day. Tom Reed / AP

“We stay,” she said (Photo: Tom Reed/AFP) on Monday.

A ferry left with 40 on board.Tom Reed / AFP – Getty Images

Share this
"""


def test_furniture_has_no_tokens_and_captions_are_read() -> None:
    """Prose, heading and caption are read; dates, names, credits and site words are not."""
    assert told(REPORT) == [
        ("heading", "Harbour talks go on"),
        ("prose", "The envoys met for a third day ."),
        ("prose", "“ We stay , ” she said on Monday ."),
        ("caption", "A ferry left with 40 on board ."),
    ]


def test_a_credit_in_mid_paragraph_parts_it() -> None:
    """What follows a credit without brackets is a paragraph of its own."""
    assert told("The envoys met. Tom Reed / AP They stay.") == [("prose", "The envoys met ."), ("prose", "They stay .")]


def test_an_empty_report_has_an_empty_page() -> None:
    """No words, no paragraphs."""
    laid = page(" \n\u200b\n")
    assert (laid.paragraphs, laid.tokens, laid.quotations) == ((), (), ())


@given(any_text() | report_text())
def test_any_text_lays_out(text: str) -> None:
    """Tokens, paragraphs and states fit together, and tokens with furniture hold every letter and digit."""
    laid = page(text)
    assert [n for paragraph in laid.paragraphs for n in range(*paragraph.tokens)] == list(range(len(laid.tokens)))
    assert len(laid.quote_states) == len(laid.tokens)
    assert all(0 <= state < len(QUOTE_STATES) for state in laid.quote_states)
    covered: set[int] = set()
    place = 0
    for token in laid.tokens:
        assert place <= token.start < token.end
        place = token.end
        covered.update(range(*token))
    place = 0
    for piece in laid.furniture:
        assert place <= piece.span.start < piece.span.end <= len(text)
        place = piece.span.end
        if piece.kind not in {"caption", "heading"}:
            assert covered.isdisjoint(range(*piece.span))
        covered.update(range(*piece.span))
    assert all(n in covered for n, char in enumerate(text) if char.isalnum())


@pytest.mark.parametrize(
    "piece",
    [
        '"',
        "1",
        "A",
        "A b. ",
        "Ada Brook / AP ",
        "By Ada ",
        "(Photo: ",
        "OSLO, ",
        "“a” ",
        "a\n",
        "\n ",
        "A. ",
        "/ AP ",
        "'a ",
        "Ad ",
    ],
)
def test_a_long_line_takes_linear_time(piece: str) -> None:
    """Two hundred thousand characters of anything are laid out in under two seconds."""
    text = (piece * 200_000)[:200_000]
    begun = time.process_time()
    page(text)
    assert time.process_time() - begun < 2
