"""An ingest on Spark, with two worker processes of its own: what it stores, and what it does when one is killed.

Needs PySpark and Java 17 (requirements/spark.txt); skipped where they are missing. One session serves all tests, and
tasks that seem slow are run twice at once throughout, so that no test passes because every task ran once.
"""

from __future__ import annotations

import gzip
import json
import os
import shutil
import signal
import sys
from collections.abc import Iterator
from dataclasses import replace
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from onrecord.errors import NoWorkerError, SparkError, UsageError
from onrecord.record.table import Record, create_record
from onrecord.record.verify import verify_record
from onrecord.record.writer import rejected_origins
from onrecord.run.batches import input_schema, to_input
from onrecord.run.crew import Crew
from onrecord.run.ingest import Account, IngestOptions, ingest
from onrecord.run.ingest_command import IngestWords, ingest_sources
from onrecord.settings import SETTINGS
from onrecord.sources.found import Found
from onrecord.sources.options import SourceOptions
from onrecord.sources.walk import open_sources

if find_spec("pyspark") is None:
    pytest.skip("PySpark is not installed: pip install -r requirements/spark.txt", allow_module_level=True)
if shutil.which("java") is None:
    pytest.skip("Java is not installed; Spark needs version 17", allow_module_level=True)

from onrecord.run import spark
from onrecord.run.spark import SparkIngest, SparkOptions, choose_partitions, open_session
from onrecord.run.spark_inputs import open_inputs

pytestmark = [
    # PySpark leaves sockets to the collector.
    pytest.mark.filterwarnings("ignore::ResourceWarning", "ignore::pytest.PytestUnraisableExceptionWarning"),
    # One Spark at a time: each starts several processes of its own.
    pytest.mark.xdist_group("spark"),
]

ROOT = Path(__file__).resolve().parents[2]
HERE = Path(__file__).parent
COMMAND = (sys.executable, "-P", str(HERE / "fake_ingest_worker.py"))
SLOW = (sys.executable, "-P", str(HERE / "fake_spark_worker.py"))
FAKE = SparkOptions(command=COMMAND)
CONF = {
    "spark.ui.enabled": "false",
    "spark.driver.host": "127.0.0.1",
    "spark.driver.bindAddress": "127.0.0.1",
    "spark.executor.memory": "512m",
    "spark.executorEnv.PYTHONPATH": os.pathsep.join([str(ROOT / "src"), str(ROOT)]),
    "spark.sql.shuffle.partitions": "2",
    "spark.speculation": "true",
    "spark.speculation.quantile": "0.5",
    "spark.speculation.minTaskRuntime": "300ms",
}
TALK = "“We are ready for talks,” Oduya said on {0} May. The meeting number {0} ended late."


@pytest.fixture(scope="module")
def session() -> Iterator[Any]:
    """Start Spark with two worker processes of one core and 1 GB each."""
    # Compilers that think long pay off in days, not in the minute of these tests.
    os.environ["JAVA_TOOL_OPTIONS"] = "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC"
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(spark, "SPARK_DEFAULTS", {**spark.SPARK_DEFAULTS, **CONF})
        with open_session("local-cluster[2,1,1024]") as opened:
            application = opened.sparkContext.applicationId
            yield opened
    import pyspark

    shutil.rmtree(Path(pyspark.__file__).parent / "work" / application, ignore_errors=True)


