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
from tests.builders import build_report
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
        if any(tag == "article" for tag, _ in self._open) and self._open[-1][1].get("class") != "n":
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
        "to reporters at a press conference",
        "reported by the agency Sudpress",
        "Friday = 2031-05-02",
        "line 5, 93% sure",
        "doubtful",
        "Nobody proofread this.",
    ):
        assert words in written


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
