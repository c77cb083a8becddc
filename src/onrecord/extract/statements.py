"""Statements: who said what, from the frames of a Reading.

The steps, in order: frames are mended (``frames``) and become drafts (``gather``, ``transcript``, ``coordination``);
speech that goes on without a cue is taken in (``continuation``); those who merely pass on become attribution steps, and
nesting is settled (``attribution``); form and marks are read (``marks``), then medium, addressee and day (``medium``,
``said``, ``carry``).
"""

from __future__ import annotations

from collections.abc import Sequence

from onrecord.extract.attribution import link_attributions
from onrecord.extract.carry import carry_over
from onrecord.extract.confidence import calibrate
from onrecord.extract.continuation import continue_speech
from onrecord.extract.coordination import part_drafts
from onrecord.extract.draft import Draft
from onrecord.extract.gather import gather_drafts
from onrecord.extract.marks import decide_form
from onrecord.extract.medium import add_media
from onrecord.extract.quoting import mend_quotations
from onrecord.extract.retold import merge_retold
from onrecord.extract.said import add_times
from onrecord.extract.transcript import add_turns
from onrecord.extract.view import View
from onrecord.model.dossier import AttributionStep, Statement
from onrecord.model.ids import fact_id
from onrecord.model.reading import Reading
from onrecord.model.span import Span, TokenRange, hull


def find_statements(reading: Reading) -> tuple[Statement, ...]:
    """Return the statements of a page, in text order.

    Speakers and the actors of attribution steps are left open: resolving them is another room's work.

    Args:
        reading: The page with its frames.

    Returns:
        One statement per act of saying or publicly held attitude; ids are unique and stable.
    """
    view = View(reading)
    mend_quotations(view)
    drafts = link_attributions(view, continue_speech(view, part_drafts(view, add_turns(view, gather_drafts(view)))))
    for draft in drafts:
        draft.form, draft.marks = decide_form(view, draft)
    add_media(view, drafts)
    add_times(view, drafts)
    carry_over(view, drafts)
    return _build(view, merge_retold(view, drafts))


def _build(view: View, drafts: Sequence[Draft]) -> tuple[Statement, ...]:
    report = view.page.report.id
    ids: dict[int, str] = {}
    used: set[str] = set()
    for draft in drafts:
        found = fact_id(report, "statement", _evidence(view, draft))
        if found in used:
            found = fact_id(report, "statement", view.page.cover(draft.extent))
        used.add(found)
        ids[id(draft)] = found
    return tuple(_statement(view, draft, ids) for draft in drafts)


def _evidence(view: View, draft: Draft) -> Span:
    return view.page.cover(draft.cue if draft.cue is not None else draft.content[0])


def _statement(view: View, draft: Draft, ids: dict[int, str]) -> Statement:
    def span(tokens: TokenRange | None) -> Span | None:
        return None if tokens is None else hull(list(view.spans(tokens))[:1])

    steps = [AttributionStep(role=role, span=view.page.cover(tokens)) for role, tokens in draft.steps]
    return Statement(
        id=ids[id(draft)],
        kind=draft.kind,
        speakers=(),
        speaker_span=span(draft.source),
        cue_span=span(draft.cue),
        content=tuple(s for piece in draft.content for s in view.spans(piece)),
        form=draft.form,
        marks=draft.marks,
        act=draft.act,
        polarity=draft.polarity,
        addressee_span=span(draft.addressee),
        medium=draft.medium,
        outlet_span=span(draft.outlet),
        said=draft.said,
        attribution=tuple(steps),
        parent=ids.get(id(draft.parent)) if draft.parent is not None else None,
        mentions=tuple(draft.mentions),
        in_furniture=view.paragraph(draft.extent.first).kind != "prose",
        confidence=calibrate(draft.score),
    )
