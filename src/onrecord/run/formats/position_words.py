"""Positions in plain words, by issue."""

from __future__ import annotations

from dataclasses import dataclass

from onrecord.model.dossier import Dossier, Position
from onrecord.run.formats.columns import one_line
from onrecord.run.formats.facts import Fact
from onrecord.run.formats.lookup import Lookup
from onrecord.run.formats.words import DOUBTFUL, plural, words_at

#: Letter the keys of positions begin with.
STAND = "p"
NO_POSITION = "No position was found."


@dataclass(frozen=True, slots=True)
class Issue:
    """What the parties disagree, or agree, about."""

    #: The issue as its first position has it.
    title: str
    #: Numbers, from 1 in the order of the dossier, and positions, in text order.
    rows: tuple[tuple[int, Position], ...]


def list_issues(dossier: Dossier) -> list[Issue]:
    """Return the positions by issue, whatever the case of its letters; what the report tells first comes first."""
    issues: dict[str, list[tuple[int, Position]]] = {}
    for number, position in sorted(enumerate(dossier.positions, 1), key=lambda e: (e[1].content_span, e[0])):
        issues.setdefault(one_line(position.issue).casefold(), []).append((number, position))
    return [Issue(one_line(rows[0][1].issue) or "(issue not named)", tuple(rows)) for rows in issues.values()]


def count_positions(dossier: Dossier) -> str:
    """Return how many positions there are, and on how many issues: "5 positions on 3 issues"."""
    if not dossier.positions:
        return "no positions"
    return f"{plural(len(dossier.positions), 'position')} on {plural(len(list_issues(dossier)), 'issue')}"


def position_details(lookup: Lookup, position: Position) -> list[str]:
    """Return toward whom, who speaks for the party, the statement, and doubt."""
    details = []
    toward = lookup.names(position.toward)
    if toward:
        details.append(f"toward {', '.join(toward)}")
    speaker = lookup.other_speaker(position)
    number = lookup.statements.get(position.statement) if position.statement is not None else None
    if speaker:
        details.append(f"says {speaker}" + (f" ({number})" if number is not None else ""))
    elif number is not None:
        details.append(f"statement {number}")
    if position.confidence < DOUBTFUL:
        details.append(f"doubtful ({position.confidence:.2f})")
    return details


def position_facts(lookup: Lookup) -> list[Fact]:
    """Return the positions as facts, in the order of the dossier."""
    return [
        Fact(
            f"{STAND}{number}",
            (position.content_span,),
            words_at(lookup.dossier, position.content_span),
            f"{lookup.party(position)} {position.stance}",
            (),
        )
        for number, position in enumerate(lookup.dossier.positions, 1)
    ]
