"""Frames mended before they become drafts: cues completed, contents claimed by two frames given to one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from onrecord.codebook.reporting import classify_cue
from onrecord.extract.view import View, contains, cover, overlap
from onrecord.model.reading import Frame, Role
from onrecord.model.span import TokenRange

#: Pieces of a content in one sentence are joined over at most this many words.
JOINED_WORDS = 15
_LIGHT = frozenset({"ADV", "AUX", "PART", "CCONJ", "PRON", "DET"})


def settle_frames(view: View, frames: Sequence[Frame]) -> list[Frame]:
    """Return the frames with whole cues and with contents that no nearer cue claims.

    Args:
        view: The page.
        frames: As the network gave them.
    """
    whole = [_complete_cue(view, frame) for frame in frames]
    kept = [_drop_strays(view, frame, whole) for frame in whole]
    return [_join_pieces(view, frame, kept) for frame in kept]


def _complete_cue(view: View, frame: Frame) -> Frame:
    """Widen a cue of adverbs or auxiliaries only ("also") to its verb, and a verb to its particle ("called" "for")."""
    cue = frame.cue
    after = cue.last
    if after < len(view.words) and view.reading.upos[after] in {"ADP", "ADV"} and _has_particle(view, cue, after):
        return replace(frame, cue=TokenRange(cue.first, after + 1))
    if not all(view.reading.upos[t] in _LIGHT and not view.is_mark(t) for t in range(*cue)):
        return frame
    for token in range(cue.last, min(cue.last + 3, len(view.words))):
        upos = view.reading.upos[token]
        if upos == "VERB":
            return replace(frame, cue=TokenRange(cue.first, token + 1))
        if upos not in {"ADV", "AUX", "PART"}:
            break
    return frame


def _has_particle(view: View, cue: TokenRange, after: int) -> bool:
    """Tell whether the code book knows the cue with the next word as one phrase: "called" "on", "ruled" "out"."""
    longer = TokenRange(cue.first, after + 1)
    entry = classify_cue(view.words_of(longer), view.lemmas_of(longer))
    if entry is None or " " not in entry.cue or entry.cue.split()[-1] != view.words[after]:
        return False
    short = classify_cue(view.words_of(cue), view.lemmas_of(cue))
    return short is None or (short.cue_class, short.act) != (entry.cue_class, entry.act)


def _drop_strays(view: View, frame: Frame, frames: Sequence[Frame]) -> Frame:
    """Drop content pieces that lie out of the cue's reach, or that belong to a cue of their own."""
    pieces = [role for role in frame.roles if role.name == "content"]
    if not pieces:
        return frame
    near = [role for role in pieces if _reaches(view, frame, role.tokens)]
    near = [role for role in near if not _is_claimed(view, frame, role, frames)]
    if len(near) == len(pieces) or not near:
        return frame
    return replace(frame, roles=tuple(role for role in frame.roles if role.name != "content" or role in near))


def _reaches(view: View, frame: Frame, piece: TokenRange) -> bool:
    """Tell whether a piece stands in the cue's paragraph, in marks beside it, or in the paragraph after a colon."""
    distance = view.paragraph_number(piece.first) - view.paragraph_number(frame.cue.first)
    if distance == 0:
        return True
    if distance < 0:
        return view.quote_at(piece.first) is not None and distance >= -2
    return distance <= 2 and (view.quote_at(piece.first) is not None or view.words[piece.first - 1] == ":")


def _is_claimed(view: View, frame: Frame, role: Role, frames: Sequence[Frame]) -> bool:
    """Tell whether another frame with its cue in the piece's sentence, or nearer paragraph, has the piece too."""
    piece = role.tokens
    own = view.sentence_number(frame.cue.first)
    touched = {view.sentence_number(piece.first), view.sentence_number(piece.last - 1)}
    if own in touched:
        return False
    for other in frames:
        if other is frame or overlap(other.cue, frame.cue):
            continue
        shared = sum(overlap(piece, theirs) for theirs in other.fillers("content"))
        same = 2 * shared >= piece.last - piece.first
        if same and view.sentence_number(other.cue.first) in touched:
            return True
        mine, theirs_ = (view.paragraph_number(f.cue.first) for f in (frame, other))
        here = view.paragraph_number(piece.first)
        if same and abs(theirs_ - here) < abs(mine - here):
            return True
        if contains(piece, other.cue) and view.quote_at(other.cue.first) is None and shared:
            return True
    return False


def _join_pieces(view: View, frame: Frame, frames: Sequence[Frame]) -> Frame:
    """Join pieces of one sentence that a few words, and no cue, keep apart."""
    pieces = sorted((role for role in frame.roles if role.name == "content"), key=lambda role: role.tokens)
    joined: list[Role] = []
    for role in pieces:
        if joined and _may_join(view, frame, joined[-1].tokens, role.tokens, frames):
            last = joined[-1]
            joined[-1] = Role("content", cover([last.tokens, role.tokens]), min(last.score, role.score))
        else:
            joined.append(role)
    if len(joined) == len(pieces):
        return frame
    return replace(frame, roles=(*(role for role in frame.roles if role.name != "content"), *joined))


def _may_join(view: View, frame: Frame, left: TokenRange, right: TokenRange, frames: Sequence[Frame]) -> bool:
    gap = TokenRange(left.last, right.first)
    if gap.first >= gap.last:
        return True
    if view.sentence_number(left.last - 1) != view.sentence_number(right.first) or view.n_words(gap) > JOINED_WORDS:
        return False
    others = [r.tokens for r in frame.roles if r.name != "content"]
    cues = [other.cue for other in frames]
    return not any(overlap(gap, tokens) for tokens in [*others, *cues])
