"""A dossier in a few lines."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from onrecord.model.dossier import Dossier
from onrecord.run.digest import digest
from onrecord.run.formats.columns import columns
from tests.formats.dossiers import build_dossier
from tests.strategies import dossiers


def test_digest() -> None:
    """A digest says what report it is, how much was found, and who said what."""
    assert (
        digest("ferry", build_dossier(), 72)
        == """\
ferry: Ferry talks stall in Norhaven
  2031-05-02 (as given), 53 words
  3 statements by 1 speaker (1 direct, 1 partly direct, 1 indirect)
    Maria Oduya: “We will keep the strait open,” [...] “That is a...
    Maria Oduya: that the islands would answer “in kind”
    the islands: “in kind”
"""
    )


def test_surest_statements_are_shown() -> None:
    """Of many statements the surest are shown, and the rest is counted."""
    dossier = build_dossier()
    many = Dossier(report=dossier.report, statements=dossier.statements * 3, actors=dossier.actors)
    assert digest("ferry", many, 72).endswith("    and 5 more\n")


@given(dossiers(), st.integers(20, 100))
def test_any_dossier_has_a_digest(dossier: Dossier, width: int) -> None:
    """Whatever the dossier, its digest keeps to the width."""
    lines = digest("report", dossier, width).splitlines()
    assert all(columns(line) <= max(width, 60) for line in lines)
