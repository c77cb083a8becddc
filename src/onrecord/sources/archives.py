"""Archives: zip, and single files packed with gzip. Their members never touch the disk; their names are only names."""

from __future__ import annotations

import zipfile
import zlib
from collections.abc import Callable, Iterator
from io import BytesIO
from pathlib import PurePosixPath
from typing import IO, BinaryIO

from onrecord.errors import (
    BinaryInputError,
    DamagedSourceError,
    LargeArchiveError,
    LockedArchiveError,
    NestedArchiveError,
    OnrecordError,
    TooLargeError,
    TruncatedSourceError,
)
from onrecord.model.report import Reject
from onrecord.settings import SETTINGS
from onrecord.sources.found import Found, reject_error
from onrecord.sources.gzip_members import MAGIC as GZIP_MAGIC
from onrecord.sources.gzip_members import Member

ZIP_MAGIC = (b"PK\x03\x04", b"PK\x05\x06")
#: Makes reports of an open member: stream, name, origin, and what stands beside it under the name of its description.
ReadMember = Callable[[BinaryIO, str, str, bytes | None], Iterator[Found | Reject]]
#: How archives begin, besides zip and gzip.
_ARCHIVES = (b"7z\xbc\xaf\x27\x1c", b"Rar!", b"BZh", b"\xfd7zXZ", b"(\xb5/\xfd")
_ENDINGS = frozenset((".zip", ".gz", ".tgz", ".tar", ".7z", ".rar", ".bz2", ".xz", ".zst"))
#: Names that office documents and books have in them.
_OFFICE = frozenset(("[Content_Types].xml", "mimetype"))
_ENCRYPTED = 0x1
_NESTED = "An archive lies inside this archive, and is not opened. Unpack the outer one and give its files."
_BOMB = (
    f"It unpacks to more than {SETTINGS.max_inflate_ratio} times its size, as no text does. If it is what you want, "
    "unpack it yourself and give the files."
)


def is_nested(name: str, head: bytes) -> bool:
    """Tell by name or beginning whether something is an archive."""
    magic = (*_ARCHIVES, *ZIP_MAGIC, GZIP_MAGIC)
    return PurePosixPath(name).suffix.lower() in _ENDINGS or head.startswith(magic) or head[257:262] == b"ustar"


def read_zip(stream: BinaryIO, *, origin: str, read: ReadMember) -> Iterator[Found | Reject]:
    """Yield the reports in a zip archive, member by member, each its own fault domain.

    Folders, hidden files and what Mac OS puts beside files are passed over.

    Args:
        stream: The archive; it must allow seeking.
        origin: Its path; members are named ``path!member``.
        read: What makes reports of a member.
    """
    try:
        archive = zipfile.ZipFile(stream)
        members = _members(archive)
    except OnrecordError as error:
        yield reject_error(origin, error)
        return
    except Exception as error:  # zipfile raises many kinds for a broken directory
        yield reject_error(origin, _damaged("The archive", error))
        return
    described = {
        PurePosixPath(m.filename).with_suffix(".json").as_posix(): m.filename for m in members if _may_be_described(m)
    }
    by_name = {member.filename: member for member in members}
    for member in members:
        place = f"{origin}!{member.filename}"
        if member.filename in described:
            continue
        try:
            with _open(archive, member) as content:
                beside = by_name.get(PurePosixPath(member.filename).with_suffix(".json").as_posix())
                description = _description(archive, beside) if beside and beside.filename in described else None
                yield from read(content, member.filename, place, description)
        except OnrecordError as error:
            yield reject_error(place, error)
        except (
            zipfile.BadZipFile,
            zlib.error,
            EOFError,
            NotImplementedError,
            OSError,
            ValueError,
            RuntimeError,
        ) as error:
            yield reject_error(place, _damaged("The member", error))


def count_members(path: str) -> int | None:
    """Return how many members of a zip archive would be read; None where that cannot be told."""
    try:
        with zipfile.ZipFile(path) as archive:
            return len(_members(archive))
    except Exception:  # it will be told when it is read
        return None


def _members(archive: zipfile.ZipFile) -> list[zipfile.ZipInfo]:
    """Return the members that are files.

    Raises:
        BinaryInputError: It is an office document.
        LargeArchiveError: There are too many, or they are too large together.
    """
    infos = archive.infolist()
    if _OFFICE & {info.filename for info in infos[:5]}:
        raise BinaryInputError("The input is an office document or a book. Save its text as a .txt file and give that.")
    if len(infos) > SETTINGS.max_archive_members:
        raise LargeArchiveError(
            f"The archive has more than {SETTINGS.max_archive_members:,} members. Unpack it and give the folder."
        )
    files = [info for info in infos if not info.is_dir() and not _is_hidden(info.filename)]
    if sum(info.file_size for info in files) > SETTINGS.max_archive_bytes:
        raise LargeArchiveError(
            f"The archive unpacks to more than {SETTINGS.max_archive_bytes // 1024**3} GB. Unpack it, give the folder."
        )
    return files


