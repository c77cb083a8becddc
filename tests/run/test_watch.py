"""The watch over feeds, with a web, a clock and a store made by hand."""

from __future__ import annotations

import random
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass, field
from itertools import pairwise

import pytest

from onrecord.errors import (
    BusyHostError,
    FeedListError,
    MissingInputError,
    OutputError,
    RobotsRefusedError,
    StatusError,
    UnreachableError,
)
from onrecord.model.report import Reject
from onrecord.run.watch import WatchOptions, list_feeds, watch
from onrecord.settings import SETTINGS
from onrecord.sources.answers import Fetched
from onrecord.sources.feed_state import FeedState
from tests.sources.loopback import Answer, HandClock, make_fetcher, serve

FEED, OTHER = "https://a.example/feed", "https://b.example/feed"
EVERY = 900.0


@dataclass(frozen=True, kw_only=True)
class FoundStandIn:
    origin: str
    text: str
    title: str | None = None
    publisher: str | None = None
    published: object = None
    published_source: str | None = None
    published_candidates: tuple = ()
    url: str | None = None
    warnings: tuple[str, ...] = ()


def read_document(data: bytes, *, origin: str, url: str | None = None, content_type: str | None = None):
    return FoundStandIn(origin=origin, text=data.decode(), url=url)


def feed_of(*paths: str) -> bytes:
    items = "".join(f"<item><title>{path}</title><link>{path}</link></item>" for path in paths)
    return f"<rss version='2.0'><channel><title>Post</title>{items}</channel></rss>".encode()


@dataclass
class FakeWeb:
    """Answers by address: bytes, an error, or a function that gives either; and what was asked, when."""

    clock: HandClock
    pages: dict[str, bytes | Exception | Callable[[], bytes]] = field(default_factory=dict)
    asked: list[tuple[str, float]] = field(default_factory=list)
    sent: list[str | None] = field(default_factory=list)
    waits: dict[str, float] = field(default_factory=dict)
    gone_to: dict[str, str] = field(default_factory=dict)

    def fetch(self, url, *, etag=None, last_modified=None, accept=None, max_bytes=None, attempts=None) -> Fetched:
        self.asked.append((url, self.clock.now))
        self.sent.append(etag)
        page = self.pages.get(url, b"words")
        page = page() if callable(page) else page
        if isinstance(page, Exception):
            raise page
        same = etag is not None and etag == str(hash(page))
        return Fetched(
            url=url, final_url=url, status=304 if same else 200, content=b"" if same else page,
            content_type="text/html", charset=None, etag=str(hash(page)), last_modified=None,
            moved_to=self.gone_to.get(url),
        )  # fmt: skip

    def wait_seconds(self, url: str) -> float:
        return self.waits.get(url, 0.0)

    def urls(self) -> list[str]:
        return [url for url, _ in self.asked]


@dataclass
class Desk:
    """One watch with its parts; ``run`` lets it go on for some hours."""

    clock: HandClock = field(default_factory=HandClock)
    state: FeedState = field(default_factory=FeedState)
    stored: list[object] = field(default_factory=list)
    lines: list[str] = field(default_factory=list)
    stopped: bool = False

    def __post_init__(self) -> None:
        self.web = FakeWeb(self.clock)

    def store(self, articles) -> None:
        self.stored.extend(articles)

    def run(self, feeds=(FEED,), hours: float = 1.0, deliver=None, **options):
        end = self.clock.now + hours * 3_600
        settled = WatchOptions(
            clock=self.clock,
            sleep=self.clock.sleep,
            is_stopped=lambda: self.stopped or self.clock.now >= end,
            notify=self.lines.append,
            rng=random.Random(3),
            **options,
        )
        parts = {"fetcher": self.web, "read_document": read_document, "state": self.state}
        return watch(feeds, EVERY, deliver or self.store, options=settled, **parts)

    def origins(self) -> list[str]:
        return [each.origin for each in self.stored]


@pytest.fixture
def desk():
    return Desk()


def test_new_entries_are_read_once(desk):
    """Each poll brings what is new in the feed, and nothing a second time."""
    polls = iter([feed_of("/1", "/2"), feed_of("/3", "/1", "/2"), feed_of("/3", "/1"), feed_of("/4", "/3")])
    desk.web.pages[FEED] = lambda: next(polls, feed_of("/4", "/3"))
    account = desk.run(hours=2)
    assert desk.origins() == [f"https://a.example/{n}" for n in (1, 2, 3, 4)]
    assert [each.title for each in desk.stored] == ["/1", "/2", "/3", "/4"]
    assert (account.n_found, account.n_rejected, account.n_failed_polls) == (4, 0, 0)
    assert account.n_polls >= 7


