"""Speech that goes on without a cue of its own: further quotations, further sentences without marks."""

from __future__ import annotations

from collections.abc import Sequence

from onrecord.extract.content import trim
from onrecord.extract.coordination import is_own_words
from onrecord.extract.draft import Draft
from onrecord.extract.unmarked import UNMARKED_THRESHOLD, unmarked_score
from onrecord.extract.view import View, contains, overlap
from onrecord.model.page import Quotation
from onrecord.model.span import TokenRange

#: A quotation with fewer words is taken for scare quotes or a name.
LEAST_WORDS = 4
#: Confidence of a continuation, as a share of that of the statement it follows.
CONTINUED_SHARE = 0.85
_END = frozenset({".", "!", "?", "…", "...", ",", "–", "—", "-"})
_FIRST_PERSON = frozenset({"i", "we", "our", "my", "us", "me"})


def continue_speech(view: View, drafts: Sequence[Draft]) -> list[Draft]:
    """Give quotations without a frame, and unmarked sentences in the first person, to the speaker before them.

    What follows a content with nothing but its cue, speaker and the like between becomes a further piece; what stands
    as sentences of its own after a gap, or as the next paragraph, becomes a statement without cue.

    Returns:
        The drafts, with the new ones.
    """
    known = list(drafts)
    for tokens, quotation in view.quotes:
        if not _is_free(view, tokens, quotation, known):
            continue
        before = _speaker_before(view, tokens, known)
        if before is None:
            continue
        if _is_contiguous(view, before, tokens):
            before.content = sorted([*before.content, tokens])
        else:
            known.append(_continuation(before, tokens))
    _extend_unmarked(view, known)
    return [d for d in known if not is_own_words(view, d, known)]


def _is_free(view: View, tokens: TokenRange, quotation: Quotation, drafts: Sequence[Draft]) -> bool:
    """Tell whether a quotation stands as sentences of its own and no draft has it."""
    if view.n_words(tokens) < LEAST_WORDS or view.paragraph(tokens.first).kind != "prose":
        return False
    # What is told inside the quotation, speaker and all, does not take it from whoever is quoted.
    outer = [d for d in drafts if not (d.source is not None and d.cue is not None and contains(tokens, d.extent))]
    if any(overlap(tokens, piece) for d in outer for piece in d.content):
        return False
    if any(d.cue is not None and overlap(tokens, d.cue) and d.source is None for d in drafts):
        return False
    if quotation.opener is None or not _starts_sentence(view, tokens.first):
        return False
    last = tokens.last - 1 if quotation.closer is None else tokens.last - 2
    after = view.words[tokens.last] if tokens.last < len(view.words) else "."
    ends = view.words[last] in _END or after in _END or _ends_paragraph(view, tokens.last)
    return ends and any(view.reading.upos[t] in {"VERB", "AUX"} for t in range(tokens.first, tokens.last))


def _starts_sentence(view: View, token: int) -> bool:
    before = token - 1
    if before < view.paragraph(token).tokens.first:
        return True
    return view.words[before] in {".", "!", "?", "…", "...", ":", "-", "–", "—"} or before in view.closers


def _ends_paragraph(view: View, after: int) -> bool:
    return after >= view.paragraph(after - 1).tokens.last


def _speaker_before(view: View, tokens: TokenRange, drafts: Sequence[Draft]) -> Draft | None:
    """Return the statement whose speaker goes on; None where it is not safe to say.

    It is the last one before the quotation, in the same paragraph or at the end of the paragraph before, with direct
    speech, or a last sentence that introduces some.
    """
    earlier = [d for d in drafts if d.content and d.extent.first < tokens.first and d.extent.last <= tokens.last]
    earlier = [d for d in earlier if d.source is not None or d.follows is not None]
    earlier = [d for d in earlier if d.cue is None or view.quote_at(d.cue.first) is None]
    before = max(earlier, key=lambda d: (d.extent.last, d.place), default=None)
    if before is None or before.polarity == "withheld":
        return None
    here, there = view.paragraph_number(tokens.first), view.paragraph_number(before.extent.last - 1)
    if here == there:
        return before
    spoken = any(view.quote_at(t) is not None for t in (before.content[-1].first, before.content[-1].last - 1))
    near_end = _gap_words(view, before.extent.last, view.page.paragraphs[there].tokens.last) <= 12
    if here == there + 1 and near_end and (spoken or before.kind == "said"):
        return before
    return None


def _gap_words(view: View, first: int, last: int) -> int:
    return view.n_words(TokenRange(first, last)) if first < last else 0


def _is_contiguous(view: View, before: Draft, tokens: TokenRange) -> bool:
    """Tell whether only cue, speaker, addressee, medium and a few words stand between content and quotation."""
    if before.cue is None and before.follows is None:
        return False
    if view.paragraph_number(before.content[-1].last - 1) != view.paragraph_number(tokens.first):
        return False
    if view.words[before.content[-1].last] == ":":
        return False
    if not any(view.quote_at(t) is not None for t in (before.content[-1].last - 1, before.content[-1].first)):
        return False
    extras = [before.cue, before.source, before.addressee, before.medium_tokens]
    gap = [
        t
        for t in range(before.content[-1].last, tokens.first)
        if not view.is_mark(t) and not any(r is not None and r.first <= t < r.last for r in extras)
    ]
    sentences = {view.sentence_number(t) for t in gap}
    return len(gap) <= 12 and len(sentences) <= 1


def _continuation(before: Draft, tokens: TokenRange) -> Draft:
    return Draft(
        cue=None,
        cue_class=before.cue_class,
        entry=None,
        source=None,
        content=[tokens],
        score=before.score * CONTINUED_SHARE,
        follows=before,
    )


def _extend_unmarked(view: View, drafts: Sequence[Draft]) -> None:
    """Let speech without marks go on over whole sentences beside it that say I or we and belong to no draft."""
    for draft in drafts:
        if draft.cue is None or len(draft.content) == 0 or unmarked_score(view, draft) < UNMARKED_THRESHOLD:
            continue
        number = view.sentence_number(draft.extent.last - 1)
        while (following := _free_sentence(view, number + 1, draft, drafts)) is not None:
            draft.content = [*draft.content, following]
            number += 1
        number = view.sentence_number(draft.extent.first)
        while (leading := _free_sentence(view, number - 1, draft, drafts)) is not None:
            draft.content = sorted([leading, *draft.content])
            number -= 1


def _is_first_person(view: View, draft: Draft) -> bool:
    return draft.source is not None and view.words_of(draft.source) in {("i",), ("we",)}


def _free_sentence(view: View, number: int, draft: Draft, drafts: Sequence[Draft]) -> TokenRange | None:
    sentence = view.sentence_by_number(number)
    if sentence is None or any(overlap(sentence, d.extent) and not _is_first_person(view, d) for d in drafts):
        return None
    if not contains(view.paragraph(draft.extent.first).tokens, sentence):
        return None
    words = set(view.words_of(sentence))
    if not words & _FIRST_PERSON or any(view.quote_at(t) is not None for t in range(sentence.first, sentence.last)):
        return None
    return trim(view, sentence)
