"""What ``onrecord watch`` does: polls feeds and stores what is new, until told to stop."""

from __future__ import annotations

import sys
from collections.abc import Generator, Iterable, Sequence
from contextlib import closing
from dataclasses import dataclass

from onrecord.model.report import Reject
from onrecord.record.table import Record, create_record
from onrecord.run.batches import Ticket
from onrecord.run.command import tell
from onrecord.run.crew import Crew
from onrecord.run.ingest import Account, IngestOptions, ingest
from onrecord.run.intervals import parse_interval
from onrecord.run.stopping import Stop, stop_on_signals
from onrecord.run.watch import WatchOptions, list_feeds, watch
from onrecord.run.work import Job, Outcome
from onrecord.sources.found import Found


@dataclass(frozen=True, slots=True, kw_only=True)
class WatchWords:
    """Options of ``onrecord watch``, as given."""

    record: str
    every: str = "15m"
    #: Mail or web address that servers are told; None for none.
    contact: str | None = None
    #: Whether to poll each feed once and end.
    once: bool = False
    jobs: int = 1
    quiet: bool = False


class _Kept:
    """A crew that outlives one batch of articles: the network need not be loaded for each."""

    def __init__(self, crew: Crew[Ticket]) -> None:
        self._crew = crew

    def run(self, tasks: Iterable[tuple[Ticket, Job]]) -> Generator[tuple[Ticket, Outcome] | None, None, None]:
        """Do tasks; see ``Crew.run``."""
        return self._crew.run(tasks)

    def close(self) -> None:
        """Leave the processes as they are."""


def watch_feeds(specs: Sequence[str], words: WatchWords) -> Account:
    """Watch feeds until a signal ends it, write the account to standard output, and return it.

    Raises:
        UsageError: The interval or the contact makes no sense.
        ReportError: A list of feeds cannot be read.
    """
    every, feeds = parse_interval(words.every), list_feeds(specs)
    record = create_record(words.record)
    total = Account()
    with stop_on_signals() as stop, closing(Crew[Ticket](words.jobs)) as crew:
        try:
            _watch(feeds, every, record, crew, words, stop, total)
        finally:
            sys.stdout.write(f"{total}\n")
    return total


def _watch(
    feeds: Sequence[str],
    every: float,
    record: Record,
    crew: Crew[Ticket],
    words: WatchWords,
    stop: Stop,
    total: Account,
) -> None:
    from onrecord.sources.documents import read_document
    from onrecord.sources.feed_state import FeedState
    from onrecord.sources.fetch import Fetcher

    def name(reject: Reject) -> None:
        tell(f"{reject.origin}: {reject.code}: {reject.reason}")

    def deliver(articles: Iterable[Found | Reject]) -> None:
        # No wish to stop is handed on: what was read from a feed counts as read only once it is stored.
        account = ingest(record, articles, IngestOptions(crew=_Kept(crew), tell=name))
        total.n_taken += account.n_taken
        total.stored += account.stored
        total.duplicate += account.duplicate
        total.rejected += account.rejected

    notify = (lambda _line: None) if words.quiet else tell
    watch(
        feeds,
        every,
        deliver,
        fetcher=Fetcher(contact=words.contact),
        read_document=read_document,
        state=FeedState.load(record.derived / "feeds.json"),
        options=WatchOptions(once=words.once, sleep=stop.sleep, is_stopped=stop.is_wished, notify=notify),
    )
