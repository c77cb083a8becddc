"""Lengths of time as people type them."""

import pytest

from onrecord.errors import UsageError
from onrecord.run.intervals import parse_interval


@pytest.mark.parametrize(
    ("text", "seconds"),
    [("15m", 900), ("2h", 7_200), ("90s", 90), ("1d", 86_400), ("1h30m", 5_400), (" 1 H 30 m ", 5_400), ("60s", 60),
     ("30d", 2_592_000)],
)  # fmt: skip
def test_interval(text, seconds):
    """Numbers with units are added up, in any case and with spaces."""
    assert parse_interval(text) == seconds


@pytest.mark.parametrize("text", ["", "15", "m", "1.5h", "-15m", "15m!", "h2", "１５m", "1w", "9" * 50 + "m"])
def test_what_is_no_interval(text):
    """What is no number with a unit is refused with an example."""
    with pytest.raises(UsageError, match="--every 15m"):
        parse_interval(text)


@pytest.mark.parametrize(("text", "said"), [("59s", "60 seconds"), ("0m", "60 seconds"), ("31d", "30 days")])
def test_interval_beyond_its_bounds(text, said):
    """Polls less than a minute or more than a month apart are refused, and the message names the bound."""
    with pytest.raises(UsageError, match=said):
        parse_interval(text)
