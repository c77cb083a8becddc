"""Quotations with a lost mark, cut to the words that a frame says were spoken."""

from __future__ import annotations

from onrecord.extract.view import View, overlap
from onrecord.model.page import Quotation
from onrecord.model.span import TokenRange

#: How many tokens the network's content may begin, or end, beside the mark that is left.
_SLACK = 2


def mend_quotations(view: View) -> None:
    """Take cue and speaker out of quotations whose other end had to be guessed.

    "“The port is closed, Dorn said." has lost its closing mark, so that the layout lets the quotation run on to the end
    of the sentence; the frame of "said" knows better.

    Args:
        view: The page; its ``quotes`` are changed in place.
    """
    view.quotes = [(_mend(view, tokens, quotation), quotation) for tokens, quotation in view.quotes]


def _mend(view: View, tokens: TokenRange, quotation: Quotation) -> TokenRange:
    if quotation.opener is not None and quotation.closer is not None:
        return tokens
    for frame in view.reading.frames:
        if not overlap(frame.cue, tokens):
            continue
        fixed = [frame.cue, *frame.fillers("source")]
        for piece in frame.fillers("content"):
            if quotation.closer is None and abs(piece.first - tokens.first) <= _SLACK and piece.last <= frame.cue.first:
                stop = min(r.first for r in fixed if r.first >= piece.first + 1)
                return TokenRange(tokens.first, max(min(stop, tokens.last), tokens.first + 1))
            if quotation.opener is None and abs(piece.last - tokens.last) <= _SLACK and piece.first >= frame.cue.last:
                return TokenRange(max(piece.first, tokens.first), tokens.last)
    return tokens
