"""Two tellings of an event, in two reports or in one: what speaks for and against their being one event."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from functools import cache

from onrecord.model.merged import EventTrace, ReportTrace
from onrecord.resolve.stems import family, key, stem

FEATURES: tuple[str, ...] = (
    "same stem", "rarity of stem", "same family", "like beginning", "other stem", "both say", "one says", "same type",
    "words", "names", "other names", "same actors", "other actors", "same recipients", "other recipients",
    "crossed parties", "numbers", "other numbers", "same place", "other place", "quotes",
    "same modality", "negated", "same background", "same report", "same sentence", "sentences between", "both lead",
    "reports alike", "stem twice", "share of story", "shares of story", "told together", "substitutes", "same figure",
    "other figure", "same rank", "general word", "words before", "words behind", "near words", "next word",
)  # fmt: skip
_SAYING = frozenset(
    stem(w)
    for w in (
        "say tell announce report add state note claim confirm declare explain comment statement announcement "
        "remark write ask call describe insist suggest mention reveal disclose speak quote according word"
    ).split()
)
#: Words that can stand for any event.
_GENERAL = frozenset(
    stem(w)
    for w in (
        "it this that event incident move action happen occur take place accident news case thing matter step one "
        "do crime tragedy disaster deal decision"
    ).split()
)
#: Kilometres within which two places can be one.
_NEAR_KM = 60.0
#: Precision of places from which one is an area that holds others: 4 a district … 7 a country.
_AREA = 4
#: Words kept of those around a first stem, and the rarity of a word that no report's list of words has.
_WORDS_AROUND = 80
_UNKNOWN = 3.0


@dataclass(slots=True, eq=False)
class Telling:
    """A telling with what is known of its surroundings."""

    event: EventTrace
    report: ReportTrace
    #: Parties by side: states by country, all others by identity.
    actors: frozenset[str]
    recipients: frozenset[str]
    families: frozenset[str] = frozenset()
    #: Reports of the story with its first stem, as a share; how often its own report has it.
    share: float = 0.0
    twice: bool = False
    #: Order among the events of its report, 0 to 1.
    rank: float = 0.0


class Surroundings:
    """What the features need besides two tellings: the reports of their story."""

    def __init__(self, reports: Sequence[ReportTrace], rare: Mapping[int, float]) -> None:
        """Take the reports of a story and how rare each word is among all reports, by key."""
        self.rare = rare
        #: How often two first stems stand in one sentence, as a share of the rarer one's sentences.
        self.together = stems_together(reports)
        self._reports = {r.id: r for r in reports}
        self._vectors: dict[str, dict[int, float]] = {}
        self._alike: dict[tuple[str, str], float] = {}
        self._around: defaultdict[str, Counter[int]] = defaultdict(Counter)
        for report in reports:
            for event in report.events:
                self._around[_first(event)].update(event.words)
        self._kept: dict[str, frozenset[int]] = {}
        self._substitutes: dict[tuple[str, str], float] = {}

    def alike(self, one: str, other: str) -> float:
        """Return how much the words of two reports are alike, 0 to 1."""
        if one == other:
            return 1.0
        pair = (min(one, other), max(one, other))
        if pair not in self._alike:
            first, second = self._vector(one), self._vector(other)
            self._alike[pair] = sum(x * second[k] for k, x in first.items() if k in second)
        return self._alike[pair]

    def substitutes(self, one: str, other: str) -> float:
        """Return how much the words around all tellings with one first stem are those around another's, 0 to 1."""
        if one == other:
            return 1.0
        pair = (min(one, other), max(one, other))
        if pair not in self._substitutes:
            self._substitutes[pair] = _weighted(self._words_around(one), self._words_around(other), self.rare)
        return self._substitutes[pair]

    def _words_around(self, first: str) -> frozenset[int]:
        if first not in self._kept:
            counts = self._around[first]
            self._kept[first] = frozenset(sorted(counts, key=lambda k: (-counts[k], k))[:_WORDS_AROUND])
        return self._kept[first]

    def _vector(self, report: str) -> dict[int, float]:
        if report not in self._vectors:
            words = self._reports[report].words
            own = {
                k: (1.0 + math.log(max(n, 1))) * self.rare.get(k, 0.0)
                for k, n in zip(words.keys, words.counts, strict=True)
            }
            length = math.sqrt(sum(x * x for x in own.values())) or 1.0
            self._vectors[report] = {k: x / length for k, x in own.items()}
        return self._vectors[report]


