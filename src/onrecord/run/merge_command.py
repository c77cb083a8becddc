"""What ``onrecord merge`` does: merges a record, shows how far it is, and closes with the account."""

from __future__ import annotations

import sys

from onrecord.record.selection import open_record
from onrecord.run.merge import merge_record

#: Reports between two drawings of the line.
_EVERY = 200


def merge_folder(folder: str, *, quiet: bool = False) -> None:
    """Merge the record in a folder and write the account to standard output.

    Raises:
        NoRecordError: There is no record.
        OutputError: What is derived cannot be written.
    """
    record = open_record(folder)
    shown = not quiet and sys.stderr.isatty()
    total = record.n_reports() if shown else 0

    def draw(step: str, done: int) -> None:
        if shown and (step != "reports" or done % _EVERY == 0):
            sys.stderr.write(f"\r\x1b[K{done}/{total} {step}")
            sys.stderr.flush()

    found = merge_record(record, progress=draw)
    if shown:
        sys.stderr.write("\r\x1b[K")
    sys.stdout.write(f"{found}\n")
