"""``onrecord demo``: reads the sample reports that come with the package and prints a digest."""

from __future__ import annotations

import shlex
import sys
import time
from collections.abc import Mapping
from datetime import UTC, datetime
from importlib.resources import files
from pathlib import Path

from onrecord.errors import FatalError
from onrecord.model.arrow import dossier_to_row, dossiers_to_table
from onrecord.record.table import create_record
from onrecord.run.command import make_folder, tell, text_width, write_files
from onrecord.run.digest import digest
from onrecord.run.read import Analysis, PageReader, analyse_text

#: Folder of the record within the one that is named.
RECORD = "record"


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
    """Read the samples, print a digest, and write dossiers, pages and a record where a folder is named.

    Raises:
        FatalError: The samples or the network are missing, or the folder cannot be written.
    """
    target = make_folder(folder) if folder is not None else None
    texts = sample_texts()
    begun = time.perf_counter()
    found = {name: analyse_text(text, reader=reader) for name, text in texts.items()}
    seconds = time.perf_counter() - begun
    width = text_width()
    parts = [digest(name, analysis.dossier, width) for name, analysis in found.items()]
    sys.stdout.write("\n".join(parts))
    if target:
        for name, analysis in found.items():
            write_files(target, name, analysis.dossier, {"html": _page(analysis, width)})
        _store(target / RECORD, found)
    if not quiet:
        tell(f"{len(texts)} sample reports read in {seconds:.1f} s; the words in them are invented, nobody said them")
        _say_next(target, next(iter(texts)))


def _store(folder: Path, found: Mapping[str, Analysis]) -> None:
    """Store what was read in a record; what it holds already stays as it is."""
    now = datetime.now(UTC)
    rows = [dossier_to_row(a.dossier, origin=f"{name}.txt", ingested_at=now) for name, a in found.items()]
    create_record(folder).add(dossiers_to_table(rows))


def _page(analysis: Analysis, width: int) -> str:
    from onrecord.run.formats import render

    return render(analysis.dossier, analysis.reading, "html", width)


def _say_next(target: Path | None, name: str) -> None:
    if target:
        tell(f"open {target / name}.html in a browser to see a report with its statements")
        tell(f"or open the workspace: onrecord serve --record {shlex.quote(str(target / RECORD))}")
    else:
        tell("next: 'onrecord demo DIR' writes the dossiers and a page for each; 'onrecord read FILE' reads your own")
