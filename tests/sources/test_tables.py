"""Tables: JSON lines, JSON, CSV and Parquet."""

from __future__ import annotations

import gzip
import io
import json
from collections.abc import Iterator
from datetime import date
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from onrecord.errors import ColumnError, UsageError
from onrecord.model.report import Reject
from onrecord.settings import SETTINGS
from onrecord.sources.archives import Unpacked
from onrecord.sources.found import Found, Known
from onrecord.sources.mapping import RowReader, choose_columns, parse_mapping
from onrecord.sources.parquet import count_rows, read_parquet
from onrecord.sources.tables import read_csv, read_json, read_jsonl
from tests.sources.made import FRENCH, REPORT, article

READER = RowReader(mapping={})


def lines(rows: list[Any]) -> bytes:
    """Return rows as lines of JSON."""
    return b"".join(json.dumps(row).encode() + b"\n" for row in rows)


def jsonl(data: bytes, reader: RowReader = READER) -> list[Found | Reject]:
    """Read lines of JSON."""
    return list(read_jsonl(io.BytesIO(data), origin="a.jsonl", reader=reader))


def rejects(results: list[Found | Reject]) -> list[tuple[str, str]]:
    """Return origin and code of each Reject."""
    return [(result.origin, result.code) for result in results if isinstance(result, Reject)]


def test_one_bad_byte_costs_one_record() -> None:
    """Of a thousand lines one bad byte costs one; the others are found, and the Reject names its line."""
    data = bytearray(lines([{"text": f"{REPORT} Number {n}."} for n in range(1000)]))
    data[data.index(b"Number 500") - 20] = 0xFF
    results = jsonl(bytes(data))
    assert sum(isinstance(result, Found) for result in results) == 999
    assert rejects(results) == [("a.jsonl#501", "E-TABLE-ROW")]


@pytest.mark.parametrize(
    ("line", "code"),
    [
        (b'{"text": "broken', "E-TABLE-ROW"),
        (b'["a", "list"]', "E-TABLE-ROW"),
        (b'"words"', "E-TABLE-ROW"),
        (b'{"text": ""}', "E-TABLE-ROW"),
        (b'{"text": 7}', "E-TABLE-ROW"),
        (b'{"text": "..."}', "E-TEXT-EMPTY"),
        (b'{"number": 7}', "E-TABLE-COLUMN"),
        (b"[" * 100_000, "E-TABLE-ROW"),
        (b'{"text": "' + b"a" * SETTINGS.max_row_bytes + b'"}', "E-INPUT-LARGE"),
        (json.dumps({"text": FRENCH}).encode(), "E-LANGUAGE"),
    ],
)
def test_each_record_is_its_own_fault_domain(line: bytes, code: str) -> None:
    """Whatever is wrong with a line, the lines before and behind it are found."""
    good = json.dumps({"text": REPORT}).encode()
    results = jsonl(good + b"\n\n" + line + b"\n" + good)
    assert rejects(results) == [("a.jsonl#3", code)]
    assert [result.origin for result in results] == ["a.jsonl#1", "a.jsonl#3", "a.jsonl#4"]


def test_usual_names_of_columns() -> None:
    """Columns with usual names are taken without being told, in any spelling."""
    row = {"Article_Text": REPORT, "Headline": " Talks ", "date": "2031-05-02", "source": {"name": "HP"}, "link": "u"}
    (found,) = jsonl(lines([row]))
    assert isinstance(found, Found)
    assert (found.title, found.publisher, found.url) == ("Talks", "HP", "u")
    assert (found.published, found.published_source) == (date(2031, 5, 2), "metadata")
    assert found.published_candidates[0].origin == "column:date"


def test_mapping_goes_before_usual_names() -> None:
    """A column that is named goes before the usual ones, also one inside another."""
    row = {"text": "Not this one.", "words": REPORT, "meta": {"day": "2031-05-02"}, "date": "2030-01-01"}
    (found,) = jsonl(lines([row]), RowReader(mapping=parse_mapping("text=words, published=meta.day")))
    assert isinstance(found, Found)
    assert (found.text, found.published) == (REPORT, date(2031, 5, 2))


