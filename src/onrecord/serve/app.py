"""The application: pages, interface for programs and static files over one record."""

from __future__ import annotations

import secrets
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING

from anyio.to_thread import current_default_thread_limiter
from fastapi import FastAPI
from fastapi.responses import RedirectResponse
from starlette.middleware.gzip import GZipMiddleware
from starlette.staticfiles import StaticFiles

import onrecord
from onrecord.errors import UsageError
from onrecord.record.selection import OpenRecord, open_record
from onrecord.serve.failures import add_failures
from onrecord.serve.reading import Reads
from onrecord.serve.screens import add_screens
from onrecord.serve.security import LOOPBACK, Guard
from onrecord.settings import SETTINGS

if TYPE_CHECKING:
    from onrecord.run.read import PageReader

STATIC = Path(str(files("onrecord.serve") / "static"))


@asynccontextmanager
async def _few_threads(app: FastAPI) -> AsyncIterator[None]:
    """Work on few requests at a time: each may take memory for a query of its own."""
    del app
    current_default_thread_limiter().total_tokens = SETTINGS.serve_threads
    yield


def create_app(
    record: str | Path | OpenRecord,
    *,
    host: str = "127.0.0.1",
    token: str | None = None,
    reader: PageReader | None = None,
) -> FastAPI:
    """Return the application over a record.

    Args:
        record: Folder of the record, or the opened record.
        host: Address it will be served on; its name is the only one requests may ask for, besides loopback.
        token: What a visitor must know; None for none, which only loopback may have.
        reader: What reads the texts that are sent; None for the shipped network.

    Raises:
        NoRecordError: There is no such record.
        UsageError: The host is not loopback and there is no token, or the token can be guessed.
    """
    check_access(host, token)
    opened = record if isinstance(record, OpenRecord) else open_record(record)
    app = FastAPI(
        title="Onrecord",
        version=onrecord.__version__,
        openapi_url="/api/openapi.json",
        lifespan=_few_threads,
        docs_url=None,
        redoc_url=None,
    )
    app.state.record = opened
    app.mount("/static", StaticFiles(directory=STATIC), name="static")
    app.state.reads = Reads(reader)
    add_failures(app)
    add_screens(app)
    app.add_middleware(GZipMiddleware, minimum_size=1024)
    app.add_middleware(Guard, host=host, token=token)

    @app.get("/", include_in_schema=False)
    def start() -> RedirectResponse:
        return RedirectResponse("/home")

    return app


def check_access(host: str, token: str | None) -> None:
    """Refuse to let others in without a secret, or with one that can be guessed.

    Raises:
        UsageError: Says what to give.
    """
    if host not in LOOPBACK and token is None:
        raise UsageError(f"Serving on {host} lets others in. Give a secret: --token WORDS (or --token new)")
    if token is not None and (len(token) < SETTINGS.min_token_chars or not token.isprintable()):
        raise UsageError(f"A token needs {SETTINGS.min_token_chars} characters or more; --token new makes one.")


def new_token() -> str:
    """Return a secret nobody guesses."""
    return secrets.token_urlsafe(24)
