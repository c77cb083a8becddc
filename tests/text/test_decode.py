"""Bytes to characters."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.errors import BinaryInputError, EmptyReportError, ReportError, UndecodableError
from onrecord.text.decode import decode_bytes

TEXT = "The envoy said: “Naïve café talk – no.”\r\n"
RUSSIAN = (
    "Переговоры завершились вечером, и стороны договорились встретиться снова на следующей неделе в том же городе. "
)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1252"])
def test_common_encodings_are_read(encoding: str) -> None:
    """Unicode with and without byte-order mark and Windows-1252 come out character for character."""
    assert decode_bytes((TEXT * 3).encode(encoding)) == TEXT * 3


@pytest.mark.parametrize(("mark", "encoding"), [(b"\xfe\xff", "utf-16-be"), (b"\x00\x00\xfe\xff", "utf-32-be")])
def test_big_endian_marks_are_read(mark: bytes, encoding: str) -> None:
    """Byte-order marks of either order are left out."""
    assert decode_bytes(mark + TEXT.encode(encoding)) == TEXT


def test_other_alphabets_are_guessed() -> None:
    """Text in a Cyrillic code page is read by statistics."""
    assert decode_bytes((RUSSIAN * 4).encode("cp1251")) == RUSSIAN * 4


def test_a_few_broken_bytes_do_not_spoil_utf8() -> None:
    """A cut-off character at the end becomes the replacement character."""
    data = (TEXT * 3 + "é").encode()[:-1]
    assert decode_bytes(data) == TEXT * 3 + "\ufffd"


def test_a_page_put_together_from_two_encodings_keeps_its_sound_part() -> None:
    """UTF-8 with a line in Windows-1252 behind it stays readable; only the bytes of that line are replaced."""
    assert (
        decode_bytes((TEXT * 3).encode() + "“No,” he said.".encode("cp1252")) == TEXT * 3 + "\ufffdNo,\ufffd he said."
    )


@pytest.mark.parametrize("encoding", ["koi8-r", "cp1251", "gb18030", "shift-jis", "euc-kr"])
def test_other_encodings_are_not_taken_for_damaged_utf8(encoding: str) -> None:
    """Text in a legacy encoding does not come out as replacement characters."""
    text = {
        "gb18030": "谈判没有结果,部长说。",
        "shift-jis": "大臣は協議を続けると述べた。",
        "euc-kr": "장관은 회담이 계속될 것이라고 말했다.",
    }
    assert "\ufffd" not in decode_bytes((text.get(encoding, RUSSIAN) * 20).encode(encoding))


@pytest.mark.parametrize("data", [b"", b" \n\t", b"\xef\xbb\xbf", b"\xff\xfe \x00"])
def test_nothing_but_space_is_refused(data: bytes) -> None:
    """An input without words is an empty report."""
    with pytest.raises(EmptyReportError):
        decode_bytes(data)


@pytest.mark.parametrize("data", [b"%PDF-1.7 x", b"PK\x03\x04abc", bytes(range(256)) * 8, b"a\x00\x00\x00" * 90])
def test_binary_input_is_refused(data: bytes) -> None:
    """Documents, archives and bytes full of zeros are no text."""
    with pytest.raises(BinaryInputError):
        decode_bytes(data)


def test_broken_utf16_is_refused() -> None:
    """An input that says it is UTF-16 and is not cannot be decoded."""
    with pytest.raises(UndecodableError):
        decode_bytes(b"\xff\xfea\x00\x00\xd8b\x00")


@given(st.binary(max_size=400))
def test_any_bytes_give_text_or_a_report_error(data: bytes) -> None:
    """Whatever the bytes, the outcome is text with something in it or an error of the tree."""
    try:
        assert decode_bytes(data).strip()
    except ReportError as error:
        assert error.code.startswith("E-TEXT-")
