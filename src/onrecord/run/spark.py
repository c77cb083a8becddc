"""``--engine spark``: reports read by Spark's workers, and stored by the driver, each once.

The driver alone writes to the record. A worker's rows are the result of its task (see ``spark_worker``), and Spark
takes one result for each partition, however often a task was repeated, or run twice at once. The results come in waves
of some thousand reports; each is one commit of ``record.writer``, which leaves out what is stored already. So the
record need be on a disk of the driver only, several ingests may run at once, and a driver that dies loses one wave.
"""

from __future__ import annotations

import warnings
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import partial
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING, Any
from uuid import uuid4

from onrecord.errors import BusyRecordError, OutputError, SparkError
from onrecord.model.report import Reject
from onrecord.record.table import Record
from onrecord.record.upkeep import compact, vacuum
from onrecord.record.writer import ReportWriter, drop_rejects, rejected_origins, save_rejects
from onrecord.run.batches import input_schema
from onrecord.run.ingest import Account, Tell
from onrecord.run.spark_worker import part_schema, pass_on, read_partition, unpack
from onrecord.run.stop import Stop
from onrecord.run.work import fatal_error
from onrecord.settings import SETTINGS

if TYPE_CHECKING:
    from pyspark import RDD
    from pyspark.sql import DataFrame, SparkSession

