"""What Spark reads for an ingest, as inputs: files on a disk that all machines share, or whatever it can reach itself.

A path without a scheme is a file or folder that the driver and the workers all see. The driver lists it and the workers
open the files, by the same code as without Spark, so the same reports come of it under the same names. An address with
a scheme (``hdfs://``, ``s3a://``, ``file://``) is Spark's to list and read.
"""

from __future__ import annotations

import io
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from functools import partial, reduce
from itertools import islice
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote

from onrecord.errors import ColumnError, MissingInputError, UsageError
from onrecord.model.report import Reject
from onrecord.run.batches import Row, input_schema, to_input
from onrecord.run.spark import quiet_about_pandas, spark_errors
from onrecord.settings import SETTINGS
from onrecord.sources.dispatch import read_stream
from onrecord.sources.found import Found
from onrecord.sources.mapping import RowReader, choose_columns
from onrecord.sources.options import SourceOptions
from onrecord.sources.tables import read_jsonl
from onrecord.sources.walk import STDIN, find_files, guard, is_address, open_sources

if TYPE_CHECKING:
    import pyarrow as pa
    from pyspark.sql import DataFrame, SparkSession

_LINES = r"(?i)\.(jsonl|ndjson|jsonlines)(\.(gz|bz2|zst))?$"
_PARQUET = r"(?i)\.(parquet|pq)$"


def open_inputs(session: SparkSession, specs: Sequence[str], options: SourceOptions) -> DataFrame:
    """Return the reports in files and folders.

    Args:
        session: Spark.
        specs: Paths and patterns of the shared disk, and addresses that Spark can read.
        options: What the caller says of all reports.

    Returns:
        Columns as ``batches.input_schema``, and ``place``, by which inputs stand in the order they would have locally.

    Raises:
        UsageError: Standard input or an address on the web is named, which Spark's workers do not read.
        SparkError: Spark gave up.
    """
    if any(spec == STDIN or is_address(spec) for spec in specs):
        raise UsageError("Spark reads neither standard input nor the web. Leave out --engine spark, or save it first.")
    session.conf.set("spark.sql.execution.arrow.maxRecordsPerBatch", SETTINGS.spark_batch_reports)
    with spark_errors():
        here = [(number, spec) for number, spec in enumerate(specs) if "://" not in spec]
        frames = [_read_here(session, here, options)] if here else []
        for number, spec in enumerate(specs):
            if "://" in spec:
                frames += _read_there(session, spec, f"{number:08}", options)
        return reduce(lambda one, other: one.unionByName(other), frames)


def placed_schema() -> pa.Schema:
    """Return the schema of inputs with their place."""
    import pyarrow as pa

    return input_schema().append(pa.field("place", pa.string()))


def _read_here(session: SparkSession, specs: Sequence[tuple[int, str]], options: SourceOptions) -> DataFrame:
    """Return what files hold that every machine sees under the same path."""
    import pyarrow as pa

    rows: list[dict[str, str]] = []
    for number, spec in specs:
        for n_file, found in enumerate(find_files(spec)):
            place = f"{number:08}\x00{n_file:010}"
            if isinstance(found, Reject):  # found out anew where it is opened
                rows.append({"place": place, "path": str(Path(spec).absolute()), "name": spec})
            else:
                rows.append({"place": place, "path": str(found.absolute()), "name": str(found)})
    names = ("place", "path", "name")
    table = pa.Table.from_pylist(rows, schema=pa.schema([(name, pa.string()) for name in names]))
    with quiet_about_pandas():
        frame = session.createDataFrame(table)
    n_tasks = max(1, min(len(rows), 4 * session.sparkContext.defaultParallelism))
    return _map(frame.repartition(n_tasks, "place"), partial(_open_files, options=options))


def _open_files(batches: Iterable[pa.RecordBatch], *, options: SourceOptions) -> Iterator[pa.RecordBatch]:
    """Make inputs of what files hold; runs on the workers."""

    def rows() -> Iterator[Row]:
        for batch in batches:
            for row in batch.to_pylist():
                path, name = row["path"], row["name"]
                for number, found in enumerate(open_sources([path], options)):
                    origin = name + found.origin[len(path) :] if found.origin.startswith(path) else found.origin
                    yield _placed(replace(found, origin=origin), row["place"], number)

    return _as_batches(rows())


def _read_there(session: SparkSession, spec: str, place: str, options: SourceOptions) -> list[DataFrame]:
    """Return what an address holds that Spark can read: its lines, tables and other files."""
    from pyspark.errors import AnalysisException
    from pyspark.sql import functions as f

    reader = session.read.format("binaryFile").option("recursiveFileLookup", "true")
    try:
        files = reader.load(spec)
    except AnalysisException:
        error = MissingInputError("Spark finds nothing there. Check the address, and that Spark may read it.")
        return [_one_reject(session, Reject(origin=spec, code=error.code, reason=str(error)), place)]
    paths = sorted(files.inputFiles())
    lines = [path for path in paths if re.search(_LINES, path)]
    tables = [path for path in paths if re.search(_PARQUET, path)]
    frames = [_read_table(session, path, place, options) for path in tables]  # each may have columns of its own
    if lines:
        frames.append(_read_lines(session, lines, place, options))
    if len(lines) + len(tables) < len(paths):
        rest = files.where(~f.col("path").rlike(_LINES) & ~f.col("path").rlike(_PARQUET))
        frames.append(_map(rest.select("path", "content"), partial(_open_contents, place=place, options=options)))
    return frames


