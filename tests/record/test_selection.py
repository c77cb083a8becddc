"""The Python interface of a record."""

from __future__ import annotations

import subprocess
import sys

import pandas as pd
import polars as pl
import pyarrow as pa
import pytest

from onrecord.errors import UsageError
from onrecord.record.filters import Filters
from onrecord.record.selection import OpenRecord, Selection


def test_one_selection_in_every_form(crisis: OpenRecord) -> None:
    """pandas, Polars, Arrow, DuckDB and plain rows hold the same."""
    chosen = crisis.statements(speaker="Oduya")
    words = ["“We will never open the road,”"]
    assert isinstance(chosen.df(), pd.DataFrame)
    assert isinstance(chosen.pl(), pl.DataFrame)
    assert isinstance(chosen.arrow(), pa.Table)
    assert list(chosen.df()["words"]) == chosen.pl()["words"].to_list() == chosen.arrow()["words"].to_pylist() == words
    assert [row["words"] for row in chosen.rows()] == [row["words"] for row in chosen] == words
    assert chosen.duckdb().filter("speaker_country = 'KEN'").project("words").fetchall() == [tuple(words)]


def test_a_selection_reads_nothing_before_it_is_asked(crisis: OpenRecord) -> None:
    """A wrong filter is refused at once, the record is read later."""
    gone = OpenRecord(crisis.folder / "gone")
    chosen = gone.events(country="KEN")
    assert chosen.filters.country == ("KEN",)
    with pytest.raises(UsageError):
        gone.events(country="Kenia")


def test_every_question_has_a_method(crisis: OpenRecord) -> None:
    """All kinds and series can be asked for by a method of their name."""
    for name in ("reports", "statements", "events", "positions", "figures", "times", "places", "actors", "timeline",
                 "calendar", "tension", "deadlocks", "rejects"):  # fmt: skip
        chosen = getattr(crisis, name)()
        assert chosen.what == name
        assert chosen.count() == len(chosen.arrow())


def test_an_unknown_kind_is_refused(crisis: OpenRecord) -> None:
    """The message names the kinds there are."""
    with pytest.raises(UsageError, match="statements"):
        Selection(crisis, "sentences", Filters()).arrow()


def test_missing_packages_are_named(crisis: OpenRecord, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without polars the message says how to get it, and what goes without it."""
    monkeypatch.setitem(sys.modules, "polars", None)
    with pytest.raises(UsageError, match="pip install polars"):
        crisis.events().pl()


def test_the_interface_loads_no_data_library() -> None:
    """Importing what opens a record loads neither DuckDB nor Arrow nor pandas."""
    code = (
        "import sys, onrecord.record.selection;"
        "print([m for m in ('duckdb', 'pyarrow', 'deltalake', 'pandas', 'numpy') if m in sys.modules])"
    )
    answer = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert answer.stdout.strip() == "[]"


@pytest.mark.parametrize("what", ["reports", "statements", "timeline"])
def test_a_page_has_its_rows_and_the_number_of_all(crisis: OpenRecord, what: str) -> None:
    """A page is a piece of the whole, in the same order, and tells how many rows there are in all."""
    whole = list(Selection(crisis, what, Filters()).rows())
    rows, n_all = Selection(crisis, what, Filters(), offset=1).page(2)
    assert (rows.to_pylist(), n_all) == (whole[1:3], len(whole))
    rows, n_all = Selection(crisis, what, Filters(), offset=len(whole) + 5).page(2)
    assert (len(rows), n_all) == (0, len(whole))


def test_reports_may_come_without_their_text(crisis: OpenRecord) -> None:
    """Lists of reports need not read all texts."""
    columns = Selection(crisis, "reports", Filters(), with_text=False).arrow().column_names
    assert set(Selection(crisis, "reports", Filters()).arrow().column_names) - set(columns) == {"text"}
