"""Two numbers that belong together: "5-10", "between 40 and 50", "from 21 to 23", "266 to 39"."""

from __future__ import annotations

from dataclasses import dataclass

from onrecord.extract.lexemes import Lexemes
from onrecord.extract.measures import MeasureFound, read_currency_before, read_measure
from onrecord.extract.numbers import LARGEST, Number

_HYPHENS = frozenset("-‐‑–—")
#: Words near a pair of numbers that make it the result of a vote or a match.
_RESULTS = frozenset(
    """vote votes voted voting passed approved rejected carried majority ballot adopted backed defeated beat beaten won
    win wins lost lose loss victory defeat draw drew score scored lead led match game final""".split()
)
#: Verbs of change: "rose 5 to 45" tells by how much, and to what.
_CHANGES = frozenset(
    """rose rise rises risen rising fell fall falls fallen falling grew grow grown growing jumped jump jumping climbed
    climb climbing dropped drop dropping increased increase increasing decreased decrease decreasing declined decline
    declining cut cutting raised raise raising lowered lower lowering slipped slid slumped surged soared added lost
    gained gaining plunged tumbled up down shrank shrunk swelled reduced reducing doubled expanded went going went
    moved advanced slipping bringing""".split()
)
#: How many lexemes before the first number are searched for a sign.
_NEAR = 6


@dataclass(frozen=True, slots=True)
class Spread:
    """A pair of numbers."""

    #: First lexeme of the pair, words like "between" included.
    first: int
    #: Value of the first number, with the scale of the second where it has none of its own ("3 to 5 million").
    low: float | None
    second: Number
    #: True for a range; else the two are figures of their own.
    is_range: bool
    #: Unit of the first number, where it stands before the link ("5 per cent to 20 per cent").
    measure: MeasureFound | None
    #: True for a change from one value to the other.
    is_change: bool = False


def join_spread(lexemes: Lexemes, one: Number, two: Number) -> Spread | None:  # noqa: PLR0911
    """Return the pair that two neighbouring numbers make; None where they have nothing to do with one another."""
    if one.form == "fraction" or two.form == "fraction" or one.best is None or two.best is None:
        return None
    measure = read_measure(lexemes, one.last)
    link = measure.last if measure is not None else one.last
    currency = read_currency_before(lexemes, two.first)
    end = currency.first if currency else two.first
    word = lexemes.word(link)
    dashed = word in _HYPHENS
    if dashed and lexemes.word(link + 1) == "to":  # "200,000 to-260,000"
        dashed = False
    between = lexemes.lower[link:end]
    if between not in (
        [word],
        ["to", "-"],
        ["up", "to"],
        ["to", "about"],
        ["to", "around"],
        ["to", "as", "many", "as"],
    ):
        return None
    start = _start(lexemes, one)
    lead = lexemes.word(start - 1)
    low = _scaled(one, two, own=measure is not None)
    if low is None:
        return None
    if not _same_unit(lexemes, one, two, measure, currency):
        return None
    if word == "and":
        return Spread(start - 1, low, two, True, measure) if lead == "between" else None
    if word == "or":
        close = two.best == one.best + 1 and two.best <= 100 and one.form == two.form
        return Spread(start, low, two, True, measure) if close and one.form != "vague" else None
    if dashed and lexemes.glued(link) != lexemes.glued(end):
        return None
    if word != "to" and not dashed:
        return None
    return _judge(lexemes, Spread(start, low, two, True, measure), lead, dashed=dashed)


def _start(lexemes: Lexemes, one: Number) -> int:
    """Return the first lexeme of a number with its currency and "up to" before it."""
    currency = read_currency_before(lexemes, one.first)
    start = currency.first if currency else one.first
    if lexemes.lower[max(0, start - 2) : start] == ["up", "to"] and lexemes.word(start - 3) == "from":
        start -= 2
    if lexemes.word(start - 1) in {"about", "around", "roughly", "some"} and lexemes.word(start - 2) in {
        "from", "between",
    }:  # fmt: skip
        start -= 1
    return start


def _judge(lexemes: Lexemes, pair: Spread, lead: str, *, dashed: bool) -> Spread | None:
    """Tell a range from the result of a vote and from a change."""
    low, high = pair.low, pair.second.best
    assert low is not None and high is not None
    near = set(lexemes.lower[max(0, pair.first - _NEAR) : pair.first])
    near.update(lexemes.lower[pair.second.last : pair.second.last + 2])
    if lead == "from":
        changed = bool(near & _CHANGES)
        return Spread(pair.first - 1, low, pair.second, True, pair.measure, changed)
    if low >= high or (near & _RESULTS and high < 1000):
        return Spread(pair.first, low, pair.second, False, pair.measure)
    moved = lead == "by" or lead in _CHANGES or lead.endswith("ed")
    if not dashed and moved and lead not in {"estimated", "expected"}:
        return None
    return pair


def _scaled(one: Number, two: Number, *, own: bool) -> float | None:
    """Return the first value with the second's scale where it has none: 3 in "3 to 5 million" is 3 million."""
    value = one.low
    if value is None or two.mantissa is None:
        return value
    if not own and one.scale == 1 and two.scale > 1 and one.form != "vague" and value < two.mantissa:
        return min(value * two.scale, LARGEST)
    return value


def _same_unit(
    lexemes: Lexemes, one: Number, two: Number, measure: MeasureFound | None, currency: MeasureFound | None
) -> bool:
    """Tell whether two numbers can be of one kind: their units agree, or one has none."""
    first = read_currency_before(lexemes, one.first)
    name_one = first.name if first else measure.name if measure else None
    after = read_measure(lexemes, two.last)
    name_two = currency.name if currency else after.name if after else None
    if name_one is None:
        return currency is None or first is not None
    if name_two is None:
        return name_one not in {"percentage", "basis point"}
    return name_one == name_two
