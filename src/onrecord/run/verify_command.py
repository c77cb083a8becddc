"""What ``onrecord verify`` does: check a record and name what is wrong with it."""

from __future__ import annotations

import json
import sys
from dataclasses import asdict

from onrecord.record.table import open_record
from onrecord.record.verify import Verification, verify_record


def verify_folder(folder: str, *, form: str = "text", quiet: bool = False) -> bool:
    """Check a record, write what was found, and tell whether all is as it was written.

    Args:
        folder: The record.
        form: ``text`` or ``json``.
        quiet: Write only what is wrong.

    Raises:
        NoRecordError: It is no record.
        NewerRecordError: A newer version wrote it.
    """
    shown = not quiet and sys.stderr.isatty()

    def progress(n_reports: int) -> None:
        sys.stderr.write(f"\r\x1b[K{n_reports} reports checked")
        sys.stderr.flush()

    result = verify_record(open_record(folder), progress if shown else None)
    if shown:
        sys.stderr.write("\r\x1b[K")
    sys.stdout.write(_as_json(result) if form == "json" else _as_text(result, quiet=quiet))
    return not result.faults


def _as_json(result: Verification) -> str:
    return json.dumps({**asdict(result), "ok": not result.faults}, indent=2) + "\n"


def _as_text(result: Verification, *, quiet: bool) -> str:
    lines = [f"{fault.where}: {fault.kind}: {fault.what}" for fault in result.faults]
    if not quiet:
        counted = (
            f"{result.n_reports} reports with {result.n_spans} spans, {result.n_rejects} rejects, "
            f"{result.n_judgements} judgements in {result.n_files} files"
        )
        lines.append(counted + (f": {len(result.faults)} faults" if result.faults else ": all as it was written"))
        if result.faults:
            lines.append("Restore the files named from a copy, or ingest their sources into a new record.")
    return "".join(line + "\n" for line in lines)
