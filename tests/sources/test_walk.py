"""From what the user names to reports."""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from pytest import MonkeyPatch

from onrecord.model.report import Reject
from onrecord.sources import walk
from onrecord.sources.found import Found
from onrecord.sources.options import SourceOptions
from onrecord.sources.walk import count_sources, open_sources
from tests.sources.made import REPORT, article, warc


def origins(*specs: str | Path) -> list[str]:
    """Return where each result came from, a Reject with its code."""
    results = open_sources(str(spec) for spec in specs)
    return [r.origin if isinstance(r, Found) else f"{r.origin} {r.code}" for r in results]


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: MonkeyPatch) -> Path:
    """Make a folder with reports and stand in it."""
    monkeypatch.chdir(tmp_path)
    for name in ("b.txt", "a.txt", "sub/c.txt", "sub/.hidden.txt", ".git/d.txt"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(REPORT, encoding="utf-8")
    return tmp_path


def test_folders_in_order_of_names(folder: Path) -> None:
    """A folder is gone through in order, hidden files and folders left out, under the name it was given."""
    assert origins(".") == ["a.txt", "b.txt", "sub/c.txt"]
    assert origins(folder)[0] == str(folder / "a.txt")


def test_patterns(folder: Path) -> None:
    """A pattern means the files that match it, also in folders; one that matches none is told."""
    assert origins("*.txt") == ["a.txt", "b.txt"]
    assert origins("**/*.txt") == ["a.txt", "b.txt", "sub/c.txt"]
    assert origins("*") == ["a.txt", "b.txt", "sub/c.txt"]
    assert origins("*.pdf") == ["*.pdf E-INPUT-MISSING"]


def test_a_file_named_like_a_pattern(folder: Path) -> None:
    """A file whose name looks like a pattern is that file."""
    (folder / "q[1].txt").write_text(REPORT)
    assert origins("q[1].txt") == ["q[1].txt"]


@pytest.mark.parametrize("spec", ["none.txt", "", "a\0b", "a.txt/b", "x" * 5000])
def test_what_is_not_there(folder: Path, spec: str) -> None:
    """A name without a file is told, and costs nothing else."""
    results = origins(spec, "a.txt")
    assert results[0].startswith(f"{spec} E-INPUT-")
    assert results[1:] == ["a.txt"]


@pytest.mark.skipif(os.name != "posix", reason="links and pipes as on Unix")
def test_links_and_special_files(folder: Path) -> None:
    """Links that go in circles end, those that lead nowhere are told, pipes and devices are refused unread."""
    (folder / "sub" / "back").symlink_to(folder)
    (folder / "self").symlink_to("self")
    (folder / "dead").symlink_to("nowhere")
    os.mkfifo(folder / "pipe")
    assert origins(".", "/dev/zero") == [
        "a.txt",
        "b.txt",
        "dead E-INPUT-MISSING",
        "pipe E-INPUT-FOLDER",
        "self E-INPUT-UNREADABLE",
        "sub/c.txt",
        "/dev/zero E-INPUT-FOLDER",
    ]


@pytest.mark.skipif(os.name != "posix" or os.geteuid() == 0, reason="the superuser may read everything")
def test_forbidden(folder: Path) -> None:
    """Files and folders that may not be read are told."""
    (folder / "a.txt").chmod(0)
    (folder / "sub").chmod(0)
    assert origins(".") == ["a.txt E-INPUT-UNREADABLE", "b.txt", "sub E-INPUT-UNREADABLE"]
    (folder / "sub").chmod(0o700)


def test_descriptions(folder: Path) -> None:
    """A description beside a text says when and where it stood, and is no report; the caller goes before it."""
    (folder / "a.json").write_text(
        json.dumps({"published": "2031-05-02", "publisher": "HP", "title": "Talks", "url": "https://h.example/1"})
    )
    found = next(iter(open_sources(["."])))
    assert isinstance(found, Found)
    assert (found.published, found.published_source) == (date(2031, 5, 2), "metadata")
    assert (found.publisher, found.title, found.url) == ("HP", "Talks", "https://h.example/1")
    assert origins(".") == ["a.txt", "b.txt", "sub/c.txt"]
    assert origins("*") == ["a.txt", "b.txt", "sub/c.txt"]
    found = next(iter(open_sources(["a.txt"], SourceOptions(published=date(2030, 1, 1)))))
    assert isinstance(found, Found)
    assert (found.published, found.published_source, found.publisher) == (date(2030, 1, 1), "given", "HP")
    assert [c.origin for c in found.published_candidates] == ["given", "sidecar"]


@pytest.mark.parametrize("words", ["{", "[]", '{"published": "soon"}', "\xff"])
def test_broken_descriptions(folder: Path, words: str) -> None:
    """A description that cannot be read does not cost the report, and a warning says so."""
    (folder / "a.json").write_text(words, encoding="latin-1")
    found = next(iter(open_sources(["a.txt"])))
    assert isinstance(found, Found)
    assert len(found.warnings) == 1


class Standard:
    """Standard input with these bytes."""

    def __init__(self, data: bytes) -> None:
        self.buffer = io.BufferedReader(io.BytesIO(data))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (REPORT.encode(), ["-"]),
        (b'{"text": "The talks went on."}\n' * 2, ["-#1", "-#2"]),
        (article(1).encode(), ["-"]),
        (warc([article(1).encode()]), ["-@0"]),
        (b"", ["- E-TEXT-EMPTY"]),
    ],
)
def test_standard_input(data: bytes, expected: list[str], monkeypatch: MonkeyPatch) -> None:
    """Standard input may be anything that a file may be."""
    monkeypatch.setattr(sys, "stdin", Standard(data))
    assert origins("-") == expected


