"""Zip archives and packed files."""

from __future__ import annotations

import gzip
import io
import json
import zipfile
from datetime import date
from typing import Any

import pytest

from onrecord.model.report import Reject
from onrecord.settings import SETTINGS
from onrecord.sources import archives
from onrecord.sources.dispatch import read_stream
from onrecord.sources.found import Found
from onrecord.sources.options import SourceOptions
from tests.sources.made import REPORT, article, warc


def zipped(members: dict[str, bytes]) -> bytes:
    """Return a zip archive."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return out.getvalue()


def read(data: bytes, name: str = "a.zip") -> list[Found | Reject]:
    """Read an archive."""
    return list(read_stream(io.BytesIO(data), name, origin=name, options=SourceOptions()))


def codes(results: list[Found | Reject]) -> list[str]:
    """Return the code of each Reject."""
    return [result.code for result in results if isinstance(result, Reject)]


def test_members_of_every_kind() -> None:
    """Texts, pages and tables in an archive are read, each under its name; names lead nowhere."""
    row = json.dumps({"text": REPORT}).encode()
    members = {"x/": b"", "x/a.txt": REPORT.encode(), "b.html": article(1).encode(), "r.jsonl": row + b"\n" + row}
    members |= {
        "../../up.txt": REPORT.encode(),
        "__MACOSX/x": b"x",
        ".hidden": b"x",
        "c.warc": warc([b"<p>a"], packed=False),
    }
    results = read(zipped(members))
    assert [result.origin for result in results if isinstance(result, Found)][:5] == [
        "a.zip!x/a.txt",
        "a.zip!b.html",
        "a.zip!r.jsonl#1",
        "a.zip!r.jsonl#2",
        "a.zip!../../up.txt",
    ]


def test_descriptions_in_archives() -> None:
    """A description beside a text in an archive is honoured, and is no member of its own."""
    (found,) = read(zipped({"a.txt": REPORT.encode(), "a.json": b'{"published": "2031-05-02"}'}))
    assert isinstance(found, Found)
    assert found.published == date(2031, 5, 2)


@pytest.mark.parametrize(
    "name", ["in.zip", "in.gz", "in.tar", "in.tgz", "in.7z", "IN.ZIP", "plain.txt"]
)  # fmt: skip
def test_archives_in_archives_are_refused(name: str) -> None:
    """An archive inside an archive is refused, whether its name or its beginning tells."""
    content = zipped({"a": b"b"}) if name == "plain.txt" else b"x"
    assert codes(read(zipped({name: content, "a.txt": REPORT.encode()}))) == ["E-ARCHIVE-NESTED"]


def test_a_bomb_is_refused_unopened() -> None:
    """A member that would unpack to hundreds of times its size is refused; the others are read."""
    results = read(zipped({"bomb.txt": b"a" * (SETTINGS.min_inflate_bytes + 1), "a.txt": REPORT.encode()}))
    assert codes(results) == ["E-ARCHIVE-LARGE"]
    assert len(results) == 2


def test_ceilings(monkeypatch: pytest.MonkeyPatch) -> None:
    """Too many members, or too many bytes together, refuse the archive as a whole."""

    class Low:
        """Settings with low ceilings."""

        def __getattr__(self, name: str) -> Any:
            return {"max_archive_members": 2, "max_archive_bytes": 100}.get(name, getattr(SETTINGS, name))

    monkeypatch.setattr(archives, "SETTINGS", Low())
    assert codes(read(zipped({str(n): b"x" for n in range(3)}))) == ["E-ARCHIVE-LARGE"]
    assert codes(read(zipped({"a.txt": b"x" * 101}))) == ["E-ARCHIVE-LARGE"]


def test_damage_costs_its_member() -> None:
    """A member whose bytes are broken costs no other."""
    data = bytearray(zipped({"a.txt": REPORT.encode(), "b.txt": REPORT.encode()}))
    data[45] ^= 0xFF
    results = read(bytes(data))
    assert codes(results) == ["E-SOURCE-DAMAGED"]
    assert results[1].origin == "a.zip!b.txt"


def test_locked_member() -> None:
    """A member behind a password is refused with what to do."""
    data = bytearray(zipped({"a.txt": REPORT.encode()}))
    data[6] |= 1
    data[data.index(b"PK\x01\x02") + 8] |= 1
    assert codes(read(bytes(data))) == ["E-ARCHIVE-LOCKED"]


def test_office_documents_are_no_archives() -> None:
    """An office document is refused as such."""
    assert codes(read(zipped({"[Content_Types].xml": b"<a/>", "word/document.xml": b"<b/>"}))) == ["E-TEXT-BINARY"]


def test_broken_archive() -> None:
    """An archive whose directory is gone is one Reject."""
    assert codes(read(zipped({"a.txt": REPORT.encode()})[:40])) == ["E-SOURCE-DAMAGED"]


def test_packed_documents() -> None:
    """A packed text, page or web archive is read; a packed archive is refused."""
    assert isinstance(read(gzip.compress(REPORT.encode()), "a.txt.gz")[0], Found)
    assert isinstance(read(gzip.compress(article(1).encode()), "a.html.gz")[0], Found)
    assert isinstance(read(warc([article(1).encode()]), "no-name")[0], Found)
    assert codes(read(gzip.compress(bytes(257) + b"ustar" + bytes(500)), "a.gz")) == ["E-ARCHIVE-NESTED"]
    assert codes(read(gzip.compress(gzip.compress(b"a")), "a.gz.gz")) == ["E-ARCHIVE-NESTED"]
    assert codes(read(gzip.compress(REPORT.encode())[:-4], "a.txt.gz")) == ["E-SOURCE-CUT"]
