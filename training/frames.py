"""Attribution corpora as documents: PolNeAR, the GUM layer, and the project's own marked-up reports."""

from __future__ import annotations

import itertools
import random
import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from onrecord.model.dossier import Dossier
from onrecord.model.reading import STANCES
from onrecord.model.span import Span
from onrecord.text.quotes import find_quotations
from onrecord.text.tokens import tokenize
from training.acts import MarkedAct, label_acts, marked_acts
from training.documents import NON_COMMERCIAL, Document, FrameLabels, StanceLabels, read_lines
from training.labels import CUE_TAGS, ROLE_TAGS, mask_of

_CUE = {tag: number for number, tag in enumerate(CUE_TAGS)}
_ROLE = {tag: number for number, tag in enumerate(ROLE_TAGS)}
_ANY_BEGINNING = mask_of([n for tag, n in _CUE.items() if tag.startswith("B-")])
_ADDRESSEE = mask_of([n for tag, n in _ROLE.items() if tag.endswith("addressee")])
_MEDIUM = mask_of([n for tag, n in _ROLE.items() if tag.endswith("medium")])
_PARAGRAPH = re.compile(r"\n\s*\n|\n")


@dataclass(slots=True)
class MarkedFrame:
    """An attribution over characters."""

    source: list[Span]
    cue: list[Span]
    content: list[Span]
    addressee: list[Span] = field(default_factory=list)
    medium: list[Span] = field(default_factory=list)
    #: Cue class where the corpus gives one.
    cue_class: str | None = None
    #: True where addressee and medium are marked wherever they stand.
    complete: bool = False
    #: Number of the stance it takes; None where the corpus does not tell.
    stance: int | None = None


@dataclass(slots=True)
class MarkedText:
    """A text with its attributions, still as characters, so that it can be damaged and wrapped."""

    corpus: str
    text: str
    frames: list[MarkedFrame]
    #: True where a cue that is not marked is no cue; False where only some kinds are marked.
    exhaustive: bool = True
    #: True where cues inside a content are marked too.
    nested: bool = False
    #: Events; None where the corpus marks none.
    acts: list[MarkedAct] | None = None
    #: Stretches in which nothing is said of acts.
    silent: list[Span] = field(default_factory=list)


def _spans(raw: Iterable[Sequence[int]]) -> list[Span]:
    return [Span(a, b) for a, b in raw]


def read_attributions(path: Path, corpus: str) -> list[list[MarkedText]]:
    """Return, for each text, one MarkedText per annotator."""
    texts = []
    for record in read_lines(path):
        if record.get("genre") in NON_COMMERCIAL:
            continue
        versions = []
        for annotation in record["annotations"]:
            frames = [
                MarkedFrame(_spans(a["source"]), _spans(a["cue"]), _spans(a["content"]))
                for a in annotation["attributions"]
            ]
            versions.append(
                MarkedText(corpus, record["text"], frames, exhaustive=corpus != "gum", nested=corpus == "gum")
            )
        texts.append(versions)
    return texts


def read_inline(folder: Path) -> list[list[MarkedText]]:
    """Return the project's own marked-up reports (``*.txt`` in ``folder``)."""
    from onrecord.score.inline import compile_inline
    from onrecord.score.layers import compile_annotated

    texts = []
    for path in sorted(folder.glob("*.txt")):
        report = compile_inline(path)
        frames = [
            MarkedFrame(list(s.source), list(s.cue), list(s.content), list(s.addressee), list(s.medium), complete=True)
            for s in report.statements
        ]
        marked = MarkedText("inline", report.text, frames, nested=True)
        dossier, layers = compile_annotated(path)
        if {"events", "positions"} <= layers:
            add_facts(marked, dossier)
        texts.append([marked])
    return texts


def read_standoff(folder: Path, data: Path) -> list[list[MarkedText]]:
    """Return the annotated reports whose texts lie in the corpora (stand-off ``*.json`` in ``folder``).

    They name no agency that passes a statement on as a frame, nor every medium: words that could be cues teach nothing
    where no statement is.
    """
    from onrecord.score.gold_reports import read_gold_reports

    texts = []
    for gold in read_gold_reports([folder], data):
        end = gold.annotated_to or len(gold.dossier.report.text)
        frames = [
            MarkedFrame(
                [s.speaker_span] if s.speaker_span else [],
                [s.cue_span],
                list(s.content),
                [s.addressee_span] if s.addressee_span else [],
            )
            for s in gold.dossier.statements
            if s.cue_span is not None and max(piece.end for piece in (s.cue_span, *s.content)) <= end
        ]
        marked = MarkedText("real", gold.dossier.report.text[:end], frames, exhaustive=False, nested=True)
        if {"events", "positions"} <= gold.layers:
            add_facts(marked, gold.dossier)
        texts.append([marked])
    return texts


def add_facts(marked: MarkedText, dossier: Dossier) -> None:
    """Add a dossier's events, and to each statement the stance it takes."""
    end = len(marked.text)
    marked.acts = marked_acts(dossier, end)
    marked.silent = [piece.span for piece in dossier.furniture if piece.span.end <= end]
    taken = {p.statement: STANCES.index(p.stance) for p in dossier.positions}
    stances = {s.cue_span: taken.get(s.id, 0) for s in dossier.statements if s.cue_span is not None}
    for frame in marked.frames:
        if len(frame.cue) == 1:
            frame.stance = stances.get(frame.cue[0])


