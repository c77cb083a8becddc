"""The same statement told again in one report."""

from __future__ import annotations

from collections.abc import Sequence

from onrecord.extract.draft import Draft
from onrecord.extract.view import View, cover

#: Two contents with this share of their words in common are one statement told twice.
SAME_WORDS = 0.8
#: Contents with fewer words are never taken for the same.
LEAST_WORDS = 5


def merge_retold(view: View, drafts: Sequence[Draft]) -> list[Draft]:
    """Keep the first telling of each statement and note the later ones in its mentions.

    Args:
        view: The page.
        drafts: In text order.

    Returns:
        The drafts left; a draft that others stand in, or that others follow, is always kept.
    """
    needed = {id(d.parent) for d in drafts} | {id(d.follows) for d in drafts}
    kept: list[Draft] = []
    for draft in drafts:
        first = next((k for k in kept if id(draft) not in needed and _is_retold(view, k, draft)), None)
        if first is None:
            kept.append(draft)
        else:
            first.mentions.extend(view.spans(cover(draft.content)))
    return kept


def _is_retold(view: View, first: Draft, later: Draft) -> bool:
    if first.source is None or later.source is None or later.parent is not None or first.parent is not None:
        return False
    one, other = _bag(view, first), _bag(view, later)
    if min(len(one), len(other)) < LEAST_WORDS or first.polarity != later.polarity:
        return False
    if len(one & other) < SAME_WORDS * len(one | other):
        return False
    names = set(view.words_of(first.source)) & set(view.words_of(later.source))
    return bool(names - {"the", "of", "a", "an", "'s", "’s", "and"})


def _bag(view: View, draft: Draft) -> set[str]:
    return {
        view.reading.lemmas[t].lower()
        for piece in draft.content
        for t in range(piece.first, piece.last)
        if view.reading.upos[t] in {"NOUN", "PROPN", "VERB", "ADJ", "NUM", "ADV"}
    }
