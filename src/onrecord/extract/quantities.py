"""Numbers with their bounds, units and what they count: the grammar under figures.

A quantity is any measured or counted thing, durations and ages among them; ``figures`` keeps those a dossier wants.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from onrecord.extract.bounds import read_bound_after, read_bound_before
from onrecord.extract.counted import STOP_WORDS, Counted, Tags, read_complement, read_counted, skip_of
from onrecord.extract.lexemes import Lexemes
from onrecord.extract.measures import MeasureFound, read_currency_before, read_measure, read_rate, with_rate
from onrecord.extract.not_figures import counts_nothing, names_something
from onrecord.extract.numbers import NUMBER_WORDS, Number, read_number
from onrecord.extract.spreads import Spread, join_spread
from onrecord.model.dossier import Bound

_TIME_KINDS = frozenset({"duration", "age"})
_HYPHENS = frozenset("-‐‑–")
_PUNCTUATION = frozenset(',;:.!?()[]"“”')


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
    #: What a count is per: "day" in "300 tests per day"; None where it is per nothing.
    rate: str | None = None
    #: True for a change from one value to another ("rose from 240 to 273").
    is_change: bool = False
    #: True where a hyphen ties what is counted to the number: "a 12-member council".
    is_tied: bool = False


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
            if _is_part_of_name(lexemes, quantity) or _is_lasting(lexemes, quantity):
                continue
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


def _is_part_of_name(lexemes: Lexemes, quantity: Quantity) -> bool:
    if quantity.measure is not None or quantity.bound != "exact" or quantity.second is not None:
        return False
    alone = lexemes.lower[quantity.number.first : quantity.number.last]
    if alone == ["one"] and quantity.counted is None:
        return True
    if quantity.counted is None and len(alone[0]) > 9 and alone[0].isdecimal():  # an account, a time stamp
        return True
    if alone == ["zero"] and (quantity.counted is None or not quantity.counted.sure):
        return True
    return (quantity.counted is None or not quantity.counted.sure) and names_something(lexemes, quantity.number)


def _is_lasting(lexemes: Lexemes, quantity: Quantity) -> bool:
    """Tell "a two-month contract", "a five-year plan": a duration in words that has become an adjective."""
    number, measure = quantity.number, quantity.measure
    if measure is None or measure.kind != "duration" or number.form != "words":
        return False
    return lexemes.word(number.last) in _HYPHENS and lexemes.kind(measure.last) == "word"


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
    if measure is None and counted is None and bound == "exact":
        measure = _age(lexemes, number)
    number = _negative(lexemes, number)
    low, best, high = _values(number, bound)
    rate = read_rate(lexemes, counted.last) if counted is not None and measure is None else None
    tied = counted is not None and lexemes.word(number.last) in _HYPHENS and lexemes.glued(number.last)
    return Quantity(
        first,
        rate[1] if rate else last,
        low,
        best,
        high,
        bound,
        number,
        None,
        measure,
        counted,
        rate=rate[0] if rate else None,
        is_tied=tied,
    )


def _age(lexemes: Lexemes, number: Number) -> MeasureFound | None:
    """Read the age between commas: "Oduya, 66, said"."""
    before, after = lexemes.word(number.first - 1), lexemes.word(number.last)
    if before in {"age", "aged", "ages"}:
        return MeasureFound("year of age", "age", number.first, number.last)
    if before != "," or after not in {",", ".", ")"} or number.best is None or not 4 < number.best < 110:
        return None
    name = lexemes.text(number.first - 2)
    if not name[:1].isupper() or not name.isalpha() or lexemes.kinds[number.first] != "number":
        return None
    return MeasureFound("year of age", "age", number.first, number.last)


def _negative(lexemes: Lexemes, number: Number) -> Number:
    """Take "minus 30" and "-0.2" for less than nothing."""
    place = number.first - 1
    if lexemes.kinds[number.first] != "number" or number.best is None:
        return number
    if lexemes.word(place) in _HYPHENS and lexemes.word(place - 1) == "minus":
        place -= 1
    signed = lexemes.word(place) in {"-", "−"} and lexemes.glued(number.first) and not lexemes.glued(place)
    if lexemes.word(place) != "minus" and not (signed and place > 0):
        return number
    value = -number.best
    return replace(number, low=value, best=value, high=value)


def _values(number: Number, bound: Bound) -> tuple[float | None, float | None, float | None]:
    low, best, high = number.low, number.best, number.high
    if bound in {"more_than", "at_least"}:
        return low, best, None
    if bound in {"less_than", "at_most"}:
        return None, best, high
    return low, best, high


def _range(lexemes: Lexemes, number: Number, spread: Spread, tags: Tags) -> Quantity:
    currency = read_currency_before(lexemes, number.first)
    _, first = read_bound_before(lexemes, spread.first)
    own = currency or spread.measure
    measure, counted, last, _ = _unit(lexemes, spread.second, read_currency_before(lexemes, spread.second.first), tags)
    one, two = spread.low, spread.second.best
    if one != number.low:  # the scale of the second number holds for the first
        number = replace(number, low=one, best=one, high=one)
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
    more = lexemes.word(place) in {"more", "additional", "further", "extra", "full", "consecutive", "straight"}
    measure = read_measure(lexemes, place + more)
    if measure is None and lexemes.word(place) == "of" and number.form == "vague":  # "millions of dollars"
        measure = read_measure(lexemes, place + 1)
    if measure is not None and measure.name == "pound-mass" and number.scale >= 1e6 and _spelled(lexemes, measure):
        measure = replace(measure, name="pound sterling", kind="money")
    if measure is not None and not (measure.name == "second" and number.form == "digits" and number.best == 1):
        later = read_bound_after(lexemes, measure.last) if after is None else None
        last = later[1] if later else measure.last
        bound = later[0] if later else after[0] if after else None
        counted = None
        if lexemes.word(measure.last) == "of" and measure.kind not in _TIME_KINDS:
            counted = read_complement(lexemes, skip_of(lexemes, measure.last), tags)
        return measure, counted, last, bound
    counted = _read_things(lexemes, place, number, tags)
    if counted is not None:
        later = read_bound_after(lexemes, counted.last) if after is None else None
        of_many = skip_of(lexemes, place)
        apart = of_many > place and of_many < len(lexemes) and read_number(lexemes, of_many) is not None
        if not apart:
            last = later[1] if later else counted.last
        return None, counted, last, later[0] if later else after[0] if after else None
    return None, None, last, after[0] if after else None


def _spelled(lexemes: Lexemes, measure: MeasureFound) -> bool:
    return lexemes.word(measure.first).startswith("pound") and lexemes.word(measure.last) != "of"


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
        counted = read_complement(lexemes, max(start, last + 1), tags)
    return replace(rated, last=max(last, rated.last)), counted, last, bound


def _read_things(lexemes: Lexemes, place: int, number: Number, tags: Tags) -> Counted | None:  # noqa: PLR0911
    """Read what is counted right after a number, or after "of"."""
    single = number.best == 1 and not number.is_open
    start = skip_of(lexemes, place)
    if number.form == "fraction":
        if start == place and lexemes.word(place) not in {"the", "its", "their", "his", "her", "our", "all"}:
            return None
        return read_complement(lexemes, max(start, place + 1), tags)
    if start > place:
        inner = read_number(lexemes, start) if start < len(lexemes) else None  # "three of the four engines"
        return read_counted(lexemes, inner.last if inner else start, single=False, tags=tags)
    if number.form == "ratio":
        return read_complement(lexemes, place, tags)
    if lexemes.word(place) in _HYPHENS and lexemes.glued(place) and lexemes.kind(place + 1) == "word":
        if lexemes.glued(place + 1) and lexemes.lower[place + 1] not in STOP_WORDS:
            return Counted(place + 1, place + 2, sure=False)
        return None
    return read_counted(lexemes, place, single=single, tags=tags)
