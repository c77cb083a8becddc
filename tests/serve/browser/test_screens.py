"""Every screen in a real browser: what it asks for, what it says on the console, how wide it is."""

from __future__ import annotations

import pytest

from tests.serve.browser.tabs import Tab, menu

TOO_WIDE = """() => [document.documentElement.scrollWidth - document.documentElement.clientWidth,
  [...document.querySelectorAll('body *')].filter((n) => n.getBoundingClientRect().right > innerWidth
    && !n.closest('.scroll, .low, .chart, pre, dialog')).slice(0, 5).map((n) => n.outerHTML.slice(0, 120))]"""


@pytest.mark.parametrize("screen", menu())
def test_it_asks_nobody_else_and_complains_of_nothing(tab: Tab, screen: str) -> None:
    """A screen and what it opens asks no other host, breaks no policy and has nothing for the console."""
    for stop in tab.stops(screen):
        tab.open(stop, settled=True)
        assert tab.page.locator("h1").count() == 1, stop
        assert tab.faults == [], stop


@pytest.mark.parametrize("width", [360, 1920])
@pytest.mark.parametrize("screen", menu())
def test_nothing_reaches_over_the_side(tab: Tab, screen: str, width: int) -> None:
    """A narrow and a wide window need no scrolling sideways."""
    tab.page.set_viewport_size({"width": width, "height": 800})
    for stop in tab.stops(screen):
        over, nodes = tab.open(stop).run(TOO_WIDE)
        assert over <= 0, (stop, nodes)
