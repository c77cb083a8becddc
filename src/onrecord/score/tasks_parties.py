"""The task ``actors`` of ``onrecord score``: who acts, who is acted upon, and what these actors are."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import cast

from onrecord.model.dossier import Dossier
from onrecord.model.span import Span
from onrecord.nn.reader import Reader
from onrecord.score.assignment import match_pairs
from onrecord.score.bootstrap import Counts, Metric, f1, measure, prf, ratio
from onrecord.score.characters import covered
from onrecord.score.dossiers import align_actors
from onrecord.score.event_answers import EventRater, RatingReader, ReaderRater
from onrecord.score.gold_reports import GoldReport
from onrecord.score.gold_sentences import MarkedParties, is_sentences, read_parties, seen_note
from onrecord.score.layer_scores import count_events
from onrecord.score.options import Options
from onrecord.score.table import Table, take
from onrecord.score.tasks import set_name
from onrecord.score.tasks_dossier import annotated_for, read_anew

_SIDES = ("source", "target")
#: What is compared on actors that are the same.
_FACTS = ("kind", "country", "sector")
PARTY_METRICS: dict[str, tuple[Metric, str]] = {
    **{f"{side} F1": (f1(f"{side} right", f"{side} found", f"{side} gold"), f"{side} gold") for side in _SIDES},
    **{f"{side} F1, overlap": (f1(f"{side} near", f"{side} found", f"{side} gold"), f"{side} gold") for side in _SIDES},
    **{
        f"{side} {name}": (ratio(f"{side} right", f"{side} {whole}"), f"{side} gold")
        for side in _SIDES
        for name, whole in (("precision", "found"), ("recall", "gold"))
    },
}
ACTOR_METRICS: dict[str, tuple[Metric, str]] = {
    **prf("actors"),
    **prf("recipients"),
    "actors of the report that are found": (ratio("same", "listed"), "listed"),
    "kind of these": (ratio("kind right", "same"), "same"),
    **{
        name: metric
        for fact in ("country", "sector")
        for name, metric in {
            f"{fact} of these": (ratio(f"{fact} right", "same"), "same"),
            f"{fact} of these, where given, F1": (
                f1(f"{fact} both", f"{fact} found", f"{fact} gold"), f"{fact} gold",
            ),
        }.items()
    },
}  # fmt: skip
_PARTY_NOTE = "Reciprocal parties count as source and as target. Exact: the same characters, white space aside."
_ACTOR_NOTE = "Actors and recipients of events whose trigger and type are right; facts of all actors that align."


def score_actors(paths: Sequence[Path], reader: Reader, options: Options) -> list[Table]:
    """Score actors and recipients of the events of annotated reports, and parties of cameo-ner files."""
    tables = []
    reports = [path for path in paths if not is_sentences(path)]
    if reports:
        tables.append(actor_table(read_anew(annotated_for("events", reports, options), "actors", reader, options)))
    rater = ReaderRater(cast(RatingReader, reader))
    for path in paths:
        if is_sentences(path):
            tables.append(party_table(path, rater, options))
    return tables


def actor_table(pairs: Sequence[tuple[GoldReport, Dossier]]) -> Table:
    """Return the table of actors of annotated reports."""
    counts = [count_actors(gold.dossier, found) for gold, found in pairs]
    return Table("actors", measure(counts, ACTOR_METRICS), len(counts), [_ACTOR_NOTE])


def count_actors(gold: Dossier, found: Dossier) -> Counts:
    """Count actors and recipients of matched events, and kind, country and sector of actors that are the same."""
    parties = count_events(gold, found, gold.furniture)
    sides, totals = ("actors", "recipients"), ("right", "found", "gold")
    counts = Counter({f"{side} {what}": parties.get(f"{side} {what}", 0) for side in sides for what in totals})
    same = align_actors(gold.report.text, gold.actors, found.actors)
    answers = {actor.id: actor for actor in found.actors}
    counts["listed"], counts["same"] = len(gold.actors), len(same)
    for actor in gold.actors:
        if actor.id not in same:
            continue
        for fact in _FACTS:
            wanted, said = getattr(actor, fact), getattr(answers[same[actor.id]], fact)
            counts[f"{fact} right"] += wanted == said
            counts[f"{fact} gold"] += wanted is not None
            counts[f"{fact} found"] += said is not None
            counts[f"{fact} both"] += wanted is not None and wanted == said
    return counts


def party_table(path: Path, rater: EventRater, options: Options) -> Table:
    """Return the table of a cameo-ner file."""
    counts = [count_parties(sentence, rater) for sentence in take(read_parties(path), set_name(path), options)]
    notes = [_PARTY_NOTE, *seen_note(path)]
    return Table(f"actors, parties, {set_name(path)}", measure(counts, PARTY_METRICS), len(counts), notes)


def count_parties(sentence: MarkedParties, rater: EventRater) -> Counts:
    """Compare the parties of a sentence: exactly, and where they overlap, each gold span with one that was found."""
    answers = rater.find_parties(sentence.text)
    counts: Counter[str] = Counter()
    for side, gold, found in (
        ("source", sentence.source, answers.sources),
        ("target", sentence.target, answers.targets),
    ):
        wanted, said = sorted({*gold, *sentence.reciprocal}), sorted(set(found))
        counts[f"{side} gold"] = len(wanted)
        counts[f"{side} found"] = len(said)
        counts[f"{side} right"] = len(match_pairs(_edges(wanted, said, sentence.text, exact=True)))
        counts[f"{side} near"] = len(match_pairs(_edges(wanted, said, sentence.text, exact=False)))
    return counts


def _edges(wanted: Sequence[Span], said: Sequence[Span], text: str, *, exact: bool) -> list[tuple[float, int, int]]:
    edges = []
    for i, one in enumerate(wanted):
        for j, other in enumerate(said):
            first, second = covered([one], text), covered([other], text)
            if first == second if exact else first & second:
                edges.append((float(len(first & second)), i, j))
    return edges
