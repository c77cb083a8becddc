"""Columns of a table to the fields of a report."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from onrecord.errors import ColumnError, OnrecordError, RowError, UsageError
from onrecord.model.report import Reject
from onrecord.sources.admit import admit, with_known
from onrecord.sources.days import parse_day
from onrecord.sources.found import Found, Known, reject_error
from onrecord.text.check import MARKUP

#: Fields that a column can be mapped to, and the names of columns taken for them where none is named, the best first.
#: Names are compared in small letters, without "_", "-" and space.
DEFAULT_COLUMNS: dict[str, tuple[str, ...]] = {
    "text": ("text", "body", "content", "articletext", "articlebody", "fulltext", "maintext", "article", "story",
             "bodytext", "plaintext"),
    "html": ("html", "rawhtml", "htmlcontent", "contenthtml"),
    "title": ("title", "headline", "articletitle"),
    "published": ("published", "publishedat", "publishdate", "datepublish", "datepublished", "publicationdate",
                  "publisheddate", "pubdate", "date", "publishedon", "articledate", "timestamp"),
    "publisher": ("publisher", "outlet", "sitename", "newspaper", "source", "sourcename", "publication", "site",
                  "sourcedomain", "domain"),
    "url": ("url", "link", "uri", "articleurl", "sourceurl", "canonicalurl", "webpageurl"),
}  # fmt: skip
FIELDS = tuple(DEFAULT_COLUMNS)


def parse_mapping(words: str) -> dict[str, str]:
    """Return a mapping written as ``text=body,published=date``.

    A column inside another is named with full stops: ``published=meta.date``.

    Raises:
        UsageError: It is not written so, or names a field that reports do not have.
    """
    mapping: dict[str, str] = {}
    for pair in words.split(","):
        name, mark, column = (part.strip() for part in pair.partition("="))
        if not mark or not column or name not in FIELDS:
            raise UsageError(
                f"--map takes pairs like text=body,published=date; the fields are {', '.join(FIELDS)}. "
                f"{pair.strip()[:60]!r} is none."
            )
        if name in mapping:
            raise UsageError(f"--map names a column for {name} twice. Leave one out.")
        mapping[name] = column
    return mapping


def choose_columns(names: Iterable[str], mapping: Mapping[str, str]) -> dict[str, str]:
    """Return for each field the column that holds it; fields without one are left out.

    Args:
        names: Names of the columns of the table.
        mapping: Columns the caller named; they need not be among the names where they have full stops.

    Raises:
        ColumnError: There is no column of text, or one that was named is not there.
    """
    known = list(names)
    plain: dict[str, str] = {}
    for name in known:
        plain.setdefault(_plain(name), name)
    columns = dict(mapping)
    for name, column in mapping.items():
        if column not in known and column.partition(".")[0] not in known:
            raise ColumnError(
                f"The table has no column for {name} of the name that --map gives. It has: {_listed(known)}."
            )
    for name, usual in DEFAULT_COLUMNS.items():
        found = next((plain[word] for word in usual if word in plain and plain[word] not in columns.values()), None)
        if name not in columns and found is not None:
            columns[name] = found
    if "text" not in columns and "html" not in columns:
        raise ColumnError(
            f"No column holds the text. It has: {_listed(known)}. Name one, for example: --map text=COLUMN"
        )
    return columns


def _plain(name: str) -> str:
    return name.lower().replace("_", "").replace("-", "").replace(" ", "")


def _listed(names: list[str]) -> str:
    """Return names of columns for a message, no more than a dozen and none that is long."""
    shown = ", ".join(name[:30] for name in names[:12] if name.isprintable())
    return (shown + (", …" if len(names) > 12 else "")) or "none"


@dataclass(frozen=True, slots=True, kw_only=True)
class RowReader:
    """Makes reports of the rows of a table."""

    #: Columns the caller named, by field.
    mapping: Mapping[str, str]
    #: What the caller knows of all its reports.
    known: Known | None = None

    def read(self, row: Mapping[str, Any], origin: str, columns: Mapping[str, str] | None = None) -> Found | Reject:
        """Return the report in a row, or why there is none.

        Args:
            row: Values by column.
            origin: Where the row came from.
            columns: Column of each field; None to choose by the row's own names.
        """
        try:
            chosen = choose_columns(row, self.mapping) if columns is None else columns
            found = _found(row, chosen, origin)
        except OnrecordError as error:
            return reject_error(origin, error)
        return admit(found, self.known)


def _found(row: Mapping[str, Any], columns: Mapping[str, str], origin: str) -> Found:
    values = {name: value_at(row, column) for name, column in columns.items()}
    text, page = values.get("text"), values.get("html")
    title, publisher, url = (_words(values.get(name)) for name in ("title", "publisher", "url"))
    if isinstance(text, str) and MARKUP.match(text):
        text, page = None, text
    if isinstance(text, str) and text.strip():
        found = Found(origin=origin, text=text)
    elif isinstance(page, str) and page.strip():
        from onrecord.sources.html import read_html

        found = read_html(page, origin=origin, url=url)
    else:
        raise RowError("The record has no text: its column is empty or holds something else. Check --map.")
    known = Known(title=title, publisher=publisher, url=url)
    return _with_day(found, values.get("published"), columns.get("published", ""), known)


def _with_day(found: Found, value: Any, column: str, known: Known) -> Found:
    """Fill in what the other columns say, with a warning where the day cannot be told."""
    day = parse_day(value)
    found = with_known(found, replace(known, published=day), f"column:{column}")
    if day is None and value not in (None, ""):
        found = replace(found, warnings=(*found.warnings, "The date in the table could not be told, or could be two."))
    return found


def value_at(row: Mapping[str, Any], column: str) -> Any:
    """Return the value of a column; of one inside another where its name has full stops; None where there is none."""
    if column in row:
        return row[column]
    value: Any = row
    for part in column.split("."):
        if not isinstance(value, Mapping) or part not in value:
            return None
        value = value[part]
    return value


def _words(value: Any) -> str | None:
    """Return a value as one line; the name in it where it is an object, as in structured data."""
    if isinstance(value, Mapping):
        value = value.get("name")
    if not isinstance(value, str):
        return None
    words = " ".join(value.split())
    return words if 0 < len(words) <= 2000 else None
