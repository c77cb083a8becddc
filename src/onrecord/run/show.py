"""What ``onrecord show`` and ``onrecord query`` do: ask a record and write the answer."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from onrecord.record.filters import Filters, check_filters, make_filters
from onrecord.record.flat import KINDS
from onrecord.record.selection import OpenRecord, Selection, open_record
from onrecord.run.rows import write_rows
from onrecord.run.show_tables import LAYOUTS, draw_table, plain_layout
from onrecord.settings import SETTINGS

if TYPE_CHECKING:
    import pyarrow as pa

#: Columns beyond which a table gets hard to follow.
_WIDEST = 160


@dataclass(frozen=True, slots=True, kw_only=True)
class ShowOptions:
    """Options of ``onrecord show`` and ``onrecord query``, as given."""

    record: str
    #: One of ``table``, ``json``, ``jsonl``, ``csv``; of a query also ``parquet``.
    format: str = "table"
    #: Filters by name, as given; None where they were not.
    filters: Mapping[str, Any] = field(default_factory=dict)
    #: Of ``tension``: "week" or "day".
    period: str = "week"
    quiet: bool = False


def show(what: str, options: ShowOptions) -> None:
    """Write what was chosen from a record.

    Raises:
        UsageError: A filter makes no sense or does not go with what is asked for.
        FatalError: The record cannot be read, or the answer not be written.
    """
    record = open_record(options.record)
    filters = make_filters(**options.filters)
    check_filters(what, filters)
    table = options.format == "table"
    limit = SETTINGS.table_rows if table and filters.limit is None else filters.limit or None
    # Series are made whole in any case; of facts only those that are shown are fetched.
    whole = what not in KINDS
    chosen = Selection(record, what, replace(filters, limit=None if whole else limit), options.period, _bar(options))
    found = chosen.arrow()
    rows = found if limit is None else found.slice(0, limit)
    if table and len(rows):
        layout = LAYOUTS.get(what) or plain_layout(rows.column_names)
        sys.stdout.write(draw_table(rows.to_pylist(), layout, _width()))
    elif not table:
        write_rows(rows, options.format, sys.stdout)
    if options.quiet:
        return
    if not len(found):
        _tell(explain_nothing(record, what, filters))
    elif limit is not None and len(rows) == limit:
        n_all = len(found) if whole else chosen.count()
        if n_all > limit:
            _tell(f"{limit:,} of {n_all:,} rows. All: --limit 0. Other forms: --format json, jsonl, csv")


def query(text: str, options: ShowOptions) -> None:
    """Write the answer to one SELECT over the views of a record.

    Raises:
        UsageError: It is not one SELECT over the views, or takes more than its ceilings.
        FatalError: The record cannot be read, or the answer not be written.
    """
    from onrecord.record.select import query_rows

    rows = _uniquely_named(query_rows(open_record(options.record), text, progress=_bar(options)))
    if options.format != "table":
        write_rows(rows, options.format, sys.stdout)
        return
    shown = rows.slice(0, SETTINGS.table_rows)
    if len(rows):
        sys.stdout.write(draw_table(shown.to_pylist(), plain_layout(shown.column_names), _width()))
    if len(rows) > len(shown) and not options.quiet:
        _tell(f"{len(shown):,} of {len(rows):,} rows. All: --format json, jsonl, csv or parquet")
    elif not len(rows) and not options.quiet:
        _tell("The query gives no rows.")


def explain_nothing(record: OpenRecord, what: str, filters: Filters) -> str:
    """Say why there are no rows and what to do."""
    if what != "rejects" and not record.n_reports():
        return f"The record holds no reports yet. Add some: onrecord ingest FILE… --record {record.folder}"
    given = filters.given()
    if not given:
        return _NOTHING.get(what, f"No report of the record has {what}.")
    alone = [name for name in given if not _with_only(record, what, filters, name)]
    if alone:
        culprits = " and ".join(f"--{name}" for name in alone)
        return f"No {what} fit {culprits}, even alone. {_HINTS.get(alone[0], 'Leave it out, or widen it.')}"
    together = ", ".join(f"--{name}" for name in given)
    return f"Each of {together} fits some {what}, but none fits all. Leave one out."


def _with_only(record: OpenRecord, what: str, filters: Filters, name: str) -> int:
    alone = replace(Filters(), **{name: getattr(filters, name)})
    return Selection(record, what, alone).count()


_NOTHING = {
    "deadlocks": "No two parties of the record have opposed newest positions on one issue.",
    "calendar": "Nothing in the record was announced for a day ahead that is known.",
    "tension": "No event of the record has two parties.",
    "rejects": "No input was rejected.",
}
_HINTS = {
    "actor": "Names are looked for as whole words; see who there is: onrecord show actors.",
    "speaker": "Names are looked for as whole words; see who there is: onrecord show actors.",
    "country": "See whom the record names: onrecord show actors.",
    "since": "See which days it covers: onrecord query 'SELECT min(published), max(published) FROM reports'.",
    "until": "See which days it covers: onrecord query 'SELECT min(published), max(published) FROM reports'.",
    "publisher": "See which outlets it has: onrecord query 'SELECT DISTINCT publisher FROM reports'.",
    "type": "See which there are: onrecord query 'SELECT type, count(*) FROM events GROUP BY type'.",
    "issue": "See which there are: onrecord query 'SELECT issue, count(*) FROM positions GROUP BY issue'.",
    "text": "Words are looked for from their beginning, and all must occur; try fewer.",
}


def _uniquely_named(rows: pa.Table) -> pa.Table:
    """Return rows in which columns of one name are numbered: a row of JSON has each name once."""
    taken: dict[str, int] = {}
    names = []
    for name in rows.column_names:
        taken[name] = taken.get(name, 0) + 1
        names.append(name if taken[name] == 1 else f"{name} ({taken[name]})")
    return rows.rename_columns(names)


def _width() -> int:
    if not sys.stdout.isatty():
        return SETTINGS.text_width_columns
    return max(40, min(shutil.get_terminal_size((SETTINGS.text_width_columns, 24)).columns, _WIDEST))


def _bar(options: ShowOptions) -> Any:
    """Return what tells how far the record is laid flat; that takes time only once."""
    if options.quiet or not sys.stderr.isatty():
        return None

    def tell(done: int, total: int) -> None:
        sys.stderr.write(f"\ronrecord: preparing the record: {done} of {total} files" + ("\n" if done == total else ""))
        sys.stderr.flush()

    return tell


def _tell(message: str) -> None:
    sys.stderr.write(f"onrecord: {message}\n")
