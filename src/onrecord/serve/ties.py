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
#: One row for each event and each two parties of it. Where it befalls nobody, as in a meeting, each who acts does so
#: toward the others.
_ACTS = """
SELECT report_id || ' ' || id AS fact, report_id, quad, x, unnest(others) AS y FROM (
    SELECT report_id, id, quad, unnest(_doers) AS x, CASE WHEN len(_others) = 0 THEN _doers ELSE _others END AS others
    FROM hidden.events WHERE {where}
)
"""
#: One row for each statement, who makes it, and each party of an event that it tells of.
_SPEAKS = """
SELECT s.report_id || ' ' || s.id AS fact, s.report_id, e.quad, a._party AS x, e.y
FROM (SELECT report_id, statement, quad, unnest(once(_doers || _others)) AS y FROM hidden.events
    WHERE statement IS NOT NULL AND {where}) e
JOIN (SELECT report_id, id, unnest(speaker_ids) AS speaker FROM hidden.statements) s
    ON s.report_id = e.report_id AND s.id = e.statement
JOIN hidden.actors a ON a.report_id = s.report_id AND a.id = s.speaker
"""
_TIES = {"acts": _ACTS, "speaks": _SPEAKS}
_SUMS = """
WITH ties AS MATERIALIZED (
    SELECT x, y, count(DISTINCT fact) AS n, count(DISTINCT report_id) AS n_reports,
        count(DISTINCT fact) FILTER (quad <= 2) AS cooperation, count(DISTINCT fact) FILTER (quad > 2) AS conflict
    FROM ({ties}) WHERE x <> y GROUP BY ALL
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
_SPOKEN = """
SELECT COLUMNS('^[^_]') FROM hidden.statements s SEMI JOIN (
    SELECT split_part(fact, ' ', 1) AS report_id, substr(fact, strpos(fact, ' ') + 1) AS id
    FROM ({ties}) WHERE x = $x AND y = $y
) t ON s.report_id = t.report_id AND s.id = t.id
ORDER BY published DESC NULLS LAST, report_id, start, id
"""


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
    query = (_ACTED if how == "acts" else _SPOKEN.replace("{ties}", _SPEAKS)).replace("{where}", chosen)
    return page_of_rows(connection, query, {**values, "x": x, "y": y}, token)
