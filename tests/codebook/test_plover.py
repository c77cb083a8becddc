"""PLOVER 2.0 as data."""

from __future__ import annotations

import gzip
import re
from collections import Counter
from dataclasses import FrozenInstanceError
from pathlib import Path
from typing import Any, get_args

import pytest

from onrecord.codebook.plover import (
    PloverCode,
    cameo_to_plover,
    derive,
    goldstein,
    intensity_of,
    plover,
    plover_code,
    quad_of,
)
from onrecord.model.dossier import EventType, Modality
from onrecord.score import codes

TABLES = Path(__file__).resolve().parents[2] / "src" / "onrecord" / "codebook" / "data" / "plover"
RESOURCES = Path(__file__).resolve().parents[3] / "shared" / "data" / "resources"
needs_resources = pytest.mark.skipif(
    not (RESOURCES / "PLOVER_MANUAL.tex.gz").is_file(), reason="the manual and its tables are not in ../shared"
)

#: Modes that the tables of the manual have, per type.
N_MODES = {
    "CONSULT": 4,
    "RETREAT": 6,
    "REQUEST": 4,
    "ACCUSE": 3,
    "REJECT": 4,
    "THREATEN": 6,
    "PROTEST": 7,
    "SANCTION": 4,
    "MOBILIZE": 4,
    "COERCE": 10,
    "ASSAULT": 15,
}
COOPERATION = ("CONSULT", "SUPPORT", "COOPERATE", "AID")
FORCE = ("PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT")


def _rows(name: str) -> list[list[str]]:
    lines = (TABLES / name).read_text(encoding="utf-8").splitlines()
    return [line.split("\t") for line in lines if not line.startswith("#")]


def _manual() -> str:
    with gzip.open(RESOURCES / "PLOVER_MANUAL.tex.gz", "rt", encoding="utf-8") as file:
        return re.sub(r"(?m)(?<!\\)%.*$", "", file.read())


def test_counts_are_those_of_the_manual() -> None:
    """There are 16 types, 67 modes, 37 contexts and 25 sectors, besides what is kept for annotated reports."""
    book = plover()
    assert list(book.types) == list(get_args(EventType))
    own = {n: sum(m.status == "2.0" for m in t.modes.values()) for n, t in book.types.items() if t.modes}
    assert own == N_MODES
    assert sum(N_MODES.values()) == 67
    assert len(book.contexts) == 37
    assert sum(s.status == "2.0" for s in book.sectors.values()) == 25
    kept = {m.name for t in book.types.values() for m in t.modes.values() if m.status == "kept"}
    assert kept == {"return", "sideAB"}
    assert {s.code for s in book.sectors.values() if s.status == "kept"} == {"NGO", "IGO", "HLH", "NON"}


@needs_resources
def test_modes_and_scores_are_those_of_the_manual() -> None:
    """Every score of the manual's table is the one here, save that of ACCUSE, whose sign was lost."""
    table = re.search(r"\\begin\{tabular\}\{\|lc\|lc\|lc\|\}(.*?)\\end\{tabular\}", _manual(), re.S)
    assert table
    plain = re.sub(r"\\cellcolor\{[^}]*\}|\\hline|[\t\n]|\\textbf\{[^}]*\}", " ", table[1])
    cells = [cell.strip() for row in plain.split("\\\\") for cell in re.sub(r"!25\}", "", row).split("&")]
    found: dict[tuple[str, str | None], float] = {}
    for name, score in zip(cells[::2], cells[1::2], strict=False):
        match = re.fullmatch(r"([A-Z]+)(?:: ([\w-]+))?", name)
        if match:
            found[match[1], match[2].lower() if match[2] else None] = float(score)
    assert found.pop(("ACCUSE", None)) == 3
    assert len(found) == 15 + 66
    assert found == {key: intensity_of(*key) for key in found}
    modes = {(t.name, m.name) for t in plover().types.values() for m in t.modes.values() if m.score is not None}
    assert modes == {key for key in found if key[1]}


@needs_resources
def test_contexts_and_sectors_are_those_of_the_manual() -> None:
    """The manual's tables name the contexts and sectors that stand here, and no others."""
    manual = _manual().replace("\\_", "_")
    table = manual[manual.index("\\label{tab:general-contexts}") : manual.index("How these contexts are used")]
    names = re.findall(r"(?m)^(?:\\hyperref\[[^\]]*\]\{(\w+)\}|(\w+)) *&", table)
    assert {a or b for a, b in names} - {"Name"} == set(plover().contexts)
    sectors = re.findall(r"(?m)^\s*([A-Z]{3}) &", manual[manual.index("\\label{tab:roles}") :].split("longtable")[0])
    assert set(sectors) == {s.code for s in plover().sectors.values() if s.status == "2.0"}


