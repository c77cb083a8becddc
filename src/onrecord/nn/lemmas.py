"""Lemma rules: how a word form becomes its lemma."""

from __future__ import annotations


def apply_rule(form: str, rule: str) -> str:
    """Return the lemma that ``rule`` gives for ``form``.

    A rule is ``l`` or ``k`` (lower the case, or keep it), the number of letters to cut at the end, ``|`` and the
    letters to add; or ``=`` and the whole lemma. Where the rule does not fit, the form in lower case is returned.

    >>> apply_rule("Talks", "l1|"), apply_rule("is", "=be"), apply_rule("Geneva", "k0|")
    ('talk', 'be', 'Geneva')
    """
    if rule.startswith("="):
        return rule[1:]
    cut_text, _, ending = rule[1:].partition("|")
    cut = int(cut_text)
    base = form if rule[0] == "k" else form.lower()
    if cut > len(base):
        return form.lower()
    return base[: len(base) - cut] + ending or form.lower()
