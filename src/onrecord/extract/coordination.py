"""Drafts kept apart: coordinated cues do not swallow one another, nor does speech its own first person."""

from __future__ import annotations

from collections.abc import Sequence

from onrecord.extract.content import trim
from onrecord.extract.draft import Draft
from onrecord.extract.medium import find_carrier
from onrecord.extract.sources import cue_head
from onrecord.extract.unmarked import main_tense
from onrecord.extract.view import View, contains
from onrecord.model.span import TokenRange

_JOINTS = frozenset({"and", "but", "or", "while", "also", "then", "as", "yet", ",", ";", "–", "—"})
_SPEAKERS_OF_WORDS = frozenset({"i", "we", "you"})


def part_drafts(view: View, drafts: Sequence[Draft]) -> list[Draft]:
    """Return the drafts with contents cut where a coordinated cue begins, and without what "I" or "we" say in words.

    Args:
        view: The page.
        drafts: As gathered; changed in place.
    """
    for draft in drafts:
        for other in drafts:
            if other is not draft:
                _cut_before(view, draft, other)
        _take_carrier(view, draft)
    kept = [d for d in drafts if d.content or d.polarity == "withheld"]
    return [d for d in kept if not is_own_words(view, d, kept)]


def _cut_before(view: View, draft: Draft, other: Draft) -> None:
    """Cut a content before another cue that is coordinated to the draft's own."""
    if draft.cue is None or other.cue is None or {"citing", "quoting"} & set(view.words_of(other.cue)):
        return
    if view.quote_at(other.cue.first) is not None:
        return
    for number, piece in enumerate(draft.content):
        if not contains(piece, other.cue) or draft.cue.last > piece.first:
            continue
        if other.source is not None and other.source == draft.source:
            start = other.cue.first
        elif _is_conjunct(view, other.cue, draft.cue) and other.source is not None:
            start = other.source.first
        else:
            continue
        while start > piece.first and view.words[start - 1] in _JOINTS:
            start -= 1
        cut = trim(view, TokenRange(piece.first, start))
        draft.content = [p for p in [*draft.content[:number], cut] if view.n_words(p)]
        return


def _is_conjunct(view: View, cue: TokenRange, first: TokenRange) -> bool:
    verb = cue_head(view, cue)
    return view.relation(verb) in {"conj", "parataxis"} and view.reading.heads[verb] == cue_head(view, first)


def _take_carrier(view: View, draft: Draft) -> None:
    """Take "in a letter" or "on Facebook" off the end of a content that is a mere noun phrase, as its medium."""
    if draft.cue is None or len(draft.content) != 1 or draft.medium_tokens is not None:
        return
    piece = draft.content[0]
    if piece.first < draft.cue.last or view.quote_at(piece.last - 1) is not None:
        return
    clause = view.words[piece.first] in {"to", "that"} or main_tense(view, piece) is not None
    carrier = find_carrier(view, piece, loose=clause)
    if carrier is not None and carrier.first - 1 > piece.first:
        draft.content = [trim(view, TokenRange(piece.first, carrier.first - 1))]
        draft.medium_tokens = carrier


def is_own_words(view: View, draft: Draft, drafts: Sequence[Draft]) -> bool:
    """Tell whether a draft is "I think" or "we demand" inside words that somebody says."""
    if draft.cue is None or draft.source is None or draft.source.last - draft.source.first != 1:
        return False
    if view.words[draft.source.first] not in _SPEAKERS_OF_WORDS:
        return False
    if view.quote_at(draft.cue.first) is not None:
        return True
    cue = draft.cue
    return any(contains(piece, cue) for d in drafts if d is not draft for piece in d.content)
