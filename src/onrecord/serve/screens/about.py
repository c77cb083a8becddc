"""About: how well it reads, what it is not good at, licences, how to cite."""

from __future__ import annotations

import json
from functools import cache
from importlib.resources import files
from typing import Any

from fastapi import APIRouter, Request
from starlette.responses import HTMLResponse

import onrecord
from onrecord.serve.page import render

router = APIRouter(include_in_schema=False)


@router.get("/about")
def about(request: Request) -> HTMLResponse:
    """Show the page."""
    return render(
        request, "about.html", screen="about", accuracy=_read("data/accuracy.json"), weights=_weights(),
        vendored=_read("static/vendor/vendored.json"), release=onrecord.__version__,
    )  # fmt: skip


@cache
def _read(name: str) -> Any:
    return json.loads((files("onrecord.serve") / name).read_text(encoding="utf-8"))


@cache
def _weights() -> dict[str, str]:
    """Return name, version and sha-256 of the weights that are installed, as their manifest has them."""
    manifest = json.loads((files("onrecord.nn") / "weights" / "manifest.json").read_text(encoding="utf-8"))
    return {name: str(manifest.get(name, "")) for name in ("name", "version", "sha256")}
