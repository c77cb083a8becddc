"""What many reports of a record have in common."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from onrecord import cli
from onrecord.model.arrow import dossier_to_row, dossiers_to_table
from onrecord.model.dossier import Actor, Dossier, Event, Statement
from onrecord.model.ids import fact_id, report_id
from onrecord.model.report import Report
from onrecord.model.span import Span
from onrecord.record.judgements import JudgementRow, add_judgements, fact_key
from onrecord.record.selection import OpenRecord, open_record
from onrecord.record.table import create_record
from onrecord.run.merge import merge_record

NOW = datetime(2031, 5, 9, tzinfo=UTC)
LEAD = (
    "Gunmen attacked the harbour of Port Bell on Tuesday and burned two ferries, the coast guard said. "
    "Maria Oduya said the harbour would open again within a week and that nobody had been hurt in the fire. "
)
TAIL = "The ferries carry some nine hundred people a day between the island and the mainland coast."
OTHER = "Ministers of Sylvania and Ruritania signed a treaty on river water in the capital after nine years of talks."


def _dossier(text: str, day: int, publisher: str) -> Dossier:
    report = Report(
        id=report_id(text), text=text, publisher=publisher, published=date(2031, 5, day), published_source="given",
        language="en", title=f"Harbour {day}",
    )  # fmt: skip

    def span(words: str) -> Span:
        start = text.index(words)
        return Span(start, start + len(words))

    def made(kind: str, words: str) -> str:
        return fact_id(report.id, kind, span(words))

    if "Gunmen" not in text:
        event = Event(id=made("event", "signed"), trigger_span=span("signed"), type="AGREE", modality="happened")
        return Dossier(report=report, events=(event,))
    gunmen = Actor(id=made("actor", "Gunmen"), name="Gunmen", kind="armed_group", mentions=(span("Gunmen"),))
    oduya = Actor(
        id=made("actor", "Maria Oduya"), name="Maria Oduya", kind="person", country="KEN",
        mentions=(span("Maria Oduya"),),
    )  # fmt: skip
    event = Event(
        id=made("event", "attacked"), trigger_span=span("attacked"), type="ASSAULT", modality="happened",
        actors=(gunmen.id,),
    )  # fmt: skip
    content = "the harbour would open again within a week and that nobody had been hurt in the fire"
    statement = Statement(
        id=made("statement", content), kind="said", speakers=(oduya.id,), speaker_span=span("Maria Oduya"),
        cue_span=Span(span("said the").start, span("said the").start + 4),
        content=(span(content),), form="indirect", marks=None,
    )  # fmt: skip
    return Dossier(report=report, actors=(gunmen, oduya), events=(event,), statements=(statement,))


@pytest.fixture
def record(tmp_path: Path) -> OpenRecord:
    """A record of two prints of one wire report and one report of something else."""
    found = [_dossier(LEAD + TAIL, 2, "Norfax"), _dossier(LEAD + TAIL + " More follows.", 3, "Herald")]
    found.append(_dossier(OTHER, 3, "Herald"))
    folder = tmp_path / "record"
    rows = [dossier_to_row(d, origin=None, ingested_at=NOW) for d in found]
    create_record(folder).add(dossiers_to_table(rows))
    return open_record(folder)


def test_copies_are_one_in_every_sense(record: OpenRecord) -> None:
    """A wire report printed twice is one text, one story, one event, one statement and one speaker."""
    found = merge_record(record)
    assert [len(group.reports) for group in found.duplicates] == [2]
    rows = record.query(
        "SELECT type, actors, n_reports, n_publishers, words FROM merged_events ORDER BY type"
    ).to_pylist()
    assert rows[0] == {"type": "AGREE", "actors": [], "n_reports": 1, "n_publishers": 1, "words": "signed"}
    assert (rows[1]["type"], rows[1]["actors"], rows[1]["n_publishers"]) == ("ASSAULT", ["Gunmen"], 2)
    stories = record.query("SELECT n_reports, title FROM stories ORDER BY n_reports DESC").to_pylist()
    assert [row["n_reports"] for row in stories] == [2, 1]
    assert record.query("SELECT n_reports FROM identities WHERE name = 'Maria Oduya'").to_pylist() == [{"n_reports": 2}]
    assert record.query("SELECT speakers, n_reports FROM merged_statements").to_pylist() == [
        {"speakers": ["Maria Oduya"], "n_reports": 2}
    ]


def test_merging_again_gives_the_same_ids(record: OpenRecord) -> None:
    """Ids of merged events stay, whether the traces are made or come from the files that are kept."""
    first = merge_record(record)
    assert merge_record(record).events == first.events


def test_what_a_person_says_holds(record: OpenRecord) -> None:
    """Two events that somebody tells apart stay apart, whatever the judge says."""
    traces = merge_record(record).traces
    left, right = (fact_key(t.id, "event", e.span) for t in traces for e in t.events if e.type == "ASSAULT")
    row = JudgementRow(kind="same_event", left=left, right=right, verdict="different", by="ada", at=NOW)
    add_judgements(record, [row])
    assert [event.n_reports for event in merge_record(record).events if event.type == "ASSAULT"] == [1, 1]


def test_traces_cut_short_are_made_again(record: OpenRecord) -> None:
    """A file of traces that a crash left half written is replaced, not trusted."""
    first = merge_record(record)
    (kept,) = record.derived.glob("traces-*/*.gz")
    kept.write_bytes(kept.read_bytes()[:50])
    assert merge_record(record).traces == first.traces


def test_an_empty_record_has_nothing_in_common(tmp_path: Path) -> None:
    """Merging a record without reports makes empty views, not an error."""
    create_record(tmp_path / "record")
    record = open_record(tmp_path / "record")
    assert str(merge_record(record)).startswith("0 reports (0 of them copies) in 0 stories")
    assert record.query("SELECT count(*) AS n FROM merged_events").to_pylist() == [{"n": 0}]


def test_the_command_closes_with_the_account(record: OpenRecord, capsys: pytest.CaptureFixture[str]) -> None:
    """The command says what it found, and ``show`` finds it there."""
    assert cli.main(["merge", "--record", str(record.folder)]) == 0
    assert capsys.readouterr().out.startswith("3 reports (1 of them copies) in 2 stories; 3 tellings of 2 events")
    assert cli.main(["show", "merged_events", "--record", str(record.folder)]) == 0
    assert "ASSAULT" in capsys.readouterr().out
