"""Units that one number takes from another: "20 or 30 per cent", "rose by 2 per cent, fell by 1"."""

from __future__ import annotations

from dataclasses import replace

from onrecord.extract.lexemes import Lexemes
from onrecord.extract.quantities import Quantity

#: Links between two numbers of which only the second has its unit.
_FORWARD = frozenset({"or", "and", "to", "-", "–", ","})
#: Words before a number that may take the unit of the one before it.
_BACKWARD = frozenset({"by", "from", "to"})
#: How many lexemes may stand between it and that one.
_FAR = 9
_STOPS = frozenset(".;:!?()")


def share_units(lexemes: Lexemes, quantities: list[Quantity]) -> list[Quantity]:
    """Return the quantities, those without a unit with that of a neighbour where the words want it.

    Args:
        lexemes: The stretch.
        quantities: Its quantities in text order.
    """
    shared = list(quantities)
    for place in range(len(shared) - 2, -1, -1):
        one, two = shared[place], shared[place + 1]
        if _is_bare(one) and not _is_bare(two) and _leads(lexemes, one, two):
            shared[place] = replace(one, measure=two.measure, counted=two.counted)
    for place in range(1, len(shared)):
        one, two = shared[place - 1], shared[place]
        if _is_bare(two) and one.measure is not None and _follows(lexemes, one, two):
            shared[place] = replace(two, measure=one.measure)
    return shared


def _is_bare(quantity: Quantity) -> bool:
    return quantity.measure is None and quantity.counted is None and quantity.number.form in {"digits", "words"}


def _leads(lexemes: Lexemes, one: Quantity, two: Quantity) -> bool:
    """Tell "20 or 30 per cent" and "10, 11 or 12 per cent"."""
    between = lexemes.lower[one.last : two.first]
    if two.measure is not None:
        timed = two.measure.kind in {"duration", "age"} or two.measure.before
        return not timed and len(between) == 1 and between[0] in _FORWARD
    return between in (["or"], ["to"]) and two.counted is not None


def _follows(lexemes: Lexemes, one: Quantity, two: Quantity) -> bool:
    """Tell "the one rose by 2 per cent but the other by 1"."""
    assert one.measure is not None
    between = lexemes.lower[one.last : two.first]
    if not between or len(between) > _FAR or set(between) & _STOPS or between[-1] not in _BACKWARD:
        return False
    if one.measure.kind in {"duration", "age"}:
        return False
    return between[-1] != "to" or one.measure.kind != "share"
