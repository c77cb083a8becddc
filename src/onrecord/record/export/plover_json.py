"""Events as PLOVER's JSON records, with every column of ours beside, so that nothing is lost."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from typing import Any, BinaryIO

from onrecord.codebook.country_names import country_name
from onrecord.codebook.plover import derive, intensity_of, quad_of
from onrecord.record.export.cells import iso
from onrecord.record.export.json_stream import write_items, write_lines
from onrecord.record.export.options import ExportOptions, software
from onrecord.record.export.parties import EventRow, Party, read_events
from onrecord.record.export.rows import Rows
from onrecord.record.export.target import as_text

#: Precision of a place to PLOVER's level of resolution: 5 within a city, 4 city, 3 district, 2 province, 1 country.
_RESOLUTION = {1: 4, 2: 4, 3: 3, 4: 2, 5: 2, 6: 1, 7: 1}
_PLACE_LEVEL = {4: "city", 3: "district", 2: "province"}


def write(rows: Rows, out: BinaryIO, options: ExportOptions) -> int:
    """Write the events, of every modality: an array, or, to a file that ends in .jsonl, one record a line.

    Returns:
        The number of records.
    """
    rows.expect(rows.count("events"))
    with as_text(out) as text:
        write_all = write_lines if options.ending in (".jsonl", ".ndjson") else write_items
        return write_all(text, _records(rows))


def _records(rows: Rows) -> Iterator[dict[str, Any]]:
    for event in read_events(rows):
        yield plover_record(event)


def plover_record(event: EventRow) -> dict[str, Any]:
    """Return the record of an event.

    ``event``, ``mode``, ``quad_code`` and ``event_scale`` are PLOVER's own: what tense and negation make of the act.
    PLOVER's auxiliary modes stand in ``context``, as its manual has it. ``text`` is left out, since the words are the
    publisher's. ``onrecord`` holds the row as ``show events`` has it.

    Source: PLOVER 2.0 manual, tables of the JSON fields.
    """
    row, code = event.row, event.code
    itself = code == row["type"]
    auxiliary = derive(row["type"], row["modality"], bool(row["negated"])).auxiliary
    context = [
        *(row["contexts"] or ()),
        *([auxiliary] if auxiliary else ()),
        *(["historical"] * bool(row["background"])),
    ]
    own = itself and row["quad"] is not None and row["intensity"] is not None
    mode = row["mode"] if itself else None
    end = row["when_end"]
    days_long = _is_several_days(row["when_start"], end)
    record = {
        "id": f"{row['report_id']}:{row['id']}",
        "date": iso(event.day) or None,
        "enddate": iso((end - timedelta(microseconds=1)).date()) if days_long else None,
        "actor": _entities(event.doers),
        "recipient": _entities(event.others),
        "event": [code],
        "event_loc": _location(event),
        "event_text": [row["words"]],
        "quad_code": row["quad"] if own else quad_of(code, mode),
        "event_scale": row["intensity"] if own else intensity_of(code, mode),
        "mode": [mode] if mode else [],
        "context": context,
        "text_info": {"start": row["start"], "end": row["end"]},
        "cite_info": {
            "citation": row["report_id"],
            "url": row["url"],
            "title": row["title"],
            "language": "en",
            "publication": row["publisher"],
            "coder": software(),
            "codebook": "plover-2.0",
        },
        "onrecord": row,
    }
    return {key: value for key, value in record.items() if value is not None}


def _is_several_days(start: Any, end: Any) -> bool:
    return isinstance(start, datetime) and isinstance(end, datetime) and end - start > timedelta(days=1)


def _entities(parties: Sequence[Party]) -> list[dict[str, str]]:
    return [
        {
            key: value
            for key, value in {
                "code": party.country,
                "sector": party.sector,
                "entity_text": party.name,
                "office": party.title,
            }.items()
            if value
        }
        for party in parties
    ]


def _location(event: EventRow) -> dict[str, Any] | None:
    row = event.row
    if not event.is_located:
        return None
    level = _RESOLUTION.get(row["place_precision"] or 0)
    place = {
        "extracted_place": row["place"],
        "resolved_place": row["place"],
        "geonameid": row["geonameid"],
        "lat": row["lat"],
        "lon": row["lon"],
        **({_PLACE_LEVEL[level]: row["place"]} if level in _PLACE_LEVEL else {}),
        "country": country_name(row["place_country"]) if row["place_country"] else None,
        "country_code": row["place_country"],
        "resolution": level,
    }
    return {key: value for key, value in place.items() if value is not None}
