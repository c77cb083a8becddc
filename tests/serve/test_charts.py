"""Map, tension, network and home: numbers drawn are those of the tables, and each leads to its words."""

from __future__ import annotations

import gzip
import json
import re
from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import lxml.html
import pytest

from onrecord.record.selection import OpenRecord
from onrecord.serve.app import STATIC, create_app
from tests.serve.client import Client
from tests.serve.quarrel import MOYALE, build_dossier, make_quarrel

SCREENS = ("/home", "/map", "/network", "/network?how=speaks", "/tension", "/tension?period=day&measure=reports")


@pytest.fixture(scope="module")
def record(tmp_path_factory: pytest.TempPathFactory) -> OpenRecord:
    """The record of the quarrel."""
    return make_quarrel(tmp_path_factory.mktemp("quarrel") / "record")


@pytest.fixture(scope="module")
def client(record: OpenRecord) -> Client:
    """Asks for pages of it."""
    return Client(create_app(record))


def _page(client: Client, address: str) -> lxml.html.HtmlElement:
    answer = client.get(address)
    assert answer.status_code == 200, answer.text[:300]
    return lxml.html.fromstring(answer.text)


def _island(page: lxml.html.HtmlElement, name: str) -> Any:
    (island,) = page.xpath(f"//script[@id='{name}-data']")
    return json.loads(island.text)


def _section(page: lxml.html.HtmlElement, heading: str) -> lxml.html.HtmlElement:
    (section,) = page.xpath(f"//section[@aria-labelledby='{heading}']")
    return section


def _rows(section: lxml.html.HtmlElement) -> list[list[str]]:
    return [[" ".join(c.text_content().split()) for c in row] for row in section.xpath(".//tbody/tr")]


@pytest.mark.parametrize("address", SCREENS)
def test_a_screen_opens_and_is_in_the_menu(client: Client, address: str) -> None:
    """Every screen that draws opens, marks itself in the menu, and has one first heading."""
    page = _page(client, address)
    (here,) = page.xpath("//nav[@aria-label='Screens']//a[@aria-current='page']")
    assert urlsplit(here.get("href")).path == urlsplit(address).path
    assert len(page.xpath("//h1")) == 1


@pytest.mark.parametrize("address", SCREENS)
def test_no_script_stands_in_the_page(client: Client, address: str) -> None:
    """What the content policy forbids is not there: scripts and handlers in the page."""
    page = _page(client, address)
    for script in page.xpath("//script"):
        assert script.get("type") == "application/json" or (script.get("src") or "").startswith("/static/")
    assert not [name for node in page.iter() if isinstance(node.tag, str) for name in node.attrib if name[:2] == "on"]


@pytest.mark.parametrize("address", SCREENS)
def test_headings_go_down_one_step_at_a_time(client: Client, address: str) -> None:
    """A heading is never two levels below the one before it, and every column has a head."""
    page = _page(client, address)
    levels = [int(node.tag[1]) for node in page.xpath("//main//*[self::h1 or self::h2 or self::h3]")]
    assert levels[0] == 1
    assert all(b - a <= 1 for a, b in pairwise(levels))
    assert all(th.get("scope") in ("col", "row") for th in page.xpath("//th"))


@pytest.mark.parametrize("address", SCREENS)
def test_the_first_paint_is_light(client: Client, address: str) -> None:
    """A page with all it loads takes less than 400 kB, packed as it is sent."""
    answer = client.get(address)
    page = lxml.html.fromstring(answer.text)
    names = [*page.xpath("//script/@src"), *page.xpath("//link[@rel='stylesheet']/@href")]
    names += ["/static/charts.js", "/static/vendor/countries-110m.json"] if "/map" in address else ["/static/charts.js"]
    files = [STATIC / name.removeprefix("/static/") for name in names]
    total = len(gzip.compress(answer.content)) + sum(len(gzip.compress(f.read_bytes())) for f in files)
    assert total < 400_000


def test_plot_is_loaded_only_where_it_draws(client: Client) -> None:
    """The home page draws on the server and loads neither d3 nor Plot."""
    assert not [s for s in _page(client, "/home").xpath("//script/@src") if "d3" in s or "plot" in s]


