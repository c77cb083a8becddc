"""Codes of the dossier in plain words, for the forms that people read."""

from __future__ import annotations

from collections import Counter

from onrecord.codebook.country_names import country_name
from onrecord.model.dossier import Actor, Dossier, Form, Statement
from onrecord.model.span import Span
from onrecord.run.formats.columns import one_line

#: Confidence below which a statement is called doubtful.
DOUBTFUL = 0.5
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
    "AGREE": "agrees or promises",
    "SUPPORT": "supports or praises",
    "CONCEDE": "concedes",
    "CONSULT": "consults",
}
STEPS = {"reported_by": "reported by", "according_to": "according to", "citing": "citing"}
SOURCES = {
    "given": "as given",
    "header": "from the date header",
    "metadata": "from the metadata",
    "dateline": "from the dateline",
    "file": "from the file",
    "url": "from the address",
    "guess": "guessed from the page",
}
_FORMS: dict[Form, str] = {"direct": "direct", "mixed": "partly direct", "indirect": "indirect"}
_MARKS = {"repaired": "marks mended", "missing": "marks lost"}


def words_at(dossier: Dossier, span: Span) -> str:
    """Return the words of a span on one line."""
    return one_line(span.of(dossier.report.text))


def content_pieces(dossier: Dossier, statement: Statement) -> list[str]:
    """Return the words of a content in pieces; those with nothing but white space between them are one."""
    pieces: list[Span] = []
    for span in statement.content:
        last = pieces[-1] if pieces else None
        if last and last.end <= span.start and not dossier.report.text[last.end : span.start].strip():
            pieces[-1] = Span(last.start, span.end)
        else:
            pieces.append(span)
    return [words_at(dossier, piece) for piece in pieces]


def line_and_column(text: str, place: int) -> tuple[int, int]:
    """Return the line and the column, both from 1, of a code point.

    >>> line_and_column("one\\ntwo", 5)
    (2, 2)
    """
    return text.count("\n", 0, place) + 1, place - text.rfind("\n", 0, place)


def plural(n: int, noun: str) -> str:
    """Return a number with its noun.

    >>> plural(1, "speaker"), plural(2, "speaker")
    ('1 speaker', '2 speakers')
    """
    return f"{n:,} {noun}" if n == 1 else f"{n:,} {noun}s"


def language_words(code: str | None) -> str:
    """Return the language in words."""
    return "English" if code == "en" else f"language: {one_line(code)}" if code else "language not known"


def date_words(dossier: Dossier) -> str:
    """Return the day of publication and where it was found."""
    report = dossier.report
    if report.published is None:
        return "no date"
    source = SOURCES.get(report.published_source or "", "")
    return f"{report.published.isoformat()} ({source})" if source else report.published.isoformat()


def anchor_of(statement: Statement) -> Span | None:
    """Return the first evidence of a statement: its content, else its cue, else the words for its speaker."""
    return next((s for s in (*statement.content, statement.cue_span, statement.speaker_span) if s is not None), None)


def known_speakers(dossier: Dossier, statement: Statement) -> list[Actor]:
    """Return the actors who made a statement."""
    by_id = {actor.id: actor for actor in dossier.actors}
    return [by_id[i] for i in dict.fromkeys(statement.speakers) if i in by_id]


def actor_facts(actor: Actor) -> str:
    """Return title and country of an actor; empty where the name says it all.

    >>> actor_facts(Actor(id="1", name="Ada Bell", kind="person", title="consul", country="KEN"))
    'consul, Kenya'
    """
    name = one_line(actor.name)
    facts = [one_line(actor.title)] if actor.title else []
    if actor.country and country_name(actor.country) not in name:
        facts.append(country_name(actor.country))
    return ", ".join(facts)


def who(actor: Actor) -> str:
    """Return an actor with title and country: "Ada Bell (consul, Kenya)"."""
    name, facts = one_line(actor.name) or "(no name)", actor_facts(actor)
    return f"{name} ({facts})" if facts else name


