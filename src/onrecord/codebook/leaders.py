"""Statesmen, heads of bodies and of armed groups: on whose side they were, and when."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from importlib.resources import files


@dataclass(frozen=True, slots=True)
class Leader:
    """What the code book knows of a statesman at some time."""

    #: ISO 3166-1 alpha-3, or EUR, NATO, UNO, IGO.
    country: str
    #: Offices held, as nouns; the first tells the sector.
    offices: tuple[str, ...]
    gender: str
    #: First and last years in office; empty where they do not matter.
    years: tuple[tuple[int, int], ...] = ()
    #: The body he heads or speaks for, by its name in ``bodies.tsv``; None where that is the state itself.
    body: str | None = None

    def held(self, year: int | None) -> bool:
        """Tell whether the offices were held in a year; True where the year is not known."""
        return self.distance(year) == 0

    def distance(self, year: int | None) -> int:
        """Return the years between a year and the nearest in office; 0 in office or where nothing is known."""
        if year is None or not self.years:
            return 0
        return min(max(first - year, year - last, 0) for first, last in self.years)


def find_leader(name: str, year: int | None = None) -> Leader | None:
    """Return what is known of a statesman by his full name, None of others.

    Args:
        name: First and last name, with or without accents.
        year: The year of the report; of several offices the one held then, or nearest to it, is returned.

    >>> find_leader("Javier Solana", 1998).country, find_leader("Javier Solana", 2004).country
    ('NATO', 'EUR')
    """
    return _nearest(_leaders().get(_key(name), ()), year)


def find_by_last_name(last_name: str, year: int | None = None) -> tuple[Leader, ...]:
    """Return those who bear a last name and were in office in a year.

    >>> {leader.country for leader in find_by_last_name("Clinton", 1995)}
    {'USA'}
    """
    found = (_nearest(rows, year) for rows in _by_last_name().get(_key(last_name), ()))
    return tuple(leader for leader in found if leader is not None and leader.held(year))


def country_of_leader(last_name: str) -> str | None:
    """Return the country whose statesmen alone bear a last name: "the Macron government".

    >>> country_of_leader("Macron")
    'FRA'
    """
    countries = {leader.country for rows in _by_last_name().get(_key(last_name), ()) for leader in rows}
    return next(iter(countries)) if len(countries) == 1 else None


def _nearest(rows: Iterable[Leader], year: int | None) -> Leader | None:
    return min(rows, key=lambda leader: leader.distance(year), default=None)


def _key(name: str) -> str:
    """Return a name without accents, with plain apostrophes and hyphens."""
    plain = name.replace("’", "'").replace(" - ", "-")
    return "".join(c for c in unicodedata.normalize("NFKD", plain) if not unicodedata.combining(c))


@cache
def _leaders() -> dict[str, tuple[Leader, ...]]:
    table: dict[str, tuple[Leader, ...]] = {}
    text = (files("onrecord.codebook") / "data" / "actors" / "leaders.tsv").read_text(encoding="utf-8")
    for line in text.splitlines():
        if not line or line.startswith("#"):
            continue
        names, country, offices, gender, years, body = [*line.split("\t"), "", ""][:6]
        leader = Leader(country, tuple(offices.split("|")), gender, _spells(years), body or None)
        for key in dict.fromkeys(map(_key, names.split("|"))):
            table[key] = (*table.get(key, ()), leader)
    return table


@cache
def _by_last_name() -> dict[str, tuple[tuple[Leader, ...], ...]]:
    table: dict[str, list[tuple[Leader, ...]]] = {}
    for name, rows in _leaders().items():
        table.setdefault(name.split()[-1], []).append(rows)
    return {name: tuple(people) for name, people in table.items()}


def _spells(years: str) -> tuple[tuple[int, int], ...]:
    """Return the spells in office: "1996-1999|2022-" with no end for those who are still there."""
    spells = []
    for spell in filter(None, years.split("|")):
        first, dash, last = spell.partition("-")
        spells.append((int(first), int(last) if last else 9999 if dash else int(first)))
    return tuple(spells)


def usual_name(name: str) -> str | None:
    """Return the name under which the code book lists a statesman, None of others.

    >>> usual_name("Joseph Biden")
    'Joe Biden'
    """
    return _usual_names().get(_key(name))


def usual_name_by_last(last_name: str, country: str | None, year: int | None) -> str | None:
    """Return the listed name of the one statesman who bears a last name and was in office; None where several did.

    Args:
        last_name: The name.
        country: His side; None where unknown, which leaves every side.
        year: The year of the report.

    >>> usual_name_by_last("Clinton", "USA", 1995)
    'Bill Clinton'
    """
    wanted = _key(last_name)
    found = {
        _usual_names()[full]
        for full, rows in _leaders().items()
        if full.split()[-1] == wanted
        and any(leader.held(year) and country in (None, leader.country) for leader in rows)
    }
    return next(iter(found)) if len(found) == 1 else None


@cache
def _usual_names() -> dict[str, str]:
    """Return the first name of the row each name stands in."""
    text = (files("onrecord.codebook") / "data" / "actors" / "leaders.tsv").read_text(encoding="utf-8")
    table: dict[str, str] = {}
    for line in text.splitlines():
        if line and not line.startswith("#"):
            names = line.split("\t")[0].split("|")
            table.update({_key(name): table.get(_key(names[0]), names[0]) for name in names if _key(name) not in table})
    return table
