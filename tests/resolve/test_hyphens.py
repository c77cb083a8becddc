"""Hyphenated names made whole."""

from __future__ import annotations

import pytest

from onrecord.resolve.hyphens import join_hyphens
from tests.builders import build_reading


def _names(text: str, *entities: tuple[str, str], **upos: str) -> list[str]:
    reading = build_reading(text, entities=entities, upos=upos)
    return [reading.page.cover(tokens).of(text) for tokens, _ in join_hyphens(reading)]


@pytest.mark.parametrize("marked", ["Prince", "Port", "Port-au-Prince"])
def test_a_name_marked_in_part_is_made_whole(marked: str) -> None:
    """Whatever part of a hyphenated name the tagger marked, the name is all of it."""
    assert _names("The bridge to Port-au-Prince was shut.", (marked, "Location")) == ["Port-au-Prince"]


def test_a_small_word_at_the_end_belongs_to_the_name() -> None:
    """A given name may go on in lower case after its hyphen."""
    assert _names("Park Min-su left.", ("Park Min", "Person")) == ["Park Min-su"]


def test_two_names_stay_two() -> None:
    """A hyphen between two names does not make one of them."""
    assert _names("Russia-Ukraine talks failed.", ("Russia", "Location"), ("Ukraine", "Location")) == [
        "Russia",
        "Ukraine",
    ]


def test_a_verb_is_not_joined() -> None:
    """ "US-led" is about the US alone."""
    assert _names("The US-led talks failed.", ("US", "Location"), led="VERB") == ["US"]
