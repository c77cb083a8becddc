"""What the caller knows about a report; apart from the reading, which takes long to load."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from onrecord.errors import UsageError
from onrecord.model.report import PublishedSource


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """What the caller knows about a report. All may be None."""

    #: Day of publication, as a date or in ISO 8601.
    published: date | str | None = None
    #: Where that day was found; None where the caller gave it himself.
    published_source: PublishedSource | None = None
    #: The outlet that printed it.
    publisher: str | None = None
    #: Address it came from.
    url: str | None = None
    #: Headline.
    title: str | None = None


def as_date(value: date | str | None) -> date | None:
    """Return a day that was given as a date or in ISO 8601.

    Raises:
        UsageError: It is no date.
    """
    if isinstance(value, datetime):
        return value.date()
    if value is None or isinstance(value, date):
        return value
    try:
        return date.fromisoformat(value.strip())
    except ValueError:
        raise UsageError(f"{value!r} is no date. Write year, month and day, like 2031-05-02.") from None
