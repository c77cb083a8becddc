"""Full-text search over reports and statements: an index of words beside the record, kept up as the record grows.

``DIR/derived/search-VERSION.sqlite`` (SQLite FTS5) holds the words of every report and statement under the report's id
and the moment it was stored, so that compaction of the record costs it nothing. What a data file adds goes in with one
transaction, or not at all. Case and accents make no difference.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from onrecord.errors import OutputError, UsageError
from onrecord.record.filters import split_words
from onrecord.record.flat import Progress, flat_files
from onrecord.record.judged import WRONG, read_rulings
from onrecord.record.query import fetch
from onrecord.record.table import Record
from onrecord.record.views import connect
from onrecord.settings import SETTINGS

SEARCH_VERSION = 1
_SCHEMA = """
CREATE TABLE IF NOT EXISTS files (name TEXT PRIMARY KEY) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS entries (
    rowid INTEGER PRIMARY KEY, report TEXT NOT NULL, stamp TEXT NOT NULL, fact TEXT, first INTEGER, last INTEGER);
CREATE INDEX IF NOT EXISTS entries_report ON entries (report);
CREATE VIRTUAL TABLE IF NOT EXISTS words USING fts5(
    title, text, tokenize = "unicode61 remove_diacritics 2", prefix = '3 4');
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """A report or a statement with the words that were looked for."""

    #: "report" or "statement".
    kind: str
    report_id: str
    #: Id of the statement; None for a report.
    statement_id: str | None
    #: Code points of the statement in its report; None for a report.
    start: int | None
    end: int | None
    #: Some words round what was found, as the report has them.
    words: str
    #: BM25 rank: the lower the better; comparable within one search.
    rank: float

    def as_row(self) -> dict[str, Any]:
        """Return the hit as plain data."""
        return asdict(self)


def search(record: Record, words: str, *, limit: int = 20, progress: Progress | None = None) -> list[Hit]:
    """Return reports and statements that have all the words, the best first.

    Args:
        record: The record; what is new in it is indexed first.
        words: Words, each found from its beginning ("missile" finds "missiles"); in quotation marks a phrase.
        limit: Hits at most.
        progress: Told of data files being indexed.

    Raises:
        UsageError: There is no word.
        OutputError: The index cannot be written.
    """
    query = _match(words)
    statement = (
        "SELECT e.fact, e.report, e.first, e.last, snippet(words, 1, '', '', ' … ', 24), bm25(words, 4.0, 1.0) AS rank"
        " FROM words JOIN entries e ON e.rowid = words.rowid WHERE words MATCH ? ORDER BY rank, e.rowid LIMIT ?"
    )
    with _index(record, progress) as index:
        rows = index.execute(statement, (query, limit)).fetchall()
    wrong = _taken_out(record, [row[0] for row in rows if row[0]])
    return [
        Hit(
            kind="statement" if fact else "report",
            report_id=report,
            statement_id=fact,
            start=first,
            end=last,
            words=" ".join(found.split()),
            rank=rank,
        )
        for fact, report, first, last, found, rank in rows
        if (report, fact) not in wrong
    ]


def _taken_out(record: Record, facts: list[str]) -> set[tuple[str, str]]:
    """Return report and id of those statements among some that people found wrong."""
    if not facts or not any(ruling.verdict == WRONG for ruling in read_rulings(record)):
        return set()
    chosen = "FROM {} WHERE list_contains($facts, id)"
    with connect(record, kinds=("statements",)) as connection:
        read, kept = (
            {
                (row["report_id"], row["id"])
                for row in fetch(connection, chosen.format(name), {"facts": facts}).to_pylist()
            }
            for name in ("flat.statements", "hidden.statements")
        )
    return read - kept


def reports_with(record: Record, words: str, *, progress: Progress | None = None) -> list[str]:
    """Return the ids of all reports whose title or text has all the words."""
    query = "SELECT e.report FROM words JOIN entries e ON e.rowid = words.rowid WHERE words MATCH ? AND e.fact IS NULL"
    with _index(record, progress) as index:
        return [row[0] for row in index.execute(query, (_match(words),))]


def _match(words: str) -> str:
    """Return a user's words in the syntax of FTS5: quoted, so that none of them is an operator."""
    found = split_words(words)
    if not found:
        raise UsageError("Say what to look for: one word at least.")
    return " AND ".join('"' + word.replace('"', "") + '"*' for word in found)


