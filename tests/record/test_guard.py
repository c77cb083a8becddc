"""Queries of users."""

from __future__ import annotations

import pytest

from onrecord.errors import UsageError
from onrecord.record.guard import ask
from onrecord.record.selection import OpenRecord


@pytest.mark.parametrize(
    ("query", "says"),
    [
        ("DROP VIEW events", "only read"),
        ("INSERT INTO events VALUES (1)", "only read"),
        ("UPDATE events SET type = 'AID'", "only read"),
        ("CREATE TABLE mine AS SELECT 1", "only read"),
        ("COPY events TO 'x.csv'", "only read"),
        ("ATTACH 'x.db'", "only read"),
        ("SET threads = 1", "only read"),
        ("PRAGMA database_list", "only read"),
        ("CALL pragma_version()", "only read"),
        ("SELECT 1; SELECT 2", "single SELECT"),
        ("SELECT 1; DROP VIEW events", "only read"),
        ("", "single SELECT"),
        ("SELEC 1", "no SQL"),
        ("SELECT * FROM read_csv('/etc/passwd')", "only the views"),
        ("SELECT * FROM READ_TEXT('/etc/passwd')", "only the views"),
        ("SELECT (SELECT content FROM read_text('/etc/passwd'))", "only the views"),
        ("WITH a AS (SELECT * FROM glob('*')) SELECT * FROM a", "only the views"),
        ("SELECT * FROM query('DROP VIEW events')", "only the views"),
        ("SELECT * FROM duckdb_settings()", "only the views"),
        ("SELECT * FROM '/etc/passwd'", "docs/query.md"),
        ("SELECT * FROM evens", "events"),
        ("SELECT tipe FROM events", "type"),
        ("SELECT start, end FROM events", "quotation marks"),
        ("SELECT $what", "parameter"),
        ("SELECT " + "1 + " * 40_000 + "1", "characters"),
    ],
)
def test_what_is_no_single_select_is_refused(crisis: OpenRecord, query: str, says: str) -> None:
    """A query that writes, is several, reads files or is wrong ends in a message that says what to do."""
    with pytest.raises(UsageError, match=says):
        crisis.query(query)


@pytest.mark.parametrize(
    ("query", "n_rows"),
    [
        ("SELECT * FROM events", 7),
        ("FROM events", 7),
        ("WITH a AS (SELECT type FROM events) SELECT DISTINCT type FROM a;", 4),
        ("SELECT unnest(actors) FROM events WHERE type = 'CONSULT'", 4),
        ("SELECT * FROM range(3)", 3),
        ("VALUES (1), (2)", 2),
        ('SELECT words, start, "end" FROM statements', 3),
    ],
)
def test_what_reads_is_answered(crisis: OpenRecord, query: str, n_rows: int) -> None:
    """Every form of SELECT over the views is answered."""
    assert len(crisis.query(query)) == n_rows


def test_data_cannot_be_written_inside_a_select(crisis: OpenRecord) -> None:
    """A writing part inside a SELECT is refused as well."""
    with pytest.raises(UsageError):
        crisis.query("WITH x AS (INSERT INTO judged.t VALUES (1) RETURNING 1) SELECT * FROM x")


def test_a_long_query_is_interrupted(crisis: OpenRecord) -> None:
    """A query that takes too long ends in a message that says to narrow it."""
    slow = "SELECT count(*) FROM range(1000000) a, range(1000000) b WHERE a.range * b.range % 7 = 3"
    with crisis.connect() as connection, pytest.raises(UsageError, match="longer than"):
        ask(connection, lambda: connection.sql(slow).to_arrow_table(), seconds=0.3)


def test_no_message_has_words_of_a_report(crisis: OpenRecord) -> None:
    """A value that does not fit its type is not quoted in the message."""
    with pytest.raises(UsageError) as error:
        crisis.query("SELECT CAST(words AS INTEGER) FROM statements")
    assert "road" not in str(error.value)
    assert "TRY_CAST" in str(error.value)