def test_closed_standard_input(monkeypatch: MonkeyPatch) -> None:
    """Standard input that was closed is told."""
    monkeypatch.setattr(sys, "stdin", None)
    assert origins("-") == ["- E-INPUT-UNREADABLE"]


def test_addresses_are_handed_on() -> None:
    """An address goes to what fetches, whose failures cost that address alone; without it, it is refused."""

    def fetch(address: str) -> Iterator[Found | Reject]:
        yield Found(origin=address, text=REPORT)
        raise ConnectionResetError("gone")

    address = "https://h.example/feed"
    results = list(open_sources([address, "none"], SourceOptions(publisher="HP"), fetch))
    assert isinstance(results[0], Found)
    assert results[0].publisher == "HP"
    assert [r.code for r in results[1:] if isinstance(r, Reject)] == ["E-INPUT-UNREADABLE", "E-INPUT-MISSING"]
    assert origins(address) == [f"{address} E-INPUT-URL"]


def test_a_failure_nobody_foresaw_costs_one_source(folder: Path, monkeypatch: MonkeyPatch) -> None:
    """A fault in a reader becomes a Reject that says where, without its message, and the next source is read."""
    calls = []

    def broken(*args: object, **options: object) -> Iterator[Found]:
        calls.append(args)
        if len(calls) == 1:
            raise ZeroDivisionError("words of the report")
        yield Found(origin="second", text=REPORT)

    monkeypatch.setattr(walk, "read_stream", broken)
    results = list(open_sources(["a.txt", "b.txt"]))
    assert isinstance(results[0], Reject)
    assert results[0].code == "E-READING"
    assert "ZeroDivisionError" in results[0].reason
    assert "words of the report" not in results[0].reason
    assert isinstance(results[1], Found)


def test_count(folder: Path) -> None:
    """What can be counted without reading is; where one source cannot, there is no total."""
    assert count_sources([".", "none.txt"]) == 4
    (folder / "rows.jsonl").write_text('{"text": "a"}\n')
    assert count_sources(["."]) is None
    assert count_sources(["-"]) is None
    assert count_sources(["https://h.example/"]) is None


def test_readers_are_loaded_when_needed() -> None:
    """The walk loads no library for pages, documents or tables before it meets one."""
    heavy = ("lxml", "trafilatura", "pyarrow", "pypdfium2", "warcio", "py3langid", "numpy")
    code = f"import sys, onrecord.sources.walk; print([m for m in {heavy} if m in sys.modules])"
    paths = os.pathsep.join(path for path in sys.path if path)
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, env={"PYTHONPATH": paths}
    )
    assert done.stdout.strip() == "[]"
