"""Feeds to entries, and the feeds that a page names."""

from datetime import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.errors import FeedError, FeedListError, OnrecordError
from onrecord.sources.feeds import find_feeds, is_feed, parse_feed

URL = "https://news.example/rss/feed.xml"


def _rss(*items: str, title: str = "The Harbour Post") -> bytes:
    namespaces = (
        'xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/" '
        'xmlns:feedburner="http://rssnamespace.org/feedburner/ext/1.0"'
    )
    inside = "".join(f"<item>{item}</item>" for item in items)
    return f'<rss version="2.0" {namespaces}><channel><title>{title}</title>{inside}</channel></rss>'.encode()


def _only(content: bytes, **options):
    (entry,) = parse_feed(content, url=URL, **options).entries
    return entry


def test_rss_entry():
    """An RSS item gives its address, headline, moment, outlet, summary and text."""
    entry = _only(
        _rss(
            "<title>Ministers meet again</title><link>https://news.example/a</link><guid isPermaLink='false'>n1</guid>"
            "<pubDate>Tue, 11 Jan 2022 23:30:00 -0500</pubDate><description>Short.</description>"
            "<content:encoded><![CDATA[<p>Long.</p>]]></content:encoded>"
        )
    )
    assert (entry.id, entry.url, entry.title) == ("n1", "https://news.example/a", "Ministers meet again")
    assert (entry.publisher, entry.summary, entry.content) == ("The Harbour Post", "Short.", "<p>Long.</p>")
    assert entry.published == datetime.fromisoformat("2022-01-11T23:30:00-05:00")


def test_day_is_that_of_the_feed_s_own_offset():
    """A late evening stays the day the outlet printed, though it is the next one in UTC."""
    entry = _only(_rss("<link>/a</link><pubDate>Tue, 11 Jan 2022 23:30:00 -0500</pubDate>"))
    assert entry.published.date().isoformat() == "2022-01-11"


def test_atom_entry():
    """An Atom entry gives its alternate link, resolved against xml:base, its source and both moments."""
    feed = b"""<feed xmlns="http://www.w3.org/2005/Atom" xml:base="https://base.example/x/">
    <title type="html">Wire &lt;i&gt;desk&lt;/i&gt;</title>
    <entry><id>urn:7</id><title>Envoy leaves</title><link rel="edit" href="/edit"/><link href="../b"/>
    <published>2022-01-11T10:00:00Z</published><updated>2022-01-12T11:00:00+02:00</updated>
    <source><title>Coast Radio</title></source></entry></feed>"""
    parsed = parse_feed(feed, url=URL)
    (entry,) = parsed.entries
    assert (parsed.title, parsed.damaged) == ("Wire desk", False)
    assert (entry.id, entry.url, entry.publisher) == ("urn:7", "https://base.example/b", "Coast Radio")
    assert entry.published.isoformat() == "2022-01-11T10:00:00+00:00"
    assert entry.updated.isoformat() == "2022-01-12T11:00:00+02:00"


def test_rdf_feed():
    """RSS 1.0, where items stand outside the channel, is read as well."""
    feed = b"""<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"
    xmlns:dc="http://purl.org/dc/elements/1.1/"><channel rdf:about="https://news.example/"><title>Desk</title></channel>
    <item rdf:about="https://news.example/a"><title>Border opens</title><link>https://news.example/a</link>
    <dc:date>2022-01-11T09:00:00+01:00</dc:date></item></rdf:RDF>"""
    entry = _only(feed)
    assert (entry.title, entry.url) == ("Border opens", "https://news.example/a")
    assert entry.updated.isoformat() == "2022-01-11T09:00:00+01:00"


@pytest.mark.parametrize(
    ("item", "url"),
    [
        ("<link>/a</link>", "https://news.example/a"),
        ("<link>a?b=1&amp;c=2</link>", "https://news.example/rss/a?b=1&c=2"),
        ("<guid>https://news.example/g</guid>", "https://news.example/g"),
        ("<guid>post-7</guid><description>Text.</description>", None),
        ("<guid isPermaLink='false'>https://news.example/g</guid>", None),
        ("<link>mailto:desk@news.example</link>", None),
        ("<link>https://[broken</link>", None),
        ("<link>https://count.example/1</link><feedburner:origLink>https://news.example/o</feedburner:origLink>",
         "https://news.example/o"),
    ],
)  # fmt: skip
def test_link(item, url):
    """Links are made absolute; a guid is one only where it is written as an address; a counting link gives way."""
    assert _only(_rss(f"<title>T</title>{item}")).url == url


