"""One piece of work, from a path to a dossier or a Reject, here or in a process of its own.

A process gets its work as JSON lines on standard input and answers each with a JSON line on standard output:
``python -m onrecord.run.work``.
"""

from __future__ import annotations

import json
import os
import signal
import sys
import time
from base64 import b64decode, b64encode
from collections.abc import Callable
from contextlib import suppress
from dataclasses import asdict, dataclass, field
from datetime import UTC, date, datetime
from functools import lru_cache
from threading import Thread
from typing import IO, TYPE_CHECKING, Any

from onrecord.errors import FatalError, OnrecordError, OutOfMemoryError, ReadingError, UnreadableInputError
from onrecord.model.arrow import dossier_to_bytes
from onrecord.model.dossier import Dossier
from onrecord.model.json import dossier_from_dict, dossier_to_dict
from onrecord.model.report import Reject
from onrecord.run.door import load_stream, load_text
from onrecord.run.given import Given
from onrecord.settings import SETTINGS

if TYPE_CHECKING:
    from onrecord.codebook.custom import Codebook
    from onrecord.run.read import Analysis, PageReader

STDIN = "-"
#: Variable of the environment that tells a process which one started it: that may be gone before it can look.
PARENT = "ONRECORD_PARENT"


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """A report to read."""

    #: Path of a text file; "-" is standard input. Where there is a ``text``, only a name for it.
    origin: str
    #: The text itself, where it is known already; None to load it.
    text: str | None = None
    given: Given = field(default_factory=Given)
    #: Forms to write the dossier in besides: ``text``, ``html``, ``brat``, ``conllu``.
    formats: tuple[str, ...] = ()
    #: Columns of the form ``text``.
    width: int = SETTINGS.text_width_columns
    #: Whether the form ``text`` may use bold and dim type.
    color: bool = False
    #: Folder of a custom codebook; None for none.
    codebook: str | None = None
    #: Whether the row of the record is wanted in the place of the dossier: another process takes it in much faster.
    as_row: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What became of a job: a dossier, a row or a Reject, never two of them."""

    origin: str
    dossier: Dossier | None = None
    #: The dossier as ``model.arrow.dossier_to_bytes`` makes it, where the job asked for that.
    row: bytes | None = None
    reject: Reject | None = None
    #: The dossier in each form that was asked for.
    rendered: dict[str, str] = field(default_factory=dict)


def do_job(job: Job, *, reader: PageReader | None = None) -> Outcome:
    """Read one report; whatever goes wrong with this report alone becomes a Reject.

    Raises:
        FatalError: Going on cannot help: the network is missing or damaged, or an option is wrong.
    """
    from onrecord.run.read import analyse_text  # takes long to load; who only hands out jobs needs it not

    try:
        text = job.text if job.text is not None else _load(job.origin)
        book = _codebook(job.codebook) if job.codebook is not None else None
        analysis = analyse_text(text, job.given, reader=reader, codebook=book)
        rendered = {form: _render(analysis, form, job) for form in job.formats}
        if job.as_row:
            row = dossier_to_bytes(analysis.dossier, origin=job.origin, ingested_at=datetime.now(UTC))
            return Outcome(origin=job.origin, row=row, rendered=rendered)
    except FatalError:
        raise
    except OnrecordError as error:
        return reject(job.origin, error)
    except MemoryError:
        return reject(job.origin, OutOfMemoryError("Reading this report needed too much memory. Give it in parts."))
    except Exception as error:  # the one wide net: a failure nobody foresaw costs one report, not the run
        place = f"{type(error).__name__} in {_where(error)}"
        unforeseen = ReadingError(f"Reading failed ({place}). Please report it, with the input if you may share it.")
        return reject(job.origin, unforeseen)
    return Outcome(origin=job.origin, dossier=analysis.dossier, rendered=rendered)


@lru_cache(maxsize=1)
def _codebook(folder: str) -> Codebook:
    """Read a codebook once for all reports of a process."""
    from onrecord.codebook.custom import load_codebook

    return load_codebook(folder)


def _load(origin: str) -> str:
    return _load_stdin() if origin == STDIN else load_text(origin)


def _load_stdin() -> str:
    if sys.stdin is None:  # closed before we began
        raise UnreadableInputError("Standard input is closed. Send a report to it: onrecord read - < report.txt")
    try:
        return load_stream(sys.stdin.buffer)
    except OSError as error:
        raise UnreadableInputError(f"Standard input cannot be read: {error.strerror or error}. Name a file.") from error


def reject(origin: str, error: OnrecordError) -> Outcome:
    """Return the Outcome of an input that could not be read."""
    return Outcome(origin=origin, reject=Reject(origin=origin, code=error.code, reason=str(error)))


def _render(analysis: Analysis, form: str, job: Job) -> str:
    from onrecord.run.formats import render

    return render(analysis.dossier, analysis.reading, form, job.width, color=job.color)


def _where(error: BaseException) -> str:
    """Name the module and line an error came from; nothing of the text that caused it."""
    trace = error.__traceback__
    while trace and trace.tb_next:
        trace = trace.tb_next
    return f"{trace.tb_frame.f_globals.get('__name__')}:{trace.tb_lineno}" if trace else "an unknown place"


def job_to_line(job: Job) -> str:
    """Return a job as one line of JSON."""
    plain = asdict(job)
    day = job.given.published
    plain["given"]["published"] = day.isoformat() if isinstance(day, date) else day
    return json.dumps(plain)


def job_from_line(line: str) -> Job:
    """Return the job that a line of JSON holds."""
    raw = json.loads(line)
    given, formats = Given(**raw["given"]), tuple(raw["formats"])
    look = {name: raw[name] for name in ("text", "width", "color", "codebook", "as_row")}
    return Job(origin=raw["origin"], given=given, formats=formats, **look)


def outcome_to_line(outcome: Outcome) -> str:
    """Return an outcome as one line of JSON."""
    return json.dumps(
        {
            "origin": outcome.origin,
            "dossier": dossier_to_dict(outcome.dossier) if outcome.dossier else None,
            "row": b64encode(outcome.row).decode("ascii") if outcome.row else None,
            "reject": asdict(outcome.reject) if outcome.reject else None,
            "rendered": outcome.rendered,
        }
    )


def outcome_from_line(line: str) -> Outcome:
    """Return the outcome that a line of JSON holds.

    Raises:
        FatalError: The process met one and sent it instead.
    """
    raw: dict[str, Any] = json.loads(line)
    if "fatal" in raw:
        raise fatal_error(raw["code"], raw["fatal"])
    return Outcome(
        origin=raw["origin"],
        dossier=dossier_from_dict(raw["dossier"]) if raw["dossier"] else None,
        row=b64decode(raw["row"]) if raw["row"] else None,
        reject=Reject(**raw["reject"]) if raw["reject"] else None,
        rendered=raw["rendered"],
    )


def fatal_error(code: str, message: str) -> FatalError:
    """Return the error that a process met and told by its code and message."""
    kinds: list[type[FatalError]] = [FatalError]
    for kind in kinds:
        kinds.extend(kind.__subclasses__())
    return next((kind for kind in kinds if kind.code == code), FatalError)(message)


def serve_jobs(lines: IO[str], answers: IO[str], do: Callable[[Job], Outcome] = do_job) -> None:
    """Answer each line of jobs with a line of outcome, until the lines end."""
    for line in lines:
        try:
            answer = outcome_to_line(do(job_from_line(line)))
        except FatalError as error:
            answer = json.dumps({"fatal": str(error), "code": error.code})
        answers.write(answer + "\n")
        answers.flush()


def limit_memory(n_bytes: int) -> None:
    """Let this process have no more address space than that, where the system can see to it."""
    with suppress(ImportError, ValueError, OSError):
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (n_bytes, resource.getrlimit(resource.RLIMIT_AS)[1]))


def end_with_parent() -> None:
    """End this process when the one that started it is gone, even in the middle of a report that hangs."""
    parent = int(os.environ.get(PARENT) or os.getppid())

    def watch() -> None:
        while os.getppid() == parent:
            time.sleep(SETTINGS.parent_seconds)
        os._exit(1)

    Thread(target=watch, daemon=True).start()


def main() -> None:
    """Run as a process of a pool; ``--max-bytes N`` bounds its memory."""
    # Ctrl-C goes to every process of the terminal; the one that started us decides what becomes of the work.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    end_with_parent()
    if sys.argv[1:2] == ["--max-bytes"]:
        limit_memory(int(sys.argv[2]))
    serve_jobs(sys.stdin, sys.stdout)


__all__ = [
    "Job",
    "Outcome",
    "do_job",
    "end_with_parent",
    "fatal_error",
    "job_from_line",
    "job_to_line",
    "limit_memory",
    "outcome_from_line",
    "outcome_to_line",
    "serve_jobs",
]

if __name__ == "__main__":
    main()