@needs_resources
def test_definitions_are_our_own_words() -> None:
    """No definition shares six words in a row with the manual."""
    manual = " ".join(re.findall(r"[a-z]+", _manual().lower()))
    book = plover()
    texts = [t.definition for t in book.types.values()] + list(book.contexts.values())
    texts += [m.definition for t in book.types.values() for m in t.modes.values()]
    texts += [s.definition for s in book.sectors.values()] + [row[-1] for row in _rows("derivation.tsv")]
    for text in texts:
        words = re.findall(r"[a-z]+", text.lower())
        runs = [" ".join(words[n : n + 6]) for n in range(len(words) - 5)]
        assert [run for run in runs if run in manual] == []


def test_faults_of_the_manual_are_settled() -> None:
    """SANCTION is material conflict, and ACCUSE has a negative score, the mean of its modes."""
    assert quad_of("SANCTION") == 4
    accuse = plover().types["ACCUSE"]
    scores = [m.score for m in accuse.modes.values() if m.score is not None]
    assert accuse.score == sum(scores) / len(scores) == -3


def test_scores_agree_with_quad_classes() -> None:
    """Cooperation scores above nought, conflict not above, and material acts beyond verbal ones of their side."""
    for entry in plover().types.values():
        assert (entry.score > 0) == (entry.quad <= 2)
        assert all(-10 <= intensity_of(entry.name, mode) <= 10 for mode in entry.modes)
    assert Counter(entry.quad for entry in plover().types.values()) == {1: 4, 2: 3, 3: 4, 4: 5}


def test_score_falls_back_on_the_type() -> None:
    """A mode without a score, a mode of another type and no mode have the score of the type."""
    assert intensity_of("RETREAT", "disarm") == 10
    assert intensity_of("RETREAT", "return") == intensity_of("RETREAT", "beat") == intensity_of("RETREAT") == 6.5
    assert quad_of("RETREAT", "disarm") == 2
    with pytest.raises(KeyError):
        intensity_of("RAIN")


def test_every_entry_is_explained() -> None:
    """Every type has a definition and an example, every mode, context and sector a definition."""
    book = plover()
    assert all(t.definition and t.examples and all(t.examples) for t in book.types.values())
    assert all(m.definition.endswith(".") for t in book.types.values() for m in t.modes.values())
    assert all(text.endswith(".") for text in book.contexts.values())
    assert all(s.definition.endswith(".") for s in book.sectors.values())


def test_book_cannot_be_changed() -> None:
    """The book is shared by all who ask for it, and nobody can change it."""
    book: Any = plover()
    assert book is plover()
    with pytest.raises(TypeError):
        book.types["RAIN"] = None
    with pytest.raises(FrozenInstanceError):
        book.types["AID"].quad = 3


def test_tables_name_source_and_licence() -> None:
    """Every table says where it is from and under which licence."""
    for path in TABLES.glob("*.tsv"):
        head = " ".join(line for line in path.read_text(encoding="utf-8").splitlines() if line.startswith("#"))
        assert "Source:" in head, path
        assert "Licence:" in head or "no licence" in head, path


def test_scoring_reads_the_same_lists() -> None:
    """What annotated reports may say is what the book says."""
    assert codes.MODES["PROTEST"] == set(plover().types["PROTEST"].modes)
    assert "AGREE" not in codes.MODES
    assert set(plover().contexts) == codes.CONTEXTS
    assert set(plover().sectors) == codes.SECTORS


@pytest.mark.parametrize(
    ("event_type", "modality", "negated", "code"),
    [
        *[(name, modality, False, "AGREE") for name in COOPERATION for modality in ("planned", "offered")],
        *[(name, "planned", False, "THREATEN") for name in FORCE],
        *[(name, "offered", True, "CONCEDE") for name in (*FORCE, "AGREE", "AID", "THREATEN")],
        ("AID", "happened", False, "AID"),
        ("ASSAULT", "alleged", False, "ASSAULT"),
        ("ASSAULT", "possible", False, "ASSAULT"),
        ("AGREE", "planned", False, "AGREE"),
        ("CONCEDE", "planned", False, "CONCEDE"),
        ("RETREAT", "planned", False, "CONCEDE"),
        ("RETREAT", "offered", True, "REJECT"),
        ("ACCUSE", "planned", False, "ACCUSE"),
        ("AID", "threatened", True, "THREATEN"),
        ("ASSAULT", "demanded", True, "REQUEST"),
        ("RETREAT", "demanded", False, "REQUEST"),
        ("CONSULT", "denied", False, "REJECT"),
        ("ASSAULT", "denied", False, "REJECT"),
    ],
)
def test_tense_and_negation_make_the_code(event_type: str, modality: str, negated: bool, code: str) -> None:
    """PLOVER's own label follows from the act, what became of it, and negation."""
    assert plover_code(event_type, modality, negated) == code


