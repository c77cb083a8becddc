"""Gold readers on tiny hand-made files."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

import pytest

from onrecord.model.reading import Reading
from onrecord.model.span import Span, TokenRange
from onrecord.score.gold import GoldError, read_conllu, read_gap, read_texts, read_worldwide
from onrecord.score.pages import page_from_tokens
from onrecord.score.syntax import SYNTAX_METRICS, count_segmentation, count_syntax, locate_words, raw_text

CONLLU = """# newdoc id = d1
# newpar
# text = Bell doesn't go.
1\tBell\tBell\tPROPN\t_\t_\t4\tnsubj:pass\t_\tNER=B-PER
2-3\tdoesn't\t_\t_\t_\t_\t_\t_\t_\t_
2\tdoes\tdo\tAUX\t_\t_\t4\taux\t_\t_
3\tn't\tnot\tPART\t_\t_\t4\tadvmod\t_\t_
4\tgo\tgo\tVERB\t_\t_\t0\troot\t_\tSpaceAfter=No
5\t.\t.\tPUNCT\t_\t_\t4\tpunct\t_\t_

# text = No.
1\tNo\tno\tINTJ\t_\t_\t0\troot\t_\tSpaceAfter=No
2\t.\t.\tPUNCT\t_\t_\t1\tpunct\t_\t_

"""


def test_conllu_gives_words_spaces_and_trees(tmp_path: Path) -> None:
    """Words of a multi-word token stand without a space between; heads count over the document."""
    path = tmp_path / "a.conllu.gz"
    path.write_bytes(gzip.compress(CONLLU.encode()))
    (doc,) = read_conllu(path)
    assert doc.sentences == [["Bell", "does", "n't", "go", "."], ["No", "."]]
    assert raw_text(doc) == "Bell doesn't go. No."
    assert doc.heads == [3, 3, 3, -1, 3, -1, 5]
    assert doc.entities[0] == "B-PER"


def test_syntax_counts(tmp_path: Path) -> None:
    """A wrong subtype costs nothing in LAS; a wrong head costs UAS and LAS."""
    path = tmp_path / "a.conllu"
    path.write_text(CONLLU)
    (doc,) = read_conllu(path)
    page, starts = page_from_tokens(doc.sentences, spaces=doc.spaces, paragraphs=doc.paragraphs)
    assert starts == (True, False, False, False, False, True, False)
    reading = Reading(
        page=page,
        sentences=(TokenRange(0, 5), TokenRange(5, 7)),
        upos=tuple(doc.upos),
        lemmas=("bell", *doc.lemmas[1:]),
        heads=(3, 3, 3, -1, 2, -1, 5),
        deprels=("nsubj", *doc.deprels[1:]),
    )
    counts = count_syntax(doc, reading)
    value = {name: metric(counts) for name, (metric, _) in SYNTAX_METRICS.items()}
    assert value == {"UPOS": 1.0, "UAS": 6 / 7, "LAS": 6 / 7, "LAS, with subtypes": 5 / 7, "lemmas": 6 / 7}


def test_segmentation_compares_extents(tmp_path: Path) -> None:
    """One sentence found where there are two: no sentence right, all tokens right."""
    path = tmp_path / "a.conllu"
    path.write_text(CONLLU)
    (doc,) = read_conllu(path)
    page, _ = page_from_tokens(doc.sentences, spaces=doc.spaces, paragraphs=doc.paragraphs)
    reading = Reading(page, (TokenRange(0, 7),), (), (), (), ())
    counts = count_segmentation(doc, raw_text(doc), reading)
    assert (counts["tokens right"], counts["tokens gold"], counts["tokens found"]) == (7, 7, 7)
    assert (counts["sentences right"], counts["sentences gold"], counts["sentences found"]) == (0, 2, 1)


def test_words_that_are_not_in_the_text_are_refused() -> None:
    """The text of another document is told apart."""
    with pytest.raises(ValueError, match="word 1 does not stand"):
        locate_words("Bell goes", ["Bell", "went"])


def test_the_first_annotator_is_gold(tmp_path: Path) -> None:
    """Of several annotators the first counts; a record with a genre does not mark everything."""
    path = tmp_path / "a.jsonl"
    first, second = ({"attributions": [{"id": x, "source": [], "cue": [[0, 1]], "content": []}]} for x in "ab")
    path.write_text(json.dumps({"id": "1", "text": "xy", "published": "2020-01-02", "annotations": [first, second]}))
    (text,) = read_texts(path)
    assert [a.id for a in text.attributions] == ["a"]
    assert text.attributions[0].cue == (Span(0, 1),)
    assert text.exhaustive


def test_worldwide_and_gap(tmp_path: Path) -> None:
    """Tags run over all sentences; a GAP item keeps its three spans."""
    path = tmp_path / "w.jsonl"
    sentences = [{"tokens": ["Bell", "went"], "labels": ["B-Person", "O"]}, {"tokens": [], "labels": []}]
    path.write_text(json.dumps({"id": "1", "sentences": sentences}))
    (doc,) = read_worldwide(path)
    assert (doc.sentences, doc.entities) == ([["Bell", "went"]], ["B-Person", "O"])
    gap = {"id": "g", "text": "Ada. Eve. She.", "pronoun": {"span": [10, 13]}}
    path.write_text(json.dumps({**gap, "a": {"span": [0, 3], "coref": True}, "b": {"span": [5, 8], "coref": False}}))
    (item,) = read_gap(path)
    assert (item.pronoun.of(item.text), item.means) == ("She", (True, False))


def test_a_broken_line_is_named(tmp_path: Path) -> None:
    """A line that is no JSON is refused with file and line."""
    path = tmp_path / "a.jsonl"
    path.write_text('{"id": "1", "text": ""}\n{broken\n')
    with pytest.raises(GoldError, match="line 2"):
        list(read_texts(path))
