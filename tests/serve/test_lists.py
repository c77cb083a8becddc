"""The list screens: events, positions, timeline, calendar, actors, figures, statements."""

from __future__ import annotations

import re
from itertools import pairwise

import pytest

from onrecord.errors import UsageError
from onrecord.record.lists import LISTS, list_rows
from onrecord.record.selection import OpenRecord, open_record
from onrecord.record.table import create_record
from onrecord.serve.app import create_app
from tests.serve.client import Client
from tests.serve.listed import Pages
from tests.serve.sides import WORDS, make_sides

PATHS = (
    "/events", "/positions", "/positions?on=talks+on+the+bridge&party=KEN",
    "/positions/deadlocks?until=2031-05-04", "/timeline", "/calendar?past=yes",
    "/actors/named?name=Kenya", "/actors/named?name=maria+oduya", "/figures",
    "/figures/compared?unit=deaths&scope=people", "/statements", "/statements?fold=no",
)  # fmt: skip
EMPTY = (
    "/events", "/positions", "/positions/deadlocks", "/timeline", "/calendar", "/calendar?past=yes", "/actors",
    "/figures", "/figures/compared", "/statements", "/statements?fold=no",
)  # fmt: skip
OTHERS = ("/actors", "/calendar", "/figures/compared", "/statements/look-up", "/positions/trail")


@pytest.fixture(scope="module")
def record(tmp_path_factory: pytest.TempPathFactory) -> OpenRecord:
    """Return the record of two sides; nothing is written to it."""
    return make_sides(tmp_path_factory.mktemp("sides") / "record")


@pytest.fixture(scope="module")
def pages(record: OpenRecord) -> Pages:
    """Return its pages."""
    return Pages(record)


@pytest.mark.parametrize("path", PATHS)
def test_every_link_leads_to_its_words(pages: Pages, path: str) -> None:
    """Each row of each list opens its report at the very words that the row shows."""
    assert pages.check_links(path) > 0


@pytest.mark.parametrize("path", (*PATHS, *OTHERS))
def test_pages_are_in_order(pages: Pages, path: str) -> None:
    """Pages have one first heading, no heading skips a level, ids are unique, and nothing of a script stands inline."""
    page = pages.page(path)
    levels = [int(node.tag[1]) for node in page.xpath("//main//*[self::h1 or self::h2 or self::h3]")]
    assert levels[0] == 1 and levels.count(1) == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))
    ids = page.xpath("//@id")
    assert len(ids) == len(set(ids))
    assert not page.xpath("//script[not(@src)] | //@onclick | //@onchange")
    assert all(cell.get("scope") for cell in page.xpath("//th"))


@pytest.fixture(scope="module")
def no_pages(tmp_path_factory: pytest.TempPathFactory) -> Pages:
    """Return the pages of a record without reports."""
    folder = tmp_path_factory.mktemp("empty")
    create_record(folder)
    return Pages(open_record(folder))


@pytest.mark.parametrize("path", EMPTY)
def test_an_empty_record_says_so(no_pages: Pages, path: str) -> None:
    """Pages of a record without reports stand, and say that there is nothing and what to do."""
    page = no_pages.page(path)
    (empty,) = page.xpath("//*[@class='empty']")
    assert re.search(r"\b[Nn]o\b", empty.text_content())
    assert empty.xpath(".//a | .//code")


@pytest.mark.parametrize("path", [p for p in (*PATHS, *OTHERS) if "?" not in p and "look-up" not in p])
def test_wrong_filters_are_told(pages: Pages, path: str) -> None:
    """A filter that makes no sense is named on the page, and the page stands."""
    assert "since" in pages.text(f"{path}?since=someday")


def test_events_are_counted_by_group(pages: Pages) -> None:
    """The groups of events name how many they hold, whichever is open, and choose theirs."""
    text = pages.text("/events?modality=denied")
    assert "All 3" in text and "Happened 1" in text and "Planned or offered 1" in text and "Denied 1" in text
    assert [row[1] for row in pages.rows("/events?modality=planned,offered")] == ["CONSULT"]


def test_words_of_reports_stay_text(pages: Pages) -> None:
    """Markup in a report is shown as it stands."""
    assert not pages.page("/events").xpath("//main//td//b[text()='it']")
    assert "<b>it</b>" in pages.text("/events?modality=denied")


def test_the_matrix_shows_the_newest_stance_and_its_change(pages: Pages) -> None:
    """A cell has the newest stance of a party, and what it was before."""
    (row,) = pages.rows("/positions")
    assert row[0] == "talks on the bridge"
    assert re.search(r"accepts.*2031-05-09.*was refuses, 2031-05-02", row[1])
    assert "demands" in row[2] and "was" not in row[2]


