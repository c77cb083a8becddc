"""What is planned or expected as an iCalendar file, which calendars subscribe to. Written through icalendar."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta
from hashlib import sha256
from typing import TYPE_CHECKING, Any, BinaryIO

from onrecord.record.export.cells import counted, day_of, joined
from onrecord.record.export.links import text_link
from onrecord.record.export.options import ExportOptions, software
from onrecord.record.export.rows import Row, Rows

if TYPE_CHECKING:
    from icalendar import Event

#: Certainty of the calendar to the status of an entry; all else is tentative.
_STATUS = {"planned": "CONFIRMED", "called off": "CANCELLED"}


def write(rows: Rows, out: BinaryIO, options: ExportOptions) -> int:
    """Write the calendar; return the number of entries, which are the rows of ``show calendar``.

    Entries are all-day. One that is planned without a condition is CONFIRMED, one called off CANCELLED, all others are
    TENTATIVE. Its UID follows from its days, its type and its parties, so that a later export updates it.

    Source: RFC 5545.
    """
    from icalendar import Calendar

    calendar = Calendar()
    calendar.add("prodid", f"-//Onrecord//{software()}//EN")
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("x-wr-calname", f"On record: {options.title}" if options.title else "On record")
    found = rows.series("calendar")
    taken: dict[str, int] = {}
    for row in found:
        calendar.add_component(_entry(row, _uid(row, taken)))
    out.write(calendar.to_ical())
    return len(found)


def _entry(row: Row, uid: str) -> Event:
    from icalendar import Event

    entry = Event()
    entry.add("uid", uid)
    # The day of the newest report, not that of the export: the same record gives the same file.
    told = row["last_published"] or row["published"]
    stamp = datetime.combine(told, time(), UTC) if told else datetime(1970, 1, 1, tzinfo=UTC)
    entry.add("dtstamp", stamp)
    entry.add("last-modified", stamp)
    first = day_of(row["when_start"])
    end = row["when_end"]
    last = day_of(end - timedelta(microseconds=1)) if isinstance(end, datetime) else first
    entry.add("dtstart", first)
    entry.add("dtend", max(first, last) + timedelta(days=1))
    entry.add("summary", _summary(row))
    entry.add("description", _description(row))
    entry.add("status", _STATUS.get(row["certainty"], "TENTATIVE"))
    entry.add("transp", "TRANSPARENT")  # it takes nobody's time
    entry.add("categories", [row["type"], row["certainty"]])
    if row["place"]:
        entry.add("location", row["place"])
    link = text_link(row["url"], [row["sentence"] or row["words"]])
    if link and link.lower().startswith(("http://", "https://")):
        entry.add("url", link)
    return entry


def _uid(row: Row, taken: dict[str, int]) -> str:
    """Return an id that stays the same while more reports tell of the same; equal ones are numbered."""
    key = "|".join(map(str, (row["when_start"], row["when_end"], row["type"], *(row["parties"] or ()))))
    name = sha256(key.encode()).hexdigest()[:32]
    taken[name] = taken.get(name, 0) + 1
    return f"{name}{'' if taken[name] == 1 else f'-{taken[name]}'}@onrecord.invalid"


def _summary(row: Row) -> str:
    who = joined([joined(row["actors"] or (), ", "), joined(row["recipients"] or (), ", ")], " → ")
    certainty = "" if row["certainty"] == "planned" else f" ({row['certainty']})"
    return f"{who or row['words']}: {row['type']}{certainty}"


def _description(row: Row) -> str:
    lines: list[Any] = [
        row["sentence"] or row["words"],
        f"Told as: {row['when_words']}" if row["when_words"] else None,
        f"If: {row['condition']}" if row["condition"] else None,
        f"{counted(row['n_reports'], 'report')} by {counted(row['n_publishers'], 'outlet')}, "
        f"certainty {row['certainty']}, "
        f"confidence {row['confidence']:.2f}",
        joined([row["publisher"], row["published"], row["title"]], ", "),
        row["url"],
    ]
    return "\n".join(str(line) for line in lines if line)
