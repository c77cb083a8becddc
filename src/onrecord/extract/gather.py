"""Frames of the network, cleaned and turned into drafts of statements."""

from __future__ import annotations

from onrecord.codebook.reporting import classify_cue
from onrecord.extract.addressee import is_listener, split_addressee
from onrecord.extract.confidence import frame_score
from onrecord.extract.content import clean_content, cut_at_colon, trim
from onrecord.extract.cues import cue_facts, is_deed, is_hedge, is_no_cue, is_picture, is_silence
from onrecord.extract.draft import Draft
from onrecord.extract.frames import settle_frames
from onrecord.extract.medium import medium_in_cue
from onrecord.extract.refusals import read_refusal
from onrecord.extract.sources import find_source, is_impersonal, is_nobody, is_passive, is_told_of
from onrecord.extract.unmarked import UNMARKED_THRESHOLD, unmarked_score
from onrecord.extract.view import View, contains, overlap
from onrecord.model.dossier import StatementKind
from onrecord.model.reading import Frame
from onrecord.model.span import TokenRange

#: Two drafts whose contents share this much of their union say the same.
SAME_CONTENT = 0.85
#: Frames with a lower score are more often wrong than right.
LEAST_SCORE: dict[StatementKind, float] = {"said": 0.2, "attitude": 0.4}
_PRONOUNS = frozenset({"he", "she", "they", "it", "we", "i"})


def gather_drafts(view: View) -> list[Draft]:
    """Return a draft per frame that tells of something said or held, in text order."""
    frames = settle_frames(view, view.reading.frames)
    drafts = [draft for frame in frames if (draft := make_draft(view, frame)) is not None]
    drafts = [draft for draft in drafts if draft.score >= LEAST_SCORE[draft.kind]]
    drafts = _drop_duplicates(view, sorted(drafts, key=lambda d: -d.score))
    return sorted(drafts, key=lambda d: (d.extent, d.place))


def make_draft(view: View, frame: Frame) -> Draft | None:
    """Return the draft of one frame; None where it is no statement by itself."""
    cue, in_cue = medium_in_cue(view, _trim_cue(view, frame.cue))
    marked = frame.fillers("source")
    source = find_source(view, cue, marked[0] if marked else None)
    if is_silence(view, cue) or is_no_cue(view, cue, source):
        return None
    if source is not None and (is_nobody(view, source) or overlap(source, cue)):
        return None
    entry = classify_cue(view.words_of(cue), view.lemmas_of(cue))
    cue_class = entry.cue_class if entry is not None else frame.cue_class
    kind, act, polarity = cue_facts(view, cue, cue_class, entry)
    if is_passive(view, cue) and source is not None and is_told_of(view, cue, source, entry):
        return None
    addressee = next((r for raw in frame.fillers("addressee") if is_listener(view, r := trim(view, raw))), None)
    pieces = list(frame.fillers("content"))
    if addressee is not None and act == "ACCUSE" and entry is not None and entry.cue != "complain":
        pieces, addressee = [*pieces, addressee], None
    blocked = [cue, *([source] if source is not None else [])]
    if addressee is not None and not overlap(addressee, cue):
        blocked.append(addressee)
    else:
        addressee = None
    content = clean_content(view, pieces, cue, blocked)
    content = cut_at_colon(view, _keep_announced(view, cue, content))
    if addressee is None and entry is not None and content:
        addressee, content[0] = split_addressee(view, cue, entry, content[0])
    impersonal = source is not None and is_impersonal(view, source)
    if is_picture(view, cue, cue_class, content, impersonal=impersonal):
        return None
    draft = Draft(
        cue=cue,
        cue_class=cue_class,
        entry=entry,
        source=None if impersonal else source,
        content=content,
        score=frame_score(frame),
        addressee=addressee,
        medium_tokens=next(iter(frame.fillers("medium")), in_cue),
        kind=kind,
        act=act,
        polarity=polarity,
        impersonal=impersonal,
    )
    read_refusal(view, draft)
    if is_deed(view, view.words_of(cue), entry, content) and not _is_spoken(view, draft):
        return None
    draft.content = [trim(view, piece, blocked) for piece in draft.content if view.n_words(piece)]
    return draft if is_statement(view, draft) else None