@pytest.fixture
def record(tmp_path: Path) -> Record:
    """Make an empty record."""
    return create_record(tmp_path / "record")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Fill a folder with reports of every kind, some twice, some that cannot be read."""
    place = tmp_path / "reports"
    (place / "more").mkdir(parents=True)
    (place / "a.txt").write_text(TALK.format(1), encoding="utf-8")
    (place / "a.json").write_text(json.dumps({"published": "2031-05-02", "publisher": "Norfax"}), encoding="utf-8")
    (place / "more" / "same.txt").write_text(TALK.format(1), encoding="utf-8")
    (place / "more" / "empty 100%.txt").write_text("…", encoding="utf-8")
    (place / "more" / "deadly.txt").write_text("A DEADLY report came late on Friday.", encoding="utf-8")
    lines = [json.dumps({"body": TALK.format(n), "date": f"2031-05-{n:02}"}).encode() for n in range(2, 14)]
    lines[4], lines[6] = b'{"body": "\xff"}', b""
    (place / "wire 2%.jsonl").write_bytes(b"\n".join(lines))
    with gzip.open(place / "more" / "wire.jsonl.gz", "wb") as packed:
        packed.write(b"\n".join(lines[:3]))
    pq.write_table(pa.table({"text": [TALK.format(20), "", TALK.format(21)]}), place / "table.parquet")
    return place


def _local(record: Record, specs: list[str], options: SourceOptions) -> Account:
    return ingest(record, open_sources(specs, options), IngestOptions(crew=Crew(1, COMMAND)))


def _rows(record: Record) -> dict[str, Any]:
    rows = {row["origin"]: row for row in record.rows()}
    for row in rows.values():
        del row["ingested_at"], row["digest"]
    return rows


def _numbered(place: Path, n_reports: int) -> str:
    path = place / "many.jsonl"
    path.write_text("".join(json.dumps({"text": TALK.format(n)}) + "\n" for n in range(n_reports)), encoding="utf-8")
    return str(path)


def _kill(*words: str) -> int:
    """Kill the first process whose command line has all the words; return how many there are."""
    found = []
    for place in Path("/proc").glob("[0-9]*"):
        try:
            line = (place / "cmdline").read_bytes().decode(errors="replace")
        except OSError:
            continue
        if all(word in line for word in words):
            found.append(int(place.name))
    if found:
        os.kill(found[0], signal.SIGKILL)
    return len(found)


def test_it_stores_what_the_local_engine_stores(session: Any, folder: Path, record: Record, tmp_path: Path) -> None:
    """The same rows under the same origins, the same rejects, the same account; and again it stores nothing."""
    options = SourceOptions(publisher="Norfax")
    specs = [str(folder), str(tmp_path / "missing.txt")]
    here = create_record(tmp_path / "local")
    wanted = _local(here, specs, options)
    account = SparkIngest(record, FAKE).run(open_inputs(session, specs, options))
    assert str(account) == str(wanted)
    assert account.stored > 10
    assert _rows(record) == _rows(here)
    assert rejected_origins(record) == rejected_origins(here)
    assert verify_record(record).faults == []
    again = SparkIngest(record, FAKE).run(open_inputs(session, specs, options))
    assert (again.stored, again.seen, again.rejected) == (0, wanted.seen, wanted.rejected)


def test_what_spark_lists_itself_is_stored_alike(session: Any, folder: Path, record: Record, tmp_path: Path) -> None:
    """Addresses with a scheme give the same texts, days and numbers of lines and rows as paths do."""
    here = create_record(tmp_path / "local")
    _local(here, [str(folder)], SourceOptions())
    specs = [f"file://{folder}", f"file://{tmp_path}/missing"]
    account = SparkIngest(record, FAKE).run(open_inputs(session, specs, SourceOptions()))
    assert account.stored == here.n_reports()
    there = {origin.removeprefix("file://"): row for origin, row in _rows(record).items()}
    for origin, row in _rows(here).items():
        # A description (NAME.json) beside a document counts where the machine opens the file itself.
        if not origin.endswith("a.txt"):
            assert {**there[origin], "origin": origin} == row
    assert {r.removeprefix("file://") for r in rejected_origins(record)} >= rejected_origins(here)


def test_columns_are_those_the_caller_maps(session: Any, record: Record, tmp_path: Path) -> None:
    """``--map`` holds for lines and tables, and a table without such a column is one reject."""
    place = tmp_path / "tables"
    place.mkdir()
    (place / "a.jsonl").write_text(json.dumps({"words": {"whole": TALK.format(1)}, "on": "2031-05-02"}))
    pq.write_table(pa.table({"words": [{"whole": TALK.format(2)}], "on": ["2031-05-03"]}), place / "b.parquet")
    pq.write_table(pa.table({"other": ["x"]}), place / "c.parquet")
    options = SourceOptions(mapping={"text": "words.whole", "published": "on"})
    account = SparkIngest(record, FAKE).run(open_inputs(session, [f"file://{place}"], options))
    assert str(account) == "seen 3 = stored 2 + duplicate 0 + rejected 1"
    assert sorted(str(row["published"]) for row in record.rows()) == ["2031-05-02", "2031-05-03"]


@pytest.mark.parametrize(
    "words", [("CoarseGrainedExecutorBackend",), ("pyspark.daemon",), ("fake_spark_worker.py",)], ids=lambda w: w[0]
)
def test_a_process_that_is_killed_costs_no_report(
    session: Any, record: Record, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, words: tuple[str, ...]
) -> None:
    """One of the two worker processes, or what runs in it, is killed in the middle: every report is there once."""
    monkeypatch.setattr(spark, "SETTINGS", replace(SETTINGS, spark_task_reports=10, spark_wave_tasks=2))
    killed: list[int] = []

    def kill(account: Account) -> None:
        if account.stored and not killed:
            killed.append(_kill(*words))

    options = SparkOptions(command=SLOW, progress=kill)
    account = SparkIngest(record, options).run(open_inputs(session, [_numbered(tmp_path, 120)], SourceOptions()))
    assert killed[0] > 0
    assert str(account) == "seen 120 = stored 120 + duplicate 0 + rejected 0"
    assert sorted(row["origin"] for row in record.rows(["origin"])) == sorted(
        f"{tmp_path}/many.jsonl#{n}" for n in range(1, 121)
    )
    assert verify_record(record).faults == []


def test_an_ingest_beside_another_stores_nothing_twice(session: Any, record: Record, tmp_path: Path) -> None:
    """What another ingest stores after this one has looked is a duplicate of it."""
    path = _numbered(tmp_path, 40)
    work = SparkIngest(record, FAKE)
    _local(record, [path], SourceOptions())
    account = work.run(open_inputs(session, [path], SourceOptions()))
    assert str(account) == "seen 40 = stored 0 + duplicate 40 + rejected 0"
    assert record.n_reports() == 40


def test_a_process_that_cannot_read_at_all_ends_the_work(session: Any, record: Record, tmp_path: Path) -> None:
    """What no retry can help comes back as the error it was, not as one of Spark's."""
    command = (sys.executable, "-c", "raise SystemExit(3)")
    inputs = open_inputs(session, [_numbered(tmp_path, 8)], SourceOptions())
    with pytest.raises(NoWorkerError):
        SparkIngest(record, SparkOptions(command=command)).run(inputs)
    assert record.n_reports() == 0


