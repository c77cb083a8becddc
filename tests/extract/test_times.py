"""Times of a report: words, values, anchors."""

from __future__ import annotations

import time
from dataclasses import replace
from datetime import date, datetime

import pytest
from hypothesis import given

from onrecord.extract.event_times import when_of
from onrecord.extract.times import find_page_times, find_times
from onrecord.model.dossier import Statement, TimeExpression
from onrecord.model.page import Page, Paragraph
from onrecord.model.span import Span, TokenRange
from onrecord.text.tokens import tokenize
from tests.builders import build_page, build_reading, find_span, find_tokens
from tests.strategies import any_text, report_text

#: A Tuesday.
PUBLISHED = "2031-05-06"


def _times(text: str, published: str | None = PUBLISHED) -> list[tuple[str, str, str | None]]:
    page = build_page(text, published=published)
    return [(t.span.of(text), t.type, t.value) for t in find_page_times(page)]


@pytest.mark.parametrize(
    ("text", "words", "kind", "value"),
    [
        ("The envoys met on March 5, 2029 in Tarn.", "March 5, 2029", "DATE", "2029-03-05"),
        ("The envoys met on Monday, 5 March 2029.", "Monday, 5 March 2029", "DATE", "2029-03-05"),
        ("The envoys met on 2029-03-05 in Tarn.", "2029-03-05", "DATE", "2029-03-05"),
        ("The envoys met on the 5th of March.", "the 5th of March", "DATE", "2031-03-05"),
        ("The envoys met on Sunday in Tarn.", "Sunday", "DATE", "2031-05-04"),
        ("The envoys will meet on Sunday in Tarn.", "Sunday", "DATE", "2031-05-11"),
        ("The envoys met last Tuesday in Tarn.", "last Tuesday", "DATE", "2031-04-29"),
        ("The envoys met Friday last week in Tarn.", "Friday last week", "DATE", "2031-05-02"),
        ("The envoys met on Friday night.", "Friday night", "TIME", "2031-05-02TNI"),
        ("The envoys met yesterday.", "yesterday", "DATE", "2031-05-05"),
        ("The envoys met last night.", "last night", "TIME", "2031-05-05TNI"),
        ("The envoys met at 9:30 a.m. EST Monday.", "9:30 a.m. EST Monday", "TIME", "2031-05-05T09:30"),
        ("The envoys met at 18:30 GMT.", "18:30 GMT", "TIME", "2031-05-06T18:30"),
        ("The port was shut last month.", "last month", "DATE", "2031-04"),
        ("The port reopens next week.", "next week", "DATE", "2031-W20"),
        ("The port was shut two weeks ago.", "two weeks ago", "DATE", "2031-W17"),
        ("The port was shut ten days ago.", "ten days ago", "DATE", "2031-04-26"),
        ("The port was shut in December.", "December", "DATE", "2030-12"),
        ("The port will open in December.", "December", "DATE", "2031-12"),
        ("The port was shut last fall.", "last fall", "DATE", "2030-FA"),
        ("The port was shut in the winter of 2019.", "the winter of 2019", "DATE", "2019-WI"),
        ("The fleet was built in 1988.", "1988", "DATE", "1988"),
        ("The fleet was built in the late 1990s.", "the late 1990s", "DATE", "199"),
        ("A relic of the 19th century fell.", "the 19th century", "DATE", "18"),
        ("Exports fell in the third quarter of 2030.", "the third quarter of 2030", "DATE", "2030-Q3"),
        ("Exports fell in the first half of this year.", "the first half of this year", "DATE", "2031-H1"),
        ("Exports fell in fiscal 2029.", "fiscal 2029", "DATE", "2029"),
        ("Shops close on Christmas Eve.", "Christmas Eve", "DATE", "2030-12-24"),
        ("The siege lasted for 2 1/2 years.", "2 1/2 years", "DURATION", "P2Y6M"),
        ("A ten-day truce held.", "ten-day", "DURATION", "P10D"),
        ("It took more than four hours.", "more than four hours", "DURATION", "PT4H"),
        ("They waited for several weeks.", "several weeks", "DURATION", "PXW"),
        ("They patrol every day.", "every day", "SET", "P1D"),
        ("The council meets on Mondays.", "Mondays", "SET", "XXXX-WXX-1"),
        ("Boats cross twice a week.", "a week", "SET", "P1W"),
        ("The attack of 9/11 changed it.", "9/11", "DATE", "2001-09-11"),
        ("Saturday, 8 a.m. Guns fell silent.", "Saturday, 8 a.m.", "TIME", "2031-05-03T08:00"),
        ("Sent on 24 Apr 2031, 09:12 by wire.", "24 Apr 2031, 09:12", "TIME", "2031-04-24T09:12"),
        ("Sent on 12 April 2031 at 6:45 am by wire.", "12 April 2031 at 6:45 am", "TIME", "2031-04-12T06:45"),
        ("Sent on 16.04.2031 09:12 by wire.", "16.04.2031 09:12", "TIME", "2031-04-16T09:12"),
        ("Sent on 2031/04/03 20:15 by wire.", "2031/04/03 20:15", "TIME", "2031-04-03T20:15"),
        ("Sent on 14/04/2031 11h32 by wire.", "14/04/2031 11h32", "TIME", "2031-04-14T11:32"),
        ("Sent on 05/06/2031 by wire.", "05/06/2031", "DATE", "2031-05-06"),
        ("Sent on Jul 20, 2030 by wire.", "Jul 20, 2030", "DATE", "2030-07-20"),
        ("Sent on the thirtieth of April.", "the thirtieth of April", "DATE", "2031-04-30"),
        ("On Sunday at noon he spoke.", "Sunday at noon", "TIME", "2031-05-04T12:00"),
        ("At 10.35 on Monday morning the ground shook.", "10.35 on Monday morning", "TIME", "2031-05-05T10:35"),
        ("It ended at midnight on Sunday.", "midnight on Sunday", "TIME", "2031-05-05T00:00"),
        ("It began after midnight on Sunday.", "midnight on Sunday", "TIME", "2031-05-04T00:00"),
        ("It began shortly after midnight.", "shortly after midnight", "TIME", "2031-05-06T00:00"),
        ("It holds until midnight.", "midnight", "TIME", "2031-05-07T00:00"),
        ("They left at four in the afternoon.", "four in the afternoon", "TIME", "2031-05-06T16:00"),
        ("They left at half past two in the morning.", "half past two in the morning", "TIME", "2031-05-06T02:30"),
        ("They left at eleven at night.", "eleven at night", "TIME", "2031-05-06T23:00"),
        ("A curfew starts at ten tonight.", "ten tonight", "TIME", "2031-05-06T22:00"),
        ("They left before dawn.", "dawn", "TIME", "2031-05-06TMO"),
        ("They left before sunrise.", "sunrise", "TIME", "2031-05-06TMO"),
        ("They will be gone by nightfall.", "nightfall", "TIME", "2031-05-06TEV"),
        ("Saturday, before dawn. The planes came.", "Saturday, before dawn", "TIME", "2031-05-03TMO"),
        ("They left the same evening.", "the same evening", "TIME", "2031-05-06TEV"),
        ("They slept the whole morning.", "the whole morning", "TIME", "2031-05-06TMO"),
        ("He had arrived only the night before.", "the night before", "TIME", "2031-05-05TNI"),
        ("He gave an early-morning speech.", "early-morning", "TIME", "2031-05-06TMO"),
        ("It voted late on Thursday.", "late on Thursday", "TIME", "2031-05-01TEV"),
        ("It voted late Thursday.", "late Thursday", "TIME", "2031-05-01TEV"),
        ("He spoke earlier in the day.", "earlier in the day", "DATE", "2031-05-06"),
        ("They had left the year before.", "the year before", "DATE", "2030"),
        ("They had left the week before, he said.", "the week before", "DATE", "2031-W18"),
        ("He said the day before that he would.", "the day before", "DATE", "2031-05-05"),
        ("Hours later troops crossed.", "Hours later", "DURATION", "PTXH"),
        ("An hour later troops crossed.", "An hour later", "DURATION", "PT1H"),
        ("A day later troops crossed.", "A day later", "DURATION", "P1D"),
        ("The port fell, hours after the raid.", "hours", "DURATION", "PTXH"),
        ("Answer within the hour.", "the hour", "DURATION", "PT1H"),
        ("Lorries may cross within the week.", "the week", "DURATION", "P1W"),
        ("It was on the phone all day.", "all day", "DURATION", "P1D"),
        ("He slept here for two nights.", "two nights", "DURATION", "P2D"),
        ("It should be ready by mid-August.", "mid-August", "DATE", "2031-08"),
        ("The September 11 attacks changed it.", "September 11", "DATE", "2001-09-11"),
    ],
)
def test_values(text: str, words: str, kind: str, value: str) -> None:
    """Each form of words gives its span, type and value."""
    assert (words, kind, value) in _times(text)
    assert len(_times(text)) == 1


