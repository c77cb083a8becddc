"""Hypothesis strategies shared by all rooms."""

from __future__ import annotations

from datetime import date, datetime
from typing import get_args

from hypothesis import strategies as st

from onrecord.model import dossier as d
from onrecord.model.ids import report_id
from onrecord.model.page import Furniture, FurnitureKind
from onrecord.model.report import PublishedSource, Report
from onrecord.model.span import Span

#: Pieces that reports are made of, sound and damaged.
PIECES = [
    "Moscow",
    "Kyiv",
    "he",
    "said",
    "don’t",
    "U.S.",
    "4,000",
    "“",
    "”",
    '"',
    "'",
    "’",
    "‘",
    "„",
    "«",
    "»",
    "''",
    "``",
    ".",
    ",",
    "—",
    " ",
    " ",
    "\n",
    "\n\n",
    "\u200b",
    "\u00a0",
    "\ufeff",
    "GENEVA, Jan 10 (Reuters) -",
    "Photo: Ada Brook / AFP",
    "Share this",
    "Published: 3 March 2014",
]


def any_text(max_size: int = 200) -> st.SearchStrategy[str]:
    """Return any Unicode text, lone surrogates included."""
    return st.text(st.characters(exclude_categories=()), max_size=max_size)


def report_text(max_pieces: int = 60) -> st.SearchStrategy[str]:
    """Return text made of what reports are made of, in any order."""
    return st.lists(st.sampled_from(PIECES) | st.text(max_size=4), max_size=max_pieces).map("".join)


def spans(length: int) -> st.SearchStrategy[Span]:
    """Return spans in a text of ``length`` code points."""
    ends = st.tuples(st.integers(0, length), st.integers(0, length))
    return ends.map(lambda pair: Span(min(pair), max(pair)))


def _one_of(literal: object) -> st.SearchStrategy[str]:
    return st.sampled_from(get_args(literal))


def _few(items: st.SearchStrategy[object]) -> st.SearchStrategy[tuple[object, ...]]:
    return st.lists(items, max_size=3).map(tuple)


def ids() -> st.SearchStrategy[str]:
    """Return ids; a few come again and again, so that facts refer to one another, and to themselves."""
    return st.sampled_from(["a", "b", "c"]) | st.text(max_size=5)


def times(length: int) -> st.SearchStrategy[d.TimeExpression]:
    """Return time expressions in a text of ``length`` code points."""
    moments = st.none() | st.datetimes(datetime(1900, 1, 1), datetime(2100, 1, 1))
    return st.builds(
        d.TimeExpression,
        span=spans(length),
        type=_one_of(d.TimeType),
        value=st.none() | st.just("2031-W18"),
        start=moments,
        end=moments,
        modifier=st.none() | _one_of(d.TimeModifier),
        anchor=_one_of(d.TimeAnchor),
        confidence=st.floats(0, 1),
    )


def statements(length: int) -> st.SearchStrategy[d.Statement]:
    """Return statements in a text of ``length`` code points; their ids may refer to anything."""
    maybe = st.none() | spans(length)
    step = st.builds(d.AttributionStep, role=_one_of(d.AttributionRole), span=spans(length), actor=st.none())
    return st.builds(
        d.Statement,
        id=ids(),
        kind=_one_of(d.StatementKind),
        speakers=_few(ids()),
        speaker_span=maybe,
        cue_span=maybe,
        content=_few(spans(length)),
        form=_one_of(d.Form),
        marks=st.none() | _one_of(d.Marks),
        act=st.none() | _one_of(d.Act),
        polarity=_one_of(d.Polarity),
        addressee_span=maybe,
        medium=st.none() | _one_of(d.MediumKind),
        outlet_span=maybe,
        said=st.none() | times(length),
        attribution=_few(step),
        parent=st.none() | ids(),
        mentions=_few(spans(length)),
        in_furniture=st.booleans(),
        confidence=st.floats(0, 1),
    )


