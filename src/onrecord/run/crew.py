"""Many reports in several processes, each answered when it is done; what kills its process is tried again alone.

Unlike ``run.pool``, which keeps the order of the inputs, nothing waits here for a slow report but its own process.
"""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterable, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from queue import SimpleQueue
from typing import Generic, TypeVar

from onrecord.errors import NoWorkerError, WorkerLostError
from onrecord.run.work import Job, Outcome, reject
from onrecord.run.worker import COMMAND, Worker
from onrecord.settings import SETTINGS

K = TypeVar("K")
#: A job with whatever its outcome is to be known by.
Task = tuple[K, Job]


def limited_command() -> tuple[str, ...]:
    """Return what a process of an ingest runs: the worker, with its ceiling on memory."""
    return (*COMMAND, "--max-bytes", str(SETTINGS.worker_bytes))


def time_ceiling(job: Job) -> float:
    """Return the seconds that a report may take."""
    n_chars = len(job.text or "")
    return SETTINGS.report_seconds + SETTINGS.report_seconds_per_1000_chars * n_chars / 1000


class Crew(Generic[K]):
    """Some processes that read reports; they are started when there is work, and ended by ``close``."""

    def __init__(
        self, n_jobs: int, command: Sequence[str] | None = None, ceiling: Callable[[Job], float] = time_ceiling
    ) -> None:
        command = command or limited_command()
        self._n_ahead = n_jobs * SETTINGS.reports_ahead_per_job
        self._ceiling = ceiling
        self._workers = [Worker(command) for _ in range(n_jobs)]
        self._idle: SimpleQueue[Worker] = SimpleQueue()
        for worker in self._workers:
            self._idle.put(worker)
        self._threads = ThreadPoolExecutor(n_jobs)
        self._n_read = self._n_lost = 0

    def run(self, tasks: Iterable[Task[K]]) -> Generator[tuple[K, Outcome] | None, None, None]:
        """Do tasks and yield each outcome when it is there; None where a moment goes by without any.

        Args:
            tasks: May be endless; no more are taken than are being read. They are taken in the caller's thread.

        Raises:
            NoWorkerError: Process after process dies before it has read anything.
            FatalError: See ``work.do_job``.
        """
        source, open_ = iter(tasks), True
        pending: dict[Future[Outcome], Task[K]] = {}
        lost: list[Task[K]] = []
        while open_ or pending or lost:
            while open_ and len(pending) < self._n_ahead and len(lost) < SETTINGS.lost_before_retry:
                task = next(source, None)
                if task is None:
                    open_ = False
                else:
                    pending[self._threads.submit(self._do, task[1])] = task
            if not pending:
                yield from map(self._do_alone, lost)
                lost = []
                continue
            done = wait(pending, timeout=SETTINGS.tick_seconds, return_when=FIRST_COMPLETED).done
            if not done:
                yield None
            for future in done:
                task = pending.pop(future)
                try:
                    outcome = future.result()
                except WorkerLostError:
                    lost.append(task)
                else:
                    yield task[0], outcome

    def close(self) -> None:
        """End the processes, in the middle of their work if need be."""
        self._threads.shutdown(wait=False, cancel_futures=True)
        for worker in self._workers:
            worker.end()
        self._threads.shutdown(wait=True)
        for worker in self._workers:
            worker.clear()

    def _do(self, job: Job) -> Outcome:
        worker = self._idle.get()
        try:
            outcome = worker.do(job, seconds=self._ceiling(job))
        finally:
            self._idle.put(worker)
        self._n_read += 1
        return outcome

    def _do_alone(self, task: Task[K]) -> tuple[K, Outcome]:
        """Do a job that lost its process once, while no other runs; a second time is enough to reject it."""
        key, job = task
        try:
            return key, self._threads.submit(self._do, job).result()
        except WorkerLostError as error:
            self._n_lost += 1
            if not self._n_read and self._n_lost >= SETTINGS.lost_before_giving_up:
                raise NoWorkerError(
                    "Every process for reading died before it had read a report. "
                    "Free some memory, see that all is installed ('onrecord doctor'), and try again with --jobs 1."
                ) from error
            return key, reject(job.origin, error)
