"""Reports with their facts marked in the text: written by hand, compiled to text and spans.

A file holds one report: header lines ``key: value``, a line ``---``, the text with marks, and after a second ``---``
one line of facts per statement. A mark is ``{s1:words}``: a role letter, the number of the statement, a colon and the
words. Marks may nest; a literal brace is written ``\\{`` or ``\\}``.

====== ===========  =======================================
letter role         what it marks
====== ===========  =======================================
``s``  source       words for the speaker
``q``  cue          words that tell of the saying
``c``  content      what was said (several marks: several pieces)
``a``  addressee    to whom
``m``  medium       where, or in which outlet
``w``  again        the same statement told again
====== ===========  =======================================

Facts: ``1: speaker=Ada Bell + Carl Dorn; form=direct; marks=balanced; act=REJECT; polarity=affirmed; kind=said;
medium=interview; via=reported_by:Harbour Wire; parent=2``. A step that only passes statements on has marks of its own,
the statements it passes on stand inside its content, and its facts are ``passes=1; role=reported_by``. Where one source
word serves two cues ("said … and added …") it may be marked once: a statement with a cue and no source takes the source
of the nearest earlier statement of its paragraph that has the same ``speaker`` fact.

A header line ``layers: all`` says that the file carries a whole dossier: then other letters mark events, figures,
times, places, actors, positions and furniture (``LAYER_LETTERS``), and fact lines begin with
letter and number (``e3: …``). This module reads them as they are written; ``layers`` gives them their meaning.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from onrecord.errors import FatalError
from onrecord.model.span import Span, hull

#: Role letters and the roles they stand for.
ROLE_LETTERS: dict[str, str] = {
    "s": "source",
    "q": "cue",
    "c": "content",
    "a": "addressee",
    "m": "medium",
    "w": "again",
}
#: Letters of the other layers: the kind of fact they belong to, and what they mark of it.
LAYER_LETTERS: dict[str, tuple[str, str]] = {
    "e": ("e", "words"),
    "r": ("e", "again"),
    "i": ("e", "if"),
    "f": ("f", "words"),
    "o": ("f", "of"),
    "t": ("t", "words"),
    "p": ("p", "words"),
    "n": ("n", "also"),
    "k": ("k", "words"),
    "h": ("h", "words"),
}
#: Facts a statement may have.
FACT_KEYS: frozenset[str] = frozenset(
    {"speaker", "form", "marks", "act", "polarity", "kind", "medium", "via", "parent", "passes", "role", "country"}
    | {"said", "cue_class", "note"}
)
_CHOICES: dict[str, frozenset[str]] = {
    "form": frozenset({"direct", "indirect", "mixed"}),
    "marks": frozenset({"balanced", "repaired", "missing"}),
    "polarity": frozenset({"affirmed", "denied", "withheld"}),
    "kind": frozenset({"said", "attitude"}),
    "role": frozenset({"reported_by", "according_to", "citing"}),
    "act": frozenset({"REQUEST", "REJECT", "THREATEN", "ACCUSE", "AGREE", "SUPPORT", "CONCEDE", "CONSULT"}),
    "medium": frozenset(
        {"interview", "press_conference", "written_statement", "social_post", "speech", "call", "letter", "meeting"}
        | {"document", "broadcast", "web"}
    ),
}
_OPENING = re.compile(r"\{([a-z])(\d+):")
_LAYER_LINE = re.compile(r"\s*([eftpnkh])(\d+)\s*:")
_PIECE = re.compile(r'(?:[^;"]|"[^"]*"|")+')
_KEY = re.compile(r"[a-z_]+")
_RULE = re.compile(r"^---[ \t]*$", re.MULTILINE)


class InlineError(FatalError):
    """A marked report cannot be read; the message names file, line and mend."""

    code = "E-SCORE-INLINE"


@dataclass(frozen=True, slots=True)
class InlineStatement:
    """One numbered statement of a marked report. Every list of spans is in text order."""

    #: Its number in the marks.
    number: int
    source: list[Span] = field(default_factory=list)
    cue: list[Span] = field(default_factory=list)
    content: list[Span] = field(default_factory=list)
    addressee: list[Span] = field(default_factory=list)
    medium: list[Span] = field(default_factory=list)
    #: The same statement told again.
    again: list[Span] = field(default_factory=list)
    #: Facts as written, key to value.
    facts: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class LayerMark:
    """A mark of another layer than statements."""

    #: Kind of fact it belongs to, one of the values of ``LAYER_LETTERS``.
    kind: str
    number: int
    #: What it marks of the fact: ``words``, ``again``, ``if``, ``of``, ``also``.
    role: str
    span: Span


@dataclass(frozen=True, slots=True)
class FactLine:
    """A fact line of another layer: "e3: MOBILIZE; happened; by=Freedonia"."""

    #: Letter and number.
    kind: str
    number: int
    #: Line of the file, from 1.
    line: int
    #: Pieces without "=", in order.
    bare: tuple[str, ...]
    values: dict[str, str]


@dataclass(frozen=True, slots=True)
class InlineReport:
    """A compiled report: plain text, header, statements in order of their numbers."""

    text: str
    #: Header lines, key to value.
    meta: dict[str, str]
    statements: list[InlineStatement]
    #: Marks and fact lines of the other layers, as written.
    marks: tuple[LayerMark, ...] = ()
    lines: tuple[FactLine, ...] = ()
    #: Name of the file, and the line of the file on which the text begins.
    name: str = "(text)"
    first_line: int = 1
    #: Statement number to the line of its facts.
    fact_lines: dict[int, int] = field(default_factory=dict)

    def line_of(self, place: int) -> int:
        """Return the line of the file on which a place of the text stands."""
        return self.first_line + self.text.count("\n", 0, place)


def compile_inline(path_or_text: Path | str) -> InlineReport:
    """Compile one marked report.

    Args:
        path_or_text: A path, or the marked text itself (a string with a line break is taken as text).

    Raises:
        InlineError: The file does not follow the format.

    >>> report = compile_inline("id: x\\n---\\n{s1:Bell} {q1:said} {c1:no}.\\n")
    >>> report.text, report.statements[0].content
    ('Bell said no.', [Span(start=10, end=12)])
    """
    if isinstance(path_or_text, str) and "\n" in path_or_text:
        name, raw = "(text)", path_or_text
    else:
        name, raw = str(path_or_text), Path(path_or_text).read_text(encoding="utf-8")
    head, body, facts, body_line, facts_line = _split(name, raw.replace("\r\n", "\n"))
    text, spans = _read_marks(name, body, body_line)
    statements: dict[int, InlineStatement] = {}
    marks = []
    for number, letter, span in spans:
        if letter in ROLE_LETTERS:
            getattr(statements.setdefault(number, InlineStatement(number)), ROLE_LETTERS[letter]).append(span)
        else:
            kind, role = LAYER_LETTERS[letter]
            marks.append(LayerMark(kind, number, role, span))
    lines, fact_lines = _read_lines(name, facts, facts_line, statements)
    report = InlineReport(
        text,
        _read_header(name, head),
        [statements[n] for n in sorted(statements)],
        tuple(sorted(marks, key=lambda mark: mark.span)),
        tuple(lines),
        name,
        body_line,
        fact_lines,
    )
    for statement in report.statements:
        for role in ROLE_LETTERS.values():
            getattr(statement, role).sort()
    _share_sources(report)
    return report


def _split(name: str, raw: str) -> tuple[str, str, str, int, int]:
    rules = list(_RULE.finditer(raw))
    if not rules:
        raise InlineError(f"{name}, line 1: no line '---' after the header; put one between header and text")
    if len(rules) > 2:
        line = raw.count("\n", 0, rules[2].start()) + 1
        raise InlineError(f"{name}, line {line}: a third '---'; header, text and facts take two")
    head, start = raw[: rules[0].start()], rules[0].end()
    stop, facts = (rules[1].start(), rules[1].end()) if len(rules) == 2 else (len(raw), len(raw))
    while start < stop and raw[start] == "\n":
        start += 1
    return head, raw[start:stop].rstrip(), raw[facts:], raw.count("\n", 0, start) + 1, raw.count("\n", 0, facts) + 1


def _read_header(name: str, head: str) -> dict[str, str]:
    meta = {}
    for number, line in enumerate(head.splitlines(), start=1):
        if not line.strip() or line.startswith("#"):
            continue
        key, colon, value = line.partition(":")
        if not colon:
            raise InlineError(f"{name}, line {number}: a header line is 'key: value'; add the colon")
        meta[key.strip()] = value.strip()
    return meta


def _read_marks(name: str, body: str, first_line: int) -> tuple[str, list[tuple[int, str, Span]]]:
    """Return the plain text and (number, letter, span) of each mark."""
    out: list[str] = []
    length = place = 0
    stack: list[tuple[int, str, int, int]] = []
    found: list[tuple[int, str, Span]] = []

    def fail(what: str, at: int) -> InlineError:
        return InlineError(f"{name}, line {first_line + body.count(chr(10), 0, at)}: {what}")

    while place < len(body):
        char = body[place]
        if char == "\\" and body[place + 1 : place + 2] in ("{", "}"):
            char, place = body[place + 1], place + 1
        elif char == "{":
            mark = _OPENING.match(body, place)
            if not mark or not (mark[1] in ROLE_LETTERS or mark[1] in LAYER_LETTERS):
                letters = " ".join([*ROLE_LETTERS, *LAYER_LETTERS])
                raise fail(f"'{{' opens no mark; write {{s1:…}} (letters {letters}), or \\{{ for a brace", place)
            stack.append((int(mark[2]), mark[1], length, place))
            place = mark.end()
            continue
        elif char == "}":
            if not stack:
                raise fail("'}' closes nothing; drop it, or write \\}", place)
            number, role, start, at = stack.pop()
            if start == length:
                raise fail("an empty mark; put the words inside", at)
            found.append((number, role, Span(start, length)))
            place += 1
            continue
        out.append(char)
        length += 1
        place += 1
    if stack:
        raise fail("a mark is never closed; add its '}'", stack[-1][3])
    return "".join(out), found


def _read_lines(
    name: str, facts: str, first: int, statements: dict[int, InlineStatement]
) -> tuple[list[FactLine], dict[int, int]]:
    """Put the facts of statements in their place; return the lines of other layers, and the lines of statements."""
    others, places = [], {}
    for at, line in enumerate(facts.splitlines(), start=first):
        if not line.strip() or line.startswith("#"):
            continue
        layer = _LAYER_LINE.match(line)
        if layer:
            others.append(_read_layer_line(name, at, layer[1], int(layer[2]), line[layer.end() :]))
            continue
        number, values = _read_facts(name, at, line)
        if number not in statements:
            raise InlineError(f"{name}, line {at}: no marks bear the number {number}; add them or drop it")
        statements[number].facts.update(values)
        places[number] = at
    return others, places


def _read_layer_line(name: str, at: int, kind: str, number: int, rest: str) -> FactLine:
    """Read "MOBILIZE; happened; by=Freedonia"; a semicolon inside double quotation marks parts nothing."""
    bare, values = [], {}
    for piece in _PIECE.findall(rest):
        key, equals, value = (part.strip() for part in piece.partition("="))
        if not equals or not _KEY.fullmatch(key):
            bare.append(piece.strip().strip('"'))
        elif key in values:
            raise InlineError(f"{name}, line {at}: {key}= is given twice; keep one")
        else:
            values[key] = value.strip('"') if value.count('"') == 2 and value[0] == value[-1] == '"' else value
    return FactLine(kind, number, at, tuple(filter(None, bare)), values)


def _read_facts(name: str, line_number: int, line: str) -> tuple[int, dict[str, str]]:
    where = f"{name}, line {line_number}"
    number, colon, rest = line.partition(":")
    if not colon or not number.strip().isdigit():
        raise InlineError(
            f"{where}: a fact line begins with the statement's number and a colon, like '1: form=direct', or"
            " with letter and number, like 'e1: AID'"
        )
    values = {}
    for item in filter(None, (piece.strip() for piece in rest.split(";"))):
        key, equals, value = (piece.strip() for piece in item.partition("="))
        if not equals or key not in FACT_KEYS:
            raise InlineError(f"{where}: '{item}' is no fact; known are {', '.join(sorted(FACT_KEYS))}")
        allowed = _CHOICES.get(key)
        if value in ("", "null", "none", "None"):
            continue
        if allowed and value not in allowed:
            raise InlineError(f"{where}: {key}={value} is unknown; choose from {', '.join(sorted(allowed))}")
        if key in ("parent", "passes") and not value.isdigit():
            raise InlineError(f"{where}: {key} takes a number: parent=2 (a statement), passes=1 (yes)")
        values[key] = value
    return int(number), values


def _share_sources(report: InlineReport) -> None:
    """Give a statement with a cue but no source the source of the one before it, where the speaker is the same."""
    marked = [s for s in report.statements if s.source]
    for statement in report.statements:
        if statement.source or not statement.cue or "speaker" not in statement.facts:
            continue
        cue = statement.cue[0]
        near = [
            other
            for other in marked
            if other.facts.get("speaker") == statement.facts["speaker"]
            and other.source[0].start < cue.start
            and "\n" not in report.text[other.source[0].start : cue.start]
        ]
        if near:
            statement.source.extend(max(near, key=lambda other: other.source[0].start).source)


def find_problems(report: InlineReport) -> list[str]:
    """Return what reads well but is hardly meant: missing pieces, facts that contradict the marks."""
    known = {s.number: s for s in report.statements}
    problems = []
    for s in report.statements:
        label = f"statement {s.number}"
        if not s.content and s.facts.get("polarity") != "withheld":
            problems.append(f"{label} has no content; mark it with {{c{s.number}:…}} or set polarity=withheld")
        if s.cue and not s.source:
            problems.append(f"{label} has a cue and no source; mark one, or give it the speaker of the one before")
        if s.facts.get("form") in ("direct", "mixed") and "marks" not in s.facts:
            problems.append(f"{label} is {s.facts['form']} and says nothing of its marks; add marks=…")
        if s.facts.get("form") == "indirect" and "marks" in s.facts:
            problems.append(f"{label} is indirect; drop marks=…")
        parent = known.get(int(s.facts.get("parent", "0")))
        if "parent" in s.facts and (parent is None or not holds(parent, s)):
            problems.append(f"{label}: parent={s.facts['parent']}, whose content does not hold it; correct the number")
        if "passes" in s.facts and not any(holds(s, other) for other in report.statements if other is not s):
            problems.append(f"{label} passes nothing on; put its content mark round the statement it passes on")
        if "passes" in s.facts and "role" not in s.facts:
            problems.append(f"{label} has no role; add role=reported_by, according_to or citing")
    return problems


def holds(outer: InlineStatement, inner: InlineStatement) -> bool:
    """Tell whether the content (or else the cue) of ``inner`` lies inside the content of ``outer``."""
    around, within = hull(outer.content), hull(inner.content or inner.cue)
    return around is not None and within is not None and around.contains(within)


def main(arguments: Sequence[str] | None = None) -> int:
    """Check marked reports: one line per error or doubt; exit status 1 where there is one."""
    bad = 0
    for name in sys.argv[1:] if arguments is None else arguments:
        try:
            report = compile_inline(Path(name))
        except InlineError as error:
            lines = [str(error)]
        else:
            lines = [f"{name}: {problem}" for problem in find_problems(report)]
        bad += bool(lines)
        sys.stdout.writelines(f"{line}\n" for line in lines)
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
