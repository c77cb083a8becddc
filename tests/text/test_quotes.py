"""Quotations and quote states."""

from __future__ import annotations

import time

import pytest
from hypothesis import given

from onrecord.model.page import Quotation
from onrecord.model.span import Span
from onrecord.text.quotes import find_quotations
from onrecord.text.tokens import tokenize
from tests.strategies import any_text, report_text


def quotations(*paragraphs: str) -> tuple[str, list[Quotation], str]:
    """Return the text, its quotations, and its quote states as one digit per token."""
    text = "\n\n".join(paragraphs)
    tokens: list[Span] = []
    starts = []
    place = 0
    for paragraph in paragraphs:
        starts.append(len(tokens))
        tokens += tokenize(text, place, place + len(paragraph))
        place += len(paragraph) + 2
    found, states = find_quotations(text, tokens, starts)
    assert len(states) == len(tokens)
    return text, found, "".join(map(str, states))


def told(*paragraphs: str) -> list[tuple[str, str, int]]:
    """Return words, state of the marks and depth of each quotation."""
    text, found, _ = quotations(*paragraphs)
    return [(quotation.span.of(text), quotation.marks, quotation.depth) for quotation in found]


def test_a_quotation_broken_by_its_cue_is_two() -> None:
    """Each stretch in marks is one quotation, and tokens know what they are to the marks."""
    text, found, states = quotations("“We stay,” she said. “For now.”")
    assert [quotation.span.of(text) for quotation in found] == ["“We stay,”", "“For now.”"]
    assert states == "1222300012223"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Call it the “long road “.", ("“long road “", "repaired", 0)),
        ("Then ”we stay,” she said.", ("”we stay,”", "repaired", 0)),
        ("“We stay,“ she said.", ("“We stay,“", "repaired", 0)),
        ('“We stay," she said.', ('“We stay,"', "repaired", 0)),
        ('""We stay,"" she said.', ('""We stay,""', "repaired", 0)),
        ('"We stay, "she said.', ('"We stay, "', "balanced", 0)),
        ("We stay,” she said.", ("We stay,”", "repaired", 0)),
        ("``We stay,'' she said.", ("``We stay,''", "balanced", 0)),
        ("«Мы тут», сказала она.", ("«Мы тут»", "balanced", 0)),
        ("„Wir bleiben“, sagte sie.", ("„Wir bleiben“", "balanced", 0)),
        ("»Wir bleiben«, sagte sie.", ("»Wir bleiben«", "balanced", 0)),
        ("She said:“We stay.”Then she left.", ("“We stay.”", "balanced", 0)),
        ("‘We can’t stay,’ said O’Dell of the allies’ plan.", ("‘We can’t stay,’", "balanced", 0)),
        ("'We like the allies' plan,' she said.", "'We like the allies' plan,'"),
    ],
)
def test_damaged_marks_still_make_a_quotation(text: str, expected: tuple[str, str, int] | str) -> None:
    """Wrong, odd, doubled, foreign and lost marks are paired as they were meant."""
    assert told(text) == [expected if isinstance(expected, tuple) else (expected, "balanced", 0)]


@pytest.mark.parametrize(
    "text",
    ["the allies' aim and the envoys' own", "Get 'em now, in the '90s.", 'a 5" pipe', "'Twas long ago.", '"'],
)
def test_apostrophes_and_inches_are_no_quotations(text: str) -> None:
    """Elisions, plurals, measures and a lone mark open nothing."""
    _, found, states = quotations(text)
    assert found == []
    assert set(states) == {"0"}


def test_marks_nest() -> None:
    """A quotation inside a quotation has depth 1, in single or in double marks."""
    assert told("“He said ‘not now’ to us,” she said.") == [
        ("“He said ‘not now’ to us,”", "balanced", 0),
        ("‘not now’", "balanced", 1),
    ]
    assert [depth for _, _, depth in told("“He said “not now” to us,” she said.")] == [0, 1]


def test_a_quotation_runs_over_paragraphs() -> None:
    """Opened anew in each paragraph and closed in the last, it is sound and surely inside."""
    _, found, states = quotations("“One road.", "“Two roads.", "“Three,” she said.")
    assert [(quotation.marks, quotation.closer is None) for quotation in found] == [
        ("balanced", True),
        ("balanced", True),
        ("balanced", False),
    ]
    assert states == "1222" + "1222" + "1223000"


def test_a_quotation_never_closed_ends_with_its_paragraph() -> None:
    """Its tokens are unsure, and the next paragraph is untouched."""
    _, found, states = quotations("She said: “We stay.", "Then she left.")
    assert [quotation.marks for quotation in found] == ["repaired"]
    assert states == "0001444" + "0000"


def test_a_second_opening_mark_ends_an_unclosed_quotation() -> None:
    """A new quotation begins where its mark stands; the one before ends there, unsure."""
    assert [words for words, _, _ in told('"We stay, she said. "We sing," he said.')] == [
        '"We stay, she said.',
        '"We sing,"',
    ]


@given(any_text() | report_text())
def test_any_text_has_quotations_that_nest(text: str) -> None:
    """Whatever the text, quotations stand in order, nest without crossing, and hold their marks."""
    tokens = tokenize(text)
    starts = [n for n in range(len(tokens)) if n % 7 == 0]
    found, states = find_quotations(text, tokens, starts)
    assert len(states) == len(tokens)
    assert set(states) <= {0, 1, 2, 3, 4}
    ends: list[int] = []
    for quotation in found:
        while ends and ends[-1] <= quotation.span.start:
            ends.pop()
        assert quotation.depth == len(ends)
        assert not ends or quotation.span.end <= ends[-1]
        ends.append(quotation.span.end)
        for mark in (quotation.opener, quotation.closer):
            assert mark is None or quotation.span.contains(mark)
        assert quotation.opener is not None or quotation.closer is not None


@pytest.mark.parametrize("piece", ['"', "“", "' ", "'a ", "“a ", "a” ", "'a' ", "“a“ ", "as' "])
def test_runs_of_marks_take_linear_time(piece: str) -> None:
    """Hostile runs of marks are paired in well under a second."""
    text = piece * 30_000
    tokens = tokenize(text)
    begun = time.process_time()
    find_quotations(text, tokens, [0])
    assert time.process_time() - begun < 1
