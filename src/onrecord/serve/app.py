"""The application: pages, interface for programs and static files over one record."""

from __future__ import annotations

import secrets
from importlib.resources import files
from pathlib import Path

from fastapi import FastAPI
from fastapi.responses import RedirectResponse
from starlette.middleware.gzip import GZipMiddleware
from starlette.staticfiles import StaticFiles

import onrecord
from onrecord.errors import UsageError
from onrecord.record.selection import OpenRecord, open_record
from onrecord.serve.screens import add_screens
from onrecord.serve.security import LOOPBACK, Guard

STATIC = Path(str(files("onrecord.serve") / "static"))


def create_app(record: str | Path | OpenRecord, *, host: str = "127.0.0.1", token: str | None = None) -> FastAPI:
    """Return the application over a record.

    Args:
        record: Folder of the record, or the opened record.
        host: Address it will be served on; its name is the only one requests may ask for, besides loopback.
        token: What a visitor must know; None for none, which only loopback may have.

    Raises:
        NoRecordError: There is no such record.
        UsageError: The host is not loopback and there is no token.
    """
    if host not in LOOPBACK and token is None:
        raise UsageError(f"Serving on {host} lets others in. Give a secret: --token WORDS (or --token new)")
    opened = record if isinstance(record, OpenRecord) else open_record(record)
    app = FastAPI(
        title="Onrecord",
        version=onrecord.__version__,
        openapi_url="/api/openapi.json",
        docs_url=None,
        redoc_url=None,
    )
    app.state.record = opened
    app.mount("/static", StaticFiles(directory=STATIC), name="static")
    add_screens(app)
    app.add_middleware(GZipMiddleware, minimum_size=1024)
    app.add_middleware(Guard, hosts=(*LOOPBACK, host), token=token)

    @app.get("/", include_in_schema=False)
    def start() -> RedirectResponse:
        return RedirectResponse("/home")

    return app


def new_token() -> str:
    """Return a secret nobody guesses."""
    return secrets.token_urlsafe(24)
