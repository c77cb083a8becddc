"""Pages built from words that are given, so that the network can be scored on gold tokens."""

from __future__ import annotations

from collections.abc import Sequence

from onrecord.model.ids import report_id
from onrecord.model.page import Page, Paragraph
from onrecord.model.report import Report
from onrecord.model.span import Span, TokenRange
from onrecord.text.quotes import find_quotations


def page_from_tokens(
    sentences: Sequence[Sequence[str]],
    *,
    spaces: Sequence[bool] | None = None,
    paragraphs: Sequence[int] = (0,),
) -> tuple[Page, tuple[bool, ...]]:
    """Lay out given words as a page.

    Args:
        sentences: Words per sentence.
        spaces: For each word of the document whether a space follows it; None for a space after every word.
        paragraphs: Numbers of the sentences that begin a paragraph.

    Returns:
        The page, and for each token whether it begins a sentence.
    """
    first_of_paragraph = {0, *paragraphs}
    parts: list[str] = []
    tokens: list[Span] = []
    sentence_starts: list[bool] = []
    paragraph_starts: list[int] = []
    place = 0
    for number, words in enumerate(sentences):
        if words and number in first_of_paragraph:
            paragraph_starts.append(len(tokens))
            if parts:
                parts.append("\n\n")
                place += 2
        for position, word in enumerate(words):
            blank = " " if spaces is None or spaces[len(tokens)] else ""
            parts.append(word + blank)
            sentence_starts.append(position == 0)
            tokens.append(Span(place, place + len(word)))
            place += len(word) + len(blank)
    text = "".join(parts)
    ends = [*paragraph_starts[1:], len(tokens)]
    quotations, states = find_quotations(text, tokens, paragraph_starts)
    page = Page(
        report=Report(id=report_id(text), text=text, language="en"),
        furniture=(),
        paragraphs=tuple(Paragraph(TokenRange(a, b)) for a, b in zip(paragraph_starts, ends, strict=True)),
        tokens=tuple(tokens),
        quotations=tuple(quotations),
        quote_states=tuple(states),
    )
    return page, tuple(sentence_starts)