def _open_contents(
    batches: Iterable[pa.RecordBatch], *, place: str, options: SourceOptions
) -> Iterator[pa.RecordBatch]:
    """Make inputs of files that come as bytes; runs on the workers."""

    def rows() -> Iterator[Row]:
        for batch in batches:
            for path, content in zip(batch.column(0).to_pylist(), batch.column(1).to_pylist(), strict=True):
                origin = _with_slashes(path)
                stream, name = io.BytesIO(content), PurePosixPath(path).name
                found = guard(read_stream(stream, name, origin=origin, options=options), origin)
                for number, one in enumerate(found):
                    yield _placed(one, f"{place}\x00{origin}", number)

    return _as_batches(rows())


def _read_lines(session: SparkSession, paths: Sequence[str], place: str, options: SourceOptions) -> DataFrame:
    """Return the lines of tables of JSON lines.

    Spark cuts large files in pieces. How many lines lie before each is counted first, so that each line has its number.
    """
    from pyspark.sql import functions as f

    lines = session.read.option("lineSep", "\n").text([unquote(path) for path in paths])
    lines = lines.select(
        f.col("value").cast("binary").alias("line"),  # as it stands in the file, UTF-8 or not
        f.col("_metadata.file_path").alias("path"),
        f.col("_metadata.file_block_start").alias("start"),
    )
    before: dict[tuple[str, int], int] = {}
    done: Counter[str] = Counter()
    pieces = lines.groupBy("path", "start").count().collect()
    for path, start, n_lines in sorted(map(tuple, pieces)):
        before[path, start] = done[path]
        done[path] += n_lines
    return _map(lines, partial(_open_lines, before=before, place=place, options=options))


def _open_lines(
    batches: Iterable[pa.RecordBatch], *, before: dict[tuple[str, int], int], place: str, options: SourceOptions
) -> Iterator[pa.RecordBatch]:
    """Make inputs of lines, which come piece after piece in their order; runs on the workers."""
    reader = RowReader(mapping=options.mapping, known=options.known)
    done: Counter[tuple[str, int]] = Counter()

    def rows() -> Iterator[Row]:
        for batch in batches:
            for line, path, start in zip(*(column.to_pylist() for column in batch.columns), strict=True):
                done[path, start] += 1
                number = before[path, start] + done[path, start]
                name = _plain(path)
                for found in guard(read_jsonl(io.BytesIO(line), origin=name, reader=reader), name):
                    yield _placed(replace(found, origin=f"{name}#{number}"), f"{place}\x00{name}", number)

    return _as_batches(rows())


def _read_table(session: SparkSession, path: str, place: str, options: SourceOptions) -> DataFrame:
    """Return the rows of a Parquet table; only the columns that are needed are read."""
    from pyspark.sql import functions as f

    table = session.read.parquet(unquote(path))
    name = _plain(path)
    try:
        columns = choose_columns(table.columns, options.mapping)
    except ColumnError as error:
        return _one_reject(session, Reject(origin=name, code=error.code, reason=str(error)), place)
    wanted = sorted({column if column in table.columns else column.partition(".")[0] for column in columns.values()})
    values = f.struct(*(f.col(f"`{column}`") for column in wanted)).alias("values")
    frame = table.select(f.col("_metadata.row_index").alias("number"), values)
    return _map(frame, partial(_open_rows, columns=columns, name=name, place=place, options=options))


def _open_rows(
    batches: Iterable[pa.RecordBatch], *, columns: dict[str, str], name: str, place: str, options: SourceOptions
) -> Iterator[pa.RecordBatch]:
    """Make inputs of the rows of a table; runs on the workers."""
    reader = RowReader(mapping=options.mapping, known=options.known)

    def rows() -> Iterator[Row]:
        for batch in batches:
            for index, values in zip(batch.column(0).to_pylist(), batch.column(1).to_pylist(), strict=True):
                origin = f"{name}#{index + 1}"
                for found in guard((reader.read(row, origin, columns) for row in (values,)), origin):
                    yield _placed(found, f"{place}\x00{name}", index)

    return _as_batches(rows())


def _plain(path: str) -> str:
    """Return the address of a file as people write it, ``file:///a b``, where Spark has ``file:/a%20b``."""
    return _with_slashes(unquote(path))


def _with_slashes(path: str) -> str:
    return re.sub(r"^file:/(?!/)", "file:///", path)


def _placed(found: Found | Reject, place: str, number: int) -> Row:
    return {**to_input(found), "place": f"{place}\x00{number:012}"}


def _as_batches(rows: Iterator[Row]) -> Iterator[pa.RecordBatch]:
    """Yield rows in batches of a few, for one row may have megabytes."""
    import pyarrow as pa

    while some := list(islice(rows, SETTINGS.spark_batch_reports)):
        yield pa.RecordBatch.from_pylist(some, schema=placed_schema())


def _map(frame: DataFrame, read: Callable[[Iterable[pa.RecordBatch]], Iterator[pa.RecordBatch]]) -> DataFrame:
    from pyspark.sql.pandas.types import from_arrow_schema

    with quiet_about_pandas():
        return frame.mapInArrow(read, from_arrow_schema(placed_schema()))


def _one_reject(session: SparkSession, reject: Reject, place: str) -> DataFrame:
    from pyspark.sql.pandas.types import from_arrow_schema

    row: dict[str, Any] = _placed(reject, place, 0)
    schema = placed_schema()
    with quiet_about_pandas():
        return session.createDataFrame([tuple(row.get(name) for name in schema.names)], from_arrow_schema(schema))
