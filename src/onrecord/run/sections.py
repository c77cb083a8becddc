"""Very long reports in sections, so that time and memory grow with the length and not with its square.

Finding statements compares words with cues far and near. What a report of usual length never notices would take hours
on a million characters; so a long Reading is cut, between paragraphs where it can be, and each section is searched
alone.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from itertools import accumulate, pairwise

from onrecord.model.page import Paragraph
from onrecord.model.reading import Entity, Frame, Reading
from onrecord.model.span import Span, TokenRange, hull
from onrecord.settings import SETTINGS


def cut_sections(reading: Reading, longest: int = SETTINGS.section_tokens) -> list[Reading]:
    """Cut a Reading into sections of about ``longest`` tokens, fewer where cues stand thick; a short one stays whole.

    Cuts are made where a paragraph begins, else where a sentence does, and neither inside a quotation nor inside a
    frame, as long as such a place comes before twice the length. The report and its text stay whole, so spans hold.
    """
    n_tokens = len(reading.page.tokens)
    if len(reading.frames) > SETTINGS.section_cues:
        longest = max(1, min(longest, SETTINGS.section_cues * n_tokens // len(reading.frames)))
    if n_tokens <= longest:
        return [reading]
    closed = _closed(reading)
    paragraphs = [p.tokens.first for p in reading.page.paragraphs]
    sentences = [s.first for s in reading.sentences]
    choices = [
        [t for t in paragraphs if not closed[t]],
        [t for t in sentences if not closed[t]],
        sentences,
    ]
    cuts = [0]
    while n_tokens - cuts[-1] > longest:
        cuts.append(_next_cut(choices, cuts[-1], longest, n_tokens))
    return [_section(reading, TokenRange(a, b)) for a, b in pairwise(sorted({*cuts, n_tokens}))]


def _next_cut(choices: list[list[int]], last: int, longest: int, n_tokens: int) -> int:
    for places in choices:
        while places and places[0] < last + longest:
            places.pop(0)
        if places and places[0] <= last + 2 * longest:
            return places[0]
        if n_tokens <= last + 2 * longest:
            return n_tokens
    return last + 2 * longest


def _closed(reading: Reading) -> list[bool]:
    """Tell for each token whether a cut before it would go through a quotation or a frame."""
    page = reading.page
    n_tokens = len(page.tokens)
    steps = [0] * (n_tokens + 1)
    first_token = {token.start: number for number, token in enumerate(page.tokens)}
    last_token = {token.end: number for number, token in enumerate(page.tokens)}
    ranges = [
        TokenRange(first_token[q.span.start], last_token[q.span.end] + 1)
        for q in page.quotations
        if q.span.start in first_token and q.span.end in last_token
    ]
    for frame in reading.frames:
        around = hull(Span(*tokens) for tokens in (frame.cue, *(role.tokens for role in frame.roles)))
        if around:
            ranges.append(TokenRange(*around))
    for first, last in ranges:
        steps[min(first + 1, n_tokens)] += 1
        steps[last] -= 1
    return [depth > 0 for depth in accumulate(steps)]


def _section(reading: Reading, own: TokenRange) -> Reading:
    """Return the part of a Reading that lies in a range of tokens, with token numbers that begin at 0."""
    page = reading.page
    first, last = own

    def clip(tokens: TokenRange) -> TokenRange:
        return TokenRange(max(tokens.first, first) - first, min(tokens.last, last) - first)

    def inside(tokens: TokenRange) -> bool:
        return first <= tokens.first and tokens.last <= last

    def touches(tokens: TokenRange) -> bool:
        return tokens.first < last and first < tokens.last

    covered = page.cover(own)
    vectors = reading.antecedent_vectors
    return Reading(
        page=replace(
            page,
            paragraphs=tuple(Paragraph(clip(p.tokens), p.kind) for p in page.paragraphs if touches(p.tokens)),
            tokens=page.tokens[first:last],
            quotations=tuple(q for q in page.quotations if q.span.overlaps(covered)),
            quote_states=page.quote_states[first:last],
        ),
        sentences=tuple(clip(s) for s in reading.sentences if touches(s)),
        upos=reading.upos[first:last],
        lemmas=reading.lemmas[first:last],
        heads=tuple(h - first if first <= h < last else -1 for h in reading.heads[first:last]),
        deprels=reading.deprels[first:last],
        entities=tuple(Entity(clip(e.tokens), e.label, e.score) for e in reading.entities if inside(e.tokens)),
        frames=tuple(_move(f, clip, inside) for f in reading.frames if inside(f.cue)),
        antecedent_vectors=None if vectors is None else vectors[first:last],
    )


def _move(frame: Frame, clip: Callable[[TokenRange], TokenRange], inside: Callable[[TokenRange], bool]) -> Frame:
    roles = tuple(replace(role, tokens=clip(role.tokens)) for role in frame.roles if inside(role.tokens))
    return replace(frame, cue=clip(frame.cue), roles=roles)
