"""Reports that print one text."""

from __future__ import annotations

import random
from datetime import date

from onrecord.resolve.duplicates import DuplicateIndex, compare, find_duplicates
from tests.traces import judged, trace_of

_WORDS = (
    "harbour convoy ferry mayor valley bridge envoy treaty island colonel market border river garrison depot".split()
)


def _body(seed: int, n_sentences: int = 12) -> list[str]:
    draw = random.Random(seed)
    return [f"The {' '.join(draw.choices(_WORDS, k=11))} number {draw.randrange(10_000)}." for _ in range(n_sentences)]


def test_case_marks_and_spaces_do_not_make_another_text() -> None:
    """A text in capitals with other marks and line breaks is the same."""
    body = " ".join(_body(1))
    other = body.upper().replace(".", " ;\n")
    assert compare(trace_of(body), trace_of(other)) == "normalised"


def test_rewritten_beginning_is_near() -> None:
    """A wire copy with a new first sentence is the same report."""
    body = _body(2, 20)
    assert compare(trace_of(" ".join(body)), trace_of(" ".join([*_body(3, 1), *body[1:]]))) == "near"


def test_cut_version_is_a_part() -> None:
    """The first third of a report is found in the whole."""
    body = _body(4, 24)
    assert compare(trace_of(" ".join(body)), trace_of(" ".join(body[:8]))) == "part"


def test_other_text_on_the_same_thing_is_no_copy() -> None:
    """Two texts with the same vocabulary, but no sentence in common, are two."""
    assert compare(trace_of(" ".join(_body(5))), trace_of(" ".join(_body(6)))) is None


def test_shared_quotations_alone_are_no_copy() -> None:
    """Two outlets that write their own text round the same two quotations are two reports."""
    quotes = [f"“{' '.join(_body(n, 1))}”" for n in (70, 71)]
    one, other = (" ".join([*_body(n), *quotes]) for n in (7, 8))
    assert compare(trace_of(one), trace_of(other)) is None


def test_near_copies_lie_within_days_of_one_another() -> None:
    """What is much alike but a month apart is a text of its own; equal words are equal whenever."""
    body = _body(9, 20)
    old, new = date(2031, 1, 1), date(2031, 2, 1)
    rewritten = [*_body(10, 1), *body[1:]]
    assert compare(trace_of(" ".join(body), day=old), trace_of(" ".join(rewritten), day=new)) is None
    assert compare(trace_of(" ".join(body), day=old), trace_of(" ".join(body) + "\n", day=new)) == "normalised"


def test_representative_is_the_earliest_then_the_fullest() -> None:
    """The group stands under the earliest report; of one day's the longest."""
    body = _body(11, 24)
    full = trace_of(" ".join(body), day=date(2031, 5, 1))
    short = trace_of(" ".join(body[:12]), day=date(2031, 5, 1))
    late = trace_of(" ".join([*body, *_body(12, 2)]), day=date(2031, 5, 2))
    (group,) = find_duplicates([late, short, full])
    assert group.representative == full.id
    assert group.reports == (full.id, short.id, late.id)
    assert group.ways[0] == "exact"
    assert set(group.ways[1:]) <= {"near", "part"}


def test_index_takes_reports_at_any_time() -> None:
    """Adding one by one finds what all at once find, and a report added twice counts once."""
    texts = [" ".join(_body(13, 20)), " ".join([*_body(14, 1), *_body(13, 20)[1:]]), " ".join(_body(15))]
    traces = [trace_of(t) for t in texts]
    index = DuplicateIndex()
    assert index.add(traces[0]) == []
    assert index.add(traces[1]) == [(traces[0].id, "near")]
    assert index.add(traces[1]) == []
    index.add(traces[2])
    assert index.groups() == find_duplicates(reversed(traces))


def test_people_have_the_last_word() -> None:
    """What somebody judged apart stays apart, and what he judged the same comes together."""
    one, copy, other = (trace_of(t) for t in (" ".join(_body(16)), " ".join(_body(16)) + "!", " ".join(_body(17))))
    assert find_duplicates([one, copy], [judged("report", one.id, copy.id, "not_same")]) == []
    (group,) = find_duplicates([one, other], [judged("report", other.id, one.id, "same")])
    assert set(group.reports) == {one.id, other.id}


def test_empty_and_tiny_texts_are_compared_by_their_words() -> None:
    """Reports of a few words have no signature and are the same only if their words are."""
    assert compare(trace_of("Fire."), trace_of("fire")) == "normalised"
    assert compare(trace_of("Fire."), trace_of("Flood.")) is None