def test_id_is_the_guid_the_address_or_the_words():
    """An entry is known by its guid, else its address without tracking, else its words; always the same ones."""
    guid = _only(_rss("<guid isPermaLink='false'>n1</guid><link>https://news.example/a?utm_source=rss</link>"))
    link = _only(_rss("<title>T</title><link>https://news.example/a?utm_source=rss#top</link>"))
    words = _only(_rss("<title>T</title><description>Text.</description>"))
    assert guid.keys == ("n1", "https://news.example/a")
    assert link.keys == ("https://news.example/a",)
    assert words.id == _only(_rss("<title>T</title><description>Text.</description>")).id
    assert words.id != _only(_rss("<title>T</title><description>Other.</description>")).id


def test_guid_that_all_entries_share_is_no_id():
    """A feed that gives every entry the same guid does not lose all but one of them."""
    feed = _rss(*(f"<guid isPermaLink='false'>x</guid><link>/{n}</link>" for n in range(3)))
    assert len({entry.id for entry in parse_feed(feed, url=URL).entries}) == 3


def test_entry_listed_twice_counts_once():
    """The same address twice in one feed is one entry."""
    assert len(parse_feed(_rss("<link>/a</link>", "<link>/a?utm_medium=x</link>"), url=URL).entries) == 1


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("Talks &amp; more", "Talks & more"), ("&lt;b&gt;Talks&lt;/b&gt; go  on", "Talks go on"),
        ("&amp;lt;b&amp;gt;Talks&amp;lt;/b&amp;gt;", "Talks"), ("<![CDATA[Talks &amp; more]]>", "Talks & more"),
        ("5 &lt; 6 and 7 &gt; 6", "5 < 6 and 7 > 6"), ("", None), ("x" * 2_000, None),
    ],
)  # fmt: skip
def test_headline_is_plain(written, shown):
    """Headlines come without tags and entities, however often the feed has escaped them."""
    assert _only(_rss(f"<title>{written}</title><link>/a</link>")).title == shown


@pytest.mark.parametrize(
    "date", ["Thu, 01 Jan 1970 00:00:00 GMT", "yesterday", "Tue, 11 Jan 9999 00:00:00 GMT", "0000-00-00", "-1", "&#x0;"]
)
def test_date_that_cannot_be_one_is_none(date):
    """A moment before there were feeds, far ahead, or not to be read, is none."""
    assert _only(_rss(f"<link>/a</link><pubDate>{date}</pubDate>")).published is None


@pytest.mark.parametrize(
    ("damage", "n_entries"),
    [
        (lambda feed: feed.replace(b"Talks", b"Talks & more &nbsp; <br>"), 2),
        (lambda feed: feed.replace(b"</item>", b"", 1), 2),
        (lambda feed: feed[: feed.rindex(b"<item>")], 1),
        (lambda feed: b"<br /><b>Warning</b>: line 3\n" + feed, 2),
        (lambda feed: feed.replace(b"Talks", b"Talks\x00\x08\xff\xfe"), 2),
    ],
)
def test_broken_feed_keeps_its_entries(damage, n_entries):
    """A feed that is not well formed gives what can be found in it, and is marked."""
    feed = damage(_rss("<title>Talks</title><link>/a</link>", "<title>Tea</title><link>/b</link>"))
    parsed = parse_feed(feed, url=URL)
    assert [entry.url for entry in parsed.entries] == ["https://news.example/a", "https://news.example/b"][:n_entries]
    assert parsed.damaged


@pytest.mark.parametrize("content", [b"", b"<!doctype html><title>x</title>", b"words", bytes(range(256)) * 9, b"{}"])
def test_what_is_no_feed(content):
    """A page, a text, bytes or nothing are told to be no feed."""
    with pytest.raises(FeedError):
        parse_feed(content, url=URL)


def test_empty_feed_is_a_feed():
    """A feed without entries is not an error."""
    assert parse_feed(_rss(), url=URL).entries == ()


def test_list_of_feeds_is_told_apart():
    """An OPML file in place of a feed is an error that says what to do with it."""
    with pytest.raises(FeedListError, match="OPML"):
        parse_feed(b'<opml version="2.0"><body/></opml>', url=URL)


def test_feed_beyond_the_ceiling_is_refused():
    """A feed of more bytes than one may have is refused before it is taken apart."""
    with pytest.raises(FeedError, match="larger"):
        parse_feed(b"<rss>" + b" " * (8 * 1024**2), url=URL)


