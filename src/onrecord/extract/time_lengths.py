"""How long and how often: durations, "two weeks ago", "the past 30 years", "every day", "twice a week"."""

from __future__ import annotations

from dataclasses import replace

from onrecord.extract.time_days import Match
from onrecord.extract.time_iso import duration_value
from onrecord.extract.time_values import Fixed, Length, Shift, Side
from onrecord.extract.time_words import (
    FREQUENCIES,
    MONTHS,
    PLURAL_UNITS,
    SEASONS,
    UNITS,
    VAGUE,
    WEEKDAY_PLURALS,
    WEEKDAYS,
    Row,
)
from onrecord.model.dossier import TimeModifier

_SIDED: dict[str, Side] = {
    "past": -1, "last": -1, "previous": -1, "recent": -1, "preceding": -1,
    "next": 1, "coming": 1, "following": 1, "future": 1, "upcoming": 1,
    "first": 0, "final": 0, "latest": 0, "initial": 0, "entire": 0,
}  # fmt: skip
#: Words that may stand between a number and its unit.
_BETWEEN = frozenset(
    "more full consecutive straight successive additional long whole solid further entire short good extra calendar "
    "trading working business fiscal".split()
)
#: Words before "a week", "a day" that make it a rate.
_RATES = frozenset(
    "times once twice percent % barrels tons tonnes dollars cents hours pounds euros people gallons miles trips "
    "million billion thrice dozens hundreds thousands flights visits interviews cups bpd units cars copies".split()
)


def length(row: Row, at: int) -> Match | None:  # noqa: PLR0911
    """A length of time with what turns it into a point in time ("ago", "later")."""
    here = row.skip(at, "the") if row.low[at + 1] in _SIDED or row.low[at] != "the" else at + 1
    side: Side = 0
    sided = row.low[here] in _SIDED
    if sided:
        side, here = _SIDED[row.low[here]], here + 1
    if not sided and row.low[at] in {"a", "an"} and row.low[at + 1] in UNITS and _is_rate(row, at):
        return Match(at + 2, Fixed(value=duration_value(1, UNITS[row.low[at + 1]])), repeated=True)
    if row.low[at] == "all":
        whole = row.low[at + 1] in {"day", "night"} and row.low[at + 2] != "-"
        return Match(at + 2, Length(n=1, unit="D")) if whole else None
    found = _amount(row, here)
    if found is None:
        return None
    n, unit, last, bare = found
    if not sided and _is_some_day(row, here, last):
        return Match(last, Fixed(value="FUTURE_REF"), reference=True)
    if bare and not sided and not _bare_stands(row, at, last):
        return None
    if row.low[at] == "the" and not sided and (bare or n is None or row.low[last - 1] in UNITS):
        return None
    if row.low[last - 1] in {"quarters", "seconds"} and row.low[last] == "of":
        return None
    if row.raw[last - 1][:1].isupper() and not row.raw[last - 1].isupper() and row.raw[here][:1].isdigit():
        return None
    modifier: TimeModifier | None = None
    if row.follows(last, ("or", "so")):
        last, modifier = last + 2, "approx"
    elif row.low[here] in {"few", "couple"} or row.follows(here, ("a", "couple")):
        modifier = "approx" if n is not None else None
    match = Match(last, Length(n=n, unit=unit, side=side), modifier=modifier, counted=not bare and not sided)
    if row.low[here - 1] in {"first", "final", "latest", "initial", "entire"} and sided and bare:
        return None
    return _age(row, match) if sided else _point(row, match, n, unit)


def _is_some_day(row: Row, at: int, last: int) -> bool:
    """Tell "one day it will end" and "some day" from a length of a day."""
    if not (row.low[at] in {"one", "some"} and row.low[last - 1] == "day" and last == at + 2):
        return False
    if row.low[at] == "some":
        return True
    if row.low[last] in {"after", "before", "later", "earlier", "ago", "or", "-", "of", "only", "from", "and", "out"}:
        return False
    return row.before(at) == "will" or (row.low[last][:1].isalpha() and row.before(at) not in _COUNTING)


