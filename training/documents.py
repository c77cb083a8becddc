"""Corpora as documents of words with whatever labels each corpus has."""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from onrecord.model.span import Span
from onrecord.text.quotes import find_quotations
from training.labels import ENTITY_TAGS, mask_of

#: GUM genres whose licence forbids commercial use: never trained on.
NON_COMMERCIAL = frozenset({"essay", "letter", "podcast", "fiction", "whow"})
_TAG = {tag: number for number, tag in enumerate(ENTITY_TAGS)}
_ALL_TAGS = mask_of(range(len(ENTITY_TAGS)))


@dataclass(slots=True)
class FrameLabels:
    """One cue and, for each word of the document it may touch, the role labels allowed there."""

    cue: list[int]
    #: Word number to bit mask of allowed role labels; words not named are "O" where ``closed``.
    roles: dict[int, int]
    #: Role labels allowed on every word that is not named.
    rest: int = 1


@dataclass(slots=True)
class ActLabels:
    """One act: its trigger and what is known of it; None says that the corpus does not tell."""

    trigger: list[int]
    modality: int | None = None
    mode: int | None = None
    negated: bool | None = None
    background: bool | None = None
    #: Whether it happened, -3 (surely not) to 3 (surely).
    factuality: float | None = None
    #: Word number to bit mask of allowed role labels; words not named are "O". None where roles are not marked.
    roles: dict[int, int] | None = None
    #: Bit mask of the types it may have; 0 says nothing.
    types: int = 0


@dataclass(slots=True)
class StanceLabels:
    """The words of one statement and the number of the stance it takes."""

    cue: list[int]
    content: list[int]
    source: list[int]
    stance: int


@dataclass(slots=True)
class PairLabels:
    """Who acts on whom in a sentence, and the bit mask of the types the act may have."""

    source: list[int]
    target: list[int]
    types: int


@dataclass(slots=True)
class Document:
    """Words of one text. A label list that is None says: this corpus knows nothing of it."""

    corpus: str
    words: list[str]
    quotes: list[int]
    #: Words that begin a paragraph.
    paragraphs: set[int]
    sentences: list[int] | None = None
    upos: list[str] | None = None
    lemmas: list[str] | None = None
    #: Head of each word over the whole document; -1 for a root.
    heads: list[int] | None = None
    deprels: list[str] | None = None
    #: Bit masks of the entity labels allowed per word.
    entities: list[int] | None = None
    #: Bit masks of the cue labels allowed per word; 0 says nothing.
    cues: list[int] | None = None
    frames: list[FrameLabels] = field(default_factory=list)
    #: (head word, cluster) of each mention.
    mentions: list[tuple[int, str]] = field(default_factory=list)
    #: Bit masks of the parts of speech a word can have, where there are no trees; 0 says nothing.
    tags: list[int] | None = None
    #: Bit masks of the act labels allowed per word; 0 says nothing.
    acts: list[int] | None = None
    #: Word number to bit mask of the types its act may have, where only some acts of a text are marked.
    act_types: dict[int, int] = field(default_factory=dict)
    act_frames: list[ActLabels] = field(default_factory=list)
    stances: list[StanceLabels] = field(default_factory=list)
    pairs: list[PairLabels] = field(default_factory=list)
    #: Bit masks of the party labels allowed per word.
    parties: list[int] | None = None


def read_lines(path: Path) -> Iterator[Any]:
    """Yield the records of a gzipped JSON-lines file."""
    with gzip.open(path, "rt", encoding="utf-8") as file:
        for line in file:
            yield json.loads(line)


def join_words(words: list[str], space_after: list[bool]) -> tuple[str, list[Span]]:
    """Write words as text and return it with their spans."""
    parts: list[str] = []
    spans: list[Span] = []
    place = 0
    for word, space in zip(words, space_after, strict=True):
        spans.append(Span(place, place + len(word)))
        parts.append(word + (" " if space else ""))
        place += len(word) + space
    return "".join(parts), spans


def quote_states(words: list[str], space_after: list[bool], paragraphs: set[int]) -> list[int]:
    """Run the quotation-mark automaton over words that come without their text."""
    text, spans = join_words(words, space_after)
    return list(find_quotations(text, spans, sorted(paragraphs))[1])


