"""Custom codebooks: types of one's own that refine PLOVER's, found by cue words. Form: docs/codebook.md.

A codebook is a folder of YAML files, each with one type or a list of types. All of it is checked before any report is
read.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import cast, get_args

from onrecord.codebook.yaml_tree import Listing, Mapping, Node, Scalar, fail, parse_tree
from onrecord.errors import CodebookError
from onrecord.model.dossier import EventType
from onrecord.settings import SETTINGS

#: Universal parts of speech that a word of a cue may be bound to.
PARTS_OF_SPEECH = frozenset("ADJ ADP ADV AUX CCONJ DET INTJ NOUN NUM PART PRON PROPN PUNCT SCONJ SYM VERB X".split())
_KEYS = ("name", "definition", "examples", "cues", "plover", "quad", "score")
_NEEDED = ("name", "definition", "cues")
_ENDINGS = frozenset({".yaml", ".yml"})
_NAME = re.compile(r"[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)*")
#: Letters and digits, with apostrophes, hyphens, full stops or "&" inside: "cease-fire", "U.S.", "Ba'ath".
_WORD = re.compile(r"[^\W_](?:[^\W_]|['’.&\-‐‑](?=[^\W_]))*\.?")
_NUMBER = re.compile(r"[+-]?\d{1,3}(?:\.\d{1,6})?")
_MAX_NAME_CHARS = 40
_MAX_TEXT_CHARS = 4_000


@dataclass(frozen=True, slots=True)
class CueWord:
    """A word of a cue."""

    #: A lemma, or a form as it stands in reports; its letter case does not matter.
    text: str
    #: One of ``PARTS_OF_SPEECH``; None for any.
    upos: str | None = None


@dataclass(frozen=True, slots=True)
class CustomType:
    """A type of one's own."""

    #: In capitals: "SHELLING".
    name: str
    definition: str
    #: Cues, each one word or several.
    cues: tuple[tuple[CueWord, ...], ...]
    examples: tuple[str, ...] = ()
    #: The PLOVER type it refines; None for any.
    plover: EventType | None = None
    #: Quad class, 1 to 4, and score, -10 to 10; None for those of the event's PLOVER type.
    quad: int | None = None
    score: float | None = None


@dataclass(frozen=True, slots=True)
class Codebook:
    """A custom codebook; names are unique, and types stand in the order of the files' names, then of each file."""

    types: tuple[CustomType, ...]


def load_codebook(folder: str | Path) -> Codebook:
    """Read and check a custom codebook.

    Args:
        folder: A folder; its files that end in .yaml or .yml are read, hidden ones and folders inside it are not.

    Raises:
        CodebookError: There is no such folder, it holds no YAML file, or a file breaks the rules; the message names
            file and line, and says what to do.
    """
    places: dict[str, str] = {}
    owners: dict[tuple[str, str | None], str] = {}
    types: list[CustomType] = []
    for path in _files(Path(folder)):
        for entry, line in _types(_load(path), path.name):
            if entry.name in places:
                raise fail(path.name, line, f"{entry.name} stands in {places[entry.name]} already. Rename one of them")
            places[entry.name] = f"{path.name}, line {line}"
            for cue in entry.cues:
                owner = owners.setdefault((_spell(cue).lower(), entry.plover), entry.name)
                if owner != entry.name:
                    raise fail(path.name, line, f"{entry.name} has the cue '{_spell(cue)}' of {owner}. Keep it in one")
            types.append(entry)
            if len(types) > SETTINGS.max_codebook_types:
                raise fail(path.name, line, f"more than {SETTINGS.max_codebook_types} types. Split the codebook")
    return Codebook(tuple(types))


def _spell(cue: tuple[CueWord, ...]) -> str:
    return " ".join(f"{word.text}/{word.upos}" if word.upos else word.text for word in cue)


def _files(folder: Path) -> list[Path]:
    try:
        found = sorted(p for p in folder.iterdir() if p.suffix.lower() in _ENDINGS and not p.name.startswith("."))
    except NotADirectoryError:
        raise CodebookError(f"{folder} is a file. Name the folder it stands in, with --codebook DIR.") from None
    except OSError as error:
        raise CodebookError(
            f"The codebook {folder} cannot be read: {error.strerror}. Name a folder with --codebook DIR."
        ) from error
    if not found:
        raise CodebookError(f"{folder} holds no file that ends in .yaml. Put the types there, or name another folder.")
    if len(found) > SETTINGS.max_codebook_files:
        raise CodebookError(
            f"{folder} holds {len(found)} files, more than {SETTINGS.max_codebook_files}. Put more types into one file."
        )
    return found


def _load(path: Path) -> str:
    """Return the text of a file.

    Raises:
        CodebookError: It is no file, too large, or no UTF-8.
    """
    if not path.is_file():
        raise CodebookError(f"{path.name} is no file. Remove it from the codebook, or give it another ending.")
    try:
        with path.open("rb") as file:
            content = file.read(SETTINGS.max_codebook_file_bytes + 1)
    except OSError as error:
        raise CodebookError(f"{path.name} cannot be read: {error.strerror}. Check the rights of the file.") from error
    if len(content) > SETTINGS.max_codebook_file_bytes:
        kilobytes = SETTINGS.max_codebook_file_bytes // 1024
        raise CodebookError(f"{path.name} has more than {kilobytes} kB. Split it into several files.")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise fail(path.name, line, "this is not UTF-8. Save the file as UTF-8") from error


