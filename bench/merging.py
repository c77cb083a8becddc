"""How long merging takes: ``python -m bench.merging --reports 20000``.

Makes up reports from a made-up vocabulary: some thousand happenings with several originals each, wire copies with a new
beginning, cut versions. Prints seconds per 1,000 reports for each step, and how many copies were found.
"""

from __future__ import annotations

import argparse
import random
import resource
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from onrecord.model.dossier import Actor, Dossier, Event, Figure, Statement, TimeExpression
from onrecord.model.ids import fact_id, report_id
from onrecord.model.merged import ReportTrace
from onrecord.model.report import Report
from onrecord.model.span import Span
from onrecord.resolve.duplicates import find_duplicates
from onrecord.resolve.event_merge import merge_events
from onrecord.resolve.identities import find_identities, identity_of
from onrecord.resolve.same_statements import find_same_statements
from onrecord.resolve.stories import find_stories
from onrecord.resolve.traces import light

SEED = 7
_SYLLABLES = "ba ko ru mi ta le so vi na do ka pe tu ra li mo se fa gu ni".split()
_ACTS = "attacked shelled met accused sanctioned warned praised withdrew arrested struck".split()
_TYPES = "ASSAULT ASSAULT CONSULT ACCUSE SANCTION THREATEN SUPPORT RETREAT COERCE ASSAULT".split()


@dataclass(slots=True)
class Made:
    """A made-up report and the number of the text it prints."""

    trace: ReportTrace
    text: int


def word(number: int) -> str:
    """Return a made-up word."""
    parts = []
    while number or not parts:
        number, rest = divmod(number, len(_SYLLABLES))
        parts.append(_SYLLABLES[rest])
    return "".join(parts) + _SYLLABLES[len(parts) % 7]


def make(n: int) -> list[Made]:
    """Return ``n`` reports: of each text on average two copies."""
    draw, made, text = random.Random(SEED), [], 0
    start = date(2031, 1, 1)
    happening: list[int] = []
    while len(made) < n:
        if not happening or draw.random() < 0.2:
            happening = [draw.randrange(2000, 60000) for _ in range(40)]
            names = [word(draw.randrange(60000, 200000)).title() for _ in range(4)]
            day = start + timedelta(days=len(made) * 700 // n)
        text += 1
        sentences = [_sentence(draw, happening, names) for _ in range(draw.randrange(8, 25))]
        for copy in range(draw.choice((1, 1, 2, 3))):
            body = list(sentences)
            if copy % 2:
                body[0] = _sentence(draw, happening, names)
            elif copy:
                body = body[: max(4, len(body) * 2 // 3)]
            made.append(Made(_trace(body, names, day + timedelta(days=copy), f"Paper {draw.randrange(300)}"), text))
    return made[:n]


def _sentence(draw: random.Random, happening: Sequence[int], names: Sequence[str]) -> str:
    words = [word(draw.choice(happening) if draw.random() < 0.4 else int(draw.paretovariate(1.1))) for _ in range(14)]
    act = draw.randrange(len(_ACTS))
    said = f' "{" ".join(words[:7])}", {draw.choice(names)} said.' if draw.random() < 0.3 else "."
    return f"{draw.choice(names)} {_ACTS[act]} {draw.choice(names)} and {' '.join(words)}{said}"


def _trace(body: Sequence[str], names: Sequence[str], day: date, publisher: str) -> ReportTrace:
    text = "\n".join(body)
    own = report_id(text + publisher)
    actors = {}
    for name in names:
        if (place := text.find(name)) >= 0:
            span = Span(place, place + len(name))
            actors[name] = Actor(id=fact_id(own, "actor", span), name=f"Ada {name}", kind="person", mentions=(span,))
    events, statements, start = [], [], 0
    for line in body:
        parts = line.split(" ", 3)
        trigger = Span(start + len(parts[0]) + 1, start + len(parts[0]) + 1 + len(parts[1]))
        when = datetime(day.year, day.month, day.day)
        spoken = TimeExpression(span=trigger, type="DATE", value=None, start=when, end=when + timedelta(days=1))
        kind = _TYPES[_ACTS.index(parts[1])]
        events.append(
            Event(
                id=fact_id(own, "event", trigger),
                trigger_span=trigger,
                type=kind,  # type: ignore[arg-type]
                modality="happened",
                actors=(actors[parts[0]].id,),
                recipients=(actors[parts[2]].id,) if parts[2] in actors else (),
                when=spoken,
            )
        )
        if (quote := line.find(' "')) >= 0:
            content = Span(start + quote + 1, start + line.rfind('"') + 1)
            who = line[line.rfind('"') + 3 :].split()[0]
            statements.append(
                Statement(
                    id=fact_id(own, "statement", content),
                    kind="said",
                    speakers=(actors[who].id,) if who in actors else (),
                    speaker_span=None,
                    cue_span=None,
                    content=(content,),
                    form="direct",
                    marks="balanced",
                )
            )
        start += len(line) + 1
    report = Report(id=own, text=text, published=day, publisher=publisher)
    figures: tuple[Figure, ...] = ()
    facts = Dossier(
        report=report,
        actors=tuple(actors.values()),
        events=tuple(events),
        statements=tuple(statements),
        figures=figures,
    )
    return light(facts)


def main() -> None:
    """Make reports, merge them, print the times."""
    parser = argparse.ArgumentParser(prog="python -m bench.merging", description=__doc__)
    parser.add_argument("--reports", type=int, default=5000)
    parser.add_argument("--no-events", action="store_true", help="leave out events, which take by far the longest")
    chosen = parser.parse_args()
    n = chosen.reports
    begun = time.process_time()

    def lap(what: str, found: int) -> None:
        nonlocal begun
        now = time.process_time()
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
        sys.stdout.write(
            f"{what}: {1000 * (now - begun) / n:.2f} s CPU per 1,000 reports, {found:,} found, {peak} MB\n"
        )
        sys.stdout.flush()
        begun = time.process_time()

    made = make(n)
    traces = [m.trace for m in made]
    lap("making and light", n)
    groups = find_duplicates(traces)
    lap("duplicates", len(groups))
    texts = {m.trace.id: m.text for m in made}
    pure = sum(len({texts[r] for r in g.reports}) == 1 for g in groups)
    copies = len(made) - len(set(texts.values()))
    caught = sum(len(g.reports) - 1 for g in groups)
    sys.stdout.write(f"  groups of one text {pure}/{len(groups)}; copies found {caught}/{copies}\n")
    stories = find_stories(traces)
    lap("stories", len(stories))
    identities = find_identities(traces, story_of={r: s.id for s in stories for r in s.reports})
    lap("identities", len(identities))
    statements = find_same_statements(traces, identity_of(identities))
    lap("statements", len(statements))
    if not chosen.no_events:
        lap("events", len(merge_events(traces, stories, identities)))


if __name__ == "__main__":
    main()
