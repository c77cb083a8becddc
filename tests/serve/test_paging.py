"""Rows a page at a time."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.errors import UsageError
from onrecord.record.filters import Filters
from onrecord.record.selection import OpenRecord
from onrecord.serve.paging import make_token, page_of, read_token


@given(st.integers(0, 10**9))
def test_a_token_says_where_its_page_begins(skipped: int) -> None:
    """What was put into a token comes out of it, and it may stand in an address."""
    token = make_token(skipped)
    assert read_token(token) == skipped
    assert token.replace("-", "").replace("_", "").isalnum()


@given(st.text(max_size=30))
def test_other_tokens_are_refused(token: str) -> None:
    """What is no token of ours is the asker's fault, and never fails in another way."""
    try:
        skipped = read_token(token)
    except UsageError:
        return
    assert 0 <= skipped < 10**11


@pytest.mark.parametrize("what", ["statements", "calendar", "timeline", "tension", "deadlocks"])
def test_pages_of_any_size_make_up_the_whole(crisis: OpenRecord, what: str) -> None:
    """Pages of kinds of rows and of series follow one another without a gap and without a row twice."""
    whole = page_of(crisis, what, Filters())
    for size in (1, 2, 1_000):
        rows, token, n_pages = [], None, 0
        while True:
            page = page_of(crisis, what, Filters(), token, size=size)
            assert page.count == whole.count
            assert page.first == (len(rows) + 1 if page.rows else 0)
            rows += page.rows
            assert page.last == len(rows)
            n_pages += 1
            if page.next is None:
                break
            token = page.next
        assert rows == whole.rows
        assert n_pages == max(1, -(-whole.count // size))


def test_a_limit_bounds_all_pages_together(crisis: OpenRecord) -> None:
    """The limit of the filters holds for the whole, whatever the size of a page."""
    page = page_of(crisis, "statements", Filters(limit=1), size=10)
    assert (len(page.rows), page.count, page.next) == (1, 1, None)


def test_reports_come_with_their_text_where_asked(crisis: OpenRecord) -> None:
    """Lists of reports leave the texts out unless a screen needs them."""
    assert all("text" not in row for row in page_of(crisis, "reports", Filters()).rows)
    assert all(row["text"] for row in page_of(crisis, "reports", Filters(), with_text=True).rows)
