"""Letters and comments under their author's name."""

from __future__ import annotations

from onrecord.extract.signed import add_signed
from onrecord.extract.statements import find_statements
from onrecord.model.dossier import Statement
from tests.builders import build_page, build_reading

LETTER = (
    "Port Sorel, 4 May 2031\n\nDear Mr. President:\n\n"
    "I write to you about the strait. Our ships have waited for a month.\n\n"
    "Your envoy said that the strait was open. It is not.\n\n"
    "Yours sincerely,\n\nMaria Oduya"
)
COMMENT = "The strait is ours to share\n\nBy Maria Oduya\n\n" + "\n\n".join(
    f"We have waited for {n} years, and I know of nobody on our shore who wants to wait for another one."
    for n in ("three", "four", "five", "six")
)
NEWS = "Ships wait for a month\n\nBy Maria Oduya\n\n" + "\n\n".join(
    f"“We have waited for {n} weeks and I have had enough of it,” said one of the captains in the port on Friday."
    for n in ("three", "four", "five", "six")
)


def _read(text: str, **parts: object) -> tuple[Statement, ...]:
    reading = build_reading(build_page(text), **parts)  # type: ignore[arg-type]
    return add_signed(reading, find_statements(reading))


def test_a_letter_is_one_statement() -> None:
    """From salutation to closing line a letter is what its signatory says, and what it reports stands inside."""
    frame = {"cue": "said", "source": "Your envoy", "content": "that the strait was open"}
    whole, inner = _read(LETTER, frames=[frame])
    assert whole.speaker_span is not None and whole.speaker_span.of(LETTER) == "Maria Oduya"
    assert (whole.medium, whole.form, whole.cue_span) == ("letter", "direct", None)
    assert whole.content[0].of(LETTER).startswith("I write") and whole.content[-1].of(LETTER).endswith("It is not.")
    assert inner.parent == whole.id


def test_a_letter_without_a_name_is_nobodys() -> None:
    """Without a signature there is no evidence of a speaker, and no statement."""
    assert _read(LETTER.removesuffix("\n\nMaria Oduya")) == ()


def test_a_comment_in_the_first_person_is_its_authors() -> None:
    """A text that says I and we outside quotation marks is a statement of the name over it."""
    (whole,) = _read(COMMENT)
    assert whole.speaker_span is not None and whole.speaker_span.of(COMMENT) == "Maria Oduya"
    assert len(whole.content) == 4


def test_a_reporters_byline_signs_nothing() -> None:
    """I and we in the words of others do not make a report a comment."""
    assert _read(NEWS) == ()
