"""Codes of an event that follow from others: PLOVER's own label, quad class and score."""

from __future__ import annotations

from dataclasses import replace

from onrecord.codebook.plover import intensity_of, plover_code, quad_of
from onrecord.model.dossier import Event


def fill_codes(event: Event) -> Event:
    """Return the event with ``plover``, ``quad`` and ``intensity``.

    ``plover`` follows from type, modality and negation. ``quad`` and ``intensity`` are those of the act itself, from
    type and mode: a planned attack has the score of an attack. Who adds up scores picks by modality, or takes the
    score of ``plover`` (``codebook.plover.intensity_of``).
    """
    return replace(
        event,
        plover=plover_code(event.type, event.modality, event.negated),
        quad=quad_of(event.type, event.mode),
        intensity=intensity_of(event.type, event.mode),
    )
