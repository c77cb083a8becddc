"""How fast a record answers: ``python bench/asking.py [--reports N] [--per-commit N] [--record DIR] [--json FILE]``.

Makes a record of generated reports (see ``bench/replicas.py``), lays it flat, and asks it what ``show`` asks: each
question several times, the quickest counts. Beside the time on the clock stands processor time: on a machine that does
other things only that tells anything, and half of it is what two cores of its own would take. For comparison a plain
DuckDB query unnests all statements from the nested rows.
"""

from __future__ import annotations

import argparse
import json
import shutil
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from replicas import make_record

from onrecord.record.flat import flat_files
from onrecord.record.selection import OpenRecord

QUESTIONS: dict[str, Callable[[OpenRecord], Any]] = {
    "show statements --speaker": lambda r: r.statements(speaker="Djalil", limit=40).arrow(),
    "show statements --since --until": lambda r: r.statements(since="2032-01-01", until="2032-02-01", limit=40).arrow(),
    "show statements --actor --text": lambda r: r.statements(actor="Indonesia", text="peace", limit=40).arrow(),
    "show events --country": lambda r: r.events(country="Indonesia", limit=40).arrow(),
    "show events --type --modality": lambda r: r.events(type="ASSAULT", modality="planned", limit=40).arrow(),
    "show events --text": lambda r: r.events(text="missile", limit=40).arrow(),
    "show positions --issue": lambda r: r.positions(issue="militias", limit=40).arrow(),
    "show figures --type": lambda r: r.figures(type="deaths", limit=40).arrow(),
    "show places --country": lambda r: r.places(country="Kenya", limit=40).arrow(),
    "show reports --country": lambda r: r.reports(country="Kenya", limit=40).arrow(),
    "query, by speaker": lambda r: r.query("SELECT speaker, count(*) AS n FROM statements GROUP BY ALL"),
    "show timeline": lambda r: r.timeline(limit=40).arrow(),
    "show calendar": lambda r: r.calendar(limit=40).arrow(),
    "show tension": lambda r: r.tension().arrow(),
    "show tension --country RUS,UKR": lambda r: r.tension(country=["RUS", "UKR"]).arrow(),
    "show deadlocks": lambda r: r.deadlocks().arrow(),
}


def plain_unnest(record: OpenRecord) -> Any:
    """Count the direct statements in the nested rows, as anybody with DuckDB would."""
    import duckdb

    query = "SELECT count(*) FROM (SELECT unnest(statements) AS s FROM read_parquet($files)) WHERE s.form = 'direct'"
    return duckdb.connect().execute(query, {"files": [str(path) for path in record.files()]}).fetchall()


def measure(work: Callable[[], Any], times: int) -> tuple[float, float]:
    """Return the least seconds on the clock and the least seconds of processor time of several runs."""
    clock, processor = [], []
    for _ in range(times):
        begun, spent = time.perf_counter(), time.process_time()
        work()
        clock.append(time.perf_counter() - begun)
        processor.append(time.process_time() - spent)
    return min(clock), min(processor)


def main() -> None:
    """Make the record, ask it, print the table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--reports", type=int, default=100_000)
    parser.add_argument("--per-commit", type=int, default=500)
    parser.add_argument("--times", type=int, default=5)
    parser.add_argument("--record", type=Path, help="keep the record there, or take the one that is there")
    parser.add_argument("--json", type=Path)
    options = parser.parse_args()
    folder = options.record or Path(tempfile.mkdtemp(prefix="asking-"))
    try:
        if not (folder / "record.json").exists():
            make_record(folder, options.reports, per_commit=options.per_commit)
        record = OpenRecord(folder)
        laid, spent = measure(lambda: flat_files(record), 1)
        print(f"{record.n_reports():,} reports in {len(record.files())} data files")
        print(f"laid flat: {laid:.1f} s on the clock, {spent:.1f} s of processor time (0 where it was)")
        figures = {}
        for name, ask in {"plain DuckDB unnest": plain_unnest, **QUESTIONS}.items():
            clock, processor = measure(lambda ask=ask: ask(record), options.times)  # type: ignore[misc]
            figures[name] = {"clock_ms": clock * 1000, "processor_ms": processor * 1000}
            ratio = clock * 1000 / figures["plain DuckDB unnest"]["clock_ms"]
            print(f"{name:34s} {clock * 1000:7.0f} ms  {processor * 1000:7.0f} ms of processor  {ratio:5.2f} of plain")
        if options.json:
            options.json.write_text(json.dumps(figures, indent=1) + "\n", encoding="utf-8")
    finally:
        if not options.record:
            shutil.rmtree(folder, ignore_errors=True)


if __name__ == "__main__":
    sys.exit(main())
