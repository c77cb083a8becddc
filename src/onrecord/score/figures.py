"""Quantities against NewsQuant: values, and values with units, as Almasian et al. compare them.

The gold has no offsets, so found and gold quantities of a sentence are paired one to one: first those whose value and
unit agree, then those whose value does. A range is right where both its ends are; words that leave the count open
("thousands") are compared by the ends CQE gives them, 1,000 and 10,000. Units are compared after normalisation: units
of measure by name, counted things by the singulars of their words without articles and "of".

Source: Almasian et al. 2023, "CQE: A Comprehensive Quantity Extractor" (EMNLP), section on evaluation. How they match
counted things is not spelled out; ours wants every word of the noun phrase.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import isclose
from pathlib import Path
from typing import Any

from onrecord.codebook.figures import measure_symbols, measure_words, singular
from onrecord.extract.figures import read_quantities
from onrecord.extract.lexemes import Lexemes
from onrecord.extract.quantities import Quantity
from onrecord.model.reading import Reading
from onrecord.model.span import Span
from onrecord.nn.reader import Reader
from onrecord.score.bootstrap import Counts, measure, prf
from onrecord.score.gold import GoldError, read_records
from onrecord.score.options import Options
from onrecord.score.predictions import page_of
from onrecord.score.table import Table, take

_RANGE = re.compile(r"(-?[\d.]+(?:[eE][+-]?\d+)?)\s*-\s*(-?[\d.]+(?:[eE][+-]?\d+)?)")
_SMALL_WORDS = frozenset({"of", "the", "a", "an", "to", "and", "or", "in", "s"})
#: Names the gold has for what we call otherwise.
_SAME_NAMES = {"yen": "japanese yen", "percent": "percentage", "": ""}

FIGURE_METRICS = {**prf("value"), **prf("value and unit")}


@dataclass(frozen=True, slots=True)
class GoldQuantity:
    """A value with its unit, as annotated."""

    #: Both ends; the same where it is no range.
    low: float
    high: float
    #: Normalised names, any of which is right; empty where there is no unit.
    units: frozenset[tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class GoldSentence:
    """A sentence with its quantities."""

    id: str
    text: str
    quantities: tuple[GoldQuantity, ...]


def read_newsquant(path: Path) -> Iterator[GoldSentence]:
    """Yield the sentences of a NewsQuant file.

    Raises:
        GoldError: A line cannot be read.
    """
    for record in read_records(path):
        if "quantities" not in record:
            raise GoldError(f"{path}: a record without 'quantities'; give a NewsQuant file")
        yield GoldSentence(record["id"], record["text"], tuple(map(_gold, record["quantities"])))


def _gold(record: dict[str, str]) -> GoldQuantity:
    match = _RANGE.fullmatch(record["value"].strip())
    low, high = (match[1], match[2]) if match else (record["value"], record["value"])
    names = (record["unit"], record["normalized_unit"])
    return GoldQuantity(float(low), float(high), frozenset(filter(None, map(normalise_unit, names))))


def normalise_unit(name: str) -> tuple[str, ...]:
    """Return a unit's name as sorted singulars; empty for none.

    >>> normalise_unit("lightning strikes"), normalise_unit("km/h"), normalise_unit("-")
    (('lightning', 'strike'), ('hour', 'kilometre', 'per'), ())
    """
    if name.strip() in {"", "-"}:
        return ()
    symbol = measure_symbols().get(name.strip())
    plain = symbol.name if symbol else name.lower()
    words = tuple(re.findall(r"[^\W\d_]+", plain))
    known = measure_words().get(words)
    words = tuple(known.name.split()) if known else words
    joined = _SAME_NAMES.get(" ".join(words), " ".join(words))
    return tuple(sorted(singular(word) for word in re.split(r"[\s-]+", joined) if word not in _SMALL_WORDS and word))


def found_quantities(reading: Reading) -> list[tuple[Lexemes, Quantity]]:
    """Return the quantities of a reading, durations and ages among them, as the gold has them."""
    return list(read_quantities(reading))


def count_quantities(gold: Sequence[GoldQuantity], found: Sequence[tuple[Lexemes, Quantity]]) -> Counts:
    """Compare the quantities of one sentence."""
    counts = Counter({f"{name} {side}": n for name in ("value", "value and unit")
                      for side, n in (("gold", len(gold)), ("found", len(found)))})  # fmt: skip
    left_gold, left_found = list(gold), list(found)
    both = _pair(left_gold, left_found, units=True)
    counts["value and unit right"] = both
    counts["value right"] = both + _pair(left_gold, left_found, units=False)
    return counts


def _pair(gold: list[GoldQuantity], found: list[tuple[Lexemes, Quantity]], *, units: bool) -> int:
    """Take out pairs that agree, and return how many."""
    n = 0
    for item in list(found):
        match = next((g for g in gold if same_value(g, item[1]) and (not units or same_unit(g, *item))), None)
        if match is not None:
            gold.remove(match)
            found.remove(item)
            n += 1
    return n


def same_value(gold: GoldQuantity, quantity: Quantity) -> bool:
    """Tell whether a quantity has the gold's value, or both ends of its range."""
    if quantity.low is None and quantity.best is None and quantity.high is None:
        return False
    ends = sorted((gold.low, gold.high))
    if gold.low == gold.high:
        return quantity.second is None and quantity.best is not None and isclose(quantity.best, gold.low, rel_tol=1e-6)
    if quantity.second is None and not quantity.number.is_open:
        return False
    low = quantity.low if quantity.low is not None else quantity.number.low
    high = quantity.high if quantity.high is not None else quantity.number.high
    if low is None or high is None:
        return False
    past = high + 1 if quantity.second is None else high
    return isclose(low, ends[0], rel_tol=1e-6) and isclose(past, ends[1], rel_tol=1e-6)


