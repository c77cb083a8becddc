"""A report laid out for reading: furniture set aside, paragraphs, tokens, quotations."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from onrecord.model.page import Furniture, FurnitureKind, Page, Paragraph, ParagraphKind
from onrecord.model.report import Report
from onrecord.model.span import Span, TokenRange
from onrecord.text.furniture import furnish
from onrecord.text.paragraphs import split_paragraphs
from onrecord.text.quotes import find_quotations
from onrecord.text.tokens import tokenize

#: Furniture that is still read, and as what.
_READ: dict[FurnitureKind, ParagraphKind] = {"caption": "caption", "heading": "heading"}


def lay_out(report: Report) -> Page:
    """Lay out a report; any text will do. Linear time.

    Datelines, bylines, credits and boilerplate get no tokens. Captions and headings become paragraphs of their own
    kind. A credit without brackets parts the paragraph it was run into.

    Args:
        report: The report; its text is not changed.
    """
    text = report.text
    spans = split_paragraphs(text)
    furniture = furnish(text, spans)
    tokens: list[Span] = []
    paragraphs: list[Paragraph] = []
    for pieces, kind in _pieces(text, spans, furniture):
        first = len(tokens)
        for piece in pieces:
            tokens += tokenize(text, piece.start, piece.end)
        if len(tokens) > first:
            paragraphs.append(Paragraph(TokenRange(first, len(tokens)), kind))
    quotations, states = find_quotations(text, tokens, [paragraph.tokens.first for paragraph in paragraphs])
    return Page(
        report=report,
        furniture=furniture,
        paragraphs=tuple(paragraphs),
        tokens=tuple(tokens),
        quotations=tuple(quotations),
        quote_states=tuple(states),
    )


def _pieces(
    text: str, spans: Sequence[Span], furniture: Sequence[Furniture]
) -> Iterator[tuple[list[Span], ParagraphKind]]:
    """Yield each paragraph to be read, as the stretches left when furniture is cut out, with its kind."""
    place = 0
    for span in spans:
        left = span.start
        pieces: list[Span] = []
        while place < len(furniture) and furniture[place].span.start < span.end:
            cut = furniture[place]
            pieces.append(Span(left, cut.span.start))
            left = cut.span.end
            place += 1
            if cut.kind in _READ or text[cut.span.start] not in "([":
                yield pieces, "prose"
                pieces = []
            if cut.kind in _READ:
                yield [cut.span], _READ[cut.kind]
        pieces.append(Span(left, span.end))
        yield pieces, "prose"
