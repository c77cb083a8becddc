"""Talk without names: interviews and hearings printed as bare paragraphs, each the turn of one of two."""

from __future__ import annotations

from bisect import bisect_right

from onrecord.model.reading import Reading

#: Fewest paragraphs of a dialogue, and the least shares of them that speak of "I" or "you", and that ask or answer.
_LEAST_TURNS, _LEAST_PERSONAL, _LEAST_ANSWERS = 6, 0.25, 0.2
#: Turns through which two speakers are followed.
_STRETCH = 6
#: Largest share of words in quotation marks.
_MOST_QUOTED = 0.15
_PERSONAL = frozenset({"i", "me", "my", "you", "your", "we", "us"})
_ANSWERS = frozenset(
    "yes yeah yep no nope okay ok oh ah um uh well right sure hi hello hey hm hmm mhm mm exactly absolutely correct"
    " so and alright thanks thank really true good great certainly indeed".split()
)


class Turns:
    """Which of two speakers each paragraph of a page belongs to, where the page is a dialogue."""

    def __init__(self, reading: Reading) -> None:
        self._firsts = [p.tokens.first for p in reading.page.paragraphs if p.kind == "prose"]
        #: True where the page is talk by turns.
        self.are_taken = _is_dialogue(reading)

    def speaker(self, token: int, *, other: bool = False) -> tuple[int, int]:
        """Return whose turn a token stands in, or who is spoken to: turns go to and fro.

        Returns:
            The number of the stretch of turns, and 0 or 1. Who is who in two stretches is not told: a turn left out
            or a third speaker would turn all that follows round.
        """
        turn = max(0, bisect_right(self._firsts, token) - 1)
        return turn // _STRETCH, (turn + other) % 2


def _is_dialogue(reading: Reading) -> bool:
    page = reading.page
    paragraphs = [p.tokens for p in page.paragraphs if p.kind == "prose" and p.tokens.last > p.tokens.first]
    n_tokens = len(page.tokens)
    if len(paragraphs) < _LEAST_TURNS or sum(s > 0 for s in page.quote_states) > _MOST_QUOTED * n_tokens:
        return False
    personal = answers = 0
    for first, last in paragraphs:
        words = [page.word(t).lower() for t in range(first, last)]
        personal += any(word in _PERSONAL for word in words)
        answers += words[0] in _ANSWERS or words[-1] == "?"
    return personal >= _LEAST_PERSONAL * len(paragraphs) and answers >= _LEAST_ANSWERS * len(paragraphs)