def test_polls_are_an_interval_apart_give_or_take(desk):
    """Between two polls of a feed the interval passes, moved a little at random."""
    desk.web.pages[FEED] = feed_of()
    desk.run(hours=5)
    moments = [moment for url, moment in desk.web.asked if url == FEED]
    pauses = [after - before for before, after in pairwise(moments)]
    assert len(pauses) >= 18
    assert all(0.9 * EVERY <= pause <= 1.1 * EVERY + 1 for pause in pauses)
    assert len({round(pause) for pause in pauses}) > 5


def test_unchanged_feed_is_asked_with_its_validator(desk):
    """The second poll sends what the first one got, and an unchanged feed costs nothing more."""
    desk.web.pages[FEED] = feed_of("/1")
    desk.run(hours=0.5)
    sent = [etag for (url, _), etag in zip(desk.web.asked, desk.web.sent, strict=True) if url == FEED]
    assert sent[0] is None and sent[1]
    assert len(desk.stored) == 1


def test_failing_feed_does_not_hold_up_the_others(desk):
    """A feed that fails is told, and left alone for longer each time, while the other goes on."""
    desk.web.pages |= {FEED: UnreachableError("No connection."), OTHER: feed_of("/1")}
    account = desk.run([FEED, OTHER], hours=24)
    moments = [moment for url, moment in desk.web.asked if url == FEED]
    pauses = [after - before for before, after in pairwise(moments)]
    assert pauses[0] >= EVERY
    assert all(later > earlier for earlier, later in pairwise(pauses))
    assert desk.web.urls().count(OTHER) > 80
    assert desk.origins() == ["https://b.example/1"]
    assert account.n_failed_polls == len(moments)
    assert any(FEED in line and "E-FETCH-CONNECT" in line for line in desk.lines)


def test_feed_that_recovers_is_polled_as_before(desk):
    """After a success the back-off is forgotten."""
    answers = iter([UnreachableError("No connection."), UnreachableError("No connection."), feed_of("/1")])

    def page():
        answer = next(answers, feed_of("/1"))
        if isinstance(answer, Exception):
            raise answer
        return answer

    desk.web.pages[FEED] = page
    desk.run(hours=4)
    assert desk.origins() == ["https://a.example/1"]
    assert desk.state.of(FEED).failures == 0


def test_server_that_names_a_time_is_left_alone_so_long(desk):
    """A feed whose server asks for three hours is not asked before they are over."""
    desk.web.pages[FEED] = BusyHostError("Busy.", retry_after_seconds=3 * 3_600)
    desk.run(hours=5.9)
    moments = [moment for _, moment in desk.web.asked]
    assert len(moments) == 2
    assert moments[1] - moments[0] >= 3 * 3_600


def test_feed_that_is_gone_is_given_up(desk):
    """A feed that is gone for good is not asked again; once its entries are read and none is left the watch ends."""
    answers = iter([feed_of("/1")])

    def page():
        try:
            return next(answers)
        except StopIteration:
            raise StatusError("Gone.", status=410) from None

    later = iter([BusyHostError("Busy.", retry_after_seconds=4_000)])

    def article():
        for error in later:
            raise error
        return b"words"

    desk.web.pages |= {FEED: page, "https://a.example/1": article}
    account = desk.run(hours=48)
    assert desk.web.urls().count(FEED) == 2
    assert desk.origins() == ["https://a.example/1"]
    assert account.n_found == 1
    assert desk.clock.now < 1_000_000 + 3 * 3_600


def test_article_that_is_refused_is_a_reject_and_not_asked_again(desk):
    """What fails for good is handed on once, with its code and address."""
    desk.web.pages |= {FEED: feed_of("/1", "/2"), "https://a.example/1": RobotsRefusedError("Closed.")}
    account = desk.run(hours=2)
    assert [each.code for each in desk.stored if isinstance(each, Reject)] == ["E-FETCH-ROBOTS"]
    assert desk.web.urls().count("https://a.example/1") == 1
    assert (account.n_found, account.n_rejected) == (1, 1)


def test_article_that_fails_for_now_is_tried_again_and_then_rejected(desk):
    """What may pass is tried some times, further and further apart, before it is handed on as a reject."""
    desk.web.pages |= {FEED: feed_of("/1"), "https://a.example/1": UnreachableError("No connection.")}
    desk.run(hours=12)
    moments = [moment for url, moment in desk.web.asked if url.endswith("/1")]
    assert len(moments) == SETTINGS.watch_entry_tries
    assert moments[-1] - moments[0] > 3_600
    assert [each.code for each in desk.stored] == ["E-FETCH-CONNECT"]


