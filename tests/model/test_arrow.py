"""The dossier as a row of an Arrow table."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import given, settings

from onrecord.errors import FormatError
from onrecord.model.arrow import (
    batch_from_bytes,
    dossier_to_bytes,
    dossier_to_row,
    dossiers_to_table,
    misquoted,
    report_schema,
    row_to_dossier,
    storable_text,
)
from onrecord.model.dossier import Dossier, Position, Statement
from onrecord.model.ids import report_id
from onrecord.model.report import Report
from onrecord.model.span import Span
from tests.strategies import dossiers

NOW = datetime(2031, 5, 2, 12, 0, tzinfo=UTC)


def _dossier(text: str = "We agree, she said. 🙂 They left.") -> Dossier:
    position = Position(
        id="p1", party="a1", speaker=None, issue="talks", stance="supports", content_span=Span(0, 8), statement="s1"
    )
    statement = Statement(
        id="s1",
        kind="said",
        speakers=("a1",),
        speaker_span=Span(10, 13),
        cue_span=Span(14, 18),
        content=(Span(0, 8), Span(20, 21)),
        form="direct",
        marks="missing",
    )
    report = Report(id=report_id(text), text=text)
    return Dossier(report=report, statements=(statement,), positions=(position,))


@settings(max_examples=40, deadline=None)
@given(dossiers())
def test_comes_back_the_same(dossier: Dossier) -> None:
    """A dossier that went through Arrow is the dossier it was."""
    text = storable_text(dossier.report.text)
    dossier = replace(dossier, report=replace(dossier.report, text=text))
    table = dossiers_to_table([dossier_to_row(dossier, origin="a.txt", ingested_at=NOW)])
    assert row_to_dossier(table.to_pylist()[0]) == dossier


def test_spans_carry_their_words() -> None:
    """A span of a row says the words it stands for, astral characters included."""
    row = dossier_to_row(_dossier(), origin=None, ingested_at=NOW)
    assert [piece["words"] for piece in row["statements"][0]["content"]] == ["We agree", "🙂"]
    assert misquoted(row) == []


def test_misquoted_places_are_named() -> None:
    """Words that are not those of the text are found, wherever they stand, and so is a text that was changed."""
    row = dossier_to_row(_dossier(), origin=None, ingested_at=NOW)
    row["statements"][0]["content"][1]["words"] = "x"
    assert misquoted(row) == ["statements[0].content[1]"]
    row["text"] = row["text"].replace("left", "came")
    assert misquoted(row)[0] == "id"


def test_missing_column_is_named() -> None:
    """A row without one of the columns is refused with the column's name."""
    row = dossier_to_row(_dossier(), origin=None, ingested_at=NOW)
    del row["figures"]
    with pytest.raises(FormatError, match="figures"):
        row_to_dossier(row)


def test_lone_surrogates_keep_the_length() -> None:
    """What UTF-8 cannot hold becomes one other character, so that spans stay right."""
    assert storable_text("a\ud800b") == "a\ufffdb"


def test_a_row_can_be_handed_on_as_bytes() -> None:
    """The batch made of the bytes holds the row, and the dossier with it."""
    dossier = _dossier()
    batch = batch_from_bytes(dossier_to_bytes(dossier, origin="a.txt", ingested_at=NOW))
    (row,) = batch.to_pylist()
    assert row_to_dossier(row) == dossier
    assert (row["origin"], row["ingested_at"], batch.schema) == ("a.txt", NOW, report_schema())
