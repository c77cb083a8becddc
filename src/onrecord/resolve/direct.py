"""Direct speech by tokens: whose words they are."""

from __future__ import annotations

from collections.abc import Sequence

from onrecord.model.dossier import Statement
from onrecord.model.reading import Reading
from onrecord.model.span import TokenRange
from onrecord.resolve.mentions import speaker_heads, tokens_of


def direct_contents(reading: Reading, statements: Sequence[Statement]) -> list[tuple[TokenRange, int]]:
    """Return content and speaker's head token of every piece of direct speech, the innermost first."""
    found = []
    for statement in statements:
        if statement.form == "indirect" or statement.speaker_span is None:
            continue
        heads = speaker_heads(reading, statement.speaker_span, statement.cue_span)
        for span in statement.content:
            tokens = tokens_of(reading, span)
            if tokens and heads:
                found.append((tokens, heads[0]))
    return sorted(found, key=lambda pair: pair[0].last - pair[0].first)


def innermost(contents: Sequence[tuple[TokenRange, int]]) -> dict[int, int]:
    """Return for each token of direct speech the head of the innermost speaker's words."""
    found: dict[int, int] = {}
    for tokens, head in contents:
        for token in range(*tokens):
            found.setdefault(token, head)
    return found