@pytest.mark.parametrize("words", ["", "text", "text=", "body=text", "text=a,text=b", "=a"])
def test_broken_mapping(words: str) -> None:
    """A mapping that is not written as it should be is a wrong use, and the message shows how."""
    with pytest.raises(UsageError, match="--map"):
        parse_mapping(words)


def test_missing_columns_are_named() -> None:
    """A table without the column that was named is refused with the columns it has."""
    with pytest.raises(ColumnError, match="It has: words, day"):
        choose_columns(["words", "day"], {"text": "body"})


def test_unclear_days_are_told() -> None:
    """A day that could be two leaves the report without, and a warning says so."""
    (found,) = jsonl(lines([{"text": REPORT, "date": "03/04/2031"}]))
    assert isinstance(found, Found)
    assert found.published is None
    assert "could be two" in found.warnings[0]


def test_pages_in_columns() -> None:
    """A column of web pages is read as such, whether it is named for them or not."""
    head = "<meta property='article:published_time' content='2031-05-02'>"
    for name in ("html", "text"):
        (found,) = jsonl(lines([{name: article(1, head), "url": "https://h.example/1"}]))
        assert isinstance(found, Found)
        assert "<" not in found.text
        assert found.published == date(2031, 5, 2)


def test_what_the_caller_knows_goes_first() -> None:
    """A day and an outlet that the caller gives go before those of the table, which stay candidates."""
    reader = RowReader(mapping={}, known=Known(published=date(2031, 1, 1), publisher="Mine"))
    (found,) = jsonl(lines([{"text": REPORT, "date": "2031-05-02", "publisher": "Theirs"}]), reader)
    assert isinstance(found, Found)
    assert (found.published, found.published_source, found.publisher) == (date(2031, 1, 1), "given", "Mine")
    assert [c.origin for c in found.published_candidates] == ["given", "column:date"]


def test_memory_is_bounded_by_the_line() -> None:
    """Lines are asked for one at a time, never more than a report may have."""

    class Endless:
        """A table that never ends."""

        def readline(self, limit: int, /) -> bytes:
            """Return the same line again."""
            assert limit <= SETTINGS.max_row_bytes
            return b'{"text": "KLOW. The talks went on."}\n'

    results = read_jsonl(Endless(), origin="a", reader=READER)
    assert [next(results).origin for _ in range(3)] == ["a#1", "a#2", "a#3"]


def test_packed_lines_and_their_damage() -> None:
    """Packed lines are read as they are unpacked; damage costs what stands behind it, and is told."""
    packed = bytearray(gzip.compress(lines([{"text": f"{REPORT} {n * 7919}"} for n in range(2000)])))
    whole = list(read_jsonl(Unpacked(io.BytesIO(bytes(packed))), origin="a", reader=READER))
    assert len(whole) == 2000
    assert rejects(whole) == []
    cut = list(read_jsonl(Unpacked(io.BytesIO(bytes(packed[:-200]))), origin="a", reader=READER))
    assert [code for _, code in rejects(cut)] == ["E-SOURCE-CUT"]
    assert len(cut) > 1000


def test_a_packed_bomb_is_not_unpacked() -> None:
    """Lines that unpack to hundreds of times their size are refused on the way."""
    packed = gzip.compress((b" " * (1 << 20) + b"\n") * 20)
    results = list(read_jsonl(Unpacked(io.BytesIO(packed)), origin="a", reader=READER))
    assert [code for _, code in rejects(results)] == ["E-ARCHIVE-LARGE"]


def test_json_documents() -> None:
    """A JSON file is one object or a list; what is no object in it is told."""
    one = list(read_json(json.dumps({"text": REPORT}).encode(), origin="a.json", reader=READER))
    many = list(read_json(json.dumps([{"text": REPORT}, 7]).encode(), origin="a.json", reader=READER))
    assert [result.origin for result in one + many] == ["a.json", "a.json#1", "a.json#2"]
    assert rejects(many) == [("a.json#2", "E-TABLE-ROW")]
    assert rejects(list(read_json(b"7", origin="a.json", reader=READER))) == [("a.json", "E-TABLE-ROW")]


