"""How many: the figures of a report, from its words and, where they are known, parts of speech."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from onrecord.codebook.figures import counted_nouns, fates, singular
from onrecord.extract.counted import Tags
from onrecord.extract.fates import SHARE_WHOLES, classify
from onrecord.extract.lexemes import Lexemes, cut_lexemes
from onrecord.extract.quantities import Quantity, find_quantities
from onrecord.extract.shared_units import share_units
from onrecord.model.dossier import Bound, Figure, Unit
from onrecord.model.ids import fact_id
from onrecord.model.page import Page
from onrecord.model.reading import Reading

UNREAD = "Some numbers were too large or too odd to be read; their figures have no value."
#: How sure figures of a kind are; 0.6 for the rest.
_CONFIDENCE: dict[Unit, float] = {
    "money": 0.95, "share": 0.95, "distance": 0.9, "deaths": 0.9, "injured": 0.9, "missing": 0.85, "detained": 0.85,
    "displaced": 0.85, "troops": 0.9, "equipment": 0.85, "people": 0.8, "votes": 0.85,
}  # fmt: skip
#: Small definite numbers point back at who is known already: "the two leaders".
_POINTING = frozenset("the these those both his her its their our last past next first".split())
_NOBODY = frozenset({"nobody", "none"})


@dataclass(frozen=True, slots=True)
class _Stretch:
    """Prose without furniture inside."""

    lexemes: Lexemes
    in_furniture: bool


def find_figures(reading: Reading) -> tuple[Figure, ...]:
    """Return the figures of a report, in text order.

    Dates, clock times, durations, ages, ordinals, names and labels are none. The page is enough; parts of speech make
    the edges of noun phrases surer.

    Args:
        reading: The report as it was read; its tags may be missing.
    """
    page = reading.page
    tags = _tags(reading)
    found: list[Figure] = []
    for stretch in _stretches(page):
        own = [*_counts(page, stretch.lexemes, tags), *_zeros(page, stretch.lexemes)]
        found.extend([replace(f, in_furniture=True) for f in own] if stretch.in_furniture else own)
    return tuple(sorted(found, key=lambda figure: figure.span))


def _counts(page: Page, lexemes: Lexemes, tags: Tags) -> Iterator[Figure]:
    """Give the figures of one stretch that have a number."""
    before: tuple[Quantity, Unit] | None = None
    for quantity in share_units(lexemes, find_quantities(lexemes, tags)):
        unit, word = classify(lexemes, quantity, before)
        before = (quantity, unit)
        if _is_wanted(lexemes, quantity, unit):
            yield from _figures(page, lexemes, quantity, unit, word)


def read_quantities(reading: Reading) -> Iterator[tuple[Lexemes, Quantity]]:
    """Give every quantity of a report, durations and ages among them, with the stretch it stands in."""
    tags = _tags(reading)
    for stretch in _stretches(reading.page):
        for quantity in share_units(stretch.lexemes, find_quantities(stretch.lexemes, tags)):
            yield stretch.lexemes, quantity


def warn_of_unread(figures: Iterable[Figure]) -> tuple[str, ...]:
    """Return what to warn of: numbers whose value could not be read."""
    return (UNREAD,) if any(figure.best is None for figure in figures) else ()


def _tags(reading: Reading) -> Tags:
    """Return parts of speech by the code point a token begins at; empty where the Reading has none."""
    page = reading.page
    return {span.start: tag for span, tag in zip(page.tokens, reading.upos, strict=False) if tag != "X"}


def _stretches(page: Page) -> Iterator[_Stretch]:
    """Give the paragraphs, cut where furniture runs into them."""
    text = page.report.text
    inside = deque(sorted(piece.span for piece in page.furniture if piece.kind not in {"caption", "heading"}))
    for paragraph in page.paragraphs:
        if paragraph.tokens.first >= paragraph.tokens.last:
            continue
        start, end = page.cover(paragraph.tokens)
        while inside and inside[0].start < end:
            span = inside.popleft()
            if start <= span.start:
                yield _Stretch(cut_lexemes(text, start, span.start), paragraph.kind != "prose")
                start = max(start, span.end)
        if start < end:
            yield _Stretch(cut_lexemes(text, start, end), paragraph.kind != "prose")


def _is_wanted(lexemes: Lexemes, quantity: Quantity, unit: Unit) -> bool:
    """Tell whether a quantity is a figure of the dossier."""
    if quantity.measure is not None:
        return quantity.measure.kind not in {"duration", "age"}
    if quantity.counted is None and unit == "other":
        return False
    repeated = quantity.counted is not None and lexemes.lower[quantity.counted.head] in {"time", "times"}
    if repeated or (quantity.is_tied and unit in {"people", "other", "votes"}):
        return False
    if unit not in {"people", "other"}:
        return True
    if quantity.best == 1 and not quantity.number.is_open:
        return False
    small = quantity.best is not None and quantity.best <= 3 and quantity.bound == "exact"
    return not (small and lexemes.word(quantity.first - 1) in _POINTING)


def _figures(page: Page, lexemes: Lexemes, quantity: Quantity, unit: Unit, word: int | None) -> Iterator[Figure]:
    if not quantity.is_change or quantity.second is None:
        yield _figure(page, lexemes, quantity, unit, word, quantity.bound)
        return
    start = quantity.first + (lexemes.word(quantity.first) == "from")
    second = quantity.second
    for first, last, value in (
        (start, quantity.number.last, quantity.number.best),
        (second.first, quantity.last, second.best),
    ):
        one = replace(quantity, first=first, last=last, low=value, best=value, high=value)
        yield _figure(page, lexemes, one, unit, word, "exact")


def _figure(page: Page, lexemes: Lexemes, quantity: Quantity, unit: Unit, word: int | None, bound: Bound) -> Figure:
    span = lexemes.span(quantity.first, max(quantity.last, quantity.first + 1))
    if quantity.number.form in {"fraction", "ratio"} and quantity.measure is None:
        span = lexemes.span(quantity.first, quantity.number.last)
    whole = SHARE_WHOLES.get(quantity.measure.name, 1.0) if quantity.measure and unit == "share" else 1.0
    counted = quantity.counted
    sure = 1.0 if counted is None or counted.sure else 0.8
    return Figure(
        id=fact_id(page.report.id, "figure", span),
        span=span,
        low=_share(quantity.low, whole),
        best=_share(quantity.best, whole),
        high=_share(quantity.high, whole),
        bound=bound,
        unit=unit,
        unit_text=_unit_text(page, lexemes, quantity, word),
        of_span=lexemes.span(counted.first, counted.last) if counted is not None else None,
        confidence=round(_CONFIDENCE.get(unit, 0.6) * sure, 3) if quantity.best is not None else 0.3,
    )


def _share(value: float | None, whole: float) -> float | None:
    """Return a value as a fraction of the whole, without the noise of division."""
    return value if value is None or whole == 1.0 else float(f"{value / whole:.12g}")


def _unit_text(page: Page, lexemes: Lexemes, quantity: Quantity, word: int | None) -> str | None:
    measure = quantity.measure
    if measure is not None:
        last = measure.first + 1
        while last < measure.last and not (measure.before and lexemes.kinds[last] == "number"):
            last += 1
        return lexemes.span(measure.first, last).of(page.report.text)
    if quantity.counted is not None:
        return lexemes.texts[quantity.counted.head]
    return lexemes.texts[word] if word is not None else None


def _zeros(page: Page, lexemes: Lexemes) -> Iterator[Figure]:
    """Give "no injuries", "no one was killed", "nobody was hurt": exactly none."""
    for place, word in enumerate(lexemes.lower):
        if word not in _NOBODY and word != "no":
            continue
        found = _zero(lexemes, place)
        if found is None:
            continue
        unit, said, last = found
        span = lexemes.span(place, last)
        yield Figure(
            id=fact_id(page.report.id, "figure", span), span=span, low=0.0, best=0.0, high=0.0, bound="exact",
            unit=unit, unit_text=lexemes.texts[said], confidence=0.85,
            of_span=lexemes.span(said, said + 1) if counted_nouns().get(singular(lexemes.lower[said])) else None,
        )  # fmt: skip


def _zero(lexemes: Lexemes, place: int) -> tuple[Unit, int, int] | None:
    """Read an absence: the kind of figure, the lexeme of the word that says it, and one past the last lexeme."""
    if lexemes.lower[place] in _NOBODY or lexemes.word(place + 1) == "one":
        step = place + 1 + (lexemes.word(place + 1) == "one")
        if lexemes.word(step) in {"was", "were", "has", "had"}:
            for after in range(step + 1, step + 4):
                if lexemes.word(after) in fates("after"):
                    return fates("after")[lexemes.word(after)], after, after + 1
        return None
    for step in range(place + 1, min(place + 4, len(lexemes))):
        word = lexemes.lower[step]
        noun = singular(word)
        kind = counted_nouns().get(noun)
        if noun in {"death", "fatality", "injury", "casualty"} and kind is not None and noun != word:
            return kind, step, step + 1
        if lexemes.kinds[step] != "word" or noun in {"report", "sign", "word", "news", "reason", "question"}:
            return None
        if word in {"of", "in", "to", "for"}:
            return None
    return None
