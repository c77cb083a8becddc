"""The matrix of issues and parties: which issues and parties it shows, and what stands in each cell."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from onrecord.codebook.issue_clusters import cluster_issues
from onrecord.record.filters import Filters
from onrecord.record.lists import list_rows
from onrecord.record.selection import OpenRecord
from onrecord.serve.listing import party_name
from onrecord.settings import SETTINGS

#: Stands for no day of publication, so that such positions come before all others.
_NO_DAY = date(1, 1, 1)


@dataclass(frozen=True, slots=True)
class Issue:
    """Names of issues that are one issue by their words."""

    #: The shortest of its names.
    name: str
    names: tuple[str, ...]
    #: Sum over its names; a report that uses two of them counts twice.
    n_reports: int


@dataclass(frozen=True, slots=True)
class Stand:
    """A position as a cell shows it."""

    stance: str
    day: date | None
    words: str
    report_id: str
    start: int
    end: int
    party: str
    issue: str


@dataclass(frozen=True, slots=True)
class Cell:
    """What a party holds on an issue."""

    now: Stand
    #: What it held before, where that is known.
    before: Stand | None
    n_positions: int

    @property
    def changed(self) -> bool:
        """Tell whether the stance is another than before."""
        return self.before is not None and self.before.stance != self.now.stance


@dataclass(frozen=True, slots=True)
class Matrix:
    """Some rows and columns of the matrix."""

    issues: Sequence[Issue]
    #: Keys of the parties and what they are called.
    parties: Sequence[tuple[str, str]]
    #: By number of the issue in ``issues`` and key of the party.
    cells: dict[tuple[int, str], Cell]
    #: Parties that hold positions on these issues but have no column.
    n_parties_left: int

    def changes(self) -> list[tuple[Issue, str, Cell]]:
        """Return the cells whose stance changed, by issue."""
        names = dict(self.parties)
        return [
            (self.issues[n], names[party], cell)
            for (n, party), cell in sorted(self.cells.items(), key=lambda item: (item[0][0], names[item[0][1]]))
            if cell.changed
        ]


def issues_of(record: OpenRecord, filters: Filters) -> list[Issue]:
    """Return the issues of a record, those in most reports first: names that mean the same are one.

    Only the ``SETTINGS.matrix_names`` names in most reports are looked at; the rest can be asked for by filters.
    """
    rows = list_rows(record, "issues", filters, limit=SETTINGS.matrix_names)
    groups: dict[int, list[dict[str, Any]]] = {}
    for row, number in zip(rows, cluster_issues([row["issue"] for row in rows]), strict=True):
        groups.setdefault(number, []).append(row)
    found = []
    for members in groups.values():
        names = [row["issue"] for row in members]
        shortest = min(names, key=lambda name: (len(name), name))
        found.append(Issue(shortest, tuple(names), sum(row["n_reports"] for row in members)))
    return sorted(found, key=lambda issue: -issue.n_reports)


def make_matrix(
    record: OpenRecord,
    filters: Filters,
    issues: Sequence[Issue],
    *,
    at: date | None = None,
    then: date | None = None,
    n_parties: int = SETTINGS.matrix_parties,
) -> Matrix:
    """Return the matrix of some issues and the parties with most positions on them.

    Args:
        record: The record.
        filters: Which positions count.
        issues: The rows.
        at: Day up to which the newest position counts; None for the newest of all.
        then: Day to compare with: a cell's ``before`` is the newest position up to it. None for the position that came
            before the newest, on an earlier day.
        n_parties: Columns at most.
    """
    names = [name for issue in issues for name in issue.names]
    groups = [n for n, issue in enumerate(issues) for _ in issue.names]
    rows = list_rows(record, "matrix", filters, issues=names, groups=groups, at=at, then=then)
    many: Counter[str] = Counter()
    for row in rows:
        many[row["party_key"]] += row["n_positions"]
    kept = sorted(many, key=lambda key: (-many[key], key))[:n_parties]
    cells = {
        (row["n"], row["party_key"]): Cell(_stand(row["own"]), _maybe(row["older"]), row["n_positions"])
        for row in rows
        if row["party_key"] in kept
    }
    return Matrix(issues, [(key, party_name(key)) for key in kept], cells, len(many) - len(kept))


def _maybe(own: dict[str, Any] | None) -> Stand | None:
    return None if own is None else _stand(own)


def _stand(own: dict[str, Any]) -> Stand:
    day = None if own["day"] == _NO_DAY else own["day"]
    return Stand(
        own["stance"], day, own["words"], own["report_id"], own["start"], own["end"], own["party"] or "", own["issue"]
    )