def test_frames_of_the_caller_are_read_too(session: Any, record: Record) -> None:
    """Any Spark frame with the columns of inputs will do."""
    found = [Found(origin=f"{n}.txt", text=TALK.format(n % 3)) for n in range(6)]
    with spark.quiet_about_pandas():
        frame = session.createDataFrame(pa.Table.from_pylist([to_input(one) for one in found], schema=input_schema()))
    account = SparkIngest(record, FAKE).run(frame)
    assert (account.stored, account.duplicate) == (3, 3)
    assert sorted(row["origin"] for row in record.rows()) == ["0.txt", "1.txt", "2.txt"]


def test_the_command_reads_with_the_shipped_network(
    session: Any, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """``onrecord ingest --engine spark`` stores what the local engine does, facts and all."""
    place = tmp_path / "one"
    place.mkdir()
    (place / "a.txt").write_text(
        "“We are ready for talks,” Maria Oduya, the foreign minister of Kenya, said on Friday."
    )
    words = {"published": "2031-05-02", "quiet": True}
    ending = ingest_sources([str(place)], IngestWords(record=str(tmp_path / "spark"), engine="spark", **words))
    assert ending.account.stored == 1
    ingest_sources([str(place)], IngestWords(record=str(tmp_path / "local"), jobs=1, **words))
    assert capsys.readouterr().out == 2 * "seen 1 = stored 1 + duplicate 0 + rejected 0\n"
    rows, wanted = (_rows(create_record(tmp_path / name)) for name in ("spark", "local"))
    assert rows == wanted
    assert rows[str(place / "a.txt")]["statements"]


def test_the_web_and_standard_input_are_refused(session: Any) -> None:
    """They are not for Spark's workers to read."""
    for spec in ("-", "https://news.example/feed"):
        with pytest.raises(UsageError, match="Spark"):
            open_inputs(session, [spec], SourceOptions())


def test_a_failure_of_spark_is_one_of_ours(session: Any) -> None:
    """What Spark raises becomes an error with a code and the next step."""
    with pytest.raises(SparkError, match="Run the command again"), spark.spark_errors():
        session.sql("SELECT no_such_column").collect()


@pytest.mark.parametrize(
    ("n_inputs", "n_cores", "wanted"), [(0, 8, 1), (3, 8, 3), (1_000, 8, 32), (1_000_000, 8, 3907)]
)
def test_tasks_are_small_and_enough_for_all_cores(n_inputs: int, n_cores: int, wanted: int) -> None:
    """Few inputs are spread over the cores, many cut into tasks of some hundred."""
    assert choose_partitions(n_inputs, n_cores) == wanted
