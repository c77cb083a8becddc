"""Events as ICEWS has them: a header and 20 columns between tabs, with CAMEO codes."""

from __future__ import annotations

from typing import BinaryIO

from onrecord.codebook.cameo import foreign_codes, foreign_sector
from onrecord.codebook.country_names import country_name
from onrecord.record.export.cells import iso, one_line
from onrecord.record.export.options import ExportOptions
from onrecord.record.export.parties import (
    EventRow,
    Party,
    happened_only,
    has_more_parties,
    note_cut,
    pairs_of,
    read_events,
)
from onrecord.record.export.rows import Rows
from onrecord.record.export.target import as_text

COLUMNS = (
    "Event ID", "Event Date", "Source Name", "Source Sectors", "Source Country", "Event Text", "CAMEO Code",
    "Intensity", "Target Name", "Target Sectors", "Target Country", "Story ID", "Sentence Number", "Publisher", "City",
    "District", "Province", "Country", "Latitude", "Longitude",
)  # fmt: skip
#: Codes that stand for bodies, which have no country in ICEWS.
_BODIES = frozenset({"EUR", "NATO", "UNO", "IGO", "WST"})


def write(rows: Rows, out: BinaryIO, options: ExportOptions) -> int:
    """Write the events; return the number of rows: one per event, or, with ``options.pairs``, per pair of parties."""
    happened_only(rows, options)
    rows.expect(rows.count("events"))
    n_rows = n_cut = 0
    with as_text(out) as text:
        text.write("\t".join(COLUMNS) + "\n")
        for event in read_events(rows):
            pairs = pairs_of(event, every=options.pairs)
            n_cut += has_more_parties(event, pairs)
            for number, (source, target) in enumerate(pairs):
                cells = _cells(event, source, target, number)
                text.write("\t".join(one_line(cells.get(name, "")) for name in COLUMNS) + "\n")
                n_rows += 1
    note_cut(rows, n_cut)
    return n_rows


def country_in_icews(code: str | None) -> str:
    """Return the name that ICEWS has for a country; "" for bodies of states."""
    if not code or code in _BODIES:
        return ""
    return foreign_codes(code).icews or country_name(code)


def _cells(event: EventRow, source: Party | None, target: Party | None, number: int) -> dict[str, str]:
    row, cameo = event.row, event.cameo()
    cells = {
        "Event ID": str(event.number(number) if number else event.number()),
        "Event Date": iso(event.day),
        "Event Text": cameo.name,
        "CAMEO Code": cameo.code,
        "Intensity": f"{cameo.goldstein:.1f}",
        "Story ID": str(int(row["report_id"][:13], 16)) if _is_hash(row["report_id"]) else row["report_id"],
        "Publisher": row["publisher"] or "",
    }
    for side, party in (("Source", source), ("Target", target)):
        if party is not None:
            cells[f"{side} Name"] = party.name
            cells[f"{side} Sectors"] = foreign_sector(party.sector or "").icews
            cells[f"{side} Country"] = country_in_icews(party.country)
    if event.is_located:
        precision = row["place_precision"] or 0
        cells |= {
            "City": row["place"] if 1 <= precision <= 2 else "",
            "District": row["place"] if precision == 3 else "",
            "Province": row["place"] if precision == 4 else "",
            "Country": country_in_icews(row["place_country"]),
            "Latitude": f"{row['lat']:.4f}",
            "Longitude": f"{row['lon']:.4f}",
        }
    return cells


def _is_hash(report: str) -> bool:
    return len(report) >= 13 and all(c in "0123456789abcdef" for c in report[:13])
