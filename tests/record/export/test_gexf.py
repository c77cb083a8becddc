"""The network of who acts toward whom and who speaks of whom."""

from __future__ import annotations

import io

import networkx as nx

from onrecord.record.export.options import ExportOptions
from onrecord.record.table import Record
from tests.record.export.wrote import wrote


def _edges(data: bytes) -> set[tuple[str, str, str]]:
    graph = nx.read_gexf(io.BytesIO(data))
    names = nx.get_node_attributes(graph, "label")
    return {(names[a], names[b], found["kind"]) for a, b, found in graph.edges(data=True)}


def test_other_programs_can_read_it(crisis: Record) -> None:
    """The file is read by a library for networks, with names, directions and kinds."""
    edges = _edges(wrote(crisis, "gexf"))
    assert ("Russia", "Ukraine", "acts toward") in edges
    assert ("Ukraine", "Russia", "acts toward") in edges  # the talks
    assert all(source != target for source, target, _ in edges)


def test_who_speaks_of_whom(crisis: Record) -> None:
    """A statement is an edge from its speaker to those who are named in its words, and to nobody else."""
    edges = _edges(wrote(crisis, "gexf", options=ExportOptions(tables=("statements",))))
    assert edges == {("Ukraine", "Russia", "speaks of")}


def test_what_did_not_happen_counts_only_when_asked(crisis: Record) -> None:
    """Threatened events are no acts, unless all modalities are asked for."""
    few = nx.read_gexf(io.BytesIO(wrote(crisis, "gexf")))
    many = nx.read_gexf(io.BytesIO(wrote(crisis, "gexf", options=ExportOptions(all_modalities=True))))

    def acts(graph: nx.Graph) -> int:
        return sum(found["n_events"] for _, _, found in graph.edges(data=True))

    assert acts(few) < acts(many)
