"""What an ingest takes: reports that came through the door; and a plain reader of text files and JSON lines."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Protocol

from onrecord.errors import FormatError, MissingInputError, OnrecordError, UsageError
from onrecord.model.report import PublishedSource, Reject
from onrecord.run.door import load_text
from onrecord.run.given import as_date


class DateCandidate(Protocol):
    """A day that a source gives as that of publication."""

    @property
    def value(self) -> date:
        """The day."""

    @property
    def origin(self) -> str:
        """Where in the source it stood."""


class Found(Protocol):
    """One report before it is read."""

    @property
    def origin(self) -> str:
        """Path or address it came from; names this one report."""

    @property
    def text(self) -> str:
        """Its text."""

    @property
    def title(self) -> str | None:
        """Its headline."""

    @property
    def publisher(self) -> str | None:
        """The outlet that printed it."""

    @property
    def published(self) -> date | None:
        """Day of publication."""

    @property
    def published_source(self) -> PublishedSource | None:
        """Where that day was found."""

    @property
    def published_candidates(self) -> Sequence[DateCandidate]:
        """Every day that may be that of publication."""

    @property
    def url(self) -> str | None:
        """Address it came from."""

    @property
    def warnings(self) -> Sequence[str]:
        """Sentences for people about how it was found."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PlainFound:
    """A report in a text file or a line of JSON; fields as ``Found``."""

    origin: str
    text: str
    title: str | None = None
    publisher: str | None = None
    published: date | None = None
    published_source: PublishedSource | None = None
    published_candidates: Sequence[DateCandidate] = ()
    url: str | None = None
    warnings: Sequence[str] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceOptions:
    """What the caller says of all reports."""

    published: date | None = None
    publisher: str | None = None
    url: str | None = None
    #: Name of a field to the column that holds it: ``{"text": "body"}``.
    mapping: Mapping[str, str] = field(default_factory=dict)


def open_sources(specs: Iterable[str], options: SourceOptions) -> Iterator[PlainFound | Reject]:
    """Yield the reports in files, folders and lines of JSON, or why there is none."""
    for path in _walk(specs):
        if path.suffix == ".jsonl":
            yield from _open_lines(path, options)
        else:
            yield _open_file(path, options)


def count_sources(specs: Iterable[str]) -> int | None:
    """Return how many reports there are; None where that would take reading them."""
    number = 0
    for path in _walk(specs):
        if path.suffix == ".jsonl":
            return None
        number += 1
    return number


def parse_mapping(words: str) -> dict[str, str]:
    """Return the columns that ``--map text=body,published=date`` names.

    Raises:
        UsageError: It is not written so.
    """
    pairs = [pair.partition("=") for pair in words.split(",")]
    known = ("text", "title", "publisher", "published", "url")
    for name, _, column in pairs:
        if name.strip() not in known or not column.strip():
            raise UsageError(f"--map takes FIELD=COLUMN,…, where FIELD is one of {', '.join(known)}.")
    return {name.strip(): column.strip() for name, _, column in pairs}


def _walk(specs: Iterable[str]) -> Iterator[Path]:
    for spec in specs:
        path = Path(spec)
        if path.is_dir():
            yield from sorted(p for p in path.rglob("*") if p.is_file() and not p.name.startswith("."))
        else:
            yield path


def _open_file(path: Path, options: SourceOptions) -> PlainFound | Reject:
    try:
        text = load_text(path)
    except OnrecordError as error:
        return Reject(origin=str(path), code=error.code, reason=str(error))
    return PlainFound(
        origin=str(path),
        text=text,
        publisher=options.publisher,
        published=options.published,
        published_source="given" if options.published else None,
        url=options.url,
    )


def _open_lines(path: Path, options: SourceOptions) -> Iterator[PlainFound | Reject]:
    try:
        stream = path.open("rb")
    except OSError as error:
        missing = MissingInputError(f"The file cannot be opened: {error.strerror}. Check the path.")
        yield Reject(origin=str(path), code=missing.code, reason=str(missing))
        return
    with stream:
        for number, line in enumerate(stream, 1):
            yield _open_line(f"{path}#{number}", line, options)


def _open_line(origin: str, line: bytes, options: SourceOptions) -> PlainFound | Reject:
    columns = {name: options.mapping.get(name, name) for name in ("text", "title", "publisher", "published", "url")}
    try:
        raw = json.loads(line)
        values = {name: raw.get(column) for name, column in columns.items()}
        if not all(value is None or isinstance(value, str) for value in values.values()) or values["text"] is None:
            raise ValueError
        day = options.published or as_date(values["published"])
    except (ValueError, AttributeError, UsageError):
        error = FormatError("The line is no JSON object with a text, or a field of it is no text. See --map.")
        return Reject(origin=origin, code=error.code, reason=str(error))
    return PlainFound(
        origin=origin,
        text=values["text"],
        title=values["title"],
        publisher=options.publisher or values["publisher"],
        published=day,
        published_source="given" if day else None,
        url=options.url or values["url"],
    )
