"""The readable dossier."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.model.dossier import Dossier
from onrecord.model.span import Span
from onrecord.run.formats import render
from onrecord.run.formats.columns import columns
from onrecord.run.formats.text import write
from tests.builders import build_report
from tests.formats.dossiers import build_dossier, span
from tests.strategies import dossiers


def test_whole_dossier() -> None:
    """The dossier reads from head to actors, statement by statement."""
    assert (
        render(build_dossier(publisher="Norfax"), None, "text")
        == """\
Ferry talks stall in Norhaven
Norfax | 2031-05-02 (as given) | English | 53 words

3 statements by 1 speaker
1 direct, 1 partly direct, 1 indirect; 1 with marks mended; 1 passed on by
others; 1 of speakers not known; 1 doubtful

  1  Maria Oduya (Foreign Minister, Kenya) - told
       “We will keep the strait open,” [...] “That is a promise.”
     L5:1 | direct | agrees or promises | to reporters at a press conference |
     Friday = 2031-05-02

  2  Maria Oduya (Foreign Minister, Kenya) - warned
       that the islands would answer “in kind”
     L7:12 | partly direct, marks mended | threatens or warns | as "She" |
     reported by the agency Sudpress

  3  "the islands" (not known who) - answer
       “in kind”
     L7:42 | attitude, indirect | will not say | inside 2 | doubtful (0.31)

No event was found.

No position was found.

Speakers
  Maria Oduya (Foreign Minister, Kenya): 1, 2

Also named
  Sudpress; the islands (Norway)
"""
    )


def test_empty_dossier() -> None:
    """A dossier without statements, events and positions says so."""
    written = render(Dossier(report=build_report("Rain fell.")), None, "text")
    assert written == (
        "Report without a title\nno date | English | 2 words\n\nNo statements found\n\n"
        "No event was found.\n\nNo position was found.\n"
    )


def test_colour_only_on_request() -> None:
    """Escape sequences stand only where colour is asked for, and take no columns."""
    plain = render(build_dossier(), None, "text")
    coloured = render(build_dossier(), None, "text", color=True)
    assert "\x1b" not in plain
    assert "\x1b[1m" in coloured
    assert coloured.replace("\x1b[1m", "").replace("\x1b[2m", "").replace("\x1b[0m", "") == plain


@pytest.mark.parametrize("width", [40, 57, 80, 100])
def test_lines_keep_to_the_width(width: int) -> None:
    """No line is wider than asked for."""
    assert max(map(columns, render(build_dossier(), None, "text", width).splitlines())) <= width


def test_wide_characters_keep_to_the_width() -> None:
    """Text without spaces in wide characters is broken to the width."""
    wide = replace(build_dossier(), report=build_report("東京" * 300, title="発言" * 60))
    wide = replace(wide, statements=(replace(wide.statements[0], content=(Span(0, 400),)),))
    assert max(map(columns, render(wide, None, "text", 60).splitlines())) <= 60


def test_report_cannot_steer_the_terminal() -> None:
    """Escape sequences, bells and turned directions in a report reach no terminal."""
    hostile = build_dossier(title="Calm\x1b]0;owned\x07 \u202edesrever\x9b2J", publisher="a\rb")
    written = render(hostile, None, "text")
    assert not set(written) & set("\x1b\x07\x9b\u202e\r")


def test_contents_are_shortened_on_request() -> None:
    """Long contents are cut at a word where a limit is given."""
    written = write(build_dossier(), None, width=80, color=False, longest=30)
    assert "“We will keep the strait..." in written
    assert "promise.”" not in written


@given(dossiers(), st.integers(1, 120))
def test_any_dossier_can_be_written(dossier: Dossier, width: int) -> None:
    """Any dossier can be written, in UTF-8 and within the width."""
    written = render(dossier, None, "text", width)
    written.encode("utf-8")
    assert max(map(columns, written.splitlines())) <= max(width, 40)


def test_pieces_with_nothing_between_are_one() -> None:
    """A gap is shown only where words of the report are left out."""
    first = build_dossier().statements[0]
    dossier = build_dossier()
    pieces = (span("“We will keep"), span("the strait open,”"), span("“That is a promise.”"))
    written = render(replace(dossier, statements=(replace(first, content=pieces),)), None, "text")
    assert "“We will keep the strait open,” [...] “That is a promise.”\n" in written