def is_statement(view: View, draft: Draft) -> bool:
    """Tell whether a draft has what a statement needs: content (or a refusal), a sayer where the cue wants one."""
    assert draft.cue is not None
    if not draft.content and draft.polarity != "withheld":
        return False
    if draft.source is not None or draft.impersonal:
        return True
    if is_hedge(view, draft.cue) or draft.kind == "attitude" or draft.cue_class in {"evidence", "attitude"}:
        return False
    if is_passive(view, draft.cue):
        return False
    return draft.entry is not None and any(
        view.reading.upos[t] in {"VERB", "PUNCT", "AUX"} for t in range(draft.cue.first, draft.cue.last)
    )


def _keep_announced(view: View, cue: TokenRange, content: list[TokenRange]) -> list[TokenRange]:
    """Keep only what a cue with a colon announces, where quoted words follow it."""
    after = [piece for piece in content if piece.first >= cue.last]
    announced = [p for p in after if view.words[p.first - 1] == ":" and view.quote_at(p.first) is not None]
    return after if announced else content


def _is_spoken(view: View, draft: Draft) -> bool:
    return unmarked_score(view, draft) >= UNMARKED_THRESHOLD


def _trim_cue(view: View, cue: TokenRange) -> TokenRange:
    first, last = cue
    while first < last - 1 and view.is_mark(first):
        first += 1
    while first < last - 1 and (view.is_mark(last - 1) or view.words[last - 1] == "that"):
        last -= 1
    return TokenRange(first, last)


def same_content(one: Draft, other: Draft) -> float:
    """Return the intersection over union of two drafts' contents, in tokens."""
    shared = sum(overlap(a, b) for a in one.content for b in other.content)
    union = sum(p.last - p.first for d in (one, other) for p in d.content) - shared
    return shared / union if union else 0.0


def _drop_duplicates(view: View, drafts: list[Draft]) -> list[Draft]:
    """Keep the surer of two drafts with one cue, or with one content and one speaker; merge stacked verbs."""
    kept: list[Draft] = []
    for draft in drafts:
        if not any(_is_duplicate(draft, other) for other in kept):
            kept.append(draft)
    for outer in list(kept):
        inner = next((d for d in kept if d is not outer and _is_stacked(view, outer, d)), None)
        if inner is not None:
            _stack(outer, inner)
            kept.remove(inner)
    return kept


def _is_duplicate(draft: Draft, other: Draft) -> bool:
    assert draft.cue is not None and other.cue is not None
    if overlap(draft.cue, other.cue):
        return True
    return draft.source == other.source and same_content(draft, other) >= SAME_CONTENT


def _is_stacked(view: View, outer: Draft, inner: Draft) -> bool:
    """Tell whether ``inner`` opens the content of ``outer`` with a pronoun for the same speaker: "says he hopes"."""
    if outer.cue is None or inner.cue is None or len(outer.content) != 1 or not inner.content:
        return False
    piece = outer.content[0]
    if not contains(piece, inner.cue) or outer.cue.last > piece.first or view.quote_at(inner.cue.first) is not None:
        return False
    opening = TokenRange(piece.first, inner.cue.first)
    words = [w for w in view.words_of(opening) if w not in {"that", "to", "also", "still", "now", "both"}]
    if len(words) > 1 or (words and words[0] not in _PRONOUNS):
        return False
    return max(p.last for p in inner.content) >= piece.last - 3


def _stack(outer: Draft, inner: Draft) -> None:
    """Let the outer draft take what the inner cue tells; its own cue and content stay."""
    outer.act = outer.act or inner.act
    if outer.polarity == "affirmed":
        outer.polarity = inner.polarity
    outer.addressee = outer.addressee or inner.addressee
    outer.medium_tokens = outer.medium_tokens or inner.medium_tokens
