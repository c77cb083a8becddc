"""Writing an export into memory."""

from __future__ import annotations

import json
from io import BytesIO
from typing import Any

from onrecord.record.export.options import ExportOptions
from onrecord.record.export.profiles import PROFILES, export_record
from onrecord.record.export.rows import open_rows
from onrecord.record.filters import Filters, make_filters
from onrecord.record.table import Record


def wrote(record: Record, name: str, *, options: ExportOptions | None = None, **filters: Any) -> bytes:
    """Return what a form of one file, or one table, holds."""
    from importlib import import_module

    profile = PROFILES[name]
    module = import_module(f"onrecord.record.export.{profile.module}")
    chosen = options or ExportOptions()
    out = BytesIO()
    with open_rows(record, make_filters(**filters)) as rows:
        if profile.is_folder:
            module.write_table(rows, chosen.tables[0], out, chosen)
        else:
            module.write(rows, out, chosen)
    return out.getvalue()


def wrote_json(record: Record, name: str, **given: Any) -> Any:
    """Return what a form of JSON holds."""
    return json.loads(wrote(record, name, **given))


__all__ = ["Filters", "export_record", "wrote", "wrote_json"]
