"""Who passed a statement on, and which statement stands inside which."""

from __future__ import annotations

from collections.abc import Sequence

from onrecord.extract.content import trim
from onrecord.extract.draft import Draft
from onrecord.extract.gather import same_content
from onrecord.extract.medium import is_outlet
from onrecord.extract.region import noun_phrase_after
from onrecord.extract.sources import cue_head
from onrecord.extract.unmarked import main_tense
from onrecord.extract.view import View, contains, cover, overlap, subtract
from onrecord.model.dossier import AttributionRole
from onrecord.model.span import TokenRange

#: An outer draft only passes on what fills this share of its content.
WHOLE_SHARE = 0.7
_ACCORDING = frozenset({"according to", "per", "as per"})
_PASSING = frozenset({"report", "quote", "cite", "quote as saying", "cite as saying", "first report", "as saying"})
_SAYING = frozenset({"saying", "telling", "warning", "adding", "writing", "stating"})
_QUOTED = frozenset({"quoted", "quotes", "cited", "cites"})
_PRONOUNS = frozenset({"he", "she", "they", "it", "we", "i"})


def link_attributions(view: View, drafts: Sequence[Draft]) -> list[Draft]:
    """Turn drafts that merely pass others on into their attribution steps, and give the rest their parents.

    Returns:
        The drafts that are statements of their own, in text order.
    """
    left = _link_citing(view, _read_quoted_as_saying(view, list(drafts)))
    left = [d for d in left if d.content or d.polarity == "withheld"]
    passing: dict[int, list[Draft]] = {}
    for outer in left:
        inner = _passed_on(view, outer, left)
        if inner:
            passing[id(outer)] = inner
    outers = [d for d in left if id(d) in passing]
    for outer in sorted(outers, key=_size, reverse=True):
        for draft in passing[id(outer)]:
            if outer.source is not None:
                draft.steps.append((_role(outer), outer.source))
            draft.steps.extend(step for step in outer.steps if step not in draft.steps)
    kept = [d for d in left if id(d) not in passing]
    _link_parents(kept)
    return sorted(kept, key=lambda d: (d.place, d.extent))


def _size(draft: Draft) -> int:
    return sum(p.last - p.first for p in draft.content)


def _role(outer: Draft) -> AttributionRole:
    if outer.cue_word in _ACCORDING:
        return "according_to"
    return "reported_by"


def _is_citing(view: View, draft: Draft) -> bool:
    """Tell whether the cue is "citing" or "quoting" beside another cue."""
    return draft.cue is not None and bool({"citing", "quoting"} & set(view.words_of(draft.cue)))


def _link_citing(view: View, drafts: list[Draft]) -> list[Draft]:
    """Read "citing Y" and "quoting Y": Y is a step of the draft beside it, or its speaker after "according to X"."""
    for draft in drafts:
        if _is_citing(view, draft) and draft.cue is not None:
            named = _named_after(view, draft)
            if named is not None and (draft.source is None or draft.source.last <= draft.cue.first):
                draft.source = named
                draft.content = [p for p in draft.content if not overlap(p, named)]
    left = list(drafts)
    for citing in [d for d in drafts if _is_citing(view, d) and d.source is not None]:
        main = _beside(view, citing, [d for d in left if d is not citing])
        if main is None:
            continue
        assert citing.source is not None
        if _is_voice(view, citing, main, drafts):
            if main.source is not None:
                citing.steps.append((_role(main), main.source))
            citing.content = citing.content or list(main.content)
            left.remove(main)
        else:
            main.steps.append(("citing", citing.source))
            assert citing.cue is not None
            aside = TokenRange(citing.cue.first, max(citing.cue.last, citing.source.last))
            main.content = [trim(view, part) for piece in main.content for part in subtract(piece, [aside])]
            left.remove(citing)
    return left


