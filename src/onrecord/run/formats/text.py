"""The readable dossier: statement by statement, for a terminal or a pipe."""

from __future__ import annotations

from onrecord.model.dossier import Actor, Dossier, Statement
from onrecord.model.reading import Reading
from onrecord.run.formats.columns import one_line, shorten
from onrecord.run.formats.facts import Fact, count_facts, places_of, when_facts, where_facts
from onrecord.run.formats.lookup import Lookup
from onrecord.run.formats.pen import BETWEEN, PLACE, Pen
from onrecord.run.formats.text_events import write_events
from onrecord.run.formats.text_positions import write_positions
from onrecord.run.formats.words import (
    DOUBTFUL,
    addressee,
    anchor_of,
    chain,
    content_pieces,
    date_words,
    deed,
    how,
    known_speakers,
    language_words,
    line_and_column,
    plural,
    speaker_line,
    speaker_words,
    verdict,
    when,
    where,
    who,
    words_at,
)

_NARROWEST = 40
#: Columns the numbers of statements stand in.
_INDENT = 5
#: Stands where a content is interrupted.
_GAP = " [...] "
#: Times, places or figures listed, and further places named for each.
_MOST_FACTS, _MOST_PLACES = 20, 3


def write(
    dossier: Dossier,
    reading: Reading | None,  # noqa: ARG001
    *,
    width: int,
    color: bool,
    longest: int | None = None,
) -> str:
    """Return the dossier as text.

    Args:
        dossier: What was found.
        reading: Not needed.
        width: Columns; at least 40 are used.
        color: Whether bold and dim type may be used.
        longest: Columns after which contents are shortened; None for all their words.
    """
    pen = Pen(max(width, _NARROWEST), color)
    _write_head(dossier, pen)
    lookup = Lookup.of(dossier)
    for number, statement in enumerate(dossier.statements, 1):
        _write_statement(dossier, statement, number, lookup.statements, longest, pen)
    write_events(lookup, pen)
    write_positions(lookup, pen, longest)
    for title, facts in (
        ("When", when_facts(dossier)),
        ("Where", where_facts(dossier)),
        ("How many", count_facts(dossier)),
    ):
        _write_facts(dossier, title, facts, pen)
    _write_speakers(dossier, pen)
    _write_others(dossier, pen)
    return pen.text()


def _write_head(dossier: Dossier, pen: Pen) -> None:
    report = dossier.report
    pen.add(one_line(report.title or "") or "Report without a title", bold=True)
    facts = [
        one_line(report.publisher or ""),
        date_words(dossier),
        language_words(report.language),
        plural(len(report.text.split()), "word"),
    ]
    pen.add(BETWEEN.join(filter(None, facts)))
    if report.url:
        pen.add(one_line(report.url))
    first, second = verdict(dossier)
    pen.add("")
    pen.add(first, bold=True)
    if second:
        pen.add(second)
    pen.add("")


def _write_statement(
    dossier: Dossier, statement: Statement, number: int, numbers: dict[str, int], longest: int | None, pen: Pen
) -> None:
    cue = f" - {words_at(dossier, statement.cue_span)}" if statement.cue_span else ""
    pen.add(f"{speaker_line(dossier, statement)}{cue}", label=f"{number:>3}  ", hang=_INDENT, bold=True)
    words = _GAP.join(content_pieces(dossier, statement)) or "(no words given)"
    if longest is not None:
        words = shorten(words, longest)
    pen.add(words, label=" " * (_INDENT + 2), hang=_INDENT + 2)
    pen.add(BETWEEN.join(_details(dossier, statement, numbers)), label=" " * _INDENT, hang=_INDENT, dim=True)
    pen.add("")


def _details(dossier: Dossier, statement: Statement, numbers: dict[str, int]) -> list[str]:
    """Return where the words stand, how, where and when they were said, and who passed them on."""
    details = []
    anchor = anchor_of(statement)
    if anchor:
        details.append("L{}:{}".format(*line_and_column(dossier.report.text, anchor.start)))
    details += [how(statement), deed(statement)]
    words = speaker_words(dossier, statement)
    if words:
        details.append(f'as "{words}"')
    to = addressee(dossier, statement)
    occasion = " ".join(filter(None, (f"to {to}" if to else "", where(dossier, statement))))
    details += [occasion, when(dossier, statement), chain(dossier, statement)]
    if statement.parent in numbers:
        details.append(f"inside {numbers[statement.parent]}")
    if statement.mentions:
        details.append(f"told again {plural(len(statement.mentions), 'time')}")
    if statement.in_furniture:
        details.append("in a caption or heading")
    if statement.confidence < DOUBTFUL:
        details.append(f"doubtful ({statement.confidence:.2f})")
    return [detail for detail in details if detail]


def _write_facts(dossier: Dossier, title: str, facts: list[Fact], pen: Pen) -> None:
    """List times, places or figures with the places they stand at."""
    if not facts:
        return
    pen.add(title, bold=True)
    for fact in facts[:_MOST_FACTS]:
        first, *others = places_of(dossier, fact)
        words = fact.words or "(no words)"
        meaning = f"{words} = {fact.means}" if fact.means and fact.means != words else words
        again = [f"again {', '.join(others[:_MOST_PLACES])}{' ...' if others[_MOST_PLACES:] else ''}"] if others else []
        pen.add(BETWEEN.join([meaning, *fact.details, *again]), label=f"  {first:<{PLACE}} ", hang=PLACE + 5)
    if len(facts) > _MOST_FACTS:
        pen.add(f"and {len(facts) - _MOST_FACTS} more (all of them with --format json)", label="  ", hang=4)
    pen.add("")


def _write_speakers(dossier: Dossier, pen: Pen) -> None:
    """List who spoke, with the numbers of the statements."""
    said: dict[str, tuple[Actor, list[int]]] = {}
    for number, statement in enumerate(dossier.statements, 1):
        for actor in known_speakers(dossier, statement):
            said.setdefault(actor.id, (actor, []))[1].append(number)
    if not said:
        return
    pen.add("Speakers", bold=True)
    for actor, numbers in sorted(said.values(), key=lambda entry: (-len(entry[1]), entry[1])):
        pen.add(f"{who(actor)}: {', '.join(map(str, numbers))}", label="  ", hang=6)
    pen.add("")


def _write_others(dossier: Dossier, pen: Pen) -> None:
    """Name the other actors in one paragraph."""
    spoken = {speaker for statement in dossier.statements for speaker in statement.speakers}
    others = [actor for actor in dossier.actors if actor.id not in spoken]
    if others:
        pen.add("Also named", bold=True)
        pen.add("; ".join(map(who, others)), label="  ", hang=2)
