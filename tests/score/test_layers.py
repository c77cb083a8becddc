"""Annotated reports: whole dossiers from marks and lines, and every complaint about a broken file."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from onrecord.model.dossier import Dossier
from onrecord.model.json import dossier_from_json, dossier_to_json
from onrecord.score.borrowed import Lender
from onrecord.score.codes import EVENT_TYPES, MODALITIES
from onrecord.score.gold_reports import read_gold_reports
from onrecord.score.inline import InlineError, compile_inline
from onrecord.score.layers import annotate, compile_annotated
from onrecord.score.standoff import source_text

REPORT = """id: x
published: 2031-05-06
publisher: Coastal Wire
title: Ships
crisis: strait-2031
style: wire
layers: all
licence: CC BY 4.0
note: written for the project
---
{h1:PORT BELL, May 6 -} {n1:Freedonia} {e1:sent} {f1:some 30 {o1:warships}} into {p1:the strait} on {t1:Tuesday}.

{s1:Its president, Ada Bell,} {q1:{e2:demanded}} {c1:that Sylvania {e3:lift the blockade}}. {h2:A ship {r1:sails}.}

{c2:“{i4:If they stay}, we {e4:come},”} {s2:she} {q2:said} on {t1:Tuesday}; she said no more.
---
# a note
n1: Freedonia; state; GOV; also=Its
n2: Ada Bell; person; GOV; title=president
n3: Sylvania; state; GOV; also=they
h1: dateline
h2: caption
t1: 2031-05-06
p1: 24.1,119.5; 4; name=Sylvania Strait
f1: ~30; equipment; text=warships
1: speaker=Ada Bell; form=indirect; act=REQUEST
2: speaker=Ada Bell; form=direct; marks=balanced; said=t1
e1: MOBILIZE; mode=troops; by=n1; when=t1; where=p1
e2: cue=1; mode=yield; on=Sylvania
e3: RETREAT; demanded; by=Sylvania; on=Freedonia
e4: ASSAULT; threatened; by=Freedonia; on=Sylvania; part_of=e2
k1: party=Freedonia; demands; issue=the blockade; in=1; toward=Sylvania
"""


@pytest.fixture
def dossier() -> Dossier:
    """The dossier of the report."""
    return compile_annotated(REPORT)[0]


def test_events_take_trigger_parties_and_place_in_a_statement(dossier: Dossier) -> None:
    """An event has its marked words, its actors' ids, its time and place, and the statement it stands in."""
    sent, demanded, lifted, come = dossier.events
    text, names = dossier.report.text, {a.id: a.name for a in dossier.actors}
    assert sent.trigger_span.of(text) == "sent"
    assert [names[i] for i in sent.actors] == ["Freedonia"]
    assert (sent.when and sent.when.value, sent.where) == ("2031-05-06", dossier.places[0].id)
    assert [m.of(text) for m in sent.mentions] == ["sails"]
    assert (demanded.type, demanded.statement) == ("REQUEST", None)
    assert [names[i] for i in demanded.actors] == ["Ada Bell"]
    assert lifted.statement == dossier.statements[0].id
    assert come.condition_span is not None
    assert come.condition_span.of(text) == "If they stay"
    assert come.part_of == demanded.id


def test_the_other_layers_are_carried(dossier: Dossier) -> None:
    """Figures, times, places, positions, furniture and the time of a statement come out as written."""
    text = dossier.report.text
    (figure,) = dossier.figures
    assert (figure.span.of(text), figure.best, figure.bound, figure.unit) == (
        "some 30 warships",
        30.0,
        "about",
        "equipment",
    )
    assert figure.of_span is not None
    assert figure.of_span.of(text) == "warships"
    assert [time.span.of(text) for time in dossier.times] == ["Tuesday", "Tuesday"]
    assert dossier.statements[1].said == dossier.times[1]
    assert (dossier.places[0].name, dossier.places[0].precision) == ("Sylvania Strait", 4)
    (position,) = dossier.positions
    assert position.content_span == dossier.statements[0].content[0]
    assert position.statement == dossier.statements[0].id
    assert [piece.kind for piece in dossier.furniture] == ["dateline", "caption"]