#: What Spark is told where its own configuration says nothing.
SPARK_DEFAULTS = {
    # Four tries for a task, as on a cluster; Spark gives it one where it runs in one process.
    "spark.master": "local[*,4]",
    "spark.ui.showConsoleProgress": "false",
    "spark.log.level": "ERROR",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class SparkOptions:
    """How an ingest on Spark works."""

    #: Folder of a custom codebook, sent to the workers; None for PLOVER's types alone.
    codebook: str | None = None
    #: Called with each reject as it comes.
    tell: Tell | None = None
    #: Called with the account after each commit, and between them.
    progress: Callable[[Account], None] | None = None
    #: What the process that reads runs, on each worker; None for the one with the shipped network.
    command: tuple[str, ...] | None = None
    #: Asks for the end of the work.
    stop: Stop = field(default_factory=Stop)


class SparkIngest:
    """One run; ``account`` can be looked at whatever became of it."""

    def __init__(self, record: Record, options: SparkOptions | None = None) -> None:
        self._record = record
        self._options = options or SparkOptions()
        self._writer = ReportWriter(record)
        self._rejected_before = rejected_origins(record)
        self.account = Account()

    def run(self, inputs: DataFrame) -> Account:
        """Read and store what the inputs give; every one ends as stored, duplicate or rejected.

        Args:
            inputs: Columns as ``batches.input_schema``; others are passed over. Of inputs with one text, that with the
                least ``place`` (the least origin where there is no such column) is stored.

        Raises:
            SparkError: Spark gave up. What was committed is whole.
            FatalError: Going on cannot help, as with ``run.ingest``.
        """
        from pyspark import StorageLevel

        with spark_errors():
            # Kept on the workers' disks, so that each file is opened once: to be counted here, and to be read.
            kept = inputs.persist(StorageLevel.DISK_ONLY)
            for wave in _run_waves(self._parts(kept, kept.count()), self._options.stop, self._tick):
                self._store(wave)
            kept.unpersist()
        if not self._options.stop.asked:
            with suppress(OutputError, BusyRecordError):  # a record that cannot be tidied now is none the worse for it
                compact(self._record)
                vacuum(self._record)
        return self.account

    def _parts(self, inputs: DataFrame, n_inputs: int) -> RDD[Any]:
        """Return the parts, not yet computed: a partition has all inputs of a text, side by side."""
        from pyspark.sql import functions as f
        from pyspark.sql.pandas.types import from_arrow_schema

        session = inputs.sparkSession
        session.conf.set("spark.sql.execution.arrow.maxRecordsPerBatch", SETTINGS.spark_batch_reports)
        placed = inputs if "place" in inputs.columns else inputs.withColumn("place", f.col("origin"))
        known = self._known(session)
        joined = placed.join(known, "id", "left") if known is not None else placed.withColumn("known", f.lit(False))
        # What is known need not travel; it only counts.
        light = joined.withColumn("known", f.coalesce("known", f.lit(False))).withColumn(
            "text", f.when(~f.col("known"), f.col("text"))
        )
        n_cores = session.sparkContext.defaultParallelism
        chosen = light.repartition(choose_partitions(n_inputs, n_cores), f.coalesce("id", "place"))
        columns = [*input_schema().names, "known"]
        read = partial(
            read_partition,
            codebook=self._send_codebook(session),
            command=self._options.command,
            settle=bool(self._rejected_before),
        )
        ordered = chosen.sortWithinPartitions("id", "place").select(columns)
        with quiet_about_pandas():
            return ordered.mapInArrow(read, from_arrow_schema(part_schema())).rdd

    def _known(self, session: SparkSession) -> DataFrame | None:
        """Return the ids that are stored, each with ``known``; None for none."""
        import pyarrow as pa
        from pyspark.sql import functions as f

        ids = self._writer.ids()
        if not ids:
            return None
        with quiet_about_pandas():
            frame = session.createDataFrame(pa.table({"key": pa.array(ids, pa.binary())}))
        return frame.select(f.lower(f.hex("key")).alias("id"), f.lit(True).alias("known"))

    def _send_codebook(self, session: SparkSession) -> str | None:
        """Send the codebook to every worker; return the name it has there."""
        if self._options.codebook is None:
            return None
        folder = Path(self._options.codebook).resolve()
        session.sparkContext.addFile(str(folder), recursive=True)
        return folder.name

    def _store(self, parts: Sequence[Any]) -> None:
        """Commit a wave: the reports first, so that a reject is dropped only when its report is safe."""
        import pyarrow as pa

        for part in parts:
            if part.fatal_code is not None:
                raise fatal_error(part.fatal_code, part.fatal_reason)
        tables = [unpack(bytes(part.rows)) for part in parts if part.rows is not None]
        if tables:
            n_rows = sum(map(len, tables))
            n_stored = self._writer.add(pa.concat_tables(tables).combine_chunks(), sealed=True)
            self.account.stored += n_stored
            self.account.duplicate += n_rows - n_stored  # another ingest was quicker
        self.account.duplicate += sum(part.n_duplicate for part in parts)
        rejects = [Reject(origin=r.origin, code=r.code, reason=r.reason) for part in parts for r in part.rejects or ()]
        self.account.rejected += len(rejects)
        self.account.n_taken = self.account.seen
        save_rejects(self._record, rejects, datetime.now(UTC))
        settled = {origin for part in parts for origin in part.settled or ()}
        drop_rejects(self._record, settled & self._rejected_before)
        for reject in rejects if self._options.tell else ():
            assert self._options.tell is not None
            self._options.tell(reject)
        self._tick()

    def _tick(self) -> None:
        if self._options.progress:
            self._options.progress(self.account)


def choose_partitions(n_inputs: int, n_cores: int) -> int:
    """Return into how many tasks to cut the work: small ones, and enough that no core waits long for the last."""
    most = -(-n_inputs // SETTINGS.spark_task_reports)
    return max(1, most, min(n_inputs, n_cores * SETTINGS.spark_tasks_per_core))


def _run_waves(parts: RDD[Any], stop: Stop, tick: Callable[[], None]) -> Iterator[list[Any]]:
    """Run the partitions a wave at a time, and yield each wave's results when it is done.

    The next waves are under way while the slowest tasks of one come to their end, so no core waits for a commit. As
    many are begun as keep all cores busy, and no more before what is done is stored: the driver holds few at a time.
    """
    context = parts.context
    n_parts, n_cores = parts.getNumPartitions(), context.defaultParallelism
    # Few cores make small waves, so that what they did in minutes is not lost with the driver.
    size = min(SETTINGS.spark_wave_tasks, max(1, n_cores // 2))
    waves = (range(first, min(first + size, n_parts)) for first in range(0, n_parts, size))
    n_ahead = 2 + n_cores // size
    group = f"onrecord-{uuid4().hex}"
    numbers = count(1)

    def run(wave: range) -> list[Any]:
        context.setJobGroup(group, f"onrecord: wave {next(numbers)}", interruptOnCancel=True)
        return list(context.runJob(parts, pass_on, list(wave)))

    with ThreadPoolExecutor(n_ahead) as threads:
        pending: set[Future[list[Any]]] = set()
        try:
            while not stop.asked:
                while len(pending) < n_ahead and (wave := next(waves, None)) is not None:
                    pending.add(threads.submit(run, wave))
                if not pending:
                    return
                done, pending = wait(pending, timeout=SETTINGS.tick_seconds, return_when=FIRST_COMPLETED)
                tick()
                yield from (future.result() for future in done)
        finally:
            if pending:
                context.cancelJobGroup(group)


@contextmanager
def spark_errors() -> Iterator[None]:
    """Turn what Spark and its Java side raise into a SparkError."""
    from py4j.protocol import Py4JError
    from pyspark.errors import PySparkException

    try:
        yield
    except (PySparkException, Py4JError) as error:
        raise SparkError(
            f"Spark gave the work up ({type(error).__name__}); its own log says why. What was stored so far is whole. "
            "Run the command again to go on."
        ) from error


@contextmanager
def quiet_about_pandas() -> Iterator[None]:
    """Keep PySpark from warning of a pandas newer than it knows: nothing here passes through pandas."""
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", message="PySpark does not yet fully support pandas", category=FutureWarning)
        yield


@contextmanager
def open_session(master: str | None = None) -> Iterator[SparkSession]:
    """Give the Spark session of this process, or start one and stop it in the end.

    Args:
        master: Where Spark is; None for what Spark's own configuration says, or else all cores of this machine.
            A session that is there already stays where it is.

    Raises:
        SparkError: It cannot be started.
    """
    import os
    import sys

    from py4j.protocol import Py4JError
    from pyspark import SparkConf
    from pyspark.errors import PySparkException
    from pyspark.sql import SparkSession

    if (there := SparkSession.getActiveSession()) is not None:
        yield there
        return
    os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
    conf = SparkConf().setAppName("onrecord")
    if master is not None:
        conf.setMaster(master)
    for name, value in SPARK_DEFAULTS.items():
        conf.setIfMissing(name, value)
    try:
        with quiet_about_pandas():
            session = SparkSession.builder.config(conf=conf).getOrCreate()
    except (PySparkException, Py4JError, RuntimeError, OSError) as error:
        raise SparkError(
            "Spark cannot be started. It needs Java 17 ('java -version') and, for a cluster, its address: "
            "--master spark://HOST:7077"
        ) from error
    try:
        yield session
    finally:
        session.stop()
