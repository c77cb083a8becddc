"""Every row of every table leads to its words, marked in the report, whatever characters the report has."""

from __future__ import annotations

from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest

from onrecord.model.arrow import row_to_dossier
from onrecord.model.dossier import Dossier
from onrecord.model.span import Span
from onrecord.record.selection import OpenRecord
from tests.serve.browser.tabs import Tab, menu

#: The rows of all tables: for each the addresses of its links.
ROWS = """() => [...document.querySelectorAll('main tbody tr')].map((row) =>
  [row.innerText.slice(0, 80), [...row.querySelectorAll('a[href]')].map((a) => a.getAttribute('href'))])"""
#: The marked pieces put together, and whether the first can be seen.
MARKED = """() => { const found = [...document.querySelectorAll('.text .target')];
  const box = found[0]?.getBoundingClientRect();
  return [found.map((n) => n.textContent).join(''), box !== undefined && box.bottom > 0 && box.top < innerHeight]; }"""


def spans_of(dossier: Dossier, key: str) -> list[Span]:
    """Return where the words of a fact stand, straight from the stored fact."""
    kind, _, place = key.partition(":")
    start, end = (int(part) for part in place.split("-"))
    spans: dict[str, list[list[Span]]] = {
        "statement": [list(s.content) for s in dossier.statements],
        "event": [[e.trigger_span] for e in dossier.events],
        "position": [[p.content_span] for p in dossier.positions],
        "figure": [[f.span] for f in dossier.figures],
        "place": [[p.span] for p in dossier.places],
        "time": [[t.span] for t in dossier.times],
        "actor": [[m] for a in dossier.actors for m in a.mentions],
    }
    # Tables know a statement of several pieces by its whole stretch, cards by its first piece.
    ends = [(found, {found[0].end, found[-1].end}) for found in spans[kind] if found[0].start == start]
    return next(found for found, known in ends if end in known)


def check_words(tab: Tab, record: OpenRecord, link: str) -> None:
    """Follow a link to words; check that what is marked is what is stored."""
    parts = urlsplit(link)
    row: Any = record.report(parts.path.rpartition("/")[2])
    dossier = row_to_dossier(row)
    wanted = "".join(dossier.report.text[s.start : s.end] for s in spans_of(dossier, parse_qs(parts.query)["fact"][0]))
    marked, seen = tab.open(link).run(MARKED)
    assert marked == wanted, link
    assert seen, link


def is_to_words(link: str) -> bool:
    """Tell whether a link opens a report at a fact."""
    return link.startswith("/reports/") and "fact=" in link


@pytest.mark.parametrize("screen", menu())
def test_every_row_leads_to_its_words(tab: Tab, newsroom: OpenRecord, screen: str) -> None:
    """Straight, or, for a row that sums up others, by a list of them. The words are those stored, and can be seen."""
    words: set[str] = set()
    sums: dict[str, str] = {}
    for stop in tab.stops(screen):
        for told, links in tab.open(stop).run(ROWS):
            to_words = [link for link in links if is_to_words(link)]
            words.update(to_words)
            if not to_words and links:
                sums[links[0] if links[0].startswith("/") else f"{urlsplit(stop).path}{links[0]}"] = told
            # A day of a chart without events leads nowhere, for there is nothing.
            assert links or not any(mark in told for mark in "123456789"), (stop, told)
    for link, told in sums.items():
        below = tab.open(link).links()
        # A pair leads to its weeks, which have rows of their own; those are followed where they stand.
        assert any(map(is_to_words, below)) or any(links for _, links in tab.run(ROWS)), (link, told)
    for link in sorted(words):
        check_words(tab, newsroom, link)


def test_emoji_move_no_mark(tab: Tab, newsroom: OpenRecord) -> None:
    """All facts of a report full of emoji are marked to the character, by way of the cards beside it."""
    row = newsroom.query("SELECT report_id FROM reports WHERE publisher = 'Čas'").to_pylist()[0]
    number = row["report_id"]
    tab.open(f"/reports/{number}")
    keys = tab.run("() => [...document.querySelectorAll('.card')].map((card) => card.dataset.key)")
    assert {key.partition(":")[0] for key in keys} >= {"statement", "event", "position", "figure"}
    for key in keys:
        check_words(tab, newsroom, f"/reports/{number}?fact={key}#target")
