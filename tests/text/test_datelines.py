"""Date header lines and datelines."""

from __future__ import annotations

import pytest

from onrecord.text.datelines import find_dateline, is_date_line


@pytest.mark.parametrize(
    "line",
    [
        "date 2019-05-03",
        "Published: 3 March 2014, 14:05 GMT",
        "Updated 2 hours ago",
        "March 3, 2014",
        "Mon 3 Mar 2014 09.12 EST",
        "Published 3:05 PM ET, Thu March 3, 2014",
        "First published on Thursday 3 March 2014 | Updated: 4 March 2014 5 min read",
        "2014-03-03T14:05:00Z",
        "03/04/2014",
    ],
)
def test_date_headers_are_known(line: str) -> None:
    """A line of date, time and label alone is a date header."""
    assert is_date_line(line)


@pytest.mark.parametrize(
    "line",
    [
        "On 3 March 2014 the talks failed.",
        "In May 2014",
        "Monday",
        "2014",
        "It was published 3 March 2014",
        "Today, 3 March",
    ],
)
def test_prose_with_dates_is_no_header(line: str) -> None:
    """Other words beside the date make it prose."""
    assert is_date_line(line) == (line == "Today, 3 March")


@pytest.mark.parametrize(
    ("paragraph", "dateline"),
    [
        ("LISBON, Jan 10 (Reuters) - Talks began.", "LISBON, Jan 10 (Reuters) -"),
        ("OSLO — Talks began.", "OSLO —"),
        ("LISBON (AP) — Talks began.", "LISBON (AP) —"),
        ("LISBON (AP) Talks began.", "LISBON (AP)"),
        ("NEW DELHI -- Talks began.", "NEW DELHI --"),
        ("LISBON/OSLO, 3 March 2014 (AFP) – Talks began.", "LISBON/OSLO, 3 March 2014 (AFP) –"),
        ("ACCRA, Ghana (AP) — Talks began.", "ACCRA, Ghana (AP) —"),
        ("Lisbon, March 3, 2014 (Xinhua) -- Talks began.", "Lisbon, March 3, 2014 (Xinhua) --"),
        ("Lisbon (AFP) - Talks began.", "Lisbon (AFP) -"),
        ("LISBON, March 3, 2014 (Norfax) - Talks began.", "LISBON, March 3, 2014 (Norfax) -"),
        ("LISBON, Portugal (NXW) — Talks began.", "LISBON, Portugal (NXW) —"),
        ("LISBON, March 3, 2014 (Harbour Online) - Talks began.", "LISBON, March 3, 2014 (Harbour Online) -"),
        ("UNITED NATIONS, Jan. 5 — Talks began.", "UNITED NATIONS, Jan. 5 —"),
    ],
)
def test_datelines_are_cut_with_their_dash(paragraph: str, dateline: str) -> None:
    """Place, date and agency before the first sentence are the dateline."""
    span = find_dateline(paragraph, 0, len(paragraph))
    assert span is not None
    assert span.of(paragraph) == dateline


@pytest.mark.parametrize(
    "paragraph",
    [
        "NATO — the alliance — met.",
        "Lisbon - the capital - is calm.",
        "The United States (US) - and others - met.",
        "BREAKING — Talks began.",
        "Ada Brook (Lisbon) - a poet - left.",
        "On Jan 10 - a Monday - they met.",
        "US forces left.",
        "WHO: masks help",
        "Talks (AP) began.",
    ],
)
def test_prose_is_no_dateline(paragraph: str) -> None:
    """Dashes, brackets and capitals in prose make no dateline."""
    assert find_dateline(paragraph, 0, len(paragraph)) is None