def test_csv() -> None:
    """A CSV table with a head is read, line ends inside marks included; a broken byte costs its row."""
    data = f'\ufeffbody;date\n"{REPORT}\nMore.";2031-05-02\n'.encode() + b"bad \xff byte;\n" + f"{REPORT};\n".encode()
    results = list(read_csv(io.BytesIO(data), origin="a.csv", reader=READER, delimiter=";"))
    assert rejects(results) == [("a.csv#2", "E-TABLE-ROW")]
    assert isinstance(results[0], Found)
    assert results[0].text == f"{REPORT}\nMore."
    assert results[0].published == date(2031, 5, 2)


def test_csv_without_text() -> None:
    """A CSV table without a column of text is one Reject that lists its columns."""
    (result,) = read_csv(io.BytesIO(b"id,day\n1,2\n"), origin="a.csv", reader=READER)
    assert isinstance(result, Reject)
    assert (result.code, "id, day" in result.reason) == ("E-TABLE-COLUMN", True)


def parquet(table: pa.Table, **options: Any) -> bytes:
    """Return a table as Parquet."""
    out = io.BytesIO()
    pq.write_table(table, out, **options)
    return out.getvalue()


def read_rows(data: bytes) -> list[Found | Reject]:
    """Read a Parquet table."""
    return list(read_parquet(io.BytesIO(data), origin="a.parquet", reader=READER))


def test_parquet_rows() -> None:
    """Each row of a Parquet table is a report, with its day; an empty one is told."""
    days = [date(2031, 5, n + 1) for n in range(5)]
    results = read_rows(parquet(pa.table({"body": [REPORT] * 4 + [None], "date": days}), row_group_size=2))
    assert [r.published for r in results if isinstance(r, Found)] == days[:4]
    assert rejects(results) == [("a.parquet#5", "E-TABLE-ROW")]


def test_parquet_bad_utf8_costs_its_row() -> None:
    """A row whose text is no UTF-8 costs no other."""
    raw = pa.array([REPORT.encode(), b"bad \xff byte", REPORT.encode()])
    broken = pa.Array.from_buffers(pa.string(), 3, raw.buffers())
    assert rejects(read_rows(parquet(pa.table({"text": broken})))) == [("a.parquet#2", "E-TABLE-ROW")]


def test_parquet_damage_costs_its_row_group() -> None:
    """A damaged row group is one Reject, and the groups before and behind it are read."""
    table = pa.table({"text": [f"{REPORT} {n * 7919}" for n in range(300)]})
    data = bytearray(parquet(table, row_group_size=100, compression="none", write_page_checksum=True))
    data[data.index(f"{150 * 7919}".encode())] ^= 1
    results = read_rows(bytes(data))
    assert sum(isinstance(result, Found) for result in results) == 200
    assert rejects(results) == [("a.parquet#101", "E-SOURCE-DAMAGED")]


@pytest.mark.parametrize("damage", [lambda d: d[:200], lambda d: b"PAR1" + d[50:], lambda d: b"PAR1"])
def test_parquet_that_cannot_be_opened(damage: Any) -> None:
    """A table that cannot be opened is one Reject."""
    assert [c for _, c in rejects(read_rows(damage(parquet(pa.table({"text": [REPORT]})))))] == ["E-SOURCE-DAMAGED"]


def test_parquet_rows_are_counted(tmp_path: Any) -> None:
    """The rows of a table are counted without being read; of a broken one they cannot be."""
    path = tmp_path / "a.parquet"
    path.write_bytes(parquet(pa.table({"text": [REPORT] * 7})))
    assert count_rows(str(path)) == 7
    path.write_bytes(b"PAR1")
    assert count_rows(str(path)) is None


def test_results_come_one_by_one() -> None:
    """Readers are generators: the first report is there before the table has ended."""
    assert isinstance(read_jsonl(io.BytesIO(b""), origin="a", reader=READER), Iterator)