def test_article_that_left_its_feed_is_still_read(desk):
    """An entry that failed at first is read later although the feed no longer lists it."""
    polls = iter([feed_of("/1")])
    failures = iter([UnreachableError("No connection.")])

    def article():
        for error in failures:
            raise error
        return b"words"

    desk.web.pages |= {FEED: lambda: next(polls, feed_of("/2")), "https://a.example/1": article}
    desk.run(hours=2)
    assert sorted(desk.origins()) == ["https://a.example/1", "https://a.example/2"]


def test_same_article_in_two_feeds_is_read_once(desk):
    """An article that two feeds list, with other tracking, is fetched once."""
    desk.web.pages |= {
        FEED: feed_of("https://c.example/x?utm_source=a"),
        OTHER: feed_of("https://c.example/x?utm_source=b"),
    }
    desk.run([FEED, OTHER])
    assert len(desk.stored) == 1
    assert not desk.state.of(OTHER).waiting


def test_hosts_take_turns(desk):
    """While one host must not be asked, articles of others are read."""
    desk.web.pages |= {FEED: feed_of("/1", "/2"), OTHER: feed_of("/1", "/2")}
    desk.run([FEED, OTHER], hours=0.1)
    assert desk.origins() == [
        "https://a.example/1", "https://b.example/1", "https://a.example/2", "https://b.example/2",
    ]  # fmt: skip


def test_host_that_asks_for_long_patience_is_put_off(desk):
    """An article whose host is to be left alone for an hour waits without holding up the rest, and counts no try."""
    desk.web.pages[FEED] = feed_of("/1", "https://slow.example/x")
    desk.web.waits["https://slow.example/x"] = 3_000.0
    desk.run(hours=0.1)
    assert desk.origins() == ["https://a.example/1"]
    (waiting,) = desk.state.of(FEED).waiting.values()
    assert waiting.tries == 0
    desk.web.waits.clear()
    desk.run(hours=1)
    assert len(desk.stored) == 2


def test_short_politeness_is_waited_for(desk):
    """The pause a host wants between two articles is kept."""
    desk.web.pages[FEED] = feed_of("/1")
    desk.web.waits["https://a.example/1"] = 7.0
    desk.run(hours=0.1)
    assert 7.0 in desk.clock.sleeps
    assert len(desk.stored) == 1


def test_wish_to_stop_ends_after_the_article_in_hand(desk):
    """Told to stop while articles are read, the watch hands on the one in hand, remembers the rest, and returns."""
    desk.web.pages[FEED] = feed_of("/1", "/2", "/3")

    def article():
        desk.stopped = True
        return b"words"

    desk.web.pages["https://a.example/2"] = article
    desk.run()
    assert desk.origins() == ["https://a.example/1", "https://a.example/2"]
    assert list(desk.state.of(FEED).waiting) == ["https://a.example/3"]


def test_watch_goes_on_where_another_left_off(desk, tmp_path):
    """A new watch with the saved state reads what the old one left, polls no sooner, and reads nothing twice."""
    path = tmp_path / "feeds.json"
    desk.state = FeedState(path)
    desk.web.pages[FEED] = feed_of("/1", "/2")
    desk.web.pages["https://a.example/1"] = lambda: setattr(desk, "stopped", True) or b"words"
    desk.run()
    desk.stopped, desk.state = False, FeedState.load(path)
    desk.clock.now += 60
    desk.run(hours=0.1)
    assert desk.origins() == ["https://a.example/1", "https://a.example/2"]
    assert desk.web.urls().count(FEED) == 1


def test_deleted_state_only_means_asking_again(desk):
    """Without its memory a watch reads everything once more."""
    desk.web.pages[FEED] = feed_of("/1")
    desk.run(hours=0.1)
    desk.state = FeedState()
    desk.run(hours=0.1)
    assert desk.origins() == ["https://a.example/1"] * 2


def test_what_could_not_be_stored_is_not_remembered_as_read(desk):
    """When storing fails the watch ends with that error, and the articles wait for the next one."""
    desk.web.pages[FEED] = feed_of("/1")

    def full(articles) -> None:
        list(articles)
        raise OutputError("No space left.")

    with pytest.raises(OutputError):
        desk.run(deliver=full)
    desk.run(hours=0.1)
    assert desk.origins() == ["https://a.example/1"]


def test_articles_are_handed_on_in_batches(desk):
    """A long feed is stored piece by piece, so that a kill costs little."""
    sizes = []
    desk.web.pages[FEED] = feed_of(*(f"/{n}" for n in range(120)))
    desk.run(hours=0.1, deliver=lambda articles: sizes.append(len(list(articles))))
    assert sizes == [50, 50, 20]


def test_once_polls_once_and_reads_what_waits(desk):
    """Run once, the watch polls, reads and returns; run again too soon, it leaves the feeds alone."""
    desk.web.pages[FEED] = feed_of(*(f"/{n}" for n in range(60)))
    assert desk.run(once=True).n_found == 60
    assert desk.run(once=True).n_polls == 0
    desk.clock.now += 2 * EVERY
    assert desk.run(once=True).n_polls == 1


