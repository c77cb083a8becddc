"""The day of publication as the report gives it."""

from __future__ import annotations

from datetime import date

import pytest

from onrecord.model.page import Furniture
from onrecord.model.span import Span
from onrecord.text.dates import parse_date
from onrecord.text.published import find_published


def published(*datelines: str) -> tuple[date, str] | None:
    """Find the day among datelines, each on a line of its own."""
    text = "\n".join(datelines)
    furniture = [
        Furniture(Span(start, start + len(line)), "dateline") for line in datelines for start in [text.index(line)]
    ]
    return find_published(text, furniture)


@pytest.mark.parametrize(
    "words",
    ["2014-03-05", "5 March 2014", "March 5, 2014", "Mar. 5, 2014", "5th of March 2014", "13-Mar-2014", "2014/03/05"],
)
def test_dates_with_a_year_are_read(words: str) -> None:
    """ISO, day-month-year and month-day-year are one day each."""
    assert parse_date(words) == date(2014, 3, 13 if words.startswith("13") else 5)


@pytest.mark.parametrize(
    "words", ["03/04/2014", "5 March", "31 February 2014", "2014-13-01", "Monday", "5 Martember 2014"]
)
def test_dates_that_could_be_two_days_or_none_are_not(words: str) -> None:
    """Ambiguous figures, days without year and days that do not exist are None."""
    assert parse_date(words) is None


def test_figures_that_can_be_one_day_only_are_read() -> None:
    """A number above twelve is the day."""
    assert parse_date("25/12/2014") == parse_date("12/25/2014") == date(2014, 12, 25)


def test_a_header_comes_before_a_dateline() -> None:
    """The header's day wins, and a label of publication over one of updating."""
    dateline = "LISBON, March 4, 2014 (Reuters) -"
    assert published(dateline) == (date(2014, 3, 4), "dateline")
    assert published(dateline, "date 2014-03-05") == (date(2014, 3, 5), "header")
    assert published("Updated: 9 March 2014", "Published: 5 March 2014") == (date(2014, 3, 5), "header")
    assert published("Published 5 March 2014 Updated 9 March 2014") == (date(2014, 3, 5), "header")


def test_a_dateline_without_year_tells_nothing() -> None:
    """Neither does furniture without a date."""
    assert published("LISBON, Jan 10 (Reuters) -", "Updated 2 hours ago") is None
