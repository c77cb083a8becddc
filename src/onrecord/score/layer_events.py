"""Events of annotated reports."""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from typing import cast

from onrecord.model.dossier import Event, EventType, Modality, Statement, TimeExpression
from onrecord.model.ids import fact_id
from onrecord.model.span import Span
from onrecord.score.codes import CONTEXTS, EVENT_TYPES, MODALITIES, MODES, NEGATABLE
from onrecord.score.draft import Draft, pick_place, pick_time
from onrecord.score.notes import Note

_FLAGS = frozenset({"background", "negated"})


def build_event(draft: Draft, note: Note, others: dict[int, Note]) -> Event | None:
    """Return the event of a note; None, noted, where it has no trigger or no type."""
    cue = draft.statement(note.values["cue"], note.line) if "cue" in note.values else None
    trigger = trigger_of(draft, note, others)
    kind, modality = _codes(draft, note, cue)
    if trigger is None or kind is None:
        return None
    _check_trigger(draft, note, trigger, others)
    around = draft.around(trigger)
    when = pick_time(draft, note.values["when"], trigger, note.line) if "when" in note.values else None
    _check_background(draft, note, when)
    parties = _parties(draft, note, cue)
    return Event(
        id=f"{fact_id(draft.identity, 'event', trigger)}-{note.number}",
        trigger_span=trigger,
        type=cast(EventType, kind),
        modality=cast(Modality, modality),
        mode=_mode(draft, note, kind),
        contexts=_contexts(draft, note),
        negated=_negated(draft, note, modality),
        actors=parties["by"],
        recipients=parties["on"],
        actors_alleged=parties["suspect"],
        disputed_by=parties["disputed"],
        condition_span=note.first("if"),
        background="background" in note.bare,
        when=when,
        where=pick_place(draft, note.values["where"], trigger, note.line) if "where" in note.values else None,
        statement=around.id if around else None,
        part_of=_part_of(draft, note, others),
        mentions=tuple(note.spans.get("again", ())),
    )


def trigger_of(draft: Draft, note: Note, others: dict[int, Note]) -> Span | None:
    """Return the trigger: the marked words, or the cue of the statement that ``cue`` names."""
    words = note.spans.get("words", [])
    if len(words) > 1:
        draft.findings.wrong(
            note.line,
            f"{note.label} has {len(words)} triggers; keep the fullest telling, mark the others {{r{note.number}:…}}",
        )
    if words:
        return words[0]
    if "cue" in note.values and others.get(note.number) is note:
        number = note.values["cue"]
        wanted = draft.statement_ids.get(int(number)) if number.isdigit() else None
        cue = next((s.cue_span for s in draft.statements if s.id == wanted), None)
        if cue is None and wanted is not None:
            draft.findings.wrong(
                note.line, f"{note.label}: statement {number} has no cue; mark a trigger {{{note.label}:…}}"
            )
        return cue
    if "words" not in note.values:
        draft.findings.wrong(
            note.line, f"{note.label} has no trigger; mark it {{{note.label}:…}}, or add words=… or cue=… (a statement)"
        )
    return None


def _check_trigger(draft: Draft, note: Note, trigger: Span, others: dict[int, Note]) -> None:
    for span, what in [(trigger, "trigger"), *((s, "retelling") for s in note.spans.get("again", ()))]:
        n_words = len(re.findall(r"[^\s\-–—]+(?:-[^\s\-–—]+)*", span.of(draft.report.text)))
        if not 1 <= n_words <= 4:
            draft.findings.wrong(
                note.line, f"{note.label}: a {what} of {n_words} words; take the one to four that name it"
            )
    for other in others.values():
        if other.number < note.number and other.first("words") == trigger:
            draft.findings.wrong(
                note.line, f"{note.label} has the trigger of {other.label}; join them or choose other words"
            )


