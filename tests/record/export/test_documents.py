"""JSON for maps, timelines, PLOVER and annotations; calendars; the ledger."""

from __future__ import annotations

import csv
import io
from datetime import date, datetime
from typing import Any
from urllib.parse import unquote

import icalendar
import pytest

from onrecord.record.export.options import ExportOptions
from onrecord.record.filters import Filters
from onrecord.record.selection import Selection
from onrecord.record.table import Record
from tests.record.export.made import FERRIES, TALKS, store, talks
from tests.record.export.wrote import wrote, wrote_json


def _events(crisis: Record) -> list[dict[str, Any]]:
    return Selection(crisis, "events", Filters()).arrow().to_pylist()


def test_plover_json_loses_nothing(crisis: Record) -> None:
    """Every row of events can be made again from its PLOVER record."""
    kinds = Selection(crisis, "events", Filters()).arrow().schema
    read = []
    for record in wrote_json(crisis, "plover"):
        row = record["onrecord"]
        for name, value in row.items():
            kind = str(kinds.field(name).type)
            if value is not None and kind.startswith(("date", "timestamp")):
                row[name] = (date if kind.startswith("date") else datetime).fromisoformat(value)
        read.append(row)
    wanted = _events(crisis)
    assert sorted(read, key=lambda r: (r["report_id"], r["id"])) == sorted(
        wanted, key=lambda r: (r["report_id"], r["id"])
    )


def test_plover_record(crisis: Record) -> None:
    """A record has PLOVER's fields, its own code for what is only planned, and no text of the report's sentences."""
    records = {record["onrecord"]["id"]: record for record in wrote_json(crisis, "plover")}
    meet = records["meet"]
    assert (meet["event"], meet["date"], meet["quad_code"]) == (["AGREE"], "2031-05-09", 1)
    assert [actor["code"] for actor in meet["actor"]] == ["RUS", "UKR"]
    assert meet["event_loc"]["city"] == "Port Bell"
    assert meet["event_loc"]["resolution"] == 4
    assert "text" not in meet
    assert records["denied"].get("event_loc") is None
    assert records["shelled"]["context"] == ["military"]
    assert records["unshelled"]["context"] == ["negation"]


def test_plover_lines(crisis: Record) -> None:
    """To a file of lines each record is a line."""
    lines = wrote(crisis, "plover", options=ExportOptions(ending=".jsonl")).decode().splitlines()
    assert len(lines) == 9
    assert all(line.startswith("{") for line in lines)


def test_annotations_stand_on_their_words(crisis: Record) -> None:
    """Position and quotation of every annotation give the same words, in code points, and what stands round them."""
    texts = {row["report_id"]: row["text"] for row in Selection(crisis, "reports", Filters()).rows()}
    items = wrote_json(crisis, "webannotation")["first"]["items"]
    n_targets = 0
    for item in items:
        targets = item["target"] if isinstance(item["target"], list) else [item["target"]]
        for target in targets:
            position, quotation = target["selector"]
            text = texts[item["onrecord:report"]]
            assert text[position["start"] : position["end"]] == quotation["exact"]
            assert text[: position["start"]].endswith(quotation["prefix"])
            assert text[position["end"] :].startswith(quotation["suffix"])
            n_targets += 1
    assert n_targets > len(items)  # a statement in two pieces has two
    assert len({item["id"] for item in items}) == len(items)


def test_annotation_collection(crisis: Record) -> None:
    """The file is one collection of one page; sources are addresses, or URNs where there are none."""
    found = wrote_json(crisis, "webannotation", options=ExportOptions(tables=("statements",)))
    assert found["type"] == "AnnotationCollection"
    assert found["total"] == len(found["first"]["items"]) == 3
    assert found["@context"][0] == "http://www.w3.org/ns/anno.jsonld"
    sources = {t["source"] for i in found["first"]["items"] for t in _list(i["target"])}
    assert "https://example.org/ferries#top" in sources
    assert any(source.startswith("urn:sha256:") for source in sources)


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


def test_only_real_places_are_pinned(crisis: Record) -> None:
    """Features have longitude first; a place that stands for a government, or an event without one, has no geometry."""
    features = {f["properties"]["words"]: f for f in wrote_json(crisis, "geojson")["features"]}
    assert features["will meet"]["geometry"] == {"type": "Point", "coordinates": [-20.25, 10.5]}
    assert features["denied"]["geometry"] is None
    assert features["denied"]["properties"]["place_use"] == "government"
    assert features["threatened"]["geometry"] is None


def test_places_can_be_features(crisis: Record) -> None:
    """Places themselves can be exported; those that are no locations have no geometry."""
    found = wrote_json(crisis, "geojson", options=ExportOptions(tables=("places",)))
    pinned = {f["properties"]["use"]: f["geometry"] for f in found["features"]}
    assert pinned["government"] is None
    assert pinned["literal"] is not None