def test_speakers_words_become_mentions(dossier: Dossier) -> None:
    """The words at the cue are mentions of the listed actor, beside its name and its other names."""
    bell = next(a for a in dossier.actors if a.name == "Ada Bell")
    assert [m.of(dossier.report.text) for m in bell.mentions] == ["Its president, Ada Bell,", "Ada Bell", "she"]


def test_a_dossier_survives_json(dossier: Dossier) -> None:
    """What is compiled can be written as JSON and read back."""
    assert dossier_from_json(dossier_to_json(dossier)) == dossier


BROKEN = [
    ("{e1:sent}", "sent", "has no trigger; mark it {e1:…}"),
    ("{e1:sent}", "{e1:sent} {e9:off}", "a mark of e9 without facts"),
    ("into {p1:the strait}", "{e1:into} {p1:the strait}", "has 2 triggers"),
    (
        "{e1:sent} {f1:some 30 {o1:warships}} into",
        "{e1:sent {f1:some 30 {o1:warships}} into the}",
        "a trigger of 6 words",
    ),
    ("e1: MOBILIZE", "e1: MOBILISE", "'MOBILISE' is no type, modality or flag"),
    ("e1: MOBILIZE", "e1: MOBILIZE; AID", "has a second type, 'AID'"),
    ("e1: MOBILIZE;", "e1:", "has no type"),
    ("mode=troops", "mode=phone", "mode=phone is none of MOBILIZE"),
    ("mode=troops", "contexts=war", "contexts: 'war' is unknown"),
    ("mode=troops", "moed=troops", "moed= is no key of event lines"),
    ("mode=troops", "negated", "negated and happened"),
    ("e1: MOBILIZE; mode=troops; by=n1;", "e1: MOBILIZE; ", "names nobody"),
    ("by=n1;", "by=n1; on=Freedonia;", "the same actor in by= and on="),
    ("by=n1;", "by=Ruritania;", "'Ruritania' is no listed actor"),
    ("when=t1", "when=t7", "'t7' is no time of this file"),
    ("where=p1", "where=p7", "'p7' is no place of this file"),
    ("cue=1", "cue=7", "there is no statement 7"),
    ("part_of=e2", "part_of=e4", "part_of=e4 is no other event"),
    ("on=Sylvania; part", "on=Sylvania; words=we; part", "has 2 triggers"),
    ("e3: RETREAT", "e1: RETREAT", "e1 has two lines"),
    ("f1: ~30; equipment", "f1: some; equipment", "'some' is no value or unit"),
    ("f1: ~30; equipment", "f1: 30..20; equipment", "'30..20' is no value or unit"),
    ("f1: ~30; equipment", "f1: ~30", "needs a value and a unit"),
    ("f1: ~30; equipment", "f1: 20..30; equipment; best=40", "must be a number inside the range"),
    ("text=warships", "text=planes", "text=planes does not stand in the words of f1"),
    ("{f1:some 30 {o1:warships}}", "some 30 warships", "f1 has no words in the text"),
    ("t1: 2031-05-06", "t1: Tuesday", "'Tuesday' is no TIMEX3 value"),
    ("t1: 2031-05-06", "t1: 2031-02-30", "'2031-02-30' is no TIMEX3 value"),
    ("t1: 2031-05-06", "t1: approx", "t1 needs a value"),
    ("t1: 2031-05-06", "t1: P3D; DATE", "P3D is a DURATION, not a DATE"),
    ("t1: 2031-05-06", "t1: P3D; start=2031-05-06", "start and end must both be given"),
    ("t1: 2031-05-06", "t1: P3D; start=May; end=2031-05-06", "start=May is no ISO date"),
    ("p1: 24.1,119.5; 4", "p1: 124.1,119.5; 4", "'124.1,119.5' is no country code"),
    ("p1: 24.1,119.5; 4", "p1: 4", "p1 needs 'lat,lon'"),
    ("p1: 24.1,119.5; 4", "p1: 24.1,119.5; id=abc", "id=abc is no GeoNames number"),
    ("k1: party=Freedonia; demands", "k1: party=Freedonia; wants", "needs one stance"),
    ("party=Freedonia; demands", "demands", "k1 has no party"),
    ("issue=the blockade; ", "", "needs issue=…"),
    ("in=1; toward", "toward", "k1 cites no words"),
    ("in=1; toward", "in=8; toward", "there is no statement 8"),
    ("h1: dateline", "h1: header", "h1 needs one kind"),
    ("n1: Freedonia; state", "n1: Freedonia; nation", "'nation' is no kind, country or sector"),
    ("n1: Freedonia; state", "n1: Freedonia", "n1 has no kind"),
    (
        "n3: Sylvania; state; GOV; also=they",
        "n3: Sylvania; state\nn4: Ruritania; state",
        "no words in the text mean n4",
    ),
    ("n3: Sylvania; state", "n3: Sylvania; state; same_as=Sylvania", "the same as itself"),
    ("n3: Sylvania; state", "n4: Sylvania; state\nn3: Sylvania; state", "is n4 and n3; write the number"),
    ("also=they", "also=we all", "the words 'we all' do not stand in the text"),
    ("also=they", "also=she", "'she' stands 2 times (#1 on line 15, #2 on line 15)"),
    ("also=they", "also=they#4", "'they#4' points nowhere"),
    ("also=they", "also=they; also=they", "also= is given twice"),
    ("said=t1", "said=Tuesday", "'Tuesday' is no time of this file"),
    ("2: speaker=Ada Bell; form=direct; marks=balanced; said=t1", "", "statement 2 has marks and no facts"),
    ("form=direct; marks=balanced", "form=direct", "says nothing of its marks"),
    ("layers: all", "layers: statements", "the header does not name events"),
    ("layers: all", "layers: all, verbs", "'verbs' is no layer"),
    ("crisis: strait-2031\n", "", "no header line 'crisis: …'"),
    ("crisis: strait-2031", "crisis: The Strait", "crisis: The Strait is no short name"),
    ("published: 2031-05-06", "published: 6 May", "published: 6 May is no date"),
]


