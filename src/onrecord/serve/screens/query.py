"""Query & export: SQL that only reads, forms for other programs, and a briefing to print."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter, Request
from starlette.background import BackgroundTask
from starlette.concurrency import run_in_threadpool
from starlette.responses import FileResponse, HTMLResponse, Response

from onrecord.errors import UsageError
from onrecord.record.filters import APPLIES, Filters, make_filters
from onrecord.record.flat import KINDS
from onrecord.run.export import FORMS
from onrecord.serve.asked import NAMES
from onrecord.serve.failures import told
from onrecord.serve.page import record_of, render
from onrecord.serve.querying import EXAMPLES, Answered, answer, as_csv, as_text, exported, links_of, profile_of
from onrecord.settings import SETTINGS

router = APIRouter(include_in_schema=False)
#: Filters that all facts have, for exports and briefings.
_SHARED = ("since", "until", "actor", "country", "text", "publisher")


@router.get("/query")
def ask(request: Request) -> HTMLResponse:
    """Show the form; ``?sql=…`` with its answer."""
    return _page(request, request.query_params.get("sql", ""))


@router.post("/query")
async def ask_long(request: Request) -> Response:
    """Answer a query that may be too long for an address; ``form=csv`` as a file."""
    async with request.form(max_files=0, max_fields=4, max_part_size=4 * SETTINGS.max_query_chars) as form:
        query, wanted = str(form.get("sql", "")), str(form.get("form", ""))
    return await run_in_threadpool(_csv if wanted == "csv" else _page, request, query)


def _csv(request: Request, query: str) -> Response:
    try:
        found = answer(record_of(request), query, rows=SETTINGS.query_csv_rows)
    except UsageError as error:
        return _page(request, query, problem=told(error))
    headers = {
        "content-disposition": 'attachment; filename="query.csv"',
        "x-total-count": str(len(found.rows)),
        "x-truncated": "yes" if found.cut else "no",
    }
    return Response(as_csv(found), media_type="text/csv; charset=utf-8", headers=headers)


def _page(request: Request, query: str, *, problem: str | None = None) -> HTMLResponse:
    found: Answered | None = None
    if query.strip() and problem is None:
        try:
            found = answer(record_of(request), query, rows=SETTINGS.query_rows)
        except UsageError as error:
            problem = told(error)
    raw = {name: value for name in NAMES if (value := request.query_params.get(name, "").strip())}
    return render(
        request, "query.html", screen="query", status=400 if problem else 200, sql=query, problem=problem, found=found,
        links=links_of(found) if found else [], cell=as_text, examples=EXAMPLES, forms_all=FORMS, kinds=KINDS,
        shared=_SHARED, raw=raw, seconds=SETTINGS.web_query_seconds, most_csv=SETTINGS.query_csv_rows,
        memory_mb=SETTINGS.web_query_bytes // 1024**2,
    )  # fmt: skip


@router.get("/export")
def export(request: Request) -> Response:
    """Return an export: ``?profile=xlsx&table=events&since=2031-05-01``."""
    profile = profile_of(request.query_params.get("profile", ""))
    table = request.query_params.get("table") or None
    if table is not None and not profile.tables:
        table = None
    path, folder = exported(record_of(request), profile, _filters(request), table)
    return FileResponse(path, filename=path.name, background=BackgroundTask(folder.cleanup))


@router.get("/briefing")
def briefing(request: Request) -> Response:
    """Show the briefing: every chosen claim with its words, with a style for printing."""
    path, folder = exported(record_of(request), profile_of("html"), _filters(request), None)
    try:
        return HTMLResponse(path.read_bytes())
    finally:
        folder.cleanup()


def _filters(request: Request) -> Filters:
    given: dict[str, Any] = {
        name: value
        for name in sorted(set().union(*APPLIES.values()))
        if (value := request.query_params.get(name, "").strip())
    }
    return make_filters(**given)
