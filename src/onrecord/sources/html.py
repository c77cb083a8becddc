"""Web pages: main text, headline, outlet and day of publication."""

from __future__ import annotations

import logging
import re
from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from onrecord.errors import EmptyPageError, MarkupInputError
from onrecord.sources.charset import decode_page
from onrecord.sources.found import Found, choose_published
from onrecord.sources.html_body import write_body
from onrecord.sources.html_data import clean_title, find_publisher, linked_data, meta_values
from onrecord.sources.html_dates import SOURCES, find_dates
from onrecord.sources.html_depth import flatten

if TYPE_CHECKING:
    from lxml.html import HtmlElement

#: Characters in which a page says that it is one.
_START_CHARS = 4096
#: How a feed or a list of feeds begins.
FEED = re.compile(
    r"\s*(?:<\?xml[^>]{0,200}\?>\s*)?(?:<\?[^>]{0,400}\?>\s*|<!--.{0,2000}?-->\s*){0,5}<(?:rss|feed|rdf:RDF|opml)\b",
    re.IGNORECASE | re.DOTALL,
)
FEED_REFUSED = "The input is a feed, not a report. Give the address of the feed instead of its source."
_NOTHING = (
    "There is no report on this page that can be told from its furniture (it may be made by scripts, or ask for a "
    "login). Save the text of the report as a .txt file and give that."
)


def read_html(
    data: bytes | str,
    *,
    origin: str,
    url: str | None = None,
    content_type: str | None = None,
    latest: date | None = None,
) -> Found:
    """Return the report on a web page.

    Args:
        data: The page, as bytes or as characters.
        origin: Where it came from.
        url: Its address; None to take the one the page gives itself.
        content_type: Header of that name it was sent with; None where unknown.
        latest: Day on which the page was there already; candidates after it are not chosen.

    Raises:
        ReportError: The characters cannot be told, or there is no report on the page.
    """
    _hush()
    markup = data if isinstance(data, str) else decode_page(data, content_type)
    tree = _parse(flatten(markup.replace("\0", "")))
    items = linked_data(tree)
    address = url or _address(tree)
    publisher = find_publisher(tree, items, address)
    title = clean_title(_title(tree, items), publisher)
    text = _main_text(tree, address)
    candidates = find_dates(tree, items, text, address)
    chosen = choose_published(candidates, SOURCES, latest=latest)
    return Found(
        origin=origin,
        text=text,
        title=title,
        publisher=publisher,
        published=chosen[0] if chosen else None,
        published_source=chosen[1] if chosen else None,
        published_candidates=candidates,
        url=address,
    )


def _parse(markup: str) -> HtmlElement:
    from trafilatura.utils import load_html

    if FEED.match(markup):
        raise MarkupInputError(FEED_REFUSED)
    if "<html" not in markup[:_START_CHARS].lower():  # a piece of a page, which the parser takes for no page
        markup = f"<html><body>{markup}</body></html>"
    try:
        tree = load_html(markup)
    except Exception as error:  # whatever the parser makes of it, it is this page alone
        raise EmptyPageError(_NOTHING) from error
    if tree is None or not any(element.tag != "html" for element in tree.iter()):
        raise EmptyPageError(_NOTHING)
    return tree


def _main_text(tree: HtmlElement, url: str | None) -> str:
    from trafilatura import bare_extraction

    try:
        found = bare_extraction(tree, url=url, include_comments=False, include_tables=True)
        text = write_body(found.body) if found is not None and not isinstance(found, dict) else ""
    except Exception as error:  # as above
        raise EmptyPageError(_NOTHING) from error
    if not any(character.isalnum() for character in text):
        raise EmptyPageError(_NOTHING)
    return text


def _title(tree: HtmlElement, items: list[dict[str, Any]]) -> str | None:
    for item in items:
        if isinstance(item.get("headline"), str) and item["headline"].strip():
            from html import unescape

            return unescape(item["headline"])
    metas = meta_values(tree)
    title = metas.get("og:title") or metas.get("twitter:title")
    if title:
        return title
    from trafilatura.metadata import extract_title

    try:
        return extract_title(tree)
    except Exception:  # a report without headline is one all the same
        return None


def _address(tree: HtmlElement) -> str | None:
    """Return the address a page gives itself: its canonical link, else that of its meta elements."""
    for link in tree.iter("link"):
        href = (link.get("href") or "").strip()
        if (link.get("rel") or "").lower() == "canonical" and href.startswith(("http://", "https://")):
            return href
    address = meta_values(tree).get("og:url", "")
    return address if address.startswith(("http://", "https://")) else None


@lru_cache(maxsize=1)
def _hush() -> None:
    """Give the libraries a place to log to, so that none of them writes to standard error by itself."""
    for name in ("trafilatura", "htmldate", "courlan", "justext", "readability", "charset_normalizer"):
        logging.getLogger(name).addHandler(logging.NullHandler())
