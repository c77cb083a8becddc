"""Events beside the report: a card for each, under what became of it."""

from __future__ import annotations

from onrecord.model.dossier import Event, Modality
from onrecord.run.formats.columns import one_line
from onrecord.run.formats.event_words import (
    ACT,
    HEADINGS,
    NO_EVENT,
    Row,
    code_words,
    condition_words,
    event_marks,
    group_events,
    party_words,
    retold_words,
    when_words,
    where_words,
)
from onrecord.run.formats.lookup import Lookup
from onrecord.run.formats.markup import Html, join, tag
from onrecord.run.formats.tellings import in_context
from onrecord.run.formats.words import line_and_column

#: What stands for a modality besides its word and its colour.
SHAPES: dict[Modality, str] = {
    "happened": "●",
    "planned": "▷",
    "threatened": "▲",
    "demanded": "◆",
    "offered": "◇",
    "possible": "○",
    "alleged": "◐",
    "denied": "×",
}
_QUADS = {1: "verbal cooperation", 2: "material cooperation", 3: "verbal conflict", 4: "material conflict"}
#: Words of the sentence shown before and after a trigger.
_AROUND = 12


def write_event_cards(lookup: Lookup) -> Html:
    """Return the events under their headings; a sentence where there are none."""
    heading = tag("h2", "Events", class_="layer")
    if not lookup.dossier.events:
        return tag("section", heading, tag("p", NO_EVENT, class_="none"), id="events", tabindex="-1")
    parts: list[Html] = []
    below: dict[int, list[int]] = {}
    for number, event in enumerate(lookup.dossier.events, 1):
        whole = lookup.events.get(event.part_of) if event.part_of is not None else None
        if whole is not None and whole != number:
            below.setdefault(whole, []).append(number)
    for group in group_events(lookup.dossier):
        rows = (*group.rows, *group.background)
        title = tag("h3", HEADINGS[group.modality], " ", tag("b", str(len(rows))), id=f"m-{group.modality}")
        cards = [_card(lookup, row, below.get(row.number, [])) for row in rows]
        parts += [title, tag("ol", *cards, aria_labelledby=f"m-{group.modality}")]
    return tag("section", heading, *parts, id="events", aria_label="Events", tabindex="-1")


def badge(number: int, event: Event) -> Html:
    """Return the number of an event as it stands before its trigger in the report; it leads to its card."""
    return tag(
        "a",
        f"{ACT}{number}",
        class_="n act",
        id=f"t{ACT}{number}",
        href=f"#{ACT}{number}",
        aria_label=f"Event {ACT}{number}: {code_words(event)}, {event.modality}",
        data_f=f"{ACT}{number}",
    )


def modality_chip(modality: Modality) -> Html:
    """Return a modality as word and shape, so that nobody needs its colour."""
    shape = tag("span", SHAPES[modality], aria_hidden="true")
    return tag("span", shape, " ", modality, class_=f"chip modality {modality}")


def event_link(lookup: Lookup, number: int) -> Html:
    """Return a link to the card of an event, with its type."""
    event = lookup.dossier.events[number - 1]
    key = f"{ACT}{number}"
    return join([tag("a", key, href=f"#{key}", data_jump=key), " ", event.type])


def _card(lookup: Lookup, row: Row, below: list[int]) -> Html:
    event, key = row.event, f"{ACT}{row.number}"
    label = f"Event {key}: show in the report"
    parties = party_words(lookup, event, "→")
    head = [tag("span", code_words(event), class_="code"), *([" ", tag("bdi", parties)] if parties else [])]
    before, words, after = in_context(lookup.dossier, event.trigger_span, _AROUND, _AROUND)
    number = tag("a", key, class_="n act", href=f"#t{key}", aria_label=label)
    chips = [modality_chip(event.modality)]
    for mark in event_marks(event):
        doubt = mark.startswith("doubtful")
        chips.append(tag("span", "doubtful" if doubt else mark, class_="chip doubt" if doubt else "chip"))
    line = line_and_column(lookup.dossier.report.text, event.trigger_span.start)[0]
    place = tag("span", f"line {line}, {event.confidence:.0%} sure", class_="place")
    return tag(
        "li",
        tag("div", number, tag("h4", *head), class_="top"),
        tag("blockquote", before, tag("mark", words or "(no words)"), after),
        tag("p", *chips, place, class_="chips"),
        _facts(lookup, row, below),
        class_=f"card event {event.modality}{' part' if row.depth else ''}",
        id=key,
        data_f=key,
    )


def _facts(lookup: Lookup, row: Row, below: list[int]) -> Html:
    dossier, event = lookup.dossier, row.event
    whole = lookup.events.get(event.part_of) if event.part_of is not None else None
    rows: list[tuple[str, str]] = [
        ("when", when_words(dossier, event)),
        ("where", where_words(lookup, event)),
        ("depends", condition_words(dossier, event)),
        ("disputed", join(lookup.names(event.disputed_by), ", ")),
        ("says", _sayer(lookup, event)),
        ("again", retold_words(event).removeprefix("told again ")),
        ("part of", event_link(lookup, whole) if whole is not None and whole != row.number else ""),
        ("parts", join([event_link(lookup, number) for number in below], ", ")),
        ("contexts", one_line(", ".join(event.contexts).replace("_", " "))),
        ("PLOVER", _code(event)),
    ]
    cells = [join([tag("dt", name), tag("dd", value)]) for name, value in rows if value]
    return tag("dl", *cells) if cells else Html()


def _sayer(lookup: Lookup, event: Event) -> Html:
    number = lookup.statements.get(event.statement) if event.statement is not None else None
    if number is None:
        return Html()
    link = tag("a", str(number), href=f"#s{number}", data_go=str(number), aria_label=f"Statement {number}")
    return join([tag("bdi", lookup.sayer(number)), " (", link, ")"])


def _code(event: Event) -> str:
    """Return what the code book derives: its own type where that differs, class and score."""
    parts: list[str] = [event.plover] if event.plover is not None and event.plover != event.type else []
    if event.quad in _QUADS:
        parts.append(_QUADS[event.quad])
    if event.intensity is not None:
        parts.append(f"{event.intensity:+g}")
    return ", ".join(parts)
