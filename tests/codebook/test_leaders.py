"""Statesmen by name and year."""

from __future__ import annotations

from importlib.resources import files

import pytest

from onrecord.codebook.actors import country_of_outlet, find_named, find_office, find_role
from onrecord.codebook.leaders import country_of_leader, find_by_last_name, find_leader


@pytest.mark.parametrize(
    ("name", "year", "country"),
    [
        ("Javier Solana", 1994, "ESP"),
        ("Javier Solana", 1997, "NATO"),
        ("Javier Solana", 2005, "EUR"),
        ("Urmas Paet", 2010, "EST"),
        ("Tansu Çiller", 1996, "TUR"),
        ("Tansu Ciller", None, "TUR"),
        ("Kofi Annan", 1999, "UNO"),
        ("Moon Jae - in", 2019, "KOR"),
    ],
)
def test_a_statesman_is_of_the_side_he_was_on_then(name: str, year: int | None, country: str) -> None:
    """One row for each side; accents and hyphens that were cut off do not matter."""
    leader = find_leader(name, year)
    assert leader is not None
    assert leader.country == country


def test_out_of_office_is_told() -> None:
    """A table entry says when the office was held."""
    leader = find_leader("Bill Clinton", 2010)
    assert leader is not None
    assert (leader.held(1995), leader.held(2010), leader.held(None)) == (True, False, True)
    assert leader.distance(2010) == 9
    assert find_leader("Ada Bell") is None


def test_a_last_name_finds_those_in_office() -> None:
    """Of several who bear a name those in office that year are meant."""
    assert {leader.country for leader in find_by_last_name("Rice", 2004)} == {"USA"}
    assert not find_by_last_name("Thatcher", 2005)
    assert country_of_leader("Macron") == "FRA"
    assert country_of_leader("Oduya") is None


def test_every_row_can_be_read() -> None:
    """Codes, offices, genders, years and bodies of the table are such."""
    text = (files("onrecord.codebook") / "data" / "actors" / "leaders.tsv").read_text(encoding="utf-8")
    for line in text.splitlines()[1:]:
        names, country, offices, gender, *rest = line.split("\t")
        assert names and offices and gender in ("m", "f"), line
        assert country in ("EUR", "NATO", "UNO", "IGO") or (len(country) == 3 and country.isupper()), line
        for name in names.split("|"):
            leader = find_leader(name)
            assert leader is not None
            assert all(first <= last for first, last in leader.years), line
        if len(rest) > 1:
            assert find_named(rest[1]) is not None, line


def test_the_other_tables_tell_sector_and_home() -> None:
    """Nouns for people have sectors, outlets a home; a title is known with its hyphen cut off."""
    assert country_of_outlet("the Guardian") == "GBR"
    assert country_of_outlet("Northwire") is None
    assert [find_role(noun).sector for noun in ("monks", "students", "ally", "bystander")] == [  # type: ignore[union-attr]
        "REL",
        "EDU",
        None,
        "CVL",
    ]
    office = find_office("Secretary - General")
    assert office is not None and office.noun == "secretary-general"
