"""From a path to text."""

from __future__ import annotations

import io
import os
from pathlib import Path

import pytest

from onrecord.errors import (
    EmptyReportError,
    MissingInputError,
    NotAFileError,
    ReportError,
    TooLargeError,
    UndecodableError,
    UnreadableInputError,
)
from onrecord.run.door import check_text, load_stream, load_text
from onrecord.settings import SETTINGS

BAD = sorted((Path(__file__).parent / "bad").iterdir())


@pytest.mark.parametrize("path", BAD, ids=lambda p: p.name)
def test_bad_file_is_refused_with_the_code_in_its_name(path: Path) -> None:
    """A bad file is refused with the code its name begins with, and the message ends as a sentence with a next step."""
    with pytest.raises(ReportError) as caught:
        check_text(load_text(path))
    assert caught.value.code == path.name.split(".")[0]
    assert str(caught.value).count(".") >= 2


def test_text_is_unchanged(tmp_path: Path) -> None:
    """Line ends, odd spaces and trailing blanks come through as they are."""
    path = tmp_path / "a.txt"
    text = "One.\r\nTwo\u00a0three. \n\n\u2028Four\t\n"
    path.write_bytes(text.encode())
    assert load_text(path) == text


@pytest.mark.parametrize("path", ["", "a\0b"])
def test_name_that_no_file_can_have(path: str) -> None:
    """An empty name and one with a null character are refused as missing."""
    with pytest.raises(MissingInputError):
        load_text(path)


def test_missing_file(tmp_path: Path) -> None:
    """A name without a file is refused as missing."""
    with pytest.raises(MissingInputError):
        load_text(tmp_path / "none.txt")


def test_file_taken_for_a_folder(tmp_path: Path) -> None:
    """A path that goes on behind a file is refused as missing."""
    (tmp_path / "a.txt").write_text("word")
    with pytest.raises(MissingInputError):
        load_text(tmp_path / "a.txt" / "b.txt")


def test_folder(tmp_path: Path) -> None:
    """A folder is refused, and the message says how to name its files."""
    with pytest.raises(NotAFileError, match=r"Name the files"):
        load_text(tmp_path)


@pytest.mark.parametrize("name", ["a\0b.txt", "x" * 5000])
def test_impossible_name(name: str) -> None:
    """A name no system allows is refused like any other bad input."""
    with pytest.raises(ReportError):
        load_text(name)


@pytest.mark.skipif(os.name != "posix" or os.geteuid() == 0, reason="the superuser may read everything")
def test_forbidden_file(tmp_path: Path) -> None:
    """A file that may not be read is refused with what to do."""
    path = tmp_path / "a.txt"
    path.write_text("word")
    path.chmod(0)
    with pytest.raises(UnreadableInputError, match="chmod"):
        load_text(path)


def test_ten_megabytes_on_one_line() -> None:
    """Ten megabytes are refused without being decoded."""
    with pytest.raises(TooLargeError):
        load_stream(io.BytesIO(b"words and " * 1_048_576))


def test_too_many_characters() -> None:
    """A text with more characters than a report may have is refused."""
    with pytest.raises(TooLargeError):
        check_text("a" * (SETTINGS.max_report_chars + 1))


def test_no_words() -> None:
    """A text of marks alone is refused as empty."""
    with pytest.raises(EmptyReportError):
        check_text("— “…” !\n")


def test_lone_surrogate_is_let_in() -> None:
    """A lone surrogate is no reason to refuse a report."""
    check_text("They \ud83d said so \udc00.")


def test_split_character_is_refused() -> None:
    """Two halves of one character side by side are refused, since JSON could not tell them from the whole."""
    with pytest.raises(UndecodableError, match="utf-16"):
        check_text("They \ud83d\ude00 said so.")
