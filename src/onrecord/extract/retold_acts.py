"""Tellings of one act put together: announced, quoted and told again, it is one event.

A small judge, trained on annotated reports (``training/tellings.py``), rates each pair of tellings of one type; a
telling joins the group whose best member it is rated the same as.
"""

from __future__ import annotations

import json
import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from onrecord.model.reading import Reading
from onrecord.model.span import TokenRange

#: Tokens beyond which a telling is not compared any more.
_REACH = 1500
_DEFINITE = frozenset({"the", "this", "that", "these", "those", "its", "their", "his", "her", "such"})
_GENERAL = frozenset(
    "meeting talk attack strike move visit agreement deal decision statement call offer action operation raid incident "
    "assault offensive protest demand request threat accord pact step violence fighting war".split()
)
#: Letters that words of one family begin with: "invade", "invasion".
_STEM = 4
FEATURES: tuple[str, ...] = (
    "bias", "same lemma", "same stem", "same actors", "other actors", "same recipients", "other recipients",
    "crossed parties", "same modality", "later definite", "later noun", "general noun", "next of its type",
    "same sentence", "near", "far", "later in a content", "both in contents", "same content", "no party", "coreference",
    "definite and general", "stem and parties", "stem and no conflict",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Telling:
    """What the judge needs of a telling; actor ids are compared for equality only."""

    trigger: TokenRange
    type: str
    modality: str
    actors: frozenset[str]
    recipients: frozenset[str]
    #: Id of the statement in whose content it stands; None outside.
    inside: str | None = None


def join_tellings(tellings: Sequence[Telling], reading: Reading) -> list[list[int]]:
    """Return groups of numbers of tellings that tell one act, in text order.

    Args:
        tellings: In text order.
        reading: The page they stand on.
    """
    weights, threshold = _judge()
    groups: list[list[int]] = []
    for number, later in enumerate(tellings):
        rated = [
            (max(rate(tellings[n], later, tellings, reading, weights) for n in group), place)
            for place, group in enumerate(groups)
            if not any(_of_others(tellings[n], later) for n in group)
            and tellings[group[0]].type == later.type
            and later.trigger.first - tellings[group[-1]].trigger.last <= _REACH
        ]
        best = max(rated, default=(-math.inf, -1))
        if best[0] >= threshold:
            groups[best[1]].append(number)
        else:
            groups.append([number])
    return groups


def _of_others(one: Telling, other: Telling) -> bool:
    """Tell whether two tellings are of different parties: nobody acts in both, and nobody is acted upon in both."""
    return _compare(one.actors, other.actors) < 0 and _compare(one.recipients, other.recipients) < 1


def rate(
    earlier: Telling, later: Telling, tellings: Sequence[Telling], reading: Reading, weights: Sequence[float]
) -> float:
    """Return the log odds that two tellings tell one act."""
    return sum(w * x for w, x in zip(weights, features(earlier, later, tellings, reading), strict=True))


def features(earlier: Telling, later: Telling, tellings: Sequence[Telling], reading: Reading) -> list[float]:
    """Return what is known of a pair, one number for each of ``FEATURES``."""
    one, other = _head(reading, earlier.trigger), _head(reading, later.trigger)
    first, second = reading.lemmas[one].lower(), reading.lemmas[other].lower()
    stem = first[:_STEM] == second[:_STEM]
    actors, recipients = _compare(earlier.actors, later.actors), _compare(earlier.recipients, later.recipients)
    crossed = bool(earlier.actors & later.recipients or earlier.recipients & later.actors)
    definite = any(
        reading.page.word(t).lower() in _DEFINITE for t in range(max(0, later.trigger.first - 3), later.trigger.last)
    )
    noun, general = reading.upos[other] in ("NOUN", "PROPN"), second in _GENERAL
    gap = later.trigger.first - earlier.trigger.last
    between = any(
        t.type == later.type and earlier.trigger.first < t.trigger.first < later.trigger.first for t in tellings
    )
    sentence = any(s.first <= one < s.last and s.first <= other < s.last for s in reading.sentences)
    no_party = not (earlier.actors or earlier.recipients) or not (later.actors or later.recipients)
    agree = actors > 0 or recipients > 0
    conflict = actors < 0 or recipients < 0
    values = (
        True, first == second, stem, actors > 0, actors < 0, recipients > 0, recipients < 0, crossed,
        earlier.modality == later.modality, definite, noun, general, not between, sentence, gap < 40, gap > 250,
        later.inside is not None, later.inside is not None and earlier.inside is not None,
        later.inside is not None and later.inside == earlier.inside, no_party,
    )  # fmt: skip
    crosses = (noun and definite and general, stem and agree and not conflict, stem and not conflict)
    return [*map(float, values), _coreference(reading, one, other), *map(float, crosses)]


def _compare(one: frozenset[str], other: frozenset[str]) -> int:
    """Return 1 where two sets share somebody, -1 where both name others, 0 where one is empty."""
    if not one or not other:
        return 0
    return 1 if one & other else -1


def _head(reading: Reading, trigger: TokenRange) -> int:
    """Return the token of a trigger that carries its meaning: the last noun, or the first verb."""
    tokens = range(*trigger)
    verbs = [t for t in tokens if reading.upos[t] == "VERB"]
    nouns = [t for t in tokens if reading.upos[t] in ("NOUN", "PROPN")]
    return verbs[0] if verbs else nouns[-1] if nouns else trigger.first


def _coreference(reading: Reading, earlier: int, later: int) -> float:
    """Return how much the network takes two tokens for the same thing, squashed to -1 … 1."""
    vectors = reading.antecedent_vectors
    if vectors is None:
        return 0.0
    return math.tanh(float(vectors[later, 0] @ vectors[earlier, 1]) / 4.0)


@cache
def _judge() -> tuple[tuple[float, ...], float]:
    table = json.loads((files("onrecord.extract") / "tellings.json").read_text(encoding="utf-8"))
    if tuple(table["features"]) != FEATURES:
        raise ValueError("tellings.json was made for other features; run training/tellings.py")
    return tuple(float(w) for w in table["weights"]), float(table["threshold"])
