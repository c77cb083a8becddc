"""What people decided about facts, laid over the flat tables: what is wrong is left out, what was corrected shows so.

A decision is a row of the table ``judgements`` whose kind is "fact". Its ``left`` is the key of the fact, as
``REPORT:KIND:START-END``: the report's id, the kind ("statement", "event", …) and the span of the fact's evidence. The
newest decision on a key holds.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any, get_args

from onrecord.codebook.plover import intensity_of, plover_code, quad_of
from onrecord.model.dossier import EventType, Modality
from onrecord.record.table import Record

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

#: Verdict that takes a fact out of the views, and the one that changes it; any other leaves it as it is.
WRONG, CORRECTED = "wrong", "corrected"
#: Columns that say where a fact stands: no decision changes them.
_FIXED = frozenset({"id", "report_id", "publisher", "published", "url", "title", "words", "start", "end", "sentence"})
#: What is folded from the names of a corrected fact, so that filters find it by its new names alone.
_FOLDED = {
    "statements": {"_speaker": "keyed_all(speakers)"},
    "events": {
        "_actor": "keyed_all(actors || recipients || actors_alleged)",
        "_speaker": "keyed_all(said_by)",
        "_doers": "CASE WHEN len(actor_countries) > 0 THEN actor_countries ELSE actors END",
        "_others": "CASE WHEN len(recipient_countries) > 0 THEN recipient_countries ELSE recipients END",
        "_pairs": "pairs_of(CASE WHEN len(actor_countries) > 0 THEN actor_countries ELSE actors END,"
        " CASE WHEN len(recipient_countries) > 0 THEN recipient_countries ELSE recipients END)",
    },
    "positions": {
        "_actor": "keyed_all(once([party, speaker] || toward))",
        "_speaker": "keyed_all(once([speaker]))",
        "_issue": "keyed(issue)",
        "_party": "coalesce(party_country, party)",
        "_toward": "CASE WHEN len(toward_countries) > 0 THEN toward_countries ELSE toward END",
    },
    "actors": {"_actor": "keyed(name)", "_text": "keyed(concat_ws(' ', name, actor_title))"},
    "places": {"_text": "keyed(name || ' ' || words)"},
}
#: Columns whose correction changes what is folded; other corrections leave the names of the report findable.
_NAMES = {
    "statements": ("speaker", "speakers"),
    "events": ("actors", "recipients", "actor_countries", "recipient_countries", "actors_alleged", "said_by"),
    "positions": ("party", "speaker", "toward", "issue", "party_country", "toward_countries"),
    "actors": ("name", "actor_title"),
    "places": ("name",),
}


@dataclass(frozen=True, slots=True)
class Ruling:
    """The newest decision on a fact."""

    report: str
    #: Kind of the table: "statements", "events", …
    kind: str
    #: Where its evidence stands: "120-128".
    place: str
    verdict: str
    #: The columns that are right instead.
    value: Mapping[str, Any]
    at: datetime


def read_rulings(record: Record) -> list[Ruling]:
    """Return the newest decision on each fact; none where nobody decided anything.

    Rows that are no decisions on facts, and values that are no JSON objects, are passed over.
    """
    import pyarrow.parquet as pq

    if not (record.folder / "judgements" / "_delta_log").is_dir():
        return []
    rows: list[dict[str, Any]] = []
    for path in record.files("judgements"):
        rows.extend(pq.read_table(path, columns=["kind", "left", "verdict", "value", "at"]).to_pylist())
    newest: dict[str, Ruling] = {}
    for row in sorted(rows, key=lambda row: row["at"]):
        parts = str(row["left"]).rsplit(":", 2)
        if row["kind"] == "fact" and len(parts) == 3:
            report, kind, place = parts
            newest[row["left"]] = Ruling(report, f"{kind}s", place, row["verdict"], _value(row["value"]), row["at"])
    return list(newest.values())


def _value(text: str | None) -> dict[str, Any]:
    try:
        value = json.loads(text or "{}")
    except ValueError:
        return {}
    return value if isinstance(value, dict) else {}


def create_judged_views(connection: DuckDBPyConnection, kind: str, rulings: list[Ruling]) -> str:
    """Lay the decisions on facts of one kind over ``flat.KIND``; return the SQL that has them in it."""
    own = [ruling for ruling in rulings if ruling.kind == kind and ruling.verdict in (WRONG, CORRECTED)]
    if not own:
        return f"FROM flat.{kind}"
    types = {row[0]: row[1] for row in connection.execute(f"DESCRIBE flat.{kind}").fetchall()}
    found = _match(connection, kind, own)
    changed = sorted({c for _, _, _, value in found for c in value if c in types and c not in _FIXED and c[0] != "_"})
    _create_table(connection, kind, found, {column: types[column] for column in changed})
    given = ", ".join(f'CASE WHEN j.has_{c} THEN j.new_{c} ELSE f."{c}" END AS "{c}"' for c in changed)
    touched = " OR ".join(f"j.has_{c}" for c in _NAMES.get(kind, ()) if c in changed)
    flag = f"coalesce({touched}, false)" if touched else "false"
    # All that is put into the text is ours: names of columns that the table has, and expressions from above.
    base = (
        f"SELECT f.* {f'REPLACE ({given})' if given else ''}, {flag}"  # noqa: S608
        f" AS _touched FROM flat.{kind} f LEFT JOIN judged.{kind} j ON f.report_id = j.report_id AND f.id = j.id"
        " WHERE NOT coalesce(j.wrong, false)"
    )
    folded = ", ".join(
        f"CASE WHEN _touched THEN {expression} ELSE {column} END AS {column}"
        for column, expression in _FOLDED.get(kind, {}).items()
    )
    return f"SELECT * EXCLUDE (_touched) {f'REPLACE ({folded})' if folded else ''} FROM ({base})"  # noqa: S608


def _match(connection: DuckDBPyConnection, kind: str, own: list[Ruling]) -> list[tuple[str, str, bool, dict[str, Any]]]:
    """Return report, id, whether it is wrong, and the corrected columns of each fact decided on."""
    import pyarrow as pa

    numbers = range(len(own))
    keys = {"report": [r.report for r in own], "place": [r.place for r in own], "n": list(numbers)}
    connection.register("rulings", pa.table(keys))
    extra = "{'type': f.type, 'mode': f.mode, 'modality': f.modality, 'negated': f.negated}"
    rows = connection.execute(
        f"SELECT f.report_id, f.id, j.n, {extra if kind == 'events' else 'NULL'} FROM flat.{kind} f"  # noqa: S608
        " JOIN rulings j ON f.report_id = j.report AND list_contains(f._keys, j.place)"
    ).fetchall()
    connection.unregister("rulings")
    newest: dict[tuple[str, str], tuple[Ruling, Any]] = {}
    for report, fact, n, original in sorted(rows, key=lambda row: own[row[2]].at):
        newest[report, fact] = own[n], original
    return [
        (report, fact, ruling.verdict == WRONG, _completed(kind, ruling.value, original))
        for (report, fact), (ruling, original) in newest.items()
    ]


def _completed(kind: str, value: Mapping[str, Any], original: Mapping[str, Any] | None) -> dict[str, Any]:
    """Return the corrected columns with those that follow from them."""
    given = dict(value)
    if kind == "statements" and "speaker" in given and "speakers" not in given:
        given["speakers"] = [given["speaker"]] if given["speaker"] else []
    elif kind == "statements" and isinstance(given.get("speakers"), list):
        given.setdefault("speaker", " and ".join(map(str, given["speakers"])) or None)
    if original is None or not given.keys() & {"type", "mode", "modality", "negated"}:
        return given
    if "type" in given and given["type"] != original["type"]:
        given.setdefault("mode", None)  # a mode belongs to its type
    now = {**original, **given}
    if now["type"] in get_args(EventType) and now["modality"] in get_args(Modality):
        given.setdefault("plover", plover_code(now["type"], now["modality"], bool(now["negated"])))
        given.setdefault("quad", quad_of(now["type"], now["mode"]))
        given.setdefault("intensity", intensity_of(now["type"], now["mode"]))
    return given


def _create_table(
    connection: DuckDBPyConnection,
    kind: str,
    found: list[tuple[str, str, bool, dict[str, Any]]],
    types: Mapping[str, str],
) -> None:
    """Make ``judged.KIND``: a value that does not fit its column counts as not given."""
    import pyarrow as pa

    columns = {
        "report_id": [row[0] for row in found],
        "id": [row[1] for row in found],
        "wrong": [row[2] for row in found],
        "value": [json.dumps(row[3]) for row in found],
    }
    connection.register("decided", pa.table(columns))
    parts = []
    for column, kind_of in types.items():
        new = f"""json_transform(value, '{json.dumps({column: kind_of})}')."{column}\""""
        parts.append(f"{new} AS new_{column}")
        parts.append(f"{new} IS NOT NULL OR coalesce(json_type(value, '$.{column}') = 'NULL', false) AS has_{column}")
    connection.execute(
        f"CREATE TABLE judged.{kind} AS SELECT report_id, id, wrong{''.join(', ' + p for p in parts)} FROM decided"  # noqa: S608
    )
    connection.unregister("decided")
