"""People's decisions laid over what was read."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from onrecord.record.selection import OpenRecord
from tests.record.crisis import first, judge, make_crisis, second, third


@pytest.fixture
def record(tmp_path: Path) -> OpenRecord:
    """Return a record that may be changed."""
    return make_crisis(tmp_path)


def test_what_is_wrong_is_left_out(record: OpenRecord) -> None:
    """A fact found wrong is in no view, series or search; all others stay."""
    made = first()
    judge(
        record,
        {"report": made.id, "kind": "event", "span": made.span("were killed"), "verdict": "wrong"},
        {"report": made.id, "kind": "statement", "span": made.span("said"), "verdict": "wrong"},
    )
    assert len(record.select("events")) == 6
    assert "were killed" not in {row["words"] for row in record.events()}
    assert record.query("SELECT count(*) AS n FROM statements").to_pylist() == [{"n": 2}]
    assert [hit["kind"] for hit in record.search("never open")] == ["report"]


def test_a_statement_is_known_by_its_cue_and_by_its_content(record: OpenRecord) -> None:
    """Either evidence of a statement names it."""
    made = first()
    span = made.span("“We will never open the road,”")
    judge(record, {"report": made.id, "kind": "statement", "span": span, "verdict": "wrong"})
    assert len(record.select("statements")) == 2


def test_the_newest_decision_holds(record: OpenRecord) -> None:
    """What was wrong and is right again shows again."""
    made = second()
    row = {"report": made.id, "kind": "event", "span": made.span("shelled")}
    judge(record, {**row, "verdict": "wrong"})
    assert len(record.select("events")) == 6
    judge(record, {**row, "verdict": "right", "later": 5})
    assert len(record.select("events")) == 7


def test_corrected_columns_show_and_are_found(record: OpenRecord) -> None:
    """A corrected name shows, and filters find the fact by it and no more by the old one."""
    made = first()
    value = json.dumps({"speaker": "Ana Peréz", "speaker_countries": ["UGA"], "confidence": 1, "words": "invented"})
    judge(
        record,
        {"report": made.id, "kind": "statement", "span": made.span("said"), "verdict": "corrected", "value": value},
    )
    (row,) = record.statements(speaker="ana perez", country="UGA")
    assert (row["speaker"], row["speakers"], row["confidence"]) == ("Ana Peréz", ["Ana Peréz"], 1.0)
    assert row["words"] == "“We will never open the road,”"
    assert record.statements(speaker="Oduya").count() == 0


def test_what_follows_from_a_corrected_type_follows(record: OpenRecord) -> None:
    """Quad class, score and PLOVER's own code are those of the corrected type and modality."""
    made = first()
    value = json.dumps({"type": "AID", "modality": "planned"})
    row = {"report": made.id, "kind": "event", "span": made.span("were killed"), "verdict": "corrected"}
    judge(record, {**row, "value": value})
    (event,) = record.events(type="AID")
    assert (event["modality"], event["plover"], event["quad"], event["mode"]) == ("planned", "AGREE", 2, None)


def test_corrected_parties_make_the_pairs_of_series(record: OpenRecord) -> None:
    """Series count an event between the parties that are right."""
    made = second()
    value = json.dumps({"actor_countries": ["UGA"], "recipient_countries": ["RWA"], "recipients": ["Rwanda"]})
    row = {"report": made.id, "kind": "event", "span": made.span("shelled"), "verdict": "corrected", "value": value}
    judge(record, row)
    assert {(r["party_a"], r["party_b"]) for r in record.tension(country="RWA")} == {("RWA", "UGA")}


@pytest.mark.parametrize("value", [None, "no json", "[]", '{"type": 7, "colour": "red", "negated": {"a": 1}}'])
def test_values_that_do_not_fit_change_nothing(record: OpenRecord, value: str | None) -> None:
    """A correction without sense leaves the fact as it was read."""
    made = third()
    before = list(record.events(type="ACCUSE"))
    row = {"report": made.id, "kind": "event", "span": made.span("accused"), "verdict": "corrected", "value": value}
    judge(record, row)
    after = list(record.events(text="accused"))
    assert [row["words"] for row in after].count("accused") == 1
    assert before[0]["negated"] == next(row["negated"] for row in after if row["words"] == "accused")


def test_a_column_may_be_corrected_to_nothing(record: OpenRecord) -> None:
    """Null in a correction means that nothing is known."""
    made = second()
    value = json.dumps({"act": None})
    row = {"report": made.id, "kind": "statement", "span": made.span("said"), "verdict": "corrected", "value": value}
    judge(record, row)
    assert [row["act"] for row in record.statements(publisher="Lake Times")] == [None]
