"""PLOVER 2.0 as data: types of events with modes, quad classes and scores, contexts, sectors, and CAMEO's codes.

The tables lie in ``data/plover`` as tab-separated text, each with source and licence; they are read once, on first use.

>>> entry = plover().types["SANCTION"]
>>> entry.quad, entry.score, entry.modes["expel"].score
(4, -6.0, -5.5)
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import Literal, NamedTuple, cast, get_args

from onrecord.model.dossier import EventType, Modality

#: Whether a mode or sector stands in the tables of the manual of 2.0, or is kept because annotated reports use it.
Status = Literal["2.0", "kept"]
#: PLOVER's auxiliary modes that follow from modality; "historical" follows from ``Event.background``.
Auxiliary = Literal["future", "hypothetical", "negation"]
#: Whether a rule follows the manual or is our choice where it is silent.
Basis = Literal["manual", "choice"]


@dataclass(frozen=True, slots=True)
class ModeEntry:
    """A way in which events of a type are done; of REQUEST, REJECT and THREATEN, what they are about."""

    name: str
    definition: str
    #: PLOVER score, -10 to 10; None where PLOVER gives none, and the score of the type holds.
    score: float | None
    status: Status = "2.0"


@dataclass(frozen=True, slots=True)
class TypeEntry:
    """A type of events."""

    name: EventType
    definition: str
    #: 1 verbal cooperation, 2 material cooperation, 3 verbal conflict, 4 material conflict.
    quad: int
    #: PLOVER score, -10 (worst conflict) to 10 (best cooperation).
    score: float
    #: Modes by name, in the order of the manual; empty where the type has none.
    modes: Mapping[str, ModeEntry]
    #: Invented sentences.
    examples: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SectorEntry:
    """A part of state or society that an actor may belong to."""

    code: str
    definition: str
    status: Status = "2.0"


@dataclass(frozen=True, slots=True)
class Plover:
    """PLOVER 2.0."""

    #: The sixteen types by name, in the order of the manual.
    types: Mapping[str, TypeEntry]
    #: Definitions of contexts by name.
    contexts: Mapping[str, str]
    #: Sectors by code.
    sectors: Mapping[str, SectorEntry]


class PloverCode(NamedTuple):
    """What a CAMEO code is in PLOVER 2.0."""

    type: EventType
    #: None where the code tells none.
    mode: str | None
    contexts: tuple[str, ...]


class Derivation(NamedTuple):
    """PLOVER's own code of an event, and how it was come by."""

    #: The type that PLOVER's rules on tense and negation give.
    code: EventType
    #: Auxiliary mode that goes with the code; None where there is none.
    auxiliary: Auxiliary | None
    basis: Basis
    #: The rule in a sentence.
    reason: str


@cache
def plover() -> Plover:
    """Return PLOVER 2.0, read once per process.

    Source: the PLOVER 2.0 manual; what was settled where it contradicts itself is noted in the tables.
    """
    modes: dict[str, dict[str, ModeEntry]] = {}
    for owner, mode, score, status, text in _rows("modes.tsv", 5):
        modes.setdefault(owner, {})[mode] = ModeEntry(mode, text, float(score) if score else None, _status(status))
    types = {
        name: TypeEntry(
            cast(EventType, name), text, int(quad), float(score), MappingProxyType(modes.pop(name, {})), (example,)
        )
        for name, quad, score, text, example in _rows("types.tsv", 5)
    }
    if tuple(types) != get_args(EventType) or modes:
        raise ValueError("data/plover: the types of types.tsv or modes.tsv are not those of model.dossier.EventType")
    sectors = {code: SectorEntry(code, text, _status(status)) for code, status, text in _rows("sectors.tsv", 3)}
    return Plover(
        types=MappingProxyType(types),
        contexts=MappingProxyType({row[0]: row[1] for row in _rows("contexts.tsv", 2)}),
        sectors=MappingProxyType(sectors),
    )


@cache
def type_words() -> Mapping[str, str]:
    """Return the type that a lemma, or words joined by "_", mostly names."""
    return MappingProxyType({word: name for name, words in _rows("type_words.tsv", 2) for word in words.split()})


@cache
def modality_words() -> Mapping[str, str]:
    """Return the modality that a lemma gives to the act that hangs on it."""
    return MappingProxyType({word: name for name, words in _rows("modality_words.tsv", 2) for word in words.split()})


@cache
def context_words() -> Mapping[str, tuple[str, ...]]:
    """Return the contexts that a lemma tells of the act it stands beside."""
    table: dict[str, list[str]] = {}
    for context, lemmas in _rows("context_words.tsv", 2):
        for lemma in lemmas.split():
            table.setdefault(lemma, []).append(context)
    return MappingProxyType({lemma: tuple(contexts) for lemma, contexts in table.items()})