def _first(event: EventTrace) -> str:
    return event.stems[0] if event.stems else ""


def tellings_of(reports: Sequence[ReportTrace], party_of: Mapping[str, str]) -> list[Telling]:
    """Return all tellings of the reports of one story, with what the story tells of their words.

    Args:
        reports: The story's reports.
        party_of: What each actor id stands for, the same for all who are one side.
    """
    found = []
    holding: defaultdict[str, set[str]] = defaultdict(set)
    for report in reports:
        firsts = Counter(_first(e) for e in report.events)
        last = max(1, len(report.events) - 1)
        places = {e.id: n for n, e in enumerate(sorted(report.events, key=lambda e: e.span))}
        for event in report.events:
            holding[_first(event)].add(report.id)
            found.append(
                Telling(
                    event,
                    report,
                    frozenset(party_of.get(a, a) for a in event.actors),
                    frozenset(party_of.get(a, a) for a in event.recipients),
                    families=frozenset(family(s) for s in event.stems),
                    twice=firsts[_first(event)] > 1,
                    rank=places[event.id] / last,
                )
            )
    for telling in found:
        telling.share = len(holding[_first(telling.event)]) / len(reports)
    return found


def stems_together(reports: Iterable[ReportTrace]) -> dict[tuple[str, str], float]:
    """Return for each two first stems how often one sentence holds both, as a share of the rarer one's sentences."""
    single: Counter[str] = Counter()
    double: Counter[tuple[str, str]] = Counter()
    for report in reports:
        by_sentence: defaultdict[int, set[str]] = defaultdict(set)
        for event in report.events:
            if event.stems:
                by_sentence[event.sentence].add(event.stems[0])
        for stems in by_sentence.values():
            known = sorted(stems)
            single.update(known)
            double.update((a, b) for n, a in enumerate(known) for b in known[n + 1 :])
    return {pair: n / min(single[pair[0]], single[pair[1]]) for pair, n in double.items()}


def features(one: Telling, other: Telling, near: Surroundings) -> list[float]:
    """Return what is known of a pair, one number for each of ``FEATURES``; the order of the two does not matter."""
    a, b = one.event, other.event
    shared = [s for s in a.stems if s in b.stems]
    first, second = _first(a), _first(b)
    rarest = max((near.rare.get(key("word", s), _UNKNOWN) for s in shared), default=0.0)
    says = (first in _SAYING) + (second in _SAYING)
    pair = (min(first, second), max(first, second))
    same_report = one.report.id == other.report.id
    numbers, other_numbers = _overlap(a.numbers, b.numbers)
    names = _weighted(a.names, b.names, near.rare)
    figure, other_figure = _figures(a, b)
    place = place_relation(a, b)
    actors, recipients = _sides(one.actors, other.actors), _sides(one.recipients, other.recipients)
    return [
        float(first == second), 0.2 * rarest, float(bool(one.families & other.families)), _beginning(first, second),
        float(not shared and not one.families & other.families), float(says == 2), float(says == 1),
        float(a.type == b.type), _weighted(a.words, b.words, near.rare), names,
        float(bool(a.names and b.names) and names == 0.0), float(actors > 0), float(actors < 0),
        float(recipients > 0), float(recipients < 0),
        float(bool(one.actors & other.recipients or one.recipients & other.actors)), numbers, other_numbers,
        float(place > 0), float(place < 0), float(bool({*a.quotes} & {*b.quotes})),
        float(a.modality == b.modality), float(a.negated != b.negated), float(a.background == b.background),
        float(same_report), float(same_report and a.sentence == b.sentence),
        min(abs(a.sentence - b.sentence), 10) / 10, float(a.sentence == 0 and b.sentence == 0),
        near.alike(one.report.id, other.report.id), float(one.twice or other.twice),
        min(one.share, other.share), math.sqrt(one.share * other.share) if first != second else 0.0,
        near.together.get(pair, 0.0) if first != second else 0.0,
        near.substitutes(first, second),
        figure, other_figure, 1.0 - abs(one.rank - other.rank), float(first in _GENERAL or second in _GENERAL),
        _weighted(a.before, b.before, near.rare), _weighted(a.behind, b.behind, near.rare),
        _weighted((*a.before, *a.behind), (*b.before, *b.behind), near.rare),
        float(bool({*a.before[:1], *a.behind[:1]} & {*b.before[:1], *b.behind[:1]})),
    ]  # fmt: skip


