"""A small record made by hand: four invented reports of one quarrel, with what was found in them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pyarrow as pa
from deltalake import write_deltalake

from onrecord.extract.event_codes import fill_codes
from onrecord.model.arrow import dossier_to_row, dossiers_to_table
from onrecord.model.dossier import Actor, AttributionStep, Dossier, Event, Figure, Place, Position, Statement
from onrecord.model.dossier import TimeExpression as Time
from onrecord.model.ids import fact_id, report_id
from onrecord.model.span import Span
from onrecord.record.selection import OpenRecord, open_record
from onrecord.record.table import create_record
from tests.builders import build_report, find_span

NOW = datetime(2031, 6, 1, tzinfo=UTC)

FIRST = (
    "The border stays shut. “We will never open the road,” María Oduya, the foreign minister, said on Thursday. "
    "Kenya will hold talks with Uganda on 10 May if the rain stops. At least 12 soldiers were killed near Moyale."
)
SECOND = (
    "Kampala demanded that the road be opened. “Open the road,” President Tom Okello said, Uganda Radio reported. "
    "Ugandan troops shelled a post near Busia on 2 May 2031."
)
THIRD = "Uganda called off the talks of 10 May. Kenya accused its neighbour of shelling a post on 2 May 2031."
FOURTH = "Nothing is known of the ministers. Somebody counted 7 lorries."


class Made:
    """A dossier in the making: spans are named by their words."""

    def __init__(self, text: str, published: str | None, publisher: str | None, title: str) -> None:
        self.text, self.id = text, report_id(text)
        url = f"https://example.org/{self.id[:6]}"
        self.report = build_report(text, published=published, publisher=publisher, title=title, url=url)
        self.facts: dict[str, list[Any]] = {}

    def span(self, words: str) -> Span:
        """Return the span of some words."""
        return find_span(self.text, words)

    def actor(self, name: str, kind: str, country: str | None, sector: str | None = None, **more: Any) -> str:
        """Add an actor; return its id."""
        mentions = tuple(self.span(words) for words in more.pop("mentions", [name]))
        made = fact_id(self.id, "actor", mentions[0])
        actor = Actor(id=made, name=name, kind=kind, country=country, sector=sector, mentions=mentions, **more)  # type: ignore[arg-type]
        self._add("actors", actor)
        return made

    def statement(self, cue: str, content: Sequence[str], speakers: Sequence[str] = (), **more: Any) -> str:
        """Add a statement; return its id."""
        made = fact_id(self.id, "statement", self.span(cue))
        defaults: dict[str, Any] = {"kind": "said", "form": "direct", "marks": "balanced", "speaker_span": None}
        spans = tuple(self.span(words) for words in content)
        fields = {**defaults, **more}
        fact = Statement(id=made, cue_span=self.span(cue), content=spans, speakers=tuple(speakers), **fields)
        self._add("statements", fact)
        return made

    def event(self, trigger: str, kind: str, modality: str = "happened", **more: Any) -> str:
        """Add an event; return its id."""
        made = fact_id(self.id, "event", self.span(trigger))
        event = Event(id=made, trigger_span=self.span(trigger), type=kind, modality=modality, **more)  # type: ignore[arg-type]
        self._add("events", fill_codes(event))
        return made

    def position(self, words: str, party: str, issue: str, stance: str, **more: Any) -> str:
        """Add a position; return its id."""
        made = fact_id(self.id, "position", self.span(words))
        more.setdefault("speaker", None)
        fact = Position(
            id=made,
            party=party,
            issue=issue,
            stance=stance,
            content_span=self.span(words),
            **more,  # type: ignore[arg-type]
        )
        self._add("positions", fact)
        return made

    def figure(self, words: str, best: float, unit: str, **more: Any) -> None:
        """Add a figure."""
        fields = {"low": best, "high": best, "bound": "exact", **more}
        made = fact_id(self.id, "figure", self.span(words))
        self._add("figures", Figure(id=made, span=self.span(words), best=best, unit=unit, **fields))  # type: ignore[arg-type]

    def place(self, words: str, country: str, lat: float, lon: float) -> str:
        """Add a place; return its id."""
        made = fact_id(self.id, "place", self.span(words))
        self._add("places", Place(id=made, span=self.span(words), name=words, country=country, lat=lat, lon=lon))
        return made

    def day(self, words: str, day: str) -> Time:
        """Add a time expression for one day and return it."""
        start = datetime.fromisoformat(day)
        time = Time(span=self.span(words), type="DATE", value=day, start=start, end=start + timedelta(days=1))
        self._add("times", time)
        return time

    def dossier(self) -> Dossier:
        """Return what was made."""
        return Dossier(report=self.report, **{kind: tuple(facts) for kind, facts in self.facts.items()})

    def _add(self, kind: str, fact: Any) -> None:
        self.facts.setdefault(kind, []).append(fact)


def first() -> Made:
    """Return what was found in the first report."""
    made = Made(FIRST, "2031-05-01", "Coast Herald", "Border stays shut")
    oduya = made.actor("María Oduya", "person", "KEN", "GOV", mentions=["María Oduya", "the foreign minister"])
    kenya = made.actor("Kenya", "state", "KEN", "GOV")
    uganda = made.actor("Uganda", "state", "UGA", "GOV")
    talks = made.day("10 May", "2031-05-10")
    made.statement("said", ["“We will never open the road,”"], [oduya], speaker_span=made.span("María Oduya"),
                   act="REJECT", said=made.day("Thursday", "2031-05-01"))  # fmt: skip
    made.event(
        "talks", "CONSULT", "planned", actors=(kenya, uganda), when=talks, condition_span=made.span("if the rain stops")
    )
    moyale = made.place("Moyale", "KEN", 3.52, 39.05)
    made.event("were killed", "ASSAULT", where=moyale)
    made.position("never open the road", oduya, "opening of the road", "refuses", speaker=oduya)
    made.figure("At least 12 soldiers", 12, "deaths", bound="at_least", high=None)
    return made


def second() -> Made:
    """Return what was found in the second report."""
    made = Made(SECOND, "2031-05-03", "Lake Times", "Kampala wants the road open")
    uganda = made.actor("Uganda", "state", "UGA", "GOV")
    kampala = made.actor("Kampala", "government", "UGA", "GOV", same_as=uganda)
    okello = made.actor("Tom Okello", "person", "UGA", "GOV", mentions=["Tom Okello", "President Tom Okello"])
    troops = made.actor("Ugandan troops", "organisation", "UGA", "MIL")
    radio = made.actor("Uganda Radio", "organisation", "UGA", "JRN")
    step = AttributionStep(role="reported_by", span=made.span("Uganda Radio"), actor=radio)
    made.statement("said", ["“Open the road,”"], [okello], attribution=(step,), act="REQUEST")
    made.event("demanded", "REQUEST", actors=(kampala,))
    made.event("shelled", "ASSAULT", actors=(troops,), when=made.day("2 May 2031", "2031-05-02"))
    made.place("Busia", "KEN", 0.46, 34.11)
    made.position("the road be opened", kampala, "opening of the road", "demands")
    return made


def third() -> Made:
    """Return what was found in the third report."""
    made = Made(THIRD, "2031-05-08", "Coast Herald", "Talks called off")
    uganda = made.actor("Uganda", "state", "UGA", "GOV", mentions=["Uganda", "its neighbour"])
    kenya = made.actor("Kenya", "state", "KEN", "GOV")
    talks = made.day("10 May", "2031-05-10")
    made.event("talks", "CONSULT", "denied", actors=(uganda, kenya), when=talks)
    made.event("accused", "ACCUSE", actors=(kenya,), recipients=(uganda,))
    made.event(
        "shelling",
        "ASSAULT",
        "alleged",
        actors=(uganda,),
        recipients=(kenya,),
        when=made.day("2 May 2031", "2031-05-02"),
    )
    made.position("shelling a post", kenya, "shelling of the post", "accuses", toward=(uganda,))
    made.position("the talks of 10 May", kenya, "opening of the road", "refuses")
    made.position("called off the talks", uganda, "opening of the road", "demands")
    return made


def fourth() -> Made:
    """Return what was found in the fourth report, of which neither day nor outlet is known."""
    made = Made(FOURTH, None, None, "Lorries")
    made.statement("known", ["Nothing"], speaker_span=None, form="indirect", marks=None)
    made.figure("7 lorries", 7, "equipment", unit_text="lorries")
    return made


def make_crisis(folder: Path, *, per_commit: int = 2) -> OpenRecord:
    """Make the record; two reports in each of its data files."""
    record = create_record(folder)
    made = [one().dossier() for one in (first, second, third, fourth)]
    for at in range(0, len(made), per_commit):
        record.add(rows_of(made[at : at + per_commit]))
    return open_record(folder)


def rows_of(dossiers: Sequence[Dossier]) -> pa.Table:
    """Return dossiers as rows of the table ``reports``."""
    return dossiers_to_table([dossier_to_row(d, origin="by hand", ingested_at=NOW) for d in dossiers])


def judge(record: OpenRecord, *rows: Mapping[str, Any]) -> None:
    """Add decisions on facts, the later ones newer: ``report``, ``kind``, ``span``, ``verdict``, ``value``."""
    text = pa.string()
    columns = [("id", text), ("kind", text), ("left", text), ("right", text), ("verdict", text), ("value", text),
               ("by", text), ("at", pa.timestamp("us", tz="UTC"))]  # fmt: skip
    told = []
    for n, row in enumerate(rows):
        left = f"{row['report']}:{row['kind']}:{row['span'].start}-{row['span'].end}"
        at = NOW + timedelta(minutes=n + row.get("later", 0))
        told.append({"id": str(n), "kind": "fact", "left": left, "verdict": row["verdict"],
                     "value": row.get("value"), "by": "editor", "at": at})  # fmt: skip
    write_deltalake(
        str(record.folder / "judgements"), pa.Table.from_pylist(told, schema=pa.schema(columns)), mode="append"
    )
