"""Takes the compression off an answer piece by piece, never holding more than the ceiling allows."""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Iterator

from onrecord.errors import CodingError, FetchedTooLargeError

#: What the fetcher offers to take.
ACCEPTED_CODINGS = "gzip, deflate"

_GZIP_WBITS = 16 + zlib.MAX_WBITS
#: Bytes inflated in one go: a kilobyte of an inflating bomb would otherwise become a megabyte before it is counted.
_PIECE_BYTES = 64 * 1024


def read_body(pieces: Iterable[bytes], coding: str, *, max_bytes: int) -> bytes:
    """Return a whole body, inflated.

    Args:
        pieces: The body as it comes over the wire.
        coding: The ``Content-Encoding`` of the answer; "" where there is none.
        max_bytes: The most it may have, as sent and once inflated.

    Raises:
        CodingError: The coding is none that was offered, there are several, or the data is damaged.
        FetchedTooLargeError: There is more of it than allowed.
    """
    body = bytearray()
    for piece in _inflate(_bounded(pieces, max_bytes), coding):
        body += piece
        if len(body) > max_bytes:
            raise too_large(max_bytes)
    return bytes(body)


def read_beginning(pieces: Iterable[bytes], coding: str, *, max_bytes: int) -> bytes:
    """Return the first ``max_bytes`` of a body, inflated; what follows is not read.

    Raises:
        CodingError: The coding is none that was offered, there are several, or the data is damaged.
    """
    body = bytearray()
    for piece in _inflate(pieces, coding):
        body += piece
        if len(body) >= max_bytes:
            break
    return bytes(body[:max_bytes])


def too_large(max_bytes: int) -> FetchedTooLargeError:
    """Return the error for an answer of more than ``max_bytes``."""
    return FetchedTooLargeError(
        f"The answer is larger than {max_bytes / 1024**2:g} MB, as sent or once inflated. "
        "Save the part that is needed and give the file."
    )


def _bounded(pieces: Iterable[bytes], max_bytes: int) -> Iterator[bytes]:
    n_bytes = 0
    for piece in pieces:
        n_bytes += len(piece)
        if n_bytes > max_bytes:
            raise too_large(max_bytes)
        yield piece


def _inflate(pieces: Iterable[bytes], coding: str) -> Iterator[bytes]:
    """Yield a body inflated, a little at a time."""
    coding = coding.strip().lower()
    if coding in {"", "identity"}:
        yield from pieces
    elif coding in {"gzip", "x-gzip"}:
        yield from _inflate_gzip(pieces)
    elif coding == "deflate":
        yield from _inflate_deflate(pieces)
    else:
        raise CodingError("The server sends a compression that was not asked for. Save the document and give the file.")


def _inflate_gzip(pieces: Iterable[bytes]) -> Iterator[bytes]:
    """Inflate gzip, of several members too; padding behind the last one is passed over, as browsers do."""
    stream = zlib.decompressobj(_GZIP_WBITS)
    fed = False
    for piece in pieces:
        rest = piece
        while rest:
            if stream.eof:
                if not rest.startswith(b"\x1f"):
                    return
                stream = zlib.decompressobj(_GZIP_WBITS)
            fed = True
            yield _step(stream, rest)
            rest = stream.unused_data if stream.eof else stream.unconsumed_tail
    if fed and not stream.eof:
        raise _damaged()


def _inflate_deflate(pieces: Iterable[bytes]) -> Iterator[bytes]:
    """Inflate deflate: the standard asks for a zlib frame, some servers send none."""
    stream: zlib._Decompress | None = None
    for piece in pieces:
        rest = piece
        while rest:
            if stream is None:
                framed = rest[0] & 0x0F == zlib.DEFLATED and (len(rest) < 2 or (rest[0] << 8 | rest[1]) % 31 == 0)
                stream = zlib.decompressobj(zlib.MAX_WBITS if framed else -zlib.MAX_WBITS)
            elif stream.eof:
                return
            yield _step(stream, rest)
            rest = stream.unconsumed_tail
    if stream is not None and not stream.eof:
        raise _damaged()


def _step(stream: zlib._Decompress, data: bytes) -> bytes:
    try:
        return stream.decompress(data, _PIECE_BYTES)
    except zlib.error as error:
        raise _damaged() from error


def _damaged() -> CodingError:
    return CodingError("The answer's compression is damaged. Try again, or save the document and give the file.")
