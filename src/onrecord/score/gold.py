"""Readers for annotated data: attribution, coreference, GAP, WorldWide (JSON lines) and CoNLL-U, gzipped or plain."""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from onrecord.errors import FatalError
from onrecord.model.span import Span


class GoldError(FatalError):
    """A gold file cannot be read; the message names file, line and mend."""

    code = "E-SCORE-GOLD"


@dataclass(frozen=True, slots=True)
class Attribution:
    """One attribution, annotated or found; each role is a run of pieces, empty where it has no words."""

    id: str
    source: tuple[Span, ...]
    cue: tuple[Span, ...]
    content: tuple[Span, ...]
    #: Id of the attribution in whose content this one lies; None where there is none.
    parent: str | None = None


@dataclass(frozen=True, slots=True)
class GoldMention:
    """One mention of an entity of a text."""

    #: Mentions with the same cluster mean the same.
    cluster: str
    #: Entity type: person, organization, place, abstract, …
    type: str
    spans: tuple[Span, ...]
    #: The mention's head word.
    head: Span


@dataclass(frozen=True, slots=True)
class GoldText:
    """One annotated text."""

    id: str
    text: str
    published: date | None = None
    publisher: str | None = None
    #: Attributions of the first annotator.
    attributions: tuple[Attribution, ...] = ()
    #: Sentences; empty where the corpus marks none.
    sentences: tuple[Span, ...] = ()
    mentions: tuple[GoldMention, ...] = ()
    #: True where what is not marked is no attribution; False for GUM, which marks clauses only.
    exhaustive: bool = True
    title: str | None = None


@dataclass(frozen=True, slots=True)
class GapItem:
    """A pronoun and two names it may mean."""

    id: str
    text: str
    pronoun: Span
    names: tuple[Span, Span]
    #: For each name whether the pronoun means it.
    means: tuple[bool, bool]


@dataclass(slots=True)
class GoldWords:
    """Sentences of words with labels, of one document. Lists run over all words of the document."""

    id: str
    #: Words per sentence.
    sentences: list[list[str]] = field(default_factory=list)
    #: For each word whether a space follows.
    spaces: list[bool] = field(default_factory=list)
    #: Sentences that begin a paragraph.
    paragraphs: list[int] = field(default_factory=list)
    upos: list[str] = field(default_factory=list)
    lemmas: list[str] = field(default_factory=list)
    #: Word number of each head, over the document; -1 for a root.
    heads: list[int] = field(default_factory=list)
    deprels: list[str] = field(default_factory=list)
    #: B-/I-/O entity tags; "O" throughout where the corpus has none.
    entities: list[str] = field(default_factory=list)


def open_lines(path: Path) -> Iterator[str]:
    """Yield the lines of a UTF-8 file, gzipped or not."""
    if path.suffix == ".gz":
        with gzip.open(path, "rt", encoding="utf-8") as file:
            yield from file
    else:
        with path.open(encoding="utf-8") as file:
            yield from file


def read_records(path: Path) -> Iterator[dict[str, Any]]:
    """Yield the objects of a JSON-lines file.

    Raises:
        GoldError: A line is no JSON object.
    """
    for number, line in enumerate(open_lines(path), start=1):
        if not line.strip():
            continue
        try:
            record = json.loads(line)
        except ValueError as error:
            raise GoldError(f"{path}, line {number}: no JSON ({error}); give a .jsonl or .jsonl.gz file") from error
        if not isinstance(record, dict):
            raise GoldError(f"{path}, line {number}: a line holds one JSON object; this one does not")
        yield record