@pytest.mark.parametrize(
    ("content", "charset"),
    [
        (_rss("<title>café</title><link>/a</link>"), None),
        (_rss("<title>café</title><link>/a</link>").decode().encode("latin-1"), "iso-8859-1"),
        (b'<?xml version="1.0" encoding="iso-8859-1"?>'
         + _rss("<title>café</title><link>/a</link>").decode().encode("latin-1"), None),
        (_rss("<title>café</title><link>/a</link>").decode().encode("utf-16"), None),
    ],
)  # fmt: skip
def test_character_sets(content, charset):
    """The character set may stand in the http line, the declaration or the byte-order mark."""
    assert _only(content, charset=charset).title == "café"


_LEVELS = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))


@pytest.mark.parametrize(
    "doctype",
    [f'<!DOCTYPE x [<!ENTITY l0 "lol">{_LEVELS}]>', '<!DOCTYPE x [\n  <!ENTITY l9 SYSTEM "file:///etc/passwd">]>',
     '<!-- <a> --><!DOCTYPE x [<!entity l9 "x">]>'],
)  # fmt: skip
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "utf-16-le"])
def test_entities_are_refused(doctype, encoding):
    """A feed that declares entities is refused before any of them could inflate or read a file."""
    feed = f'<?xml version="1.0"?>{doctype}' + _rss("<title>&l9;</title><link>/a</link>").decode()
    with pytest.raises(FeedError, match="entities"):
        parse_feed(feed.encode(encoding), url=URL)


def test_words_about_entities_are_no_entities():
    """A declaration within an entry's text is text."""
    assert _only(_rss("<title>T</title><description><![CDATA[<!ENTITY a 'b'>]]></description>")).title == "T"


@pytest.mark.parametrize("shape", [b"<a>%b</a>", b"<description>%b"])
def test_deep_nesting_is_survived(shape):
    """Tags nested thousands deep neither end the program nor lose the entries behind them."""
    deep = shape % (b"<b>" * 5_000)
    feed = _rss("<link>/a</link>").replace(b"</channel>", b"<item><link>/b</link>" + deep + b"</item></channel>")
    assert "https://news.example/a" in {entry.url for entry in parse_feed(feed, url=URL).entries}


@given(st.binary(max_size=400), st.sampled_from([b"", b"<rss><channel><item><link>", b"<feed><entry>"]))
def test_any_bytes_are_a_feed_or_an_error_of_ours(content, head):
    """Whatever an address gives, it ends as a feed or as an error of the tree."""
    try:
        parse_feed(head + content, url=URL)
    except OnrecordError as error:
        assert error.code in {"E-FEED", "E-FEED-LIST"}


@pytest.mark.parametrize(
    ("content", "kind", "feed"),
    [
        (_rss(), None, True), (b'<?xml version="1.0"?>\n<!-- x -->\n' + _rss(), "text/html", True),
        (b"\xef\xbb\xbf" + _rss(), None, True), (_rss().decode().encode("utf-16"), None, True),
        (b'<feed xmlns="http://www.w3.org/2005/Atom">', None, True), (b"<atom:feed>", None, True),
        (b"<rdf:RDF >", "text/xml", True), (b"<!DOCTYPE rss [<!ENTITY a 'b'>]><rss>", None, True),
        (b"junk", "application/rss+xml", True), (b"<!doctype html><html>", "text/html", False),
        (b"<html><rss>", "text/xml", False), (b"<p>about <rss> tags", None, False), (b"", None, False),
        (b"%PDF-1.7", "application/pdf", False), (b"<feedback>", None, False),
    ],
)  # fmt: skip
def test_feed_is_known_by_its_root(content, kind, feed):
    """A feed is known by its first element, whatever its server calls it; a damaged one by what it is called."""
    assert is_feed(content, kind) is feed


def test_feeds_that_a_page_names():
    """A page's feeds are found in its order, made absolute, none twice, whatever else it links to."""
    page = b"""<html><head><base href="/section/"><link rel="stylesheet" href="x.css">
    <LINK REL="alternate home" TYPE="application/rss+xml; charset=utf-8" HREF="feed.xml">
    <link rel=alternate type=application/atom+xml href=https://other.example/atom>
    <link rel=alternate type=application/rss+xml href=feed.xml>
    <link rel=alternate hreflang=fr href=/fr><link rel=alternate type=application/rss+xml href="javascript:1">
    <link rel=alternate type=application/rss+xml href="https://[broken"></head>"""
    assert find_feeds(page, url="https://news.example/a/b") == (
        "https://news.example/section/feed.xml",
        "https://other.example/atom",
    )


@given(st.binary(max_size=300))
def test_any_page_names_some_feeds_or_none(content):
    """Looking for feeds fails on no page."""
    assert isinstance(find_feeds(b"<link rel=alternate " + content, url=URL), tuple)
