"""What a cue does: kind, act, polarity; and cues that tell of nothing said."""

from __future__ import annotations

from onrecord.codebook.reporting import CueEntry
from onrecord.extract.sources import cue_head
from onrecord.extract.unmarked import main_tense
from onrecord.extract.view import View
from onrecord.model.dossier import Act, Polarity, StatementKind
from onrecord.model.span import TokenRange

_SILENT = frozenset({"respond", "reply", "answer", "return", "react", "comment", "acknowledge"})
_NOT = frozenset({"not", "n't", "n’t", "never", "no", "unable", "neither"})
_HEDGES = frozenset({"reportedly", "allegedly", "apparently", "supposedly", "purportedly", "ostensibly", "evidently"})
#: Cues of the code book that tell of a deed or of what somebody keeps to himself, unless words follow.
_DEEDS = frozenset(
    {"sign", "approve", "ratify", "vote for", "vote against", "vote in favor of", "vote in favour of", "discuss"}
    | {"know"}
    | {"debate", "notice", "remember", "forget", "realize", "realise", "perceive", "detect", "determine", "decide"}
    | {"choose", "opt", "resolve", "plan", "issue", "release", "put out", "publish", "draft", "file", "enact", "weigh"}
    | {"legislate", "mull", "ponder", "contemplate", "seek", "aim", "hear", "learn", "understand", "address", "bid"}
    | {"celebrate", "start", "begin", "resume", "finish", "interrupt", "seem", "appear", "look", "be ready", "sense"}
    | {"be prepared", "be willing", "like", "love", "hate", "cite", "prefer", "recognise", "recognize", "share", "air"}
    | {
        "broadcast",
        "update",
        "carry",
        "document",
        "pass on",
        "introduce",
        "define",
        "find",
        "mean",
        "rate",
        "rank",
        "value",
    }
)
_SHOWING = frozenset({"show", "prove", "demonstrate", "illustrate", "reflect", "indicate", "suggest", "reveal"})
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
    lemmas = set(view.lemmas_of(cue)) | set(view.words_of(cue))
    if not (lemmas | set(view.words_of(cue))) & _NOT or lemmas & {"wish", "want", "would", "will"}:
        return False
    return (
        bool(lemmas & _SILENT and lemmas & {"do", "did", "does", "have", "has", "had", "immediately", "be"})
        or "reach" in lemmas
    )


def is_deed(view: View, words: tuple[str, ...], entry: CueEntry | None, content: list[TokenRange]) -> bool:
    """Tell whether a cue names a deed or a private thought, or is unknown, and its content is not put in words.

    "voted for it", "approved the order", "plans to sell" are no statements; "decided: “We stay”" and "decided that …"
    may be.
    """
    if entry is not None and entry.cue not in _DEEDS:
        return False
    if not content or {"citing", "quoting"} & set(words):
        return False
    first = content[0].first
    spoken = any(view.quote_at(t) is not None for t in (first, content[-1].last - 1))
    return not spoken and view.words[first] not in {"that", "whether", "if", "why", "how"}


def is_no_cue(view: View, cue: TokenRange, source: TokenRange | None) -> bool:
    """Tell whether the words only look like a cue: capitals of a label ("READ ALSO"), "Asked …, he replied"."""
    forms = [view.page.word(t) for t in range(*cue)]
    if all(form.isupper() for form in forms) and len("".join(forms)) > 3:
        return True
    leading = cue.first == view.sentence(cue.first).first
    asked = leading and view.words[cue.first] == "asked" and source is not None
    return asked and (source.first >= cue.last or source.last <= cue.first) if source is not None else False


def is_picture(view: View, cue: TokenRange, cue_class: str, content: list[TokenRange], *, impersonal: bool) -> bool:
    """Tell whether "shows" or the like shows a thing and tells nothing: its content is no clause."""
    if cue_class != "evidence" or not content or not _SHOWING & set(view.lemmas_of(cue)):
        return False
    clause = view.words[content[0].first] in {"that", "how", "why", "whether"}
    clause = clause or any(main_tense(view, piece) is not None for piece in content)
    return not clause and (impersonal or not any(view.quote_at(p.first) is not None for p in content))


def is_hedge(view: View, cue: TokenRange) -> bool:
    """Tell whether the cue is an adverb that names no sayer ("reportedly")."""
    return all(
        view.words[t] in _HEDGES or view.reading.upos[t] == "ADV" or view.is_mark(t) for t in range(cue.first, cue.last)
    )
