"""A record of many reports without reading any: the annotated reports of the corpus again and again.

Each replica has ids, a publisher and a day of publication of its own; all times move with the day. Texts and spans
stay.
The spans are right; the report's id is no longer the hash of its text.
"""

from __future__ import annotations

import random
import sys
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from hashlib import sha256
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "src"))

from onrecord.extract.event_codes import fill_codes  # noqa: E402
from onrecord.model.arrow import dossier_to_row, dossiers_to_table  # noqa: E402
from onrecord.model.dossier import Dossier  # noqa: E402
from onrecord.record.table import Record, create_record  # noqa: E402
from onrecord.score.gold_reports import read_gold_reports  # noqa: E402

#: First day of the made-up news, and over how many days it spreads.
FIRST = date(2030, 1, 1)
N_DAYS = 1_095
N_PUBLISHERS = 40
#: Fields that hold ids of facts, or lists of such.
IDS = frozenset({"id", "speakers", "parent", "actors", "recipients", "actors_alleged", "disputed_by", "where",
                 "statement", "part_of", "party", "speaker", "toward", "same_as", "actor"})  # fmt: skip
NOW = datetime(2034, 1, 1, tzinfo=UTC)


def make_record(folder: Path, n_reports: int, *, per_commit: int = 500, n_templates: int = 110) -> Record:
    """Make a record of ``n_reports`` generated reports.

    Args:
        folder: A new folder.
        n_reports: How many.
        per_commit: Reports of one commit, hence of one data file.
        n_templates: How many annotated reports are replicated.
    """
    from deltalake import write_deltalake

    record = create_record(folder)
    for table in _batches(n_reports, per_commit, n_templates):
        write_deltalake(str(folder / "reports"), table, mode="append")
    return record


def templates(n_templates: int) -> list[Dossier]:
    """Return annotated reports of the corpus with the codes of their events filled in."""
    found = []
    for gold in read_gold_reports([ROOT / "corpus" / "reports" / "train"]):
        found.append(replace(gold.dossier, events=tuple(fill_codes(event) for event in gold.dossier.events)))
        if len(found) == n_templates:
            break
    return found


def _batches(n_reports: int, per_commit: int, n_templates: int) -> Iterator[pa.Table]:
    """Yield tables of ``per_commit`` reports."""
    dossiers = templates(n_templates)
    rows = [dossier_to_row(d, origin=None, ingested_at=NOW) for d in dossiers]
    base = dossiers_to_table(rows)
    days = [d.report.published or FIRST for d in dossiers]
    starts = [_moved(base.slice(n, 1), (FIRST - day).days + n % 14) for n, day in enumerate(days)]
    base = pa.concat_tables(starts)
    chance = random.Random(6)
    n_copies = -(-n_reports // len(dossiers))
    waiting: list[pa.Table] = []
    n_waiting = n_done = 0
    for copy in range(n_copies):
        table = _copy(base, copy, copy * N_DAYS // n_copies, chance).slice(0, min(len(base), n_reports - n_done))
        n_done += len(table)
        waiting.append(table)
        n_waiting += len(table)
        while n_waiting >= per_commit or (n_done == n_reports and n_waiting):
            joined = pa.concat_tables(waiting).combine_chunks()
            yield joined.slice(0, per_commit)
            waiting = [joined.slice(per_commit)]
            n_waiting = len(waiting[0])


def _copy(base: pa.Table, copy: int, days: int, chance: random.Random) -> pa.Table:
    """Return a replica of all templates with ids, publishers and days of its own."""
    table = _moved(base, days)
    columns = {}
    for field in table.schema:
        column = table[field.name].combine_chunks()
        columns[field.name] = column if field.name in ("text", "title") else _renamed(column, field.name, f"-{copy}")
    n_rows = len(table)
    columns["id"] = pa.array([sha256(f"{copy}|{n}".encode()).hexdigest() for n in range(n_rows)])
    names = [f"Harbour Post {chance.randrange(N_PUBLISHERS) + 1}" for _ in range(n_rows)]
    columns["publisher"] = pa.array(names)
    columns["url"] = pa.array([f"https://example.org/{copy}/{n}" for n in range(n_rows)])
    return pa.table(columns, schema=table.schema)


def _renamed(array: pa.Array, name: str, suffix: str) -> pa.Array:
    """Return an array with a suffix after all ids of facts in it."""
    kind = array.type
    if pa.types.is_list(kind):
        inner = _renamed(array.flatten(), name, suffix)
        return pa.ListArray.from_arrays(_offsets(array), inner, type=kind)
    if pa.types.is_struct(kind):
        inner = [_renamed(part, f.name, suffix) for f, part in zip(kind, array.flatten(), strict=True)]
        return pa.StructArray.from_arrays(inner, fields=list(kind), mask=pc.is_null(array))
    return pc.binary_join_element_wise(array, suffix, "") if name in IDS and pa.types.is_string(kind) else array


def _moved(table: pa.Table, days: int) -> pa.Table:
    """Return a table with all its days and times moved."""
    columns = [_shifted(table[f.name].combine_chunks(), days) for f in table.schema]
    return pa.table(columns, schema=table.schema)


def _shifted(array: Any, days: int) -> Any:
    kind = array.type
    if isinstance(array, pa.ChunkedArray):
        array = array.combine_chunks()
    if pa.types.is_list(kind):
        return pa.ListArray.from_arrays(_offsets(array), _shifted(array.flatten(), days), type=kind)
    if pa.types.is_struct(kind):
        inner = [_shifted(part, days) for part in array.flatten()]
        return pa.StructArray.from_arrays(inner, fields=list(kind), mask=pc.is_null(array))
    if pa.types.is_date32(kind):
        return pc.add(array.cast(pa.int32()), pa.scalar(days, pa.int32())).cast(kind)
    if pa.types.is_timestamp(kind) and kind.tz is None:
        return pc.add(array, pa.scalar(timedelta(days=days), pa.duration("us")))
    return array


def _offsets(array: pa.ListArray) -> pa.Array:
    """Return offsets that begin at 0, as those of ``flatten`` do."""
    lengths = pc.fill_null(pc.list_value_length(array), 0)
    return pa.concat_arrays([pa.array([0], pa.int32()), pc.cumulative_sum(lengths).cast(pa.int32())])
