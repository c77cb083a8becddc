"""Review: facts to be decided on, the least sure and weightiest first; agreement; decisions as annotated reports."""

from __future__ import annotations

from tempfile import SpooledTemporaryFile
from typing import BinaryIO, cast

from fastapi import APIRouter, Request
from starlette.background import BackgroundTask
from starlette.responses import HTMLResponse, Response, StreamingResponse

from onrecord.serve.asked import asked_of
from onrecord.serve.decisions import MACHINE, SIGNS, name_of
from onrecord.serve.page import record_of, render
from onrecord.serve.reviewing import KINDS, agreement, judged_reports, queue, write_gold
from onrecord.settings import SETTINGS

router = APIRouter(include_in_schema=False)
_CHUNK_BYTES = 256 * 1024


@router.get("/review")
def review(request: Request) -> HTMLResponse:
    """Show what waits for a decision: ``?kind=event``."""
    kind = request.query_params.get("kind", "")
    kind = kind if kind in KINDS else "event"
    asked = asked_of(request, f"{kind}s")
    record = record_of(request)
    page = queue(record, kind, asked.filters, request.query_params.get("next"))
    return render(
        request, "review.html", screen="review", asked=asked, bar=f"{kind}s", kept={"kind": kind},
        page=page, kind=kind, kinds=KINDS, signs=SIGNS,
        machine=MACHINE, agreement=agreement(record), n_judged=len(judged_reports(record)), by=name_of(request),
        most=SETTINGS.gold_reports,
    )  # fmt: skip


@router.get("/review/gold.zip")
def gold(request: Request) -> Response:
    """Return the reports with decisions, as decided; ``?whole=yes`` those in which nothing is undecided."""
    file = cast(BinaryIO, SpooledTemporaryFile(SETTINGS.download_memory_bytes))  # noqa: SIM115 - closed when it is sent
    try:
        n_reports = write_gold(record_of(request), file, whole=request.query_params.get("whole") == "yes")
        file.seek(0)
    except BaseException:
        file.close()
        raise
    headers = {"content-disposition": 'attachment; filename="decisions.zip"', "x-total-count": str(n_reports)}
    chunks = iter(lambda: file.read(_CHUNK_BYTES), b"")
    return StreamingResponse(
        chunks, media_type="application/zip", headers=headers, background=BackgroundTask(file.close)
    )
