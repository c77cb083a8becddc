"""The dossier as one row of an Arrow table, and back: the form the record has on disk.

The schema follows from the data classes of ``model.dossier``: a tuple is a list, a data class a struct, a span a struct
of ``start``, ``end`` and the ``words`` it stands for, so that a fact can be checked and shown without its report.
"""

from __future__ import annotations

import types
from collections.abc import Hashable, Mapping, Sequence
from dataclasses import fields, is_dataclass
from datetime import date, datetime
from functools import cache
from typing import TYPE_CHECKING, Any, Literal, Union, cast, get_args, get_origin, get_type_hints

from onrecord.errors import FormatError
from onrecord.model.dossier import Dossier
from onrecord.model.ids import report_id
from onrecord.model.report import Reject, Report
from onrecord.model.span import Span

if TYPE_CHECKING:
    import pyarrow as pa

#: Version of the row; goes up by one whenever a column is added, renamed or means something else.
SCHEMA_VERSION = 1
_SCALARS = frozenset([type(None), str, bool, int, float, date, datetime])


@cache
def report_schema() -> pa.Schema:
    """Return the schema of the table ``reports``.

    The fields of the report come first, then the lists of facts under the names they have in ``Dossier``, then
    ``origin`` (string: path or address it came from), ``published_candidates`` (the days that its source gives as days
    of publication, each with where it stood), ``ingested_at`` (timestamp in microseconds, UTC) and ``digest`` (string:
    sha-256 over the rest of the row, see ``record.seal``; None before it is stored).
    """
    import pyarrow as pa

    hints = get_type_hints(Dossier)
    report = [pa.field(name, _arrow(hint), nullable=name not in ("id", "text")) for name, hint in _report_hints()]
    facts = [pa.field(f.name, _arrow(hints[f.name])) for f in fields(Dossier) if f.name != "report"]
    candidate = pa.struct([("value", pa.date32()), ("origin", pa.string())])
    last = [
        pa.field("origin", pa.string()),
        pa.field("published_candidates", pa.list_(candidate)),
        pa.field("ingested_at", pa.timestamp("us", tz="UTC")),
        pa.field("digest", pa.string()),
    ]
    return pa.schema([*report, *facts, *last])


def reject_schema() -> pa.Schema:
    """Return the schema of the table ``rejects``: ``origin``, ``code``, ``reason`` and ``ingested_at``."""
    import pyarrow as pa

    strings = [pa.field(f.name, pa.string(), nullable=False) for f in fields(Reject)]
    return pa.schema([*strings, pa.field("ingested_at", pa.timestamp("us", tz="UTC"))])


def judgement_schema() -> pa.Schema:
    """Return the schema of the table ``judgements``; what its columns mean stands in ``record.judgements``."""
    import pyarrow as pa

    needed = [pa.field(name, pa.string(), nullable=False) for name in ("id", "kind", "left")]
    rest = [pa.field("right", pa.string()), pa.field("verdict", pa.string(), nullable=False)]
    last = [pa.field("value", pa.string()), pa.field("by", pa.string()), pa.field("at", pa.timestamp("us", tz="UTC"))]
    return pa.schema([*needed, *rest, *last])


def dossier_to_row(dossier: Dossier, *, origin: str | None, ingested_at: datetime) -> dict[str, Any]:
    """Return a dossier as plain data that fits ``report_schema``.

    Args:
        dossier: Its text must hold no lone surrogates, which Arrow cannot keep (``storable_text``).
        origin: Path or address the report came from.
        ingested_at: Moment in UTC.
    """
    text = dossier.report.text
    report = {name: getattr(dossier.report, name) for name, _ in _report_hints()}
    facts = {f.name: _plain(getattr(dossier, f.name), text) for f in fields(Dossier) if f.name != "report"}
    return {**report, **facts, "origin": origin, "published_candidates": [], "ingested_at": ingested_at}


def dossiers_to_table(rows: Sequence[Mapping[str, Any]]) -> pa.Table:
    """Return rows of ``dossier_to_row`` as an Arrow table with ``report_schema``."""
    import pyarrow as pa

    return pa.Table.from_pylist([dict(row) for row in rows], schema=report_schema())


def dossier_to_bytes(dossier: Dossier, *, origin: str | None, ingested_at: datetime) -> bytes:
    """Return the row of a dossier as an Arrow record batch without its schema, to hand it to another process.

    Args: as ``dossier_to_row``.
    """
    row = dossier_to_row(dossier, origin=origin, ingested_at=ingested_at)
    batch = dossiers_to_table([row]).combine_chunks().to_batches()[0]
    return bytes(batch.serialize())


def batch_from_bytes(data: bytes) -> pa.RecordBatch:
    """Return the record batch of one row that ``dossier_to_bytes`` made."""
    import pyarrow as pa

    return pa.ipc.read_record_batch(pa.py_buffer(data), report_schema())


