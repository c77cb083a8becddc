"""An annotated report as a page to look at: every fact numbered in the text and listed below it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from itertools import pairwise

from onrecord.model.dossier import Actor, Dossier, Event, Figure, Statement, TimeExpression
from onrecord.model.span import Span
from onrecord.run.formats.markup import Html, join, tag

#: Cells of one row of a table.
_Row = tuple[str | None, ...]
_STYLE = """
body{font:16px/1.9 Georgia,serif;max-width:60rem;margin:2rem auto;padding:0 1rem;color:#222;background:#fff}
article{white-space:pre-wrap}sup{font:10px/1 sans-serif;color:#555}table{border-collapse:collapse;width:100%;
font:13px/1.4 sans-serif;margin-bottom:2rem}td,th{border-bottom:1px solid #ccc;padding:.25rem .4rem;text-align:left;
vertical-align:top}h2{font:600 15px sans-serif}
.content{background:#eef3fb}.cue{background:#cfe0f7}.speaker{background:#d9efd6}.event{border-bottom:3px solid #c33}
.again,.condition{border-bottom:3px dotted #c33}.figure{background:#fdeebd}.time{background:#eadcf5}
.place{background:#d3f0ee}.furniture{opacity:.6;font-style:italic}.position{border-bottom:2px dashed #777}
"""


def write_page(dossier: Dossier) -> str:
    """Return the page."""
    title = dossier.report.title or "Report without a title"
    head = tag("head", tag("meta", charset="utf-8"), tag("title", title), tag("style", Html(_STYLE)))
    body = tag("body", tag("h1", title), tag("article", *_pieces(dossier)), *_tables(dossier))
    return f"<!doctype html>\n{tag('html', head, body, lang='en')}\n"


def _marks(dossier: Dossier) -> Iterator[tuple[Span, str, str]]:
    """Give (span, style class, label) of all evidence."""
    for piece in dossier.furniture:
        yield piece.span, "furniture", piece.kind
    for number, s in enumerate(dossier.statements, 1):
        named = [("speaker", s.speaker_span), ("cue", s.cue_span), *(("content", c) for c in s.content)]
        for role, span in [*named, ("cue", s.outlet_span), ("speaker", s.addressee_span)]:
            if span is not None:
                yield span, role, f"{role[0]}{number}"
    for number, event in enumerate(dossier.events, 1):
        yield event.trigger_span, "event", f"e{number}"
        for span in event.mentions:
            yield span, "again", f"e{number}"
        if event.condition_span is not None:
            yield event.condition_span, "condition", f"if{number}"
    for number, position in enumerate(dossier.positions, 1):
        yield position.content_span, "position", f"k{number}"
    for number, figure in enumerate(dossier.figures, 1):
        yield figure.span, "figure", f"f{number}"
    for number, time in enumerate(dossier.times, 1):
        yield time.span, "time", f"t{number}"
    for number, place in enumerate(dossier.places, 1):
        yield place.span, "place", f"p{number}"


def _pieces(dossier: Dossier) -> Iterator[Html]:
    """Cut the text where anything begins or ends; labels stand where their words end."""
    text, marks = dossier.report.text, list(_marks(dossier))
    cuts = sorted({0, len(text), *(place for span, _, _ in marks for place in span)})
    for start, end in pairwise(cuts):
        over = [(name, label) for span, name, label in marks if span.start <= start and end <= span.end]
        ending = [label for span, _, label in marks if span.end == end]
        names = " ".join(dict.fromkeys(name for name, _ in over))
        title = ", ".join(label for _, label in over)
        words = tag("span", text[start:end], class_=names or None, title=title or None)
        yield join([words, tag("sup", " ".join(ending))]) if ending else words


def _tables(dossier: Dossier) -> Iterator[Html]:
    text, who = dossier.report.text, _Names(dossier)
    yield _table("Actors", [_actor(text, who, a) for a in dossier.actors])
    yield _table("Statements", [_statement(text, who, n, s) for n, s in enumerate(dossier.statements, 1)])
    yield _table("Events", [_event(text, who, n, e) for n, e in enumerate(dossier.events, 1)])
    positions = enumerate(dossier.positions, 1)
    yield _table(
        "Positions",
        [(f"k{n}", who(p.party), p.stance, p.issue, who(*p.toward), who(p.statement)) for n, p in positions],
    )
    yield _table("Figures", [_figure(text, n, f) for n, f in enumerate(dossier.figures, 1)])
    times = enumerate(dossier.times, 1)
    yield _table(
        "Times",
        [
            (f"t{n}", t.span.of(text), t.type, t.value, _day(t.start), _day(t.end), t.modifier, t.anchor)
            for n, t in times
        ],
    )
    places = enumerate(dossier.places, 1)
    yield _table(
        "Places",
        [
            (f"p{n}", p.span.of(text), p.name, f"{p.lat}, {p.lon}", p.country, str(p.precision), p.use)
            for n, p in places
        ],
    )


class _Names:
    """Names of everything that has an id."""

    def __init__(self, dossier: Dossier) -> None:
        self._names = {actor.id: actor.name for actor in dossier.actors}
        self._names |= {s.id: f"statement {n}" for n, s in enumerate(dossier.statements, 1)}
        self._names |= {event.id: f"e{n}" for n, event in enumerate(dossier.events, 1)}
        self._names |= {place.id: place.name for place in dossier.places}

    def __call__(self, *ids: str | None) -> str:
        return " + ".join(self._names.get(identity, identity) for identity in ids if identity)


def _actor(text: str, who: _Names, a: Actor) -> _Row:
    return a.name, a.kind, a.country, a.sector, a.title, who(a.same_as), _words(text, a.mentions)


def _statement(text: str, who: _Names, number: int, s: Statement) -> _Row:
    chain = ", ".join(f"{step.role} {step.span.of(text)}" for step in s.attribution)
    said = (f"c{number}", who(*s.speakers), s.form, s.marks, s.act, s.polarity, s.medium, _time(s.said))
    return *said, chain, who(s.parent), _words(text, s.content)


def _event(text: str, who: _Names, number: int, e: Event) -> _Row:
    flags = " ".join(name for name, on in (("negated", e.negated), ("background", e.background)) if on)
    act = (f"e{number}", e.trigger_span.of(text), e.type, e.mode, e.modality, flags)
    parties = (who(*e.actors), who(*e.recipients), who(*e.actors_alleged), who(*e.disputed_by))
    return *act, *parties, _time(e.when), who(e.where), who(e.statement), who(e.part_of)


def _figure(text: str, number: int, f: Figure) -> _Row:
    counted = f.of_span.of(text) if f.of_span else ""
    return f"f{number}", f.span.of(text), f"{f.low} / {f.best} / {f.high}", f.bound, f.unit, counted


def _day(moment: datetime | None) -> str:
    return moment.isoformat(" ", "minutes") if moment else ""


def _words(text: str, spans: tuple[Span, ...]) -> str:
    return " | ".join(span.of(text) for span in spans)


def _time(time: TimeExpression | None) -> str:
    return (time.value or "") if time else ""


def _table(name: str, rows: Sequence[_Row]) -> Html:
    if not rows:
        return Html()
    lines = [tag("tr", *(tag("td", cell or "") for cell in row)) for row in rows]
    return join([tag("h2", f"{name} ({len(rows)})"), tag("table", *lines)])
