"""Gold over many reports: ECB+ files, and what Onrecord keeps of their reports for comparing them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Protocol, cast

from onrecord.extract.acts import draft_acts, hints_of, parties_of
from onrecord.extract.events import Known, build_events
from onrecord.extract.figures import find_figures
from onrecord.extract.statements import find_statements
from onrecord.extract.times import find_times
from onrecord.model.dossier import Dossier, Event, EventType, Modality
from onrecord.model.merged import ReportTrace
from onrecord.model.page import Page
from onrecord.model.reading import ActFrame, Reading
from onrecord.model.span import Span, TokenRange
from onrecord.resolve.actors import resolve_actors
from onrecord.resolve.places import find_places
from onrecord.resolve.traces import light, trigger_stems
from onrecord.score.event_answers import page_for, tokens_of
from onrecord.score.gold import GoldError, read_records


@dataclass(frozen=True, slots=True)
class GoldEvent:
    """A mention of an event."""

    #: Pieces in text order.
    spans: tuple[Span, ...]
    #: Mentions of one chain, over all reports, mean one event.
    chain: str


@dataclass(frozen=True, slots=True)
class SortedReport:
    """The annotated sentences of a report, the happening they are about, and the events they mention."""

    id: str
    text: str
    #: Happenings of one topic are alike: two earthquakes, two elections.
    topic: str
    story: str
    events: tuple[GoldEvent, ...]


class ActReader(Protocol):
    """The part of ``nn.reader.Reader`` that is asked about given words."""

    def read(self, page: Page) -> Reading:
        """Read a page."""

    def read_acts(self, page: Page, triggers: Sequence[TokenRange]) -> list[ActFrame]:
        """Return the acts that given words name."""


def read_sorted(path: Path) -> Iterator[SortedReport]:
    """Read a file of ECB+.

    Raises:
        GoldError: A line is no JSON or lacks a field; the message names it.
    """
    for row in read_records(path):
        try:
            mentions = [m for m in row["mentions"] if m["kind"] == "event"]
            events = tuple(GoldEvent(tuple(Span(*s) for s in m["spans"]), str(m["chain"])) for m in mentions)
            yield SortedReport(str(row["id"]), row["text"], str(row["topic"]), str(row["subtopic"]), events)
        except (KeyError, TypeError) as error:
            raise GoldError(f"{path}: a record without {error}; give a file of ECB+") from error


def trace_of(report: SortedReport, reader: ActReader) -> ReportTrace:
    """Return what is kept of a report whose events are the annotated mentions, one event each, in their order.

    Types, parties, times and places of the events are found, not taken from the gold.
    """
    page = page_for(report.text, [e.spans[0] for e in report.events])
    triggers = tokens_of(page, [e.spans[0] for e in report.events])
    reading = reader.read(page)
    frames = reader.read_acts(page, triggers)
    asked = replace(reading, acts=tuple(sorted(frames, key=lambda f: f.trigger)))
    statements = tuple(find_statements(asked))
    drafts = draft_acts(asked, statements)
    who = resolve_actors(asked, statements, parties_of(drafts), hints_of(drafts))
    times, places = find_times(asked, who.statements), find_places(asked)
    known = Known(asked, who.statements, times, places, who.parties, {a.id: a for a in who.actors})
    built = {draft.frame.trigger: build_events([draft], known)[0] for draft in drafts}
    events = [built.get(t) or _bare(page, f) for t, f in zip(triggers, frames, strict=True)]
    dossier = Dossier(
        report=page.report,
        furniture=page.furniture,
        actors=who.actors,
        statements=who.statements,
        events=tuple(events),
        figures=find_figures(asked),
        times=times,
        places=places,
    )
    trace = light(dossier)
    named = [
        replace(event, id=f"{report.id}#{n}", stems=trigger_stems(" ".join(s.of(report.text) for s in gold.spans)))
        for n, (event, gold) in enumerate(zip(trace.events, report.events, strict=True))
    ]
    return replace(trace, id=report.id, events=tuple(named))


def _bare(page: Page, frame: ActFrame) -> Event:
    """Return an event of words that our own rules take for no act."""
    shares = frame.rating.modality
    return Event(
        id="",
        trigger_span=page.cover(frame.trigger),
        type=cast(EventType, frame.type),
        modality=cast(Modality, max(shares, key=lambda name: shares[name])),
    )
