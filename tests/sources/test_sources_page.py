"""What the page on sources says is so."""

from __future__ import annotations

import re
from pathlib import Path

from onrecord import errors
from onrecord.sources.mapping import DEFAULT_COLUMNS

PAGE = (Path(__file__).parents[2] / "docs" / "sources.md").read_text(encoding="utf-8")


def test_every_code_of_a_source_is_on_the_page() -> None:
    """Each error of one report has its row, and each row is an error there is; those of reading alone are left out."""
    kinds = [errors.ReportError]
    for kind in kinds:
        kinds.extend(kind.__subclasses__())
    prefixes = ("E-INPUT", "E-TEXT", "E-LANGUAGE", "E-HTML", "E-PDF", "E-SOURCE", "E-TABLE", "E-ARCHIVE")
    known = {kind.code for kind in kinds if kind.code.startswith(prefixes)}
    told = re.findall(r"^\| `(E-[A-Z-]+)`", PAGE, re.MULTILINE)
    assert sorted(told) == sorted(known | {"E-READING"})


def test_usual_columns_are_on_the_page() -> None:
    """The names of columns on the page are those that are taken, in their order."""
    for field, names in DEFAULT_COLUMNS.items():
        row = re.search(rf"^\| `{field}` \| (.*) \|$", PAGE, re.MULTILINE)
        assert row is not None
        assert tuple(re.findall(r"`(\w+)`", row[1])) == names


def test_the_example_runs(tmp_path: Path) -> None:
    """The example in Python does what it says."""
    (code,) = re.findall(r"```python\n(.*?)```", PAGE, re.DOTALL)
    (tmp_path / "reports").mkdir()
    exec(code.replace('"reports/"', repr(str(tmp_path))).replace("print(", "str("), {})
