"""Links to the words themselves: addresses with a text fragment, which browsers scroll to and light up."""

from __future__ import annotations

from collections.abc import Sequence
from urllib.parse import quote

#: Code points up to which all words of a piece stand in the link; of longer ones the first and the last words do.
_WHOLE = 120
#: Words at either end of a long piece.
_ENDS = 5


def text_link(url: str | None, pieces: Sequence[str]) -> str | None:
    """Return an address that leads to some words of a page.

    A browser looks for the words as they are printed; where the page has changed, it shows the page from its top.

    Args:
        url: Address of the page; None where there is none.
        pieces: The words, in one piece or several.

    Returns:
        The address with a text fragment where it leads to the web, else as it is.

    Source: URL Fragment Text Directives, W3C Web Incubator Community Group.

    >>> text_link("https://example.org/a#top", ["We will not sign, she said-"])
    'https://example.org/a#top:~:text=We%20will%20not%20sign%2C%20she%20said%2D'
    """
    if not url or not url.lower().startswith(("http://", "https://")):
        return url
    if ":~:" in url:
        return url
    directives = [f"text={directive}" for piece in pieces if (directive := _directive(piece))]
    if not directives:
        return url
    return f"{url}{'' if '#' in url else '#'}:~:{'&'.join(directives)}"


def _directive(piece: str) -> str:
    words = piece.split()
    # A line break in the text is a new block of the page, into which a single run of words does not reach.
    if ("\n" in piece.strip() or len(piece) > _WHOLE) and len(words) > 2 * _ENDS:
        return f"{_quoted(words[:_ENDS])},{_quoted(words[-_ENDS:])}"
    return _quoted(words)


def _quoted(words: Sequence[str]) -> str:
    """Return words as they may stand in a directive: "-", "," and "&" have a meaning there."""
    return quote(" ".join(words).encode("utf-8", "replace"), safe="").replace("-", "%2D")
