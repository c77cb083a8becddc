"""Arrow batches of inputs, read by whatever reads."""

from __future__ import annotations

from collections.abc import Generator, Iterable
from datetime import date

import pyarrow as pa
import pytest

from onrecord.model.arrow import misquoted, report_schema
from onrecord.model.report import Reject
from onrecord.run.batches import Ticket, from_input, input_schema, read_batch, storable, to_input
from onrecord.run.work import Job, Outcome, do_job
from onrecord.sources.found import DateCandidate, Found
from tests.builders import FakeReader

DAY = date(2031, 5, 2)
FOUND = Found(
    origin="a.html",
    text="“We are ready,” Oduya said on Friday.",
    title="Talks",
    publisher="Norfax Herald",
    published=DAY,
    published_source="metadata",
    published_candidates=(DateCandidate(DAY, "json-ld"),),
    url="https://news.example/1",
    warnings=("The date could be two.",),
)


class Backwards:
    """Reads the tasks the last first."""

    def run(self, tasks: Iterable[tuple[Ticket, Job]]) -> Generator[tuple[Ticket, Outcome] | None, None, None]:
        """Do the tasks."""
        reader = FakeReader()
        for key, job in reversed(list(tasks)):
            yield None
            yield key, do_job(job, reader=reader)

    def close(self) -> None:
        """Nothing is left to end."""


def _batch(*found: Found) -> pa.RecordBatch:
    return pa.RecordBatch.from_pylist([to_input(one) for one in found], schema=input_schema())


def test_an_input_comes_back_from_arrow_as_it_was() -> None:
    """No field is lost on the way to a worker."""
    assert from_input(_batch(FOUND).to_pylist()[0]) == FOUND


@pytest.mark.parametrize("text", ["One \ud800 report.", "One report.\x00", "Ein 😀 report."])
def test_any_text_can_travel(text: str) -> None:
    """Lone surrogates, nulls and characters beyond 16 bits reach the worker as they will stand in the record."""
    found = storable(Found(origin="a\udc80.txt", text=text))
    assert from_input(_batch(found).to_pylist()[0]) == found


def test_a_reject_is_an_input_too() -> None:
    """It has an origin, a code and a reason, and no text."""
    row = to_input(Reject(origin="a.pdf", code="E-PDF-SCANNED", reason="It is a picture."))
    plain = pa.RecordBatch.from_pylist([row], schema=input_schema()).to_pylist()[0]
    assert {name: value for name, value in plain.items() if value is not None} == row


def test_rows_come_in_the_order_of_the_batch_and_rejects_by_their_text() -> None:
    """However the reports are read, the rows stand as the inputs did, with all the source knew of them."""
    other = Found(origin="b.txt", text="“No,” Brandt said.")
    empty = Found(origin="c.txt", text="…")
    rows, rejects = read_batch(_batch(FOUND, empty, other), Backwards())
    assert rows.schema == report_schema()
    first, second = rows.to_pylist()
    assert (first["origin"], second["origin"]) == ("a.html", "b.txt")
    assert (first["published"], first["published_source"], first["title"]) == (DAY, "metadata", "Talks")
    assert first["published_candidates"] == [{"value": DAY, "origin": "json-ld"}]
    assert first["warnings"][0] == "The date could be two."
    assert misquoted(first) == []
    assert [reject.code for reject in rejects.values()] == ["E-TEXT-EMPTY"]
    assert rejects[to_input(empty)["id"]].origin == "c.txt"


def test_a_batch_of_nothing_gives_no_rows() -> None:
    """An empty batch keeps the schema."""
    rows, rejects = read_batch(_batch(), Backwards())
    assert (len(rows), rows.schema, rejects) == (0, report_schema(), {})
