"""The tasks ``events`` and ``positions`` of ``onrecord score``."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import cast, get_args

from onrecord.model.dossier import Dossier, EventType, Stance
from onrecord.nn.reader import Reader
from onrecord.score.bootstrap import Counts, Metric, measure
from onrecord.score.classes import accuracy, class_f1, confusion_table, count_class, macro_f1
from onrecord.score.event_answers import EventRater, RatingReader, ReaderRater
from onrecord.score.gold_reports import GoldReport
from onrecord.score.gold_sentences import TypedPair, is_sentences, read_typed_pairs, seen_note
from onrecord.score.layer_scores import (
    EVENT_METRICS,
    POSITION_METRICS,
    count_events,
    count_positions,
    match_events,
    match_positions,
    told_events,
)
from onrecord.score.options import Options
from onrecord.score.table import Table, take
from onrecord.score.tasks import set_name
from onrecord.score.tasks_dossier import annotated_for, read_anew

TYPES: tuple[str, ...] = get_args(EventType)
#: Roots of PLV with their quad class there: it joins CONCEDE and RETREAT, and counts both as material cooperation.
PLV_ROOTS: dict[str, int] = {
    "AGREE": 1, "CONSULT": 1, "SUPPORT": 1, "YIELD": 2, "COOPERATE": 2, "AID": 2, "REQUEST": 3, "ACCUSE": 3,
    "REJECT": 3, "THREATEN": 3, "PROTEST": 4, "SANCTION": 4, "MOBILIZE": 4, "COERCE": 4, "ASSAULT": 4,
}  # fmt: skip
_YIELD = ("CONCEDE", "RETREAT")
_QUADS = ("1", "2", "3", "4")
_SIDES = ("cooperation", "conflict")
PLV_METRICS: dict[str, tuple[Metric, str]] = {
    "accuracy": accuracy("type"),
    "type macro F1": macro_f1("type", tuple(PLV_ROOTS)),
    "quad macro F1": macro_f1("quad", _QUADS),
    "binary macro F1": macro_f1("side", _SIDES),
    "quad accuracy": accuracy("quad"),
    "binary accuracy": accuracy("side"),
    **class_f1("type", PLV_ROOTS),
}
_PLV_NOTES = ["Source and target as annotated. CONCEDE and RETREAT are one root, YIELD."]
_TYPE_NOTES = ["Trigger (or a listed mention) overlaps and the type is equal, as in the table of events."]
_PAIR_NOTE = "Of events whose trigger was found, under whatever type."


def score_events(paths: Sequence[Path], reader: Reader, options: Options) -> list[Table]:
    """Score events of annotated reports, and types of acts between given parties on PLV files."""
    tables = []
    reports = [path for path in paths if not is_sentences(path)]
    if reports:
        pairs = read_anew(annotated_for("events", reports, options), "events", reader, options)
        tables.extend(event_tables(pairs))
    rater = ReaderRater(cast(RatingReader, reader))
    for path in paths:
        if is_sentences(path):
            tables.extend(plv_tables(path, rater, options))
    return tables


def event_tables(pairs: Sequence[tuple[GoldReport, Dossier]]) -> list[Table]:
    """Return the tables of events: all of them, each type, and what type was taken for what."""
    counts = [count_events(gold.dossier, found, gold.dossier.furniture) for gold, found in pairs]
    types = [count_types(gold.dossier, found) for gold, found in pairs]
    listing = confusion_table("events, types taken for others", types, "type")
    listing.notes.append(_PAIR_NOTE)
    return [
        Table("events", measure(counts, EVENT_METRICS), len(counts)),
        Table("events, F1 of each type", measure(types, class_f1("type", TYPES)), len(types), list(_TYPE_NOTES)),
        listing,
    ]


def count_types(gold: Dossier, found: Dossier) -> Counts:
    """Count the events of each type, and under which types the events with a found trigger were found."""
    wanted, said = told_events(gold, gold.furniture), told_events(found, gold.furniture)
    counts: Counter[str] = Counter()
    for one in wanted:
        counts[f"type/{one.type} gold"] += 1
    for other in said:
        counts[f"type/{other.type} found"] += 1
    for i in match_events(wanted, said, typed=True):
        counts[f"type/{wanted[i].type} right"] += 1
    for i, j in match_events(wanted, said, typed=False).items():
        counts[f"type/{wanted[i].type} → {said[j].type}"] += 1
    return counts


def plv_tables(path: Path, rater: EventRater, options: Options) -> list[Table]:
    """Return the tables of a PLV file: roots, quad classes and sides, and what root was taken for what."""
    counts = [count_typed_pair(pair, rater) for pair in take(read_typed_pairs(path), set_name(path), options)]
    title = f"events, {set_name(path)}"
    return [
        Table(title, measure(counts, PLV_METRICS), len(counts), [*_PLV_NOTES, *seen_note(path)]),
        confusion_table(f"{title}, roots taken for others", counts, "type"),
    ]


def count_typed_pair(pair: TypedPair, rater: EventRater) -> Counts:
    """Compare the root, quad class and side of a sentence with the likeliest; a class's probability is its types'."""
    rated = rater.rate_types(pair.text, pair.source, pair.target)
    roots = dict.fromkeys(PLV_ROOTS, 0.0)
    for name, probability in rated.items():
        roots["YIELD" if name in _YIELD else name] += probability
    quads = dict.fromkeys(_QUADS, 0.0)
    for name, probability in roots.items():
        quads[str(PLV_ROOTS[name])] += probability
    sides = {"cooperation": quads["1"] + quads["2"], "conflict": quads["3"] + quads["4"]}
    counts: Counter[str] = Counter()
    count_class(counts, "type", pair.root, likeliest(roots))
    count_class(counts, "quad", str(pair.quad), likeliest(quads))
    count_class(counts, "side", pair.binary, likeliest(sides))
    return counts


def likeliest(probabilities: dict[str, float]) -> str:
    """Return the class with the greatest probability; the first of equals."""
    return max(probabilities, key=lambda name: probabilities[name])


def score_positions(paths: Sequence[Path], reader: Reader, options: Options) -> list[Table]:
    """Score positions of annotated reports, and each stance."""
    golds = annotated_for("positions", paths, options)
    return position_tables(read_anew(golds, "positions", reader, options))


def position_tables(pairs: Sequence[tuple[GoldReport, Dossier]]) -> list[Table]:
    """Return the tables of positions: all of them, each stance, and what stance was taken for what."""
    counts = [count_positions(gold.dossier, found) for gold, found in pairs]
    stances = [count_stances(gold.dossier, found) for gold, found in pairs]
    metrics = class_f1("stance", get_args(Stance))
    listing = confusion_table("positions, stances taken for others", stances, "stance")
    listing.notes.append("Of positions whose party and words were found, with whatever stance.")
    return [
        Table("positions", measure(counts, POSITION_METRICS), len(counts)),
        Table("positions, F1 of each stance", measure(stances, metrics), len(stances)),
        listing,
    ]


def count_stances(gold: Dossier, found: Dossier) -> Counts:
    """Count the positions of each stance, and with which stances those whose party and words agree were found."""
    counts: Counter[str] = Counter()
    for one in gold.positions:
        counts[f"stance/{one.stance} gold"] += 1
    for other in found.positions:
        counts[f"stance/{other.stance} found"] += 1
    for i in match_positions(gold, found, stanced=True):
        counts[f"stance/{gold.positions[i].stance} right"] += 1
    for i, j in match_positions(gold, found, stanced=False).items():
        counts[f"stance/{gold.positions[i].stance} → {found.positions[j].stance}"] += 1
    return counts