def _is_hidden(name: str) -> bool:
    return any((part.startswith(".") and part != "..") or part == "__MACOSX" for part in PurePosixPath(name).parts)


def _may_be_described(member: zipfile.ZipInfo) -> bool:
    return PurePosixPath(member.filename).suffix.lower() in (".txt", ".html", ".htm", ".pdf")


def _open(archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> BinaryIO:
    """Open a member that may be read.

    Raises:
        LockedArchiveError: It asks for a password.
        NestedArchiveError: It is an archive.
        LargeArchiveError: It is a bomb.
    """
    if member.flag_bits & _ENCRYPTED:
        raise LockedArchiveError("The member asks for a password. Unpack the archive and give its files.")
    large = member.file_size > SETTINGS.min_inflate_bytes
    if large and member.file_size > SETTINGS.max_inflate_ratio * max(1, member.compress_size):
        raise LargeArchiveError(_BOMB)
    with archive.open(member) as content:
        if is_nested(member.filename, content.read(512)):
            raise NestedArchiveError(_NESTED)
    return _Whole(archive.open(member), member.file_size)


def _description(archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> bytes:
    if member.file_size > SETTINGS.max_sidecar_bytes or member.flag_bits & _ENCRYPTED:
        return b""
    return archive.read(member)


def _damaged(what: str, error: Exception) -> DamagedSourceError:
    return DamagedSourceError(
        f"{what} is damaged or packed in an unknown way ({type(error).__name__}). Get the archive again, or unpack it."
    )


class _Whole(BytesIO):
    """A member held whole in memory where it is small, so that it allows seeking; larger ones are refused.

    Tables within archives are as good as unpacked: what is larger than a JSON file may be belongs beside the archive.
    """

    def __init__(self, content: IO[bytes], size: int) -> None:
        with content:
            if size > SETTINGS.max_json_bytes:
                raise TooLargeError(
                    f"The member is larger than {SETTINGS.max_json_bytes // 1024**2} MB. Unpack the archive and give "
                    "its files."
                )
            super().__init__(content.read(SETTINGS.max_json_bytes + 1))


class Unpacked:
    """The content of a gzip file, as a stream of lines and bytes, never whole in memory."""

    def __init__(self, stream: BinaryIO) -> None:
        """Begin at the first member of an open file that allows seeking."""
        self._stream = stream
        self._member: Member | None = Member(stream, 0)
        self._n_bytes = 0

    def read(self, size: int) -> bytes:
        """Return the next bytes, fewer only at the end.

        Raises:
            DamagedSourceError: They cannot be unpacked.
            TruncatedSourceError: The file ends too early.
            LargeArchiveError: The file is a bomb.
        """
        pieces = b""
        while self._member is not None and len(pieces) < size:
            try:
                piece = self._member.read(size - len(pieces))
            except (DamagedSourceError, TruncatedSourceError) as error:
                raise type(error)(_PLACES[type(error)]) from error
            pieces += piece
            self._count(len(piece))
            if not piece:
                self._next()
        return pieces

    def readline(self, limit: int, /) -> bytes:
        """Return the next line with its end, or its first bytes; raises as ``read``."""
        line = b""
        while self._member is not None and len(line) < limit and not line.endswith(b"\n"):
            try:
                piece = self._member.readline(limit - len(line))
            except (DamagedSourceError, TruncatedSourceError) as error:
                raise type(error)(_PLACES[type(error)]) from error
            line += piece
            self._count(len(piece))
            if not piece:
                self._next()
        return line

    def _next(self) -> None:
        """Go on with the next member; padding behind the last is no member."""
        if self._member is None:
            return
        self._stream.seek(self._member.end)
        head = self._stream.read(len(GZIP_MAGIC))
        self._member = Member(self._stream, self._member.end) if head == GZIP_MAGIC else None

    def _count(self, n_bytes: int) -> None:
        self._n_bytes += n_bytes
        if self._n_bytes > SETTINGS.min_inflate_bytes:
            packed = self._stream.tell()
            if self._n_bytes > SETTINGS.max_inflate_ratio * max(1, packed):
                raise LargeArchiveError(_BOMB)


_PLACES: dict[type[OnrecordError], str] = {
    DamagedSourceError: "The packed file is damaged from here on. What came before was read; get the file again.",
    TruncatedSourceError: "The packed file ends too early. What came before was read; get the file again.",
}
