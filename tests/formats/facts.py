"""A dossier with times, places and figures made by hand, for the tests of the forms."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from onrecord.model.dossier import Dossier, Figure, Place, TimeExpression
from tests.formats.dossiers import build_dossier, span

FRIDAY = TimeExpression(span=span("Friday"), type="DATE", value="2031-05-02")
NORHAVEN = Place(
    id="place-1", span=span("Norhaven"), name="Norhaven", lat=59.9, lon=10.7, country="NOR", precision=1, confidence=0.9
)
ISLANDS = Place(
    id="place-2", span=span("the islands"), name="Cape Verde", lat=16.0, lon=-24.0, country="CPV", precision=7
)


def build_figure(words: str, **fields: Any) -> Figure:
    """Make a figure of ``TEXT``; further arguments are fields."""
    options: dict[str, Any] = {
        "low": 12,
        "best": 12,
        "high": 12,
        "bound": "exact",
        "unit": "other",
        "unit_text": "lanes",
    }
    return Figure(id=f"figure-{words}", span=span(words), **{**options, **fields})


def build_facts(**fields: Any) -> Dossier:
    """Make the dossier of three statements with a time, two places and a figure; arguments replace its fields."""
    lanes = build_figure("the ferry lanes", bound="more_than", high=None)
    known: dict[str, Any] = {"times": (FRIDAY,), "places": (NORHAVEN, ISLANDS), "figures": (lanes,), **fields}
    return replace(build_dossier(), **known)
