"""Which stance a statement takes."""

from __future__ import annotations

from typing import Any

import pytest

from onrecord.extract.stances import stance_of
from onrecord.model.dossier import Statement
from onrecord.model.reading import STANCES
from onrecord.model.span import Span


def _statement(**fields: Any) -> Statement:
    return Statement(
        id="s", kind="said", speakers=(), speaker_span=None, cue_span=Span(0, 4), content=(Span(5, 9),),
        form="indirect", marks=None, **fields,
    )  # fmt: skip


def _even(**shares: float) -> dict[str, float]:
    rest = (1.0 - sum(shares.values())) / (len(STANCES) - len(shares))
    return {name: shares.get(name, rest) for name in STANCES}


@pytest.mark.parametrize(
    ("act", "polarity", "stance"),
    [
        ("REQUEST", "affirmed", "demands"),
        ("ACCUSE", "affirmed", "accuses"),
        ("THREATEN", "affirmed", "threatens"),
        (None, "denied", "denies"),
    ],
)
def test_the_act_tells_where_the_network_wavers(act: str | None, polarity: str, stance: str) -> None:
    """Between stances that the network holds for alike, the act of the statement decides."""
    found = stance_of(_statement(act=act, polarity=polarity), _even(none=0.2))
    assert found is not None
    assert found[0] == stance
    assert 0.4 <= found[1] <= 1.0


def test_what_likely_takes_no_stance_takes_none() -> None:
    """A plain assertion that the network sees no stance in, and a statement without frame, take none."""
    assert stance_of(_statement(), _even(none=0.9)) is None
    assert stance_of(_statement(act="REQUEST"), {}) is None


def test_a_sure_network_is_believed() -> None:
    """The counts do not overrule a network that is sure."""
    found = stance_of(_statement(act="ACCUSE"), _even(opposes=0.95))
    assert found is not None
    assert found[0] == "opposes"
