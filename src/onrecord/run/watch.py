"""Watches feeds: polls them politely, reads what is new, hands it on, and goes on when one of them fails."""

from __future__ import annotations

import random
import time
from collections import deque
from collections.abc import Callable, Generator, Iterable
from dataclasses import dataclass, field
from itertools import chain
from pathlib import Path
from urllib.parse import urlsplit

from onrecord.errors import (
    FeedError,
    FetchLaterError,
    MissingInputError,
    OnrecordError,
    ReportError,
    RetryableError,
    StatusError,
    TooLargeError,
    UnreadableInputError,
)
from onrecord.model.report import Reject
from onrecord.settings import SETTINGS
from onrecord.sources.answers import FEED_TYPES, Fetched
from onrecord.sources.articles import Fetches, ReadDocument, origin_in, read_entry, reject
from onrecord.sources.feed_state import FeedState, Waiting
from onrecord.sources.feeds import Feed, find_feeds, is_feed, parse_feed
from onrecord.sources.found import Found
from onrecord.sources.opml import parse_opml
from onrecord.sources.urls import is_web_url

#: Takes what was read and has stored all of it when it returns; raises where it has not.
Deliver = Callable[[Iterable[Found | Reject]], object]

_GONE = 410
#: Seconds after which a rest looks at the clock again, which may have been set or stood still with the machine.
_MAX_REST_SECONDS = 60.0
#: Seconds of a rest at the least: a moment that differs from now by less than a float can add would never come.
_MIN_REST_SECONDS = 0.05


@dataclass(slots=True)
class WatchAccount:
    """What a watch came to."""

    #: Times a feed was asked, and times that failed.
    n_polls: int = 0
    n_failed_polls: int = 0
    #: Articles handed on, as reports and as rejects.
    n_found: int = 0
    n_rejected: int = 0


def list_feeds(specs: Iterable[str]) -> list[str]:
    """Return the addresses of the feeds that are meant, none twice: addresses as they are, files as OPML lists.

    Raises:
        ReportError: There is no such file, it may not be read, or it is no list of feeds.
    """
    feeds: list[str] = []
    for spec in specs:
        feeds.extend([spec] if is_web_url(spec) else parse_opml(_read_list(spec)))
    return list(dict.fromkeys(feeds))


@dataclass(frozen=True, slots=True, kw_only=True)
class WatchOptions:
    """How a watch goes about it."""

    #: Whether to poll the feeds that are due a single time and return when what waits has been read.
    once: bool = False
    #: Gives the seconds since 1970.
    clock: Callable[[], float] = time.time
    #: Waits for some seconds; may return early when told to stop.
    sleep: Callable[[float], object] = time.sleep
    #: Asked between articles and polls; once it says yes, the watch ends.
    is_stopped: Callable[[], bool] = lambda: False
    #: Takes a line on what happened, for people to read.
    notify: Callable[[str], object] = lambda _line: None
    #: Source of the jitter.
    rng: random.Random = field(default_factory=random.Random)


def watch(
    feeds: Iterable[str],
    every: float,
    deliver: Deliver,
    *,
    fetcher: Fetches,
    read_document: ReadDocument,
    state: FeedState | None = None,
    options: WatchOptions | None = None,
) -> WatchAccount:
    """Poll feeds and hand on what is new, until told to stop or until all of them are gone for good.

    An entry is remembered as read only once ``deliver`` has returned with it, so a watch that is killed reads a few
    articles again and loses none. A feed that fails is left alone for twice as long each time and does not hold up the
    others; so is an article, which becomes a Reject after ``watch_entry_tries``.

    Args:
        feeds: Their addresses. For a page that names its feed, that feed is watched.
        every: Seconds between two polls of one feed.
        deliver: Takes articles and rejects, some at a time, and stores them.
        fetcher: Fetches documents.
        read_document: Reads articles.
        state: What is remembered of the feeds; empty where None.
        options: Clock, wish to stop and the like.

    Returns:
        The account.

    Raises:
        FatalError: What ``deliver`` raises, or that the state cannot be written.
    """
    watcher = _Watcher(
        feeds=list(dict.fromkeys(feeds)),
        every=every,
        deliver=deliver,
        fetcher=fetcher,
        read_document=read_document,
        state=state or FeedState(),
        options=options or WatchOptions(),
    )
    watcher.run()
    return watcher.account


