"""Who acts toward whom, and who speaks of whom: the ties between the parties of a record."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from onrecord.codebook.country_names import country_name
from onrecord.record.filters import Filters, where
from onrecord.serve.paging import Page
from onrecord.serve.sums import page_of_rows, rows_of

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

#: Views that are read.
KINDS = ("events", "statements", "actors", "reports")
#: Kinds of ties, with what they are called.
HOW = {"acts": "acts toward", "speaks": "speaks of"}
#: Parties shown, those with most ties: a table of more columns than this is read by nobody.
MOST = 20
#: One row for each event and each two parties of which the first does it to the second. Where an event befalls nobody,
#: as a meeting, each who acts does so toward the others. Hashes stand for ids: they are quicker to group.
_ACTS = """
SELECT x, y, report, quad <= 2 AS cooperation, quad > 2 AS conflict FROM (
    SELECT x, unnest(others) AS y, report, quad FROM (
        SELECT unnest(_doers) AS x, CASE WHEN len(_others) = 0 THEN _doers ELSE _others END AS others,
            hash(report_id) AS report, quad
        FROM hidden.events WHERE (len(_others) > 0 OR len(_doers) > 1) AND {where}
    )
) WHERE x <> y
"""
#: Who says it, and each party of an event that the statement tells of.
_TOLD = """
SELECT s.report_id, s.id, a._party AS x, unnest(e.parties) AS y, e.quad
FROM (
    SELECT report_id, statement, quad, once(_doers || _others) AS parties FROM hidden.events
    WHERE statement IS NOT NULL AND len(_doers) + len(_others) > 0 AND {where}
) e
JOIN (SELECT report_id, id, unnest(speaker_ids) AS speaker FROM hidden.statements) s
    ON s.report_id = e.report_id AND s.id = e.statement
JOIN hidden.actors a ON a.report_id = s.report_id AND a.id = s.speaker
"""
_SPEAKS = f"""
SELECT x, y, report, coalesce(bool_or(quad <= 2), false) AS cooperation, coalesce(bool_or(quad > 2), false) AS conflict
FROM (SELECT x, y, hash(report_id) AS report, hash(report_id, id) AS fact, quad FROM ({_TOLD}))
WHERE x <> y GROUP BY x, y, report, fact
"""  # noqa: S608 - fixed fragments
_TIES = {"acts": _ACTS, "speaks": _SPEAKS}
_SUMS = """
WITH by_report AS (
    SELECT x, y, count(*) AS n, count(*) FILTER (cooperation) AS cooperation, count(*) FILTER (conflict) AS conflict
    FROM ({ties}) GROUP BY x, y, report
), ties AS MATERIALIZED (
    SELECT x, y, sum(n)::BIGINT AS n, count(*) AS n_reports, sum(cooperation)::BIGINT AS cooperation,
        sum(conflict)::BIGINT AS conflict
    FROM by_report GROUP BY ALL
), parties AS (
    SELECT party, sum(n) AS total, count(*) OVER () AS n_parties FROM (
        SELECT x AS party, n FROM ties UNION ALL SELECT y AS party, n FROM ties
    ) GROUP BY party ORDER BY total DESC, party LIMIT $most
)
SELECT ties.*, (SELECT count(*) FROM ties) AS n_ties, (SELECT any_value(n_parties) FROM parties) AS n_parties
FROM ties SEMI JOIN parties p ON ties.x = p.party SEMI JOIN parties q ON ties.y = q.party
ORDER BY n DESC, x, y
"""
_ACTED = """
SELECT COLUMNS('^[^_]') FROM hidden.events
WHERE list_contains(_doers, $x) AND list_contains(CASE WHEN len(_others) = 0 THEN _doers ELSE _others END, $y)
    AND {where}
ORDER BY published DESC NULLS LAST, report_id, start, id
"""
_SPOKEN = f"""
SELECT COLUMNS('^[^_]') FROM hidden.statements SEMI JOIN (SELECT report_id, id FROM ({_TOLD}) WHERE x = $x AND y = $y)
    USING (report_id, id)
ORDER BY published DESC NULLS LAST, report_id, start, id
"""  # noqa: S608 - fixed fragments


@dataclass(frozen=True, slots=True)
class Network:
    """The ties among the parties that have most of them."""

    #: Rows with x, y, n, n_reports, cooperation and conflict; those with most facts first.
    ties: list[dict[str, Any]]
    #: Parties of the ties; those with most facts first.
    parties: list[str]
    #: How many ties and parties there are in all.
    n_ties: int
    n_parties: int

    def matrix(self) -> dict[str, dict[str, dict[str, Any]]]:
        """Return each tie by who and whom."""
        found: dict[str, dict[str, dict[str, Any]]] = {}
        for tie in self.ties:
            found.setdefault(tie["x"], {})[tie["y"]] = tie
        return found

    def data(self) -> dict[str, Any]:
        """Return what the script draws."""
        keys = ("x", "y", "n", "cooperation", "conflict")
        ties = [{key: tie[key] for key in keys} for tie in self.ties]
        return {"parties": [{"id": p, "name": country_name(p)} for p in self.parties], "ties": ties}


def network(connection: DuckDBPyConnection, filters: Filters, how: str) -> Network:
    """Return the network of one kind of ties (see ``HOW``); filters are those of events."""
    chosen, values = where("events", filters)
    query = _SUMS.replace("{ties}", _TIES[how]).replace("{where}", chosen)
    rows = rows_of(connection, query, {**values, "most": MOST})
    totals: dict[str, int] = {}
    for row in rows:
        for party in (row["x"], row["y"]):
            totals[party] = totals.get(party, 0) + row["n"]
    parties = sorted(totals, key=lambda party: (-totals[party], party))
    return Network(rows, parties, rows[0]["n_ties"] if rows else 0, rows[0]["n_parties"] if rows else 0)


def facts_of(
    connection: DuckDBPyConnection, filters: Filters, how: str, x: str, y: str, token: str | None = None
) -> Page:
    """Return a page of the facts of one tie: events where they act, statements where they speak."""
    chosen, values = where("events", filters)
    query = (_ACTED if how == "acts" else _SPOKEN).replace("{where}", chosen)
    return page_of_rows(connection, query, {**values, "x": x, "y": y}, token)
