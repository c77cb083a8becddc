"""The drawing of a timeline: a lane per actor, a glyph per modality, whiskers for how precisely a day is known.

All places are computed here, in units of the drawing; the page only writes them down.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import groupby
from typing import Any

from onrecord.record.filters import Filters
from onrecord.record.lists import list_rows
from onrecord.record.selection import OpenRecord
from onrecord.serve.listing import party_name
from onrecord.settings import SETTINGS

#: Units of the drawing: its width, where days begin beside the names of lanes, margin at the right, height of a glyph,
#: room between two in a row, and room above the lanes for the ticks.
WIDTH, LEFT, RIGHT, GLYPH, GAP, TOP = 1080, 190, 24, 18, 22, 30
#: Rows of glyphs in a lane; what overlaps beyond that is drawn over the last.
_MOST_ROWS = 5
_MOST_TICKS = 9


@dataclass(frozen=True, slots=True)
class Glyph:
    """Events of one party and modality that lie together, or one event."""

    number: int
    party: str
    modality: str
    n: int
    first: date
    last: date
    #: True where no event of it is known to the day.
    rough: bool
    #: The surest event of them.
    best: dict[str, Any]
    x: float
    y: float
    #: Ends of the whisker; None for none.
    whisker: tuple[float, float] | None


@dataclass(slots=True)
class Lane:
    """A row of the drawing."""

    name: str
    n_events: int
    y: float
    height: float
    glyphs: list[Glyph] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Drawing:
    """A timeline."""

    lanes: Sequence[Lane]
    #: Place and label of each tick.
    ticks: Sequence[tuple[float, str]]
    low: date
    high: date
    #: Place of today; None where it lies outside.
    today: float | None
    height: float
    #: Events that were chosen, and how many days earlier and later than drawn there are any.
    n_events: int
    first: date
    last: date

    def glyphs(self) -> Iterator[Glyph]:
        """Yield the glyphs lane by lane."""
        for lane in self.lanes:
            yield from lane.glyphs


def draw_timeline(record: OpenRecord, filters: Filters, *, today: date) -> Drawing | None:
    """Return the timeline of some events; None where none has a day.

    Without a first or last day the drawing spans the days of nearly all events, so that one mention of long ago does
    not press the rest together.
    """
    span = list_rows(record, "span", filters)[0]
    if not span["n"]:
        return None
    low, high = filters.since or span["low"], filters.until or span["high"]
    if low > high:
        low, high = span["first"], span["last"]
    if low == high:
        low, high = low - timedelta(days=3), high + timedelta(days=3)
    step = max(1, -(-((high - low).days + 1) // SETTINGS.timeline_steps))
    rows = list_rows(record, "lanes", filters, low=low, high=high, step=step, lanes=SETTINGS.timeline_lanes)
    place = _Scale(low, high)
    lanes: list[Lane] = []
    number, y = 0, float(TOP)
    for _, group in groupby(rows, key=lambda row: row["party"]):
        lane = _lane(list(group), place, y, number)
        lanes.append(lane)
        number += len(lane.glyphs)
        y += lane.height
    return Drawing(
        lanes,
        [(place.of(day), label) for day, label in ticks(low, high)],
        low,
        high,
        place.of(today) if low <= today <= high else None,
        y + 4,
        span["n"],
        span["first"],
        span["last"],
    )


@dataclass(frozen=True, slots=True)
class _Scale:
    low: date
    high: date

    def of(self, day: date) -> float:
        """Return the place of the middle of a day, kept within the drawing."""
        share = ((day - self.low).days + 0.5) / ((self.high - self.low).days + 1)
        return round(LEFT + min(1.0, max(0.0, share)) * (WIDTH - LEFT - RIGHT), 1)


def _lane(rows: list[dict[str, Any]], place: _Scale, y: float, number: int) -> Lane:
    lane = Lane(party_name(rows[0]["party"]), rows[0]["n_party"], y, 0.0)
    ends: list[float] = []
    for row in rows:
        ends_at = place.of(row["first"]), place.of(row["last"])
        x = (ends_at[0] + ends_at[1]) / 2
        at = next((n for n, end in enumerate(ends) if x - end >= GAP), len(ends))
        at = min(at, _MOST_ROWS - 1)
        if at == len(ends):
            ends.append(x)
        ends[at] = x
        whisker = ends_at if row["rough"] or ends_at[1] - ends_at[0] > GLYPH else None
        middle = y + 14 + at * GLYPH
        lane.glyphs.append(
            Glyph(
                number, lane.name, row["modality"], row["n"], row["first"], row["last"], row["rough"], row["best"],
                round(x, 1), middle, whisker,
            )
        )  # fmt: skip
        number += 1
    lane.height = 10 + max(1, len(ends)) * GLYPH
    return lane


def ticks(low: date, high: date) -> list[tuple[date, str]]:
    """Return days for ticks with their labels: first days of years or months, or evenly spaced days.

    >>> [label for _, label in ticks(date(2031, 1, 15), date(2031, 4, 20))]
    ['2031-02', '2031-03', '2031-04']
    """
    days = (high - low).days
    if days > 3 * 365:
        step = -(-(high.year - low.year + 1) // _MOST_TICKS)
        years = range(low.year + 1, high.year + 1, step)
        return [(date(year, 1, 1), str(year)) for year in years]
    if days > 70:
        months = range(low.year * 12 + low.month, high.year * 12 + high.month, max(1, -(-days // 30 // _MOST_TICKS)))
        return [(date(m // 12, m % 12 + 1, 1), f"{m // 12}-{m % 12 + 1:02}") for m in months]
    step = max(1, -(-days // _MOST_TICKS))
    return [(low + timedelta(days=n), (low + timedelta(days=n)).isoformat()) for n in range(0, days + 1, step)]