def read_texts(path: Path) -> Iterator[GoldText]:
    """Yield the texts of an attribution or coreference file (PolNeAR, GUM)."""
    for record in read_records(path):
        if "text" not in record:
            raise GoldError(f"{path}: a record without 'text'; give an attribution or coreference file")
        annotations = record.get("annotations") or [{"attributions": []}]
        mentions = record.get("mentions") or record.get("entities") or []
        yield GoldText(
            id=record["id"],
            text=record["text"],
            published=date.fromisoformat(record["published"]) if _is_day(record.get("published")) else None,
            publisher=record.get("publisher"),
            attributions=tuple(_attribution(a) for a in annotations[0]["attributions"]),
            sentences=tuple(Span(s[0], s[1]) for s in record.get("sents", ())),
            mentions=tuple(
                GoldMention(m["cluster"], m["type"], _spans(m["spans"]), Span(*m["head"])) for m in mentions
            ),
            exhaustive="genre" not in record,
            title=record.get("title"),
        )


def parse_day(value: object) -> date | None:
    """Return the day of an ISO date that a clock time may follow; None for anything else."""
    day = value[:10] if isinstance(value, str) else None
    return date.fromisoformat(day) if _is_day(day) and day else None


def _is_day(value: object) -> bool:
    return isinstance(value, str) and len(value) == 10 and value[4] == value[7] == "-"


def _attribution(raw: dict[str, Any]) -> Attribution:
    return Attribution(raw["id"], _spans(raw["source"]), _spans(raw["cue"]), _spans(raw["content"]), raw.get("parent"))


def _spans(raw: Iterable[Sequence[int]]) -> tuple[Span, ...]:
    return tuple(Span(piece[0], piece[1]) for piece in raw)


def read_gap(path: Path) -> Iterator[GapItem]:
    """Yield the items of a GAP file."""
    for record in read_records(path):
        a, b = record["a"], record["b"]
        yield GapItem(
            record["id"],
            record["text"],
            Span(*record["pronoun"]["span"]),
            (Span(*a["span"]), Span(*b["span"])),
            (bool(a["coref"]), bool(b["coref"])),
        )


def read_worldwide(path: Path) -> Iterator[GoldWords]:
    """Yield the documents of a WorldWide file; every word is followed by a space."""
    for record in read_records(path):
        doc = GoldWords(record["id"])
        for number, sentence in enumerate(record["sentences"]):
            if not sentence["tokens"]:
                continue
            if number == 0:
                doc.paragraphs.append(0)
            doc.sentences.append(list(sentence["tokens"]))
            doc.entities.extend(sentence["labels"])
            doc.spaces.extend([True] * len(sentence["tokens"]))
        yield doc


def read_conllu(path: Path) -> Iterator[GoldWords]:
    """Yield the documents of a CoNLL-U file; entity tags come from ``NER=`` in MISC."""
    doc = GoldWords("")
    rows: list[list[str]] = []
    new_paragraph = True
    for line in open_lines(path):
        if line.startswith("# newdoc"):
            if doc.sentences:
                yield doc
            doc, new_paragraph = GoldWords(line.partition("=")[2].strip()), True
        elif line.startswith("# newpar"):
            new_paragraph = True
        elif line.strip() and not line.startswith("#"):
            rows.append(line.rstrip("\n").split("\t"))
        elif not line.strip() and rows:
            if new_paragraph:
                doc.paragraphs.append(len(doc.sentences))
            _add_sentence(doc, rows)
            rows, new_paragraph = [], False
    if rows:
        _add_sentence(doc, rows)
    if doc.sentences:
        yield doc


def _add_sentence(doc: GoldWords, rows: list[list[str]]) -> None:
    base, glued_to, space_after_group = len(doc.upos), 0, True
    words = []
    for row in rows:
        misc = row[9].split("|")
        spaced = "SpaceAfter=No" not in misc
        if "-" in row[0]:
            glued_to, space_after_group = int(row[0].partition("-")[2]), spaced
        elif row[0].isdigit():
            number = int(row[0])
            words.append(row[1])
            doc.spaces.append(spaced if number > glued_to else number == glued_to and space_after_group)
            doc.lemmas.append(row[2])
            doc.upos.append(row[3])
            doc.heads.append(base + int(row[6]) - 1 if row[6] != "0" else -1)
            doc.deprels.append(row[7])
            doc.entities.append(next((item[4:] for item in misc if item.startswith("NER=")), "O"))
    doc.sentences.append(words)
