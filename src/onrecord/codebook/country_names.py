"""Between the codes that stand in dossiers and the names that people read and write."""

from __future__ import annotations

import unicodedata
from difflib import get_close_matches
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


def country_code(words: str) -> str | None:
    """Return the code of a country or body by its code, name, people or capital, whatever case and accents.

    >>> country_code("kenyan"), country_code("COTE D'IVOIRE"), country_code("un"), country_code("Ruritania")
    ('KEN', 'CIV', 'UNO', None)
    """
    return _codes().get(_key(words))


def suggest_countries(words: str) -> list[str]:
    """Return the codes of up to three countries whose names look most like some words.

    >>> suggest_countries("Kenia")[0]
    'KEN'
    """
    near = get_close_matches(_key(words), _codes(), n=6, cutoff=0.7)
    return list(dict.fromkeys(_codes()[name] for name in near))[:3]


def _key(words: str) -> str:
    plain = unicodedata.normalize("NFKD", words.replace("’", "'")).casefold()
    folded = "".join(c for c in plain if not unicodedata.combining(c) and c != ".")
    return " ".join(folded.removeprefix("the ").split())


@cache
def _codes() -> dict[str, str]:
    table: dict[str, str] = {_key(code): code for code in (*_rows(), *_BODIES)}
    for part in (1, 2, 3, 4):  # names before peoples, peoples before capitals
        for code, row in _rows().items():
            for name in row[part].split("|") if len(row) > part else ():
                if name:
                    table.setdefault(_key(name), code)
    bodies = {"united nations": "UNO", "un": "UNO", "european union": "EUR", "eu": "EUR", "west": "WST"}
    return {**table, **bodies}


@cache
def _countries() -> dict[str, str]:
    return {code: row[1] for code, row in _rows().items()}


@cache
def _rows() -> dict[str, list[str]]:
    table = (files("onrecord.codebook") / "data" / "actors" / "countries.tsv").read_text(encoding="utf-8")
    rows = (line.split("\t") for line in table.splitlines() if line and not line.startswith("#"))
    return {row[0]: row for row in rows}
