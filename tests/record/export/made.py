"""A small record of invented reports, with what exports stumble over."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from onrecord.extract.event_codes import fill_codes
from onrecord.model.arrow import dossier_to_row, dossiers_to_table
from onrecord.model.dossier import (
    Actor,
    Dossier,
    Event,
    Figure,
    Place,
    Position,
    Statement,
    TimeExpression,
)
from onrecord.model.report import Report
from onrecord.model.span import Span
from onrecord.record.table import Record, create_record
from tests.builders import build_report, find_span

NOW = datetime(2031, 6, 1, tzinfo=UTC)
#: The first begins like a formula and has characters beyond the first 65,536.
FERRIES = (
    "=HYPERLINK ferry 🚢 row. “We will not sign,” Maria Oduya said in Port Bell on Friday, “and we will not pay, "
    "never-ever.”\n\nFreedonia’s gunners shelled the harbour of Port Bell for an hour, killing about 40 people. "
    "Freedonia and Sylvania will meet on 9 May. Freedonia threatened to close the strait if Ruritania sends help."
)
TALKS = (
    "Moscow denied it. Sylvania, Freedonia and Ruritania held talks in Port Bell on 9 May. "
    "+1 from Sylvania: it demands the return of its trawler from Freedonia.\tA tab.\n"
    "Oduya denied that the harbour was shelled."
)
EMPTY = "Nobody said anything at all in the harbour office."


class Made:
    """Makes a dossier of words of its text."""

    def __init__(self, text: str, **report: Any) -> None:
        self.report: Report = build_report(text, **report)
        self.text = text
        self.parts: dict[str, list[Any]] = {
            name: [] for name in ("actors", "statements", "events", "positions", "figures", "times", "places")
        }

    def span(self, words: str) -> Span:
        return find_span(self.text, words)

    def actor(self, key: str, words: str, **fields: Any) -> None:
        given = {"name": words, "kind": "state", "sector": "GOV", "mentions": (self.span(words),), **fields}
        self.parts["actors"].append(Actor(id=key, **given))

    def place(self, key: str, words: str, **fields: Any) -> None:
        given = {
            "name": words.partition("#")[0],
            "lat": 10.5,
            "lon": -20.25,
            "country": "KEN",
            "precision": 1,
            **fields,
        }
        self.parts["places"].append(Place(id=key, span=self.span(words), **given))

    def statement(self, key: str, *pieces: str, **fields: Any) -> None:
        for name in ("speaker_span", "cue_span"):
            fields[name] = self.span(fields[name]) if fields.get(name) else None
        given = {"kind": "said", "form": "direct", "marks": "balanced", "speakers": (), "confidence": 0.8, **fields}
        self.parts["statements"].append(Statement(id=key, content=tuple(map(self.span, pieces)), **given))

    def event(self, key: str, words: str, kind: str, modality: str = "happened", **fields: Any) -> None:
        fields.setdefault("confidence", 0.7)
        made = Event(id=key, trigger_span=self.span(words), type=kind, modality=modality, **fields)  # type: ignore[arg-type]
        self.parts["events"].append(fill_codes(made))

    def when(self, words: str, day: date, n_days: int = 1) -> TimeExpression:
        start = datetime(day.year, day.month, day.day)
        end = datetime.fromordinal(day.toordinal() + n_days)
        made = TimeExpression(span=self.span(words), type="DATE", value=day.isoformat(), start=start, end=end)
        self.parts["times"].append(made)
        return made

    def dossier(self) -> Dossier:
        return Dossier(report=self.report, **{name: tuple(found) for name, found in self.parts.items()})


def ferries() -> Dossier:
    """A report with most kinds of facts."""
    made = Made(
        FERRIES, published="2031-05-03", publisher="Harbour Post", url="https://example.org/ferries#top",
        title="=1+1 The ferry 🚢 row",
    )  # fmt: skip
    made.actor("oduya", "Maria Oduya", kind="person", country="KEN", title="minister")
    made.actor("freedonia", "Freedonia#2", name="Freedonia", country="RUS")
    made.actor("gunners", "Freedonia’s gunners", kind="organisation", sector="MIL", country="RUS")
    made.actor("sylvania", "Sylvania", country="UKR")
    made.actor("ruritania", "Ruritania", country=None)
    made.place("bell", "Port Bell", name="Port Bell")
    made.place("harbour", "Port Bell#2", name="Port Bell", precision=2)
    made.statement(
        "said", "“We will not sign,”", "“and we will not pay, never-ever.”",
        speakers=("oduya",), speaker_span="Maria Oduya", cue_span="said", said=made.when("Friday", date(2031, 5, 2)),
    )  # fmt: skip
    made.event(
        "shelled", "shelled", "ASSAULT", mode="heavy-weapons", actors=("gunners",), where="harbour",
        recipients=("sylvania", "ruritania"), contexts=("military",),
    )  # fmt: skip
    may = made.when("9 May", date(2031, 5, 9))
    made.event("meet", "will meet", "CONSULT", "planned", actors=("freedonia", "sylvania"), when=may, where="bell")
    made.event(
        "close", "close the strait", "COERCE", "threatened", actors=("freedonia",), recipients=("ruritania",),
        mode="restrict", when=may, condition_span=made.span("if Ruritania sends help"),
    )  # fmt: skip
    made.event("threat", "threatened", "THREATEN", actors=("freedonia",), recipients=("ruritania",), mode="restrict")
    made.parts["positions"].append(
        Position(
            id="refuses", party="oduya", speaker="oduya", issue="signing of the ferry treaty", stance="refuses",
            toward=("sylvania",), content_span=made.span("“We will not sign,”"), statement="said", confidence=0.6,
        )
    )  # fmt: skip
    made.parts["figures"].append(
        Figure(
            id="killed", span=made.span("about 40 people"), low=None, best=40.0, high=None, bound="about",
            unit="deaths", unit_text="people", of_span=None, confidence=0.9,
        )
    )  # fmt: skip
    return made.dossier()


def talks() -> Dossier:
    """A report without address, with a place that stands for a government, and a formula in its words."""
    made = Made(TALKS, published="2031-05-10", publisher="@Courier", title=None)
    made.actor("moscow", "Moscow", kind="government", country="RUS")
    made.actor("sylvania", "Sylvania", country="UKR")
    both = (made.span("Freedonia"), made.span("Freedonia#2"))
    made.actor("freedonia", "Freedonia", country="RUS", mentions=both)
    made.actor("ruritania", "Ruritania", country="NATO", kind="organisation", sector=None)
    made.actor("oduya", "Oduya", kind="person", country="KEN")
    made.place("moscow-place", "Moscow", country="RUS", precision=1, use="government")
    made.place("bell", "Port Bell", name="Port Bell", country="USA", precision=4)
    made.statement("denial", "that the harbour was shelled", speakers=("oduya",), speaker_span="Oduya",
                   cue_span="denied#2", form="indirect", marks=None, polarity="denied")  # fmt: skip
    words = "+1 from Sylvania: it demands the return of its trawler from Freedonia"
    made.statement("demand", words, cue_span="demands",
                   speakers=("sylvania",), form="indirect", marks=None, act="REQUEST")  # fmt: skip
    made.event("denied", "denied", "REJECT", actors=("moscow",), where="moscow-place")
    made.event("talks", "held talks", "CONSULT", actors=("sylvania", "freedonia", "ruritania"), where="bell",
               when=made.when("9 May", date(2031, 5, 9)))  # fmt: skip
    made.event("demands", "demands", "REQUEST", actors=("sylvania",), recipients=("freedonia",))
    made.event("return", "return of its trawler", "RETREAT", "demanded", actors=("freedonia",), mode="return")
    made.event("unshelled", "shelled", "ASSAULT", "denied")
    return made.dossier()


def store(folder: Path, *dossiers: Dossier) -> Record:
    """Make a record of dossiers."""
    record = create_record(folder)
    rows = [dossier_to_row(dossier, origin=None, ingested_at=NOW) for dossier in dossiers]
    if rows:
        record.add(dossiers_to_table(rows))
    return record
