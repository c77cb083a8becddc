"""When, where and how many, in plain words: what the text and the page both list."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from onrecord.codebook.country_names import country_name
from onrecord.model.dossier import Bound, Dossier, Figure, Place, TimeExpression, TimeModifier, Unit
from onrecord.model.span import Span
from onrecord.run.formats.columns import one_line
from onrecord.run.formats.words import DOUBTFUL, words_at

#: Letters the keys of facts begin with: times, places, figures.
WHEN, WHERE, COUNT = "w", "l", "q"
#: Precision at which a place is a whole country.
COUNTRY_PRECISION = 7
_PRECISIONS = {1: "exact", 2: "near there", 3: "district", 4: "province", 5: "region", 6: "wide area", 7: "country"}
_MODIFIERS: dict[TimeModifier, str] = {
    "approx": "about", "start": "start of", "mid": "middle of", "end": "end of", "before": "before", "after": "after",
    "more_than": "more than", "less_than": "less than",
}  # fmt: skip
_BOUNDS: dict[Bound, str] = {
    "about": "about ", "at_least": "at least ", "more_than": "more than ", "at_most": "at most ",
    "less_than": "less than ",
}  # fmt: skip
_UNITS: dict[Unit, str] = {
    "deaths": "dead", "injured": "injured", "missing": "missing", "detained": "detained", "displaced": "displaced",
    "votes": "votes",
}  # fmt: skip
_PARTS = {"MO": "morning", "MI": "midday", "AF": "afternoon", "EV": "evening", "NI": "night", "DT": "daytime"}
_SPANS = {"Y": "year", "M": "month", "W": "week", "D": "day", "DE": "decade", "CE": "century"}
_CLOCK_SPANS = {"H": "hour", "M": "minute", "S": "second"}
_DURATION = re.compile(r"P(T?)(\d+(?:\.\d+)?|X)([A-Z]{1,2})")
_SCALES = ((1e12, "trillion"), (1e9, "billion"), (1e6, "million"))


@dataclass(frozen=True, slots=True)
class Fact:
    """A time, a place or a figure, with every stretch that says it."""

    #: Letter and number: "w1".
    key: str
    #: Where it stands; never empty.
    spans: tuple[Span, ...]
    #: The words of the first.
    words: str
    #: What they mean, in plain words; empty where that is not known.
    means: str
    #: What else is known.
    details: tuple[str, ...]
    #: The place itself, for the map; None for times and figures.
    place: Place | None = None


def when_facts(dossier: Dossier) -> list[Fact]:
    """Return the times, those with the same value and words as one."""
    groups: dict[object, list[TimeExpression]] = {}
    for time in dossier.times:
        words = words_at(dossier, time.span)
        groups.setdefault((words.lower(), time.value, time.type, time.modifier), []).append(time)
    return [
        Fact(
            f"{WHEN}{number}",
            tuple(time.span for time in same),
            words_at(dossier, same[0].span),
            time_words(same[0]),
            tuple(_when_details(same[0])),
        )
        for number, same in enumerate(groups.values(), 1)
    ]


def where_facts(dossier: Dossier) -> list[Fact]:
    """Return the places where something is or happens, each once."""
    groups: dict[object, list[Place]] = {}
    for place in dossier.places:
        if place.use == "literal":
            groups.setdefault((place.name, place.geonameid, place.lat, place.lon), []).append(place)
    return [
        Fact(
            f"{WHERE}{number}",
            tuple(place.span for place in same),
            words_at(dossier, same[0].span),
            place_words(same[0], words_at(dossier, same[0].span)),
            tuple(_where_details(same[0])),
            same[0],
        )
        for number, same in enumerate(groups.values(), 1)
    ]


def count_facts(dossier: Dossier) -> list[Fact]:
    """Return the figures, those that say the same as one."""
    groups: dict[object, list[Figure]] = {}
    for figure in dossier.figures:
        counted = words_at(dossier, figure.of_span).lower() if figure.of_span else ""
        key = (
            figure.low,
            figure.best,
            figure.high,
            figure.bound,
            figure.unit,
            (figure.unit_text or "").lower(),
            counted,
        )
        groups.setdefault(key, []).append(figure)
    return [
        Fact(
            f"{COUNT}{number}",
            tuple(figure.span for figure in same),
            words_at(dossier, same[0].span),
            figure_words(same[0]),
            tuple(_count_details(dossier, same[0])),
        )
        for number, same in enumerate(groups.values(), 1)
    ]


def all_facts(dossier: Dossier) -> list[Fact]:
    """Return times, places and figures, one after the other."""
    return [*when_facts(dossier), *where_facts(dossier), *count_facts(dossier)]


def places_of(dossier: Dossier, fact: Fact) -> list[str]:
    """Return lines and columns of a fact: ["L3:71", "L9:1"]."""
    return [place_at(dossier, span.start) for span in fact.spans]


def place_at(dossier: Dossier, start: int) -> str:
    """Return line and column of a code point: "L3:71"."""
    starts = _line_starts(dossier.report.text)
    line = bisect_right(starts, start)
    return f"L{line}:{start - starts[line - 1] + 1}"


@lru_cache(maxsize=4)
def _line_starts(text: str) -> list[int]:
    return [0, *(match.end() for match in re.finditer("\n", text))]


def time_words(time: TimeExpression) -> str:
    """Return a time's value in words; empty where it has none.

    >>> time_words(TimeExpression(span=Span(0, 1), type="DURATION", value="PT7H"))
    '7 hours'
    """
    value = one_line(time.value or "")
    duration = _DURATION.fullmatch(value)
    if duration:
        names = _CLOCK_SPANS if duration[1] else _SPANS
        noun = names.get(duration[3], duration[3])
        value = (
            f"{duration[2]} {noun}" if duration[2] == "1" else f"{duration[2]} {noun}s".replace("centurys", "centuries")
        )
        value = value.replace("X ", "some ")
    elif re.fullmatch(r"\d{4}-\d\d-\d\dT[A-Z]{2}", value):
        value = f"{value[:10]}, {_PARTS.get(value[11:], value[11:])}"
    elif re.fullmatch(r"\d{4}-W\d\d", value):
        value = f"week {int(value[6:])} of {value[:4]}"
    elif re.fullmatch(r"\d{4}-Q[1-4]", value):
        value = f"quarter {value[6]} of {value[:4]}"
    elif re.fullmatch(r"\d{3}", value):
        value = f"{value}0s"
    modifier = _MODIFIERS.get(time.modifier) if time.modifier else None
    return f"{modifier} {value}" if modifier and value else value


def place_words(place: Place, words: str) -> str:
    """Return the usual name of a place, where the report has another, and its country."""
    name = one_line(place.name)
    country = country_name(one_line(place.country)) if place.country else ""
    parts = [part for part in (name, country) if part and part != words]
    return ", ".join(dict.fromkeys(parts))


def figure_words(figure: Figure) -> str:
    """Return a figure in plain words: "about 100,000 troops".

    >>> figure_words(Figure(id="1", span=Span(0, 1), low=12, best=12, high=99, bound="range", unit="deaths"))
    '12 to 99 dead'
    """
    number = _number_words(figure)
    unit = _UNITS.get(figure.unit) or one_line(figure.unit_text or "")
    if figure.unit == "share" or not number:
        return number
    if figure.unit == "money" and unit and not unit[-1].isalpha():
        return re.sub(r"(?<![\d.,])(?=\d)", unit.replace("\\", ""), number)
    return f"{number} {unit}".strip()


def _number_words(figure: Figure) -> str:
    low, best, high = figure.low, figure.best, figure.high
    share = figure.unit == "share"
    if figure.bound == "range" and low is not None and high is not None:
        return f"{amount(low, share=share)} to {amount(high, share=share)}"
    if best is None:
        return ""
    return f"{_BOUNDS.get(figure.bound, '')}{amount(best, share=share)}"


def amount(value: float, *, share: bool = False) -> str:
    """Return a value as people write it.

    >>> amount(14000.0), amount(2.5e9), amount(0.19, share=True)
    ('14,000', '2.5 billion', '19%')
    """
    if share:
        return f"{value * 100:,.4g}%"
    for scale, name in _SCALES:
        if abs(value) >= scale and abs(value) < scale * 1000:
            return f"{value / scale:.6g} {name}"
    return f"{value:,.0f}" if value == int(value) and abs(value) < 1e15 else f"{value:,.6g}"


def _when_details(time: TimeExpression) -> Iterator[str]:
    if time.value is None:
        yield "not known when"
    if time.type == "SET":
        yield "again and again"
    yield from _doubt(time.confidence)


def _where_details(place: Place) -> Iterator[str]:
    if place.precision in _PRECISIONS:
        yield _PRECISIONS[place.precision]
    if place.lat is not None and place.lon is not None:
        north, east = ("N" if place.lat >= 0 else "S"), ("E" if place.lon >= 0 else "W")
        yield f"{abs(place.lat):.1f} {north} {abs(place.lon):.1f} {east}"
    else:
        yield "not located"
    if place.in_furniture:
        yield "in a caption or heading"
    yield from _doubt(place.confidence)


def _count_details(dossier: Dossier, figure: Figure) -> Iterator[str]:
    if figure.best is None and figure.low is None and figure.high is None:
        yield "cannot be read"
    if figure.of_span is not None:
        counted = words_at(dossier, figure.of_span)
        if counted and counted.lower() != (figure.unit_text or "").lower():
            yield f"of {counted}"
    if figure.in_furniture:
        yield "in a caption or heading"
    yield from _doubt(figure.confidence)


def _doubt(confidence: float) -> Iterator[str]:
    if confidence < DOUBTFUL:
        yield f"doubtful ({confidence:.2f})"
