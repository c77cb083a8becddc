"""Markup that cannot be broken."""

from __future__ import annotations

from html.parser import HTMLParser

from hypothesis import given

from onrecord.run.formats.markup import Html, join, tag, text
from tests.strategies import any_text


def test_words_are_escaped_and_markup_is_not() -> None:
    """Plain words are escaped once, markup is taken as it is."""
    assert tag("p", tag("b", "a & b"), " <i>") == "<p><b>a &amp; b</b> &lt;i&gt;</p>"


def test_attributes_are_escaped() -> None:
    """An attribute cannot be left; one that is None is left out."""
    assert tag("a", href='"><script>', title=None, data_n="1") == '<a href="&quot;&gt;&lt;script&gt;" data-n="1"></a>'


def test_what_stands_between_is_escaped() -> None:
    """The words between joined parts are escaped as well."""
    assert join(["a", Html("<br>"), "b"], "<") == "a&lt;<br>&lt;b"


@given(any_text())
def test_any_words_come_back(words: str) -> None:
    """Whatever the words, a parser sees one element with text, and UTF-8 can hold it."""
    seen: list[tuple[str, str]] = []
    parser = HTMLParser()
    parser.handle_starttag = lambda name, attrs: seen.append(("start", name))  # type: ignore[method-assign]
    parser.handle_comment = lambda data: seen.append(("comment", data))  # type: ignore[method-assign]
    parser.feed(tag("p", words, title=words))
    text(words).encode("utf-8")
    assert seen == [("start", "p")]
