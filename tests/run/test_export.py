"""The command ``onrecord export``, and the briefing page."""

from __future__ import annotations

import re
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path

import pytest

from onrecord.cli import main
from onrecord.cli_record import EXPORTS
from onrecord.record.table import Record
from onrecord.run import briefing
from onrecord.run import export as run_export
from onrecord.run.export import FORMS
from onrecord.settings import SETTINGS
from tests.record.export.made import ferries, store, talks


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A record on disk."""
    record: Record = store(tmp_path_factory.mktemp("command") / "crisis", ferries(), talks())
    return record.folder


def test_the_command_names_all_forms() -> None:
    """What --help lists is what there is."""
    assert set(EXPORTS) == set(FORMS)


def test_it_says_what_it_wrote(folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The closing line on standard error says how many rows of which kind went where."""
    place = tmp_path / "out.txt"
    assert main(["export", "polecat", "--record", str(folder), "-o", str(place)]) == 0
    captured = capsys.readouterr()
    assert captured.out == ""
    assert f"5 events written to {place}" in captured.err


def test_standard_output(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """With - the rows go to standard output and nothing else does."""
    assert main(["export", "csv", "--table", "figures", "--record", str(folder), "-o", "-", "--quiet"]) == 0
    captured = capsys.readouterr()
    assert captured.err == ""
    assert captured.out.splitlines()[0].startswith("id,report_id,")
    assert len(captured.out.splitlines()) == 2


def test_nothing_found_says_why(folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Where nothing fits, the file is whole and the next step is named."""
    place = tmp_path / "out.csv"
    assert main(["export", "ledger", "--record", str(folder), "-o", str(place), "--speaker", "Nobody"]) == 0
    assert "--speaker" in capsys.readouterr().err
    assert place.read_text(encoding="utf-8").startswith("claim,words,context")


def test_wrong_use_is_told(folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Options that do not go together end with exit code 2 and the way out; no record with 1."""
    place = str(tmp_path / "out")
    assert main(["export", "xlsx", "--record", str(folder), "-o", place, "--pairs"]) == 2
    assert "gdelt, icews" in capsys.readouterr().err
    assert main(["export", "xlsx", "--record", str(tmp_path / "none"), "-o", place]) == 1


def test_an_interrupted_query_is_an_interruption(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Ctrl-C in the middle of a query ends the command as Ctrl-C anywhere does, without a trace."""

    def interrupted(*_: object, **__: object) -> None:
        raise RuntimeError("Query interrupted")

    monkeypatch.setattr(run_export, "export_record", interrupted)
    assert main(["export", "ics", "--record", str(folder), "-o", str(tmp_path / "out.ics")]) == 130
    assert "interrupted" in capsys.readouterr().err
    assert not list(tmp_path.iterdir())


class _Page(HTMLParser):
    """Collects what a page would ask for, and whether its elements are closed."""

    def __init__(self) -> None:
        super().__init__()
        self.asked: list[str] = []
        self.links: list[str] = []
        self.open: list[str] = []
        self.lit: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag not in ("meta", "link"):
            self.open.append(tag)
        if tag in ("script", "img", "iframe", "object", "link") or given.get("src"):
            self.asked.append(given.get("href") or given.get("src") or tag)
        if tag == "a":
            self.links.append(given.get("href") or "")

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if self.open and self.open[-1] == "mark":
            self.lit.append(data)


def _page(folder: Path, place: Path, *more: str) -> tuple[str, _Page]:
    assert main(["export", "html", "--record", str(folder), "-o", str(place), "--quiet", *more]) == 0
    text = place.read_text(encoding="utf-8")
    page = _Page()
    page.feed(text)
    assert not page.open
    return text, page


def test_the_page_asks_nothing_of_the_network(folder: Path, tmp_path: Path) -> None:
    """The page holds all it needs: no script, no address that is fetched; it has styles for dark and for paper."""
    text, page = _page(folder, tmp_path / "out.html")
    assert page.asked == ["data:,"]
    assert "prefers-color-scheme: dark" in text
    assert "@media print" in text
    assert "Content-Security-Policy" in text


def test_every_claim_has_its_words_and_a_link(folder: Path, tmp_path: Path) -> None:
    """Each claim shows its words lit; where the report has an address, the link leads to them."""
    text, page = _page(folder, tmp_path / "out.html")
    assert text.count("<li>") == 3 + 9 + 1 + 1
    assert "“We will not sign,”" in page.lit
    assert any(link.startswith("https://example.org/ferries#top:~:text=") for link in page.links)
    inner = [link for link in page.links if link.startswith("#")]
    assert all(f'id="{link[1:]}"' in text for link in inner)


def test_a_page_too_long_holds_the_newest(folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Beyond the ceiling the newest claims of each kind are shown, and the page says how many there are."""
    monkeypatch.setattr(briefing, "SETTINGS", replace(SETTINGS, briefing_claims=4))
    text, _ = _page(folder, tmp_path / "out.html")
    assert text.count("<li>") == 4
    assert re.search(r"1 of 9 events", text)
    assert "14 claims" in text
