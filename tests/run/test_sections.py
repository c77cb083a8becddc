"""Long readings in sections."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.model.reading import Reading
from onrecord.run.sections import cut_sections
from onrecord.settings import SETTINGS
from tests.builders import FakeReader, build_page, build_reading
from tests.strategies import report_text

PARAGRAPH = "“We will keep the strait open,” Oduya said on Friday. The talks went on.\n\n"


def _words(reading: Reading) -> list[str]:
    return [reading.page.word(n) for n in range(len(reading.page.tokens))]


def test_short_reading_is_left_alone() -> None:
    """A reading of usual length is one section, itself."""
    reading = FakeReader().read(build_page(PARAGRAPH))
    assert cut_sections(reading) == [reading]


def test_sections_begin_with_paragraphs() -> None:
    """Where paragraphs are short, every section begins with one, and frames stay whole."""
    reading = FakeReader().read(build_page(PARAGRAPH * 10))
    sections = cut_sections(reading, 30)
    assert len(sections) > 3
    assert all(_words(section)[0] == "“" for section in sections)
    assert sum(len(section.frames) for section in sections) == len(reading.frames) == 10
    for section in sections:
        for frame in section.frames:
            assert section.page.cover(frame.cue).of(section.page.report.text) == "said"
            assert len(frame.roles) == 2


def test_a_flood_of_cues_is_cut_finer() -> None:
    """A reading of usual length with very many cues is cut, so that no section has more than it may."""
    reading = FakeReader().read(build_page("“No,” Oduya said.\n\n" * 550))
    assert len(reading.page.tokens) < SETTINGS.section_tokens
    sections = cut_sections(reading)
    assert sum(len(section.frames) for section in sections) == len(reading.frames) > SETTINGS.section_cues
    assert len(sections) > 1
    assert all(len(section.frames) <= SETTINGS.section_cues for section in sections)


@given(report_text(), st.integers(3, 12))
def test_nothing_is_lost(text: str, longest: int) -> None:
    """Put together again, the sections have all tokens, sentences and tags, in order, and no section is too long."""
    reading = build_reading(build_page(text))
    sections = cut_sections(reading, longest)
    assert [word for section in sections for word in _words(section)] == _words(reading)
    assert [tag for section in sections for tag in section.upos] == list(reading.upos)
    assert all(len(section.page.tokens) <= 2 * longest for section in sections)
    for section in sections:
        n_tokens = len(section.page.tokens)
        assert all(-1 <= head < n_tokens for head in section.heads)
        assert all(0 <= s.first < s.last <= n_tokens for s in section.sentences)


@pytest.mark.parametrize("text", [PARAGRAPH.replace("\n", " ") * 20, "“" + "word " * 500])
def test_one_long_line_is_cut_too(text: str) -> None:
    """A report on one line, or in one endless quotation, is cut all the same."""
    reading = build_reading(build_page(text))
    assert all(len(section.page.tokens) <= 80 for section in cut_sections(reading, 40))
