"""Tables as lines: JSON lines, JSON and CSV. Read as a stream, each record its own fault domain."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator
from typing import Any, Protocol

from onrecord.errors import OnrecordError, RowError, TooLargeError
from onrecord.model.report import Reject
from onrecord.settings import SETTINGS
from onrecord.sources.found import Found, reject_error
from onrecord.sources.mapping import RowReader, choose_columns

_BOM = b"\xef\xbb\xbf"
_LARGE = f"The record is larger than {SETTINGS.max_row_bytes // 1024**2} MB, which no report is. Leave it out."


class Lines(Protocol):
    """What gives the lines of a table: an open file, or a packed one while it is unpacked."""

    def readline(self, limit: int, /) -> bytes:
        """Return the next line with its end, or its first ``limit`` bytes; nothing at the end."""


def read_jsonl(lines: Lines, *, origin: str, reader: RowReader) -> Iterator[Found | Reject]:
    """Yield the report in each line of a table of JSON lines, or a Reject for a line that cannot be read.

    Args:
        lines: The table.
        origin: Its path; records are named ``path#1``, ``path#2``, … Blank lines count, but are no records.
        reader: What makes reports of rows.
    """
    number = 0
    try:
        while line := lines.readline(SETTINGS.max_row_bytes):
            number += 1
            place = f"{origin}#{number}"
            if len(line) >= SETTINGS.max_row_bytes and not line.endswith(b"\n"):
                _pass_over(lines)
                yield reject_error(place, TooLargeError(_LARGE))
                continue
            line = line.removeprefix(_BOM) if number == 1 else line
            if line.strip():
                yield _read_line(line, place, reader)
    except OnrecordError as error:  # the file itself is damaged from here on
        yield reject_error(f"{origin}#{number + 1}", error)


def _pass_over(lines: Lines) -> None:
    while (rest := lines.readline(SETTINGS.max_row_bytes)) and not rest.endswith(b"\n"):
        pass


def _read_line(line: bytes, place: str, reader: RowReader) -> Found | Reject:
    try:
        row = _parse(line)
        if not isinstance(row, dict):
            raise RowError("The record is no object of names and values. Write one object on each line.")
    except OnrecordError as error:
        return reject_error(place, error)
    return reader.read(row, place)


def _parse(line: bytes) -> Any:
    try:
        return json.loads(line.decode("utf-8"))
    except UnicodeDecodeError as error:
        raise RowError(
            f"The record is no UTF-8: byte {error.start + 1} of its line is broken. Write it anew, or leave it out."
        ) from None
    except (ValueError, RecursionError) as error:
        where = f" at character {error.pos + 1} of its line" if isinstance(error, json.JSONDecodeError) else ""
        raise RowError(f"The record is no JSON: it breaks off or is broken{where}. Write it anew.") from None


def read_json(data: bytes, *, origin: str, reader: RowReader) -> Iterator[Found | Reject]:
    """Yield the reports in a JSON document: one object, or a list of them (records are named ``path#1`` and so on)."""
    try:
        if len(data) > SETTINGS.max_json_bytes:
            raise TooLargeError(
                f"The JSON file is larger than {SETTINGS.max_json_bytes // 1024**2} MB. Write one record on each line "
                "and call it NAME.jsonl."
            )
        whole = _parse(data.removeprefix(_BOM))
        if not isinstance(whole, dict | list):
            raise RowError("The file holds neither an object nor a list of objects. Write one object for each report.")
    except OnrecordError as error:
        yield reject_error(origin, error)
        return
    if isinstance(whole, dict):
        yield reader.read(whole, origin)
        return
    for number, row in enumerate(whole, start=1):
        place = f"{origin}#{number}"
        if isinstance(row, dict):
            yield reader.read(row, place)
        else:
            yield reject_error(place, RowError("The record is no object of names and values. Write one."))


def read_csv(lines: Lines, *, origin: str, reader: RowReader, delimiter: str = ",") -> Iterator[Found | Reject]:
    """Yield the report in each row of a CSV table with a head, or a Reject for a row that cannot be read.

    Args:
        lines: The table, in UTF-8.
        origin: Its path; the first row under the head is ``path#1``.
        reader: What makes reports of rows.
        delimiter: What parts the columns.
    """
    csv.field_size_limit(SETTINGS.max_row_bytes)
    rows = csv.reader(_decoded(lines), delimiter=delimiter)
    number = 0
    try:
        head = [name.strip() for name in next(rows, [])]
        columns = choose_columns(head, reader.mapping)
        for number, row in enumerate(rows, start=1):
            if row:
                yield _read_row(head, row, columns, f"{origin}#{number}", reader)
    except csv.Error as error:
        text = f"The table cannot be read on from here ({error}): a quotation mark may be missing before. Mend it."
        yield reject_error(f"{origin}#{number + 1}", RowError(text))
    except OnrecordError as error:
        yield reject_error(origin if not number else f"{origin}#{number + 1}", error)


def _decoded(lines: Lines) -> Iterator[str]:
    """Yield lines as text, broken bytes as lone surrogates, so that the row they stand in can be told."""
    first = True
    while line := lines.readline(SETTINGS.max_row_bytes):
        yield (line.removeprefix(_BOM) if first else line).replace(b"\0", b"").decode("utf-8", "surrogateescape")
        first = False


def _read_row(
    head: list[str], row: list[str], columns: dict[str, str], place: str, reader: RowReader
) -> Found | Reject:
    if any("\udc80" <= character <= "\udcff" for cell in row for character in cell if not character.isascii()):
        return reject_error(
            place, RowError("The record is no UTF-8. Save the table as UTF-8, or leave the record out.")
        )
    return reader.read(dict(zip(head, row, strict=False)), place, columns)
