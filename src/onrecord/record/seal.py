"""A digest of each row, so that a value that changed on the disk is found, wherever compaction has moved the row."""

from __future__ import annotations

import json
from collections.abc import Mapping
from hashlib import sha256
from typing import TYPE_CHECKING, Any

from onrecord.model.arrow import report_schema

if TYPE_CHECKING:
    import pyarrow as pa

DIGEST = "digest"


def row_digest(row: Mapping[str, Any]) -> str:
    """Return the sha-256 (hex) of a row as Arrow gives it, ``digest`` aside.

    Hashed is its JSON: keys sorted, no spaces, characters as they are, dates and moments as Python writes them.
    """
    rest = {name: value for name, value in row.items() if name != DIGEST}
    plain = json.dumps(rest, sort_keys=True, ensure_ascii=False, separators=(",", ":"), default=str)
    return sha256(plain.encode("utf-8")).hexdigest()


def seal(reports: pa.Table) -> pa.Table:
    """Return reports with the columns of ``report_schema`` in its order, those that lack filled, and the digests."""
    import pyarrow as pa

    schema = report_schema()
    lacking = {field.name for field in schema} - set(reports.column_names)
    columns = [
        pa.nulls(len(reports), field.type) if field.name in lacking else reports.column(field.name).cast(field.type)
        for field in schema
    ]
    table = pa.Table.from_arrays(columns, schema=schema)
    digests = [row_digest(row) for batch in table.to_batches(max_chunksize=64) for row in batch.to_pylist()]
    return table.set_column(table.schema.get_field_index(DIGEST), DIGEST, pa.array(digests, pa.string()))
