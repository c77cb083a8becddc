"""Units of measure round a number: "$", "per cent", "km/h", "dollars a barrel"."""

from __future__ import annotations

from dataclasses import dataclass

from onrecord.codebook.figures import Measure, MeasureKind, measure_symbols, measure_words, singular
from onrecord.extract.lexemes import Lexemes

_LONGEST = 4
_HYPHENS = frozenset("-‐‑–")
#: Peoples whose money is named after them: "Danish crowns".
_COINS = frozenset("dollar pound crown krone krona rupee franc peso dinar rial riyal lira shilling dirham".split())
#: Symbols of one letter that are units also where a blank parts them from the number.
_LOOSE_LETTERS = frozenset({"m", "g", "W", "V", "C", "F"})
_SHORT_COUNTRY = {"us": "$", "hk": "HK$", "nz": "NZ$", "au": "A$", "ca": "C$"}
#: What a price or a rate can be for one of.
_RATE_NOUNS = frozenset(
    """barrel share head person piece ounce gallon litre liter ton tonne kilo kilogram kilometre kilometer mile night
    hour day week month year minute second quarter unit pound bushel metre meter acre hectare capita ticket household
    family passenger employee worker customer user vehicle car decade century square game""".split()
)


@dataclass(frozen=True, slots=True)
class MeasureFound:
    """A unit where it stands."""

    name: str
    kind: MeasureKind
    #: Lexemes of its words, half-open; those of a currency before the number where ``before`` is true.
    first: int
    last: int
    before: bool = False


def read_currency_before(lexemes: Lexemes, first: int) -> MeasureFound | None:
    """Read a currency that stands right before a number: "$", "US $", "EUR"."""
    text = lexemes.text(first - 1)
    if text == "." and lexemes.text(first - 2) == "Rs":
        return MeasureFound("rupee", "money", first - 2, first, before=True)
    if text == "PS" and lexemes.glued(first):
        return MeasureFound("pound sterling", "money", first - 1, first, before=True)
    measure = measure_symbols().get(text)
    if measure is None or measure.kind != "money":
        return None
    start = first - 1
    if text == "$" and lexemes.word(first - 2) in _SHORT_COUNTRY:
        measure = measure_symbols()[_SHORT_COUNTRY[lexemes.word(first - 2)]]
        start = first - 2
    return MeasureFound(measure.name, "money", start, first, before=True)


def read_measure(lexemes: Lexemes, place: int) -> MeasureFound | None:
    """Read the unit that begins at a lexeme, with what it is per: "miles per hour", "A/cm2"."""
    start = place + 1 if _ties(lexemes, place) else place
    found = _simple(lexemes, start)
    if found is None:
        return None
    return with_rate(lexemes, MeasureFound(found[0].name, found[0].kind, start, found[1]))


def with_rate(lexemes: Lexemes, found: MeasureFound, place: int | None = None) -> MeasureFound:
    """Add what a unit is per: "dollars" with "per barrel" after it.

    Args:
        lexemes: The stretch.
        found: The unit.
        place: Where the rate may begin; None for right after the unit.
    """
    after = found.last if place is None else place
    rate = read_rate(lexemes, after)
    if rate is None or found.kind in {"share", "age"}:
        return found
    name, last = rate
    joined = measure_words().get((*found.name.split(), "per", *name.split()))
    kind: MeasureKind = found.kind if found.kind == "money" else "other"
    return MeasureFound(joined.name if joined else f"{found.name} per {name}", kind, found.first, last, found.before)


def _ties(lexemes: Lexemes, place: int) -> bool:
    return lexemes.word(place) in _HYPHENS and lexemes.glued(place) and lexemes.kind(place + 1) == "word"


def _simple(lexemes: Lexemes, place: int) -> tuple[Measure, int] | None:
    words: list[str] = []
    after = place
    best: tuple[Measure, int] | None = None
    while len(words) < _LONGEST and lexemes.kind(after) == "word":
        words.append(lexemes.lower[after])
        after += 1
        measure = measure_words().get(tuple(words))
        if measure is not None:
            best = (measure, after)
        if _ties(lexemes, after):
            after += 1
    if best is not None:
        return best
    money = _people_and_coin(lexemes, place)
    return money or _symbol(lexemes, place)


def _people_and_coin(lexemes: Lexemes, place: int) -> tuple[Measure, int] | None:
    """Read "Danish crowns"."""
    coin = singular(lexemes.word(place + 1))
    if coin not in _COINS or not lexemes.text(place)[:1].isupper() or lexemes.kind(place) != "word":
        return None
    coin = {"crown": "krone"}.get(coin, coin)
    return Measure(f"{lexemes.word(place)} {coin}", "money"), place + 2


def _symbol(lexemes: Lexemes, place: int) -> tuple[Measure, int] | None:
    text = lexemes.text(place)
    if text == "°" and lexemes.text(place + 1) in {"C", "F"}:
        return measure_symbols()[f"°{lexemes.text(place + 1)}"], place + 2
    measure = measure_symbols().get(text)
    if measure is None:
        return None
    loose = not lexemes.glued(place)
    over = lexemes.word(place + 1) == "/" and lexemes.glued(place + 1)
    if loose and text == "in":
        return None
    if loose and len(text) == 1 and text.isalpha() and text not in _LOOSE_LETTERS and not over:
        return None
    if not loose and text == "s":
        return None
    return measure, place + 1


def read_rate(lexemes: Lexemes, place: int) -> tuple[str, int] | None:
    """Read "per barrel", "a day", "an ounce", "/ cm2": the name of what it is per, and one past its last lexeme."""
    word = lexemes.word(place)
    if word not in {"per", "a", "an", "/", "each"}:
        return None
    if word == "/" and not lexemes.glued(place):
        return None
    if lexemes.word(place + 2) in {"ago", "earlier", "later", "before", "after", "from"} and word != "per":
        return None
    unit = _simple(lexemes, place + 1)
    noun = singular(lexemes.word(place + 1))
    if unit is not None and (word in {"per", "/"} or noun in _RATE_NOUNS):
        return unit[0].name, unit[1]
    if noun in _RATE_NOUNS or (word == "per" and lexemes.kind(place + 1) == "word"):
        return noun, place + 2
    return None
