"""Codings of invented countries compared with the events of a dossier."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from onrecord.model.dossier import Actor, Dossier, Event
from onrecord.score import tasks_petrarch
from onrecord.score.gold import GoldError
from onrecord.score.options import Options
from onrecord.score.petrarch import (
    CAMEO,
    CodedSentence,
    Coding,
    FoundPair,
    count_codings,
    found_pairs,
    read_sentences,
    stands_for,
)
from onrecord.score.petrarch_names import name_pattern
from tests.builders import build_report, find_span

TEXT = "Gondor's envoys visited Arnor, and Bree denounced them."
ROOT = Path(__file__).parents[2]
FILE = ROOT.parent / "shared" / "data" / "events" / "petrarch-unit.jsonl.gz"


def _actor(name: str, *mentions: str, same_as: str | None = None) -> Actor:
    spans = tuple(find_span(TEXT, words) for words in mentions)
    return Actor(id=name, name=name, kind="group", mentions=spans, same_as=same_as)


def _dossier(*events: Event) -> Dossier:
    actors = (
        _actor("envoys", "Gondor's envoys", "them"),
        _actor("Arnor", "Arnor"),
        _actor("Bree", "Bree"),
    )
    return Dossier(report=build_report(TEXT), actors=actors, events=events)


def _event(words: str, kind: str, by: Sequence[str], on: Sequence[str], **more: object) -> Event:
    span = find_span(TEXT, words)
    fields = {"type": kind, "modality": "happened", "actors": tuple(by), "recipients": tuple(on), **more}
    return Event(id=words, trigger_span=span, **fields)  # type: ignore[arg-type]


def _sentence(*codings: tuple[str | None, str | None, str], no_event: bool = False) -> CodedSentence:
    return CodedSentence("s", TEXT, date(1995, 1, 1), tuple(Coding(*c) for c in codings), no_event)


def test_codes_stand_for_names() -> None:
    """A code, with or without a sector, finds its country's names, its people's too, and nobody else's."""
    assert stands_for("GONMIL", frozenset({"soldiers from Gondor"}))
    assert stands_for("ERI", frozenset({"the Eriadori leader"}))
    assert not stands_for("ARN", frozenset({"Gondor", "Arnorland"})), "a longer word is another name"
    assert stands_for("GONGMOOPP", frozenset({"Gonzo"}))
    assert not stands_for("GONGMOOPP", frozenset({"Gondor"}))


@pytest.mark.parametrize("code", [None, "---GOV", "XYZ"])
def test_a_code_of_nobody_means_nobody_known(code: str | None) -> None:
    """Nobody, or somebody under none of the tests' names."""
    assert stands_for(code, frozenset())
    assert stands_for(code, frozenset({"a senior official"}))
    assert not stands_for(code, frozenset({"a Bree official"}))


def test_events_become_pairs() -> None:
    """Each actor with each recipient; a meeting both ways; the label is PLOVER's own; nobody is an empty set."""
    visit = _event("visited", "CONSULT", ["envoys"], ["Arnor"])
    blame = _event("denounced", "ACCUSE", ["Bree"], [], plover="REJECT", mode="investigate")
    gondor, arnor = frozenset({"envoys", "Gondor's envoys"}), frozenset({"Arnor"})
    assert found_pairs(_dossier(visit, blame)) == [
        FoundPair(gondor, arnor, "CONSULT", "04"),
        FoundPair(arnor, gondor, "CONSULT", "04"),
        FoundPair(frozenset({"Bree"}), frozenset(), "REJECT", "12"),
    ]
    meeting = _event("visited", "AGREE", ["Bree", "Arnor"], [])
    assert [(pair.source, pair.target) for pair in found_pairs(_dossier(meeting))] == [
        (frozenset({"Bree"}), arnor),
        (arnor, frozenset({"Bree"})),
    ]
    inquiry = _event("denounced", "ACCUSE", ["Bree"], ["Arnor"], mode="investigate")
    assert [pair.root for pair in found_pairs(_dossier(inquiry))] == ["09"]


def test_a_capital_goes_by_the_name_of_its_state() -> None:
    """The names of the actor it speaks for count too."""
    dossier = _dossier(_event("denounced", "ACCUSE", ["envoys"], ["Bree"]))
    envoys, arnor, bree = dossier.actors
    dossier = replace(dossier, actors=(replace(envoys, same_as="Arnor", mentions=()), arnor, bree))
    (pair,) = found_pairs(dossier)
    assert stands_for("ARNGOV", pair.source)


