"""The words that tell of an act, in their sentence."""

from __future__ import annotations

from onrecord.model.dossier import Dossier
from onrecord.model.span import Span
from onrecord.run.formats.columns import one_line
from onrecord.text.tokens import tokenize

#: Code points that are searched for the ends of a sentence, each way.
_REACH = 600
_ENDS = frozenset(".!?…")
_CLOSERS = frozenset({"”", '"', "’", "'", "''", "»", ")", "]"})
_CUT = "..."
#: Words more than asked for that are shown rather than cut.
_SLACK = 2


def sentence_around(dossier: Dossier, span: Span) -> Span:
    """Return the stretch from sentence end to sentence end in which a span stands, by the punctuation alone.

    It neither runs over a blank line nor into furniture, save where the span does.
    """
    text = dossier.report.text
    low, high = _room(dossier, span)
    tokens = tokenize(text, low, high)
    start, end = low, high
    for number, token in enumerate(tokens):
        if not _ENDS.issuperset(token.of(text)):
            continue
        last = number
        while last + 1 < len(tokens) and tokens[last + 1].start == tokens[last].end:
            if tokens[last + 1].of(text) not in _CLOSERS:
                break
            last += 1
        place = tokens[last].end
        if last + 1 == len(tokens) or text[tokens[last + 1].start].islower():
            continue
        if place <= span.start:
            start = tokens[last + 1].start
        elif place >= span.end:
            end = place
            break
    return Span(min(start, span.start), max(end, span.end))


def _room(dossier: Dossier, span: Span) -> tuple[int, int]:
    """Return how far the sentence of a span can reach at most, both ends at a space."""
    text = dossier.report.text
    low, high = max(0, span.start - _REACH), min(len(text), span.end + _REACH)
    while 0 < low < span.start and not text[low - 1].isspace():
        low += 1
    while span.end < high < len(text) and not text[high].isspace():
        high -= 1
    blank = text.rfind("\n\n", low, span.start)
    low = blank + 2 if blank >= 0 else low
    blank = text.find("\n\n", span.end, high)
    high = blank if blank >= 0 else high
    for piece in dossier.furniture:
        if piece.span.end <= span.start:
            low = max(low, piece.span.end)
        elif piece.span.start >= span.end:
            high = min(high, piece.span.start)
        elif piece.span.start <= span.start and span.end <= piece.span.end:
            low, high = max(low, piece.span.start), min(high, piece.span.end)
    return low, high


def in_context(dossier: Dossier, span: Span, n_before: int = 4, n_after: int = 6) -> tuple[str, str, str]:
    """Return a span's words with some words of its sentence before and after, each on one line.

    Args:
        dossier: What was found.
        span: The words.
        n_before: Words before them, or a few more where that spares a cut; what is left out is shown as "...".
        n_after: Words after them, likewise.

    Returns:
        What stands before, the words, what stands after; joined as they are they read as in the report.
    """
    text, sentence = dossier.report.text, sentence_around(dossier, span)
    head, tail = text[sentence.start : span.start], text[span.end : sentence.end]
    before, after = _last(head.split(), n_before), _first(tail.split(), n_after)
    return (
        before + (" " if before and head[-1:].isspace() else ""),
        one_line(span.of(text)),
        (" " if after and tail[:1].isspace() else "") + after,
    )


def _last(words: list[str], n: int) -> str:
    cut = len(words) > n + _SLACK
    return one_line(" ".join([_CUT, *words[len(words) - n :]] if cut else words))


def _first(words: list[str], n: int) -> str:
    cut = len(words) > n + _SLACK
    return one_line(" ".join([*words[:n], _CUT] if cut else words))
