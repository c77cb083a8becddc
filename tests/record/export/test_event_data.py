"""Events as POLECAT, ICEWS and GDELT have them."""

from __future__ import annotations

import csv
import io
from typing import Any

from onrecord.record.export import gdelt, icews, polecat
from onrecord.record.export.options import ExportOptions
from onrecord.record.table import Record
from tests.record.export.wrote import wrote

#: Headers as they stand in the files that POLECAT and ICEWS publish.
POLECAT_HEADER = (
    "Event ID|Event Date|Event Type|Event Mode|Intensity|Quad Code|Contexts|Actor Name|Actor Country|Actor COW|"
    "Primary Actor Sector|Actor Sectors|Actor Title|Actor Name Raw|Wikipedia Actor ID|Recipient Name|Recipient Country|"
    "Recipient COW|Primary Recipient Sector|Recipient Sectors|Recipient Title|Recipient Name Raw|"
    "Wikipedia Recipient ID|Placename|City|District|Province|Country|Latitude|Longitude|GeoNames ID|Raw Placename|"
    "Feature Type|Source|Publication Date|Story People|Story Organizations|Story Locations|Language|Version"
)
ICEWS_HEADER = (
    "Event ID|Event Date|Source Name|Source Sectors|Source Country|Event Text|CAMEO Code|Intensity|Target Name|"
    "Target Sectors|Target Country|Story ID|Sentence Number|Publisher|City|District|Province|Country|Latitude|Longitude"
)


def _table(data: bytes, columns: tuple[str, ...] | None = None) -> list[dict[str, str]]:
    """Read lines of cells between tabs as their users do: no quoting."""
    text = data.decode("utf-8")
    reader = csv.DictReader(io.StringIO(text, newline=""), columns, delimiter="\t", quoting=csv.QUOTE_NONE)
    rows = list(reader)
    assert all(None not in row and None not in row.values() for row in rows), "cells and columns differ in number"
    return rows


def _of(rows: list[dict[str, str]], **wanted: str) -> dict[str, str]:
    (row,) = [r for r in rows if all(r[name.replace("_", " ")] == value for name, value in wanted.items())]
    return row


def test_headers_are_those_of_the_data_sets(crisis: Record) -> None:
    """The headers are those that POLECAT and ICEWS have; GDELT has none, 61 columns or 58."""
    assert wrote(crisis, "polecat").decode().splitlines()[0].split("\t") == POLECAT_HEADER.split("|")
    assert wrote(crisis, "icews").decode().splitlines()[0].split("\t") == ICEWS_HEADER.split("|")
    for version, n_columns in (("2", 61), ("1", 58)):
        lines = wrote(crisis, "gdelt", options=_gdelt(version)).decode().splitlines()
        assert {line.count("\t") + 1 for line in lines} == {n_columns}


def _gdelt(version: Any, **more: Any) -> ExportOptions:
    return ExportOptions(gdelt=version, **more)


def test_polecat_row(crisis: Record) -> None:
    """A row of POLECAT: parties in one order in all their cells, "None" for nothing."""
    row = _of(_table(wrote(crisis, "polecat")), Event_Type="ASSAULT")
    assert row["Event Mode"] == "heavy-weapons"
    assert (row["Intensity"], row["Quad Code"], row["Contexts"]) == ("-9.5", "MATERIAL CONFLICT", "military")
    assert (row["Actor Name"], row["Actor Country"], row["Actor COW"]) == ("Freedonia’s gunners", "RUS", "365")
    assert (row["Recipient Name"], row["Recipient Country"]) == ("Sylvania; Ruritania", "UKR; None")
    assert (row["City"], row["Latitude"], row["Longitude"]) == ("Port Bell", "10.50000", "-20.25000")
    assert (row["Event Date"], row["Publication Date"]) == ("2031-05-03", "2031-05-03")
    assert row["Wikipedia Actor ID"] == "None"


def test_only_what_happened_is_exported(crisis: Record) -> None:
    """Without asking, planned, threatened, demanded and denied events are left out."""
    types = [row["Event Type"] for row in _table(wrote(crisis, "polecat"))]
    assert sorted(types) == ["ASSAULT", "CONSULT", "REJECT", "REQUEST", "THREATEN"]


def test_other_modalities_have_plovers_own_codes(crisis: Record) -> None:
    """Asked for, a planned meeting is AGREE, a threatened blockade THREATEN, a demanded return REQUEST."""
    options = ExportOptions(all_modalities=True)
    types = [row["Event Type"] for row in _table(wrote(crisis, "polecat", options=options))]
    assert sorted(types) == sorted(
        ["ASSAULT", "CONSULT", "REJECT", "REQUEST", "THREATEN", "AGREE", "THREATEN", "REQUEST", "REJECT"]
    )
    (planned,) = _table(wrote(crisis, "icews", modality="planned"))
    assert (planned["CAMEO Code"], planned["Event Text"]) == ("036", "Express intent to meet or negotiate")
    (threat,) = _table(wrote(crisis, "icews", modality="threatened"))
    assert (threat["CAMEO Code"], threat["Event Date"]) == ("132", "2031-05-09")


