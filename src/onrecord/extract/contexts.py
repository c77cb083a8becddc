"""PLOVER's contexts of an act, from the words beside it.

Sparse on purpose: most contexts that annotators give are told by no word beside the act.
"""

from __future__ import annotations

from onrecord.codebook.plover import context_words
from onrecord.model.reading import Reading
from onrecord.model.span import TokenRange

#: Tokens on either side of a trigger that are looked at.
_REACH = 4


def contexts_of(reading: Reading, trigger: TokenRange) -> tuple[str, ...]:
    """Return the contexts of an act, in text order of the words that tell them."""
    sentence = next((s for s in reading.sentences if s.first <= trigger.first < s.last), trigger)
    first, last = max(sentence.first, trigger.first - _REACH), min(sentence.last, trigger.last + _REACH)
    table = context_words()
    found = [name for token in range(first, last) for name in table.get(reading.lemmas[token].lower(), ())]
    return tuple(dict.fromkeys(found))
