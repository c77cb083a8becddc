"""Hyphenated names made whole: the tagger may mark "Prince" alone in "Port-au-Prince"."""

from __future__ import annotations

from onrecord.codebook.actors import find_named
from onrecord.model.reading import Entity, Reading
from onrecord.model.span import TokenRange

_HYPHENS = frozenset({"-", "‐", "‑"})


def join_hyphens(reading: Reading) -> list[tuple[TokenRange, str]]:
    """Return tokens and label of each entity, grown over the hyphenated word it cuts into.

    A word that holds two names ("Russia-Ukraine") stays two, unless the code book knows it as one.
    """
    joined: list[tuple[TokenRange, str]] = []
    entities = sorted(reading.entities, key=lambda e: e.tokens)
    for number, entity in enumerate(entities):
        if joined and joined[-1][0].last > entity.tokens.first:
            continue
        tokens = _grown(reading, entity)
        if tokens != entity.tokens and find_named(_text(reading, tokens)) is None:
            before = entities[number - 1].tokens.last if number else 0
            after = entities[number + 1].tokens.first if number + 1 < len(entities) else tokens.last
            if before > tokens.first or after < tokens.last:
                tokens = entity.tokens
        joined.append((tokens, entity.label))
    return joined


def _text(reading: Reading, tokens: TokenRange) -> str:
    return " ".join(reading.page.cover(tokens).of(reading.page.report.text).split())


def _grown(reading: Reading, entity: Entity) -> TokenRange:
    first, last = entity.tokens
    while first >= 2 and _glued(reading, first - 2) and _names(reading, first - 2):
        first -= 2
    while last + 1 < len(reading.page.tokens) and _glued(reading, last - 1) and _names(reading, last + 1):
        last += 2
    return TokenRange(first, last)


def _glued(reading: Reading, token: int) -> bool:
    """Tell whether a hyphen without spaces ties a token to the next but one."""
    tokens = reading.page.tokens
    if token + 2 >= len(tokens) or reading.page.word(token + 1) not in _HYPHENS:
        return False
    return tokens[token].end == tokens[token + 1].start and tokens[token + 1].end == tokens[token + 2].start


def _names(reading: Reading, token: int) -> bool:
    """Tell whether a token can be part of a hyphenated name: a name's word, or a small one within ("au", "un")."""
    word = reading.page.word(token)
    return reading.upos[token] == "PROPN" or (len(word) <= 3 and word.isalpha() and reading.upos[token] != "VERB")
