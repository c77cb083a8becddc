"""The dossier as JSON: one object on one line."""

from __future__ import annotations

from onrecord.model.dossier import Dossier
from onrecord.model.json import dossier_to_json
from onrecord.model.reading import Reading


def write(dossier: Dossier, reading: Reading | None, *, width: int, color: bool) -> str:  # noqa: ARG001
    """Return the dossier as JSON text with a newline at its end."""
    return dossier_to_json(dossier) + "\n"
