"""What the grammar around an act tells of its modality: auxiliaries, negation, and the word it hangs on."""

from __future__ import annotations

import math
from collections.abc import Mapping

from onrecord.codebook.plover import modality_words
from onrecord.extract.view import View
from onrecord.model.span import TokenRange

#: Relations by which an act is the thing of a word above: what is asked, offered, feared, denied.
_THING = frozenset({"obj", "xcomp", "ccomp", "obl", "nmod", "acl", "nsubj"})
#: What the grammar adds to the log odds of the modality it tells; chosen on dev.
WORD_COUNTS = 2.0
_NEGATIONS = frozenset({"not", "n't", "n’t", "never", "no"})
_MODAL = {
    **dict.fromkeys(("may", "might", "could"), "possible"),
    **dict.fromkeys(("will", "shall", "'ll", "’ll"), "planned"),
}
_PARTICLES = frozenset({"for", "on", "out"})
_MAX_STEPS = 2


def told_modality(view: View, trigger: TokenRange) -> str | None:
    """Return the modality that the words around an act tell; None where they tell none."""
    head = view.head_of(trigger)
    children = view.children(head)
    words = {view.words[c] for c in children if view.relation(c) in ("aux", "advmod", "det")}
    above = _governor(view, head)
    if words & _NEGATIONS and "do" in words and not any(view.relation(c) == "nsubj" for c in children):
        return "demanded"  # "do not strike"
    if words & _NEGATIONS:
        return None if above in ("demanded", "offered", "threatened") else "denied"
    if above is not None:
        return above
    if any(view.words[c] in ("if", "unless", "whether") and view.relation(c) == "mark" for c in children):
        return "possible"
    for word, modality in _MODAL.items():
        if word in words:
            return modality
    return None


def _governor(view: View, token: int) -> str | None:
    """Return the modality that the word above an act gives it."""
    table = modality_words()
    for _ in range(_MAX_STEPS):
        if view.relation(token) not in _THING:
            return None
        token = view.reading.heads[token]
        if token < 0:
            return None
        lemma = view.reading.lemmas[token].lower()
        particle = next((view.words[c] for c in view.children(token) if view.words[c] in _PARTICLES), "")
        found = table.get(f"{lemma}_{particle}") or table.get(lemma)
        if found is not None:
            return found
        if view.reading.upos[token] == "VERB":
            return None
    return None


def weigh_modality(view: View, trigger: TokenRange, shares: Mapping[str, float]) -> dict[str, float]:
    """Return the probability of each modality: what the network sees and what the grammar tells."""
    told = told_modality(view, trigger)
    odds = {name: share * (math.exp(WORD_COUNTS) if name == told else 1.0) for name, share in shares.items()}
    total = sum(odds.values())
    return {name: share / total for name, share in odds.items()}