def test_scripts_ask_no_other_host() -> None:
    """The drawings' own scripts name no address elsewhere."""
    for name in ("brush", "charts", "map", "network", "tension"):
        assert not re.search(r"https?://|//[a-z]+\.", (STATIC / f"{name}.js").read_text(encoding="utf-8"))


def test_a_country_is_never_drawn_as_a_town(client: Client) -> None:
    """The sign of a place says how exactly it is known: a dot for a town, a ring for a whole country."""
    drawn = {mark["place"]: mark["sign"] for mark in _island(_page(client, "/map"), "map")}
    assert drawn == {"Moyale": "point", "Ethiopia": "country"}


@pytest.mark.parametrize(("precision", "sign"), [(1, "point"), (2, "near"), (3, "near"), (4, "area"), (5, "area"),
                                                 (6, "country"), (7, "country")])  # fmt: skip
def test_each_precision_has_its_sign(tmp_path: Path, precision: int, sign: str) -> None:
    """Every precision of a place is drawn by the sign that says so."""
    town = {**MOYALE, "precision": precision}
    record = make_quarrel(tmp_path / "r", [build_dossier(0, date(2031, 5, 5), town=town)])
    marks = _island(_page(Client(create_app(record)), "/map"), "map")
    assert [m["sign"] for m in marks if m["place"] == "Moyale"] == [sign]


def test_a_country_without_a_point_gets_one(tmp_path: Path) -> None:
    """A whole country that the report gives no coordinates is drawn as a ring; a town without any is not drawn."""
    nowhere = {"lat": None, "lon": None}
    first = build_dossier(0, date(2031, 5, 5), town={**MOYALE, **nowhere, "name": "Kenya", "precision": 7})
    second = build_dossier(1, date(2031, 5, 6), town={**MOYALE, **nowhere, "name": "Old Well"})
    page = _page(Client(create_app(make_quarrel(tmp_path / "r", [first, second]))), "/map")
    marks = {m["place"]: m for m in _island(page, "map")}
    assert marks.keys() == {"Kenya", "Ethiopia"}
    assert marks["Kenya"]["sign"] == "country"
    assert -5 < marks["Kenya"]["lat"] < 5
    assert ["Old Well", "Kenya", "not known where", "1", "1", "1", "2031-05-06"] in _rows(_section(page, "places"))


def test_the_list_of_a_place_has_as_many_events_as_the_table_says(client: Client) -> None:
    """A mark on the map opens the events that it counts, each with its words."""
    mark = next(m for m in _island(_page(client, "/map"), "map") if m["place"] == "Moyale")
    words = _section(_page(client, mark["href"]), "events").xpath(".//a[@class='words']")
    assert len(words) == mark["n"] == 6
    assert {w.text for w in words} == {"shelled"}


def test_words_of_an_event_open_the_reader_at_them(client: Client) -> None:
    """A link from a list leads to the report with these words marked."""
    page = _page(client, "/tension?a=KEN&b=TZA&at=all")
    link = _section(page, "events").xpath(".//a[@class='words']")[0]
    (target,) = _page(client, link.get("href")).xpath("//span[@id='target']")
    assert target.text == link.text == "shelled"


def test_filters_hold_on_the_map_and_in_its_addresses(client: Client) -> None:
    """Days chosen by the brush choose events, and stay in the addresses of marks, rows and menu."""
    page = _page(client, "/map?since=2031-05-12&until=2031-05-25")
    assert [m["n"] for m in _island(page, "map")] == [2, 2]
    for href in [m["href"] for m in _island(page, "map")] + page.xpath("//nav[@aria-label='Screens']//a/@href"):
        assert "since=2031-05-12&until=2031-05-25" in href


