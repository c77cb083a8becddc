"""Figures: how many, of what, who says so, and where reports give numbers that do not fit together."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter, Request
from starlette.responses import HTMLResponse

from onrecord.record.lists import list_rows
from onrecord.record.selection import OpenRecord
from onrecord.serve.asked import asked_of
from onrecord.serve.listing import page_of_list, text_asked
from onrecord.serve.page import record_of, render
from onrecord.serve.paging import page_of
from onrecord.settings import SETTINGS

router = APIRouter(include_in_schema=False)


@router.get("/figures")
def figures(request: Request) -> HTMLResponse:
    """Show the figures that were asked for, a page at a time."""
    asked = asked_of(request, "figures")
    record = record_of(request)
    page = page_of(record, "figures", asked.filters, request.query_params.get("next"))
    add_claims(record, page.rows)
    return render(request, "figures.html", screen="figures", asked=asked, page=page)


@router.get("/figures/compared")
def compared(request: Request) -> HTMLResponse:
    """Show figures of one unit and scope over several reports; ``?unit=UNIT&scope=WORDS`` lays them side by side."""
    asked = asked_of(request, "figures")
    record = record_of(request)
    page = page_of_list(record, "compared", asked.filters, request.query_params.get("next"))
    unit, scope = text_asked(request.query_params, "unit"), request.query_params.get("scope", "")[:300]
    beside: list[dict[str, Any]] = []
    if unit:
        beside = list_rows(record, "beside", asked.filters, unit=unit, scope=scope, limit=SETTINGS.page_rows)
        add_claims(record, beside)
    return render(
        request, "compared.html", screen="figures", asked=asked, page=page, unit=unit, scope=scope, beside=beside,
        most=SETTINGS.page_rows,
    )  # fmt: skip


def add_claims(record: OpenRecord, rows: list[dict[str, Any]]) -> None:
    """Put into each figure who claims it: the speaker of the shortest statement around it, and who passed it on.

    ``claimed_by`` is None where the report itself gives the figure.
    """
    places: dict[str, Any] = {
        "reports": [row["report_id"] for row in rows],
        "starts": [row["start"] for row in rows],
        "ends": [row["end"] for row in rows],
    }
    claims = list_rows(record, "claims", **places) if rows else []
    found = {(c["report_id"], c["first"], c["last"]): c["claim"] for c in claims}
    for row in rows:
        claim = found.get((row["report_id"], row["start"], row["end"]))
        row["claimed_by"] = claim["speaker"] or "nobody named" if claim else None
        row["passed_on_by"] = claim["passed_on_by"] if claim else []
