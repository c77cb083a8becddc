"""Pages from templates: what every screen has, and how facts, days and numbers are written."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from importlib.resources import files
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined, select_autoescape
from starlette.requests import Request
from starlette.responses import HTMLResponse

import onrecord
from onrecord.record.filters import APPLIES
from onrecord.record.selection import OpenRecord
from onrecord.serve.asked import NAMES, Asked
from onrecord.serve.forms import forms_of


@dataclass(frozen=True, slots=True)
class Screen:
    """An entry of the menu."""

    name: str
    title: str
    #: Kind of rows whose filters the bar offers; None for no bar.
    kind: str | None = None

    @property
    def path(self) -> str:
        """Return its address."""
        return f"/{self.name}"


SCREENS: tuple[Screen, ...] = (
    Screen("home", "Home"),
    Screen("statements", "Statements", "statements"),
    Screen("positions", "Positions", "positions"),
    Screen("events", "Events", "events"),
    Screen("timeline", "Timeline", "timeline"),
    Screen("calendar", "Calendar", "calendar"),
    Screen("map", "Map", "events"),
    Screen("actors", "Actors", "actors"),
    Screen("tension", "Tension", "tension"),
    Screen("network", "Network", "events"),
    Screen("figures", "Figures", "figures"),
    Screen("review", "Review", "statements"),
    Screen("sources", "Sources", "reports"),
    Screen("query", "Query & export"),
    Screen("about", "About"),
)


def record_of(request: Request) -> OpenRecord:
    """Return the record that the application serves."""
    record: OpenRecord = request.app.state.record
    return record


def render(
    request: Request,
    template: str,
    *,
    screen: str,
    asked: Asked | None = None,
    status: int = 200,
    bar: str | None = None,
    kept: Mapping[str, str] | None = None,
    **context: Any,
) -> HTMLResponse:
    """Return a page.

    Args:
        request: What was asked for; a request by htmx gets the inner part alone.
        template: Name of a file in ``templates``.
        screen: Name of the screen it belongs to, for the menu.
        asked: Its filters, for the bar and the addresses.
        status: Code of the answer.
        bar: Kind of rows whose filters the bar offers, where it is not the screen's own.
        kept: What else the address says, for the bar to keep.
        **context: What the template needs.
    """
    entry = next((s for s in SCREENS if s.name == screen), None)
    kind = bar or (entry.kind if entry is not None else None)
    offered = [n for n in NAMES if kind is not None and n in APPLIES[kind]]
    base = "part.html" if request.headers.get("hx-request") else "page.html"
    text = (
        _templates()
        .get_template(template)
        .render(
            base=base,
            request=request,
            screens=[s for s in SCREENS if s.path in request.app.state.paths],
            screen=entry or Screen(screen, screen.title()),
            asked=asked or Asked({}, _no_filters()),
            offered=offered,
            kept=kept or {},
            forms=forms_of(kind) if kind is not None and bar is None and status == 200 else (),
            version=onrecord.__version__,
            record_name=record_of(request).folder.resolve().name,
            **context,
        )
    )
    return HTMLResponse(text, status_code=status)


def _no_filters() -> Any:
    from onrecord.record.filters import Filters

    return Filters()


@cache
def _templates() -> Environment:
    folder = str(files("onrecord.serve") / "templates")
    env = Environment(
        loader=FileSystemLoader(folder), autoescape=select_autoescape(default=True), undefined=StrictUndefined,
        trim_blocks=True, lstrip_blocks=True,
    )  # fmt: skip
    env.filters.update(day=write_day, number=write_number, names=write_names, percent=write_percent, link=safe_link)
    return env


def write_day(value: object) -> str:
    """Return a day as 2031-05-02; nothing for None."""
    if isinstance(value, datetime):
        return value.date().isoformat()
    return value.isoformat() if isinstance(value, date) else "" if value is None else str(value)


def write_number(value: float | int | None) -> str:
    """Return a number with its thousands set apart."""
    if value is None:
        return ""
    return f"{value:,.0f}" if float(value).is_integer() else f"{value:,.2f}"


def write_percent(value: float | None) -> str:
    """Return a probability as a percentage."""
    return "" if value is None else f"{100 * value:.0f} %"


def write_names(values: Sequence[str | None] | None) -> str:
    """Return names joined with commas."""
    return ", ".join(v for v in values or () if v)


def safe_link(value: str | None) -> str | None:
    """Return an address where a click may go: http and https alone."""
    return value if value and value.lower().startswith(("http://", "https://")) else None
