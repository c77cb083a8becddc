"""Given words of plain text put to a reader of pages."""

from __future__ import annotations

from collections.abc import Sequence

from onrecord.model.page import Page
from onrecord.model.reading import Parties, Reading, TriggerRating
from onrecord.model.span import Span, TokenRange
from onrecord.score.event_answers import PartySpans, ReaderRater, page_for, tokens_of
from tests.builders import build_reading, find_span
from tests.score.stand_ins import rating

TEXT = "Freedonia's navy shelled Port Bell."


class _Reader:
    """Remembers the words it was asked about."""

    def __init__(self) -> None:
        self.asked: list[list[str]] = []

    def _note(self, page: Page, ranges: Sequence[TokenRange]) -> None:
        self.asked.append([page.cover(tokens).of(page.report.text) for tokens in ranges])

    def rate_types(self, page: Page, sources: Sequence[TokenRange], targets: Sequence[TokenRange]) -> dict[str, float]:
        self._note(page, sources)
        self._note(page, targets)
        return {"ASSAULT": 1.0}

    def read(self, page: Page) -> Reading:
        """Return a bare Reading of the page."""
        return build_reading(page)

    def rate_triggers(self, page: Page, triggers: Sequence[TokenRange]) -> list[TriggerRating]:
        self._note(page, triggers)
        return [rating() for _ in triggers]

    def find_parties(self, page: Page) -> Parties:
        return Parties((TokenRange(0, 3),), (TokenRange(4, 6),))


def test_spans_become_tokens_and_tokens_spans() -> None:
    """The reader is asked about the tokens that spans touch, even in part; its parties come back as spans."""
    reader = _Reader()
    rater = ReaderRater(reader)
    assert rater.rate_types(TEXT, [find_span(TEXT, "Freedonia's nav")], []) == {"ASSAULT": 1.0}
    assert len(rater.rate_triggers(TEXT, [find_span(TEXT, "shelled")])) == 1
    assert reader.asked == [["Freedonia's navy"], [], ["shelled"]]
    found = rater.find_parties(TEXT)
    assert found == PartySpans((find_span(TEXT, "Freedonia's navy"),), (find_span(TEXT, "Port Bell"),))


def test_nothing_asked_nothing_read() -> None:
    """A text without triggers is not read."""
    reader = _Reader()
    assert ReaderRater(reader).rate_triggers(TEXT, []) == []
    assert reader.asked == []


def test_a_sentence_has_no_furniture() -> None:
    """What looks like a dateline in a sentence of a corpus keeps its tokens."""
    text = "PORT BELL, May 6 (Coastal Wire) - Freedonia sent ships."
    page = page_for(text, [])
    assert page.furniture == ()
    assert page.word(0) == "PORT"
    assert len(page.paragraphs) == 1


def test_a_report_is_laid_out_unless_a_span_would_be_lost() -> None:
    """Several lines are a report with furniture; a span in its dateline makes it plain text."""
    text = "PORT BELL, May 6 (Coastal Wire) - Freedonia sent ships.\n\nThey arrived on Monday."
    assert page_for(text, [find_span(text, "sent")]).furniture
    page = page_for(text, [find_span(text, "PORT BELL")])
    assert page.furniture == ()
    assert tokens_of(page, [find_span(text, "PORT BELL")]) == [TokenRange(0, 2)]


def test_a_span_without_tokens_takes_the_nearest() -> None:
    """A span over a space alone stands for the token beside it."""
    page = page_for("One  two", [])
    assert tokens_of(page, [Span(3, 4)]) == [TokenRange(0, 1)]
