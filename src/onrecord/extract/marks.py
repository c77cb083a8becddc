"""The form of a content: direct, indirect or mixed, and the state of its quotation marks."""

from __future__ import annotations

from onrecord.extract.draft import Draft
from onrecord.extract.unmarked import UNMARKED_THRESHOLD, main_tense, unmarked_score
from onrecord.extract.view import View, overlap
from onrecord.model.dossier import Form, Marks
from onrecord.model.page import Quotation
from onrecord.model.span import TokenRange

#: The longest quotation, in words, that may be scare quotes.
SCARE_WORDS = 1
_LEADS = frozenset({"that", "to", "as"})


def decide_form(view: View, draft: Draft) -> tuple[Form, Marks | None]:
    """Return the form of a draft's content and the state of its marks.

    A content that stands wholly in marks is direct, also after "that". With a phrase in marks inside it is mixed; a
    single word in marks leaves it indirect. Without marks it is direct where it reads like the words themselves.
    """
    if not draft.content:
        return "indirect", None
    quoted = [entry for entry in view.quotes if any(overlap(entry[0], piece) for piece in draft.content)]
    if quoted and _all_in_marks(view, draft.content, [tokens for tokens, _ in quoted]):
        if draft.cue is not None and any(overlap(tokens, draft.cue) for tokens, _ in quoted):
            return _inside_a_quotation(view, draft)
        form: Form = "mixed" if _is_phrase(view, draft) else "direct"
        return form, _state([quotation for _, quotation in quoted])
    if (
        draft.polarity != "withheld"
        and not _has_phrase(view, quoted)
        and unmarked_score(view, draft) >= UNMARKED_THRESHOLD
    ):
        return "direct", "missing"
    if _has_phrase(view, quoted):
        return "mixed", _state([quotation for _, quotation in quoted])
    return "indirect", None


def _has_phrase(view: View, quoted: list[tuple[TokenRange, Quotation]]) -> bool:
    """Tell whether a quotation among these is more than a word in scare quotes or a name."""
    return any(view.n_words(tokens) > SCARE_WORDS and not _is_name(view, tokens) for tokens, _ in quoted)


def _is_phrase(view: View, draft: Draft) -> bool:
    """Tell whether the words in marks are a mere phrase that fills a place after its cue: "spoke of “a good day”"."""
    if draft.cue is None or len(draft.content) != 1 or draft.content[0].first < draft.cue.last:
        return False
    piece = draft.content[0]
    if view.words[piece.first - 1] in {":", "–", "—", "-"} or main_tense(view, piece) is not None:
        return False
    within = [t for t in range(piece.first, piece.last) if t not in view.closers]
    ends = view.words[within[-1]] in {".", "!", "?", "…", ","} if within else True
    return not ends and view.reading.upos[piece.first + 1] not in {"VERB", "INTJ"}


def _inside_a_quotation(view: View, draft: Draft) -> tuple[Form, Marks | None]:
    """Decide for what somebody quoted says of what another said: marks one level deeper count."""
    inner = [
        (view.tokens_in(quotation.span), quotation)
        for quotation in view.page.quotations
        if quotation.depth == 1 and any(overlap(view.tokens_in(quotation.span), piece) for piece in draft.content)
    ]
    if not inner:
        return "indirect", None
    state = _state([quotation for _, quotation in inner])
    whole = _all_in_marks(view, draft.content, [tokens for tokens, _ in inner])
    return ("direct" if whole else "mixed"), state


def _all_in_marks(view: View, content: list[TokenRange], quotes: list[TokenRange]) -> bool:
    outside = [
        token
        for piece in content
        for token in range(piece.first, piece.last)
        if not any(quote.first <= token < quote.last for quote in quotes) and not view.is_mark(token)
    ]
    return all(view.words[token] in _LEADS for token in outside) and len(outside) <= 1


def _is_name(view: View, tokens: TokenRange) -> bool:
    """Tell whether a quotation is the name of a work or an operation: every longer word has a capital."""
    words = [view.page.word(t) for t in range(tokens.first, tokens.last) if not view.is_mark(t)]
    return all(word[:1].isupper() or word[:1].isdigit() or len(word) <= 3 for word in words) and len(words) <= 5


def _state(quotations: list[Quotation]) -> Marks:
    return "repaired" if any(q.marks == "repaired" for q in quotations) else "balanced"