def test_the_matrix_of_an_earlier_day(pages: Pages) -> None:
    """As of a day, later positions do not count; compared with a day before any, nothing has changed."""
    assert "refuses" in pages.rows("/positions?at=2031-05-04")[0][1]
    assert "was" not in pages.rows("/positions?at=2031-05-09&then=2031-05-01")[0][1]
    assert "was refuses" in pages.rows("/positions?at=2031-05-09&then=2031-05-04")[0][1]


def test_days_the_wrong_way_round_are_told(pages: Pages) -> None:
    """A day to compare with that is not before the other is left out, and the page says so."""
    assert "must lie before" in pages.text("/positions?at=2031-05-01&then=2031-05-02")


def test_the_trail_of_a_cell(pages: Pages) -> None:
    """The drawer lists the positions of a party on an issue, the newest first, with what changed."""
    text = pages.text("/positions/trail?on=talks+on+the+bridge&party=KEN")
    assert re.search(r"Kenya: talks on the bridge.*2031-05-09 accepts ↻ changed.*2031-05-02 refuses", text)


def test_calendar_begins_today_and_may_look_back(pages: Pages) -> None:
    """What is planned for days gone is shown on demand alone."""
    assert pages.rows("/calendar?past=yes")[0][1:3] == ["planned", "CONSULT"]
    assert "Nothing planned matches" in pages.text("/calendar?since=2031-06-01")


def test_the_timeline_draws_what_its_table_says(pages: Pages) -> None:
    """There is a row for each glyph, with its actor, day and modality."""
    page = pages.page("/timeline?since=2031-05-01&until=2031-05-31")
    drawn = page.xpath("//*[local-name()='g']/@data-row-of")
    assert drawn and drawn == page.xpath("//tr[starts-with(@id, 'glyph-')]/@id")
    rows = pages.rows("/timeline?since=2031-05-01&until=2031-05-31", table=1)
    assert ["Kenya", "2031-05-20", "planned", "1", "CONSULT summit"] in rows


def test_actors_are_counted_over_reports(pages: Pages) -> None:
    """A name is one row for all reports that have it, with what it said, holds and did."""
    rows = {row[0]: row for row in pages.rows("/actors")}
    assert rows["Kenya"][4:9] == ["3", "3", "0", "2", "1"]
    assert rows["Maria Oduya"][3] == "Minister"


def test_an_actor_shows_how_words_were_taken(pages: Pages) -> None:
    """The page of an actor names its words and how each was resolved, its titles, and names near its own."""
    rows = pages.rows("/actors/named?name=MARIA+ODUYA")
    assert [row[:2] for row in rows] == [
        ["Maria Oduya", "the name itself"],
        ["She", "a pronoun, by what stands before it"],
    ]
    text = pages.text("/actors/named?name=Maria+Oduya")
    assert "Minister" in text and re.search(r"same actor.*Oduya · person", text)


def test_no_such_actor(pages: Pages) -> None:
    """A name that is not there is a page that says so."""
    pages.page("/actors/named?name=Nobody", 404)
    pages.page("/actors/named", 404)


def test_figures_name_who_claims_them(pages: Pages) -> None:
    """A figure within a statement is its speaker's, others are the report's."""
    claimed = {row[0][:8]: row[6] for row in pages.rows("/figures")}
    assert claimed == {"At least": "Uganda", "12 peopl": "the report itself"}


def test_figures_that_do_not_fit(pages: Pages) -> None:
    """Twelve dead and at least forty are told to have no value in common."""
    (row,) = pages.rows("/figures/compared")
    assert row[0] == "people" and row[5] == "≠ no value fits all" and row[6:8] == ["2", "2"]


def test_same_words_are_one_row(pages: Pages) -> None:
    """What two reports tell in the same words is one row that names both; on demand it is two."""
    folded = [row for row in pages.rows("/statements") if row[1].startswith(WORDS)]
    assert len(folded) == 1 and "The same words in 2 reports of 2 outlets" in folded[0][1]
    assert len([row for row in pages.rows("/statements?fold=no") if row[1] == WORDS]) == 2


def test_folded_statements_page_by_page(record: OpenRecord) -> None:
    """Pages of one row each give every folded statement once."""
    seen = [
        list_rows(record, "folded", least=28, limit=1, offset=n)[0]["words"] for n in range(2)
    ]  # fmt: skip
    assert len(set(seen)) == 2 and WORDS in seen


def test_lists_that_are_not_there(record: OpenRecord) -> None:
    """An unknown list is refused with the names of those there are."""
    with pytest.raises(UsageError, match=next(iter(LISTS))):
        list_rows(record, "everything")


def test_the_drawer_comes_alone(record: OpenRecord) -> None:
    """A cell that is opened in place gets the trail without the page around it."""
    client = Client(create_app(record))
    answer = client.get("/positions/trail?on=talks+on+the+bridge&party=KEN", headers={"hx-request": "true"})
    assert answer.status_code == 200
    assert "Kenya: talks on the bridge" in answer.text and "<main" not in answer.text and "<h1" not in answer.text
