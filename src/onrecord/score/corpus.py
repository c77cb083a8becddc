"""Annotated reports from the command line: ``python -m onrecord.score.corpus COMMAND FILES``.

Commands: ``check`` (what is wrong, where, how to mend it), ``compile`` (dossiers as JSON lines), ``html`` (a page to
look at), ``count`` (how often each type, modality, … occurs), ``detach`` (offsets and labels without the text).
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from onrecord.errors import FatalError
from onrecord.model.dossier import Dossier
from onrecord.model.json import dossier_to_json
from onrecord.score.corpus_page import write_page
from onrecord.score.gold_reports import read_gold_reports
from onrecord.score.inline import compile_inline
from onrecord.score.layers import annotate, compile_annotated
from onrecord.score.standoff import detach


def main(arguments: Sequence[str] | None = None) -> int:
    """Check, compile, show or count annotated reports; exit status 1 where one is wrong."""
    parser = argparse.ArgumentParser(prog="python -m onrecord.score.corpus", description="Annotated reports.")
    parser.add_argument("command", choices=["check", "compile", "html", "count", "detach"])
    parser.add_argument("files", nargs="+", type=Path, metavar="FILE")
    parser.add_argument("--texts", type=Path, metavar="DIR", help="folder of the corpora, for stand-off annotations")
    parser.add_argument("--output", type=Path, metavar="DIR", help="detach: where NAME.json goes")
    options = parser.parse_args(arguments)
    if options.command == "check":
        return _check(options.files)
    if options.command == "count":
        return _count(options.files, options.texts)
    if options.command == "detach":
        return _detach(options.files, options.texts, options.output)
    return _write(options.files, page=options.command == "html")


def _check(files: Sequence[Path]) -> int:
    """Print what is wrong, what is worth a second look, and how much each good file holds."""
    bad = 0
    for path in files:
        try:
            report = compile_inline(path)
            dossier, findings = annotate(report)
        except (FatalError, OSError, UnicodeError) as error:
            bad += 1
            sys.stdout.write(f"{error}\n")
            continue
        sys.stdout.writelines(f"{line}\n" for line in findings.lines(findings.problems))
        sys.stdout.writelines(f"look again: {line}\n" for line in findings.lines(findings.hints))
        bad += bool(findings.problems)
        if not findings.problems:
            words = len(report.text.split())
            sys.stdout.write(f"{path}: right; {words} words, {describe(dossier)}\n")
    return 1 if bad else 0


def describe(dossier: Dossier) -> str:
    """Return how many facts of each kind a dossier holds."""
    lists = {
        "actors": dossier.actors,
        "statements": dossier.statements,
        "events": dossier.events,
        "positions": dossier.positions,
        "figures": dossier.figures,
        "times": dossier.times,
        "places": dossier.places,
    }
    return ", ".join(f"{len(facts)} {name}" for name, facts in lists.items() if facts)


def _detach(files: Sequence[Path], texts: Path | None, output: Path | None) -> int:
    """Write a stand-off file for each marked copy of another corpus's text."""
    if texts is None or output is None:
        raise FatalError("detach needs --texts DIR (the corpora) and --output DIR (where the files go)")
    output.mkdir(parents=True, exist_ok=True)
    for path in files:
        (output / f"{path.stem}.json").write_text(detach(compile_inline(path), texts), encoding="utf-8")
    return 0


def _count(files: Sequence[Path], texts: Path | None) -> int:
    """Print how often each kind, type and modality occurs over all files."""
    totals: dict[str, Counter[str]] = {}
    for gold in read_gold_reports(files, texts):
        _tally(gold.dossier, totals)
    for name, counts in totals.items():
        listed = ", ".join(f"{value} {count}" for value, count in counts.most_common())
        sys.stdout.write(f"{name}: {sum(counts.values())} ({listed})\n")
    return 0


def _tally(dossier: Dossier, totals: dict[str, Counter[str]]) -> None:
    values: dict[str, list[str]] = {
        "statements": [str(statement.form) for statement in dossier.statements],
        "marks": [str(s.marks) for s in dossier.statements if s.marks],
        "media": [str(s.medium) for s in dossier.statements if s.medium],
        "chains": [str(step.role) for s in dossier.statements for step in s.attribution],
        "event types": [str(event.type) for event in dossier.events],
        "modalities": [str(event.modality) for event in dossier.events],
        "stances": [str(position.stance) for position in dossier.positions],
        "units": [str(figure.unit) for figure in dossier.figures],
        "times": [str(time.type) for time in dossier.times],
        "places": [str(place.use) for place in dossier.places],
    }
    for name, found in values.items():
        totals.setdefault(name, Counter()).update(found)


def _write(files: Sequence[Path], *, page: bool) -> int:
    """Write dossiers as JSON lines, or one page, to stdout."""
    for path in files:
        dossier, _ = compile_annotated(path)
        sys.stdout.write(write_page(dossier) if page else dossier_to_json(dossier) + "\n")
    return 0


if __name__ == "__main__":
    try:
        sys.exit(main())
    except FatalError as error:
        sys.stderr.write(f"{error}\n")
        sys.exit(1)
