"""Fact lines and marks of one report brought together, and all that was found wrong with them.

A *note* is one numbered fact of a layer: its line and the spans its marks and its quoted words point to. Problems are
gathered rather than raised one by one, so that a writer sees them all at once.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from onrecord.model.span import Span
from onrecord.score.inline import FactLine, InlineReport

#: Keys that a line of each kind may have.
KEYS: dict[str, frozenset[str]] = {
    "n": frozenset({"title", "same_as", "also"}),
    "e": frozenset("by on suspect disputed when where part_of mode contexts cue words again if".split()),
    "f": frozenset({"of", "text", "best", "words"}),
    "t": frozenset({"start", "end", "words"}),
    "p": frozenset({"name", "id", "words"}),
    "k": frozenset({"party", "speaker", "issue", "toward", "in", "words"}),
    "h": frozenset({"words"}),
}
#: What the fact of each letter is called.
NAMES: dict[str, str] = {
    "n": "actor",
    "e": "event",
    "f": "figure",
    "t": "time",
    "p": "place",
    "k": "position",
    "h": "furniture",
}
#: Keys whose value is words of the report.
WORD_KEYS: frozenset[str] = frozenset({"words", "again", "if", "of", "also"})
_COUNT = re.compile(r"#(\*|\d+(?:\+\d+)*)$")


@dataclass(slots=True)
class Note:
    """One numbered fact of a layer."""

    kind: str
    number: int
    #: Line of the file to complain about.
    line: int
    bare: list[str] = field(default_factory=list)
    values: dict[str, str] = field(default_factory=dict)
    #: Role ("words", "again", "if", "of", "also") to the spans marked or pointed to, in text order.
    spans: dict[str, list[Span]] = field(default_factory=dict)

    @property
    def label(self) -> str:
        """Letter and number, as written."""
        return f"{self.kind}{self.number}"

    def first(self, role: str) -> Span | None:
        """Return the first span of a role; None where there is none."""
        return next(iter(self.spans.get(role, ())), None)


@dataclass(slots=True)
class Findings:
    """What is wrong with a file, and what is worth a second look."""

    #: Name of the file.
    name: str
    problems: list[tuple[int, str]] = field(default_factory=list)
    hints: list[tuple[int, str]] = field(default_factory=list)

    def wrong(self, line: int, what: str) -> None:
        """Note an error: what is wrong and how to mend it."""
        self.problems.append((line, what))

    def look(self, line: int, what: str) -> None:
        """Note what is allowed but hardly meant."""
        self.hints.append((line, what))

    def lines(self, found: Sequence[tuple[int, str]]) -> list[str]:
        """Return findings as "file, line n: what", in the order of the file."""
        return [f"{self.name}, line {line}: {what}" for line, what in sorted(set(found))]


def find_words(text: str, words: str) -> list[Span]:
    """Return every place of some words, whole words only; any white space matches any other."""
    pattern = r"\s+".join(re.escape(word) for word in words.split())
    if not pattern:
        return []
    before = r"(?<!\w)" if words[0].isalnum() else ""
    after = r"(?!\w)" if words[-1].isalnum() else ""
    return [Span(*found.span()) for found in re.finditer(before + pattern + after, text)]


def point(report: InlineReport, pointer: str, line: int, findings: Findings, *, names: bool = False) -> list[Span]:
    """Return the spans that "words#2" means.

    Args:
        report: The report.
        pointer: Words, then ``#2`` (the second time they stand there), ``#1+3`` or ``#*`` (every time).
        line: Line to complain about.
        findings: Takes what is wrong.
        names: True where words that begin with a capital mean every place they stand at.
    """
    found = _COUNT.search(pointer)
    words = pointer[: found.start()].strip() if found else pointer.strip()
    places = find_words(report.text, words)
    if not places:
        findings.wrong(line, f"the words '{words}' do not stand in the text; copy them exactly as they stand there")
        return []
    if found is None:
        if len(places) > 1 and not (names and not words[0].islower()):
            where = ", ".join(f"#{n} on line {report.line_of(place.start)}" for n, place in enumerate(places, 1))
            findings.wrong(line, f"'{words}' stands {len(places)} times ({where}); write '{words}#1' or another number")
            return []
        return places
    if found[1] == "*":
        return places
    numbers = [int(number) for number in found[1].split("+")]
    if not all(1 <= number <= len(places) for number in numbers):
        findings.wrong(
            line, f"'{words}' stands {len(places)} time(s), so '{pointer}' points nowhere; correct the number"
        )
        return []
    return [places[number - 1] for number in numbers]


def gather_notes(report: InlineReport, findings: Findings) -> dict[str, dict[int, Note]]:
    """Return the notes of each kind by number; marks without line and lines without words are noted as wrong."""
    notes: dict[str, dict[int, Note]] = {kind: {} for kind in KEYS}
    for fact in report.lines:
        if fact.number in notes[fact.kind]:
            findings.wrong(fact.line, f"{fact.kind}{fact.number} has two lines; join them or number one anew")
            continue
        notes[fact.kind][fact.number] = Note(fact.kind, fact.number, fact.line, list(fact.bare), dict(fact.values))
        _check_keys(fact, findings)
    for mark in report.marks:
        note = notes[mark.kind].get(mark.number)
        if note is None:
            label, line = f"{mark.kind}{mark.number}", report.line_of(mark.span.start)
            findings.wrong(line, f"a mark of {label} without facts; add a line '{label}: …' or drop the mark")
            continue
        note.spans.setdefault(mark.role, []).append(mark.span)
    for note in all_notes(notes):
        _point_to_words(report, note, findings)
    return notes


def all_notes(notes: dict[str, dict[int, Note]]) -> Iterator[Note]:
    """Give every note."""
    for by_number in notes.values():
        yield from by_number.values()


def _check_keys(fact: FactLine, findings: Findings) -> None:
    for key in fact.values:
        if key not in KEYS[fact.kind]:
            known = ", ".join(sorted(KEYS[fact.kind])) or "none"
            findings.wrong(fact.line, f"{key}= is no key of {NAMES[fact.kind]} lines; known are {known}")


def _point_to_words(report: InlineReport, note: Note, findings: Findings) -> None:
    for key in WORD_KEYS & KEYS[note.kind] & set(note.values):
        for pointer in filter(None, (piece.strip() for piece in note.values[key].split("|"))):
            spans = point(report, pointer, note.line, findings, names=note.kind == "n")
            note.spans.setdefault(key, []).extend(spans)
    for role, spans in note.spans.items():
        note.spans[role] = sorted(set(spans))
    if note.kind not in "nke" and not note.spans.get("words") and "words" not in note.values:
        findings.wrong(
            note.line,
            f"{note.label} has no words in the text; mark them with {{{note.label}:…}} or add words=…",
        )
