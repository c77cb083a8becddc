"""The commands ``ingest`` and ``verify``."""

from __future__ import annotations

import io
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace

import pytest

from onrecord import cli
from onrecord.record.table import MARKER, open_record
from onrecord.record.writer import rejected_origins
from onrecord.run import ingest as ingest_module
from onrecord.run.crew import Crew
from onrecord.run.ingest import Account
from onrecord.run.ingest_command import Meter
from tests.run.test_crew import COMMAND

Run = Callable[..., SimpleNamespace]
ROOT = Path(__file__).resolve().parents[2]
TALK = "“We will keep the strait open,” Oduya said on Friday.\n"


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """Run a command here, with a stand-in for the network; gives exit code and streams."""
    monkeypatch.setattr(ingest_module, "Crew", lambda n_jobs: Crew(n_jobs, COMMAND))

    def call(*words: str | Path) -> SimpleNamespace:
        try:
            code = cli.main([str(word) for word in words])
        except SystemExit as stop:
            code = int(stop.code or 0)
        out, err = capsys.readouterr()
        return SimpleNamespace(code=code, out=out, err=err)

    return call


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Write three reports, two of them alike, and one without words."""
    folder = tmp_path / "reports"
    folder.mkdir()
    for name, text in {"a": TALK, "b": TALK, "c": TALK.replace("open", "closed"), "d": "…"}.items():
        (folder / f"{name}.txt").write_text(text, encoding="utf-8")
    return folder


def test_a_folder_becomes_a_record(run: Run, folder: Path, tmp_path: Path) -> None:
    """The account is told, what was rejected is named, and a second run stores nothing."""
    record = tmp_path / "record"
    done = run("ingest", folder, "--record", record, "--published", "2031-05-02")
    assert (done.code, done.out) == (1, "seen 4 = stored 2 + duplicate 1 + rejected 1\n")
    assert done.err.startswith(f"onrecord: {folder / 'd.txt'}: E-TEXT-EMPTY: ")
    again = run("ingest", folder, "--record", record)
    assert again.out == "seen 4 = stored 0 + duplicate 3 + rejected 1\n"
    rows = list(open_record(record).rows())
    assert {str(row["published"]) for row in rows} == {"2031-05-02"}
    assert all(row["statements"] for row in rows)


def test_all_well_is_exit_code_0(run: Run, folder: Path, tmp_path: Path) -> None:
    """Where nothing is rejected the command says only the account."""
    done = run("ingest", folder / "a.txt", "--record", tmp_path / "record")
    assert (done.code, done.err, done.out) == (0, "", "seen 1 = stored 1 + duplicate 0 + rejected 0\n")


def test_columns_of_json_lines(run: Run, tmp_path: Path) -> None:
    """Fields may have other names; a line that is no JSON costs itself alone."""
    lines = [json.dumps({"body": TALK, "date": "2031-05-02"}), "{", json.dumps({"body": TALK.upper()})]
    path = tmp_path / "wire.jsonl"
    path.write_text("\n".join(lines), encoding="utf-8")
    record = tmp_path / "record"
    done = run("ingest", path, "--map", "text=body,published=date", "--record", record, "--publisher", "Norfax")
    assert done.out == "seen 3 = stored 2 + duplicate 0 + rejected 1\n"
    rows = {row["text"]: row for row in open_record(record).rows()}
    assert str(rows[TALK]["published"]) == "2031-05-02"
    assert rows[TALK]["publisher"] == "Norfax"
    assert rejected_origins(open_record(record)) == {f"{path}#2"}


@pytest.mark.parametrize(
    "words",
    [
        ["--map", "body"],
        ["--map", "words=body"],
        ["--published", "May"],
        ["--jobs", "0"],
        ["--master", "local[2]"],
    ],
)
def test_wrong_use(run: Run, folder: Path, tmp_path: Path, words: list[str]) -> None:
    """Options that make no sense are wrong use, before anything is read or made."""
    done = run("ingest", folder, "--record", tmp_path / "record", *words)
    assert done.code == 2
    assert not (tmp_path / "record").exists()


def test_spark_says_how_to_get_it(run: Run, folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without PySpark the message is the command that installs it."""
    monkeypatch.setitem(sys.modules, "pyspark", None)
    done = run("ingest", folder, "--record", tmp_path / "record", "--engine", "spark")
    assert done.code == 2
    assert "pip install 'onrecord[spark]'" in done.err