def test_the_network_counts_who_acts_toward_whom(client: Client) -> None:
    """One acts toward the one it befalls; those who meet act toward each other."""
    ties = {(t["x"], t["y"]): t for t in _island(_page(client, "/network"), "network")["ties"]}
    assert {pair: t["n"] for pair, t in ties.items()} == {("TZA", "KEN"): 6, ("KEN", "UGA"): 6, ("UGA", "KEN"): 6}
    assert ties["TZA", "KEN"]["conflict"] == 6
    assert ties["KEN", "UGA"]["cooperation"] == 6


def test_the_network_counts_who_speaks_of_whom(client: Client) -> None:
    """One speaks of the parties of the events that its statements tell of, not of itself."""
    ties = _island(_page(client, "/network?how=speaks"), "network")["ties"]
    assert [(t["x"], t["y"], t["n"]) for t in ties] == [("KEN", "TZA", 6)]


@pytest.mark.parametrize("how", ["acts", "speaks"])
def test_the_matrix_has_the_numbers_of_the_drawing(client: Client, how: str) -> None:
    """Every arrow is a cell of the table of ties, with the same number and the same address."""
    page = _page(client, f"/network?how={how}")
    cells = {a.get("href"): a.text for a in page.xpath("//table[@class='matrix']//a")}
    assert cells == {
        urlsplit(t["href"])._replace(path="").geturl(): str(t["n"]) for t in _island(page, "network")["ties"]
    }


@pytest.mark.parametrize("how", ["acts", "speaks"])
def test_a_tie_opens_its_list(client: Client, how: str) -> None:
    """The list of a tie has as many facts as the tie says."""
    for tie in _island(_page(client, f"/network?how={how}"), "network")["ties"]:
        section = _section(_page(client, tie["href"]), "facts")
        assert len(section.xpath(".//a[@class='words']")) == tie["n"]


def test_the_series_has_the_numbers_of_its_drawing(client: Client) -> None:
    """The table of a series has each stretch that is drawn, with the number of all reports beside it."""
    page = _page(client, "/tension?a=KEN&b=TZA")
    drawn = _island(page, "tension")["rows"]
    rows = {row[0]: row for row in _rows(_section(page, "series"))}
    assert len(drawn) == 6
    for stretch in drawn:
        row = rows[stretch["start"]]
        assert row[1] == str(stretch["n_events"]) == "1"
        assert row[5] == str(stretch["material_conflict"]) == "1"
        assert row[9] == str(stretch["n_reports_all"]) == "1"
        assert row[10] == "100 %"


@pytest.mark.parametrize("period", ["week", "day"])
def test_a_stretch_opens_the_events_that_it_counts(client: Client, period: str) -> None:
    """The list of a week or day has as many events as its row says."""
    rows = _rows(_section(_page(client, f"/tension?a=KEN&b=TZA&period={period}"), "series"))
    for row in rows:
        page = _page(client, f"/tension?a=KEN&b=TZA&period={period}&at={row[0]}")
        assert len(_rows(_section(page, "events"))) == int(row[1])


def test_a_change_point_names_its_reports(tmp_path: Path) -> None:
    """Where quiet weeks turn into weeks of shelling the change is listed, with reports that made it linked."""
    dossiers = []
    for n in range(24):
        made = build_dossier(n, date(2031, 1, 6) + timedelta(weeks=n))
        noise = n % 2 / 2
        calm = replace(made.events[0], type="CONSULT", quad=1, intensity=1 + noise)
        shelled = replace(made.events[0], intensity=-10 + noise)
        dossiers.append(replace(made, events=(calm if n < 12 else shelled, *made.events[1:])))
    record = make_quarrel(tmp_path / "r", dossiers)
    section = _section(_page(Client(create_app(record)), "/tension?a=KEN&b=TZA"), "changes")
    assert "2031-03-31" in section.text_content()
    assert "toward conflict" in section.text_content()
    assert [a for a in section.xpath(".//a/@href") if a.startswith("/reports/")]


def test_the_brush_has_all_reports(client: Client) -> None:
    """The bars of the brush and its table count every report with a day, whatever is chosen."""
    page = _page(client, "/map?since=2031-05-12&until=2031-05-12")
    data = _island(page, "brush")
    assert sum(bar["n"] for bar in data["bars"]) == 6
    rows = page.xpath("//section[@class='brush']//tbody/tr")
    assert [row[0].text_content() for row in rows] == [bar["start"] for bar in data["bars"]]


