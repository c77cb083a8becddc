"""The timeline as JSON for TimelineJS: one slide for each day."""

from __future__ import annotations

from datetime import date
from html import escape
from typing import Any, BinaryIO

from onrecord.record.export.cells import counted, joined
from onrecord.record.export.json_stream import dump
from onrecord.record.export.links import text_link
from onrecord.record.export.options import ExportOptions
from onrecord.record.export.rows import Row, Rows
from onrecord.record.export.target import as_text


def write(rows: Rows, out: BinaryIO, options: ExportOptions) -> int:
    """Write the timeline; return the number of slides, which are the rows of ``show timeline``.

    Text of reports is escaped: TimelineJS takes it for HTML.

    Source: the JSON format of Knight Lab's TimelineJS 3.
    """
    found = rows.series("timeline")
    timeline = {
        "title": {
            "text": {
                "headline": escape(options.title or "On record"),
                "text": f"{counted(len(found), 'day')}, as news reports tell of them",
            }
        },
        "scale": "human",
        "events": [_slide(row) for row in sorted(found, key=lambda row: row["day"])],
    }
    with as_text(out) as text:
        text.write(dump(timeline) + "\n")
    return len(found)


def _slide(row: Row) -> dict[str, Any]:
    day: date = row["day"]
    nouns = {"n_publishers": "outlet", "n_reports": "report", "n_mentions": "mention", "n_events": "event"}
    counts = joined((counted(row[name], noun) for name, noun in nouns.items()), ", ") + f"; rank {row['rank']}"
    slide: dict[str, Any] = {
        "start_date": {"year": day.year, "month": day.month, "day": day.day},
        "unique_id": f"day-{day.isoformat()}",
        "text": {"headline": escape(_headline(row)), "text": f"<p>{escape(counts)}</p>" + _words(row)},
    }
    if row["type"]:
        slide["group"] = row["type"]
    return slide


def _headline(row: Row) -> str:
    if not row["type"]:
        return f"Spoken of in {counted(row['n_reports'], 'report')}"
    who = joined([joined(row["actors"] or (), ", "), joined(row["recipients"] or (), ", ")], " → ")
    what = row["type"] if row["modality"] == "happened" else f"{row['type']}, {row['modality']}"
    return f"{who or row['words']}: {what}"


def _words(row: Row) -> str:
    words = row["sentence"] or row["words"]
    if not words:
        return ""
    source = escape(joined([row["publisher"], row["published"]], ", ")) or "report"
    link = text_link(row["url"], [words])
    if link and link.lower().startswith(("http://", "https://")):
        source = f'<a href="{escape(link, quote=True)}">{source}</a>'
    return f"<blockquote>{escape(words)}</blockquote><p>{source}</p>"
