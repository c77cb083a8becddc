"""Quality floors: the arithmetic, and the floors themselves where the gold is there."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from onrecord.score.cli_score import TASKS
from onrecord.score.floors import Floor, Floors, gold_hashes, gold_path, load_floors, raise_floors, save_floors
from onrecord.score.set_floors import ACTS, WANTED, choose_floors

ROOT = Path(__file__).parents[2]
DATA = ROOT.parent / "shared" / "data"
FLOOR = Floor("f", "syntax", ("gold.txt",), 5, "LAS", floor=0.8)
LOSS = replace(FLOOR, name="l", floor=0.05, is_loss=True)


@pytest.fixture
def gold(tmp_path: Path) -> Path:
    """A folder with a gold file."""
    (tmp_path / "gold.txt").write_text("x")
    return tmp_path


def test_floors_rise_and_never_fall_silently(gold: Path) -> None:
    """A better value raises the floor, one just below the measured margin keeps it, a worse one is refused."""
    old = Floors("w", [FLOOR, LOSS], [])
    new, refused = raise_floors(old, [(FLOOR, 0.9), (LOSS, 0.02)], gold, "w2", None)
    assert ([f.floor for f in new.floors], refused) == ([0.895, 0.025], [])
    new, refused = raise_floors(old, [(FLOOR, 0.802), (LOSS, 0.049)], gold, "w2", None)
    assert ([f.floor for f in new.floors], refused) == ([0.8, 0.05], [])
    _, refused = raise_floors(old, [(FLOOR, 0.7), (LOSS, 0.1)], gold, "w2", None)
    assert len(refused) == 2


def test_a_lowered_floor_keeps_its_reason(gold: Path, tmp_path: Path) -> None:
    """With a reason a floor falls, and the file tells from where, to where and why."""
    new, refused = raise_floors(Floors("w", [FLOOR], []), [(FLOOR, 0.7)], gold, "w2", "smaller network")
    assert refused == []
    save_floors(new, tmp_path / "floors.json")
    again = load_floors(tmp_path / "floors.json")
    assert again == new
    assert again.lowered == [{"name": "f", "from": 0.8, "to": 0.695, "reason": "smaller network"}]


def test_gold_may_be_a_folder_of_the_project(gold: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A name that begins with a dot is looked for where the command runs; a folder's hash tells names and contents."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "reports" / "deep").mkdir(parents=True)
    (tmp_path / "reports" / "a.txt").write_text("one")
    floor = replace(FLOOR, files=("gold.txt", "./reports"))
    assert gold_path("./reports", gold) == Path("reports")
    before = gold_hashes(floor, gold)
    assert before == gold_hashes(floor, gold)
    (tmp_path / "reports" / "a.txt").rename(tmp_path / "reports" / "deep" / "a.txt")
    moved = gold_hashes(floor, gold)
    (tmp_path / "reports" / "deep" / "a.txt").write_text("two")
    changed = gold_hashes(floor, gold)
    assert len({before[1], moved[1], changed[1]}) == 3
    assert before[0] == changed[0]


def test_floors_for_acts_are_set_when_asked_and_kept_from_then_on() -> None:
    """Without the option only those of acts that have a floor already are measured again."""
    assert choose_floors(Floors(), acts=False) == WANTED
    assert choose_floors(Floors(), acts=True) == (*WANTED, *ACTS)
    assert choose_floors(Floors("w", [ACTS[2]], []), acts=False) == (*WANTED, ACTS[2])
    names = [floor.name for floor in (*WANTED, *ACTS)]
    assert len(set(names)) == len(names)
    assert {floor.task for floor in ACTS} <= TASKS.keys()


def test_the_shipped_weights_hold_every_floor() -> None:
    """On subsets of dev no figure is below its floor; weights and gold are the ones the floors were taken with."""
    floors = load_floors()
    if not floors.floors:
        pytest.skip("no floors are set as yet")
    if not DATA.exists():
        pytest.skip("the gold files (../shared/data) are not here")
    from onrecord.nn.reader import load_reader
    from onrecord.score.floors import measure_floors

    reader = load_reader()
    assert reader.manifest.sha256 == floors.weights_sha256, "other weights: run python -m onrecord.score.set_floors"
    for floor in floors.floors:
        assert gold_hashes(floor, DATA) == floor.gold_sha256, f"{floor.name}: the gold is another; set the floors anew"
    measured = measure_floors(floors.floors, DATA, reader)
    fallen = [f"{floor.name}: {value:.4f}, floor {floor.floor}" for floor, value in measured if not floor.holds(value)]
    assert fallen == []
