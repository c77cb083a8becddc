"""Statements as a whole: from a Reading made by hand to what the dossier holds."""

from __future__ import annotations

from typing import Any

from onrecord.extract.statements import find_statements
from onrecord.model.dossier import Statement
from onrecord.model.span import Span
from tests.builders import build_reading


def find(text: str, **parts: Any) -> tuple[Statement, ...]:
    return find_statements(build_reading(text, **parts))


def words(text: str, *spans: Span | None) -> list[str]:
    return [span.of(text) for span in spans if span is not None]


def test_a_quotation_with_its_cue_is_one_direct_statement() -> None:
    """A quotation, its cue and its speaker become one direct statement with the marks in the content."""
    text = "“We are ready,” Maria Oduya told reporters on Friday."
    (found,) = find(
        text,
        frames=[{"cue": "told", "source": "Maria Oduya", "content": "We are ready", "addressee": "reporters"}],
        upos={"reporters": "NOUN"},
    )
    assert words(text, *found.content) == ["“We are ready,”"]
    assert words(text, found.speaker_span, found.cue_span, found.addressee_span) == ["Maria Oduya", "told", "reporters"]
    assert (found.form, found.marks, found.kind, found.polarity) == ("direct", "balanced", "said", "affirmed")
    assert found.speakers == ()


def test_a_quote_broken_by_its_cue_has_two_pieces() -> None:
    """A second quotation right behind cue and speaker is a further piece of the same statement."""
    text = "“We stay,” Oduya said. “We will not move one step.”"
    (found,) = find(text, frames=[{"cue": "said", "source": "Oduya", "content": "“We stay,”"}], upos={"move": "VERB"})
    assert words(text, *found.content) == ["“We stay,”", "“We will not move one step.”"]


def test_what_is_told_inside_a_quotation_does_not_take_it_from_its_speaker() -> None:
    """A second quotation that tells of a refusal is still a piece of who is quoted; the refusal stands inside it."""
    text = "“We stay,” Oduya said. “Freedonia refused every offer.”"
    outer, inner = find(
        text,
        frames=[
            {"cue": "said", "source": "Oduya", "content": "“We stay,”"},
            {"cue": "refused", "source": "Freedonia", "content": "every offer", "cue_class": "denial"},
        ],
        upos={"refused": "VERB"},
    )
    assert words(text, *outer.content) == ["“We stay,”", "“Freedonia refused every offer.”"]
    assert words(text, *inner.content) == ["every offer"]
    assert inner.parent == outer.id


def test_a_quotation_in_the_next_paragraph_goes_on_without_cue() -> None:
    """A quotation that is the next paragraph belongs to the speaker before it, as a statement without cue."""
    text = "“We stay,” Oduya said on Monday.\n\n“Nobody will make us leave this valley.”"
    first, second = find(
        text, frames=[{"cue": "said", "source": "Oduya", "content": "“We stay,”"}], upos={"leave": "VERB"}
    )
    assert second.cue_span is None and second.speaker_span is None
    assert second.form == "direct"
    assert first.confidence > second.confidence


def test_scare_quotes_are_no_statement() -> None:
    """A short phrase in marks without a cue makes no statement."""
    text = "Oduya said the talks would go on. The so-called “peace train” stood still."
    assert len(find(text, frames=[{"cue": "said", "source": "Oduya", "content": "the talks would go on"}])) == 1


def test_an_opening_before_a_passed_on_statement_is_no_obstacle() -> None:
    """Words without a verb before the inner statement do not make the agency a speaker."""
    text = "After a long and very late dinner on the island, Oduya called it fair, the Northern Wire agency reported."
    (found,) = find(
        text,
        frames=[
            {"cue": "called", "source": "Oduya", "content": "it fair"},
            {
                "cue": "reported",
                "source": "the Northern Wire agency",
                "content": "After a long and very late dinner on the island, Oduya called it fair",
                "cue_class": "writing",
            },
        ],
    )
    assert words(text, found.speaker_span) == ["Oduya"]
    assert len(found.attribution) == 1


