"""Times, places and figures in plain words, in the text and on the page."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from onrecord.model.dossier import Dossier, Figure, TimeExpression
from onrecord.model.span import Span
from onrecord.run.formats import render
from onrecord.run.formats.facts import all_facts, amount, count_facts, figure_words, time_words, where_facts
from tests.builders import build_report
from tests.formats.dossiers import build_dossier, span
from tests.formats.facts import FRIDAY, NORHAVEN, build_facts, build_figure


def test_text_lists_when_where_and_how_many() -> None:
    """Each list has a heading, and each line where it stands, the words and what they mean."""
    written = render(build_facts(), None, "text")
    assert (
        """\
When
  L3:72   Friday = 2031-05-02

Where
  L1:22   Norhaven = Norway | exact | 59.9 N 10.7 E
  L7:17   the islands = Cape Verde | country | 16.0 N 24.0 W

How many
  L3:45   the ferry lanes = more than 12 lanes

Speakers
"""
        in written
    )


def test_empty_lists_show_nothing() -> None:
    """Without times, places and figures neither text nor page speaks of them."""
    empty = build_dossier()
    assert "When" not in render(empty, None, "text")
    assert not {'<details class="sort', "<svg", "how many"} & set(
        re.findall(r"<svg|how many", render(empty, None, "html"))
    )


def test_only_literal_places_are_listed() -> None:
    """A capital that stands for a government is no place where something happens."""
    dossier = build_facts(places=(replace(NORHAVEN, use="government"),))
    assert where_facts(dossier) == []
    assert "<svg" not in render(dossier, None, "html")


def test_the_same_fact_is_listed_once() -> None:
    """What is said again is one line with all places."""
    again = replace(NORHAVEN, span=span("NORHAVEN"))
    (fact,) = where_facts(build_facts(places=(NORHAVEN, again)))
    assert fact.spans == (NORHAVEN.span, again.span)
    assert "again L3:1" in render(build_facts(places=(NORHAVEN, again)), None, "text")


def test_many_figures_are_cut_short() -> None:
    """A report full of figures lists the first twenty and says how many more there are."""
    figures = tuple(build_figure("the ferry lanes", best=n, low=n, high=n) for n in range(50))
    written = render(build_facts(figures=figures), None, "text")
    assert "and 30 more" in written


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"bound": "about", "unit": "troops", "unit_text": "troops"}, "about 14,000 troops"),
        ({"bound": "more_than", "unit": "deaths", "high": None}, "more than 14,000 dead"),
        ({"bound": "range", "high": 20_000.0, "unit": "people", "unit_text": "people"}, "14,000 to 20,000 people"),
        ({"unit": "money", "unit_text": "$"}, "$14,000"),
        ({"unit": "money", "unit_text": "euros"}, "14,000 euros"),
        ({"unit": "money", "unit_text": "$", "bound": "range", "high": 2e6}, "$14,000 to $2 million"),
        ({"unit": "share", "best": 0.035, "unit_text": "per cent"}, "3.5%"),
        ({"low": None, "best": None, "high": None, "unit": "troops", "unit_text": "troops"}, ""),
    ],
)
def test_figures_in_words(fields: dict[str, object], words: str) -> None:
    """A figure reads as people write it."""
    options = {"low": 14_000.0, "best": 14_000.0, "high": 14_000.0, "bound": "exact", "unit": "other", **fields}
    assert figure_words(Figure(id="1", span=Span(0, 1), **options)) == words  # type: ignore[arg-type]


def test_amounts() -> None:
    """Large numbers are told in millions and billions, small ones whole."""
    assert [amount(v) for v in (0, 0.5, 999_999, 1e6, 2.5e9, 1e18)] == [
        "0", "0.5", "999,999", "1 million", "2.5 billion", "1e+18",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("value", "words"),
    [("PT7H", "7 hours"), ("P1Y", "1 year"), ("PXY", "some years"), ("2031-05-02TMO", "2031-05-02, morning"),
     ("2031-W18", "week 18 of 2031"), ("203", "2030s"), ("2031-Q2", "quarter 2 of 2031"), ("2031-05", "2031-05"),
     (None, "")],
)  # fmt: skip
def test_times_in_words(value: str | None, words: str) -> None:
    """TIMEX3 values read as words where they are not dates."""
    assert time_words(TimeExpression(span=Span(0, 1), type="DATE", value=value)) == words


def test_page_leads_from_words_to_lists_and_back() -> None:
    """Each fact is lit in the report, has a row, and the row leads to its words."""
    written = render(build_facts(), None, "html")
    for key in ("w1", "l1", "l2", "q1"):
        assert f'id="{key}"' in written
        assert f'id="t{key}"' in written
        assert f'href="#t{key}"' in written
    assert re.search(r'<span class="w" data-f="w1" title="2031-05-02">Friday</span>', written)


def test_keys_are_by_sort() -> None:
    """Times, places and figures are numbered apart."""
    assert [fact.key for fact in all_facts(build_facts())] == ["w1", "l1", "l2", "q1"]


def test_doubtful_and_unreadable_facts_say_so() -> None:
    """What is doubtful or could not be read is told apart."""
    dossier = build_facts(
        times=(replace(FRIDAY, value=None, confidence=0.2),),
        figures=(build_figure("the ferry lanes", low=None, best=None, high=None),),
    )
    details = [detail for fact in all_facts(dossier) for detail in fact.details]
    assert {"not known when", "doubtful (0.20)", "cannot be read"} <= set(details)


def test_hostile_names_stay_words() -> None:
    """Markup in names of places and units is shown, never obeyed."""
    hostile = "</svg><script>alert(1)</script>"
    dossier = build_facts(
        places=(replace(NORHAVEN, name=hostile),), figures=(build_figure("the ferry lanes", unit_text=hostile),)
    )
    assert render(dossier, None, "html").count("<script") == 1


def test_nothing_to_list() -> None:
    """A dossier without facts has none."""
    assert count_facts(Dossier(report=build_report("Rain fell."))) == []
