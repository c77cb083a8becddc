"""Events: who did what to whom, with the words, by whether it happened, is planned, threatened or denied."""

from __future__ import annotations

from dataclasses import dataclass, replace

from fastapi import APIRouter, Request
from starlette.responses import HTMLResponse

from onrecord.record.lists import list_rows
from onrecord.serve.asked import asked_of
from onrecord.serve.page import record_of, render
from onrecord.serve.paging import page_of

router = APIRouter(include_in_schema=False)
#: Modalities that are read together, with what they are called.
GROUPS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("Happened", ("happened",)),
    ("Said to have happened", ("alleged",)),
    ("Planned or offered", ("planned", "offered")),
    ("Threatened or demanded", ("threatened", "demanded")),
    ("Possible", ("possible",)),
    ("Denied", ("denied",)),
)


@dataclass(frozen=True, slots=True)
class Group:
    """An entry of the row of groups."""

    title: str
    #: Value of the filter on modality; None for all.
    value: str | None
    n: int
    chosen: bool


@router.get("/events")
def events(request: Request) -> HTMLResponse:
    """Show the events that were asked for, a page at a time."""
    asked = asked_of(request, "events")
    record = record_of(request)
    page = page_of(record, "events", asked.filters, request.query_params.get("next"))
    found = list_rows(record, "modalities", replace(asked.filters, modality=()))
    counts = {row["modality"]: row["n"] for row in found}
    chosen = frozenset(asked.filters.modality)
    groups = [Group("All", None, sum(counts.values()), not chosen)]
    groups += [
        Group(title, ",".join(names), sum(counts.get(n, 0) for n in names), chosen == frozenset(names))
        for title, names in GROUPS
    ]
    return render(request, "events.html", screen="events", asked=asked, page=page, groups=groups)
