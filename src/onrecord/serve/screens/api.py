"""The interface for programs: rows of every kind by the page or as a file, dossiers, and reading a text."""

# No annotations as text here: the parameters and answers of an address are made per kind of rows.
from datetime import date
from typing import Annotated, Any

from fastapi import APIRouter, Query, Request
from pydantic import BaseModel, ConfigDict, Field, create_model
from starlette.responses import Response

from onrecord.model.arrow import row_to_dossier
from onrecord.model.dossier import Dossier
from onrecord.model.json import dossier_to_json
from onrecord.run.given import Given
from onrecord.serve.dossier_schema import dossier_schema
from onrecord.serve.failures import Refused, responses
from onrecord.serve.forms import MEDIA, check_there, file_answer, forms_of, no_such_form, page_answer
from onrecord.serve.page import record_of
from onrecord.serve.paging import page_of
from onrecord.serve.parameters import file_parameters, page_parameters
from onrecord.serve.rows import ROWS, PageOf
from onrecord.settings import SETTINGS

router = APIRouter(prefix="/api/v1")
_MEANINGS = {"geojson": "Rows as GeoJSON", "csv": "All rows as CSV", "ics": "All rows as a calendar"}
_SCHEMAS: dict[str, dict[str, Any]] = {"geojson": {"type": "object"}}
_TEXT = {"type": "string"}


class ReadRequest(BaseModel):
    """A text to read, and what is known of it."""

    model_config = ConfigDict(extra="forbid")

    text: str = Field(min_length=1, max_length=SETTINGS.max_report_chars, description="The report, as it was printed.")
    published: date | None = Field(default=None, description="Day of publication; else looked for in the text.")
    publisher: str | None = Field(default=None, max_length=500, description="The outlet that printed it.")
    url: str | None = Field(default=None, max_length=2_000, description="Address it came from.")
    title: str | None = Field(default=None, max_length=2_000, description="Headline; else the one in the text.")


_DOSSIER: dict[int | str, dict[str, Any]] = {
    200: {"description": "A dossier.", "content": {"application/json": {"schema": dossier_schema()}}}
}


@router.post(
    "/read",
    summary="Read a text and return its dossier; nothing is stored",
    response_class=Response,
    responses={**_DOSSIER, **responses(400, 413, 422, 429, 503)},
)
def read(request: Request, asked: ReadRequest) -> Response:
    """Read a report."""
    given = Given(published=asked.published, publisher=asked.publisher, url=asked.url, title=asked.title)
    return _dossier_answer(request.app.state.reads.read(asked.text, given))


@router.get(
    "/reports/{report_id}",
    summary="The dossier of one report",
    response_class=Response,
    responses={**_DOSSIER, **responses(404, 406, 422, 503)},
)
def report(request: Request, report_id: str) -> Response:
    """Return all that was read in a report, as it was read: decisions of people are in the rows, not here."""
    name, dot, form = report_id.partition(".")
    if dot and form in MEDIA and form != "json":
        raise Refused(406, "A dossier comes as .json.")
    row = record_of(request).report(name if form == "json" else report_id)
    if row is None:
        raise Refused(404, "This record has no report of that id. Ids: /api/v1/reports", code="E-HTTP-MISSING")
    return _dossier_answer(row_to_dossier(row))


def _dossier_answer(dossier: Dossier) -> Response:
    return Response(dossier_to_json(dossier), media_type=MEDIA["json"])


def _add_page(what: str) -> None:
    """Add the addresses of a kind of rows by the page: ``/api/v1/events`` and ``/api/v1/events.json``."""
    asked_type: Any = page_parameters(what)
    row: Any = ROWS[what]

    def rows(request: Request, asked: Annotated[asked_type, Query()]) -> Response:
        record = record_of(request)
        check_there(record, what)
        period = getattr(asked, "period", "week")
        return page_answer(page_of(record, what, asked.filters(what), asked.next, size=asked.limit, period=period))

    answer = create_model(f"{row.__name__}Page", __base__=PageOf, rows=(list[row], ...))
    more: dict[str, Any] = {"response_model": answer, "responses": responses(400, 404, 414, 422, 503)}
    summary = f"{what.title()}, by the page"
    router.add_api_route(f"/{what}", rows, operation_id=f"list_{what}", summary=summary, **more)
    router.add_api_route(f"/{what}.json", rows, include_in_schema=False)


def _add_file(what: str, form: str) -> None:
    """Add the address of all rows of a kind as one file: ``/api/v1/events.csv``."""
    asked_type: Any = file_parameters(what, form)

    def file(request: Request, asked: Annotated[asked_type, Query()]) -> Response:
        filters = asked.filters(what, limit=asked.limit)
        excel, period = getattr(asked, "excel", False), getattr(asked, "period", "week")
        return file_answer(record_of(request), what, form, filters, period=period, excel=excel)

    content = {MEDIA[form].partition(";")[0]: {"schema": _SCHEMAS.get(form, _TEXT)}}
    router.add_api_route(
        f"/{what}.{form}",
        file,
        operation_id=f"{form}_of_{what}",
        summary=f"{_MEANINGS[form]}: {what}",
        response_class=Response,
        responses={200: {"description": "A file.", "content": content}, **responses(400, 404, 414, 422, 503)},
    )


for _what in ROWS:
    _add_page(_what)
    for _form in forms_of(_what):
        if _form != "json":
            _add_file(_what, _form)


@router.get("/{name}.{form}", include_in_schema=False)
def other_form(name: str) -> Response:
    """Say in which forms rows come."""
    if name in ROWS:
        raise no_such_form(name)
    raise Refused(404, f"There are no {name[:40]!r} here. There are: {', '.join(ROWS)}.", code="E-HTTP-MISSING")
