"""Lemmas: a table of known forms first, then the rules of English inflection, checked against known words.

The network has a head for lemmas too. It is right on common words, but makes up words for forms it has seldom seen; so
its rule counts only where the table is silent and English inflection has no rule.
"""

from __future__ import annotations

from collections.abc import Collection
from functools import cache
from importlib.resources import files

#: Parts of speech whose words inflect by rules.
OPEN_CLASSES = frozenset({"VERB", "NOUN", "ADJ", "ADV"})
#: Parts of speech whose words are listed.
CLOSED_CLASSES = frozenset({"AUX", "PRON", "DET", "ADP", "PART", "SCONJ", "CCONJ"})
_VOWELS = frozenset("aeiou")
#: Parts of speech that no word of letters has by itself.
_NO_WORDS = frozenset({"NUM", "SYM", "PUNCT", "X"})
_SHORTEST_KNOWN = 4
#: Letters by which unknown verbs are compared with known ones.
_TAIL = 3
#: Verbs without a rule that the trees may lack.
_IRREGULAR = {
    form: lemma
    for lemma, forms in {
        "flee": "fled", "sing": "sang sung", "undergo": "underwent undergone", "bite": "bit bitten", "flow": "flowed",
        "forbid": "forbade forbidden", "overthrow": "overthrew overthrown", "withdraw": "withdrew withdrawn",
        "overrun": "overran", "undertake": "undertook undertaken", "foresee": "foresaw foreseen", "sink": "sank sunk",
        "shoot": "shot", "strike": "struck stricken", "swear": "swore sworn", "tear": "tore torn", "hide": "hid hidden",
        "fling": "flung", "bind": "bound", "breed": "bred", "cling": "clung", "forgive": "forgave forgiven",
        "forsake": "forsook forsaken", "grind": "ground", "retake": "retook retaken", "rebuild": "rebuilt",
        "mislead": "misled", "outdo": "outdid outdone", "override": "overrode overridden", "slay": "slew slain",
        "slide": "slid", "sling": "slung", "spin": "spun", "steal": "stole stolen", "strive": "strove striven",
        "swing": "swung", "tread": "trod trodden", "weave": "wove woven", "wring": "wrung", "uphold": "upheld",
        "withhold": "withheld", "withstand": "withstood", "resell": "resold", "repay": "repaid", "redo": "redid redone",
        "beget": "begot begotten", "besiege": "besieged", "beseech": "besought", "dig": "dug", "lie": "lain",
        "ring": "rang rung", "shake": "shook shaken", "shrink": "shrank shrunk", "spit": "spat", "sweep": "swept",
    }.items()
    for form in forms.split()
}  # fmt: skip
#: Ending of a form and what may stand for it in the lemma, the likeliest first.
_ENDINGS: dict[str, tuple[tuple[str, tuple[str, ...]], ...]] = {
    "VERB": (
        ("ies", ("y", "ie")), ("ied", ("y", "ie")), ("ying", ("y", "ie")), ("es", ("e", "")), ("s", ("",)),
        ("ed", ("", "e")), ("ing", ("", "e")),
    ),
    "NOUN": (("ies", ("y", "ie")), ("ves", ("f", "fe", "ve")), ("men", ("man",)), ("es", ("e", "")), ("s", ("",))),
    "ADJ": (("iest", ("y",)), ("ier", ("y",)), ("est", ("", "e")), ("er", ("", "e"))),
    "ADV": (("iest", ("y",)), ("ier", ("y",)), ("est", ("", "e")), ("er", ("", "e"))),
}  # fmt: skip
_PLURALS = {"crises": "crisis", "hypotheses": "hypothesis", "theses": "thesis", "oases": "oasis", "coups": "coup"}
#: Nouns in the singular that end as plurals do.
_SINGULAR_ENDS = ("ss", "us", "is")


def lemma_of(form: str, upos: str, rule: str, words: Collection[str]) -> str:
    """Return the lemma of a word.

    Args:
        form: The word as it stands.
        upos: Its part of speech.
        rule: The network's rule.
        words: Words that are known to exist.
    """
    if upos == "PROPN":
        return apply_rule(form, rule) if rule == "k1|" and form.endswith("s") else form
    lemma = _plain_lemma(form, upos, rule, words)
    # "Iraqi" keeps its capital, a word at the head of a sentence does not: that the network tells well.
    return lemma.capitalize() if rule.startswith("k") and form[0].isupper() and lemma[0].islower() else lemma


