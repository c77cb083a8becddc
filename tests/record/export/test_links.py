"""Links with text fragments."""

from __future__ import annotations

from urllib.parse import unquote

from hypothesis import given
from hypothesis import strategies as st

from onrecord.record.export.links import text_link


def test_what_is_no_web_address_stays() -> None:
    """Without an address of the web there is nothing to link to."""
    assert text_link(None, ["words"]) is None
    assert text_link("file:///tmp/a.txt", ["words"]) == "file:///tmp/a.txt"
    assert text_link("https://example.org", []) == "https://example.org"


def test_long_words_are_named_by_their_ends() -> None:
    """Of long passages, and of those over several paragraphs, the first and the last words stand in the link."""
    words = " ".join(f"word{n}" for n in range(60))
    link = text_link("https://example.org", [words])
    assert link == (
        "https://example.org#:~:text=word0%20word1%20word2%20word3%20word4,word55%20word56%20word57%20word58%20word59"
    )
    assert "," in (text_link("https://example.org", ["a b c d e f\n\ng h i j k l"]) or "")


@given(st.text(min_size=1, max_size=60))
def test_words_come_back(words: str) -> None:
    """What stands in a short link is the words, and no sign of them is taken for one of the link."""
    link = text_link("https://example.org/a", [words])
    assert link is not None
    _, _, directive = link.partition(":~:text=")
    assert not set(directive) & set('-,& #"<>')
    assert unquote(directive) == " ".join(words.encode("utf-8", "replace").decode().split()) or "\n" in words
