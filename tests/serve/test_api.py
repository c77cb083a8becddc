"""The interface for programs."""

from __future__ import annotations

import csv
import io
import threading
from collections.abc import Callable
from typing import Any

import pytest
from fastapi import FastAPI
from icalendar import Calendar

from onrecord.model.dossier import Dossier
from onrecord.model.json import dossier_from_dict
from onrecord.record.filters import Filters
from onrecord.record.selection import OpenRecord, Selection
from onrecord.run.given import Given
from onrecord.serve.app import create_app
from onrecord.serve.failures import Refused
from onrecord.serve.forms import forms_of
from onrecord.serve.page import SCREENS
from onrecord.serve.reading import Reads
from onrecord.serve.rows import ROWS
from onrecord.settings import SETTINGS
from tests.builders import FakeReader
from tests.serve.client import Client

KINDS = [what for what in ROWS if what != "stories"]
TEXT = "“We will sign on Monday,” Oduya said."


@pytest.mark.parametrize("what", KINDS)
def test_rows_are_those_of_the_record(client: Client, crisis: OpenRecord, what: str) -> None:
    """The interface gives the rows of show, with the number of all of them."""
    answer = client.get(f"/api/v1/{what}").json()
    assert set(answer) == {"rows", "next", "count", "truncated"}
    assert answer["count"] == len(answer["rows"]) == Selection(crisis, what, Filters()).count()
    assert answer["next"] is None
    assert answer["truncated"] is False


@pytest.mark.parametrize("what", KINDS)
def test_models_name_the_columns_of_the_record(crisis: OpenRecord, what: str) -> None:
    """The description of the interface has the columns that rows have, no more and no less."""
    columns = Selection(crisis, what, Filters(), with_text=False).arrow().column_names
    assert sorted(ROWS[what].model_fields) == sorted(columns)


@pytest.mark.parametrize("what", KINDS)
def test_rows_fit_their_models(client: Client, what: str) -> None:
    """Every row is what the description of the interface says."""
    for row in client.get(f"/api/v1/{what}").json()["rows"]:
        ROWS[what].model_validate(row)


@pytest.mark.parametrize("what", ["statements", "timeline"])
def test_pages_give_each_row_once(client: Client, what: str) -> None:
    """Following the tokens gives all rows in the order of one long page."""
    whole = client.get(f"/api/v1/{what}").json()["rows"]
    found: list[Any] = []
    address = f"/api/v1/{what}?limit=1"
    token: str | None = ""
    while token is not None:
        answer = client.get(address + (f"&next={token}" if token else "")).json()
        assert len(answer["rows"]) == 1
        found += answer["rows"]
        token = answer["next"]
    assert found == whole
    assert len(found) > 1


def test_a_token_beyond_the_rows_gives_an_empty_last_page(client: Client) -> None:
    """A record that has shrunk since a token was given answers with no rows, not with an error."""
    token = client.get("/api/v1/statements?limit=1").json()["next"]
    answer = client.get(f"/api/v1/statements?text=lorries&next={token}").json()
    assert (answer["rows"], answer["next"]) == ([], None)


@pytest.mark.parametrize(
    ("query", "n_rows"),
    [
        ("speaker=Okello", 1),
        ("speaker=Okello&speaker=Oduya", 2),
        ("since=2031-05-04&until=2031-05-31", 0),
        ("text=road&publisher=nobody", 0),
    ],
)
def test_filters_are_those_of_show(client: Client, crisis: OpenRecord, query: str, n_rows: int) -> None:
    """Filters choose; several values of one are alternatives."""
    answer = client.get(f"/api/v1/statements?{query}").json()
    assert answer["count"] == len(answer["rows"])
    given: dict[str, Any] = {}
    for part in query.split("&"):
        given.setdefault(part.partition("=")[0], []).append(part.partition("=")[2])
    given = {name: values if name in ("speaker", "publisher") else values[0] for name, values in given.items()}
    assert answer["count"] == crisis.statements(**given).count()
    assert (answer["count"] > 0) == (n_rows > 0)


def test_codes_may_stand_together(client: Client) -> None:
    """Codes with commas between them are alternatives, as on the command line."""
    both = client.get("/api/v1/events?type=CONSULT,ASSAULT").json()["count"]
    assert both == client.get("/api/v1/events?type=CONSULT&type=ASSAULT").json()["count"]
    assert both > client.get("/api/v1/events?type=CONSULT").json()["count"] > 0


