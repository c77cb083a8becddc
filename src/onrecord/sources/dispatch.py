"""An open file to the reader for what it is: by its content first, by its name where that does not tell."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import PurePath
from typing import BinaryIO

from onrecord.errors import NestedArchiveError, OnrecordError
from onrecord.model.report import Reject
from onrecord.settings import SETTINGS
from onrecord.sources.admit import with_known
from onrecord.sources.archives import ZIP_MAGIC, ReadMember, Unpacked, is_nested, read_zip
from onrecord.sources.documents import read_document
from onrecord.sources.found import Found, reject_error
from onrecord.sources.gzip_members import MAGIC as GZIP_MAGIC
from onrecord.sources.mapping import RowReader
from onrecord.sources.options import SourceOptions
from onrecord.sources.sidecar import Sidecar, parse_sidecar
from onrecord.sources.tables import Lines, read_csv, read_json, read_jsonl

#: Bytes in which a file shows what it is.
_HEAD_BYTES = 512
_LINES = frozenset((".jsonl", ".ndjson", ".jsonlines"))
_NESTED = "An archive lies inside this packed file, and is not opened. Unpack it and give its files."


def read_stream(
    stream: BinaryIO, name: str, *, origin: str, options: SourceOptions, sidecar: Sidecar | None = None
) -> Iterator[Found | Reject]:
    """Yield the reports in an open file, whatever kind it is.

    Args:
        stream: The file; it must allow seeking.
        name: Its name, whose ending tells JSON and CSV.
        origin: How it is called in the record.
        options: What the caller says of all sources.
        sidecar: What a description beside it says; None where there is none. It counts for documents only.
    """
    stream.seek(0)
    head = stream.read(_HEAD_BYTES)
    stream.seek(0)
    reader = RowReader(mapping=options.mapping, known=options.known)
    if head.startswith(ZIP_MAGIC):
        yield from read_zip(stream, origin=origin, read=_member_reader(options))
    elif head.startswith(b"WARC/"):
        from onrecord.sources.warc import read_warc

        yield from read_warc(stream, origin=origin, known=options.known)
    elif head.startswith(GZIP_MAGIC):
        yield from _read_gzip(stream, name, origin, options, sidecar)
    elif head.startswith(b"PAR1"):
        from onrecord.sources.parquet import read_parquet

        yield from read_parquet(stream, origin=origin, reader=reader)
    elif (kind := table_kind(name, head)) is not None:
        yield from _read_table(kind, stream, origin, reader)
    else:
        yield _described(read_document(stream.read(SETTINGS.max_pdf_bytes + 1), origin=origin), options, sidecar)


def table_kind(name: str, head: bytes) -> str | None:
    """Return ``jsonl``, ``json``, ``csv`` or ``tsv`` where a file is such a table; None where it is none.

    Lines of JSON are told by their content too, so that they may come without a name.
    """
    ending = PurePath(name).suffix.lower()
    if ending in _LINES:
        return "jsonl"
    if ending in (".json", ".csv", ".tsv"):
        return ending[1:]
    return "jsonl" if not ending and _is_json_line(head) else None


def _is_json_line(head: bytes) -> bool:
    """Tell whether the first line is an object of JSON, or begins like one that goes on."""
    line, end, _ = head.lstrip(b"\xef\xbb\xbf \r\n").partition(b"\n")
    if not line.startswith(b'{"'):
        return False
    if not end:
        return True
    try:
        return isinstance(json.loads(line), dict)
    except ValueError:
        return False


def _read_table(kind: str, lines: Lines, origin: str, reader: RowReader) -> Iterator[Found | Reject]:
    if kind == "jsonl":
        yield from read_jsonl(lines, origin=origin, reader=reader)
    elif kind == "json":
        yield from read_json(_all(lines), origin=origin, reader=reader)
    else:
        yield from read_csv(lines, origin=origin, reader=reader, delimiter="," if kind == "csv" else "\t")


def _all(lines: Lines) -> bytes:
    pieces, size = [], 0
    while size <= SETTINGS.max_json_bytes and (piece := lines.readline(1024**2)):
        pieces.append(piece)
        size += len(piece)
    return b"".join(pieces)


def _read_gzip(
    stream: BinaryIO, name: str, origin: str, options: SourceOptions, sidecar: Sidecar | None
) -> Iterator[Found | Reject]:
    inner = name[:-3] if name.lower().endswith(".gz") else name
    try:
        head = Unpacked(stream).read(_HEAD_BYTES)
    except OnrecordError as error:
        if not inner.lower().endswith(".warc"):  # a web archive whose first record is damaged has others
            yield reject_error(origin, error)
            return
        head = b"WARC/"
    if head.startswith(b"WARC/"):
        from onrecord.sources.warc import read_warc

        yield from read_warc(stream, origin=origin, known=options.known)
        return
    if is_nested("", head) or inner.lower().endswith(".tar"):
        yield reject_error(origin, NestedArchiveError(_NESTED))
        return
    content = Unpacked(stream)
    kind = table_kind(inner, head)
    if kind is not None:
        yield from _read_table(kind, content, origin, RowReader(mapping=options.mapping, known=options.known))
        return
    try:
        data = content.read(SETTINGS.max_pdf_bytes + 1)
    except OnrecordError as error:
        yield reject_error(origin, error)
        return
    yield _described(read_document(data, origin=origin), options, sidecar)


def _member_reader(options: SourceOptions) -> ReadMember:
    """Return what makes reports of the members of an archive."""

    def read(content: BinaryIO, name: str, origin: str, description: bytes | None) -> Iterator[Found | Reject]:
        sidecar = parse_sidecar(description) if description is not None else None
        yield from read_stream(content, name, origin=origin, options=options, sidecar=sidecar)

    return read


def _described(found: Found | Reject, options: SourceOptions, sidecar: Sidecar | None) -> Found | Reject:
    """Fill in what a description says, then what the caller says."""
    if isinstance(found, Reject):
        return found
    if sidecar is not None:
        found = sidecar.describe(found)
    return with_known(found, options.known, "given")
