"""A process that reads reports, one at a time; started when first needed, and anew when it died."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from subprocess import DEVNULL, PIPE, Popen
from threading import Event, Lock, Timer

import onrecord
from onrecord.errors import WorkerLostError, WorkerStuckError
from onrecord.run.work import PARENT, STDIN, Job, Outcome, do_job, job_to_line, outcome_from_line, reject

#: What the process runs.
COMMAND: tuple[str, ...] = (sys.executable, "-P", "-m", "onrecord.run.work")
_LOST = "The process that read this report died, most likely for want of memory. Try again with --jobs 1."


class Worker:
    """Drives one process; for one thread, ``end`` aside."""

    def __init__(self, command: Sequence[str] = COMMAND) -> None:
        self._command = command
        self._process: Popen[str] | None = None
        self._lock = Lock()
        self._ended = False

    def do_twice(self, job: Job) -> Outcome:
        """Do a job; a process that dies over it is given a second chance with a fresh one.

        Raises:
            FatalError: See ``do_job``.
        """
        if job.origin == STDIN:
            return do_job(job)
        for _ in range(2):
            with suppress(WorkerLostError):
                return self.do(job)
        return reject(job.origin, WorkerLostError(_LOST))

    def do(self, job: Job, *, seconds: float | None = None) -> Outcome:
        """Do a job.

        Args:
            job: What to do.
            seconds: Time after which the process is ended; None for none.

        Raises:
            WorkerLostError: The process died; a fresh one takes the next job.
            WorkerStuckError: It was ended because the time was over.
            FatalError: See ``do_job``.
        """
        late = Event()

        def expire() -> None:
            late.set()
            self._kill()

        timer = Timer(seconds or 0, expire)
        timer.daemon = True
        if seconds is not None:
            timer.start()
        line = self._ask(job_to_line(job))
        timer.cancel()
        if line.endswith("\n"):
            return outcome_from_line(line)
        self.clear()
        if late.is_set():
            raise WorkerStuckError(
                f"Reading this report took longer than {seconds:.0f} s and was ended. "
                "Give it in parts, or report it, with the input if you may share it."
            )
        raise WorkerLostError(_LOST)

    def _ask(self, question: str) -> str:
        with self._lock:
            if self._ended:
                return ""
            if self._process is None:
                self._process = Popen(  # noqa: S603 - our own command
                    self._command, stdin=PIPE, stdout=PIPE, stderr=DEVNULL, encoding="utf-8", env=_environment()
                )
        to, back = self._process.stdin, self._process.stdout
        assert to is not None and back is not None
        try:
            to.write(question + "\n")
            to.flush()
            return back.readline()
        except BrokenPipeError:
            return ""

    def _kill(self) -> None:
        process = self._process
        if process is not None:
            process.kill()

    def end(self) -> None:
        """Kill the process and start no other; may be called from another thread than ``do``."""
        with self._lock:
            self._ended = True
            self._kill()

    def clear(self) -> None:
        """Put away the process, dead or alive."""
        process, self._process = self._process, None
        if process is None:
            return
        process.kill()
        process.wait()
        for stream in (process.stdin, process.stdout):
            with suppress(BrokenPipeError):
                if stream is not None:
                    stream.close()


def _environment() -> dict[str, str]:
    """One thread per process, and this package first on the path."""
    package = str(Path(onrecord.__file__).resolve().parents[1])
    known = os.environ.get("PYTHONPATH")
    one = {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1", "PYTHONIOENCODING": "utf-8", PARENT: str(os.getpid())}
    return {**os.environ, **one, "PYTHONPATH": os.pathsep.join([package, known]) if known else package}