def speaker_line(dossier: Dossier, statement: Statement) -> str:
    """Return who made a statement; the words at the cue where nobody could be told."""
    actors = known_speakers(dossier, statement)
    if actors:
        return " and ".join(who(actor) for actor in actors)
    if statement.speaker_span:
        return f'"{words_at(dossier, statement.speaker_span)}" (not known who)'
    return "Somebody not named"


def speaker_words(dossier: Dossier, statement: Statement) -> str | None:
    """Return the words for the speaker at the cue where they are not his name; else None."""
    if statement.speaker_span is None:
        return None
    words = words_at(dossier, statement.speaker_span)
    names = {one_line(actor.name) for actor in known_speakers(dossier, statement)}
    return words if names and words and not any(name in words for name in names) else None


def how(statement: Statement) -> str:
    """Return kind, form and marks in words.

    >>> how(Statement(id="1", kind="said", speakers=(), speaker_span=None, cue_span=None, content=(),
    ...     form="direct", marks="missing"))
    'direct, marks lost'
    """
    parts = ["attitude"] if statement.kind == "attitude" else []
    parts.append(_FORMS[statement.form])
    if statement.marks in _MARKS:
        parts.append(_MARKS[statement.marks])
    return ", ".join(parts)


def deed(statement: Statement) -> str:
    """Return what was done by saying it; empty for plain assertion.

    A polarity that the act says already is left out.
    """
    parts = [ACTS[statement.act]] if statement.act else []
    if statement.polarity == "denied" and statement.act != "REJECT":
        parts.append("denies")
    if statement.polarity == "withheld":
        parts.append("will not say")
    return ", ".join(parts)


def addressee(dossier: Dossier, statement: Statement) -> str:
    """Return to whom it was said, without "to"; empty where that is not known."""
    return words_at(dossier, statement.addressee_span).removeprefix("to ") if statement.addressee_span else ""


def where(dossier: Dossier, statement: Statement) -> str:
    """Return medium and outlet in words; empty where none is known."""
    parts = []
    if statement.medium:
        parts.append(MEDIA[statement.medium])
    if statement.outlet_span and statement.outlet_span != statement.addressee_span:
        outlet = words_at(dossier, statement.outlet_span)
        parts.append(f"({outlet})" if statement.medium else outlet)
    return " ".join(parts)


def when(dossier: Dossier, statement: Statement) -> str:
    """Return when it was said, as the report has it and as a date; empty where it is not known."""
    if statement.said is None:
        return ""
    words = words_at(dossier, statement.said.span)
    return f"{words} = {statement.said.value}" if statement.said.value else words


def chain(dossier: Dossier, statement: Statement) -> str:
    """Return who passed a statement on, outermost first; empty where nobody did."""
    return ", ".join(f"{STEPS[step.role]} {words_at(dossier, step.span)}" for step in statement.attribution)


def verdict(dossier: Dossier) -> tuple[str, str]:
    """Return in two lines how much there is and of what sort; the second is empty where there is nothing."""
    statements = dossier.statements
    if not statements:
        return "No statements found", ""
    speakers = {actor.id for s in statements for actor in known_speakers(dossier, s)}
    first = f"{plural(len(statements), 'statement')} by {plural(len(speakers), 'speaker')}"
    forms = Counter(s.form for s in statements)
    counts = {
        "with marks lost": sum(s.marks == "missing" for s in statements),
        "with marks mended": sum(s.marks == "repaired" for s in statements),
        "passed on by others": sum(bool(s.attribution) for s in statements),
        "of speakers not known": sum(not known_speakers(dossier, s) for s in statements),
        "doubtful": sum(s.confidence < DOUBTFUL for s in statements),
    }
    mix = ", ".join(f"{forms[form]} {words}" for form, words in _FORMS.items() if forms[form])
    return first, "; ".join([mix, *(f"{n} {words}" for words, n in counts.items() if n)])
