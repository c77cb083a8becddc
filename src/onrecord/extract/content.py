"""The words that were said: content pieces cleaned and snapped to quotation marks."""

from __future__ import annotations

from collections.abc import Sequence

from onrecord.extract.view import View, overlap, subtract
from onrecord.model.page import Quotation
from onrecord.model.span import TokenRange

#: A quotation whose marks had to be repaired is trusted this many tokens beyond what the network marked.
REPAIRED_REACH = 8
#: Prepositions between cue and content that belong to neither.
_LINKS = frozenset({"of", "for", "about", "on", "upon", "against", "over", "with", "at"})
_EDGE_MARKS = frozenset({",", ";", ":", ".", "-", "–", "—", "--", "·", "|", "•"})
_OPENING_BRACKETS = frozenset("([{")
_CLOSING_BRACKETS = frozenset(")]}")


def clean_content(
    view: View, pieces: Sequence[TokenRange], cue: TokenRange, blocked: Sequence[TokenRange]
) -> list[TokenRange]:
    """Return content pieces that keep to prose, quotation marks and punctuation.

    Args:
        view: The page.
        pieces: Content as the network marked it.
        cue: The frame's cue.
        blocked: Ranges no content may touch: cue, speaker.

    Returns:
        Pieces in text order; each in one paragraph, none overlapping another or a blocked range.
    """
    snapped = [_snap(view, piece, cue, blocked) for piece in pieces if piece.first < piece.last]
    parts = [part for piece in _merge(view, snapped, blocked) for part in subtract(piece, blocked)]
    parts = [part for piece in parts for part in _split_paragraphs(view, piece, cue)]
    trimmed = (trim(view, _take_linker(view, part, blocked), blocked) for part in parts)
    kept = [part for part in trimmed if view.n_words(part)]
    if any(view.n_words(part) > 2 for part in kept):
        kept = [part for part in kept if view.n_words(part) > 1 or not _is_crumb(view, part)]
    return _merge(view, kept, blocked)


def cut_at_colon(view: View, content: Sequence[TokenRange]) -> list[TokenRange]:
    """Cut reported words off from the quotation that follows them after a colon: "denies it: “We are not …”"."""
    cut: list[TokenRange] = []
    for piece in content:
        colon = next(
            (
                token
                for token in range(piece.first + 1, piece.last - 1)
                if view.words[token] == ":" and token + 1 in view.openers and view.quote_at(token) is None
            ),
            None,
        )
        cut.append(piece if colon is None else TokenRange(piece.first, colon))
    return cut


def trim(view: View, piece: TokenRange, blocked: Sequence[TokenRange] = ()) -> TokenRange:
    """Take punctuation that is not part of the words off both ends of a piece."""
    first, last = piece
    while first < last and _strip_first(view, first, TokenRange(first, last)):
        first += 1
    if first < last - 1 and view.words[first] in _LINKS:
        first += any(block.last == first for block in blocked) or first + 1 in view.openers
    while first < last and _strip_last(view, last - 1, TokenRange(first, last)):
        last -= 1
    return TokenRange(first, max(first, last))


def _strip_first(view: View, token: int, piece: TokenRange) -> bool:
    word = view.words[token]
    if token in view.openers:
        return False
    if token in view.closers or word in _EDGE_MARKS:
        return True
    return word in _CLOSING_BRACKETS or (word in _OPENING_BRACKETS and not _has(view, piece, _CLOSING_BRACKETS))


def _strip_last(view: View, token: int, piece: TokenRange) -> bool:
    word = view.words[token]
    if token in view.closers:
        return False
    if token in view.openers or word in _OPENING_BRACKETS:
        return True
    if word in _CLOSING_BRACKETS:
        return not _has(view, piece, _OPENING_BRACKETS)
    quote = view.quote_at(token)
    if quote is not None and (word in {".", "..."} or quote[0].last == token + 1):
        return quote[0].first < piece.first and word not in {".", "..."}
    return word in _EDGE_MARKS


def _has(view: View, piece: TokenRange, marks: frozenset[str]) -> bool:
    return any(view.words[t] in marks for t in range(piece.first, piece.last))