@pytest.mark.parametrize(
    ("address", "status", "code"),
    [
        ("/api/v1/statements?spekear=Oduya", 422, "E-HTTP-PARAMETER"),
        ("/api/v1/statements?since=yesterday", 422, "E-HTTP-PARAMETER"),
        ("/api/v1/statements?since=0", 422, "E-HTTP-PARAMETER"),
        ("/api/v1/statements?limit=0", 422, "E-HTTP-PARAMETER"),
        (f"/api/v1/statements?limit={SETTINGS.max_page_rows + 1}", 422, "E-HTTP-PARAMETER"),
        ("/api/v1/statements?modality=planned", 422, "E-HTTP-PARAMETER"),
        ("/api/v1/positions?type=ASSAULT", 422, "E-HTTP-PARAMETER"),
        ("/api/v1/statements?next=nonsense", 400, "E-USAGE"),
        ("/api/v1/statements?country=Atlantis", 400, "E-USAGE"),
        ("/api/v1/statements?since=2031-05-02&until=2031-05-01", 400, "E-USAGE"),
        ("/api/v1/statements?text=%21", 400, "E-USAGE"),
        ("/api/v1/stories", 404, "E-HTTP-MISSING"),
        ("/api/v1/stories.csv", 404, "E-HTTP-MISSING"),
        ("/api/v1/rumours", 404, "E-HTTP-MISSING"),
        ("/api/v1/rumours.csv", 404, "E-HTTP-MISSING"),
        ("/api/v1/reports/no-such-id", 404, "E-HTTP-MISSING"),
        ("/api/v1/statements.ics", 406, "E-HTTP-FORM"),
        ("/api/v1/statements.xlsx", 406, "E-HTTP-FORM"),
        ("/api/v1/calendar.geojson", 406, "E-HTTP-FORM"),
        ("/statements.ics", 406, "E-HTTP-FORM"),
        ("/rumours.csv", 404, "E-HTTP-MISSING"),
        ("/statements.json?country=Atlantis", 400, "E-USAGE"),
    ],
)
def test_failures_have_one_form(client: Client, address: str, status: int, code: str) -> None:
    """Whatever is wrong is told as JSON with a stable code and what to do."""
    answer = client.get(address)
    assert (answer.status_code, answer.headers["content-type"]) == (status, "application/json")
    assert set(answer.json()) == {"error", "message"}
    assert answer.json()["error"] == code
    assert len(answer.json()["message"]) > 10
    assert "--" not in answer.json()["message"] or "onrecord" in answer.json()["message"]


def test_a_method_that_does_not_fit_is_refused(client: Client) -> None:
    """Rows are only read."""
    answer = client.post("/api/v1/statements")
    assert (answer.status_code, answer.json()["error"]) == (405, "E-HTTP-METHOD")


@pytest.mark.parametrize("what", KINDS)
def test_csv_has_all_rows(client: Client, crisis: OpenRecord, what: str) -> None:
    """CSV has every chosen row and the columns of the rows."""
    answer = client.get(f"/api/v1/{what}.csv")
    rows = list(csv.DictReader(io.StringIO(answer.text)))
    assert len(rows) == int(answer.headers["x-total-count"]) == Selection(crisis, what, Filters()).count()
    assert answer.headers["content-disposition"] == f'attachment; filename="{what}.csv"'
    if rows:
        assert sorted(rows[0]) == sorted(ROWS[what].model_fields)


def test_csv_takes_filters_and_a_limit(client: Client) -> None:
    """A file has the rows that were asked for."""
    assert client.get("/api/v1/events.csv?limit=2").headers["x-total-count"] == "2"
    n_rows = client.get("/api/v1/events?modality=denied").json()["count"]
    assert client.get("/api/v1/events.csv?modality=denied").headers["x-total-count"] == str(n_rows)


@pytest.mark.parametrize("what", ["events", "places"])
def test_geojson_has_a_feature_for_each_row(client: Client, what: str) -> None:
    """GeoJSON has as many features as there are rows, those without a place among them."""
    answer = client.get(f"/api/v1/{what}.geojson")
    assert answer.headers["content-type"] == "application/geo+json"
    assert len(answer.json()["features"]) == client.get(f"/api/v1/{what}").json()["count"] > 0


