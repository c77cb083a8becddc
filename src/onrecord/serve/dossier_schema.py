"""The JSON schema of a dossier, from its data classes: what ``model.json`` writes."""

from __future__ import annotations

import types
from dataclasses import fields, is_dataclass
from datetime import date, datetime
from functools import cache
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

from onrecord.model.dossier import FORMAT, Dossier
from onrecord.model.span import Span

_SCALARS: dict[Any, dict[str, Any]] = {
    str: {"type": "string"},
    bool: {"type": "boolean"},
    int: {"type": "integer"},
    float: {"type": "number"},
    # Moments are local to wherever they happen, hence without a zone, which the format "date-time" asks for.
    datetime: {"type": "string", "description": "Local moment by ISO 8601, without zone."},
    date: {"type": "string", "format": "date"},
    Span: {
        "type": "array",
        "items": {"type": "integer", "minimum": 0},
        "minItems": 2,
        "maxItems": 2,
        "description": "First code point and the one after the last.",
    },
}


@cache
def dossier_schema() -> dict[str, Any]:
    """Return the JSON schema of a dossier."""
    schema = _schema(Dossier)
    properties = {"format": {"type": "string", "enum": [FORMAT]}, **schema["properties"]}
    return {**schema, "title": "Dossier", "properties": properties, "required": list(properties)}


def _schema(kind: Any) -> dict[str, Any]:
    origin = get_origin(kind)
    if origin in (Union, types.UnionType):
        inner = [choice for choice in get_args(kind) if choice is not type(None)]
        return {"anyOf": [_schema(inner[0]), {"type": "null"}]}
    if origin is Literal:
        return {"type": "string", "enum": list(get_args(kind))}
    if origin is tuple:
        return {"type": "array", "items": _schema(get_args(kind)[0])}
    if kind in _SCALARS:
        return _SCALARS[kind]
    assert is_dataclass(kind), kind
    known: Any = kind
    hints = get_type_hints(kind)
    properties = {field.name: _schema(hints[field.name]) for field in fields(kind)}
    described = (kind.__doc__ or "").strip().splitlines()[0] if kind.__doc__ else known.__name__
    return {
        "type": "object",
        "description": described,
        "properties": properties,
        "required": list(properties),
        "additionalProperties": False,
    }
