"""The scores over many reports."""

from __future__ import annotations

import gzip
import json
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from onrecord.model.page import Page
from onrecord.model.reading import ActFrame, Reading, TriggerRating
from onrecord.model.span import TokenRange
from onrecord.score.bootstrap import measure
from onrecord.score.coreference import COREFERENCE_METRICS, count_coreference
from onrecord.score.gold import GoldError
from onrecord.score.gold_merge import read_sorted, trace_of
from onrecord.score.options import Options
from onrecord.score.tasks_merging import count_by_topic, gather, score_event_coreference, score_stories


class PlainReader:
    """Reads every text as one sentence without structure; every asked act is an assault that happened."""

    def read(self, page: Page) -> Reading:
        """Return a flat tree."""
        n = len(page.tokens)
        heads = (-1, *[0] * (n - 1))[:n]
        sentences = (TokenRange(0, n),) if n else ()
        lemmas = tuple(page.word(t).lower() for t in range(n))
        return Reading(page, sentences, ("NOUN",) * n, lemmas, heads, ("root", *["dep"] * (n - 1))[:n])

    def read_acts(self, page: Page, triggers: Sequence[TokenRange]) -> list[ActFrame]:
        """Return a frame for each trigger."""
        rating = TriggerRating({"happened": 1.0, "denied": 0.0}, 0.0, 0.0, 3.0, None)
        return [ActFrame(trigger, "ASSAULT", rating, types={"ASSAULT": 1.0}) for trigger in triggers]


def _record(number: int, story: str, text: str, trigger: str, chain: str) -> dict[str, object]:
    start = text.index(trigger)
    mention = {"kind": "event", "type": "ACT", "spans": [[start, start + len(trigger)]], "chain": chain}
    entity = {"kind": "entity", "type": "HUM", "spans": [[0, 3]], "chain": "E", "singleton": True}
    return {
        "id": f"r{number}", "topic": story[0], "subtopic": story, "text": text, "sents": [[0, len(text)]],
        "mentions": [entity, mention],
    }  # fmt: skip


@pytest.fixture
def gold(tmp_path: Path) -> Path:
    """A file in the form of ECB+: two happenings with two reports each."""
    rows = [
        _record(1, "1a", "Rebels bombed the northern ferry near Oxholm harbour", "bombed", "A"),
        _record(2, "1a", "The northern ferry was bombed near Oxholm harbour", "bombed", "A"),
        _record(3, "2a", "Judges freed the miners of Redhill quarry today", "freed", "B"),
        _record(4, "2a", "Miners of Redhill quarry were freed by judges today", "freed", "B"),
    ]
    path = tmp_path / "sorted.jsonl.gz"
    path.write_bytes(gzip.compress("\n".join(json.dumps(row) for row in rows).encode()))
    return path


def test_stories_that_are_plain_are_found(gold: Path) -> None:
    """Two happenings that share no word come apart, and the table says so with an interval."""
    (table,) = score_stories([gold], PlainReader(), Options())  # type: ignore[arg-type]
    figures = {f.name: f for f in table.figures}
    assert figures["B³ F1"].value == pytest.approx(1.0)
    assert figures["B³ F1"].n == 4
    assert table.n_documents == 4


def test_mentions_of_one_event_are_put_together(gold: Path) -> None:
    """Mentions with one chain over two reports are found to be one event; only event mentions are scored."""
    (table,) = score_event_coreference([gold], PlainReader(), Options())  # type: ignore[arg-type]
    figures = {f.name: f for f in table.figures}
    assert figures["CoNLL F1"].n == 4
    assert figures["MUC F1"].value == pytest.approx(1.0)


def test_gold_chains_are_not_looked_at(gold: Path) -> None:
    """What is kept of a report is the same whatever its chains say."""
    first = next(read_sorted(gold))
    other = replace(first, events=tuple(replace(e, chain="Z") for e in first.events))
    assert trace_of(first, PlainReader()) == trace_of(other, PlainReader())


def test_counts_by_topic_add_up() -> None:
    """Counted topic by topic, with joined topics as one, the figures are those of all things together."""
    gold = gather({"a": "1", "b": "1", "c": "2", "d": "3", "e": "3"})
    found = [["a", "b"], ["c", "d"], ["e"]]
    topics = {"a": "x", "b": "x", "c": "y", "d": "z", "e": "z"}
    parts = count_by_topic(gold, found, topics)
    assert len(parts) == 2
    whole = measure([count_coreference(gold, found)], COREFERENCE_METRICS)
    assert [f.value for f in measure(parts, COREFERENCE_METRICS)] == pytest.approx([f.value for f in whole])


def test_damaged_gold_is_named(tmp_path: Path) -> None:
    """A record without a field is refused with the file's name."""
    path = tmp_path / "bad.jsonl"
    path.write_text('{"id": "1", "text": "x"}\n')
    with pytest.raises(GoldError, match=r"bad\.jsonl.*mentions"):
        list(read_sorted(path))
