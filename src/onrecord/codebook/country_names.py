"""From the codes that stand in dossiers to names that people read."""

from __future__ import annotations

from functools import cache
from importlib.resources import files

#: Codes that are no country's and have no row in the table.
_BODIES = {"NATO": "NATO", "UNO": "United Nations", "IGO": "body of states", "WST": "the West", "EUR": "European Union"}


def country_name(code: str) -> str:
    """Return the name a country or body code stands for; the code itself where it is not known.

    >>> country_name("KEN"), country_name("UNO"), country_name("QQQ")
    ('Kenya', 'United Nations', 'QQQ')
    """
    return _BODIES.get(code) or _countries().get(code, code)


@cache
def _countries() -> dict[str, str]:
    table = (files("onrecord.codebook") / "data" / "actors" / "countries.tsv").read_text(encoding="utf-8")
    rows = (line.split("\t") for line in table.splitlines() if line and not line.startswith("#"))
    return {row[0]: row[1] for row in rows}
