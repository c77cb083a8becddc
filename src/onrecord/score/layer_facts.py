"""Figures, times, places, positions and furniture of annotated reports."""

from __future__ import annotations

import re
from datetime import datetime
from typing import cast

from onrecord.model.dossier import (
    Bound,
    Figure,
    Place,
    PlaceUse,
    Position,
    Stance,
    TimeAnchor,
    TimeExpression,
    TimeModifier,
    TimeType,
    Unit,
)
from onrecord.model.ids import fact_id
from onrecord.model.page import Furniture, FurnitureKind
from onrecord.model.span import Span
from onrecord.score.codes import (
    FURNITURE_KINDS,
    PLACE_USES,
    STANCES,
    TIME_ANCHORS,
    TIME_MODIFIERS,
    TIME_TYPES,
    UNITS,
)
from onrecord.score.draft import Draft
from onrecord.score.listed_actors import country_codes
from onrecord.score.notes import Note
from onrecord.score.timex import read_timex

_NUMBER = r"\d+(?:\.\d+)?(?:k|m|bn|tn)?"
_VALUE = re.compile(rf"(?P<sign>~|>=|<=|>|<)?\s*(?P<low>{_NUMBER})(?:\s*\.\.\s*(?P<high>{_NUMBER}))?")
_TIMES = {"k": 1e3, "m": 1e6, "bn": 1e9, "tn": 1e12}
_SIGNS = {"~": "about", ">": "more_than", ">=": "at_least", "<": "less_than", "<=": "at_most", "": "exact"}
_COORDINATES = re.compile(r"(-?\d+(?:\.\d+)?)\s*,\s*(-?\d+(?:\.\d+)?)")
_DIGITS = re.compile(r"(?<![\w.,])\d{1,3}(?:[, ]\d{3})+(?![\d,])|(?<![\w.,])\d+(?:\.\d+)?(?![\d.,]*\d)")


def read_value(written: str) -> tuple[float | None, float | None, float | None, Bound] | None:
    """Return low, best, high and bound of a value as written; None where it is none.

    >>> read_value(">700"), read_value("12..99")
    ((700.0, 700.0, None, 'more_than'), (12.0, 12.0, 99.0, 'range'))
    """
    found = _VALUE.fullmatch(written.replace(" ", ""))
    if not found:
        return None
    low, sign = _number(found["low"]), found["sign"] or ""
    if found["high"]:
        high = _number(found["high"])
        return None if sign or high <= low else (low, low, high, "range")
    bound = cast(Bound, _SIGNS[sign])
    at_least = low if bound in ("exact", "about", "more_than", "at_least") else None
    return at_least, low, low if bound in ("exact", "about", "less_than", "at_most") else None, bound


def _number(written: str) -> float:
    digits = written.rstrip("kmbnt")
    return float(digits) * _TIMES.get(written[len(digits) :], 1.0)


def build_figures(draft: Draft, note: Note) -> list[Figure]:
    """Return one figure for each mark of a note."""
    wrong, values, unit = draft.findings.wrong, None, None
    for word in note.bare:
        if word in UNITS and unit is None:
            unit = word
        elif values is None and read_value(word):
            values = read_value(word)
        else:
            wrong(
                note.line,
                f"'{word}' is no value or unit; write '46', '~100000', '>700', '12..99', and one of {_listed(UNITS)}",
            )
    if values is None or unit is None:
        wrong(note.line, f"{note.label} needs a value and a unit, like '{note.label}: ~100000; troops'")
        return []
    low, best, high, bound = values
    if "best" in note.values:
        given = read_value(note.values["best"])
        best = given[1] if given else None
        if best is None or bound != "range" or not (low or 0) <= best <= (high or 0):
            wrong(note.line, f"best={note.values['best']} must be a number inside the range; correct it or drop it")
    of, text = note.first("of"), note.values.get("text")
    spans = note.spans.get("words", [])
    for span in spans:
        if text is not None and text not in span.of(draft.report.text):
            wrong(note.line, f"text={text} does not stand in the words of {note.label}; copy it from there")
        if unit != "share" and not _digits_fit(span.of(draft.report.text), (low, best, high)):
            draft.findings.look(note.line, f"{note.label}: the digits marked and the value differ")
    return [
        Figure(
            id=fact_id(draft.identity, "figure", span),
            span=span,
            low=low,
            best=best,
            high=high,
            bound=bound,
            unit=cast(Unit, unit),
            unit_text=text,
            of_span=of,
        )
        for span in spans
    ]


def _digits_fit(words: str, values: tuple[float | None, ...]) -> bool:
    """Tell whether a number in digits is one of the values, maybe in thousands, millions or billions."""
    found = [float(digits.replace(",", "").replace(" ", "")) for digits in _DIGITS.findall(words)]
    return not found or any(n * scale in values for n in found for scale in (1, 1e3, 1e6, 1e9, 1e12, 12))


