"""What runs in Spark's Python workers: batches of inputs in, parts of an ingest out.

A part carries the rows of some reports as bytes, with what became of all inputs of its batch. It is the result of
Spark's task and nothing else: a worker writes no file, so a task that is repeated, or done twice at once, leaves
nothing behind, and Spark itself sees to it that of each partition one result is taken.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from functools import cache
from typing import TYPE_CHECKING, Any

from onrecord.errors import FatalError
from onrecord.model.report import Reject
from onrecord.record.seal import seal
from onrecord.run.batches import Ticket, input_schema, read_batch
from onrecord.run.crew import Crew

if TYPE_CHECKING:
    import pyarrow as pa


def part_schema() -> pa.Schema:
    """Return the schema of parts.

    ``rows`` are sealed rows of reports as an Arrow stream, null for none; ``n_rows`` their number, ``n_duplicate`` that
    of inputs that are stored already or have the text of another; ``settled`` the origins of both, where asked for;
    ``fatal_code`` and ``fatal_reason`` say that going on cannot help.
    """
    import pyarrow as pa

    reject = pa.struct([(name, pa.string()) for name in ("origin", "code", "reason")])
    return pa.schema(
        [
            pa.field("rows", pa.binary()),
            pa.field("n_rows", pa.int64()),
            pa.field("n_duplicate", pa.int64()),
            pa.field("rejects", pa.list_(reject)),
            pa.field("settled", pa.list_(pa.string())),
            pa.field("fatal_code", pa.string()),
            pa.field("fatal_reason", pa.string()),
        ]
    )


def read_partition(
    batches: Iterable[pa.RecordBatch], *, codebook: str | None, command: tuple[str, ...] | None, settle: bool
) -> Iterator[pa.RecordBatch]:
    """Read the reports of a partition, and yield a part for each batch.

    Args:
        batches: Inputs with ``input_schema`` and ``known`` (bool), those with one text side by side, the first of them
            first.
        codebook: Name of a custom codebook that was sent along; None for PLOVER's types alone.
        command: What the process that reads runs; None for the one with the shipped network.
        settle: Whether to tell the origins of what is stored.
    """
    import pyarrow as pa

    reading = _Reading(codebook, command, settle)
    for batch in batches:
        try:
            part = reading.read(batch)
        except FatalError as error:
            fatal = {"n_rows": 0, "n_duplicate": 0, "fatal_code": error.code, "fatal_reason": str(error)}
            yield pa.RecordBatch.from_pylist([fatal], schema=part_schema())
            return
        yield pa.RecordBatch.from_pylist([part], schema=part_schema())


class _Reading:
    """Reads batch after batch of one partition; inputs with one text may be split over two."""

    def __init__(self, codebook: str | None, command: tuple[str, ...] | None, settle: bool) -> None:
        self._codebook = _sent_folder(codebook) if codebook is not None else None
        self._crew = _crew(os.getpid(), command)
        self._settle = settle
        #: The last text that was read, and its reject where there was one.
        self._last: str | None = None
        self._refused: dict[str, Reject] = {}

    def read(self, batch: pa.RecordBatch) -> dict[str, Any]:
        """Return the part of a batch."""
        import pyarrow as pa

        heads = batch.select(["id", "origin", "known", "code", "reason"]).to_pylist()
        fresh = self._fresh(heads)
        inputs = batch.select(input_schema().names).take(pa.array(fresh, pa.int64()))
        table, refused = read_batch(inputs, self._crew, codebook=self._codebook)
        refused |= self._refused
        if fresh:
            self._last = heads[fresh[-1]]["id"]
            self._refused = {self._last: refused[self._last]} if self._last in refused else {}
        rejects, settled = [], []
        for head in heads:
            reject = refused.get(head["id"])
            if reject is not None:
                rejects.append({"origin": head["origin"], "code": reject.code, "reason": reject.reason})
            elif head["code"] is not None:
                rejects.append({name: head[name] for name in ("origin", "code", "reason")})
            else:
                settled.append(head["origin"])
        return {
            "rows": pack(seal(table)) if len(table) else None,
            "n_rows": len(table),
            "n_duplicate": len(settled) - len(table),
            "rejects": rejects,
            "settled": settled if self._settle else [],
        }

    def _fresh(self, heads: list[dict[str, Any]]) -> list[int]:
        """Return the numbers of the inputs that must be read: of those with one text the first."""
        fresh: list[int] = []
        last = self._last
        for number, head in enumerate(heads):
            if head["code"] is None and not head["known"] and head["id"] != last:
                fresh.append(number)
                last = head["id"]
        return fresh


@cache
def _crew(_pid: int, command: tuple[str, ...] | None) -> Crew[Ticket]:
    """Return the process that reads for this worker: one for all tasks, so that the network is loaded once.

    It is a process of its own so that a report that kills or hangs it costs that report, not the worker with its task.
    """
    return Crew(1, command)


def _sent_folder(name: str) -> str:
    from pyspark import SparkFiles

    return str(SparkFiles.get(name))


def pack(rows: pa.Table) -> bytes:
    """Return rows as bytes: an Arrow stream, compressed."""
    import pyarrow as pa

    sink = pa.BufferOutputStream()
    options = pa.ipc.IpcWriteOptions(compression="zstd")
    with pa.ipc.new_stream(sink, rows.schema, options=options) as stream:
        stream.write_table(rows)
    return bytes(sink.getvalue().to_pybytes())


def unpack(rows: bytes) -> pa.Table:
    """Return the rows of a part."""
    import pyarrow as pa

    with pa.ipc.open_stream(rows) as stream:
        return stream.read_all()


def pass_on(parts: Iterable[Any]) -> Iterable[Any]:
    """Return the rows of a partition as they are: the last step of a Spark job."""
    return parts