def to_document(
    marked: MarkedText,
    classify: Callable[[Sequence[str]], str | None],
    may_be_cue: Callable[[str], bool],
) -> Document:
    """Tokenize a marked text and turn its attributions into word labels.

    Args:
        marked: The text.
        classify: Gives the cue class of a cue's words, None where unknown.
        may_be_cue: Tells whether a word could be (the heart of) a cue; such words teach nothing where the corpus
            leaves cues unmarked: inside contents, and everywhere in a corpus that marks some kinds only.
    """
    text = marked.text
    starts, tokens = [], []
    place = 0
    for piece in [*_PARAGRAPH.finditer(text), None]:
        end = piece.start() if piece else len(text)
        found = tokenize(text, place, end)
        if found:
            starts.append(len(tokens))
            tokens.extend(found)
        place = piece.end() if piece else end
    words = [span.of(text) for span in tokens]
    doc = Document(
        marked.corpus, words, list(find_quotations(text, tokens, starts)[1]), set(starts), cues=[1] * len(words)
    )
    locate = _Locator(tokens)
    _label_cues(doc, marked, locate, classify, may_be_cue)
    if marked.acts is not None:
        label_acts(doc, marked.acts, marked.silent, locate.words)
    return doc


class _Locator:
    """Finds the words of a span."""

    def __init__(self, tokens: Sequence[Span]) -> None:
        self._starts = [t.start for t in tokens]
        self._ends = [t.end for t in tokens]

    def words(self, span: Span) -> range:
        return range(bisect_right(self._ends, span.start), bisect_left(self._starts, span.end))


def _label_cues(
    doc: Document,
    marked: MarkedText,
    locate: _Locator,
    classify: Callable[[Sequence[str]], str | None],
    may_be_cue: Callable[[str], bool],
) -> None:
    assert doc.cues is not None
    inside = set() if marked.nested else {w for f in marked.frames for s in f.content for w in locate.words(s)}
    silent = inside if marked.exhaustive else range(len(doc.words))
    for word in silent:
        if may_be_cue(doc.words[word].lower()):
            doc.cues[word] = 0
    for frame in marked.frames:
        cue = [w for span in frame.cue for w in locate.words(span)]
        if not cue or not any(locate.words(s) for s in frame.content):
            for word in cue:
                doc.cues[word] = 0
            continue
        kind = frame.cue_class or classify([doc.words[w] for w in cue])
        doc.cues[cue[0]] = 1 << _CUE[f"B-{kind}"] if kind else _ANY_BEGINNING
        for before, word in itertools.pairwise(cue):
            # A cue in two places ("made … clear") begins again: the tagger sees contiguous runs only.
            doc.cues[word] = 1 << _CUE["I"] if word == before + 1 else 0
        doc.frames.append(_role_labels(frame, cue, locate))
        if frame.stance is not None:
            content, source = ([w for s in spans for w in locate.words(s)] for spans in (frame.content, frame.source))
            doc.stances.append(StanceLabels(cue, content, source, frame.stance))


def _role_labels(frame: MarkedFrame, cue: list[int], locate: _Locator) -> FrameLabels:
    roles: dict[int, int] = {}
    for name in ("content", "source", "addressee", "medium"):
        for span in getattr(frame, name):
            words = locate.words(span)
            for word in words:
                if len(words) == 1:
                    position = "S"
                elif word == words[0]:
                    position = "B"
                else:
                    position = "E" if word == words[-1] else "I"
                roles[word] = 1 << _ROLE[f"{position}-{name}"]
    for word in cue:
        roles[word] = 1 << _ROLE["cue"]
    if not frame.complete:
        for word in range(max(0, cue[0] - 12), cue[-1] + 25):
            roles.setdefault(word, 1 | _MEDIUM | (_ADDRESSEE if cue[-1] < word <= cue[-1] + 10 else 0))
    return FrameLabels(cue, roles)


def read_gum_mentions(path: Path) -> dict[str, list[tuple[Span, str]]]:
    """Return, per GUM document, (head span, cluster) of every mention."""
    return {r["id"]: [(Span(*m["head"]), m["cluster"]) for m in r["mentions"]] for r in read_lines(path)}


def pick_version(versions: list[MarkedText], random_source: random.Random) -> MarkedText:
    """Return one annotator's version, another one each epoch."""
    return random_source.choice(versions)


def annotate_gum(documents: dict[str, Document], folder: Path, classify: Any, may_be_cue: Any, part: str) -> None:
    """Add attributions and coreference to GUM documents that have their trees already."""
    mentions = read_gum_mentions(folder / f"coref/gum-{part}.jsonl.gz")
    for record in read_lines(folder / f"attribution/gum-{part}.jsonl.gz"):
        doc = documents.get(record["id"])
        if doc is None:
            continue
        tokens = _align(doc.words, record["text"])
        if tokens is None:
            continue
        locate = _Locator(tokens)
        frames = [
            MarkedFrame(_spans(a["source"]), _spans(a["cue"]), _spans(a["content"]))
            for a in record["annotations"][0]["attributions"]
        ]
        doc.cues = [1] * len(doc.words)
        marked = MarkedText("gum", record["text"], frames, exhaustive=False, nested=True)
        _label_cues(doc, marked, locate, classify, may_be_cue)
        for head, cluster in mentions.get(record["id"], []):
            words = locate.words(head)
            if words:
                doc.mentions.append((words[-1], cluster))


def _align(words: Sequence[str], text: str) -> list[Span] | None:
    """Find the words in the text, in order; None where they do not fit."""
    spans, place = [], 0
    for word in words:
        at = text.find(word, place, place + len(word) + 40)
        if at < 0:
            return None
        spans.append(Span(at, at + len(word)))
        place = at + len(word)
    return spans
