"""TIMEX3 values."""

from __future__ import annotations

import pytest

from onrecord.score.timex import read_timex


@pytest.mark.parametrize(
    ("value", "kind", "start", "end"),
    [
        ("2022-01-09", "DATE", "2022-01-09T00:00:00", "2022-01-10T00:00:00"),
        ("2022-12", "DATE", "2022-12-01T00:00:00", "2023-01-01T00:00:00"),
        ("199", "DATE", "1990-01-01T00:00:00", "2000-01-01T00:00:00"),
        ("2022-W02", "DATE", "2022-01-10T00:00:00", "2022-01-17T00:00:00"),
        ("2022-W02-WE", "DATE", "2022-01-15T00:00:00", "2022-01-17T00:00:00"),
        ("2022-WI", "DATE", "2022-12-01T00:00:00", "2023-03-01T00:00:00"),
        ("2022-01-09TEV", "TIME", "2022-01-09T18:00:00", "2022-01-10T00:00:00"),
        ("2022-01-09T17:05", "TIME", "2022-01-09T17:05:00", "2022-01-09T17:06:00"),
    ],
)
def test_a_value_with_a_place_in_time_has_an_interval(value: str, kind: str, start: str, end: str) -> None:
    """Dates, weeks, seasons and hours stand for half-open intervals."""
    found = read_timex(value)
    assert found is not None
    assert found.start is not None
    assert found.end is not None
    assert (found.type, found.start.isoformat(), found.end.isoformat()) == (kind, start, end)


@pytest.mark.parametrize(
    ("value", "kind"), [("P3D", "DURATION"), ("PT2H", "DURATION"), ("PXM", "DURATION"), ("XXXX-WXX-2", "DATE")]
)
def test_others_have_none(value: str, kind: str) -> None:
    """Durations and open dates have a type and no interval."""
    found = read_timex(value)
    assert found is not None
    assert (found.type, found.start) == (kind, None)


@pytest.mark.parametrize("value", ["", "P", "PT", "Sunday", "2022-13", "2022-02-30", "2022-W60", "2022-01-09T25:00"])
def test_nonsense_is_refused(value: str) -> None:
    """What is no value, or no date of the calendar, is none."""
    assert read_timex(value) is None
