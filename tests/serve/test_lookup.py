"""A list of names and phrases in, their statements out."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest

from onrecord.errors import UsageError
from onrecord.record.selection import OpenRecord
from onrecord.serve.app import create_app
from onrecord.serve.lookup import Line, look_up, read_lines
from onrecord.settings import SETTINGS
from tests.serve.client import Client
from tests.serve.sides import WORDS, make_sides


@pytest.fixture(scope="module")
def record(tmp_path_factory: pytest.TempPathFactory) -> OpenRecord:
    """Return the record of two sides; nothing is written to it."""
    return make_sides(tmp_path_factory.mktemp("sides") / "record")


def _rows(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"), newline="")))


def test_lines_are_names_or_phrases() -> None:
    """The second column says what a line is; headings, blank lines and repetitions are passed over."""
    data = '\ufeffname,as\nOduya\n\n"the bridge, closed",phrase\nOduya\n'.encode()
    assert read_lines(data, "name") == [Line("Oduya", "name"), Line("the bridge, closed", "phrase")]


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "no names"),
        (b"\n , \n--\n", "no names"),
        (b"\xff\xfe\x00", "UTF-8"),
        (b"x" * (SETTINGS.lookup_bytes + 1), "KiB"),
        (b"".join(b"name %d\n" % n for n in range(SETTINGS.lookup_lines + 1)), "Split it"),
        (b'"' + b"y" * 200_000, "CSV"),
    ],
)
def test_bad_lists_are_refused(data: bytes, said: str) -> None:
    """A list that is empty, too long or no text is refused with what to do."""
    with pytest.raises(UsageError, match=said):
        read_lines(data, "name")


def test_each_line_has_its_statements(record: OpenRecord) -> None:
    """A name finds what it said, a phrase those who said it, and a line without any has a row that says so."""
    lines = [Line("Oduya", "name"), Line("stays closed", "phrase"), Line("closed stays", "phrase")]
    rows = _rows("".join(look_up(record, lines)))
    assert [row["asked"] for row in rows] == ["Oduya", "Oduya", "stays closed", "stays closed", "closed stays"]
    assert {row["words"] for row in rows[:4]} == {WORDS}
    assert rows[4]["note"] == "nothing found" and rows[4]["words"] == ""


def test_no_cell_is_a_formula(record: OpenRecord) -> None:
    """What a spreadsheet would compute has an apostrophe before it."""
    (row,) = _rows("".join(look_up(record, [Line("=SUM(A1)", "name")])))
    assert row["asked"] == "'=SUM(A1)"


def test_a_file_is_answered_with_a_file(record: OpenRecord) -> None:
    """An uploaded list comes back as a CSV file to save."""
    client = Client(create_app(record))
    answer = client.post("/statements/look-up", files={"file": ("list.csv", b"Uganda\n")}, data={"kind": "name"})
    assert answer.status_code == 200 and "attachment" in answer.headers["content-disposition"]
    assert [row["speaker"] for row in _rows(answer.content.decode("utf-8"))] == ["Uganda"]


def test_written_lines_are_kept_where_they_are_refused(record: OpenRecord) -> None:
    """A refused list leads back to the form, with what was written and why."""
    client = Client(create_app(record))
    answer = client.post("/statements/look-up", data={"words": "<script>", "kind": "nonsense"})
    assert answer.status_code == 400
    assert "names or phrases" in answer.text and "&lt;script&gt;" in answer.text and "<script>" not in answer.text


def test_another_site_cannot_send_a_list(record: OpenRecord, tmp_path: Path) -> None:
    """A form of another site is refused."""
    del tmp_path
    client = Client(create_app(record))
    answer = client.post("/statements/look-up", data={"words": "x"}, headers={"origin": "http://elsewhere.example"})
    assert answer.status_code == 403
