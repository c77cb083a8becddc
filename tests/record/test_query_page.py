"""The page on asking a record says what is."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from onrecord.record.flat import KINDS
from onrecord.record.selection import OpenRecord

PAGE = (Path(__file__).parents[2] / "docs" / "query.md").read_text(encoding="utf-8")
EXAMPLES = re.findall(r"```sql\n(.*?)```", PAGE, re.S)


@pytest.mark.parametrize("query", EXAMPLES)
def test_the_examples_run_and_give_rows(crisis: OpenRecord, query: str) -> None:
    """Every SQL example of the page is answered, with rows, on the small record."""
    assert len(crisis.query(query))


@pytest.mark.parametrize("what", [*KINDS, "timeline", "calendar", "tension", "deadlocks", "rejects"])
def test_the_columns_are_those_of_the_page(crisis: OpenRecord, what: str) -> None:
    """The list of columns under the name of a view is complete and in order."""
    listed = re.search(rf"^### {what}\n`(.*?)`", PAGE, re.S | re.M)
    assert listed
    assert listed[1].split() == crisis.select(what).column_names


def test_the_page_has_examples() -> None:
    """There is something to run."""
    assert len(EXAMPLES) >= 5
