"""Stand-off annotation, read back."""

from __future__ import annotations

import re
from dataclasses import replace

from hypothesis import given

from onrecord.model.dossier import Dossier
from onrecord.model.span import Span
from onrecord.run.formats import render
from tests.builders import build_report
from tests.formats.dossiers import TEXT, build_dossier, build_statement
from tests.strategies import dossiers

_SPAN = re.compile(r"(T\d+)\t(\w+) (\d+ \d+(?:;\d+ \d+)*)\t([^\t]*)")
_RELATION = re.compile(r"(R\d+)\t(\w+) Arg1:(T\d+) Arg2:(T\d+)")
_ATTRIBUTE = re.compile(r"(A\d+)\t(\w+) (T\d+) (\w+)")
_NOTE = re.compile(r"(#\d+)\tAnnotatorNotes (T\d+)\t(.+)")


def _read(written: str, text: str) -> dict[str, tuple[str, str]]:
    """Parse annotations strictly; return kind and words of each span."""
    spans: dict[str, tuple[str, str]] = {}
    ids: set[str] = set()
    for line in written.split("\n")[:-1]:
        match = next((m for m in (p.fullmatch(line) for p in (_SPAN, _RELATION, _ATTRIBUTE, _NOTE)) if m), None)
        assert match, line
        assert match[1] not in ids
        ids.add(match[1])
        if match.re is _SPAN:
            places = [tuple(map(int, place.split())) for place in match[3].split(";")]
            assert places == sorted(places)
            assert all(a < b for a, b in places)
            words = " ".join(text[a:b] for a, b in places)
            assert words.encode("utf-8", "replace").decode() == match[4]
            spans[match[1]] = (match[2], words)
        elif match.re is _RELATION:
            assert {match[3], match[4]} <= set(spans)
        else:
            assert match[3 if match.re is _ATTRIBUTE else 2] in spans
    return spans


def test_statements_come_back() -> None:
    """Contents with their pieces, speakers, cues, relations and attributes stand in the annotation."""
    written = render(build_dossier(), None, "brat")
    spans = _read(written, TEXT)
    assert spans["T1"] == ("Content", "“We will keep the strait open,” “That is a promise.”")
    assert ("Speaker", "Foreign Minister Maria Oduya") in spans.values()
    assert ("Passed_on", "the agency Sudpress") in spans.values()
    assert "\tInside Arg1:T3 Arg2:T2\n" in written
    assert "\treported_by Arg1:T2 Arg2:" in written
    assert "\tform T1 direct\n" in written


def test_spans_are_cut_at_line_breaks() -> None:
    """A content that runs over a line break or a tab is written in pieces without them."""
    text = "one two \n\tthree"
    statement = replace(build_statement(1, cue=None), content=(Span(0, len(text)),))
    written = render(Dossier(report=build_report(text), statements=(statement,)), None, "brat")
    assert written.startswith("T1\tContent 0 7;10 15\tone two three\n")


def test_statement_without_content_hangs_on_its_cue() -> None:
    """Where nothing is said, the cue bears the attributes."""
    dossier = replace(build_dossier(), statements=(build_statement(1, polarity="withheld"),), actors=())
    written = render(dossier, None, "brat")
    assert _read(written, TEXT)["T1"] == ("Content", "told")
    assert "A3\tpolarity T1 withheld\n" in written


@given(dossiers())
def test_any_dossier_can_be_read_back(dossier: Dossier) -> None:
    """Whatever the dossier, the annotation follows the format and quotes the text."""
    ordered = tuple(replace(s, content=tuple(sorted(s.content))) for s in dossier.statements)
    _read(render(replace(dossier, statements=ordered), None, "brat"), dossier.report.text)
