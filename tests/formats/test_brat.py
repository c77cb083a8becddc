"""Stand-off annotation, read back."""

from __future__ import annotations

import re
from dataclasses import replace

from hypothesis import given

from onrecord.model.dossier import Dossier
from onrecord.model.span import Span
from onrecord.run.formats import render
from tests.builders import build_report
from tests.formats.acts import TEXT as SEA_TEXT
from tests.formats.acts import build_acts
from tests.formats.dossiers import TEXT, build_dossier, build_statement
from tests.strategies import dossiers

_SPAN = re.compile(r"(T\d+)\t(\w+) (\d+ \d+(?:;\d+ \d+)*)\t([^\t]*)")
_RELATION = re.compile(r"(R\d+)\t(\w+) Arg1:([TE]\d+) Arg2:([TE]\d+)")
_EVENT = re.compile(r"(E\d+)\t(\w+):(T\d+)((?: \w+:T\d+)*)")
_ATTRIBUTE = re.compile(r"(A\d+)\t(\w+) ([TE]\d+)(?: ([\w-]+))?")
_NOTE = re.compile(r"(#\d+)\tAnnotatorNotes (T\d+)\t(.+)")


def _read(written: str, text: str) -> dict[str, tuple[str, str]]:
    """Parse annotations strictly; return kind and words of each span, kind and arguments of each event."""
    spans: dict[str, tuple[str, str]] = {}
    ids: set[str] = set()
    for line in written.split("\n")[:-1]:
        match = next((m for m in (p.fullmatch(line) for p in (_SPAN, _EVENT, _RELATION, _ATTRIBUTE, _NOTE)) if m), None)
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
        elif match.re is _EVENT:
            assert spans[match[3]][0] == match[2]
            arguments = [part.split(":") for part in match[4].split()]
            assert len({role for role, _ in arguments}) == len(arguments)
            assert {number for _, number in arguments} <= set(spans)
            spans[match[1]] = (match[2], match[4].strip())
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


def test_events_come_back() -> None:
    """An event has its trigger, the mentions in its sentence as arguments, attributes and relations."""
    written = render(build_acts(), None, "brat")
    found = _read(written, SEA_TEXT)
    triggers = {name: found[re.search(rf"{name}\t\w+:(T\d+)", written)[1]] for name in found if name[0] == "E"}  # type: ignore[index]
    assert triggers["E1"] == ("COERCE", "seized")
    roles = {name: [part.split(":") for part in words.split()] for name, (_, words) in found.items() if name[0] == "E"}
    arguments = {name: {role: found[number][1] for role, number in parts} for name, parts in roles.items()}
    assert arguments["E1"] == {"Actor": "Norland", "Recipient": "Sudland", "When": "Friday", "Where": "Cape Ada"}
    assert arguments["E9"] == {"Actor": "Norland", "Actor2": "Sudland"}
    assert arguments["E6"]["Condition"] == "if the fleet returned"
    for line in (
        "Modality E6 threatened", "Mode E1 seize", "Negated E8", "Background E9", "Part_of Arg1:E1 Arg2:E2",
        "Told_in Arg1:E3 Arg2:T1",
    ):  # fmt: skip
        assert f"\t{line}\n" in written


def test_argument_stands_in_the_sentence_of_its_trigger() -> None:
    """Of many mentions the one in the sentence of the trigger is the argument, not the first."""
    written = render(build_acts(), None, "brat")
    place = SEA_TEXT.index("Norland would close")
    mention = re.search(rf"(T\d+)\tActor {place} ", written)
    assert mention
    assert re.search(rf"E6\tCOERCE:T\d+ Actor:{mention[1]} ", written)


def test_positions_come_back() -> None:
    """A position has its words, stance, issue and the mentions of its parties."""
    written = render(build_acts(), None, "brat")
    found = _read(written, SEA_TEXT)
    number = next(name for name, (kind, _) in found.items() if kind == "Position")
    assert found[number] == ("Position", "“We will not send them back,”")
    assert f"\tStance {number} refuses\n" in written
    assert f"\tAnnotatorNotes {number}\tthe seized trawlers\n" in written
    for role, words in (("Party", "Norland"), ("Spoken_by", "Ivo Brandt"), ("Toward", "Sudland")):
        relation = re.search(rf"\t{role} Arg1:{number} Arg2:(T\d+)\n", written)
        assert relation
        assert found[relation[1]][1] == words


def test_unfit_modes_are_left_out() -> None:
    """A mode that would break its line is left out; the type of a custom codebook is an attribute."""
    events = tuple(replace(event, mode="to the\tbone", custom_type="PIRACY") for event in build_acts().events)
    written = render(build_acts(events=events), None, "brat")
    assert "\tMode " not in written
    assert "\tCustom_type E1 PIRACY\n" in written


@given(dossiers())
def test_any_dossier_can_be_read_back(dossier: Dossier) -> None:
    """Whatever the dossier, the annotation follows the format and quotes the text."""
    ordered = tuple(replace(s, content=tuple(sorted(s.content))) for s in dossier.statements)
    _read(render(replace(dossier, statements=ordered), None, "brat"), dossier.report.text)
