"""Annotations without their text, and two annotations of one report."""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from onrecord.score import standoff
from onrecord.score.borrowed import Lender
from onrecord.score.corpus import main
from onrecord.score.gold import GoldError
from onrecord.score.gold_reports import read_gold_reports
from onrecord.score.inline import compile_inline
from onrecord.score.options import Options
from onrecord.score.standoff import attach, detach
from onrecord.score.tasks_dossier import score_agreement

TEXT = "Freedonia sent 30 warships. Then Ada Bell demanded an answer.\n"
MARKED = """id: r-timebank-x1
source: timebank
source_id: X1
crisis: strait-2031
style: wire
layers: statements, actors, events, figures
annotated_to: 27
---
{n1:Freedonia} {e1:sent} {f1:30 {o1:warships}}. Then Ada Bell demanded an answer.
---
n1: Freedonia; state; GOV
e1: MOBILIZE; by=Freedonia
f1: 30; equipment
"""


@pytest.fixture
def data(tmp_path: Path) -> Iterator[Path]:
    """A folder with a corpus of one text."""
    folder = tmp_path / "data"
    (folder / "time").mkdir(parents=True)
    with gzip.open(folder / "time" / "timebank.jsonl.gz", "wt", encoding="utf-8") as file:
        file.write(json.dumps({"id": "X1", "text": TEXT}) + "\n")
    standoff._texts.cache_clear()
    yield folder
    standoff._texts.cache_clear()


@pytest.fixture
def detached(data: Path, tmp_path: Path) -> Path:
    """The stand-off file of the marked text."""
    marked = tmp_path / "r-timebank-x1.txt"
    marked.write_text(MARKED, encoding="utf-8")
    assert main(["detach", str(marked), "--texts", str(data), "--output", str(tmp_path / "out")]) == 0
    return tmp_path / "out" / "r-timebank-x1.json"


def test_no_word_of_the_text_is_kept(detached: Path) -> None:
    """Offsets and labels only: what the text says is not there."""
    written = detached.read_text(encoding="utf-8")
    assert "demanded an answer" not in written
    assert " sent " not in written
    assert json.loads(written)["dossier"]["report"]["text"] == ""


def test_a_description_in_the_words_of_the_text_is_kept_as_offsets() -> None:
    """Runs of four words and more become places, whatever their case; shorter ones and our own words stay."""
    lender = Lender("The chief of the northern army spoke. Ada Bell of Freedonia left.")
    facts = {"name": "chief of the northern army, retired", "also": ["Ada Bell", "the Northern Army"], "low": 3}
    taken = lender.take_out(facts)
    assert taken == {"name": "{4:30}, retired", "also": ["Ada Bell", "the Northern Army"], "low": 3}
    assert lender.put_back(taken) == facts
    assert lender.take_out("CHIEF OF THE NORTHERN ARMY") == "{4:30}"


def test_text_and_annotation_come_together_again(detached: Path, data: Path) -> None:
    """The dossier is the one that was marked, with the corpus's own text."""
    dossier, layers, end = attach(detached, data)
    assert dossier.report.text == TEXT
    assert dossier.events[0].trigger_span.of(TEXT) == "sent"
    assert "figures" in layers
    assert "times" not in layers
    assert end == 27


def test_what_lies_beyond_the_annotated_part_is_cut(detached: Path, data: Path) -> None:
    """Facts that begin after it are not held against the answer."""
    (gold,) = read_gold_reports([detached], data)
    late = replace(gold.dossier.figures[0], span=compile_inline(MARKED).marks[0].span)
    assert gold.clip(replace(gold.dossier, figures=(late,))).figures == (late,)
    beyond = replace(late, span=type(late.span)(40, 44))
    assert gold.clip(replace(gold.dossier, figures=(beyond,))).figures == ()


@pytest.mark.parametrize(
    ("old", "new", "complaint"),
    [
        ("Then Ada", "Then Eva", "its text is not that of timebank X1"),
        ("source_id: X1", "source_id: X2", "has no record 'X2'"),
        ("source: timebank", "source: ledger", "'ledger' is no known corpus"),
        ("30; equipment", "30", "f1 needs a value and a unit"),
    ],
)
def test_a_wrong_copy_is_refused(data: Path, old: str, new: str, complaint: str) -> None:
    """Another text, another record, a wrong line: nothing is written."""
    with pytest.raises(GoldError, match=complaint):
        detach(compile_inline(MARKED.replace(old, new)), data)


def test_a_changed_corpus_is_noticed(detached: Path, data: Path) -> None:
    """The hash tells that offsets no longer hold."""
    with gzip.open(data / "time" / "timebank.jsonl.gz", "wt", encoding="utf-8") as file:
        file.write(json.dumps({"id": "X1", "text": TEXT.replace("30", "31")}) + "\n")
    standoff._texts.cache_clear()
    with pytest.raises(GoldError, match="is not the one annotated"):
        attach(detached, data)


def test_without_the_corpora_the_message_says_what_to_give(detached: Path) -> None:
    """A stand-off file alone has no text."""
    with pytest.raises(GoldError, match="--texts DIR"):
        list(read_gold_reports([detached]))


def test_two_annotations_are_compared_field_by_field(tmp_path: Path) -> None:
    """The same report twice, once with another modality."""
    report = MARKED.replace("source: timebank\nsource_id: X1\n", "").replace("annotated_to: 27\n", "")
    report = report.replace(
        "crisis:", "published: 2031-05-06\npublisher: Wire\ntitle: Ships\nlicence: CC BY 4.0\nnote: made up\ncrisis:"
    )
    for name, text in (("one", report), ("two", report.replace("MOBILIZE;", "MOBILIZE; planned;"))):
        (tmp_path / name).mkdir()
        (tmp_path / name / "r-timebank-x1.txt").write_text(text, encoding="utf-8")
    tables = score_agreement([tmp_path / "one", tmp_path / "two"], None, Options())
    figures = {f"{t.title}: {f.name}": f.value for t in tables for f in t.figures}
    assert figures["agreement, events: events F1"] == 1.0
    assert figures["agreement, events: modality of matched"] == 0.0
    with pytest.raises(GoldError, match="two folders"):
        score_agreement([tmp_path / "one"], None, Options())
    (tmp_path / "none").mkdir()
    with pytest.raises(GoldError, match="no report of the same name"):
        score_agreement([tmp_path / "one", tmp_path / "none"], None, Options())
