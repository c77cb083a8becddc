"""What speaks for each place that a name may mean: the features of the ranker, over a whole report at once."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from onrecord.codebook.gazetteer import Entry, Gazetteer
from onrecord.codebook.place_names import fold
from onrecord.resolve.place_candidates import (
    Candidate,
    Name,
    find_candidates,
    find_containers,
    lies_in,
    split_container,
)

#: Names of the features, in the order of the weights.
FEATURES: tuple[str, ...] = (
    "log_population", "is_country", "is_admin1", "is_admin2", "is_region", "is_capital", "alternate", "abbreviation",
    "people", "bare", "inside", "best_known", "rank", "behind_best", "in_container", "in_other", "holds_before",
    "country_share", "division_share", "near_share", "country_named", "division_named", "home_country", "county_said",
    "state_said", "city_said", "near_any", "near_unambiguous", "big_city", "n_candidates",
)  # fmt: skip
#: Places before a name that are looked at to tell whether it holds them.
_MAX_INSIDE = 12
#: Logarithm of the people of a city that is known by its bare name: about a million.
_BIG_CITY = 13.8
_COUNTY = re.compile(r"\b(?:county|parish|district|raion)$", re.IGNORECASE)
_STATE = re.compile(r"\b(?:state|province|region|oblast|governorate|territory|krai|department)$", re.IGNORECASE)
_STATE_AFTER = re.compile(r"\s?(?:state|province|region|oblast|governorate|Legislature|governor)\b", re.IGNORECASE)
_CITY_NEAR = re.compile(r"\b(?:city|town|village|capital|suburb|port)(?: of)?\s?$", re.IGNORECASE)


@dataclass(slots=True)
class Group:
    """All mentions of one name: one sense per report."""

    names: list[Name]
    candidates: list[Candidate]
    #: What the text says the name lies in, wherever it says so.
    containers: list[Entry] = field(default_factory=list)
    #: Numbers of groups that stand as the place that this one holds ("Paris, Texas": Paris for Texas).
    inside: list[int] = field(default_factory=list)


@dataclass(slots=True)
class Scene:
    """The names of places of one report."""

    text: str
    groups: list[Group]
    #: Group number of each name; None where the gazetteer knows none.
    group_of: list[int | None]
    #: Country of the publisher; None where unknown.
    home: str | None


def build_scene(text: str, names: Sequence[Name], gazetteer: Gazetteer, home: str | None = None) -> Scene:
    """Group the names of a report and look up what each may mean."""
    groups: list[Group] = []
    group_of: list[int | None] = []
    by_name: dict[str, int | None] = {}
    for name in names:
        key = name.words if len(name.words) <= 4 else fold(name.words)
        if key not in by_name:
            found = find_candidates(name.words, gazetteer)
            by_name[key] = len(groups) if found else None
            if found:
                groups.append(Group([], found))
        number = by_name[key]
        group_of.append(number)
        if number is not None:
            groups[number].names.append(name)
    scene = Scene(text, groups, group_of, home)
    _find_holders(scene, names, gazetteer)
    return scene


def _find_holders(scene: Scene, names: Sequence[Name], gazetteer: Gazetteer) -> None:
    starts = {name.start: number for name, number in zip(names, scene.group_of, strict=True)}
    for name, number in zip(names, scene.group_of, strict=True):
        if number is None:
            continue
        group = scene.groups[number]
        _, inner = split_container(name.words)
        holders = find_containers(", " + inner, 0, gazetteer) if inner else []
        holders = holders or find_containers(scene.text, name.end, gazetteer)
        if holders and len(group.containers) < 24:
            group.containers.extend(holders)
        following = next((starts[name.end + gap] for gap in (1, 2, 3) if name.end + gap in starts), None)
        if following is not None and following != number and scene.text[name.end : name.end + 1] in (",", " ", "("):
            between = scene.text[name.end : name.end + 2]
            if between.strip() in (",", "("):
                inside = scene.groups[following].inside
                if len(inside) < _MAX_INSIDE and number not in inside:
                    inside.append(number)


class Table:
    """All candidates of a scene as rows of numbers."""

    def __init__(self, scene: Scene) -> None:
        self.scene = scene
        self.entries: list[Entry] = [c.entry for g in scene.groups for c in g.candidates]
        sizes = [len(g.candidates) for g in scene.groups]
        self.group: NDArray[np.int64] = np.repeat(np.arange(len(sizes)), sizes)
        self.starts: NDArray[np.int64] = np.concatenate([[0], np.cumsum(sizes)]).astype(np.int64)
        self.lat = np.array([e.lat for e in self.entries])
        self.lon = np.array([e.lon for e in self.entries])
        self.country = _numbers([e.country for e in self.entries])
        self.division = _numbers([e.division for e in self.entries])
        self.is_point = np.array([e.kind not in ("country",) and e.precision < 6 for e in self.entries], bool)
        self.fixed = self._fixed()

    def _fixed(self) -> NDArray[np.float64]:
        """Return the features that do not hang on what other names mean."""
        rows = [row for group in self.scene.groups for row in self._rows(group)]
        return np.array(rows, np.float64).reshape(len(rows), len(FEATURES))

    def _rows(self, group: Group) -> list[list[float]]:
        scene = self.scene
        best = max(c.entry.log_population for c in group.candidates)
        order = sorted((-c.entry.log_population, n) for n, c in enumerate(group.candidates))
        rank = {n: place for place, (_, n) in enumerate(order)}
        county = any(_COUNTY.search(name.words) for name in group.names[:8])
        state = any(_STATE.search(n.words) or _STATE_AFTER.match(scene.text, n.end) for n in group.names[:8])
        city = any(_CITY_NEAR.search(scene.text[max(0, n.start - 16) : n.start]) for n in group.names[:8])
        return [
            _row(c, group, scene, best, rank[n], county=county, state=state, city=city)
            for n, c in enumerate(group.candidates)
        ]

    def prior(self) -> NDArray[np.float64]:
        """Return a first guess of each candidate's probability: how well known it is, and how its name fits."""
        scores = self.fixed @ _PRIOR
        return self.normalise(scores)

    def normalise(self, scores: NDArray[np.float64]) -> NDArray[np.float64]:
        """Return scores as probabilities within each group."""
        if not len(scores):
            return scores
        top = np.maximum.reduceat(scores, self.starts[:-1])
        raised = np.exp(scores - top[self.group])
        result: NDArray[np.float64] = raised / np.add.reduceat(raised, self.starts[:-1])[self.group]
        return result

    def features(self, chances: NDArray[np.float64]) -> NDArray[np.float64]:
        """Return all features, given how likely each candidate is so far: shape (n_candidates, n_features)."""
        table = self.fixed.copy()
        n_groups = max(1, len(self.scene.groups) - 1)
        country = self._support(self.country, chances)
        division = self._support(self.division, chances)
        near = self._near(chances)
        clear = chances * (chances > 0.8)
        columns = {
            "country_share": country / n_groups,
            "division_share": division / n_groups,
            "near_share": near / n_groups,
            "country_named": np.minimum(1.0, country),
            "division_named": np.minimum(1.0, division),
            "near_any": np.minimum(1.0, near),
            "near_unambiguous": np.minimum(1.0, self._near(clear)),
        }
        for name, column in columns.items():
            table[:, FEATURES.index(name)] = column
        return table

    def _support(self, codes: NDArray[np.int64], chances: NDArray[np.float64]) -> NDArray[np.float64]:
        """Return the chance mass of other groups with the same code; nothing for code 0."""
        width = int(codes.max(initial=0)) + 1
        total = np.bincount(codes, weights=chances, minlength=width)
        _, pair = np.unique(self.group * width + codes, return_inverse=True)
        own = np.bincount(pair.reshape(-1), weights=chances)[pair.reshape(-1)] if len(pair) else np.zeros(0)
        support: NDArray[np.float64] = np.maximum(0.0, total[codes] - own)
        return np.where(codes > 0, support, 0.0)

    def _near(self, chances: NDArray[np.float64]) -> NDArray[np.float64]:
        """Return the chance mass of other groups within about 150 km: in its square of one degree or the next."""
        weights = chances * self.is_point
        total: dict[tuple[int, int], float] = {}
        own: dict[tuple[int, int, int], float] = {}
        rows, columns = np.floor(self.lat).astype(int).tolist(), np.floor(self.lon).astype(int).tolist()
        groups = self.group.tolist()
        for row, column, group, weight in zip(rows, columns, groups, weights.tolist(), strict=True):
            if weight > 0.01:
                total[row, column] = total.get((row, column), 0.0) + weight
                own[group, row, column] = own.get((group, row, column), 0.0) + weight
        near = np.zeros(len(groups))
        for number, (row, column, group) in enumerate(zip(rows, columns, groups, strict=True)):
            sum_near = 0.0
            for r in (row - 1, row, row + 1):
                for c in (column - 1, column, column + 1):
                    mass = total.get((r, c))
                    if mass:
                        sum_near += mass - own.get((group, r, c), 0.0)
            near[number] = sum_near
        return near


