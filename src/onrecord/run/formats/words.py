"""Codes of the dossier in plain words, for the forms that people read."""

from __future__ import annotations

from onrecord.model.dossier import Actor, Dossier, Statement
from onrecord.model.span import Span

MEDIA = {
    "interview": "in an interview",
    "press_conference": "at a press conference",
    "written_statement": "in a written statement",
    "social_post": "in a social media post",
    "speech": "in a speech",
    "call": "in a call",
    "letter": "in a letter",
    "meeting": "at a meeting",
    "document": "in a document",
    "broadcast": "in a broadcast",
    "web": "on the web",
}
ACTS = {
    "REQUEST": "asks or demands",
    "REJECT": "rejects",
    "THREATEN": "threatens or warns",
    "ACCUSE": "accuses or condemns",
    "AGREE": "agrees",
    "SUPPORT": "supports or praises",
    "CONCEDE": "concedes",
    "CONSULT": "consults",
}
STEPS = {"reported_by": "reported by", "according_to": "according to", "citing": "citing"}
SOURCES = {
    "given": "given",
    "header": "from the date header",
    "metadata": "from the metadata",
    "dateline": "from the dateline",
    "file": "from the file",
}


def one_line(words: str) -> str:
    """Fold white space, and show lone surrogates as the replacement character, so that anything can be printed."""
    folded = " ".join(words.split())
    return folded.encode("utf-8", "replace").decode("utf-8")


def words_at(dossier: Dossier, span: Span) -> str:
    """Return the words of a span on one line."""
    return one_line(span.of(dossier.report.text))


def line_of(text: str, place: int) -> int:
    """Return the number of the line, from 1, that holds a code point."""
    return text.count("\n", 0, place) + 1


def speaker_names(dossier: Dossier, statement: Statement) -> list[Actor]:
    """Return the actors who made a statement."""
    by_id = {actor.id: actor for actor in dossier.actors}
    return [by_id[i] for i in statement.speakers if i in by_id]


def who(actor: Actor) -> str:
    """Return an actor with title and country: "Ada Bell (foreign minister, FRA)"."""
    more = [m for m in (actor.title, actor.country) if m]
    name = one_line(actor.name)
    return f"{name} ({', '.join(map(one_line, more))})" if more else name


def speaker_line(dossier: Dossier, statement: Statement) -> str:
    """Return who made a statement; the words at the cue where nobody could be told."""
    actors = speaker_names(dossier, statement)
    if actors:
        return " and ".join(who(actor) for actor in actors)
    if statement.speaker_span:
        return f"“{words_at(dossier, statement.speaker_span)}” (not resolved)"
    return "somebody not named"


def how(statement: Statement) -> str:
    """Return form and marks in words."""
    if statement.kind == "attitude":
        base = "attitude, in the report's words" if statement.form == "indirect" else "attitude"
    elif statement.form == "direct":
        base = {"missing": "direct, marks lost", "repaired": "direct, marks mended"}.get(
            statement.marks or "", "direct"
        )
    elif statement.form == "mixed":
        base = "reported, with the speaker's own phrases"
    else:
        base = "reported"
    return base


def where(dossier: Dossier, statement: Statement) -> str:
    """Return medium, outlet and addressee in words; empty where none is known."""
    parts = []
    if statement.medium:
        parts.append(MEDIA[statement.medium])
    if statement.outlet_span:
        outlet = words_at(dossier, statement.outlet_span)
        parts.append(f"({outlet})" if statement.medium else outlet)
    if statement.addressee_span:
        parts.append(f"to {words_at(dossier, statement.addressee_span)}")
    return " ".join(parts)


def chain(dossier: Dossier, statement: Statement) -> str:
    """Return who passed a statement on, outermost first; empty where nobody did."""
    return ", ".join(f"{STEPS[step.role]} {words_at(dossier, step.span)}" for step in statement.attribution)
