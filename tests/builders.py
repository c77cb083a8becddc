"""Readings made by hand, so that most tests need no weights.

>>> text = "“We are ready,” Maria Oduya said on Friday."
>>> reading = build_reading(
...     text,
...     frames=[{"cue": "said", "source": "Maria Oduya", "content": "“We are ready,”"}],
...     entities=[("Maria Oduya", "Person")],
...     tree={"Oduya": ("said", "nsubj")},
... )
>>> reading.page.cover(reading.frames[0].cue).of(text)
'said'

Words are found by their text: ``"Oduya"`` is its first occurrence, ``"Oduya#2"`` its second.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from itertools import pairwise
from types import SimpleNamespace
from typing import Any

from onrecord.model.ids import report_id
from onrecord.model.page import Page
from onrecord.model.reading import (
    ACT_ROLES,
    MODALITIES,
    ROLES,
    ActFrame,
    Entity,
    Frame,
    Reading,
    Role,
    TriggerRating,
)
from onrecord.model.report import Report
from onrecord.model.span import Span, TokenRange
from onrecord.text.page import lay_out

_PRONOUNS = frozenset(
    ["i", "we", "he", "she", "they", "it", "you", "me", "us", "him", "her", "them", "who", "my", "our", "his", "their"]
)
_ENDS = frozenset({".", "!", "?"})
_CLOSERS = frozenset({"”", '"', "’", ")", "''"})


def build_report(text: str, **fields: Any) -> Report:
    """Make a Report of an English text; ``published`` may be an ISO date."""
    published = fields.pop("published", None)
    day = date.fromisoformat(published) if isinstance(published, str) else published
    options: dict[str, Any] = {"language": "en", "published_source": "given" if day else None, **fields}
    return Report(id=report_id(text), text=text, published=day, **options)


def build_page(text: str, **fields: Any) -> Page:
    """Lay out a text as a page; further arguments are fields of the Report."""
    return lay_out(build_report(text, **fields))


def find_span(text: str, words: str) -> Span:
    """Find the span of some words: ``"Oduya"`` the first, ``"Oduya#2"`` the second time they stand in the text."""
    wanted, number = words, 1
    head, mark, tail = words.rpartition("#")
    if mark and tail.isdigit() and head:
        wanted, number = head, int(tail)
    place = -1
    for _ in range(number):
        place = text.find(wanted, place + 1)
        if place < 0:
            raise AssertionError(f"{words!r} does not stand in the text")
    return Span(place, place + len(wanted))


def find_tokens(page: Page, words: str | TokenRange) -> TokenRange:
    """Find the tokens that some words of the page's text cover, in whole or in part."""
    if isinstance(words, TokenRange):
        return words
    span = find_span(page.report.text, words)
    inside = [n for n, token in enumerate(page.tokens) if token.overlaps(span)]
    if not inside:
        raise AssertionError(f"no token of the page stands in {words!r}")
    return TokenRange(inside[0], inside[-1] + 1)


def build_frame(
    page: Page, cue: str | TokenRange, *, cue_class: str = "speech", score: float = 0.95, **roles: Any
) -> Frame:
    """Make a frame: ``source``, ``content``, ``addressee`` and ``medium`` are words, or lists of words for pieces."""
    found: list[Role] = []
    for name, words in roles.items():
        assert name in ROLES, name
        pieces = [words] if isinstance(words, str | TokenRange) else words or []
        found.extend(Role(name, find_tokens(page, piece), score) for piece in pieces)
    return Frame(find_tokens(page, cue), cue_class, tuple(found), score)


def build_act(
    page: Page,
    trigger: str | TokenRange,
    kind: str,
    *,
    modality: str = "happened",
    negated: float = 0.0,
    background: float = 0.0,
    mode: str | None = None,
    score: float = 0.9,
    **roles: Any,
) -> ActFrame:
    """Make an act: ``actor``, ``recipient``, ``place``, ``time`` and ``condition`` are words, or lists of words."""
    found: list[Role] = []
    for name, words in roles.items():
        assert name in ACT_ROLES, name
        pieces = [words] if isinstance(words, str | TokenRange) else words or []
        found.extend(Role(name, find_tokens(page, piece), score) for piece in pieces)
    shares = {name: 0.93 if name == modality else 0.01 for name in MODALITIES}
    rating = TriggerRating(shares, negated, background, 3.0, mode)
    return ActFrame(find_tokens(page, trigger), kind, rating, tuple(found), score)


