"""The page: one file, safe, with report and cards that know of one another."""

from __future__ import annotations

import re
from base64 import b64encode
from dataclasses import replace
from hashlib import sha256
from html.parser import HTMLParser

import pytest
from hypothesis import given

from onrecord.model.dossier import Dossier
from onrecord.run.formats import render
from onrecord.run.formats.event_cards import SHAPES, modality_chip
from onrecord.run.formats.event_words import HEADINGS
from tests.builders import build_report
from tests.formats.acts import TEXT as SEA_TEXT
from tests.formats.acts import build_acts
from tests.formats.dossiers import TEXT, build_dossier
from tests.strategies import dossiers

HOSTILE = "</script><script>alert(1)</script><img src=x onerror=alert(1)>\" onclick='x' &lt; <!-- ]]>"
_EMPTY = {"meta", "link", "br"}


class _Page(HTMLParser):
    """Reads a page, and refuses one whose elements are not closed in order."""

    def __init__(self, written: str) -> None:
        super().__init__()
        #: Every element with its attributes.
        self.elements: list[tuple[str, dict[str, str]]] = []
        #: Words of the report, numbers of statements left out.
        self.report = ""
        #: Words with the classes of the piece of the report they stand in.
        self.pieces: list[tuple[str, str]] = []
        self._open: list[tuple[str, dict[str, str]]] = []
        self.feed(written)
        self.close()
        assert self._open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note an element."""
        found = {key: value or "" for key, value in attrs}
        self.elements.append((tag, found))
        if tag not in _EMPTY:
            self._open.append((tag, found))

    def handle_endtag(self, tag: str) -> None:
        """Close an element."""
        assert self._open.pop()[0] == tag

    def handle_data(self, data: str) -> None:
        """Keep the words of the report."""
        if any(tag == "article" for tag, _ in self._open) and "n" not in self._open[-1][1].get("class", "").split():
            self.report += data
            self.pieces.append((data, self._open[-1][1].get("class", "")))

    def all(self, key: str) -> list[str]:
        """Return the values of an attribute."""
        return [attributes[key] for _, attributes in self.elements if key in attributes]


def _page(dossier: Dossier) -> _Page:
    return _Page(render(dossier, None, "html"))


def _classes(page: _Page, words: str) -> set[str]:
    return next(set(name.split()) for text, name in page.pieces if text == words)


def test_report_is_whole() -> None:
    """Every word of the report stands on the page, in order."""
    assert "".join(_page(build_dossier()).report.split()) == "".join(TEXT.split())


def test_words_and_cards_lead_to_one_another() -> None:
    """Each statement has a number in the report and a card, and each links to the other."""
    page = _page(build_dossier())
    ids, links = page.all("id"), page.all("href")
    for number in (1, 2, 3):
        assert {f"s{number}", f"t{number}"} <= set(ids)
        assert {f"#s{number}", f"#t{number}"} <= set(links)
    assert len(ids) == len(set(ids))
    assert {link[1:] for link in links if link.startswith("#")} <= set(ids)


def test_words_are_lit_by_their_role() -> None:
    """Content, cue, speaker and furniture can be told apart, and so can a content inside another."""
    page = _page(build_dossier())
    assert _classes(page, "“That is a promise.”") == {"c", "d"}
    assert _classes(page, "warned") == {"k"}
    assert _classes(page, "Foreign Minister Maria Oduya") == {"s"}
    assert _classes(page, "the agency Sudpress") == {"p"}
    assert _classes(page, "“in kind”") == {"c", "in"}
    assert _classes(page, "Picture: Lee Marsh / Norfax") == {"f"}


def test_cards_say_all() -> None:
    """Speaker, words, how, where, who passed it on and how sure it is stand on the cards."""
    written = render(build_dossier(), None, "html")
    for words in (
        "<bdi>Maria Oduya</bdi> <small>Foreign Minister, Kenya</small>",
        "direct</span>",
        "<dt>to</dt><dd>reporters</dd>",
        "<dt>where</dt><dd>at a press conference</dd>",
        "reported by the agency Sudpress",
        "Friday = 2031-05-02",
        "line 5, 93% sure",
        "doubtful",
        "Nobody proofread this.",
    ):
        assert words in written


def test_triggers_and_cards_lead_to_one_another() -> None:
    """Each event has a number before its trigger and a card, and each leads to the other; the report stays whole."""
    page = _page(build_acts())
    ids, links = page.all("id"), page.all("href")
    for number in range(1, 11):
        assert {f"e{number}", f"te{number}"} <= set(ids)
        assert {f"#e{number}", f"#te{number}"} <= set(links)
    assert {link[1:] for link in links if link.startswith("#")} <= set(ids)
    assert "".join(page.report.split()) == "".join(SEA_TEXT.split())


def test_triggers_show_what_became_of_the_act() -> None:
    """A trigger, and what tells of the act again, is lit by its modality."""
    page = _page(build_acts())
    assert _classes(page, "seized") == {"e", "happened"}
    assert _classes(page, "held") == {"e", "happened"}
    assert _classes(page, "close") == {"e", "threatened"}
    assert _classes(page, "board") == {"e", "demanded"}


def test_modality_needs_no_colour() -> None:
    """The badge of a modality has a word, and a shape of its own that screen readers pass over."""
    assert len(set(SHAPES.values())) == len(HEADINGS) == len(SHAPES)
    assert modality_chip("alleged") == (
        f'<span class="chip modality alleged"><span aria-hidden="true">{SHAPES["alleged"]}</span> alleged</span>'
    )


def test_event_cards_say_all() -> None:
    """Type, parties, words, modality, time, place, sayer, dispute and what belongs together stand on the cards."""
    written = render(build_acts(), None, "html")
    for words in (
        '<span class="code">COERCE/seize</span> <bdi>Norland → Sudland</bdi>',
        "Norland&#x27;s navy <mark>seized</mark> two trawlers on Friday",
        "<dt>when</dt><dd>Friday = 2031-05-02</dd><dt>where</dt><dd>Cape Ada, Kenya</dd>",
        '<dt>part of</dt><dd><a href="#e2" data-jump="e2">e2</a> MOBILIZE</dd>',
        '<dt>parts</dt><dd><a href="#e1" data-jump="e1">e1</a> COERCE, ',
        "<dt>contexts</dt><dd>military, natural resource</dd><dt>PLOVER</dt><dd>material conflict, -7</dd>",
        "<bdi>Norland (suspected) → Sudland</bdi>",
        "<dt>disputed</dt><dd>Norland</dd>",
        '<bdi>officials in Sudland</bdi> (<a href="#s1" data-go="1" aria-label="Statement 1">1</a>)',
        "not to COERCE",
        "<dt>depends</dt><dd>if the fleet returned</dd>",
        '<span class="chip">background</span>',
        '<span class="chip">in a caption or heading</span>',
        '<dt>tells of</dt><dd><a href="#e3" data-jump="e3">e3</a> ASSAULT</dd>',
        "line 7, 41% sure",
    ):
        assert words in written


def test_positions_are_a_table_for_each_issue() -> None:
    """Each issue has a table with its name; a row leads to its words and its statement."""
    page = _page(build_acts())
    written = render(build_acts(), None, "html")
    assert written.count('<table class="issue">') == 2
    assert "<caption><bdi>the seized trawlers</bdi></caption>" in written
    assert '<th scope="row"><bdi>Norland</bdi><small>says <bdi>Ivo Brandt</bdi></small></th>' in written
    assert "<td><strong>refuses</strong><small>toward <bdi>Sudland</bdi></small></td>" in written
    assert {"#tp1", "#tp2", "#tp3"} <= set(page.all("href"))
    assert {"p1", "p2", "p3", "tp1", "tp2", "tp3"} <= set(page.all("id"))


def test_nothing_found_is_said() -> None:
    """A page without events and positions says so, and what leads there still leads somewhere."""
    page = _page(build_dossier())
    written = render(build_dossier(), None, "html")
    assert "No event was found." in written
    assert "No position was found." in written
    assert {"#events", "#positions"} <= set(page.all("href"))
    assert {"events", "positions"} <= set(page.all("id"))


def test_hostile_events_stay_words() -> None:
    """Markup in the names, modes and issues of events and positions is shown, never obeyed."""
    dossier = build_acts()
    events = tuple(replace(event, mode=HOSTILE, contexts=(HOSTILE,)) for event in dossier.events)
    positions = tuple(replace(position, issue=HOSTILE) for position in dossier.positions)
    actors = tuple(replace(actor, name=HOSTILE) for actor in dossier.actors)
    page = _page(replace(dossier, events=events, positions=positions, actors=actors))
    assert sum(tag == "script" for tag, _ in page.elements) == 1
    assert not any(tag == "img" for tag, _ in page.elements)


@pytest.mark.parametrize("field", ["title", "publisher", "url", "language"])
def test_hostile_words_stay_words(field: str) -> None:
    """Markup in a report, its header and its actors is shown, never obeyed."""
    dossier = build_dossier(**{field: HOSTILE})
    dossier = replace(
        dossier,
        report=replace(dossier.report, text=TEXT.replace("Talks over", HOSTILE)),
        actors=tuple(replace(actor, name=HOSTILE, title=HOSTILE) for actor in dossier.actors),
        warnings=(HOSTILE,),
    )
    page = _page(dossier)
    assert HOSTILE.split(maxsplit=1)[0] in page.report
    assert sum(tag == "script" for tag, _ in page.elements) == 1
    assert not any(tag == "img" for tag, _ in page.elements)
    assert not [key for _, attributes in page.elements for key in attributes if key.startswith("on")]


@pytest.mark.parametrize("url", ["javascript:alert(1)", "data:text/html,x", " JavaScript:x", "//evil.example"])
def test_only_web_addresses_are_links(url: str) -> None:
    """An address that does not lead to the web is shown but is no link."""
    page = _page(build_dossier(url=url))
    assert all(link.startswith(("#", "data:,")) for link in page.all("href"))


def test_page_asks_nothing_of_the_network() -> None:
    """The page loads nothing, and its policy lets nothing but its own style and script run."""
    written = render(build_dossier(), None, "html")
    page = _Page(written)
    assert page.all("src") == []
    assert page.all("style") == []
    assert "@import" not in written
    assert "url(" not in written
    policy = next(a["content"] for _, a in page.elements if a.get("http-equiv") == "Content-Security-Policy")
    assert policy.startswith("default-src 'none';")
    assert "unsafe" not in policy
    for name in ("style", "script"):
        inside = re.search(f"<{name}>(.*)</{name}>", written, re.DOTALL)
        assert inside
        digest = b64encode(sha256(inside[1].encode()).digest()).decode()
        assert f"{name}-src 'sha256-{digest}'" in policy


def test_empty_dossier() -> None:
    """A report without statements is shown as it is."""
    page = _page(Dossier(report=build_report("Rain fell.")))
    assert page.report == "Rain fell."


@given(dossiers())
def test_any_dossier_can_be_shown(dossier: Dossier) -> None:
    """Whatever the dossier, the page is well formed, has no id twice, and can be written in UTF-8."""
    written = render(dossier, None, "html")
    written.encode("utf-8")
    ids = _Page(written).all("id")
    assert len(ids) == len(set(ids))
