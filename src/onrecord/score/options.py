"""How a score is taken."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

#: Called as ``progress(label, done, total)``.
Progress = Callable[[str, int, int], None]


@dataclass(frozen=True, slots=True)
class Options:
    """How a score is taken."""

    #: ``frames`` (what the network marks) or ``statements`` (what the dossier says).
    level: str = "statements"
    #: Read at most this many documents of each file; None for all.
    limit: int | None = None
    #: Score once more with all quotation marks taken out, and tell the loss.
    strip_quotes: bool = False
    #: Leave out what is found inside a gold content and matches nothing there (PolNeAR marks nothing nested).
    inside_is_open: bool = True
    #: ``text`` or ``json``.
    format: str = "text"
    #: Folder of the corpora whose texts stand-off annotations are for.
    texts: Path | None = None
    #: Told how far the work is; None for silence.
    progress: Progress | None = None
