"""Reports sorted into stories."""

from __future__ import annotations

import random
from collections.abc import Sequence
from datetime import date, timedelta

from onrecord.model.merged import ReportTrace, Story
from onrecord.resolve.stories import find_stories
from tests.traces import DAY, Who, judged, trace_of

FERRY = (
    "Ada Bell said the ferry sank off the northern harbour with 40 people aboard.",
    "The ferry that sank off the harbour carried 40 people, Ada Bell told reporters.",
    "Divers searched the sunken ferry off the northern harbour; Ada Bell led them.",
)
BRIDGE = (
    "Carl Dunn closed the mountain bridge after shelling killed 7 soldiers at the pass.",
    "Shelling at the mountain pass killed 7 soldiers and shut the bridge, Carl Dunn said.",
    "Carl Dunn blamed rebels for the shelling that killed 7 soldiers near the bridge.",
)


def _reports(texts: Sequence[str], name: str, day: date = DAY) -> list[ReportTrace]:
    return [trace_of(t, Who(name), day=day + timedelta(days=n)) for n, t in enumerate(texts)]


def _sorted(stories: Sequence[Story]) -> set[frozenset[str]]:
    return {frozenset(s.reports) for s in stories}


def test_two_happenings_are_two_stories_in_any_order() -> None:
    """Reports of two happenings come apart, whatever the order they are given in."""
    ferry, bridge = _reports(FERRY, "Ada Bell"), _reports(BRIDGE, "Carl Dunn")
    reports = [*ferry, *bridge]
    wanted = {frozenset(t.id for t in ferry), frozenset(t.id for t in bridge)}
    for seed in range(5):
        random.Random(seed).shuffle(reports)
        assert _sorted(find_stories(reports)) == wanted


def test_story_has_its_days_and_a_lasting_id() -> None:
    """A story knows its first and last day, and a later report does not change its id."""
    ferry, bridge = _reports(FERRY, "Ada Bell"), _reports(BRIDGE, "Carl Dunn")
    (before,) = (s for s in find_stories([*ferry[:2], *bridge]) if ferry[0].id in s.reports)
    (after,) = (s for s in find_stories([*ferry, *bridge]) if ferry[0].id in s.reports)
    assert (after.first, after.last) == (DAY, DAY + timedelta(days=2))
    assert before.id == after.id


def test_a_year_later_it_is_another_story() -> None:
    """What is alike a year apart is a second happening of the kind."""
    old, new = _reports(FERRY[:2], "Ada Bell"), _reports(FERRY[2:], "Ada Bell", DAY + timedelta(days=365))
    stories = find_stories([*old, *new, *_reports(BRIDGE, "Carl Dunn")])
    assert frozenset({new[0].id}) in _sorted(stories)


def test_people_have_the_last_word() -> None:
    """What somebody judged apart is apart, also through others, and what he judged the same comes together."""
    ferry, bridge = _reports(FERRY, "Ada Bell"), _reports(BRIDGE, "Carl Dunn")
    reports = [*ferry, *bridge]
    apart = find_stories(reports, [judged("story", ferry[0].id, ferry[1].id, "not_same")])
    assert not any({ferry[0].id, ferry[1].id} <= set(s.reports) for s in apart)
    joined = find_stories(reports, [judged("story", ferry[0].id, bridge[2].id, "same")])
    assert any({ferry[0].id, bridge[2].id} <= set(s.reports) for s in joined)


def test_every_report_is_in_one_story() -> None:
    """Nothing is lost: empty reports and reports without a date are stories too."""
    reports = [trace_of("", day=None), trace_of("Rain."), *_reports(FERRY, "Ada Bell")]
    stories = find_stories(reports)
    assert sorted(r for s in stories for r in s.reports) == sorted(t.id for t in reports)
    assert find_stories([]) == []
