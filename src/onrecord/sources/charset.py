"""The characters of a web page: what its mark, its bytes, its headers and its own words say."""

from __future__ import annotations

import codecs
import re

from onrecord.text.decode import decode_bytes

_MARKS = (codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_IN_HEADER = re.compile(r"charset\s*=\s*[\"']?([\w:.-]+)", re.IGNORECASE)
_IN_PAGE = re.compile(
    rb"<meta\b[^>]{0,300}?charset\s*=\s*[\"']?\s*([\w:.-]+)|<\?xml[^>]{0,200}?encoding\s*=\s*[\"']([\w:.-]+)",
    re.IGNORECASE,
)
#: Bytes in which a page must say how it is encoded.
_HEAD_BYTES = 4096
#: What browsers read under these names, since pages mean it. Source: WHATWG Encoding Standard, labels of encodings.
_MEANT = {
    "ascii": "cp1252", "us-ascii": "cp1252", "iso-8859-1": "cp1252", "latin1": "cp1252", "latin-1": "cp1252",
    "iso8859-1": "cp1252", "iso-8859-9": "cp1254", "iso-8859-11": "cp874", "tis-620": "cp874", "gb2312": "gb18030",
    "gbk": "gb18030", "x-gbk": "gb18030", "shift_jis": "cp932", "shift-jis": "cp932", "x-sjis": "cp932",
    "sjis": "cp932", "euc-kr": "cp949", "ks_c_5601-1987": "cp949", "big5": "big5hkscs", "x-cp1251": "cp1251",
}  # fmt: skip
#: Share of characters that may be broken in a page whose encoding is named.
_BROKEN_RATIO = 0.001


def decode_page(data: bytes, content_type: str | None = None) -> str:
    """Return the characters of a web page.

    Tried in turn: the byte-order mark; UTF-8, where every byte fits (wrong labels are common, text that is sound UTF-8
    by chance is not); the encoding that the HTTP header names; the one the page names; a guess, as for text files.

    Raises:
        ReportError: As ``decode_bytes``.
    """
    if not data.startswith(_MARKS):
        try:
            return data.decode("utf-8")
        except UnicodeDecodeError:
            pass
        for name in _names(data, content_type):
            text = _decode(data, name)
            if text is not None:
                return text
    return decode_bytes(data)


def _names(data: bytes, content_type: str | None) -> list[str]:
    names = [match[1]] if content_type and (match := _IN_HEADER.search(content_type)) else []
    if match_in_page := _IN_PAGE.search(data[:_HEAD_BYTES]):
        names.append((match_in_page[1] or match_in_page[2]).decode("ascii", "replace"))
    return [name.lower() for name in names]


def _decode(data: bytes, name: str) -> str | None:
    """Return the text in a named encoding; None where it is unknown, is no encoding of text, or does not fit."""
    try:
        codec = codecs.lookup(_MEANT.get(name, name))
        if codec.name in ("utf-8", "utf-16", "utf-32") or not codec._is_text_encoding:
            return None
        text = data.decode(codec.name, "replace")
    except (LookupError, ValueError):
        return None
    return text if text.count("\ufffd") <= _BROKEN_RATIO * len(text) else None
