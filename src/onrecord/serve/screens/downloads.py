"""Every screen's rows for programs too: ``/statements.csv?…`` has the rows that ``/statements?…`` shows.

These come after all screens, so that one with an address of its own for this keeps it.
"""

from __future__ import annotations

from fastapi import APIRouter, Request
from starlette.responses import Response

from onrecord.serve.asked import asked_of
from onrecord.serve.failures import Refused
from onrecord.serve.forms import check_there, file_answer, forms_of, no_such_form, page_answer
from onrecord.serve.page import SCREENS, record_of
from onrecord.serve.paging import page_of

router = APIRouter(include_in_schema=False)
#: Kinds of rows by the screen that shows them.
_SHOWN = {screen.name: screen.kind for screen in SCREENS if screen.kind is not None}


@router.get("/{name}.{form}")
def download(request: Request, name: str, form: str) -> Response:
    """Return a screen's rows in another form; CSV is for spreadsheets, /api/v1 has it for programs."""
    what = _SHOWN.get(name)
    if what is None:
        raise Refused(404, f"There is nothing to download here. There is: {', '.join(_SHOWN)}.", code="E-HTTP-MISSING")
    if form not in forms_of(what):
        raise no_such_form(what)
    asked = asked_of(request, what)
    if asked.problem:
        raise Refused(400, asked.problem, code="E-USAGE")
    record, period = record_of(request), request.query_params.get("period", "week")
    check_there(record, what)
    if form == "json":
        return page_answer(page_of(record, what, asked.filters, request.query_params.get("next"), period=period))
    return file_answer(record, what, form, asked.filters, name=name, period=period, excel=True)
