"""Figures of a sentence as plain values, for the tests of figures."""

from __future__ import annotations

from onrecord.extract.figures import find_figures
from onrecord.model.dossier import Figure
from tests.builders import build_reading


def figures_of(text: str) -> list[Figure]:
    """Return the figures of a text read by hand."""
    return list(find_figures(build_reading(text)))


def shown(text: str) -> list[tuple[str, float | None, str, str]]:
    """Return words, best value, bound and kind of each figure."""
    return [(figure.span.of(text), figure.best, figure.bound, figure.unit) for figure in figures_of(text)]
