"""Decisions in the reader and on the review: kept, shown, undone, exported."""

from __future__ import annotations

import io
import re
from pathlib import Path
from zipfile import ZipFile

import pytest

from onrecord.model.json import dossier_from_json
from onrecord.record.judgements import read_judgements
from onrecord.record.selection import open_record
from onrecord.serve.app import create_app
from onrecord.serve.marking import cut, parts_of
from tests.builders import FakeReader
from tests.serve.client import Client


@pytest.fixture
def own(record_folder: Path) -> Client:
    """Return what asks a record that may be written to."""
    return Client(create_app(record_folder, reader=FakeReader()))


def _first(client: Client, kind: str = "event") -> str:
    found = re.findall(r'name="fact" value="([^"]+)"', client.get(f"/review?kind={kind}").text)
    return str(found[0])


def _decide(client: Client, **given: object) -> str:
    answer = client.post("/judgements", data=given, headers={"hx-request": "true"})
    assert answer.status_code == 200, answer.text
    return answer.text


def test_a_decision_waits_for_a_name(own: Client, record_folder: Path) -> None:
    """Without a name nothing is written: the card asks for it and keeps what was decided."""
    card = _decide(own, fact=_first(own), verdict="confirmed")
    assert 'name="by"' in card and 'value="confirmed"' in card
    assert not list(read_judgements(open_record(record_folder)))


def test_a_decision_is_kept_with_who(own: Client, record_folder: Path) -> None:
    """A decision stands in the log with its name, and the browser keeps the name."""
    fact = _first(own)
    answer = own.post(
        "/judgements", data={"fact": fact, "verdict": "wrong", "by": "Zoë  Ž."}, headers={"hx-request": "1"}
    )
    assert 'data-state="rejected"' in answer.text and "SameSite=strict" in answer.headers["set-cookie"]
    (row,) = read_judgements(open_record(record_folder))
    assert (row.left, row.verdict, row.by) == (fact, "wrong", "Zoë Ž.")


def test_a_rejected_event_leaves_lists_until_it_is_undone(own: Client, record_folder: Path) -> None:
    """A rejected event is in no list and waits for nobody; undone, it is back in both."""
    fact, record = _first(own), open_record(record_folder)
    n_before = record.events().count()
    _decide(own, fact=fact, verdict="wrong", by="Ann")
    assert record.events().count() == n_before - 1 and fact not in own.get("/review?kind=event").text
    assert 'data-state="machine"' in _decide(own, fact=fact, verdict="undone", by="Ann")
    assert record.events().count() == n_before and fact in own.get("/review?kind=event").text


def test_a_correction_shows_in_lists(own: Client, record_folder: Path) -> None:
    """A type chosen from the list is the event's type in the record, and the card tells what was read."""
    fact = _first(own)
    card = _decide(own, fact=fact, verdict="corrected", type="PROTEST", modality="planned", negated="no", by="Ann")
    assert 'data-state="corrected"' in card and "<ins>PROTEST</ins>" in card
    assert open_record(record_folder).events(type="PROTEST").count() == 1


def test_values_off_the_list_are_refused(own: Client, record_folder: Path) -> None:
    """A value that is on no list is not written; the form says so."""
    given = {"fact": _first(own), "verdict": "corrected", "type": "<b>", "modality": "planned", "negated": "no"}
    answer = own.post("/judgements", data={**given, "by": "Ann"}, headers={"hx-request": "true"})
    assert answer.status_code == 422 and "chosen from the list" in answer.text and "<b>" not in answer.text
    assert not list(read_judgements(open_record(record_folder)))


def test_unknown_facts_are_not_judged(own: Client) -> None:
    """A fact that the record does not have cannot be decided on."""
    answer = own.post("/judgements", data={"fact": "00:event:1-2", "verdict": "wrong", "by": "Ann"})
    assert answer.status_code == 404


def test_decisions_come_as_annotated_reports(own: Client) -> None:
    """The zip holds the report without its rejected event, and the log."""
    fact = _first(own)
    _decide(own, fact=fact, verdict="wrong", by="=Ann")
    with ZipFile(io.BytesIO(own.get("/review/gold.zip").content)) as archive:
        (name,) = [n for n in archive.namelist() if n.endswith(".json")]
        dossier = dossier_from_json(archive.read(name).decode("utf-8"))
        assert ",wrong," in archive.read("decisions.csv").decode("utf-8")
    spans = {f"{dossier.report.id}:event:{e.trigger_span.start}-{e.trigger_span.end}" for e in dossier.events}
    assert dossier.report.id == fact.partition(":")[0] and fact not in spans


def test_back_leads_to_no_other_site(own: Client) -> None:
    """The page to go back to is one of ours, whatever the form says."""
    answer = own.post("/judgements/name", data={"by": "Ann", "back": "//elsewhere.example/"})
    assert answer.status_code == 303 and answer.headers["location"] == "/review"


def test_parts_put_together_are_the_text() -> None:
    """A long text comes in parts that leave out nothing, cut at line breaks where there are some."""
    text = "one two\n" * 50 + "x" * 300 + "\nend😀"
    parts = parts_of(text, 100)
    assert "".join(part.of(text) for part in parts) == text
    assert "".join(piece.text for part in parts for piece in cut(text, [], [], within=part)) == text
    assert parts[0].of(text).endswith("\n")


def test_words_tell_what_they_were_taken_for(own: Client) -> None:
    """Marked words say who they are."""
    fact = _first(own, "statement")
    report = fact.partition(":")[0]
    keys = re.findall(r'data-keys="(actor:[^" ]+)', own.get(f"/reports/{report}").text)
    assert "sure" in own.get(f"/reports/{report}/words?keys={keys[0]}").text
