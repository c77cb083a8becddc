"""Numbers with their bounds, units and what they count: the grammar under figures.

A quantity is any measured or counted thing, durations and ages among them; ``figures`` keeps those a dossier wants.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from onrecord.extract.bounds import read_bound_after, read_bound_before
from onrecord.extract.counted import Counted, Tags, read_counted, skip_of
from onrecord.extract.lexemes import Lexemes
from onrecord.extract.measures import MeasureFound, read_currency_before, read_measure, with_rate
from onrecord.extract.not_figures import counts_nothing
from onrecord.extract.numbers import NUMBER_WORDS, Number, read_number
from onrecord.extract.spreads import Spread, join_spread
from onrecord.model.dossier import Bound

_TIME_KINDS = frozenset({"duration", "age"})
_HYPHENS = frozenset("-‐‑–")
_PUNCTUATION = frozenset(",;:.!?()[]\"“”")


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number with all that stands round it; lexeme numbers are those of its stretch."""

    #: From the words of the bound to the last word of the unit or the noun counted.
    first: int
    last: int
    low: float | None
    best: float | None
    high: float | None
    bound: Bound
    #: The number itself, and the second one of a range.
    number: Number
    second: Number | None = None
    #: Unit of measure; None for what is counted.
    measure: MeasureFound | None = None
    #: Who or what is counted, or what a measure is of; None where the words do not say.
    counted: Counted | None = None
    #: True for a change from one value to another ("rose from 240 to 273").
    is_change: bool = False


def find_quantities(lexemes: Lexemes, tags: Tags | None = None) -> list[Quantity]:
    """Return the quantities of one stretch of prose, in text order. Linear time.

    Args:
        lexemes: The stretch.
        tags: Universal POS by the code point a word begins at, where they are known.
    """
    known = tags or {}
    found: list[Quantity] = []
    numbers = list(_numbers(lexemes))
    place = 0
    covered = 0
    while place < len(numbers):
        number = numbers[place]
        place += 1
        if number.first < covered:
            continue
        spread = None
        if place < len(numbers):
            spread = join_spread(lexemes, number, numbers[place])
        if spread is not None:
            place += 1
        for quantity in _quantities(lexemes, number, spread, known):
            found.append(quantity)
            covered = max(covered, quantity.last)
    return found


def _numbers(lexemes: Lexemes) -> Iterator[Number]:
    covered = 0
    for place, (kind, word) in enumerate(zip(lexemes.kinds, lexemes.lower, strict=True)):
        if place < covered:
            continue
        if kind != "number" and word not in NUMBER_WORDS and word not in {"a", "an"}:
            continue
        number = read_number(lexemes, place)
        if number is None:
            continue
        covered = number.last
        if not counts_nothing(lexemes, number):
            yield _metres(lexemes, number)


def _metres(lexemes: Lexemes, number: Number) -> Number:
    """Take "37m" for metres where no money stands before it and nothing to count after it."""
    if not number.million_or_metre or number.mantissa is None:
        return number
    if read_currency_before(lexemes, number.first) is not None:
        return number
    after = lexemes.word(number.last)
    if read_measure(lexemes, number.last) is not None or (after and after not in _PUNCTUATION):
        counted = read_counted(lexemes, number.last, single=False, tags={})
        if counted is not None and counted.sure:
            return number
    value = number.mantissa
    return Number(number.first, number.last - 1, value, value, value, "digits", value)


def _quantities(lexemes: Lexemes, number: Number, spread: Spread | None, tags: Tags) -> Iterator[Quantity]:
    """Give the quantity of a number, or those of a pair."""
    if spread is None:
        yield _quantity(lexemes, number, tags)
        return
    if spread.is_range:
        yield _range(lexemes, number, spread, tags)
        return
    second = _quantity(lexemes, spread.second, tags)
    first = _quantity(lexemes, number, tags)
    if first.measure is None and first.counted is None:
        first = replace(first, measure=second.measure, counted=second.counted)
    yield first
    yield second


