"""Whether the words around a time tell of the past or of what is to come."""

from __future__ import annotations

from onrecord.extract.time_values import Side
from onrecord.extract.time_words import Row
from onrecord.model.reading import Reading

_COMING = frozenset(
    "will 'll shall wo would may might plans planned planning plan scheduled schedules expected expects expect due "
    "intends intend hopes hoped upcoming slated going".split()
)
_PAST_WORDS = """
was were had did said told took went came made left held met began saw gave found got rose fell lost won sent spoke
wrote ran became brought built bought caught drew drove felt fought flew heard hit kept knew led paid put read sat
sold shot shut stood struck swore taught thought threw withdrew been killed has have
"""
_PAST = frozenset(_PAST_WORDS.split())
_STOPS = frozenset({".", ";", "!", "?", ":", "--", "—", "_"})
#: How many words to look at on either side.
_REACH = 10


def tense_around(row: Row, first: int, last: int) -> Side:
    """Tell past (-1) or coming (1) from the nearest telling word; 0 where none stands near.

    Words before the time within the clause outweigh those after it.
    """
    if row.before(first) in {"until", "till"} or row.before(first, 2) in {"early", "soon", "late"}:
        return 1
    for at in range(first - 1, max(-1, first - 1 - _REACH), -1):
        if row.low[at] in _STOPS:
            break
        side = _side_of(row, at)
        if side:
            return side
    for at in range(last, min(row.size, last + _REACH)):
        if row.low[at] in _STOPS:
            break
        side = -1 if row.low[at].endswith("ed") else _side_of(row, at)
        if side:
            return side
    return 0


def _side_of(row: Row, at: int) -> Side:
    word = row.low[at]
    if word in {"due", "scheduled", "expected", "planned"} and row.before(at) == "been":
        return -1
    if word in _COMING or (word == "to" and row.before(at) in {"is", "are", "due", "scheduled", "expected", "set"}):
        return 1
    if word in _PAST or (word.endswith("ed") and len(word) > 4 and not row.is_capital(at)):
        return -1
    return 0


def tense_by_tree(reading: Reading, token: int) -> Side:
    """Tell past (-1) or coming (1) from the verb that governs a token and its auxiliaries; 0 where neither is plain."""
    heads, upos = reading.heads, reading.upos
    here = token
    for _ in range(8):
        here = heads[here]
        if here < 0:
            return 0
        if upos[here] in {"VERB", "AUX"}:
            break
    else:
        return 0
    words = [reading.page.word(t).lower() for t in range(max(0, here - 6), here) if heads[t] == here]
    own = reading.page.word(here).lower()
    if any(word in {"will", "'ll", "’ll", "shall", "wo", "to", "would", "may", "might"} for word in words):
        return 1
    if own in {"scheduled", "expected", "due", "planned", "slated", "set"}:
        return 1
    if (
        own in _PAST
        or own.endswith("ed")
        or any(word in {"was", "were", "had", "has", "have", "did"} for word in words)
    ):
        return -1
    return 0
