"""What a dossier holds in a few lines: how much there is, and its surest statements and events."""

from __future__ import annotations

from onrecord.model.dossier import Dossier, Event, Statement
from onrecord.run.formats.columns import one_line, shorten, wrap
from onrecord.run.formats.event_words import HEADINGS, code_words, count_events, party_words, surest_events
from onrecord.run.formats.lookup import Lookup
from onrecord.run.formats.position_words import count_positions
from onrecord.run.formats.words import content_pieces, date_words, known_speakers, plural, verdict, words_at

#: Statements and events shown of each report.
N_SHOWN, N_EVENTS = 4, 3
_INDENT = "  "
#: Own words tell more than reported ones.
_WORTH = {"direct": 2, "mixed": 1, "indirect": 0}


def digest(name: str, dossier: Dossier, width: int) -> str:
    """Write in a few lines what a dossier holds.

    Args:
        name: What the report is called where it has no title.
        dossier: What was found.
        width: Columns a line may take.

    Returns:
        Title, date and length, the numbers, the surest statements, own words first, and the surest events that are
        news; in text order.
    """
    report = dossier.report
    title = one_line(report.title or "")
    first, second = verdict(dossier)
    forms = second.partition("; ")[0]
    lines = [
        shorten(f"{name}: {title}" if title else name, width),
        f"{_INDENT}{date_words(dossier)}, {plural(len(report.text.split()), 'word')}",
        shorten(f"{_INDENT}{first}{f' ({forms})' if forms else ''}", width),
    ]
    ranked = sorted(enumerate(dossier.statements), key=lambda e: (-_WORTH[e[1].form], -e[1].confidence))
    shown = [statement for _, statement in sorted(ranked[:N_SHOWN], key=lambda entry: entry[0])]
    lines += [shorten(f"{_INDENT * 2}{_line(dossier, statement)}", width) for statement in shown]
    n_more = len(dossier.statements) - len(shown)
    if n_more:
        lines.append(f"{_INDENT * 2}and {n_more:,} more")
    lines += wrap(f"{count_events(dossier)}; {count_positions(dossier)}", width, label=_INDENT, hang=2 * len(_INDENT))
    lookup = Lookup.of(dossier)
    events = surest_events(dossier, N_EVENTS)
    lines += [shorten(f"{_INDENT * 2}{_event_line(lookup, event)}", width) for event in events]
    return "\n".join(lines) + "\n"


def _line(dossier: Dossier, statement: Statement) -> str:
    """Return speaker and words of a statement."""
    names = [one_line(actor.name) for actor in known_speakers(dossier, statement)]
    if not names:
        names = [words_at(dossier, statement.speaker_span)] if statement.speaker_span else ["Somebody not named"]
    words = " [...] ".join(content_pieces(dossier, statement))
    return f"{' and '.join(names)}: {words or '(no words given)'}"


def _event_line(lookup: Lookup, event: Event) -> str:
    """Return what became of an event, who did it to whom, its words and its type."""
    parties = party_words(lookup, event, "->")
    words = words_at(lookup.dossier, event.trigger_span) or "(no words)"
    return f"{HEADINGS[event.modality]}: {f'{parties}, ' if parties else ''}{words} ({code_words(event)})"
