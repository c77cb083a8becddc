"""The reader: a report with its facts marked, and a card for each that can be accepted, rejected and set right."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import Any

from fastapi import APIRouter, Request
from starlette.responses import HTMLResponse, Response

from onrecord.model.arrow import row_to_dossier
from onrecord.model.dossier import Dossier
from onrecord.model.span import Span
from onrecord.record.judged import Ruling
from onrecord.serve.cards import Card, about_words, cards_of, spans_of
from onrecord.serve.decisions import FIELDS, SIGNS, chosen, corrected, facts_of, name_of, rulings_of
from onrecord.serve.marking import LAYERS, cut, marks_of, paragraphs, parts_of
from onrecord.serve.page import record_of, render
from onrecord.settings import SETTINGS

router = APIRouter(include_in_schema=False)


@dataclass(frozen=True, slots=True)
class Opened:
    """A report with what was decided about it."""

    dossier: Dossier
    rulings: dict[str, Ruling]


def opened(request: Request, report_id: str) -> Opened | None:
    """Return a report of the record; None where there is none of that id."""
    record = record_of(request)
    row = record.report(report_id)
    if row is None:
        return None
    dossier = row_to_dossier(row)
    return Opened(dossier, rulings_of(record, report_id, dossier))


def missing(request: Request) -> HTMLResponse:
    """Say that there is no such report."""
    return render(request, "missing.html", screen="reader", status=404, what="report")


@router.get("/reports/{report_id}")
def reader(request: Request, report_id: str) -> Response:
    """Show one report; ``?fact=event:12-20`` opens it at a fact, ``?part=2`` the second part of a long one."""
    found = opened(request, report_id)
    if found is None:
        return missing(request)
    dossier, key = found.dossier, request.query_params.get("fact", "")
    target = spans_of(dossier, key)
    parts = parts_of(dossier.report.text, SETTINGS.reader_chars)
    number = _part(request.query_params.get("part", ""), parts, target)
    part = parts[number]
    pieces = cut(dossier.report.text, marks_of(dossier), [f.span for f in dossier.furniture], target, within=part)
    every = cards_of(dossier, found.rulings)
    cards = [card for card in every if part.start <= card.start < part.end] if len(parts) > 1 else every
    return render(
        request,
        "reader.html",
        screen="reader",
        dossier=dossier,
        paragraphs=paragraphs(pieces),
        cards=cards,
        states={state: n for state in SIGNS if (n := Counter(c.state for c in every)[state])},
        signs=SIGNS,
        layers=LAYERS,
        key=key,
        part=number + 1,
        n_parts=len(parts),
        by=name_of(request),
        **form_of(found, key if request.query_params.get("edit") else ""),
    )


def _part(asked: str, parts: list[Span], target: list[Span]) -> int:
    """Return which part to show: the one asked for, else the one in which the fact begins."""
    if asked.isdecimal() and len(asked) < 6 and 1 <= int(asked) <= len(parts):
        return int(asked) - 1
    start = target[0].start if target else 0
    return next((n for n, part in enumerate(parts) if start < part.end), 0)


@router.get("/reports/{report_id}/card")
def card(request: Request, report_id: str) -> Response:
    """Return the card of one fact; with ``?edit=yes`` as a form."""
    found = opened(request, report_id)
    key = request.query_params.get("fact", "")
    answer = card_answer(request, found, key, edit=bool(request.query_params.get("edit"))) if found else None
    return answer or missing(request)


def card_answer(
    request: Request,
    found: Opened,
    key: str,
    *,
    edit: bool = False,
    status: int = 200,
    by: str | None = None,
    **more: Any,
) -> HTMLResponse | None:
    """Return the card of one fact alone, to be put into a page; None where the report has no such fact.

    Args:
        request: What was asked for.
        found: The report.
        key: Of the fact.
        edit: Give a form to set it right.
        status: Code of the answer.
        by: Who decides; None for the name that the browser keeps.
        **more: ``problem`` to say, ``asking`` for a name that a decision waits for.
    """
    card = card_of(found, key)
    if card is None:
        return None
    context = {"problem": None, "asking": None, **form_of(found, key if edit else ""), **more}
    return render(
        request, "card.html", screen="reader", status=status, card=card, report_id=found.dossier.report.id,
        by=by or name_of(request), signs=SIGNS, **context,
    )  # fmt: skip


def card_of(found: Opened, key: str) -> Card | None:
    """Return the card of one fact; None where there is none."""
    return next((c for c in cards_of(found.dossier, found.rulings) if c.key == key), None)


def form_of(found: Opened, key: str) -> dict[str, Any]:
    """Return what the form for one fact needs; ``editing`` is "" where there is no such fact."""
    fact = facts_of(found.dossier).get(key)
    if fact is None:
        return {"editing": "", "fields": (), "values": {}, "actors": ()}
    kind = key.partition(":")[0]
    actors = found.dossier.actors
    return {
        "editing": key,
        "fields": FIELDS[kind],
        "values": chosen(kind, corrected(fact, found.rulings.get(key), actors), actors),
        "actors": sorted({a.name for a in actors}),
    }


@router.get("/reports/{report_id}/words")
def words(request: Request, report_id: str) -> Response:
    """Say of some marked words what they were taken for: ``?keys=actor:0-5 event:12-20``."""
    found = opened(request, report_id)
    if found is None:
        return missing(request)
    keys = request.query_params.get("keys", "").split()[:8]
    return render(request, "words.html", screen="reader", told=about_words(found.dossier, keys), report_id=report_id)
