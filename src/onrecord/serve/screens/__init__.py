"""One module per screen; each has a ``router`` and adds nothing else to the application."""

from __future__ import annotations

from importlib import import_module

from fastapi import FastAPI

#: Modules of the screens and of the interface for programs.
MODULES = (
    "about",
    "actors",
    "api",
    "calendar",
    "events",
    "figures",
    "home",
    "judgements",
    "lookup",
    "map",
    "network",
    "positions",
    "query",
    "reader",
    "review",
    "sources",
    "statements",
    "tension",
    "timeline",
)
#: Those whose addresses have a place held open for names: they come after all others.
LAST = ("downloads",)


def add_screens(app: FastAPI) -> None:
    """Put the routes of every screen into the application, and note their addresses for the menu."""
    app.state.paths = set()
    for name in (*MODULES, *LAST):
        router = import_module(f"onrecord.serve.screens.{name}").router
        app.state.paths |= {route.path for route in router.routes}
        app.include_router(router)
