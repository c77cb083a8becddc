"""A medium or a day named once holds for the statements that follow from it."""

from __future__ import annotations

from collections.abc import Sequence

from onrecord.extract.draft import Draft
from onrecord.extract.view import View
from onrecord.model.span import TokenRange

_PRONOUNS = frozenset({"he", "she", "they", "it"})
#: Cues that go on where the last speaker stopped, so that a title beside them means him.
_GOING_ON = frozenset({"add", "continue", "go on", "conclude"})


def carry_over(view: View, drafts: Sequence[Draft]) -> None:
    """Hand medium, outlet, addressee and day on to following statements of the same speaker.

    They end with the next paragraph but one, with another speaker, and where a statement names a medium, an
    addressee, a day or a carrier of its own.

    Args:
        view: The page.
        drafts: In text order; changed in place.
    """
    last: Draft | None = None
    #: The last speaker's words that name him; a pronoun that followed them means the same.
    named: TokenRange | None = None
    for draft in drafts:
        if draft.parent is not None:
            continue
        if draft.follows is not None:
            _hand_on(draft.follows, draft, with_addressee=True)
            continue
        if draft.kind != "said" or draft.polarity == "withheld":
            continue
        same = last is not None and _same_speaker(view, named or last.source, draft)
        if last is not None and same and _follows_from(view, last, draft):
            _hand_on(last, draft, with_addressee=False)
        if not same or _names(view, draft.source):
            named = draft.source
        last = draft


def _hand_on(giver: Draft, taker: Draft, *, with_addressee: bool) -> None:
    taker.medium, taker.outlet = giver.medium, giver.outlet
    taker.said = taker.said or giver.said
    if with_addressee:
        taker.addressee = giver.addressee


def _follows_from(view: View, giver: Draft, taker: Draft) -> bool:
    if taker.medium is not None or taker.addressee is not None or taker.steps or taker.said is not None:
        return False
    if giver.medium is None and giver.said is None:
        return False
    gap = view.paragraph_number(taker.extent.first) - view.paragraph_number(giver.extent.last - 1)
    return 0 <= gap <= 1


def _names(view: View, source: TokenRange | None) -> set[str]:
    """Return the proper names in the words for a speaker."""
    return {view.words[t] for t in range(*source) if view.reading.upos[t] == "PROPN"} if source else set()


def _same_speaker(view: View, known: TokenRange | None, taker: Draft) -> bool:
    """Tell whether a statement's speaker is the one known: by a pronoun, his name, or his title where he goes on."""
    if known is None or taker.source is None:
        return taker.source is None and known is not None
    one, other = view.words_of(known), view.words_of(taker.source)
    if len(other) == 1 and other[0] in _PRONOUNS:
        return True
    goes_on = taker.cue_word in _GOING_ON and other[:1] == ("the",) and not _names(view, taker.source)
    return goes_on or one == other or (bool(other) and other[-1] in _names(view, known))
