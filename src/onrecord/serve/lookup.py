"""A list of names and phrases looked up in one go: a file of lines in, the statements of each line out."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from onrecord.errors import UsageError
from onrecord.record.filters import Filters, make_filters
from onrecord.record.selection import OpenRecord, Selection
from onrecord.settings import SETTINGS

#: Columns of the result that come from the statement, in their order.
COLUMNS = (
    "speaker", "speaker_country", "words", "form", "act", "medium", "passed_on_by", "said_value", "published",
    "publisher", "title", "report_id", "start", "end", "url",
)  # fmt: skip
_HEADER = ("asked", "as", *COLUMNS, "note")
_KINDS = {"name": "speaker", "phrase": "text"}
#: First cells that mean a line of headings.
_NO_CSV = "The list is no CSV file in UTF-8. Save it as one, or as plain text, a line each."
_HEADINGS = frozenset({"asked", "name", "names", "phrase", "phrases", "query", "words"})
#: What would make a spreadsheet take a cell for a formula.
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the file."""

    words: str
    #: "name": whoever speaks; "phrase": words of the statement.
    kind: str


def read_lines(data: bytes, kind: str) -> list[Line]:
    """Return what a file asks for.

    Args:
        data: A CSV file in UTF-8: in its first column a name or phrase, in its second, where there is one, "name" or
            "phrase". A first line of headings is passed over.
        kind: What lines without a second column are.

    Raises:
        UsageError: The file is too large, is no text, asks for nothing or for too much.
    """
    if len(data) > SETTINGS.lookup_bytes:
        raise UsageError(f"The list has more than {SETTINGS.lookup_bytes // 1024} KiB. Split it.")
    if kind not in _KINDS:
        raise UsageError("Lines are names or phrases.")
    try:
        text = data.decode("utf-8-sig")
        rows = list(csv.reader(io.StringIO(text.replace("\x00", ""), newline="")))
    except (UnicodeDecodeError, csv.Error):
        raise UsageError(_NO_CSV) from None
    if any(len(cell) > SETTINGS.lookup_cell_chars for row in rows for cell in row):
        raise UsageError(_NO_CSV)  # a quotation mark that is never closed makes one cell of all that follows
    lines = []
    for number, row in enumerate(rows):
        words = row[0].strip() if row else ""
        if not any(c.isalnum() for c in words) or (number == 0 and words.lower() in _HEADINGS):
            continue
        second = row[1].strip().lower() if len(row) > 1 else ""
        lines.append(Line(words[:500], second if second in _KINDS else kind))
    if not lines:
        raise UsageError("The list has no names or phrases. Write one in each line.")
    if len(lines) > SETTINGS.lookup_lines:
        raise UsageError(f"The list has {len(lines):,} lines; {SETTINGS.lookup_lines} go at once. Split it.")
    return list(dict.fromkeys(lines))


def look_up(record: OpenRecord, lines: Iterable[Line]) -> Iterator[str]:
    """Yield the result as CSV, a line of the list at a time.

    Each statement found is a row; a line of which nothing is found is one too, with a note. A line of which there are
    more than ``SETTINGS.lookup_rows`` says so in a note after the newest. No cell is a formula to a spreadsheet.
    """
    yield "\ufeff" + _csv([_HEADER])
    for line in lines:
        yield _csv(_found(record, line))


def _found(record: OpenRecord, line: Line) -> Iterator[tuple[object, ...]]:
    asked = (line.words, line.kind)
    blanks = ("",) * len(COLUMNS)
    most = SETTINGS.lookup_rows
    try:
        rows = list(Selection(record, "statements", _filters(line, most + 1)).rows())
    except UsageError as error:
        yield (*asked, *blanks, str(error))
        return
    for row in rows[:most]:
        yield (*asked, *(row[name] for name in COLUMNS), "")
    if not rows:
        yield (*asked, *blanks, "nothing found")
    if len(rows) > most:
        yield (*asked, *blanks, f"only the newest {most:,} are given")


def _filters(line: Line, limit: int) -> Filters:
    # A phrase is looked for as it stands: its words in their order.
    words = line.words if line.kind == "name" else '"' + line.words.replace('"', " ").strip() + '"'
    return make_filters(**{_KINDS[line.kind]: words}, limit=limit)


def _csv(rows: Iterable[Iterable[object]]) -> str:
    written = io.StringIO()
    csv.writer(written).writerows([_cell(value) for value in row] for row in rows)
    return written.getvalue()


def _cell(value: object) -> object:
    if isinstance(value, list):
        value = "; ".join(str(item) for item in value if item)
    text = "" if value is None else value
    return "'" + text if isinstance(text, str) and text.lstrip(" \u00a0").startswith(_FORMULA) else text
