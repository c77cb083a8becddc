"""Days with a name, and names that only look like times. The tables lie in ``data/times``."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta
from functools import cache
from importlib.resources import files

_RULE = re.compile(r"(\d\d)-(?:(\d\d)|(-?\d)/(\d)(?:\+(\d))?)")


@cache
def named_days() -> dict[tuple[str, ...], str]:
    """Return names of days, in lower case and cut into tokens, with the rule that says when they fall."""
    return {_tokens(name): rule for name, rule in _rows("days.tsv")}


@cache
def time_like_names() -> dict[str, tuple[tuple[str, ...], ...]]:
    """Return names made of time words that are no times, by their first word; ``*`` stands for any capital word."""
    names: dict[str, list[tuple[str, ...]]] = {}
    for (name,) in _rows("names.tsv"):
        words = tuple(name.split())
        names.setdefault(words[0], []).append(words)
    return {first: tuple(listed) for first, listed in names.items()}


def day_of(rule: str, year: int) -> date:
    """Return the day a rule of ``named_days`` gives in a year from 1 to 9998.

    >>> day_of("11-4/4", 2021).isoformat()
    '2021-11-25'
    """
    if rule.startswith("easter"):
        return _easter(year) + timedelta(days=int(rule[len("easter") :]))
    match = _RULE.fullmatch(rule)
    if match is None:
        raise ValueError(f"days.tsv: {rule!r} is no rule; see the head of the file")
    month = int(match[1])
    if match[2]:
        return date(year, month, int(match[2]))
    number, weekday = int(match[3]), int(match[4]) - 1
    if number < 0:
        last = date(year + month // 12, month % 12 + 1, 1) - timedelta(days=1)
        return last - timedelta(days=(last.weekday() - weekday) % 7)
    first = date(year, month, 1)
    ahead = (weekday - first.weekday()) % 7 + 7 * (number - 1) + int(match[5] or 0)
    return first + timedelta(days=ahead)


def _easter(year: int) -> date:
    """Return Easter Sunday of the western churches.

    Source: the "anonymous Gregorian" computus (Nature, 20 April 1876), in the form of Meeus, Astronomical Algorithms.
    """
    a, (b, c) = year % 19, divmod(year, 100)
    d, e = divmod(b, 4)
    g = (8 * b + 13) // 25
    h = (19 * a + b - d - g + 15) % 30
    i, k = divmod(c, 4)
    m = (32 + 2 * e + 2 * i - h - k) % 7
    n = (a + 11 * h + 22 * m) // 451
    month, day = divmod(h + m - 7 * n + 114, 31)
    return date(year, month, day + 1)


def _tokens(name: str) -> tuple[str, ...]:
    """Cut a name as the tokenizer cuts it: the apostrophe and what follows stand alone."""
    return tuple(re.findall(r"[a-z]+\.?|['’]s?", name))


def _rows(name: str) -> Iterator[list[str]]:
    table = (files("onrecord.codebook") / "data" / "times" / name).read_text(encoding="utf-8")
    for line in table.splitlines():
        if line and not line.startswith("#"):
            yield line.split("\t")
