"""CoNLL-U, read back."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given

from onrecord.model.dossier import Dossier
from onrecord.model.reading import Reading
from onrecord.run.formats import render
from tests.builders import FakeReader, build_page, build_reading
from tests.formats.acts import TEXT as SEA_TEXT
from tests.formats.acts import build_acts
from tests.strategies import report_text

TEXT = "“We will keep the strait open,” Maria Oduya said.Nobody answered.\n\nShe left."


def _read(written: str, text: str) -> list[list[list[str]]]:
    """Parse sentences strictly and return their rows."""
    sentences: list[list[list[str]]] = []
    names: set[str] = set()
    for block in written.split("\n\n")[:-1]:
        lines = block.split("\n")
        comments = dict(line[2:].split(" = ", 1) for line in lines if line.startswith("# ") and " = " in line)
        rows = [line.split("\t") for line in lines if not line.startswith("#")]
        assert comments["sent_id"] not in names
        names.add(comments["sent_id"])
        assert all(len(row) == 10 and all(row) for row in rows)
        assert [row[0] for row in rows] == [str(n) for n in range(1, len(rows) + 1)]
        assert sum(row[6] == "0" for row in rows) == 1
        assert all((row[6] == "0") == (row[7] == "root") for row in rows)
        assert all(0 <= int(row[6]) <= len(rows) and row[6] != row[0] for row in rows)
        spaced = ["" if "SpaceAfter=No" in row[9].split("|") else " " for row in rows]
        assert "".join(row[1] + space for row, space in zip(rows, spaced, strict=True)).rstrip() == comments["text"]
        for row in rows:
            misc = dict(pair.split("=", 1) for pair in row[9].split("|"))
            assert text[int(misc["Start"]) : int(misc["End"])].split()
        sentences.append(rows)
    return sentences


def _reading() -> Reading:
    return build_reading(
        TEXT,
        frames=[{"cue": "said", "source": "Maria Oduya", "content": "“We will keep the strait open,”"}],
        entities=[("Maria Oduya", "Person")],
        tree={"said": (None, "root"), "Oduya": ("said", "nsubj"), "keep": ("said", "ccomp")},
    )


def _write(reading: Reading) -> str:
    return render(Dossier(report=reading.page.report), reading, "conllu")


def test_sentences_come_back() -> None:
    """Words, trees, entities and frames stand in their columns."""
    sentences = _read(_write(_reading()), TEXT)
    assert [rows[0][1] for rows in sentences] == ["“", "Nobody", "She"]
    oduya = next(row for row in sentences[0] if row[1] == "Oduya")
    said = next(row for row in sentences[0] if row[1] == "said")
    assert (oduya[6], oduya[7]) == (said[0], "nsubj")
    assert oduya[9].split("|")[2:] == ["NER=I-Person", "Frame=1:source"]
    assert "Frame=1:cue" in said[9]
    assert "SpaceAfter=No" in sentences[0][-1][9]


def test_paragraphs_are_marked() -> None:
    """A sentence that begins a paragraph is marked so."""
    assert _write(_reading()).count("# newpar\n") == 2


def test_two_roots_become_one() -> None:
    """A sentence of a damaged reading is still written with one root."""
    reading = _reading()
    broken = replace(reading, heads=(-1,) * len(reading.heads), deprels=("root",) * len(reading.heads))
    rows = _read(_write(broken), TEXT)[0]
    assert [row[6] for row in rows] == ["0", *["1"] * (len(rows) - 1)]


def test_report_that_was_not_read() -> None:
    """Without a reading nothing is written."""
    assert render(Dossier(report=build_page(TEXT).report), None, "conllu") == ""


def test_events_and_positions_stand_in_misc() -> None:
    """Triggers, the mentions nearest to them, retellings and the words of positions bear notes."""
    dossier = build_acts()
    reading = build_reading(SEA_TEXT)
    written = render(replace(dossier, report=reading.page.report), reading, "conllu")
    notes: dict[str, dict[str, str]] = {}
    for row in (row for rows in _read(written, SEA_TEXT) for row in rows):
        pairs = dict(pair.split("=", 1) for pair in row[9].split("|"))
        notes[f"{pairs['Start']} {row[1]}"] = pairs
    start = SEA_TEXT.index
    assert notes[f"{start('seized')} seized"]["Event"] == "1:COERCE/seize:happened"
    assert notes[f"{start('held')} held"]["Event"] == "1:again"
    assert notes[f"{start('Norland would')} Norland"]["Event"] == "6:actor"
    assert "7:recipient" in notes[f"{start('Norland not')} Norland"]["Event"].split(",")
    assert notes[f"{start('the shooting')} the"]["Position"] == "3:denies"
    assert "Event" not in notes[f"{start('dawn')} dawn"]


def test_modes_cannot_break_a_note() -> None:
    """A mode of any characters leaves ten columns and its pairs."""
    reading = build_reading(SEA_TEXT)
    events = tuple(replace(event, mode="a|b\tc=d,e") for event in build_acts().events)
    dossier = replace(build_acts(events=events), report=reading.page.report)
    written = render(dossier, reading, "conllu")
    _read(written, SEA_TEXT)
    assert "Event=1:COERCE/a_b_c_d_e:happened" in written


@given(report_text())
def test_any_page_can_be_read_back(text: str) -> None:
    """Whatever the text, the sentences follow the format."""
    page = build_page(text)
    if page.tokens:
        _read(_write(FakeReader().read(page)), text)
