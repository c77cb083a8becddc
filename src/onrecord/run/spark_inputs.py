"""What Spark reads for an ingest: files of text, JSON lines and Parquet tables anywhere Spark can read, as inputs.

Files come as bytes and are made reports by the same code as without Spark, on the workers. An input has the same origin
as it would have without: its path as given, and the number of its line or row.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import partial, reduce
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote

from onrecord.errors import MissingInputError, SparkError, TooLargeError
from onrecord.model.report import Reject
from onrecord.run.batches import input_schema, to_input
from onrecord.run.found import Found, SourceOptions, read_bytes, read_line, read_values
from onrecord.run.spark import quiet_about_pandas
from onrecord.settings import SETTINGS

if TYPE_CHECKING:
    import pyarrow as pa
    from pyspark.sql import DataFrame, SparkSession

_LINES = re.compile(r"\.(?:jsonl|ndjson)(?:\.(?:gz|bz2|zst))?$", re.IGNORECASE)
_PARQUET = re.compile(r"\.(?:parquet|pq)$", re.IGNORECASE)
#: Reads a batch of one kind: rows with ``path``, ``number`` (from 1; 0 for a whole file) and the values.
Rows = Callable[["pa.RecordBatch"], Iterator[tuple[str, int, Found | Reject]]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Inputs:
    """Inputs as Spark has them."""

    #: Columns of ``batches.input_schema`` and ``place``, by which they can be ordered.
    frame: DataFrame
    n_inputs: int


@dataclass(frozen=True, slots=True)
class Names:
    """How files are called: as the caller named them or their folder, not as Spark does."""

    #: For the path of each source, as Spark has it, its number among the sources and its name.
    sources: dict[str, tuple[int, str]] = field(default_factory=dict)

    def name(self, path: str) -> tuple[int, str]:
        """Return the number of the source a path belongs to, and the path as the caller would write it."""
        head = path
        while head:
            if head in self.sources:
                number, name = self.sources[head]
                return number, name.rstrip("/") + path[len(head) :] if path != head else name
            head = head.rpartition("/")[0]
        return len(self.sources), path


def open_inputs(session: SparkSession, specs: Sequence[str], options: SourceOptions) -> Inputs:
    """Return the reports in files and folders, wherever Spark can read them.

    Args:
        session: Spark.
        specs: Paths and addresses of files and folders. Folders are read with all below them, files whose names begin
            with a full stop or an underscore aside, as Spark has it.
        options: What the caller says of all reports.

    Raises:
        SparkError: There is nothing to read.
    """
    present, rejects = _look(session, specs)
    names = Names({_plain(_address(spec)): (number, spec) for number, spec in enumerate(specs)})
    paths = _list(session, present)
    lines = [path for path in paths if _LINES.search(_plain(path))]
    tables = [path for path in paths if _PARQUET.search(_plain(path))]
    frames = [_reject_frame(session, rejects)] if rejects else []
    n_inputs = len(rejects)
    if len(lines) + len(tables) < len(paths):
        frames.append(_read_files(session, present, names, options))
        n_inputs += len(paths) - len(lines) - len(tables)
    if lines:
        frame, n_lines = _read_lines(session, lines, names, options)
        frames.append(frame)
        n_inputs += n_lines
    for path in tables:  # each may have columns of its own
        frame, n_rows = _read_table(session, path, names, options)
        frames.append(frame)
        n_inputs += n_rows
    if not frames:
        raise SparkError("There is no file in what was named. Check the paths; Spark must be able to read them.")
    return Inputs(frame=reduce(lambda a, b: a.unionByName(b), frames), n_inputs=n_inputs)


def _look(session: SparkSession, specs: Sequence[str]) -> tuple[list[str], list[Reject]]:
    """Return the sources that are there, and a reject for each that is not."""
    from pyspark.errors import AnalysisException

    def is_there(some: Sequence[str]) -> bool:
        try:
            _documents(session, some)
        except AnalysisException:
            return False
        return True

    if is_there(specs):
        return list(specs), []
    present = [spec for spec in specs if is_there([spec])]
    error = MissingInputError("Spark finds no such file or folder. Check the path; all its workers must see it.")
    missing = [spec for spec in specs if spec not in present]
    return present, [Reject(origin=spec, code=error.code, reason=str(error)) for spec in missing]


def _documents(session: SparkSession, specs: Sequence[str]) -> DataFrame:
    reader = session.read.format("binaryFile").option("recursiveFileLookup", "true")
    return reader.load([_address(spec) for spec in specs])


def _list(session: SparkSession, specs: Sequence[str]) -> list[str]:
    return sorted(_documents(session, specs).inputFiles()) if specs else []


def _address(spec: str) -> str:
    """Return what Spark is to read: a path of this machine in full, since its workers stand elsewhere."""
    path = Path(spec)
    return str(path.resolve()) if "://" not in spec and path.exists() else spec


def _plain(path: str) -> str:
    """Return a path as Spark gives it in one of three ways: ``file:///a%20b``, ``file:/a b``, ``/a b``."""
    address = unquote(path) if path.startswith("file:///") else path
    return re.sub(r"^file:/+", "/", address)


def _read_files(session: SparkSession, specs: Sequence[str], names: Names, options: SourceOptions) -> DataFrame:
    from pyspark.sql import functions as f

    files = _documents(session, specs).where(~f.col("path").rlike(f"(?i)(?:{_LINES.pattern})|(?:{_PARQUET.pattern})"))
    most = SETTINGS.max_input_bytes
    whole = files.where(f.col("length") <= most).select("path", "content")
    large = files.where(f.col("length") > most).select("path", f.lit(None).cast("binary").alias("content"))
    return _map(whole.union(large), partial(_from_files, names=names, options=options))