def build_times(draft: Draft, note: Note) -> list[TimeExpression]:
    """Return one time for each mark of a note."""
    wrong, value, kind, modifier, anchor = draft.findings.wrong, None, None, None, "published"
    for word in note.bare:
        if word in TIME_TYPES:
            kind = word
        elif word in TIME_MODIFIERS:
            modifier = word
        elif word in TIME_ANCHORS:
            anchor = word
        elif value is None and read_timex(word):
            value = word
        else:
            wrong(
                note.line,
                f"'{word}' is no TIMEX3 value, type, modifier or anchor; values look like 2022-01-09, 2022-W02, P3D, "
                f"2022-01-09T17:00; words are {_listed(TIME_TYPES | TIME_MODIFIERS | TIME_ANCHORS)}",
            )
    read = read_timex(value) if value else None
    if read is None:
        wrong(note.line, f"{note.label} needs a value, like '{note.label}: 2022-01-09'")
        return []
    if kind is not None and kind not in (read.type, "SET"):
        wrong(note.line, f"{note.label}: {value} is a {read.type}, not a {kind}; drop the type or correct the value")
    start, end = (_moment(draft, note, key) or given for key, given in (("start", read.start), ("end", read.end)))
    if (start is None) != (end is None) or (start and end and start >= end):
        wrong(note.line, f"{note.label}: start and end must both be given, start first; correct them")
    return [
        TimeExpression(
            span=span,
            type=cast(TimeType, kind or read.type),
            value=value,
            start=None if kind == "SET" else start,
            end=None if kind == "SET" else end,
            modifier=cast("TimeModifier | None", modifier),
            anchor=cast(TimeAnchor, anchor),
        )
        for span in note.spans.get("words", [])
    ]


def _moment(draft: Draft, note: Note, key: str) -> datetime | None:
    written = note.values.get(key)
    if written is None:
        return None
    try:
        return datetime.fromisoformat(written)
    except ValueError:
        draft.findings.wrong(note.line, f"{key}={written} is no ISO date; write it like 2022-01-09")
        return None


def build_places(draft: Draft, note: Note) -> list[Place]:
    """Return one place for each mark of a note."""
    wrong = draft.findings.wrong
    country = coordinates = precision = None
    use = "literal"
    for word in note.bare:
        point = _COORDINATES.fullmatch(word)
        if point and abs(float(point[1])) <= 90 and abs(float(point[2])) <= 180:
            coordinates = float(point[1]), float(point[2])
        elif re.fullmatch("[1-7]", word):
            precision = int(word)
        elif word in PLACE_USES:
            use = word
        elif word in country_codes():
            country = word
        else:
            wrong(note.line, f"'{word}' is no country code, 'lat,lon', precision 1 to 7 or use ({_listed(PLACE_USES)})")
    if precision is None:
        precision = 1 if coordinates else 7
    if use == "literal" and not coordinates and not (precision == 7 and country):
        wrong(
            note.line,
            f"{note.label} needs 'lat,lon', or precision 7 and a country code: '{note.label}: KAZ; 43.2,76.9'",
        )
    number = note.values.get("id")
    if number is not None and not number.isdigit():
        wrong(note.line, f"id={number} is no GeoNames number; write digits or drop it")
    lat, lon = coordinates or (None, None)
    return [
        Place(
            id=fact_id(draft.identity, "place", span),
            span=span,
            name=note.values.get("name", span.of(draft.report.text)),
            geonameid=int(number) if number and number.isdigit() else None,
            lat=lat,
            lon=lon,
            country=country,
            precision=precision,
            use=cast(PlaceUse, use),
        )
        for span in note.spans.get("words", [])
    ]


def build_position(draft: Draft, note: Note) -> Position | None:
    """Return the position of a note; None, noted, where it lacks party, stance, issue or words."""
    wrong, line = draft.findings.wrong, note.line
    stances = [word for word in note.bare if word in STANCES]
    if len(stances) != 1 or len(note.bare) != 1:
        wrong(line, f"{note.label} needs one stance and no other bare word: {_listed(STANCES)}")
    issue = note.values.get("issue", "")
    if not issue or len(issue.split()) > 8:
        wrong(line, f"{note.label} needs issue=…, a noun phrase of at most eight words")
    told = draft.statement(note.values["in"], line) if "in" in note.values else None
    content = note.first("words") or _longest(told.content if told else ())
    if content is None and not ("in" in note.values and told is None):
        wrong(line, f"{note.label} cites no words; add in=… (a statement with content) or mark them {{{note.label}:…}}")
    if told is None and content is not None and "in" not in note.values:
        told = draft.around(content)
    draft.actors.at(line)
    speakers = (
        draft.actors.several(note.values["speaker"]) if "speaker" in note.values else told.speakers if told else ()
    )
    party = draft.actors.get(note.values["party"], None) if "party" in note.values else None
    if "party" not in note.values:
        wrong(line, f"{note.label} has no party; add party=… (state, government, body or group; else the speaker)")
    toward = draft.actors.several(note.values.get("toward", "none"))
    if party is None or content is None or len(stances) != 1:
        return None
    return Position(
        id=f"{fact_id(draft.identity, 'position', content)}-{note.number}",
        party=party,
        speaker=speakers[0] if speakers else None,
        issue=issue,
        stance=cast(Stance, stances[0]),
        toward=toward,
        content_span=content,
        statement=told.id if told else None,
    )


def _longest(spans: tuple[Span, ...]) -> Span | None:
    return max(spans, key=lambda span: span.end - span.start, default=None)


def build_furniture(draft: Draft, note: Note) -> list[Furniture]:
    """Return one piece of furniture for each mark of a note."""
    if len(note.bare) != 1 or note.bare[0] not in FURNITURE_KINDS:
        draft.findings.wrong(note.line, f"{note.label} needs one kind: {_listed(FURNITURE_KINDS)}")
        return []
    return [Furniture(span, cast(FurnitureKind, note.bare[0])) for span in note.spans.get("words", [])]


def _listed(codes: frozenset[str]) -> str:
    return ", ".join(sorted(codes))
