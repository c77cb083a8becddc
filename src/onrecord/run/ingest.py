"""From sources to the record: what is known is skipped, what is new read and stored, what cannot be read named."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import closing, suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from onrecord.errors import LanguageError, OutputError
from onrecord.model.arrow import batch_from_bytes
from onrecord.model.ids import report_id
from onrecord.model.report import Reject
from onrecord.record.table import Record
from onrecord.record.upkeep import compact, vacuum
from onrecord.record.writer import ReportWriter, drop_rejects, rejected_origins, save_rejects
from onrecord.run.batches import Reads, Ticket, storable, storable_reject, to_job
from onrecord.run.crew import Crew
from onrecord.run.stop import Stop, Stopped
from onrecord.run.work import Job, Outcome
from onrecord.settings import SETTINGS
from onrecord.sources.found import Found

if TYPE_CHECKING:
    import pyarrow as pa

Tell = Callable[[Reject], None]
#: Rejected reports whose texts are remembered; with more, the same text is tried again, which costs only time.
_MOST_FAILED = 10_000


@dataclass(slots=True)
class Account:
    """Where every input went."""

    #: Inputs taken from the sources.
    n_taken: int = 0
    stored: int = 0
    #: Already in the record, or there twice.
    duplicate: int = 0
    rejected: int = 0

    @property
    def seen(self) -> int:
        """Inputs that have come to their end: the sum of the three."""
        return self.stored + self.duplicate + self.rejected

    @property
    def unfinished(self) -> int:
        """Inputs that were begun and not finished, because the work was stopped; none otherwise."""
        return self.n_taken - self.seen

    def __str__(self) -> str:
        """Return the closing account."""
        account = f"seen {self.seen} = stored {self.stored} + duplicate {self.duplicate} + rejected {self.rejected}"
        return account + (f"; {self.unfinished} begun and not finished" if self.unfinished else "")


@dataclass(frozen=True, slots=True, kw_only=True)
class IngestOptions:
    """How an ingest works."""

    #: Processes that read.
    n_jobs: int = 1
    #: Folder of a custom codebook; None for PLOVER's types alone.
    codebook: str | None = None
    #: Called with each reject as it comes.
    tell: Tell | None = None
    #: Called with the account after each step, and between steps.
    progress: Callable[[Account], None] | None = None
    #: What reads the reports; None for ``n_jobs`` processes with the shipped network.
    crew: Reads | None = None
    #: Asks for the end of the work.
    stop: Stop = field(default_factory=Stop)


def ingest(record: Record, sources: Iterable[Found | Reject], options: IngestOptions | None = None) -> Account:
    """Read what the sources give and store what is new; return the account.

    Every input ends as stored, duplicate or rejected. A report is stored whole or not at all; whatever ends the work,
    running it again goes on where it stopped.

    Args:
        record: Where to store; other ingests may write to it at the same time.
        sources: Reports and rejects; may be endless.
        options: How; None for one process and no messages.

    Raises:
        FatalError: Going on cannot help. What was committed is whole.
    """
    return Ingest(record, options or IngestOptions()).run(sources)


class Ingest:
    """One run; ``account`` can be looked at whatever became of it."""

    def __init__(self, record: Record, options: IngestOptions) -> None:
        self._record = record
        self._options = options
        self._writer = ReportWriter(record)
        self._rejected_before = rejected_origins(record)
        #: Reports that are being read, and the other inputs that have the same text.
        self._reading: dict[str, list[Found]] = {}
        #: Reports that were rejected in this run: the same text need not be tried twice.
        self._failed: dict[str, Reject] = {}
        self._batch = _Batch()
        #: Commits since files were last put together.
        self._n_commits = 0
        self.account = Account()

    def run(self, sources: Iterable[Found | Reject]) -> Account:
        """Do it; see ``ingest``."""
        options = self._options
        crew: Reads = options.crew or Crew(options.n_jobs)
        try:
            with suppress(Stopped), closing(crew), closing(crew.run(self._tasks(iter(sources)))) as outcomes:
                for done in outcomes:
                    if options.stop.asked:
                        break
                    if done:
                        self._take(*done[0], done[1])
                    self._after_step()
        finally:
            # Whatever ended the work, what was read is kept.
            self._commit()
        if not options.stop.asked:
            self.tidy()
        return self.account

    def tidy(self) -> None:
        """Make many small files few; a record that cannot be tidied now is none the worse for it."""
        try:
            compact(self._record)
            vacuum(self._record)
        except OutputError:
            return

    def _tasks(self, sources: Iterator[Found | Reject]) -> Iterator[tuple[Ticket, Job]]:
        """Yield what must be read, and deal with the rest."""
        while not self._options.stop.asked:
            with self._options.stop.may_interrupt():
                found = next(sources, None)
            if found is None:
                return
            self.account.n_taken += 1
            if isinstance(found, Reject):
                self._reject(storable_reject(found))
            elif task := self._task(storable(found)):
                yield task
            self._after_step()

    def _task(self, found: Found) -> tuple[Ticket, Job] | None:
        """Return the job of reading a report; None where it is known."""
        report = report_id(found.text)
        if report in self._failed:
            self._reject_like(found, self._failed[report])
        elif report in self._reading:
            self._reading[report].append(found)
        elif report in self._batch.reports:
            self._batch.n_duplicate += 1
        elif self._writer.knows(report):
            self._duplicate(found)
        else:
            self._reading[report] = []
            return (report, found), to_job(found, codebook=self._options.codebook, as_row=True)
        return None

    def _take(self, report: str, found: Found, outcome: Outcome) -> None:
        """Put an outcome where it belongs, and with it the inputs that had the same text."""
        twins = self._reading.pop(report)
        row = batch_from_bytes(outcome.row) if outcome.row else None
        reject = outcome.reject or (_refuse_language(found.origin, row) if row else None)
        if reject is None and row:
            self._batch.add(report, row, found)
            self._batch.n_duplicate += len(twins)
        elif reject is not None:
            if len(self._failed) < _MOST_FAILED:
                self._failed[report] = reject
            self._reject(reject)
            for twin in twins:
                self._reject_like(twin, reject)

    def _duplicate(self, found: Found) -> None:
        self.account.duplicate += 1
        if found.origin in self._rejected_before:
            self._batch.cleared.add(found.origin)

    def _reject_like(self, found: Found, reject: Reject) -> None:
        self._reject(Reject(origin=found.origin, code=reject.code, reason=reject.reason))

    def _reject(self, reject: Reject) -> None:
        self.account.rejected += 1
        self._batch.rejects.append(reject)
        if self._options.tell:
            self._options.tell(reject)

    def _after_step(self) -> None:
        if self._batch.is_due():
            self._commit()
        if self._options.progress:
            self._options.progress(self.account)

    def _commit(self) -> None:
        """Store the batch: the reports first, so that a reject is dropped only when its report is safe."""
        batch, self._batch = self._batch, _Batch()
        if batch.reports:
            n_stored = self._writer.add(batch.as_table())
            self.account.stored += n_stored
            self.account.duplicate += len(batch.reports) - n_stored  # another ingest was quicker
        self.account.duplicate += batch.n_duplicate
        save_rejects(self._record, batch.rejects, datetime.now(UTC))
        drop_rejects(self._record, batch.cleared | (batch.origins & self._rejected_before))
        self._rejected_before.update(reject.origin for reject in batch.rejects)
        self._n_commits += bool(batch.reports)
        if self._n_commits >= 2 * SETTINGS.compact_files:
            self._n_commits = 0
            self.tidy()
            self._writer.refresh()


class _Batch:
    """What the next commit stores."""

    def __init__(self) -> None:
        self._rows: list[pa.RecordBatch] = []
        #: What the sources said of each: days it may have been published on, and warnings.
        self._days: list[list[dict[str, object]]] = []
        self._warnings: list[Sequence[str]] = []
        self.reports: set[str] = set()
        self.origins: set[str] = set()
        self.rejects: list[Reject] = []
        #: Origins of rejects that turned out to be stored.
        self.cleared: set[str] = set()
        #: Inputs with the text of one of the reports; they count when that is safe.
        self.n_duplicate = 0
        self._n_bytes = 0
        self._begun = time.monotonic()

    def add(self, report: str, row: pa.RecordBatch, found: Found) -> None:
        """Add a report."""
        self._rows.append(row)
        self._days.append([{"value": day.value, "origin": day.origin} for day in found.published_candidates])
        self._warnings.append(found.warnings)
        self.reports.add(report)
        self.origins.add(found.origin)
        self._n_bytes += row.nbytes

    def as_table(self) -> pa.Table:
        """Return the reports as one table, with what their sources said of them."""
        import pyarrow as pa

        table = pa.Table.from_batches(self._rows).combine_chunks()
        of_reading = table.column("warnings").to_pylist()
        warnings = [[*first, *then] for first, then in zip(self._warnings, of_reading, strict=True)]
        for name, values in (("published_candidates", self._days), ("warnings", warnings)):
            number = table.schema.get_field_index(name)
            field = table.schema.field(number)
            table = table.set_column(number, field, pa.array(values, field.type))
        return table

    def is_due(self) -> bool:
        """Tell whether it is time to commit."""
        n_waiting = len(self.reports) + len(self.rejects)
        return (
            n_waiting >= SETTINGS.reports_per_commit
            or self._n_bytes >= SETTINGS.bytes_per_commit
            or (n_waiting > 0 and time.monotonic() - self._begun >= SETTINGS.seconds_per_commit)
        )


def _refuse_language(origin: str, row: pa.RecordBatch) -> Reject | None:
    language = row.column("language")[0].as_py()
    if language is None or language == SETTINGS.language_read:
        return None
    error = LanguageError(
        f"The report is not in English (language: {language}), the one language that is read. "
        "Give it in English translation."
    )
    return Reject(origin=origin, code=error.code, reason=str(error))
