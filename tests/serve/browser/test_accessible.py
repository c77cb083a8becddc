"""Every screen against WCAG 2.2 A and AA as far as axe can tell: light and dark, on a phone and on a desk."""

from __future__ import annotations

from typing import Any

import pytest
from axe_playwright_python.base import AXE_SCRIPT

from tests.serve.browser.tabs import Tab, menu

TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
#: Runs axe; gives what each rule found, at most three places of each.
RUN = """(tags) => axe.run(document, {runOnly: {type: 'tag', values: tags}, resultTypes: ['violations']})
  .then((found) => found.violations.map((v) => [v.id, v.nodes.length,
    v.nodes.slice(0, 3).map((n) => n.html.slice(0, 200) + ' :: ' + n.failureSummary.slice(0, 250))]))"""
#: Colours alone change between light and dark.
COLOURS = ["color-contrast", "link-in-text-block"]
RUN_RULES = RUN.replace("{type: 'tag'", "{type: 'rule'")


def violations(tab: Tab) -> list[Any]:
    """Return what axe finds in the four forms of the page that is open."""
    tab.run(AXE_SCRIPT)
    found = []
    for width in (1280, 360):
        tab.page.set_viewport_size({"width": width, "height": 900})
        tab.page.emulate_media(color_scheme="light")
        found += [(width, "light", *one) for one in tab.run(RUN, TAGS)]
        tab.page.emulate_media(color_scheme="dark")
        found += [(width, "dark", *one) for one in tab.run(RUN_RULES, COLOURS)]
    return found


@pytest.mark.parametrize("screen", menu())
def test_axe_finds_nothing(tab: Tab, screen: str) -> None:
    """Neither in a screen nor in what it opens."""
    found = {}
    for stop in tab.stops(screen):
        tab.page.set_viewport_size({"width": 1280, "height": 900})
        found[stop] = violations(tab.open(stop, settled=True))
    assert {stop: told for stop, told in found.items() if told} == {}


def test_axe_finds_nothing_in_a_report(tab: Tab) -> None:
    """Nor in the reader, opened at a fact; nor in the list of keys that lies over it."""
    link = next(link for link in tab.open("/statements").links() if "/reports/" in link)
    assert violations(tab.open(link)) == []
    tab.page.locator("#show-keys").click()
    assert violations(tab) == []


@pytest.mark.parametrize("screen", menu())
def test_axe_finds_nothing_where_nothing_matches(tab: Tab, screen: str) -> None:
    """A screen whose filters leave nothing, and one that was asked for nonsense."""
    for query in ("text=zzz&actor=zzz", "since=nonsense"):
        assert violations(tab.open(f"{screen}?{query}")) == [], query
