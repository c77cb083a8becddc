"""Transcripts: paragraphs that open with a speaker's label, "WALSH: Good evening."."""

from __future__ import annotations

from collections.abc import Sequence

from onrecord.codebook.reporting import classify_cue
from onrecord.extract.content import trim
from onrecord.extract.draft import Draft
from onrecord.extract.view import View, overlap
from onrecord.model.span import TokenRange

#: A report is a transcript where at least this many paragraphs open with a label.
LEAST_TURNS = 3
_LONGEST_LABEL = 5
_SCORE = 0.8


def add_turns(view: View, drafts: Sequence[Draft]) -> list[Draft]:
    """Return the drafts with the turns of a transcript that no draft has.

    Args:
        view: The page.
        drafts: What the frames gave.
    """
    turns = [turn for paragraph in view.page.paragraphs if (turn := _read_turn(view, paragraph.tokens)) is not None]
    if len(turns) < LEAST_TURNS:
        return list(drafts)
    known = [d.cue for d in drafts if d.cue is not None]
    new = [t for t in turns if t.cue is not None and not any(overlap(t.cue, cue) for cue in known)]
    return [*drafts, *new]


def _read_turn(view: View, paragraph: TokenRange) -> Draft | None:
    """Read one paragraph; None where it opens with no label in capitals, "Q" or "A" among them."""
    colon = next((t for t in range(*paragraph) if view.words[t] == ":"), None)
    if colon is None or not 0 < colon - paragraph.first <= _LONGEST_LABEL:
        return None
    label = TokenRange(paragraph.first, colon)
    forms = [view.page.word(t) for t in range(*label) if not view.is_mark(t)]
    content = trim(view, TokenRange(colon + 1, paragraph.last))
    if not forms or not all(form.isupper() for form in forms) or view.n_words(content) == 0:
        return None
    cue = TokenRange(colon, colon + 1)
    return Draft(
        cue=cue, cue_class="speech", entry=classify_cue((":",), (":",)), source=label, content=[content], score=_SCORE
    )
