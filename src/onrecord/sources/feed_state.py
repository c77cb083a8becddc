"""What is remembered of each feed between two polls: one small file, which may be deleted at any time.

Deleting it loses no report: all feeds are asked again in full, and what is in the record already is found to be there.
Entries that wait to be read are kept in it, so that a feed need not be fetched again because an article failed.
"""

from __future__ import annotations

import hashlib
import json
import os
from dataclasses import asdict, dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from onrecord.errors import OutputError
from onrecord.settings import SETTINGS
from onrecord.sources.feeds import FeedEntry

_VERSION = 1


@dataclass(slots=True)
class Waiting:
    """An entry that is not yet read."""

    entry: FeedEntry
    #: Times it was tried in vain.
    tries: int = 0
    #: When it may be tried again, in seconds since 1970.
    next_at: float = 0.0


@dataclass(slots=True)
class FeedMemory:
    """What is remembered of one feed."""

    #: Validators of the last answer; None where it had none.
    etag: str | None = None
    last_modified: str | None = None
    #: When it was asked last, in seconds since 1970; 0 for never.
    asked_at: float = 0.0
    #: When it may be asked again at the earliest, after a failure or at its server's wish, in seconds since 1970.
    next_at: float = 0.0
    #: Failures since it last answered.
    failures: int = 0
    #: Short hashes of the keys of entries that were read or rejected, the latest last.
    seen: dict[str, None] = field(default_factory=dict)
    #: Entries that are not yet read, by their id.
    waiting: dict[str, Waiting] = field(default_factory=dict)


class FeedState:
    """The memory of all feeds, and the file it is kept in."""

    def __init__(self, path: Path | None = None) -> None:
        """Make an empty memory.

        Args:
            path: The file it is written to; None to keep it in memory alone.
        """
        self._path = path
        self.feeds: dict[str, FeedMemory] = {}
        #: What all feeds have seen, so that asking takes no longer with many feeds.
        self._read: set[str] = set()

    @classmethod
    def load(cls, path: Path) -> FeedState:
        """Return what the file holds; an empty memory where there is none, or one that cannot be understood."""
        state = cls(path)
        try:
            kept = json.loads(path.read_bytes())
            if kept["version"] == _VERSION:
                state.feeds = {str(url): _memory_from(value) for url, value in kept["feeds"].items()}
        except (OSError, ValueError, LookupError, TypeError, AttributeError, RecursionError):
            state.feeds = {}
        state._read = {each for memory in state.feeds.values() for each in memory.seen}
        return state

    def of(self, url: str) -> FeedMemory:
        """Return the memory of a feed, an empty one for a feed not met before."""
        return self.feeds.setdefault(url, FeedMemory())

    def is_read(self, entry: FeedEntry) -> bool:
        """Tell whether an entry was read or rejected, in this feed or another."""
        return any(_short(key) in self._read for key in entry.keys)

    def await_new(self, url: str, entries: tuple[FeedEntry, ...]) -> int:
        """Put the entries that are neither read nor waiting in this feed's line; return how many they are."""
        waiting = self.of(url).waiting
        new = [entry for entry in entries if entry.id not in waiting and not self.is_read(entry)]
        waiting.update((entry.id, Waiting(entry)) for entry in new)
        return len(new)

    def settle(self, url: str, entry: FeedEntry) -> None:
        """Note that an entry of a feed was read or rejected."""
        memory = self.of(url)
        memory.waiting.pop(entry.id, None)
        for each in map(_short, entry.keys):
            memory.seen.pop(each, None)
            memory.seen[each] = None
            self._read.add(each)

    def forget_old(self, url: str, entries: tuple[FeedEntry, ...]) -> None:
        """Forget the oldest of the entries that have left the feed, beyond ``feed_kept_seen`` of them."""
        seen = self.of(url).seen
        present = {_short(key) for entry in entries for key in entry.keys}
        left = [each for each in seen if each not in present]
        for each in left[: max(0, len(left) - SETTINGS.feed_kept_seen)]:
            del seen[each]

    def save(self) -> None:
        """Write the file: whole and on the disk, or not at all.

        Raises:
            OutputError: It cannot be written.
        """
        if self._path is None:
            return
        kept = {"version": _VERSION, "feeds": {url: _memory_to(memory) for url, memory in self.feeds.items()}}
        data = json.dumps(kept, ensure_ascii=False, indent=1).encode("utf-8", "replace")
        beside = self._path.with_name(f"{self._path.name}.{os.getpid()}.tmp")
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            with beside.open("wb") as stream:
                stream.write(data)
                stream.flush()
                os.fsync(stream.fileno())
            beside.replace(self._path)
            _sync_folder(self._path.parent)
        except OSError as error:
            beside.unlink(missing_ok=True)
            raise OutputError(
                f"What is remembered of the feeds cannot be written ({error.strerror or error}). "
                f"Make room or give the right to write in {self._path.parent}."
            ) from error


def _sync_folder(folder: Path) -> None:
    """Bring a renaming to the disk, where the system can do that for folders."""
    if os.name != "posix":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _short(key: str) -> str:
    """Return 64 bits of hash: enough to tell the entries of all feeds apart, short enough for thousands of them."""
    return hashlib.sha256(key.encode("utf-8", "surrogatepass")).hexdigest()[:16]


def _memory_to(memory: FeedMemory) -> dict[str, Any]:
    waiting = [
        {"tries": each.tries, "next_at": each.next_at, "entry": _entry_to(each.entry)}
        for each in memory.waiting.values()
    ]
    return {
        "etag": memory.etag,
        "last_modified": memory.last_modified,
        "asked_at": memory.asked_at,
        "next_at": memory.next_at,
        "failures": memory.failures,
        "seen": list(memory.seen),
        "waiting": waiting,
    }


def _memory_from(kept: dict[str, Any]) -> FeedMemory:
    waiting = [
        Waiting(_entry_from(each["entry"]), int(each["tries"]), float(each["next_at"])) for each in kept["waiting"]
    ]
    return FeedMemory(
        etag=_optional(kept["etag"]),
        last_modified=_optional(kept["last_modified"]),
        asked_at=float(kept["asked_at"]),
        next_at=float(kept["next_at"]),
        failures=int(kept["failures"]),
        seen=dict.fromkeys(str(each) for each in kept["seen"]),
        waiting={each.entry.id: each for each in waiting},
    )


def _entry_to(entry: FeedEntry) -> dict[str, Any]:
    """Return what must be kept of an entry; its texts only where it has no address to read them from."""
    kept = {
        name: value.isoformat() if isinstance(value, datetime) else value
        for name, value in asdict(entry).items()
        if value is not None
    }
    if entry.url is not None:
        kept.pop("summary", None)
        kept.pop("content", None)
    return kept


def _entry_from(kept: dict[str, Any]) -> FeedEntry:
    return FeedEntry(
        id=str(kept["id"]),
        url=_optional(kept.get("url")),
        title=_optional(kept.get("title")),
        published=_moment(kept.get("published")),
        updated=_moment(kept.get("updated")),
        publisher=_optional(kept.get("publisher")),
        summary=_optional(kept.get("summary")),
        content=_optional(kept.get("content")),
    )


def _moment(value: Any) -> datetime | None:
    return None if value is None else datetime.fromisoformat(str(value))


def _optional(value: Any) -> str | None:
    return None if value is None else str(value)
