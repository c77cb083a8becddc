"""Sentences from corpora of events: who does what to whom (PLV), parties (cameo-ner), factuality (UW, UDS-IH2)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from onrecord.model.span import Span
from onrecord.score.gold import GoldError, read_records


@dataclass(frozen=True, slots=True)
class TypedPair:
    """A sentence with who acts on whom, and the type of the act."""

    id: str
    text: str
    #: Every marked place; empty where the sentence names nobody.
    source: tuple[Span, ...]
    target: tuple[Span, ...]
    #: PLOVER type, CONCEDE and RETREAT being YIELD.
    root: str
    #: 1 verbal cooperation, 2 material cooperation, 3 verbal conflict, 4 material conflict.
    quad: int
    #: ``cooperation`` or ``conflict``.
    binary: str


@dataclass(frozen=True, slots=True)
class MarkedParties:
    """A sentence with who acts, who is acted upon and who does both."""

    id: str
    text: str
    source: tuple[Span, ...]
    target: tuple[Span, ...]
    reciprocal: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class RatedSentence:
    """A sentence whose predicates are rated for whether what they tell happened."""

    id: str
    text: str
    spans: tuple[Span, ...]
    #: Per span, -3 (surely not) to 3 (surely).
    labels: tuple[float, ...]


def is_sentences(path: Path) -> bool:
    """Tell whether a path is a file of sentences (JSON lines), not of annotated reports."""
    return path.name.endswith((".jsonl", ".jsonl.gz"))


def read_typed_pairs(path: Path) -> Iterator[TypedPair]:
    """Yield the sentences of a PLV file."""
    for record in _records(path, ("source", "target", "root", "quad", "binary"), "a PLV file"):
        yield TypedPair(
            str(record["id"]),
            record["text"],
            _spans(record["source"]),
            _spans(record["target"]),
            str(record["root"]),
            int(record["quad"]),
            str(record["binary"]),
        )


def read_parties(path: Path) -> Iterator[MarkedParties]:
    """Yield the sentences of a cameo-ner file."""
    for record in _records(path, ("source", "target", "reciprocal"), "a cameo-ner file"):
        spans = (_spans(record[name]) for name in ("source", "target", "reciprocal"))
        yield MarkedParties(str(record["id"]), record["text"], *spans)


def read_factuality(path: Path) -> Iterator[RatedSentence]:
    """Yield the sentences of a factuality file."""
    for record in _records(path, ("targets",), "a factuality file (UW, UDS-IH2)"):
        targets = record["targets"]
        spans = _spans([target["span"] for target in targets])
        yield RatedSentence(str(record["id"]), record["text"], spans, tuple(float(t["label"]) for t in targets))


def seen_note(path: Path) -> list[str]:
    """Return a warning where a file is the part that networks are trained on."""
    if "-train" not in path.name:
        return []
    return ["A training part: weights that were trained on it are scored on what they know."]


def _records(path: Path, needed: tuple[str, ...], what: str) -> Iterator[dict[str, Any]]:
    for record in read_records(path):
        missing = [name for name in ("id", "text", *needed) if name not in record]
        if missing:
            raise GoldError(f"{path}: a record without {', '.join(missing)}; give {what}")
        yield record


def _spans(raw: list[list[int]]) -> tuple[Span, ...]:
    return tuple(Span(piece[0], piece[1]) for piece in raw)