@pytest.mark.parametrize(
    "text",
    [
        "The Sunday Times and the Daily Mirror sent reporters.",
        'He told "This Week" that the port was shut.',
        "The Good Friday Agreement held.",
        "Theresa May spoke and April Stone listened.",
        "They may march and fall back; the fall of Tarn followed.",
        "He is 42 years old; the 42-year-old envoy smiled.",
        "Now the port is shut, they recently said; currently all is calm.",
        "It cost $1,988 and 2000 troops left; 1950 people stayed.",
        "Three-quarters of the crew left for a second time.",
        "One day they will go home, and some day they will talk.",
        "He said it on his weekly programme and in a nightly address; it is their daily bread.",
        "The rebels of the March 23 Movement and the People's Daily agree.",
        "They died by the fall into a river.",
        "The score was 20:15 and the price 20.15.",
        "Jan Bell spoke.",
    ],
)
def test_words_that_are_no_times(text: str) -> None:
    """Names, verbs, ages, counts and words for the present at large give nothing."""
    assert _times(text) == []


@pytest.mark.parametrize(
    ("text", "words"),
    [("They met on 31 February.", "31 February"), ("They met on 03/04/2030.", "03/04/2030")],
)
def test_days_that_do_not_exist_or_are_in_doubt_have_no_value(text: str, words: str) -> None:
    """A day that no calendar has, and figures that could be two days, are found without a value."""
    (found,) = find_page_times(build_page(text, published=PUBLISHED))
    assert (found.span.of(text), found.value, found.start, found.end) == (words, None, None, None)


