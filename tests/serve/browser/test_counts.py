"""What a screen says it has is what programs get."""

from __future__ import annotations

import csv
import io
import re

import pytest

from onrecord.serve.forms import forms_of
from onrecord.serve.page import SCREENS
from tests.serve.browser.tabs import Tab, menu

LISTED = [s.path for s in SCREENS if s.path in menu() and s.kind is not None and "csv" in forms_of(s.kind)]
PAGES = re.compile(r"([\d,]+)–([\d,]+) of ([\d,]+)")


@pytest.mark.parametrize("query", ["", "?country=KEN"])
@pytest.mark.parametrize("screen", LISTED)
def test_json_and_csv_have_the_same_rows(tab: Tab, screen: str, query: str) -> None:
    """The count in JSON is that of the lines in CSV, by the links that stand on the page."""
    tab.open(screen + query)
    links = {link.partition("?")[0].rpartition(".")[2]: link for link in tab.run(FORMS)}
    told = tab.page.request.get(links["json"]).json()
    rows = list(csv.reader(io.StringIO(tab.page.request.get(links["csv"]).text())))
    assert len(rows) - 1 == told["count"]


FORMS = "() => [...document.querySelectorAll('.forms a')].map((a) => a.href)"


@pytest.mark.parametrize("screen", ["/events", "/figures", "/statements?fold=no"])
@pytest.mark.parametrize("query", ["", "country=KEN"])
def test_a_table_has_the_rows_it_says(tab: Tab, screen: str, query: str) -> None:
    """A table's count is JSON's, its rows are as many as it says, and the home screen's number is the same."""
    address = f"{screen}{'&' if '?' in screen else '?'}{query}" if query else screen
    tab.open(address)
    first, last, count = (int(n.replace(",", "")) for n in PAGES.search(tab.page.inner_text("main .pages")).groups())
    shown = tab.page.locator("main table.facts > tbody > tr[data-row]").count()
    json = next(link for link in tab.run(FORMS) if ".json" in link)
    assert (shown, count) == (last - first + 1, tab.page.request.get(json).json()["count"])
    if not query:
        name = screen.partition("?")[0]
        home = tab.open("/home").page.locator(f".counts a[href='{name}'] b").inner_text()
        assert int(home.replace(",", "")) == count


def test_told_once_or_many_times(tab: Tab) -> None:
    """Statements with the same words are one row, and say in how many reports they are told."""
    count = int(re.search(r"([\d,]+) statements", tab.open("/statements").page.inner_text("main .lead"))[1])
    shown = tab.page.locator("main table.facts > tbody > tr[data-row]").count()
    others = tab.page.locator("main .others > ul > li").count()
    json = next(link for link in tab.run(FORMS) if ".json" in link)
    assert shown == count
    assert shown + others == tab.page.request.get(json).json()["count"]
