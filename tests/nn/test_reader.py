"""The shipped network on invented sentences."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from importlib.resources import as_file
from pathlib import Path

import pytest

from onrecord.errors import WeightsError
from onrecord.model.page import Page, Paragraph
from onrecord.model.report import Report
from onrecord.model.span import Span, TokenRange
from onrecord.nn.reader import Reader, load_reader
from onrecord.nn.session import Network, weights_folder

SENTENCE = [
    "The",
    "minister",
    "of",
    "Freedonia",
    "said",
    "on",
    "Monday",
    "that",
    "the",
    "border",
    "with",
    "Sylvania",
    "will",
    "stay",
    "open",
    ".",
]


def _page(paragraphs: list[list[str]]) -> Page:
    """Lay out words with a space between them; no quotation marks."""
    tokens: list[Span] = []
    bounds: list[Paragraph] = []
    parts: list[str] = []
    place = 0
    for words in paragraphs:
        first = len(tokens)
        for word in words:
            tokens.append(Span(place, place + len(word)))
            parts.append(word + " ")
            place += len(word) + 1
        bounds.append(Paragraph(TokenRange(first, len(tokens))))
    report = Report(id="0" * 64, text="".join(parts))
    return Page(report, (), tuple(bounds), tuple(tokens), (), tuple(0 for _ in tokens))


def test_every_sentence_is_a_tree() -> None:
    """Sentences follow one another without gap and each has one root and no cycle."""
    reading = load_reader().read(_page([SENTENCE * 3, SENTENCE]))
    expected = 0
    for sentence in reading.sentences:
        assert sentence.first == expected
        expected = sentence.last
        heads = reading.heads[sentence.first : sentence.last]
        assert list(heads).count(-1) == 1
        for start in range(sentence.first, sentence.last):
            token, steps = start, 0
            while token != -1:
                assert sentence.first <= token < sentence.last
                token, steps = reading.heads[token], steps + 1
                assert steps <= len(heads)
    assert expected == len(reading.page.tokens)


def test_finds_who_said_what() -> None:
    """A plain sentence of reported speech gives one frame with its source and content."""
    page = _page([SENTENCE])
    frames = load_reader().read(page).frames
    assert len(frames) == 1
    words = [page.word(t) for t in range(*frames[0].cue)]
    assert words == ["said"]
    assert [page.cover(r).of(page.report.text) for r in frames[0].fillers("source")] == ["The minister of Freedonia"]
    content = page.cover(frames[0].fillers("content")[0]).of(page.report.text)
    assert content == "that the border with Sylvania will stay open"


def test_known_sentence_starts_are_kept() -> None:
    """Sentence starts that are given are taken as they are."""
    page = _page([["Go", "home", "Stay", "here"]])
    reading = load_reader().read(page, sentence_starts=[True, False, True, False])
    assert reading.sentences == (TokenRange(0, 2), TokenRange(2, 4))


def test_paragraphs_begin_sentences() -> None:
    """A paragraph always begins a sentence, whatever the network thinks."""
    reading = load_reader().read(_page([["because", "of", "the"], ["of", "the", "war"]]))
    assert 3 in {s.first for s in reading.sentences}


def test_long_report_is_read_in_windows() -> None:
    """Every token of a report of many windows is read once, and what each window finds is alike."""
    page = _page([SENTENCE for _ in range(80)])
    reading = load_reader().read(page)
    assert len(reading.upos) == len(reading.heads) == len(reading.lemmas) == len(page.tokens)
    assert len(reading.frames) == 80


def test_empty_page_gives_an_empty_reading() -> None:
    """A page without tokens is no error."""
    reading = load_reader().read(_page([]))
    assert reading.sentences == () and reading.frames == ()


def _flip_a_bit(folder: Path) -> None:
    data = bytearray((folder / "reader.onnx").read_bytes())
    data[len(data) // 2] ^= 1
    (folder / "reader.onnx").write_bytes(data)


def _drop_weights(folder: Path) -> None:
    (folder / "reader.onnx").unlink()


def _break_manifest(folder: Path) -> None:
    (folder / "manifest.json").write_text("{", encoding="utf-8")


def _change_vocabulary(folder: Path) -> None:
    with (folder / "vocabulary.txt").open("a", encoding="utf-8") as file:
        file.write("\nfreedonia")


@pytest.mark.parametrize("harm", [_flip_a_bit, _drop_weights, _break_manifest, _change_vocabulary])
def test_damaged_weights_are_refused(tmp_path: Path, harm: Callable[[Path], None]) -> None:
    """Weights, vocabulary or manifest that are missing or altered stop the load with a message that says what to do."""
    with as_file(weights_folder()) as folder:
        shutil.copytree(folder, tmp_path / "weights")
    harm(tmp_path / "weights")
    with pytest.raises(WeightsError, match="Reinstall onrecord"):
        Network(tmp_path / "weights")


def test_weights_can_be_loaded_from_a_folder(tmp_path: Path) -> None:
    """A copy of the weights elsewhere reads as the shipped ones do."""
    with as_file(weights_folder()) as folder:
        shutil.copytree(folder, tmp_path / "weights")
    page = _page([SENTENCE])
    assert Reader(Network(tmp_path / "weights")).read(page).heads == load_reader().read(page).heads
