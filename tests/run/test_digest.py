"""A dossier in a few lines."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from onrecord.model.dossier import Dossier
from onrecord.run.digest import digest
from onrecord.run.formats.columns import columns
from tests.formats.acts import build_acts
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
  no events; no positions
"""
    )


def test_digest_of_events() -> None:
    """A digest counts events and positions, and names the three surest events that are news, in text order."""
    sure = {"event-2": 0.9, "event-4": 0.8, "event-6": 0.7, "event-9": 1.0}
    events = tuple(replace(event, confidence=sure.get(event.id, 0.5)) for event in build_acts().events)
    written = digest("cape", build_acts(events=events), 72)
    assert written.endswith(
        """
  10 events: 6 happened, 1 threatened, 1 demanded, 1 alleged, 1 denied;
    3 positions on 2 issues
    Happened: Norland, sweep (MOBILIZE)
    Denied: Norland, send them back (RETREAT/return)
    Threatened: Norland, close (COERCE/restrict)
"""
    )


def test_surest_statements_are_shown() -> None:
    """Of many statements the surest are shown, and the rest is counted."""
    dossier = build_dossier()
    many = Dossier(report=dossier.report, statements=dossier.statements * 3, actors=dossier.actors)
    assert "\n    and 5 more\n" in digest("ferry", many, 72)


@given(dossiers(), st.integers(20, 100))
def test_any_dossier_has_a_digest(dossier: Dossier, width: int) -> None:
    """Whatever the dossier, its digest keeps to the width."""
    lines = digest("report", dossier, width).splitlines()
    assert all(columns(line) <= max(width, 60) for line in lines)
