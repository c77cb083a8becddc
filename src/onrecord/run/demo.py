"""``onrecord demo``: reads the sample reports that come with the package into a record and prints a digest."""

from __future__ import annotations

import sys
import time
from datetime import UTC, datetime
from importlib.resources import files
from typing import TYPE_CHECKING

from onrecord.errors import FatalError
from onrecord.model.dossier import Dossier
from onrecord.run.command import tell, text_width
from onrecord.run.digest import digest
from onrecord.run.read import PageReader, analyse_text

if TYPE_CHECKING:
    from onrecord.record.table import Record


def sample_texts() -> dict[str, str]:
    """Return the sample reports by name.

    Raises:
        FatalError: The package is not complete.
    """
    folder = files("onrecord.run") / "samples"
    found = (
        sorted((f for f in folder.iterdir() if f.name.endswith(".txt")), key=lambda f: f.name)
        if folder.is_dir()
        else []
    )
    if not found:
        raise FatalError("The sample reports are missing. Reinstall onrecord: pip install --force-reinstall onrecord")
    return {f.name.removesuffix(".txt"): f.read_text(encoding="utf-8") for f in found}


def show_demo(folder: str | None = None, *, quiet: bool = False, reader: PageReader | None = None) -> None:
    """Read the samples, print a digest, and store them in a record where a folder is named.

    Raises:
        FatalError: The samples or the network are missing, or the folder is no record and cannot be made one.
    """
    record = _make_record(folder) if folder is not None else None
    texts = sample_texts()
    begun = time.perf_counter()
    found = {name: analyse_text(text, reader=reader).dossier for name, text in texts.items()}
    seconds = time.perf_counter() - begun
    width = text_width()
    sys.stdout.write("\n".join(digest(name, dossier, width) for name, dossier in found.items()))
    if record is not None:
        _store(record, found)
    if not quiet:
        tell(f"{len(texts)} sample reports read in {seconds:.1f} s; the words in them are invented, nobody said them")
        _say_next(record)


def _make_record(folder: str) -> Record:
    from onrecord.record.table import create_record

    return create_record(folder)


def _store(record: Record, found: dict[str, Dossier]) -> None:
    """Put the dossiers into the record; those that it has already stay as they are."""
    from onrecord.model.arrow import dossier_to_row, dossiers_to_table

    now = datetime.now(UTC)
    rows = [dossier_to_row(dossier, origin=f"sample:{name}", ingested_at=now) for name, dossier in found.items()]
    record.add(dossiers_to_table(rows))


def _say_next(record: Record | None) -> None:
    if record is None:
        tell("next: 'onrecord demo DIR' keeps them as a record to ask; 'onrecord read FILE' reads your own report")
        return
    tell(
        f"they are in the record {record.folder}; see what was said: onrecord show statements --record {record.folder}"
    )
    tell(f"or open it in a browser: onrecord serve --record {record.folder}")
