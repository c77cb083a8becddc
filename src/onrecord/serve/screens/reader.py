"""The reader: a report with its facts marked, and a card for each."""

from __future__ import annotations

from fastapi import APIRouter, Request
from starlette.responses import HTMLResponse, Response

from onrecord.model.arrow import row_to_dossier
from onrecord.serve.cards import cards_of, spans_of
from onrecord.serve.marking import LAYERS, cut, marks_of, paragraphs
from onrecord.serve.page import record_of, render

router = APIRouter(include_in_schema=False)


@router.get("/reports/{report_id}")
def reader(request: Request, report_id: str) -> Response:
    """Show one report; ``?fact=event:12-20`` opens it at a fact."""
    row = record_of(request).report(report_id)
    if row is None:
        return render(request, "missing.html", screen="reader", status=404, what="report")
    dossier = row_to_dossier(row)
    key = request.query_params.get("fact", "")
    target = spans_of(dossier, key)
    pieces = cut(dossier.report.text, marks_of(dossier), [f.span for f in dossier.furniture], target)
    return _page(request, dossier, pieces, key)


def _page(request: Request, dossier: object, pieces: object, key: str) -> HTMLResponse:
    return render(
        request,
        "reader.html",
        screen="reader",
        dossier=dossier,
        paragraphs=paragraphs(pieces),  # type: ignore[arg-type]
        cards=cards_of(dossier),  # type: ignore[arg-type]
        layers=LAYERS,
        key=key,
    )
