"""Deadlocks of a record: issues on which the newest positions of two parties oppose one another."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import combinations
from typing import TYPE_CHECKING, Any

from onrecord.codebook.issue_clusters import cluster_issues
from onrecord.codebook.issues import are_opposed
from onrecord.record.filters import Filters, where
from onrecord.record.flat import sql
from onrecord.record.query import fetch

if TYPE_CHECKING:
    import pyarrow as pa
    from duckdb import DuckDBPyConnection

#: Views the deadlocks are made from.
KINDS = ("positions", "actors")
#: What is shown of either side, and of which type.
_SIDE = {
    "party": "string", "party_key": "string", "stance": "string",
    "words": "string", "speaker": "string", "published": "date",
    "publisher": "string", "confidence": "double", "position_id": "string", "report_id": "string", "start": "int",
    "end": "int", "url": "string", "title": "string",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Issue:
    """Positions on one issue, the newest of each party first."""

    #: Its shortest name.
    name: str
    newest: Sequence[dict[str, Any]]
    #: Pairs of parties that one report with a position on it names.
    met: frozenset[frozenset[str]]
    n_reports: int
    n_publishers: int


def deadlocks(connection: DuckDBPyConnection, filters: Filters) -> pa.Table:
    """Return the deadlocks, one row for each pair of parties on each issue, the most printed issues first.

    Issues are one by their words (``cluster_issues``); of each party the newest position on the issue counts, so that
    who gave way is in no deadlock. One report on the issue must name both: else the words are alike and the matters are
    not. A threat opposes only those whom it is made to, where it says. ``n_reports`` and
    ``n_publishers`` count all reports with positions on the issue. Filters on who takes part must hold for one side.
    """
    sided = Filters(actor=filters.actor, speaker=filters.speaker, country=filters.country, text=filters.text)
    everybody = replace(filters, actor=(), speaker=(), country=(), text=None, limit=None)
    condition, values = where("positions", everybody)
    rows = fetch(connection, sql("deadlocks").replace("{where}", condition), values).to_pylist()
    asked = None
    if sided.given():
        chosen, more = where("positions", sided)
        query = f"SELECT DISTINCT _party FROM hidden.positions WHERE {condition} AND {chosen}"  # noqa: S608 - ours
        asked = set(fetch(connection, query, {**values, **more})["_party"].to_pylist())
    found = [
        _row(issue, one, other)
        for issue in _issues(connection, rows, condition, values)
        for one, other in combinations(issue.newest, 2)
        if frozenset({one["party_key"], other["party_key"]}) in issue.met
        and _oppose(one, other)
        and (asked is None or asked & {one["party_key"], other["party_key"]})
    ]
    found.sort(key=lambda row: (-row["n_publishers"], -row["n_reports"], row["issue"], row["party_a"], row["party_b"]))
    return _table(found if filters.limit is None else found[: filters.limit])


def _issues(
    connection: DuckDBPyConnection, rows: Sequence[dict[str, Any]], condition: str, values: dict[str, Any]
) -> Iterator[_Issue]:
    """Yield the issues on which newest positions oppose one another."""
    import pyarrow as pa

    names = list(dict.fromkeys(row["issue"] for row in rows))
    number = dict(zip(names, cluster_issues(names), strict=True))
    groups: dict[int, dict[str, dict[str, Any]]] = defaultdict(dict)
    for row in rows:  # newest first
        groups[number[row["issue"]]].setdefault(row["party_key"], row)
    many = {n: group for n, group in groups.items() if _may_oppose(list(group.values()))}
    numbers = {name: n for name, n in number.items() if n in many}
    if not numbers:
        return
    connection.register("issues", pa.table({"issue": list(numbers), "n": list(numbers.values())}))
    parties = sorted({party for group in many.values() for party in group})
    query = sql("deadlock_issues").replace("{where}", condition)
    facts = {row["n"]: row for row in fetch(connection, query, {**values, "parties": parties}).to_pylist()}
    for n, group in sorted(many.items()):
        shortest = min((name for name in names if number[name] == n), key=lambda name: (len(name), name))
        met = {frozenset(pair) for named in facts[n]["named"] or () for pair in combinations(named, 2)}
        yield _Issue(shortest, list(group.values()), frozenset(met), facts[n]["n_reports"], facts[n]["n_publishers"])


def _may_oppose(newest: Sequence[dict[str, Any]]) -> bool:
    return any(_oppose(one, other) for one, other in combinations(newest, 2))


def _oppose(one: dict[str, Any], other: dict[str, Any]) -> bool:
    for threat, rival in ((one, other), (other, one)):
        if (
            threat["stance"] == "threatens"
            and threat["toward_keys"]
            and rival["party_key"] not in threat["toward_keys"]
        ):
            return False
    return are_opposed(one["stance"], other["stance"])


def _row(issue: _Issue, one: dict[str, Any], other: dict[str, Any]) -> dict[str, Any]:
    row = {"issue": issue.name, "n_publishers": issue.n_publishers, "n_reports": issue.n_reports}
    for side, position in (("a", one), ("b", other)):
        row.update({f"{name}_{side}": position["id" if name == "position_id" else name] for name in _SIDE})
    return row


def _table(rows: Sequence[dict[str, Any]]) -> pa.Table:
    import pyarrow as pa

    types = {"string": pa.string(), "date": pa.date32(), "double": pa.float64(), "int": pa.int32()}
    counts = [("issue", pa.string()), ("n_publishers", pa.int64()), ("n_reports", pa.int64())]
    sides = [(f"{name}_{side}", types[kind]) for side in ("a", "b") for name, kind in _SIDE.items()]
    return pa.Table.from_pylist(list(rows), schema=pa.schema([*counts, *sides]))
