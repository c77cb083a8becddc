"""``onrecord score dossier``: whole dossiers, layer by layer, and how far two annotations agree."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from onrecord.model.dossier import Dossier
from onrecord.nn.reader import Reader
from onrecord.run.read import read_text
from onrecord.score.bootstrap import Counts, Metric, measure
from onrecord.score.dossiers import DOSSIER_METRICS, count_dossier
from onrecord.score.gold import GoldError
from onrecord.score.gold_reports import GoldReport, read_gold_reports
from onrecord.score.layer_scores import (
    EVENT_METRICS,
    FIGURE_METRICS,
    PLACE_METRICS,
    POSITION_METRICS,
    TIME_METRICS,
    count_events,
    count_figures,
    count_literal_places,
    count_positions,
    count_time_values,
)
from onrecord.score.options import Options
from onrecord.score.table import Table, take


@dataclass(frozen=True, slots=True)
class Layer:
    """A kind of fact and how two dossiers are compared in it."""

    name: str
    count: Callable[[Dossier, Dossier], Counts]
    metrics: Mapping[str, tuple[Metric, str]]


LAYERS: tuple[Layer, ...] = (
    Layer("statements", count_dossier, DOSSIER_METRICS),
    Layer("events", lambda gold, found: count_events(gold, found, gold.furniture), EVENT_METRICS),
    Layer("positions", count_positions, POSITION_METRICS),
    Layer("figures", lambda gold, found: count_figures(gold, found, gold.furniture), FIGURE_METRICS),
    Layer("times", lambda gold, found: count_time_values(gold, found, gold.furniture), TIME_METRICS),
    Layer("places", lambda gold, found: count_literal_places(gold, found, gold.furniture), PLACE_METRICS),
)


def score_dossier(paths: Sequence[Path], reader: Reader, options: Options) -> list[Table]:
    """Score whole dossiers against annotated reports, each layer over the reports that carry it."""
    golds = list(read_gold_reports(paths, options.texts))
    return compare_layers(read_anew(golds, "dossiers", reader, options), "dossier")


def read_anew(
    golds: Sequence[GoldReport], label: str, reader: Reader, options: Options
) -> list[tuple[GoldReport, Dossier]]:
    """Read the texts of annotated reports; return each with what was found where the annotation reaches.

    Args:
        golds: The annotated reports; no more than ``options.limit`` are read.
        label: What the progress is told as.
        reader: The network.
        options: How the score is taken.
    """
    pairs = []
    for gold in take(golds, label, options):
        report = gold.dossier.report
        found = read_text(report.text, published=report.published, publisher=report.publisher, reader=reader)
        pairs.append((gold, gold.clip(found)))
    return pairs


def annotated_for(layer: str, paths: Sequence[Path], options: Options) -> list[GoldReport]:
    """Return the annotated reports that carry a layer: "events", "positions".

    Raises:
        GoldError: None of them does, or a file cannot be read.
    """
    golds = [gold for gold in read_gold_reports(paths, options.texts) if layer in gold.layers]
    if not golds:
        named = ", ".join(map(str, paths))
        raise GoldError(f"{named}: no report is annotated for {layer}; give reports whose layers name them")
    return golds


def compare_layers(pairs: Sequence[tuple[GoldReport, Dossier]], title: str) -> list[Table]:
    """Return a table for each layer that some of the reports carry."""
    tables = []
    for layer in LAYERS:
        counts = [layer.count(gold.dossier, found) for gold, found in pairs if layer.name in gold.layers]
        if counts:
            tables.append(Table(f"{title}, {layer.name}", measure(counts, layer.metrics), len(counts)))
    return tables


def score_agreement(paths: Sequence[Path], _reader: Reader | None, options: Options) -> list[Table]:
    """Compare two annotations of the same reports, files of the same name in two folders; the first is the gold.

    Raises:
        GoldError: Two folders were not given, or they share no report.
    """
    if len(paths) != 2:
        raise GoldError("give two folders: the annotation, and the second one of the same reports")
    first, second = ({g.name: g for g in read_gold_reports([path], options.texts)} for path in paths)
    shared = sorted(first.keys() & second.keys())
    if not shared:
        raise GoldError(f"{paths[0]} and {paths[1]} have no report of the same name")
    for name in shared:
        if first[name].dossier.report.text != second[name].dossier.report.text:
            raise GoldError(f"{name}: the two annotations are of different texts")
    return compare_layers([(first[name], second[name].dossier) for name in shared], "agreement")