@pytest.mark.parametrize("text", ["It lasts until the year 99999.", "They met on ١٠ March.", "It is 1e308 years off."])
def test_odd_numbers_are_never_a_wrong_day(text: str) -> None:
    """Years beyond the calendar and digits of other scripts give no day and no year."""
    assert not any(value and len(value) in {4, 10} for _, _, value in _times(text) if value != "2031-03")


def test_paragraphs_of_a_live_page_begin_with_their_time() -> None:
    """A clock time at the head of a paragraph is one, on the report's day; with a full stop only where several are."""
    assert [value for _, _, value in _times("14:30 It is war now.\n\n13:05. The port burns.")] == [
        "2031-05-06T14:30",
        "2031-05-06T13:05",
    ]
    assert [value for _, _, value in _times("20.15 That is all.\n\n19.40 “It is late,” he said.")] == [
        "2031-05-06T20:15",
        "2031-05-06T19:40",
    ]
    assert _times("20.15 That is the price.") == []


def test_stamps_are_of_the_day_of_the_stamp_before() -> None:
    """A stamp with a day gives it to those that follow; where the clock leaps, midnight lies between them."""
    text = (
        "Sunday, 07:00 - They sailed.\n\n13:40 - They stopped.\n\nMidnight - They slept.\n\nMonday, 09:10 - They woke."
    )
    assert [value for _, _, value in _times(text)] == [
        "2031-05-04T07:00",
        "2031-05-04T13:40",
        "2031-05-05T00:00",
        "2031-05-05T09:10",
    ]
    text = "01:30 They sleep.\n\n00:10 They stop.\n\n23:40 They sail.\n\n22:20 They wait."
    assert [value for _, _, value in _times(text)] == [
        "2031-05-06T01:30",
        "2031-05-06T00:10",
        "2031-05-05T23:40",
        "2031-05-05T22:20",
    ]


