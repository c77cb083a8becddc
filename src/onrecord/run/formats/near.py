"""Which mention of an actor stands for him beside an event or a position."""

from __future__ import annotations

from collections.abc import Sequence

from onrecord.model.dossier import Actor, Dossier
from onrecord.model.reading import Reading
from onrecord.model.span import Span
from onrecord.run.formats.tellings import sentence_around


def sentence_of(dossier: Dossier, reading: Reading | None, span: Span) -> Span:
    """Return the sentence a span begins in: the network's where there is a reading, else by the punctuation."""
    for sentence in reading.sentences if reading is not None else ():
        if reading is not None and reading.page.tokens[sentence.last - 1].end > span.start:
            return Span(reading.page.tokens[sentence.first].start, reading.page.tokens[sentence.last - 1].end)
    return sentence_around(dossier, span)


def nearest_mention(actor: Actor, sentence: Span, allowed: Sequence[Span] | None = None) -> Span | None:
    """Return the first mention of an actor in a sentence, else his first; None where he has none.

    Args:
        actor: Who is meant.
        sentence: Where to look first.
        allowed: Mentions that can be used; None for all.
    """
    mentions = [mention for mention in actor.mentions if allowed is None or mention in allowed]
    return next((mention for mention in mentions if sentence.contains(mention)), mentions[0] if mentions else None)
