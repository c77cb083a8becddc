"""What ``onrecord read`` does: read the inputs, write the dossiers, name what was rejected."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass, replace
from pathlib import Path

from onrecord.codebook.custom import load_codebook
from onrecord.errors import OutputError, UsageError
from onrecord.model.dossier import Dossier
from onrecord.model.json import dossier_to_json
from onrecord.run.given import Given, as_date
from onrecord.run.pool import choose_jobs, run_jobs
from onrecord.run.work import STDIN, Job, Outcome
from onrecord.settings import SETTINGS

#: Ending of the file each form is written to.
ENDINGS = {"html": ".html", "brat": ".ann", "conllu": ".conllu"}
#: Forms of which a stream can hold only one.
_ONE_PER_STREAM = frozenset({"html", "brat"})
_BAR_COLUMNS = 30


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadOptions:
    """Options of ``onrecord read``, as given."""

    published: str | None = None
    publisher: str | None = None
    url: str | None = None
    title: str | None = None
    #: None for ``text``, or for dossiers alone where they go to a folder.
    format: str | None = None
    #: Folder to write to; None for standard output.
    output: str | None = None
    #: Folder of a custom codebook; None for PLOVER's types alone.
    codebook: str | None = None
    #: Processes; None to choose.
    jobs: int | None = None
    quiet: bool = False


def read_inputs(files: Sequence[str], options: ReadOptions) -> bool:
    """Read the inputs and write what was found; tell whether all could be read.

    Raises:
        UsageError: The options do not go together.
        FatalError: Going on cannot help.
    """
    _check(files, options)
    if options.codebook is not None:
        load_codebook(options.codebook)  # refused before anything is read or written
    folder = make_folder(options.output) if options.output is not None else None
    given = Given(
        published=as_date(options.published), publisher=options.publisher, url=options.url, title=options.title
    )
    form = options.format or "text"
    besides = form != "json" and not (folder and form == "text")
    asked, color = (form,) if besides else (), folder is None and may_color()
    job = Job(origin=STDIN, given=given, formats=asked, width=text_width(), color=color, codebook=options.codebook)
    jobs = [replace(job, origin=file) for file in files]
    n_jobs = 1 if STDIN in files else choose_jobs(options.jobs, files)
    names = unique_names(files)
    n_rejected = 0
    free = folder is not None or not sys.stdout.isatty()
    with closing(run_jobs(jobs, n_jobs)) as outcomes, progress_bar(len(files), shown=free and not options.quiet) as bar:
        for number, (name, outcome) in enumerate(zip(names, outcomes, strict=True)):
            bar.wipe()
            if outcome.dossier is None:
                n_rejected += 1
            elif folder:
                write_files(folder, name, outcome.dossier, outcome.rendered)
            else:
                _write_stream(outcome, form, first=number - n_rejected == 0, many=len(files) > 1)
            _tell(outcome, quiet=options.quiet)
            bar.draw(number + 1)
    if len(files) > 1 and not options.quiet:
        tell(f"{len(files)} inputs: {len(files) - n_rejected} read, {n_rejected} rejected")
    return n_rejected == 0


def _check(files: Sequence[str], options: ReadOptions) -> None:
    many = len(files) > 1
    if many and (options.url or options.title):
        raise UsageError("--url and --title belong to one report; leave them out, or read one report at a time.")
    if many and options.output is None and options.format in _ONE_PER_STREAM:
        raise UsageError(f"{options.format} is one file for each report; say where to with --output DIR.")
    if list(files).count(STDIN) > 1:
        raise UsageError("Standard input (-) can be read only once.")


def make_folder(path: str | Path) -> Path:
    """Make a folder, unless it is there.

    Raises:
        OutputError: It cannot be made.
    """
    folder = Path(path)
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise OutputError(
            f"The folder {folder} cannot be made: {error.strerror}. Choose another with --output DIR."
        ) from error
    return folder


def unique_names(files: Sequence[str]) -> list[str]:
    """Return a name for the output of each input: its own without the ending; numbered where two are alike."""
    taken: set[str] = set()
    names = []
    for file in files:
        stem = "stdin" if file == STDIN else Path(file).name.removesuffix(Path(file).suffix) or "report"
        name, number = stem, 1
        while name in taken:
            number += 1
            name = f"{stem}-{number}"
        taken.add(name)
        names.append(name)
    return names


def write_files(folder: Path, name: str, dossier: Dossier, rendered: dict[str, str]) -> None:
    """Write a dossier, and the forms it was rendered in, as files, each whole or not at all.

    Raises:
        OutputError: A file cannot be written.
    """
    contents = {f"{name}.dossier.json": dossier_to_json(dossier, indent=2) + "\n"}
    for form, text in rendered.items():
        contents[name + ENDINGS[form]] = text
    if "brat" in rendered:
        contents[f"{name}.txt"] = dossier.report.text
    for file, text in contents.items():
        whole, part = folder / file, folder / f".{file}.part"
        try:
            part.write_text(text, encoding="utf-8", errors="replace", newline="")
            part.replace(whole)
        except OSError as error:
            with suppress(OSError):
                part.unlink(missing_ok=True)
            raise OutputError(
                f"{folder / file} cannot be written: {error.strerror}. Free space or choose another --output DIR."
            ) from error


def text_width() -> int:
    """Return the columns to write text in: the terminal's, up to a readable width."""
    if not sys.stdout.isatty():
        return SETTINGS.text_width_columns
    columns = shutil.get_terminal_size((SETTINGS.text_width_columns, 24)).columns
    return max(40, min(columns, SETTINGS.max_text_width_columns))


