"""Sources, queries, exports and About."""

from __future__ import annotations

from pathlib import Path

import pytest

from onrecord.record.selection import OpenRecord, open_record
from onrecord.serve.app import create_app
from tests.builders import FakeReader
from tests.serve.client import Client

PASTED = (
    "Nothing moved at the border on Monday. The ministers of both countries stayed at home and said nothing at all."
)


@pytest.fixture
def own(record_folder: Path) -> Client:
    """Return what asks a record that may be written to."""
    return Client(create_app(record_folder, reader=FakeReader()))


def test_a_pasted_text_is_stored_and_opened(own: Client, record_folder: Path) -> None:
    """A pasted text becomes a report of the record, with what is known of it, and the reader opens."""
    given = {"text": PASTED, "publisher": "Coast <Herald>", "published": "2031-05-04"}
    answer = own.post("/sources/read", data=given)
    assert answer.status_code == 303
    page = own.get(answer.headers["location"])
    assert "Coast &lt;Herald&gt;" in page.text and "2031-05-04" in page.text
    assert open_record(record_folder).n_reports() == 5


def test_a_file_that_is_no_text_is_kept_among_the_rejects(own: Client) -> None:
    """A binary file is refused with what to do, and stands under Rejected."""
    answer = own.post("/sources/read", files={"file": ("a.bin", b"\x00\x01\x02" * 99)})
    assert answer.status_code == 422 and 'role="alert"' in answer.text
    assert "dropped:a.bin" in own.get("/sources").text


def test_nothing_handed_over_says_what_to_do(own: Client) -> None:
    """An empty form is answered with what to do."""
    answer = own.post("/sources/read", data={"text": " "})
    assert answer.status_code == 400 and "paste the text" in answer.text


@pytest.mark.parametrize(
    "query", ["DELETE FROM events", "SELECT * FROM read_csv('/etc/passwd')", "SELECT 1; SELECT 2", "SELEC"]
)
def test_queries_only_read(client: Client, query: str) -> None:
    """What is no single SELECT over the views is refused."""
    assert client.post("/query", data={"sql": query}).status_code == 400


def test_rows_of_a_query_lead_to_their_words(client: Client, crisis: OpenRecord) -> None:
    """Rows with a report and a span have a link, and their text is only ever text."""
    row = next(iter(crisis.events().rows()))
    query = "SELECT report_id, start, \"end\", modality, '<script>' AS x FROM events"
    page = client.get("/query", params={"sql": query}).text
    assert f"/reports/{row['report_id']}?fact=event:{row['start']}-{row['end']}#target" in page
    assert "<td><script>" not in page and "&lt;script&gt;" in page


def test_csv_of_a_query_holds_no_formula(client: Client) -> None:
    """A cell that a spreadsheet would compute is made text."""
    answer = client.post("/query", data={"sql": "SELECT '=1+1' AS a", "form": "csv"})
    assert answer.content.decode("utf-8-sig").splitlines() == ["a", "'=1+1"]


def test_exports_come_as_files(client: Client) -> None:
    """A form is downloaded; one that there is not is refused."""
    answer = client.get("/export?profile=geojson&country=Kenya")
    assert answer.status_code == 200 and "geojson" in answer.headers["content-disposition"]
    assert client.get("/export?profile=nonsense").status_code == 400


def test_about_tells_accuracy_and_licences(client: Client) -> None:
    """The figures, the weaknesses and the licence of every vendored file stand there."""
    page = client.get("/about").text
    assert "Positions, real dev reports" in page and "htmx" in page and "CC BY-SA 4.0" in page
