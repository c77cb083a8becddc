"""Feeds (RSS, Atom, RDF; well formed or not) to entries, through feedparser; and the feeds that a page names."""

from __future__ import annotations

import hashlib
import html
import io
import re
from calendar import timegm
from collections import Counter
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from html.parser import HTMLParser
from typing import Any
from urllib.parse import urljoin

from onrecord.errors import FeedError, FeedListError
from onrecord.settings import SETTINGS
from onrecord.sources.urls import identity_url, is_web_url

_TAG = re.compile(r"</?[A-Za-z][^<>]{0,2000}>")
#: Characters beyond which a title is no headline.
_MAX_TITLE_CHARS = 1_000
_SPACES = re.compile(r"\s+")
#: What may stand before the root of an XML document, at one place: a declaration, a comment, a doctype.
_PROLOGUE = re.compile(
    r"\s*(?:<\?.{0,500}?\?>|<!--.{0,2000}?-->|<!DOCTYPE[^>\[]{0,500}(?:\[.{0,2000}?\]\s*)?>)", re.DOTALL
)
_FEED_ROOT = re.compile(r"\s*<(?:(?:\w{1,20}:)?feed|rss|(?:\w{1,20}:)?RDF|channel)[\s>]", re.IGNORECASE)
_FEED_TYPES = ("application/rss+xml", "application/atom+xml", "application/rdf+xml")
_COMMENT = re.compile(rb"<!--.*?-->", re.DOTALL)
_ENTITY_OR_TAG = re.compile(rb"<!ENTITY|<[A-Za-z]", re.IGNORECASE)
#: A day before which no feed was ever written: an older one stands for a date that is missing.
_FIRST_YEAR = 1990
#: Bytes of a page that are searched for the feeds it names: they stand in its head.
_HEAD_BYTES = 256 * 1024


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedEntry:
    """One entry of a feed."""

    #: What the entry is known by: the feed's own id where it has one that is unique in it, else the address without
    #: what only tracks readers, else a hash of its words.
    id: str
    #: Address of the article; None where the entry links nowhere.
    url: str | None
    #: Headline without markup; None where there is none.
    title: str | None = None
    #: When it was published, in the feed's own offset (UTC where it names none); None where it does not say.
    published: datetime | None = None
    #: When it was last changed, likewise.
    updated: datetime | None = None
    #: The outlet the entry names as its source, else the feed's title; None where there is neither.
    publisher: str | None = None
    #: Short text, as the feed has it (often HTML); None where there is none.
    summary: str | None = None
    #: Whole text, as the feed has it (often HTML); None where there is none.
    content: str | None = None

    @property
    def keys(self) -> tuple[str, ...]:
        """What it is recognised by in a later poll or another feed: its id, and its address without tracking."""
        return (self.id,) if self.url is None else tuple(dict.fromkeys((self.id, identity_url(self.url))))


@dataclass(frozen=True, slots=True, kw_only=True)
class Feed:
    """One feed as it is now."""

    #: Its title; None where there is none.
    title: str | None
    #: Its entries, in its order; none twice.
    entries: tuple[FeedEntry, ...]
    #: Whether it is not well formed, so that entries may be missing.
    damaged: bool = False


def is_feed(content: bytes, content_type: str | None = None) -> bool:
    """Tell whether a document is a feed, by its root element; where that is damaged, by its media type."""
    rest = _start_of(content)
    while match := _PROLOGUE.match(rest):
        rest = rest[match.end() :]
    return bool(_FEED_ROOT.match(rest)) or content_type in _FEED_TYPES


def parse_feed(content: bytes, *, url: str, charset: str | None = None) -> Feed:
    """Return a feed's entries.

    Args:
        content: The document.
        url: Its address; relative links are resolved against it.
        charset: The character set its server names; None where it does not.

    Raises:
        FeedError: It is no feed, or so damaged that not one entry is found.
    """
    import feedparser  # type: ignore[import-untyped, unused-ignore]

    if len(content) > SETTINGS.feed_max_bytes:
        raise FeedError(
            f"The feed is larger than {SETTINGS.feed_max_bytes // 1024**2} MB. Give a feed of fewer entries."
        )
    if _declares_entities(content):
        raise FeedError("The feed declares entities, which could inflate without end. Tell its publisher.")
    # Links are resolved below, not by feedparser, so that a guid which is no address is not made one. The texts go to a
    # reader of pages, never to a browser: cleaning them here would cost time and words.
    try:
        parsed = feedparser.parse(
            io.BytesIO(content),
            response_headers={"content-type": f"application/xml; charset={charset}" if charset else "application/xml"},
            sanitize_html=False,
            resolve_relative_uris=False,
        )
    except (ValueError, LookupError, TypeError, AttributeError, ArithmeticError, RecursionError) as error:
        raise FeedError("The feed is too damaged to read. Check it with a feed validator.") from error
    if not parsed.entries and (parsed.bozo or not parsed.get("version")):
        if _is_opml(content):
            raise FeedListError("This is a list of feeds (OPML), not a feed. Save it and give the file.")
        raise FeedError("The address gives no feed, or one too damaged to read. Check it, or give the feed's address.")
    title = _plain(parsed.feed.get("title"))
    repeated = {name for name, count in Counter(_text(entry, "id") for entry in parsed.entries).items() if count > 1}
    unique: dict[str, FeedEntry] = {}
    for raw in parsed.entries:
        entry = _read_entry(raw, feed_url=url, feed_title=title, repeated=repeated)
        unique.setdefault(entry.id, entry)
    return Feed(title=title, entries=tuple(unique.values()), damaged=bool(parsed.bozo))


