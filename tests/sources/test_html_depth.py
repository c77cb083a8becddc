"""Web pages nested too deep."""

from __future__ import annotations

import re
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.settings import SETTINGS
from onrecord.sources.html import read_html
from onrecord.sources.html_depth import flatten
from tests.sources.made import page, sentences


def nested(tags: str, deep: int, *, closed: bool = True) -> str:
    """Return a page whose report stands that deep."""
    names = tags.split()
    inner = "".join(f"<p>{sentence}</p>" for sentence in sentences(1))
    opening = "".join(f"<{name}>" for name in names)
    closing = "".join(f"</{name}>" for name in reversed(names))
    return page(opening * (deep // len(names)) + inner + (closing * (deep // len(names)) if closed else ""))


@pytest.mark.parametrize("tags", ["div", "span", "font", "blockquote", "ul li", "dl dd", "table tr td", "section b"])
@pytest.mark.parametrize("deep", [110, 300, 5_000])
@pytest.mark.parametrize("closed", [True, False], ids=["closed", "open"])
def test_no_text_is_lost(tags: str, deep: int, closed: bool) -> None:
    """Every sentence of a report comes through, however deep it stands, and each has its own line."""
    text = read_html(nested(tags, deep, closed=closed), origin="page").text
    found = [sentence for sentence in sentences(1) if sentence in text]
    assert found == sentences(1)
    if deep >= 300:
        assert [line for line in text.splitlines() if line] == sentences(1)


def test_blocks_beyond_the_limit_stay_apart() -> None:
    """The text of deep blocks that are no paragraphs does not run together."""
    inner = "".join(f"<div>{sentence}</div>" for sentence in sentences(2))
    text = read_html(page("<div>" * 400 + inner + "</div>" * 400), origin="page").text
    assert all(line in sentences(2) for line in text.splitlines() if line)


def test_a_flat_page_is_not_touched() -> None:
    """A page that is not deep comes back as it is, with its scripts and its broken tags."""
    markup = page("<p>One<br>two <b>three</b>" * 200 + "<script>if (a < b) { '<div>' }</script>")
    assert flatten(markup) is markup


@pytest.mark.parametrize("void", ["wbr", "source", "track"])
def test_elements_without_content_do_not_count(void: str) -> None:
    """Three hundred elements without content, which the parser takes for open ones, lose no text."""
    body = "".join(f"<p>{sentence}</p>" for sentence in sentences(3))
    assert sentences(3)[-1] in read_html(page(f"<{void}>" * 300 + body), origin="page").text


@given(
    st.lists(st.sampled_from(["<div>", "</div>", "<p>", "<b>", "</b>", "<li>", "word ", "<br>", "<td>"]), max_size=30)
)
def test_depth_is_bounded_and_words_stay(pieces: list[str]) -> None:
    """Whatever the tags, no more than the limit are open at once, and all words are still there."""
    markup = "<div>" * 200 + "".join(pieces) + "".join(pieces)
    flat = flatten(markup)
    assert flat.count("word") == markup.count("word")
    deep = deepest = 0
    for tag in re.findall(r"<(/?)\w+>", flat.replace("<br>", "")):
        deep += -1 if tag else 1
        deepest = max(deepest, deep)
    assert deepest <= SETTINGS.max_html_depth + 1


@pytest.mark.parametrize("evil", ['<a "', "<a '", "<script>", "<!--", "<b>", "</b>", "<", '<a x="'])
def test_time_is_linear(evil: str) -> None:
    """A page made to be slow takes no more than a few times as long when it is four times as long."""
    begun = time.process_time()
    flatten(evil * 5_000)
    short = time.process_time() - begun
    begun = time.process_time()
    flatten(evil * 20_000)
    assert time.process_time() - begun < 12 * short + 0.2
