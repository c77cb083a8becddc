"""Scores as tables: for people, as JSON, as Markdown."""

from __future__ import annotations

import json
import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeVar

from onrecord.score.bootstrap import Figure
from onrecord.score.options import Options

Item = TypeVar("Item")


@dataclass(frozen=True, slots=True)
class Table:
    """Figures of one task on one set."""

    #: "attribution, polnear-dev, level statements".
    title: str
    figures: list[Figure]
    #: How many documents were read.
    n_documents: int
    #: What a reader must know to compare the figures.
    notes: list[str] = field(default_factory=list)


def take(items: Iterable[Item], label: str, options: Options) -> Iterator[Item]:
    """Yield up to ``options.limit`` items and tell the progress."""
    chosen = list(items)[: options.limit]
    for number, item in enumerate(chosen):
        if options.progress:
            options.progress(label, number, len(chosen))
        yield item
    if options.progress:
        options.progress(label, len(chosen), len(chosen))


def percent(value: float) -> str:
    """Return a share in per cent with one digit, or a dash where it is not defined."""
    return "–" if math.isnan(value) else f"{100 * value:.1f}"


def as_text(tables: Sequence[Table]) -> str:
    """Return tables for a terminal of 80 columns."""
    blocks = []
    for table in tables:
        wide = max([len(figure.name) for figure in table.figures], default=0)
        lines = [f"{table.title} ({table.n_documents} documents)"]
        for f in table.figures:
            interval = f"[{percent(f.low)}, {percent(f.high)}]"
            lines.append(f"  {f.name:<{wide}}  {percent(f.value):>5}  {interval:<14}  n {f.n}")
        lines.extend(f"  {note}" for note in table.notes)
        blocks.append("\n".join(lines))
    return "\n\n".join(blocks)


def as_json(tables: Sequence[Table]) -> str:
    """Return tables as one JSON object; undefined figures are null."""

    def number(value: float) -> float | None:
        return None if math.isnan(value) else round(value, 6)

    def plain(table: Table) -> dict[str, Any]:
        figures = [
            {"name": f.name, "value": number(f.value), "low": number(f.low), "high": number(f.high), "n": f.n}
            for f in table.figures
        ]
        return {"title": table.title, "documents": table.n_documents, "figures": figures, "notes": table.notes}

    return json.dumps({"tables": [plain(table) for table in tables]}, ensure_ascii=False, indent=2)


def as_markdown(table: Table) -> str:
    """Return one table as Markdown."""
    lines = ["| figure | value | 95 % interval | n |", "|---|---|---|---|"]
    for f in table.figures:
        lines.append(f"| {f.name} | {percent(f.value)} | {percent(f.low)} – {percent(f.high)} | {f.n} |")
    lines.extend(["", *table.notes] if table.notes else [])
    return "\n".join(lines)


__all__ = ["Options", "Table", "as_json", "as_markdown", "as_text", "percent", "take"]
