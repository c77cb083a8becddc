"""PDF documents."""

from __future__ import annotations

from datetime import date

import pytest

from onrecord.errors import DamagedPdfError, LockedPdfError, ScannedPdfError, TooLargeError
from onrecord.settings import SETTINGS
from onrecord.sources.pdf import read_pdf
from onrecord.sources.pdf_layout import Line, order_lines, write_paragraphs
from tests.sources.made import column, pdf, sentences

LEFT = [
    "The minister of Borduria said on Mon-",
    "day that the talks with Syldavia would",
    "go on until the end of the month.",
    "No troops had crossed the border, the",
    "army said, and a well-known officer",
    "of the Russian-",
    "Ukrainian commission agreed at once.",
]
RIGHT = [
    "In Klow the president told reporters",
    "that he would not sign the treaty any",
    "time before the summer, and certainly",
    "not without the well-",
    "known annex on the river and harbour.",
]


def test_columns_are_read_one_after_the_other() -> None:
    """Text in two columns under a headline is read column by column, whatever order it is drawn in."""
    headline = [(60.0, 700.0, 20.0, "Talks go on in the capital for a third week")]
    found = read_pdf(pdf([[*column(RIGHT, 320, step=13), *headline, *column(LEFT, 60)]]), origin="x")
    assert found.title == "Talks go on in the capital for a third week"
    places = [found.text.index(words) for words in ("Talks go on", "The minister", "No troops", "In Klow", "annex")]
    assert places == sorted(places)


def test_words_parted_at_line_ends_are_joined() -> None:
    """A word parted at a line end is whole again; a hyphen that belongs to the word stays."""
    text = read_pdf(pdf([column(LEFT, 60) + column(RIGHT, 320)]), origin="x").text
    assert "said on Monday that" in text
    assert "Russian-Ukrainian commission" in text
    assert "the well-known annex" in text


def test_paragraphs() -> None:
    """A larger gap, an indent behind a full stop and a line ended early begin paragraphs; other line ends do not."""
    words = ["The minister said on Monday that the", "talks would go on."] * 3
    gap = [(60, 700 - 12 * n - (8 if n >= 2 else 0), 10, w) for n, w in enumerate(words[:4])]
    assert read_pdf(pdf([gap]), origin="x").text.count("\n\n") == 1
    wide = "The envoy told the council at length that"
    indented = [(60, 700, 10, wide), (60, 688, 10, f"{wide}."), (72, 676, 10, wide), (60, 664, 10, f"{wide}.")]
    assert read_pdf(pdf([indented]), origin="x").text.count("\n\n") == 1
    early = [(60, 700, 10, wide), (60, 688, 10, "all was well"), (60, 676, 10, wide), (60, 664, 10, f"{wide}.")]
    assert read_pdf(pdf([early]), origin="x").text.count("\n\n") == 1


def test_furniture_that_repeats_is_left_out() -> None:
    """Heads, feet and page numbers go; a sentence goes on over the page."""
    pages = []
    for number in range(1, 4):
        lines = column([s[:70] for s in sentences(number, 5)], 60)
        pages.append([(60, 760, 9, f"The Harbour Post, page {number} of 3"), *lines, (300, 30, 9, str(number))])
    text = read_pdf(pdf(pages), origin="x").text
    assert "Harbour Post" not in text
    assert not any(line.strip().isdigit() for line in text.split("\n"))
    assert sentences(2, 1)[0][:70] in text


def test_a_single_page_keeps_its_first_line() -> None:
    """What stands at the top of a single page is no furniture."""
    assert "The Harbour Post" in read_pdf(pdf([[(60, 760, 9, "The Harbour Post"), *column(LEFT, 60)]]), origin="x").text


def test_days() -> None:
    """The day in the text goes before the day the file was made; that is a guess, and that of its change is none."""
    info = "/CreationDate(D:20310502101112+02'00')/ModDate(D:20320502101112Z)/Title(Microsoft Word - draft.doc)"
    found = read_pdf(pdf([column(LEFT, 60)], info), origin="x")
    assert (found.published, found.published_source) == (date(2031, 5, 2), "guess")
    assert [c.origin for c in found.published_candidates] == ["pdf:CreationDate", "pdf:ModDate"]
    assert found.title is None
    dated = [(60, 720, 10, "Published: 30 April 2031"), *column(LEFT, 60)]
    found = read_pdf(pdf([dated], info), origin="x")
    assert (found.published, found.published_source) == (date(2031, 4, 30), "header")
    only_changed = read_pdf(pdf([column(LEFT, 60)], "/ModDate(D:20320502101112Z)"), origin="x")
    assert only_changed.published is None


def test_locked() -> None:
    """A document behind a password is refused with what to do."""
    lock = "/Encrypt<</Filter/Standard/V 1/R 2/O(" + "a" * 32 + ")/U(" + "b" * 32 + ")/P -4>>/ID[<00><00>]"
    with pytest.raises(LockedPdfError, match="without one"):
        read_pdf(pdf([column(LEFT, 60)], trailer=lock), origin="x")


@pytest.mark.parametrize("data", [b"%PDF-1.4 nothing more", b"%PDF-", pdf([column(LEFT, 60)])[:200]])
def test_damaged(data: bytes) -> None:
    """A document that cannot be opened is refused as damaged."""
    with pytest.raises(DamagedPdfError, match="again"):
        read_pdf(data, origin="x")


def test_scanned() -> None:
    """Pages without text are refused, and the message names a cure."""
    with pytest.raises(ScannedPdfError, match="ocrmypdf"):
        read_pdf(pdf([[], []]), origin="x")


def test_too_large() -> None:
    """A document beyond the ceilings of bytes or pages is refused."""
    with pytest.raises(TooLargeError, match="MB"):
        read_pdf(b"%PDF-" + bytes(SETTINGS.max_pdf_bytes), origin="x")
    with pytest.raises(TooLargeError, match="pages"):
        read_pdf(pdf([[]] * (SETTINGS.max_pdf_pages + 1)), origin="x")


def test_tables_are_read_by_rows() -> None:
    """Short cells beside one another are rows, not columns."""
    lines = [
        Line(words, left, 700 - 12 * row, left + 30, 709 - 12 * row)
        for row in range(5)
        for left, words in ((300.0, f"{row}0"), (60.0, f"Town {row}"))
    ]
    assert [line.text for line in order_lines(lines)][:4] == ["Town 0", "00", "Town 1", "10"]


def test_nothing_is_no_text() -> None:
    """A page without lines is an empty text."""
    assert write_paragraphs([]) == ""
