"""Words of figures."""

from __future__ import annotations

from typing import get_args

import pytest

from onrecord.codebook.figures import counted_nouns, fates, is_plural, measure_symbols, measure_words, singular
from onrecord.model.dossier import Unit


@pytest.mark.parametrize(
    ("plural", "one"),
    [("soldiers", "soldier"), ("countries", "country"), ("boxes", "box"), ("men", "man"), ("buses", "bus"),
     ("crisis", "crisis"), ("lives", "life"), ("us", "us")],
)  # fmt: skip
def test_singulars(plural: str, one: str) -> None:
    """Plurals lose their ending as English makes them; other words stay."""
    assert singular(plural) == one


def test_plurals_are_known() -> None:
    """People and police are plurals without looking so."""
    assert [is_plural(word) for word in ("people", "police", "tanks", "peace", "glass")] == [
        True,
        True,
        True,
        False,
        False,
    ]


def test_kinds_are_those_of_the_dossier() -> None:
    """Every table names kinds of figure that the dossier has."""
    kinds = {*counted_nouns().values(), *fates("before").values(), *fates("after").values()}
    assert kinds <= set(get_args(Unit))


def test_units_by_word_and_symbol() -> None:
    """A unit is known by its words, singular and plural, and by its symbol with its letter case."""
    assert measure_words()[("kilometre",)] == measure_words()[("kilometers",)] == measure_symbols()["km"]
    assert (measure_symbols()["MW"].name, measure_symbols()["W"].name) == ("megawatt", "watt")
