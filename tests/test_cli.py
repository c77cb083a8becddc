"""The command line: streams, forms, exit codes."""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from types import SimpleNamespace

import pytest

from onrecord import __version__, cli
from onrecord.model.json import dossier_from_json
from onrecord.run import read
from tests.builders import FakeReader

TEXT = "“We will keep the strait open,” Oduya said on Friday.\n"
SOURCE = Path(__file__).resolve().parents[1] / "src"
BAD = Path(__file__).parent / "run" / "bad"
COMMANDS = ("read", "ingest", "verify", "demo", "serve", "doctor", "score")

Run = Callable[..., SimpleNamespace]


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Iterator[Run]:
    """Run a command here, with a stand-in for the network; gives exit code and streams."""
    monkeypatch.setattr(read, "_shipped_reader", FakeReader)

    def call(*words: str | Path, stdin: bytes | None = None) -> SimpleNamespace:
        if stdin is not None:
            monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(stdin)))
        try:
            code = cli.main([str(word) for word in words])
        except SystemExit as stop:
            code = int(stop.code or 0)
        out, err = capsys.readouterr()
        return SimpleNamespace(code=code, out=out, err=err)

    return call  # type: ignore[return-value]


@pytest.fixture
def report(tmp_path: Path) -> Path:
    """Write a report and return its path."""
    path = tmp_path / "report.txt"
    path.write_text(TEXT, encoding="utf-8")
    return path


def _python(*words: str, **options: object) -> subprocess.CompletedProcess[bytes]:
    environment = {**os.environ, "PYTHONPATH": str(SOURCE)}
    return subprocess.run([sys.executable, *words], capture_output=True, env=environment, check=False, **options)  # type: ignore[call-overload,no-any-return]


def test_json_of_one_report_is_one_object(run: Run, report: Path) -> None:
    """One report as JSON is one dossier, and warnings go to the other stream."""
    done = run("read", report, "--format", "json")
    dossier = dossier_from_json(done.out)
    assert dossier.report.text == TEXT
    assert done.code == 0
    assert done.err.startswith(f"onrecord: {report}: warning: No publication date")


def test_json_of_several_reports_is_one_a_line(run: Run, report: Path) -> None:
    """Several reports as JSON stand one on each line."""
    done = run("read", report, report, "--format", "json", "--jobs", "1", "--quiet")
    assert [dossier_from_json(line).report.text for line in done.out.splitlines()] == [TEXT, TEXT]
    assert done.err == ""


def test_options_reach_the_dossier(run: Run, report: Path) -> None:
    """What is said of the report on the command line stands in its dossier."""
    words = ("--published", "2031-05-02", "--publisher", "Norfax", "--url", "https://example.org/1", "--title", "Talks")
    done = run("read", report, "--format", "json", *words)
    plain = json.loads(done.out)["report"]
    assert (plain["published"], plain["published_source"]) == ("2031-05-02", "given")
    assert (plain["publisher"], plain["url"], plain["title"]) == ("Norfax", "https://example.org/1", "Talks")
    assert done.err == ""


def test_text_is_the_default(run: Run, report: Path) -> None:
    """Without a format the dossier is written for people, with the words said."""
    done = run("read", report, "--published", "2031-05-02")
    assert done.code == 0
    assert "We will keep the strait open" in done.out
    assert max(map(len, done.out.splitlines())) <= 80


@pytest.mark.parametrize("form", ["text", "json", "html", "brat", "conllu"])
def test_every_form_is_written(run: Run, report: Path, form: str) -> None:
    """Every form can be asked for."""
    done = run("read", report, "--format", form, "--quiet")
    assert (done.code, done.err) == (0, "")
    assert done.out.endswith("\n")


@pytest.mark.parametrize("form", ["text", "json", "html", "brat", "conllu"])
def test_every_form_can_say_that_nothing_was_read(run: Run, tmp_path: Path, form: str) -> None:
    """A report in another language can be written in every form."""
    path = tmp_path / "bericht.txt"
    path.write_text("Die Verhandlungen sind nach zwei Tagen ohne Ergebnis zu Ende gegangen, sagte der Minister. " * 3)
    done = run("read", path, "--format", form)
    assert done.code == 0
    assert "not in English" in done.err


def test_standard_input(run: Run) -> None:
    """A dash is standard input."""
    done = run("read", "-", "--format", "json", stdin=TEXT.encode())
    assert json.loads(done.out)["report"]["text"] == TEXT
    assert done.code == 0


def test_output_folder(run: Run, report: Path, tmp_path: Path) -> None:
    """With a folder each dossier becomes a file named after its input, and nothing goes to standard output."""
    done = run("read", report, "--output", tmp_path / "new" / "dossiers", "--quiet")
    assert (done.code, done.out, done.err) == (0, "", "")
    written = tmp_path / "new" / "dossiers" / "report.dossier.json"
    assert dossier_from_json(written.read_text(encoding="utf-8")).report.text == TEXT


