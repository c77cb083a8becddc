"""What runs in Spark's workers; no Spark is needed for it."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest

from onrecord.model.report import Reject
from onrecord.record.seal import DIGEST, row_digest
from onrecord.run import spark_worker
from onrecord.run.batches import input_schema, to_input
from onrecord.run.spark_worker import part_schema, read_partition, unpack
from onrecord.sources.found import Found

COMMAND = (sys.executable, "-P", str(Path(__file__).with_name("fake_ingest_worker.py")))
SCHEMA = input_schema().append(pa.field("known", pa.bool_()))


@pytest.fixture(autouse=True)
def _closed() -> Iterator[None]:
    """End the process that reads, which a worker of Spark would keep."""
    yield
    spark_worker._crew(os.getpid(), COMMAND).close()
    spark_worker._crew.cache_clear()


def _row(found: Found | Reject, *, known: bool = False) -> dict[str, Any]:
    return {**to_input(found), "known": known}


def _read(*batches: list[dict[str, Any]], settle: bool = True) -> list[dict[str, Any]]:
    given = (pa.RecordBatch.from_pylist(rows, schema=SCHEMA) for rows in batches)
    parts = list(read_partition(given, codebook=None, command=COMMAND, settle=settle))
    assert all(part.schema == part_schema() for part in parts)
    return [row for part in parts for row in part.to_pylist()]


def test_rows_come_sealed() -> None:
    """The digests are made where the reports are read, so that the driver need not."""
    (part,) = _read([_row(Found(origin="a.txt", text="“We are ready,” Oduya said."))])
    (row,) = unpack(part["rows"]).to_pylist()
    assert row[DIGEST] == row_digest(row)
    assert (part["n_rows"], part["n_duplicate"], part["rejects"], part["settled"]) == (1, 0, [], ["a.txt"])


def test_one_text_is_read_once_even_where_batches_part_it() -> None:
    """Inputs with the same text are duplicates of the first, in this batch and the next."""
    same = [_row(Found(origin=f"{n}.txt", text="“We are ready,” Oduya said.")) for n in range(5)]
    first, second = _read(same[:2], same[2:])
    assert (first["n_rows"], first["n_duplicate"]) == (1, 1)
    assert (second["rows"], second["n_rows"], second["n_duplicate"]) == (None, 0, 3)
    assert unpack(first["rows"]).column("origin").to_pylist() == ["0.txt"]


def test_one_text_that_cannot_be_read_is_rejected_under_every_name() -> None:
    """The reject of the first holds for all, in this batch and the next."""
    same = [_row(Found(origin=f"{n}.txt", text="…")) for n in range(3)]
    parts = _read(same[:2], same[2:])
    rejects = [(r["origin"], r["code"]) for part in parts for r in part["rejects"]]
    assert rejects == [("0.txt", "E-TEXT-EMPTY"), ("1.txt", "E-TEXT-EMPTY"), ("2.txt", "E-TEXT-EMPTY")]
    assert sum(part["n_duplicate"] for part in parts) == 0


def test_what_is_known_is_not_read() -> None:
    """A stored report counts as a duplicate; its text did not even come along."""
    row = {**_row(Found(origin="a.txt", text="One report."), known=True), "text": None}
    (part,) = _read([row])
    assert (part["rows"], part["n_duplicate"], part["settled"]) == (None, 1, ["a.txt"])


def test_rejects_pass_through() -> None:
    """What a source could not open ends as it began."""
    (part,) = _read([_row(Reject(origin="a.pdf", code="E-PDF-LOCKED", reason="Locked."))])
    assert part["rejects"] == [{"origin": "a.pdf", "code": "E-PDF-LOCKED", "reason": "Locked."}]
    assert (part["n_rows"], part["n_duplicate"]) == (0, 0)


def test_a_report_that_kills_its_process_costs_itself() -> None:
    """The others of its batch are read, and the worker goes on."""
    texts = ["“Yes,” Oduya said.", "A DEADLY report.", "“No,” Brandt said."]
    (part,) = _read([_row(Found(origin=f"{n}.txt", text=text)) for n, text in enumerate(texts)])
    assert part["n_rows"] == 2
    assert [(r["origin"], r["code"]) for r in part["rejects"]] == [("1.txt", "E-WORKER-LOST")]


def test_origins_are_told_only_where_asked_for() -> None:
    """A record without rejects has none to drop, and the origins need not travel."""
    (part,) = _read([_row(Found(origin="a.txt", text="“Yes,” Oduya said."))], settle=False)
    assert part["settled"] == []
