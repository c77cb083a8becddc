"""The last look at the door: is this a text that can be read as a report, in English?"""

from __future__ import annotations

from dataclasses import replace

from onrecord.errors import OnrecordError
from onrecord.model.report import Reject
from onrecord.sources.found import DateCandidate, Found, Known, reject_error
from onrecord.sources.language import check_language
from onrecord.text.check import check_text


def admit(found: Found, known: Known | None = None) -> Found | Reject:
    """Return the report with what the caller knows of it filled in, or the Reject where it cannot be read."""
    try:
        check_text(found.text)
        check_language(found.text)
    except OnrecordError as error:
        return reject_error(found.origin, error)
    return with_known(found, known, "given") if known is not None else found


def with_known(found: Found, known: Known, origin: str) -> Found:
    """Return the report with what is known from elsewhere put before what it says itself.

    Args:
        found: The report.
        known: What is known; None in a field leaves the report's own.
        origin: How a day of publication is known, for the list of candidates: "given" or "sidecar".
    """
    day = known.published
    if day is not None:
        rest = tuple(c for c in found.published_candidates if c != DateCandidate(day, origin))
        candidates = (DateCandidate(day, origin), *rest)
        found = replace(
            found,
            published=day,
            published_source="given" if origin == "given" else "metadata",
            published_candidates=candidates,
        )
    return replace(
        found,
        publisher=known.publisher or found.publisher,
        title=known.title or found.title,
        url=known.url or found.url,
    )
