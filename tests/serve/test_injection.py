"""Texts that would be scripts, were they not written as text: 250 of them, in every field, on every page.

A page over such a record must have the elements and attributes that it has over a record of harmless words, and no
others. So the pages of all screens are compared, whatever screens there are.
"""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterator
from urllib.parse import quote, urlsplit

import lxml.html
import pytest
from fastapi import FastAPI

from onrecord.record.selection import OpenRecord
from onrecord.serve.app import create_app
from onrecord.serve.forms import forms_of
from onrecord.serve.page import SCREENS
from onrecord.serve.rows import ROWS
from tests.builders import FakeReader
from tests.serve.client import Client
from tests.serve.hostile import HARMLESS, PAYLOADS, make_hostile

Shape = set[tuple[str, str, str]]
#: Attributes whose value a browser acts upon.
_ACTED_ON = ("href", "src", "action", "formaction", "srcset", "hx-get", "hx-post", "data", "srcdoc", "style", "content")
_KINDS = [what for what in ROWS if what != "stories"]


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> OpenRecord:
    """Return the record whose texts would be scripts."""
    return make_hostile(tmp_path_factory.mktemp("hostile") / "record", PAYLOADS)


@pytest.fixture(scope="module")
def asked(hostile: OpenRecord) -> Client:
    """Return what asks the application over it."""
    return Client(create_app(hostile, reader=FakeReader()))


@pytest.fixture(scope="module")
def plain(tmp_path_factory: pytest.TempPathFactory) -> Client:
    """Return what asks the application over the same record with harmless words."""
    record = make_hostile(tmp_path_factory.mktemp("harmless") / "record", HARMLESS)
    return Client(create_app(record, reader=FakeReader()))


def test_there_are_many_different_payloads() -> None:
    """There are 250, no two alike."""
    assert len(set(PAYLOADS)) == len(HARMLESS) == 250


def _screens(app: FastAPI) -> list[str]:
    """Return the addresses of all pages that need no more than their address."""
    found = []
    for route in app.routes:
        path, methods = getattr(route, "path", ""), getattr(route, "methods", None) or ()
        if "GET" in methods and "{" not in path and not path.startswith(("/api", "/static")) and path != "/":
            found.append(path)
    return sorted(found)


def _pages(client: Client, path: str) -> Iterator[str]:
    """Yield a page and those that follow it."""
    address: str | None = path
    while address is not None:
        answer = client.get(address)
        assert answer.status_code == 200, address
        if not answer.headers["content-type"].startswith("text/html"):
            return
        yield answer.text
        following = lxml.html.fromstring(answer.text).xpath("//a[@rel='next']/@href")
        address = f"{path}{following[0]}" if following else None


def _shape(page: str) -> Shape:
    """Return the elements of a page, each with its attributes, and whatever is dangerous about them."""
    found: Shape = set()
    for element in lxml.html.document_fromstring(page).iter():
        if not isinstance(element.tag, str):
            found.add(("comment", "", ""))
            continue
        names = " ".join(sorted(element.attrib))
        found.add((element.tag, names, ""))
        for name in _ACTED_ON:
            value = element.attrib.get(name)
            if value is not None:
                found.add((element.tag, name, _sort_of(value)))
        if element.tag == "script" and "src" not in element.attrib:
            assert element.attrib.get("type") == "application/json"
            json.loads(element.text or "")
    return found


def _sort_of(value: str) -> str:
    """Return what kind of address a value is, as a browser would see it."""
    tidy = re.sub(r"[\x00-\x20]", "", value)
    scheme = urlsplit(tidy).scheme.lower() if re.match(r"[A-Za-z][A-Za-z0-9+.-]*:", tidy) else ""
    return scheme or ("host" if re.match(r"[/\\]{2}", tidy) else "own")


def test_screens_have_no_element_more(asked: Client, plain: Client) -> None:
    """All screens, page by page, have the elements, attributes and kinds of links that harmless words give them."""
    for path in _screens(asked.app):
        expected = set().union(*(_shape(page) for page in _pages(plain, path)))
        for page in _pages(asked, path):
            assert _shape(page) <= expected, path


def test_readers_have_no_element_more(asked: Client, plain: Client) -> None:
    """Every one of the 250 reports shows its words as words."""
    expected: Shape = set()
    for report in _reports(plain)[:10]:
        expected |= _shape(plain.get(f"/reports/{report}").text)
    for report in _reports(asked):
        answer = asked.get(f"/reports/{report}")
        assert answer.status_code == 200
        assert _shape(answer.text) <= expected


