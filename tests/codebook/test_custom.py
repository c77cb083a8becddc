"""Custom codebooks: what is read, and what is refused and how."""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.codebook.custom import CueWord, CustomType, load_codebook
from onrecord.codebook.yaml_tree import parse_tree
from onrecord.errors import CodebookError, FatalError
from onrecord.settings import SETTINGS

SHELLING = """\
# Types for the war at the strait.
- name: SHELLING
  definition: Artillery or rockets fired at a place.
  examples:
    - "Sylvanian gunners shelled the harbour: nobody was hurt."
  cues: [shell, open fire on, strike/NOUN]
  plover: ASSAULT
  quad: 4
  score: -9.5
- name: SHIP_SEIZURE
  definition: no ship may sail on
  cues:
    - seize ship
"""
ONE = "name: {name}\ndefinition: Something.\ncues: [{cues}]\n"

Write = Callable[..., Path]


@pytest.fixture
def write(tmp_path: Path) -> Write:
    """Write files into a folder and return it."""

    def make(**files: str | bytes) -> Path:
        for name, content in files.items():
            path = tmp_path / f"{name}.yaml"
            path.write_bytes(content if isinstance(content, bytes) else content.encode("utf-8"))
        return tmp_path

    return make


def test_types_are_read(write: Write) -> None:
    """A file with a list of types gives them in order, with all that is said of them."""
    book = load_codebook(write(war=SHELLING))
    assert book.types == (
        CustomType(
            name="SHELLING",
            definition="Artillery or rockets fired at a place.",
            cues=(
                (CueWord("shell"),),
                (CueWord("open"), CueWord("fire"), CueWord("on")),
                (CueWord("strike", "NOUN"),),
            ),
            examples=("Sylvanian gunners shelled the harbour: nobody was hurt.",),
            plover="ASSAULT",
            quad=4,
            score=-9.5,
        ),
        CustomType("SHIP_SEIZURE", "no ship may sail on", ((CueWord("seize"), CueWord("ship")),)),
    )


def test_files_are_read_in_the_order_of_their_names(write: Write) -> None:
    """A file may hold one type alone; hidden files, other endings and folders inside are passed over."""
    folder = write(b=ONE.format(name="SECOND", cues="two"), a=ONE.format(name="FIRST", cues="one"))
    (folder / ".a.yaml").write_text("[", encoding="utf-8")
    (folder / "notes.txt").write_text("[", encoding="utf-8")
    (folder / "c.YML").write_text(ONE.format(name="THIRD", cues="three"), encoding="utf-8")
    (folder / "old").mkdir()
    (folder / "old" / "z.yaml").write_text("[", encoding="utf-8")
    assert [entry.name for entry in load_codebook(folder).types] == ["FIRST", "SECOND", "THIRD"]


def test_words_are_text_whatever_yaml_takes_them_for(write: Write) -> None:
    """The words no, on and 12 are cues, not truth values and numbers; a byte-order mark is passed over."""
    book = load_codebook(write(a=b"\xef\xbb\xbf" + ONE.format(name="NO", cues="no, on, 12, U.S., cease-fire").encode()))
    assert book.types[0].name == "NO"
    assert [cue[0].text for cue in book.types[0].cues] == ["no", "on", "12", "U.S.", "cease-fire"]


