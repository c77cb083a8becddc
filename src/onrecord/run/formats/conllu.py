"""The reading as CoNLL-U: trees, with entities and frames in MISC."""

from __future__ import annotations

from onrecord.errors import UsageError
from onrecord.model.dossier import Dossier
from onrecord.model.reading import Reading
from onrecord.model.span import TokenRange
from onrecord.run.formats.columns import one_line


def write(dossier: Dossier, reading: Reading | None, *, width: int, color: bool) -> str:  # noqa: ARG001
    """Return the sentences in CoNLL-U.

    MISC holds ``SpaceAfter=No`` where no space follows, ``Start`` and ``End`` (code points of the report), ``NER`` in
    BIO, and ``Frame`` with ``number:role`` for each frame the token takes part in ("3:cue", "3:content").

    Raises:
        UsageError: There is no reading to write.
    """
    if reading is None:
        raise UsageError("CoNLL-U needs the network's reading of a report; a report in another language has none.")
    tags = _entity_tags(reading)
    frames = _frame_notes(reading)
    starts = {p.tokens.first for p in reading.page.paragraphs}
    lines = [f"# newdoc id = {dossier.report.id[:16]}"]
    for number, sentence in enumerate(reading.sentences, 1):
        if sentence.first in starts:
            lines.append("# newpar")
        lines.append(f"# sent_id = {dossier.report.id[:16]}-{number}")
        lines.append(f"# text = {one_line(reading.page.cover(sentence).of(dossier.report.text))}")
        lines += [_row(reading, sentence, token, tags[token], frames.get(token, [])) for token in range(*sentence)]
        lines.append("")
    return "\n".join(lines) + "\n"


def _row(reading: Reading, sentence: TokenRange, token: int, tag: str, frames: list[str]) -> str:
    page = reading.page
    span = page.tokens[token]
    head = reading.heads[token]
    misc = [f"Start={span.start}", f"End={span.end}"]
    if tag != "O":
        misc.append(f"NER={tag}")
    if frames:
        misc.append(f"Frame={','.join(frames)}")
    if token + 1 < sentence.last and page.tokens[token + 1].start == span.end:
        misc.append("SpaceAfter=No")
    word = one_line(page.word(token)) or "_"
    return "\t".join(
        (
            str(token - sentence.first + 1),
            word,
            one_line(reading.lemmas[token]) or "_",
            reading.upos[token],
            "_",
            "_",
            str(head - sentence.first + 1 if head >= 0 else 0),
            "root" if head < 0 else reading.deprels[token],
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
