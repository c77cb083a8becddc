"""Positions: which party holds what on which issue, what changed, and where parties stand against one another."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from fastapi import APIRouter, Request
from starlette.responses import HTMLResponse

from onrecord.record.lists import list_rows
from onrecord.record.selection import Selection
from onrecord.serve.asked import Asked, asked_of
from onrecord.serve.listing import day_asked, page_of_rows, party_name, text_asked
from onrecord.serve.matrix import Issue, issues_of, make_matrix
from onrecord.serve.page import record_of, render
from onrecord.settings import SETTINGS

router = APIRouter(include_in_schema=False)


@router.get("/positions")
def positions(request: Request) -> HTMLResponse:
    """Show the matrix; ``?on=ISSUE&party=PARTY`` opens the drawer of a cell, ``?at=DAY&then=DAY`` compares two days."""
    asked = asked_of(request, "positions")
    record = record_of(request)
    at, then = day_asked(request, "at"), day_asked(request, "then")
    days_wrong = at is not None and then is not None and then >= at
    if days_wrong:
        then = None
    issues = issues_of(record, asked.filters)
    rows = [{"issue": issue} for issue in issues]
    page = page_of_rows(rows, request.query_params.get("next"), size=SETTINGS.matrix_issues)
    matrix = make_matrix(record, asked.filters, [row["issue"] for row in page.rows], at=at, then=then)
    kept = {name: request.query_params[name] for name in ("at", "then", "next") if request.query_params.get(name)}
    trail = _trail(request, asked, issues)
    return render(
        request, "positions.html", screen="positions", asked=asked, page=page, matrix=matrix, at=at, then=then,
        days_wrong=days_wrong, kept=kept, n_names=SETTINGS.matrix_names, **trail,
    )  # fmt: skip


@router.get("/positions/trail")
def trail(request: Request) -> HTMLResponse:
    """Show the drawer of a cell alone."""
    asked = asked_of(request, "positions")
    found = _trail(request, asked, issues_of(record_of(request), asked.filters))
    return render(request, "trail.html", screen="positions", asked=asked, **found)


@router.get("/positions/deadlocks")
def deadlocks(request: Request) -> HTMLResponse:
    """Show the issues on which the newest positions of two parties oppose one another."""
    asked = asked_of(request, "deadlocks")
    size = SETTINGS.deadlock_rows
    rows = list(Selection(record_of(request), "deadlocks", asked.filters).rows())
    page = page_of_rows(rows, request.query_params.get("next"), size=size)
    return render(request, "deadlocks.html", screen="positions", asked=asked, page=page)


def _trail(request: Request, asked: Asked, issues: list[Issue]) -> dict[str, Any]:
    """Return what the drawer shows: the positions of a party on an issue, each told whether it is another stance."""
    on, party = text_asked(request.query_params, "on"), text_asked(request.query_params, "party")
    if not on or not party:
        return {"on": None, "party": None, "trail": [], "most": SETTINGS.trail_rows}
    names = next((issue.names for issue in issues if on in issue.names), (on,))
    filters = replace(asked.filters, limit=None)
    rows = list_rows(
        record_of(request), "trail", filters, limit=SETTINGS.trail_rows, issues=list(names), party=party
    )  # fmt: skip
    for row, older in zip(rows, [*rows[1:], None], strict=True):
        # What a party says on one day is no change of its mind.
        row["changed"] = (
            older is not None and older["stance"] != row["stance"] and older["published"] != row["published"]
        )
    return {"on": on, "party": party_name(party), "trail": rows, "most": SETTINGS.trail_rows}