def _named_after(view: View, citing: Draft) -> TokenRange | None:
    """Return who is cited: the words right behind the cue, up to a comma or a clause."""
    assert citing.cue is not None
    piece = next((p for p in citing.content if p.first == citing.cue.last), None)
    if piece is not None and main_tense(view, piece) is None:
        return trim(view, piece)
    named = noun_phrase_after(view, citing.cue.last, view.sentence(citing.cue.first).last)
    return None if named is None else trim(view, named)


def _beside(view: View, citing: Draft, others: Sequence[Draft]) -> Draft | None:
    """Return the draft of the same sentence whose cue or speaker stands right before a citing cue."""
    assert citing.cue is not None
    sentence = view.sentence(citing.cue.first)
    near = [
        d
        for d in others
        if d.cue is not None and overlap(sentence, d.cue) and d.cue.last <= citing.cue.first and not _is_citing(view, d)
    ]
    return max(near, key=lambda d: max(d.cue.last, d.source.last if d.source else 0) if d.cue else 0, default=None)


def _is_voice(view: View, citing: Draft, main: Draft, drafts: Sequence[Draft]) -> bool:
    """Tell whether the one quoted is the speaker: "quoting" beside an outlet that says nothing itself."""
    assert citing.cue is not None
    if "quoting" not in view.words_of(citing.cue) or _passed_on(view, main, [d for d in drafts if d is not citing]):
        return False
    if not main.content:
        return True
    return main.cue_word in _ACCORDING or (main.source is not None and is_outlet(view, main.source))


def _passed_on(view: View, outer: Draft, drafts: Sequence[Draft]) -> list[Draft]:
    """Return the drafts that ``outer`` merely passes on; none where it is a statement of its own."""
    if outer.cue is None or outer.source is None or not outer.content or outer.kind == "attitude":
        return []
    inner = [d for d in drafts if d is not outer and _holds(outer, d)]
    inner = [d for d in inner if not any(e is not d and _holds(e, d) and _size(e) > _size(d) for e in inner)]
    if not inner or any(view.quote_at(d.cue.first) is not None for d in inner if d.cue is not None):
        return []
    filled = sum(overlap(piece, _clause(d)) for d in inner for piece in outer.content)
    whole = filled >= WHOLE_SHARE * _size(outer) or any(_is_main_verb(view, outer, d) for d in inner)
    whole = whole or _is_lead_in(view, outer, inner)
    if not whole or not _may_pass(view, outer, inner):
        return []
    return inner


def _clause(draft: Draft) -> TokenRange:
    """Return the range that holds a draft with its addressee and medium."""
    return cover([draft.extent, *[r for r in (draft.addressee, draft.medium_tokens) if r is not None]])


def _is_lead_in(view: View, outer: Draft, inner: Sequence[Draft]) -> bool:
    """Tell whether all that an outer content holds beside the inner statements is an opening without a verb.

    "After the vote, | Oduya called the result fair |, the agency reported."
    """
    if len(outer.content) != 1:
        return False
    rest = [part for part in subtract(outer.content[0], [_clause(d) for d in inner]) if view.n_words(part)]
    opening = all(part.first == outer.content[0].first for part in rest)
    return opening and not any(view.reading.upos[t] in {"VERB", "AUX"} for part in rest for t in range(*part))


def _is_main_verb(view: View, outer: Draft, inner: Draft) -> bool:
    """Tell whether the inner cue is what the outer's content hangs on, with nothing coordinated to it."""
    if inner.cue is None or len(outer.content) != 1:
        return False
    head = cue_head(view, inner.cue)
    return view.head_of(outer.content[0]) == head and view.child(head, "conj", "parataxis") is None