def _read_lines(
    session: SparkSession, paths: Sequence[str], names: Names, options: SourceOptions
) -> tuple[DataFrame, int]:
    """Return the lines of tables of JSON lines, blank ones aside, and their number.

    Spark cuts large files in pieces; how many lines lie before each piece is counted first.
    """
    from pyspark.sql import functions as f

    lines = session.read.option("lineSep", "\n").text([unquote(path) for path in paths])
    lines = lines.select(
        f.col("value").cast("binary").alias("line"),  # as it stands in the file, UTF-8 or not
        f.col("_metadata.file_path").alias("path"),
        f.col("_metadata.file_block_start").alias("start"),
    )
    blank = f.length(f.trim(f.col("line").cast("string"))) == 0
    pieces = lines.groupBy("path", "start").agg(f.count("*").alias("n"), f.count_if(~blank).alias("n_reports"))
    counted = sorted((piece.path, piece.start, piece.n, piece.n_reports) for piece in pieces.collect())
    before: dict[tuple[str, int], int] = {}
    done: Counter[str] = Counter()
    for path, start, n_lines, _ in counted:
        before[path, start] = done[path]
        done[path] += n_lines
    frame = _map(lines, partial(_from_lines, names=names, options=options, before=before))
    return frame, sum(n_reports for _, _, _, n_reports in counted)


def _read_table(
    session: SparkSession, path: str, names: Names, options: SourceOptions
) -> tuple[DataFrame, int]:
    from pyspark.sql import functions as f

    table = session.read.parquet(unquote(path))
    place = [f.col("_metadata.file_path").alias("path"), f.col("_metadata.row_index").alias("number")]
    values = f.struct(*(f.col(f"`{name}`") for name in table.columns)).alias("values")
    return _map(table.select(*place, values), partial(_from_rows, names=names, options=options)), table.count()


def _map(frame: DataFrame, read: Callable[[Iterable[pa.RecordBatch]], Iterator[pa.RecordBatch]]) -> DataFrame:
    from pyspark.sql.pandas.types import from_arrow_schema

    with quiet_about_pandas():
        return frame.mapInArrow(read, from_arrow_schema(_placed_schema()))


def _placed_schema() -> pa.Schema:
    import pyarrow as pa

    return input_schema().append(pa.field("place", pa.string()))


def _from_files(
    batches: Iterable[pa.RecordBatch], *, names: Names, options: SourceOptions
) -> Iterator[pa.RecordBatch]:
    """Make inputs of whole files."""
    for batch in batches:
        rows = []
        for path, content in zip(batch.column(0).to_pylist(), batch.column(1).to_pylist(), strict=True):
            source, origin = names.name(_plain(path))
            found = read_bytes(content, origin, options) if content is not None else _too_large(origin)
            rows.append(_placed(found, source, origin, 0))
        yield _as_batch(rows)


def _from_lines(
    batches: Iterable[pa.RecordBatch], *, names: Names, options: SourceOptions, before: dict[tuple[str, int], int]
) -> Iterator[pa.RecordBatch]:
    """Make inputs of lines, which come piece after piece in their order."""
    done: Counter[tuple[str, int]] = Counter()
    for batch in batches:
        rows = []
        for line, path, start in zip(*(column.to_pylist() for column in batch.columns), strict=True):
            done[path, start] += 1
            number = before[path, start] + done[path, start]
            source, name = names.name(_plain(path))
            if line.strip():
                rows.append(_placed(read_line(f"{name}#{number}", line, options), source, name, number))
        yield _as_batch(rows)


def _from_rows(
    batches: Iterable[pa.RecordBatch], *, names: Names, options: SourceOptions
) -> Iterator[pa.RecordBatch]:
    """Make inputs of the rows of a table."""
    for batch in batches:
        rows = []
        for path, index, values in zip(*(column.to_pylist() for column in batch.columns), strict=True):
            source, name = names.name(_plain(path))
            rows.append(_placed(read_values(f"{name}#{index + 1}", values, options), source, name, index + 1))
        yield _as_batch(rows)


def _placed(found: Found | Reject, source: int, name: str, number: int) -> dict[str, Any]:
    """Return an input with its place: as a local ingest takes them, folder by folder, line by line."""
    path = name.replace("/", "\x01")  # so that a folder comes before a file whose name goes on from the folder's
    return {**to_input(found), "place": f"{source:08}\x00{path}\x00{number:012}"}


def _as_batch(rows: list[dict[str, Any]]) -> pa.RecordBatch:
    import pyarrow as pa

    return pa.RecordBatch.from_pylist(rows, schema=_placed_schema())


def _too_large(origin: str) -> Reject:
    error = TooLargeError(
        f"The input is larger than {SETTINGS.max_input_bytes // 1024**2} MB, the most one report may have. "
        "Give one report at a time."
    )
    return Reject(origin=origin, code=error.code, reason=str(error))


def _reject_frame(session: SparkSession, rejects: Sequence[Reject]) -> DataFrame:
    from pyspark.sql.pandas.types import from_arrow_schema

    names = _placed_schema().names
    rows = [_placed(reject, number, reject.origin, 0) for number, reject in enumerate(rejects)]
    with quiet_about_pandas():
        return session.createDataFrame(
            [tuple(row.get(name) for name in names) for row in rows], from_arrow_schema(_placed_schema())
        )
