"""What comes through the door: a report as it was found, before it is read."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from onrecord.errors import OnrecordError
from onrecord.model.report import PublishedSource, Reject


@dataclass(frozen=True, slots=True)
class DateCandidate:
    """A day that a source gives, and where it stands."""

    #: The day.
    value: date
    #: Where it was found, kind and place: "json-ld:datePublished", "meta:article:published_time", "url". All kinds are
    #: listed in docs/sources.md.
    origin: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """One report that came through the door."""

    #: Where it came from: a path or address; ``path#3`` for the third record of a table, ``archive.zip!member``,
    #: ``crawl.warc.gz@1024`` for the record at that byte, "-" for standard input.
    origin: str
    #: The text all spans will point into.
    text: str
    #: Headline; None where unknown.
    title: str | None = None
    #: The outlet that printed it; None where unknown.
    publisher: str | None = None
    #: Day of publication, the best of the candidates; None where none can be trusted. Reading may still find one.
    published: date | None = None
    #: Where ``published`` was found; None where it is None.
    published_source: PublishedSource | None = None
    #: Every day the source gives, the best first.
    published_candidates: tuple[DateCandidate, ...] = ()
    #: Address of the report; None where unknown.
    url: str | None = None
    #: Sentences for people, such as that a date could not be told; they never quote the report.
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """What the caller knows of a report beforehand; it comes before what the report itself says. All may be None."""

    #: Day of publication.
    published: date | None = None
    #: The outlet that printed it.
    publisher: str | None = None
    #: Headline.
    title: str | None = None
    #: Address it came from.
    url: str | None = None


def reject_error(origin: str, error: OnrecordError) -> Reject:
    """Return the Reject of an input that met an error."""
    return Reject(origin=origin, code=error.code, reason=str(error))


def choose_published(
    candidates: Iterable[DateCandidate], sources: dict[str, PublishedSource], *, latest: date | None = None
) -> tuple[date, PublishedSource] | None:
    """Return the first candidate that may be the day of publication, and how it is known.

    Args:
        candidates: The best first.
        sources: For each kind of origin (what stands before the colon) how such a day is known; kinds that are not
            in it, such as the day of a crawl, are never chosen.
        latest: Day on which the report was already there; later candidates are wrong. None where unknown.
    """
    for candidate in candidates:
        source = sources.get(candidate.origin) or sources.get(candidate.origin.partition(":")[0])
        if source is not None and (latest is None or candidate.value <= latest):
            return candidate.value, source
    return None
