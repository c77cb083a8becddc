"""Lemma rules: how a word form becomes its lemma."""

from __future__ import annotations


def lemma_rule(form: str, lemma: str) -> str:
    """Return the rule that turns ``form`` into ``lemma``, as read by ``onrecord.nn.lemmas.apply_rule``.

    ``l`` or ``k`` (lower the case, or keep it), the number of letters to cut at the end, and the letters to add;
    a lemma that shares no beginning with its form is written whole after ``=``.

    >>> lemma_rule("Talks", "talk"), lemma_rule("is", "be"), lemma_rule("Geneva", "Geneva")
    ('l1|', '=be', 'k0|')
    """
    for case in ("k", "l"):
        base = form if case == "k" else form.lower()
        shared = 0
        while shared < min(len(base), len(lemma)) and base[shared] == lemma[shared]:
            shared += 1
        if shared == len(base) and base == lemma:
            return f"{case}0|"
        if shared and (case == "l" or form == form.lower() or len(base) - shared <= 4):
            if case == "k" and form != form.lower() and lemma == lemma.lower():
                continue
            return f"{case}{len(base) - shared}|{lemma[shared:]}"
    return f"={lemma}"
