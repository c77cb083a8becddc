"""The connection over a record's views."""

from __future__ import annotations

import shutil
from pathlib import Path

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from onrecord.errors import UsageError
from onrecord.model.dossier import Dossier
from onrecord.record.flat import KINDS
from onrecord.record.selection import OpenRecord
from tests.builders import build_report
from tests.record.crisis import make_crisis, rows_of


def test_every_kind_has_a_view(crisis: OpenRecord) -> None:
    """All kinds can be counted in SQL; folded columns do not show."""
    with crisis.connect() as connection:
        for kind in KINDS:
            names = [row[0] for row in connection.execute(f"DESCRIBE {kind}").fetchall()]
            assert {"report_id", "publisher", "published", "url", "title"} <= set(names)
            assert not [name for name in names if name.startswith("_")]


def test_names_are_resolved(crisis: OpenRecord) -> None:
    """A statement has the names of who made it and who passed it on, an event those of its parties."""
    (row,) = crisis.statements(publisher="Lake Times")
    assert (row["speaker"], row["speaker_country"], row["passed_on_by"]) == ("Tom Okello", "UGA", ["Uganda Radio"])
    (row,) = crisis.events(type="ACCUSE")
    assert (row["actors"], row["recipients"], row["actor_countries"]) == (["Kenya"], ["Uganda"], ["KEN"])


@pytest.mark.parametrize(
    "query",
    [
        "SELECT * FROM read_csv('/etc/passwd')",
        "SELECT * FROM '/etc/passwd'",
        "COPY (SELECT 1) TO '/tmp/onrecord-must-not-be.csv'",
        "ATTACH '/tmp/onrecord-must-not-be.db'",
        "SET memory_limit = '100GB'",
        "SET enable_external_access = true",
        "INSTALL httpfs",
    ],
)
def test_the_connection_reads_the_record_and_nothing_else(crisis: OpenRecord, query: str) -> None:
    """Whoever holds the connection can neither read other files nor write any, nor change its settings."""
    with crisis.connect() as connection, pytest.raises(duckdb.Error):
        connection.execute(query).fetchall()


def test_python_variables_are_no_tables(crisis: OpenRecord) -> None:
    """A query does not see what variables the program has."""
    secret = pa.table({"a": [1]})
    with crisis.connect() as connection, pytest.raises(duckdb.CatalogException):
        connection.execute("SELECT * FROM secret").fetchall()
    assert len(secret) == 1


def test_what_merge_made_is_a_view(tmp_path: Path) -> None:
    """Parquet files in derived/merged are views of their names; names that views have are passed over."""
    record = make_crisis(tmp_path)
    merged = record.derived / "merged"
    merged.mkdir(parents=True)
    pq.write_table(pa.table({"id": ["s1"], "n_reports": [3]}), merged / "stories.parquet")
    shutil.copy(merged / "stories.parquet", merged / "events.parquet")
    assert record.query("SELECT n_reports FROM stories").to_pylist() == [{"n_reports": 3}]
    assert len(record.select("stories")) == 1
    assert len(record.query("SELECT * FROM events")) == 7


def test_stories_before_merge_say_what_to_run(crisis: OpenRecord) -> None:
    """Asking for what merge makes, before it ran, names the command."""
    with pytest.raises(UsageError, match="onrecord merge"):
        crisis.select("stories")


def test_a_connection_keeps_its_version(tmp_path: Path) -> None:
    """Reports added later do not show in a connection opened before."""
    record = make_crisis(tmp_path, per_commit=4)
    with record.connect() as connection:
        record.add(rows_of([Dossier(report=build_report("One more report."))]))
        assert connection.execute("SELECT count(*) FROM reports").fetchall() == [(4,)]
    assert record.query("SELECT count(*) AS n FROM reports").to_pylist() == [{"n": 5}]
