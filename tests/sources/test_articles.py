"""Articles from the web: what an address gives, and what only its feed tells."""

from dataclasses import dataclass
from datetime import date, datetime

import pytest

from onrecord.errors import BusyHostError, FeedEntryError, StatusError
from onrecord.model.report import Reject
from onrecord.sources.articles import complete, fetch_source, read_entry
from onrecord.sources.feeds import FeedEntry
from tests.sources.loopback import Answer, make_fetcher, serve


@dataclass(frozen=True, kw_only=True)
class FoundStandIn:
    origin: str
    text: str = ""
    title: str | None = None
    publisher: str | None = None
    published: date | None = None
    published_source: str | None = None
    published_candidates: tuple = ()
    url: str | None = None
    warnings: tuple[str, ...] = ()


def read_document(data: bytes, *, origin: str, url: str | None = None, content_type: str | None = None):
    """Read a page: its bytes are its text, a page of no words is a reject."""
    if b"nothing" in data:
        return Reject(origin=origin, code="E-TEXT-EMPTY", reason="no words")
    return FoundStandIn(origin=origin, text=f"{content_type}|{data.decode()}", url=url)


ENTRY = FeedEntry(
    id="n1",
    url="https://news.example/a",
    title="Ministers meet",
    publisher="The Harbour Post",
    published=datetime.fromisoformat("2022-01-11T23:30:00-05:00"),
    updated=datetime.fromisoformat("2022-01-13T01:00:00+00:00"),
)


def test_feed_fills_what_the_page_does_not_name():
    """Title, outlet and day come from the feed where the page has none, and its days are candidates."""
    found = complete(FoundStandIn(origin="o"), ENTRY)
    assert (found.title, found.publisher) == ("Ministers meet", "The Harbour Post")
    assert (found.published, found.published_source) == (date(2022, 1, 11), "metadata")
    assert [(each.value, each.origin) for each in found.published_candidates] == [
        (date(2022, 1, 11), "feed:published"),
        (date(2022, 1, 13), "feed:updated"),
    ]


def test_page_goes_before_the_feed():
    """What the page says of itself is kept; the feed's days join the page's candidates."""
    page = FoundStandIn(
        origin="o", title="T", publisher="P", published=date(2022, 1, 10), published_source="metadata",
        published_candidates=("page",),
    )  # fmt: skip
    found = complete(page, ENTRY)
    assert (found.title, found.publisher, found.published, found.published_source) == (
        "T", "P", date(2022, 1, 10), "metadata",
    )  # fmt: skip
    assert found.published_candidates[0] == "page"
    assert len(found.published_candidates) == 3


def test_day_of_the_last_change_stands_in_for_that_of_publication():
    """A feed that only says when an entry was changed gives that day."""
    entry = FeedEntry(id="n", url=None, updated=ENTRY.updated)
    assert complete(FoundStandIn(origin="o"), entry).published == date(2022, 1, 13)


def test_article_address_gives_one_report():
    """An address that answers with a page, a text or a PDF gives one report, with the type its server names."""
    with serve() as web:
        web.routes |= {
            "/a": Answer(b"", status=301, headers=(("Location", "/b"),)),
            "/b": Answer(b"%PDF-1.7", "application/pdf"),
        }
        (found,) = fetch_source(web.url("/a"), fetcher=make_fetcher(), read_document=read_document)
        assert (found.origin, found.url) == (web.url("/a"), web.url("/b"))
        assert found.text == "application/pdf|%PDF-1.7"


def test_feed_address_gives_every_entry():
    """An address that answers with a feed gives each entry as a report or as a reject that says why."""
    items = "".join(f"<item><title>T{n}</title><link>/{n}</link></item>" for n in range(4))
    items += "<item><guid>x</guid><description>Words of the feed.</description></item><item><title>Bare</title></item>"
    with serve() as web:
        web.routes |= {
            "/feed": Answer(f"<rss version='2.0'><channel>{items}</channel></rss>".encode(), "text/html"),
            "/0": Answer(b"zero"),
            "/1": Answer(b"", status=403),
            "/2": Answer(b"nothing"),
            "/3": Answer(b"x", "image/png"),
        }
        source = fetch_source(web.url("/feed"), fetcher=make_fetcher(), read_document=read_document)
        got = [each.code if isinstance(each, Reject) else (each.title, each.text.partition("|")[2]) for each in source]
    words = "<!DOCTYPE html><html><body><article>Words of the feed.</article></body></html>"
    assert got == [
        ("T0", "zero"), "E-FETCH-STATUS", "E-TEXT-EMPTY", "E-FETCH-TYPE", (None, words), "E-FEED-ENTRY",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("url", "code"),
    [("ftp://a.example/", "E-FETCH-URL"), ("http://10.0.0.1/", "E-FETCH-ADDRESS"), ("http://", "E-FETCH-URL")],
)
def test_address_that_cannot_be_fetched_is_one_reject(url, code):
    """An address that is refused ends as a reject, not as an exception."""
    (got,) = fetch_source(url, fetcher=make_fetcher(), read_document=read_document)
    assert (got.origin, got.code) == (url, code)


def test_damaged_feed_is_one_reject():
    """An address whose server promises a feed and gives none ends as a reject."""
    with serve() as web:
        web.routes["/feed"] = Answer(b"junk", "application/rss+xml")
        (got,) = fetch_source(web.url("/feed"), fetcher=make_fetcher(), read_document=read_document)
    assert got.code == "E-FEED"


def test_reading_a_feed_can_be_stopped_between_entries():
    """A wish to stop ends the feed after the article in hand."""
    items = "".join(f"<item><link>/{n}</link></item>" for n in range(3))
    with serve() as web:
        web.routes["/feed"] = Answer(f"<rss version='2.0'><channel>{items}</channel></rss>".encode())
        web.routes["/0"] = Answer(b"zero")
        stopped = iter([False, True])
        got = list(
            fetch_source(
                web.url("/feed"), fetcher=make_fetcher(), read_document=read_document, is_stopped=lambda: next(stopped)
            )
        )
    assert len(got) == 1


def test_entry_says_whether_it_may_be_had_later():
    """What fails for good and what fails for now are told apart."""
    with serve() as web:
        web.routes["/busy"] = Answer(b"", status=503, headers=(("Retry-After", "7"),))
        for path, error in (("/busy", BusyHostError), ("/gone", StatusError), (None, FeedEntryError)):
            entry = FeedEntry(id="n", url=path and web.url(path))
            with pytest.raises(error):
                read_entry(entry, feed_url=web.base, fetcher=make_fetcher(), read_document=read_document, attempts=1)