BROKEN = {
    "no yaml": ("- name: [A\n  definition", 2, "this is no YAML"),
    "tab": ("name: A\n\tdefinition: b", 2, "this is no YAML"),
    "character": ("name: A\ndefinition: \x07", 2, "a character stands here"),
    "empty": ("# nothing yet\n", 1, "there is no type in this file"),
    "empty list": ("[]", 1, "there is no type in this file"),
    "text": ("SHELLING", 1, "a type is needed here"),
    "list of text": ("- SHELLING\n", 1, "a type is needed here"),
    "two documents": (f"{ONE.format(name='A', cues='b')}---\n{ONE.format(name='C', cues='d')}", 5, "second document"),
    "unknown key": ("name: A\ndefinition: b\ncue: [c]", 3, "'cue' is no key of a type. Known: name, definition"),
    "merge key": ("name: A\ndefinition: b\ncues: [c]\n<<: {d: e}", 4, "'<<' is no key"),
    "key twice": ("name: A\nname: B\n", 2, "'name' stands in line 1 already"),
    "key a list": ("? [a]\n: b\n", 1, "a key is a list"),
    "no name": ("definition: b\ncues: [c]", 1, "this type has no name"),
    "no definition": ("- name: A\n  cues: [c]", 1, "this type has no definition"),
    "no cues": ("name: A\ndefinition: b", 1, "this type has no cues"),
    "cues empty": ("name: A\ndefinition: b\ncues: []", 3, "a type without cues can never be found"),
    "cues null": ("name: A\ndefinition: b\ncues:\n", 3, "cues is a list"),
    "cue empty": ("name: A\ndefinition: b\ncues:\n - c\n - \n", 5, "the cue is empty"),
    "cue a mapping": ("name: A\ndefinition: b\ncues:\n - c: d\n", 4, "the cue is text"),
    "cue a pattern": ("name: A\ndefinition: b\ncues: ['shell.*']", 3, "'shell.*' is no word. Cues are plain words"),
    "cue a class": ("name: A\ndefinition: b\ncues: ['open [fire]']", 3, "'[fire]' is no word"),
    "cue a mark": ("name: A\ndefinition: b\ncues: ['-']", 3, "'-' is no word"),
    "part of speech": ("name: A\ndefinition: b\ncues: [strike/noun]", 3, "'noun' is no part of speech"),
    "no part of speech": ("name: A\ndefinition: b\ncues: [strike/]", 3, "'' is no part of speech"),
    "long cue": ("name: A\ndefinition: b\ncues: [a b c d e f g h i]", 3, "more than 8 words"),
    "name": ("name: Shelling\ndefinition: b\ncues: [c]", 1, "'Shelling' is no name of a type"),
    "long name": (f"name: {'A' * 41}\ndefinition: b\ncues: [c]", 1, "is no name of a type"),
    "name of plover": ("name: AID\ndefinition: b\ncues: [c]", 1, "AID is a type of PLOVER"),
    "definition empty": ("name: A\ndefinition:\ncues: [c]", 2, "the definition is empty"),
    "definition a list": ("name: A\ndefinition: [b]\ncues: [c]", 2, "the definition is text"),
    "long definition": (f"name: A\ndefinition: {'b' * 5000}\ncues: [c]", 2, "more than 4000 characters"),
    "plover": (
        "name: A\ndefinition: b\ncues: [c]\nplover: FIGHT",
        4,
        "'FIGHT' is no type of PLOVER. Choose from AGREE",
    ),
    "quad": ("name: A\ndefinition: b\ncues: [c]\nquad: 5", 4, "quad is a whole number from 1 to 4"),
    "quad a fraction": ("name: A\ndefinition: b\ncues: [c]\nquad: 1.5", 4, "quad is a whole number from 1 to 4"),
    "score": ("name: A\ndefinition: b\ncues: [c]\nscore: -11", 4, "score is a number from -10 to 10"),
    "score no number": ("name: A\ndefinition: b\ncues: [c]\nscore: .nan", 4, "score is a number from -10 to 10"),
    "anchor": ("name: &a A\ndefinition: *a\ncues: [c]", 1, "anchors (&) and aliases (*) are not allowed"),
    "tag": ("name: !!python/object/apply:os.getcwd []\n", 1, "tags (!) are not allowed"),
    "deep": ("name: A\ncues: [[[[[[c]]]]]]", 2, "lists stand too deep"),
}


@pytest.mark.parametrize("name", BROKEN)
def test_broken_file_is_refused(write: Write, name: str) -> None:
    """A broken file is refused with its name, the line, what is wrong and what to do."""
    content, line, what = BROKEN[name]
    with pytest.raises(CodebookError) as caught:
        load_codebook(write(war=content))
    message = str(caught.value)
    assert message.startswith(f"war.yaml, line {line}: ")
    assert what in message
    assert message.endswith(".")
    assert (caught.value.code, isinstance(caught.value, FatalError)) == ("E-CODEBOOK", True)


def test_name_twice_is_refused_across_files(write: Write) -> None:
    """The message names both places."""
    one = ONE.format(name="A", cues="b")
    with pytest.raises(CodebookError, match=r"^two.yaml, line 1: A stands in one.yaml, line 1 already"):
        load_codebook(write(one=one, two=ONE.format(name="A", cues="c")))


