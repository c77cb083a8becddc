"""Deadlocks are opposed stances of two parties on one issue."""

from __future__ import annotations

from onrecord.extract.deadlocks import deadlocks, key_of_party
from onrecord.model.dossier import Actor, Position, Stance
from onrecord.model.span import Span

ACTORS = {
    "n1": Actor(id="n1", name="Freedonia", kind="state", country="FRE"),
    "n2": Actor(id="n2", name="Sylvania", kind="state", country="SYL"),
    "n3": Actor(id="n3", name="Port Bell", kind="government", country="FRE"),
    "n4": Actor(id="n4", name="the Harbour Union", kind="organisation"),
}
ISSUE = "blockade of the strait"


def _position(number: int, party: str, stance: Stance, issue: str = ISSUE, **fields: object) -> Position:
    options: dict[str, object] = {"confidence": 0.8, **fields}
    return Position(  # type: ignore[arg-type]
        id=f"k{number}",
        party=party,
        speaker=party,
        issue=issue,
        stance=stance,
        content_span=Span(number, number + 1),
        **options,
    )


def test_a_demand_and_a_refusal_are_a_deadlock() -> None:
    """It names the issue, both parties and both positions."""
    given = [_position(1, "n1", "demands"), _position(2, "n2", "refuses")]
    (found,) = deadlocks(given, ACTORS)
    assert (found.issue, found.parties, found.positions) == (ISSUE, ("FRE", "SYL"), tuple(given))


def test_two_demands_are_none() -> None:
    """Only opposed stances count."""
    assert deadlocks([_position(1, "n1", "demands"), _position(2, "n2", "offers")], ACTORS) == []


def test_a_government_does_not_oppose_its_own_state() -> None:
    """A capital and its state are one party."""
    assert deadlocks([_position(1, "n1", "demands"), _position(2, "n3", "refuses")], ACTORS) == []


def test_other_issues_do_not_meet() -> None:
    """Opposed stances on two issues are no deadlock; nor are those without an issue."""
    apart = [_position(1, "n1", "demands"), _position(2, "n2", "refuses", "price of salt")]
    unnamed = [_position(1, "n1", "demands", ""), _position(2, "n2", "refuses", "")]
    assert deadlocks(apart, ACTORS) == []
    assert deadlocks(unnamed, ACTORS) == []


def test_issues_meet_by_their_meaning() -> None:
    """Across reports the words differ; the shortest stands for all."""
    given = [
        _position(1, "n1", "demands", "lifting of the blockade"),
        _position(2, "n2", "refuses", "lifting of blockades"),
    ]
    assert [d.issue for d in deadlocks(given, ACTORS)] == ["lifting of blockades"]


def test_a_threat_opposes_those_it_is_made_to() -> None:
    """Two parties that press a third are on one side."""
    threat = _position(1, "n1", "threatens", toward=("n2",))
    assert deadlocks([threat, _position(2, "n4", "demands")], ACTORS) == []
    assert len(deadlocks([threat, _position(2, "n2", "offers")], ACTORS)) == 1


def test_two_parties_have_one_deadlock_on_an_issue() -> None:
    """The surest pair of positions stands for it."""
    sure = _position(3, "n2", "opposes", confidence=0.9)
    given = [_position(1, "n1", "demands"), _position(2, "n2", "refuses", confidence=0.5), sure]
    (found,) = deadlocks(given, ACTORS)
    assert found.positions == (given[0], sure)


def test_the_caller_says_who_is_one_party() -> None:
    """A key of his own joins or parts actors."""
    given = [_position(1, "n1", "demands"), _position(2, "n3", "refuses")]
    assert len(deadlocks(given, ACTORS, key=lambda actor: actor.id)) == 1
    assert deadlocks(given, ACTORS, key=lambda actor: "all") == []


def test_a_party_that_is_no_state_goes_by_its_name() -> None:
    """Article and case do not matter."""
    assert key_of_party(ACTORS["n4"]) == "harbour union"


def test_they_come_in_the_order_of_their_positions() -> None:
    """The first position of each decides."""
    given = [
        _position(1, "n1", "supports", "price of salt"),
        _position(2, "n1", "demands"),
        _position(3, "n2", "refuses"),
        _position(4, "n2", "opposes", "price of salt"),
    ]
    assert [d.issue for d in deadlocks(given, ACTORS)] == ["price of salt", ISSUE]
