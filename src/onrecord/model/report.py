"""What comes through the door: a report, or the reason why there is none."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

#: How the day of publication is known: given by the caller; from a header line, metadata (of a page, a table or a feed)
#: or the dateline; from the file; from the address; or guessed from what else a page or document shows.
PublishedSource = Literal["given", "header", "metadata", "dateline", "file", "url", "guess"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """One dated news report, its text untouched."""

    #: sha-256 (hex) of the content.
    id: str
    #: The text all spans point into; never normalised.
    text: str
    #: Headline; None where unknown.
    title: str | None = None
    #: The outlet that printed it; None where unknown.
    publisher: str | None = None
    #: Day of publication; None where unknown.
    published: date | None = None
    #: Where ``published`` was found; None where it is None.
    published_source: PublishedSource | None = None
    #: Address it came from; None where unknown.
    url: str | None = None
    #: ISO 639-1 code of the language; "und" where it could not be told but is not English, None where it may be.
    language: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Reject:
    """An input that could not be read, and why."""

    #: Where it came from: a path, an address, or "-".
    origin: str
    #: Stable error code (see ``onrecord.errors``).
    code: str
    #: What happened and the next step; holds no article text.
    reason: str