def events(length: int) -> st.SearchStrategy[d.Event]:
    """Return events in a text of ``length`` code points; their ids may refer to anything."""
    return st.builds(
        d.Event,
        id=ids(),
        trigger_span=spans(length),
        type=_one_of(d.EventType),
        modality=_one_of(d.Modality),
        mode=st.none() | ids(),
        contexts=_few(ids()),
        plover=st.none() | _one_of(d.EventType),
        quad=st.none() | st.integers(1, 4),
        intensity=st.none() | st.floats(-10, 10),
        custom_type=st.none() | st.just("SHELLING"),
        negated=st.booleans(),
        actors=_few(ids()),
        recipients=_few(ids()),
        actors_alleged=_few(ids()),
        disputed_by=_few(ids()),
        condition_span=st.none() | spans(length),
        background=st.booleans(),
        when=st.none() | times(length),
        where=st.none() | ids(),
        statement=st.none() | ids(),
        part_of=st.none() | ids(),
        mentions=_few(spans(length)),
        in_furniture=st.booleans(),
        confidence=st.floats(0, 1),
    )


def positions(length: int) -> st.SearchStrategy[d.Position]:
    """Return positions in a text of ``length`` code points; their ids may refer to anything."""
    return st.builds(
        d.Position,
        id=ids(),
        party=ids(),
        speaker=st.none() | ids(),
        issue=st.sampled_from(["ferries", "Ferries"]) | st.text(max_size=8),
        stance=_one_of(d.Stance),
        toward=_few(ids()),
        content_span=spans(length),
        statement=st.none() | ids(),
        confidence=st.floats(0, 1),
    )


def figures(length: int) -> st.SearchStrategy[d.Figure]:
    """Return figures in a text of ``length`` code points."""
    value = st.none() | st.floats(0, 1e12)
    return st.builds(
        d.Figure,
        id=ids(),
        span=spans(length),
        low=value,
        best=value,
        high=value,
        bound=_one_of(d.Bound),
        unit=_one_of(d.Unit),
        unit_text=st.none() | st.text(max_size=8),
        of_span=st.none() | spans(length),
        confidence=st.floats(0, 1),
    )


def places(length: int) -> st.SearchStrategy[d.Place]:
    """Return places in a text of ``length`` code points."""
    return st.builds(
        d.Place,
        id=ids(),
        span=spans(length),
        name=st.text(max_size=8),
        geonameid=st.none() | st.integers(1, 10**8),
        lat=st.none() | st.floats(-90, 90),
        lon=st.none() | st.floats(-180, 180),
        country=st.none() | st.just("UKR"),
        precision=st.none() | st.integers(1, 7),
        use=_one_of(d.PlaceUse),
        confidence=st.floats(0, 1),
    )


@st.composite
def dossiers(draw: st.DrawFn) -> d.Dossier:
    """Return dossiers of any form, about texts that may hold lone surrogates."""
    text = draw(
        any_text(40).filter(lambda t: t == t.encode("utf-16", "surrogatepass").decode("utf-16", "surrogatepass"))
    )
    length = len(text)
    report = Report(
        id=report_id(text),
        text=text,
        title=draw(st.none() | st.text(max_size=8)),
        published=draw(st.none() | st.dates(date(1900, 1, 1), date(2100, 1, 1))),
        published_source=draw(st.none() | _one_of(PublishedSource)),
        language=draw(st.none() | st.just("en")),
    )
    actor = st.builds(
        d.Actor,
        id=ids(),
        name=st.text(max_size=8),
        kind=_one_of(d.ActorKind),
        country=st.none() | st.just("UNO"),
        mentions=_few(spans(length)),
        confidence=st.floats(0, 1),
    )
    furniture = st.builds(Furniture, spans(length), _one_of(FurnitureKind))
    return d.Dossier(
        report=report,
        furniture=draw(_few(furniture)),
        actors=draw(_few(actor)),
        statements=draw(_few(statements(length))),
        events=draw(_few(events(length))),
        positions=draw(_few(positions(length))),
        figures=draw(_few(figures(length))),
        times=draw(_few(times(length))),
        places=draw(_few(places(length))),
        warnings=draw(_few(st.text(max_size=8))),
        model=draw(st.none() | st.builds(d.ModelStamp, name=st.text(), version=st.text(), sha256=st.text())),
    )
