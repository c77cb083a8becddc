"""The type of the act between two given parties."""

from __future__ import annotations

from dataclasses import replace

import pytest

from onrecord.extract.pair_types import types_between
from onrecord.extract.view import View
from onrecord.model.reading import ACT_TYPES, Reading
from tests.builders import build_act, build_page, build_reading, find_tokens

EVEN = dict.fromkeys(ACT_TYPES, 1 / len(ACT_TYPES))


def _reading(*acts: tuple[str, str, str, str]) -> Reading:
    """Make a Reading whose acts are surely of their types."""
    page = build_page("Borduria shelled Zembla after Syldavia met Ruritania.")
    made = []
    for trigger, kind, actor, recipient in acts:
        act = build_act(page, trigger, kind, actor=actor, recipient=recipient)
        made.append(replace(act, types={name: 0.85 if name == kind else 0.01 for name in ACT_TYPES}))
    return replace(build_reading(page), acts=tuple(made))


def test_the_act_of_the_given_parties_counts_most() -> None:
    """Of two acts in a sentence the one whose parties are asked about decides."""
    reading = _reading(("shelled", "ASSAULT", "Borduria", "Zembla"), ("met", "CONSULT", "Syldavia", "Ruritania"))
    for source, target, wanted in (("Borduria", "Zembla", "ASSAULT"), ("Syldavia", "Ruritania", "CONSULT")):
        parties = [find_tokens(reading.page, source)], [find_tokens(reading.page, target)]
        found = types_between(View(reading), EVEN, *parties)
        assert sum(found.values()) == pytest.approx(1.0)
        assert max(found, key=found.__getitem__) == wanted


def test_without_acts_the_pair_alone_decides() -> None:
    """What the network says of the pair is given back unchanged."""
    seen = {name: 0.25 if name == "AID" else 0.05 for name in ACT_TYPES}
    assert types_between(View(_reading()), seen, [], []) == pytest.approx(seen)


def test_a_sure_pair_is_believed() -> None:
    """An act of another type does not overrule a pair that is sure."""
    seen = {name: 0.985 if name == "SANCTION" else 0.001 for name in ACT_TYPES}
    reading = _reading(("met", "CONSULT", "Syldavia", "Ruritania"))
    found = types_between(View(reading), seen, [find_tokens(reading.page, "Syldavia")], [])
    assert max(found, key=found.__getitem__) == "SANCTION"
