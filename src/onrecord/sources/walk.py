"""From what the user names to reports: files, folders, patterns, standard input and addresses."""

from __future__ import annotations

import glob
import os
import stat
import sys
import tempfile
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from shutil import copyfileobj
from typing import BinaryIO

from onrecord.errors import (
    MissingInputError,
    NotAFileError,
    OnrecordError,
    ReadingError,
    ReportError,
    UnfetchedError,
    UnreadableInputError,
)
from onrecord.model.report import Reject
from onrecord.settings import SETTINGS
from onrecord.sources.admit import with_known
from onrecord.sources.archives import ZIP_MAGIC, count_members
from onrecord.sources.dispatch import read_stream, table_kind
from onrecord.sources.found import Found, reject_error
from onrecord.sources.mapping import RowReader
from onrecord.sources.options import SourceOptions
from onrecord.sources.sidecar import DESCRIBED, load_sidecar
from onrecord.sources.tables import read_jsonl

STDIN = "-"
#: Gets what an address leads to: an article, or all articles of a feed.
Fetch = Callable[[str], Iterable[Found | Reject]]


def open_sources(
    specs: Iterable[str], options: SourceOptions | None = None, fetch: Fetch | None = None
) -> Iterator[Found | Reject]:
    """Yield every report in the sources, or the reason why there is none, one after the other.

    Nothing is held that is not needed: a table or an archive is read as it is gone through. What is wrong with one
    report, record or file costs that alone.

    Args:
        specs: Paths of files and folders, patterns (``news/**/*.html``), addresses, or "-" for standard input.
        options: What the caller says of all of them.
        fetch: What gets an address; None where nothing may be fetched.

    Raises:
        FatalError: Going on cannot help.
    """
    chosen = options or SourceOptions()
    for spec in specs:
        if spec == STDIN:
            yield from guard(_read_stdin(chosen), STDIN)
        elif is_address(spec):
            yield from guard(_fetch(spec, chosen, fetch), spec)
        else:
            for path in find_files(spec):
                if isinstance(path, Reject):
                    yield path
                else:
                    yield from guard(_read_file(path, chosen), str(path))


def is_address(spec: str) -> bool:
    """Tell whether a source is an address to be fetched.

    >>> is_address("https://news.example/feed"), is_address("news/a.txt")
    (True, False)
    """
    return spec[:8].lower().startswith(("http://", "https://"))


def count_sources(specs: Iterable[str]) -> int | None:
    """Return how many reports and rejects the sources hold, where that can be told without reading them.

    Files of their own, zip archives and Parquet tables can be counted; lines, web archives, addresses and standard
    input cannot: then the answer is None.
    """
    total = 0
    for spec in specs:
        if spec == STDIN or is_address(spec):
            return None
        for path in find_files(spec):
            n_reports = 1 if isinstance(path, Reject) else _count_file(path)
            if n_reports is None:
                return None
            total += n_reports
    return total


def find_files(spec: str) -> Iterator[Path | Reject]:
    """Yield the files that a path or pattern means, or a Reject where it means none.

    Folders are gone through in the order of names, hidden files left out, each folder once however many links lead to
    it. A description (``NAME.json``) of a document beside it is no file of its own.
    """
    if not spec or "\0" in spec:
        yield reject_error(spec, MissingInputError("There is no such file: a path is not empty. Check the path."))
        return
    path = Path(spec)
    if not os.path.lexists(path) and glob.has_magic(spec):
        matches = sorted(glob.glob(spec, recursive=True))  # noqa: PTH207 - patterns may be absolute
        if not matches:
            yield reject_error(spec, MissingInputError("No file matches this pattern. Check it: ls -d PATTERN"))
        named = {match for match in matches if not _is_folder(Path(match))}
        for match in matches:
            if match in named and not _is_description(Path(match), named):
                yield Path(match)
            elif match not in named and "**" not in spec:
                yield from _walk(Path(match))
    elif _is_folder(path):
        yield from _walk(path)
    else:
        yield path


def _is_folder(path: Path) -> bool:
    try:
        return path.is_dir()
    except OSError:  # a name too long, say; opening it will tell
        return False


def _is_description(path: Path, names: set[str]) -> bool:
    return path.suffix == ".json" and any(str(path.with_suffix(ending)) in names for ending in DESCRIBED)


