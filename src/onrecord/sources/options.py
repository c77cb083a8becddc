"""What the caller says of all sources together."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from onrecord.sources.found import Known


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceOptions:
    """Options of ``open_sources``. What is said of every report goes before what the reports say themselves."""

    #: Day of publication of every report; None to take each report's own.
    published: date | None = None
    #: The outlet that printed every report; None to take each report's own.
    publisher: str | None = None
    #: Headline of every report; None to take each report's own.
    title: str | None = None
    #: Address of every report; None to take each report's own.
    url: str | None = None
    #: Columns of tables by field (``mapping.parse_mapping``); fields that are left out go by the usual names.
    mapping: Mapping[str, str] = field(default_factory=dict)

    @property
    def known(self) -> Known:
        """What is known of every report."""
        return Known(published=self.published, publisher=self.publisher, title=self.title, url=self.url)