def quad_of(event_type: str, mode: str | None = None) -> int:
    """Return the quad class of a type, 1 to 4. PLOVER gives all modes of a type the same.

    Raises:
        KeyError: There is no such type.
    """
    del mode  # taken so that callers need not know that it makes no difference
    return plover().types[event_type].quad


def intensity_of(event_type: str, mode: str | None = None) -> float:
    """Return the PLOVER score, -10 to 10: that of the mode where it has one, else that of the type.

    Raises:
        KeyError: There is no such type.

    >>> intensity_of("PROTEST", "riot"), intensity_of("PROTEST", "vandalize"), intensity_of("PROTEST")
    (-7.0, -5.0, -5.0)
    """
    entry = plover().types[event_type]
    known = entry.modes.get(mode) if mode is not None else None
    return entry.score if known is None or known.score is None else known.score


def plover_code(event_type: str, modality: str, negated: bool = False) -> EventType:
    """Return PLOVER's own label of an event, by the manual's rules on tense and negation.

    Args:
        event_type: The act itself, whatever became of it.
        modality: One of ``model.dossier.Modality``.
        negated: True where the act demanded, offered or threatened is that something not be done.

    Raises:
        KeyError: There is no such type or modality.

    >>> plover_code("AID", "planned"), plover_code("ASSAULT", "offered", negated=True)
    ('AGREE', 'CONCEDE')
    """
    return derive(event_type, modality, negated).code


def derive(event_type: str, modality: str, negated: bool = False) -> Derivation:
    """Return PLOVER's own label of an event with the auxiliary mode and the rule; as ``plover_code``."""
    return _derivations()[event_type, modality, negated]


def cameo_to_plover(code: str) -> PloverCode | None:
    """Return what a CAMEO code is in PLOVER 2.0.

    A longer code that the table does not have is taken for the category it begins with.

    Args:
        code: Two to four digits, with the leading zero: "042".

    Returns:
        None for what PLOVER dropped (01, 02 and all below them) and for what is no CAMEO code.

    >>> cameo_to_plover("1823"), cameo_to_plover("0333"), cameo_to_plover("021")
    (PloverCode(type='ASSAULT', mode=None, contexts=()), PloverCode(type='AGREE', mode=None, contexts=('human_security',)), None)
    """  # noqa: E501 - doctest output is one line
    if not (code.isascii() and code.isdigit() and 2 <= len(code) <= 4):
        return None
    table = _crosswalk()
    return next((table[code[:length]] for length in range(len(code), 1, -1) if code[:length] in table), None)


def goldstein(code: str) -> float | None:
    """Return the Goldstein value of a CAMEO code, -10 to 10; None where the table has none.

    Source: Goldstein (1992), carried over to CAMEO.
    """
    return _goldstein().get(code)


def _status(value: str) -> Status:
    if value not in get_args(Status):
        raise ValueError(f"data/plover: unknown status {value!r}; use 2.0 or kept")
    return cast(Status, value)


@cache
def _derivations() -> Mapping[tuple[str, str, bool], Derivation]:
    table: dict[tuple[str, str, bool], Derivation] = {}
    every = get_args(EventType)
    for types, modality, negated, code, auxiliary, basis, reason in _rows("derivation.tsv", 7):
        for name in every if types == "any" else types.split():
            label = name if code == "=" else code
            if not ({name, label} <= set(every) and modality in get_args(Modality) and basis in get_args(Basis)):
                raise ValueError(f"derivation.tsv: unknown code in the row {types} {modality}")
            if auxiliary and auxiliary not in get_args(Auxiliary):
                raise ValueError(f"derivation.tsv: unknown auxiliary {auxiliary!r}")
            rule = Derivation(
                cast(EventType, label), cast(Auxiliary, auxiliary) if auxiliary else None, cast(Basis, basis), reason
            )
            for flag in {"yes": (True,), "no": (False,), "any": (False, True)}[negated]:
                if (name, modality, flag) in table:
                    raise ValueError(f"derivation.tsv: two rows for {name} {modality} negated={flag}")
                table[name, modality, flag] = rule
    return MappingProxyType(table)


@cache
def _crosswalk() -> Mapping[str, PloverCode]:
    return {
        code: PloverCode(cast(EventType, name), mode or None, tuple(contexts.split()))
        for code, name, mode, contexts, _ in _rows("cameo.tsv", 5)
    }


@cache
def _goldstein() -> Mapping[str, float]:
    return {code: float(value) for code, value in _rows("goldstein.tsv", 2)}


def _rows(name: str, n_columns: int) -> Iterator[list[str]]:
    table = (files("onrecord.codebook") / "data" / "plover" / name).read_text(encoding="utf-8")
    for line in table.splitlines():
        if line and not line.startswith("#"):
            cells = line.split("\t")
            yield [*cells, *[""] * n_columns][:n_columns]