def test_the_brush_steps_by_its_own_length(client: Client) -> None:
    """Earlier and later are the stretches of the same length on both sides; what else was chosen stays."""
    page = _page(client, "/network?how=speaks&since=2031-05-12&until=2031-05-18&country=KEN")
    links = {a.text: a.get("href") for a in page.xpath("//section[@class='brush']//p[@class='steps']/a")}
    assert links["Earlier"] == "?since=2031-05-05&until=2031-05-11&country=KEN&how=speaks"
    assert links["Later"] == "?since=2031-05-19&until=2031-05-25&country=KEN&how=speaks"
    assert links["All time"] == "?country=KEN&how=speaks"


def test_home_tells_how_many_and_what_was_taken_in(client: Client) -> None:
    """Counts of reports stand beside counts of events, and the last ingest with its rejects."""
    page = _page(client, "/home")
    assert _rows(_section(page, "much"))[0] == ["2031-06-09", "1", "1", "2", "2"]
    ingest = " ".join(_section(page, "ingest").text_content().split())
    assert "2031-06-01 (UTC): 6 reports of 3 outlets" in ingest
    assert "No input was rejected." in ingest
    assert len(_section(page, "tense").xpath(".//svg[@role='img' and @aria-label]")) == 2


@pytest.mark.parametrize("address", SCREENS)
def test_an_empty_record_says_what_to_do(tmp_path: Path, address: str) -> None:
    """Without reports each screen opens and tells how to add some."""
    page = _page(Client(create_app(make_quarrel(tmp_path / "r", []))), address)
    assert "onrecord ingest" in page.text_content()


@pytest.mark.parametrize("address", ["/map", "/network", "/tension"])
def test_filters_that_leave_nothing_say_so(client: Client, address: str) -> None:
    """Where nothing matches the page says that it is the filters, and how to be rid of them."""
    page = _page(client, f"{address}?country=Chile")
    assert "match these filters" in page.text_content()
    assert page.xpath("//div[@class='empty']//a[@href='?']")


def test_reports_without_days_have_no_brush(tmp_path: Path) -> None:
    """Where no report has a day the screens open without a brush."""
    client = Client(create_app(make_quarrel(tmp_path / "r", [build_dossier(0, None)])))
    for address in SCREENS:
        assert not _page(client, address).xpath("//section[@class='brush']")


@pytest.mark.parametrize("address", [
    "/map?at=nowhere", "/map?at=%00", "/map?next=zzz", "/map?since=0001-01-01&until=0001-01-02",
    "/map?since=9999-12-30&until=9999-12-31", "/network?x=KEN", "/network?x=%27&y=%22--", "/network?how=hates",
    "/network?how=speaks&x=1&y=2", "/tension?a=1&b=2&at=all", "/tension?period=year&measure=sighs",
    "/tension?at=2031-99-99", "/tension?since=soon",
])  # fmt: skip
def test_addresses_that_make_no_sense_open(client: Client, address: str) -> None:
    """What a person may do to an address breaks no page."""
    _page(client, address)


def test_names_cannot_leave_the_data(tmp_path: Path) -> None:
    """A name that looks like markup is only ever a name, in the table and in the data of the drawing."""
    evil = "</script><script src=//evil.example>&amp;<b>'\""
    town = {**MOYALE, "name": evil}
    record = make_quarrel(tmp_path / "r", [build_dossier(0, date(2031, 5, 5), town=town, name=evil)])
    client = Client(create_app(record))
    page = _page(client, "/map")
    assert evil in {mark["place"] for mark in _island(page, "map")}
    assert evil in {row[0] for row in _rows(_section(page, "places"))}
    for address in (*SCREENS, next(m["href"] for m in _island(page, "map") if m["place"] == evil)):
        found = _page(client, address)
        assert not found.xpath("//b[not(ancestor::ul[@class='counts'])] | //script[contains(@src, 'evil')]")
