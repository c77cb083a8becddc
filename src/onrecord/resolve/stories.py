"""Reports that follow one happening, found in one pass by date.

Two reports are compared by their words, persons, bodies, places, numbers and days; the weights come from pairs of
reports that people sorted (``training/merging.py``). A report joins the story whose reports it is on average most like;
a story whose reports are on average like those of another joins it. Averages over all pairs need only sums of vectors,
since a score is linear in what is compared.
"""

from __future__ import annotations

import json
import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from hashlib import sha256
from importlib.resources import files

from onrecord.model.merged import Judgement, ReportTrace, Story
from onrecord.resolve.judged import Links
from onrecord.settings import SETTINGS

#: What is compared. All but words may be missing from a report; that both have some, but not the same, tells too.
SORTS: tuple[str, ...] = ("words", "persons", "bodies", "places", "numbers", "days")
#: Terms by which stories are looked up, and stories that are compared with a report.
_LOOKED_UP = 24
_COMPARED = 12
#: How much surer the first pass must be, log odds: what it joins cannot come apart, what it leaves apart still joins.
_FIRST_GUESS = 2.0
Vector = dict[tuple[int, int], float]


@dataclass(frozen=True, slots=True)
class StoryWeights:
    """What tells that two reports are of one story."""

    #: For each of ``SORTS``: how much likeness counts, and that both have some.
    alike: tuple[float, ...]
    present: tuple[float, ...]
    bias: float
    #: Log odds from which reports are of one story.
    threshold: float


@cache
def load_story_weights() -> StoryWeights:
    """Return the shipped weights; ``training/merging.py`` makes them."""
    raw = json.loads((files("onrecord.resolve") / "data" / "stories.json").read_text(encoding="utf-8"))
    alike, present = (tuple(float(raw[part].get(sort, 0.0)) for sort in SORTS) for part in ("alike", "present"))
    return StoryWeights(alike, present, float(raw["bias"]), float(raw["threshold"]))


@dataclass(slots=True, eq=False)
class _Draft:
    """A story in the making: sums over its reports."""

    reports: list[str]
    #: Sum of the unit vectors of its reports, all sorts in one.
    sum: Vector
    #: How many of its reports have some of each sort.
    present: list[int]
    first: date | None
    last: date | None
    #: Roots of its reports among the judgements.
    roots: set[str] = field(default_factory=set)


def find_stories(
    traces: Iterable[ReportTrace], judgements: Iterable[Judgement] = (), *, weights: StoryWeights | None = None
) -> list[Story]:
    """Sort reports into stories.

    Args:
        traces: The reports, in any order; they are taken by day of publication.
        judgements: Those of kind ``story`` hold whatever the reports say, those of kind ``report`` that say "same" too.
        weights: None for the shipped ones.

    Returns:
        Every report in exactly one story; stories by first day and id.
    """
    ordered = sorted(traces, key=lambda t: (t.published is None, t.published or date.min, t.id))
    # That two reports print different texts does not keep them out of one story.
    told = [j for j in judgements if j.kind == "story" or (j.kind == "report" and j.verdict == "same")]
    links = Links(told, ("story", "report"))
    work = _Work(weights or load_story_weights(), rarity(ordered), links)
    for trace in ordered:
        work.add(trace)
    work.settle()
    return work.stories()


def rarity(traces: Sequence[ReportTrace]) -> dict[tuple[int, int], float]:
    """Return how rare each term is among the reports: the log of their number over those that have it."""
    counts: Counter[tuple[int, int]] = Counter()
    for trace in traces:
        for number, sort in enumerate(SORTS):
            counts.update((number, key) for key in getattr(trace, sort).keys)
    total = len(traces) + 1
    return {term: max(0.0, math.log(total / (n + 0.5))) for term, n in counts.items()}


def vector_of(trace: ReportTrace, rare: Mapping[tuple[int, int], float]) -> tuple[Vector, list[int]]:
    """Return a report as one vector, of length one within each sort, and the sorts it has some of."""
    vector: Vector = {}
    present = []
    for number, sort in enumerate(SORTS):
        terms = getattr(trace, sort)
        own = {
            (number, key): (1.0 + math.log(max(n, 1))) * rare.get((number, key), 0.0)
            for key, n in zip(terms.keys, terms.counts, strict=True)
        }
        length = math.sqrt(sum(x * x for x in own.values()))
        if length > 0.0:
            vector.update({term: x / length for term, x in own.items() if x > 0.0})
        present.append(int(bool(terms.keys)))
    return vector, present


