"""One event told by many reports."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.model.merged import Judgement, MergedEvent, ReportTrace
from onrecord.resolve.event_days import is_same_act
from onrecord.resolve.event_judge import judge_from, load_judge
from onrecord.resolve.event_merge import candidate_pairs, merge_events
from onrecord.resolve.event_pairs import FEATURES, Surroundings, days_between, features, kilometres, tellings_of
from onrecord.resolve.identities import find_identities
from onrecord.resolve.stories import find_stories
from onrecord.settings import SETTINGS
from tests.traces import DAY, Act, Who, judged, trace_of

FREE, SYL = Who("Freedonia", "state", "FRE"), Who("Sylvania", "state", "SYL")


def _shelling(text: str, trigger: str, publisher: str, deaths: Sequence[tuple[str, float]] = ()) -> ReportTrace:
    act = Act(trigger, "ASSAULT", ("Freedonia",), ("Sylvania",), DAY)
    return trace_of(text, FREE, SYL, act, publisher=publisher, deaths=deaths)


REPORTS = (
    _shelling("Freedonia shelled Sylvania at the river port, 12 killed.", "shelled", "Post", [("12 killed", 12)]),
    _shelling("Freedonia shelled the river port of Sylvania; 12 killed.", "shelled", "Times", [("12 killed", 12)]),
    _shelling(
        "The river port of Sylvania was shelled by Freedonia with 15 killed.", "shelled", "Echo", [("15 killed", 15)]
    ),
)
TALKS = trace_of(
    "Freedonia met Sylvania in the river port for talks after the shelling.",
    FREE,
    SYL,
    Act("met", "CONSULT", ("Freedonia", "Sylvania"), (), DAY + timedelta(days=2)),
    publisher="Post",
)


def _merge(reports: Sequence[ReportTrace], judgements: Sequence[Judgement] = ()) -> list[MergedEvent]:
    stories = find_stories(reports, [judged("story", reports[0].id, r.id, "same") for r in reports[1:]])
    identities = find_identities(reports, story_of={r: s.id for s in stories for r in s.reports})
    return merge_events(reports, stories, identities, judgements)


def test_tellings_of_one_act_are_one_event_with_all_reports_as_evidence() -> None:
    """Three outlets tell of one shelling: one event, three reports, three publishers; the talks are another."""
    merged = {m.type: m for m in _merge([*REPORTS, TALKS])}
    shelling = merged["ASSAULT"]
    assert (shelling.n_reports, shelling.n_publishers, shelling.n_mentions) == (3, 3, 3)
    assert {e.report for e in shelling.evidence} == {r.id for r in REPORTS}
    assert merged["CONSULT"].n_reports == 1
    assert (shelling.start, shelling.modality) == (REPORTS[0].events[0].start, "happened")


def test_parties_are_identities() -> None:
    """The merged event names each party once, by its identity over all reports."""
    identities = {i.country: i.id for i in find_identities(REPORTS)}
    (shelling,) = _merge(REPORTS)
    assert shelling.actors == (identities["FRE"],)
    assert shelling.recipients == (identities["SYL"],)


def test_conflicting_figures_are_kept_side_by_side() -> None:
    """12 dead and 15 dead are both kept with their reports, and the conflict is named."""
    (shelling,) = _merge(REPORTS)
    assert sorted((f.report, f.best) for f in shelling.figures) == sorted(
        (r.id, d) for r, d in zip(REPORTS, (12, 12, 15), strict=True)
    )
    assert shelling.conflicting == ("deaths",)
    assert _merge(REPORTS[:2])[0].conflicting == ()


def test_open_figures_agree_with_what_they_hold() -> None:
    """ "More than 10" and 12 do not conflict; "at most 10" and 12 do."""
    one, other = REPORTS[0], REPORTS[1]

    def bounded(low: float | None, high: float | None) -> ReportTrace:
        event = other.events[0]
        figure = replace(event.figures[0], low=low, best=10.0, high=high, bound="more_than" if low else "at_most")
        return replace(other, events=(replace(event, figures=(figure,)),))

    assert _merge([one, bounded(10.0, None)])[0].conflicting == ()
    assert _merge([one, bounded(None, 10.0)])[0].conflicting == ("deaths",)


def test_id_stays_when_a_later_report_comes() -> None:
    """A merged event keeps its id when run again, in another order, and with more reports of later days."""
    later = replace(REPORTS[2], published=DAY + timedelta(days=1))
    (before,), (again,), (after,) = _merge(REPORTS[:2]), _merge(REPORTS[1::-1]), _merge([*REPORTS[:2], later])
    assert before == again
    assert before.id == after.id


def test_days_between_speak_against_one_event() -> None:
    """The same words of an act a month earlier are another act; a telling without a time is the news of its day."""
    first = REPORTS[0]
    event = first.events[0]
    assert event.start is not None and event.end is not None
    month = timedelta(days=30)
    earlier = replace(event, id="event-earlier", start=event.start - month, end=event.end - month)
    undated = replace(event, id="event-undated", start=None, end=None)
    one, before, news = (
        replace(first, id=name, events=(e,)) for name, e in (("a", event), ("b", earlier), ("c", undated))
    )
    tellings = tellings_of([one, before, news], {})
    assert days_between(tellings[0], tellings[1]) == pytest.approx(29)
    assert days_between(tellings[0], tellings[2]) == 0
    assert len(_merge([one, before])) == 2
    assert len(_merge([one, news])) == 1


def test_people_have_the_last_word() -> None:
    """What somebody judged apart is apart; what he judged the same is one, even over two stories."""
    first, second, talks = REPORTS[0].events[0].id, REPORTS[1].events[0].id, TALKS.events[0].id
    apart = _merge(REPORTS, [judged("event", first, second, "not_same")])
    assert not any({first, second} <= {e.event for e in m.evidence} for m in apart)
    reports = [*REPORTS, TALKS]
    stories = find_stories(reports, [judged("story", REPORTS[0].id, TALKS.id, "not_same")])
    joined = merge_events(reports, stories, find_identities(reports), [judged("event", first, talks, "same")])
    assert any({first, talks} <= {e.event for e in m.evidence} for m in joined)


def test_the_same_act_on_the_same_day_is_one_over_two_stories() -> None:
    """A report of another story that looks back on the day's shelling tells of the same event; of another day not."""
    for day, n_events in ((DAY, 1), (DAY + timedelta(days=4), 2)):
        act = Act("shelled", "ASSAULT", ("Freedonia",), ("Sylvania",), day)
        back = trace_of("A week after Freedonia shelled Sylvania, the mayors of both towns sang.", FREE, SYL, act)
        reports = [REPORTS[0], back]
        stories = find_stories(reports, [judged("story", REPORTS[0].id, back.id, "not_same")])
        assert len(merge_events(reports, stories, find_identities(reports))) == n_events
    both = [REPORTS[0].events[0].id, back.events[0].id]
    merged = merge_events(reports, stories, find_identities(reports), [judged("event", *both, "not_same")])
    assert len(merged) == 2