def test_an_hour_is_of_the_day_told_just_before() -> None:
    """ "at 12:05" and "by evening" belong to a day told just before; "an hour later" counts on."""
    text = "On Sunday the guns spoke. They stopped at 12:05. An hour later they spoke again. By evening it was calm."
    assert [value for _, _, value in _times(text)] == [
        "2031-05-04",
        "2031-05-04T12:05",
        "2031-05-04T13:05",
        "2031-05-04TEV",
    ]
    assert _times("It began on 2 April 2030. They stopped at 12:05.")[1][2] == "2031-05-06T12:05"


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("A strike was called for Friday.", "2031-05-09"),
        ("They have been standing since Friday.", "2031-05-02"),
        ("They promised to be there by the weekend.", "2031-W19-WE"),
        ("They were there over the weekend.", "2031-W18-WE"),
    ],
)
def test_prepositions_tell_past_from_coming(text: str, value: str) -> None:
    """ "for Friday" and "by the weekend" lie ahead, "since Friday" behind, whatever the verb."""
    assert [found for _, _, found in _times(text)] == [value]


@pytest.mark.parametrize(
    ("text", "verb", "lemma", "aux", "value"),
    [
        ("The envoys meet on Friday.", "meet", "meet", None, "2031-05-09"),
        ("The envoys met on Friday.", "met", "meet", None, "2031-05-02"),
        ("The envoys are meeting on Friday.", "meeting", "meet", "are", "2031-05-09"),
        ("The envoys were seated on Friday.", "seated", "seat", "were", "2031-05-02"),
    ],
)
def test_the_present_tense_lies_ahead(text: str, verb: str, lemma: str, aux: str | None, value: str) -> None:
    """A weekday with a verb in the present is one to come."""
    tree = {verb: (None, "root"), "Friday": (verb, "obl")} | ({aux: (verb, "aux")} if aux else {})
    reading = build_reading(text, tree=tree, upos={verb: "VERB"}, lemmas={verb: lemma}, published=PUBLISHED)
    assert [t.value for t in find_times(reading)] == [value]


def test_without_a_date_only_absolute_words_have_values() -> None:
    """A report without date resolves what carries its own year, and lengths."""
    found = _times("They met on Sunday, last month, on 5 May, in 1999, and for two days, 20 years ago.", None)
    assert [value for _, _, value in found] == [None, None, None, "1999", "P2D", None]


def test_modifiers() -> None:
    """ "early", "late", "mid", "the end of", "nearly", "more than" are modifiers and part of the span."""
    text = "early next year; mid-November; the end of 2030; nearly two years; more than 10 days; earlier this month"
    found = find_page_times(build_page(text, published=PUBLISHED))
    assert [(t.span.of(text), t.modifier) for t in found] == [
        ("early next year", "start"),
        ("mid-November", "mid"),
        ("the end of 2030", "end"),
        ("nearly two years", "less_than"),
        ("more than 10 days", "more_than"),
        ("earlier this month", "start"),
    ]


