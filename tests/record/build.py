"""Small tables of reports for the tests of this room."""

from __future__ import annotations

from datetime import UTC, datetime

import pyarrow as pa

from onrecord.model.arrow import dossier_to_row, dossiers_to_table
from onrecord.model.dossier import Dossier, Place
from onrecord.model.ids import fact_id
from tests.builders import build_report, find_span

NOW = datetime(2031, 5, 2, tzinfo=UTC)


def build_dossier(text: str) -> Dossier:
    """Make a dossier with one place, the first word of the text."""
    report = build_report(text, published="2031-05-01")
    span = find_span(text, text.split(maxsplit=1)[0])
    place = Place(id=fact_id(report.id, "place", span), span=span, name="Adair", lat=1.5, lon=2.0)
    return Dossier(report=report, places=(place,))


def build_table(*texts: str) -> pa.Table:
    """Make a table of one report for each text."""
    return dossiers_to_table([dossier_to_row(build_dossier(t), origin=f"{t}.txt", ingested_at=NOW) for t in texts])
