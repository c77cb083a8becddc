"""A report laid out for reading: paragraphs, tokens, quotation marks."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from onrecord.model.report import Report
from onrecord.model.span import Span, TokenRange

FurnitureKind = Literal["dateline", "byline", "caption", "credit", "heading", "boilerplate"]
ParagraphKind = Literal["prose", "caption", "heading"]
MarksState = Literal["balanced", "repaired"]


@dataclass(frozen=True, slots=True)
class Furniture:
    """A stretch that is not the report's own prose."""

    span: Span
    kind: FurnitureKind


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A run of tokens that is read together; sentences and quotations of prose do not leave the report's paragraphs
    except where an open quotation runs on."""

    #: Tokens of the paragraph: contiguous in ``Page.tokens``.
    tokens: TokenRange
    #: Prose, or furniture that is still read (captions, headings).
    kind: ParagraphKind = "prose"


@dataclass(frozen=True, slots=True)
class Quotation:
    """A stretch in quotation marks, marks included where they stand."""

    #: The whole quotation with its marks.
    span: Span
    #: The opening mark; None where it was lost.
    opener: Span | None
    #: The closing mark; None where it was lost.
    closer: Span | None
    #: ``repaired`` where a mark is missing, odd or mismatched.
    marks: MarksState = "balanced"
    #: 0 for a quotation that stands in none, 1 for one inside another, …
    depth: int = 0


@dataclass(frozen=True, slots=True)
class Page:
    """The report with its layout. Every list is in text order."""

    report: Report
    furniture: tuple[Furniture, ...]
    paragraphs: tuple[Paragraph, ...]
    #: Code points of each token. Furniture other than captions and headings has no tokens.
    tokens: tuple[Span, ...]
    quotations: tuple[Quotation, ...]
    #: One of ``QUOTE_STATES`` (as its number) per token.
    quote_states: tuple[int, ...]

    def word(self, token: int) -> str:
        """Return the text of one token."""
        return self.tokens[token].of(self.report.text)

    def cover(self, tokens: TokenRange) -> Span:
        """Return the span from the first to the last token of a non-empty range."""
        return Span(self.tokens[tokens.first].start, self.tokens[tokens.last - 1].end)


#: What a token is to the quotation marks around it; the number is an input of the reading network.
QUOTE_STATES: tuple[str, ...] = (
    "outside",
    "opener",
    "inside",
    "closer",
    "unsure",  # inside a quotation whose end, or beginning, had to be guessed
)
