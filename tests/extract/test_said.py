"""When something was said."""

from __future__ import annotations

from datetime import date

import pytest

from onrecord.extract.said import read_day
from onrecord.extract.statements import find_statements
from onrecord.extract.view import View
from tests.builders import build_reading

FRAME = {"cue": "said", "source": "Dorn", "content": "the port was shut"}


@pytest.mark.parametrize(
    ("words", "value"),
    [
        ("Sunday", "2031-05-04"),
        ("Tuesday", "2031-05-06"),
        ("Wednesday", "2031-04-30"),
        ("yesterday", "2031-05-05"),
        ("5 March", "2031-03-05"),
        ("December 12", "2030-12-12"),
        ("March 5, 2029", "2029-03-05"),
        ("31 February", None),
        ("next Sunday", None),
        ("Spring", None),
    ],
)
def test_days_resolve_against_the_report(words: str, value: str | None) -> None:
    """Weekdays and dates resolve to the latest such day not after the report; the rest stays open."""
    view = View(build_reading(f"On {words} Dorn spoke.", published="2031-05-06"))
    found = [day for token in (1, 2) if (day := read_day(view, token, date(2031, 5, 6))) is not None]
    assert [day.isoformat() for _, day, _ in found[:1]] == ([] if value is None else [value])


def test_a_weekday_beside_the_cue_is_when_it_was_said() -> None:
    """ "said on Sunday" gives the day, its words and a half-open interval."""
    text = "Dorn said on Sunday the port was shut."
    (found,) = find_statements(build_reading(text, frames=[FRAME], published="2031-05-06"))
    assert found.said is not None and found.said.start is not None and found.said.end is not None
    assert (found.said.value, found.said.span.of(text)) == ("2031-05-04", "Sunday")
    assert (found.said.end - found.said.start).days == 1


def test_without_a_date_weekdays_stay_open() -> None:
    """A report without date leaves relative days unresolved."""
    (found,) = find_statements(build_reading("Dorn said on Sunday the port was shut.", frames=[FRAME]))
    assert found.said is None


def test_a_day_of_something_else_is_not_taken() -> None:
    """A day behind "before" belongs to another event."""
    text = "Dorn said before the vote on Sunday the port was shut."
    (found,) = find_statements(build_reading(text, frames=[FRAME], published="2031-05-06"))
    assert found.said is None
