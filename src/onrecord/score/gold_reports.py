"""Annotated reports from files of every form: JSON dossiers, marked reports, stand-off annotations."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from onrecord.model.dossier import Dossier
from onrecord.model.json import dossier_from_json
from onrecord.model.span import Span
from onrecord.score.gold import GoldError
from onrecord.score.layers import compile_annotated
from onrecord.score.standoff import FORMAT, attach

#: Layers a dossier in JSON is taken to carry where it has facts of them; statements always.
_OPTIONAL = ("events", "positions", "figures", "times", "places")


@dataclass(frozen=True, slots=True)
class GoldReport:
    """An annotated report."""

    name: str
    dossier: Dossier
    #: What it is annotated for: a list that is empty says something only where its layer is named here.
    layers: frozenset[str]
    #: Characters of the text that are annotated; None for all of it.
    annotated_to: int | None = None

    def clip(self, found: Dossier) -> Dossier:
        """Return a dossier without the facts that begin where the annotation has ended."""
        end = self.annotated_to
        if end is None or end >= len(self.dossier.report.text):
            return found
        return replace(
            found,
            statements=tuple(s for s in found.statements if _starts(s.content, s.cue_span) < end),
            events=tuple(e for e in found.events if e.trigger_span.start < end),
            positions=tuple(p for p in found.positions if p.content_span.start < end),
            figures=tuple(f for f in found.figures if f.span.start < end),
            times=tuple(t for t in found.times if t.span.start < end),
            places=tuple(p for p in found.places if p.span.start < end),
        )


def _starts(content: Sequence[Span], cue: Span | None) -> int:
    return min((span.start for span in (*content, *filter(None, [cue]))), default=0)


def read_gold_reports(paths: Sequence[Path], data: Path | None = None) -> Iterator[GoldReport]:
    """Yield the annotated reports of files and folders (those below them too).

    Args:
        paths: ``.json`` (dossiers, stand-off files), ``.txt`` (marked reports), folders of them.
        data: Folder of the corpora whose texts stand-off files are for; None where there are none.

    Raises:
        GoldError: A file cannot be read, or a stand-off file's text is not there.
    """
    for path in paths:
        if path.is_dir():
            inside = sorted(p for p in path.iterdir() if p.is_dir() or p.suffix in (".json", ".txt"))
            yield from read_gold_reports(inside, data)
        elif path.suffix == ".txt":
            dossier, layers = compile_annotated(path)
            yield GoldReport(path.stem, dossier, layers)
        elif path.suffix == ".json":
            yield _read_json(path, data)
        else:
            raise GoldError(f"{path}: gold dossiers are .json or marked .txt files; convert it")


def _read_json(path: Path, data: Path | None) -> GoldReport:
    text = path.read_text(encoding="utf-8")
    if f'"{FORMAT}"' in text[:200] and json.loads(text).get("format") == FORMAT:
        if data is None:
            raise GoldError(f"{path}: a stand-off file has no text; say with --texts DIR where the corpora are")
        dossier, layers, end = attach(path, data)
        return GoldReport(path.stem, dossier, layers, end)
    dossier = dossier_from_json(text)
    layers = frozenset({"statements", *(name for name in _OPTIONAL if getattr(dossier, name))})
    return GoldReport(path.stem, dossier, layers)
