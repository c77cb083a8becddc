"""What ``onrecord ingest`` does: open sources and record, show how far it is, and close with the account."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import Protocol

from onrecord.errors import UsageError
from onrecord.model.report import Reject
from onrecord.record.gather import Gathered, gather
from onrecord.record.table import Record, create_record, is_record, open_record
from onrecord.run.command import tell
from onrecord.run.given import as_date
from onrecord.run.ingest import Account, Ingest, IngestOptions
from onrecord.run.pool import choose_jobs
from onrecord.run.stop import Stop
from onrecord.sources.found import Found
from onrecord.sources.mapping import parse_mapping
from onrecord.sources.options import SourceOptions
from onrecord.sources.walk import Fetch, count_sources, is_address, open_sources

_BAR_COLUMNS = 24
#: Seconds between two drawings of the bar, and those the rate is taken over.
_DRAW_SECONDS, _RATE_SECONDS = 0.2, 60.0


@dataclass(frozen=True, slots=True, kw_only=True)
class IngestWords:
    """Options of ``onrecord ingest``, as given."""

    record: str
    published: str | None = None
    publisher: str | None = None
    #: Columns of JSON lines and tables: "text=body,published=date".
    mapping: str | None = None
    #: Folder of a custom codebook; None for PLOVER's types alone.
    codebook: str | None = None
    #: Processes; None to choose.
    jobs: int | None = None
    engine: str = "local"
    #: Where Spark is; None for this machine.
    master: str | None = None
    quiet: bool = False


@dataclass(frozen=True, slots=True)
class Ending:
    """How an ingest ended."""

    account: Account
    #: Number of the signal that stopped it; 0 where it came to its end.
    signal: int


def ingest_sources(specs: Sequence[str], words: IngestWords) -> Ending:
    """Store what the sources give, tell what was rejected, and write the account to standard output.

    Raises:
        UsageError: The options do not go together.
        FatalError: Going on cannot help; the account is written nevertheless.
    """
    if words.master is not None and words.engine != "spark":
        raise UsageError("--master belongs to --engine spark; leave it out, or add --engine spark.")
    mapping = parse_mapping(words.mapping) if words.mapping is not None else {}
    options = SourceOptions(published=as_date(words.published), publisher=words.publisher, mapping=mapping)
    n_jobs = choose_jobs(words.jobs, iter(()))  # a source may hold any number of reports
    if words.codebook is not None:
        from onrecord.codebook.custom import load_codebook

        load_codebook(words.codebook)  # refused before anything is read or written
    shards = [open_record(spec) for spec in specs if is_record(spec)]
    rest = [spec for spec in specs if not is_record(spec)]
    if any(shard.folder.resolve() == Path(words.record).resolve() for shard in shards):
        raise UsageError("The record is among its own sources. Leave it out, or name another record to put it into.")
    if words.engine == "spark" and rest:
        return _ingest_with_spark(shards, rest, words, options)
    record = create_record(words.record)
    total = None if words.quiet or shards or not sys.stderr.isatty() else count_sources(rest)
    meter, stop = Meter(total, shown=not words.quiet), Stop()
    chosen = IngestOptions(n_jobs=n_jobs, codebook=words.codebook, tell=_namer(meter), progress=meter.draw, stop=stop)
    work = Ingest(record, chosen)

    def run() -> None:
        _gather(record, shards, work.account, meter)
        work.run(open_sources(rest, options, _fetch(rest, stop)))

    return _end(work, run, stop, meter)


def _gather(record: Record, shards: Sequence[Record], account: Account, meter: Meter) -> None:
    """Put other records into this one; none of their reports is read again."""

    def count(done: Gathered) -> None:
        account.stored, account.duplicate, account.rejected = done.stored, done.duplicate, done.rejected
        account.n_taken = account.seen
        meter.draw(account)

    if shards:
        count(gather(record, shards, count))


def _ingest_with_spark(
    shards: Sequence[Record], specs: Sequence[str], words: IngestWords, options: SourceOptions
) -> Ending:
    try:
        import_module("pyspark")
    except ImportError:
        raise UsageError("--engine spark needs PySpark and Java 17: pip install 'onrecord[spark]'") from None
    engine, inputs = import_module("onrecord.run.spark"), import_module("onrecord.run.spark_inputs")
    record = create_record(words.record)
    meter, stop = Meter(None, shown=not words.quiet), Stop()
    chosen = engine.SparkOptions(codebook=words.codebook, tell=_namer(meter), progress=meter.draw, stop=stop)
    with engine.open_session(words.master) as session:
        work = engine.SparkIngest(record, chosen)

        def run() -> None:
            _gather(record, shards, work.account, meter)
            work.run(inputs.open_inputs(session, specs, options))

        return _end(work, run, stop, meter)


class _Works(Protocol):
    """An ingest, by whatever engine."""

    @property
    def account(self) -> Account:
        """Where the inputs went so far."""


def _end(work: _Works, run: Callable[[], object], stop: Stop, meter: Meter) -> Ending:
    """Do the work, and close with the account whatever became of it."""
    with stop.listen():
        try:
            run()
        finally:
            meter.wipe()
            sys.stdout.write(f"{work.account}\n")
    if stop.asked:
        tell("interrupted; what was stored so far is whole. Run the command again to go on.")
    return Ending(work.account, stop.signal)


def _fetch(specs: Sequence[str], stop: Stop) -> Fetch | None:
    """Return what gets addresses; None, and nothing of the web loaded, where there are none."""
    if not any(is_address(spec) for spec in specs):
        return None
    from onrecord.sources.articles import fetch_source
    from onrecord.sources.documents import read_document
    from onrecord.sources.fetch import Fetcher

    fetcher = Fetcher()

    def get(url: str) -> Iterator[Found | Reject]:
        return fetch_source(url, fetcher=fetcher, read_document=read_document, is_stopped=lambda: stop.asked)

    return get


def _namer(meter: Meter) -> Callable[[Reject], None]:
    """Return what names a reject on standard error."""

    def name(reject: Reject) -> None:
        meter.wipe()
        tell(f"{reject.origin}: {reject.code}: {reject.reason}")

    return name


class Meter:
    """Draws on a terminal how far an ingest is: a bar where the number of inputs is known, rate, rejects, time left."""

    def __init__(self, total: int | None, *, shown: bool) -> None:
        self._total = total
        self._shown = shown and sys.stderr.isatty()
        self._drawn = 0.0
        #: Moments and reports done by then, for the rate of late.
        self._marks: list[tuple[float, int]] = [(time.monotonic(), 0)]

    def draw(self, account: Account) -> None:
        """Show the account, unless it was shown just now."""
        now = time.monotonic()
        if not self._shown or now - self._drawn < _DRAW_SECONDS:
            return
        self._drawn = now
        if now - self._marks[-1][0] >= _RATE_SECONDS / 2:
            self._marks = [*self._marks[-1:], (now, account.n_taken)]
        sys.stderr.write("\r\x1b[K" + self.line(account, now))
        sys.stderr.flush()

    def line(self, account: Account, now: float) -> str:
        """Return what is shown."""
        begun, before = self._marks[0]
        rate = (account.n_taken - before) / max(now - begun, 1e-9)
        parts = [f"{account.n_taken} seen", f"{rate:.1f}/s" if rate < 100 else f"{rate:.0f}/s"]
        if self._total:
            filled = min(_BAR_COLUMNS, _BAR_COLUMNS * account.n_taken // self._total)
            parts[0] = f"{'█' * filled}{'·' * (_BAR_COLUMNS - filled)} {account.n_taken}/{self._total}"
        parts.append(f"{account.rejected} rejected")
        if self._total and rate > 0:
            parts.append(f"{_as_time(max(0, self._total - account.n_taken) / rate)} left")
        return " · ".join(parts)

    def wipe(self) -> None:
        """Clear the line."""
        if self._shown:
            sys.stderr.write("\r\x1b[K")
            sys.stderr.flush()


def _as_time(seconds: float) -> str:
    minutes, seconds = divmod(round(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours} h {minutes:02} min" if hours else f"{minutes} min {seconds:02} s" if minutes else f"{seconds} s"
