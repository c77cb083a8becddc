"""Events and positions as notes on tokens."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right

from onrecord.model.dossier import Dossier, Event
from onrecord.model.reading import Reading
from onrecord.model.span import Span
from onrecord.run.formats.lookup import Lookup
from onrecord.run.formats.near import nearest_mention, sentence_of

#: Characters that would break a note.
_FORBIDDEN = re.compile(r"[^\w-]+")
#: Notes of tokens.
Notes = dict[int, list[str]]


def act_notes(dossier: Dossier, reading: Reading) -> dict[str, Notes]:
    """Return the notes of tokens by name.

    ``Event`` holds ``number:TYPE/mode:modality`` on a trigger ("2:COERCE/seize:happened"), ``number:again`` where it
    is told again, ``number:actor``, ``number:recipient`` or ``number:suspect`` on the mention nearest the trigger;
    ``Position`` holds ``number:stance`` on its words.
    """
    lookup, events, positions = Lookup.of(dossier), Notes(), Notes()
    for number, event in enumerate(dossier.events, 1):
        _note(events, reading, event.trigger_span, f"{number}:{_code(event)}:{event.modality}")
        for span in event.mentions:
            _note(events, reading, span, f"{number}:again")
        sentence = sentence_of(dossier, reading, event.trigger_span)
        for role, ids in (
            ("actor", event.actors),
            ("recipient", event.recipients),
            ("suspect", event.actors_alleged),
        ):
            for actor in (lookup.actors[i] for i in dict.fromkeys(ids) if i in lookup.actors):
                mention = nearest_mention(actor, sentence)
                if mention is not None:
                    _note(events, reading, mention, f"{number}:{role}")
    for number, position in enumerate(dossier.positions, 1):
        _note(positions, reading, position.content_span, f"{number}:{position.stance}")
    return {"Event": events, "Position": positions}


def _code(event: Event) -> str:
    mode = _FORBIDDEN.sub("_", event.mode) if event.mode else ""
    return f"{event.type}/{mode}" if mode else event.type


def _note(notes: Notes, reading: Reading, span: Span, words: str) -> None:
    """Put a note on each token that a span covers, in whole or in part."""
    tokens = reading.page.tokens
    first = bisect_right(tokens, span.start, key=lambda token: token.end)
    for number in range(first, bisect_left(tokens, span.end, key=lambda token: token.start)):
        found = notes.setdefault(number, [])
        if words not in found:
            found.append(words)
