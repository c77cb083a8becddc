"""Damage and wrap marked texts, so that the network meets what scraped pages hold and corpora do not."""

from __future__ import annotations

import random
import re
from dataclasses import replace

from onrecord.model.span import Span
from training.frames import MarkedFrame, MarkedText
from training.phrases import AGENCIES, DAYS, LISTENERS, MEDIA, OFFICIALS, OUTLETS, SAYINGS, SPEAKERS

_MARKS = '“”"„«»'


class Editor:
    """Applies replacements to a text and moves spans along."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._edits: list[tuple[int, int, str]] = []

    def replace(self, start: int, end: int, new: str) -> None:
        """Note that ``text[start:end]`` becomes ``new``; edits must not overlap."""
        self._edits.append((start, end, new))

    def apply(self) -> tuple[str, list[int], list[int]]:
        """Return the new text, and for each old character where it now begins and ends; a lost one is empty."""
        parts: list[str] = []
        begins = list(range(len(self._text) + 1))
        ends = list(range(1, len(self._text) + 2))
        shift, last = 0, 0
        for start, end, new in sorted(self._edits):
            if start < last:
                continue
            parts.append(self._text[last:start])
            for n in range(last, start):
                begins[n] += shift
                ends[n] += shift
            for n in range(start, end):
                begins[n], ends[n] = start + shift, start + shift + len(new)
            parts.append(new)
            shift += len(new) - (end - start)
            last = end
        for n in range(last, len(begins)):
            begins[n] += shift
            ends[n] += shift
        parts.append(self._text[last:])
        return "".join(parts), begins, ends


def move(marked: MarkedText, text: str, begins: list[int], ends: list[int]) -> MarkedText:
    """Return the marked text with ``text`` in place of the old one and its spans moved along."""

    def shift(spans: list[Span]) -> list[Span]:
        moved = []
        for span in spans:
            start, end = begins[span.start], ends[span.end - 1]
            while start < end and text[start].isspace():
                start += 1
            if end > start:
                moved.append(Span(start, min(end, len(text))))
        return moved

    frames = [
        replace(f, source=shift(f.source), cue=shift(f.cue), content=shift(f.content),
                addressee=shift(f.addressee), medium=shift(f.medium))
        for f in marked.frames
    ]  # fmt: skip
    acts = marked.acts and [
        replace(act, trigger=shift(act.trigger), roles=[(role, shift(spans)) for role, spans in act.roles])
        for act in marked.acts
    ]
    return replace(marked, text=text, frames=frames, acts=acts, silent=shift(marked.silent))


def damage_marks(marked: MarkedText, random_source: random.Random, share: float = 0.3) -> MarkedText:
    """Lose, double or change the quotation marks of a share of the contents."""
    editor = Editor(marked.text)
    done: set[int] = set()
    for frame in marked.frames:
        if random_source.random() >= share:
            continue
        marks = [p for s in frame.content for p in range(s.start, s.end) if marked.text[p] in _MARKS and p not in done]
        if not marks:
            continue
        way = random_source.choice(("all", "all", "all", "first", "last", "glyph", "straight", "doubled"))
        for place in marks:
            edge = place == marks[0], place == marks[-1]
            if way == "all" or (way == "first" and edge[0]) or (way == "last" and edge[1]):
                new = ""
            elif way == "glyph":
                new = random_source.choice('“”"„»')
            elif way == "doubled":
                new = random_source.choice(("''", "``", "““"))
            else:
                new = '"' if way == "straight" else marked.text[place]
            if new != marked.text[place]:
                editor.replace(place, place + 1, new)
                done.add(place)
    if not done:
        return marked
    return move(marked, *editor.apply())


#: Words that lose their capital when something is put before them.
_LOWERED = frozenset({"He", "She", "They", "It", "The", "A", "An", "His", "Her", "Their", "In", "On", "Some", "Many"})
_SENTENCE_BEFORE = re.compile(r"(?:^|\n|[.!?][”\"’']?\s+)$")


def wrap_frames(marked: MarkedText, random_source: random.Random, share: float = 0.16) -> MarkedText:
    """Pass some attributions on through an agency, and give some an interview, a listener or a statement.

    Makes "…, Interfax reported", "According to X, …", "…, X reported, citing Y", "… said in an interview with Z",
    "told lawmakers": what the corpora hold too seldom or leave unmarked.
    """
    editor = Editor(marked.text)
    plans: list[tuple[MarkedFrame, Span, str]] = []
    taken: list[Span] = []
    for frame in marked.frames:
        hull = _sentence_hull(marked.text, frame)
        if hull is None or random_source.random() >= share or any(hull.overlaps(t) for t in taken):
            continue
        taken.append(hull)
        plans.append((frame, hull, random_source.choice(("after", "after", "before", "citing", "medium", "medium"))))
    if not plans:
        return marked
    additions: list[tuple[MarkedFrame, Span, str, str]] = []
    for frame, hull, way in plans:
        text = _addition(marked.text, frame, hull, way, random_source)
        if text is None:
            continue
        place = hull.start if way == "before" else hull.end
        editor.replace(place, place, text)
        first_word = hull.of(marked.text).split()[0]
        if way == "before" and first_word in _LOWERED:
            editor.replace(place, place + 1, first_word[0].lower())
        additions.append((frame, hull, way, text))
    text, begins, ends = editor.apply()
    moved = move(marked, text, begins, ends)
    for frame, hull, way, added in additions:
        at = text.find(added, max(0, begins[hull.start] - len(added) - 2))
        outer = _outer_frames(at, added, way, Span(begins[hull.start], ends[hull.end - 1]))
        if way == "medium":
            _give_medium(moved.frames[marked.frames.index(frame)], at, added)
        moved.frames.extend(outer)
    return moved


def _sentence_hull(text: str, frame: MarkedFrame) -> Span | None:
    """Return the span of a frame that fills a sentence up to its full stop, else None."""
    spans = [*frame.source, *frame.cue, *frame.content]
    if not frame.source or not frame.cue or not frame.content:
        return None
    hull = Span(min(s.start for s in spans), max(s.end for s in spans))
    if "\n" in hull.of(text) or text[hull.end : hull.end + 1] != "." or text[hull.end - 1] in '.”"!?,':
        return None
    return hull if _SENTENCE_BEFORE.search(text, max(0, hull.start - 4), hull.start) else None


def _addition(  # noqa: PLR0911
    text: str, frame: MarkedFrame, hull: Span, way: str, random_source: random.Random
) -> str | None:
    agency, official = random_source.choice(AGENCIES), random_source.choice(OFFICIALS)
    day = random_source.choice(DAYS)
    if way == "before":
        return f"{random_source.choice(('According to', 'According to'))} {agency}, "
    if way == "citing":
        return f", {agency} reported{day}, {random_source.choice(('citing', 'quoting'))} {official}"
    if way == "after":
        return random_source.choice(
            (f", {agency} reported{day}", f", according to {agency}", f", {agency} said{day}", f", reported {agency}")
        )
    if frame.cue[-1].end != hull.end or frame.cue[-1].of(text).split()[-1] not in {"said", "added", "says", "warned"}:
        return None
    choice = random_source.random()
    if choice < 0.4:
        return f" in an interview with {random_source.choice(OUTLETS)}{day}"
    if choice < 0.8:
        preposition, medium = random_source.choice(MEDIA)
        return f" {preposition} {medium}{day}"
    return f", speaking to {random_source.choice(LISTENERS)}{day}"


def _outer_frames(at: int, added: str, way: str, inner: Span) -> list[MarkedFrame]:
    """Return the frames that the added words make, the inner sentence being their content."""
    frames = []
    patterns = {
        "before": [r"(?P<cue>According to) (?P<source>.+?), $"],
        "after": [
            r", (?P<source>.+?) (?P<cue>reported|said)\b",
            r", (?P<cue>according to) (?P<source>.+)$",
            r", (?P<cue>reported) (?P<source>.+)$",
        ],
        "citing": [r", (?P<source>.+?) (?P<cue>reported)\b", r", (?P<cue>citing|quoting) (?P<source>.+)$"],
        "medium": [],
    }[way]
    for pattern in patterns:
        match = re.search(pattern, added)
        if match:
            source = Span(at + match.start("source"), at + match.end("source"))
            cue = Span(at + match.start("cue"), at + match.end("cue"))
            frames.append(MarkedFrame([source], [cue], [inner]))
            if way == "after":
                break
    return frames


_TAIL = r"((?: late)? on \w+day| earlier.*| the prev.*)?$"
_GIVEN = (
    ("addressee", re.compile(r"^, speaking to (.+?)" + _TAIL)),
    ("medium", re.compile(r"^ in an interview with (.+?)" + _TAIL)),
    ("medium", re.compile(r"^ (?:in|at|on|during) (.+?)" + _TAIL)),
)


def _give_medium(frame: MarkedFrame, at: int, added: str) -> None:
    for role, pattern in _GIVEN:
        match = pattern.search(added)
        if match:
            setattr(frame, role, [Span(at + match.start(1), at + match.end(1))])
            return


def quote_frames(marked: MarkedText, random_source: random.Random, share: float = 0.2) -> MarkedText:
    """Put some attributions into somebody's mouth: “X said Y,” Z told reporters; Z said that X said Y.

    The corpora mark hardly any statement inside another; here the inner one keeps its labels.
    """
    editor = Editor(marked.text)
    plans: list[tuple[Span, str, str, str, str]] = []
    for frame in marked.frames:
        hull = _sentence_hull(marked.text, frame)
        if hull is None or random_source.random() >= share or any(hull.overlaps(p[0]) for p in plans):
            continue
        speaker, saying = random_source.choice(SPEAKERS), random_source.choice(SAYINGS)
        way = random_source.choice(("quoted", "quoted", "bare", "that", "that", "plain"))
        if way == "quoted" and any(mark in hull.of(marked.text) for mark in _MARKS):
            way = "that"
        if way in {"quoted", "bare"}:
            before, after = ("“", ",” ") if way == "quoted" else ("", ", ")
            after += f"{speaker.lower() if speaker in _LOWERED else speaker} {saying}"
        else:
            sentence_speaker = speaker[0].upper() + speaker[1:]
            before, after = f"{sentence_speaker} {saying} " + ("that " if way == "that" else ""), ""
        plans.append((hull, way, before, after, f"{speaker} {saying}"))
    if not plans:
        return marked
    for hull, way, before, after, _ in plans:
        if before:
            editor.replace(hull.start, hull.start, before)
        first_word = hull.of(marked.text).split()[0]
        if way in {"that", "plain"} and first_word in _LOWERED:
            editor.replace(hull.start, hull.start + 1, first_word[0].lower())
        if after:
            editor.replace(hull.end, hull.end, after)
    text, begins, ends = editor.apply()
    moved = move(marked, text, begins, ends)
    for hull, way, before, after, words in plans:
        inner = Span(begins[hull.start], ends[hull.end - 1])
        moved.frames.append(_speaking_frame(text, inner, way, before, after, words))
    return moved


def _speaking_frame(text: str, inner: Span, way: str, before: str, after: str, words: str) -> MarkedFrame:
    """Return the frame of the speaker put round ``inner``."""
    if way in {"quoted", "bare"}:
        content = Span(inner.start - len(before), inner.end + (2 if way == "quoted" else 0))
        said = Span(inner.end + len(after) - len(words), inner.end + len(after))
    else:
        said = Span(inner.start - len(before), inner.start - len(before) + len(words))
        content = Span(said.end + 1, inner.end)
    place = said.start + _cue_place(said.of(text))
    last = text.find(" ", place)
    cue_end = said.end if last < 0 or last > said.end else last
    if text[place : said.end].startswith(("has said", "had said")):
        cue_end = place + 8
    frame = MarkedFrame([Span(said.start, place - 1)], [Span(place, cue_end)], [content])
    if cue_end < said.end:
        frame.addressee = [Span(cue_end + 1, said.end)]
    return frame


def _cue_place(words: str) -> int:
    """Return where the saying begins in "speaker saying"."""
    places = [words.rfind(" " + saying) for saying in SAYINGS if words.endswith(" " + saying)]
    return min(place for place in places) + 1