@pytest.mark.parametrize(("old", "new", "complaint"), BROKEN)
def test_a_broken_file_is_refused_with_line_and_mend(old: str, new: str, complaint: str) -> None:
    """No dossier comes of a broken file; the message names a line and what is wrong with it."""
    assert old in REPORT
    with pytest.raises(InlineError, match=r"line \d+: ") as caught:
        compile_annotated(REPORT.replace(old, new, 1))
    assert complaint in str(caught.value)


def test_the_line_is_the_one_to_mend() -> None:
    """The complaint about a fact names the fact's own line of the file."""
    with pytest.raises(InlineError, match="line 25: 'lots' is no value"):
        compile_annotated(REPORT.replace("f1: ~30", "f1: lots"))


@pytest.mark.parametrize(
    ("old", "new", "hint"),
    [
        ("f1: ~30", "f1: ~40", "the digits marked and the value differ"),
        ("t1: 2031-05-06", "t1: 2030-05-06", "is it background?"),
        ("e1: MOBILIZE;", "e1: MOBILIZE; background;", "its time is within a month"),
        ("1: speaker=Ada Bell; form=indirect", "1: form=indirect", "is it really nobody's?"),
    ],
)
def test_what_is_hardly_meant_is_pointed_out(old: str, new: str, hint: str) -> None:
    """A doubtful fact is no error, but a second look is asked for."""
    _, findings = annotate(compile_inline(REPORT.replace(old, new, 1)))
    assert any(hint in line for line in findings.lines(findings.hints))


