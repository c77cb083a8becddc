"""The issue of a position as a short noun phrase."""

from __future__ import annotations

from onrecord.model.reading import Reading
from onrecord.model.span import Span

_LONGEST = 60


def issue_of(reading: Reading, content: Span) -> str:
    """Return a short phrase for what a content is about."""
    words = " ".join(content.of(reading.page.report.text).split())
    return words[:_LONGEST]
