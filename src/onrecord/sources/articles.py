"""Articles from the web: an entry of a feed, or whatever an address gives, to reports found or rejected."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any, Protocol

from onrecord.errors import FeedEntryError, OnrecordError
from onrecord.model.report import PublishedSource, Reject
from onrecord.sources.answers import DOCUMENT_TYPES, Fetched
from onrecord.sources.feeds import FeedEntry, is_feed, parse_feed
from onrecord.sources.found import DateCandidate, Found

#: What ``published_source`` says where only the feed tells the day; the candidates say that it was the feed.
FEED_SOURCE: PublishedSource = "metadata"


class ReadDocument(Protocol):
    """Turns the bytes of a document into a report found or a reject; never raises for what is in the bytes."""

    def __call__(
        self, data: bytes, *, origin: str, url: str | None = None, content_type: str | None = None
    ) -> Found | Reject:
        """Read one document."""


class Fetches(Protocol):
    """What is used here of a ``Fetcher``."""

    def fetch(
        self,
        url: str,
        *,
        etag: str | None = None,
        last_modified: str | None = None,
        accept: frozenset[str] | None = DOCUMENT_TYPES,
        max_bytes: int | None = None,
        attempts: int | None = None,
    ) -> Fetched:
        """Return the document at an address."""

    def wait_seconds(self, url: str) -> float:
        """Return the seconds until the host of this address may be asked again."""


def fetch_source(
    url: str,
    *,
    fetcher: Fetches,
    read_document: ReadDocument,
    is_stopped: Callable[[], bool] = lambda: False,
) -> Iterator[Found | Reject]:
    """Yield what an address gives: the entries of a feed one by one, or the one report of an article or a PDF.

    Every entry ends as a report found or a reject that says why; nothing is raised for what the web gives.

    Args:
        url: An http(s) address.
        fetcher: Fetches documents.
        read_document: Reads them.
        is_stopped: Asked between two entries; once it says yes, no further one is read.
    """
    try:
        fetched = fetcher.fetch(url)
        if not is_feed(fetched.content, fetched.content_type):
            yield read_fetched(fetched, read_document)
            return
        feed = parse_feed(fetched.content, url=fetched.final_url, charset=fetched.charset)
    except OnrecordError as error:
        yield reject(url, error)
        return
    for entry in feed.entries:
        if is_stopped():
            return
        try:
            yield read_entry(entry, feed_url=url, fetcher=fetcher, read_document=read_document)
        except OnrecordError as error:
            yield reject(entry.url or origin_in(url, entry), error)


def read_entry(
    entry: FeedEntry, *, feed_url: str, fetcher: Fetches, read_document: ReadDocument, attempts: int | None = None
) -> Found | Reject:
    """Return the article an entry links to; where it links nowhere, the text it holds.

    Raises:
        ReportError: The article is refused or missing for good, or there is none.
        FetchLaterError: It may be there later.
    """
    if entry.url is not None:
        found = read_fetched(fetcher.fetch(entry.url, attempts=attempts), read_document)
    else:
        text = entry.content or entry.summary
        if text is None:
            raise FeedEntryError(
                "The entry has neither a link nor a text. Look for the report on the publisher's site."
            )
        page = f"<!DOCTYPE html><html><body><article>{text}</article></body></html>"
        found = read_document(
            page.encode("utf-8", "replace"), origin=origin_in(feed_url, entry), content_type="text/html; charset=utf-8"
        )
    return found if isinstance(found, Reject) else complete(found, entry)


def read_fetched(fetched: Fetched, read_document: ReadDocument) -> Found | Reject:
    """Return the report in a fetched document. Its origin is the address asked for, its url the one that answered."""
    kind = fetched.content_type
    if kind and fetched.charset:
        kind = f"{kind}; charset={fetched.charset}"
    return read_document(fetched.content, origin=fetched.url, url=fetched.final_url, content_type=kind)


def complete(found: Found, entry: FeedEntry) -> Found:
    """Return a report with what only its feed tells: title, publisher and day where the page names none.

    The days the feed tells are added to the candidates in any case.
    """
    days = [
        DateCandidate(moment.date(), origin)
        for moment, origin in ((entry.published, "feed:published"), (entry.updated, "feed:updated"))
        if moment is not None
    ]
    changes: dict[str, Any] = {"published_candidates": (*found.published_candidates, *days)}
    if found.published is None and days:
        changes |= {"published": days[0].value, "published_source": FEED_SOURCE}
    if found.title is None and entry.title:
        changes["title"] = entry.title
    if found.publisher is None and entry.publisher:
        changes["publisher"] = entry.publisher
    return replace(found, **changes)


def origin_in(feed_url: str, entry: FeedEntry) -> str:
    """Return where an entry without a link comes from: the feed's address and the entry's id."""
    return f"{feed_url}#{entry.id}"


def reject(origin: str, error: OnrecordError) -> Reject:
    """Return the reject that an error makes of an input."""
    return Reject(origin=origin, code=error.code, reason=str(error))