class _Work:
    """The pass: stories so far, found again by their terms."""

    def __init__(self, weights: StoryWeights, rare: Mapping[tuple[int, int], float], links: Links) -> None:
        self._weights, self._rare, self._links = weights, rare, links
        self._drafts: dict[int, _Draft] = {}
        self._by_term: defaultdict[tuple[int, int], set[int]] = defaultdict(set)
        self._by_root: dict[str, int] = {}
        self._number = 0

    def add(self, trace: ReportTrace) -> None:
        """Put a report where it belongs."""
        vector, present = vector_of(trace, self._rare)
        root = self._links.root(trace.id)
        day = trace.published
        alone = _Draft([trace.id], vector, present, day, day, {root})
        number = self._number
        self._number += 1
        self._keep(number, alone)
        bound = self._by_root.get(root)
        self._by_root.setdefault(root, number)
        if bound is not None:
            self._join(bound, number)
            return
        rated = self._rate(number)
        if rated and rated[0][0] >= self._weights.threshold + _FIRST_GUESS:
            self._join(rated[0][1], number)

    def settle(self) -> None:
        """Join stories that are alike on average, the surest first, until none is left."""
        waiting = list(self._drafts)
        while waiting:
            joined: list[int] = []
            for number in waiting:
                best = self._best(number) if number in self._drafts else None
                if best is not None:
                    self._join(min(number, best), max(number, best))
                    joined.append(min(number, best))
            waiting = list(dict.fromkeys(n for n in joined if n in self._drafts))

    def stories(self) -> list[Story]:
        """Return what was found."""
        found = []
        for draft in self._drafts.values():
            digest = sha256(f"story|{draft.reports[0]}".encode()).hexdigest()[:12]
            found.append(Story(id=f"story-{digest}", reports=tuple(draft.reports), first=draft.first, last=draft.last))
        return sorted(found, key=lambda s: (s.first is None, s.first or date.min, s.id))

    def _best(self, number: int) -> int | None:
        rated = self._rate(number)
        if rated and rated[0][0] >= self._weights.threshold:
            # Both must hold each other for the best, or the order would decide.
            back = self._rate(rated[0][1])
            if back and (back[0][1] == number or rated[0][0] >= back[0][0]):
                return rated[0][1]
        return None

    def _keep(self, number: int, draft: _Draft) -> None:
        self._drafts[number] = draft
        for term in draft.sum:
            self._by_term[term].add(number)

    def _join(self, keep: int, gone: int) -> None:
        """Put one story into another."""
        one, other = self._drafts[keep], self._drafts[gone]
        for term, value in other.sum.items():
            one.sum[term] = one.sum.get(term, 0.0) + value
            self._by_term[term].discard(gone)
            self._by_term[term].add(keep)
        one.present = [a + b for a, b in zip(one.present, other.present, strict=True)]
        one.reports.extend(other.reports)
        one.roots |= other.roots
        days = [d for d in (one.first, one.last, other.first, other.last) if d is not None]
        one.first, one.last = (min(days), max(days)) if days else (None, None)
        for root in other.roots:
            self._by_root[root] = keep
        del self._drafts[gone]

    def _rate(self, number: int) -> list[tuple[float, int]]:
        """Return the stories most like one, best first; only those that share a rare term are compared."""
        draft = self._drafts[number]
        telling = sorted(draft.sum, key=lambda t: (-self._rare.get(t, 0.0) * draft.sum[t], t))[:_LOOKED_UP]
        shared: defaultdict[int, float] = defaultdict(float)
        for term in telling:
            weight = draft.sum[term]
            for other in self._by_term[term]:
                there = self._drafts[other]
                shared[other] += weight * there.sum[term] / len(there.reports)
        shared.pop(number, None)
        chosen = sorted(shared, key=lambda n: (-shared[n], n))[:_COMPARED]
        rated = [(self._score(draft, self._drafts[n]), n) for n in chosen]
        return sorted(rated, key=lambda entry: (-entry[0], entry[1]))

    def _score(self, one: _Draft, other: _Draft) -> float:
        """Return the log odds, on average over all pairs of reports, that both are of one story."""
        apart = _days_between(one, other)
        judged = any(self._links.apart_from(root) & other.roots for root in one.roots)
        if judged or apart > SETTINGS.story_days:
            return -math.inf
        small, large = (one, other) if len(one.sum) <= len(other.sum) else (other, one)
        alike = [0.0] * len(SORTS)
        for term, value in small.sum.items():
            there = large.sum.get(term)
            if there is not None:
                alike[term[0]] += value * there
        pairs = len(one.reports) * len(other.reports)
        w = self._weights
        total = sum(a * x for a, x in zip(w.alike, alike, strict=True))
        total += sum(p * a * b for p, a, b in zip(w.present, one.present, other.present, strict=True))
        return w.bias + total / pairs - SETTINGS.story_fading_per_day * apart


def _days_between(one: _Draft, other: _Draft) -> int:
    """Return the days between two stories, 0 where they overlap or a day is not known."""
    if one.first is None or other.first is None or one.last is None or other.last is None:
        return 0
    return max(0, (other.first - one.last).days, (one.first - other.last).days)