def test_icews_row(crisis: Record) -> None:
    """A row of ICEWS: the first of each side, the country by its name there, CAMEO with its zero."""
    row = _of(_table(wrote(crisis, "icews")), CAMEO_Code="194")
    assert (row["Source Name"], row["Source Sectors"]) == ("Freedonia’s gunners", "Military")
    assert (row["Source Country"], row["Target Name"]) == ("Russian Federation", "Sylvania")
    assert (row["Intensity"], row["Event Text"]) == ("-10.0", "Fight with artillery and tanks")
    assert row["Event ID"].isdigit()
    assert row["Story ID"].isdigit()
    talks = _of(_table(wrote(crisis, "icews")), CAMEO_Code="040")
    assert (talks["Source Name"], talks["Target Name"]) == ("Sylvania", "Freedonia")
    assert (talks["Province"], talks["City"]) == ("Port Bell", "")


def test_gdelt_row(crisis: Record) -> None:
    """A row of GDELT: whole numbers and codes of countries by two systems, empty cells where it is not known."""
    rows = _table(wrote(crisis, "gdelt"), gdelt.COLUMNS_2)
    row = _of(rows, EventCode="194")
    assert 0 <= int(row["GLOBALEVENTID"]) < 2**53
    assert (row["SQLDATE"], row["MonthYear"], row["Year"], row["FractionDate"]) == (
        "20310503", "203105", "2031", "2031.3370",
    )  # fmt: skip
    assert (row["Actor1Code"], row["Actor1CountryCode"], row["Actor1Type1Code"]) == ("RUSMIL", "RUS", "MIL")
    assert (row["Actor2Code"], row["Actor2Name"]) == ("UKR", "SYLVANIA")
    assert (row["EventBaseCode"], row["EventRootCode"], row["QuadClass"]) == ("194", "19", "4")
    assert (row["GoldsteinScale"], row["AvgTone"], row["NumArticles"]) == ("-10.0", "", "1")
    assert (row["ActionGeo_Type"], row["ActionGeo_CountryCode"]) == ("4", "KE")
    assert row["DATEADDED"] == "20310503000000"
    assert row["SOURCEURL"] == "https://example.org/ferries#top"


def test_gdelt_of_version_1(crisis: Record) -> None:
    """Version 1.0 has no second division, and days without hours."""
    rows = _table(wrote(crisis, "gdelt", options=_gdelt("1")), gdelt.COLUMNS_1)
    row = _of(rows, EventCode="194")
    assert row["DATEADDED"] == "20310503"
    assert "ActionGeo_ADM2Code" not in row
    assert row["ActionGeo_Lat"] == "10.5000"


def test_a_place_that_stands_for_a_government_is_no_place(crisis: Record) -> None:
    """ "Moscow denied" has no coordinates in any of the forms."""
    assert _of(_table(wrote(crisis, "polecat")), Event_Type="REJECT")["Placename"] == "None"
    assert _of(_table(wrote(crisis, "icews")), CAMEO_Code="120")["Latitude"] == ""
    rows = _table(wrote(crisis, "gdelt"), gdelt.COLUMNS_2)
    assert _of(rows, EventCode="120")["ActionGeo_Type"] == "0"


def test_pairs_are_rows_of_their_own(crisis: Record) -> None:
    """With pairs each who acts faces each whom it befalls; parties of a meeting face one another both ways."""
    options = ExportOptions(pairs=True)
    rows = _table(wrote(crisis, "icews", options=options))
    assault = [(row["Source Name"], row["Target Name"]) for row in rows if row["CAMEO Code"] == "194"]
    assert assault == [("Freedonia’s gunners", "Sylvania"), ("Freedonia’s gunners", "Ruritania")]
    talks = [(row["Source Name"], row["Target Name"]) for row in rows if row["CAMEO Code"] == "040"]
    assert len(talks) == 6
    assert len({row["Event ID"] for row in rows}) == len(rows)
    numbers = [row["GLOBALEVENTID"] for row in _table(wrote(crisis, "gdelt", options=options), gdelt.COLUMNS_2)]
    assert len(set(numbers)) == len(numbers)


def test_a_body_has_no_country(crisis: Record) -> None:
    """NATO is a known group in GDELT, and has no country in ICEWS."""
    rows = _table(wrote(crisis, "gdelt", options=_gdelt("2", pairs=True)), gdelt.COLUMNS_2)
    (nato, *_) = [row for row in rows if row["Actor1Name"] == "RURITANIA"]
    assert (nato["Actor1Code"], nato["Actor1CountryCode"]) == ("IGONAT", "")
    assert (nato["Actor1KnownGroupCode"], nato["Actor1Type1Code"]) == ("NAT", "IGO")
    assert icews.country_in_icews("NATO") == ""


def test_columns_are_named_once() -> None:
    """No column comes twice."""
    for columns in (polecat.COLUMNS, icews.COLUMNS, gdelt.COLUMNS_1, gdelt.COLUMNS_2):
        assert len(set(columns)) == len(columns)
