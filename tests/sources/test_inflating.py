"""Compression, taken off within bounds."""

import gzip
import tracemalloc
import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.errors import CodingError, FetchedTooLargeError
from onrecord.sources.inflating import read_beginning, read_body

MEGABYTE = 1024**2


def _bare(data: bytes) -> bytes:
    packer = zlib.compressobj(wbits=-zlib.MAX_WBITS)
    return packer.compress(data) + packer.flush()


@given(st.binary(max_size=3_000), st.integers(1, 700), st.sampled_from(["gzip", "deflate", "bare", "members", ""]))
def test_round_trip_in_any_pieces(data, size, kind):
    """A body comes out as it went in, however compressed and however cut into pieces."""
    coding = {"bare": "deflate", "members": "gzip"}.get(kind, kind)
    packed = {
        "gzip": gzip.compress, "deflate": zlib.compress, "bare": _bare, "": bytes,
        "members": lambda body: gzip.compress(body[:10]) + gzip.compress(body[10:]),
    }[kind](data)  # fmt: skip
    pieces = [packed[place : place + size] for place in range(0, len(packed), size)]
    assert read_body(pieces, coding, max_bytes=10_000) == data


def test_bomb_is_stopped_before_it_fills_the_memory():
    """A gzip of 64 MB of nothing is refused after a few times the ceiling at most."""
    packed = gzip.compress(b"\0" * (64 * MEGABYTE))
    tracemalloc.start()
    try:
        with pytest.raises(FetchedTooLargeError):
            read_body([packed], "gzip", max_bytes=MEGABYTE)
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert peak < 8 * MEGABYTE


def test_body_larger_than_the_ceiling_is_refused():
    """The ceiling counts what is sent as well, and to the byte."""
    assert read_body([b"a" * 10], "", max_bytes=10) == b"a" * 10
    with pytest.raises(FetchedTooLargeError):
        read_body([b"a" * 5, b"a" * 6], "", max_bytes=10)


@pytest.mark.parametrize("coding", ["br", "zstd", "gzip, gzip", "rot13"])
def test_coding_not_asked_for_is_refused(coding):
    """Codings that were not offered, or several on top of each other, are refused."""
    with pytest.raises(CodingError):
        read_body([b"data"], coding, max_bytes=100)


@pytest.mark.parametrize("coding", ["gzip", "deflate"])
def test_damaged_or_cut_data_is_refused(coding):
    """Data that is damaged, or ends too early, is never passed off as whole."""
    packed = {"gzip": gzip.compress, "deflate": zlib.compress}[coding](bytes(range(256)) * 20)
    with pytest.raises(CodingError):
        read_body([packed[:-9]], coding, max_bytes=10_000)
    with pytest.raises(CodingError):
        read_body([packed[:20] + b"\xff\xff\xff\xff" + packed[24:]], coding, max_bytes=10_000)


def test_padding_behind_gzip_is_passed_over():
    """Zeros behind the last member, which some servers send, do no harm."""
    assert read_body([gzip.compress(b"news") + b"\0\0\0", b"\0"], "gzip", max_bytes=100) == b"news"


def test_beginning_is_cut_at_its_length():
    """Of a long body, or of a bomb, only the beginning is taken."""
    assert read_beginning([gzip.compress(b"a" * MEGABYTE)], "gzip", max_bytes=100) == b"a" * 100
    assert read_beginning([b"short"], "", max_bytes=100) == b"short"
