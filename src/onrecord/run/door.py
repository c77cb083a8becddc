"""The door: a path or a stream to bytes to text, with its ceilings and coded refusals."""

from __future__ import annotations

import re
import stat
from itertools import pairwise
from pathlib import Path
from typing import BinaryIO

from onrecord.errors import (
    EmptyReportError,
    MarkupInputError,
    MissingInputError,
    NotAFileError,
    TooLargeError,
    UndecodableError,
    UnreadableInputError,
)
from onrecord.settings import SETTINGS
from onrecord.text.decode import decode_bytes

#: How the source of a web page or feed begins.
_MARKUP = re.compile(r"\s*(?:<!--.{0,2000}?-->\s*)?<(?:!doctype\b|html\b|\?xml\b)", re.IGNORECASE | re.DOTALL)


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


def check_text(text: str) -> None:
    """Refuse a text that cannot be read as a report.

    Raises:
        EmptyReportError: There is no letter and no digit in it.
        MarkupInputError: It is the source of a web page.
        TooLargeError: It has more characters than one report may have.
        UndecodableError: It holds halves of characters side by side, which no file can keep apart.
    """
    if len(text) > SETTINGS.max_report_chars:
        raise TooLargeError(
            f"The text has {len(text):,} characters; one report may have {SETTINGS.max_report_chars:,}. "
            "Give one report at a time."
        )
    if not any(character.isalnum() for character in text):
        raise EmptyReportError("There are no words in this input. Give a file or text with a report in it.")
    if _MARKUP.match(text):
        raise MarkupInputError(
            "The input is a web page with its tags. Save the text of the report as a .txt file and give that."
        )
    if _has_split_character(text):
        raise UndecodableError(
            "The text holds characters cut in two (surrogate pairs). "
            "Join them: text.encode('utf-16', 'surrogatepass').decode('utf-16', 'replace')"
        )


def _has_split_character(text: str) -> bool:
    """Tell whether the two halves of a surrogate pair stand side by side."""
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        return any("\ud800" <= a <= "\udbff" and "\udc00" <= b <= "\udfff" for a, b in pairwise(text))
    return False


def _is_folder(path: Path) -> bool:
    try:
        return stat.S_ISDIR(path.stat().st_mode)
    except OSError:
        return False