#: Words before "one day" that count days.
_COUNTING = frozenset(
    "for in within after only just than least about nearly almost by over lasted last lasts take takes took every "
    "during to another on of and or the with".split()
)


def _age(row: Row, match: Match) -> Match | None:
    return None if row.low[match.last] in {"old", "olds"} or row.follows(match.last, ("-", "old")) else match


def _amount(row: Row, at: int) -> tuple[float | None, str, int, bool] | None:
    """Return number, unit, place after it, and whether no number stands before the unit."""
    bare = PLURAL_UNITS.get(row.low[at])
    if bare:
        last = at + 1
        if row.low[last] in {"and", "or"} and row.low[last + 1] in PLURAL_UNITS:
            last += 2
        return None, bare, last, True
    if row.low[at] in UNITS and row.follows(at + 1, ("-", "long")):
        return 1.0, UNITS[row.low[at]], at + 3, False
    counted = _count(row, at)
    if counted is None:
        return None
    n, here = counted
    hyphen = row.low[here] == "-"
    here = row.skip(here, "-")
    for _ in range(2):
        here = row.skip(here, *_BETWEEN) if row.low[here] in _BETWEEN else here
    name = row.low[here]
    unit = PLURAL_UNITS.get(name) or UNITS.get(name)
    if unit is None or (name == "second" and not hyphen) or unit == "WE" or (name == "quarter" and n == 1):
        return None
    last = here + 1
    if row.follows(last, ("and", "a", "half")) and n is not None:
        n, last = n + 0.5, last + 3
    if row.follows(last, ("-", "long")):
        last += 2
    return n, unit, last, False


def _count(row: Row, at: int) -> tuple[float | None, int] | None:  # noqa: PLR0911, PLR0912
    word = row.low[at]
    if word in {"a", "an"}:
        if row.low[at + 1] == "couple":
            return 2.0, row.skip(at + 2, "of")
        if row.low[at + 1] in {"few", "number", "matter"}:
            here = row.skip(at + 2, "of")
            return None, row.skip(here, "short", "more")
        if row.low[at + 1] in UNITS or row.low[at + 1] in {"full", "whole", "further"}:
            return 1.0, at + 1
        if row.low[at + 1] in {"half", "quarter"} and row.low[at + 2] in {"-", "hour", "century", "decade", "year"}:
            return 0.5, row.skip(at + 2, "-")
        if row.low[at + 1] not in {"hundred", "thousand"}:
            return None
    if word == "couple":
        return 2.0, row.skip(at + 1, "of")
    if word == "half":
        here = row.skip(row.skip(at + 1, "-"), "a", "an")
        return (0.5, here) if row.low[here] in {"hour", "century", "decade", "year", "day"} else None
    if word in VAGUE:
        return None, at + 1
    if word in {"dozens", "hundreds", "thousands", "tens"} and row.low[at + 1] == "of":
        return None, at + 2
    found = row.number(at)
    if found is None:
        return None
    n, here = found
    for joint in ("to", "or", "-", "–"):
        if row.low[here] == joint and (other := row.number(here + 1)) and other[0] > n:
            after = row.skip(other[1], "-")
            if row.low[after] in PLURAL_UNITS or row.low[after] in UNITS:
                return other[0], other[1]
    return n, here


def _is_rate(row: Row, at: int) -> bool:
    before = row.before(at)
    if row.low[at + 2] in {"ago", "earlier", "later", "before", "after", "-", "from"}:
        return False
    return before in _RATES or (before[:1].isdigit() and row.before(at, 2) == "$") or before == "$"


_BARE_LEADS = frozenset("for in within over of recent coming after during many last past by as take took".split())


#: Words before "hours after" where it is a time and not the end of "the first hours after".
_CLAUSE_HEADS = frozenset({"", ",", ".", "-", "–", "—", "only", "just", "mere", "and"})


