"""Full-text search."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from onrecord.errors import OutputError, UsageError
from onrecord.model.dossier import Dossier
from onrecord.record.search import SEARCH_VERSION, reports_with, search
from onrecord.record.selection import OpenRecord
from tests.builders import build_report
from tests.record.crisis import first, make_crisis, rows_of


def test_reports_and_statements_are_found_with_their_words(crisis: OpenRecord) -> None:
    """A hit says what it is, where it stands and what it says."""
    hits = search(crisis, "never road")
    assert {(hit.kind, hit.report_id) for hit in hits} == {("report", first().id), ("statement", first().id)}
    said = next(hit for hit in hits if hit.kind == "statement")
    assert first().text[said.start : said.end] == said.words == "“We will never open the road,”"


@pytest.mark.parametrize("words", ["ODUYA", "maria oduya", "Oduy", '"will never open"', "sol kill", "María"])
def test_words_are_found_by_beginnings_case_and_accents(crisis: OpenRecord, words: str) -> None:
    """Case and accents make no difference, words are found from their beginning, phrases as they are."""
    assert reports_with(crisis, words) == [first().id]


@pytest.mark.parametrize("words", ['"open will"', "duya", "Oduya NOT border", "text:never", "zebra"])
def test_what_does_not_stand_there_is_not_found(crisis: OpenRecord, words: str) -> None:
    """Operators of the index are plain words."""
    assert reports_with(crisis, words) == []


@pytest.mark.parametrize("words", ["", "  ", "***", '""'])
def test_nothing_to_look_for_is_refused(crisis: OpenRecord, words: str) -> None:
    """A search needs a word."""
    with pytest.raises(UsageError, match="one word"):
        search(crisis, words)


def test_new_reports_are_found_at_once(tmp_path: Path) -> None:
    """What was stored since the last search is indexed by the next; what was there is not indexed again."""
    record = make_crisis(tmp_path)
    told: list[tuple[int, int]] = []
    search(record, "road", progress=lambda done, total: told.append((done, total)))
    record.add(rows_of([Dossier(report=build_report("A zebra crossed the road."))]))
    told.clear()
    assert len(search(record, "zebra", progress=lambda done, total: told.append((done, total)))) == 1
    assert set(told) == {(1, 1)}


def test_many_may_search_at_once(tmp_path: Path) -> None:
    """Four that begin together on a fresh record find the same, once each."""
    record = make_crisis(tmp_path)
    with ThreadPoolExecutor(4) as pool:
        found = list(pool.map(lambda _: [hit.report_id for hit in search(record, "talks")], range(4)))
    assert all(ids == found[0] for ids in found)
    assert len(set(found[0])) == len(found[0]) == 2


def test_a_damaged_index_is_made_anew(tmp_path: Path) -> None:
    """An index that is no database any more is replaced without a word."""
    record = make_crisis(tmp_path)
    search(record, "road")
    (record.derived / f"search-{SEARCH_VERSION}.sqlite").write_bytes(b"no database" * 1_000)
    assert search(record, "road")


def test_an_index_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    """Where the index has no place the error says what to do."""
    record = make_crisis(tmp_path)
    record.select("events")
    (record.derived / f"search-{SEARCH_VERSION}.sqlite").mkdir()
    with pytest.raises(OutputError, match="delete it"):
        search(record, "road")
