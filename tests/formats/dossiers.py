"""Dossiers made by hand, for the tests of the forms they are written in."""

from __future__ import annotations

from typing import Any

from onrecord.model.dossier import Actor, AttributionStep, Dossier, Statement, TimeExpression
from onrecord.model.page import Furniture
from onrecord.model.span import Span
from tests.builders import build_report, find_span

TEXT = """\
Ferry talks stall in Norhaven

NORHAVEN, May 2, 2031 (Norfax) - Talks over the ferry lanes stalled on Friday.

“We will keep the strait open,” Foreign Minister Maria Oduya told reporters. “That is a promise.”

She warned that the islands would answer “in kind”, the agency Sudpress reported. Picture: Lee Marsh / Norfax
"""


def span(words: str) -> Span:
    """Find the span of words in ``TEXT``."""
    return find_span(TEXT, words)


def build_statement(
    number: int, *, cue: str | None = "told", content: tuple[str, ...] = (), **fields: Any
) -> Statement:
    """Make a statement of ``TEXT``; ``content`` and ``cue`` are words, further arguments are fields."""
    options: dict[str, Any] = {"kind": "said", "speakers": (), "speaker_span": None, "form": "indirect", "marks": None}
    return Statement(
        id=f"statement-{number}",
        cue_span=span(cue) if cue else None,
        content=tuple(map(span, content)),
        **{**options, **fields},
    )


def build_dossier(**fields: Any) -> Dossier:
    """Make a dossier of ``TEXT`` with three statements, one inside another; arguments are fields of the report."""
    oduya = Actor(
        id="actor-1",
        name="Maria Oduya",
        kind="person",
        country="KEN",
        title="Foreign Minister",
        sector="GOV",
        mentions=(span("Maria Oduya"), span("She")),
    )
    others = (
        Actor(id="actor-2", name="Sudpress", kind="organisation", mentions=(span("Sudpress"),)),
        Actor(id="actor-3", name="the islands", kind="state", country="NOR", mentions=(span("the islands"),)),
    )
    friday = TimeExpression(span=span("Friday"), type="DATE", value="2031-05-02")
    direct = build_statement(
        1,
        content=("“We will keep the strait open,”", "“That is a promise.”"),
        speakers=("actor-1",),
        speaker_span=span("Foreign Minister Maria Oduya"),
        form="direct",
        marks="balanced",
        act="AGREE",
        addressee_span=span("reporters"),
        medium="press_conference",
        said=friday,
        confidence=0.93,
    )
    warning = build_statement(
        2,
        cue="warned",
        content=("that the islands would answer “in kind”",),
        speakers=("actor-1",),
        speaker_span=span("She"),
        form="mixed",
        marks="repaired",
        act="THREATEN",
        attribution=(AttributionStep(role="reported_by", span=span("the agency Sudpress"), actor="actor-2"),),
        confidence=0.8,
    )
    inner = build_statement(
        3,
        cue="answer",
        content=("“in kind”",),
        speaker_span=span("the islands"),
        kind="attitude",
        polarity="withheld",
        parent="statement-2",
        confidence=0.31,
    )
    return Dossier(
        report=build_report(TEXT, **{"title": "Ferry talks stall in Norhaven", "published": "2031-05-02", **fields}),
        furniture=(
            Furniture(span("Ferry talks stall in Norhaven"), "heading"),
            Furniture(span("NORHAVEN, May 2, 2031 (Norfax) -"), "dateline"),
            Furniture(span("Picture: Lee Marsh / Norfax"), "credit"),
        ),
        actors=(oduya, *others),
        statements=(direct, warning, inner),
        warnings=("Nobody proofread this.",),
    )
