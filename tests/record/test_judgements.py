"""The log of decisions."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from deltalake.exceptions import DeltaError

from onrecord.errors import UsageError
from onrecord.model.span import Span
from onrecord.record.judgements import JudgementRow, add_judgements, fact_key, read_judgements
from onrecord.record.table import create_record
from tests.record.build import NOW

KEY = fact_key("9f2c", "event", Span(10, 18))
ROW = JudgementRow(kind="fact", left=KEY, verdict="corrected", value='{"type": "THREATEN"}', by="A. Editor", at=NOW)


def test_the_newest_decision_holds(tmp_path: Path) -> None:
    """A later decision about the same thing replaces the earlier one, which stays in the history."""
    record = create_record(tmp_path)
    later = replace(ROW, verdict="wrong", value=None, at=NOW + timedelta(hours=1))
    other = replace(ROW, kind="same_event", right="x", verdict="same", value=None)
    assert add_judgements(record, [later]) == 1
    assert add_judgements(record, [ROW, other]) == 2
    assert {row.verdict for row in read_judgements(record)} == {"wrong", "same"}
    assert list(read_judgements(record, newest_only=False))[-1] == later


def test_decisions_cannot_be_deleted(tmp_path: Path) -> None:
    """The table itself refuses to lose a row."""
    record = create_record(tmp_path)
    add_judgements(record, [ROW])
    with pytest.raises(DeltaError, match="append-only"):
        record.table("judgements").delete("kind = 'fact'")


@pytest.mark.parametrize("wrong", [{"at": datetime(2031, 5, 2)}, {"value": "{"}])
def test_bad_decisions_are_refused(tmp_path: Path, wrong: dict[str, object]) -> None:
    """A moment without time zone and a value that is no JSON are wrong use."""
    record = create_record(tmp_path)
    with pytest.raises(UsageError):
        add_judgements(record, [replace(ROW, **wrong)])
    assert list(read_judgements(record)) == []