def same_unit(gold: GoldQuantity, lexemes: Lexemes, quantity: Quantity) -> bool:
    """Tell whether a quantity has the gold's unit, or neither has one."""
    name = unit_name(lexemes, quantity)
    return name in gold.units or (not name and not gold.units)


def unit_name(lexemes: Lexemes, quantity: Quantity) -> tuple[str, ...]:
    """Return the normalised name of what is measured or counted; empty for nothing."""
    if quantity.measure is not None:
        return normalise_unit(quantity.measure.name)
    if quantity.counted is None:
        return ()
    words = [*lexemes.lower[quantity.counted.first : quantity.counted.last]]
    return normalise_unit(" ".join([*words, *(("per", quantity.rate) if quantity.rate else ())]))


def score_figures(paths: Sequence[Path], reader: Reader, options: Options) -> list[Table]:
    """Score quantities on NewsQuant files, and their places in the text on MEANTIME files."""
    tables = []
    for path in paths:
        name = path.name.split(".")[0]
        if name.startswith("meantime"):
            spans = [_count_places(record, reader) for record in take(read_records(path), name, options)]
            notes = ["How many VALUEs of MEANTIME, which marks few kinds of numbers, overlap with a quantity found."]
            metrics = {"relaxed recall": prf("relaxed")["relaxed recall"]}
            tables.append(Table(f"figures, {name}", measure(spans, metrics), len(spans), notes))
            continue
        documents = [
            count_quantities(s.quantities, found_quantities(reader.read(page_of(s.text))))
            for s in take(read_newsquant(path), name, options)
        ]
        notes = ["Durations and ages count, as in the gold; the dossier leaves them out."]
        tables.append(Table(f"figures, {name}", measure(documents, FIGURE_METRICS), len(documents), notes))
    return tables


def _count_places(record: dict[str, Any], reader: Reader) -> Counts:
    """Compare where values stand."""
    reading = reader.read(page_of(record["text"]))
    gold = [Span(*value["spans"][0]) for value in record["values"]]
    found = [lexemes.span(quantity.first, quantity.last) for lexemes, quantity in read_quantities(reading)]
    right = sum(any(span.overlaps(other) for other in found) for span in gold)
    return {"relaxed gold": len(gold), "relaxed right": right}
