"""Speech whose quotation marks were lost: a score over features of the words."""

from __future__ import annotations

import math
from dataclasses import dataclass

from onrecord.extract.draft import Draft
from onrecord.extract.view import View, cover
from onrecord.model.span import TokenRange

#: Unmarked speech scores at least this much to count as the words themselves.
UNMARKED_THRESHOLD = 3.0
_FIRST_PERSON = frozenset({"i", "we", "me", "us", "my", "our", "mine", "ours", "myself", "ourselves"})
_SECOND_PERSON = frozenset({"you", "your", "yours", "yourself"})
_CONTRACTED = frozenset({"n't", "n’t", "'m", "’m", "'re", "’re", "'ll", "’ll", "'ve", "’ve", "'d", "’d"})
_OPENERS_OF_TALK = frozenset({"yes", "no", "well", "look", "listen", "let", "please", "so", "sure", "okay", "frankly"})
_UNSHIFTED_AUX = """
is are am has have will 'll ’ll 're ’re 'm ’m 've ’ve can may must do does shall wo ca
"""
_UNSHIFTED = frozenset(_UNSHIFTED_AUX.split())
_SHIFTED = frozenset({"was", "were", "had", "would", "could", "might", "did"})
_PLAIN_CUES = frozenset({"according to", "per", "as per", "cite", "report", "as one put it"})

#: Weight of each feature, by its name in ``Features``.
WEIGHTS: dict[str, float] = {
    "first_person": 3.0,
    "second_person": 1.0,
    "contracted": 1.0,
    "talks": 0.5,
    "question": 1.0,
    "unshifted": 1.5,
    "shifted": -1.5,
    "cue_follows": 1.5,
    "colon_before": 1.5,
    "linked": -4.0,
    "plain_cue": -2.5,
    "past_cue": 0.5,
    "attitude": -3.0,
    "fragment": -2.0,
}


@dataclass(frozen=True, slots=True)
class Features:
    """What speaks for and against a content without marks being the words themselves."""

    #: It says I or we.
    first_person: bool
    #: It says you.
    second_person: bool
    #: It has a contraction ("don't").
    contracted: bool
    #: It begins like talk ("Well", "Look").
    talks: bool
    #: It ends in a question or exclamation mark.
    question: bool
    #: Its main verb is present or future.
    unshifted: bool
    #: Its main verb is past or conditional.
    shifted: bool
    #: The cue stands after it or breaks it.
    cue_follows: bool
    #: A colon stands between cue and content.
    colon_before: bool
    #: It begins with "that", "to", "whether" …, or without a finite verb after its cue.
    linked: bool
    #: The cue passes on facts ("according to").
    plain_cue: bool
    #: The cue is a verb in the past.
    past_cue: bool
    #: The cue tells of an attitude, a denial or evidence.
    attitude: bool
    #: It has no finite verb.
    fragment: bool


def unmarked_score(view: View, draft: Draft) -> float:
    """Return how much a content without marks reads like the words themselves; 0 is undecided.

    Args:
        view: The page.
        draft: Its cue and content are looked at.

    Returns:
        Minus infinity where the content holds or stands in quotation marks.
    """
    features = find_features(view, draft)
    if features is None:
        return -math.inf
    return sum(weight for name, weight in WEIGHTS.items() if getattr(features, name))


def find_features(view: View, draft: Draft) -> Features | None:
    """Return the features of a draft's content; None where it has no content, no cue, or marks of its own."""
    if draft.cue is None or not draft.content or any(view.quote_at(p.first) for p in draft.content):
        return None
    tokens = [t for piece in draft.content for t in range(piece.first, piece.last) if view.quote_at(t) is None]
    words = [view.words[t] for t in tokens]
    first, whole = draft.content[0], cover(draft.content)
    main = [main_tense(view, piece) for piece in draft.content if view.n_words(piece) > 1] or [None]
    follows = draft.cue.first >= first.last
    after = view.words[whole.last] if whole.last < len(view.words) else ""
    return Features(
        first_person=bool(_FIRST_PERSON & set(words)),
        second_person=bool(_SECOND_PERSON & set(words)),
        contracted=bool(_CONTRACTED & set(words)),
        talks=words[0] in _OPENERS_OF_TALK,
        question=words[-1] in {"?", "!"} or after in {"?", "!"},
        unshifted=main[0] == "unshifted" or (main[0] is None and "unshifted" in main),
        shifted=main[0] == "shifted",
        cue_follows=follows,
        colon_before=_colon_between(view, draft.cue, first),
        linked=not follows and not _colon_between(view, draft.cue, first),
        plain_cue=draft.cue_word in _PLAIN_CUES,
        past_cue=_is_past(view, draft.cue),
        attitude=draft.kind == "attitude" or draft.cue_class in {"attitude", "denial", "evidence"},
        fragment=all(tense is None for tense in main),
    )


def main_tense(view: View, piece: TokenRange) -> str | None:
    """Return "shifted" (past, would), "unshifted" (present, will), or None, for the main verb of a piece.

    The main verb is the one the rest hangs on; where the tree does not tell, the first finite one.
    """
    order = [view.head_of(piece), *range(piece.first, piece.last)]
    head = order[0]
    for token in [*[c for c in view.children(head) if view.relation(c) in {"aux", "cop"}], *order]:
        if not piece.first <= token < piece.last:
            continue
        tense = _tense(view, token)
        if tense is not None:
            return tense
    return None


def _tense(view: View, token: int) -> str | None:
    word, upos = view.words[token], view.reading.upos[token]
    if upos in {"AUX", "VERB"}:
        if word in _UNSHIFTED or word in {"'s", "’s"}:
            return "unshifted"
        if word in _SHIFTED:
            return "shifted"
    if upos != "VERB" or word.endswith("ing") or (token > 0 and view.words[token - 1] == "to"):
        return None
    if any(view.relation(c) == "aux" for c in view.children(token)):
        return None
    return _tense_of_form(word, view.reading.lemmas[token].lower(), view.child(token, "nsubj", "expl", "csubj"))


def _tense_of_form(word: str, lemma: str, subject: int | None) -> str | None:
    if word.endswith("s") and word != lemma and word[:-1].startswith(lemma[:2]):
        return "unshifted"
    if subject is None:
        return None
    return "unshifted" if word == lemma else "shifted"


def _is_past(view: View, cue: TokenRange) -> bool:
    for token in range(cue.first, cue.last):
        if view.reading.upos[token] in {"VERB", "AUX"}:
            word, lemma = view.words[token], view.reading.lemmas[token].lower()
            if word != lemma and not word.endswith(("s", "ing")):
                return True
            if word in _SHIFTED:
                return True
    return False


def _colon_between(view: View, cue: TokenRange, first: TokenRange) -> bool:
    if ":" in view.words_of(cue):
        return True
    return cue.last <= first.first <= cue.last + 8 and view.words[first.first - 1] == ":"
