"""Events in plain words: what the text, the page and the digest all say of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from onrecord.model.dossier import Dossier, Event, Modality
from onrecord.run.formats.columns import one_line
from onrecord.run.formats.facts import Fact, place_words, time_words
from onrecord.run.formats.lookup import Lookup
from onrecord.run.formats.words import DOUBTFUL, plural, words_at

#: Letter the keys of events begin with.
ACT = "e"
#: Headings of the lists of events, in the order they are shown.
HEADINGS: dict[Modality, str] = {
    "happened": "Happened",
    "planned": "Planned",
    "threatened": "Threatened",
    "demanded": "Demanded",
    "offered": "Offered",
    "possible": "Possible",
    "alleged": "Alleged",
    "denied": "Denied",
}
NO_EVENT = "No event was found."
#: Words that a condition begins with and that say already that it is one.
_CONDITIONS = (
    "if", "unless", "until", "once", "when", "should", "as long as", "so long as", "as soon as", "provided", "only if",
    "on condition", "in case", "were", "had", "after", "before", "while",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Row:
    """An event in its list."""

    #: Number of the event, from 1, in the order of the dossier.
    number: int
    event: Event
    #: How many wholes stand over it in the list: 0 for an event of its own.
    depth: int


@dataclass(frozen=True, slots=True)
class Group:
    """The events of one modality in text order, each part after its whole."""

    modality: Modality
    rows: tuple[Row, ...]
    #: Those that lie a month or more before the news of the report.
    background: tuple[Row, ...]


def group_events(dossier: Dossier) -> list[Group]:
    """Return the events by modality; modalities without events are left out.

    A part stands under its whole where both are of one modality and both, or neither, are background.
    """
    numbered = sorted(enumerate(dossier.events, 1), key=lambda entry: (entry[1].trigger_span, entry[0]))
    groups = []
    for modality in HEADINGS:
        own = [(number, event) for number, event in numbered if event.modality == modality]
        if own:
            news = _nest([entry for entry in own if not entry[1].background])
            groups.append(Group(modality, news, _nest([entry for entry in own if entry[1].background])))
    return groups


def _nest(entries: list[tuple[int, Event]]) -> tuple[Row, ...]:
    """Put each part after its whole; wholes that are parts of one another in a ring are taken as they come."""
    first: dict[str, int] = {}
    for number, event in entries:
        first.setdefault(event.id, number)
    parts: dict[int, list[tuple[int, Event]]] = {}
    for number, event in entries:
        whole = first.get(event.part_of, 0) if event.part_of is not None else 0
        parts.setdefault(whole, []).append((number, event))
    rows: dict[int, Row] = {}
    # In a ring no event is a whole of its own: its first event is taken for one.
    for number, event in [*parts.get(0, []), *entries]:
        going = [Row(number, event, 0)]
        while going:
            row = going.pop()
            if row.number not in rows:
                rows[row.number] = row
                below = parts.get(row.number, []) if first[row.event.id] == row.number else []
                going += [Row(n, part, row.depth + 1) for n, part in reversed(below)]
    return tuple(rows.values())


def count_events(dossier: Dossier) -> str:
    """Return how many events there are, and of what modality: "12 events: 7 happened, 5 planned"."""
    if not dossier.events:
        return "no events"
    counts = Counter(event.modality for event in dossier.events)
    kinds = ", ".join(f"{counts[modality]} {modality}" for modality in HEADINGS if counts[modality])
    return f"{plural(len(dossier.events), 'event')}: {kinds}"


def code_words(event: Event) -> str:
    """Return type, mode and the type of a custom codebook: "COERCE/seize (PIRACY)".

    "not to" stands before it where the thing demanded, offered or threatened is that it not be done.
    """
    code = f"{event.type}/{one_line(event.mode)}" if event.mode else event.type
    custom = one_line(event.custom_type or "")
    return ("not to " if event.negated else "") + code + (f" ({custom})" if custom else "")


def party_words(lookup: Lookup, event: Event, arrow: str) -> str:
    """Return who did it to whom: "Norland -> Sudland"; empty where the report names neither."""
    doers = lookup.names(event.actors) + [f"{name} (suspected)" for name in lookup.names(event.actors_alleged)]
    recipients = lookup.names(event.recipients)
    if not doers and not recipients:
        return ""
    who = ", ".join(doers) or "not said who"
    return f"{who} {arrow} {', '.join(recipients)}" if recipients else who


def when_words(dossier: Dossier, event: Event) -> str:
    """Return when it was, as the report has it and as a date; empty where that is not known."""
    if event.when is None:
        return ""
    words, means = words_at(dossier, event.when.span), time_words(event.when)
    return f"{words} = {means}" if means and means != words else words


def where_words(lookup: Lookup, event: Event) -> str:
    """Return where it was: "Norhaven, Norway"; empty where that is not known."""
    place = lookup.places.get(event.where) if event.where is not None else None
    return place_words(place, "") or words_at(lookup.dossier, place.span) if place else ""


def condition_words(dossier: Dossier, event: Event) -> str:
    """Return the condition it hangs on, beginning with "if" or a word of the kind; empty where there is none."""
    words = words_at(dossier, event.condition_span) if event.condition_span else ""
    lower = words.lower()
    return words if not words or any(lower.startswith(f"{start} ") for start in _CONDITIONS) else f"if {words}"


def says_words(lookup: Lookup, event: Event) -> str:
    """Return who says so, with the number of the statement; empty where the report itself does."""
    number = lookup.statements.get(event.statement) if event.statement is not None else None
    return f"{lookup.sayer(number)} ({number})" if number is not None else ""


def retold_words(event: Event) -> str:
    """Return how often the event is told again; empty where it is not."""
    return f"told again {plural(len(event.mentions), 'time')}" if event.mentions else ""


def event_facts(dossier: Dossier) -> list[Fact]:
    """Return the events as facts, in the order of the dossier: trigger first, then what tells of it again."""
    return [
        Fact(
            f"{ACT}{number}",
            (event.trigger_span, *event.mentions),
            words_at(dossier, event.trigger_span),
            f"{code_words(event)}, {event.modality}",
            tuple(event_marks(event)),
        )
        for number, event in enumerate(dossier.events, 1)
    ]


def event_marks(event: Event) -> Iterator[str]:
    """Give what sets an event apart: background, furniture, doubt."""
    if event.background:
        yield "background"
    if event.in_furniture:
        yield "in a caption or heading"
    if event.confidence < DOUBTFUL:
        yield f"doubtful ({event.confidence:.2f})"


def surest_events(dossier: Dossier, n: int) -> list[Event]:
    """Return the surest events that are news, at most ``n``, in text order."""
    news = [event for event in dossier.events if not event.background]
    ranked = sorted(news, key=lambda event: (-event.confidence, event.trigger_span))
    return sorted(ranked[:n], key=lambda event: event.trigger_span)
