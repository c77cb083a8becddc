"""A report laid out for reading."""

from __future__ import annotations
import re
from onrecord.model.page import Page, Paragraph
from onrecord.model.report import Report
from onrecord.model.span import TokenRange
from onrecord.text.quotes import find_quotations
from onrecord.text.tokens import tokenize

_BREAK = re.compile(r"\n\s*\n|\n")


def lay_out(report: Report) -> Page:
    text = report.text
    tokens = []
    paragraphs = []
    place = 0
    for piece in [*_BREAK.finditer(text), None]:
        end = piece.start() if piece else len(text)
        found = tokenize(text, place, end)
        if found:
            paragraphs.append(Paragraph(TokenRange(len(tokens), len(tokens) + len(found))))
            tokens.extend(found)
        place = piece.end() if piece else end
    quotations, states = find_quotations(text, tokens, [p.tokens.first for p in paragraphs])
    return Page(report, (), tuple(paragraphs), tuple(tokens), tuple(quotations), tuple(states))
