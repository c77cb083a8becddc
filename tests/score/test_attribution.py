"""Scoring attributions against hand-made gold."""

from __future__ import annotations

import pytest

from onrecord.model.span import Span
from onrecord.score.attribution import attribution_metrics, count_attributions
from onrecord.score.gold import Attribution

TEXT = "Ada Bell said the port is shut. It will stay shut, Carl Dorn added. The harbour is empty."


def spans(*words: str) -> tuple[Span, ...]:
    """Return the span of each piece of TEXT."""
    return tuple(Span(TEXT.index(w), TEXT.index(w) + len(w)) for w in words)


def attribution(name: str, source: str, cue: str, content: str, parent: str | None = None) -> Attribution:
    """Build an attribution from words of TEXT."""
    return Attribution(name, spans(source) if source else (), spans(cue) if cue else (), spans(content), parent)


def is_speech(cue: str) -> bool:
    """A code book of one word."""
    return cue == "said"


BELL = attribution("1", "Ada Bell", "said", "the port is shut")
DORN = attribution("2", "Carl Dorn", "added", "It will stay shut,")


def test_the_same_attributions_score_full() -> None:
    """Gold scored against itself is right in every role and link."""
    counts = count_attributions(TEXT, [BELL, DORN], [BELL, DORN], is_speech=is_speech)
    metrics = attribution_metrics(exhaustive=True)
    assert [metrics[f"{name} F1"][0](counts) for name in ("source", "cue", "content", "linked")] == [1.0] * 4
    assert counts["speech gold"] == counts["speech right"] == 1


def test_white_space_and_cuts_at_white_space_do_not_matter() -> None:
    """A content in two pieces with only a space between equals the whole; a space at the edge is no difference."""
    pieces = Attribution("x", BELL.source, BELL.cue, spans("the port ", "is shut"))
    counts = count_attributions(TEXT, [BELL], [pieces], is_speech=is_speech)
    assert counts["content right"] == 1


def test_half_the_content_and_a_piece_of_the_source_link() -> None:
    """Overlap of exactly one half and a touching source make a link; neither role is exact."""
    gold = Attribution("1", spans("Ada Bell"), (), (Span(0, 8),))
    found = Attribution("f", spans("Bell"), (), (Span(0, 3),))
    counts = count_attributions("abcdefgh" + TEXT[8:], [gold], [found], is_speech=is_speech)
    assert counts["linked right"] == 0
    wider = Attribution("f", spans("Bell"), (), (Span(0, 4),))
    counts = count_attributions("abcdefgh" + TEXT[8:], [gold], [wider], is_speech=is_speech)
    assert counts["linked right"] == 1
    assert counts["content right"] == counts["source right"] == 0


def test_a_source_on_one_side_only_does_not_link() -> None:
    """Both without a source link; one with and one without do not."""
    bare = attribution("f", "", "said", "the port is shut")
    assert count_attributions(TEXT, [BELL], [bare], is_speech=is_speech)["linked right"] == 0
    assert count_attributions(TEXT, [bare], [bare], is_speech=is_speech)["linked right"] == 1


@pytest.mark.parametrize(("is_open", "n_found"), [(True, 1), (False, 2)])
def test_what_is_found_inside_a_content_is_left_out(is_open: bool, n_found: int) -> None:
    """A prediction whose cue lies in a gold content is no false one, unless the option is off."""
    outer = attribution("1", "The harbour", "is empty", "Ada Bell said the port is shut")
    counts = count_attributions(TEXT, [outer], [outer, BELL], is_speech=is_speech, inside_is_open=is_open)
    assert counts["linked found"] == counts["source found"] == n_found
    assert counts["linked right"] == 1


def test_nested_needs_both_links_and_the_nesting() -> None:
    """A nested pair counts where both are matched and the inner one stands in the outer one's content."""
    outer = attribution("1", "Carl Dorn", "added", "Ada Bell said the port is shut. It will stay shut,")
    inner = attribution("2", "Ada Bell", "said", "the port is shut", parent="1")
    counts = count_attributions(TEXT, [outer, inner], [inner, outer], is_speech=is_speech)
    assert (counts["nested gold"], counts["nested right"]) == (1, 1)
    flat = attribution("f", "Carl Dorn", "added", "the port is shut. It will stay shut,")
    counts = count_attributions(TEXT, [outer, inner], [flat, inner], is_speech=is_speech)
    assert (counts["linked right"], counts["nested right"]) == (2, 0)
