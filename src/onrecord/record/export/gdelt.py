"""Events as GDELT has them: no header, 61 columns between tabs in version 2, 58 in version 1, with CAMEO codes."""

from __future__ import annotations

from datetime import date
from typing import BinaryIO

from onrecord.codebook.cameo import foreign_codes, foreign_sector, quad_of_cameo
from onrecord.codebook.country_names import country_name
from onrecord.record.export.cells import one_line
from onrecord.record.export.options import ExportOptions
from onrecord.record.export.parties import (
    EventRow,
    Party,
    happened_only,
    has_more_parties,
    note_cut,
    pairs_of,
    read_events,
)
from onrecord.record.export.rows import Rows
from onrecord.record.export.target import as_text
from onrecord.settings import SETTINGS

_ACTOR = (
    "Code", "Name", "CountryCode", "KnownGroupCode", "EthnicCode", "Religion1Code", "Religion2Code", "Type1Code",
    "Type2Code", "Type3Code",
)  # fmt: skip
_PLACE = ("Type", "FullName", "CountryCode", "ADM1Code", "ADM2Code", "Lat", "Long", "FeatureID")
#: Columns of version 2.0.
COLUMNS_2 = (
    "GLOBALEVENTID", "SQLDATE", "MonthYear", "Year", "FractionDate",
    *(f"Actor1{name}" for name in _ACTOR), *(f"Actor2{name}" for name in _ACTOR),
    "IsRootEvent", "EventCode", "EventBaseCode", "EventRootCode", "QuadClass", "GoldsteinScale", "NumMentions",
    "NumSources", "NumArticles", "AvgTone",
    *(f"{whose}Geo_{name}" for whose in ("Actor1", "Actor2", "Action") for name in _PLACE),
    "DATEADDED", "SOURCEURL",
)  # fmt: skip
#: Columns of version 1.0: it has no second division of a country.
COLUMNS_1 = tuple(name for name in COLUMNS_2 if not name.endswith("ADM2Code"))
#: Bodies that GDELT knows as groups: code of the group, and what stands for the country in the code of the actor.
_GROUPS = {"NATO": ("NAT", "IGO"), "UNO": ("UNO", "IGO"), "EUR": ("EEC", "IGOEUR"), "IGO": ("", "IGO")}
_IN_GDELT = {"EUR": "EUR", "WST": "WST"}
#: Types of places: a country, a state of the United States, a city there, a city or landmark, a state elsewhere.
_COUNTRY, _US_STATE, _US_CITY, _WORLD_CITY, _WORLD_STATE = 1, 2, 3, 4, 5
_UNKNOWN_PLACE = "0"


def write(rows: Rows, out: BinaryIO, options: ExportOptions) -> int:
    """Write the events; return the number of rows: one per event, or, with ``options.pairs``, per pair of parties.

    The cells of the day are empty where neither the event nor its report has one.
    """
    happened_only(rows, options)
    rows.expect(rows.count("events"))
    columns = COLUMNS_1 if options.gdelt == "1" else COLUMNS_2
    n_rows = n_cut = 0
    with as_text(out) as text:
        for event in read_events(rows):
            pairs = pairs_of(event, every=options.pairs)
            n_cut += has_more_parties(event, pairs)
            for number, (source, target) in enumerate(pairs):
                cells = _cells(event, source, target, number, options)
                text.write("\t".join(one_line(cells.get(name, "")) for name in columns) + "\n")
                n_rows += 1
    note_cut(rows, n_cut)
    return n_rows


def _cells(
    event: EventRow, source: Party | None, target: Party | None, number: int, options: ExportOptions
) -> dict[str, str]:
    row, cameo = event.row, event.cameo()
    published = row["published"]
    added = f"{published:%Y%m%d}" if published else ""
    return {
        "GLOBALEVENTID": str(event.number(number) if number else event.number()),
        **_date_cells(event.day),
        **_actor_cells("Actor1", source),
        **_actor_cells("Actor2", target),
        "IsRootEvent": "1" if (row["start"] or 0) < SETTINGS.lead_chars and not row["in_furniture"] else "0",
        "EventCode": cameo.code,
        "EventBaseCode": cameo.code[:3],
        "EventRootCode": cameo.code[:2],
        "QuadClass": str(quad_of_cameo(cameo.code)),
        "GoldsteinScale": f"{cameo.goldstein:.1f}",
        "NumMentions": str(row["n_mentions"]),
        "NumSources": "1",
        "NumArticles": "1",
        "Actor1Geo_Type": _UNKNOWN_PLACE,
        "Actor2Geo_Type": _UNKNOWN_PLACE,
        **_place_cells(event),
        "DATEADDED": added if options.gdelt == "1" or not added else f"{added}000000",
        "SOURCEURL": row["url"] or "",
    }


def _date_cells(day: date | None) -> dict[str, str]:
    if day is None:
        return {}
    # The share of the year is counted with months of 30 days, as GDELT does.
    fraction = day.year + ((day.month - 1) * 30 + day.day) / 365
    return {
        "SQLDATE": f"{day.year:04}{day.month:02}{day.day:02}",
        "MonthYear": f"{day.year:04}{day.month:02}",
        "Year": f"{day.year:04}",
        "FractionDate": f"{fraction:.4f}",
    }


def _actor_cells(side: str, party: Party | None) -> dict[str, str]:
    if party is None:
        return {}
    code = party.country or ""
    group, prefix = _GROUPS.get(code, ("", ""))
    country = _IN_GDELT.get(code, "") or ("" if prefix else foreign_codes(code).cameo)
    kind = "IGO" if prefix else foreign_sector(party.sector or "").cameo
    # A state as such is its country alone: RUS, while its government is RUSGOV.
    if party.kind == "state":
        kind = ""
    return {
        f"{side}Code": f"{prefix}{group}" if prefix else f"{country}{kind}",
        f"{side}Name": party.name.upper(),
        f"{side}CountryCode": country,
        f"{side}KnownGroupCode": group,
        f"{side}Type1Code": kind,
    }


def _place_cells(event: EventRow) -> dict[str, str]:
    row = event.row
    if not event.is_located:
        return {"ActionGeo_Type": _UNKNOWN_PLACE}
    fips = foreign_codes(row["place_country"] or "").fips
    country = country_name(row["place_country"]) if row["place_country"] else ""
    kind = _place_type(row["place_precision"], american=row["place_country"] == "USA")
    name = row["place"] or ""
    return {
        "ActionGeo_Type": str(kind),
        "ActionGeo_FullName": name if kind == _COUNTRY or not country else f"{name}, {country}",
        "ActionGeo_CountryCode": fips,
        "ActionGeo_ADM1Code": fips,
        "ActionGeo_Lat": f"{row['lat']:.4f}",
        "ActionGeo_Long": f"{row['lon']:.4f}",
        "ActionGeo_FeatureID": fips if kind == _COUNTRY else "",
    }


def _place_type(precision: int | None, *, american: bool) -> int:
    if precision is None or precision >= 6:
        return _COUNTRY
    if precision >= 4:
        return _US_STATE if american else _WORLD_STATE
    return _US_CITY if american else _WORLD_CITY
