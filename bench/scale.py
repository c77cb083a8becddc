"""What an ingest past one machine costs besides the reading itself, per report, in processor time.

    python -m bench.scale --reports 60 --copies 4000

Reads some made-up reports with the shipped network, then measures what a worker adds (row, digest, packing), what
travels to the driver, and what the driver spends to store it. From that follows how many cores one driver can serve.
Processor time is measured, which other work on the machine changes little.
"""

from __future__ import annotations

import argparse
import statistics
import tempfile
import time
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path

import pyarrow as pa

from bench.reports import make_text
from onrecord.model.arrow import dossiers_to_table
from onrecord.model.report import Reject
from onrecord.nn.reader import load_reader
from onrecord.record.gather import gather
from onrecord.record.seal import seal
from onrecord.record.table import create_record
from onrecord.record.writer import ReportWriter
from onrecord.run.batches import storable, to_job, to_row
from onrecord.run.spark_worker import pack, unpack
from onrecord.run.work import do_job, outcome_from_line, outcome_to_line
from onrecord.sources.found import Found

_WAVE = 2_048


def spend(do: Callable[[], object]) -> float:
    """Return the processor seconds that something takes."""
    begun = time.process_time()
    do()
    return time.process_time() - begun


def measure(n_reports: int, n_copies: int, folder: Path) -> None:
    """Measure and print."""
    reader = load_reader()
    founds = [storable(Found(origin=f"{n}.txt", text=make_text(n))) for n in range(n_reports)]
    do_job(to_job(founds[0]), reader=reader)
    outcomes = []
    reading = spend(lambda: outcomes.extend(do_job(to_job(found), reader=reader) for found in founds))
    piping = spend(lambda: [outcome_from_line(outcome_to_line(outcome)) for outcome in outcomes])
    rows = []
    making = spend(lambda: rows.extend(to_row(f, o) for f, o in zip(founds, outcomes, strict=True)))
    kept = [row for row in rows if not isinstance(row, Reject)]
    table = dossiers_to_table(kept)
    sealed: list[pa.Table] = []
    sealing = spend(lambda: sealed.append(seal(table)))
    packed: list[bytes] = []
    packing = spend(lambda: packed.append(pack(sealed[0])))
    n = len(kept)
    print(f"{n} reports of {statistics.mean(len(f.text) for f in founds):.0f} characters")
    for name, seconds in (
        ("reading", reading),
        ("pipe", piping),
        ("row", making),
        ("seal", sealing),
        ("pack", packing),
    ):
        print(f"  worker: {name:8} {1000 * seconds / n:8.2f} ms a report")
    print(f"  travels: {len(packed[0]) / n / 1000:.1f} kB a report ({sealed[0].nbytes / n / 1000:.1f} kB unpacked)")
    _store(packed[0], n, n_copies, folder)


def _store(packed: bytes, n: int, n_copies: int, folder: Path) -> None:
    waves, done = [], 0
    while done < n_copies:
        tables = []
        for _ in range(_WAVE // n):
            rows = unpack(packed)
            ids = pa.array([sha256(f"{done + number}".encode()).hexdigest() for number in range(n)], pa.string())
            tables.append(pack(rows.set_column(0, rows.schema.field("id"), ids)))
            done += n
        waves.append(tables)
    record = create_record(folder / "record")
    writer = ReportWriter(record)

    def store() -> None:
        for wave in waves:
            writer.add(pa.concat_tables(unpack(part) for part in wave).combine_chunks(), sealed=True)

    begun = time.perf_counter()
    storing = spend(store)
    wall = time.perf_counter() - begun
    print(f"  driver: {1000 * storing / done:.3f} ms a report to unpack and commit {done} ({wall:.1f} s by the clock)")
    other = create_record(folder / "all")
    gathering = spend(lambda: gather(other, [record]))
    print(f"  gather: {1000 * gathering / done:.3f} ms a report")


def main() -> None:
    """Run."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--reports", type=int, default=60)
    parser.add_argument("--copies", type=int, default=4_000)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        measure(options.reports, options.copies, Path(folder))


if __name__ == "__main__":
    main()
