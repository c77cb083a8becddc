"""Where the records of a web archive begin and end, also behind damage."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO, Protocol

from onrecord.errors import DamagedSourceError, OnrecordError, TruncatedSourceError
from onrecord.settings import SETTINGS
from onrecord.sources.gzip_members import MAGIC, Member, find_member

_BEGINNING = b"WARC/"
_KIND = re.compile(rb"^WARC-Type:[ \t]*([\w-]+)", re.IGNORECASE | re.MULTILINE)
_LENGTH = re.compile(rb"^Content-Length:[ \t]*(\d{1,15})[ \t]*\r?$", re.IGNORECASE | re.MULTILINE)
#: Bytes of the headers of one record, and of one line of them.
_HEAD_BYTES, _LINE_BYTES = 64 * 1024, 16 * 1024
#: Bytes of a record's block in which the content type of a page can be told.
_START_BYTES = 4096
_PAGE_TYPE = re.compile(rb"^content-type:[ \t]*(?:text/(?:html|plain)|application/(?:xhtml|pdf))", re.I | re.M)
_ANY_TYPE = re.compile(rb"^content-type:", re.I | re.M)
_BLOCK_BYTES = 256 * 1024


@dataclass(frozen=True, slots=True, kw_only=True)
class RawRecord:
    """One record, cut out of its archive but not yet parsed."""

    #: Byte at which it begins in the file (its member, where packed).
    offset: int
    #: WARC-Type in small letters; empty where broken.
    kind: str = ""
    #: Its own headers, with the blank line behind them.
    head: bytes = b""
    #: Headers and block; None where it is larger than any report, or broken.
    data: bytes | None = None
    #: Whether a record without data is a page by its content type, or has none.
    is_page_or_unknown: bool = False
    #: What is wrong with it; None where nothing is.
    error: OnrecordError | None = None


class _Readable(Protocol):
    def read(self, size: int) -> bytes: ...
    def readline(self, limit: int) -> bytes: ...
    def skip(self, size: int) -> int: ...


def iterate_packed(stream: BinaryIO) -> Iterator[RawRecord]:
    """Yield the records of a gzip file, one with an error for each stretch that is damaged or cut off."""
    offset: int | None = 0
    while offset is not None:
        stream.seek(offset)
        head = stream.read(len(MAGIC))
        if not head:
            return
        if head == MAGIC:
            member = Member(stream, offset)
            try:
                yield from _records_of(member)
            except OnrecordError as error:
                yield RawRecord(offset=offset, error=error)
            else:
                offset = member.end
                continue
        elif not _only_zeros(stream, offset):
            yield RawRecord(offset=offset, error=_damaged(offset))
        else:
            return
        offset = find_member(stream, offset + 1, _BEGINNING)


def _records_of(member: Member) -> Iterator[RawRecord]:
    """Yield the records of one member, each once the bytes behind it are sound."""
    last: RawRecord | None = None
    while (first := _first_line(member)) is not None:
        if last is not None:
            yield last
        last = _cut(member, member.offset, first)
    if last is not None:  # the member was read to its end, so its checksum holds
        yield last


def _first_line(source: _Readable) -> bytes | None:
    """Return the next line that is not blank; None at the end."""
    while line := source.readline(_LINE_BYTES):
        if line.strip():
            return line
    return None


def _cut(source: _Readable, offset: int, first: bytes) -> RawRecord:
    """Read a record up to the end of its block.

    Raises:
        DamagedSourceError: Its headers are broken.
        TruncatedSourceError: The archive ends inside it.
    """
    lines = [first]
    size = len(first)
    while (line := source.readline(_LINE_BYTES)).strip():
        lines.append(line)
        size += len(line)
        if size > _HEAD_BYTES:
            raise _damaged(offset)
    lines.append(line)
    head = b"".join(lines)
    kind, length = _KIND.search(head), _LENGTH.search(head)
    if not first.startswith(_BEGINNING) or kind is None or length is None:
        raise _damaged(offset)
    left = int(length[1])
    kept = source.read(left if left <= SETTINGS.max_pdf_bytes else _START_BYTES)
    rest = left - len(kept)
    if (rest and left <= SETTINGS.max_pdf_bytes) or source.skip(rest) < rest:
        raise TruncatedSourceError(f"The record at byte {offset:,} is shorter than it says. Get the file again.")
    return RawRecord(
        offset=offset,
        kind=kind[1].decode().lower(),
        head=head,
        data=head + kept if not rest else None,
        is_page_or_unknown=bool(_PAGE_TYPE.search(kept)) or not _ANY_TYPE.search(kept),
    )


class _Plain:
    """A plain archive from a byte on."""

    def __init__(self, stream: BinaryIO, offset: int) -> None:
        self._stream = stream
        stream.seek(offset)

    def read(self, size: int) -> bytes:
        """Return the next bytes."""
        return self._stream.read(size)

    def readline(self, limit: int) -> bytes:
        """Return the next line."""
        return self._stream.readline(limit)

    def skip(self, size: int) -> int:
        """Pass over bytes; return how many there were."""
        here = self._stream.tell()
        end = self._stream.seek(0, 2)
        return self._stream.seek(min(here + size, end)) - here


def iterate_plain(stream: BinaryIO) -> Iterator[RawRecord]:
    """Yield the records of an archive that is not packed, one with an error for each that is damaged or cut off."""
    offset: int | None = 0
    while offset is not None:
        record, offset = _plain_record(stream, offset)
        if record is not None:
            yield record


def _plain_record(stream: BinaryIO, offset: int) -> tuple[RawRecord | None, int | None]:
    """Return the record at a byte, and where the next begins."""
    source = _Plain(stream, offset)
    first = _first_line(source)
    if first is None:
        return None, None
    begin = stream.tell() - len(first)
    try:
        record = _cut(source, begin, first)
        end = stream.tell()
        if not _is_end(stream):  # its length is wrong, or that of its neighbour
            raise _damaged(begin)
    except OnrecordError as error:
        following = _find_plain(stream, begin + 1)
        if isinstance(error, TruncatedSourceError) and following is not None:
            error = _damaged(begin)  # it is not the file that ends too early, but its length that is wrong
        return RawRecord(offset=begin, error=error), following
    return record, end


def _is_end(stream: BinaryIO) -> bool:
    """Tell whether a record may end here: at the end of the file, or before a blank line and another record."""
    here = stream.tell()
    following = stream.read(64)
    stream.seek(here)
    return not following.strip(b"\r\n\0") or (
        following[:1] in (b"\r", b"\n") and following.lstrip(b"\r\n").startswith(_BEGINNING)
    )


def _find_plain(stream: BinaryIO, start: int) -> int | None:
    """Return where the next record begins behind a line end; None where there is none."""
    pattern = re.compile(rb"\nWARC/[01]\.\d+\r?\n[A-Za-z-]+:")
    place, overlap = start, 128
    while True:
        stream.seek(place)
        block = stream.read(_BLOCK_BYTES + overlap)
        if match := pattern.search(block):
            return place + match.start() + 1
        if len(block) <= overlap:
            return None
        place += len(block) - overlap


def _only_zeros(stream: BinaryIO, offset: int) -> bool:
    """Tell whether the rest of a file is padding."""
    stream.seek(offset)
    while block := stream.read(_BLOCK_BYTES):
        if block.strip(b"\0"):
            return False
    return True


def _damaged(offset: int) -> DamagedSourceError:
    return DamagedSourceError(
        f"There is no sound record at byte {offset:,}: it is damaged. The others are read all the same; get the file "
        "again for this one."
    )