def _reports(client: Client) -> list[str]:
    rows = client.get("/api/v1/reports?limit=1000").json()["rows"]
    assert len(rows) == len(PAYLOADS)
    return [row["report_id"] for row in rows]


def test_the_words_of_a_report_are_shown_whole(asked: Client, hostile: OpenRecord) -> None:
    """Nothing is taken out of a text to make it harmless: what is shown is what was printed."""
    for row in list(hostile.reports().rows())[::10]:
        page = lxml.html.document_fromstring(asked.get(f"/reports/{row['report_id']}").text)
        shown = "".join(page.xpath("//div[@class='text']")[0].itertext())
        assert "".join(row["text"].split()) in "".join(shown.split())


@pytest.mark.parametrize("what", _KINDS)
def test_rows_for_programs_are_json_and_nothing_else(asked: Client, hostile: OpenRecord, what: str) -> None:
    """JSON says that it is, browsers must not guess otherwise, and the words in it are whole."""
    answer = asked.get(f"/api/v1/{what}?limit=1000")
    assert answer.headers["content-type"] == "application/json"
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert answer.json()["count"] == len(answer.json()["rows"]) > 0
    assert any("<script>alert(1)</script>" in str(row) for row in answer.json()["rows"])


@pytest.mark.parametrize("screen", [s for s in SCREENS if s.kind is not None], ids=lambda s: s.name)
def test_files_are_downloads_that_run_nothing(asked: Client, screen: object) -> None:
    """Files are no pages, and no cell of a table for people begins as a formula does."""
    for form in forms_of(screen.kind):  # type: ignore[attr-defined]
        answer = asked.get(f"/{screen.name}.{form}")  # type: ignore[attr-defined]
        assert answer.status_code == 200
        assert not answer.headers["content-type"].startswith(
            ("text/html", "text/xml", "application/xhtml", "image/svg")
        )
        assert answer.headers["x-content-type-options"] == "nosniff"
        if form == "csv":
            cells = [cell for row in csv.reader(io.StringIO(answer.text.removeprefix("\ufeff"))) for cell in row]
            assert not [cell for cell in cells if cell[:1] in ("=", "+", "@", "\t", "\r")]


def test_what_is_asked_for_is_shown_as_text(asked: Client, plain: Client) -> None:
    """Words in an address, which a page repeats in its filters, its links and its errors, stay words."""
    expected: Shape = set()
    for query in ("text=x", "text=harmless", "since=x", "country=x&text=x", "speaker=x&next=x", "next=x"):
        for path in ("/statements", "/nowhere/"):
            expected |= _shape(plain.get(f"{path}?{query}").text)
    # Statements with the same words are folded, which the harmless record has none of.
    expected |= {("details", "class", ""), ("summary", "", ""), ("ul", "class", ""), ("li", "", "")}
    for number, payload in enumerate(PAYLOADS):
        word = quote(payload, safe="")
        name = ("text", "speaker", "since", "country", "next")[number % 5]
        for address in (f"/statements?{name}={word}", f"/nowhere/{word}"):
            answer = asked.get(address)
            assert answer.status_code in (200, 400, 404)
            assert _shape(answer.text) <= expected, address


def test_failures_for_programs_are_json(asked: Client) -> None:
    """An error that repeats what was asked for does so in JSON."""
    for payload in PAYLOADS[::5]:
        word = quote(payload, safe="")
        for address in (f"/api/v1/{word}", f"/api/v1/{word}.csv", f"/api/v1/statements?country={word}", f"/{word}.csv"):
            answer = asked.get(address)
            assert answer.status_code in (400, 404, 422)
            assert answer.headers["content-type"] == "application/json" or address.endswith("%2F")


def test_a_text_that_is_read_comes_back_as_json(asked: Client) -> None:
    """A dossier of such a text is JSON with the text in it, as it was sent."""
    for payload in PAYLOADS[::10]:
        answer = asked.post("/api/v1/read", json={"text": f"“{payload}” Oduya said.", "title": payload})
        assert answer.headers["content-type"] == "application/json"
        assert answer.json()["report"]["title"] == payload


def test_a_page_that_did_not_escape_would_be_seen() -> None:
    """The comparison finds an element, an attribute and a link more."""
    safe = _shape("<p><a href='/x'>x</a></p>")
    assert _shape("<p><a href='/x'>&lt;script&gt;</a></p>") <= safe
    for broken in (
        "<p><a href='/x'><b>x</b></a></p>", "<p><a href='/x' onclick='y'>x</a></p>",
        "<p><a href=' java\nscript:alert(1)'>x</a></p>", "<p><a href='//evil.example'>x</a></p>",
    ):  # fmt: skip
        assert not _shape(broken) <= safe
