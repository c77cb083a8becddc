"""Whatever comes in, every reader answers with reports or Rejects, never with an exception."""

from __future__ import annotations

import gzip
import io

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.model.report import Reject
from onrecord.sources.dispatch import read_stream
from onrecord.sources.documents import read_document
from onrecord.sources.found import Found
from onrecord.sources.mapping import RowReader
from onrecord.sources.options import SourceOptions
from onrecord.sources.parquet import read_parquet
from onrecord.sources.sidecar import parse_sidecar
from onrecord.sources.tables import read_csv, read_json, read_jsonl
from onrecord.sources.warc import read_warc
from tests.sources.made import REPORT, article, column, pdf, warc
from tests.sources.test_archives import zipped

SOUND = {
    "a.pdf": pdf([column([REPORT[:40]] * 5, 60)]),
    "a.html": article(1).encode(),
    "a.warc.gz": warc([article(1).encode()] * 2),
    "a.warc": warc([article(1).encode()] * 2, packed=False),
    "a.zip": zipped({"a.txt": REPORT.encode(), "b.html": article(2).encode()}),
    "a.jsonl.gz": gzip.compress(b'{"text": "The talks went on."}\n' * 3),
    "a.csv": b"text,date\nThe talks went on.,2031-05-02\n",
    "a.txt": REPORT.encode(),
}
BEGINNINGS = [
    b"", b"%PDF-1.4\n", b"<!doctype html>", b"<html><body><p>", b"WARC/1.0\r\n", b"\x1f\x8b\x08",
    b"PK\x03\x04", b"PAR1", b'{"text":', b"<?xml version='1.0'?><rss>", b"\xff\xfe", b"\xef\xbb\xbf", b"text,date\n",
]  # fmt: skip
READER = RowReader(mapping={})


@pytest.mark.parametrize("name", ["x", "a.jsonl", "a.json", "a.csv", "a.gz", "a.warc.gz"])
@settings(max_examples=40)
@given(st.sampled_from(BEGINNINGS), st.binary(max_size=300))
def test_any_bytes_in_any_file(name: str, beginning: bytes, rest: bytes) -> None:
    """A file of any bytes is reports and Rejects."""
    results = list(read_stream(io.BytesIO(beginning + rest), name, origin=name, options=SourceOptions()))
    assert all(isinstance(result, Found | Reject) for result in results)


@settings(max_examples=40)
@given(st.sampled_from(BEGINNINGS), st.binary(max_size=300))
def test_any_bytes_in_every_reader(beginning: bytes, rest: bytes) -> None:
    """Each reader takes any bytes, also those that another was made for."""
    data = beginning + rest
    assert isinstance(read_document(data, origin="x", content_type="text/html"), Found | Reject)
    for results in (
        read_warc(io.BytesIO(data), origin="x"),
        read_jsonl(io.BytesIO(data), origin="x", reader=READER),
        read_json(data, origin="x", reader=READER),
        read_csv(io.BytesIO(data), origin="x", reader=READER),
        read_parquet(io.BytesIO(data), origin="x", reader=READER),
    ):
        assert all(isinstance(result, Found | Reject) for result in results)
    parse_sidecar(data)


@pytest.mark.parametrize("name", sorted(SOUND))
@settings(max_examples=25)
@given(st.data())
def test_sound_files_damaged(name: str, data: st.DataObject) -> None:
    """A sound file with bytes changed, cut out or put in is reports and Rejects."""
    content = bytearray(SOUND[name])
    for _ in range(data.draw(st.integers(1, 4))):
        place = data.draw(st.integers(0, max(0, len(content) - 1)))
        content[place : place + data.draw(st.integers(0, 5))] = data.draw(st.binary(max_size=5))
    results = list(read_stream(io.BytesIO(bytes(content)), name, origin=name, options=SourceOptions()))
    assert all(isinstance(result, Found | Reject) for result in results)


@pytest.mark.parametrize("name", sorted(SOUND))
def test_sound_files_are_read(name: str) -> None:
    """The files that are damaged above are sound before."""
    results = list(read_stream(io.BytesIO(SOUND[name]), name, origin=name, options=SourceOptions()))
    assert results
    assert all(isinstance(result, Found) for result in results)
