"""Web archives (WARC): the pages in them, record by record, each its own fault domain."""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from io import BytesIO
from typing import TYPE_CHECKING, BinaryIO

from onrecord.errors import DamagedSourceError, EncodedRecordError, OnrecordError, TooLargeError
from onrecord.model.report import Reject
from onrecord.settings import SETTINGS
from onrecord.sources.days import parse_day
from onrecord.sources.documents import read_document
from onrecord.sources.found import DateCandidate, Found, Known, reject_error
from onrecord.sources.gzip_members import MAGIC
from onrecord.sources.warc_records import RawRecord, iterate_packed, iterate_plain

if TYPE_CHECKING:
    from warcio.recordloader import ArcWarcRecord

_KINDS = ("response", "resource", "conversion")
#: Content types of what can hold a report.
_DOCUMENT = re.compile(r"text/(?:html|plain)|application/(?:xhtml\+xml|pdf)", re.IGNORECASE)
#: Days a crawl may lie before the day printed on a page, for the sake of time zones.
_ZONES = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class _Content:
    """What a record holds, its packing undone."""

    data: bytes
    content_type: str | None
    url: str | None
    #: Day of the crawl; None where unknown.
    crawled: date | None


def read_warc(stream: BinaryIO, *, origin: str, known: Known | None = None) -> Iterator[Found | Reject]:
    """Yield the reports in a web archive, and a Reject for each record that is broken.

    Records that hold no page (requests, metadata, pictures, styles), that a server answered with anything but
    success, and files for robots are passed over without a word: they were never reports.

    Args:
        stream: The archive, packed record by record or plain; it must allow seeking.
        origin: Its path; records are named ``path@offset``.
        known: What the caller knows of all its reports.
    """
    stream.seek(0)
    packed = stream.read(len(MAGIC)) == MAGIC
    for record in (iterate_packed if packed else iterate_plain)(stream):
        place = f"{origin}@{record.offset}"
        if record.error is not None:
            yield reject_error(place, record.error)
            continue
        try:
            content = _unpack(record, verify=not packed)
        except OnrecordError as error:
            yield reject_error(place, error)
            continue
        if content is not None:
            yield _read(content, place, known)


def _read(content: _Content, place: str, known: Known | None) -> Found | Reject:
    latest = content.crawled + _ZONES if content.crawled else None
    extra = (DateCandidate(content.crawled, "warc:WARC-Date"),) if content.crawled else ()
    return read_document(
        content.data,
        origin=place,
        url=content.url,
        content_type=content.content_type,
        latest=latest,
        known=known,
        also=extra,
    )


def _unpack(record: RawRecord, *, verify: bool) -> _Content | None:
    """Return what a record holds; None where it is not a page.

    Raises:
        DamagedSourceError: Its headers are no HTTP, or it does not match its digest.
        EncodedRecordError: It is packed in a way that is not known.
        TooLargeError: It is too large for a report.
    """
    if record.kind not in _KINDS:
        return None
    if record.data is None:
        if record.is_page_or_unknown:
            raise TooLargeError(
                f"The record at byte {record.offset:,} is larger than {SETTINGS.max_pdf_bytes // 1024**2} MB, "
                "which no report is. Leave it out."
            )
        return None
    if verify:
        _check_digest(record)
    parsed = _parse(record)
    headers = parsed.http_headers
    url = parsed.rec_headers.get_header("WARC-Target-URI")
    if headers is not None and not str(headers.get_statuscode()).startswith("2"):
        return None
    content_type = headers.get_header("Content-Type") if headers is not None else parsed.content_type
    if (content_type and not _DOCUMENT.match(content_type.strip())) or (url or "").endswith("/robots.txt"):
        return None
    data = _content(parsed, record.offset)
    if not data.strip():
        return None
    day = parse_day(parsed.rec_headers.get_header("WARC-Date"))
    return _Content(data, content_type, url if (url or "").startswith("http") else None, day)


def _parse(record: RawRecord) -> ArcWarcRecord:
    from warcio.recordloader import ArcWarcRecordLoader

    try:
        return ArcWarcRecordLoader().parse_record_stream(BytesIO(record.data or b""), known_format="warc")
    except Exception as error:  # warcio raises many kinds; whichever, it is this record alone
        raise DamagedSourceError(
            f"The record at byte {record.offset:,} breaks the rules of its format. The others are read all the same; "
            "get the file again for this one."
        ) from error


def _content(parsed: ArcWarcRecord, offset: int) -> bytes:
    """Return the content of a record, chunks joined and packing undone, up to the ceiling."""
    headers = parsed.http_headers
    packing = (headers.get_header("Content-Encoding") or "").strip().lower() if headers is not None else ""
    try:
        data: bytes = _read_up_to(parsed, SETTINGS.max_pdf_bytes + 1)
    except Exception as error:  # as above
        raise EncodedRecordError(
            f"The content of the record at byte {offset:,} is packed ({packing or 'in chunks'}) and cannot be "
            "unpacked. Crawl the page again."
        ) from error
    if packing not in ("", "identity", "gzip", "x-gzip", "deflate") and b"<" not in data[:2000]:
        raise EncodedRecordError(
            f"The content of the record at byte {offset:,} is packed in a way that is not read here ({packing[:20]}). "
            "Where that is br: pip install brotli. Else crawl the page again."
        )
    return data


def _read_up_to(parsed: ArcWarcRecord, limit: int) -> bytes:
    content, pieces, size = parsed.content_stream(), [], 0
    while size < limit and (piece := content.read(min(64 * 1024, limit - size))):
        pieces.append(piece)
        size += len(piece)
    return b"".join(pieces)


def _check_digest(record: RawRecord) -> None:
    """Refuse a record that does not match the digest of its block; plain archives have no other check.

    Raises:
        DamagedSourceError: It does not.
    """
    match = re.search(rb"^WARC-Block-Digest:\s*(sha1|sha256|md5):(\S+)", record.head, re.IGNORECASE | re.MULTILINE)
    if match is None or record.data is None:
        return
    digest = hashlib.new(match[1].decode().lower(), record.data[len(record.head) :], usedforsecurity=False)
    said = match[2].decode("ascii", "replace")
    if said.lower() != digest.hexdigest() and said.upper() != base64.b32encode(digest.digest()).decode():
        raise DamagedSourceError(
            f"The record at byte {record.offset:,} does not match its digest: a byte of it was changed. The others are "
            "read all the same; get the file again for this one."
        )