def test_intervals_are_half_open() -> None:
    """A season has three months, a night ends at six the next day, "the past 30 years" end with the report."""
    text = "In the winter of 2029 and last night and over the past 30 years."
    winter, night, years = find_page_times(build_page(text, published=PUBLISHED))
    assert (winter.start, winter.end) == (datetime(2029, 12, 1), datetime(2030, 3, 1))
    assert (night.start, night.end) == (datetime(2031, 5, 5, 18), datetime(2031, 5, 6, 6))
    assert (years.start, years.end) == (datetime(2001, 5, 6), datetime(2031, 5, 6))


def test_ranges_are_two_times() -> None:
    """ "10-11 May" is two days."""
    assert _times("The talks of 10-11 May failed.") == [
        ("10", "DATE", "2031-05-10"),
        ("11 May", "DATE", "2031-05-11"),
    ]


def test_words_counted_from_a_time_told_before() -> None:
    """ "two days later" is counted from the day told just before, and says so."""
    text = "They signed on 3 March 2029. Two days later it broke."
    later = find_page_times(build_page(text, published=PUBLISHED))[1]
    assert (later.value, later.anchor) == ("2029-03-05", "event")


def test_the_date_of_a_dateline_counts() -> None:
    """A dateline's date is a time of the report though the line is not prose."""
    text = "TARN, May 4 (Agence Tarn) - The port was shut on Sunday."
    assert [value for _, _, value in _times(text)] == ["2031-05-04", "2031-05-04"]


def test_words_in_a_statement_are_relative_to_the_day_it_was_said() -> None:
    """ "next week" in words spoken on a Sunday is the week after that Sunday; elsewhere the report's date counts."""
    text = "“We sail next week,” Dorn said on Sunday. The port shuts next week."
    reading = build_reading(text, published=PUBLISHED)
    said = TimeExpression(span=find_span(text, "Sunday"), type="DATE", value="2031-05-04", start=datetime(2031, 5, 4))
    statement = Statement(
        id="s", kind="said", speakers=(), speaker_span=None, cue_span=None, form="direct", marks="balanced",
        content=(find_span(text, "“We sail next week,”"),), said=said,
    )  # fmt: skip
    inside, _, outside = find_times(reading, [statement])
    assert (inside.value, inside.anchor) == ("2031-W19", "statement")
    assert (outside.value, outside.anchor) == ("2031-W20", "published")


def test_an_unknown_day_of_saying_leaves_the_report_as_anchor() -> None:
    """A statement whose day is not known leaves its words relative to the report."""
    text = "“We sail next week,” Dorn said."
    reading = build_reading(text, published=PUBLISHED)
    (found,) = find_times(reading, [])
    assert (found.value, found.anchor) == ("2031-W20", "published")


def test_a_person_named_like_a_month_is_none() -> None:
    """A month's name inside the name of a person is no time."""
    reading = build_reading("In June Dorn left. In June he spoke.", entities=[("June", "Person")], published=PUBLISHED)
    assert [t.span.start for t in find_times(reading)] == [22]


def test_references_are_given_on_request_only() -> None:
    """Words for the present and the past at large are marked for TimeML corpora alone."""
    page = build_page("The port is now shut; it was recently built.", published=PUBLISHED)
    assert [t.value for t in find_page_times(page, references=True)] == ["PRESENT_REF", "PAST_REF"]


def test_the_tree_tells_past_from_coming() -> None:
    """The verb that governs a weekday and its auxiliary decide the direction, not a verb nearer by."""
    text = "The envoys will, as agreed, meet on Friday."
    tree = {"meet": (None, "root"), "will": ("meet", "aux"), "agreed": ("meet", "advcl"), "Friday": ("meet", "obl")}
    reading = build_reading(text, tree=tree, upos={"meet": "VERB", "will": "AUX"}, published=PUBLISHED)
    assert [t.value for t in find_times(reading)] == ["2031-05-09"]


