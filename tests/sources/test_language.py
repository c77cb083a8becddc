"""The language of a report at the door."""

from __future__ import annotations

import pytest

from onrecord.errors import LanguageError
from onrecord.sources.language import check_language, identify_language
from tests.sources.made import FRENCH, REPORT
from tests.text.test_language import SENTENCES


@pytest.mark.parametrize("language", sorted(SENTENCES))
def test_languages_are_told(language: str) -> None:
    """Three sentences tell each language."""
    assert identify_language(SENTENCES[language] * 3) == language


def test_other_languages_are_refused_by_name() -> None:
    """The refusal names the language, in words and by its code."""
    with pytest.raises(LanguageError, match=r"French \(fr\)"):
        check_language(FRENCH)


@pytest.mark.parametrize("text", ["", "Oui, demain.", "Встреча отложена.", "Le ministre a dit non hier soir."])
def test_short_texts_are_let_in(text: str) -> None:
    """A text under some twenty words has no language that could keep it out."""
    assert identify_language(text) is None
    check_language(text)


def test_a_language_that_only_one_identifier_knows_is_told() -> None:
    """A language for which reading has no words is told by the identifier at the door."""
    text = (
        "Waziri alisema siku ya Ijumaa kwamba mazungumzo na kisiwa hicho yataendelea katika majira ya kuchipua na "
        "kwamba wanajeshi hawatavuka mpaka hata kidogo mwaka huu."
    )
    assert identify_language(text) == "sw"


def test_english_with_foreign_words_is_english() -> None:
    """English with a foreign quotation in it stays English."""
    assert identify_language(f"{REPORT} {FRENCH[:60]} {REPORT}") == "en"