def _quantity(lexemes: Lexemes, number: Number, tags: Tags) -> Quantity:
    currency = read_currency_before(lexemes, number.first)
    bound, first = read_bound_before(lexemes, currency.first if currency else number.first)
    measure, counted, last, after = _unit(lexemes, number, currency, tags)
    if after is not None and bound == "exact":
        bound = after
    if number.is_open and bound == "exact":
        bound = "range"
    low, best, high = _values(number, bound)
    return Quantity(first, last, low, best, high, bound, number, None, measure, counted)


def _values(number: Number, bound: Bound) -> tuple[float | None, float | None, float | None]:
    low, best, high = number.low, number.best, number.high
    if bound in {"more_than", "at_least"}:
        return low, best, None
    if bound in {"less_than", "at_most"}:
        return None, best, high
    return low, best, high


def _range(lexemes: Lexemes, number: Number, spread: Spread, tags: Tags) -> Quantity:
    currency = read_currency_before(lexemes, number.first)
    bound, first = read_bound_before(lexemes, spread.first)
    own = currency or spread.measure
    measure, counted, last, _ = _unit(lexemes, spread.second, read_currency_before(lexemes, spread.second.first), tags)
    one, two = spread.low, spread.second.best
    low, high = (one, two) if one is None or two is None or one <= two else (two, one)
    if number.is_open:
        low = number.low
    if spread.second.is_open:
        high = spread.second.high
    return Quantity(
        first, last, low, low, high, "range", number, spread.second, measure or own, counted, is_change=spread.is_change
    )


def _unit(
    lexemes: Lexemes, number: Number, currency: MeasureFound | None, tags: Tags
) -> tuple[MeasureFound | None, Counted | None, int, Bound | None]:
    """Read what follows a number.

    Returns:
        The unit, what is counted, one past the last lexeme, and the bound that follows the number if one does.
    """
    last = number.last
    after = read_bound_after(lexemes, last)
    place = last
    if after is not None:
        place = last = after[1]
    if currency is not None:
        return _money(lexemes, currency, place, last, tags, after[0] if after else None)
    measure = read_measure(lexemes, place)
    if measure is not None and not (measure.name == "second" and number.form == "digits" and number.best == 1):
        later = read_bound_after(lexemes, measure.last) if after is None else None
        last = later[1] if later else measure.last
        bound = later[0] if later else after[0] if after else None
        counted = None
        if lexemes.word(measure.last) == "of" and measure.kind not in _TIME_KINDS:
            counted = read_counted(lexemes, skip_of(lexemes, measure.last), single=True, tags=tags)
        return measure, counted, last, bound
    counted = _read_things(lexemes, place, number, tags)
    if counted is not None:
        later = read_bound_after(lexemes, counted.last) if after is None else None
        last = later[1] if later else counted.last
        return None, counted, last, later[0] if later else after[0] if after else None
    return None, None, last, after[0] if after else None


def _money(
    lexemes: Lexemes, currency: MeasureFound, place: int, last: int, tags: Tags, bound: Bound | None
) -> tuple[MeasureFound | None, Counted | None, int, Bound | None]:
    if lexemes.text(place) in {"US", "U.S.", "USD", "sterling", "AUD", "CAD", "NZD"}:
        place = last = place + 1
    rated = with_rate(lexemes, currency, place)
    if rated.last != currency.last:
        last = rated.last
    later = read_bound_after(lexemes, last) if bound is None else None
    if later:
        bound, last = later
    counted = None
    if lexemes.word(last) in {"in", "of", "worth"}:
        start = skip_of(lexemes, last + (lexemes.word(last) == "worth" and lexemes.word(last + 1) == "of"))
        counted = read_counted(lexemes, max(start, last + 1), single=True, tags=tags)
    return replace(rated, last=max(last, rated.last)), counted, last, bound


def _read_things(lexemes: Lexemes, place: int, number: Number, tags: Tags) -> Counted | None:
    """Read what is counted right after a number, or after "of"."""
    single = number.best == 1 and not number.is_open
    start = skip_of(lexemes, place)
    if start > place:
        return read_counted(lexemes, start, single=number.form == "fraction", tags=tags)
    if number.form == "fraction":
        if lexemes.word(place) in {"the", "its", "their", "his", "her", "our", "all"}:
            return read_counted(lexemes, place + 1, single=True, tags=tags)
        return None
    return read_counted(lexemes, place, single=single, tags=tags)