def build_reading(
    text: str | Page,
    *,
    frames: Iterable[Mapping[str, Any]] = (),
    acts: Iterable[Mapping[str, Any]] = (),
    entities: Iterable[tuple[str, str]] = (),
    tree: Mapping[str, tuple[str | None, str]] | None = None,
    upos: Mapping[str, str] | None = None,
    lemmas: Mapping[str, str] | None = None,
    sentences: Sequence[str] | None = None,
    **report: Any,
) -> Reading:
    """Make a Reading by hand.

    Args:
        text: The report's text, or a page made before.
        frames: Arguments of ``build_frame``: ``{"cue": "said", "source": "Oduya", "content": "…"}``.
        acts: Arguments of ``build_act``: ``{"trigger": "shelled", "kind": "ASSAULT", "actor": "troops"}``.
        entities: Words and label of each entity; a name is marked where it stands first ("Oduya#2" for the second).
        tree: A word to its head (None for the root) and relation; words that are left out hang on the root as "dep",
            punctuation as "punct".
        upos: A word to its part of speech, wherever it stands; the rest is guessed from its form, cues are verbs.
        lemmas: A word to its lemma, wherever it stands; the rest is the word in lower case.
        sentences: The sentences, in order; None to cut after full stops and at paragraphs.
        **report: Fields of the Report (``published="2031-05-02"``).
    """
    page = text if isinstance(text, Page) else build_page(text, **report)
    words = [page.word(n) for n in range(len(page.tokens))]
    ranges = _cut(page, words) if sentences is None else [find_tokens(page, s) for s in sentences]
    tags = tuple((upos or {}).get(word) or _guess_tag(word) for word in words)
    heads, relations = _hang(page, ranges, tags, tree or {})
    reading = Reading(
        page=page,
        sentences=tuple(ranges),
        upos=tags,
        lemmas=tuple((lemmas or {}).get(word, word.lower()) for word in words),
        heads=tuple(heads),
        deprels=tuple(relations),
        entities=tuple(sorted((Entity(find_tokens(page, w), label) for w, label in entities), key=lambda e: e.tokens)),
    )
    made = [build_frame(page, **frame) for frame in frames]
    cues = {n for frame in made for n in range(*frame.cue)}
    reading = replace(reading, upos=tuple("VERB" if n in cues and t == "X" else t for n, t in enumerate(tags)))
    done = sorted((build_act(page, **act) for act in acts), key=lambda a: a.trigger)
    return replace(reading, frames=tuple(sorted(made, key=lambda f: f.cue)), acts=tuple(done))


def _cut(page: Page, words: Sequence[str]) -> list[TokenRange]:
    """Cut sentences after full stops (and the marks that follow them), and at paragraphs."""
    starts: list[int] = []
    for paragraph in page.paragraphs:
        first, last = paragraph.tokens
        starts.append(first)
        for token in range(first + 1, last):
            before = token - 1
            while before > first and words[before] in _CLOSERS:
                before -= 1
            if words[before] in _ENDS and words[token] not in _CLOSERS:
                starts.append(token)
    edges = sorted({*starts, len(words)})
    return [TokenRange(a, b) for a, b in pairwise(edges)]


def _guess_tag(word: str) -> str:
    if not any(c.isalnum() for c in word):
        return "PUNCT"
    if word.lower() in _PRONOUNS:
        return "PRON"
    if word[0].isdigit():
        return "NUM"
    return "PROPN" if word[0].isupper() else "X"


def _hang(
    page: Page, sentences: Sequence[TokenRange], tags: Sequence[str], tree: Mapping[str, tuple[str | None, str]]
) -> tuple[list[int], list[str]]:
    """Return head and relation per token."""
    given: dict[int, tuple[int, str]] = {}
    for word, (head, relation) in tree.items():
        child = find_tokens(page, word).last - 1
        given[child] = (-1 if head is None else find_tokens(page, head).first, relation)
    heads, relations = [-1] * len(tags), ["root"] * len(tags)
    for first, last in sentences:
        own = range(first, last)
        named = [n for n in own if given.get(n, (0, ""))[0] == -1]
        heads_named = [given[n][0] for n in own if n in given and given[n][0] not in given and given[n][0] in own]
        free = [n for n in own if n not in given and tags[n] != "PUNCT"]
        root = (named or heads_named or free or [first])[0]
        for token in own:
            if token in given:
                heads[token], relations[token] = given[token]
            elif token != root:
                heads[token], relations[token] = root, "punct" if tags[token] == "PUNCT" else "dep"
    return heads, relations


class FakeReader:
    """Stands in for the network: finds "NAME said" and quotations before it by their form alone.

    Every quotation that is followed by ``, NAME said`` (or ``said NAME``) becomes a frame. Good enough to test what is
    built round the network.
    """

    def __init__(self) -> None:
        #: What it says of its weights: there are none.
        self.manifest = SimpleNamespace(name="by-hand", version="0", sha256="0" * 64)
        #: Pages read so far.
        self.n_read = 0

    def read(self, page: Page) -> Reading:
        """Return a Reading of the page."""
        self.n_read += 1
        words = [page.word(n) for n in range(len(page.tokens))]
        frames = []
        for cue, word in enumerate(words):
            neighbours = [n for n in (cue - 1, cue + 1) if word == "said" and 0 <= n < len(words)]
            names = [n for n in neighbours if words[n][0].isupper()]
            spoken = [q.span for q in page.quotations if q.span.end <= page.tokens[cue].start]
            if names and spoken:
                inside = [n for n, token in enumerate(page.tokens) if token.overlaps(spoken[-1])]
                content = TokenRange(inside[0], inside[-1] + 1)
                source = TokenRange(names[0], names[0] + 1)
                frames.append({"cue": TokenRange(cue, cue + 1), "source": source, "content": content})
        return build_reading(page, frames=frames)
