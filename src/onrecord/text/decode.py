"""Bytes to characters."""

from __future__ import annotations

import codecs

from onrecord.errors import BinaryInputError, EmptyReportError, UndecodableError

#: Byte-order marks; the longer come first, since one begins with another.
_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
#: How files begin that are no text, and what they are.
_MAGIC = (
    (b"%PDF-", "a PDF document"),
    (b"PK\x03\x04", "an archive or office document"),
    (b"\xd0\xcf\x11\xe0", "an office document"),
    (b"\x89PNG", "an image"),
    (b"GIF8", "an image"),
    (b"\xff\xd8\xff", "an image"),
    (b"RIFF", "a sound, video or image file"),
    (b"\x1f\x8b", "a compressed file"),
    (b"BZh", "a compressed file"),
    (b"\xfd7zXZ", "a compressed file"),
    (b"(\xb5/\xfd", "a compressed file"),
    (b"\x7fELF", "a program"),
    (b"MZ\x90", "a program"),
    (b"PAR1", "a Parquet table"),
    (b"SQLite format 3", "a database"),
    (b"{\\rtf", "a rich-text document"),
)
#: Control characters that no text has; tabs, line ends and form feeds are fine.
_CONTROLS = bytes(set(range(0x20)) - set(b"\t\n\r\x0b\x0c\x1a\x1b\x1c\x1d\x1e\x1f")) + b"\x7f"
#: Above this share of control characters the input is no text.
_CONTROL_RATIO = 0.01
#: Bytes without meaning in Windows-1252.
_NOT_CP1252 = bytes((0x81, 0x8D, 0x8F, 0x90, 0x9D))
#: Western European text has fewer bytes than this beyond ASCII; more means another alphabet.
_WESTERN_RATIO = 0.2
#: Bytes shown to the guesser of rare encodings.
_GUESS_BYTES = 100_000
_NO_TEXT = "The input is no text. Save the report's text as a .txt file and give that."
_HIGH = bytes(range(0x80, 0x100))


def decode_bytes(data: bytes) -> str:
    """Return the text of a file, its byte-order mark left out, everything else unchanged.

    Tried in turn: byte-order marks, UTF-16 without mark, UTF-8 (a few broken bytes become U+FFFD), Windows-1252, and
    last a guess by statistics.

    Raises:
        EmptyReportError: There is nothing but space.
        BinaryInputError: The bytes are no text.
        UndecodableError: No known encoding fits.
    """
    if not data.strip():
        raise EmptyReportError("The input is empty. Give a report with text in it.")
    for magic, what in _MAGIC:
        if data.startswith(magic):
            raise BinaryInputError(f"The input is {what}. Save its text as a .txt file and give that.")
    text = _decode_marked(data)
    if text is None:
        text = _decode_unmarked(data)
    if not text.strip():
        raise EmptyReportError("The input has no words. Give a report with text in it.")
    if sum(map(text.count, _CONTROLS.decode())) > _CONTROL_RATIO * len(text):
        raise BinaryInputError(_NO_TEXT)
    return text


def _decode_marked(data: bytes) -> str | None:
    """Decode by the byte-order mark; None where there is none."""
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            try:
                return data[len(mark) :].decode(encoding)
            except UnicodeDecodeError:
                if encoding == "utf-8":
                    return _decode_unmarked(data[len(mark) :])
                raise UndecodableError(
                    f"The input says it is {encoding} but breaks its rules. Save it as UTF-8 and try again."
                ) from None
    return None


def _decode_unmarked(data: bytes) -> str:
    if 0 in data:
        encoding = _utf16_by_zeros(data[:4096])
        if encoding is not None and len(data) % 2 == 0:
            try:
                return data.decode(encoding)
            except UnicodeDecodeError:
                pass
    if len(data) - len(data.translate(None, _CONTROLS)) > _CONTROL_RATIO * len(data):
        raise BinaryInputError(_NO_TEXT)
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return _decode_damaged_utf8(data) or _decode_western(data) or _decode_by_guess(data)


def _utf16_by_zeros(sample: bytes) -> str | None:
    """Tell UTF-16 from the places of its zero bytes; None where they stand otherwise."""
    pairs = len(sample) // 2
    low, high = sample[0::2].count(0), sample[1::2].count(0)
    if high > 0.6 * pairs and low < 0.05 * pairs:
        return "utf-16-le"
    if low > 0.6 * pairs and high < 0.05 * pairs:
        return "utf-16-be"
    return None


def _decode_damaged_utf8(data: bytes) -> str | None:
    """Decode UTF-8 with a few broken bytes; None where most of what is beyond ASCII is broken.

    Bytes of another encoding seldom make sound UTF-8 by chance: in the legacy encodings of Cyrillic, Chinese, Japanese
    or Korean, broken ones are many times as many.
    """
    text = data.decode("utf-8", "replace")
    broken = text.count("\ufffd")
    sound = len(text) - len(text.encode("ascii", "ignore")) - broken
    return text if sound >= broken else None


def _decode_western(data: bytes) -> str | None:
    """Decode Windows-1252; None where the bytes are another alphabet's."""
    high = len(data) - len(data.translate(None, _HIGH))
    if high > _WESTERN_RATIO * len(data) or len(data.translate(None, _NOT_CP1252)) != len(data):
        return None
    return data.decode("cp1252")


def _decode_by_guess(data: bytes) -> str:
    from charset_normalizer import from_bytes

    best = from_bytes(data[:_GUESS_BYTES]).best()
    if best is not None:
        try:
            return data.decode(best.encoding)
        except (UnicodeDecodeError, LookupError):
            pass
    raise UndecodableError("No known character encoding fits the input. Save it as UTF-8 and try again.")
