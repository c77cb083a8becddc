"""What must hold of the header and the statements of an annotated report."""

from __future__ import annotations

import re
from datetime import date
from pathlib import PurePath

from onrecord.score.inline import InlineReport, InlineStatement, find_problems
from onrecord.score.notes import Findings

#: Header lines a report with layers must have.
HEADER: tuple[str, ...] = ("id", "published", "publisher", "title", "crisis", "style", "licence", "note")
#: Those of a report whose text belongs to another corpus (``source``) and is never copied.
FOREIGN_HEADER: tuple[str, ...] = ("id", "source", "source_id", "crisis", "style")
_LABEL = re.compile(r"statement (\d+)\b")


def check_header(report: InlineReport, findings: Findings) -> None:
    """Note missing or wrong header lines of a report that carries more than statements."""
    if "layers" not in report.meta:
        return
    for key in FOREIGN_HEADER if "source" in report.meta else HEADER:
        if not report.meta.get(key):
            findings.wrong(1, f"no header line '{key}: …'; add it")
    try:
        date.fromisoformat(report.meta.get("published") or "2000-01-01")
    except ValueError:
        findings.wrong(1, f"published: {report.meta['published']} is no date; write it like 2022-01-09")
    stem = PurePath(report.name).stem
    if report.name != "(text)" and report.meta.get("id") not in (None, "", stem):
        findings.wrong(1, f"id: {report.meta['id']}, but the file is called {stem}.txt; make them equal")
    if not re.fullmatch(r"[a-z0-9]+(?:-[a-z0-9]+)*", report.meta.get("crisis") or "x"):
        findings.wrong(1, f"crisis: {report.meta['crisis']} is no short name; write small letters and hyphens")


def check_statements(report: InlineReport, findings: Findings, *, listed: bool) -> None:
    """Note what is wrong with statements: what ``find_problems`` doubts, and lines that are missing."""
    by_number = {s.number: s for s in report.statements}
    for problem in find_problems(report):
        found = _LABEL.match(problem)
        findings.wrong(_line(report, by_number[int(found[1])]) if found else 1, problem)
    if not listed:
        return
    for s in report.statements:
        line = _line(report, s)
        if s.number not in report.fact_lines:
            findings.wrong(line, f"statement {s.number} has marks and no facts; add a line '{s.number}: speaker=…'")
        if s.cue and "speaker" not in s.facts and "passes" not in s.facts:
            findings.look(line, f"statement {s.number} has no speaker; is it really nobody's?")


def _line(report: InlineReport, s: InlineStatement) -> int:
    if s.number in report.fact_lines:
        return report.fact_lines[s.number]
    spans = [*s.cue, *s.content, *s.source, *s.medium, *s.addressee, *s.again]
    return report.line_of(spans[0].start) if spans else 1
