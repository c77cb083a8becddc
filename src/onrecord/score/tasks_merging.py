"""The tasks ``stories`` and ``event-coreference`` of ``onrecord score``: what is put together over many reports."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Hashable, Mapping, Sequence
from pathlib import Path
from typing import cast

from onrecord.model.merged import ReportTrace
from onrecord.nn.reader import Reader
from onrecord.resolve.event_merge import event_groups
from onrecord.resolve.identities import find_identities
from onrecord.resolve.judged import Links
from onrecord.resolve.stories import find_stories
from onrecord.score.bootstrap import Counts, measure
from onrecord.score.coreference import COREFERENCE_METRICS, count_coreference
from onrecord.score.gold_merge import ActReader, SortedReport, read_sorted, trace_of
from onrecord.score.options import Options
from onrecord.score.table import Table, take
from onrecord.score.tasks import set_name

_INTERVAL_NOTE = "The interval is over topics: those that share a found group are drawn together."
_STORY_NOTE = (
    "Gold: ECB+'s subtopics, one happening each. ECB+ gives no dates, so reports are taken in the order of ids."
)
_EVENT_NOTE = "Gold mentions over all reports, singletons too; stories, types, parties, times and places are found."
Grouping = Sequence[Collection[str]]


def score_stories(paths: Sequence[Path], reader: Reader, options: Options) -> list[Table]:
    """Score how reports are sorted into stories."""
    tables = []
    metrics = {name: COREFERENCE_METRICS[name] for name in ("B³ F1", "MUC F1", "CEAFe F1")}
    for path in paths:
        gold, traces = _read(path, reader, options)
        found = [story.reports for story in find_stories(traces)]
        topics = {report.id: report.topic for report in gold}
        counts = count_by_topic(gather({r.id: r.story for r in gold}), found, topics)
        notes = [_STORY_NOTE, _INTERVAL_NOTE, f"{len({r.story for r in gold})} stories in gold, {len(found)} found."]
        tables.append(Table(f"stories, {set_name(path)}", measure(counts, metrics), len(gold), notes))
    return tables


def score_event_coreference(paths: Sequence[Path], reader: Reader, options: Options) -> list[Table]:
    """Score which mentions of events, over all reports, are put together."""
    tables = []
    metrics = {name: COREFERENCE_METRICS[name] for name in ("CoNLL F1", "MUC F1", "B³ F1", "CEAFe F1")}
    for path in paths:
        gold, traces = _read(path, reader, options)
        chains = {
            e.id: g.chain for r, t in zip(gold, traces, strict=True) for e, g in zip(t.events, r.events, strict=True)
        }
        topics = {e.id: r.topic for r, t in zip(gold, traces, strict=True) for e in t.events}
        counts = count_by_topic(gather(chains), merge_traces(traces), topics)
        tables.append(
            Table(
                f"event coreference, {set_name(path)}",
                measure(counts, metrics),
                len(gold),
                [_EVENT_NOTE, _INTERVAL_NOTE],
            )
        )
    return tables


def merge_traces(traces: Sequence[ReportTrace]) -> list[list[str]]:
    """Return groups of event ids, by the whole way over stories and identities."""
    stories = find_stories(traces)
    story_of = {report: story.id for story in stories for report in story.reports}
    identities = find_identities(traces, story_of=story_of)
    return list(event_groups({t.id: t for t in traces}, stories, identities, Links((), ("event",))))


def gather(groups: Mapping[str, str]) -> list[list[str]]:
    """Return the things that have one group's name."""
    found: defaultdict[str, list[str]] = defaultdict(list)
    for thing, group in groups.items():
        found[group].append(thing)
    return list(found.values())


def count_by_topic(gold: Grouping, found: Grouping, topics: Mapping[str, str]) -> list[Counts]:
    """Compare two groupings topic by topic; topics that a group of either side joins are counted as one.

    So the counts add up to those of all things together.
    """
    joined: dict[str, str] = {}

    def top(topic: str) -> str:
        while topic in joined:
            topic = joined[topic]
        return topic

    for group in (*gold, *found):
        tops = sorted({top(topics[thing]) for thing in group})
        joined.update(dict.fromkeys(tops[1:], tops[0]))
    parts: defaultdict[str, tuple[list[Collection[Hashable]], list[Collection[Hashable]]]] = defaultdict(
        lambda: ([], [])
    )
    for side, groups in enumerate((gold, found)):
        for group in groups:
            if group:
                parts[top(topics[next(iter(group))])][side].append(group)
    return [count_coreference(one, other) for one, other in parts.values()]


def _read(path: Path, reader: Reader, options: Options) -> tuple[list[SortedReport], list[ReportTrace]]:
    gold = list(read_sorted(path))[: options.limit]
    return gold, [trace_of(report, cast(ActReader, reader)) for report in take(gold, set_name(path), options)]
