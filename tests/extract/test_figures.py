"""How many: what is a figure, what it is worth, and what it counts."""

from __future__ import annotations

import math
import time
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.extract.figures import UNREAD, find_figures, warn_of_unread
from onrecord.model.page import Page, Paragraph
from onrecord.model.reading import Reading
from onrecord.model.span import Span, TokenRange
from tests.builders import build_reading, build_report
from tests.extract.figures_read import figures_of, shown
from tests.strategies import report_text


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The siege left 9,000 dead.", [("9,000 dead", 9000, "exact", "deaths")]),
        ("The raid killed 12 fishermen.", [("12 fishermen", 12, "exact", "deaths")]),
        ("At least 40 villagers were wounded.", [("At least 40 villagers", 40, "at_least", "injured")]),
        ("Some 300 people in the valley were killed.", [("Some 300 people", 300, "about", "deaths")]),
        ("Police detained dozens of students.", [("dozens of students", 12, "range", "detained")]),
        ("Two million people have fled.", [("Two million people", 2e6, "exact", "displaced")]),
        ("Norhaven moved around 60,000 troops.", [("around 60,000 troops", 60000, "about", "troops")]),
        ("It lost 30 tanks.", [("30 tanks", 30, "exact", "equipment")]),
        ("The convoy went 40 km.", [("40 km", 40, "exact", "distance")]),
        ("It pledged $2.5bn in aid.", [("$2.5bn", 2.5e9, "exact", "money")]),
        ("It paid 15 million euros.", [("15 million euros", 15e6, "exact", "money")]),
        ("Turnout was 62 per cent.", [("62 per cent", 0.62, "exact", "share")]),
        ("Half of the harvest burned.", [("Half", 0.5, "exact", "share")]),
        ("Two-thirds of villagers left.", [("Two-thirds", 2 / 3, "exact", "share")]),
        ("One in five adults agreed.", [("One in five", 0.2, "exact", "share")]),
        ("The house voted 266 to 39.", [("266", 266, "exact", "votes"), ("39", 39, "exact", "votes")]),
        ("Up to 400 guests came.", [("Up to 400 guests", 400, "at_most", "people")]),
        ("Fewer than 50 pupils came.", [("Fewer than 50 pupils", 50, "less_than", "people")]),
        ("More than 700 guards marched.", [("More than 700 guards", 700, "more_than", "people")]),
        ("The death toll rose to 45.", [("45", 45, "exact", "deaths")]),
        ("Floods claimed 30 lives.", [("30 lives", 30, "exact", "deaths")]),
    ],
)
def test_figures_of_reports(text: str, expected: list[tuple[str, float, str, str]]) -> None:
    """Words, value, bound and kind are read together."""
    assert [(w, pytest.approx(v), b, u) for w, v, b, u in expected] == shown(text)


def test_words_that_leave_the_count_open_are_ranges() -> None:
    """Dozens are 12 to 99, hundreds 100 to 999, tens of thousands 10,000 to 99,999; the best is the least."""
    for words, low, high in (("Dozens", 12, 99), ("Hundreds", 100, 999), ("Tens of thousands", 10_000, 99_999)):
        (figure,) = figures_of(f"{words} of islanders marched.")
        assert (figure.low, figure.best, figure.high, figure.bound) == (low, low, high, "range")


def test_more_than_has_no_greatest_value() -> None:
    """What is more than a number has the number as least and best value, and no greatest."""
    (figure,) = figures_of("More than 700 islanders marched.")
    assert (figure.low, figure.best, figure.high) == (700, 700, None)


def test_at_most_has_no_least_value() -> None:
    """What is at most a number has no least value."""
    (figure,) = figures_of("Up to 700 islanders marched.")
    assert (figure.low, figure.best, figure.high) == (None, 700, 700)


def test_ranges_keep_both_ends() -> None:
    """A range has its ends as least and greatest value."""
    (figure,) = figures_of("Between 5,000 and 7,000 people marched.")
    assert (figure.low, figure.best, figure.high, figure.bound) == (5000, 5000, 7000, "range")


def test_scale_of_the_second_number_holds_for_the_first() -> None:
    """In "$3 to 5 million" the 3 is three million."""
    (figure,) = figures_of("Repairs cost $3 to 5 million.")
    assert (figure.low, figure.high, figure.unit_text) == (3e6, 5e6, "$")


