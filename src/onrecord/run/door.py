"""The door: a path or a stream to bytes to text, with its ceilings and coded refusals."""

from __future__ import annotations

import stat
from pathlib import Path
from typing import BinaryIO

from onrecord.errors import MissingInputError, NotAFileError, TooLargeError, UnreadableInputError
from onrecord.settings import SETTINGS
from onrecord.text.check import check_text
from onrecord.text.decode import decode_bytes


def load_text(path: str | Path) -> str:
    """Return the text of a file, character for character (a leading byte-order mark aside).

    Raises:
        ReportError: There is no such file, it may not be read, it is too large, or it holds no text.
    """
    if not str(path) or "\0" in str(path):
        raise MissingInputError("There is no such file: a path is not empty and holds no null. Check the path.")
    try:
        with Path(path).open("rb") as stream:
            return load_stream(stream)
    except IsADirectoryError as error:
        raise NotAFileError(
            "This is a folder, not a report. Name the files in it, for example: onrecord read FOLDER/*.txt"
        ) from error
    except (FileNotFoundError, NotADirectoryError) as error:
        raise MissingInputError("There is no such file. Check the path and the spelling.") from error
    except PermissionError as error:
        if _is_folder(Path(path)):
            raise NotAFileError("This is a folder, not a report. Name the files in it.") from error
        raise UnreadableInputError("The file may not be read. Check its permissions: chmod u+r FILE") from error
    except OSError as error:
        raise UnreadableInputError(f"The file could not be read: {error.strerror or error}. Check the path.") from error


def load_stream(stream: BinaryIO) -> str:
    """Return the text of an open stream; raises as ``load_text``."""
    data = stream.read(SETTINGS.max_input_bytes + 1)
    if len(data) > SETTINGS.max_input_bytes:
        megabytes = SETTINGS.max_input_bytes // 1024**2
        raise TooLargeError(
            f"The input is larger than {megabytes} MB, the most one report may have. Give one report at a time."
        )
    return decode_bytes(data)


def _is_folder(path: Path) -> bool:
    try:
        return stat.S_ISDIR(path.stat().st_mode)
    except OSError:
        return False


__all__ = ["check_text", "load_stream", "load_text"]