def may_color() -> bool:
    """Tell whether standard output is a terminal that shows bold and dim type, and nobody asked for none."""
    plain = os.environ.get("NO_COLOR") or os.environ.get("TERM") == "dumb"
    return sys.stdout.isatty() and not plain


def _write_stream(outcome: Outcome, form: str, *, first: bool, many: bool) -> None:
    if outcome.dossier is None:
        return
    if form == "json":
        sys.stdout.write(dossier_to_json(outcome.dossier, indent=None if many else 2) + "\n")
    else:
        text = outcome.rendered[form]
        sys.stdout.write(("" if first or form != "text" else "\n\n") + text + ("" if text.endswith("\n") else "\n"))
    sys.stdout.flush()


def _tell(outcome: Outcome, *, quiet: bool) -> None:
    if outcome.reject:
        tell(f"{outcome.reject.origin}: {outcome.reject.code}: {outcome.reject.reason}")
    if outcome.dossier and not quiet:
        for warning in outcome.dossier.warnings:
            tell(f"{outcome.origin}: warning: {warning}")


def tell(message: str) -> None:
    """Write a line to standard error."""
    sys.stderr.write(f"onrecord: {message}\n")


class _Bar:
    """Draws how far the work is, on a terminal."""

    def __init__(self, total: int, *, shown: bool) -> None:
        self._total = total
        self._shown = shown

    def draw(self, done: int) -> None:
        """Show that ``done`` inputs are done."""
        if self._shown:
            filled = _BAR_COLUMNS * done // max(1, self._total)
            sys.stderr.write(f"{'█' * filled}{'·' * (_BAR_COLUMNS - filled)} {done}/{self._total}")
            sys.stderr.flush()

    def wipe(self) -> None:
        """Clear the line."""
        if self._shown:
            sys.stderr.write("\r\x1b[K")
            sys.stderr.flush()


@contextmanager
def progress_bar(total: int, *, shown: bool) -> Iterator[_Bar]:
    """Show a bar on standard error while the work goes on, where that is a terminal and there is much to do."""
    bar = _Bar(total, shown=shown and total > 1 and sys.stderr.isatty())
    try:
        yield bar
    finally:
        bar.wipe()
