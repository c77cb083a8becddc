"""What a web page says of itself: structured data (JSON-LD) and meta elements."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_LINKED_DATA = re.compile(r"application/(?:ld|settings)\+json", re.IGNORECASE)
_ARTICLE = re.compile(r"Article|BlogPosting|Report$|LiveBlog", re.IGNORECASE)
_PAGE = re.compile(r"WebPage$", re.IGNORECASE)
#: Pieces of structured data that are looked at; pages with more list other things.
_MOST_PIECES = 20_000
#: Addresses of social networks stand where the publisher should.
_ADDRESS = re.compile(r"^(?:https?:)?//|^www\.|\.(?:com|net|org)/", re.IGNORECASE)
_NAMES = ("og:site_name", "application-name", "dc.publisher", "dcterms.publisher", "publisher", "article:publisher")
#: What parts a headline from the name of its outlet.
_TITLE_MARKS = " |-–—•·:"


def linked_data(tree: HtmlElement) -> list[dict[str, Any]]:
    """Return the pieces of structured data that describe an article, before those that describe the page."""
    articles: list[dict[str, Any]] = []
    pages: list[dict[str, Any]] = []
    for script in tree.iter("script"):
        if not _LINKED_DATA.match(script.get("type") or "") or not script.text:
            continue
        for piece in _pieces(script.text):
            kinds = piece.get("@type")
            words = " ".join(k for k in (kinds if isinstance(kinds, list) else [kinds]) if isinstance(k, str))
            if _ARTICLE.search(words):
                articles.append(piece)
            elif _PAGE.search(words):
                pages.append(piece)
    return articles + pages


def find_publisher(tree: HtmlElement, data: list[dict[str, Any]], url: str | None) -> str | None:
    """Return the outlet that a page names, else the host of its address; None where neither is known."""
    for piece in data:
        publisher = piece.get("publisher")
        for one in publisher if isinstance(publisher, list) else [publisher]:
            name = one.get("name") if isinstance(one, dict) else one
            if clean := _clean_name(name):
                return clean
    metas = meta_values(tree)
    for key in _NAMES:
        if clean := _clean_name(metas.get(key)):
            return clean
    return host_of(url)


def meta_values(tree: HtmlElement) -> dict[str, str]:
    """Return the content of each meta element by its name in small letters; of several the first."""
    values: dict[str, str] = {}
    for element in tree.iter("meta"):
        name = (element.get("property") or element.get("name") or "").strip().lower()
        content = (element.get("content") or "").strip()
        if name and content:
            values.setdefault(name, content)
    return values


def host_of(url: str | None) -> str | None:
    """Return the host of an address without "www."; None where it has none.

    >>> host_of("https://www.news.example/a")
    'news.example'
    """
    if not url:
        return None
    try:
        host = urlsplit(url).hostname
    except ValueError:
        return None
    return host.removeprefix("www.") if host else None


def clean_title(title: str | None, publisher: str | None) -> str | None:
    """Return a headline in one line without the name of its outlet at the end; None where nothing is left.

    >>> clean_title("Talks go on | The Harbour Post", "The Harbour Post")
    'Talks go on'
    """
    words = " ".join((title or "").split())
    if publisher and words.lower().endswith(publisher.lower()):
        head = words[: -len(publisher)]
        if head.rstrip(_TITLE_MARKS) and head != head.rstrip(_TITLE_MARKS).rstrip(" ") and head[-1] in _TITLE_MARKS:
            stripped = head.rstrip(_TITLE_MARKS)
            words = stripped if head[len(stripped) :].strip() else words
    return words or None


def _clean_name(name: Any) -> str | None:
    if not isinstance(name, str):
        return None
    words = " ".join(name.split()).lstrip("@")
    return words if 1 < len(words) <= 120 and not _ADDRESS.search(words) else None


def _pieces(source: str) -> list[dict[str, Any]]:
    """Return every object in a script of structured data, outermost first; none where it cannot be parsed."""
    try:
        waiting: list[Any] = [json.loads(source.strip().removesuffix(";"), strict=False)]
    except (ValueError, RecursionError):
        return []
    pieces: list[dict[str, Any]] = []
    for thing in waiting:  # grows as it goes
        if isinstance(thing, dict):
            pieces.append(thing)
            waiting.extend(value for value in thing.values() if isinstance(value, dict | list))
        elif isinstance(thing, list):
            waiting.extend(value for value in thing if isinstance(value, dict | list))
        if len(waiting) > _MOST_PIECES:
            break
    return pieces