def _plain_lemma(form: str, upos: str, rule: str, words: Collection[str]) -> str:
    """Return the lemma of a word that is no name, in small letters."""
    low = form.lower()
    known, lemmas = _table()
    found = known.get((low, upos))
    if upos not in OPEN_CLASSES or not form.isalpha():
        return found if found is not None else apply_rule(form, rule)
    if found is None:
        found = _IRREGULAR.get(low) if upos == "VERB" else _PLURALS.get(low)
    if found is not None:
        return found
    candidates = _candidates(low, upos)
    for collection in (lemmas.get(upos, frozenset()), words):
        for candidate in candidates:
            if candidate in collection:
                return candidate
    if upos in ("ADJ", "ADV") or not candidates or (low in words and upos == "NOUN" and low.endswith(_SINGULAR_ENDS)):
        return low
    return _likeliest(low, candidates, lemmas["VERB"])


def mend_tag(form: str, upos: str) -> str:
    """Return the part of speech of a word that is known with another one only: a verb is no number and no sign.

    The tagger is taught on trees that hold few reports; a word like "warned" it may take for anything.
    """
    if not form.isalpha() or not form.islower() or len(form) < _SHORTEST_KNOWN:
        return upos
    classes = _classes().get(form, frozenset())
    if upos in classes or len(classes) != 1:
        return upos
    (only,) = classes
    odd = upos in _NO_WORDS or (only == "VERB" and form.endswith("ed"))
    return only if odd and upos != "PROPN" else upos


@cache
def _classes() -> dict[str, frozenset[str]]:
    """Return the open classes in which a form is known."""
    found: dict[str, set[str]] = {}
    for form, upos in _table()[0]:
        if upos in CLOSED_CLASSES:
            continue
        found.setdefault(form, set()).add(upos)
    return {form: frozenset(classes) for form, classes in found.items()}


def _candidates(low: str, upos: str) -> list[str]:
    """Return the lemmas that a form may have by its ending; none where it has no ending."""
    for ending, instead in _ENDINGS[upos]:
        stem = low[: len(low) - len(ending)]
        if not low.endswith(ending) or len(stem) < 2 or (upos == "NOUN" and low.endswith(_SINGULAR_ENDS)):
            continue
        found = [stem + letters for letters in instead]
        doubled = len(stem) > 3 and stem[-1] == stem[-2] and stem[-1] not in _VOWELS
        if ending in ("ed", "ing", "er", "est") and doubled:
            found.insert(0, stem[:-1])
        if ending in ("ed", "ing") and _is_short(stem):
            found.reverse()
        return found
    return []


def _likeliest(low: str, candidates: list[str], verbs: frozenset[str]) -> str:
    """Return the candidate that English spelling makes likeliest, for a word that nobody knows."""
    bare = candidates[0]
    if low.endswith(("ed", "ing")) and len(candidates) > 1:
        # As most verbs that end alike: "precluded" as "conclude", "boycotted" as "plot".
        tails = [candidate[-_TAIL - candidate.endswith("e") :] for candidate in candidates]
        alike = [sum(verb.endswith(tail) for verb in verbs) for tail in tails]
        return candidates[alike.index(max(alike))]
    if low.endswith("es") and not low.endswith(("ies", "ves")):
        return candidates[-1] if candidates[-1].endswith(("s", "x", "z", "ch", "sh")) else low[:-1]
    return bare


def _is_short(stem: str) -> bool:
    """Tell whether a stem is one syllable that would have doubled its last letter: "fin" of "fined"."""
    return (
        len(stem) >= 3
        and stem[-1] not in "aeiouwxy"
        and stem[-2] in _VOWELS
        and sum(letter in _VOWELS for letter in stem) == 1
    )


@cache
def _table() -> tuple[dict[tuple[str, str], str], dict[str, frozenset[str]]]:
    """Return lemmas by (form, part of speech), and the known lemmas of each part of speech."""
    known: dict[tuple[str, str], str] = {}
    lemmas: dict[str, set[str]] = {}
    for line in (files("onrecord.nn") / "data" / "lemmas.tsv").read_text(encoding="utf-8").splitlines():
        if line.startswith("#"):
            continue
        upos, lemma, *forms = line.split("\t")
        lemmas.setdefault(upos, set()).add(lemma)
        known.setdefault((lemma, upos), lemma)
        for form in forms[0].split() if forms else ():
            known[form, upos] = lemma
    return known, {upos: frozenset(found) for upos, found in lemmas.items()}


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
