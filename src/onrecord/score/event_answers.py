"""What is asked about acts in given words: of which type, what became of it, who is party to it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Protocol

from onrecord.extract.modality_words import weigh_modality
from onrecord.extract.pair_types import types_between
from onrecord.extract.view import View
from onrecord.model.ids import report_id
from onrecord.model.page import Page, Paragraph
from onrecord.model.reading import Parties, Reading, TriggerRating
from onrecord.model.report import Report
from onrecord.model.span import Span, TokenRange
from onrecord.score.predictions import page_of
from onrecord.text.quotes import find_quotations
from onrecord.text.tokens import tokenize


@dataclass(frozen=True, slots=True)
class PartySpans:
    """Who acts and who is acted upon in a sentence; who does both stands in both."""

    sources: tuple[Span, ...]
    targets: tuple[Span, ...]


class EventRater(Protocol):
    """What answers, over plain text: the network, or a stand-in for it."""

    def rate_types(self, text: str, source: Sequence[Span], target: Sequence[Span]) -> Mapping[str, float]:
        """Return the probability of each PLOVER type for what the source does to the target; either may be empty."""

    def rate_triggers(self, text: str, spans: Sequence[Span]) -> Sequence[TriggerRating]:
        """Return what became of each of the acts that the given words name, in the order of the spans."""

    def find_parties(self, text: str) -> PartySpans:
        """Return who acts and who is acted upon."""


class RatingReader(Protocol):
    """The part of ``nn.reader.Reader`` that answers over a page."""

    def read(self, page: Page) -> Reading:
        """Read a page."""

    def rate_types(self, page: Page, sources: Sequence[TokenRange], targets: Sequence[TokenRange]) -> dict[str, float]:
        """Return the probability of each PLOVER type."""

    def rate_triggers(self, page: Page, triggers: Sequence[TokenRange]) -> list[TriggerRating]:
        """Return a rating for each trigger."""

    def find_parties(self, page: Page) -> Parties:
        """Return who acts and who is acted upon."""


@dataclass(frozen=True, slots=True)
class ReaderRater:
    """Answers with the network. Given words stand for every token they touch."""

    reader: RatingReader

    def rate_types(self, text: str, source: Sequence[Span], target: Sequence[Span]) -> Mapping[str, float]:
        """Return the probability of each PLOVER type, as ``EventRater`` says."""
        page = page_for(text, [*source, *target])
        sources, targets = tokens_of(page, source), tokens_of(page, target)
        seen = self.reader.rate_types(page, sources, targets)
        return types_between(View(self.reader.read(page)), seen, sources, targets)

    def rate_triggers(self, text: str, spans: Sequence[Span]) -> Sequence[TriggerRating]:
        """Return a rating for each span, as ``EventRater`` says."""
        if not spans:
            return []
        page = page_for(text, spans)
        triggers, view = tokens_of(page, spans), View(self.reader.read(page))
        ratings = self.reader.rate_triggers(page, triggers)
        return [
            replace(rating, modality=weigh_modality(view, trigger, rating.modality))
            for trigger, rating in zip(triggers, ratings, strict=True)
        ]

    def find_parties(self, text: str) -> PartySpans:
        """Return the parties, as ``EventRater`` says."""
        page = page_for(text, ())
        found = self.reader.find_parties(page)
        return PartySpans(tuple(map(page.cover, found.sources)), tuple(map(page.cover, found.targets)))


def page_for(text: str, spans: Sequence[Span]) -> Page:
    """Lay out a text in which every given span has tokens.

    A text of one line is a sentence from a corpus: one paragraph, without furniture. Others are laid out as reports,
    unless a span would fall into furniture that has no tokens.
    """
    if "\n" in text.strip():
        page = page_of(text)
        if all(any(token.overlaps(span) for token in page.tokens) for span in spans):
            return page
    tokens = tokenize(text)
    quotations, states = find_quotations(text, tokens, [0] if tokens else [])
    return Page(
        report=Report(id=report_id(text), text=text, language="en"),
        furniture=(),
        paragraphs=(Paragraph(TokenRange(0, len(tokens))),) if tokens else (),
        tokens=tuple(tokens),
        quotations=tuple(quotations),
        quote_states=tuple(states),
    )


def tokens_of(page: Page, spans: Sequence[Span]) -> list[TokenRange]:
    """Return the tokens each span touches; for a span that touches none, the token nearest to it."""
    found = []
    for span in spans:
        inside = [number for number, token in enumerate(page.tokens) if token.overlaps(span)]
        if not inside:
            inside = [min(range(len(page.tokens)), key=lambda n: _gap(page.tokens[n], span))]
        found.append(TokenRange(inside[0], inside[-1] + 1))
    return found


def _gap(one: Span, other: Span) -> int:
    return max(one.start - other.end, other.start - one.end)
