"""Countries, bodies, offices and given names: what words for actors mean."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files

#: Codes of bodies that stand where a country's would.
BODY_CODES = frozenset({"EUR", "NATO", "UNO", "IGO", "WST"})


@dataclass(frozen=True, slots=True)
class NamedActor:
    """What a name of the code book stands for."""

    #: The name all its variants share: "Russia", "Kremlin".
    name: str
    #: One of ``onrecord.model.dossier.ActorKind``.
    kind: str
    #: ISO 3166-1 alpha-3, or EUR, NATO, UNO, IGO, WST; None where it has none.
    country: str | None
    #: PLOVER sector; None where it has none.
    sector: str | None


@dataclass(frozen=True, slots=True)
class Office:
    """What a noun for people or bodies names."""

    noun: str
    #: ``person``, ``group``, ``organisation``, ``government``, ``armed_group`` or ``state``.
    kind: str
    sector: str | None


def _rows(name: str) -> Iterator[list[str]]:
    table = (files("onrecord.codebook") / "data" / "actors" / name).read_text(encoding="utf-8")
    for line in table.splitlines():
        if line and not line.startswith("#"):
            yield line.split("\t")


def _key(words: str) -> str:
    key = words.replace("’", "'").strip()
    return key[4:] if key[:4].lower() == "the " else key


@cache
def _names() -> dict[str, NamedActor]:
    """Return every name of a state, capital or body; capitals stand for governments."""
    table: dict[str, NamedActor] = {}
    for code, name, others, _people, capitals in (row[:5] for row in _rows("countries.tsv")):
        body = code in {"EUR", "WST"}
        state = NamedActor(name, "organisation" if body else "state", code, "IGO" if code == "EUR" else "GOV")
        for word in (name, *others.split("|")):
            table.setdefault(_key(word), state)
        for capital in filter(None, capitals.split("|")):
            table.setdefault(_key(capital), NamedActor(capital.split("|")[0], "government", code, "GOV"))
    for name, others, kind, country, sector in (row[:5] for row in _rows("bodies.tsv")):
        body_entry = NamedActor(name, kind, country or None, sector or None)
        for word in (name, *others.split("|")):
            table[_key(word)] = body_entry
    table.pop("", None)
    return table


@cache
def _peoples() -> dict[str, str]:
    return {word: row[0] for row in _rows("countries.tsv") for word in row[3].split("|") if word}


@cache
def _offices() -> dict[str, Office]:
    return {row[0]: Office(row[0], row[1], (row[2] if len(row) > 2 else "") or None) for row in _rows("offices.tsv")}


@cache
def _people() -> dict[str, tuple[str, str | None]]:
    """Return ordinary nouns for people with the gender they tell, "" for none, and their sector."""
    rows = ([*row, "", ""] for row in _rows("people.tsv"))
    return {row[0]: (row[1], None if row[2] == "-" else row[2] or "CVL") for row in rows}


@cache
def _genders() -> dict[str, str]:
    return {name: row[0] for row in _rows("given_names.tsv") for name in row[1].split()}


def find_named(words: str) -> NamedActor | None:
    """Return what a name stands for: a state, the government in a capital, a body.

    >>> find_named("the Kremlin").country, find_named("Moscow").kind, find_named("Russia").kind
    ('RUS', 'government', 'state')
    """
    return _names().get(_key(words))


def country_of_people(word: str) -> str | None:
    """Return the country code of an adjective or a people.

    >>> country_of_people("Iranian")
    'IRN'
    """
    return _peoples().get(word)


@lru_cache(maxsize=4096)
def find_office(words: str) -> Office | None:
    """Return the office that the last words name, the longest that the code book knows.

    >>> find_office("Russian deputy foreign minister").noun
    'foreign minister'
    """
    parts = words.lower().replace("’", "'").replace(" - ", "-").split()
    for first in range(max(0, len(parts) - 3), len(parts)):
        tail = " ".join(parts[first:])
        for form in (tail, _singular(tail)):
            office = _offices().get(form)
            if office is not None:
                return office
    return None


def find_role(words: str) -> Office | None:
    """Return the office that the last words name, else a person where the last is an ordinary noun for people.

    >>> find_role("two wounded passengers").kind
    'person'
    """
    office = find_office(words)
    last = words.lower().split()[-1:]
    if office is None and last:
        noun = next((form for form in (last[0], _singular(last[0])) if form in _people()), None)
        return Office(noun, "person", _people()[noun][1]) if noun else None
    return office


def gender_of_noun(noun: str) -> str | None:
    """Return "m" or "f" where a noun for a person tells it ("spokeswoman", "uncle"), else None."""
    if noun.endswith("woman"):
        return "f"
    return _people().get(noun, ("", None))[0] or ("m" if noun.endswith("man") and find_office(noun) else None)


def _singular(noun: str) -> str:
    if noun.endswith("men"):
        return noun[:-3] + "man"
    if noun.endswith("ies"):
        return noun[:-3] + "y"
    return noun[:-1] if noun.endswith("s") and not noun.endswith("ss") else noun


def gender_of(given_name: str) -> str | None:
    """Return "m" or "f" for a given name that the code book knows, else None."""
    return _genders().get(given_name)


def country_of_outlet(name: str) -> str | None:
    """Return the country an outlet is at home in, None of those the code book does not know.

    >>> country_of_outlet("the Guardian")
    'GBR'
    """
    return _outlets().get(_key(name).lower())


@cache
def _outlets() -> dict[str, str]:
    return {name.lower(): row[0] for row in _rows("media.tsv") for name in row[1].split("|")}
