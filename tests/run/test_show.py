"""The commands show and query."""

from __future__ import annotations

import csv
import io
import json
import sys
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from onrecord.cli import main
from onrecord.record.selection import OpenRecord
from onrecord.record.table import create_record
from onrecord.run.formats.columns import columns
from tests.record.crisis import make_crisis


@pytest.fixture(scope="module")
def record(tmp_path_factory: pytest.TempPathFactory) -> OpenRecord:
    """Return a record of four reports."""
    return make_crisis(tmp_path_factory.mktemp("show"))


def _show(record: OpenRecord, *words: str) -> int:
    return main([*words, "--record", str(record.folder)])


@pytest.mark.parametrize(
    ("what", "evidence"),
    [
        ("statements", "“We will never open the road,”"),
        ("events", "Ugandan troops *shelled* a post near Busia on 2 May 2031."),
        ("positions", "the road be opened"),
        ("figures", "*At least 12 soldiers* were killed near Moyale."),
        ("times", "10 May"),
        ("places", "Busia"),
        ("actors", "María Oduya · the foreign minister"),
        ("reports", "Talks called off"),
        ("timeline", "Ugandan troops *shelled* a post near Busia on 2 May 2031."),
        ("calendar", "Kenya will hold *talks* with Uganda on 10 May if the rain stops."),
        ("tension", "Kenya – Uganda"),
        ("deadlocks", "called off the talks"),
    ],
)
def test_a_table_shows_the_words(
    record: OpenRecord, capsys: pytest.CaptureFixture[str], what: str, evidence: str
) -> None:
    """Every kind shows its evidence, in lines no wider than 80 columns."""
    assert _show(record, "show", what) == 0
    out = capsys.readouterr().out
    assert evidence in " ".join(out.split())
    assert max(columns(line) for line in out.splitlines()) <= 80


def test_a_cut_table_says_how_many_there_are(record: OpenRecord, capsys: pytest.CaptureFixture[str]) -> None:
    """Below a table that was cut stands how many rows there are, on standard error."""
    assert _show(record, "show", "events", "--limit", "2") == 0
    assert "2 of 7 rows" in capsys.readouterr().err
    assert _show(record, "show", "events", "--limit", "0") == 0
    assert capsys.readouterr().err == ""


def test_other_forms_have_all_rows_and_columns(record: OpenRecord, capsys: pytest.CaptureFixture[str]) -> None:
    """JSON, JSON lines and CSV hold the same rows."""
    assert _show(record, "show", "events", "--format", "json") == 0
    whole = json.loads(capsys.readouterr().out)
    assert _show(record, "show", "events", "--format", "jsonl") == 0
    lines = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert _show(record, "show", "events", "--format", "csv") == 0
    table = list(csv.DictReader(io.StringIO(capsys.readouterr().out)))
    assert whole == lines
    assert len(whole) == len(table) == 7
    talks = next(row for row in table if row["words"] == "talks" and row["modality"] == "planned")
    assert (talks["actors"], talks["published"], talks["negated"]) == ("Kenya; Uganda", "2031-05-01", "false")


def test_filters_go_through(record: OpenRecord, capsys: pytest.CaptureFixture[str]) -> None:
    """Filters of the command line choose rows."""
    words = ["--country", "Uganda", "--type", "assault", "--since", "2031-05-01", "--format", "jsonl"]
    assert _show(record, "show", "events", *words) == 0
    assert {json.loads(line)["words"] for line in capsys.readouterr().out.splitlines()} == {"shelled", "shelling"}


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (["statements", "--speaker", "Nobody"], "--speaker"),
        (["statements", "--speaker", "Oduya", "--country", "UGA"], "none fits all"),
        (["rejects"], "No input was rejected"),
        (["stories"], "onrecord merge"),
    ],
)
def test_nothing_to_show_says_why(
    record: OpenRecord, capsys: pytest.CaptureFixture[str], words: list[str], says: str
) -> None:
    """Without rows the message names the cause and the next step."""
    _show(record, "show", *words)
    captured = capsys.readouterr()
    assert captured.out == ""
    assert says in captured.err


def test_an_empty_record_says_how_to_fill_it(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A record without reports is said to be one."""
    create_record(tmp_path)
    assert main(["show", "events", "--record", str(tmp_path)]) == 0
    assert "onrecord ingest" in capsys.readouterr().err
    assert main(["show", "events", "--record", str(tmp_path), "--format", "json", "--quiet"]) == 0
    assert json.loads(capsys.readouterr().out) == []


@pytest.mark.parametrize(
    "words",
    [
        ["show", "events", "--modality", "hapened"],
        ["show", "figures", "--modality", "planned"],
        ["show", "events", "--since", "yesterday"],
        ["query", "DROP VIEW events"],
        ["query", "SELECT * FROM read_csv('/etc/passwd')"],
    ],
)
def test_wrong_use_ends_with_two(record: OpenRecord, capsys: pytest.CaptureFixture[str], words: list[str]) -> None:
    """Wrong use ends with exit code 2 and a message."""
    assert _show(record, *words) == 2
    captured = capsys.readouterr()
    assert captured.out == ""
    assert captured.err.startswith("onrecord: ")


def test_no_record_is_said_so(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A folder that is no record ends with exit code 1 and the code of the error."""
    assert main(["show", "events", "--record", str(tmp_path)]) == 1
    assert "E-RECORD" in capsys.readouterr().err


def test_a_query_is_answered_in_every_form(record: OpenRecord, capsys: pytest.CaptureFixture[str]) -> None:
    """A query gives a table, or rows for programs; columns of one name are kept apart."""
    query = "SELECT modality, count(*) AS n, 1 AS n FROM events GROUP BY modality ORDER BY count(*) DESC"
    assert _show(record, "query", query) == 0
    out = capsys.readouterr().out
    assert out.splitlines()[0].split() == ["modality", "n", "n", "(2)"]
    assert out.splitlines()[2].split() == ["happened", "4", "1"]
    assert _show(record, "query", "SELECT count(*) AS n FROM reports", "--format", "csv") == 0
    assert capsys.readouterr().out == "n\n4\n"


def test_a_query_is_read_from_standard_input(
    record: OpenRecord, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A dash reads the query from standard input."""
    monkeypatch.setattr(sys, "stdin", io.StringIO("SELECT 7 AS n"))
    assert _show(record, "query", "-", "--format", "jsonl") == 0
    assert capsys.readouterr().out == '{"n": 7}\n'


def test_parquet_goes_to_a_file(record: OpenRecord, capfdbinary: pytest.CaptureFixture[bytes], tmp_path: Path) -> None:
    """A query's answer can be kept as Parquet."""
    assert _show(record, "query", "SELECT words FROM events", "--format", "parquet") == 0
    (tmp_path / "rows.parquet").write_bytes(capfdbinary.readouterr().out)
    assert pq.read_table(tmp_path / "rows.parquet").num_rows == 7
