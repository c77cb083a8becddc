"""Look up: a list of names or phrases in, one file with their statements out."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, File, Form, Request, UploadFile
from starlette.responses import HTMLResponse, Response, StreamingResponse

from onrecord.errors import UsageError
from onrecord.serve.lookup import look_up, read_lines
from onrecord.serve.page import record_of, render
from onrecord.settings import SETTINGS

router = APIRouter(include_in_schema=False)


@router.get("/statements/look-up")
def ask(request: Request) -> HTMLResponse:
    """Show the form."""
    return _form(request)


@router.post("/statements/look-up")
def answer(
    request: Request,
    file: Annotated[UploadFile | None, File()] = None,
    words: Annotated[str, Form()] = "",
    kind: Annotated[str, Form()] = "name",
) -> Response:
    """Return the statements of each line of a file, or of what was written, as CSV."""
    data = file.file.read(SETTINGS.lookup_bytes + 1) if file is not None else b""
    try:
        lines = read_lines(data or words.encode("utf-8", "replace"), kind)
    except UsageError as error:
        return _form(request, problem=str(error), words=words[: SETTINGS.lookup_bytes], kind=kind)
    headers = {"content-disposition": 'attachment; filename="statements-looked-up.csv"'}
    return StreamingResponse(look_up(record_of(request), lines), media_type="text/csv; charset=utf-8", headers=headers)


def _form(request: Request, *, problem: str | None = None, words: str = "", kind: str = "name") -> HTMLResponse:
    return render(
        request, "lookup.html", screen="look up", status=400 if problem else 200, problem=problem, words=words,
        kind=kind, most_lines=SETTINGS.lookup_lines, most_bytes=SETTINGS.lookup_bytes, most_rows=SETTINGS.lookup_rows,
    )  # fmt: skip
