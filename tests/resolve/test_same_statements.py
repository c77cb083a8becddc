"""One statement printed by many."""

from __future__ import annotations

from datetime import timedelta

from onrecord.model.merged import MergedStatement, ReportTrace
from onrecord.resolve.identities import find_identities, identity_of
from onrecord.resolve.same_statements import find_same_statements
from tests.traces import DAY, Said, Who, judged, trace_of

QUOTE = "“We shall never give up the northern harbour,”"


def _same(reports: list[ReportTrace], *judgements: object) -> list[MergedStatement]:
    who = identity_of(find_identities(reports))
    return find_same_statements(reports, who, judgements)  # type: ignore[arg-type]


def _quoted(before: str, publisher: str, days: int = 0, quote: str = QUOTE) -> ReportTrace:
    text = f"{before} {quote} said Ada Bell."
    said = Said(quote, "Ada Bell", "direct")
    return trace_of(text, Who("Ada Bell", country="GBR"), said, publisher=publisher, day=DAY + timedelta(days=days))


def test_one_quotation_in_two_papers_is_one_statement() -> None:
    """The same words by the same speaker are one, with both prints as evidence."""
    one, other = _quoted("On Monday:", "Post"), _quoted("Later:", "Echo", 1)
    (merged,) = _same([other, one])
    assert (merged.n_reports, merged.n_publishers) == (2, 2)
    assert [e.report for e in merged.evidence] == [one.id, other.id]
    assert len(merged.speakers) == 1


def test_retold_in_other_words_is_the_same() -> None:
    """Indirect speech that keeps most of the words is the same statement."""
    reports = [
        trace_of(t, Who("Ada Bell", country="GBR"), Said(c, "Ada Bell"))
        for t, c in (
            (
                "Ada Bell said that troops will leave the northern harbour by Friday night.",
                "that troops will leave the northern harbour by Friday night",
            ),
            (
                "Troops would leave the northern harbour on Friday night, Ada Bell said.",
                "Troops would leave the northern harbour on Friday night",
            ),
        )
    ]
    assert len(_same(reports)) == 1


def test_other_speaker_other_number_other_month_is_another() -> None:
    """The words alone do not make one statement of two."""
    base = trace_of(
        "Ada Bell said 40 boats left the northern harbour.",
        Who("Ada Bell"),
        Said("40 boats left the northern harbour", "Ada Bell"),
    )
    speaker = trace_of(
        "Eva Dunn said 40 boats left the northern harbour.",
        Who("Eva Dunn"),
        Said("40 boats left the northern harbour", "Eva Dunn"),
    )
    number = trace_of(
        "Ada Bell said 50 boats left the northern harbour!",
        Who("Ada Bell"),
        Said("50 boats left the northern harbour", "Ada Bell"),
    )
    month = _quoted("Again:", "Echo", 40)
    assert len(_same([base, speaker, number])) == 3
    assert len(_same([_quoted("First:", "Post"), month])) == 2


def test_two_statements_of_one_report_are_two() -> None:
    """What a report itself tells apart stays apart."""
    text = f"Ada Bell said {QUOTE} and again {QUOTE[:-1]} ever,”."
    report = trace_of(
        text, Who("Ada Bell"), Said(QUOTE, "Ada Bell", "direct"), Said(f"{QUOTE[:-1]} ever,”", "Ada Bell", "direct")
    )
    assert len(_same([report])) == 2


def test_people_have_the_last_word() -> None:
    """What somebody judged apart is apart, and what he judged the same is one."""
    one, other = _quoted("On Monday:", "Post"), _quoted("Later:", "Echo", 1)
    far = _quoted("Later:", "Echo", 1, "“Nothing of the kind was ever said,”")
    ids = [t.statements[0].id for t in (one, other, far)]
    assert len(_same([one, other], judged("statement", ids[0], ids[1], "not_same"))) == 2
    assert len(_same([one, far], judged("statement", ids[0], ids[2], "same"))) == 1