def read_conllu(path: Path, corpus: str) -> Iterator[tuple[str, Document]]:
    """Yield (document name, Document) of a CoNLL-U file with trees and entity tags."""
    name, doc, spaces = "", _empty(corpus), []
    words: list[list[str]] = []
    new_paragraph = True
    with gzip.open(path, "rt", encoding="utf-8") as file:
        for line in file:
            if line.startswith("# newdoc"):
                if doc.words:
                    yield name, _with_quotes(doc, spaces)
                name, doc, spaces, new_paragraph = line.split("=", 1)[1].strip(), _empty(corpus), [], True
            elif line.startswith("# newpar"):
                new_paragraph = True
            elif line.startswith("#"):
                continue
            elif line.strip():
                words.append(line.rstrip("\n").split("\t"))
            elif words:
                _add_sentence(doc, spaces, words, new_paragraph)
                words, new_paragraph = [], False
    if doc.words:
        yield name, _with_quotes(doc, spaces)


def _empty(corpus: str) -> Document:
    return Document(corpus, [], [], set(), [], [], [], [], [], [])


def _with_quotes(doc: Document, spaces: list[bool]) -> Document:
    doc.quotes = quote_states(doc.words, spaces, doc.paragraphs)
    return doc


def _add_sentence(doc: Document, spaces: list[bool], rows: list[list[str]], new_paragraph: bool) -> None:
    base = len(doc.words)
    assert doc.sentences is not None and doc.upos is not None and doc.lemmas is not None
    assert doc.heads is not None and doc.deprels is not None and doc.entities is not None
    doc.sentences.append(base)
    if new_paragraph:
        doc.paragraphs.add(base)
    glued_to = 0
    for row in rows:
        misc = row[9].split("|")
        if "-" in row[0]:
            glued_to, tail = int(row[0].split("-")[1]), "SpaceAfter=No" not in misc
            continue
        if not row[0].isdigit():
            continue
        number = int(row[0])
        spaces.append(("SpaceAfter=No" not in misc) if number > glued_to else (number == glued_to and tail))
        doc.words.append(row[1])
        doc.lemmas.append(row[2])
        doc.upos.append(row[3])
        doc.heads.append(base + int(row[6]) - 1 if row[6] != "0" else -1)
        doc.deprels.append(row[7])
        doc.entities.append(_entity_mask(next((m[4:] for m in misc if m.startswith("NER=")), "O")))


#: What the three classes of Universal NER may be among the nine of WorldWide.
_FROM_THREE = {"PER": ("Person",), "LOC": ("Location", "Facility"), "ORG": ("Organization",)}
_UNSEEN = ("NORP", "Date", "Money", "Product", "Misc")


def _entity_mask(tag: str) -> int:
    """Return the nine-class labels that a three-class tag allows."""
    if tag == "O":
        return mask_of([0, *(_TAG[f"{p}-{name}"] for name in _UNSEEN for p in "BI")])
    position, kind = tag.split("-")
    return mask_of([_TAG[f"{position}-{name}"] for name in _FROM_THREE[kind]])


def read_worldwide(path: Path) -> Iterator[Document]:
    """Yield the documents of the WorldWide entity corpus, with possessives set apart as the tokenizer does."""
    for record in read_lines(path):
        doc = Document("worldwide", [], [], set(), entities=[], sentences=[])
        for sentence in record["sentences"]:
            doc.sentences.append(len(doc.words))
            for word, tag in zip(sentence["tokens"], sentence["labels"], strict=True):
                stem, suffix = _possessive(word)
                doc.words.append(stem)
                doc.entities.append(1 << _TAG[tag])
                if suffix:
                    doc.words.append(suffix)
                    doc.entities.append(1)
        doc.paragraphs = {0}
        doc.quotes = quote_states(doc.words, [True] * len(doc.words), doc.paragraphs)
        yield doc


def _possessive(word: str) -> tuple[str, str]:
    if len(word) > 2 and word[-2:] in {"'s", "’s"}:
        return word[:-2], word[-2:]
    return word, ""
