"""One document, whatever it is: text, a web page or PDF, told by its content."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from typing import Literal

from onrecord.errors import MarkupInputError, OnrecordError, TooLargeError
from onrecord.model.report import Reject
from onrecord.settings import SETTINGS
from onrecord.sources.admit import admit
from onrecord.sources.charset import decode_page
from onrecord.sources.found import DateCandidate, Found, Known, reject_error
from onrecord.sources.html import FEED, FEED_REFUSED, read_html
from onrecord.text.decode import decode_bytes

DocumentKind = Literal["text", "html", "pdf", "feed"]

#: Bytes in which a document shows what it is.
_START_BYTES = 4096
#: How a web page begins, or a piece of one.
_PAGE = re.compile(
    r"\s*(?:<\?xml[^>]{0,200}\?>\s*)?(?:<!--.{0,2000}?-->\s*){0,3}"
    r"<(?:!doctype\s+html|html|head|body|title|meta|article|main|section|div|p|h1|table|script|base|center|link)\b",
    re.IGNORECASE | re.DOTALL,
)
_TAG = re.compile(r"</(?:p|div|html|body|a|span|td|li|h[1-6])\s*>|<br\s*/?>", re.IGNORECASE)


def read_document(
    data: bytes,
    *,
    origin: str,
    url: str | None = None,
    content_type: str | None = None,
    latest: date | None = None,
    known: Known | None = None,
    also: tuple[DateCandidate, ...] = (),
) -> Found | Reject:
    """Return the report in a document, or why there is none; never raises for what the document holds.

    Args:
        data: The document.
        origin: Where it came from, for messages and the record.
        url: Its address; None where unknown.
        content_type: What it was said to be (a header of HTTP); the content itself has the last word.
        latest: Day on which it was there already; dates after it are not chosen.
        known: What the caller knows; it goes before what the document says.
        also: More candidates for its day, kept behind its own and never chosen.
    """
    try:
        found = _read(data, origin, url, content_type, latest)
    except OnrecordError as error:
        return reject_error(origin, error)
    if also:
        found = replace(found, published_candidates=(*found.published_candidates, *also))
    return admit(found, known)


def sniff(data: bytes, content_type: str | None = None) -> DocumentKind:
    """Return what a document is, by how it begins; what it was said to be decides only where that tells nothing."""
    if b"%PDF-" in data[:1024]:
        return "pdf"
    start = _start(data)
    if FEED.match(start):
        return "feed"
    if _PAGE.match(start):
        return "html"
    said = "html" in (content_type or "").lower()
    return "html" if said and (_TAG.search(start) or _TAG.search(_start(data[_START_BYTES:]))) else "text"


def _start(data: bytes) -> str:
    """Return the first characters, well enough to see what they are."""
    head = data[:_START_BYTES]
    if head[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return head.decode("utf-16", "replace")
    return head.removeprefix(b"\xef\xbb\xbf").decode("latin-1")


def _read(data: bytes, origin: str, url: str | None, content_type: str | None, latest: date | None) -> Found:
    kind = sniff(data, content_type)
    if kind == "pdf":
        from onrecord.sources.pdf import read_pdf

        return read_pdf(data, origin=origin, url=url, latest=latest)
    if len(data) > SETTINGS.max_input_bytes:
        raise TooLargeError(
            f"The input is larger than {SETTINGS.max_input_bytes // 1024**2} MB, the most one report may have. "
            "Give one report at a time."
        )
    if kind == "html":
        decode_page(data, content_type)  # refuses what is no text before the parser makes something of it
        return read_html(data, origin=origin, url=url, content_type=content_type, latest=latest)
    if kind == "feed":
        raise MarkupInputError(FEED_REFUSED)
    return Found(origin=origin, text=decode_bytes(data), url=url)