@dataclass(slots=True, kw_only=True)
class _Watcher:
    #: The feeds that are asked; a page gives way to its feed, one that is gone for good drops out.
    feeds: list[str]
    every: float
    deliver: Deliver
    fetcher: Fetches
    read_document: ReadDocument
    state: FeedState
    options: WatchOptions
    account: WatchAccount = field(default_factory=WatchAccount)
    #: Seconds from a feed's last poll to its next one, by its address.
    pauses: dict[str, float] = field(default_factory=dict)
    #: Feeds that are gone for good; what waits of theirs is still read.
    gone: list[str] = field(default_factory=list)
    #: Feeds that a page has named.
    named: set[str] = field(default_factory=set)
    #: Lines that are said once.
    said: set[str] = field(default_factory=set)

    def run(self) -> None:
        """Poll, read and rest by turns."""
        once = self.options.once
        self.poll_due()
        while not self.options.is_stopped():
            if self.read_batch():
                pass
            elif once or not self.has_prospects():
                break
            else:
                self.rest()
            if not once:
                self.poll_due()
        self.state.save()

    # Polling

    def poll_due(self) -> None:
        """Ask every feed whose time has come."""
        due = [url for url in self.feeds if self._due_at(url) <= self.options.clock()]
        for url in due:
            if self.options.is_stopped():
                break
            self._poll(url)
        if due:
            self.feeds = [url for url in self.feeds if url not in self.gone]
            self.state.save()

    def _due_at(self, url: str) -> float:
        memory = self.state.of(url)
        if memory.asked_at > self.options.clock():  # The clock was set back: what it said then is worth nothing.
            return 0.0
        pause = self.pauses.get(url, self.every) if memory.asked_at else 0.0
        return max(memory.asked_at + pause, memory.next_at)

    def _poll(self, url: str) -> None:
        memory = self.state.of(url)
        jitter = SETTINGS.watch_jitter_ratio
        self.pauses[url] = self.every * self.options.rng.uniform(1 - jitter, 1 + jitter)
        self.account.n_polls += 1
        try:
            fetched = self.fetcher.fetch(
                url,
                etag=memory.etag,
                last_modified=memory.last_modified,
                accept=FEED_TYPES,
                max_bytes=SETTINGS.feed_max_bytes,
                attempts=1,
            )
            if not fetched.not_modified:
                self._take(url, fetched)
        except (ReportError, RetryableError) as error:
            self._note_failure(url, error)
        else:
            memory.failures, memory.next_at = 0, 0.0
        memory.asked_at = self.options.clock()

    def _take(self, url: str, fetched: Fetched) -> None:
        """Put the new entries of a feed in line. Its validators are kept only then, so that none can be missed."""
        if not is_feed(fetched.content, fetched.content_type) and self._follow(url, fetched):
            return
        feed: Feed = parse_feed(fetched.content, url=fetched.final_url, charset=fetched.charset)
        memory = self.state.of(url)
        n_new = self.state.await_new(url, feed.entries)
        self.state.forget_old(url, feed.entries)
        memory.etag, memory.last_modified = fetched.etag, fetched.last_modified
        if fetched.moved_to:
            self._say_once(f"{url}: has moved for good to {fetched.moved_to}; give that address from now on")
        if feed.damaged:
            self._say_once(f"{url}: is not well formed, so entries may be missing; tell its publisher")
        if n_new:
            self.options.notify(f"{url}: {n_new} new")

    def _follow(self, url: str, fetched: Fetched) -> bool:
        """Watch the feed that a page names in the page's place; tell whether it names one."""
        named = [each for each in find_feeds(fetched.content, url=fetched.final_url) if each != url]
        if not named:
            return False
        if url in self.named:  # This address itself was named as a feed by a page: one step is enough.
            raise FeedError("The address gives a page, not a feed. Give the address of the feed itself.")
        self.named.add(named[0])
        self.options.notify(f"{url}: is a page; its feed {named[0]} is watched")
        if named[0] in self.feeds:
            self.feeds.remove(url)
        else:
            self.feeds[self.feeds.index(url)] = named[0]
            self._poll(named[0])
        return True

    def _note_failure(self, url: str, error: OnrecordError) -> None:
        memory = self.state.of(url)
        memory.failures += 1
        self.account.n_failed_polls += 1
        gone = isinstance(error, StatusError) and error.status == _GONE
        if gone:
            self.gone.append(url)
        wait = min(self.every * 2.0 ** min(memory.failures, 30), SETTINGS.watch_max_backoff_seconds)
        wait *= self.options.rng.uniform(1 - SETTINGS.watch_jitter_ratio, 1)
        if isinstance(error, FetchLaterError):
            wait = max(wait, error.retry_after_seconds or 0.0)
        memory.next_at = self.options.clock() + max(wait, self.every)
        then = "not asked again" if gone else f"asked again in {_minutes(memory.next_at - self.options.clock())}"
        self.options.notify(f"{url}: {error.code} {error} ({then})")

    def _say_once(self, line: str) -> None:
        if line not in self.said:
            self.said.add(line)
            self.options.notify(line)

    # Reading

    def read_batch(self) -> bool:
        """Read some of the entries that wait and hand them on; tell whether there were any to read."""
        line = self._line_up()
        if not line:
            return False
        settled: list[tuple[str, Waiting]] = []
        articles = self._read(line, settled)
        first = next(articles, None)
        if first is not None:
            self.deliver(chain([first], articles))
            for url, waiting in settled:
                self.state.settle(url, waiting.entry)
        articles.close()
        self.state.save()
        return True

    def _line_up(self) -> dict[str, deque[tuple[str, Waiting]]]:
        """Return the entries that may be read now, in a line for each host; the same article in two feeds once."""
        now = self.options.clock()
        lined_up: set[str] = set()
        line: dict[str, deque[tuple[str, Waiting]]] = {}
        for url in (*self.feeds, *self.gone):
            for waiting in list(self.state.of(url).waiting.values()):
                if self.state.is_read(waiting.entry):  # By way of another feed.
                    self.state.settle(url, waiting.entry)
                elif waiting.next_at <= now and lined_up.isdisjoint(waiting.entry.keys):
                    lined_up.update(waiting.entry.keys)
                    line.setdefault(_host(waiting.entry.url), deque()).append((url, waiting))
        return line

    def _read(
        self, line: dict[str, deque[tuple[str, Waiting]]], settled: list[tuple[str, Waiting]]
    ) -> Generator[Found | Reject, None, None]:
        """Yield up to a batch of articles, always from the host that may be asked soonest; note what is settled.

        Ends early to stop, or when a feed's time has come.
        """
        while line and len(settled) < SETTINGS.watch_batch and not self.options.is_stopped():
            host = min(line, key=lambda each: self._wait(line[each][0][1]))
            url, waiting = line[host].popleft()
            # The host goes to the end, so that hosts that may all be asked take turns.
            if rest := line.pop(host):
                line[host] = rest
            wait = self._wait(waiting)
            if wait > SETTINGS.fetch_max_wait_seconds:
                waiting.next_at = self.options.clock() + wait
                continue
            if wait > 0:
                self.options.sleep(wait)
                if self.options.is_stopped():
                    return
            article = self._read_one(url, waiting)
            if article is not None:
                settled.append((url, waiting))
                self._count(article)
                yield article
            if any(self._due_at(each) <= self.options.clock() for each in self.feeds):
                return

    def _read_one(self, url: str, waiting: Waiting) -> Found | Reject | None:
        """Return an article or why there is none; None where it is to be tried again later."""
        entry = waiting.entry
        origin = entry.url or origin_in(url, entry)
        try:
            return read_entry(entry, feed_url=url, fetcher=self.fetcher, read_document=self.read_document, attempts=1)
        except ReportError as error:
            return reject(origin, error)
        except RetryableError as error:
            waiting.tries += 1
            if waiting.tries >= SETTINGS.watch_entry_tries:
                return reject(origin, error)
            wait = SETTINGS.watch_entry_backoff_seconds * 2.0 ** (waiting.tries - 1)
            if isinstance(error, FetchLaterError):
                wait = max(wait, error.retry_after_seconds or 0.0)
            waiting.next_at = self.options.clock() + wait
            self.options.notify(f"{origin}: {error.code} {error} (tried again in {_minutes(wait)})")
            return None

    def _wait(self, waiting: Waiting) -> float:
        return self.fetcher.wait_seconds(waiting.entry.url) if waiting.entry.url else 0.0

    def _count(self, article: Found | Reject) -> None:
        if isinstance(article, Reject):
            self.account.n_rejected += 1
        else:
            self.account.n_found += 1

    def has_prospects(self) -> bool:
        """Tell whether a feed is left to ask or an entry to read."""
        return bool(self.feeds) or any(self.state.of(url).waiting for url in self.gone)

    def rest(self) -> None:
        """Wait until a feed's time has come, or that of an entry."""
        moments = [self._due_at(url) for url in self.feeds]
        moments += [
            waiting.next_at for url in (*self.feeds, *self.gone) for waiting in self.state.of(url).waiting.values()
        ]
        self.options.sleep(min(max(_MIN_REST_SECONDS, min(moments) - self.options.clock()), _MAX_REST_SECONDS))


def _host(url: str | None) -> str:
    try:
        return urlsplit(url or "").hostname or ""
    except ValueError:
        return ""


def _minutes(seconds: float) -> str:
    return f"{seconds / 60:.0f} min" if seconds >= 60 else f"{seconds:.0f} s"


def _read_list(path: str) -> bytes:
    try:
        with Path(path).open("rb") as stream:
            content = stream.read(SETTINGS.feed_max_bytes + 1)
    except (FileNotFoundError, NotADirectoryError, ValueError) as error:
        raise MissingInputError(
            "There is no such file, and it is no address either. Give http(s) addresses of feeds, or an OPML file."
        ) from error
    except OSError as error:
        raise UnreadableInputError(f"The list of feeds could not be read: {error.strerror or error}.") from error
    if len(content) > SETTINGS.feed_max_bytes:
        raise TooLargeError(f"The list of feeds is larger than {SETTINGS.feed_max_bytes // 1024**2} MB. Split it.")
    return content
