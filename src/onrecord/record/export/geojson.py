"""Events, or places, as GeoJSON. Only places where something is or happens are pinned."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, BinaryIO

from onrecord.record.export.cells import iso
from onrecord.record.export.json_stream import inner, write_items
from onrecord.record.export.links import text_link
from onrecord.record.export.options import ExportOptions
from onrecord.record.export.parties import EventRow, read_events
from onrecord.record.export.rows import Row, Rows
from onrecord.record.export.target import as_text

#: What a precision means, as UCDP's where_prec.
PRECISION = {
    1: "exact place",
    2: "near it",
    3: "district",
    4: "province",
    5: "region",
    6: "part of a country",
    7: "country",
}


def write(rows: Rows, out: BinaryIO, options: ExportOptions) -> int:
    """Write a feature collection; return the number of features.

    Every event is a feature; one without a place, or whose place only stands for a government ("Moscow denied") or
    for where somebody is from ("Russian troops"), has no geometry. A country is a point in its middle: look at
    ``precision`` before drawing pins.

    Source: RFC 7946; features without a place have the geometry null.
    """
    kind = (options.tables or ("events",))[0]
    rows.expect(rows.count(kind))
    features = _places(rows) if kind == "places" else (event_feature(event) for event in read_events(rows))
    head, tail = inner({"type": "FeatureCollection"}, "features")
    with as_text(out) as text:
        return write_items(text, features, head=head, tail=tail)


def event_feature(event: EventRow) -> dict[str, Any]:
    """Return the feature of an event."""
    row = event.row
    return {
        "type": "Feature",
        "id": f"{row['report_id'][:16]}:{row['id']}",
        "geometry": _point(row) if event.is_located else None,
        "properties": {
            "date": iso(event.day) or None,
            "type": row["type"],
            "mode": row["mode"],
            "modality": row["modality"],
            "actors": row["actors"] or [],
            "recipients": row["recipients"] or [],
            "place": row["place"],
            "place_use": event.place_use,
            "country": row["place_country"],
            "precision": row["place_precision"],
            "precision_means": PRECISION.get(row["place_precision"] or 0),
            "intensity": row["intensity"],
            "quad": row["quad"],
            "words": row["words"],
            "sentence": row["sentence"],
            "confidence": row["confidence"],
            **_source(row),
        },
    }


def _places(rows: Rows) -> Iterator[dict[str, Any]]:
    for row in rows.rows("places"):
        pinned = row["use"] == "literal" and row["lat"] is not None and row["lon"] is not None
        yield {
            "type": "Feature",
            "id": f"{row['report_id'][:16]}:{row['id']}",
            "geometry": _point(row) if pinned else None,
            "properties": {
                "name": row["name"],
                "use": row["use"],
                "country": row["country"],
                "geonameid": row["geonameid"],
                "precision": row["precision"],
                "precision_means": PRECISION.get(row["precision"] or 0),
                "words": row["words"],
                "confidence": row["confidence"],
                **_source(row),
            },
        }


def _point(row: Row) -> dict[str, Any]:
    return {"type": "Point", "coordinates": [row["lon"], row["lat"]]}


def _source(row: Row) -> dict[str, Any]:
    return {
        "report_id": row["report_id"],
        "publisher": row["publisher"],
        "published": iso(row["published"]) or None,
        "title": row["title"],
        "link": text_link(row["url"], [row.get("sentence") or row["words"]]),
    }
