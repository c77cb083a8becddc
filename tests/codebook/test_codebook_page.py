"""The page on the codebook says what the tables hold."""

from __future__ import annotations

import re
from pathlib import Path
from typing import get_args

from onrecord.codebook.custom import load_codebook
from onrecord.codebook.plover import cameo_to_plover, derive, plover
from onrecord.model.dossier import EventType

PAGE = (Path(__file__).resolve().parents[2] / "docs" / "codebook.md").read_text(encoding="utf-8")


def _table(head: str) -> list[list[str]]:
    """Return the rows of the table with that head."""
    body = PAGE[PAGE.index(head) :].split("\n\n")[0].splitlines()[2:]
    return [[cell.strip() for cell in row.strip("|").split("|")] for row in body]


def _number(value: float | None) -> str:
    return "" if value is None else f"{value:g}".replace("-", "−")


def test_types_are_those_of_the_table() -> None:
    """Every type stands on the page with quad class, score, definition and example."""
    expected = [[t.name, str(t.quad), _number(t.score), t.definition, t.examples[0]] for t in plover().types.values()]
    assert _table("| type | quad |") == expected


def test_modes_are_those_of_the_table() -> None:
    """Every mode of the manual stands on the page with its score."""
    expected = [
        [t.name, ", ".join(f"{m.name} {_number(m.score)}".strip() for m in t.modes.values() if m.status == "2.0")]
        for t in plover().types.values()
        if t.modes
    ]
    assert _table("| type | modes |") == expected


def test_contexts_and_sectors_are_those_of_the_table() -> None:
    """The page lists every context and sector, and no other."""
    contexts = " ".join(PAGE[PAGE.index("The 37 contexts: ") :].split("\n\n")[0].split())
    assert re.findall(r"`(\w+)`", contexts) == list(plover().contexts)
    sectors = PAGE[PAGE.index("The 25 sectors of actors: ") :].split("\n\n")[0]
    assert set(re.findall(r"\b[A-Z]{3}\b", sectors)) == set(plover().sectors)


def test_derivation_is_that_of_the_table() -> None:
    """Each row of the page gives the code, auxiliary, basis and reason of the rule, and the rows cover all events."""
    met: set[tuple[str, str, bool]] = set()
    for types, modality, negated, code, auxiliary, basis, reason in _table("| types | modality |"):
        names = set(get_args(EventType)) if types.startswith("all") else set(types.split(", "))
        names -= set(types.removeprefix("all but ").split(", ")) if types.startswith("all but ") else set()
        for name in names:
            for flag in {"yes": (True,), "no": (False,), "": (False, True)}[negated]:
                rule = derive(name, modality, flag)
                assert rule.code == (name if code == "itself" else code)
                assert (rule.auxiliary or "", rule.basis, rule.reason) == (auxiliary, basis, reason)
                met.add((name, modality, flag))
    assert len(met) == 16 * 8 * 2


def test_changed_rows_of_the_crosswalk_are_those_of_the_table() -> None:
    """Every changed row of the crosswalk is on the page as it is used."""
    rows = _table("| CAMEO | here |")
    assert len(rows) == 30
    for code, here, *_ in rows:
        found = cameo_to_plover(code)
        assert found is not None
        assert " ".join(filter(None, (found.type, found.mode, *found.contexts))) == here


def test_example_is_a_codebook(tmp_path: Path) -> None:
    """The example on the page can be read."""
    example = PAGE.split("```yaml\n")[1].split("```")[0]
    (tmp_path / "example.yaml").write_text(example, encoding="utf-8")
    assert [entry.name for entry in load_codebook(tmp_path).types] == ["SHELLING", "SHIP_SEIZURE"]
