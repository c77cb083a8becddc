"""The reading as CoNLL-U: trees, with entities, frames, events and positions in MISC."""

from __future__ import annotations

from onrecord.model.dossier import Dossier
from onrecord.model.reading import Reading
from onrecord.model.span import TokenRange
from onrecord.run.formats.columns import one_line
from onrecord.run.formats.conllu_acts import act_notes


def write(dossier: Dossier, reading: Reading | None, *, width: int, color: bool) -> str:  # noqa: ARG001
    """Return the sentences in CoNLL-U.

    MISC holds ``SpaceAfter=No`` where no space follows, ``Start`` and ``End`` (code points of the report), ``NER`` in
    BIO, ``Frame`` with ``number:role`` for each frame the token takes part in ("3:cue", "3:content"), ``Event`` and
    ``Position`` as ``conllu_acts`` gives them.

    Returns:
        The sentences; nothing where the report was not read (one in another language).
    """
    if reading is None:
        return ""
    tags = _entity_tags(reading)
    notes = {"Frame": _frame_notes(reading), **act_notes(dossier, reading)}
    starts = {p.tokens.first for p in reading.page.paragraphs}
    name = dossier.report.id[:16]
    lines = [f"# newdoc id = {name}"]
    for number, sentence in enumerate(reading.sentences, 1):
        if sentence.first in starts:
            lines.append("# newpar")
        lines += [f"# sent_id = {name}-{number}", f"# text = {_text(reading, sentence)}"]
        heads = _heads(reading, sentence)
        lines += [_row(reading, t, sentence, heads, tags[t], notes) for t in range(*sentence)]
        lines.append("")
    return "\n".join(lines) + "\n"


def _form(reading: Reading, token: int) -> str:
    return one_line(reading.page.word(token)) or "_"


def _spaced(reading: Reading, token: int) -> bool:
    """Tell whether white space, or what is no token, follows a token."""
    tokens = reading.page.tokens
    return token + 1 >= len(tokens) or tokens[token + 1].start != tokens[token].end


def _text(reading: Reading, sentence: TokenRange) -> str:
    """Return the text of a sentence as its words spell it."""
    return "".join(_form(reading, t) + (" " if _spaced(reading, t) else "") for t in range(*sentence)).rstrip()


def _heads(reading: Reading, sentence: TokenRange) -> list[int]:
    """Return the heads, numbered within the sentence from 1, with 0 for its one root.

    What hangs on nothing, or on a word of another sentence, hangs on the first root.
    """
    own = [
        h - sentence.first + 1 if sentence.first <= h < sentence.last else 0 for h in reading.heads[slice(*sentence)]
    ]
    root = own.index(0) + 1 if 0 in own else 1
    return [0 if n == root else head or root for n, head in enumerate(own, 1)]


def _row(
    reading: Reading,
    token: int,
    sentence: TokenRange,
    heads: list[int],
    tag: str,
    notes: dict[str, dict[int, list[str]]],
) -> str:
    span = reading.page.tokens[token]
    number = token - sentence.first + 1
    head = heads[number - 1]
    relation = reading.deprels[token]
    misc = [f"Start={span.start}", f"End={span.end}"]
    if tag != "O":
        misc.append(f"NER={tag}")
    misc += [f"{name}={','.join(found[token])}" for name, found in notes.items() if token in found]
    if not _spaced(reading, token):
        misc.append("SpaceAfter=No")
    return "\t".join(
        (
            str(number),
            _form(reading, token),
            one_line(reading.lemmas[token]) or "_",
            reading.upos[token],
            "_",
            "_",
            str(head),
            "root" if head == 0 else "dep" if relation == "root" else relation,
            "_",
            "|".join(misc),
        )
    )


def _entity_tags(reading: Reading) -> list[str]:
    tags = ["O"] * len(reading.page.tokens)
    for entity in reading.entities:
        for token in range(*entity.tokens):
            tags[token] = f"{'B' if token == entity.tokens.first else 'I'}-{entity.label}"
    return tags


def _frame_notes(reading: Reading) -> dict[int, list[str]]:
    notes: dict[int, list[str]] = {}
    for number, frame in enumerate(reading.frames, 1):
        for token in range(*frame.cue):
            notes.setdefault(token, []).append(f"{number}:cue")
        for role in frame.roles:
            for token in range(*role.tokens):
                notes.setdefault(token, []).append(f"{number}:{role.name}")
    return notes
