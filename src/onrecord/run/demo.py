"""``onrecord demo``: reads the sample reports that come with the package and prints a digest."""

from __future__ import annotations

import sys
import time
from collections import Counter
from importlib.resources import files
from pathlib import Path
from textwrap import shorten

from onrecord.errors import FatalError
from onrecord.model.dossier import Dossier, Statement
from onrecord.model.span import hull
from onrecord.run.command import make_folder, tell, text_width, write_files
from onrecord.run.read import Analysis, PageReader, analyse_text

#: Statements shown of each report.
N_SHOWN = 4


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
    """Read the samples, print a digest, and write dossiers and pages where a folder is named.

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
    if not quiet:
        tell(f"{len(texts)} sample reports read in {seconds:.1f} s")
        _say_next(target, next(iter(texts)))


def digest(name: str, dossier: Dossier, width: int) -> str:
    """Write in a few lines what a dossier holds."""
    report = dossier.report
    forms = Counter(statement.form for statement in dossier.statements)
    mix = ", ".join(f"{n} {form}" for form, n in forms.most_common())
    day = f"{report.published} ({report.published_source})" if report.published else "no date"
    n_speakers = len({speaker for statement in dossier.statements for speaker in statement.speakers})
    lines = [
        shorten(f"{name}: {report.title}" if report.title else name, width, placeholder=" …"),
        f"  {day}, {len(report.text.split()):,} words",
        f"  {len(dossier.statements)} statements by {n_speakers} speakers ({mix or 'none'})",
    ]
    for statement in dossier.statements[:N_SHOWN]:
        whole = hull(statement.content)
        words = " ".join(whole.of(report.text).split()) if whole else f"({statement.polarity})"
        lines.append("    " + shorten(f"{_speaker(statement, dossier)}: {words}", width - 4, placeholder=" …"))
    if len(dossier.statements) > N_SHOWN:
        lines.append(f"    … and {len(dossier.statements) - N_SHOWN} more")
    return "\n".join(lines) + "\n"


def _speaker(statement: Statement, dossier: Dossier) -> str:
    names = {actor.id: actor.name for actor in dossier.actors}
    known = [names[speaker] for speaker in statement.speakers if speaker in names]
    if known:
        return " and ".join(known)
    return statement.speaker_span.of(dossier.report.text) if statement.speaker_span else "(nobody named)"


def _page(analysis: Analysis, width: int) -> str:
    from onrecord.run.formats import render

    return render(analysis.dossier, analysis.reading, "html", width)


def _say_next(target: Path | None, name: str) -> None:
    if target:
        tell(f"open {target / name}.html in a browser to see a report with its statements")
    else:
        tell("next: 'onrecord demo DIR' writes the dossiers and a page for each; 'onrecord read FILE' reads your own")
