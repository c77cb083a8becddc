"""The words around a cue that tell how, where and when: its sentence without contents."""

from __future__ import annotations

from collections.abc import Sequence

from onrecord.extract.draft import Draft
from onrecord.extract.view import View, overlap
from onrecord.model.span import TokenRange


def cue_region(view: View, draft: Draft, drafts: Sequence[Draft]) -> list[int]:
    """Return the tokens of the cue's sentence that may say how, where and when this draft was said, nearest first.

    Left out are the contents of all drafts whose content does not hold the cue, and what stands nearer to another cue
    of the sentence with that cue's own speaker between.
    """
    if draft.cue is None:
        return []
    sentence = view.sentence(draft.cue.first)
    blocked = list(draft.content)
    for other in drafts:
        if other is draft or other.cue is None or not overlap(sentence, other.extent):
            continue
        if not any(overlap(piece, draft.cue) for piece in other.content):
            blocked.extend(other.content)
        blocked.extend(_beyond(draft.cue, other, sentence))
    allowed = [
        token
        for token in range(sentence.first, sentence.last)
        if not any(block.first <= token < block.last for block in blocked)
    ]
    middle = (draft.cue.first + draft.cue.last - 1) / 2
    return sorted(allowed, key=lambda token: (abs(token - middle), token))


def _beyond(cue: TokenRange, other: Draft, sentence: TokenRange) -> list[TokenRange]:
    """Return the part of the sentence that lies behind another draft's cue and speaker, seen from this cue."""
    if other.cue is None or other.source is None or not overlap(other.cue, sentence):
        return []
    if other.source.first >= cue.last and other.cue.first >= cue.last:
        return [TokenRange(min(other.source.first, other.cue.first), sentence.last)]
    if other.cue.last <= cue.first:
        source_last = other.source.last if other.source.last <= cue.first else 0
        return [TokenRange(sentence.first, max(other.cue.last, source_last))]
    return []


def noun_phrase_after(view: View, token: int, last: int) -> TokenRange | None:
    """Return the noun phrase that begins at ``token``, by parts of speech; None where none begins there.

    Args:
        view: The page.
        token: Where it may begin.
        last: One past the last token it may have.
    """
    at = token
    has_noun = False
    while at < last:
        upos, word = view.reading.upos[at], view.words[at]
        if upos in {"NOUN", "PROPN", "PRON"}:
            has_noun = True
        elif word in {"'s", "’s", "'", "’"} or upos in {"DET", "ADJ", "NUM"}:
            if has_noun and upos == "DET" and not view.page.word(at)[:1].isupper() and view.words[at - 1] != "of":
                break
        elif not (word == "of" and has_noun and at + 1 < last):
            break
        at += 1
    while at > token and view.reading.upos[at - 1] in {"DET", "ADP", "PART"}:
        at -= 1
    return TokenRange(token, at) if has_noun and at > token else None
