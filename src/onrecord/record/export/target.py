"""Where an export goes: a file, a folder of files, or standard output; each file whole or not at all."""

from __future__ import annotations

import io
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO, Any, BinaryIO, cast
from uuid import uuid4

from onrecord.errors import OutputError, UsageError

STDOUT = "-"


@contextmanager
def open_file(path: Path) -> Iterator[BinaryIO]:
    """Open a file that takes its place when the block ends well; till then what stood there stays.

    Raises:
        OutputError: It cannot be written.
    """
    unfinished = path.with_name(f".{path.name[:80]}.{os.getpid()}-{uuid4().hex[:8]}.part")
    try:
        if path.is_dir():
            raise UsageError(f"{path} is a folder. Name a file in it.")
        with unfinished.open("xb") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        with suppress(OSError):
            unfinished.chmod(path.stat().st_mode & 0o777)
        unfinished.replace(path)
    except OSError as error:
        if error.filename not in (None, str(unfinished), str(path)):
            raise
        raise _unwritable(path, error) from error
    finally:
        with suppress(OSError):
            unfinished.unlink(missing_ok=True)


@contextmanager
def open_target(target: str, *, binary: bool) -> Iterator[BinaryIO]:
    """Open the file that a user named, or standard output for "-".

    Args:
        target: Path, or "-".
        binary: True where the form is no text: then standard output must not be a terminal.

    Raises:
        UsageError: It is a folder, or a terminal that cannot show the form.
        OutputError: It cannot be written.
    """
    if target != STDOUT:
        with open_file(Path(target)) as file:
            yield file
        return
    if binary and sys.stdout.isatty():
        raise UsageError("This form is not for a terminal. Name a file with -o, or send it to a program with |.")
    stream = getattr(sys.stdout, "buffer", None)
    if stream is None:  # a stream of text alone, as some programs put in place
        yield cast(BinaryIO, _TextAsBytes(sys.stdout))
    else:
        sys.stdout.flush()
        yield stream
        stream.flush()


def make_folder(target: str) -> Path:
    """Make the folder that a user named, unless it is there.

    Raises:
        UsageError: It is standard output, or a file.
        OutputError: It cannot be made.
    """
    if target == STDOUT:
        raise UsageError("Several tables go into a folder, not to standard output. Choose one with --table.")
    path = Path(target)
    if path.exists() and not path.is_dir():
        raise UsageError(f"{path} is a file. Several tables go into a folder; or choose one with --table.")
    try:
        path.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise _unwritable(path, error) from error
    return path


class _TextAsBytes:
    """Takes UTF-8 and hands it on as text."""

    def __init__(self, stream: IO[str]) -> None:
        self._stream = stream

    def write(self, data: Any) -> int:
        self._stream.write(bytes(data).decode("utf-8"))
        return len(data)

    def flush(self) -> None:
        self._stream.flush()


def _unwritable(path: Path, error: OSError) -> OutputError:
    return OutputError(
        f"{path} cannot be written: {error.strerror or error}. Free space, or name another place with -o."
    )


@contextmanager
def as_text(out: BinaryIO, encoding: str = "utf-8") -> Iterator[IO[str]]:
    """Write text to a stream of bytes; line ends stay as they are written."""
    text = io.TextIOWrapper(out, encoding=encoding, errors="replace", newline="", write_through=False)
    try:
        yield text
        text.flush()
    finally:
        with suppress(Exception):
            text.detach()