@pytest.mark.parametrize(("form", "ending"), [("html", ".html"), ("brat", ".ann"), ("conllu", ".conllu")])
def test_output_folder_with_a_form(run: Run, report: Path, tmp_path: Path, form: str, ending: str) -> None:
    """With a folder and a form, that form lies beside the dossier; brat gets the text it points into."""
    run("read", report, "--output", tmp_path, "--format", form, "--quiet")
    assert (tmp_path / "report.dossier.json").exists()
    assert (tmp_path / f"report{ending}").exists()
    assert report.read_text(encoding="utf-8") == TEXT


def test_inputs_of_one_name_do_not_overwrite_each_other(run: Run, report: Path, tmp_path: Path) -> None:
    """Two inputs of the same name give two files."""
    other = tmp_path / "other"
    other.mkdir()
    (other / "report.txt").write_text(TEXT.replace("strait", "canal"), encoding="utf-8")
    run("read", report, other / "report.txt", "--output", tmp_path / "out", "--jobs", "1", "--quiet")
    assert sorted(p.name for p in (tmp_path / "out").iterdir()) == ["report-2.dossier.json", "report.dossier.json"]


@pytest.mark.parametrize("path", sorted(BAD.iterdir()), ids=lambda p: p.name)
def test_bad_input_is_named(run: Run, path: Path) -> None:
    """A bad input is named with its code on standard error, also when quiet, and the exit code is 1."""
    done = run("read", path, "--quiet")
    assert (done.code, done.out) == (1, "")
    assert done.err.startswith(f"onrecord: {path}: {path.name.split('.')[0]}: ")
    assert "Traceback" not in done.err


def test_missing_file_and_folder(run: Run, report: Path, tmp_path: Path) -> None:
    """A missing file and a folder are named, and the other inputs are read all the same."""
    done = run("read", tmp_path / "none.txt", tmp_path, report, "--format", "json", "--jobs", "1")
    assert done.code == 1
    assert len(done.out.splitlines()) == 1
    assert "none.txt: E-INPUT-MISSING: " in done.err
    assert f"{tmp_path}: E-INPUT-FOLDER: " in done.err
    assert "3 inputs: 1 read, 2 rejected" in done.err


def test_ten_megabytes_on_one_line(run: Run) -> None:
    """Ten megabytes on one line are refused with a coded message."""
    done = run("read", "-", stdin=b"words and " * 1_048_576)
    assert done.code == 1
    assert done.err.startswith("onrecord: -: E-INPUT-LARGE: ")


@pytest.mark.parametrize(
    "words",
    [
        ("read",),
        (),
        ("paint",),
        ("read", "a.txt", "--published", "yesterday"),
        ("read", "a.txt", "--jobs", "0"),
        ("read", "a.txt", "--jobs", "many"),
        ("read", "a.txt", "--format", "pdf"),
        ("read", "a.txt", "b.txt", "--url", "https://example.org/1"),
        ("read", "a.txt", "b.txt", "--format", "html"),
        ("read", "-", "-"),
        ("score", "beauty", "gold.txt"),
        ("score", "syntax", "there-is-no-such-file.conllu"),
    ],
)
def test_wrong_use(run: Run, words: tuple[str, ...]) -> None:
    """Wrong use ends with exit code 2 and a message, before anything is read."""
    done = run(*words)
    assert (done.code, done.out) == (2, "")
    assert "onrecord" in done.err
    assert "Traceback" not in done.err


def test_output_that_cannot_be_written(run: Run, report: Path) -> None:
    """A folder that cannot be made ends the run with a coded message."""
    done = run("read", report, "--output", report / "below-a-file")
    assert done.code == 1
    assert "E-OUTPUT" in done.err


@pytest.mark.parametrize("command", [(), *((name,) for name in COMMANDS)])
def test_help_has_an_example(run: Run, command: tuple[str, ...]) -> None:
    """The help of every command holds an example of that command."""
    done = run(*command, "--help")
    assert done.code == 0
    assert " ".join(("\n  onrecord", *command)) in done.out


def test_version(run: Run) -> None:
    """The version is that of the package."""
    assert run("--version").out == f"onrecord {__version__}\n"


def test_help_loads_no_room() -> None:
    """Help is answered without loading numpy, the network or any room."""
    code = (
        "import sys; from onrecord.cli import build_parser; build_parser().format_help(); "
        "known = ('onrecord.version', 'onrecord.errors', 'onrecord.cli'); "
        "print([m for m in sys.modules if m.startswith(('numpy', 'onnx', 'onrecord.')) and not m.startswith(known)])"
    )
    assert _python("-c", code).stdout.decode().strip() == "[]"