def test_codings_compared() -> None:
    """A visit right both ways; an accusation whose code CAMEO reads as a refusal and WEIS as an accusation."""
    sentence = _sentence(
        ("GONGOV", "ARN", "042"), ("ARN", "GONGOV", "043"), ("BRE", "GONGOV", "122"), ("ARN", "BRE", "023")
    )
    visit = _event("visited", "CONSULT", ["envoys"], ["Arnor"])
    blame = _event("denounced", "ACCUSE", ["Bree"], ["envoys"])
    counts = count_codings(sentence, found_pairs(_dossier(visit, blame)))
    assert (counts["codings"], counts["found"], counts["coded CAMEO"], counts["coded WEIS"]) == (4, 3, 3, 3)
    assert (counts["CAMEO"], counts["CAMEO type"], counts["root"]) == (2, 2, 2)
    assert (counts["WEIS"], counts["WEIS type"]) == (1, 1)
    assert counts["parties"] == 3
    # Sources Gondor, Arnor and Bree; targets Arnor and twice Gondor.
    assert (counts["source"], counts["target"]) == (3, 3)
    assert (counts["asked"], counts["answered"], counts["empty"]) == (4, 2, 0)


def test_each_pair_serves_one_coding() -> None:
    """The same coding twice needs two pairs."""
    sentence = _sentence(("BRE", "GON", "111"), ("BRE", "GON", "112"))
    pairs = found_pairs(_dossier(_event("denounced", "ACCUSE", ["Bree"], ["envoys"])))
    assert count_codings(sentence, pairs)["CAMEO"] == 1
    assert count_codings(sentence, pairs * 2)["CAMEO"] == 2


def test_what_should_be_empty() -> None:
    """A sentence without event is one item, right where nothing was found; faulty input is an item, but not empty."""
    pairs = found_pairs(_dossier(_event("denounced", "ACCUSE", ["Bree"], ["envoys"])))
    full = count_codings(_sentence(no_event=True), pairs)
    left = count_codings(_sentence(no_event=True), [])
    assert [(c["asked"], c["answered"], c["empty"], c["left empty"]) for c in (full, left)] == [
        (1, 0, 1, 0),
        (1, 1, 1, 1),
    ]
    faulty = count_codings(_sentence(), [])
    assert (faulty["asked"], faulty["answered"], faulty["empty"]) == (1, 1, 0)


def test_the_task_gives_both_readings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Two tables; the closing line is no test; the sentence's date is the report's."""
    record = {"id": "A", "date": "19950102", "text": TEXT, "no_event": False}
    records = [
        {**record, "events": [{"source": "BRE", "target": "GON", "cameo": "122"}]},
        {**record, "id": "B", "events": [{"source": "BRE", "target": "GON", "cameo": "112"}]},
        {**record, "id": "FINAL-RECORD", "events": [], "no_event": True},
    ]
    path = tmp_path / "petrarch-unit.jsonl"
    path.write_text("\n".join(map(json.dumps, records)), encoding="utf-8")

    def read(text: str, *, published: date, reader: object) -> Dossier:
        assert (text, published) == (TEXT, date(1995, 1, 2))
        return _dossier(_event("denounced", "ACCUSE", ["Bree"], ["envoys"]))

    monkeypatch.setattr(tasks_petrarch, "read_text", read)
    tables = tasks_petrarch.score_petrarch([path], object(), Options())  # type: ignore[arg-type]
    cameo, weis = ({figure.name: figure.value for figure in table.figures} for table in tables)
    assert (cameo["codings right"], weis["codings right"]) == (0.5, 0.5)
    assert (cameo["codings F1"], cameo["source and target alone"]) == (0.5, 1)
    assert tables[0].n_documents == 2
    path.write_text('{"id": "1", "text": "x"}\n', encoding="utf-8")
    with pytest.raises(GoldError, match="give the file petrarch-unit"):
        list(read_sentences(path))


def test_every_code_of_the_file_is_named_in_its_sentence() -> None:
    """The table of names covers the tests: 359 codings, 385 items; one code names a country its sentence does not."""
    if not FILE.exists():
        pytest.skip("the test sentences (../shared/data) are not here")
    sentences = list(read_sentences(FILE))
    assert sum(len(s.codings) for s in sentences) == 359
    assert sum(len(s.codings) or 1 for s in sentences) == 385
    assert sum(c.root in CAMEO for s in sentences for c in s.codings) == 274
    strange = {
        code
        for s in sentences
        for c in s.codings
        for code in (c.source, c.target)
        if (pattern := name_pattern(code)) is not None and not pattern.search(s.text)
    }
    assert strange == {"AFG"}