def _codes(draft: Draft, note: Note, cue: Statement | None) -> tuple[str | None, str]:
    kind: str | None = cue.act if cue else None
    modality = "happened"
    seen = set()
    for word in note.bare:
        group = (
            "type" if word in EVENT_TYPES else "modality" if word in MODALITIES else word if word in _FLAGS else None
        )
        if group is None:
            draft.findings.wrong(
                note.line, f"'{word}' is no type, modality or flag; known: {_listed(EVENT_TYPES | MODALITIES | _FLAGS)}"
            )
        elif group in seen:
            draft.findings.wrong(note.line, f"{note.label} has a second {group}, '{word}'; keep one")
        seen.add(group)
        kind = word if group == "type" else kind
        modality = word if group == "modality" else modality
    if kind is None:
        draft.findings.wrong(note.line, f"{note.label} has no type; write one of {_listed(EVENT_TYPES)}")
    return kind, modality


def _mode(draft: Draft, note: Note, kind: str) -> str | None:
    mode = note.values.get("mode")
    allowed = MODES.get(kind, frozenset())
    if mode is not None and mode not in allowed:
        draft.findings.wrong(
            note.line, f"mode={mode} is none of {kind}; {_listed(allowed) or 'it has no modes: drop it'}"
        )
    return mode


def _contexts(draft: Draft, note: Note) -> tuple[str, ...]:
    found = [word.strip() for word in re.split(r"[+,]", note.values.get("contexts", "")) if word.strip()]
    for word in found:
        if word not in CONTEXTS:
            draft.findings.wrong(note.line, f"contexts: '{word}' is unknown; choose from {_listed(CONTEXTS)}")
    return tuple(found)


def _negated(draft: Draft, note: Note, modality: str) -> bool:
    if "negated" not in note.bare:
        return False
    if modality not in NEGATABLE:
        draft.findings.wrong(
            note.line,
            f"{note.label} is negated and {modality}; only {_listed(NEGATABLE)} go with negated (else: denied)",
        )
    return True


def _parties(draft: Draft, note: Note, cue: Statement | None) -> dict[str, tuple[str, ...]]:
    draft.actors.at(note.line)
    values = note.values
    parties = {
        "by": draft.actors.several(values["by"]) if "by" in values else cue.speakers if cue else (),
        "on": draft.actors.several(values.get("on", "none")),
        "suspect": draft.actors.several(values.get("suspect", "none")),
        "disputed": draft.actors.several(values.get("disputed", "none")),
    }
    if not any(parties.values()) and not {"by", "on"} & set(values):
        draft.findings.wrong(
            note.line, f"{note.label} names nobody; add by=… or on=…, or by=none where the report names none"
        )
    if set(parties["by"]) & set(parties["on"]):
        draft.findings.wrong(
            note.line, f"{note.label}: the same actor in by= and on=; parties of a meeting all stand in by="
        )
    return parties


def _part_of(draft: Draft, note: Note, others: dict[int, Note]) -> str | None:
    label = note.values.get("part_of")
    if label is None:
        return None
    whole = others.get(int(label[1:])) if re.fullmatch(r"e\d+", label) else None
    if whole is None or whole is note:
        draft.findings.wrong(note.line, f"part_of={label} is no other event of this file; write e and its number")
        return None
    trigger = whole.first("words")
    if trigger is None and "cue" in whole.values:
        trigger = trigger_of(draft, whole, others)
    return f"{fact_id(draft.identity, 'event', trigger)}-{whole.number}" if trigger else None


def _check_background(draft: Draft, note: Note, when: TimeExpression | None) -> None:
    published = draft.report.meta.get("published", "")
    if when is None or when.end is None or not re.fullmatch(r"\d{4}-\d\d-\d\d", published):
        return
    long_ago = datetime.fromisoformat(published) - when.end > timedelta(days=45)
    recent = when.start is not None and datetime.fromisoformat(published) - when.start < timedelta(days=25)
    if long_ago and "background" not in note.bare:
        draft.findings.look(note.line, f"{note.label} lies long before the report; is it background?")
    if recent and "background" in note.bare:
        draft.findings.look(note.line, f"{note.label} is background, but its time is within a month of the report")


def _listed(codes: frozenset[str]) -> str:
    return ", ".join(sorted(codes))