def test_who_reports_in_the_end_is_an_attribution_step() -> None:
    """An agency round a statement becomes a step of its attribution, not a statement."""
    text = "Oduya described the meeting as long, the Northern Wire agency reported."
    (found,) = find(
        text,
        frames=[
            {"cue": "described", "source": "Oduya", "content": "the meeting as long"},
            {
                "cue": "reported",
                "source": "the Northern Wire agency",
                "content": "Oduya described the meeting as long",
                "cue_class": "writing",
            },
        ],
    )
    assert words(text, found.speaker_span) == ["Oduya"]
    assert [(step.role, step.span.of(text)) for step in found.attribution] == [
        ("reported_by", "the Northern Wire agency")
    ]
    assert found.parent is None


def test_according_to_without_inner_statement_is_the_statement() -> None:
    """ "according to X" with no statement inside is a statement by X."""
    text = "The bridge was closed, according to the harbour office."
    (found,) = find(
        text, frames=[{"cue": "according to", "source": "the harbour office", "content": "The bridge was closed"}]
    )
    assert words(text, found.cue_span, found.speaker_span) == ["according to", "the harbour office"]
    assert found.attribution == ()


def test_one_quoted_after_according_to_is_the_speaker() -> None:
    """In "According to X, quoting Y, …" Y speaks and X is the attribution."""
    text = "According to Yonhap, quoting Bureau Nine, the army will march."
    (found,) = find(
        text,
        frames=[
            {"cue": "According to", "source": "Yonhap", "content": "the army will march"},
            {"cue": "quoting", "source": "Bureau Nine", "content": "the army will march"},
        ],
    )
    assert words(text, found.speaker_span, found.cue_span) == ["Bureau Nine", "quoting"]
    assert [(step.role, step.span.of(text)) for step in found.attribution] == [("according_to", "Yonhap")]


def test_one_cited_is_a_step_of_the_one_who_cites() -> None:
    """In "X said, citing Y" X speaks and Y is a citing step."""
    text = "The fleet has sailed, the minister said, citing port records."
    (found,) = find(
        text,
        frames=[
            {"cue": "said", "source": "the minister", "content": "The fleet has sailed"},
            {"cue": "citing", "source": "port records", "content": "The fleet has sailed"},
        ],
        upos={"port": "NOUN", "records": "NOUN"},
    )
    assert words(text, found.speaker_span) == ["the minister"]
    assert [(step.role, step.span.of(text)) for step in found.attribution] == [("citing", "port records")]


def test_a_sayer_who_says_that_another_says_keeps_both() -> None:
    """When a person says that another said something, both are statements and the inner one has a parent."""
    text = "Oduya said that Dorn had promised to pay."
    outer, inner = sorted(
        find(
            text,
            frames=[
                {"cue": "said", "source": "Oduya", "content": "that Dorn had promised to pay"},
                {"cue": "promised", "source": "Dorn", "content": "to pay", "cue_class": "promise"},
            ],
            upos={"had": "AUX", "pay": "VERB", "that": "SCONJ", "to": "PART"},
        ),
        key=lambda s: s.content[0],
    )
    assert inner.parent == outer.id and outer.parent is None
    assert inner.act == "AGREE"


def test_stacked_verbs_are_one_statement() -> None:
    """ "says he hopes that …" is one statement of the one who says."""
    text = "Oduya says he hopes that the talks go on."
    (found,) = find(
        text,
        frames=[
            {"cue": "says", "source": "Oduya", "content": "he hopes that the talks go on"},
            {"cue": "hopes", "source": "he", "content": "that the talks go on", "cue_class": "attitude"},
        ],
        upos={"that": "SCONJ"},
    )
    assert words(text, found.speaker_span, found.cue_span) == ["Oduya", "says"]


def test_reportedly_is_no_statement() -> None:
    """An adverb that names no sayer makes no statement."""
    text = "The general was reportedly in the north."
    assert find(text, frames=[{"cue": "reportedly", "content": ["The general was", "in the north"]}]) == ()


