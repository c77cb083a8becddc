"""Which place a name means: two passes of a small ranker over all names of a report.

The first pass reads what the names themselves and their neighbours say, the second also what the first made of the
other names. ``training/place_ranker.py`` makes the weights.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

import numpy as np
from numpy.typing import NDArray

from onrecord.codebook.gazetteer import Entry
from onrecord.resolve.place_candidates import Candidate
from onrecord.resolve.place_features import FEATURES, Scene, Table


@dataclass(frozen=True, slots=True)
class Stage:
    """Weights of one pass: a linear part and a hidden layer."""

    #: Shape (n_features,).
    linear: NDArray[np.float64]
    #: Shape (n_features, width).
    hidden: NDArray[np.float64]
    #: Shape (width,).
    bias: NDArray[np.float64]
    #: Shape (width,).
    out: NDArray[np.float64]

    def score(self, table: NDArray[np.float64]) -> NDArray[np.float64]:
        """Return a score per row of features, shape (n_candidates,)."""
        scores: NDArray[np.float64] = table @ self.linear + np.tanh(table @ self.hidden + self.bias) @ self.out
        return scores


@dataclass(frozen=True, slots=True)
class Weights:
    """The shipped ranker."""

    stages: tuple[Stage, ...]
    #: What it was trained on.
    trained_on: tuple[str, ...]
    #: Exponent that calibrates probabilities (below 1: less sure).
    sharpness: float


def read_weights(raw: Mapping[str, Any]) -> Weights:
    """Return the weights that plain data holds.

    Raises:
        ValueError: It was made for other features.
    """
    if tuple(raw["features"]) != FEATURES:
        raise ValueError("The weights of the ranker of places are for other features: run training.place_ranker.")
    stages = tuple(
        Stage(*(np.array(stage[part]) for part in ("linear", "hidden", "bias", "out"))) for stage in raw["stages"]
    )
    return Weights(stages, tuple(raw["trained_on"]), float(raw["sharpness"]))


@cache
def load_weights() -> Weights:
    """Return the shipped weights."""
    path = files("onrecord.resolve") / "data" / "place_ranker.json"
    return read_weights(json.loads(path.read_text(encoding="utf-8")))


@dataclass(frozen=True, slots=True)
class Choice:
    """What a name means."""

    entry: Entry
    candidate: Candidate
    #: Probability that it is this place or one close to it, 0 to 1.
    chance: float


#: Degrees within which the town lies that a division is named for: where other places of the division are named, and
#: where none is; and the logarithm of the town's people: about 20,000.
_SEAT_DEGREES = 1.3
_LONE_SEAT_DEGREES = 2.5
#: Chance mass of a division's other places from which it counts as named.
_NAMED_MASS = 0.3
_SEAT_POPULATION = 9.9
#: Weight of the logarithm of a place's people among its namesakes, where nothing tells whose press printed the report:
#: most training texts are American local news, in which Athens lies in Georgia.
FAME = 0.5
#: What being a capital adds to that logarithm.
CAPITAL_FAME = 3.0
#: Places nearer to one another than this, in degrees, count as one when it is asked how sure a choice is (a city and
#: the district round it).
_SAME_PLACE_DEGREES = 0.75


def rank(scene: Scene, weights: Weights | None = None) -> list[Choice]:
    """Choose a place for each group of names."""
    known = weights or load_weights()
    table = Table(scene)
    chances = table.prior()
    if not len(chances):
        return []
    for stage in known.stages:
        chances = table.normalise(stage.score(table.features(chances)))
    if scene.home is None:
        chances = table.normalise(np.log(np.maximum(chances, 1e-12)) + FAME * _renown(table))
    tempered = table.normalise(known.sharpness * np.log(np.maximum(chances, 1e-12)))
    support = table.features(chances)[:, FEATURES.index("division_named")]
    return [_choose(scene, table, number, chances, tempered, support) for number in range(len(scene.groups))]


def _renown(table: Table) -> NDArray[np.float64]:
    """Return how well known each candidate is: the logarithm of its people, more for the capital of a country.

    A division counts for no more people than the largest town of its name; all are alike where one of a group is a
    country or a region.
    """
    starts = table.starts[:-1]
    people = np.array([entry.log_population for entry in table.entries])
    town = np.array([entry.kind == "city" for entry in table.entries])
    named = np.array([entry.kind in ("city", "admin1", "admin2") for entry in table.entries], float)
    largest = np.maximum.reduceat(np.where(town, people, 0.0), starts)[table.group]
    capital = np.array([CAPITAL_FAME * entry.is_capital for entry in table.entries])
    renown: NDArray[np.float64] = (np.minimum(people, largest) + capital) * np.minimum.reduceat(named, starts)[
        table.group
    ]
    return renown


def _seat(candidates: Sequence[Candidate], chosen: int, degrees: float) -> int:
    """Return the town for the division round it that bears its name: a bare name means the town."""
    division = candidates[chosen].entry
    if division.kind not in ("admin1", "admin2"):
        return chosen
    towns = [
        (candidate.entry.log_population, -number)
        for number, candidate in enumerate(candidates)
        if candidate.entry.kind == "city"
        and candidate.entry.sort == "primary"
        and candidate.entry.division == division.division
        and abs(candidate.entry.lat - division.lat) < degrees
        and abs(candidate.entry.lon - division.lon) < degrees
        and candidate.entry.log_population > _SEAT_POPULATION
    ]
    return -max(towns)[1] if towns else chosen


def _choose(
    scene: Scene,
    table: Table,
    number: int,
    chances: NDArray[np.float64],
    tempered: NDArray[np.float64],
    support: NDArray[np.float64],
) -> Choice:
    first, last = int(table.starts[number]), int(table.starts[number + 1])
    best = first + int(chances[first:last].argmax())
    lat, lon = table.lat[first:last] - table.lat[best], table.lon[first:last] - table.lon[best]
    close = (np.abs(lat) < _SAME_PLACE_DEGREES) & (np.abs(lon) < _SAME_PLACE_DEGREES)
    if not any(table.fixed[best, FEATURES.index(said)] for said in ("state_said", "county_said")):
        degrees = _SEAT_DEGREES if support[best] > _NAMED_MASS else _LONE_SEAT_DEGREES
        best = first + _seat(scene.groups[number].candidates, best - first, degrees)
    candidate = scene.groups[number].candidates[best - first]
    return Choice(candidate.entry, candidate, min(1.0, float(tempered[first:last][close].sum())))
