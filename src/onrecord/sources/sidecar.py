"""A description beside a document: ``NAME.json`` beside ``NAME.txt`` says when and where it was published."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from pathlib import Path

from onrecord.settings import SETTINGS
from onrecord.sources.admit import with_known
from onrecord.sources.days import parse_day
from onrecord.sources.found import Found, Known

#: Endings of documents that may have a description.
DESCRIBED = (".txt", ".text", ".html", ".htm", ".xhtml", ".pdf", ".md")
_BROKEN = "The description beside the file (NAME.json) could not be read, so it was left out."


@dataclass(frozen=True, slots=True)
class Sidecar:
    """What a description says."""

    known: Known
    #: A sentence on what is wrong with it; None where nothing is.
    warning: str | None = None

    def describe(self, found: Found) -> Found:
        """Return the report with what the description says put before what it says itself."""
        found = with_known(found, self.known, "sidecar")
        return replace(found, warnings=(*found.warnings, self.warning)) if self.warning else found


def sidecar_path(path: Path) -> Path | None:
    """Return where the description of a document would stand; None for what can have none."""
    return path.with_suffix(".json") if path.suffix.lower() in DESCRIBED else None


def load_sidecar(path: Path) -> Sidecar | None:
    """Return the description beside a document; None where there is none."""
    beside = sidecar_path(path)
    if beside is None or not beside.is_file():
        return None
    try:
        with beside.open("rb") as stream:
            return parse_sidecar(stream.read(SETTINGS.max_sidecar_bytes + 1))
    except OSError:
        return Sidecar(Known(), _BROKEN)


def parse_sidecar(data: bytes) -> Sidecar:
    """Return what a description says: an object with any of ``published``, ``publisher``, ``title`` and ``url``."""
    try:
        raw = json.loads(data.decode("utf-8-sig")) if len(data) <= SETTINGS.max_sidecar_bytes else None
    except (ValueError, RecursionError):
        raw = None
    if not isinstance(raw, dict):
        return Sidecar(Known(), _BROKEN)
    words = {
        name: raw[name].strip() or None for name in ("publisher", "title", "url") if isinstance(raw.get(name), str)
    }
    day = parse_day(raw.get("published"))
    unclear = raw.get("published") not in (None, "") and day is None
    warning = "The date in the description beside the file could not be told. Write it like 2031-05-02."
    return Sidecar(Known(published=day, **words), warning if unclear else None)
