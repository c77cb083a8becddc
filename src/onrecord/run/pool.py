"""Many reports: in this process, or in several beside it, in the order they were given."""

from __future__ import annotations

import os
from collections.abc import Callable, Generator, Iterable, Iterator, Sequence, Sized
from contextlib import closing
from datetime import date
from pathlib import Path
from threading import Condition, Thread
from types import TracebackType

from onrecord.errors import UsageError
from onrecord.model.dossier import Dossier
from onrecord.model.report import Reject
from onrecord.run.given import Given
from onrecord.run.work import Job, Outcome, do_job
from onrecord.run.worker import COMMAND, Worker
from onrecord.settings import SETTINGS

#: Called with the number of reports done, and of all of them where that is known.
Progress = Callable[[int, int | None], None]


def read_many(
    paths: Iterable[str | Path],
    *,
    jobs: int | None = None,
    published: date | str | None = None,
    publisher: str | None = None,
    codebook: str | Path | None = None,
    progress: Progress | None = None,
) -> Iterator[Dossier | Reject]:
    """Read many reports, each in a file of its own.

    Args:
        paths: Text files; may be endless, for no more are taken than are being read.
        jobs: Processes, 1 to ``SETTINGS.max_jobs``; None for one per core where there are enough reports.
        published: Day of publication of all of them; None to look for it in each.
        publisher: The outlet that printed all of them.
        codebook: Folder of a custom codebook; None for PLOVER's types alone.
        progress: Told after each report how many are done.

    Yields:
        For each path in its turn a dossier, or a Reject that says why there is none.

    Raises:
        FatalError: Going on cannot help: the network is missing or damaged, or an option or the codebook is wrong.
    """
    given = Given(published=published, publisher=publisher)
    n_jobs = choose_jobs(jobs, paths)
    total = len(paths) if isinstance(paths, Sized) else None
    book = os.fspath(codebook) if codebook is not None else None
    work = (Job(origin=os.fspath(path), given=given, codebook=book) for path in paths)
    with closing(run_jobs(work, n_jobs)) as outcomes:
        for number, outcome in enumerate(outcomes, 1):
            if progress:
                progress(number, total)
            found = outcome.dossier or outcome.reject
            if found:
                yield found


def choose_jobs(jobs: int | None, inputs: Iterable[object]) -> int:
    """Return how many processes to use.

    Raises:
        UsageError: The number asked for is below 1 or absurd.
    """
    if jobs is not None:
        if not 1 <= jobs <= SETTINGS.max_jobs:
            raise UsageError(f"{jobs} processes are not possible. Choose from 1 to {SETTINGS.max_jobs}.")
        return jobs
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    most = min(cores, SETTINGS.max_default_jobs)
    if isinstance(inputs, Sized):
        most = min(most, len(inputs) // SETTINGS.min_inputs_per_job)
    return max(1, most)


def run_jobs(jobs: Iterable[Job], n_jobs: int, *, command: Sequence[str] = COMMAND) -> Generator[Outcome, None, None]:
    """Do jobs and yield their outcomes in order: here where ``n_jobs`` is 1, else in so many processes.

    Raises:
        FatalError: See ``do_job``.
    """
    if n_jobs == 1:
        yield from map(do_job, jobs)
        return
    with _Pool(jobs, n_jobs, command) as pool:
        yield from pool.outcomes()


class _Pool:
    """Threads that each drive one worker; they share the jobs and put the outcomes where the reader waits for them."""

    def __init__(self, jobs: Iterable[Job], n_jobs: int, command: Sequence[str]) -> None:
        self._jobs = enumerate(jobs)
        self._changed = Condition()
        self._done: dict[int, Outcome] = {}
        self._next = 0
        self._running = n_jobs
        self._ahead = n_jobs * SETTINGS.results_ahead_per_job
        self._failure: BaseException | None = None
        self._stopped = False
        self._workers = [Worker(command) for _ in range(n_jobs)]
        self._threads = [Thread(target=self._drive, args=(worker,), daemon=True) for worker in self._workers]

    def __enter__(self) -> _Pool:
        for thread in self._threads:
            thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        with self._changed:
            self._stopped = True
            self._changed.notify_all()
        for worker in self._workers:
            worker.end()
        for thread in self._threads:
            thread.join()

    def outcomes(self) -> Iterator[Outcome]:
        """Yield the outcomes in the order of the jobs."""
        while True:
            with self._changed:
                self._changed.wait_for(lambda: self._next in self._done or self._failure or not self._running)
                if self._failure:
                    raise self._failure
                if self._next not in self._done:
                    return
                outcome = self._done.pop(self._next)
                self._next += 1
                self._changed.notify_all()
            yield outcome

    def _take(self) -> tuple[int, Job] | None:
        with self._changed:
            number_job = None if self._stopped or self._failure else next(self._jobs, None)
            if number_job:
                number = number_job[0]
                self._changed.wait_for(lambda: number < self._next + self._ahead or self._stopped or self._failure)
            return None if self._stopped or self._failure else number_job

    def _drive(self, worker: Worker) -> None:
        try:
            while taken := self._take():
                number, job = taken
                outcome = worker.do_twice(job)
                with self._changed:
                    self._done[number] = outcome
                    self._changed.notify_all()
        except Exception as error:  # handed to whoever reads the outcomes
            with self._changed:
                self._failure = self._failure or error
        finally:
            worker.clear()
            with self._changed:
                self._running -= 1
                self._changed.notify_all()
