"""Queries of users: one SELECT over the views, with ceilings on memory and time, and no way to files or settings."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, TypeVar

from onrecord.errors import UsageError
from onrecord.settings import SETTINGS

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

Answer = TypeVar("Answer")

#: Functions that may stand where a table stands. All others read files, change settings or tell of the machine.
_TABLE_FUNCTIONS = frozenset({"unnest", "range", "generate_series", "json_each", "json_tree"})
#: Kinds of nodes of a parsed query that would write, were they let through.
_WRITERS = ("INSERT", "UPDATE", "DELETE", "MERGE")
_RESERVED = 'start and end are words of SQL too: write "end" and "of" in double quotation marks.'


def check_select(connection: DuckDBPyConnection, query: str) -> None:
    """Refuse a query that is not a single SELECT over the views.

    Raises:
        UsageError: It writes, is several, reads files, or is no SQL.
    """
    if len(query) > SETTINGS.max_query_chars:
        raise UsageError(f"The query has more than {SETTINGS.max_query_chars:,} characters. Shorten it.")
    answer = connection.execute("SELECT json_serialize_sql($query::VARCHAR)", {"query": query}).fetchall()[0][0]
    parsed: dict[str, Any] = json.loads(answer)
    if parsed.get("error"):
        if parsed.get("error_type") == "parser":
            raise UsageError(f"The query is no SQL: {_reason(parsed)}")
        raise UsageError("A query may only read. Ask with a single SELECT; what the views hold: docs/query.md")
    if len(parsed["statements"]) != 1:
        raise UsageError("Ask one thing at a time: the query must be a single SELECT.")
    for node in _nodes(parsed["statements"]):
        kind = str(node.get("type", ""))
        name = str((node.get("function") or {}).get("function_name", "")).lower() if kind == "TABLE_FUNCTION" else ""
        if name and name not in _TABLE_FUNCTIONS:
            raise UsageError(f"{name}(…) may not stand in a query: only the views can be read. See docs/query.md")
        if kind == "VALUE_PARAMETER":
            raise UsageError("A query takes no parameters here: write the values into it.")
        if kind.startswith(_WRITERS):
            raise UsageError("A query may only read. Ask with a single SELECT; what the views hold: docs/query.md")


def _nodes(value: Any) -> Iterator[dict[str, Any]]:
    waiting = [value]
    while waiting:
        item = waiting.pop()
        if isinstance(item, dict):
            yield item
            waiting.extend(item.values())
        elif isinstance(item, list):
            waiting.extend(item)


def _reason(parsed: dict[str, Any]) -> str:
    message = str(parsed.get("error_message", "it cannot be parsed")).splitlines()[0]
    return f"{message}. {_RESERVED}" if any(f'near "{word}"' in message for word in ("end", "of")) else f"{message}."


@contextmanager
def time_limit(connection: DuckDBPyConnection, seconds: float) -> Iterator[None]:
    """Interrupt whatever the connection is doing after some seconds."""
    timer = threading.Timer(seconds, connection.interrupt)
    timer.daemon = True
    timer.start()
    try:
        yield
    finally:
        timer.cancel()


def within_limits(
    connection: DuckDBPyConnection, work: Callable[[], Answer], *, seconds: float = SETTINGS.query_seconds
) -> Answer:
    """Do some work on a connection; say what to do where it takes too long or too much memory.

    Raises:
        UsageError: It did.
    """
    import duckdb

    try:
        with time_limit(connection, seconds):
            return work()
    except duckdb.InterruptException:
        raise UsageError(f"This took longer than {seconds:g} s. Narrow it, or ask for less.") from None
    except duckdb.OutOfMemoryException:
        room = f"{SETTINGS.query_bytes / 1024**3:g} GiB"
        raise UsageError(f"This takes more memory than {room}. Narrow it, or ask for fewer rows.") from None


def ask(
    connection: DuckDBPyConnection, work: Callable[[], Answer], *, seconds: float = SETTINGS.query_seconds
) -> Answer:
    """Carry out a user's query within the limits; say what is wrong with it where it fails.

    Raises:
        UsageError: It took too long or too much memory, or names what is not there.
    """
    import duckdb

    try:
        return within_limits(connection, work, seconds=seconds)
    except (duckdb.CatalogException, duckdb.BinderException, duckdb.ParserException) as error:
        raise UsageError(f"The query cannot be answered: {_first_line(error)} See docs/query.md") from None
    except (duckdb.DataError, duckdb.InvalidInputException, duckdb.PermissionException):
        # These quote the values they stumble over, which may be words of a report.
        raise UsageError(
            "The query cannot be answered: a value does not fit its type, or it asks for a file. "
            "TRY_CAST gives NULL where a value does not fit."
        ) from None
    except duckdb.Error as error:
        raise UsageError(f"The query cannot be answered ({type(error).__name__}). Simplify it.") from None


def _first_line(error: Exception) -> str:
    lines = [line for line in str(error).splitlines() if line.strip()]
    kept = [line for line in lines[:2] if not line.startswith("LINE")]
    return " ".join(kept)[:300]
