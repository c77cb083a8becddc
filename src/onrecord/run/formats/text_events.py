"""Events in the readable dossier: one line each, under what became of them."""

from __future__ import annotations

from onrecord.model.dossier import Event
from onrecord.run.formats.event_words import (
    HEADINGS,
    NO_EVENT,
    Row,
    code_words,
    condition_words,
    count_events,
    event_marks,
    group_events,
    party_words,
    retold_words,
    says_words,
    when_words,
    where_words,
)
from onrecord.run.formats.facts import place_at
from onrecord.run.formats.lookup import Lookup
from onrecord.run.formats.pen import BETWEEN, PLACE, Pen
from onrecord.run.formats.tellings import in_context

#: Stands before and after a trigger among the words of its sentence.
_MARK = "*"
#: Wholes a part is indented under at most, so that deep nests leave room for words.
_DEEPEST = 4


def write_events(lookup: Lookup, pen: Pen) -> None:
    """Write the events under their headings, background last; a sentence where there are none."""
    if not lookup.dossier.events:
        pen.add(NO_EVENT, bold=True)
        pen.add("")
        return
    pen.add(count_events(lookup.dossier), bold=True)
    pen.add("")
    for group in group_events(lookup.dossier):
        pen.add(HEADINGS[group.modality], bold=True)
        for row in group.rows:
            _write_event(lookup, row, pen)
        if group.background:
            pen.add("background", label="  ", hang=2, dim=True)
        for row in group.background:
            _write_event(lookup, row, pen)
        pen.add("")


def _write_event(lookup: Lookup, row: Row, pen: Pen) -> None:
    place = place_at(lookup.dossier, row.event.trigger_span.start)
    depth = min(row.depth, _DEEPEST)
    label = f"  {place:<{PLACE}} {'  ' * (depth - 1)}{'- ' if depth else ''}"
    line = BETWEEN.join(filter(None, _details(lookup, row)))
    pen.add(line, label=label, hang=PLACE + 5 + 2 * depth)


def _details(lookup: Lookup, row: Row) -> list[str]:
    """Return what was done, by whom and to whom, the words, when, where, and whose word it is."""
    dossier, event = lookup.dossier, row.event
    disputed = lookup.names(event.disputed_by)
    where, says = where_words(lookup, event), says_words(lookup, event)
    return [
        code_words(event),
        party_words(lookup, event, "->"),
        telling(lookup, event),
        when_words(dossier, event),
        f"in {where}" if where else "",
        condition_words(dossier, event),
        f"disputed by {', '.join(disputed)}" if disputed else "",
        f"says {says}" if says else "",
        retold_words(event),
        "" if row.depth else _whole(lookup, event),
        *(mark for mark in event_marks(event) if mark != "background"),
    ]


def telling(lookup: Lookup, event: Event) -> str:
    """Return the words that tell of an event, its trigger between two marks."""
    before, words, after = in_context(lookup.dossier, event.trigger_span)
    return f"{before}{_MARK}{words or '(no words)'}{_MARK}{after}"


def _whole(lookup: Lookup, event: Event) -> str:
    """Return of what the event is a part, where that stands in another list."""
    number = lookup.events.get(event.part_of) if event.part_of is not None else None
    if number is None:
        return ""
    whole = lookup.dossier.events[number - 1]
    return f"part of {whole.type} at {place_at(lookup.dossier, whole.trigger_span.start)}" if whole != event else ""
