"""Gzip files member by member, so that damage to one costs no other.

A web archive packs each record as a member of its own. Where one is damaged, its bytes cannot be unpacked; the next
begins at the next header whose first bytes unpack to what a record begins with.
"""

from __future__ import annotations

import zlib
from typing import BinaryIO

from onrecord.errors import DamagedSourceError, TruncatedSourceError

MAGIC = b"\x1f\x8b\x08"
_BLOCK_BYTES = 64 * 1024
#: Bytes handed out at a time at most, so that a bomb unpacks no further than it is read.
_PIECE_BYTES = 256 * 1024
#: Bytes looked at to see what a member holds.
_PEEK_BYTES = 4096


class Member:
    """One member of a gzip file, read as a stream of its unpacked bytes."""

    def __init__(self, stream: BinaryIO, offset: int) -> None:
        """Begin to read a member.

        Args:
            stream: The gzip file; it must allow seeking.
            offset: Byte at which the member begins.
        """
        self._stream = stream
        self._inflater = zlib.decompressobj(16 + zlib.MAX_WBITS)
        self._packed = b""
        self._read_bytes = 0
        self._buffer = bytearray()
        self.offset = offset
        stream.seek(offset)

    @property
    def end(self) -> int:
        """Byte behind the member; behind all that was read of it while it is not read to its end."""
        return self.offset + self._read_bytes - len(self._inflater.unused_data)

    def read(self, size: int) -> bytes:
        """Return the next bytes, as many as asked for unless the member ends.

        Raises:
            DamagedSourceError: The bytes cannot be unpacked, or do not match their checksum.
            TruncatedSourceError: The file ends inside the member.
        """
        while len(self._buffer) < size and self._fill():
            pass
        taken = bytes(self._buffer[:size])
        del self._buffer[:size]
        return taken

    def readline(self, limit: int) -> bytes:
        """Return the next line with its end, or as much of it as the limit allows; raises as ``read``."""
        seen = 0
        while (place := self._buffer.find(b"\n", seen)) < 0 and len(self._buffer) < limit:
            seen = len(self._buffer)
            if not self._fill():
                break
        return self.read(min(limit, place + 1 if place >= 0 else len(self._buffer)))

    def skip(self, size: int) -> int:
        """Pass over bytes without keeping them; return how many there were."""
        left = size
        while left and (piece := self.read(min(left, _PIECE_BYTES))):
            left -= len(piece)
        return size - left

    def _fill(self) -> bool:
        """Unpack some more; tell whether there may be more to come."""
        if self._inflater.eof:
            return False
        if not self._packed:
            self._packed = self._stream.read(_BLOCK_BYTES)
            self._read_bytes += len(self._packed)
            if not self._packed:
                raise TruncatedSourceError(
                    f"The file ends inside the record that begins at byte {self.offset:,}. Get the file again."
                )
        try:
            self._buffer += self._inflater.decompress(self._packed, _PIECE_BYTES)
        except zlib.error as error:
            raise DamagedSourceError(
                f"The record at byte {self.offset:,} is damaged and cannot be unpacked. The others are read all the "
                "same; get the file again for this one."
            ) from error
        self._packed = self._inflater.unconsumed_tail
        return True


def find_member(stream: BinaryIO, start: int, beginning: bytes) -> int | None:
    """Return the byte at which the next member begins that unpacks to a beginning; None where there is none.

    Args:
        stream: The gzip file.
        start: Byte to look from.
        beginning: How what the member holds must begin, such as ``b"WARC/"``.
    """
    place, block = start, b""
    while True:
        stream.seek(place)
        block = stream.read(_BLOCK_BYTES + len(MAGIC) - 1)
        found = block.find(MAGIC)
        while found >= 0:
            if _begins(stream, place + found, beginning):
                return place + found
            found = block.find(MAGIC, found + 1)
        if len(block) < len(MAGIC):
            return None
        place += max(1, len(block) - len(MAGIC) + 1)


def _begins(stream: BinaryIO, offset: int, beginning: bytes) -> bool:
    stream.seek(offset)
    try:
        inflater = zlib.decompressobj(16 + zlib.MAX_WBITS)
        return inflater.decompress(stream.read(_PEEK_BYTES), len(beginning)) == beginning
    except zlib.error:
        return False
