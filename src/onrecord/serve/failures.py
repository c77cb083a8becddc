"""What goes wrong, told in one form: JSON with a stable code for programs, a page that says what to do for people."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import fields

from fastapi import FastAPI
from fastapi.exceptions import RequestValidationError
from pydantic import BaseModel, Field
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from onrecord.errors import OnrecordError, ReportError, TooLargeError, UsageError
from onrecord.record.filters import Filters

#: Endings of addresses that programs ask for.
ENDINGS = (".json", ".csv", ".geojson", ".ics")
_CODES: Mapping[int, str] = {
    400: "E-USAGE",
    401: "E-HTTP-TOKEN",
    403: "E-HTTP-ORIGIN",
    404: "E-HTTP-MISSING",
    405: "E-HTTP-METHOD",
    406: "E-HTTP-FORM",
    413: "E-INPUT-LARGE",
    414: "E-HTTP-QUERY-LARGE",
    421: "E-HTTP-HOST",
    422: "E-HTTP-PARAMETER",
    429: "E-HTTP-BUSY",
    500: "E-HTTP-FAILED",
    503: "E-RETRY",
}
_TITLES: Mapping[int, str] = {400: "This cannot be asked", 404: "Not here", 413: "Too large", 503: "Not just now"}
#: Filters as the command line writes them, which is how their errors name them.
_OPTION = re.compile(rf"--({'|'.join(f.name for f in fields(Filters))})\b")


class Failure(BaseModel):
    """Why a request was not answered."""

    error: str = Field(description="Stable code, such as E-USAGE.")
    message: str = Field(description="What is wrong and what to do, for people. Holds no text of a report.")


class Refused(HTTPException):
    """A request that is refused with a code of its own."""

    def __init__(self, status: int, message: str, *, code: str | None = None, headers: dict[str, str] | None = None):
        super().__init__(status, message, headers)
        self.code = code or _CODES.get(status, f"E-HTTP-{status}")


def failure(
    status: int, message: str, *, code: str | None = None, headers: Mapping[str, str] | None = None
) -> Response:
    """Return the JSON of a failure."""
    body = Failure(error=code or _CODES.get(status, f"E-HTTP-{status}"), message=message)
    return JSONResponse(body.model_dump(), status, dict(headers or {}))


def is_for_programs(path: str) -> bool:
    """Tell whether a program asks for an address, so that it is answered in JSON."""
    return path.startswith("/api/") or path.endswith(ENDINGS)


def told(error: OnrecordError) -> str:
    """Return the message of an error; filters are called as in an address, not as on the command line."""
    return _OPTION.sub(r"\1", str(error))


def status_of(error: OnrecordError) -> int:
    """Return the HTTP status that an error stands for: asked wrongly, an input at fault, or the record out of reach."""
    if isinstance(error, UsageError):
        return 400
    if isinstance(error, TooLargeError):
        return 413
    return 422 if isinstance(error, ReportError) else 503


def responses(*statuses: int) -> dict[int | str, dict[str, object]]:
    """Return what the interface's description says of failures, for some statuses."""
    return {status: {"model": Failure, "description": _CODES[status]} for status in statuses}


def add_failures(app: FastAPI) -> None:
    """Let the application answer every failure in our form."""

    @app.exception_handler(OnrecordError)
    async def ours(request: Request, error: OnrecordError) -> Response:
        return _answer(request, status_of(error), told(error), code=error.code)

    @app.exception_handler(RequestValidationError)
    async def parameters(request: Request, error: RequestValidationError) -> Response:
        return _answer(request, 422, _explain(error))

    @app.exception_handler(HTTPException)
    async def http(request: Request, error: HTTPException) -> Response:
        message = str(error.detail)
        if not isinstance(error, Refused):
            message = _PLAIN.get(error.status_code, message)
        return _answer(request, error.status_code, message, code=getattr(error, "code", None), headers=error.headers)


_PLAIN: Mapping[int, str] = {
    400: "The request cannot be read. See /api/openapi.json for what it may hold.",
    404: "There is nothing at this address. Pages: /home. For programs: /api/openapi.json",
    405: "This address does not take that method. See /api/openapi.json",
}


def _answer(
    request: Request, status: int, message: str, *, code: str | None = None, headers: Mapping[str, str] | None = None
) -> Response:
    if is_for_programs(request.url.path):
        return failure(status, message, code=code, headers=headers)
    from onrecord.serve.page import render

    title = _TITLES.get(status, "This did not work")
    page = render(request, "failed.html", screen="failed", status=status, failed=title, message=message)
    page.headers.update(headers or {})
    return page


def _explain(error: RequestValidationError) -> str:
    """Name what is wrong with each parameter, but not its value: that may be the text of a report."""
    told_of = []
    for one in error.errors()[:5]:
        place = ".".join(str(part) for part in one["loc"][1:]) or str(one["loc"][0])
        known = "is no parameter of this address" if one["type"] == "extra_forbidden" else one["msg"].rstrip(".")
        told_of.append(f"{place}: {known}" if one["type"] != "extra_forbidden" else f"{place} {known}")
    return "; ".join(told_of)[:1_000] + ". See /api/openapi.json"
