"""Web archives, sound and damaged."""

from __future__ import annotations

import gzip
import io
import random
import zlib
from datetime import date

import pytest

from onrecord.model.report import Reject
from onrecord.sources.found import Found
from onrecord.sources.warc import read_warc
from onrecord.sources.warc_records import RawRecord, iterate_packed, iterate_plain
from tests.sources.made import article, warc

PAGES = [
    article(n, f"<meta property='article:published_time' content='2031-05-{n + 1:02}'>").encode() for n in range(5)
]


def read(data: bytes) -> list[Found | Reject]:
    """Read an archive."""
    return list(read_warc(io.BytesIO(data), origin="a.warc.gz"))


def sound(records: list[RawRecord]) -> list[RawRecord]:
    """Return the records nothing is wrong with."""
    return [record for record in records if record.error is None]


@pytest.mark.parametrize("packed", [True, False])
def test_every_page_is_found(packed: bool) -> None:
    """Each page is a report with its address, its day and the place of its record."""
    found = [f for f in read(warc(PAGES, packed=packed)) if isinstance(f, Found)]
    assert [f.url for f in found] == [f"https://news.example/{n}" for n in range(5)]
    assert [f.published for f in found] == [date(2031, 5, n + 1) for n in range(5)]
    assert found[0].origin == "a.warc.gz@0"
    assert found[0].published_candidates[-1].origin == "warc:WARC-Date"


@pytest.mark.parametrize("seed", range(40))
def test_a_flipped_bit_costs_its_own_record(seed: int) -> None:
    """Of fifty packed records one flipped bit costs one at most; the rest are as they were, and a Reject tells."""
    rng = random.Random(seed)
    data = bytearray(warc([rng.randbytes(300) for _ in range(50)]))
    whole = {record.offset: record.data for record in iterate_packed(io.BytesIO(bytes(data)))}
    place = rng.randrange(8 * len(data))
    data[place // 8] ^= 1 << place % 8
    records = list(iterate_packed(io.BytesIO(bytes(data))))
    assert len(whole) == 50
    assert len(sound(records)) >= 49
    assert all(whole[record.offset] == record.data for record in sound(records))
    assert len(sound(records)) + sum(record.error is not None for record in records) == 50


@pytest.mark.parametrize("seed", range(20))
def test_a_flipped_bit_in_a_plain_archive(seed: int) -> None:
    """In a plain archive a flipped bit costs no other record either, and no changed page gets through."""
    data = bytearray(warc(PAGES, packed=False))
    before = {f.origin: f.text for f in read(bytes(data)) if isinstance(f, Found)}
    place = random.Random(seed).randrange(8 * len(data))
    data[place // 8] ^= 1 << place % 8
    after = {f.origin: f.text for f in read(bytes(data)) if isinstance(f, Found)}
    assert len(after) >= 4
    assert all(before[origin] == text for origin, text in after.items())


@pytest.mark.parametrize("packed", [True, False])
def test_cut_off(packed: bool) -> None:
    """An archive that ends too early gives the records before, and one Reject that names the byte."""
    data = warc(PAGES, packed=packed)
    last = [record.offset for record in (iterate_packed if packed else iterate_plain)(io.BytesIO(data))][-1]
    results = read(data[:-20])
    assert [type(result) for result in results] == [Found] * 4 + [Reject]
    assert isinstance(results[-1], Reject)
    assert (results[-1].code, results[-1].origin) == ("E-SOURCE-CUT", f"a.warc.gz@{last}")
    assert f"{last:,}" in results[-1].reason


def test_a_hole_costs_what_stood_in_it() -> None:
    """A stretch of zeros over the border of two records costs those two."""
    data = bytearray(warc(PAGES))
    border = [record.offset for record in iterate_packed(io.BytesIO(bytes(data)))][2]
    data[border - 30 : border + 30] = bytes(60)
    assert sum(isinstance(result, Found) for result in read(bytes(data))) == 3


def test_padding_and_rubbish_behind_the_end() -> None:
    """Zeros behind the last record are padding; anything else is told."""
    assert all(isinstance(result, Found) for result in read(warc(PAGES) + bytes(512)))
    assert [type(result) for result in read(warc(PAGES) + b"rubbish")] == [Found] * 5 + [Reject]


def test_packed_in_one_piece() -> None:
    """An archive packed as a whole is read too."""
    assert len(read(gzip.compress(warc(PAGES, packed=False)))) == 5


def test_headers_of_http_are_undone() -> None:
    """Chunks are joined and packed content unpacked."""
    body = gzip.compress(PAGES[0])
    chunked = b"%x\r\n%s\r\n%x\r\n%s\r\n0\r\n\r\n" % (100, body[:100], len(body) - 100, body[100:])
    headers = [("Content-Type", "text/html"), ("Content-Encoding", "gzip"), ("Transfer-Encoding", "chunked")]
    (found,) = read(warc([chunked], headers=headers))
    assert isinstance(found, Found)
    assert found.published == date(2031, 5, 1)


def test_unknown_packing_is_told() -> None:
    """Content packed in a way that is not read is a Reject that names the way."""
    (result,) = read(
        warc([b"\x8b\x03\x80" * 50], headers=[("Content-Type", "text/html"), ("Content-Encoding", "zstd")])
    )
    assert isinstance(result, Reject)
    assert result.code == "E-SOURCE-ENCODING"
    assert "zstd" in result.reason


@pytest.mark.parametrize("kind", ["image/png", "text/css", "application/javascript", "application/json"])
def test_what_is_no_page_is_passed_over(kind: str) -> None:
    """Pictures, styles, scripts and data are passed over without a word."""
    assert read(warc([b"body { color: red }"], headers=[("Content-Type", kind)])) == []


def test_a_bomb_inside_a_record() -> None:
    """Content that unpacks to more than a report may have is refused, and not unpacked to its end."""
    packer = zlib.compressobj(9, zlib.DEFLATED, 31)
    bomb = b"".join(packer.compress(bytes(1 << 20)) for _ in range(80)) + packer.flush()
    headers = [("Content-Type", "text/html"), ("Content-Encoding", "gzip")]
    (result,) = read(warc([bomb], headers=headers))
    assert isinstance(result, Reject)
