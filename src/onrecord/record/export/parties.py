"""Events with their parties side by side, as formats of event data want them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from hashlib import sha256
from typing import Any

from onrecord.codebook.cameo import CameoCode, cameo_of
from onrecord.codebook.plover import plover_code
from onrecord.record.export.cells import counted
from onrecord.record.export.options import ExportOptions
from onrecord.record.export.rows import Row, Rows

#: Columns of events, with those that users do not see.
EVENT_COLUMNS = "COLUMNS('^[^_]'), _doer_parts, _other_parts, _place_use"


@dataclass(frozen=True, slots=True)
class Party:
    """Somebody who acts, or whom it befalls."""

    name: str
    country: str | None = None
    sector: str | None = None
    kind: str | None = None
    title: str | None = None
    id: str | None = None


@dataclass(frozen=True, slots=True)
class EventRow:
    """A row of events with what follows from it."""

    row: Row
    doers: tuple[Party, ...]
    others: tuple[Party, ...]
    #: How its place is used; None where it has none.
    place_use: str | None = None

    @property
    def code(self) -> str:
        """PLOVER's own code of the event."""
        row = self.row
        return str(row["plover"] or plover_code(row["type"], row["modality"], bool(row["negated"])))

    @property
    def day(self) -> date | None:
        """The day it is dated: its own where that is known, else that of the report; None where neither is."""
        start, end = self.row["when_start"], self.row["when_end"]
        if isinstance(start, datetime) and isinstance(end, datetime) and end - start <= timedelta(days=1):
            return start.date()
        published: date | None = self.row["published"]
        return published

    @property
    def is_located(self) -> bool:
        """Whether its place is one where something happens: no government, no adjective, and with coordinates."""
        row = self.row
        return row["lat"] is not None and row["lon"] is not None and self.place_use == "literal"

    def cameo(self) -> CameoCode:
        """Return its CAMEO code."""
        row, code = self.row, self.code
        derived = row["type"] if code != row["type"] else None
        return cameo_of(
            code, act=derived, mode=row["mode"], contexts=row["contexts"] or (), negated=bool(row["negated"])
        )

    def number(self, *more: object) -> int:
        """Return a whole number that stands for it, below 2 to the 52nd, so that no program rounds it.

        Args:
            *more: What tells rows of one event apart.
        """
        key = "|".join(map(str, (self.row["report_id"], self.row["id"], *more)))
        return int(sha256(key.encode()).hexdigest()[:13], 16)


def happened_only(rows: Rows, options: ExportOptions) -> None:
    """Leave out events that did not happen, unless the user asked for modalities, or for all.

    Forms of event data have no place for modality: what is only planned or feared would stand there as done.
    """
    if not options.all_modalities and not rows.filters.modality:
        rows.filters = replace(rows.filters, modality=("happened",))


def read_events(rows: Rows) -> Iterator[EventRow]:
    """Yield the chosen events, the oldest first."""
    for row in rows.rows("events", EVENT_COLUMNS):
        yield as_event(row)


def as_event(row: Row) -> EventRow:
    """Return a row of events with its parties; names that somebody corrected hold, without what went with the old."""
    doers = _parties(row["actors"], row.pop("_doer_parts"))
    others = _parties(row["recipients"], row.pop("_other_parts"))
    return EventRow(row, doers, others, row.pop("_place_use"))


def pairs_of(event: EventRow, *, every: bool) -> list[tuple[Party | None, Party | None]]:
    """Return who acts on whom: the first pair, or every one.

    Where it befalls nobody, as in a meeting, the parties face one another: the first and the second, or, with
    ``every``, each and each, in both directions, as CAMEO's coders do.
    """
    doers, others = event.doers, event.others
    if every:
        found: list[tuple[Party | None, Party | None]] = (
            [(a, b) for a in doers or (None,) for b in others]
            if others
            else [(a, b) for a in doers for b in doers if a is not b]
        )
        if found:
            return found
    first = doers[0] if doers else None
    second = others[0] if others else doers[1] if len(doers) > 1 else None
    return [(first, second)]


def has_more_parties(event: EventRow, pairs: list[tuple[Party | None, Party | None]]) -> bool:
    """Tell whether an event has parties that stand in none of its pairs."""
    named = {id(party) for pair in pairs for party in pair if party is not None}
    return any(id(party) not in named for party in (*event.doers, *event.others))


def note_cut(rows: Rows, n_cut: int) -> None:
    """Say how many events have more parties than their row holds."""
    if n_cut:
        more = counted(n_cut, "event")
        rows.notes.append(f"{more} with more parties than a row holds; --pairs writes a row for each pair.")


def _parties(names: list[str] | None, parts: list[dict[str, Any]] | None) -> tuple[Party, ...]:
    names, parts = names or [], parts or []
    if [part["name"] for part in parts] != names:
        return tuple(Party(name) for name in names)
    return tuple(Party(p["name"], p["country"], p["sector"], p["kind"], p["title"], p["id"]) for p in parts)