def _row(
    candidate: Candidate, group: Group, scene: Scene, best: float, rank: int, *, county: bool, state: bool, city: bool
) -> list[float]:
    e = candidate.entry
    local = e.kind in ("city", "admin2")
    held = any(lies_in(e, h) for h in group.containers)
    other = bool(group.containers) and local and not held
    before = sum(any(lies_in(c.entry, e) for c in scene.groups[n].candidates) for n in group.inside)
    return [
        e.log_population / 10, float(e.kind == "country"), float(e.kind == "admin1"), float(e.kind == "admin2"),
        float(e.kind == "region"), float(e.is_capital), float(e.sort == "alternate"), float(e.sort == "abbreviation"),
        float(e.sort == "people"), float(candidate.match in ("bare", "part")), float(candidate.match == "inside"),
        float(e.log_population >= best), math.log1p(rank), (best - e.log_population) / 5, float(held), float(other),
        float(min(2, before)), 0.0, 0.0, 0.0, 0.0, 0.0, float(scene.home is not None and e.country == scene.home),
        float(county and e.kind == "admin2"), float(state and e.kind == "admin1"), float(city and e.kind == "city"),
        0.0, 0.0, float(e.kind == "city" and e.log_population > _BIG_CITY), math.log1p(len(group.candidates)) / 4,
    ]  # fmt: skip


def _numbers(codes: Sequence[str | None]) -> NDArray[np.int64]:
    known: dict[str, int] = {}
    return np.array([known.setdefault(code, len(known) + 1) if code else 0 for code in codes], np.int64)


def _prior() -> NDArray[np.float64]:
    """Return the weights of the first guess: round numbers, set by hand."""
    chosen = {
        "log_population": 8.0, "is_country": 3.0, "is_admin1": 1.5, "is_admin2": -1.5, "is_region": 2.0,
        "alternate": -2.0, "is_capital": 1.0, "in_container": 5.0, "in_other": -2.0, "county_said": 4.0,
        "state_said": 2.0, "holds_before": 2.0, "abbreviation": 2.0, "home_country": 1.0,
    }  # fmt: skip
    return np.array([chosen.get(name, 0.0) for name in FEATURES])


_PRIOR = _prior()