def test_the_calendar_can_be_subscribed_to(client: Client) -> None:
    """The calendar comes as iCalendar, an entry for each row."""
    answer = client.get("/calendar.ics")
    assert answer.headers["content-type"] == "text/calendar; charset=utf-8"
    entries = Calendar.from_ical(answer.text).walk("VEVENT")
    assert len(entries) == client.get("/api/v1/calendar").json()["count"] > 0


@pytest.mark.parametrize("screen", [s for s in SCREENS if s.kind is not None], ids=lambda s: s.name)
def test_screens_have_their_rows_for_programs_too(client: Client, screen: Any) -> None:
    """Beside every screen its rows stand in all their forms, under the same filters, and are as many."""
    query = "?publisher=Herald" if screen.kind != "rejects" else ""
    n_rows = client.get(f"/api/v1/{screen.kind}{query}").json()["count"]
    for form in forms_of(screen.kind):
        answer = client.get(f"{screen.path}.{form}{query}")
        assert answer.status_code == 200
        if form == "csv":
            assert answer.headers["x-total-count"] == str(n_rows)
        elif form == "json" and "count" in answer.json():
            assert answer.json()["count"] == n_rows


def test_downloads_leave_out_filters_of_other_screens(client: Client) -> None:
    """Screens share their filters in the address; a screen's files pass over those it does not have, as it does."""
    assert (
        client.get("/statements.csv?modality=planned").headers["x-total-count"]
        == (client.get("/statements.csv").headers["x-total-count"])
    )


def test_csv_for_people_runs_no_formulas(client: Client) -> None:
    """A screen's CSV opens in spreadsheets: it says that it is UTF-8, and the interface's says nothing."""
    assert client.get("/statements.csv").content.startswith(b"\xef\xbb\xbf")
    assert client.get("/api/v1/statements.csv?excel=true").content.startswith(b"\xef\xbb\xbf")
    assert client.get("/api/v1/statements.csv").content.startswith(b"id,")


@pytest.mark.parametrize("ending", ["", ".json"])
def test_a_report_is_its_dossier(client: Client, crisis: OpenRecord, ending: str) -> None:
    """A report comes as the dossier that was stored."""
    for row in crisis.reports().rows():
        answer = client.get(f"/api/v1/reports/{row['report_id']}{ending}")
        assert dossier_from_dict(answer.json()).report.text == row["text"]


def test_a_dossier_comes_in_no_other_form(client: Client, crisis: OpenRecord) -> None:
    """A dossier as CSV is refused with the form that there is."""
    report = next(iter(crisis.reports().rows()))["report_id"]
    assert client.get(f"/api/v1/reports/{report}.csv").status_code == 406


def test_lists_of_reports_have_no_texts(client: Client) -> None:
    """A list of reports stays small, however long they are."""
    assert all("text" not in row for row in client.get("/api/v1/reports").json()["rows"])
    assert "text" not in client.get("/api/v1/reports.csv").text.splitlines()[0].split(",")


def test_a_text_is_read_and_not_stored(client: Client, crisis: OpenRecord) -> None:
    """Reading a text gives its dossier and leaves the record as it was."""
    before = crisis.n_reports()
    answer = client.post("/api/v1/read", json={"text": TEXT, "published": "2031-05-02", "publisher": "Herald"})
    dossier = dossier_from_dict(answer.json())
    assert answer.status_code == 200
    assert dossier.report.publisher == "Herald"
    assert [s.content[0].of(TEXT) for s in dossier.statements] == ["“We will sign on Monday,”"]
    assert crisis.n_reports() == before


@pytest.mark.parametrize(
    ("body", "status", "code"),
    [
        ({"text": ""}, 422, "E-HTTP-PARAMETER"),
        ({"text": "?!"}, 422, "E-TEXT-EMPTY"),
        ({"text": "<!doctype html><p>Hello"}, 422, "E-TEXT-MARKUP"),
        ({"text": TEXT, "published": "soon"}, 422, "E-HTTP-PARAMETER"),
        ({"text": TEXT, "shout": True}, 422, "E-HTTP-PARAMETER"),
        ({}, 422, "E-HTTP-PARAMETER"),
        ([], 422, "E-HTTP-PARAMETER"),
        ({"text": "a" * (SETTINGS.max_report_chars + 1)}, 422, "E-HTTP-PARAMETER"),
    ],
)
def test_texts_that_cannot_be_read_are_refused(client: Client, body: Any, status: int, code: str) -> None:
    """A text at fault is refused with its code; the message has no word of it."""
    answer = client.post("/api/v1/read", json=body)
    assert (answer.status_code, answer.json()["error"]) == (status, code)
    assert "Hello" not in answer.text
    assert "aaa" not in answer.text


