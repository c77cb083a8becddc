"""The cards of the page: one for each statement."""

from __future__ import annotations

from onrecord.model.dossier import Dossier, Statement
from onrecord.run.formats.columns import one_line
from onrecord.run.formats.event_cards import event_link
from onrecord.run.formats.lookup import Lookup
from onrecord.run.formats.markup import Html, join, tag
from onrecord.run.formats.words import (
    DOUBTFUL,
    actor_facts,
    addressee,
    anchor_of,
    chain,
    content_pieces,
    deed,
    how,
    known_speakers,
    line_and_column,
    speaker_line,
    speaker_words,
    when,
    where,
    words_at,
)


def write_cards(lookup: Lookup) -> Html:
    """Return the list of statements in text order, under its heading."""
    statements = lookup.dossier.statements
    heading = tag("h2", "Statements", class_="layer")
    if not statements:
        nobody = tag("p", "Nobody is reported to have said anything.", class_="none", id="statements", tabindex="-1")
        return join([heading, nobody])
    inside: dict[str, list[int]] = {}
    for number, statement in enumerate(statements, 1):
        if statement.parent is not None:
            inside.setdefault(statement.parent, []).append(number)
    told: dict[str, list[int]] = {}
    for number, event in enumerate(lookup.dossier.events, 1):
        if event.statement is not None:
            told.setdefault(event.statement, []).append(number)
    cards = [
        _card(lookup, statement, number, inside.get(statement.id, []), told.get(statement.id, []))
        for number, statement in enumerate(statements, 1)
    ]
    return join([heading, tag("ol", *cards, id="statements", aria_label="Statements", tabindex="-1")])


def _card(lookup: Lookup, statement: Statement, number: int, inside: list[int], told: list[int]) -> Html:
    dossier = lookup.dossier
    label = f"Statement {number}: show in the report"
    top = tag(
        "div",
        tag("a", str(number), class_="n", href=f"#t{number}", aria_label=label),
        tag("h3", _speaker(dossier, statement)),
        class_="top",
    )
    pieces = content_pieces(dossier, statement)
    gap = Html(" <i>…</i> ")
    words = tag("blockquote", join(pieces, gap)) if pieces else tag("p", "No words given.", class_="none")
    chips = [tag("span", chip, class_=name) for name, chip in _chips(statement)]
    return tag(
        "li",
        top,
        words,
        tag("p", *chips, tag("span", _place(dossier, statement), class_="place"), class_="chips"),
        _facts(lookup, statement, inside, told),
        class_="card",
        id=f"s{number}",
        data_n=str(number),
    )


def _speaker(dossier: Dossier, statement: Statement) -> Html:
    actors = known_speakers(dossier, statement)
    if not actors:
        return tag("span", speaker_line(dossier, statement), class_="unknown")
    parts = []
    for actor in actors:
        facts = actor_facts(actor)
        name = one_line(actor.name) or "(no name)"
        parts.append(join([tag("bdi", name), *((" ", tag("small", facts)) if facts else ())]))
    return join(parts, " and ")


def _chips(statement: Statement) -> list[tuple[str, str]]:
    chips = [(f"chip {statement.form}", how(statement))]
    done = deed(statement)
    if done:
        chips.append(("chip act", done))
    if statement.in_furniture:
        chips.append(("chip", "in a caption or heading"))
    if statement.confidence < DOUBTFUL:
        chips.append(("chip doubt", "doubtful"))
    return chips


def _place(dossier: Dossier, statement: Statement) -> str:
    """Return the line of the words and how sure the statement is."""
    anchor = anchor_of(statement)
    line = f"line {line_and_column(dossier.report.text, anchor.start)[0]}, " if anchor else ""
    return f"{line}{statement.confidence:.0%} sure"


def _facts(lookup: Lookup, statement: Statement, inside: list[int], told: list[int]) -> Html:
    dossier = lookup.dossier
    rows: list[tuple[str, str]] = []
    cue = words_at(dossier, statement.cue_span) if statement.cue_span else ""
    rows.append(("cue", cue or "goes on without one"))
    rows.append(("as", speaker_words(dossier, statement) or ""))
    rows.append(("to", addressee(dossier, statement)))
    rows.append(("where", where(dossier, statement)))
    rows.append(("when", when(dossier, statement)))
    rows.append(("passed on", chain(dossier, statement)))
    parent = lookup.statements.get(statement.parent) if statement.parent is not None else None
    if parent is not None:
        rows.append(("inside", _link(parent)))
    if inside:
        rows.append(("holds", join(map(_link, inside), ", ")))
    if told:
        rows.append(("tells of", join([event_link(lookup, number) for number in told], ", ")))
    cells = [join([tag("dt", name), tag("dd", value)]) for name, value in rows if value]
    return tag("dl", *cells)


def _link(number: int) -> Html:
    return tag("a", str(number), href=f"#s{number}", data_go=str(number))