@contextmanager
def _index(record: Record, progress: Progress | None) -> Iterator[sqlite3.Connection]:
    """Open the index with everything in it; one that is damaged is made anew."""
    path = record.derived / f"search-{SEARCH_VERSION}.sqlite"
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with closing(_ready(path, record, progress)) as index:
            yield index
    except (OSError, sqlite3.OperationalError) as error:
        raise OutputError(
            f"{path} cannot be used: {error}. Free space, or delete it: it is made anew from the record."
        ) from error


def _ready(path: Path, record: Record, progress: Progress | None) -> sqlite3.Connection:
    try:
        return _filled(path, record, progress)
    except sqlite3.OperationalError:
        raise  # locked, or no space
    except sqlite3.DatabaseError:
        for name in (path, Path(f"{path}-wal"), Path(f"{path}-shm")):
            name.unlink(missing_ok=True)
        return _filled(path, record, progress)


def _filled(path: Path, record: Record, progress: Progress | None) -> sqlite3.Connection:
    """Open the index and put in the data files that are not in it yet."""
    files = flat_files(record, progress=progress)
    index = sqlite3.connect(path, timeout=SETTINGS.search_wait_seconds, isolation_level=None)
    try:
        index.execute("PRAGMA journal_mode = WAL")  # readers go on while somebody adds
        index.execute("PRAGMA synchronous = NORMAL")
        index.executescript(_SCHEMA)
        known = {row[0] for row in index.execute("SELECT name FROM files")}
        pairs = zip(files["reports"], files["statements"], strict=True)
        missing = [pair for pair in pairs if pair[0].name not in known]
        for n, (reports, statements) in enumerate(missing, 1):
            _add_file(index, reports, statements)
            if progress is not None:
                progress(n, len(missing))
    except BaseException:
        index.close()
        raise
    return index


def _add_file(index: sqlite3.Connection, reports: Path, statements: Path) -> None:
    """Add what one data file holds, in one transaction."""
    import pyarrow.parquet as pq

    index.execute("BEGIN IMMEDIATE")
    try:
        # Another process may have added it while this one waited.
        if not index.execute("SELECT 1 FROM files WHERE name = ?", (reports.name,)).fetchone():
            rows = pq.read_table(reports, columns=["report_id", "ingested_at", "title", "text"]).to_pylist()
            added = {row["report_id"]: str(row["ingested_at"]) for row in rows if _is_new(index, row)}
            _add(index, ((r["report_id"], str(r["ingested_at"]), None, None, None, r["title"], r["text"])
                         for r in rows if r["report_id"] in added))  # fmt: skip
            columns = ["report_id", "id", "start", "end", "words"]
            said = pq.read_table(statements, columns=columns).to_pylist()
            _add(index, ((r["report_id"], added[r["report_id"]], r["id"], r["start"], r["end"], None, r["words"])
                         for r in said if r["report_id"] in added))  # fmt: skip
            index.execute("INSERT INTO files VALUES (?)", (reports.name,))
        index.execute("COMMIT")
    except BaseException:
        index.execute("ROLLBACK")
        raise


def _is_new(index: sqlite3.Connection, row: dict[str, Any]) -> bool:
    """Tell whether a report is to be added; what it said when it was stored before is taken out."""
    old = index.execute("SELECT rowid, stamp FROM entries WHERE report = ?", (row["report_id"],)).fetchall()
    if old and old[0][1] == str(row["ingested_at"]):
        return False
    for rowid, _ in old:
        index.execute("DELETE FROM words WHERE rowid = ?", (rowid,))
        index.execute("DELETE FROM entries WHERE rowid = ?", (rowid,))
    return True


def _add(index: sqlite3.Connection, entries: Iterable[tuple[Any, ...]]) -> None:
    """Add entries: report, stamp, fact, first, last, title, text."""
    number = index.execute("SELECT coalesce(max(rowid), 0) FROM entries").fetchone()[0]
    numbered = [(n, *entry) for n, entry in enumerate(entries, number + 1)]
    index.executemany("INSERT INTO entries VALUES (?, ?, ?, ?, ?, ?)", [entry[:6] for entry in numbered])
    index.executemany("INSERT INTO words (rowid, title, text) VALUES (?, ?, ?)",
                      [(entry[0], *entry[6:]) for entry in numbered])  # fmt: skip