def test_estimates_suggest_is_a_statement_with_no_speaker() -> None:
    """ "Estimates suggest that …" is a statement whose speaker is nobody."""
    text = "Estimates suggest that 40 villages are empty."
    (found,) = find(
        text,
        frames=[
            {"cue": "suggest", "source": "Estimates", "content": "that 40 villages are empty", "cue_class": "evidence"}
        ],
        upos={"Estimates": "NOUN", "that": "SCONJ", "are": "AUX"},
        lemmas={"Estimates": "estimate"},
    )
    assert found.speaker_span is None


def test_nobody_has_claimed_is_no_statement() -> None:
    """ "No group has admitted …" has no sayer and is none."""
    text = "No group has admitted the attack."
    assert find(text, frames=[{"cue": "has admitted", "source": "No group", "content": "the attack"}]) == ()


def test_declined_to_comment_is_withheld_without_content() -> None:
    """A refusal to comment is a statement with polarity withheld and may have no content."""
    text = "The embassy declined to comment."
    (found,) = find(
        text, frames=[{"cue": "declined to comment", "source": "The embassy"}], upos={"to": "PART", "comment": "VERB"}
    )
    assert found.polarity == "withheld" and found.content == ()


def test_mere_silence_is_no_statement() -> None:
    """ "did not respond" is silence and no statement."""
    text = "The embassy did not respond to a letter."
    frames = [{"cue": "did not respond", "source": "The embassy", "content": "a letter"}]
    assert find(text, frames=frames, lemmas={"did": "do"}) == ()


def test_denied_is_denied_and_demanded_is_a_request() -> None:
    """The cue gives polarity and act: "denied" denies, "called for" requests."""
    text = "Moscow denied that it planned raids. Kyiv called for talks."
    denied, asked = find(
        text,
        frames=[
            {"cue": "denied", "source": "Moscow", "content": "that it planned raids", "cue_class": "denial"},
            {"cue": "called for", "source": "Kyiv", "content": "talks", "cue_class": "demand"},
        ],
    )
    assert (denied.polarity, denied.act) == ("denied", None)
    assert (asked.polarity, asked.act) == ("affirmed", "REQUEST")


def test_ids_are_stable_and_unique() -> None:
    """The same Reading gives the same ids, and no two statements share one."""
    text = "Moscow denied the raid. Kyiv denied the raid."
    frames = [
        {"cue": "denied", "source": "Moscow", "content": "the raid"},
        {"cue": "denied#2", "source": "Kyiv", "content": "the raid#2"},
    ]
    first, again = find(text, frames=frames), find(text, frames=frames)
    assert [s.id for s in first] == [s.id for s in again]
    assert len({s.id for s in first}) == 2


def test_content_never_overlaps_cue_or_speaker() -> None:
    """A content that the network laid over cue and speaker is cut round them."""
    text = "The talks, Oduya said, were long."
    (found,) = find(text, frames=[{"cue": "said", "source": "Oduya", "content": "The talks, Oduya said, were long"}])
    assert words(text, *found.content) == ["The talks", "were long"]


def test_the_same_words_told_again_are_a_mention() -> None:
    """A statement that the same speaker is told to have made twice is one with a mention."""
    again = "The northern bridge stays closed for winter"
    text = f"Oduya said the northern bridge stays closed for winter.\n\n{again}, Oduya said."
    (found,) = find(
        text,
        frames=[
            {"cue": "said", "source": "Oduya", "content": "the northern bridge stays closed for winter"},
            {"cue": "said#2", "source": "Oduya#2", "content": again},
        ],
        upos={"northern": "ADJ", "bridge": "NOUN", "stays": "VERB", "closed": "ADJ", "winter": "NOUN"},
    )
    assert words(text, *found.mentions) == [again]


def test_nothing_found_is_an_empty_tuple() -> None:
    """A page without frames and quotations has no statements."""
    assert find("It rained.") == ()
    assert find("") == ()
