"""Events as POLECAT has them: a header and 40 columns between tabs, one row per event."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import BinaryIO

from onrecord.codebook.cameo import foreign_codes
from onrecord.codebook.country_names import country_name
from onrecord.codebook.plover import intensity_of, quad_of
from onrecord.record.export.cells import iso, joined, one_line
from onrecord.record.export.options import ExportOptions, software
from onrecord.record.export.parties import EventRow, Party, happened_only, read_events
from onrecord.record.export.rows import Rows
from onrecord.record.export.target import as_text

COLUMNS = (
    "Event ID", "Event Date", "Event Type", "Event Mode", "Intensity", "Quad Code", "Contexts",
    "Actor Name", "Actor Country", "Actor COW", "Primary Actor Sector", "Actor Sectors", "Actor Title",
    "Actor Name Raw", "Wikipedia Actor ID",
    "Recipient Name", "Recipient Country", "Recipient COW", "Primary Recipient Sector", "Recipient Sectors",
    "Recipient Title", "Recipient Name Raw", "Wikipedia Recipient ID",
    "Placename", "City", "District", "Province", "Country", "Latitude", "Longitude", "GeoNames ID", "Raw Placename",
    "Feature Type", "Source", "Publication Date", "Story People", "Story Organizations", "Story Locations",
    "Language", "Version",
)  # fmt: skip
#: What POLECAT writes where there is nothing.
_NONE = "None"
_QUADS = {1: "VERBAL COOPERATION", 2: "MATERIAL COOPERATION", 3: "VERBAL CONFLICT", 4: "MATERIAL CONFLICT"}


def write(rows: Rows, out: BinaryIO, options: ExportOptions) -> int:
    """Write the events; return how many they are."""
    happened_only(rows, options)
    rows.expect(rows.count("events"))
    n_rows = 0
    with as_text(out) as text:
        text.write("\t".join(COLUMNS) + "\n")
        for event in read_events(rows):
            cells = _cells(event)
            text.write("\t".join(one_line(cells.get(name, "")) or _NONE for name in COLUMNS) + "\n")
            n_rows += 1
    return n_rows


def _cells(event: EventRow) -> dict[str, str]:
    row, code = event.row, event.code
    mode = row["mode"] if code == row["type"] else None
    own = code == row["type"] and row["quad"] is not None and row["intensity"] is not None
    return {
        "Event ID": f"{row['report_id'][:16]}_{row['id']}",
        "Event Date": iso(event.day),
        "Event Type": code,
        "Event Mode": mode or "",
        "Intensity": str(row["intensity"] if own else intensity_of(code, mode)),
        "Quad Code": _QUADS[row["quad"] if own else quad_of(code, mode)],
        "Contexts": joined(row["contexts"] or ()),
        **_party_cells("Actor", event.doers),
        **_party_cells("Recipient", event.others),
        **_place_cells(event),
        "Source": row["publisher"] or "",
        "Publication Date": iso(row["published"]),
        "Language": "English",
        "Version": software().replace(" ", "-"),
    }


def _party_cells(side: str, parties: Sequence[Party]) -> dict[str, str]:
    """Return the cells of one side; the parties stand in one order in all of them."""
    if not parties:
        return {}
    return {
        f"{side} Name": _each(parties, lambda p: p.name),
        f"{side} Country": _each(parties, lambda p: p.country),
        f"{side} COW": _each(parties, lambda p: foreign_codes(p.country or "").cow),
        f"Primary {side} Sector": _each(parties, lambda p: p.sector),
        f"{side} Sectors": _each(parties, lambda p: p.sector),
        f"{side} Title": _each(parties, lambda p: p.title),
        f"{side} Name Raw": _each(parties, lambda p: p.name),
    }


def _each(parties: Sequence[Party], what: Callable[[Party], str | None]) -> str:
    values = [what(party) for party in parties]
    return joined(value or _NONE for value in values) if any(values) else ""


def _place_cells(event: EventRow) -> dict[str, str]:
    row = event.row
    if not event.is_located:
        return {}
    precision = row["place_precision"] or 0
    geonameid = row["geonameid"]
    return {
        "Placename": row["place"] or "",
        "City": row["place"] if 1 <= precision <= 2 else "",
        "District": row["place"] if precision == 3 else "",
        "Province": row["place"] if precision == 4 else "",
        "Country": country_name(row["place_country"]) if row["place_country"] else "",
        "Latitude": f"{row['lat']:.5f}",
        "Longitude": f"{row['lon']:.5f}",
        "GeoNames ID": "" if geonameid is None else str(geonameid),
        "Raw Placename": row["place"] or "",
    }
