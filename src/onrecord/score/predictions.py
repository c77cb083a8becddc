"""What Onrecord finds in a gold text, in the form the scores compare."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from onrecord.codebook.reporting import classify_cue
from onrecord.extract.signed import add_signed
from onrecord.extract.statements import find_statements
from onrecord.model.dossier import Statement
from onrecord.model.ids import report_id
from onrecord.model.page import Page
from onrecord.model.reading import Reading
from onrecord.model.report import Report
from onrecord.model.span import Span, hull
from onrecord.score.gold import Attribution
from onrecord.text.page import lay_out

#: Words beside the reporting word of a cue that change nothing of its kind.
_LIGHT_WORDS = frozenset(
    {"has", "have", "had", "is", "are", "was", "were", "be", "been", "being", "will", "would", "could", "may", "might"}
    | {"to", "not", "n't", "n’t", "did", "does", "do", "also", "then", "later", "once", "again", "as", "that", ":", ","}
)


def page_of(text: str, *, published: date | None = None, title: str | None = None) -> Page:
    """Lay out a gold text as a report would be."""
    return lay_out(Report(id=report_id(text), text=text, published=published, title=title, language="en"))


def attributions_of_frames(reading: Reading) -> list[Attribution]:
    """Return the network's frames as attributions."""
    page = reading.page
    return [
        Attribution(
            id=f"f{number}",
            source=tuple(page.cover(tokens) for tokens in frame.fillers("source")),
            cue=(page.cover(frame.cue),),
            content=tuple(page.cover(tokens) for tokens in frame.fillers("content")),
        )
        for number, frame in enumerate(reading.frames)
    ]


def attributions_of_statements(statements: Iterable[Statement]) -> list[Attribution]:
    """Return statements as attributions, and each step that passed some on as one more, round what it passed on."""
    found: list[Attribution] = []
    passed: dict[Span, list[Span]] = {}
    for statement in statements:
        words = [*statement.content, *filter(None, (statement.speaker_span, statement.cue_span))]
        found.append(
            Attribution(
                id=statement.id,
                source=(statement.speaker_span,) if statement.speaker_span else (),
                cue=(statement.cue_span,) if statement.cue_span else (),
                content=statement.content,
                parent=statement.parent,
            )
        )
        whole = hull(words)
        for step in statement.attribution:
            if whole:
                passed.setdefault(step.span, []).append(whole)
    for step_span, contents in passed.items():
        around = hull(contents)
        if around:
            found.append(Attribution(f"step-{step_span.start}", (step_span,), (), (around,)))
    return found


def find_attributions(reading: Reading, level: str) -> list[Attribution]:
    """Return the attributions of a reading at one level: ``frames`` (and who signed the text) or ``statements``."""
    if level == "frames":
        return attributions_of_statements(add_signed(reading, ())) + attributions_of_frames(reading)
    return attributions_of_statements(add_signed(reading, find_statements(reading)))


def is_speech_cue(cue: str) -> bool:
    """Tell whether a cue is a word of speech or writing of the code book, with nothing but light words beside it.

    "has also said" is one; "has faced ridicule after he spoke" is none.
    """
    words = cue.split()
    entry = classify_cue(words, [word.lower() for word in words])
    if entry is None or entry.cue_class not in ("speech", "writing"):
        return False
    full = [word for word in words if word.lower() not in _LIGHT_WORDS and not word.endswith("ly")]
    return len(full) <= len(entry.cue.split())
