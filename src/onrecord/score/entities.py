"""Entity mentions: exact spans and classes over gold words.

The reading may cut a gold word in two ("Patassé" + "'s"); an entity is laid over every gold word it touches, so a
possessive left outside makes no difference. EWT knows three classes; ``TO_THREE`` says which of ours stand for them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from onrecord.model.reading import ENTITY_LABELS, Entity
from onrecord.score.bootstrap import Counts, Metric, prf

#: Our classes for those of Universal NER; classes not named stand for none.
TO_THREE: dict[str, str] = {"Person": "PER", "Location": "LOC", "Facility": "LOC", "Organization": "ORG"}
#: The nine classes as they are.
TO_NINE: dict[str, str] = {label: label for label in ENTITY_LABELS}


class Mention(NamedTuple):
    """A mention over words, half-open."""

    first: int
    last: int
    label: str


def decode_tags(tags: Sequence[str]) -> list[Mention]:
    """Return the mentions of B-/I-/O tags; an I- tag that continues nothing begins a mention.

    >>> decode_tags(["B-PER", "I-PER", "O", "I-LOC"])
    [Mention(first=0, last=2, label='PER'), Mention(first=3, last=4, label='LOC')]
    """
    mentions: list[Mention] = []
    for place, tag in enumerate(tags):
        position, _, label = tag.partition("-")
        if position == "O":
            continue
        previous = mentions[-1] if mentions else None
        if position == "I" and previous and previous.last == place and previous.label == label:
            mentions[-1] = previous._replace(last=place + 1)
        else:
            mentions.append(Mention(place, place + 1, label))
    return mentions


def lay_over(entities: Sequence[Entity], word_of_token: Sequence[int], classes: Mapping[str, str]) -> list[Mention]:
    """Return the entities as mentions over gold words, in the gold's classes.

    Args:
        entities: Entities over tokens.
        word_of_token: For each token the gold word it is part of.
        classes: Our class to the gold's; entities of other classes are left out.
    """
    return [
        Mention(word_of_token[e.tokens.first], word_of_token[e.tokens.last - 1] + 1, classes[e.label])
        for e in entities
        if e.label in classes
    ]


def count_entities(gold: Sequence[Mention], found: Sequence[Mention]) -> Counts:
    """Compare mentions; counts are named ``all right``, ``Person gold``, …"""
    counts: Counter[str] = Counter()
    for name, mentions in (("gold", set(gold)), ("found", set(found)), ("right", set(gold) & set(found))):
        for mention in mentions:
            counts[f"all {name}"] += 1
            counts[f"{mention.label} {name}"] += 1
    return counts


def entity_metrics(classes: Mapping[str, str]) -> dict[str, tuple[Metric, str]]:
    """Return precision, recall and F1 over all classes, and F1 of each class."""
    metrics = prf("all")
    for label in dict.fromkeys(classes.values()):
        metrics[f"{label} F1"] = prf(label)[f"{label} F1"]
    return metrics