def _bare_stands(row: Row, at: int, last: int) -> bool:
    """Tell whether a plural unit without a number is a time ("for weeks", "weeks ago")."""
    if row.low[last] in {"before", "after"} and last == at + 1:
        return row.low[at] != "seconds" and row.before(at) in _CLAUSE_HEADS
    return row.before(at) in _BARE_LEADS or row.low[last] in {"ago", "later", "earlier"} or row.low[last] == "of"


def _point(row: Row, match: Match, n: float | None, unit: str) -> Match | None:
    """Turn "two weeks" into a point in time where "ago", "later", "earlier", "from now" follow; drop ages."""
    here = match.last
    here = row.skip(here, "-")
    word = row.low[here]
    if word in {"old", "olds"}:
        return None
    if word == "ago" or (word == "back" and row.before(match.last - 2) != "for"):
        return replace(match, last=here + 1, meaning=_moved(n, unit, -1, quarter=n == 1 and unit == "Y"), counted=True)
    if word in {"earlier", "before"} and (word == "earlier" or row.low[here + 1] in {".", ","}):
        quarter = n == 1 and unit == "Y"
        return replace(match, last=here + 1, meaning=_moved(n, unit, -1, told=True, quarter=quarter))
    if word in {"later", "afterward", "afterwards"}:
        return replace(match, last=here + 1, meaning=_moved(n, unit, 1, told=True))
    if word == "from" and row.low[here + 1] in {"now", "today"}:
        return replace(match, last=here + 2, meaning=_moved(n, unit, 1))
    return match


def _moved(n: float | None, unit: str, way: int, *, told: bool = False, quarter: bool = False) -> Shift:
    moved = None if n is None else way * n
    counted = told and unit != "Y"
    return Shift(unit=unit, n=moved, from_mention=told, quarter=quarter, past=way < 0, counted=counted)


def frequency(row: Row, at: int) -> Match | None:  # noqa: PLR0911
    """ "every day", "each July", "daily", "Mondays", "every two weeks", "per year"."""
    word = row.low[at]
    if word in FREQUENCIES:
        joins = {"in", "by", "to", "and", "for", "since", "from", "on", "at", "or", "with"}
        described = row.low[at + 1].isalpha() and row.low[at + 1] not in joins and word != "annually"
        if described and word in {"annual", "quarterly", "yearly", "monthly"}:
            return None
        if row.is_capital(at) and row.before(at) in {"'s", "s'"}:
            return None
        if row.is_capital(at + 1) or row.low[at + 1] in {"newspaper", "paper", "magazine"}:
            return None
        return Match(at + 1, Fixed(value=FREQUENCIES[word]), repeated=True, reference=described)
    if word in WEEKDAY_PLURALS:
        return Match(at + 1, Fixed(value=f"XXXX-WXX-{WEEKDAY_PLURALS[word] + 1}"), repeated=True)
    if word not in {"every", "each", "per"}:
        return None
    here = row.skip(at + 1, "other", "single")
    n = 2.0 if row.low[at + 1] == "other" else 1.0
    if row.low[here] in WEEKDAYS:
        return Match(here + 1, Fixed(value=f"XXXX-WXX-{WEEKDAYS[row.low[here]] + 1}"), repeated=True)
    if row.low[here] in MONTHS and row.is_capital(here):
        return Match(here + 1, Fixed(value=f"XXXX-{MONTHS[row.low[here]]:02}"), repeated=True)
    if row.low[here] in SEASONS:
        return Match(here + 1, Fixed(value=f"XXXX-{SEASONS[row.low[here]]}"), repeated=True)
    number = row.number(here)
    if number is not None:
        n, here = number[0], number[1]
    unit = UNITS.get(row.low[here]) or PLURAL_UNITS.get(row.low[here])
    if row.low[here] in {"morning", "night", "evening", "afternoon"}:
        return Match(here + 1, Fixed(value="P1D"), repeated=True)
    if unit in {None, "WE", "S"}:
        return None
    return Match(here + 1, Fixed(value=duration_value(n, unit)), repeated=True)
