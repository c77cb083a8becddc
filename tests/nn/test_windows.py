"""Windows over a page."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from onrecord.nn.windows import plan_windows


@given(st.lists(st.integers(1, 12), max_size=400), st.sets(st.integers(0, 399), max_size=60))
def test_every_token_is_owned_once(sizes: list[int], breaks: set[int]) -> None:
    """The own parts follow one another without gap, lie in their windows, and no window is too long."""
    inside = sorted(b for b in breaks if b < len(sizes))
    windows = plan_windows(sizes, inside, longest=64, overlap=16)
    expected = 0
    for window in windows:
        assert window.own_first == expected
        assert window.first <= window.own_first < window.own_last <= window.last
        assert sum(sizes[window.first : window.last]) + 2 <= 64
        expected = window.own_last
    assert expected == len(sizes)


def test_short_page_is_one_window() -> None:
    """A page that fits is read in one piece."""
    windows = plan_windows([1] * 50, [0, 20], longest=64, overlap=16)
    assert [(w.first, w.last, w.own_first, w.own_last) for w in windows] == [(0, 50, 0, 50)]


def test_windows_begin_at_breaks() -> None:
    """Where breaks are dense enough, windows and own parts begin at breaks only."""
    breaks = list(range(0, 300, 10))
    windows = plan_windows([1] * 300, breaks, longest=64, overlap=16)
    assert all(w.first in breaks and w.own_first in breaks for w in windows)