def find_feeds(content: bytes, *, url: str) -> tuple[str, ...]:
    """Return the addresses of the feeds that a page names in its head (``<link rel="alternate">``), in its order.

    Args:
        content: The page.
        url: Its address.
    """
    finder = _FeedFinder(url)
    finder.feed(content[:_HEAD_BYTES].decode("utf-8", "replace"))
    return tuple(dict.fromkeys(finder.found))


def _read_entry(entry: Any, *, feed_url: str, feed_title: str | None, repeated: set[str | None]) -> FeedEntry:
    url = _link(entry, feed_url)
    title = _plain(_text(entry, "title"))
    summary = _text(entry, "summary")
    content = max((_text(part, "value") or "" for part in entry.get("content", ())), key=len, default="") or None
    name = _text(entry, "id")
    if not name or name in repeated:
        name = identity_url(url) if url else None
    if name is None:
        words = "\0".join(part or "" for part in (title, summary, content))
        name = "sha256:" + hashlib.sha256(words.encode("utf-8", "surrogatepass")).hexdigest()
    source = entry.get("source") or {}
    return FeedEntry(
        id=name,
        url=url,
        title=title,
        published=_moment(entry, "published"),
        updated=_moment(entry, "updated"),
        publisher=_plain(_text(source, "title")) or feed_title,
        summary=summary,
        content=content,
    )


def _link(entry: Any, feed_url: str) -> str | None:
    """Return the address of the article, absolute; None where there is none on the web.

    The original is better than a counting address of a feed service. A guid counts as a link only where it is written
    as an address: many feeds leave out that theirs is none.
    """
    link = entry.get("link")
    if entry.get("guidislink") and link == entry.get("id") and not is_web_url(str(link)):
        link = None
    alternates = [link.get("href") for link in entry.get("links", ()) if link.get("rel", "alternate") == "alternate"]
    for candidate in (entry.get("feedburner_origlink"), link, *alternates):
        if not candidate:
            continue
        try:
            url = urljoin(feed_url, str(candidate).strip())
        except ValueError:
            continue
        if is_web_url(url):
            return url
    return None


def _moment(entry: Any, key: str) -> datetime | None:
    """Return a moment in the offset it is written in, for that tells the day the outlet printed."""
    # Asked through ``dict``: feedparser's own ``get`` gives "published" for a missing "updated", with a warning.
    written, parsed = dict.get(entry, key), dict.get(entry, f"{key}_parsed")
    moment: datetime | None = None
    for parse in (datetime.fromisoformat, parsedate_to_datetime):
        try:
            moment = parse(str(written).strip())
            break
        except (ValueError, TypeError, IndexError, OverflowError):
            continue
    if moment is None and parsed is not None:
        try:
            moment = datetime.fromtimestamp(timegm(parsed), UTC)
        except (ValueError, OverflowError, OSError):
            return None
    if moment is None or not _FIRST_YEAR <= moment.year <= datetime.now(UTC).year + 1:
        return None
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def _text(entry: Any, key: str) -> str | None:
    value = entry.get(key)
    return value if isinstance(value, str) and value.strip() else None


def _plain(markup: str | None) -> str | None:
    """Return a headline without tags, entities and runs of spaces; None where nothing is left."""
    # Feeds escape once, twice or not at all.
    plain = _TAG.sub("", html.unescape(_TAG.sub("", markup or "")))
    plain = _SPACES.sub(" ", html.unescape(plain)).strip()
    return plain if 0 < len(plain) <= _MAX_TITLE_CHARS else None


def _start_of(content: bytes) -> str:
    head = content[:16_384]
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return head.decode("utf-16", "replace")
    return head.decode("utf-8-sig", "replace")


def _declares_entities(content: bytes) -> bool:
    """Tell whether a declaration of an entity comes before the first element.

    One in an odd encoding is missed here; expat, beneath feedparser, then stops it at a hundred times its size.
    """
    head = _COMMENT.sub(b"", content[:_HEAD_BYTES].replace(b"\0", b""))
    first = _ENTITY_OR_TAG.search(head)
    return first is not None and first.group().startswith(b"<!")


def _is_opml(content: bytes) -> bool:
    return "<opml" in _start_of(content).lower()


class _FeedFinder(HTMLParser):
    """Collects what a page's head names as feeds."""

    def __init__(self, url: str) -> None:
        super().__init__()
        self.found: list[str] = []
        self._base = url

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        named = {name: value or "" for name, value in attrs}
        try:
            if tag == "base" and named.get("href"):
                self._base = urljoin(self._base, named["href"])
            elif tag == "link" and "alternate" in named.get("rel", "").lower().split():
                url = urljoin(self._base, named.get("href", "").strip())
                if named.get("type", "").partition(";")[0].strip().lower() in _FEED_TYPES and is_web_url(url):
                    self.found.append(url)
        except ValueError:
            return
