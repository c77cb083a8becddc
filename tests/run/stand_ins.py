"""Stand-ins for the sources and the processes of an ingest; run as a program, an ingest that is killed again and again.

``python stand_ins.py store DIR FIRST LAST`` stores the made-up reports of these numbers and prints the account;
``python stand_ins.py kill DIR N SEED`` begins N ingests, one after the other, each of more reports than the last, and
kills each at a random moment; then one goes to its end. Every tenth input is a reject.
"""

from __future__ import annotations

import os
import random
import signal
import sys
import time
from collections.abc import Generator, Iterable, Iterator
from dataclasses import replace
from datetime import UTC, datetime

from onrecord.model.arrow import dossier_to_bytes
from onrecord.model.dossier import Dossier, Place
from onrecord.model.ids import report_id
from onrecord.model.report import Reject, Report
from onrecord.model.span import Span
from onrecord.record import compaction, upkeep
from onrecord.record.table import create_record
from onrecord.run import ingest as ingest_module
from onrecord.run.ingest import IngestOptions, Ticket, ingest
from onrecord.run.work import Job, Outcome
from onrecord.settings import SETTINGS
from onrecord.sources.found import Found

#: Reports that each ingest of the killing has more than the one before.
N_MORE = 20


def find(text: str, origin: str | None = None) -> Found:
    """Make a found report."""
    return Found(origin=origin or f"{text[:20]}.txt", text=text)


class CrewHere:
    """Reads in this process, at once: a report's first and last words are its places."""

    def run(self, tasks: Iterable[tuple[Ticket, Job]]) -> Generator[tuple[Ticket, Outcome] | None, None, None]:
        """Do tasks one after the other."""
        for ticket, job in tasks:
            dossier = quick_dossier(job.text or "")
            yield (
                ticket,
                Outcome(
                    origin=job.origin, row=dossier_to_bytes(dossier, origin=job.origin, ingested_at=datetime.now(UTC))
                ),
            )

    def close(self) -> None:
        """Nothing is left to end."""


def quick_dossier(text: str) -> Dossier:
    """Make a dossier with two places."""
    spans = (Span(0, text.find(" ")), Span(text.rfind(" ") + 1, len(text)))
    places = tuple(Place(id=f"place-{n}", span=span, name="Adair") for n, span in enumerate(spans))
    return Dossier(report=Report(id=report_id(text), text=text, language="en"), places=places)


def sources(first: int, last: int) -> Iterator[Found | Reject]:
    """Yield made-up reports; every tenth cannot be read."""
    for number in range(first, last):
        if number % 10 == 3:
            yield Reject(origin=f"{number}.txt", code="E-TEXT-EMPTY", reason="There are no words in it.")
        else:
            yield find(f"Report {number} has come from Port Adair at {number}", f"{number}.txt")


def use_small_batches(n_reports: int = 5, n_files: int = 4) -> None:
    """Commit and compact often."""
    small = replace(SETTINGS, reports_per_commit=n_reports, compact_files=n_files)
    ingest_module.SETTINGS = small
    compaction.SETTINGS = small
    upkeep.compact.__kwdefaults__["at_least"] = n_files


def store(folder: str, first: int, last: int) -> str:
    """Store reports and return the account."""
    return str(ingest(create_record(folder), sources(first, last), IngestOptions(crew=CrewHere())))


def kill_often(folder: str, n_kills: int, seed: int) -> int:
    """Begin ingests and kill them; return how many died before their end."""
    draw = random.Random(seed)
    n_killed = 0
    for number in range(n_kills + 1):
        child = os.fork()
        if child == 0:
            store(folder, 0, N_MORE * (number + 1))
            os._exit(0)
        if number < n_kills:
            time.sleep(draw.uniform(0, 0.25))
            os.kill(child, signal.SIGKILL)
        status = os.waitpid(child, 0)[1]
        n_killed += os.WIFSIGNALED(status)
        if not os.WIFSIGNALED(status) and status:
            raise SystemExit(f"ingest {number} failed")
    return n_killed


if __name__ == "__main__":
    use_small_batches()
    what, place, *numbers = sys.argv[1:]
    one, two = map(int, numbers)
    sys.stdout.write(f"{store(place, one, two) if what == 'store' else kill_often(place, one, two)}\n")