def test_cue_of_two_types_is_refused_unless_they_refine_different_ones(write: Write) -> None:
    """A cue may stand in two types where the PLOVER type tells which is meant."""
    with pytest.raises(CodebookError, match=r"B has the cue 'Strike/NOUN' of A"):
        load_codebook(write(one=ONE.format(name="A", cues="strike/NOUN"), two=ONE.format(name="B", cues="Strike/NOUN")))
    two = ONE.format(name="B", cues="strike/NOUN") + "plover: PROTEST\n"
    assert len(load_codebook(write(two=two)).types) == 2


def test_folder_must_be_one(tmp_path: Path, write: Write) -> None:
    """No folder, a file, and a folder without YAML are refused with what to do."""
    with pytest.raises(CodebookError, match=r"cannot be read: No such file.*--codebook DIR"):
        load_codebook(tmp_path / "none")
    with pytest.raises(CodebookError, match=r"holds no file that ends in .yaml"):
        load_codebook(tmp_path)
    with pytest.raises(CodebookError, match=r"is a file. Name the folder"):
        load_codebook(write(war=SHELLING) / "war.yaml")


def test_file_must_be_one(tmp_path: Path) -> None:
    """A folder or a pipe named like a file is refused, and a pipe is not waited for."""
    (tmp_path / "a.yaml").mkdir()
    with pytest.raises(CodebookError, match=r"a.yaml is no file"):
        load_codebook(tmp_path)
    (tmp_path / "a.yaml").rmdir()
    os.mkfifo(tmp_path / "b.yaml")
    with pytest.raises(CodebookError, match=r"b.yaml is no file"):
        load_codebook(tmp_path)


def test_other_encodings_are_refused(write: Write) -> None:
    """The line of the first byte that is not UTF-8 is named."""
    with pytest.raises(CodebookError, match=r"war.yaml, line 2: this is not UTF-8"):
        load_codebook(write(war=b"name: A\ndefinition: caf\xe9\n"))


def test_ceilings_hold(write: Write, tmp_path: Path) -> None:
    """Too large a file, too many files, types and cues are refused."""
    with pytest.raises(CodebookError, match=r"war.yaml has more than 256 kB"):
        load_codebook(write(war=b"#" * (SETTINGS.max_codebook_file_bytes + 1)))
    many = ", ".join(f"w{n}" for n in range(SETTINGS.max_codebook_cues + 1))
    with pytest.raises(CodebookError, match=r"line 3: more than 500 cues"):
        load_codebook(write(war=ONE.format(name="A", cues=many)))
    for half in "ab":
        number = SETTINGS.max_codebook_types // 2 + 1
        lines = (f"- {{name: {half.upper()}{n}, definition: d, cues: [{half}{n}]}}\n" for n in range(number))
        (tmp_path / f"{half}.yaml").write_text("".join(lines), encoding="utf-8")
    (tmp_path / "war.yaml").unlink()
    with pytest.raises(CodebookError, match=r"b.yaml, line 1000: more than 2000 types"):
        load_codebook(tmp_path)
    for n in range(SETTINGS.max_codebook_files):
        (tmp_path / f"{n}.yaml").touch()
    with pytest.raises(CodebookError, match=r"holds 202 files, more than 200"):
        load_codebook(tmp_path)


@pytest.mark.parametrize("content", ["[" * 200_000, "{" * 200_000, "? " * 100_000, "- " * 100_000, "a: " * 80_000])
def test_hostile_file_is_refused_at_once(write: Write, content: str) -> None:
    """A file made to exhaust the parser is refused within a second or two."""
    began = time.monotonic()
    with pytest.raises(CodebookError):
        load_codebook(write(war=content))
    assert time.monotonic() - began < 5


@given(st.text(st.sampled_from("ab:-#[]{}&*!|>'\"? \n\t,/.%@\x00\ud800é"), max_size=60))
def test_any_text_is_read_or_refused(text: str) -> None:
    """Whatever stands in a file is a tree or a CodebookError, never another failure."""
    try:
        parse_tree(text, "a.yaml")
    except CodebookError as error:
        assert str(error).startswith("a.yaml, line ")
