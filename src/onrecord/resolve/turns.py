"""Who has the floor: the turns of interviews and transcripts, with the speakers' names before them or without."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from statistics import median

from onrecord.model.reading import Reading
from onrecord.model.span import TokenRange

#: Longest label before a turn, in tokens: "MARIA ODUYA, HOST:".
_LONGEST_LABEL = 7
#: A page without labels is a talk from so many paragraphs on, …
_FEWEST_TURNS = 12
#: … of so many tokens at most at the median, …
_TURN_LENGTH = 25
#: … with at least this share of tokens that mean those who talk, …
_TALK_RATIO = 0.03
#: … and at most this share in quotation marks.
_QUOTED_RATIO = 0.1
_TALKERS = frozenset({"i", "me", "my", "you", "your", "we", "us", "our"})


@dataclass(frozen=True, slots=True)
class Turn:
    """What one speaker says before the next one has the floor."""

    tokens: TokenRange
    #: Shared by the turns of one speaker: the label, else who speaks by turns, "first" or "second".
    voice: str
    #: The speaker's name before the turn; None where there is none.
    label: TokenRange | None = None


def find_turns(reading: Reading) -> list[Turn]:
    """Return the turns of a page that is an interview or a transcript, none for other pages.

    Labels must come back: one "Update:" makes no interview. Without labels, a page of many short paragraphs full of
    "I" and "you" and without quotation marks is a talk in which the speakers take turns.
    """
    labels = {number: _label(reading, p.tokens) for number, p in enumerate(reading.page.paragraphs)}
    voices = Counter(_voice(reading, label) for label in labels.values() if label is not None)
    if len(voices) > 1 and max(voices.values()) > 1:
        return _labelled(reading, labels)
    if _is_talk(reading):
        return [Turn(p.tokens, "second" if number % 2 else "first") for number, p in enumerate(reading.page.paragraphs)]
    return []


def _labelled(reading: Reading, labels: dict[int, TokenRange | None]) -> list[Turn]:
    turns: list[Turn] = []
    current: TokenRange | None = None
    for number, paragraph in enumerate(reading.page.paragraphs):
        current = labels[number] or current
        if current is not None:
            turns.append(Turn(paragraph.tokens, _voice(reading, current), current))
    return turns


def _voice(reading: Reading, label: TokenRange) -> str:
    words = [reading.page.word(t).lower() for t in range(*label)]
    return " ".join(words[: words.index(",")] if "," in words else words)


def _label(reading: Reading, paragraph: TokenRange) -> TokenRange | None:
    """Return the words before a colon that begin a paragraph, where all of them could be a name or "Q"."""
    page = reading.page
    end = paragraph.first
    while end < min(paragraph.last, paragraph.first + _LONGEST_LABEL) and page.word(end) != ":":
        word = page.word(end)
        if not (word[0].isupper() or word in (",", ".", "-", "'", "’")):
            return None
        end += 1
    if end == paragraph.first or end + 1 >= paragraph.last or page.word(end) != ":":
        return None
    return TokenRange(paragraph.first, end)


def _is_talk(reading: Reading) -> bool:
    page = reading.page
    if len(page.paragraphs) < _FEWEST_TURNS:
        return False
    if median(p.tokens.last - p.tokens.first for p in page.paragraphs) > _TURN_LENGTH:
        return False
    n_tokens = len(page.tokens)
    n_talkers = sum(page.word(t).lower() in _TALKERS for t in range(n_tokens))
    return n_talkers >= _TALK_RATIO * n_tokens and sum(s > 0 for s in page.quote_states) <= _QUOTED_RATIO * n_tokens
