"""The events behind a series of two parties."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from onrecord.record.filters import Filters
from onrecord.record.query import fetch
from onrecord.record.tension import KINDS, tension, tension_events
from onrecord.record.views import connect
from tests.serve.quarrel import make_quarrel


def test_the_events_of_a_series_are_as_many_as_it_counts(tmp_path: Path) -> None:
    """The events of a pair are those that its series counts: of all weeks, and of one."""
    with connect(make_quarrel(tmp_path / "r"), kinds=KINDS) as connection:
        series = tension(connection, Filters(), period="week").to_pylist()
        counted = {row["start"]: row["n_events"] for row in series if row["party_b"] == "TZA"}
        query, values = tension_events(("KEN", "TZA"))
        rows = fetch(connection, query, values).to_pylist()
        assert [row["counted_from"] for row in rows] == list(counted)
        query, values = tension_events(("KEN", "TZA"), start=date(2031, 5, 12))
        assert [row["words"] for row in fetch(connection, query, values).to_pylist()] == ["shelled"]