def test_clock_that_is_set_back_does_not_end_the_polling(desk):
    """A feed that was asked in what is now the future is asked."""
    desk.web.pages[FEED] = feed_of("/1")
    desk.run(once=True)
    desk.clock.now -= 1_000_000
    assert desk.run(once=True).n_polls == 1


def test_page_gives_way_to_the_feed_it_names(desk):
    """For the address of a page, the feed that the page names is watched; a page that names none fails."""
    page, bare = "https://a.example/", "https://b.example/"
    desk.web.pages |= {
        page: b"<html><head><link rel=alternate type=application/rss+xml href=/feed></head></html>",
        bare: b"<html><p>words</p></html>",
        FEED: feed_of("/1"),
    }
    account = desk.run([page, bare], hours=1)
    assert desk.origins() == ["https://a.example/1"]
    assert desk.web.urls().count(page) == 1
    assert desk.web.urls().count(FEED) > 2
    assert account.n_failed_polls >= 1
    assert any("E-FEED" in line and bare in line for line in desk.lines)


def test_pages_that_name_each_other_end(desk):
    """A page that names a page as its feed is followed one step."""
    one, two = "https://a.example/1", "https://a.example/2"
    link = "<link rel=alternate type=application/rss+xml href={}>"
    desk.web.pages |= {one: link.format(two).encode(), two: link.format(one).encode()}
    account = desk.run([one], hours=0.1)
    assert account.n_failed_polls == 1
    assert len(desk.web.asked) == 2


def test_move_and_damage_are_told_once(desk):
    """A feed that moved for good, or is not well formed, is told once, not at each poll."""
    polls = iter(range(100))
    desk.web.pages[FEED] = lambda: feed_of(f"/{next(polls)}").replace(b"</rss>", b"")
    desk.web.gone_to[FEED] = OTHER
    desk.run(hours=2)
    assert sum("moved for good" in line for line in desk.lines) == 1
    assert sum("not well formed" in line for line in desk.lines) == 1


def test_feed_that_changes_between_polls_over_real_http():
    """Against a real server: entries, validators and articles go as they should, one request at a time."""
    clock = HandClock()
    stored: list = []
    with serve() as web:
        feed = web.url("/feed")
        bodies = iter([feed_of("/1"), feed_of("/1"), feed_of("/2", "/1")])
        current: list[bytes] = []

        def answer(handler) -> None:
            body = next(bodies, current[-1] if current else b"")
            tag = f'"{len(body)}"'
            current.append(body)
            same = handler.headers.get("If-None-Match") == tag
            handler.wfile.write(
                f"HTTP/1.1 {304 if same else 200} X\r\nETag: {tag}\r\nContent-Type: text/xml\r\n".encode()
            )
            handler.wfile.write(b"\r\n" if same else b"Content-Length: %d\r\n\r\n" % len(body) + body)

        web.routes |= {"/feed": answer, "/1": Answer(b"one"), "/2": Answer(b"two")}
        account = watch(
            [feed],
            EVERY,
            stored.extend,
            fetcher=make_fetcher(clock),
            read_document=read_document,
            options=WatchOptions(clock=clock, sleep=clock.sleep, is_stopped=lambda: len(stored) >= 2),
        )
        assert web.paths() == ["/feed", "/1", "/feed", "/feed", "/2"]
        assert web.n_robots_requests == 1
    assert [each.text for each in stored] == ["one", "two"]
    assert account.n_polls == 3


def test_feeds_are_addresses_and_lists(tmp_path):
    """Addresses stand for themselves, files for the feeds they list; each is named once."""
    path = tmp_path / "feeds.opml"
    path.write_text(f'<opml><body><outline xmlUrl="{OTHER}"/><outline xmlUrl="{FEED}"/></body></opml>', "utf-8")
    assert list_feeds([FEED, str(path)]) == [FEED, OTHER]


def test_list_that_is_missing_or_no_list(tmp_path):
    """A file that is not there, or lists nothing, is told as such."""
    (tmp_path / "words.txt").write_text("words", "utf-8")
    with pytest.raises(MissingInputError):
        list_feeds([str(tmp_path / "none.opml")])
    with pytest.raises(MissingInputError):
        list_feeds(["a\0b"])
    with pytest.raises(FeedListError):
        list_feeds([str(tmp_path / "words.txt")])


def test_watch_is_loaded_without_the_libraries_of_the_web():
    """Until something is fetched no library of http or feeds is loaded."""
    code = "import sys, onrecord.run.watch; sys.exit(bool({'httpx', 'httpcore', 'feedparser'} & set(sys.modules)))"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
