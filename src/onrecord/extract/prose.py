"""Which paragraphs are running prose: headlines, tables and verse tell acts too, but not as a report does."""

from __future__ import annotations

import re

from onrecord.model.page import Page
from onrecord.model.span import Span

#: Most that a fact outside of running prose (in a headline, a table, a poem) is trusted.
NO_PROSE = 0.4
#: Characters below which a line may be one of verse or of a list; prose is hardly ever broken at so few.
_SHORT_LINE = 50
#: Lines that must follow one another for verse.
_FEWEST_LINES = 3
#: Letters from which a word of a headline has a capital.
_LONG_WORD = 4
#: Share of long words with a capital from which a line is a headline, and how many words it takes to tell.
_TITLED, _FEWEST_WORDS = 0.75, 4
_LINE = re.compile(r"(?m)^.*$")
_CELLS = re.compile(r"\t| \| |\s{3,}\S")
#: A sentence ends, and not only an abbreviation does; or a clause before what somebody says.
_ENDS = re.compile(
    r"(?:[a-z\d]{2}|[a-z\d%\"”’'»)\]]\s?)[.!?…][\"”’'»)\]]*(?:\s|$)|:\s*$|[^\W_]{2} ?[.!?…][\"”’'»)\]]*\s*$"
)
_WORD = re.compile(r"[^\W\d_]+")


def is_prose(page: Page) -> list[bool]:
    """Tell of each paragraph whether it reads as running prose.

    It does where it is marked as prose, holds the end of a sentence, is no row of a table, no line in capitals as
    headlines are, and no line of verse (three or more short lines in a row with nothing between them).
    """
    text = page.report.text
    spans = [page.cover(p.tokens) for p in page.paragraphs]
    verse = _verse(text, spans)
    return [
        paragraph.kind == "prose"
        and number not in verse
        and _reads_on(spans[number].of(text), text[spans[number].end :])
        for number, paragraph in enumerate(page.paragraphs)
    ]


def _reads_on(words: str, after: str) -> bool:
    # A mark that stands apart at the end may not be a token of the paragraph's own.
    if not _ENDS.search(words + after[:2].split("\n", maxsplit=1)[0].strip()):
        return False
    if any(_CELLS.search(line) for line in words.splitlines()):
        return False
    long_words = [w for w in _WORD.findall(words) if len(w) >= _LONG_WORD]
    titled = sum(w[0].isupper() for w in long_words)
    return len(long_words) < _FEWEST_WORDS or titled < _TITLED * len(long_words)


def _verse(text: str, spans: list[Span]) -> set[int]:
    """Return the numbers of the paragraphs that hold a line of verse or of a list."""
    runs: list[list[Span]] = [[]]
    for line in _LINE.finditer(text):
        words = line.group().strip()
        if words and len(words) < _SHORT_LINE:
            runs[-1].append(Span(*line.span()))
        else:
            runs.append([])
    lines = [line for run in runs if len(run) >= _FEWEST_LINES for line in run]
    return {number for number, span in enumerate(spans) if any(line.overlaps(span) for line in lines)}
