"""Web pages."""

from __future__ import annotations

import json
from datetime import date

import pytest

from onrecord.errors import EmptyPageError, MarkupInputError
from onrecord.sources.charset import decode_page
from onrecord.sources.html import read_html
from onrecord.sources.html_data import clean_title
from onrecord.sources.html_dates import day_in_url
from tests.sources.made import article, page, sentences


def linked(**values: object) -> str:
    """Return a script of structured data."""
    return f'<script type="application/ld+json">{json.dumps({"@type": "NewsArticle", **values})}</script>'


def meta(name: str, content: str) -> str:
    """Return a meta element."""
    return f'<meta property="{name}" content="{content}">'


def test_main_text_without_furniture() -> None:
    """The report comes through in paragraphs; menus, scripts and the footer do not."""
    body = (
        "<nav><ul><li><a href='/a'>Home</a></li><li><a href='/b'>World news</a></li></ul></nav><article>"
        + "".join(f"<p>{sentence}</p>" for sentence in sentences(1))
        + "</article><script>var a = '<p>Not a word of this.</p>'</script><footer>Copyright Harbour Post</footer>"
    )
    assert read_html(page(body), origin="x").text.split("\n\n") == sentences(1)


def test_entities_are_characters() -> None:
    """Entities of the page are the characters they stand for."""
    body = "<p>KLOW &mdash; &ldquo;We will not go,&rdquo; the minister&#8217;s envoy said of 4&nbsp;000 men.</p>" * 2
    text = read_html(page(f"<article>{body}</article>"), origin="x").text
    assert "KLOW — “We will not go,” the minister’s envoy said of 4 000 men." in text.replace("\u00a0", " ")


def test_rows_and_line_ends() -> None:
    """A row of a table is one line with bars; a page laid out with a table is paragraphs; a line end stays one."""
    prose = "".join(f"<p>{sentence}</p>" for sentence in sentences(4))
    rows = "<table><tr><td>Klow</td><td>12</td></tr><tr><td>Douma</td><td>40</td></tr></table>"
    text = read_html(page(f"<article>{prose}{rows}<p>First line<br>second line.</p></article>"), origin="x").text
    assert "\n\nKlow | 12\n\nDouma | 40\n\nFirst line\nsecond line." in text
    laid_out = read_html(page(f"<table><tr><td>Menu</td><td>{prose}</td></tr></table>"), origin="x").text
    assert all(sentence in laid_out.split("\n\n") for sentence in sentences(4))


@pytest.mark.parametrize(
    "markup",
    ["<html></html>", page("<div id=root></div><script>draw()</script>"), page(""), "<p></p>", "<!doctype html>"],
)
def test_a_page_with_nothing_to_read(markup: str) -> None:
    """A page without a report is refused, never an empty text."""
    with pytest.raises(EmptyPageError, match="Save the text"):
        read_html(markup, origin="x")


def test_a_feed_is_no_page() -> None:
    """A feed is refused as such."""
    with pytest.raises(MarkupInputError, match="feed"):
        read_html("<rss><channel><item><title>a</title></item></channel></rss>", origin="x")


def test_what_the_page_says_of_itself() -> None:
    """Headline, outlet and address come from the structured data and the head."""
    head = (
        "<title>Report 1 | The Harbour Post</title><link rel='canonical' href='https://harbour.example/talks'>"
        + meta("og:site_name", "The Harbour Post")
        + meta("og:title", "Report &amp; one | The Harbour Post")
    )
    found = read_html(article(1, head), origin="x")
    assert (found.title, found.publisher, found.url) == (
        "Report & one",
        "The Harbour Post",
        "https://harbour.example/talks",
    )
    named = linked(headline="Talks go on", publisher={"@type": "Organization", "name": "Harbour Wire"})
    found = read_html(article(1, head + named), origin="x", url="https://mirror.example/1")
    assert (found.title, found.publisher, found.url) == ("Talks go on", "Harbour Wire", "https://mirror.example/1")


def test_outlet_is_the_host_where_none_is_named() -> None:
    """Without a name the outlet is the host; an address of a social network is no name."""
    head = meta("article:publisher", "https://www.facebook.com/harbour")
    assert read_html(article(1, head), origin="x", url="https://www.harbour.example/1").publisher == "harbour.example"


