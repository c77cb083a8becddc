"""Events and positions in the readable dossier."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given

from onrecord.model.dossier import Dossier
from onrecord.run.formats import render
from onrecord.run.formats.columns import columns
from onrecord.run.formats.event_words import HEADINGS, code_words, condition_words, count_events, group_events
from onrecord.run.formats.lookup import Lookup
from onrecord.run.formats.position_words import count_positions, list_issues
from onrecord.score.gold_reports import read_gold_reports
from tests.formats.acts import EVENTS, POSITIONS, SUDLAND, build_acts, build_event, span
from tests.strategies import dossiers

DEV = Path(__file__).resolve().parents[2] / "corpus" / "reports" / "dev"


def test_events_stand_under_what_became_of_them() -> None:
    """Events are listed by modality, each with parties, words, time, place, condition, sayer and doubt."""
    written = render(build_acts(), None, "text")
    begin, end = written.index("10 events"), written.index("3 positions")
    assert (
        written[begin:end]
        == """\
10 events: 6 happened, 1 threatened, 1 demanded, 1 alleged, 1 denied

Happened
  L3:84   MOBILIZE | Norland | ... on Friday in a *sweep* that began at dawn.
  L3:49   - COERCE/seize | Norland -> Sudland | Norland's navy *seized* two
              trawlers on Friday in a ... | Friday = 2031-05-02 | in Cape Ada,
              Kenya | told again 1 time
  L6:59   THREATEN | Ivo Brandt | He *warned* that Norland would close the
            strait ...
  L7:19   REQUEST | Sudland -> Norland | Sudland *demanded* that Norland not
            board its ships again.
  L9:58   COERCE | A trawler *under guard*. | in a caption or heading
  background
  L9:23   AGREE | Norland, Sudland | In 2029 the two sides *signed* a fishing
            accord.

Threatened
  L6:85   COERCE/restrict | Norland | He warned that Norland would *close* the
            strait if the fleet returned. | if the fleet returned | says Ivo
            Brandt (3)

Demanded
  L7:45   not to COERCE | not said who -> Sudland | Sudland demanded that
            Norland not *board* its ships again. | says Sudland (4) | doubtful
            (0.41)

Alleged
  L4:1    ASSAULT/firearms | Norland (suspected) -> Sudland | Shots were *fired*
            at a third, officials in Sudland said. | disputed by Norland | says
            officials in Sudland (1) | part of MOBILIZE at L3:84

Denied
  L6:14   RETREAT/return | Norland | “We will not *send them back*,” Admiral Ivo
            Brandt said. | says Ivo Brandt (2)

"""
    )


def test_positions_stand_under_their_issues() -> None:
    """Positions are a table for each issue, whatever the case of its letters."""
    written = render(build_acts(), None, "text")
    begin, end = written.index("3 positions"), written.index("When\n")
    assert (
        written[begin:end]
        == """\
3 positions on 2 issues

the seized trawlers
  Norland  refuses     “We will not send them back,”
                       L6:1 | toward Sudland | says Ivo Brandt (2)
  Sudland  demands     that Norland not board its ships again
                       L7:28 | statement 4 | doubtful (0.30)

the shooting
  Norland  denies      the shooting
                       L7:83

