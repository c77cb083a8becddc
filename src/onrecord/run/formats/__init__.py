"""A dossier in the forms people and programs take it in."""

from __future__ import annotations

from importlib import import_module

from onrecord.errors import UsageError
from onrecord.model.dossier import Dossier
from onrecord.model.reading import Reading

#: Form to the module that writes it; modules are loaded when asked for.
FORMS: dict[str, str] = {
    "text": "onrecord.run.formats.text",
    "json": "onrecord.run.formats.plain_json",
    "html": "onrecord.run.formats.html",
    "brat": "onrecord.run.formats.brat",
    "conllu": "onrecord.run.formats.conllu",
}


def render(dossier: Dossier, reading: Reading | None, form: str, width: int = 80, *, color: bool = False) -> str:
    """Write a dossier in one of the forms.

    Args:
        dossier: What was found.
        reading: What the network saw, for ``conllu``; None where the report was not read.
        form: One of ``FORMS``.
        width: Columns, for ``text``.
        color: Whether ``text`` may use bold and dim type.

    Raises:
        UsageError: There is no such form.
    """
    if form not in FORMS:
        raise UsageError(f"There is no format '{form}'; choose from {', '.join(FORMS)}.")
    written: str = import_module(FORMS[form]).write(dossier, reading, width=width, color=color)
    return written