def _holds(outer: Draft, inner: Draft) -> bool:
    """Tell whether the inner draft stands in the outer's content (its cue too, unless both have the same content)."""
    if outer.cue is None or inner.cue is None or not inner.content:
        return False
    if any(overlap(outer.cue, piece) for piece in inner.content) or overlap(outer.cue, inner.cue):
        return False
    if any(contains(piece, inner.cue) for piece in outer.content):
        shared = sum(overlap(a, b) for a in outer.content for b in inner.content)
        return shared >= 0.8 * _size(inner)
    beside = inner.source is not None and outer.source is not None and not overlap(inner.source, outer.source)
    nearer = _distance(inner) < _distance(outer)
    return beside and nearer and same_content(outer, inner) >= 0.8


def _distance(draft: Draft) -> int:
    if draft.cue is None:
        return 0
    cue = draft.cue
    return min(min(abs(p.first - cue.last), abs(cue.first - p.last)) for p in draft.content)


def _may_pass(view: View, outer: Draft, inner: Sequence[Draft]) -> bool:
    """Tell whether an outer cue is of the kind that passes on: by its words, its place, its speaker."""
    assert outer.cue is not None and outer.source is not None
    if outer.cue_word in _ACCORDING:
        return True
    if outer.act is not None or outer.polarity != "affirmed":
        return False
    if outer.cue_class not in {"speech", "writing", "evidence"}:
        return False
    if outer.cue_word in _PASSING or is_outlet(view, outer.source):
        return True
    follows = outer.cue.first >= outer.content[-1].last
    if not follows:
        return False
    pronoun = all(d.source is None or view.words_of(d.source)[0] in _PRONOUNS for d in inner)
    return not pronoun and view.words[outer.source.first] not in _PRONOUNS


def _link_parents(drafts: Sequence[Draft]) -> None:
    for inner in drafts:
        if inner.cue is None:
            continue
        holders = [d for d in drafts if d is not inner and any(contains(p, inner.cue) for p in d.content)]
        holders = [d for d in holders if d.cue is None or not any(overlap(p, d.cue) for p in inner.content)]
        inner.parent = min(holders, key=_size, default=None)


def _read_quoted_as_saying(view: View, drafts: list[Draft]) -> list[Draft]:
    """Read "X quoted Y as saying": Y speaks, X reports. Returns the drafts without second ones of the same words."""
    seen: set[int] = set()
    kept = []
    for draft in drafts:
        found = _quoting_verb(view, draft)
        if found is None:
            kept.append(draft)
            continue
        verb, link = found
        if verb in seen:
            continue
        seen.add(verb)
        kept.append(draft)
        _swap_speaker(view, draft, verb, link)
    return kept


def _quoting_verb(view: View, draft: Draft) -> tuple[int, int] | None:
    """Return the verb and the "as" of "quoted Y as saying" where the draft's cue is a part of it; None elsewhere."""
    if draft.cue is None or _is_citing(view, draft):
        return None
    sentence = view.sentence(draft.cue.first)
    for link in range(sentence.first + 1, sentence.last - 1):
        if view.words[link] != "as" or view.words[link + 1] not in _SAYING:
            continue
        verb = next((t for t in range(link - 1, max(sentence.first, link - 14), -1) if view.words[t] in _QUOTED), None)
        if verb is not None and verb + 1 < link and overlap(draft.cue, TokenRange(verb, link + 2)):
            return verb, link
    return None


def _swap_speaker(view: View, draft: Draft, verb: int, link: int) -> None:
    subject = view.child(verb, "nsubj")
    reporter = None
    if subject is not None and view.reading.deprels[subject] != "nsubj:pass":
        reporter = view.subtree(subject, skip={"acl", "punct", "appos"})
    elif draft.source is not None and draft.source.first < verb:
        reporter = trim(view, TokenRange(draft.source.first, min(draft.source.last, verb)))
    if reporter is not None and reporter.last <= verb:
        draft.steps = [("reported_by", reporter)]
    draft.source = trim(view, TokenRange(verb + 1, link))
    draft.cue = TokenRange(verb, verb + 1)
    spoken = [TokenRange(max(piece.first, link + 2), piece.last) for piece in draft.content]
    draft.content = [piece for piece in spoken if piece.first < piece.last]
