"""The task actors."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from onrecord.model.span import Span
from onrecord.score.event_answers import PartySpans
from onrecord.score.gold_reports import GoldReport
from onrecord.score.gold_sentences import MarkedParties
from onrecord.score.layers import compile_annotated
from onrecord.score.options import Options
from onrecord.score.table import Table
from onrecord.score.tasks_parties import actor_table, count_parties, party_table
from tests.builders import find_span
from tests.score.stand_ins import Answers
from tests.score.test_layers import REPORT

TEXT = "Freedonia and Sylvania met the envoys of Ruritania."


def _values(table: Table) -> dict[str, float]:
    return {figure.name: figure.value for figure in table.figures}


def _spans(*words: str) -> tuple[Span, ...]:
    return tuple(find_span(TEXT, each) for each in words)


def test_exact_and_overlapping_parties() -> None:
    """One source of two is exact; the target is found in part, and one found span is nobody."""
    gold = MarkedParties("1", TEXT, _spans("Freedonia", "Sylvania"), _spans("the envoys of Ruritania"), ())
    answers = PartySpans(_spans("Freedonia"), _spans("envoys of Ruritania", "met"))
    counts = count_parties(gold, Answers(parties={TEXT: answers}))
    assert (counts["source gold"], counts["source found"], counts["source right"], counts["source near"]) == (
        2,
        1,
        1,
        1,
    )
    assert (counts["target gold"], counts["target found"], counts["target right"], counts["target near"]) == (
        1,
        2,
        0,
        1,
    )


def test_reciprocal_parties_are_on_both_sides() -> None:
    """Who acts on each other is asked for as source and as target."""
    both = _spans("Freedonia", "Sylvania")
    gold = MarkedParties("1", TEXT, (), (), both)
    counts = count_parties(gold, Answers(parties={TEXT: PartySpans(both, both[:1])}))
    assert (counts["source right"], counts["source gold"]) == (2, 2)
    assert (counts["target right"], counts["target gold"]) == (1, 2)


def test_white_space_at_the_edges_does_not_count() -> None:
    """A span with the space before it is exact; one long span does not serve for two."""
    gold = MarkedParties("1", TEXT, _spans("Freedonia", "Sylvania"), (), ())
    counts = count_parties(gold, Answers(parties={TEXT: PartySpans(_spans("Freedonia", " Sylvania"), ())}))
    assert counts["source right"] == 2
    counts = count_parties(gold, Answers(parties={TEXT: PartySpans(_spans("Freedonia and Sylvania"), ())}))
    assert (counts["source right"], counts["source near"]) == (0, 1)


def test_a_file_of_parties(tmp_path: Path) -> None:
    """F1 of each side over the file, with a warning where it is a training part."""
    path = tmp_path / "cameo-ner-train.jsonl"
    path.write_text(
        f'{{"id": "1", "text": "{TEXT}", "source": [[0, 9], [14, 22]], "target": [[27, 50]], "reciprocal": []}}\n',
        encoding="utf-8",
    )
    answers = PartySpans((Span(0, 9),), (Span(27, 50), Span(23, 26)))
    table = party_table(path, Answers(parties={TEXT: answers}), Options())
    values = _values(table)
    assert values["source F1"] == pytest.approx(2 / 3)
    assert values["target F1"] == pytest.approx(2 / 3)
    assert (values["source recall"], values["target precision"]) == (0.5, 0.5)
    assert any("training part" in note for note in table.notes)


def test_actors_of_events_and_what_they_are() -> None:
    """A wrong country and a missing sector on one of three actors; an event that lost its recipient."""
    dossier, layers = compile_annotated(REPORT)
    gold = GoldReport("x", dossier, layers)
    perfect = _values(actor_table([(gold, dossier)]))
    assert perfect["actors F1"] == perfect["recipients F1"] == perfect["kind of these"] == 1
    assert perfect["actors of the report that are found"] == 1
    first, *others = dossier.actors
    assert len(others) == 2
    worse = replace(
        dossier,
        actors=(replace(first, country="USA", sector=None, kind="group"), *others),
        events=tuple(replace(event, recipients=()) if event.type == "REQUEST" else event for event in dossier.events),
    )
    values = _values(actor_table([(gold, worse)]))
    assert values["kind of these"] == pytest.approx(2 / 3)
    assert values["country of these"] == pytest.approx(2 / 3), "the report gives no countries"
    assert values["sector of these"] == pytest.approx(2 / 3)
    # Sectors: three in the gold, two found, both right.
    assert values["sector of these, where given, F1"] == pytest.approx(4 / 5)
    n_recipients = sum(len(event.recipients) for event in dossier.events)
    assert values["recipients recall"] == pytest.approx((n_recipients - 1) / n_recipients)
    assert values["recipients precision"] == values["actors F1"] == 1
