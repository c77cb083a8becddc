"""Positions in the readable dossier: a table for each issue."""

from __future__ import annotations

from onrecord.model.dossier import Position
from onrecord.run.formats.columns import columns, shorten
from onrecord.run.formats.facts import place_at
from onrecord.run.formats.lookup import Lookup
from onrecord.run.formats.pen import BETWEEN, Pen
from onrecord.run.formats.position_words import NO_POSITION, count_positions, list_issues, position_details
from onrecord.run.formats.words import words_at

#: Columns for the longest stance ("conditions"), most columns for a party, and width from which there are columns.
_STANCE, _MOST_PARTY, _WIDE = 10, 24, 64
_GUTTER = "  "


def write_positions(lookup: Lookup, pen: Pen, longest: int | None = None) -> None:
    """Write the positions under their issues; a sentence where there are none.

    Args:
        lookup: What was found.
        pen: Takes the lines.
        longest: Columns after which the words of a position are shortened; None for all of them.
    """
    dossier = lookup.dossier
    if not dossier.positions:
        pen.add(NO_POSITION, bold=True)
        pen.add("")
        return
    pen.add(count_positions(dossier), bold=True)
    pen.add("")
    sizes = [columns(lookup.party(position)) for position in dossier.positions]
    room = min(max(sizes), _MOST_PARTY)
    for issue in list_issues(dossier):
        pen.add(issue.title, bold=True)
        for _, position in issue.rows:
            words = words_at(dossier, position.content_span) or "(no words)"
            row = shorten(words, longest) if longest is not None else words
            (_write_wide if pen.width >= _WIDE else _write_narrow)(lookup, position, row, room, pen)
        pen.add("")


def _write_wide(lookup: Lookup, position: Position, words: str, room: int, pen: Pen) -> None:
    """Write party, stance and words side by side; a name wider than its column has a line of its own."""
    party = lookup.party(position)
    if columns(party) > room:
        pen.add(party, label=_GUTTER, hang=2)
        party = ""
    label = f"{_GUTTER}{party}{' ' * (room - columns(party))}{_GUTTER}{position.stance:<{_STANCE}}{_GUTTER}"
    pen.add(words, label=label, hang=len(label))
    pen.add(_details(lookup, position), label=" " * len(label), hang=len(label), dim=True)


def _write_narrow(lookup: Lookup, position: Position, words: str, room: int, pen: Pen) -> None:  # noqa: ARG001
    """Write party, stance and words beneath one another."""
    pen.add(f"{lookup.party(position)} {position.stance}", label=_GUTTER, hang=4)
    pen.add(words, label=" " * 4, hang=4)
    pen.add(_details(lookup, position), label=" " * 4, hang=4, dim=True)


def _details(lookup: Lookup, position: Position) -> str:
    place = place_at(lookup.dossier, position.content_span.start)
    return BETWEEN.join([place, *position_details(lookup, position)])
