"""How fast, how lean and how safe an ingest is; each part is a measurement of its own.

    python -m bench.ingest rate --reports 200      with one process and with two, in turns; then again, storing nothing
    python -m bench.ingest crisis                  the project's own annotated reports, twice
    python -m bench.ingest memory --reports 20000  resident memory as the record grows, reading left out
    python -m bench.ingest kills --kills 200       ingests killed at random moments, then resumed

``rate`` reads with the shipped network; on a machine that does other work only the ratios of one run mean anything, and
the processor time, which other work changes little. ``memory`` and ``kills`` put a stand-in in the place of reading.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from bench.reports import make_reports, write_lines
from onrecord.model.report import Reject
from onrecord.record.table import create_record, open_record
from onrecord.record.verify import verify_record
from onrecord.run.found import PlainFound
from onrecord.run.ingest import Account, IngestOptions, ingest
from tests.run.stand_ins import N_MORE, CrewHere, sources

ROOT = Path(__file__).resolve().parents[1]
Spent = tuple[float, float, float]


def run_command(*words: str | Path) -> tuple[str, Spent]:
    """Run ``onrecord`` and return what it said with its wall time, its own and its processes' processor time."""
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "src")}
    before, begun = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    done = subprocess.run(
        [sys.executable, "-m", "onrecord", *map(str, words)],
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    wall, after = time.perf_counter() - begun, resource.getrusage(resource.RUSAGE_CHILDREN)
    if done.returncode not in (0, 1) or not done.stdout:
        raise RuntimeError(done.stderr[-2000:])
    return done.stdout.strip(), (wall, after.ru_utime - before.ru_utime, after.ru_stime - before.ru_stime)


def measure_rate(source: Path, n_rounds: int, folder: Path) -> None:
    """Ingest with one process and with two, in turns, then again into a record that has it all."""
    walls: dict[int, list[float]] = {1: [], 2: []}
    for number in range(n_rounds):
        for n_jobs in (1, 2) if number % 2 == 0 else (2, 1):
            record = folder / f"record-{number}-{n_jobs}"
            account, (wall, user, system) = run_command("ingest", source, "--record", record, "--jobs", str(n_jobs))
            walls[n_jobs].append(wall)
            print(f"{n_jobs} process(es): {account}; {wall:.1f} s, processor {user + system:.1f} s", flush=True)
    account, (wall, user, system) = run_command("ingest", source, "--record", record, "--jobs", "2")
    first = min(walls[2])
    print(f"again: {account}; {wall:.2f} s, {wall / first:.1%} of the first; processor {user + system:.2f} s")
    ratios = [one / two for one, two in zip(walls[1], walls[2], strict=True)]
    print(f"two processes are {', '.join(f'{ratio:.2f}' for ratio in ratios)} times as fast as one")
    print(run_command("verify", "--record", record)[0])


def measure_memory(n_reports: int, folder: Path) -> None:
    """Store reports with a stand-in for reading and tell how the memory of this process grows."""
    record = create_record(folder / "record")
    page = os.sysconf("SC_PAGE_SIZE") / 1024**2
    statm = Path("/proc/self/statm")
    step = max(1, n_reports // 10)
    begun = time.perf_counter()

    def found() -> Iterator[PlainFound]:
        for number, row in enumerate(make_reports(n_reports)):
            if number and number % step == 0:
                resident = int(statm.read_text().split()[1]) * page
                print(
                    f"{number} reports: {resident:.0f} MB, {number / (time.perf_counter() - begun):.0f}/s", flush=True
                )
            yield PlainFound(origin=f"{number}.txt", text=row["text"])

    account: Account = ingest(record, found(), IngestOptions(crew=CrewHere()))
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    size = sum(path.stat().st_size for path in record.files()) / 1024**2
    print(f"{account}; peak {peak:.0f} MB; {len(record.files())} files of {size:.0f} MB together")
    begun = time.perf_counter()
    again = ingest(record, found(), IngestOptions(crew=CrewHere()))
    print(f"again: {again}; {time.perf_counter() - begun:.1f} s")


def measure_kills(n_kills: int, seed: int, folder: Path) -> None:
    """Kill ingests, resume, and compare the record with what went in."""
    script = ROOT / "tests" / "run" / "stand_ins.py"
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join([str(ROOT), str(ROOT / "src")])}
    words = [sys.executable, str(script), "kill", str(folder / "record"), str(n_kills), str(seed)]
    done = subprocess.run(words, env=environment, capture_output=True, text=True, check=True)
    record = open_record(folder / "record")
    expected = {f.text for f in sources(0, N_MORE * (n_kills + 1)) if not isinstance(f, Reject)}
    rows = [row["text"] for row in record.rows(["text"])]
    faults = verify_record(record).faults
    lost, doubled = len(expected - set(rows)), len(rows) - len(set(rows))
    print(f"{done.stdout.strip()} of {n_kills} killed before their end; {len(expected)} reports went in")
    print(f"{lost} lost, {doubled} doubled, {len(faults)} torn")


def write_crisis(path: Path) -> None:
    """Write the project's own annotated reports as plain text, one a line."""
    from onrecord.score.inline import compile_inline

    with path.open("w", encoding="utf-8") as stream:
        for report in sorted((ROOT / "corpus" / "reports" / "train").glob("*.txt")):
            stream.write(json.dumps({"text": compile_inline(report).text}) + "\n")


def main() -> int:
    """Measure one part and print it."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("part", choices=("rate", "crisis", "memory", "kills"))
    parser.add_argument("--reports", type=int, default=200, help="made-up reports")
    parser.add_argument("--words", type=int, help="words of each; default: as real ones vary")
    parser.add_argument("--rounds", type=int, default=1, help="turns of one process and two")
    parser.add_argument("--kills", type=int, default=200)
    parser.add_argument("--seed", type=int, default=0)
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        source = folder / "source.jsonl"
        if chosen.part == "rate":
            write_lines(source, chosen.reports, n_words=chosen.words)
            measure_rate(source, chosen.rounds, folder)
        elif chosen.part == "crisis":
            write_crisis(source)
            measure_rate(source, chosen.rounds, folder)
        elif chosen.part == "memory":
            measure_memory(chosen.reports, folder)
        else:
            measure_kills(chosen.kills, chosen.seed, folder)
    return 0


if __name__ == "__main__":
    sys.exit(main())
