"""Filters and what they choose."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from onrecord.errors import UsageError
from onrecord.record.filters import check_filters, make_filters
from onrecord.record.selection import OpenRecord


def _words(record: OpenRecord, what: str, **filters: Any) -> set[str]:
    return {row["words"] for row in getattr(record, what)(**filters)}


@pytest.mark.parametrize(
    ("given", "says"),
    [
        ({"since": "May"}, "2031-05-02"),
        ({"until": "2031-02-30"}, "2031-05-02"),
        ({"since": "2031-05-02", "until": "2031-05-01"}, "Swap"),
        ({"country": "Kenia"}, "Kenya"),
        ({"country": "Qqqq"}, "English name"),
        ({"modality": "hapened"}, "happened"),
        ({"limit": "many"}, "100"),
        ({"limit": -1}, "100"),
        ({"actor": "?!"}, "word"),
        ({"text": "--"}, "word"),
        ({"text": "a " * 65}, "Give fewer"),
        ({"colour": "red"}, "no filter"),
    ],
)
def test_values_that_make_no_sense_are_refused(given: dict[str, Any], says: str) -> None:
    """A wrong value ends in a message that shows a right one."""
    with pytest.raises(UsageError, match=says):
        make_filters(**given)


def test_values_are_understood_as_people_write_them() -> None:
    """Names of countries, lists with commas and any case are understood."""
    filters = make_filters(country="kenya, ugandan", type="assault,Threaten", modality="Planned", since="2031-05-01")
    assert filters.country == ("KEN", "UGA")
    assert filters.type == ("ASSAULT", "THREATEN")
    assert filters.modality == ("planned",)
    assert filters.since == date(2031, 5, 1)


def test_a_country_with_a_comma_in_its_name_is_one() -> None:
    """Several countries given apart, each by a code or a body, stay apart."""
    assert make_filters(country=["NATO", "UN"]).country == ("NATO", "UNO")


@pytest.mark.parametrize(
    ("what", "given", "says"),
    [
        ("figures", {"modality": "planned"}, "events"),
        ("statements", {"issue": "road"}, "positions"),
        ("rejects", {"country": "KEN"}, "does not go with rejects"),
        ("statements", {"type": "ASSAULT"}, "REQUEST"),
        ("figures", {"type": "dead"}, "deaths"),
    ],
)
def test_filters_that_do_not_go_with_a_kind_are_refused(what: str, given: dict[str, Any], says: str) -> None:
    """The message names the kinds the filter goes with, or the values there are."""
    with pytest.raises(UsageError, match=says):
        check_filters(what, make_filters(**given))


@pytest.mark.parametrize("name", ["Oduya", "oduya", "ODUYA", "maria oduya", "María", "foreign minister"])
def test_names_are_found_by_any_part_case_and_accent(crisis: OpenRecord, name: str) -> None:
    """A speaker is found by whatever the report calls him."""
    assert _words(crisis, "statements", speaker=name) == {"“We will never open the road,”"}


@pytest.mark.parametrize("name", ["Odu", "minister foreign", "Oduya Kenya", "Okello%", "' OR 1=1 --"])
def test_names_are_whole_words_in_order(crisis: OpenRecord, name: str) -> None:
    """Parts of words, words of two names, and SQL find nobody."""
    found = _words(crisis, "statements", speaker=name)
    assert found == ({"“Open the road,”"} if name == "Okello%" else set())


def test_a_state_is_found_by_its_capital_government(crisis: OpenRecord) -> None:
    """Who asks for a state gets what its government did under the name of the capital; not the other way round."""
    assert "demanded" in _words(crisis, "events", actor="Uganda")
    assert _words(crisis, "events", actor="Kampala") == {"demanded"}


def test_several_values_are_alternatives_and_several_filters_all_hold(crisis: OpenRecord) -> None:
    """Values of one filter add up, filters narrow."""
    assert len(_words(crisis, "statements", speaker=["Oduya", "Okello"])) == 2
    assert _words(crisis, "statements", speaker=["Oduya", "Okello"], country="UGA") == {"“Open the road,”"}


def test_days_are_included_on_both_ends(crisis: OpenRecord) -> None:
    """Since and until include their days; reports without a day are in neither."""
    assert {row["title"] for row in crisis.reports(since="2031-05-01", until="2031-05-03")} == {
        "Border stays shut", "Kampala wants the road open",
    }  # fmt: skip
    assert len(list(crisis.reports(until="2099-01-01"))) == 3


def test_events_are_chosen_by_type_mode_modality_country_and_words(crisis: OpenRecord) -> None:
    """Each filter of events chooses what it says."""
    assert _words(crisis, "events", type="ASSAULT") == {"were killed", "shelled", "shelling"}
    assert _words(crisis, "events", modality="denied,planned") == {"talks"}
    assert _words(crisis, "events", country="KEN", type="ASSAULT") == {"were killed", "shelling"}
    assert _words(crisis, "events", text="shell post") == {"shelled", "shelling", "accused"}
    assert _words(crisis, "events", text='"shelled a post"') == {"shelled"}


def test_facts_without_parties_are_chosen_by_their_reports(crisis: OpenRecord) -> None:
    """Figures and places are those of reports that name the actor."""
    assert _words(crisis, "figures", actor="Oduya") == {"At least 12 soldiers"}
    assert _words(crisis, "figures", type="equipment") == {"7 lorries"}
    assert _words(crisis, "places", actor="Okello") == {"Busia"}
    assert {row["title"] for row in crisis.reports(actor="Okello")} == {"Kampala wants the road open"}


def test_positions_are_chosen_by_issue(crisis: OpenRecord) -> None:
    """All words of the issue must occur, from their beginning."""
    assert len(_words(crisis, "positions", issue="road open")) == 4
    assert _words(crisis, "positions", issue="shelling") == {"shelling a post"}
    assert _words(crisis, "positions", issue="road", type="refuses", country="KEN") >= {"never open the road"}


def test_reports_are_chosen_by_their_words(crisis: OpenRecord) -> None:
    """Words of a report are found in its title and its text."""
    assert {row["title"] for row in crisis.reports(text="lorr")} == {"Lorries"}
    assert {row["title"] for row in crisis.reports(text="shelled border")} == set()


def test_the_limit_cuts_after_ordering(crisis: OpenRecord) -> None:
    """The newest come first and the limit keeps them."""
    assert [row["published"] for row in crisis.reports(limit=2)] == [date(2031, 5, 8), date(2031, 5, 3)]
    assert crisis.reports(limit=2).count() == 4