def test_every_event_has_a_code() -> None:
    """Each type under each modality, negated or not, has exactly one code, with a rule that says why."""
    for name in get_args(EventType):
        for modality in get_args(Modality):
            for negated in (False, True):
                found = derive(name, modality, negated)
                assert found.code in get_args(EventType)
                assert found.reason
    with pytest.raises(KeyError):
        plover_code("AID", "dreamt")


def test_auxiliary_modes_go_with_what_the_code_does_not_tell() -> None:
    """What is possible is hypothetical; a concession to come is future; a promise that became AGREE has none."""
    assert derive("ASSAULT", "possible").auxiliary == "hypothetical"
    assert derive("CONCEDE", "planned").auxiliary == "future"
    assert derive("AID", "planned").auxiliary is None
    assert derive("ASSAULT", "denied").auxiliary == "negation"
    assert derive("MOBILIZE", "planned").basis == "choice"


@pytest.mark.parametrize(
    ("code", "found"),
    [
        ("042", PloverCode("CONSULT", "visit", ())),
        ("0871", PloverCode("RETREAT", "ceasefire", ("military",))),
        ("091", PloverCode("ACCUSE", "investigate", ("crime", "corruption"))),
        ("163", PloverCode("SANCTION", "discontinue", ("diplomatic",))),
        ("08", PloverCode("CONCEDE", None, ())),
        ("1999", PloverCode("ASSAULT", None, ())),
        ("01", None),
        ("0256", None),
        ("", None),
        ("1", None),
        ("999", None),
        ("04²", None),
        ("00420", None),
    ],
)
def test_cameo_codes(code: str, found: PloverCode | None) -> None:
    """A CAMEO code is one type, mode and contexts; a longer code falls back on its category; the rest is unknown."""
    assert cameo_to_plover(code) == found


def test_crosswalk_gives_codes_of_plover_alone() -> None:
    """Every type, mode and context that the crosswalk gives is one of PLOVER 2.0."""
    book = plover()
    for row in _rows("cameo.tsv"):
        found = cameo_to_plover(row[0])
        assert found is not None
        assert found.mode is None or book.types[found.type].modes[found.mode].status == "2.0"
        assert set(found.contexts) <= set(book.contexts)
    assert len(_rows("cameo.tsv")) == 274


@needs_resources
def test_crosswalk_differs_from_its_source_only_where_noted() -> None:
    """A row without a note is as in the source; a row with one says what the source has."""
    with gzip.open(RESOURCES / "cameo2plover.txt.gz", "rt", encoding="utf-8") as file:
        lines = [line.split("#")[0].strip() for line in file]
    source: dict[str, str] = {}
    for line in lines:
        code, _, rest = line.partition(":")
        if code.isdigit():
            source.setdefault(code, " ".join(re.split(r"[\s,;]+", rest.strip(" ,;"))))
    ours = {row[0]: row for row in _rows("cameo.tsv")}
    assert set(ours) == set(source)
    for code, row in ours.items():
        plain = " ".join(filter(None, row[1:4]))
        if len(row) == 5:
            assert row[4].startswith(f"table: {source[code]};")
            assert plain != source[code] or code == "175"  # the source has a context where the mode should be
        else:
            assert plain == source[code]


@needs_resources
def test_goldstein_values_are_those_of_the_source() -> None:
    """Every CAMEO code of the source has its value."""
    with gzip.open(RESOURCES / "goldstein.tsv.gz", "rt", encoding="utf-8") as file:
        rows = [line.split() for line in file][1:]
    assert {code: goldstein(code) for code, _ in rows} == {code: float(value) for code, value in rows}
    assert len(_rows("goldstein.tsv")) == len(rows)


def test_goldstein_value_of_an_unknown_code_is_none() -> None:
    """A code without a value has none."""
    assert goldstein("190") == -10
    assert goldstein("057") == 8
    assert goldstein("999") is None
