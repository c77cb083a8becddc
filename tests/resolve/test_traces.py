"""What is kept of a report."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date

from hypothesis import given, settings

from onrecord.model.dossier import Dossier
from onrecord.model.json import from_plain, to_plain
from onrecord.model.merged import ReportTrace
from onrecord.model.page import Furniture
from onrecord.model.span import Span
from onrecord.resolve.stems import key
from onrecord.resolve.traces import cut_sentences, light, plain_number
from tests.strategies import any_text, dossiers
from tests.traces import Act, Said, Who, dossier_of, span_of, trace_of

TEXT = "Ada Bell said that the ferry was struck on Friday. “We saw five boats burn there,” she said. The mayor fled."


def test_numbers_are_told_apart_from_marks_between_thousands() -> None:
    """12,500 and 12500 are one number; 7.0 and 7.2 are two."""
    assert plain_number("12,500") == plain_number("12500")
    assert plain_number("7.0") != plain_number("7.2")


def test_event_knows_its_sentence() -> None:
    """The words around a trigger are those of its sentence, its own aside, and a telling word is a stem."""
    event = trace_of(TEXT, Act("struck")).events[0]
    assert event.stems == ("strik",)
    assert key("word", "ferry") in event.words
    assert key("word", "strik") not in event.words
    assert key("word", "mayor") not in event.words
    assert event.sentence == 0


def test_quotations_are_found_by_marks_and_by_statements() -> None:
    """A quotation has one key whatever its marks; four words are too few."""
    curly = trace_of(TEXT)
    straight = trace_of(TEXT.replace("“", '"').replace("”", '"'))
    marked = trace_of(TEXT.replace("“", "").replace("”", ""), Said("We saw five boats burn there,", None, "direct"))
    assert curly.quotes == straight.quotes == marked.quotes
    assert len(curly.quotes) == 1
    assert trace_of("“We saw five boats,” she said.").quotes == ()


def test_furniture_is_left_out() -> None:
    """Credits and boilerplate tell nothing of the news, and spans stay right behind them."""
    text = "Photo by A. Nobody of the Evening Paper and all rights reserved.\nThe ferry was struck by a boat."
    dossier = dossier_of(text, Act("struck"))
    dressed = replace(dossier, furniture=(Furniture(Span(0, text.index("\n")), "credit"),))
    assert key("word", "photo") not in light(dressed).words.keys
    assert light(dressed).events[0].span == span_of(text, "struck")


def test_names_are_sorted_by_kind() -> None:
    """Persons are kept by last name, states by country, descriptions not at all."""
    text = "Ada Bell met Freedonia and a senior official in the Harbour Board."
    trace = trace_of(
        text,
        Who("Ada Bell"),
        Who("Freedonia", "state", "FRE"),
        Who("a senior official"),
        Who("Harbour Board", "organisation"),
    )
    assert trace.persons.keys == (key("person", "bell"),)
    assert set(trace.bodies.keys) == {key("body", "FRE"), key("body", "harbour board")}


def test_weekday_stands_where_no_date_is_known() -> None:
    """A report without a date keeps the weekday it names."""
    assert trace_of(TEXT, day=None).days.keys == (key("day", "Friday"),)


def test_empty_report_has_a_trace() -> None:
    """A report without words gives a trace without terms."""
    trace = trace_of("", day=date(2031, 1, 1))
    assert trace.n_words == 0
    assert trace.signature == trace.words.keys == trace.sentences == ()


@settings(max_examples=15)
@given(dossiers())
def test_any_dossier_gives_a_trace_that_can_be_stored(dossier: Dossier) -> None:
    """Whatever the report, its trace is the same on each run, and comes back from JSON as it was."""
    trace = light(dossier)
    assert trace == light(dossier)
    assert from_plain(ReportTrace, json.loads(json.dumps(to_plain(trace)))) == trace


@given(any_text())
def test_sentences_lie_one_after_another(text: str) -> None:
    """Sentences are in text order, not empty, and do not overlap."""
    last = 0
    for span in cut_sentences(text):
        assert last <= span.start < span.end <= len(text)
        last = span.end