def row_to_dossier(row: Mapping[str, Any]) -> Dossier:
    """Return the dossier that a row of the table ``reports`` holds.

    Raises:
        FormatError: A column is missing or a value has the wrong kind; names the place as ``statements[3].cue_span``.
    """
    hints = get_type_hints(Dossier)
    try:
        report = Report(**{name: row[name] for name, _ in _report_hints()})
        facts = {f.name: _build(hints[f.name], row[f.name], f.name) for f in fields(Dossier) if f.name != "report"}
    except KeyError as error:
        raise FormatError(f"The row has no column {error}. Run 'onrecord verify' on its record.") from error
    return Dossier(report=report, **facts)


def storable_text(text: str) -> str:
    """Return the text with lone surrogates, which no UTF-8 file can hold, made U+FFFD: as long as it was."""
    return "".join("\ufffd" if "\ud800" <= c <= "\udfff" else c for c in text) if _has_lone(text) else text


def misquoted(row: Mapping[str, Any]) -> list[str]:
    """Return the places of a row whose words are not those of the text, and ``id`` where that is not the text's."""
    text = row["text"]
    wrong = [] if row["id"] == report_id(text) else ["id"]
    for field in fields(Dossier):
        if field.name != "report":
            wrong.extend(_misquoted(row[field.name], text, field.name))
    return wrong


def _misquoted(value: Any, text: str, place: str) -> list[str]:
    if isinstance(value, Mapping):
        if value.keys() == {"start", "end", "words"}:
            return [] if text[value["start"] : value["end"]] == value["words"] else [place]
        return [w for name, inner in value.items() for w in _misquoted(inner, text, f"{place}.{name}")]
    if isinstance(value, list):
        return [w for number, inner in enumerate(value) for w in _misquoted(inner, text, f"{place}[{number}]")]
    return []


def _has_lone(text: str) -> bool:
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        return True
    return False


@cache
def _hints(kind: Hashable) -> dict[str, Any]:
    return get_type_hints(kind)


def _report_hints() -> list[tuple[str, Any]]:
    hints = _hints(cast(Hashable, Report))
    return [(f.name, hints[f.name]) for f in fields(Report)]


def _inner(kind: Any) -> Any:
    """Return what an optional type holds, or the type itself."""
    if get_origin(kind) in (Union, types.UnionType):
        return next(c for c in get_args(kind) if c is not type(None))
    return kind


def _arrow(kind: Any) -> pa.DataType:
    """Return the Arrow type of an annotation."""
    import pyarrow as pa

    kind = _inner(kind)
    if get_origin(kind) is tuple:
        return pa.list_(_arrow(get_args(kind)[0]))
    if kind is Span:
        return pa.struct([("start", pa.int32()), ("end", pa.int32()), ("words", pa.string())])
    if is_dataclass(kind):
        hints = _hints(cast(Hashable, kind))
        return pa.struct([(f.name, _arrow(hints[f.name])) for f in fields(kind)])
    if get_origin(kind) is Literal:
        return pa.string()
    # Intervals are days and hours of the calendar, not moments of one time zone.
    known = {str: pa.string(), bool: pa.bool_(), int: pa.int64(), float: pa.float64()}
    return pa.timestamp("us") if kind is datetime else pa.date32() if kind is date else known[kind]


def _plain(value: Any, text: str) -> Any:
    # A report has some thousand values, so the commonest kinds come first and nothing is looked up twice.
    kind = type(value)
    if kind in _SCALARS:
        return value
    if kind is tuple:
        return [_plain(v, text) for v in value]
    if kind is Span:
        return {"start": value.start, "end": value.end, "words": text[value.start : value.end]}
    return {name: _plain(getattr(value, name), text) for name in _field_names(kind)} if is_dataclass(kind) else value


@cache
def _field_names(kind: Any) -> tuple[str, ...]:
    return tuple(f.name for f in fields(kind))


def _build(kind: Any, value: Any, place: str) -> Any:
    """Make a value of the annotated type ``kind`` from a row's plain data."""
    optional, kind = _inner(kind) is not kind, _inner(kind)
    if value is None and optional:
        return None
    if get_origin(kind) is tuple:
        return tuple(_build(get_args(kind)[0], v, f"{place}[{n}]") for n, v in enumerate(value or ()))
    if kind is Span:
        return Span(value["start"], value["end"])
    if is_dataclass(kind):
        hints = _hints(cast(Hashable, kind))
        made: Any = cast(Any, kind)(**{f.name: _build(hints[f.name], value[f.name], place) for f in fields(kind)})
        return made
    if value is None:
        raise FormatError(f"{place} is empty. Run 'onrecord verify' on its record.")
    return value
