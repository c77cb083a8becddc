"""The readable dossier: statement by statement, for a terminal or a pipe."""

from __future__ import annotations

import unicodedata
from collections import Counter

from onrecord.model.dossier import Dossier, Statement
from onrecord.model.reading import Reading
from onrecord.run.formats.words import (
    ACTS,
    SOURCES,
    chain,
    how,
    line_of,
    one_line,
    speaker_line,
    where,
    who,
    words_at,
)

_BOLD, _DIM, _RESET = "\x1b[1m", "\x1b[2m", "\x1b[0m"
_NARROWEST = 40
#: Confidence below which a statement is marked as doubtful.
DOUBTFUL = 0.5
#: Columns the numbers of statements stand in.
_INDENT = 5


def write(dossier: Dossier, reading: Reading | None, *, width: int, color: bool) -> str:  # noqa: ARG001
    """Return the dossier as text.

    Args:
        dossier: What was found.
        reading: Not needed.
        width: Columns; at least 40 are used.
        color: Whether terminal colours may be used.
    """
    pen = _Pen(max(width, _NARROWEST), color)
    _write_head(dossier, pen)
    numbers = {statement.id: n for n, statement in enumerate(dossier.statements, 1)}
    for statement in dossier.statements:
        _write_statement(dossier, statement, numbers, pen)
    if dossier.actors:
        _write_actors(dossier, pen)
    return pen.text()


def _write_head(dossier: Dossier, pen: _Pen) -> None:
    report = dossier.report
    pen.add(one_line(report.title) if report.title else "Report without a title", bold=True)
    day = (
        f"{report.published} ({SOURCES[report.published_source]})"
        if report.published and report.published_source
        else "no date"
    )
    facts = [
        one_line(report.publisher) if report.publisher else "",
        day,
        report.language or "",
        f"{len(report.text.split()):,} words",
    ]
    pen.add(" · ".join(fact for fact in facts if fact))
    if report.url:
        pen.add(one_line(report.url))
    pen.add("")
    pen.add(_verdict(dossier), bold=True)
    pen.add("")


def _verdict(dossier: Dossier) -> str:
    """Say in one line what there is."""
    n = len(dossier.statements)
    if not n:
        return "No statements found."
    n_speakers = len({s for statement in dossier.statements for s in statement.speakers})
    forms = Counter("marks lost" if s.marks == "missing" else s.form for s in dossier.statements)
    mix = ", ".join(f"{count} {form}" for form, count in forms.most_common())
    passed_on = sum(bool(s.attribution) for s in dossier.statements)
    ending = f"; {passed_on} passed on by others" if passed_on else ""
    return (
        f"{n} statement{'s' if n != 1 else ''} by {n_speakers} speaker{'s' if n_speakers != 1 else ''}: {mix}{ending}"
    )


def _write_statement(dossier: Dossier, statement: Statement, numbers: dict[str, int], pen: _Pen) -> None:
    label = f"{numbers[statement.id]:>3}  "
    pen.add(speaker_line(dossier, statement), label=label, hang=_INDENT, bold=True)
    pieces = [words_at(dossier, span) for span in statement.content]
    pen.add(" … ".join(pieces) if pieces else "(says nothing)", label=" " * (_INDENT + 2), hang=_INDENT + 2)
    pen.add("; ".join(_details(dossier, statement, numbers)), label=" " * _INDENT, hang=_INDENT, dim=True)
    pen.add("")


def _details(dossier: Dossier, statement: Statement, numbers: dict[str, int]) -> list[str]:
    """Return how, where, when and by whom, and where the words stand."""
    details = [how(statement)]
    if statement.cue_span:
        details.append(f"cue “{words_at(dossier, statement.cue_span)}”")
    if statement.act:
        details.append(ACTS[statement.act])
    if statement.polarity != "affirmed":
        details.append(statement.polarity)
    details += [part for part in (where(dossier, statement), chain(dossier, statement)) if part]
    if statement.said:
        details.append(f"{words_at(dossier, statement.said.span)} = {statement.said.value or 'unknown'}")
    if statement.parent in numbers:
        details.append(f"inside {numbers[statement.parent]}")
    if statement.in_furniture:
        details.append("in a caption or heading")
    if statement.confidence < DOUBTFUL:
        details.append(f"doubtful ({statement.confidence:.2f})")
    anchor = statement.content[0] if statement.content else (statement.cue_span or statement.speaker_span)
    if anchor:
        details.append(f"line {line_of(dossier.report.text, anchor.start)}, {anchor.start}–{anchor.end}")
    return details


def _write_actors(dossier: Dossier, pen: _Pen) -> None:
    pen.add("Actors", bold=True)
    names = {actor.id: one_line(actor.name) for actor in dossier.actors}
    spoken = Counter(s for statement in dossier.statements for s in statement.speakers)
    for actor in sorted(dossier.actors, key=lambda a: (-spoken[a.id], -len(a.mentions))):
        facts = [actor.kind.replace("_", " ")]
        if actor.sector:
            facts.append(actor.sector)
        if actor.same_as in names:
            facts.append(f"speaks for {names[actor.same_as]}")
        n = len(actor.mentions)
        facts.append(f"{n} mention{'s' if n != 1 else ''}")
        if spoken[actor.id]:
            facts.append(f"{spoken[actor.id]} statement{'s' if spoken[actor.id] != 1 else ''}")
        pen.add(f"{who(actor)}: {', '.join(facts)}", label="  ", hang=6)


class _Pen:
    """Collects lines, wrapped to a width that counts wide characters twice."""

    def __init__(self, width: int, color: bool) -> None:
        self._width = width
        self._color = color
        self._lines: list[str] = []

    def add(self, line: str, *, label: str = "", hang: int = 0, bold: bool = False, dim: bool = False) -> None:
        """Add a line after ``label``, its continuation indented by ``hang``."""
        for wrapped in _wrap(line, self._width, label, hang):
            style = _BOLD if bold else _DIM if dim else ""
            self._lines.append(f"{style}{wrapped}{_RESET}" if self._color and style and wrapped else wrapped)

    def text(self) -> str:
        """Return all lines."""
        return "\n".join(self._lines) + "\n"


def columns(words: str) -> int:
    """Return how many columns words take in a terminal.

    >>> columns("東京 ok")
    7
    """
    return sum(map(_columns_of, words))


def _columns_of(char: str) -> int:
    if unicodedata.combining(char) or unicodedata.category(char) in ("Cf", "Cc"):
        return 0
    return 2 if unicodedata.east_asian_width(char) in "WF" else 1


def _wrap(line: str, width: int, label: str, hang: int) -> list[str]:
    rows: list[str] = []
    row, used, empty = label, columns(label), True
    for word in line.split():
        size = columns(word)
        if not empty and used + 1 + size > width:
            rows.append(row)
            row, used, empty = " " * hang, hang, True
        row += ("" if empty else " ") + word
        used += (0 if empty else 1) + size
        empty = False
    rows.append(row.rstrip())
    return rows
