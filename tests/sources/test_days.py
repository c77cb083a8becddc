"""Days as metadata writes them."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.sources.days import parse_day

DAY = date(2031, 5, 2)


@pytest.mark.parametrize(
    "value",
    [
        DAY,
        datetime(2031, 5, 2, 23, 59),
        "2031-05-02",
        "2031-5-2",
        "2031-05-02T23:30:00-05:00",
        "2031-05-02 08:00",
        "20310502",
        "20310502T101112Z",
        "Fri, 02 May 2031 09:00:00 GMT",
        "2 May 2031",
        "May 2nd, 2031",
        "Published: 2 May 2031, 10:30 BST",
        1935446400,
        "1935446400",
        1935446400000,
        1935446400.5,
    ],
)
def test_forms_are_read(value: Any) -> None:
    """A day is read in each form that metadata comes in, as it is written: no time zone moves it."""
    assert parse_day(value) == DAY


@pytest.mark.parametrize(
    "value", [None, "", "03/04/2031", "2031", "2031-13-02", "today", True, 7, float("nan"), 1e300, "9" * 50, [], {}]
)
def test_what_is_no_day_is_none(value: Any) -> None:
    """What is no day, or could be two, is None."""
    assert parse_day(value) is None


@given(st.text() | st.floats() | st.integers() | st.binary() | st.none())
def test_any_value_is_taken(value: Any) -> None:
    """Whatever the value, the answer is a day or None."""
    assert isinstance(parse_day(value), date | None)
