"""What ``onrecord export`` does: choose rows of a record and write them in the form of another program."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from typing import Any, Literal

from onrecord.errors import UsageError
from onrecord.record.export.claims import CLAIM_KINDS
from onrecord.record.export.options import ExportOptions
from onrecord.record.export.profiles import PROFILES, Exported, Profile, export_record
from onrecord.record.export.rows import Progress
from onrecord.record.export.target import STDOUT
from onrecord.record.filters import make_filters
from onrecord.record.selection import open_record
from onrecord.run.command import progress_bar, tell
from onrecord.run.show import explain_nothing

#: The page needs the markup of the other formats, hence stands here.
_BRIEFING = Profile(
    name="html",
    summary="a page to read and print: every claim with its words and a link",
    module="onrecord.run.briefing",
    ending=".html",
    noun="claim",
    whats=CLAIM_KINDS,
    tables=CLAIM_KINDS,
)
#: All forms by name.
FORMS: Mapping[str, Profile] = {**PROFILES, _BRIEFING.name: _BRIEFING}


@dataclass(frozen=True, slots=True, kw_only=True)
class ExportCommand:
    """Options of ``onrecord export``, as given."""

    profile: str
    record: str
    #: Path, or "-".
    output: str
    tables: Sequence[str] = ()
    #: Filters by name, as ``make_filters`` takes them.
    filters: Mapping[str, Any] = field(default_factory=dict)
    excel: bool = False
    all_modalities: bool = False
    pairs: bool = False
    gdelt: Literal["1", "2"] = "2"
    quiet: bool = False


def export(command: ExportCommand) -> Exported:
    """Write the export and say on standard error what was written.

    Raises:
        UsageError: The options do not go together.
        FatalError: The record cannot be read, or the export cannot be written.
    """
    profile = FORMS.get(command.profile)
    if profile is None:
        raise UsageError(f"There is no form {command.profile!r}. Choose from {', '.join(FORMS)}.")
    filters = make_filters(**command.filters)
    filters = replace(filters, limit=filters.limit or None)  # 0 is all, as in ``show``
    record = open_record(command.record)
    options = ExportOptions(
        tables=tuple(dict.fromkeys(command.tables)),
        excel=command.excel,
        all_modalities=command.all_modalities,
        pairs=command.pairs,
        gdelt=command.gdelt,
        title=record.folder.resolve().name,
    )
    with _bars(quiet=command.quiet or command.output == STDOUT) as (progress, laying):
        try:
            done = export_record(record, profile, command.output, filters, options, progress=progress, laying=laying)
        except RuntimeError as error:
            if "interrupted" not in str(error).lower():
                raise
            raise KeyboardInterrupt from None  # Ctrl-C, as DuckDB tells it
    if not command.quiet:
        _tell(command, profile, done)
        if not done.n_rows:
            tell(f"note: {explain_nothing(record, (command.tables or profile.whats)[0], filters)}")
    return done


@contextmanager
def _bars(*, quiet: bool) -> Iterator[tuple[Progress, Progress]]:
    """Give two functions that show how far the work is: of rows, and of data files laid flat."""
    with progress_bar(2, shown=not quiet) as bar:
        shown = -1

        def draw(done: int, total: int) -> None:
            nonlocal shown
            share = 100 * done // max(1, total)
            if share != shown and total > 1:
                shown = share
                bar.wipe()
                bar.draw_share(done, total)

        yield draw, draw


def _tell(command: ExportCommand, profile: Profile, done: Exported) -> None:
    for note in done.notes:
        tell(f"note: {note}")
    noun = profile.noun if done.n_rows == 1 else _plural(profile.noun)
    where = "standard output" if command.output == STDOUT else command.output
    several = f" in {len(done.paths)} files" if len(done.paths) > 1 else ""
    tell(f"{done.n_rows:,} {noun} written to {where}{several}")


def _plural(noun: str) -> str:
    return noun[:-1] + "ies" if noun.endswith("y") else noun + "s"
