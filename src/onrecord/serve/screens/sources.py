"""Sources: drop a file or paste a text to read it; what was taken in, what was rejected and why, what is a copy."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from fastapi import APIRouter, Request
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import FormData, UploadFile
from starlette.responses import HTMLResponse, RedirectResponse, Response

from onrecord.errors import OnrecordError, ReportError, UsageError
from onrecord.record.filters import Filters
from onrecord.record.selection import Selection
from onrecord.serve.asked import asked_of
from onrecord.serve.failures import Refused, told
from onrecord.serve.page import record_of, render
from onrecord.serve.taking_in import Handed, take_in, taken_in
from onrecord.settings import SETTINGS

router = APIRouter(include_in_schema=False)
_FIELDS = ("text", "title", "publisher", "published", "url")


@router.get("/sources")
def sources(request: Request) -> HTMLResponse:
    """Show the form and what was taken in."""
    return _page(request)


@router.post("/sources/read")
async def read(request: Request) -> Response:
    """Read what was handed over, store it and open it."""
    async with request.form(max_files=1, max_fields=12, max_part_size=SETTINGS.max_request_bytes) as form:
        handed = await _handed(form)
    return await run_in_threadpool(_read, request, handed)


async def _handed(form: FormData) -> Handed:
    texts: dict[str, Any] = {name: value for name in _FIELDS if isinstance(value := form.get(name), str)}
    file = form.get("file")
    if isinstance(file, UploadFile) and file.filename:
        texts.update(data=await file.read(SETTINGS.dropped_bytes + 1), name=file.filename)
    return Handed(**texts)


def _read(request: Request, handed: Handed) -> Response:
    try:
        report_id = take_in(record_of(request), request.app.state.reads, handed)
    except (ReportError, UsageError) as error:
        return _page(request, problem=error, handed=handed, status=400 if isinstance(error, UsageError) else 422)
    except Refused as refused:
        busy = OnrecordError(str(refused.detail))
        return _page(request, problem=busy, handed=handed, status=refused.status_code)
    return RedirectResponse(f"/reports/{report_id}", 303)


def _page(
    request: Request, *, problem: OnrecordError | None = None, handed: Handed | None = None, status: int = 200
) -> HTMLResponse:
    asked = asked_of(request, "reports")
    record = record_of(request)
    before = taken_in(record, asked.filters, request.query_params.get("next"))
    table, n_rejects = Selection(record, "rejects", Filters()).page(SETTINGS.page_rows)
    return render(
        request, "sources.html", screen="sources", asked=asked, page=before.inputs, copies=before.copies,
        stories=before.stories, rejects=table.to_pylist(), n_rejects=n_rejects, status=status,
        problem=told(problem) if problem else None, handed=replace(handed or Handed(), data=b""),
        most_mb=SETTINGS.dropped_bytes // 1024**2,
    )  # fmt: skip
