"""Onrecord turns dated news reports about international crises into a sourced record: who said what, and who says so.

>>> import onrecord
>>> dossier = onrecord.read("…text…", published="2031-05-02")  # doctest: +SKIP

Every name is loaded when it is first used, so that ``import onrecord`` is quick.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from onrecord.errors import FatalError, OnrecordError, ReportError, RetryableError
    from onrecord.model.dossier import Actor, AttributionStep, Dossier, Statement, TimeExpression
    from onrecord.model.json import dossier_from_json, dossier_to_json
    from onrecord.model.page import Furniture
    from onrecord.model.report import Reject, Report
    from onrecord.model.span import Span
    from onrecord.record.selection import open_record
    from onrecord.run.pool import read_many
    from onrecord.run.read import read_file
    from onrecord.run.read import read_text as read

from onrecord.version import VERSION

__version__ = VERSION

#: Public name to the module that has it, and to its name there where that is another.
_HOMES: dict[str, str] = {
    "Actor": "onrecord.model.dossier",
    "AttributionStep": "onrecord.model.dossier",
    "Dossier": "onrecord.model.dossier",
    "FatalError": "onrecord.errors",
    "Furniture": "onrecord.model.page",
    "OnrecordError": "onrecord.errors",
    "Reject": "onrecord.model.report",
    "Report": "onrecord.model.report",
    "ReportError": "onrecord.errors",
    "RetryableError": "onrecord.errors",
    "Span": "onrecord.model.span",
    "Statement": "onrecord.model.dossier",
    "TimeExpression": "onrecord.model.dossier",
    "dossier_from_json": "onrecord.model.json",
    "dossier_to_json": "onrecord.model.json",
    "open_record": "onrecord.record.selection",
    "read": "onrecord.run.read:read_text",
    "read_file": "onrecord.run.read",
    "read_many": "onrecord.run.pool",
}

__all__ = [
    "Actor",
    "AttributionStep",
    "Dossier",
    "FatalError",
    "Furniture",
    "OnrecordError",
    "Reject",
    "Report",
    "ReportError",
    "RetryableError",
    "Span",
    "Statement",
    "TimeExpression",
    "__version__",
    "dossier_from_json",
    "dossier_to_json",
    "open_record",
    "read",
    "read_file",
    "read_many",
]


def __getattr__(name: str) -> object:
    """Load a public name from its room."""
    if name not in _HOMES:
        raise AttributeError(f"module 'onrecord' has no attribute {name!r}")
    module, _, there = _HOMES[name].partition(":")
    found: object = getattr(import_module(module), there or name)
    globals()[name] = found
    return found


def __dir__() -> list[str]:
    """Name what is public."""
    return __all__
