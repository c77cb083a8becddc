"""The task modality."""

from __future__ import annotations

import json
import math
from dataclasses import replace
from pathlib import Path

import pytest

from onrecord.model.span import Span
from onrecord.score.gold_reports import GoldReport
from onrecord.score.gold_sentences import RatedSentence
from onrecord.score.layer_scores import told_events
from onrecord.score.layers import compile_annotated
from onrecord.score.options import Options
from onrecord.score.tasks_modality import (
    TRIGGER_METRICS,
    count_factuality,
    count_triggers,
    factuality_table,
    pearson,
    trigger_tables,
)
from tests.score.stand_ins import Answers, rating
from tests.score.test_layers import REPORT


@pytest.fixture(scope="module")
def gold() -> GoldReport:
    """A report with events that happened (two), are demanded and are threatened; none negated, none background."""
    dossier, layers = compile_annotated(REPORT)
    return GoldReport("x", dossier, layers)


def test_modality_at_gold_triggers(gold: GoldReport) -> None:
    """Happened, happened, demanded, threatened, answered happened, planned, demanded, possible."""
    events = told_events(gold.dossier, gold.dossier.furniture)
    assert [event.modality for event in events] == ["happened", "happened", "demanded", "threatened"]
    text = gold.dossier.report.text
    ratings = [
        rating("happened"),
        rating("planned", background=0.5),
        rating("demanded", negated=0.9),
        rating("possible"),
    ]
    rater = Answers(triggers={text: ratings})
    table, listing = trigger_tables([gold], rater, Options())
    assert rater.asked == [(text, tuple(event.trigger_span for event in events))]
    values = {figure.name: figure.value for figure in table.figures}
    assert values["modality accuracy"] == 0.5
    # happened 2/3, demanded 1; planned, threatened and possible 0.
    assert values["modality macro F1"] == pytest.approx((2 / 3 + 1) / 5)
    assert values["happened"] == pytest.approx(2 / 3)
    assert values["negated accuracy"] == values["background accuracy"] == 0.75
    assert values["negated F1"] == 0
    assert [f.name for f in listing.figures] == ["happened → planned", "threatened → possible"]
    assert table.figures[0].name == next(iter(TRIGGER_METRICS)) == "modality macro F1"


def test_triggers_in_furniture_are_not_asked_for(gold: GoldReport) -> None:
    """An event that stands in a dateline or caption is left out of the question and of the counts."""
    dossier = gold.dossier
    first, *others = dossier.events
    inside = replace(first, trigger_span=dossier.furniture[0].span)
    moved = GoldReport("x", replace(dossier, events=(inside, *others)), gold.layers)
    rater = Answers(triggers={dossier.report.text: [rating()] * 3})
    assert count_triggers(moved, rater)["modality items"] == 3
    assert rater.asked == [(dossier.report.text, tuple(event.trigger_span for event in others))]


def test_pearson_from_sums_of_sentences() -> None:
    """Gold 3, 1, -2 and answers 2, 0, -3 lie on a line, one below: r is 1, the mean error 1."""
    one = RatedSentence("1", "a b", (Span(0, 1), Span(2, 3)), (3.0, 1.0))
    two = RatedSentence("2", "c", (Span(0, 1),), (-2.0,))
    rater = Answers(triggers={"a b": [rating(factuality=2), rating(factuality=0)], "c": [rating(factuality=-3)]})
    sums = [count_factuality(sentence, rater) for sentence in (one, two)]
    total = {name: sums[0][name] + sums[1][name] for name in sums[0]}
    assert (total["n"], total["x"], total["y"], total["xy"], total["error"]) == (3, 2, -1, 12, 3)
    assert pearson(total) == pytest.approx(1.0)
    assert pearson(sums[0]) == pytest.approx(1.0)
    assert math.isnan(pearson(sums[1])), "a single word has no correlation"


def test_pearson_worked_by_hand_and_undefined_where_all_is_alike() -> None:
    """Gold 0, 1, 2 and answers 0, 2, 1: covariance 1/3 over variances 2/3 is one half."""
    text = "a b c"
    spans = (Span(0, 1), Span(2, 3), Span(4, 5))
    answers = [rating(factuality=value) for value in (0, 2, 1)]
    sums = count_factuality(RatedSentence("1", text, spans, (0.0, 1.0, 2.0)), Answers(triggers={text: answers}))
    assert pearson(sums) == pytest.approx(0.5)
    flat = Answers(triggers={text: [rating(factuality=0.1)] * 3})
    assert math.isnan(pearson(count_factuality(RatedSentence("1", text, spans, (0.0, 1.0, 2.0)), flat)))


def test_a_factuality_file(tmp_path: Path) -> None:
    """Both figures with their intervals over sentences; n counts words."""
    path = tmp_path / "uw-dev.jsonl"
    records = [
        {"id": str(n), "text": f"ships {n}", "targets": [{"span": [0, 5], "label": label}]}
        for n, label in enumerate((3.0, -3.0, 1.5, 0.0))
    ]
    path.write_text("\n".join(json.dumps(record) for record in records) + "\n", encoding="utf-8")
    values = (3.0, -2.0, 1.5, 0.0)
    rater = Answers(triggers={f"ships {n}": [rating(factuality=value)] for n, value in enumerate(values)})
    table = factuality_table(path, rater, Options())
    r, error = table.figures
    assert (r.name, r.n, error.name, error.value) == ("Pearson r", 4, "mean absolute error", 0.25)
    # n 4, x 1.5, y 2.5, xx 20.25, yy 15.25, xy 17.25
    assert r.value == pytest.approx((4 * 17.25 - 1.5 * 2.5) / math.sqrt((81 - 2.25) * (61 - 6.25)))
    assert 0 < r.low <= r.value <= r.high <= 1.0 + 1e-9
    assert table.n_documents == 4
