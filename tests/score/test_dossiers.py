"""Scoring dossiers, and gold dossiers from marked reports."""

from __future__ import annotations

from dataclasses import replace

import pytest

from onrecord.model.dossier import Actor, Dossier
from onrecord.model.span import Span
from onrecord.score.dossiers import DOSSIER_METRICS, align_actors, count_dossier, match_statements
from onrecord.score.gold_dossiers import dossier_from_inline
from onrecord.score.inline import compile_inline

REPORT = """id: x-1
published: 2021-03-04
---
{c2:{s1:Ada Bell} {q1:said} {c1:“we go”}}, {s2:the Harbour Wire} {q2:reported}.

{s3:She} {q3:hoped} {c3:that {s4:Carl Dorn} {q4:promises} {a4:the crew} {c4:to stay}}.

{s5:Dorn} {q5:declined to comment}.
---
1: speaker=Ada Bell; form=direct; marks=balanced; medium=interview
2: passes=1; role=reported_by
3: speaker=Ada Bell; form=indirect; kind=attitude
4: speaker=Carl Dorn; form=indirect; act=AGREE
5: speaker=Carl Dorn; form=indirect; polarity=withheld
"""


@pytest.fixture
def gold() -> Dossier:
    """The dossier of the marked report."""
    return dossier_from_inline(compile_inline(REPORT))


def test_a_marked_report_becomes_a_dossier(gold: Dossier) -> None:
    """The passing step becomes an attribution, nesting a parent, speakers actors with their mentions."""
    first, second, inner, silent = gold.statements
    text = gold.report.text
    assert [(step.role, step.span.of(text)) for step in first.attribution] == [("reported_by", "the Harbour Wire")]
    assert inner.parent == second.id
    assert first.speakers == second.speakers
    assert {m.of(text) for a in gold.actors if a.name == "Carl Dorn" for m in a.mentions} == {"Carl Dorn", "Dorn"}
    assert (silent.polarity, silent.content) == ("withheld", ())
    assert str(gold.report.published) == "2021-03-04"


def test_gold_against_itself_is_right_throughout(gold: Dossier) -> None:
    """Every figure that is defined is one."""
    counts = count_dossier(gold, gold)
    values = {name: metric(counts) for name, (metric, _) in DOSSIER_METRICS.items()}
    assert set(values.values()) == {1.0}


def test_a_wrong_speaker_and_a_missing_statement_cost_what_they_should(gold: Dossier) -> None:
    """One of four statements is lost, one has the other speaker, one lost its act: each figure tells it."""
    first, second, inner, _ = gold.statements
    found = replace(
        gold,
        statements=(replace(first, speakers=inner.speakers), second, replace(inner, act=None, parent=None)),
    )
    counts = count_dossier(gold, found)
    value = {name: metric(counts) for name, (metric, _) in DOSSIER_METRICS.items()}
    assert value["statements recall"] == 0.75
    assert value["statements precision"] == 1.0
    assert value["speaker"] == pytest.approx(2 / 3)
    assert value["statements with the right speaker, F1"] == pytest.approx(2 * 2 / 7)
    assert value["act"] == pytest.approx(2 / 3)
    assert value["act, where given, F1"] == value["parent, where given, F1"] == 0.0


def test_content_alone_does_not_match(gold: Dossier) -> None:
    """The cue or the speaker's words must overlap as well."""
    first = gold.statements[0]
    moved = replace(first, cue_span=Span(0, 1), speaker_span=None)
    assert match_statements(gold.report.text, [first], [moved]) == {}


def test_actors_align_by_name_before_mentions() -> None:
    """A fuller name with the same last word is the same actor; pronouns alone do not make two actors one."""
    text = "Bell, he said. Minister Ada Bell."
    gold = [Actor(id="g", name="Ada Bell", kind="person", mentions=(Span(0, 4),))]
    found = [
        Actor(id="other", name="he", kind="person", mentions=(Span(6, 8),)),
        Actor(id="same", name="Minister Ada Bell", kind="person", mentions=(Span(15, 32),)),
    ]
    assert align_actors(text, gold, found) == {"g": "same"}
    only_he = [replace(gold[0], name="Zoe", mentions=(Span(6, 8),))]
    assert align_actors(text, only_he, found[:1]) == {}


def test_a_place_in_a_description_is_not_its_head() -> None:
    """“Officials in Washington” are no more Washington than they are the place they stand in."""
    text = "Officials in Washington think so."
    gold = [Actor(id="g", name="Officials in Washington", kind="group", mentions=(Span(0, 23),))]
    found = [
        Actor(id="place", name="Washington", kind="government", mentions=(Span(13, 23),)),
        Actor(id="same", name="Officials", kind="group", mentions=(Span(0, 9),)),
    ]
    assert align_actors(text, gold, found) == {"g": "same"}