def test_an_event_takes_the_time_it_governs() -> None:
    """Of two times in a sentence the one that hangs on the trigger is the event's."""
    text = "Troops entered Tarn on Sunday after talks collapsed on Friday."
    tree = {"entered": (None, "root"), "Sunday": ("entered", "obl"), "collapsed": ("entered", "advcl"),
            "Friday": ("collapsed", "obl")}  # fmt: skip
    reading = build_reading(text, tree=tree, upos={"entered": "VERB", "collapsed": "VERB"}, published=PUBLISHED)
    times = find_times(reading)

    def day(trigger: str) -> str | None:
        found = when_of(reading, times, find_tokens(reading.page, trigger))
        return found.value if found else None

    assert (day("entered"), day("collapsed")) == ("2031-05-04", "2031-05-02")


def test_an_event_without_a_time_in_its_sentence_has_none() -> None:
    """Times of other sentences, lengths and sets are no answer."""
    text = "Troops entered for two days. They left on Sunday."
    reading = build_reading(text, published=PUBLISHED)
    assert when_of(reading, find_times(reading), find_tokens(reading.page, "entered")) is None


@given(any_text(120) | report_text(40))
def test_any_text_will_do(text: str) -> None:
    """Whatever the text, times are in order, inside it, without overlap, and their intervals are not empty."""
    for published in (None, date(2031, 5, 6), date(1, 1, 1), date(9999, 12, 31)):
        page = build_page(text, published=published)
        end = 0
        for found in find_page_times(page, references=True):
            assert end <= found.span.start < found.span.end <= len(text)
            end = found.span.end
            assert (found.start is None) == (found.end is None)
            assert found.start is None or found.end is None or found.start < found.end


@pytest.mark.parametrize("words", ["last May 5, 1999", "31 February", "the year 9999", "100 years ago", "next century"])
@pytest.mark.parametrize("day", [date(1, 1, 1), date(9999, 12, 31), date(2032, 2, 29)])
def test_the_ends_of_the_calendar(words: str, day: date) -> None:
    """At the first and last day there is, relative words have no value rather than a failure."""
    text = f"It was {words}, tomorrow, yesterday, next week, ten decades later, last winter, Christmas, next Friday."
    assert find_page_times(build_page(text, published=day))


#: Units that hostile text repeats, and how long the longest text is.
HOSTILE = [
    *((unit, 1_000_000) for unit in ("1", "A", " ", "“", "A ", "1,")),
    *(
        (unit, 250_000)
        for unit in (
            "1 ",
            "12:",
            "March ",
            "the last ",
            "two hundred and ",
            "Mon. ",
            "May 5, ",
            "- ",
            "half past ",
            "12:30\n\n",
        )
    ),
]


@pytest.mark.parametrize(("unit", "size"), HOSTILE)
def test_hostile_input_takes_linear_time(unit: str, size: int) -> None:
    """Text doubled three times takes at most some twenty times as long."""

    def seconds(n: int) -> float:
        page = _bare_page(unit * (n // len(unit)))
        began = time.process_time()
        find_page_times(page)
        return time.process_time() - began

    small = min(seconds(size // 8) for _ in range(2))
    assert seconds(size) < 20 * max(small, 0.02)


def _bare_page(text: str) -> Page:
    """Lay a text out as one paragraph, so that only the grammar is timed."""
    tokens = tuple(tokenize(text))
    page = build_page("x", published=PUBLISHED)
    return replace(
        page,
        report=replace(page.report, text=text),
        furniture=(),
        paragraphs=(Paragraph(TokenRange(0, len(tokens))),),
        tokens=tokens,
        quotations=(),
        quote_states=(0,) * len(tokens),
    )


def test_spans_point_at_the_words_as_printed() -> None:
    """Spans count code points of the untouched text, line breaks and odd spaces included."""
    text = "\ufeffThe talks — held on March\u00a05,\u2009 2029 — failed."
    (found,) = find_page_times(build_page(text, published=PUBLISHED))
    first = text.index("March")
    assert found.span == Span(first, first + len("March 5,  2029"))
