"""What a page was asked to show: the filters that stand in its address, and addresses with others."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

from starlette.requests import Request

from onrecord.errors import UsageError
from onrecord.record.filters import APPLIES, Filters, check_filters, make_filters
from onrecord.serve.failures import told

#: Filters in the order in which the bar shows them.
NAMES = ("text", "since", "until", "actor", "speaker", "country", "type", "modality", "issue", "publisher")


@dataclass(frozen=True, slots=True)
class Asked:
    """The filters of one request."""

    #: As they stand in the address; only those that are set.
    raw: Mapping[str, str]
    filters: Filters
    #: Why the filters could not be used; None where they could.
    problem: str | None = None

    def query(self, **changes: str | None) -> str:
        """Return a query string with some values changed; None takes one out."""
        values = {**self.raw, **{k: v for k, v in changes.items() if v is not None}}
        kept = {k: v for k, v in values.items() if k not in changes or changes[k] is not None}
        return "?" + urlencode(kept) if kept else ""


def asked_of(request: Request, what: str) -> Asked:
    """Return the filters of a request that go with one kind of rows; the others are kept in the address only.

    A wrong value is no error of the page: it shows everything and says what was wrong.
    """
    raw = {k: v.strip() for k, v in request.query_params.items() if k in NAMES and v.strip()}
    applying = {k: v for k, v in raw.items() if k in APPLIES.get(what, frozenset())}
    try:
        filters = make_filters(**applying)
        check_filters(what, filters)
    except UsageError as error:
        return Asked(raw, Filters(), told(error))
    return Asked(raw, filters)
