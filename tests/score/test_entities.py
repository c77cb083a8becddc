"""Entity mentions over gold words."""

from __future__ import annotations

from onrecord.model.reading import Entity
from onrecord.model.span import TokenRange
from onrecord.score.entities import TO_NINE, TO_THREE, Mention, count_entities, decode_tags, lay_over


def test_an_entity_covers_the_gold_words_it_touches() -> None:
    """Tokens Nova | Dorn | 's over words "Nova", "Dorn's": the possessive left outside makes no difference."""
    entity = Entity(TokenRange(0, 2), "Person")
    assert lay_over([entity], [0, 1, 1, 2], TO_NINE) == [Mention(0, 2, "Person")]


def test_classes_without_counterpart_are_left_out() -> None:
    """Of our classes only those that stand for one of the gold's are compared."""
    entities = [Entity(TokenRange(0, 1), "Date"), Entity(TokenRange(1, 2), "Facility")]
    assert lay_over(entities, [0, 1], TO_THREE) == [Mention(1, 2, "LOC")]


def test_class_and_span_must_agree() -> None:
    """A mention with another class or span is false."""
    gold = decode_tags(["B-Person", "I-Person", "B-Location"])
    counts = count_entities(gold, [Mention(0, 2, "Person"), Mention(2, 3, "NORP"), Mention(0, 1, "Person")])
    assert (counts["all right"], counts["all gold"], counts["all found"]) == (1, 2, 3)
    assert counts["Location found"] == 0