def _types(text: str, origin: str) -> Iterator[tuple[CustomType, int]]:
    """Yield the types of a file with the line each begins in."""
    tree = parse_tree(text, origin)
    if tree is None or (isinstance(tree, Listing) and not tree.items):
        raise fail(origin, 1, "there is no type in this file. Write one, or remove the file")
    for node in tree.items if isinstance(tree, Listing) else (tree,):
        if not isinstance(node, Mapping):
            raise fail(origin, node.line, "a type is needed here: name, definition and cues, each on a line of its own")
        yield _type(node, origin), node.line


def _type(node: Mapping, origin: str) -> CustomType:
    values = {key.text: value for key, value in node.items}
    for key, _ in node.items:
        if key.text not in _KEYS:
            raise fail(origin, key.line, f"'{key.text[:40]}' is no key of a type. Known: {', '.join(_KEYS)}")
    for name in _NEEDED:
        if name not in values:
            raise fail(origin, node.line, f"this type has no {name}. Add a line '{name}:'")
    cues = tuple(_cue(item, origin) for item in _items(values["cues"], "cues", origin))
    if not cues:
        raise fail(origin, values["cues"].line, "a type without cues can never be found. Add one under 'cues:'")
    if len(cues) > SETTINGS.max_codebook_cues:
        raise fail(origin, values["cues"].line, f"more than {SETTINGS.max_codebook_cues} cues. Split the type")
    examples = _items(values["examples"], "examples", origin) if "examples" in values else ()
    return CustomType(
        name=_name(values["name"], origin),
        definition=_text(values["definition"], "definition", origin),
        cues=tuple(dict.fromkeys(cues)),
        examples=tuple(_text(item, "example", origin) for item in examples),
        plover=_plover(values["plover"], origin) if "plover" in values else None,
        quad=int(_number(values["quad"], "quad", 1, 4, origin, whole=True)) if "quad" in values else None,
        score=_number(values["score"], "score", -10, 10, origin) if "score" in values else None,
    )


def _items(node: Node, what: str, origin: str) -> tuple[Node, ...]:
    if not isinstance(node, Listing):
        raise fail(origin, node.line, f"{what} is a list. Write each on a line of its own after '- ', or [one, two]")
    return node.items


def _text(node: Node, what: str, origin: str) -> str:
    if not isinstance(node, Scalar):
        raise fail(origin, node.line, f"the {what} is text. Put it in quotation marks if it holds a colon")
    text = node.text.strip()
    if not text:
        raise fail(origin, node.line, f"the {what} is empty. Write it, or remove the line")
    if len(text) > _MAX_TEXT_CHARS:
        raise fail(origin, node.line, f"the {what} has more than {_MAX_TEXT_CHARS} characters. Shorten it")
    return text


def _name(node: Node, origin: str) -> str:
    name = _text(node, "name", origin)
    if not _NAME.fullmatch(name) or len(name) > _MAX_NAME_CHARS:
        raise fail(
            origin,
            node.line,
            f"'{name[:40]}' is no name of a type. Use up to {_MAX_NAME_CHARS} capitals, digits and _, such as SHELLING",
        )
    if name in get_args(EventType):
        raise fail(origin, node.line, f"{name} is a type of PLOVER. Choose another name, and write 'plover: {name}'")
    return name


def _plover(node: Node, origin: str) -> EventType:
    name = _text(node, "plover", origin)
    if name not in get_args(EventType):
        raise fail(
            origin, node.line, f"'{name[:40]}' is no type of PLOVER. Choose from {', '.join(get_args(EventType))}"
        )
    return cast(EventType, name)


def _number(node: Node, what: str, low: int, high: int, origin: str, *, whole: bool = False) -> float:
    text = _text(node, what, origin)
    value = float(text) if _NUMBER.fullmatch(text) else None
    if value is None or not low <= value <= high or (whole and not value.is_integer()):
        kind = "a whole number" if whole else "a number"
        raise fail(origin, node.line, f"{what} is {kind} from {low} to {high}, not '{text[:20]}'. Correct it")
    return value


def _cue(node: Node, origin: str) -> tuple[CueWord, ...]:
    text = _text(node, "cue", origin)
    parts = text.split()
    if len(parts) > SETTINGS.max_codebook_cue_words:
        raise fail(origin, node.line, f"a cue has more than {SETTINGS.max_codebook_cue_words} words. Shorten it")
    return tuple(_cue_word(part, node.line, origin) for part in parts)


def _cue_word(part: str, line: int, origin: str) -> CueWord:
    word, slash, upos = part.partition("/")
    if slash and upos not in PARTS_OF_SPEECH:
        known = ", ".join(sorted(PARTS_OF_SPEECH))
        raise fail(origin, line, f"'{upos[:20]}' is no part of speech. After the slash choose from {known}")
    if not _WORD.fullmatch(word):
        raise fail(
            origin,
            line,
            f"'{part[:40]}' is no word. Cues are plain words; signs such as * . ^ | have no meaning in them",
        )
    return CueWord(word, upos or None)