@pytest.mark.parametrize("body", [b"", b"{", b"\xff\xfe", b'{"text": "\\ud800 Oduya said."}', b"[" * 100_000])
def test_bodies_that_are_no_json_are_refused(client: Client, body: bytes) -> None:
    """Broken JSON is the sender's fault, and told so."""
    answer = client.post("/api/v1/read", content=body, headers={"content-type": "application/json"})
    assert answer.status_code in (400, 422)
    assert set(answer.json()) == {"error", "message"}


class _SlowReader(FakeReader):
    """Reads when it is told to."""

    def __init__(self) -> None:
        super().__init__()
        self.begun, self.go_on = threading.Event(), threading.Event()

    def read(self, page: Any) -> Any:
        self.begun.set()
        assert self.go_on.wait(30)
        return super().read(page)


def test_few_texts_may_wait_to_be_read() -> None:
    """One text is read at a time, some wait, and one more is told to come again."""
    reader = _SlowReader()
    reads = Reads(reader)
    found: list[Dossier] = []
    work: Callable[[], None] = lambda: found.append(reads.read(TEXT, Given()))  # noqa: E731
    threads = [threading.Thread(target=work) for _ in range(1 + SETTINGS.reads_waiting)]
    threads[0].start()
    assert reader.begun.wait(30)
    for thread in threads[1:]:
        thread.start()
    for thread in threads[1:]:
        while not _is_full(reads) and thread.is_alive():
            thread.join(0.01)
    with pytest.raises(Refused) as refused:
        reads.read(TEXT, Given())
    assert (refused.value.status_code, refused.value.code) == (429, "E-HTTP-BUSY")
    reader.go_on.set()
    for thread in threads:
        thread.join(30)
    assert len(found) == len(threads)
    assert reads.read(TEXT, Given()).statements


def _is_full(reads: Reads) -> bool:
    free = reads._room.acquire(blocking=False)
    if free:
        reads._room.release()
    return not free


def test_a_failure_nobody_foresaw_costs_one_text(crisis: OpenRecord) -> None:
    """Where reading fails in a new way, the answer says so, without a word of the text."""

    class Broken(FakeReader):
        def read(self, page: Any) -> Any:
            raise ZeroDivisionError("Oduya")

    answer = Client(create_app(crisis, reader=Broken())).post("/api/v1/read", json={"text": TEXT})
    assert (answer.status_code, answer.json()["error"]) == (422, "E-READING")
    assert "Oduya" not in answer.text


def test_the_description_is_typed(app: FastAPI) -> None:
    """The description names every address, its parameters with their types, and the form of failures."""
    paths = app.openapi()["paths"]
    assert {f"/api/v1/{what}" for what in ROWS} < set(paths)
    assert not any(path for path in paths if not path.startswith("/api/v1/"))
    for path, methods in paths.items():
        for operation in methods.values():
            failures = {code: made for code, made in operation["responses"].items() if code != "200"}
            for made in failures.values():
                assert made["content"]["application/json"]["schema"]["$ref"].endswith("/Failure"), path
    modality = next(p for p in paths["/api/v1/events"]["get"]["parameters"] if p["name"] == "modality")
    assert modality["schema"]["items"]["enum"][0] == "happened"


def test_a_series_of_too_many_pairs_is_said_to_be_cut(
    crisis: OpenRecord, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An answer that leaves pairs of parties out says so."""
    from onrecord.serve import paging

    assert client.get("/api/v1/tension").json()["truncated"] is False
    table = Selection(crisis, "tension", Filters()).arrow()
    assert paging.is_cut(table) is False
    monkeypatch.setattr(paging, "SETTINGS", type("Few", (), {"series_pairs": 1, "page_rows": 100})())
    assert paging.is_cut(table) is True