def test_reader_that_goes_away(report: Path) -> None:
    """A pipe whose reader has gone ends the command quietly."""
    code = (
        "import sys, os; sys.path.insert(0, sys.argv[1]); from onrecord import cli; from onrecord.run import read; "
        "from tests.builders import FakeReader; read._shipped_reader = FakeReader; "
        "r, w = os.pipe(); os.close(r); os.dup2(w, 1); "
        "sys.exit(cli.main(['read', *[sys.argv[2]] * 50, '--format', 'json', '--jobs', '1', '--quiet']))"
    )
    done = _python("-W", "ignore", "-c", code, str(SOURCE.parent), str(report))
    assert (done.returncode, done.stderr) == (0, b"")


def test_odd_characters_are_shown(report: Path) -> None:
    """Where the terminal cannot show a character, it is written as its escape instead of failing."""
    code = (
        "import sys; sys.path.insert(0, sys.argv[1]); from onrecord import cli; from onrecord.run import read; "
        "from tests.builders import FakeReader; read._shipped_reader = FakeReader; "
        "sys.exit(cli.main(['read', sys.argv[2], '--quiet']))"
    )
    report.write_bytes(TEXT.encode("utf-16"))
    done = _python("-X", "utf8=0", "-c", code, str(SOURCE.parent), str(report))
    assert done.returncode == 0
    assert "“We will keep the strait open,”".encode() in done.stdout


_FULL = Path("/dev/full")


@pytest.mark.skipif(not _FULL.exists(), reason="the system has no device that is always full")
@pytest.mark.parametrize("words", [("doctor",), ("read", "{report}"), ("read", "{report}", "--format", "json")])
def test_full_disk(report: Path, words: tuple[str, ...]) -> None:
    """Output that finds no space ends the command with a coded message, not with a traceback."""
    code = (
        "import sys; sys.path.insert(0, sys.argv[1]); from onrecord import cli; from onrecord.run import read; "
        "from tests.builders import FakeReader; read._shipped_reader = FakeReader; sys.exit(cli.main(sys.argv[2:]))"
    )
    named = [word.format(report=report) for word in words]
    with _FULL.open("wb") as full:
        done = subprocess.run(
            [sys.executable, "-c", code, str(SOURCE.parent), *named],
            stdout=full,
            stderr=subprocess.PIPE,
            env={**os.environ, "PYTHONPATH": str(SOURCE)},
            check=False,
        )
    assert done.returncode == 1
    assert done.stderr.decode().splitlines()[-1].startswith("onrecord: E-OUTPUT: ")
    assert b"Traceback" not in done.stderr


@pytest.mark.skipif(os.name != "posix", reason="streams are closed by a POSIX shell")
@pytest.mark.parametrize(
    ("closed", "code", "said"), [("<&-", 1, b"-: E-INPUT-UNREADABLE: "), (">&-", 0, b""), ("2>&-", 0, b"")]
)
def test_closed_stream(report: Path, closed: str, code: int, said: bytes) -> None:
    """A stream that is closed from the beginning is no reason for a traceback."""
    script = (
        "import sys; sys.path.insert(0, sys.argv[1]); from onrecord import cli; from onrecord.run import read; "
        "from tests.builders import FakeReader; read._shipped_reader = FakeReader; sys.exit(cli.main(sys.argv[2:]))"
    )
    name = "-" if closed == "<&-" else str(report)
    words = [sys.executable, "-c", script, str(SOURCE.parent), "read", name, "--published", "2031-05-02"]
    done = subprocess.run(
        ["/bin/sh", "-c", f'exec "$@" {closed}', "sh", *words],
        capture_output=True,
        env={**os.environ, "PYTHONPATH": str(SOURCE)},
        check=False,
    )
    assert done.returncode == code
    assert said in done.stderr
    assert b"Traceback" not in done.stderr


def test_interruption(run: Run, report: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Ctrl-C ends a command with the exit code that shells know, and one line."""

    def stop() -> FakeReader:
        raise KeyboardInterrupt

    monkeypatch.setattr(read, "_shipped_reader", stop)
    done = run("read", report)
    assert (done.code, done.out) == (130, "")
    assert done.err.startswith("onrecord: interrupted")


def test_file_is_written_whole_or_not_at_all(run: Run, report: Path, tmp_path: Path) -> None:
    """Where a file cannot be put in its place, no part of it is left behind."""
    (tmp_path / "out" / "report.dossier.json").mkdir(parents=True)
    done = run("read", report, "--output", tmp_path / "out")
    assert done.code == 1
    assert "E-OUTPUT" in done.err
    assert [p.name for p in (tmp_path / "out").iterdir()] == ["report.dossier.json"]


def test_module_is_the_command() -> None:
    """``python -m onrecord`` is the command."""
    assert _python("-m", "onrecord", "--version").stdout.decode().strip() == f"onrecord {__version__}"
