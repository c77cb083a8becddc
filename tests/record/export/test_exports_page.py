"""The page that explains the forms."""

from __future__ import annotations

import re
from pathlib import Path

from onrecord.record.export import gdelt, ledger, polecat
from onrecord.run.export import FORMS
from onrecord.settings import SETTINGS

PAGE = (Path(__file__).parents[3] / "docs" / "exports.md").read_text(encoding="utf-8")


def test_every_form_has_its_section() -> None:
    """Each form has a heading of its name."""
    headings = set(re.findall(r"^###? (\w+)$", PAGE, re.MULTILINE))
    assert set(FORMS) <= headings


def test_numbers_are_those_of_the_code() -> None:
    """Numbers of columns and ceilings that the page gives are right."""
    assert f"{len(polecat.COLUMNS)} columns" in PAGE
    assert f"{len(gdelt.COLUMNS_2)} columns" in PAGE
    assert f"the {len(gdelt.COLUMNS_1)} of version 1.0" in PAGE
    assert f"{SETTINGS.sheet_rows:,} rows" in PAGE
    assert f"{SETTINGS.sheet_cell_chars:,} characters" in PAGE
    assert f"holds {SETTINGS.briefing_claims:,} claims" in PAGE
    assert f"first {SETTINGS.lead_chars} characters" in PAGE


def test_columns_of_the_ledger_are_explained() -> None:
    """Every column of the ledger is named."""
    section = PAGE.partition("\n## ledger\n")[2].partition("\n## ")[0]
    assert set(ledger.COLUMNS) <= set(re.findall(r"`(\w+)`", section))
