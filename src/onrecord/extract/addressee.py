"""The listener at the head of a content: "told | lawmakers | that …"."""

from __future__ import annotations

from onrecord.codebook.reporting import CueEntry
from onrecord.extract.region import noun_phrase_after
from onrecord.extract.view import View
from onrecord.model.span import TokenRange

#: Cues that take a listener as their object.
TELLING = frozenset(
    {"tell", "assure", "inform", "remind", "ask", "urge", "warn", "brief", "notify", "advise", "reassure"}
    | {"call on", "call upon", "thank", "congratulate", "implore", "beg", "order", "instruct", "invite", "request"}
    | {"appeal to", "appeal", "press", "encourage", "pressure", "exhort", "command", "direct", "plead with", "convince"}
)
#: Words a clause begins with, after the listener.
_CLAUSE_STARTS = frozenset({"that", "whether", "if", "how", "why", "what", "where", "when"})
_DAYS = frozenset({"monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "today", "yesterday"})
#: A listener, with what hangs on it, has at most this many words.
_LONGEST = 16


def is_listener(view: View, tokens: TokenRange) -> bool:
    """Tell whether words that the network marked as the listener can be one: they have a noun, and are no day."""
    if not view.n_words(tokens):
        return False
    if all(word in _DAYS for word in view.words_of(tokens)):
        return False
    return any(view.reading.upos[t] in {"NOUN", "PROPN", "PRON"} for t in range(*tokens))


def split_addressee(
    view: View, cue: TokenRange, entry: CueEntry, piece: TokenRange
) -> tuple[TokenRange | None, TokenRange]:
    """Split a content that begins with the cue's listener.

    Args:
        view: The page.
        cue: The cue.
        entry: What the code book says of it.
        piece: The first piece of its content.

    Returns:
        The listener, None where the content begins with none, and the rest of the piece.
    """
    if entry.cue not in TELLING or not cue.last <= piece.first <= cue.last + 2:
        return None, piece
    if piece.first in view.openers or view.words[piece.first] in _CLAUSE_STARTS:
        return None, piece
    first = piece.first + (view.words[piece.first] == "to" and view.reading.upos[piece.first] == "ADP")
    phrase = noun_phrase_after(view, first, piece.last)
    if phrase is None:
        return None, piece
    start = _clause_start(view, TokenRange(phrase.last, min(piece.last, piece.first + _LONGEST)))
    if start is None or start >= piece.last - 1:
        return None, piece
    return phrase, TokenRange(start, piece.last)


def _clause_start(view: View, tokens: TokenRange) -> int | None:
    """Return where the content proper begins: at "that", at "to" with a verb, at a quotation; None before a verb."""
    for token in range(*tokens):
        word, upos = view.words[token], view.reading.upos[token]
        if word in _CLAUSE_STARTS and (word != "that" or upos == "SCONJ" or token == tokens.first):
            return token
        if token in view.openers or (word == "to" and upos == "PART"):
            return token
        if word == "not" and token + 1 < tokens.last and view.words[token + 1] == "to":
            return token
        if upos in {"VERB", "AUX"}:
            return None
    return None
