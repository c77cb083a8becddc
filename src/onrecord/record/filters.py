"""What to choose from a record, and its SQL: fixed fragments with parameters, never a value in the text of a query."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import date, datetime
from typing import Any, get_args

from onrecord.codebook.actors import find_named
from onrecord.codebook.country_names import country_code, country_name, suggest_countries
from onrecord.errors import UsageError
from onrecord.model.dossier import Act, ActorKind, EventType, Modality, PlaceUse, Stance, TimeType, Unit
from onrecord.settings import SETTINGS

#: Filters that each kind of row has; ``limit`` goes with all.
_ALL = frozenset({"since", "until", "publisher"})
_OF_FACTS = _ALL | {"actor", "country", "type", "text"}
APPLIES: Mapping[str, frozenset[str]] = {
    "reports": _ALL | {"actor", "country", "text"},
    "statements": _OF_FACTS | {"speaker"},
    "events": _OF_FACTS | {"speaker", "modality"},
    "positions": _OF_FACTS | {"speaker", "issue"},
    "figures": _OF_FACTS,
    "times": _OF_FACTS,
    "places": _OF_FACTS,
    "actors": _OF_FACTS,
    "timeline": _OF_FACTS | {"speaker", "modality"},
    "calendar": _OF_FACTS | {"speaker", "modality"},
    "tension": _OF_FACTS,
    "deadlocks": _ALL | {"actor", "speaker", "country", "text", "issue"},
    "rejects": frozenset({"since", "until", "type", "text"}),
}
#: What ``type`` means for each kind: the column, and the values it may have; None for any.
TYPES: Mapping[str, tuple[str, tuple[str, ...] | None]] = {
    "statements": ("act", get_args(Act)),
    "events": ("type", None),  # a custom codebook has types of its own
    "positions": ("stance", get_args(Stance)),
    "figures": ("unit", get_args(Unit)),
    "times": ("type", get_args(TimeType)),
    "places": ("use", get_args(PlaceUse)),
    "actors": ("kind", get_args(ActorKind)),
    "rejects": ("code", None),
}
_ACTORS_OF_REPORT = "report_id IN (SELECT report_id FROM hidden.actors WHERE {})"
#: Columns that hold the folded names of those who take part, by kind; reports are asked for those they name.
_NAMES = {
    "statements": ("_speaker", "_beside"),
    "events": ("_actor",),
    "positions": ("_actor",),
    "actors": ("_actor",),
}
_COUNTRIES = {
    "statements": "list_has_any(speaker_countries, $country)",
    "events": "(list_has_any(actor_countries, $country) OR list_has_any(recipient_countries, $country)"
    " OR list_contains($country, place_country))",
    "positions": "(list_contains($country, party_country) OR list_contains($country, speaker_country)"
    " OR list_has_any(toward_countries, $country))",
    "places": "list_contains($country, country)",
    "actors": "list_contains($country, country)",
}
_WORD = re.compile(r"\w+|“[^”]*”|\"[^\"]*\"")


@dataclass(frozen=True, slots=True, kw_only=True)
class Filters:
    """What to choose. Several values of one filter are alternatives; filters of several names must all hold."""

    #: First and last day of publication, both included; for a timeline and a calendar, of the day that is told of.
    since: date | None = None
    until: date | None = None
    #: Names of those who take part: any name, title or description of them in the report, whatever case and accents.
    actor: tuple[str, ...] = ()
    #: Names of those who say it.
    speaker: tuple[str, ...] = ()
    #: Codes of countries and bodies of those who take part, or where it happens.
    country: tuple[str, ...] = ()
    #: Type of event, act of a statement, stance of a position, unit of a figure, kind of an actor.
    type: tuple[str, ...] = ()
    modality: tuple[str, ...] = ()
    #: Words of the issue; all must occur.
    issue: str | None = None
    #: Words of the evidence, or of the report; all must occur, from the beginning of a word. In quotation marks: a
    #: phrase.
    text: str | None = None
    #: Names of outlets, whatever case and accents.
    publisher: tuple[str, ...] = ()
    #: Rows at most; None for all.
    limit: int | None = None

    def given(self) -> list[str]:
        """Return the names of the filters that are set, but for ``limit``."""
        return [f.name for f in fields(self) if f.name != "limit" and getattr(self, f.name) not in (None, ())]


def make_filters(**given: Any) -> Filters:
    """Return filters from what a user gave: strings, dates, numbers, or several of them.

    Args:
        **given: Fields of ``Filters``; those that are None are left out.

    Raises:
        UsageError: There is no such filter, or its value makes no sense; says what would.

    >>> make_filters(country="Kenya", since="2031-05-02", modality="planned,offered").country
    ('KEN',)
    """
    known = {f.name for f in fields(Filters)}
    unknown = sorted(set(given) - known)
    if unknown:
        raise UsageError(f"There is no filter {unknown[0]!r}. Filters: {', '.join(sorted(known))}.")
    made: dict[str, Any] = {}
    for name, value in given.items():
        if value is not None:
            made[name] = _PARSERS[name](name, value)
    filters = Filters(**made)
    if filters.since and filters.until and filters.since > filters.until:
        raise UsageError(f"--since {filters.since} is after --until {filters.until}. Swap them.")
    return filters


def check_filters(what: str, filters: Filters) -> None:
    """Refuse filters that a kind of row does not have.

    Raises:
        UsageError: Names the filter and the kinds that have it.
    """
    applies = APPLIES.get(what, frozenset())
    for name in filters.given():
        if name not in applies:
            kinds = [kind for kind, names in APPLIES.items() if name in names]
            raise UsageError(f"--{name} does not go with {what}. It goes with {', '.join(kinds)}.")
    column, values = TYPES.get(what, ("type", None))
    for value in filters.type:
        if values is not None and value not in values:
            raise UsageError(f"{what} have no {column} {value!r}. Choose from {', '.join(values)}.")


def where(kind: str, filters: Filters) -> tuple[str, dict[str, Any]]:
    """Return the condition for rows of ``hidden.KIND`` and its parameters; "true" where all are chosen.

    Args:
        kind: A kind of ``record.flat.KINDS``.
        filters: Those that apply to the kind.
    """
    condition, values = between("published", filters)
    parts = [] if condition == "true" else [condition]
    _add_names(kind, filters, parts, values)
    if filters.country:
        own = _COUNTRIES.get(kind)
        parts.append(own or _ACTORS_OF_REPORT.format("list_contains($country, country)"))
        values["country"] = list(filters.country)
    if filters.type:
        column = TYPES[kind][0]
        parts.append(f"(list_contains($type, {column}){_CUSTOM if kind == 'events' else ''})")
        values["type"] = list(filters.type)
    if filters.modality:
        parts.append("list_contains($modality, modality)")
        values["modality"] = list(filters.modality)
    for name, column in (("issue", "_issue"), ("text", "_text")):
        for n, words in enumerate(split_words(getattr(filters, name) or "")):
            parts.append(f"contains({column}, ' ' || fold(${name}{n}))")
            values[f"{name}{n}"] = words
    return " AND ".join(parts) or "true", values


def between(column: str, filters: Filters) -> tuple[str, dict[str, Any]]:
    """Return the condition that a column of days lies between the days asked for, and its parameters."""
    days = {name: day for name, day in (("since", filters.since), ("until", filters.until)) if day}
    signs = {"since": ">=", "until": "<="}
    return " AND ".join(f"{column} {signs[name]} ${name}" for name in days) or "true", days


_CUSTOM = " OR list_contains($type, mode) OR list_contains($type, custom_type)"


def _add_names(kind: str, filters: Filters, parts: list[str], values: dict[str, Any]) -> None:
    """Add the conditions on names."""
    if filters.publisher:
        own = [f"contains(keyed(publisher), keyed($publisher{n}))" for n in range(len(filters.publisher))]
        parts.append(f"({' OR '.join(own)})")
        values.update({f"publisher{n}": name for n, name in enumerate(filters.publisher)})
    for name in ("actor", "speaker"):
        wanted = _with_aliases(getattr(filters, name))
        columns = _NAMES.get(kind, ()) if name == "actor" else ("_speaker",)
        if not wanted:
            continue
        any_of: list[str] = []
        for n, words in enumerate(wanted):
            key = f"' ' || ${name}{n} || ' '" if words[0] == "@" else f"keyed(${name}{n})"
            any_of.extend(f"contains({column}, {key})" for column in columns or ("_actor",))
            values[f"{name}{n}"] = words
        condition = f"({' OR '.join(any_of)})"
        parts.append(condition if columns else _ACTORS_OF_REPORT.format(condition))


def _with_aliases(names: Sequence[str]) -> list[str]:
    """Return names with what else the code book calls them; a state also by its code, as "@KEN"."""
    found: list[str] = []
    for name in names:
        found.append(name)
        named = next(filter(None, (find_named(form) for form in (name, name.title(), name.upper()))), None)
        if named is not None:
            found.append(named.name)
            if named.kind == "state" and named.country:
                found.append(f"@{named.country}")
    return list(dict.fromkeys(found))


def split_words(text: str) -> list[str]:
    """Return the words of a text, what stands in quotation marks as one.

    >>> split_words('missile "no fly zone"')
    ['missile', 'no fly zone']
    """
    return [word for word in (w.strip('“”"') for w in _WORD.findall(text)) if any(c.isalnum() for c in word)]


def _day(name: str, value: Any) -> date:
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    try:
        return date.fromisoformat(str(value))
    except ValueError:
        raise UsageError(f"--{name} {value!r} is no day. Write it as 2031-05-02.") from None


def _several(name: str, value: Any) -> list[str]:
    items = [value] if isinstance(value, str) else list(value) if isinstance(value, Iterable) else [str(value)]
    found = [item.strip() for item in map(str, items)]
    if not found or not all(any(c.isalnum() for c in item) for item in found):
        raise UsageError(f"--{name} needs a word. Give one, or leave it out.")
    return found


def _names(name: str, value: Any) -> tuple[str, ...]:
    return tuple(_several(name, value))


def _codes(name: str, value: Any) -> list[str]:
    return [part.strip() for item in _several(name, value) for part in item.split(",") if part.strip()]


def _countries(name: str, value: Any) -> tuple[str, ...]:
    found = []
    for item in _several(name, value):
        whole = country_code(item)
        for part in [item] if whole else [p.strip() for p in item.split(",") if p.strip()]:
            code = whole or country_code(part)
            if code is None:
                near = ", ".join(f"{country_name(c)} ({c})" for c in suggest_countries(part))
                hint = f"Did you mean {near}?" if near else "Give its English name or its code, as Kenya or KEN."
                raise UsageError(f"--{name}: no country is known as {part!r}. {hint}")
            found.append(code)
    return tuple(dict.fromkeys(found))


def _types(name: str, value: Any) -> tuple[str, ...]:
    codes = _codes(name, value)
    known = {v.casefold(): v for v in (*get_args(EventType), *(t for _, ts in TYPES.values() for t in ts or ()))}
    return tuple(known.get(code.casefold(), code) for code in codes)


def _modalities(name: str, value: Any) -> tuple[str, ...]:
    known = get_args(Modality)
    codes = [code.casefold() for code in _codes(name, value)]
    for code in codes:
        if code not in known:
            raise UsageError(f"--{name}: there is no modality {code!r}. Choose from {', '.join(known)}.")
    return tuple(codes)


def _words(name: str, value: Any) -> str:
    text = unicodedata.normalize("NFC", str(value)).strip()
    n_words = len(split_words(text))
    if not n_words:
        raise UsageError(f"--{name} needs a word. Give one, or leave it out.")
    if n_words > SETTINGS.max_filter_words:
        raise UsageError(f"--{name} has {n_words:,} words, it may have {SETTINGS.max_filter_words}. Give fewer.")
    return text


def _count(name: str, value: Any) -> int:
    try:
        number = int(value)
    except (TypeError, ValueError):
        number = -1
    if number < 0 or isinstance(value, bool):
        raise UsageError(f"--{name} {value!r} is no number of rows. Write it as 100.")
    return number


_PARSERS = {
    "since": _day,
    "until": _day,
    "actor": _names,
    "speaker": _names,
    "country": _countries,
    "type": _types,
    "modality": _modalities,
    "issue": _words,
    "text": _words,
    "publisher": _names,
    "limit": _count,
}