@pytest.mark.parametrize(
    ("head", "body", "url", "day", "source", "origin"),
    [
        (linked(datePublished="2031-05-02T08:00Z") + meta("article:published_time", "2031-05-03"), "",
         "https://h.example/2031/05/04/a", 2, "metadata", "json-ld:datePublished"),
        (meta("article:published_time", "2031-05-03T01:00:00+02:00") + meta("date", "2031-05-09"), "",
         "https://h.example/2031/05/04/a", 3, "metadata", "meta:article:published_time"),
        ("", "<span itemprop='datePublished' content='2031-05-05'></span>", None, 5, "metadata",
         "microdata:datePublished"),
        ("", "<p>Published: 6 May 2031</p><time datetime='2031-05-08'>x</time>", None, 6, "header", "text:header"),
        ("", "<time datetime='2031-05-08'>8 May</time>", "https://h.example/2031/05/04/a", 8, "metadata", "time"),
        (linked(dateModified="2031-05-09"), "", "https://h.example/2031/05/04/a", 4, "url", "url"),
        (linked(dateModified="2031-05-09"), "", None, 9, "guess", "modified:json-ld:dateModified"),
    ],
)  # fmt: skip
def test_order_of_dates(head: str, body: str, url: str | None, day: int, source: str, origin: str) -> None:
    """The best day is chosen in the order the documents state, and says where it was found."""
    prose = "".join(f"<p>{sentence}</p>" for sentence in sentences(5))
    found = read_html(page(f"<article>{body}{prose}</article>", head), origin="x", url=url)
    assert (found.published, found.published_source) == (date(2031, 5, day), source)
    assert origin in {candidate.origin for candidate in found.published_candidates}
    assert found.published_candidates[0].value == date(2031, 5, day)


def test_times_of_other_reports_are_not_believed() -> None:
    """Where several times stand on a page outside an article, they are kept as candidates and none is chosen."""
    prose = "".join(f"<p>{sentence}</p>" for sentence in sentences(5))
    times = "<time datetime='2031-05-08'>a</time><time datetime='2031-05-09'>b</time>"
    found = read_html(page(f"<main>{prose}</main><aside>{times}</aside>"), origin="x")
    assert {candidate.origin for candidate in found.published_candidates} >= {"other:time"}
    assert found.published not in (date(2031, 5, 8),) or found.published_source == "guess"


def test_days_after_the_crawl_are_not_chosen() -> None:
    """A day after the page was there already is kept as a candidate, and the next best is chosen."""
    head = linked(datePublished="2041-05-02") + meta("article:published_time", "2031-05-03")
    found = read_html(article(1, head), origin="x", latest=date(2031, 6, 1))
    assert found.published == date(2031, 5, 3)
    assert found.published_candidates[0].value == date(2041, 5, 2)


@pytest.mark.parametrize(
    ("url", "day"),
    [
        ("https://h.example/world/2031/may/02/talks", date(2031, 5, 2)),
        ("https://h.example/2031-05-02-talks.html", date(2031, 5, 2)),
        ("https://h.example/talks-20310502.html", date(2031, 5, 2)),
        ("https://h.example/story/20319902", None),
        ("https://h.example/2031/05/", None),
    ],
)
def test_days_in_addresses(url: str, day: date | None) -> None:
    """A whole day in an address is read; a month alone, or figures that are no day, are not."""
    assert day_in_url(url) == day


@pytest.mark.parametrize(
    ("data", "content_type"),
    [
        ("<p>café “so”</p>".encode("cp1252"), "text/html; charset=ISO-8859-1"),
        ("<meta charset=windows-1252><p>café “so”</p>".encode("cp1252"), None),
        ("<p>café “so”</p>".encode(), "text/html; charset=iso-8859-1"),
        ("<p>café “so”</p>".encode("utf-8-sig"), "text/html; charset=windows-1251"),
        ("<p>café “so”</p>".encode("utf-16"), None),
        ("<p>café “so”</p>".encode("cp1252"), "text/html; charset=hex"),
    ],
)
def test_characters(data: bytes, content_type: str | None) -> None:
    """Characters come through whether header, page, mark or bytes tell how they are written."""
    assert "café “so”" in decode_page(data, content_type)


def test_cyrillic_by_header() -> None:
    """The header decides where the bytes alone would be taken for another alphabet."""
    assert decode_page("<p>Встреча</p>".encode("koi8-r"), "text/html; charset=koi8-r") == "<p>Встреча</p>"


def test_title_without_outlet() -> None:
    """The name of the outlet goes from the end of a headline only behind a mark."""
    assert clean_title("Talks go on - Harbour Post", "harbour post") == "Talks go on"
    assert clean_title("Envoys visit Harbour Post", "Harbour Post") == "Envoys visit Harbour Post"
    assert clean_title("Harbour Post", "Harbour Post") == "Harbour Post"