def _walk(folder: Path) -> Iterator[Path | Reject]:
    """Yield the files under a folder."""
    waiting, been = [folder], set[tuple[int, int]]()
    while waiting:
        place = waiting.pop()
        try:
            if not place.is_dir():
                yield place
                continue
            about = place.stat()
            if (about.st_dev, about.st_ino) in been:
                continue  # a link back to where we have been
            been.add((about.st_dev, about.st_ino))
            inside = sorted((p for p in place.iterdir() if not p.name.startswith(".")), reverse=True)
        except OSError as error:
            yield reject_error(str(place), _refusal(error))
            continue
        names = {str(path) for path in inside}
        waiting.extend(path for path in inside if not _is_description(path, names))


def _read_file(path: Path, options: SourceOptions) -> Iterator[Found | Reject]:
    origin = str(path)
    try:
        if not stat.S_ISREG(path.stat().st_mode):
            raise NotAFileError("This is a folder, a pipe or a device, not a file. Name a file, or give - for a pipe.")
        with path.open("rb") as stream:
            yield from read_stream(stream, path.name, origin=origin, options=options, sidecar=load_sidecar(path))
    except ReportError as error:
        yield reject_error(origin, error)
    except OSError as error:
        yield reject_error(origin, _refusal(error))


def _refusal(error: OSError) -> ReportError:
    """Return what a failure of the file system means for the user."""
    if isinstance(error, FileNotFoundError | NotADirectoryError):
        return MissingInputError(
            "There is no such file, or a link that leads nowhere. Check the path and the spelling."
        )
    if isinstance(error, PermissionError):
        return UnreadableInputError("It may not be read. Check its permissions: chmod u+r FILE")
    return UnreadableInputError(f"It could not be read: {error.strerror or type(error).__name__}. Check the path.")


def _read_stdin(options: SourceOptions) -> Iterator[Found | Reject]:
    """Read standard input: lines of JSON as they come, everything else from a copy that allows seeking."""
    if sys.stdin is None:  # closed before we began
        raise UnreadableInputError("Standard input is closed. Send something to it, or name a file.")
    stream = sys.stdin.buffer
    head = stream.peek(512) if hasattr(stream, "peek") else b""
    if table_kind("", head[:512]) == "jsonl":
        reader = RowReader(mapping=options.mapping, known=options.known)
        yield from read_jsonl(stream, origin=STDIN, reader=reader)
        return
    with tempfile.SpooledTemporaryFile(max_size=SETTINGS.max_input_bytes) as copy:
        copyfileobj(stream, copy)
        seekable: BinaryIO = copy  # type: ignore[assignment]  # it is one in all but name
        yield from read_stream(seekable, "", origin=STDIN, options=options)


def _fetch(address: str, options: SourceOptions, fetch: Fetch | None) -> Iterator[Found | Reject]:
    if fetch is None:
        raise UnfetchedError("This is an address, and nothing is fetched here. Save the page and give the file.")
    for found in fetch(address):
        yield with_known(found, options.known, "given") if isinstance(found, Found) else found


def guard(results: Iterator[Found | Reject], origin: str) -> Iterator[Found | Reject]:
    """Yield the results of one source; a failure ends it with a Reject and leaves the other sources alone."""
    try:
        yield from results
    except OnrecordError as error:
        if not isinstance(error, ReportError):
            raise
        yield reject_error(origin, error)
    except OSError as error:
        yield reject_error(origin, _refusal(error))
    except Exception as error:  # a failure nobody foresaw in a reader costs one source, not the run
        trace = error.__traceback__
        while trace and trace.tb_next:
            trace = trace.tb_next
        where = f"{trace.tb_frame.f_globals.get('__name__')}:{trace.tb_lineno}" if trace else "an unknown place"
        words = (
            f"Reading failed ({type(error).__name__} in {where}). Please report it, with the input if you may share it."
        )
        yield reject_error(origin, ReadingError(words))


def _count_file(path: Path) -> int | None:
    try:
        if not stat.S_ISREG(path.stat().st_mode):
            return 1
        with path.open("rb") as stream:
            head = stream.read(512)
    except OSError:
        return 1
    if head.startswith(ZIP_MAGIC):
        return count_members(str(path))
    if head.startswith(b"PAR1"):
        from onrecord.sources.parquet import count_rows

        return count_rows(str(path))
    packed = head.startswith((b"WARC/", b"\x1f\x8b"))
    return None if packed or table_kind(path.name, head) is not None else 1
