"""One event told by many reports: all tellings kept as evidence, all figures kept as alternatives."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime
from hashlib import sha256
from itertools import combinations
from typing import TypeVar

from onrecord.model.dossier import Unit
from onrecord.model.merged import (
    EventEvidence,
    EventTrace,
    FigureAlternative,
    FigureTrace,
    Identity,
    Judgement,
    MergedEvent,
    ReportTrace,
    Story,
)
from onrecord.resolve.event_days import join_over_stories
from onrecord.resolve.event_judge import Judge, load_judge
from onrecord.resolve.event_pairs import Surroundings, Telling, days_between, features, tellings_of
from onrecord.resolve.identities import is_named
from onrecord.resolve.judged import Groups, Links
from onrecord.resolve.linkage import link_average
from onrecord.resolve.names import plain_name
from onrecord.resolve.stories import rarity
from onrecord.resolve.traces import is_proper
from onrecord.settings import SETTINGS

Word = TypeVar("Word", bound=str)
#: Reports' words for one side: states and their governments.
_STATES = frozenset({"state", "government"})


def merge_events(
    traces: Iterable[ReportTrace],
    stories: Iterable[Story],
    identities: Iterable[Identity],
    judgements: Iterable[Judgement] = (),
    *,
    judge: Judge | None = None,
) -> list[MergedEvent]:
    """Put the tellings of one event together: within a story by the judge, over stories by the same act on one day.

    Args:
        traces: The reports.
        stories: Their stories (``find_stories``).
        identities: Their actors over all reports (``find_identities``).
        judgements: Those of kind ``event`` hold, over stories too.
        judge: None for the shipped one.

    Returns:
        Every event of every report in exactly one merged event, by first day and id.
    """
    reports = {t.id: t for t in traces}
    known = list(identities)
    links = Links(judgements, ("event",))
    told = {e.id: (e, r) for r in reports.values() for e in r.events}
    groups = Groups(told, links)
    for group in event_groups(reports, stories, known, links, judge=judge):
        for event in group[1:]:
            groups.join(group[0], event)
    ordered = sorted(told.values(), key=lambda e: (e[1].published or date.max, e[1].id, e[0].span))
    join_over_stories((event for event, _ in ordered), sides_of(known, by_description=False), groups)
    who = {actor: i for i in known for actor in i.actors}
    merged = [_merged([told[event] for event in group], who) for group in groups.groups()]
    return sorted(merged, key=lambda m: (m.start is None, m.start.isoformat() if m.start else "", m.id))


def event_groups(
    reports: Mapping[str, ReportTrace],
    stories: Iterable[Story],
    identities: Iterable[Identity],
    links: Links,
    *,
    judge: Judge | None = None,
) -> Iterator[list[str]]:
    """Yield groups of event ids, story by story; arguments as ``merge_events``."""
    chosen = judge or load_judge()
    rare = {term: value for (sort, term), value in rarity(list(reports.values())).items() if sort == 0}
    side = sides_of(identities)
    for story in stories:
        own = [reports[r] for r in story.reports if r in reports]
        tellings = tellings_of(own, side)
        pairs = candidate_pairs(tellings)
        near = Surroundings(own, rare)
        apart = [days_between(tellings[i], tellings[j]) for i, j in pairs]
        shares = chosen.rate([features(tellings[i], tellings[j], near) for i, j in pairs])
        scores = {
            pair: share / (1.0 + gap) ** SETTINGS.event_fading
            for pair, share, gap in zip(pairs, shares.tolist(), apart, strict=True)
        }
        roots = [links.root(t.event.id) for t in tellings]
        must: defaultdict[str, list[int]] = defaultdict(list)
        for number, root in enumerate(roots):
            must[root].append(number)
        found = link_average(
            len(tellings),
            scores,
            chosen.threshold,
            together=[group for group in must.values() if len(group) > 1],
            may_join=(lambda i, j, roots=roots: not links.is_apart(roots[i], roots[j])) if links else None,  # type: ignore[misc]
        )
        yield from ([tellings[n].event.id for n in group] for group in found)


def sides_of(identities: Iterable[Identity], *, by_description: bool = True) -> dict[str, str]:
    """Return what each actor id stands for.

    A state and its governments for their country; all others for their identity.

    Args:
        identities: The actors over all reports.
        by_description: Who has no name stands for what he is called: within a story "the protesters" of two reports
            are the same.
    """
    return {actor: _side(identity, by_description) for identity in identities for actor in identity.actors}


def _side(identity: Identity, by_description: bool) -> str:
    if identity.kind in _STATES and identity.country:
        return identity.country
    named = is_proper(identity.name) if identity.kind == "person" else is_named(identity.name)
    return identity.id if named or not by_description else plain_name(identity.name).lower()


def candidate_pairs(tellings: Sequence[Telling]) -> list[tuple[int, int]]:
    """Return the pairs worth a look: all in a small story, in a large one those that share a word, a party or a number.

    Each telling meets at most ``SETTINGS.event_candidates`` others per thing shared, the latest before it.
    """
    n = len(tellings)
    if n <= SETTINGS.events_all_pairs:
        return list(combinations(range(n), 2))
    pairs: set[tuple[int, int]] = set()
    holders: defaultdict[Hashable, list[int]] = defaultdict(list)
    days = [t.event.start.date() if t.event.start else t.report.published or date.min for t in tellings]
    for number in sorted(range(n), key=lambda k: (days[k], k)):
        for key in dict.fromkeys(_shared_things(tellings[number])):
            before = holders[key]
            pairs.update((min(number, k), max(number, k)) for k in before[-SETTINGS.event_candidates :])
            before.append(number)
    return sorted(pairs)


def _shared_things(telling: Telling) -> Iterator[Hashable]:
    event = telling.event
    for part in telling.families:
        for party in (*telling.actors, *telling.recipients):
            yield part, party
        yield part, event.place, event.start
        yield part, telling.report.published
    for party in telling.actors:
        for other in telling.recipients:
            yield event.type, party, other, event.start
    for number in event.numbers:
        yield event.type, number


def _merged(told: Sequence[tuple[EventTrace, ReportTrace]], who: Mapping[str, Identity]) -> MergedEvent:
    ordered = sorted(told, key=lambda e: (e[1].published is None, e[1].published or date.max, e[1].id, e[0].span))
    types = _ranked((event.type, report.id) for event, report in ordered)
    modalities = _ranked((event.modality, report.id) for event, report in ordered)
    dated = [e for e, _ in ordered if e.start is not None and e.end is not None]
    narrow = min(dated, key=_length, default=None)
    placed = [e for e, _ in ordered if e.place is not None]
    exact = min(placed, key=lambda e: e.precision or 9, default=None)
    figures, conflicting = _figures(ordered)
    digest = sha256(f"event|{ordered[0][0].id}".encode()).hexdigest()[:12]
    return MergedEvent(
        id=f"merged-{digest}",
        type=types[0],
        types=tuple(types),
        modality=modalities[0],
        modalities=tuple(modalities),
        actors=_parties(((event.actors, report.id) for event, report in ordered), who),
        recipients=_parties(((event.recipients, report.id) for event, report in ordered), who),
        start=narrow.start if narrow else None,
        end=narrow.end if narrow else None,
        place=exact.place if exact else None,
        lat=exact.lat if exact else None,
        lon=exact.lon if exact else None,
        country=exact.country if exact else None,
        precision=exact.precision if exact else None,
        n_reports=len({report.id for _, report in ordered}),
        n_publishers=len({report.publisher or report.id for _, report in ordered}),
        n_mentions=sum(event.n_mentions for event, _ in ordered),
        evidence=tuple(EventEvidence(report=r.id, event=e.id, span=e.span) for e, r in ordered),
        figures=figures,
        conflicting=conflicting,
    )


def _ranked(said: Iterable[tuple[Word, str]]) -> list[Word]:
    """Return what is said, that of most reports first; of equals the earliest."""
    reports: defaultdict[Word, set[str]] = defaultdict(set)
    for what, report in said:
        reports[what].add(report)
    return sorted(reports, key=lambda what: -len(reports[what]))


def _parties(named: Iterable[tuple[Sequence[str], str]], who: Mapping[str, Identity]) -> tuple[str, ...]:
    reports: defaultdict[str, set[str]] = defaultdict(set)
    for actors, report in named:
        for actor in actors:
            reports[who[actor].id if actor in who else actor].add(report)
    return tuple(sorted(reports, key=lambda party: (-len(reports[party]), party)))


def _length(event: EventTrace) -> float:
    start, end = event.start, event.end
    assert start is not None and end is not None
    return (_naive(end) - _naive(start)).total_seconds()


def _naive(moment: datetime) -> datetime:
    return moment.replace(tzinfo=None)


def _figures(told: Sequence[tuple[EventTrace, ReportTrace]]) -> tuple[tuple[FigureAlternative, ...], tuple[Unit, ...]]:
    """Return every report's figures, and the units on which no value fits two reports."""
    found: dict[tuple[str, str], FigureAlternative] = {}
    by_unit: defaultdict[Unit, defaultdict[str, list[FigureTrace]]] = defaultdict(lambda: defaultdict(list))
    for event, report in told:
        for f in event.figures:
            found[report.id, f.id] = FigureAlternative(
                report=report.id,
                figure=f.id,
                span=f.span,
                unit=f.unit,
                bound=f.bound,
                low=f.low,
                best=f.best,
                high=f.high,
            )
            by_unit[f.unit][report.id].append(f)
    split = [
        unit
        for unit, reports in by_unit.items()
        if any(
            not any(_can_agree(f, g) for f in one for g in other) for one, other in combinations(reports.values(), 2)
        )
    ]
    counts = Counter(f.unit for f in found.values())
    ordered = sorted(found.values(), key=lambda f: (-counts[f.unit], f.unit, f.report, f.span))
    return tuple(ordered), tuple(sorted(split))


def _can_agree(one: FigureTrace, other: FigureTrace) -> bool:
    """Tell whether some value fits both figures; an open bound fits all beyond it, "about" a fifth around."""
    first, second = _range(one), _range(other)
    return first[0] <= second[1] and second[0] <= first[1]


def _range(figure: FigureTrace) -> tuple[float, float]:
    low = figure.low if figure.low is not None else float("-inf")
    high = figure.high if figure.high is not None else float("inf")
    if figure.bound == "about" and figure.best is not None:
        wide = abs(figure.best) * 0.2
        low, high = min(low, figure.best - wide), max(high, figure.best + wide)
    return low, high
