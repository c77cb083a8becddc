"""Marked reports and their compiler."""

from __future__ import annotations

from pathlib import Path

import pytest

from onrecord.model.span import Span
from onrecord.score.inline import InlineError, compile_inline, find_problems

REPORT = """id: x-1
published: 2021-03-04
---
{c2:{s1:Bell} {q1:said} {c1:“we go”}}, {s2:the Harbour Wire} {q2:reported}.

{s3:Dorn} {q3:denied} {c3:it} and {q4:asked} {a4:Bell} {c4:to stay \\{now\\}}.
---
1: speaker=Ada Bell; form=direct; marks=balanced
2: passes=1; role=reported_by
3: speaker=Carl Dorn; form=indirect; polarity=denied
4: speaker=Carl Dorn; form=indirect; act=REQUEST
"""


def test_marks_become_spans_of_the_plain_text() -> None:
    """Every mark gives the span of its words in the text without marks, nested ones included."""
    report = compile_inline(REPORT)
    assert report.text.startswith("Bell said “we go”, the Harbour Wire reported.\n\nDorn denied it")
    first, second = report.statements[:2]
    assert [span.of(report.text) for span in first.content] == ["“we go”"]
    assert second.content == [Span(0, len("Bell said “we go”"))]
    assert second.facts == {"passes": "1", "role": "reported_by"}


def test_escaped_braces_are_text() -> None:
    """A brace after a backslash stands in the text, without the backslash."""
    assert compile_inline(REPORT).text.endswith("to stay {now}.")


def test_a_cue_without_source_shares_the_source_before_it() -> None:
    """“X denied it and asked …”: the second statement takes the source of the first, the speaker being the same."""
    report = compile_inline(REPORT)
    assert report.statements[3].source == report.statements[2].source
    assert find_problems(report) == []


@pytest.mark.parametrize(
    ("text", "line", "mend"),
    [
        ("id: x\n---\nA {z1:b}.", 3, "letters s q c a m"),
        ("id: x\n---\n\nA {s1:b.", 4, "add its '}'"),
        ("id: x\n---\nA b}.", 3, "drop it"),
        ("id: x\n---\nA {s1:b}\n---\n1: form=loud", 5, "choose from"),
        ("id: x\n---\nA {s1:b}\n---\n\n2: form=direct", 6, "add them or drop it"),
        ("id x\n---\nA", 1, "add the colon"),
        ("id: x\nA", 1, "put one between"),
    ],
)
def test_an_error_names_line_and_mend(text: str, line: int, mend: str) -> None:
    """What breaks the format is refused with the line and what to do."""
    with pytest.raises(InlineError, match=f"line {line}:") as caught:
        compile_inline(text)
    assert mend in str(caught.value)


def test_doubts_are_listed() -> None:
    """A parent that does not hold its child, a passing step that passes nothing and a missing source are reported."""
    facts = "2: parent=1; passes=1; role=citing"
    report = compile_inline(f"id: x\n---\n{{q1:said}} {{c1:a}}; {{s2:B}} {{q2:said}} {{c2:c}}\n---\n{facts}")
    problems = find_problems(report)
    assert len(problems) == 3
    assert "no source" in problems[0]


def test_the_projects_own_marked_reports_compile() -> None:
    """Every report of the corpus, every sample and every report in bench/gold compiles, with nothing to doubt."""
    root = Path(__file__).parents[2]
    for path in sorted([*root.glob("corpus/*/**/*.txt"), *root.glob("bench/gold/*.txt")]):
        report = compile_inline(path)
        assert report.statements, path.name
        assert find_problems(report) == [], path.name
