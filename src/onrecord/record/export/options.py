"""What a user may choose of an export besides its rows."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from typing import Literal

#: Versions of GDELT's table of events.
GdeltVersion = Literal["1", "2"]


@dataclass(frozen=True, slots=True, kw_only=True)
class ExportOptions:
    """Options of ``onrecord export``; each goes with some forms alone."""

    #: Kinds of rows; empty for those that the form has by default.
    tables: tuple[str, ...] = ()
    #: For people's spreadsheets: a byte-order mark, lists as words, no formulas. Of csv and ledger.
    excel: bool = False
    #: Events of every modality, not those alone that happened. Of polecat, gdelt and icews.
    all_modalities: bool = False
    #: A row for each pair of parties, not one for each event. Of gdelt and icews.
    pairs: bool = False
    #: Of gdelt.
    gdelt: GdeltVersion = "2"
    #: Ending of the file the user named, in lower case with its dot; "" where it has none. Some forms have variants.
    ending: str = ""
    #: Name of the record, for titles.
    title: str = ""


@cache
def software() -> str:
    """Return what wrote an export, with its version: "onrecord 0.1.0"."""
    try:
        return f"onrecord {version('onrecord')}"
    except PackageNotFoundError:  # run from its source, not installed
        return "onrecord"
