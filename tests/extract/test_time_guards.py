"""Times that cannot be meant have no value, and the reader of a dossier is told."""

from __future__ import annotations

from datetime import date

import pytest

from onrecord.extract.time_guards import UNRESOLVED, warn_of_unresolved
from onrecord.extract.times import find_page_times
from onrecord.score.predictions import page_of

TODAY = date(2031, 5, 6)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("They met on 31 February.", "31 February"),
        ("They met on the 35th of May.", "35th of May"),
        ("They meet in the year 99999.", "the year 99999"),
        ("It moved on 2021-13-45.", "2021-13-45"),
    ],
)
def test_a_day_there_is_not_has_no_value(text: str, words: str) -> None:
    """Null rather than a wrong value, over all the words, with a warning."""
    (time,) = find_page_times(page_of(text, published=TODAY))
    assert (time.span.of(text), time.value, time.start, time.end) == (words, None, None, None)
    assert warn_of_unresolved(text, [time], dated=True) == (UNRESOLVED,)
    assert warn_of_unresolved(text, [time], dated=False) == ()


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("They met on the 5th of May.", "2031-05-05"),
        ("They met later in the year.", "2031"),
        ("They sent 35 tanks in May.", "2031-05"),
        ("The 101st Airborne came in May 2029.", "2029-05"),
    ],
)
def test_a_day_there_is_keeps_its_value(text: str, value: str) -> None:
    """A number nearby that is no day of the month takes nothing away."""
    times = find_page_times(page_of(text, published=TODAY))
    assert [time.value for time in times] == [value]
    assert warn_of_unresolved(text, times, dated=True) == ()
