"""Furniture: what stands in a report's text and is not its prose.

Prose lost is worse than furniture kept, so each rule wants more than one sign.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from onrecord.model.page import Furniture, FurnitureKind
from onrecord.model.span import Span
from onrecord.text.credits import find_credits, is_credit_line
from onrecord.text.datelines import find_dateline, is_date_line
from onrecord.text.furniture_lines import find_sign_off, is_boilerplate, is_byline, is_caption, is_heading
from onrecord.text.paragraphs import split_paragraphs

#: More headings in a row than this are a list or a poem.
_HEADINGS_IN_A_ROW = 3
#: A byline before a dateline is no longer than this.
_BYLINE_CHARS = 90
#: Longest paragraph that can be furniture as a whole.
_WHOLE_CHARS = 600
#: A full stop with the next sentence glued to it; "U.S.Army" is none.
_SEAM = re.compile(r"(?:(?<=[a-z0-9]{2}[.!?])|(?<=[.!?][”\"’]))(?=[A-Z][\w’']* )")


def find_furniture(text: str) -> tuple[Furniture, ...]:
    """Return the furniture of a text, in text order and without overlap. Linear time.

    >>> [piece.kind for piece in find_furniture("By Ada Brook\\n\\nOSLO — Talks began.")]
    ['byline', 'dateline']
    """
    return furnish(text, split_paragraphs(text))


def furnish(text: str, paragraphs: Sequence[Span]) -> tuple[Furniture, ...]:
    """Return the furniture of a text whose paragraphs are known.

    Args:
        text: The report's text.
        paragraphs: Its paragraphs, as ``split_paragraphs`` gives them.
    """
    kinds = [_whole_kind(text, span) for span in paragraphs]
    _mark_headings(text, paragraphs, kinds)
    found: list[Furniture] = []
    for span, kind in zip(paragraphs, kinds, strict=True):
        if kind is not None:
            found.append(Furniture(span, kind))
        else:
            found.extend(_inside(text, span))
    return tuple(found)


def _whole_kind(text: str, span: Span) -> FurnitureKind | None:
    """Return what a whole paragraph is; None for prose, headings and captions with a credit."""
    if span.end - span.start > _WHOLE_CHARS:
        return None
    line = span.of(text)
    if is_date_line(line):
        return "dateline"
    if is_credit_line(line):
        return "credit"
    if is_byline(line):
        return "byline"
    if is_boilerplate(line):
        return "boilerplate"
    return "caption" if is_caption(line, has_credit=False, glued=False) and not find_credits(text, *span) else None


def _mark_headings(text: str, paragraphs: Sequence[Span], kinds: list[FurnitureKind | None]) -> None:
    """Fill in "heading" where a paragraph is one."""
    prose = [number for number, kind in enumerate(kinds) if kind is None]
    following = ""
    run: list[int] = []
    for place in range(len(prose) - 1, -1, -1):
        span = paragraphs[prose[place]]
        line = span.of(text) if span.end - span.start <= _WHOLE_CHARS else ""
        if is_heading(line, following, first=place == 0) and find_dateline(text, *span) is None:
            run.append(prose[place])
            continue
        _accept(run, kinds)
        run = []
        following = text[span.start : min(span.end, span.start + _WHOLE_CHARS)]
    _accept(run, kinds)


def _accept(run: Sequence[int], kinds: list[FurnitureKind | None]) -> None:
    if len(run) <= _HEADINGS_IN_A_ROW:
        for number in run:
            kinds[number] = "heading"


def _inside(text: str, span: Span) -> list[Furniture]:
    """Return the furniture at the ends and in the middle of a paragraph of prose."""
    found = _opening(text, span)
    start = found[-1].span.end if found else span.start
    end = span.end
    sign_off = find_sign_off(text, start, end)
    if sign_off is not None:
        end = sign_off[0]
    credits_found = find_credits(text, start, end)
    caption = _caption(text, Span(start, end), credits_found)
    pieces = [Furniture(credit, "credit") for credit in credits_found]
    if caption is not None:
        pieces.append(Furniture(caption, "caption"))
    if sign_off is not None:
        pieces.append(Furniture(Span(*sign_off), "boilerplate"))
    return found + sorted(pieces, key=lambda piece: piece.span)


def _opening(text: str, span: Span) -> list[Furniture]:
    """Return the byline and the dateline that begin a paragraph."""
    dateline = find_dateline(text, *span)
    if dateline is not None:
        return [Furniture(dateline, "dateline")]
    if text[span.start : span.start + 3].lower() != "by ":
        return []
    place = span.start + 3
    while (place := text.find(" ", place, span.start + _BYLINE_CHARS) + 1) > 0:
        if is_byline(text[span.start : place]):
            dateline = find_dateline(text, place, span.end)
            if dateline is not None:
                return [Furniture(Span(span.start, place - 1), "byline"), Furniture(dateline, "dateline")]
    return []


def _caption(text: str, span: Span, credits_found: Sequence[Span]) -> Span | None:
    """Return the picture text of a paragraph that a credit ends; None where it is prose."""
    if len(credits_found) != 1:
        return None
    credit = credits_found[0]
    start = _run_in(text, span.start, credit.start)
    if span.end - start > _WHOLE_CHARS:
        return None
    words = text[start : credit.start]
    if text[credit.end : span.end].strip(" .") or not words.strip():
        return None
    glued = not words[-1].isspace() and text[credit.start] not in "(["
    if not is_caption(words, has_credit=True, glued=glued or start > span.start):
        return None
    return Span(start, start + len(words.rstrip()))


def _run_in(text: str, start: int, end: int) -> int:
    """Return where picture text begins that is glued to the prose before it; ``start`` where none is."""
    place = max(start, end - _WHOLE_CHARS)
    seams = [match.end() for match in _SEAM.finditer(text, place, end) if len(text[match.end() : end].split()) >= 3]
    return seams[-1] if seams else start
