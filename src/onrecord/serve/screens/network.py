"""Network: who acts toward whom and who speaks of whom, as a drawing and as a table."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from fastapi import APIRouter, Request
from starlette.responses import HTMLResponse

from onrecord.codebook.country_names import country_name
from onrecord.serve.asked import asked_of
from onrecord.serve.brush import make_brush
from onrecord.serve.page import record_of, render
from onrecord.serve.sums import ask_views
from onrecord.serve.ties import HOW, KINDS, MOST, facts_of, network

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

router = APIRouter(include_in_schema=False)


@router.get("/network")
def show_network(request: Request) -> HTMLResponse:
    """Show the network; ``?how=acts&x=KEN&y=TZA`` lists the facts of one tie below it."""
    asked = asked_of(request, "events")
    given = request.query_params
    how = given.get("how", "acts")
    how = how if how in HOW else "acts"
    x, y = given.get("x"), given.get("y")

    def work(connection: DuckDBPyConnection) -> dict[str, Any]:
        return {
            "network": network(connection, asked.filters, how),
            "facts": facts_of(connection, asked.filters, how, x, y, given.get("next")) if x and y else None,
            "brush": make_brush(connection, asked, how=how),
        }

    found = ask_views(record_of(request), KINDS, work)
    data = found["network"].data()
    for tie in data["ties"]:
        tie["href"] = f"/network{asked.query(how=how, x=tie['x'], y=tie['y'])}#facts"
    return render(
        request, "network.html", screen="network", asked=asked, how=how, hows=HOW, x=x, y=y, data=data, most=MOST,
        name_of=country_name, **found,
    )  # fmt: skip
