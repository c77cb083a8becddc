"""Who acts toward whom and who speaks of whom, as a network in GEXF for Gephi and its like."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import product
from typing import Any, BinaryIO
from xml.etree.ElementTree import Element, SubElement, tostring

from onrecord.codebook.country_names import country_name
from onrecord.record.export.options import ExportOptions
from onrecord.record.export.parties import happened_only
from onrecord.record.export.rows import Row, Rows, kinds_with

#: What an edge stands for.
ACTS, SPEAKS = "acts toward", "speaks of"
_NODE_COLUMNS = (("country", "string"), ("n_events", "integer"), ("n_statements", "integer"))
_EDGE_COLUMNS = (
    ("kind", "string"), ("n_events", "integer"), ("n_statements", "integer"), ("n_reports", "integer"),
    ("n_publishers", "integer"), ("verbal_cooperation", "integer"), ("material_cooperation", "integer"),
    ("verbal_conflict", "integer"), ("material_conflict", "integer"), ("mean_intensity", "float"),
)  # fmt: skip
#: What is read of statements and of actors.
_SPOKEN_COLUMNS = "COLUMNS('^(id|report_id|start|publisher|cue|speaker_ids|_keys|_party)$')"
#: Characters that XML 1.0 does not allow.
_FORBIDDEN = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


@dataclass(slots=True)
class _Edge:
    """What is counted of one party toward another."""

    n_facts: int = 0
    reports: set[int] = field(default_factory=set)
    publishers: set[str] = field(default_factory=set)
    quads: list[int] = field(default_factory=lambda: [0, 0, 0, 0])
    intensity: float = 0.0
    n_scored: int = 0


def write(rows: Rows, out: BinaryIO, options: ExportOptions) -> int:
    """Write the network; return the number of events and statements that were looked at.

    A node is a party: a state with all who act for it, or a group, body or person by name. An event counts on the edge
    from each who acts to each whom it befalls; where it befalls nobody, as in a meeting, on edges between all. A
    statement counts on the edge from each speaker to each party that is named in its content. Nobody points at
    themselves. Of events those alone count that happened, unless ``options.all_modalities``.

    Source: GEXF 1.2 draft.
    """
    edges: dict[tuple[str, str, str], _Edge] = {}
    n_facts = 0
    kinds = options.tables or tuple(kinds_with(rows.filters, ("statements", "events")))
    if "statements" in kinds:
        rows.expect(rows.count("statements"))
        for statement, pairs in _spoken(rows):
            n_facts += 1
            for pair in pairs:
                _count(edges, (SPEAKS, *pair), statement)
    if "events" in kinds:
        happened_only(rows, options)
        rows.expect(rows.count("events"))
        for row in rows.rows("events", "report_id, publisher, quad, intensity, _doers, _others"):
            n_facts += 1
            for pair in _acts(row):
                _count(edges, (ACTS, *pair), row)
    out.write(b'<?xml version="1.0" encoding="UTF-8"?>\n')
    out.write(tostring(_graph(edges, options), encoding="utf-8"))
    out.write(b"\n")
    return n_facts


def _acts(row: Row) -> Iterator[tuple[str, str]]:
    doers, others = row["_doers"] or [], row["_others"] or []
    for pair in dict.fromkeys(product(doers, others or doers)):
        if pair[0] != pair[1]:
            yield pair


def _spoken(rows: Rows) -> Iterator[tuple[Row, list[tuple[str, str]]]]:
    """Yield each statement with who speaks of whom in it."""
    for _, facts in rows.by_report(("statements",), _SPOKEN_COLUMNS, beside=("actors",), with_text=False):
        party_of = {actor["id"]: actor["_party"] for actor in facts["actors"]}
        mentions = [
            (int(start), int(end), actor["_party"])
            for actor in facts["actors"]
            for start, _, end in (key.partition("-") for key in actor["_keys"] or ())
        ]
        for row in facts["statements"]:
            speakers = {party_of.get(actor) for actor in row["speaker_ids"] or ()} - {None}
            keys = row["_keys"] or []
            content = [
                (int(start), int(end))
                for start, _, end in (k.partition("-") for k in (keys[1:] if row["cue"] is not None else keys))
            ]
            named = {party for a, b, party in mentions if party and any(s <= a and b <= e for s, e in content)}
            yield row, sorted((who, whom) for who in speakers for whom in named if who and who != whom)


def _count(edges: dict[tuple[str, str, str], _Edge], key: tuple[str, str, str], row: Row) -> None:
    edge = edges.setdefault(key, _Edge())
    edge.n_facts += 1
    edge.reports.add(hash(row["report_id"]))
    if row["publisher"]:
        edge.publishers.add(row["publisher"])
    if row.get("quad"):
        edge.quads[row["quad"] - 1] += 1
    if row.get("intensity") is not None:
        edge.intensity += row["intensity"]
        edge.n_scored += 1


def _graph(edges: dict[tuple[str, str, str], _Edge], options: ExportOptions) -> Element:
    root = Element("gexf", {"xmlns": "http://www.gexf.net/1.2draft", "version": "1.2"})
    meta = SubElement(root, "meta")
    SubElement(meta, "creator").text = "Onrecord"
    SubElement(meta, "description").text = _legal(f"Who acts toward whom, who speaks of whom. {options.title}".strip())
    graph = SubElement(root, "graph", {"defaultedgetype": "directed", "mode": "static"})
    for kind, columns in (("node", _NODE_COLUMNS), ("edge", _EDGE_COLUMNS)):
        attributes = SubElement(graph, "attributes", {"class": kind})
        for name, of_type in columns:
            SubElement(attributes, "attribute", {"id": name, "title": name, "type": of_type})
    parties: dict[str, list[int]] = {}
    for (kind, source, target), edge in edges.items():
        for party in (source, target):
            parties.setdefault(party, [0, 0])[kind == SPEAKS] += edge.n_facts
    numbers = {party: str(number) for number, party in enumerate(sorted(parties))}
    nodes = SubElement(graph, "nodes")
    for party, number in numbers.items():
        name = country_name(party)
        node = SubElement(nodes, "node", {"id": number, "label": _legal(name)})
        country = party if name != party or (len(party) == 3 and party.isupper()) else ""
        _values(node, {"country": country, "n_events": parties[party][0], "n_statements": parties[party][1]})
    drawn = SubElement(graph, "edges")
    for place, key in enumerate(sorted(edges)):
        kind, source, target = key
        ends = {"id": str(place), "source": numbers[source], "target": numbers[target]}
        named = SubElement(drawn, "edge", {**ends, "label": kind, "weight": str(float(edges[key].n_facts))})
        _values(named, _edge_values(kind, edges[key]))
    return root


def _edge_values(kind: str, edge: _Edge) -> dict[str, Any]:
    quads = ("verbal_cooperation", "material_cooperation", "verbal_conflict", "material_conflict")
    return {
        "kind": kind,
        "n_events": edge.n_facts if kind == ACTS else 0,
        "n_statements": edge.n_facts if kind == SPEAKS else 0,
        "n_reports": len(edge.reports),
        "n_publishers": len(edge.publishers),
        **dict(zip(quads, edge.quads, strict=True)),
        "mean_intensity": round(edge.intensity / edge.n_scored, 4) if edge.n_scored else None,
    }


def _values(element: Element, values: dict[str, Any]) -> None:
    held = SubElement(element, "attvalues")
    for name, value in values.items():
        if value not in (None, ""):
            SubElement(held, "attvalue", {"for": name, "value": _legal(str(value))})


def _legal(words: str) -> str:
    return _FORBIDDEN.sub("\ufffd", words)
