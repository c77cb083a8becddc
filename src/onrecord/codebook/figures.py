"""Words of figures: units of measure, nouns that are counted, and what befell those counted.

The tables lie in ``data/figures`` as tab-separated text; they are read once, on first use.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Literal, cast, get_args

from onrecord.model.dossier import Unit

MeasureKind = Literal["money", "share", "distance", "duration", "age", "other"]

#: Plurals that are not made with -s, and singulars that look like plurals.
_IRREGULAR: dict[str, str] = dict(
    pair.split("=")
    for pair in """
    people=people men=man women=woman children=child feet=foot teeth=tooth geese=goose mice=mouse lives=life
    wives=wife knives=knife halves=half leaves=leaf thieves=thief wolves=wolf shelves=shelf loaves=loaf
    servicemen=serviceman servicewomen=servicewoman policemen=policeman gunmen=gunman fishermen=fisherman
    airmen=airman infantrymen=infantryman militiamen=militiaman guardsmen=guardsman businessmen=businessman
    schoolchildren=schoolchild
    grandchildren=grandchild jihadis=jihadi
    series=series species=species aircraft=aircraft personnel=personnel police=police
    crises=crisis bases=base analyses=analysis theses=thesis news=news viruses=virus buses=bus campuses=campus
    bonuses=bonus statuses=status censuses=census personas=persona media=medium criteria=criterion data=datum
    phenomena=phenomenon cattle=cattle sheep=sheep fish=fish troops=troop means=means headquarters=headquarters
    gas=gas bus=bus virus=virus crisis=crisis census=census congress=congress status=status basis=basis plus=plus
    lens=lens chaos=chaos canvas=canvas bias=bias atlas=atlas pence=penny dice=die oxen=ox movies=movie cookies=cookie
    zombies=zombie ties=tie lies=lie pies=pie dies=die houses=house horses=horse nurses=nurse purses=purse
    courses=course causes=cause cases=case phases=phase responses=response licenses=license licences=licence
    expenses=expense purchases=purchase prices=price services=service offices=office places=place forces=force
    rockets=rocket axes=axis shoes=shoe heroes=hero potatoes=potato
    """.split()
)


@dataclass(frozen=True, slots=True)
class Measure:
    """A unit of measure."""

    #: Its name in the singular: "dollar", "kilometre per hour".
    name: str
    kind: MeasureKind


@cache
def measure_words() -> Mapping[tuple[str, ...], Measure]:
    """Return units by their words in lower case, plurals too."""
    table: dict[tuple[str, ...], Measure] = {}
    for name, kind, forms, _ in _rows("units.tsv", 4):
        measure = Measure(name, cast(MeasureKind, kind))
        for form in filter(None, forms.split("|")):
            words = tuple(form.split())
            table.setdefault(words, measure)
            if len(words[-1]) > 2:  # "ha" + "s" would be a verb
                table.setdefault((*words[:-1], f"{words[-1]}s"), measure)
    return table


@cache
def measure_symbols() -> Mapping[str, Measure]:
    """Return units by their symbols, letter case kept."""
    table: dict[str, Measure] = {}
    for name, kind, _, symbols in _rows("units.tsv", 4):
        for symbol in filter(None, symbols.split("|")):
            table[symbol] = Measure(name, cast(MeasureKind, kind))
    return table


@cache
def counted_nouns() -> Mapping[str, Unit]:
    """Return the kind of figure by the singular of what is counted."""
    units = {unit: unit for unit in get_args(Unit)}
    return {noun: units[unit] for unit, nouns in _rows("counted.tsv", 2) for noun in nouns.split()}


@cache
def fates(side: Literal["before", "after"]) -> Mapping[str, Unit]:
    """Return the kind of figure by the word that stands before or after the number."""
    units = {unit: unit for unit in get_args(Unit)}
    rows = _rows("fates.tsv", 3)
    return {form: units[unit] for unit, where, forms in rows if where == side for form in forms.split()}


def singular(word: str) -> str:
    """Return the singular of a noun in lower case; a word that is no plural as it is.

    >>> singular("countries"), singular("boxes"), singular("men"), singular("police")
    ('country', 'box', 'man', 'police')
    """
    known = _IRREGULAR.get(word)
    if known is not None:
        return known
    if len(word) < 4 or not word.endswith("s") or word.endswith(("ss", "us", "is")):
        return word
    if word.endswith("ies"):
        return word[:-3] + "y"
    if word.endswith(("ches", "shes", "sses", "xes", "zzes", "oes")):
        return word[:-2]
    return word[:-1]


def is_plural(word: str) -> bool:
    """Tell whether a noun in lower case looks like a plural, or is one without looking so."""
    return word in _PLURAL_LOOKS or singular(word) != word


_PLURAL_LOOKS = frozenset(
    "people personnel police aircraft cattle sheep dead wounded injured missing displaced".split()
)


def _rows(name: str, n_columns: int) -> Iterator[list[str]]:
    table = (files("onrecord.codebook") / "data" / "figures" / name).read_text(encoding="utf-8")
    for line in table.splitlines():
        if line and not line.startswith("#"):
            cells = line.split("\t")
            yield [*cells, *[""] * n_columns][:n_columns]
