"""Judgements as links."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from onrecord.resolve.judged import Groups, Links
from tests.traces import judged


def test_later_judgement_of_a_pair_stands() -> None:
    """Somebody who changes his mind is heard; the order in which the log is read does not matter."""
    first, second = judged("event", "a", "b", "same", 1), judged("event", "b", "a", "not_same", 2)
    for log in ([first, second], [second, first]):
        links = Links(log, ("event",))
        assert links.root("a") != links.root("b")
        assert links.is_apart("a", "b")


def test_not_same_stands_above_a_chain_of_same() -> None:
    """a = b and b = c do not join a and c that were judged apart; the refused link is named."""
    links = Links(
        [
            judged("event", "a", "b", "same", 1),
            judged("event", "b", "c", "same", 2),
            judged("event", "a", "c", "not_same", 0),
        ],
        ("event",),
    )
    assert links.root("a") == links.root("b") != links.root("c")
    assert [(j.left, j.right) for j in links.refused] == [("b", "c")]


def test_other_kinds_are_passed_over() -> None:
    """A judgement on stories says nothing of events."""
    assert not Links([judged("story", "a", "b", "same")], ("event",))


@given(
    st.lists(
        st.tuples(st.sampled_from("abcdef"), st.sampled_from("abcdef"), st.booleans(), st.integers(0, 23)), max_size=12
    ),
    st.lists(st.tuples(st.sampled_from("abcdef"), st.sampled_from("abcdef")), max_size=12),
)
def test_no_join_ever_breaks_a_judgement(log: list[tuple[str, str, bool, int]], joins: list[tuple[str, str]]) -> None:
    """Whatever is joined in whatever order, what was judged apart last is never in one group."""
    judgements = [judged("event", a, b, "same" if same else "not_same", hour) for a, b, same, hour in log if a != b]
    groups = Groups("abcdef", Links(judgements, ("event",)))
    for one, other in joins:
        groups.join(one, other)
    latest = {frozenset((j.left, j.right)): j for j in sorted(judgements, key=lambda j: j.at)}
    for pair, judgement in latest.items():
        one, other = pair
        if judgement.verdict == "not_same":
            assert groups.of(one) != groups.of(other)
    assert sorted(m for g in groups.groups() for m in g) == list("abcdef")