def test_calendar_entries(crisis: Record) -> None:
    """What is planned is confirmed, what hangs on a condition tentative; entries are whole days."""
    calendar = icalendar.Calendar.from_ical(wrote(crisis, "ics", options=ExportOptions(title="crisis")))
    entries = {str(entry["categories"].to_ical().decode()): entry for entry in calendar.walk("VEVENT")}
    meet = entries["CONSULT,planned"]
    assert meet["status"] == "CONFIRMED"
    assert (meet["dtstart"].dt, meet["dtend"].dt) == (date(2031, 5, 9), date(2031, 5, 10))
    assert meet["location"] == "Port Bell"
    assert "Freedonia, Sylvania" in meet["summary"]
    assert str(meet["url"]).startswith("https://example.org/ferries#top:~:text=")
    assert entries["COERCE,threatened"]["status"] == "TENTATIVE"


def test_calendar_lines_are_short_and_ids_stay(crisis: Record) -> None:
    """Lines have at most 75 bytes; ids do not change from one export to the next."""
    first, second = wrote(crisis, "ics"), wrote(crisis, "ics")
    assert all(len(line) <= 75 for line in first.split(b"\r\n"))
    uids = [line for line in first.splitlines() if line.startswith(b"UID:")]
    assert uids == [line for line in second.splitlines() if line.startswith(b"UID:")]
    assert len(set(uids)) == len(uids) == 2


def test_timeline_slides(crisis: Record) -> None:
    """Slides are in the order of days; what comes from reports is escaped."""
    found = wrote_json(crisis, "timelinejs", options=ExportOptions(title="<crisis>"))
    days = [tuple(slide["start_date"].values()) for slide in found["events"]]
    assert days == sorted(days)
    assert found["title"]["text"]["headline"] == "&lt;crisis&gt;"
    assert all("<script" not in slide["text"]["text"] for slide in found["events"])


def test_ledger_entries(crisis: Record) -> None:
    """A claim has its exact words, their context, and a link that leads to the words."""
    rows = list(csv.DictReader(io.StringIO(wrote(crisis, "ledger").decode(), newline="")))
    (said,) = [row for row in rows if row["id"] == "said"]
    assert said["words"] == "“We will not sign,” … “and we will not pay, never-ever.”"
    assert said["claim"] == "Maria Oduya said"
    assert said["words"].split(" … ")[0] in said["context"]
    assert (said["date"], said["published"]) == ("2031-05-02", "2031-05-03")
    link, _, fragment = said["link"].partition(":~:")
    assert link == "https://example.org/ferries#top"
    pieces = [unquote(part.removeprefix("text=")) for part in fragment.split("&")]
    assert all(piece in FERRIES for piece in pieces)
    assert "-" not in fragment
    (demand,) = [row for row in rows if row["id"] == "demand"]
    assert demand["link"] == ""
    assert demand["words"] in TALKS


def test_ledger_for_people_has_no_formulas(crisis: Record) -> None:
    """Words that begin with a plus sign are guarded for spreadsheets, and left alone for programs."""
    plain = wrote(crisis, "ledger").decode()
    guarded = wrote(crisis, "ledger", options=ExportOptions(excel=True)).decode("utf-8-sig")
    assert ",+1 from Sylvania" in plain
    assert ",'+1 from Sylvania" in guarded


@pytest.mark.parametrize("ending", [".json", ".jsonl"])
def test_ledger_as_json(crisis: Record, ending: str) -> None:
    """The ledger can be JSON, with claims of all kinds."""
    options = ExportOptions(ending=ending, tables=("statements", "events", "positions", "figures"))
    text = wrote(crisis, "ledger", options=options).decode()
    assert text.count('"claim":') == 3 + 9 + 1 + 1
    assert '"claim": "about 40 people"' in text


def test_an_uid_stays_when_another_report_tells_it(tmp_path: Any, crisis: Record) -> None:
    """A newer report of the same plan changes the entry, not its id."""
    before = {line for line in wrote(crisis, "ics").splitlines() if line.startswith(b"UID:")}
    from tests.record.export.made import Made, ferries

    again = Made("Sylvania meets Freedonia on 9 May.", published="2031-05-04", publisher="Courier")
    again.actor("s", "Sylvania", country="UKR")
    again.actor("f", "Freedonia", country="RUS")
    again.event("m", "meets", "CONSULT", "planned", actors=("s", "f"), when=again.when("9 May", date(2031, 5, 9)))
    after = {
        line
        for line in wrote(store(tmp_path / "more", ferries(), talks(), again.dossier()), "ics").splitlines()
        if line.startswith(b"UID:")
    }
    assert before == after
