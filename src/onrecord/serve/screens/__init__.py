"""One module per screen; each has a ``router`` and adds nothing else to the application."""

from __future__ import annotations

from importlib import import_module

from fastapi import FastAPI

#: Modules of the screens and of the interface for programs.
MODULES = (
    "api",
    "home",
    "reader",
    "statements",
)
#: Those whose addresses have a place held open for names: they come after all others.
LAST = ("downloads",)


def add_screens(app: FastAPI) -> None:
    """Put the routes of every screen into the application."""
    for name in (*MODULES, *LAST):
        app.include_router(import_module(f"onrecord.serve.screens.{name}").router)
