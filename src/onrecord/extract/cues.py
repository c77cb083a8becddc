"""What a cue does: kind, act, polarity; and cues that tell of nothing said."""

from __future__ import annotations

from onrecord.codebook.reporting import CueEntry
from onrecord.extract.sources import cue_head
from onrecord.extract.view import View
from onrecord.model.dossier import Act, Polarity, StatementKind
from onrecord.model.span import TokenRange

_SILENT = frozenset({"respond", "reply", "answer", "return", "react", "comment", "acknowledge"})
_NOT = frozenset({"not", "n't", "n’t", "never", "no", "unable", "neither"})
_HEDGES = frozenset({"reportedly", "allegedly", "apparently", "supposedly", "purportedly", "ostensibly", "evidently"})
_ACT_BY_CLASS: dict[str, Act] = {"demand": "REQUEST", "threat": "THREATEN", "promise": "AGREE"}


def cue_facts(
    view: View, cue: TokenRange, cue_class: str, entry: CueEntry | None
) -> tuple[StatementKind, Act | None, Polarity]:
    """Return kind, act and polarity of a statement by its cue.

    The code book decides; where it does not know the cue, the class the network gave does.
    """
    if entry is None:
        kind: StatementKind = "attitude" if cue_class == "attitude" else "said"
        return kind, _ACT_BY_CLASS.get(cue_class), "denied" if cue_class == "denial" else "affirmed"
    kind = entry.kind
    if entry.standing and is_present(view, cue):
        kind = "attitude"
    return kind, entry.act, entry.polarity


def is_present(view: View, cue: TokenRange) -> bool:
    """Tell whether the cue's verb stands in the simple or progressive present."""
    words = view.words_of(cue)
    if {"has", "have", "had", "'ve", "’ve", "did", "would", "could", "was", "were", "will"} & set(words):
        return False
    verb = cue_head(view, cue)
    if any(view.words[c] in {"has", "have", "had", "did", "was", "were", "would", "will"} for c in view.children(verb)):
        return False
    word, lemma = view.words[verb], view.reading.lemmas[verb].lower()
    if word.endswith("ed"):
        return False
    return word == lemma or word.endswith("s") or (word.endswith("ing") and {"is", "are", "am"} & set(words) != set())


def is_silence(view: View, cue: TokenRange) -> bool:
    """Tell whether the cue tells of mere silence: "did not respond", "could not be reached"."""
    lemmas = set(view.lemmas_of(cue))
    if not (lemmas | set(view.words_of(cue))) & _NOT or lemmas & {"wish", "want", "would", "will"}:
        return False
    return bool(lemmas & _SILENT and lemmas & {"do", "have", "immediately", "be"}) or "reach" in lemmas


def is_hedge(view: View, cue: TokenRange) -> bool:
    """Tell whether the cue is an adverb that names no sayer ("reportedly")."""
    return all(
        view.words[t] in _HEDGES or view.reading.upos[t] == "ADV" or view.is_mark(t) for t in range(cue.first, cue.last)
    )
