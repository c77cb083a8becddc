"""Refusals to say: "declined to comment", "would not name", "refused to be drawn"."""

from __future__ import annotations

from onrecord.codebook.reporting import classify_cue
from onrecord.extract.draft import Draft
from onrecord.extract.view import View
from onrecord.model.span import TokenRange

_REFUSING_FORMS = frozenset(
    {"refuse", "refuses", "refused", "refusing", "decline", "declines", "declined", "declining"}
)
_CLAIMS = frozenset(
    {"claim", "accusation", "allegation", "charge", "report", "suggestion", "notion", "rumour", "rumor", "speculation"}
    | {"criticism", "characterisation", "characterization", "word", "idea", "assertion", "complaint"}
)


def read_refusal(view: View, draft: Draft) -> None:
    """Set a draft's polarity where it tells of a refusal to say, or rejects what others claim.

    "refused to reveal when …" is withheld, with the verb of saying in the cue; "rejected the accusation" is denied.
    """
    if draft.cue is None or draft.polarity == "withheld":
        return
    words = set(view.words_of(draft.cue))
    if words & _REFUSING_FORMS:
        said = _saying_after(view, draft)
        if said is not None:
            draft.polarity, draft.act = "withheld", None
            draft.cue = TokenRange(draft.cue.first, max(draft.cue.last, said))
            draft.content = [TokenRange(max(p.first, said), p.last) for p in draft.content if p.last > said]
        elif not draft.content:
            draft.polarity, draft.act = "withheld", None
    elif draft.act == "REJECT" and draft.content:
        head = view.head_of(draft.content[0])
        if view.reading.lemmas[head].lower() in _CLAIMS:
            draft.polarity = "denied"


def _saying_after(view: View, draft: Draft) -> int | None:
    """Return one past the verb of saying that a refusing cue has in it or right behind it; None where there is none."""
    assert draft.cue is not None
    limit = min(draft.cue.last + 3, len(view.words))
    for token in range(draft.cue.first + 1, limit):
        if view.reading.upos[token] != "VERB" or view.words[token] in _REFUSING_FORMS:
            continue
        if "to" not in view.words[draft.cue.first : token]:
            return None
        entry = classify_cue((view.words[token],), (view.reading.lemmas[token].lower(),))
        if entry is None or entry.cue_class not in {"speech", "writing"} or entry.act is not None:
            return None
        return token + 1
    return None