def test_change_is_two_figures() -> None:
    """A change from one value to another is no range."""
    found = figures_of("The garrison grew from 200 soldiers to 900 soldiers.")
    assert [(figure.best, figure.bound) for figure in found] == [(200, "exact"), (900, "exact")]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("They want a 20 or 30 percent cut.", [(0.2, "percent"), (0.3, "percent")]),
        ("Prices rose by 2 percent and fell by 1.", [(0.02, "percent"), (0.01, "percent")]),
        ("Wheat fell $4 to 14.75.", [(4, "$"), (14.75, "$")]),
        ("The index rose 5% to 1,234.", [(0.05, "%")]),
    ],
)
def test_units_are_shared(text: str, expected: list[tuple[float, str]]) -> None:
    """A number without a unit takes its neighbour's where the words want it."""
    assert [(figure.best, figure.unit_text) for figure in figures_of(text)] == expected


def test_a_fall_keeps_its_order() -> None:
    """What falls from more to less has its first value first."""
    found = figures_of("The number of soldiers falls from 13,000 to 8,600.")
    assert [(figure.best, figure.unit) for figure in found] == [(13_000, "troops"), (8600, "troops")]


def test_products_are_exact() -> None:
    """A decimal with a scale has no noise of multiplication."""
    assert [figure.best for figure in figures_of("It paid 2.05 billion yen.")] == [2_050_000_000]


def test_nothing_is_a_figure_too() -> None:
    """No injuries, and nobody killed, are exact zeros; no report of them is none."""
    assert shown("There were no injuries.") == [("no injuries", 0, "exact", "injured")]
    assert shown("No one was killed.") == [("No one was killed", 0, "exact", "deaths")]
    assert shown("There were no reports of casualties.") == []


def test_verb_holds_for_what_is_joined() -> None:
    """The second of two joined counts is governed by the same verb."""
    assert [f.unit for f in figures_of("The blast killed six soldiers and four civilians.")] == ["deaths", "deaths"]
    assert [f.unit for f in figures_of("The blast left 6 dead and 30 wounded.")] == ["deaths", "injured"]


def test_what_is_counted_is_cited() -> None:
    """The noun phrase counted, or what a measure is of, has its span."""
    text = "It sent 12 Norhaven and Sudland officers and 5,000 tons of wheat, and 60% of voters agreed."
    counted = [figure.of_span and figure.of_span.of(text) for figure in figures_of(text)]
    assert counted == ["Norhaven and Sudland officers", "wheat", "voters"]


@pytest.mark.parametrize(
    "text",
    [
        "It fell on 3 March 2014 and on March 7, 2019.",
        "Talks of 7 to 9 May failed in 2016.",
        "They met at 10:30 am, or 1400 GMT.",
        "Maria Oduya, 66, left after 30 years and two months.",
        "The 19-year-old came 2nd in the 1990s.",
        "Flight 370, a Norjet 737, carried F-16 parts.",
        "The Group of Seven and the Group of 20 met.",
        "Call +41 22 917 1234 or 555-0123.",
        "Resolution 1701 and Article 5 stand.",
        "No one said one thing to one another.",
        "It is at 16-18 Harbour Road.",
        "He opened server 192.168.0.1 on 24/7 watch.",
        "The two sides met in Room 101.",
        "They met at nine o'clock and called four times.",
        "18.50 Foreign Minister Oduya speaks.",
        "Voters aged 54 to 65 live in the 2400 block.",
        "It ruled from 1975-81 and in 2009-10.",
        "It was a 50-50 chance in a two-month campaign.",
    ],
)
def test_what_is_no_figure(text: str) -> None:
    """Dates, clock times, durations, ages, ordinals, names, labels and telephone numbers are no figures."""
    assert shown(text) == []


@pytest.mark.parametrize("number", ["1e308", "9" * 400, "9" * 20, "9,999" + ",999" * 8])
def test_unreadable_numbers_have_no_value(number: str) -> None:
    """A number too large to count anything has no value and is warned of."""
    found = figures_of(f"They sent {number} troops.")
    assert [(figure.low, figure.best, figure.high) for figure in found] == [(None, None, None)]
    assert warn_of_unread(found) == (UNREAD,)
    assert warn_of_unread(figures_of("They sent 12 troops.")) == ()


@pytest.mark.parametrize(("number", "value"), [("٣٠٠", 300), ("१२", 12), ("1٣", None), ("14 000", 14000), ("½", 0.5)])
def test_other_digits(number: str, value: float | None) -> None:
    """Digits of other scripts count as they do there; mixed ones have no value."""
    assert [figure.best for figure in figures_of(f"They sent {number} tons.")] == [value]


def test_figures_of_captions_are_marked() -> None:
    """A figure that stands only in a heading or caption says so, and each has an id of its own."""
    text = "Raid kills 12 farmers\n\nThe raid killed 12 farmers and burned 30 trucks on the road to Norhaven.\n"
    found = figures_of(text)
    assert [(figure.unit, figure.in_furniture) for figure in found] == [
        ("deaths", True),
        ("deaths", False),
        ("equipment", False),
    ]
    assert len({figure.id for figure in found}) == 3