def _overlap(one: Sequence[int], other: Sequence[int]) -> tuple[float, float]:
    """Return the share of the shorter that is shared, and whether both have some but share none."""
    if not one or not other:
        return 0.0, 0.0
    shared = len({*one} & {*other})
    return shared / min(len(one), len(other)), float(not shared)


def _weighted(one: Collection[int], other: Collection[int], rare: Mapping[int, float]) -> float:
    """Return the share of rarity that two sets of words share, 0 to 1."""
    first, second = {*one}, {*other}
    shared = sum(rare.get(k, _UNKNOWN) for k in first & second)
    if not shared:
        return 0.0
    weights = [sum(rare.get(k, _UNKNOWN) for k in side) for side in (first, second)]
    return shared / math.sqrt(weights[0] * weights[1])


def _sides(one: frozenset[str], other: frozenset[str]) -> int:
    """Return 1 where two sides share somebody, -1 where both name others, 0 where one names nobody."""
    if not one or not other:
        return 0
    return 1 if one & other else -1


@cache
def _beginning(one: str, other: str) -> float:
    """Return how much of the longer word the two begin alike, 0 below four letters."""
    n = 0
    while n < min(len(one), len(other)) and one[n] == other[n]:
        n += 1
    return n / max(len(one), len(other)) if n >= 4 else 0.0


def days_between(one: Telling, other: Telling) -> float:
    """Return the days between the times of two tellings, 0 where they overlap or nothing is known of one.

    What happened without a time is taken to be the news of its report: of the two days before it, or of its day.
    """
    first, second = _interval(one), _interval(other)
    if first is None or second is None:
        return 0.0
    gap = max(second[0] - first[1], first[0] - second[1])
    return max(0.0, gap / timedelta(days=1))


def _interval(telling: Telling) -> tuple[datetime, datetime] | None:
    event, published = telling.event, telling.report.published
    if event.start is not None:
        return _clock(event.start), _clock(event.end or event.start)
    if published is None or event.background or event.modality != "happened":
        return None
    day = datetime.combine(published, time.min)
    return day - timedelta(days=2), day + timedelta(days=1)


def _clock(moment: datetime) -> datetime:
    """Return a time without its zone: some reports give one, most do not."""
    return moment.replace(tzinfo=None)


def place_relation(a: EventTrace, b: EventTrace) -> int:
    """Return 1 where one place is or holds the other, -1 where they are apart, 0 where one is unknown."""
    if a.place is None or b.place is None:
        return 0
    if a.place.lower() == b.place.lower():
        return 1
    if a.lat is None or b.lat is None or a.lon is None or b.lon is None:
        return 0
    if max(a.precision or 0, b.precision or 0) >= _AREA:
        return 0 if a.country is None or b.country is None else 1 if a.country == b.country else -1
    return 1 if kilometres((a.lat, a.lon), (b.lat, b.lon)) <= _NEAR_KM else -1


def kilometres(one: tuple[float, float], other: tuple[float, float]) -> float:
    """Return the way over the earth between two points in degrees.

    >>> round(kilometres((48.86, 2.35), (51.51, -0.13)), -1)
    340.0
    """
    (lat, lon), (lat2, lon2) = ((math.radians(x), math.radians(y)) for x, y in (one, other))
    half = math.sin((lat2 - lat) / 2) ** 2 + math.cos(lat) * math.cos(lat2) * math.sin((lon2 - lon) / 2) ** 2
    return 2 * 6371.0 * math.asin(math.sqrt(min(1.0, half)))


def _figures(a: EventTrace, b: EventTrace) -> tuple[float, float]:
    """Return whether some figure of one unit is the same, and whether all of one unit differ."""
    units = {f.unit for f in a.figures} & {f.unit for f in b.figures}
    if not units:
        return 0.0, 0.0
    same = any(f.unit == g.unit and f.best == g.best for f in a.figures for g in b.figures if f.best is not None)
    return float(same), float(not same)
