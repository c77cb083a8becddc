"""CAMEO codes for events, and what GDELT, ICEWS and POLECAT call countries and sectors.

The tables lie in ``data/plover/to_cameo.tsv``, ``data/actors/foreign_codes.tsv`` and
``data/actors/foreign_sectors.tsv``; they say what they come from.

>>> cameo_of("ASSAULT", mode="heavy-weapons")
CameoCode(code='194', name='Fight with artillery and tanks', goldstein=-10.0)
>>> cameo_of("AGREE", act="AID", contexts=["military"]).code
'0332'
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from importlib.resources import files
from typing import NamedTuple

from onrecord.codebook.plover import goldstein


class CameoCode(NamedTuple):
    """A CAMEO code."""

    #: Three or four digits.
    code: str
    name: str
    #: Goldstein value, -10 to 10; of the code it stands under where it has none of its own.
    goldstein: float


class ForeignCodes(NamedTuple):
    """What others call a country; empty where they have no code for it."""

    #: FIPS 10-4, two letters.
    fips: str
    #: Number of the Correlates of War, as POLECAT has it.
    cow: str
    #: CAMEO, three letters.
    cameo: str
    #: Name in ICEWS; empty where it is the usual one.
    icews: str


class ForeignSector(NamedTuple):
    """What others call a sector of PLOVER; empty where they have none."""

    cameo: str
    icews: str


class _Row(NamedTuple):
    act: str
    negated: str
    mode: str
    context: str
    code: str
    name: str


def cameo_of(
    code: str, *, act: str | None = None, mode: str | None = None, contexts: Sequence[str] = (), negated: bool = False
) -> CameoCode:
    """Return the CAMEO code of an event.

    Args:
        code: PLOVER's own code of it, as ``plover_code`` gives it.
        act: The act itself, where its code was derived from it ("AID" of a promise to help); else None.
        mode: Mode of the act.
        contexts: Its contexts; the first row of the table that one of them fits holds.
        negated: As ``Event.negated``.

    Raises:
        KeyError: There is no such code.
    """
    for row in _rows_of()[code]:
        if (
            (row.act == (act or "") or (act and row.act == "any"))
            and row.negated in ("any", "yes" if negated else "no")
            and row.mode in ("", mode)
            and (not row.context or row.context in contexts)
        ):
            return CameoCode(row.code, row.name, _goldstein(row.code))
    raise KeyError(code)


def quad_of_cameo(code: str) -> int:
    """Return the quad class that GDELT gives a CAMEO code, 1 to 4.

    >>> quad_of_cameo("0871"), quad_of_cameo("116"), quad_of_cameo("194")
    (2, 3, 4)
    """
    root = int(code[:2])
    return 1 if root <= 5 else 2 if root <= 8 else 3 if root <= 13 else 4


@cache
def foreign_codes(country: str) -> ForeignCodes:
    """Return what others call a country; all empty for bodies of states and for what is not known."""
    found = _countries().get(country)
    if found is None:
        return ForeignCodes("", "", "", "")
    fips, cow, cameo, icews = found
    return ForeignCodes(fips, cow, cameo or country, icews)


@cache
def foreign_sector(sector: str) -> ForeignSector:
    """Return what others call a sector; both empty where they have none."""
    return _sectors().get(sector, ForeignSector("", ""))


def _goldstein(code: str) -> float:
    value = next((v for n in range(len(code), 1, -1) if (v := goldstein(code[:n])) is not None), None)
    if value is None:
        raise ValueError(f"to_cameo.tsv: {code} has no Goldstein value, nor has what it stands under")
    return value


@cache
def _rows_of() -> Mapping[str, tuple[_Row, ...]]:
    table: dict[str, list[_Row]] = {}
    for code, *rest in _rows("plover/to_cameo.tsv", 7):
        table.setdefault(code, []).append(_Row(*rest))
    return {code: tuple(rows) for code, rows in table.items()}


@cache
def _countries() -> Mapping[str, tuple[str, str, str, str]]:
    return {row[0]: (row[1], row[2], row[3], row[4]) for row in _rows("actors/foreign_codes.tsv", 5)}


@cache
def _sectors() -> Mapping[str, ForeignSector]:
    return {row[0]: ForeignSector(row[1], row[2]) for row in _rows("actors/foreign_sectors.tsv", 3)}


def _rows(name: str, n_columns: int) -> Iterator[list[str]]:
    table = (files("onrecord.codebook") / "data" / name).read_text(encoding="utf-8")
    for line in table.splitlines():
        if line and not line.startswith("#"):
            yield [*line.split("\t"), *[""] * n_columns][:n_columns]
