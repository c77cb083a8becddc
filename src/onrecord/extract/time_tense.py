"""Whether the words around a time tell of the past or of what is to come."""

from __future__ import annotations

from onrecord.extract.time_values import Side
from onrecord.extract.time_words import WEEKDAYS, Row
from onrecord.model.reading import Reading

_COMING = frozenset(
    "will 'll shall wo would may might plans planned planning plan scheduled schedules expected expects expect due "
    "intends intend hopes hoped upcoming slated going".split()
)
_PAST_WORDS = """
was were had did said told took went came made left held met began saw gave found got rose fell lost won sent spoke
wrote ran became brought built bought caught drew drove felt fought flew heard hit kept knew led paid put read sat
sold shot shut stood struck swore taught thought threw withdrew been killed has have cut let quit spread split burst
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


_PAST_AUXILIARIES = frozenset({"was", "were", "had", "has", "have", "did"})
_PRESENT_AUXILIARIES = frozenset({"is", "are", "'s", "’s", "be", "being"})


def tense_by_lead(row: Row, first: int) -> Side:
    """Tell past (-1) or coming (1) from the preposition: "since Friday", "a strike for Friday"; 0 where it is open."""
    lead = row.before(first)
    if lead in {"by", "until"} and row.follows(first, ("the", "weekend")):
        return 1
    return -1 if lead == "since" else 1 if lead == "for" and row.low[first] in WEEKDAYS else 0


def _is_present(own: str, lemma: str) -> bool:
    return own not in _PAST and not own.endswith(("ed", "ing")) and own in {lemma, f"{lemma}s", f"{lemma}es"}


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
    return _side_of_verb(reading.page.word(here).lower(), words, reading.lemmas[here], is_verb=upos[here] == "VERB")


def _side_of_verb(own: str, words: list[str], lemma: str, *, is_verb: bool) -> Side:
    """Tell past from coming by a verb and the auxiliaries before it."""
    if any(word in {"will", "'ll", "’ll", "shall", "wo", "to", "would", "may", "might"} for word in words):
        return 1
    if own in {"scheduled", "expected", "due", "planned", "slated", "set"}:
        return 1
    past = any(word in _PAST_AUXILIARIES for word in words)
    if is_verb and not past:
        if any(word in _PRESENT_AUXILIARIES for word in words):
            # "is signed by Monday" is open, "is meeting on Monday" and "is to be signed on Monday" are to come.
            return 0 if own.endswith("ed") and "be" not in words else 1
        if _is_present(own, lemma):
            return 1
    return -1 if past or own in _PAST or own.endswith("ed") else 0
