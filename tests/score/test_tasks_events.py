"""The tasks events and positions."""

from __future__ import annotations

import gzip
import json
from dataclasses import replace
from pathlib import Path

import pytest

from onrecord.model.dossier import Dossier
from onrecord.model.json import dossier_to_json
from onrecord.model.span import Span
from onrecord.score import tasks_dossier, tasks_events
from onrecord.score.cli_score import score_tables
from onrecord.score.gold import GoldError
from onrecord.score.gold_reports import GoldReport
from onrecord.score.gold_sentences import TypedPair
from onrecord.score.layers import compile_annotated
from onrecord.score.options import Options
from onrecord.score.table import Table
from onrecord.score.tasks_events import count_typed_pair, event_tables, plv_tables, position_tables
from tests.score.stand_ins import Answers
from tests.score.test_layers import REPORT


@pytest.fixture(scope="module")
def gold() -> GoldReport:
    """A report annotated throughout: events of type MOBILIZE, REQUEST, RETREAT, ASSAULT; one position, demands."""
    dossier, layers = compile_annotated(REPORT)
    return GoldReport("x", dossier, layers)


def _values(table: Table) -> dict[str, float]:
    return {figure.name: figure.value for figure in table.figures}


def _pair(root: str, quad: int, text: str = "x") -> TypedPair:
    side = "cooperation" if quad < 3 else "conflict"
    return TypedPair(text, text, (Span(0, 1),), (), root, quad, side)


def test_a_root_gathers_its_types() -> None:
    """CONCEDE and RETREAT together outweigh the likeliest single type; quad and side are sums, YIELD being quad 2."""
    rated = {"CONCEDE": 0.2, "RETREAT": 0.15, "ASSAULT": 0.33, "COERCE": 0.25, "AGREE": 0.07}
    rater = Answers(types={"x": rated})
    counts = count_typed_pair(_pair("YIELD", 2), rater)
    assert counts["type/YIELD right"] == 1
    assert counts["quad/2 → 4"] == 1, "0.35 for quad 2, 0.58 for quad 4"
    assert counts["side/cooperation → conflict"] == 1, "0.42 against 0.58"
    assert rater.asked == [("x", (Span(0, 1),), ())]


def test_figures_of_a_plv_file(tmp_path: Path) -> None:
    """Of four sentences two have the right root, three the right quad class, all the right side."""
    rows = [
        ("a", "AID", 2, "AID"),
        ("b", "AID", 2, "COOPERATE"),
        ("c", "ASSAULT", 4, "ASSAULT"),
        ("d", "REJECT", 3, "COERCE"),
    ]
    path = tmp_path / "plv-train.jsonl.gz"
    with gzip.open(path, "wt", encoding="utf-8") as file:
        for text, root, quad, _ in rows:
            side = "cooperation" if quad < 3 else "conflict"
            record = {"id": text, "text": text, "source": [[0, 1]], "target": [], "root": root, "quad": quad}
            file.write(json.dumps({**record, "binary": side}) + "\n")
    rater = Answers(types={text: {answer: 0.9, "CONSULT": 0.1} for text, *_, answer in rows})
    table, listing = plv_tables(path, rater, Options())
    values = _values(table)
    assert values["accuracy"] == 0.5
    # AID 2/3, ASSAULT 1; COOPERATE, REJECT and COERCE 0.
    assert values["type macro F1"] == pytest.approx((2 / 3 + 1) / 5)
    # Quad 2: 1; quad 4: 2 of 1 gold and 2 found; quad 3: 0.
    assert values["quad macro F1"] == pytest.approx((1 + 2 / 3 + 0) / 3)
    assert values["binary macro F1"] == values["binary accuracy"] == 1
    assert [(f.name, f.value, f.n) for f in listing.figures] == [
        ("AID → COOPERATE", 0.5, 1),
        ("REJECT → COERCE", 1.0, 1),
    ]
    assert any("trained" in note for note in table.notes)


def test_types_of_events_and_what_they_were_taken_for(gold: GoldReport) -> None:
    """An event under another type is a miss of its own, a false one of the other, and stands in the listing."""
    first, *others = gold.dossier.events
    assert first.type == "MOBILIZE"
    found = replace(gold.dossier, events=(replace(first, type="ASSAULT"), *others))
    whole, types, listing = event_tables([(gold, found)])
    assert _values(whole)["events F1"] == pytest.approx(3 / 4)
    assert _values(types)["MOBILIZE"] == 0
    assert _values(types)["ASSAULT"] == pytest.approx(2 / 3)
    assert _values(types)["REQUEST"] == 1
    assert [(f.name, f.value, f.n) for f in listing.figures] == [("MOBILIZE → ASSAULT", 1.0, 1)]


def test_stances_one_by_one(gold: GoldReport) -> None:
    """Another stance on the same words is a confusion; other words are none."""
    (position,) = gold.dossier.positions
    other = replace(gold.dossier, positions=(replace(position, stance="opposes"),))
    whole, stances, listing = position_tables([(gold, other)])
    assert (_values(whole)["positions F1"], _values(whole)["whatever the stance, F1"]) == (0, 1)
    assert (_values(stances)["demands"], _values(stances)["opposes"]) == (0, 0)
    assert [figure.name for figure in listing.figures] == ["demands → opposes"]
    moved = replace(gold.dossier, positions=(replace(position, content_span=Span(0, 5)),))
    assert position_tables([(gold, moved)])[2].figures == []
    assert _values(position_tables([(gold, gold.dossier)])[1])["demands"] == 1


def test_the_task_reads_reports_and_says_where_none_fits(
    tmp_path: Path, gold: GoldReport, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Folders of annotated reports are read; reports without the layer are left out, and alone they are an error."""
    (tmp_path / "x.txt").write_text(REPORT, encoding="utf-8")
    bare = tmp_path / "bare.json"
    bare.write_text(dossier_to_json(replace(gold.dossier, events=(), positions=())), encoding="utf-8")

    def read(text: str, **_: object) -> Dossier:
        assert text == gold.dossier.report.text
        return gold.dossier

    monkeypatch.setattr(tasks_dossier, "read_text", read)
    reader = object()
    for task, figure in (("events", "events F1"), ("positions", "positions F1")):
        tables = score_tables(task, [tmp_path], options=Options(), reader=reader)  # type: ignore[arg-type]
        assert _values(tables[0])[figure] == 1
        assert [table.n_documents for table in tables] == [1, 1, 1]
    for task in ("events", "positions", "modality", "actors"):
        with pytest.raises(GoldError, match="no report is annotated"):
            score_tables(task, [bare], options=Options(), reader=reader)  # type: ignore[arg-type]


def test_another_file_of_sentences_is_refused(tmp_path: Path) -> None:
    """A record without the fields of PLV is told with the file and what to give."""
    path = tmp_path / "uw-dev.jsonl"
    path.write_text('{"id": "1", "text": "x", "targets": []}\n', encoding="utf-8")
    with pytest.raises(GoldError, match="source, target, root, quad, binary; give a PLV file"):
        tasks_events.plv_tables(path, Answers(), Options())