def test_a_folder_of_other_things_is_no_record(run: Run, folder: Path) -> None:
    """Nothing is written among somebody's files."""
    done = run("ingest", folder, "--record", folder)
    assert done.code == 1
    assert "E-RECORD" in done.err
    assert len(list(folder.iterdir())) == 4


def test_verify_says_what_was_checked(run: Run, folder: Path, tmp_path: Path) -> None:
    """A sound record is exit code 0, a damaged one is 1 with each fault named."""
    record = tmp_path / "record"
    run("ingest", folder, "--record", record)
    done = run("verify", "--record", record)
    assert (done.code, done.err) == (0, "")
    assert done.out.startswith("2 reports with ")
    assert run("verify", "--record", record, "--quiet").out == ""
    lost = open_record(record).files()[0]
    lost.unlink()
    done = run("verify", "--record", record)
    assert done.code == 1
    assert done.out.startswith(f"reports/{lost.name}: missing: the file is gone\n")
    assert json.loads(run("verify", "--record", record, "--format", "json").out)["ok"] is False


def test_verify_of_what_is_no_record(run: Run, folder: Path, tmp_path: Path) -> None:
    """No record and a newer record are refused with their codes."""
    assert "E-RECORD:" in run("verify", "--record", folder).err
    (tmp_path / MARKER).write_text('{"version": 99}', encoding="utf-8")
    done = run("verify", "--record", tmp_path)
    assert done.code == 1
    assert "E-RECORD-NEWER" in done.err


@pytest.mark.parametrize(("number", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
def test_a_signal_ends_in_the_account(tmp_path: Path, number: int, code: int) -> None:
    """Ctrl-C and SIGTERM store what was read, tell the account and end with the shell's code."""
    path = tmp_path / "wire.jsonl"
    path.write_text("".join(json.dumps({"text": f"{n}. {TALK}"}) + "\n" for n in range(20_000)), encoding="utf-8")
    program = (
        "import sys; from onrecord import cli; from onrecord.run import ingest; from onrecord.run.crew import Crew;"
        f"ingest.Crew = lambda n: Crew(n, {COMMAND!r}); sys.exit(cli.main(sys.argv[1:]))"
    )
    words = [sys.executable, "-c", program, "ingest", str(path), "--record", str(tmp_path / "record"), "--jobs", "2"]
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join([str(ROOT / "src"), str(ROOT)])}
    with subprocess.Popen(words, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
        _wait_for(tmp_path / "record" / MARKER)
        time.sleep(1.5)
        process.send_signal(number)
        out, err = process.communicate(timeout=60)
    assert process.returncode == code, err
    assert "Run the command again" in err
    assert int(out.split(" = stored ")[1].split()[0]) == open_record(tmp_path / "record").n_reports()


def _wait_for(path: Path) -> None:
    for _ in range(300):
        if path.exists():
            return
        time.sleep(0.1)
    raise AssertionError(f"{path.name} was not made")


def test_the_meter_tells_rate_rejects_and_time_left(monkeypatch: pytest.MonkeyPatch) -> None:
    """On a terminal the line has a bar, the rate, the rejects and the time left; without a total no bar."""

    class Terminal(io.StringIO):
        def isatty(self) -> bool:
            return True

    terminal = Terminal()
    monkeypatch.setattr(sys, "stderr", terminal)
    account = Account(n_taken=50, stored=45, rejected=5)
    meter = Meter(200, shown=True)
    line = meter.line(account, time.monotonic() + 10)
    assert line.startswith("██████·········")
    assert " 50/200 · 5.0/s · 5 rejected · 30 s left" in line
    assert Meter(None, shown=True).line(account, time.monotonic() + 10) == "50 seen · 5.0/s · 5 rejected"
    meter.draw(account)
    meter.draw(account)
    assert terminal.getvalue().count("50/200") == 1