def test_figures_do_not_reach_into_furniture() -> None:
    """A credit that runs into the sentence is no part of it."""
    text = "The siege has left 9,000 dead.Lee Marsh / AFP - Getty Images"
    assert shown(text) == [("9,000 dead", 9000, "exact", "deaths")]


def test_the_us_is_no_pronoun() -> None:
    """In capitals "US" goes on with the noun phrase, "us" ends it."""
    tagged = build_reading("Three US vessels sailed.", upos={"US": "PROPN"})
    assert [figure.unit for figure in find_figures(tagged)] == ["equipment"]


def test_parts_of_speech_end_a_phrase() -> None:
    """Where tags are known, a verb ends the noun phrase."""
    text = "Seven crews works nearby."
    plain = find_figures(build_reading(text))
    tagged = find_figures(build_reading(text, upos={"crews": "NOUN", "works": "VERB", "nearby": "ADV"}))
    assert [figure.span.of(text) for figure in (*plain, *tagged)] == ["Seven crews works", "Seven crews"]


@given(report_text())
def test_any_text_has_sound_figures(text: str) -> None:
    """Whatever the text, values are finite and in order, spans lie in the text, and no two figures overlap."""
    found = figures_of(text) if text.strip() else []
    for figure in found:
        known = [v for v in (figure.low, figure.best, figure.high) if v is not None]
        assert all(math.isfinite(v) for v in known)
        assert known == sorted(known)
        assert 0 <= figure.span.start < figure.span.end <= len(text)
    assert all(one.span.end <= two.span.start for one, two in pairwise(found))


@given(st.text(st.sampled_from("0123456789,. -–/$%½٣eE+ao'"), max_size=60), st.sampled_from(["", " troops", "m", "k"]))
def test_any_number_is_read_or_left(digits: str, tail: str) -> None:
    """Runs of digits and marks never fail and never give a value that is not finite."""
    for figure in figures_of(f"They sent {digits}{tail} home."):
        assert figure.best is None or math.isfinite(figure.best)


def _one_paragraph(text: str) -> Reading:
    """Return a reading of text as one paragraph of one token, so that only figures are timed."""
    report = build_report(text)
    page = Page(report, (), (Paragraph(TokenRange(0, 1)),), (Span(0, len(text)),), (), ())
    return Reading(page=page, sentences=(), upos=(), lemmas=(), heads=(), deprels=())


def _seconds(text: str) -> float:
    reading = _one_paragraph(text)
    start = time.process_time()
    find_figures(reading)
    return time.process_time() - start


@pytest.mark.parametrize(
    "piece", ["9", "1 ", "1,", "1,000,", "1-", "A", " ", '"', "“", ",", "one ", "1 to ", "of ", "no ", "$", "1/2 ", "½"]
)
def test_time_grows_with_the_text(piece: str) -> None:
    """Doubling hostile text doubles the time, and no more: from 16 kB to 128 kB at most 24-fold, with some slack."""
    short, long = ((piece * size)[:size] for size in (16_000, 128_000))
    _seconds(short)
    assert _seconds(long) < 24 * min(_seconds(short), _seconds(short)) + 0.5


@pytest.mark.parametrize("piece", ["9", "A", " ", '"', ","])
def test_a_million_characters_are_read(piece: str) -> None:
    """A megabyte of one piece is read to its end."""
    assert _seconds((piece * 1_000_000)[:1_000_000]) < 60


@pytest.mark.parametrize("text", ["It paid 10^400 dollars.", "About 3^2 tanks came."])
def test_a_power_has_no_value_rather_than_a_wrong_one(text: str) -> None:
    """What stands around "^" is no number of its own."""
    assert [figure.best for figure in find_figures(build_reading(text))] == []


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        ("All 259 people on board died.", "deaths"),
        ("About 49 people, a guard among them, were hurt.", "injured"),
        ("Some 24 reporters are still being held.", "detained"),
        ("They asked for the release of eleven judges.", "detained"),
        ("Some 310,000 people have crossed into Freedonia.", "displaced"),
        ("More than 2,000 people have left their homes.", "displaced"),
        ("A force of 10,000 men came.", "troops"),
        ("Some 10,000 men came to the fair.", "people"),
        ("Two heads of state came.", "people"),
        ("It lent four million pounds of aid.", "money"),
        ("It weighs 300 pounds.", "other"),
        ("Talks were held by 24 reporters.", "people"),
        ("Eleven people were put to death.", "deaths"),
    ],
)
def test_what_befell_those_counted(text: str, unit: str) -> None:
    """A verb further off, an aside between, a noun with "of", a trade, a force: each makes its kind of figure."""
    assert [figure.unit for figure in find_figures(build_reading(text))] == [unit]
