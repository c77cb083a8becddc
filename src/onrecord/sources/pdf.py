"""PDF documents: their text in reading order, headline and days."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import closing
from datetime import date
from statistics import median
from typing import TYPE_CHECKING

from onrecord.errors import DamagedPdfError, LockedPdfError, ScannedPdfError, TooLargeError
from onrecord.model.report import PublishedSource
from onrecord.settings import SETTINGS
from onrecord.sources.days import parse_day
from onrecord.sources.found import DateCandidate, Found, choose_published
from onrecord.sources.html_dates import day_in_url
from onrecord.sources.pdf_layout import Line, drop_furniture, join_runs, order_lines, write_paragraphs
from onrecord.text.furniture import find_furniture
from onrecord.text.published import find_published

if TYPE_CHECKING:
    from pypdfium2 import PdfDocument

#: Letters per page below which pages are pictures.
_FEWEST_LETTERS = 20
#: Share of letters without meaning (private use, replacement) above which a document has no text that can be read.
_MEANINGLESS_RATIO = 0.2
_MEANINGLESS = re.compile("[\ue000-\uf8ff\ufffd\\x00-\\x01\\x03-\\x08]")
_PDF_DAY = re.compile(r"(?:D:)?(\d{4})(\d\d)(\d\d)")
#: Titles that programs write by themselves.
_NO_TITLE = re.compile(r"\.\w{2,5}$|^(?:microsoft|untitled|document\d*$|print|slide|layout)", re.IGNORECASE)
#: How much larger than the text a headline is set, and how long it may be.
_HEADLINE_RATIO, _HEADLINE_CHARS = 1.3, 250
#: How each kind of candidate is told of in a record. The day a file was made is often that of printing it out.
SOURCES: dict[str, PublishedSource] = {
    "text:header": "header", "text:dateline": "dateline", "url": "url", "pdf:CreationDate": "guess",
}  # fmt: skip


def read_pdf(data: bytes, *, origin: str, url: str | None = None, latest: date | None = None) -> Found:
    """Return the report in a PDF document.

    Args:
        data: The document.
        origin: Where it came from.
        url: Its address; None where unknown.
        latest: Day on which it was there already; candidates after it are not chosen.

    Raises:
        LockedPdfError: It asks for a password.
        DamagedPdfError: It cannot be opened.
        ScannedPdfError: It holds pictures of pages, or letters without meaning.
        TooLargeError: It has more bytes or pages than one report may have.
    """
    if len(data) > SETTINGS.max_pdf_bytes:
        raise TooLargeError(
            f"The PDF document is larger than {SETTINGS.max_pdf_bytes // 1024**2} MB. Give one report at a time."
        )
    import pypdfium2 as pdfium

    try:
        with closing(pdfium.PdfDocument(data)) as document:
            pages, about = _read(document)
    except pdfium.PdfiumError as error:
        if "assword" in str(error) or "ecurity" in str(error):
            raise LockedPdfError(
                "The PDF document asks for a password. Save a copy without one: open it, and print it to a file."
            ) from error
        raise DamagedPdfError(
            "The PDF document is damaged and cannot be opened. Get it again from where it came from."
        ) from error
    pages = [order_lines(lines) for lines in drop_furniture(pages)]
    lines = [line for page in pages for line in page]
    text = write_paragraphs(lines)
    candidates = tuple(_dates(text, about, url))
    chosen = choose_published(candidates, SOURCES, latest=latest)
    return Found(
        origin=origin,
        text=text,
        title=_title(lines, about),
        published=chosen[0] if chosen else None,
        published_source=chosen[1] if chosen else None,
        published_candidates=candidates,
        url=url,
    )


def _read(document: PdfDocument) -> tuple[list[list[Line]], dict[str, str]]:
    if len(document) > SETTINGS.max_pdf_pages:
        raise TooLargeError(
            f"The PDF document has {len(document):,} pages, one report may have {SETTINGS.max_pdf_pages}. "
            "Give one report at a time."
        )
    pages, n_damaged = [], 0
    for number in range(len(document)):
        lines = _page_lines(document, number)
        n_damaged += lines is None
        pages.append(lines or [])
    if pages and n_damaged == len(pages):
        raise DamagedPdfError("No page of the PDF document can be opened. Get it again from where it came from.")
    words = "".join(line.text for lines in pages for line in lines)
    letters = sum(character.isalnum() for character in words)
    if letters < _FEWEST_LETTERS * max(1, min(len(pages), 5)):
        raise ScannedPdfError(
            "The PDF document holds pictures of pages and no text. Run it through text recognition, for example: "
            "ocrmypdf IN.pdf OUT.pdf"
        )
    if len(_MEANINGLESS.findall(words)) > _MEANINGLESS_RATIO * len(words):
        raise ScannedPdfError(
            "The letters of the PDF document have no characters to them. Run it through text recognition, for "
            "example: ocrmypdf --force-ocr IN.pdf OUT.pdf"
        )
    return pages, document.get_metadata_dict()


def _page_lines(document: PdfDocument, number: int) -> list[Line] | None:
    """Return the lines of a page; None where the page cannot be opened."""
    import pypdfium2 as pdfium

    try:
        with closing(document[number]) as page, closing(page.get_textpage()) as words:
            runs = []
            for place in range(words.count_rects()):
                left, bottom, right, top = words.get_rect(place)
                text = words.get_text_bounded(left, bottom, right, top).replace("\r\n", " ")
                runs.append(Line(text, left, bottom, right, top, number))
            return join_runs(runs)
    except pdfium.PdfiumError:
        return None


def _dates(text: str, about: dict[str, str], url: str | None) -> Iterator[DateCandidate]:
    published = find_published(text, find_furniture(text))
    if published is not None:
        yield DateCandidate(published[0], f"text:{published[1]}")
    if url and (day := day_in_url(url)):
        yield DateCandidate(day, "url")
    for name in ("CreationDate", "ModDate"):
        match = _PDF_DAY.match(about.get(name, ""))
        if match and (day := parse_day("-".join(match.groups()))):
            yield DateCandidate(day, f"pdf:{name}")


def _title(lines: list[Line], about: dict[str, str]) -> str | None:
    """Return the first lines of the first page that are set larger than the rest, else the title in the metadata."""
    usual = median(line.height for line in lines) if lines else 0.0
    head: list[Line] = []
    for line in lines[:12]:
        large = line.page == 0 and line.height > _HEADLINE_RATIO * usual
        if large:
            head.append(line)
        elif head:
            break
    words = " ".join(write_paragraphs(head).split())
    if 10 <= len(words) <= _HEADLINE_CHARS:
        return words
    title = " ".join(about.get("Title", "").split())
    return title if title and not _NO_TITLE.search(title) else None
