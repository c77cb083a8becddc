"""Named days and names that look like times."""

from __future__ import annotations

from datetime import date

import pytest

from onrecord.codebook.times import day_of, named_days, time_like_names


def test_every_rule_gives_a_day() -> None:
    """Every named day falls somewhere in every year, leap years included."""
    for rule in named_days().values():
        assert all(day_of(rule, year).year == year for year in (1900, 2000, 2023, 2024))


@pytest.mark.parametrize(
    ("rule", "year", "day"),
    [
        ("easter+0", 2022, date(2022, 4, 17)),
        ("easter-2", 2000, date(2000, 4, 21)),
        ("11-4/4", 2021, date(2021, 11, 25)),
        ("05--1/1", 2021, date(2021, 5, 31)),
        ("11-1/1+1", 2016, date(2016, 11, 8)),
        ("12-25", 1999, date(1999, 12, 25)),
    ],
)
def test_days_of_rules(rule: str, year: int, day: date) -> None:
    """Easter, n-th and last weekdays and fixed days fall where calendars print them."""
    assert day_of(rule, year) == day


def test_a_wrong_rule_is_refused() -> None:
    """A rule that is none is named in the error."""
    with pytest.raises(ValueError, match="the third moon"):
        day_of("the third moon", 2020)


def test_names_are_listed_once() -> None:
    """No name stands twice in the table."""
    names = [name for listed in time_like_names().values() for name in listed]
    assert len(names) == len(set(names))
