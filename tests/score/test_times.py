"""Scores of time expressions."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from onrecord.model.dossier import TimeExpression
from onrecord.model.span import Span
from onrecord.score.cli_score import score_tables
from onrecord.score.gold import GoldError
from onrecord.score.options import Options
from onrecord.score.times import GoldTime, GoldTimes, count_times, read_times

TEXT = "They met on Sunday in Tarn. They left on Monday."


def _found(start: int, end: int, value: str) -> TimeExpression:
    return TimeExpression(span=Span(start, end), type="DATE", value=value)


def _write(path: Path, records: list[dict[str, object]]) -> Path:
    path.write_text("".join(json.dumps(record) + "\n" for record in records), encoding="utf-8")
    return path


def test_strict_relaxed_and_value_are_counted() -> None:
    """Equal spans are strict, overlap is relaxed, equal value needs overlap; each gold time is paired once."""
    gold = GoldTimes(
        "d",
        TEXT,
        None,
        (
            GoldTime(Span(0, 5), "2031", "DATE"),
            GoldTime(Span(10, 15), "2030", "DATE"),
            GoldTime(Span(20, 25), "", "SET"),
        ),
    )
    found = [_found(0, 5, "2031"), _found(12, 15, "1999"), _found(30, 32, "2031")]
    counts = count_times(gold, found)
    assert [counts[f"{name} right"] for name in ("strict", "relaxed", "value")] == [1, 2, 1]
    assert (counts["value gold"], counts["value found"]) == (3, 3)


def test_a_found_time_is_paired_once() -> None:
    """Two gold times under one found time are one hit."""
    gold = GoldTimes("d", TEXT, None, (GoldTime(Span(0, 5), "a", "DATE"), GoldTime(Span(6, 9), "b", "DATE")))
    assert count_times(gold, [_found(0, 9, "b")])["relaxed right"] == 1


def test_the_task_needs_no_weights_and_splits_by_id(tmp_path: Path) -> None:
    """Every fourth document by id is dev; publication times without span are no gold."""
    timexes = [
        {"id": "t0", "span": None, "type": "DATE", "value": "2031-05-06"},
        {"id": "t1", "span": [12, 18], "type": "DATE", "value": "2031-05-04"},
        {"id": "t2", "span": [41, 47], "type": "DATE", "value": "2031-05-05"},
    ]
    records: list[dict[str, object]] = [
        {"id": f"d{n}", "published": "2031-05-06T09:00", "text": TEXT, "timexes": timexes} for n in range(8)
    ]
    train, dev = score_tables("times", [_write(tmp_path / "x.jsonl", records)], options=Options())
    assert (train.title, train.n_documents, dev.title, dev.n_documents) == ("times, train", 6, "times, dev", 2)
    values = {figure.name: (figure.value, figure.n) for figure in dev.figures}
    assert values["strict F1"] == values["value F1"] == (1.0, 4)


def test_what_is_not_annotated_is_not_counted(tmp_path: Path) -> None:
    """A text annotated in part is scored as far as its times are marked."""
    record: dict[str, object] = {
        "id": "d",
        "published": "2031-05-06",
        "text": TEXT,
        "annotated_to": 27,
        "sents": [[0, 27], [28, 48]],
        "timexes": [{"id": "t1", "span": [12, 18], "type": "DATE", "value": "2031-05-04"}],
    }
    (table,) = score_tables("times", [_write(tmp_path / "part.jsonl", [record])], options=Options())
    assert {f.name: f.value for f in table.figures}["strict precision"] == 1.0


def test_other_files_are_refused(tmp_path: Path) -> None:
    """A file without times is named, with what to give."""
    with pytest.raises(GoldError, match="timexes"):
        read_times(_write(tmp_path / "x.jsonl", [{"id": "d", "text": TEXT}]))