"""
    )


def test_headings_keep_their_order() -> None:
    """Modalities come in one order, what happened first and what is denied last, wherever they stand in the report."""
    events = tuple(
        replace(build_event(n, "seized"), modality=modality) for n, modality in enumerate(reversed(HEADINGS), 1)
    )
    assert [group.modality for group in group_events(build_acts(events=events))] == list(HEADINGS)
    written = render(build_acts(events=events), None, "text")
    places = [written.index(f"\n{heading}\n") for heading in HEADINGS.values()]
    assert places == sorted(places)


def test_nothing_found_is_said() -> None:
    """A report without events and positions says so."""
    written = render(build_acts(events=(), positions=()), None, "text")
    assert "\nNo event was found.\n" in written
    assert "\nNo position was found.\n" in written


def test_a_long_party_has_its_own_line() -> None:
    """The name of a party is never cut: one that is wider than its column stands above its row."""
    long = replace(SUDLAND, name="The Transitional Council for the Recovery of the Outer Banks")
    dossier = build_acts(actors=tuple(long if actor is SUDLAND else actor for actor in build_acts().actors))
    written = render(dossier, None, "text")
    assert f"\n  {long.name}\n{' ' * 28}demands     that Norland not board" in written


@pytest.mark.parametrize("width", [40, 57, 64, 100])
def test_acts_keep_to_the_width(width: int) -> None:
    """No line of events and positions is wider than asked for."""
    assert max(map(columns, render(build_acts(), None, "text", width).splitlines())) <= width


def test_narrow_positions_stand_beneath_one_another() -> None:
    """Where there is no room for columns, party, stance and words follow one another."""
    written = render(build_acts(), None, "text", 50)
    assert "\n  Norland refuses\n    “We will not send them back,”\n    L6:1 | toward Sudland" in written


def test_a_custom_code_is_shown_after_the_type() -> None:
    """The type of a custom codebook stands in brackets after the type."""
    assert code_words(replace(EVENTS[0], custom_type="PIRACY")) == "COERCE/seize (PIRACY)"


def test_rings_of_parts_lose_no_event() -> None:
    """Events that are parts of one another, or of themselves, are each listed once."""
    ring = (
        build_event(1, "seized", part_of="event-2"),
        build_event(2, "sweep", part_of="event-1"),
        build_event(3, "fired", part_of="event-3"),
    )
    (group,) = group_events(build_acts(events=ring))
    assert [(row.number, row.depth) for row in group.rows] == [(1, 0), (2, 1), (3, 0)]


def test_condition_begins_with_if() -> None:
    """A condition that begins with none of the words for it gets one."""
    bare = build_event(1, "close", condition_span=span("the fleet\nreturned"))
    assert condition_words(build_acts(), bare) == "if the fleet returned"
    assert condition_words(build_acts(), EVENTS[5]) == "if the fleet returned"


def test_counts() -> None:
    """Counts name what there is, and say where there is nothing."""
    assert count_events(build_acts(events=EVENTS[:1])) == "1 event: 1 happened"
    assert count_positions(build_acts(positions=POSITIONS[:1])) == "1 position on 1 issue"
    empty = build_acts(events=(), positions=())
    assert (count_events(empty), count_positions(empty)) == ("no events", "no positions")


def test_a_party_nobody_knows() -> None:
    """A position whose party is no actor of the dossier says so."""
    lookup = Lookup.of(build_acts(actors=()))
    assert lookup.party(POSITIONS[0]) == "(party not known)"
    assert lookup.names(["actor-1"]) == []


@given(dossiers())
def test_every_event_and_position_is_listed_once(dossier: Dossier) -> None:
    """Whatever the dossier, no event and no position is lost or told twice."""
    rows = [row for group in group_events(dossier) for row in (*group.rows, *group.background)]
    assert sorted(row.number for row in rows) == list(range(1, len(dossier.events) + 1))
    numbers = [number for issue in list_issues(dossier) for number, _ in issue.rows]
    assert sorted(numbers) == list(range(1, len(dossier.positions) + 1))


@pytest.mark.parametrize("form", ["text", "html", "brat"])
def test_annotated_reports_can_be_shown(form: str) -> None:
    """Every annotated report of the development set can be written, with the words of each trigger and position."""
    reports = list(read_gold_reports([DEV]))
    assert len(reports) == 20
    for report in reports:
        dossier, text = report.dossier, report.dossier.report.text
        written = render(dossier, None, form, 100)
        assert dossier.events
        assert dossier.positions
        if form == "text":
            for event in dossier.events:
                assert f"*{event.trigger_span.of(text).split()[0]}" in written
            for position in dossier.positions:
                assert position.content_span.of(text).split()[0] in written