def _is_crumb(view: View, piece: TokenRange) -> bool:
    """Tell whether a one-word piece is a function word left over by the network."""
    return all(
        view.is_mark(t) or view.reading.upos[t] in {"CCONJ", "ADV", "DET", "SCONJ", "ADP", "PART", "AUX", "PRON"}
        for t in range(piece.first, piece.last)
    )


def _snap(view: View, piece: TokenRange, cue: TokenRange, blocked: Sequence[TokenRange]) -> TokenRange:
    """Move the ends of a piece to the marks of the quotations it meets."""
    first, last = piece
    for tokens, quotation in view.quotes:
        if not overlap(tokens, TokenRange(first, last)):
            continue
        if overlap(tokens, cue):
            first, last = max(first, tokens.first), min(last, tokens.last)
            continue
        if any(overlap(tokens, block) for block in blocked):
            continue
        first, last = _fit(view, TokenRange(first, last), tokens, quotation)
    return TokenRange(first, max(first, last))


def _fit(view: View, piece: TokenRange, tokens: TokenRange, quotation: Quotation) -> TokenRange:
    """Widen a piece to the whole quotation, or take it back to the quotation's edge."""
    shared = TokenRange(max(piece.first, tokens.first), min(piece.last, tokens.last))
    missed = (tokens.last - tokens.first) - (shared.last - shared.first)
    if not view.n_words(shared) or (view.n_words(shared) == 1 and missed > 3):
        if tokens.first <= piece.first:
            return TokenRange(min(shared.last, piece.last), piece.last)
        if piece.last <= tokens.last:
            return TokenRange(piece.first, max(piece.first, shared.first))
        return piece
    if quotation.marks == "balanced" or missed <= REPAIRED_REACH:
        return TokenRange(min(piece.first, tokens.first), max(piece.last, tokens.last))
    first, last = piece
    if piece.first - tokens.first in range(1, REPAIRED_REACH):
        first = tokens.first
    if tokens.last - piece.last in range(1, REPAIRED_REACH):
        last = tokens.last
    return TokenRange(first, last)


def _merge(view: View, pieces: Sequence[TokenRange], blocked: Sequence[TokenRange]) -> list[TokenRange]:
    """Join pieces that overlap or that only punctuation, or a word the network lost, keeps apart."""
    merged: list[TokenRange] = []
    for piece in sorted(p for p in pieces if p.first < p.last):
        if merged and _joins(view, merged[-1], piece, blocked):
            merged[-1] = TokenRange(merged[-1].first, max(merged[-1].last, piece.last))
        else:
            merged.append(piece)
    return merged


def _joins(view: View, left: TokenRange, right: TokenRange, blocked: Sequence[TokenRange]) -> bool:
    if right.first < left.last:
        return True
    gap = TokenRange(left.last, right.first)
    if view.paragraph_number(left.last - 1) != view.paragraph_number(right.first):
        return False
    return not any(overlap(gap, block) for block in blocked) and view.n_words(gap) <= 2


def _take_linker(view: View, piece: TokenRange, blocked: Sequence[TokenRange]) -> TokenRange:
    """Take in a "that" or "to" that stands right before a piece."""
    before = piece.first - 1
    if before < 0 or any(block.first <= before < block.last for block in blocked):
        return piece
    if view.words[before] == "," and view.words[before - 1] == "that" and piece.first in view.openers:
        return TokenRange(before - 1, piece.last)
    if view.words[before] == "that" or (view.words[before] == "to" and view.reading.upos[before] == "PART"):
        return TokenRange(before, piece.last)
    return piece


def _split_paragraphs(view: View, piece: TokenRange, cue: TokenRange) -> list[TokenRange]:
    """Cut a piece where paragraphs end, and drop what lies in another kind of paragraph than the cue."""
    kind = view.paragraph(cue.first).kind
    parts = []
    first = piece.first
    while first < piece.last:
        paragraph = view.paragraph(first)
        last = min(piece.last, max(paragraph.tokens.last, first + 1))
        if paragraph.kind == kind:
            parts.append(TokenRange(first, last))
        first = last
    return parts
