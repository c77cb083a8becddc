"""The task ``modality`` of ``onrecord score``: what became of acts whose words are given."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import cast

from onrecord.nn.reader import Reader
from onrecord.score.bootstrap import Counts, Metric, f1, measure, ratio
from onrecord.score.classes import accuracy, class_f1, confusion_table, count_class, macro_f1
from onrecord.score.event_answers import EventRater, RatingReader, ReaderRater
from onrecord.score.gold_reports import GoldReport
from onrecord.score.gold_sentences import RatedSentence, is_sentences, read_factuality, seen_note
from onrecord.score.layer_scores import MODALITIES, told_events
from onrecord.score.options import Options
from onrecord.score.table import Table, take
from onrecord.score.tasks import set_name
from onrecord.score.tasks_dossier import annotated_for

#: Least probability at which an act counts as negated, or as background.
_LIKELY = 0.5
_FLAGS = ("negated", "background")
#: Spread, per item, below which values are alike but for rounding.
_ROUNDING = 1e-9
TRIGGER_METRICS: dict[str, tuple[Metric, str]] = {
    "modality macro F1": macro_f1("modality", MODALITIES),
    "modality accuracy": accuracy("modality"),
    **class_f1("modality", MODALITIES),
    **{f"{name} F1": (f1(f"{name} both", f"{name} found", f"{name} gold"), f"{name} gold") for name in _FLAGS},
    **{f"{name} accuracy": (ratio(f"{name} right", "modality items"), "modality items") for name in _FLAGS},
}


def score_modality(paths: Sequence[Path], reader: Reader, options: Options) -> list[Table]:
    """Score the modality of given triggers of annotated reports, and the factuality of given words (UW, UDS-IH2)."""
    tables = []
    rater = ReaderRater(cast(RatingReader, reader))
    reports = [path for path in paths if not is_sentences(path)]
    if reports:
        tables.extend(trigger_tables(annotated_for("events", reports, options), rater, options))
    for path in paths:
        if is_sentences(path):
            tables.append(factuality_table(path, rater, options))
    return tables


def trigger_tables(golds: Sequence[GoldReport], rater: EventRater, options: Options) -> list[Table]:
    """Return the tables of modality at gold triggers: figures, and what modality was taken for what."""
    counts = [count_triggers(gold, rater) for gold in take(golds, "modality", options)]
    notes = ["Triggers as annotated, those in furniture left out; macro F1 over the modalities that occur."]
    return [
        Table("modality, gold triggers", measure(counts, TRIGGER_METRICS), len(counts), notes),
        confusion_table("modality, taken for others", counts, "modality"),
    ]


def count_triggers(gold: GoldReport, rater: EventRater) -> Counts:
    """Compare modality, negation and background of the events of a report, their triggers being given."""
    events = told_events(gold.dossier, gold.dossier.furniture)
    ratings = rater.rate_triggers(gold.dossier.report.text, [event.trigger_span for event in events])
    counts: Counter[str] = Counter()
    for event, rating in zip(events, ratings, strict=True):
        answer = max(MODALITIES, key=lambda name: rating.modality.get(name, 0.0))
        count_class(counts, "modality", event.modality, answer)
        for name, wanted, probability in (
            ("negated", event.negated, rating.negated),
            ("background", event.background, rating.background),
        ):
            said = probability >= _LIKELY
            counts[f"{name} gold"] += wanted
            counts[f"{name} found"] += said
            counts[f"{name} both"] += wanted and said
            counts[f"{name} right"] += wanted == said
    return counts


def factuality_table(path: Path, rater: EventRater, options: Options) -> Table:
    """Return the table of a factuality file."""
    counts = [count_factuality(sentence, rater) for sentence in take(read_factuality(path), set_name(path), options)]
    notes = ["The mean absolute error is in hundredths of a point of the scale from −3 to 3.", *seen_note(path)]
    return Table(f"modality, factuality, {set_name(path)}", measure(counts, FACTUALITY_METRICS), len(counts), notes)


def count_factuality(sentence: RatedSentence, rater: EventRater) -> Counts:
    """Compare the factuality of given words.

    Returns:
        Sums over the words of gold (x) and answer (y) from which Pearson's r of any set of sentences follows: ``n``,
        ``x``, ``y``, ``xx``, ``yy``, ``xy``; and ``error``, of the absolute differences.
    """
    counts = dict.fromkeys(("n", "x", "y", "xx", "yy", "xy", "error"), 0.0)
    ratings = rater.rate_triggers(sentence.text, sentence.spans)
    for x, rating in zip(sentence.labels, ratings, strict=True):
        y = rating.factuality
        sums = {"n": 1.0, "x": x, "y": y, "xx": x * x, "yy": y * y, "xy": x * y, "error": abs(x - y)}
        for name, value in sums.items():
            counts[name] += value
    return counts


def pearson(counts: Counts) -> float:
    """Return Pearson's r from the sums of ``count_factuality``; NaN where gold or answers are all alike."""
    n = counts["n"]
    gold, answers = n * counts["xx"] - counts["x"] ** 2, n * counts["yy"] - counts["y"] ** 2
    if gold <= _ROUNDING * n or answers <= _ROUNDING * n:
        return float("nan")
    return (n * counts["xy"] - counts["x"] * counts["y"]) / math.sqrt(gold * answers)


FACTUALITY_METRICS: dict[str, tuple[Metric, str]] = {
    "Pearson r": (pearson, "n"),
    "mean absolute error": (ratio("error", "n"), "n"),
}
