"""Dossier to JSON and back. Form: docs/dossier.md."""

from __future__ import annotations

import json
import types
from collections.abc import Hashable, Mapping
from dataclasses import MISSING, fields, is_dataclass
from datetime import date, datetime
from functools import cache
from typing import Any, Literal, TypeVar, Union, cast, get_args, get_origin, get_type_hints

from onrecord.errors import FormatError
from onrecord.model.dossier import FORMAT, Dossier
from onrecord.model.span import Span

Record = TypeVar("Record")


def dossier_to_dict(dossier: Dossier) -> dict[str, Any]:
    """Return the dossier as plain lists, dictionaries and scalars, ``format`` first."""
    return {"format": FORMAT, **_plain(dossier)}


def dossier_to_json(dossier: Dossier, *, indent: int | None = None) -> str:
    """Return the dossier as JSON text; lone surrogates are escaped, all else is written as it is."""
    text = json.dumps(dossier_to_dict(dossier), ensure_ascii=False, indent=indent)
    return "".join(f"\\u{ord(c):04x}" if "\ud800" <= c <= "\udfff" else c for c in text) if _has_lone(text) else text


def _has_lone(text: str) -> bool:
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        return True
    return False


def to_plain(record: Any) -> dict[str, Any]:
    """Return any frozen data class of ``model`` as plain lists, dictionaries and scalars."""
    plain: dict[str, Any] = _plain(record)
    return plain


def from_plain(kind: type[Record], raw: Any) -> Record:
    """Return the data class that ``to_plain`` turned into plain data; spans are not checked against a text.

    Raises:
        FormatError: A field is missing or of the wrong kind.
    """
    known: Any = kind
    built: Record = _build(known, raw, "")
    return built


def _plain(value: Any) -> Any:
    if isinstance(value, Span):
        return [value.start, value.end]
    if is_dataclass(value) and not isinstance(value, type):
        return {f.name: _plain(getattr(value, f.name)) for f in fields(value)}
    if isinstance(value, tuple | list):
        return [_plain(v) for v in value]
    if isinstance(value, date):
        return value.isoformat()
    return value


def dossier_from_json(text: str) -> Dossier:
    """Return the dossier that JSON text holds.

    Raises:
        FormatError: It is no JSON, of another format, or a field is missing or of the wrong kind; the message
            names the place as ``statements[3].cue_span``. Keys of the top level that this version does not know are
            passed over.
    """
    try:
        raw = json.loads(text, parse_constant=_refuse_constant)
    except (ValueError, RecursionError) as error:
        raise FormatError(f"This is no JSON ({error}). Give a file written by 'onrecord read'.") from error
    return dossier_from_dict(raw)


def dossier_from_dict(raw: Any) -> Dossier:
    """Return the dossier that plain data holds; raises as ``dossier_from_json``."""
    if not isinstance(raw, Mapping) or raw.get("format") != FORMAT:
        found = raw.get("format") if isinstance(raw, Mapping) else type(raw).__name__
        raise FormatError(
            f"Expected the format {FORMAT}, found {found!r}. Write the dossier anew with 'onrecord read'."
        )
    known = {f.name for f in fields(Dossier)}
    dossier: Dossier = _build(Dossier, {k: v for k, v in raw.items() if k in known}, "")
    _check_spans(dossier, len(dossier.report.text), "")
    return dossier


def _check_spans(value: Any, length: int, place: str) -> None:
    """Refuse spans that reach beyond the text."""
    if isinstance(value, Span):
        if value.end > length:
            raise _fail(place, f"the span ends at {value.end}, the text at {length}")
    elif isinstance(value, tuple):
        for number, item in enumerate(value):
            _check_spans(item, length, f"{place}[{number}]")
    elif is_dataclass(value) and not isinstance(value, type):
        for field in fields(value):
            _check_spans(getattr(value, field.name), length, _join(place, field.name))


def _join(place: str, name: str) -> str:
    return f"{place}.{name}" if place else name


def _refuse_constant(name: str) -> float:
    raise ValueError(f"{name} is no number in JSON")


def _fail(place: str, what: str) -> FormatError:
    return FormatError(f"{place}: {what}. Write the dossier anew with 'onrecord read'.")


def _build(kind: Any, value: Any, place: str) -> Any:
    """Make a value of the annotated type ``kind``."""
    origin = get_origin(kind)
    if origin in (Union, types.UnionType):
        choices = get_args(kind)
        if value is None and type(None) in choices:
            return None
        return _build(next(c for c in choices if c is not type(None)), value, place)
    if origin is Literal:
        if value not in get_args(kind):
            raise _fail(place, f"{str(value)[:40]!r} is none of {', '.join(map(str, get_args(kind)))}")
        return value
    if origin is tuple:
        if not isinstance(value, list):
            raise _fail(place, "a list is needed")
        return tuple(_build(get_args(kind)[0], v, f"{place}[{n}]") for n, v in enumerate(value))
    if kind is Span:
        return _span(value, place)
    known: Any = kind
    return _record(known, value, place) if is_dataclass(kind) else _scalar(kind, value, place)


def _span(value: Any, place: str) -> Span:
    if not (isinstance(value, list) and len(value) == 2 and all(type(v) is int for v in value)):
        raise _fail(place, "a span is two whole numbers")
    if not 0 <= value[0] <= value[1]:
        raise _fail(place, "a span starts at 0 or later and does not end before it starts")
    return Span(*value)


@cache
def _hints(kind: Hashable) -> dict[str, Any]:
    return get_type_hints(kind)


def _record(kind: type[Any], value: Any, place: str) -> Any:
    if not isinstance(value, Mapping):
        raise _fail(place, "an object is needed")
    hints = _hints(cast(Hashable, kind))
    names = {f.name: f for f in fields(kind)}
    for name, field in names.items():
        if name not in value and field.default is MISSING and field.default_factory is MISSING:
            raise _fail(_join(place, name), "is missing")
    unknown = sorted(set(value) - set(names))
    if unknown:
        raise _fail(_join(place, unknown[0]), "is not a field of this format")
    return kind(**{name: _build(hints[name], v, _join(place, name)) for name, v in value.items()})


def _scalar(kind: Any, value: Any, place: str) -> Any:
    try:
        if kind is datetime:
            return datetime.fromisoformat(value)
        if kind is date:
            return date.fromisoformat(value)
    except (TypeError, ValueError) as error:
        raise _fail(place, "an ISO 8601 date is needed") from error
    if kind is float and type(value) in (int, float):
        return float(value)
    if type(value) is not kind:
        raise _fail(place, f"{kind.__name__} is needed, found {type(value).__name__}")
    return value
