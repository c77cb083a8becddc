"""Lists of feeds."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.errors import FeedListError
from onrecord.sources.opml import parse_opml


def _opml(body: str, head: str = "") -> bytes:
    return f'<?xml version="1.0"?>{head}<opml version="2.0"><head/><body>{body}</body></opml>'.encode()


def test_nested_outlines():
    """Feeds are found at every depth, in order; folders and links that are no feeds are passed over."""
    body = """<outline text="Wires"><outline text="East"><outline type="rss" xmlUrl="https://a.example/f?x=1&amp;y=2"/>
    </outline></outline><outline type="link" url="https://no.example/"/><outline xmlurl=" http://b.example/f "/>
    <outline xmlURL="feed://c.example/f"/><outline xmlUrl="mailto:x@y.example"/><outline xmlUrl=""/>"""
    assert parse_opml(_opml(body)) == ("https://a.example/f?x=1&y=2", "http://b.example/f", "http://c.example/f")


def test_feed_listed_twice_counts_once():
    """The same feed in two folders, or with http and https, is one."""
    body = '<outline xmlUrl="https://a.example/f"/><outline><outline xmlUrl="http://a.example/f"/></outline>'
    assert parse_opml(_opml(body)) == ("https://a.example/f",)


def test_very_deep_outlines():
    """Outlines nested a hundred thousand deep are read."""
    body = "<outline>" * 100_000 + '<outline xmlUrl="https://a.example/f"/>' + "</outline>" * 100_000
    assert parse_opml(_opml(body)) == ("https://a.example/f",)


@pytest.mark.parametrize(
    "head",
    ['<!DOCTYPE opml [<!ENTITY a "x">]>', '<!DOCTYPE opml [<!ENTITY a SYSTEM "file:///etc/passwd">]>',
     '<!DOCTYPE opml [<!ENTITY % a "x">]>'],
)  # fmt: skip
def test_entities_are_refused(head):
    """A list that declares entities is refused before any of them could inflate or read a file."""
    with pytest.raises(FeedListError, match="entities"):
        parse_opml(_opml('<outline text="&a;" xmlUrl="https://a.example/f"/>', head))


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "not well formed"), (b"<opml><body>", "line 1"), (b"<html></html>", "<opml>"),
        (b"<opml>\n<body><outline xmlUrl='https://a.example/?a&b'/></body></opml>", "line 2"),
        (_opml(""), "no feed"), (_opml('<outline text="x"/>'), "no feed"), (b"<opml>" + b" " * 9_000_000, "larger"),
        (_opml("".join(f'<outline xmlUrl="https://a.example/{n}"/>' for n in range(5_001))), "more than 5,000"),
    ],
)  # fmt: skip
def test_list_that_cannot_be_used(content, said):
    """A list that is no OPML, not well formed, empty or too long is refused, and the message says where."""
    with pytest.raises(FeedListError, match=said):
        parse_opml(content)


@given(st.binary(max_size=300))
def test_any_bytes_are_refused_with_a_code(content):
    """Whatever the file holds, it is a list or an error of the tree."""
    with pytest.raises(FeedListError):
        parse_opml(b"<opml>" + content)