def test_the_corpus_is_right_throughout() -> None:
    """Every report of the corpus compiles, and survives JSON; no crisis stands in two splits."""
    paths = sorted((Path(__file__).parents[2] / "corpus" / "reports").glob("*/*.txt"))
    assert paths
    splits: dict[str, str] = {}
    for path in paths:
        crisis, split = compile_inline(path).meta["crisis"], path.parent.name
        assert splits.setdefault(crisis, split) == split, f"{crisis} stands in {split} and {splits[crisis]}"
        dossier, carried = compile_annotated(path)
        assert "events" in carried, path.name
        assert dossier_from_json(dossier_to_json(dossier)) == dossier, path.name


def test_annotations_of_real_reports_hold_no_text_and_keep_to_their_split() -> None:
    """A stand-off file says where its text is and holds none; its crisis stands in no other split."""
    corpus = Path(__file__).parents[2] / "corpus"
    splits = {compile_inline(path).meta["crisis"]: path.parent.name for path in corpus.glob("reports/*/*.txt")}
    paths = sorted(corpus.glob("real/*/*.json"))
    assert paths
    for path in paths:
        record = json.loads(path.read_text(encoding="utf-8"))
        crisis, split = record["crisis"], path.parent.name
        assert splits.setdefault(crisis, split) == split, f"{crisis} stands in {split} and {splits[crisis]}"
        assert (record["id"], record["dossier"]["report"]["text"]) == (path.stem, ""), path.name
        assert re.fullmatch(r"[0-9a-f]{64}", record["text_sha256"]), path.name
        assert {"statements", "events", "positions", "figures"} <= set(record["layers"]), path.name


def test_annotations_of_real_reports_fit_their_texts() -> None:
    """With the corpora at hand every stand-off file finds its text, and every span lies in it."""
    here = Path(__file__).parents[2]
    data = here.parent / "shared" / "data"
    if not data.is_dir():
        pytest.skip("the corpora are not here: ../shared/data")
    reports = list(read_gold_reports([here / "corpus" / "real"], data))
    assert len(reports) == len(list(here.glob("corpus/real/*/*.json")))
    assert all(report.dossier.report.text for report in reports)


def test_annotations_of_real_reports_repeat_no_phrase_of_them() -> None:
    """Taking the text's phrases out of a stand-off file changes nothing: they are out."""
    here = Path(__file__).parents[2]
    data = here.parent / "shared" / "data"
    if not data.is_dir():
        pytest.skip("the corpora are not here: ../shared/data")
    for path in [*here.glob("corpus/real/*/*.json"), *here.glob("corpus/second/real/*.json")]:
        record = json.loads(path.read_text(encoding="utf-8"))
        lender = Lender(source_text(data, record["source"], record["source_id"]))
        assert lender.take_out(record["dossier"]) == record["dossier"], path.name


def test_the_guides_example_is_right_and_its_triggers_are_short() -> None:
    """The whole file in the guide compiles; each type's examples name a modality and a trigger of one to four words."""
    guide = (Path(__file__).parents[2] / "corpus" / "GUIDE.md").read_text(encoding="utf-8")
    example = guide.split("## A whole file\n\n```\n")[1].split("```")[0]
    dossier, _ = compile_annotated(example)
    assert [event.type for event in dossier.events] == ["MOBILIZE", "REQUEST", "RETREAT", "ASSAULT"]
    types = guide.split("## Types and what becomes of them")[1].split("### ")[1:]
    assert {part.split(":")[0] for part in types} == EVENT_TYPES
    for line in (line for part in types for line in part.splitlines() if line.startswith("- ")):
        assert line[2:].split(":")[0] in MODALITIES, line
        (trigger,) = re.findall(r"\*\*(.+?)\*\*", line)
        assert 1 <= len(trigger.split()) <= 4, line
