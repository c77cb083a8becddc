"""The words for the speaker at a cue: as the network marked them, else from the tree."""

from __future__ import annotations

from onrecord.codebook.reporting import CueEntry
from onrecord.extract.content import trim
from onrecord.extract.view import View, contains, overlap
from onrecord.model.span import TokenRange

#: Relative pronouns: the antecedent is meant.
_RELATIVES = frozenset({"who", "which", "that", "whom", "whose"})
#: Subjects that say nothing themselves.
IMPERSONAL = frozenset(
    {"estimate", "figure", "datum", "data", "evidence", "sign", "indication", "image", "footage", "fact", "result"}
    | {"number", "rumor", "rumour", "speculation", "history", "experience", "picture", "photograph", "photo", "video"}
)
_NOBODY = frozenset({"no", "nobody", "none", "neither", "nothing", "anyone", "anybody"})
_EMPTY = frozenset({"it", "there", "this", "that", "what"})
#: Cues that in the passive name the listener.
_TOLD = frozenset(
    {"tell", "inform", "ask", "warn", "urge", "remind", "assure", "be told", "be asked", "be asked about", "brief"}
    | {"be informed", "be asked whether", "be asked if", "expect", "order", "instruct", "advise", "invite", "allow"}
)
#: Relations over which a verb shares the subject of its head.
_SHARING = frozenset({"conj", "xcomp", "advcl", "parataxis"})


def cue_head(view: View, cue: TokenRange) -> int:
    """Return the verb (else the head word) of a cue."""
    head = view.head_of(cue)
    if view.reading.upos[head] == "VERB":
        return head
    verbs = [t for t in range(cue.first, cue.last) if view.reading.upos[t] == "VERB"]
    return verbs[0] if verbs else head


def find_source(view: View, cue: TokenRange, marked: TokenRange | None) -> TokenRange | None:
    """Return the words for the speaker of a cue.

    Args:
        view: The page.
        cue: The cue.
        marked: What the network marked; None where it marked nothing.

    Returns:
        The marked words without punctuation at their ends, the antecedent of a relative pronoun, or the subject the
        tree gives; None where there is no sayer.
    """
    if marked is not None and view.sentence_number(marked.first) != view.sentence_number(cue.first):
        nearer = _subject(view, cue_head(view, cue), depth=0)
        marked = nearer if nearer is not None and not overlap(nearer, cue) else marked
    if marked is not None:
        source = _trim_source(view, _in_one_paragraph(view, marked, cue))
        if not view.n_words(source):
            return None
        if source.last - source.first == 1 and view.words[source.first] in _RELATIVES:
            return _antecedent(view, cue) or source
        return source
    found = _subject(view, cue_head(view, cue), depth=0)
    if found is None or overlap(found, cue):
        return None
    return _trim_source(view, found)


def _trim_source(view: View, source: TokenRange) -> TokenRange:
    source = trim(view, source)
    last = source.last
    while source.first < last - 1 and view.words[last - 1] in {"and", "but", ",", "which", "who", "also"}:
        last -= 1
    return TokenRange(source.first, last)


def _in_one_paragraph(view: View, source: TokenRange, cue: TokenRange) -> TokenRange:
    """Return the part of a marked speaker that stands in the paragraph nearest to the cue."""
    near = source.last - 1 if source.last <= cue.first else source.first
    paragraph = view.paragraph(near).tokens
    return TokenRange(max(source.first, paragraph.first), min(source.last, paragraph.last))


def _subject(view: View, verb: int, *, depth: int) -> TokenRange | None:
    subject = next((c for c in view.children(verb) if view.reading.deprels[c] in {"nsubj", "nsubj:outer"}), None)
    if subject is not None:
        if view.words[subject] in _RELATIVES and view.relation(verb) == "acl":
            subject = view.reading.heads[verb]
        return _noun_phrase(view, subject) if view.words[subject] not in _EMPTY else None
    if view.child(verb, "nsubj", "csubj") is not None:
        return None
    head = view.reading.heads[verb]
    if depth == 3 or head < 0 or view.relation(verb) not in _SHARING:
        return None
    if view.relation(verb) == "parataxis" or view.reading.upos[head] not in {"VERB", "AUX", "ADJ", "NOUN"}:
        return None
    return _subject(view, head, depth=depth + 1)


def _antecedent(view: View, cue: TokenRange) -> TokenRange | None:
    verb = cue_head(view, cue)
    for _ in range(3):
        head = view.reading.heads[verb]
        if head < 0:
            return None
        if view.relation(verb) == "acl":
            return _noun_phrase(view, head)
        verb = head
    return None


def _noun_phrase(view: View, noun: int) -> TokenRange:
    """Return a noun's phrase without relative clauses and what else hangs loosely on it."""
    tokens = view.subtree(noun, skip={"acl", "parataxis", "punct", "cc", "conj", "advcl", "dep", "mark", "case"})
    return tokens if contains(tokens, TokenRange(noun, noun + 1)) else TokenRange(noun, noun + 1)


def is_impersonal(view: View, source: TokenRange) -> bool:
    """Tell whether the subject of a cue is no sayer: "estimates", "figures"."""
    head = view.head_of(source)
    proper = any(view.reading.upos[t] == "PROPN" for t in range(source.first, source.last))
    return view.reading.lemmas[head].lower() in IMPERSONAL and not proper


def is_nobody(view: View, source: TokenRange) -> bool:
    """Tell whether the subject of a cue denies that there is one: "no group"."""
    return view.words[source.first] in _NOBODY


def is_told_of(view: View, cue: TokenRange, source: TokenRange, entry: CueEntry | None) -> bool:
    """Tell whether the marked speaker of a passive cue is the one it is said of, or to: "officials are expected"."""
    if entry is None or "saying" in view.words_of(cue):
        return False
    subject = view.child(cue_head(view, cue), "nsubj")
    if subject is None or not source.first <= subject < source.last:
        return False
    said_of = entry.cue.startswith("be ") and entry.cue_class == "evidence"
    return said_of or entry.cue in _TOLD or entry.act == "ACCUSE"


def is_passive(view: View, cue: TokenRange) -> bool:
    """Tell whether the cue's verb is passive ("is expected", "was told")."""
    verb = cue_head(view, cue)
    return any(view.reading.deprels[c] in {"aux:pass", "nsubj:pass"} for c in view.children(verb))
