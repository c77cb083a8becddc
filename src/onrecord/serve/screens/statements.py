"""Statements: who said what, with the exact words."""

from __future__ import annotations

from fastapi import APIRouter, Request
from starlette.responses import HTMLResponse

from onrecord.serve.asked import asked_of
from onrecord.serve.page import record_of, render
from onrecord.serve.paging import page_of

router = APIRouter(include_in_schema=False)


@router.get("/statements")
def statements(request: Request) -> HTMLResponse:
    """Show the statements that were asked for, a page at a time."""
    asked = asked_of(request, "statements")
    page = page_of(record_of(request), "statements", asked.filters, request.query_params.get("next"))
    return render(request, "statements.html", screen="statements", asked=asked, page=page)
