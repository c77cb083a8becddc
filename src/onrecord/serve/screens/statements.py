"""Statements: who said what, with the exact words; the same words in several reports are one row."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter, Request
from starlette.responses import HTMLResponse

from onrecord.record.filters import Filters
from onrecord.record.lists import list_rows
from onrecord.record.selection import OpenRecord
from onrecord.serve.asked import asked_of
from onrecord.serve.listing import page_of_list
from onrecord.serve.page import record_of, render
from onrecord.serve.paging import Page, page_of
from onrecord.settings import SETTINGS

router = APIRouter(include_in_schema=False)


@router.get("/statements")
def statements(request: Request) -> HTMLResponse:
    """Show the statements that were asked for, a page at a time; ``?fold=no`` gives each telling a row."""
    asked = asked_of(request, "statements")
    record, token = record_of(request), request.query_params.get("next")
    folded = request.query_params.get("fold") != "no"
    page = folded_page(record, asked.filters, token) if folded else page_of(record, "statements", asked.filters, token)
    for row in page.rows:
        row.setdefault("others", [])
    count = page.rows[0]["n_rows"] if folded and page.rows else page.count
    return render(request, "statements.html", screen="statements", asked=asked, page=page, folded=folded, count=count)


def folded_page(record: OpenRecord, filters: Filters, token: str | None) -> Page:
    """Return one page of statements of which those with the same words are one; each has its ``others``.

    Raises:
        UsageError: The token is none of ours, or a filter does not go with statements.
    """
    least = SETTINGS.folded_chars
    page = page_of_list(record, "folded", filters, token, least=least)
    same = [row["same"] for row in page.rows if row["n_told"] > 1]
    tellings: dict[int, list[dict[str, Any]]] = {}
    if same:
        for told in list_rows(record, "same", filters, least=least, same=same, limit=SETTINGS.folded_rows):
            tellings.setdefault(told["same"], []).append(told)
    for row in page.rows:
        own = (row["report_id"], row["start"], row["end"])
        row["others"] = [
            t for t in tellings.get(row["same"], ()) if (t["report_id"], t["start"], t["end"]) != own
        ]  # fmt: skip
    return page
