"""Direct speech: who says the words in which "I" and "you" stand, and to whom."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from onrecord.model.dossier import Statement
from onrecord.model.reading import Reading
from onrecord.model.span import TokenRange
from onrecord.resolve.mentions import phrase_heads, tokens_of

#: Share of a content's tokens in quotation marks from which on it is direct speech, whatever its form.
_QUOTED_RATIO = 0.6


@dataclass(frozen=True, slots=True)
class Spoken:
    """One piece of direct speech."""

    tokens: TokenRange
    #: Head token of the words for the speaker.
    speaker: int
    #: Head token of the words for the addressee; None where there are none.
    addressee: int | None


class DirectSpeech:
    """The direct speech of a page."""

    def __init__(self, reading: Reading, statements: Sequence[Statement]) -> None:
        self._reading = reading
        pieces: list[Spoken] = []
        for statement in statements:
            heads = phrase_heads(reading, statement.speaker_span) if statement.speaker_span else []
            to = phrase_heads(reading, statement.addressee_span) if statement.addressee_span else []
            for span in statement.content:
                tokens = tokens_of(reading, span)
                if heads and tokens and (statement.form != "indirect" or _is_quoted(reading, tokens)):
                    pieces.append(Spoken(tokens, heads[0], to[0] if to else None))
        self._pieces = sorted(pieces, key=lambda piece: piece.tokens.last - piece.tokens.first)

    def at(self, token: int) -> Spoken | None:
        """Return the innermost piece of direct speech round a token; its own speaker does not stand in it."""
        return next((p for p in self._pieces if p.tokens.first <= token < p.tokens.last and p.speaker != token), None)


def _is_quoted(reading: Reading, tokens: TokenRange) -> bool:
    n_quoted = sum(reading.page.quote_states[t] > 0 for t in range(*tokens))
    return n_quoted >= _QUOTED_RATIO * (tokens.last - tokens.first)
