"""One report through the house, with a stand-in for the network."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings

from onrecord.errors import EmptyReportError, MissingInputError, ReportError, UsageError
from onrecord.model.dossier import Dossier
from onrecord.model.json import dossier_from_json, dossier_to_json
from onrecord.run.given import as_date
from onrecord.run.read import NO_DATE, NOTHING_FOUND, analyse_text, read_file, read_text
from tests.builders import FakeReader
from tests.strategies import report_text

TEXT = "“We will keep the strait open,” Oduya said.\n\n“Then let us talk,” said Kallas in the harbour of Norhaven.\n"
GERMAN = (
    "Die Verhandlungen in der Hauptstadt sind nach zwei Tagen ohne Ergebnis zu Ende gegangen, sagte der Minister. " * 3
)


@pytest.fixture
def reader() -> FakeReader:
    """Return a stand-in for the network."""
    return FakeReader()


def test_dossier_says_who_said_what(reader: FakeReader) -> None:
    """The dossier holds each statement with the words that bear it out."""
    dossier = read_text(TEXT, published="2031-05-02", reader=reader)
    found = [
        (s.speaker_span.of(TEXT) if s.speaker_span else "", [c.of(TEXT) for c in s.content]) for s in dossier.statements
    ]
    assert found == [
        ("Oduya", ["“We will keep the strait open,”"]),
        ("Kallas", ["“Then let us talk,”"]),
    ]


def test_report_keeps_what_was_given(reader: FakeReader) -> None:
    """Date, publisher, address and title that are given stand in the report, the text unchanged."""
    report = read_text(
        TEXT, published="2031-05-02", publisher="Norfax", url="https://example.org/1", title="Talks", reader=reader
    ).report
    assert report.text == TEXT
    assert (report.published, report.published_source) == (date(2031, 5, 2), "given")
    assert (report.publisher, report.url, report.title, report.language) == (
        "Norfax", "https://example.org/1", "Talks", "en",
    )  # fmt: skip


def test_date_in_the_text_is_found(reader: FakeReader) -> None:
    """A date line is used where no date is given, and the report says so."""
    report = read_text("May 2, 2031\n\n" + TEXT, reader=reader).report
    assert report.published == date(2031, 5, 2)
    assert report.published_source == "header"


def test_given_date_beats_the_text(reader: FakeReader) -> None:
    """A date that is given wins over the one in the text."""
    report = read_text("May 2, 2031\n\n" + TEXT, published=date(2031, 5, 3), reader=reader).report
    assert (report.published, report.published_source) == (date(2031, 5, 3), "given")


def test_no_date_is_a_warning(reader: FakeReader) -> None:
    """Without a date the dossier still comes, with a warning."""
    dossier = read_text(TEXT, reader=reader)
    assert dossier.report.published is None
    assert dossier.report.published_source is None
    assert dossier.warnings == (NO_DATE,)
    assert len(dossier.statements) == 2


def test_other_language_is_not_read(reader: FakeReader) -> None:
    """A report in another language gets its language and a warning, and no facts."""
    analysis = analyse_text(GERMAN, reader=reader)
    assert analysis.dossier.report.language == "de"
    assert analysis.reading is None
    assert reader.n_read == 0
    assert (analysis.dossier.statements, analysis.dossier.actors) == ((), ())
    assert any("language: de" in warning for warning in analysis.dossier.warnings)


def test_nothing_found_is_a_warning(reader: FakeReader) -> None:
    """A report without statements says so."""
    dossier = read_text(
        "The harbour of Norhaven was closed for most of the day.", published="2031-05-02", reader=reader
    )
    assert dossier.warnings == (NOTHING_FOUND,)


def test_weights_are_stamped(reader: FakeReader) -> None:
    """The dossier names the weights that read it."""
    model = read_text(TEXT, reader=reader).model
    assert model is not None
    assert model.name == "by-hand"


def test_same_text_same_ids(reader: FakeReader) -> None:
    """Reading a report twice gives the same dossier, ids and all."""
    assert read_text(TEXT, reader=reader) == read_text(TEXT, reader=reader)


def test_empty_text_is_refused(reader: FakeReader) -> None:
    """A text without words is refused."""
    with pytest.raises(EmptyReportError):
        read_text(" \n ", reader=reader)


def test_file_is_read(reader: FakeReader, tmp_path: Path) -> None:
    """A file gives the dossier of its text."""
    path = tmp_path / "report.txt"
    path.write_bytes(b"\xef\xbb\xbf" + TEXT.encode())
    assert read_file(path, reader=reader) == read_text(TEXT, reader=reader)


def test_missing_file_is_refused(reader: FakeReader, tmp_path: Path) -> None:
    """A file that is not there is refused."""
    with pytest.raises(MissingInputError):
        read_file(tmp_path / "none.txt", reader=reader)


@pytest.mark.parametrize(
    ("value", "day"),
    [
        ("2031-05-02", date(2031, 5, 2)),
        (" 20310502 ", date(2031, 5, 2)),
        (datetime(2031, 5, 2, 9), date(2031, 5, 2)),
        (None, None),
    ],
)
def test_dates_in_iso_form(value: date | str | None, day: date | None) -> None:
    """Days are taken as dates, or in ISO 8601."""
    assert as_date(value) == day


@pytest.mark.parametrize("value", ["2 May", "2031-13-02", "", "02/05/2031"])
def test_other_dates_are_wrong_use(value: str) -> None:
    """What is no ISO date is refused, and the message shows the form."""
    with pytest.raises(UsageError, match="2031-05-02"):
        as_date(value)


def test_lone_surrogates_survive(reader: FakeReader) -> None:
    """A report with lone surrogates is read, and its dossier comes back from JSON the same."""
    text = TEXT.replace("open", "op\udc80en")
    dossier = read_text(text, reader=reader)
    assert dossier.report.text == text
    assert dossier_from_json(dossier_to_json(dossier)) == dossier


@given(report_text())
@settings(max_examples=40, suppress_health_check=[HealthCheck.too_slow])
def test_any_text_gives_a_dossier_or_a_coded_error(text: str) -> None:
    """Whatever the text, there is a dossier whose spans lie in it, or an error that belongs to the report."""
    try:
        dossier = read_text(text, reader=FakeReader())
    except ReportError:
        return
    assert dossier.report.text == text
    assert dossier_from_json(dossier_to_json(dossier)) == dossier


def test_headline_becomes_the_title(reader: FakeReader) -> None:
    """A heading that stands above the text is the report's title where none is given."""
    dossier = read_text("Norhaven talks end without accord\n\n" + TEXT, published="2031-05-02", reader=reader)
    headings = [f.span.of(dossier.report.text).strip() for f in dossier.furniture if f.kind == "heading"]
    assert dossier.report.title == (headings[0] if headings else None)


def test_dossier_is_immutable(reader: FakeReader) -> None:
    """A dossier is changed by making another."""
    dossier = read_text(TEXT, reader=reader)
    with pytest.raises(AttributeError):
        dossier.warnings = ()  # type: ignore[misc]
    assert isinstance(replace(dossier, warnings=()), Dossier)
