"""Which positions of one report are about the same issue: points for pairs, and groups made from them."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from onrecord.codebook.issues import are_opposed
from onrecord.extract.issue_points import Content, rate
from onrecord.extract.issue_topics import Topic
from onrecord.model.dossier import Position

#: Least chance at which two groups of positions become one; the mean over their pairs.
LEAST = 0.3
#: Positions that stand more than this many others apart are not compared, so that time stays linear in long reports.
FARTHEST = 60
_FOR = frozenset({"accepts", "supports"})


@dataclass(frozen=True, slots=True)
class Placed:
    """A position with its content and the phrases that could name its issue."""

    position: Position
    content: Content
    #: Each phrase with its topic, and with the chance that it is the one (they add up to one).
    topics: Mapping[str, Topic]
    chances: Mapping[str, float]
    #: The points of all phrases.
    points: Mapping[str, float]


def group_positions(placed: Sequence[Placed]) -> list[int]:
    """Return the number of each position's group; positions of one group are about one issue."""
    counts = Counter(key for one in placed for key in one.content.keys)
    chance = {
        (i, j): 1 / (1 + math.exp(-rate(pair_features(placed, i, j, counts), "pair")))
        for j in range(len(placed))
        for i in range(max(0, j - FARTHEST), j)
    }
    return _link(len(placed), chance)


def pair_features(placed: Sequence[Placed], i: int, j: int, counts: Mapping[str, int]) -> dict[str, float]:
    """Return what tells whether two positions are about one issue.

    Args:
        placed: All positions of the report, in text order.
        i: Number of the earlier one.
        j: Number of the later one.
        counts: In how many contents each key stands.
    """
    one, other = placed[i], placed[j]
    shared = one.content.keys & other.content.keys
    weights = [_weigh(key, counts[key], len(placed)) for key in shared]
    least = min(sum(_weigh(key, counts[key], len(placed)) for key in p.content.keys) for p in (one, other))
    features = {
        "bias": 1.0,
        "log positions": math.log(len(placed)),
        "shared": sum(weights) / least if least > 0 else 0.0,
        "shared word": float(any(key[0] != "@" for key in shared)),
        "same phrase": _common(one.chances, other.chances),
        "same key": _common(_by_key(one), _by_key(other)),
    }
    features.update(_of_phrases(one, other))
    features.update(_of_parties(one.position, other.position))
    features.update(_of_order(one, other, j - i))
    return features


def _weigh(key: str, count: int, n_contents: int) -> float:
    """Return the weight of a shared key: rare ones weigh more, countries half."""
    return math.log((n_contents + 1) / (count + 0.5)) * (0.5 if key[0] == "@" else 1.0) + 0.2


def _common(one: Mapping[str, float], other: Mapping[str, float]) -> float:
    return sum(min(chance, other.get(name, 0.0)) for name, chance in one.items())


def _by_key(one: Placed) -> dict[str, float]:
    summed: dict[str, float] = {}
    for phrase, chance in one.chances.items():
        key = one.topics[phrase].key
        summed[key] = summed.get(key, 0.0) + chance
    return summed


def _of_phrases(one: Placed, other: Placed) -> dict[str, float]:
    if not one.chances or not other.chances:
        return {}
    first = one.topics[max(one.chances, key=lambda phrase: one.chances[phrase])]
    second = other.topics[max(other.chances, key=lambda phrase: other.chances[phrase])]
    return {"key in other content": float((first.key in other.content.keys) + (second.key in one.content.keys))}


def _of_parties(one: Position, other: Position) -> dict[str, float]:
    same = one.party == other.party
    pair = {one.stance, other.stance}
    return {
        "same party": float(same),
        "reply": float(not same and (one.party in other.toward or other.party in one.toward)),
        "same toward": float(not set(one.toward).isdisjoint(other.toward)),
        "same stance": float(len(pair) == 1),
        "both for": float(pair <= _FOR),
        "for and against": float(bool(pair & _FOR) and bool(pair & {"opposes", "refuses"})),
        "opposed": float(are_opposed(one.stance, other.stance)),
        "offer": float("offers" in pair),
        "demand and offer": float(pair == {"demands", "offers"}),
        "threat": float("threatens" in pair),
        "undecided": float("undecided" in pair),
        "accused, not denied": float("accuses" in pair and "denies" not in pair),
        "denied, not accused": float("denies" in pair and "accuses" not in pair),
        "demand and refusal": float(pair == {"demands", "refuses"}),
        "accused and denied": float(pair == {"accuses", "denies"}),
    }


def _of_order(one: Placed, other: Placed, apart: int) -> dict[str, float]:
    away = other.content.first - one.content.first
    same = one.position.party == other.position.party
    reply = one.position.party in other.position.toward or other.position.party in one.position.toward
    return {
        f"sentences apart {min(away, 3)}": 1.0,
        "same words": float(one.content.tokens == other.content.tokens),
        "next, reply": float(apart == 1 and reply and not same),
        "next, poor": float(apart == 1 and len(other.content.keys) <= 1),
        "near, poor": float(away <= 1 and len(other.content.keys) <= 2),
        "near, denies": float(away <= 1 and other.position.stance == "denies" and not same),
        "next, accused and denied": float(
            apart == 1 and not same and (one.position.stance, other.position.stance) == ("accuses", "denies")
        ),
    }


def _link(n_items: int, chance: Mapping[tuple[int, int], float]) -> list[int]:
    """Join the two groups with the highest mean chance, again and again, while it is at least ``LEAST``."""
    groups = [[item] for item in range(n_items)]
    sums = dict(chance)
    while len(groups) > 1:
        means = {(a, b): total / (len(groups[a]) * len(groups[b])) for (a, b), total in sums.items()}
        pair = max(means, key=lambda ab: (means[ab], -ab[0], -ab[1]), default=None)
        if pair is None or means[pair] < LEAST:
            break
        groups, sums = _join(groups, sums, pair)
    number = {item: n for n, group in enumerate(groups) for item in group}
    order: dict[int, int] = {}
    return [order.setdefault(number[item], len(order)) for item in range(n_items)]


def _join(
    groups: list[list[int]], sums: Mapping[tuple[int, int], float], pair: tuple[int, int]
) -> tuple[list[list[int]], dict[tuple[int, int], float]]:
    """Return the groups and the sums of chances between them once two have become one."""
    a, b = pair
    kept = [n for n in range(len(groups)) if n != b]
    new = {old: n for n, old in enumerate(kept)}
    joined = [sorted(groups[a] + groups[b]) if old == a else groups[old] for old in kept]
    merged: dict[tuple[int, int], float] = {}
    for (x, y), value in sums.items():
        if (x, y) != (a, b):
            p, q = sorted((new[a if x == b else x], new[a if y == b else y]))
            merged[p, q] = merged.get((p, q), 0.0) + value
    return joined, merged
