"""The parameters of the interface for programs: the filters of ``onrecord show``, typed per kind of rows."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from functools import cache
from typing import Annotated, Any, Literal, cast, get_args

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, create_model

from onrecord.model.dossier import Modality
from onrecord.record.filters import APPLIES, TYPES, Filters, check_filters, make_filters
from onrecord.settings import SETTINGS

_WORDS = Annotated[str, Field(min_length=1, max_length=SETTINGS.max_filter_chars)]
#: What each filter means, for the description of the interface.
_MEANINGS: Mapping[str, str] = {
    "since": "First day of publication; of a timeline, a calendar and tension the first day told of.",
    "until": "Last day, included.",
    "actor": "Names of those who take part. Several are alternatives.",
    "speaker": "Names of those who say it.",
    "country": "English names or codes (KEN, NATO) of countries and bodies that take part.",
    "type": "Type of event, act of a statement, stance, unit of a figure, kind of an actor.",
    "modality": "What became of it.",
    "issue": "Words of the issue; all must occur.",
    "text": "Words of the evidence, or of the report; all must occur, from the beginning of a word. "
    "In quotation marks: a phrase.",
    "publisher": "Names of outlets.",
}
#: Filters whose values may stand in one, with commas between them, as on the command line.
_CODES = ("type", "modality", "country")
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


class Parameters(BaseModel):
    """What a request asked for. A parameter that does not exist is refused: a misspelt filter must not show all."""

    model_config = ConfigDict(extra="forbid")

    def filters(self, what: str, limit: int | None = None) -> Filters:
        """Return the filters, checked against a kind of rows.

        Args:
            what: The kind.
            limit: Rows at most; None for all.

        Raises:
            UsageError: A value makes no sense.
        """
        given = {name: getattr(self, name, None) for name in APPLIES.get(what, ())}
        filters = make_filters(**{name: value for name, value in given.items() if value})
        check_filters(what, filters)
        return replace(filters, limit=limit)


@cache
def page_parameters(what: str) -> type[Parameters]:
    """Return the parameters of a page of rows: filters, ``limit``, ``next`` and, of tension, ``period``."""
    limit = Field(default=SETTINGS.page_rows, ge=1, le=SETTINGS.max_page_rows, description="Rows of a page at most.")
    meaning = "The next of the page before this one."
    token = _left_out(min_length=1, max_length=20, pattern="^[A-Za-z0-9_-]+$", description=meaning)
    return _model(f"{what.title()}Page", what, limit=(int, limit), next=(str, token))


@cache
def file_parameters(what: str, form: str) -> type[Parameters]:
    """Return the parameters of a whole file: filters, ``limit`` and, of CSV, ``excel``."""
    limit = _left_out(ge=1, le=10**12, description="Rows at most; all where it is left out.")
    more: dict[str, Any] = {"limit": (int, limit)}
    if form == "csv":
        meaning = "For spreadsheets: a byte-order mark, lists as words, and no cell that would run as a formula."
        more["excel"] = (bool, Field(default=False, description=meaning))
    return _model(f"{what.title()}{form.title()}", what, **more)


def _model(name: str, what: str, **more: Any) -> type[Parameters]:
    applying = [filter_ for filter_ in _MEANINGS if filter_ in APPLIES.get(what, ())]
    fields: dict[str, Any] = {filter_: _field(filter_, what) for filter_ in applying}
    if what == "tension":
        period = Field(default="week", description="Length of the steps of the series.")
        fields["period"] = (Literal["week", "day"], period)
    return cast(type[Parameters], create_model(name, __base__=Parameters, **fields, **more))


def _field(name: str, what: str) -> tuple[Any, Any]:
    if name in _SINGLE:
        return _SINGLE[name], _left_out(description=_MEANINGS[name])
    value: Any = _WORDS
    if name == "modality":
        value = Literal[get_args(Modality)]
    elif name == "type" and (known := TYPES.get(what, ("", None))[1]):
        value = Literal[known]
    many: Any = list[value]
    few: Any = Field(default_factory=list, description=_MEANINGS[name], max_length=SETTINGS.max_filter_values)
    return (Annotated[many, BeforeValidator(_split)] if name in _CODES else many), few


def _left_out(**more: Any) -> Any:
    """Return a field that may be left out but has no null: an address cannot say one."""
    return Field(default=None, json_schema_extra=_drop_default, **more)


def _drop_default(schema: dict[str, Any]) -> None:
    schema.pop("default", None)


def _only_days(value: Any) -> Any:
    """Refuse what is no day: pydantic would take numbers for seconds."""
    if isinstance(value, str) and not _DAY.fullmatch(value):
        raise ValueError("a day is written as 2031-05-02")
    return value


#: Filters that take a single value.
_SINGLE: Mapping[str, Any] = {
    **dict.fromkeys(("since", "until"), Annotated[date, BeforeValidator(_only_days)]),
    **dict.fromkeys(("issue", "text"), _WORDS),
}


def _split(values: Any) -> Any:
    """Take values apart that stand in one with commas between them."""
    if not isinstance(values, list) or not all(isinstance(value, str) for value in values):
        return values
    return [part for value in values for part in (value.split(",") if "," in value else [value])]