def test_other_parties_make_another_act() -> None:
    """Two shellings on one day, of two towns by two armies, are two; one that leaves the army open is either."""
    side = {"a": "A", "b": "B", "c": "C"}
    event = replace(REPORTS[0].events[0], actors=("a",), recipients=("c",))
    assert is_same_act(event, replace(event, actors=()), side)
    assert not is_same_act(event, replace(event, actors=("b",)), side)
    assert not is_same_act(event, replace(event, actors=(), recipients=()), side)
    assert not is_same_act(event, replace(event, modality="denied"), side)


def test_large_story_compares_only_what_shares_something() -> None:
    """Beyond the ceiling not all pairs are looked at, but tellings of one act still are."""
    many = [
        _shelling(f"Freedonia shelled Sylvania at the river port {n}.", "shelled", f"Paper {n}")
        for n in range(SETTINGS.events_all_pairs + 20)
    ]
    tellings = tellings_of(many, {})
    pairs = candidate_pairs(tellings)
    assert len(pairs) < len(tellings) * SETTINGS.event_candidates * 6
    assert {n for pair in pairs for n in pair} == set(range(len(tellings)))
    assert all(i < j for i, j in pairs)
    assert max(m.n_reports for m in _merge(many)) > 1


_WORDS = st.sampled_from("river port bridge convoy ferry 12 40 mayor talks Monday".split())
_TELLINGS = st.tuples(
    st.sampled_from(("shelled", "met", "accused")), st.lists(_WORDS, max_size=6), st.none() | st.integers(0, 5)
)


@given(st.lists(_TELLINGS, max_size=6))
def test_every_event_of_any_reports_is_kept_once(found: list[tuple[str, list[str], int | None]]) -> None:
    """Whatever the reports, each event is the evidence of exactly one merged event."""
    reports = {
        trace.id: trace
        for act, words, day in found
        for trace in [
            trace_of(
                f"Freedonia {act} Sylvania {' '.join(words)}.",
                FREE,
                SYL,
                Act(act, "ASSAULT", ("Freedonia",), ("Sylvania",), None if day is None else DAY + timedelta(days=day)),
                day=None if day is None else DAY,
            )
        ]
    }
    merged = _merge(list(reports.values())) if reports else []
    assert sorted(e.event for m in merged for e in m.evidence) == sorted(t.events[0].id for t in reports.values())


def test_features_do_not_depend_on_the_order_of_two() -> None:
    """A pair is the same from both sides, and every feature is finite."""
    reports = [*REPORTS, TALKS]
    tellings, near = tellings_of(reports, {}), Surroundings(reports, {})
    for one in tellings:
        for other in tellings:
            there = features(one, other, near)
            assert there == pytest.approx(features(other, one, near))
            assert len(there) == len(FEATURES)


def test_judge_of_other_features_is_refused() -> None:
    """Weights made for another list of features are not used."""
    plain = load_judge().as_plain()
    assert judge_from(plain).threshold == load_judge().threshold
    with pytest.raises(ValueError, match="training/merging"):
        judge_from({**plain, "features": plain["features"][1:]})


def test_way_over_the_earth() -> None:
    """From one side of the date line to the other is a short way."""
    assert kilometres((0, 179.5), (0, -179.5)) == pytest.approx(111, abs=1)
