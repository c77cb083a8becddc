"""Words of a text."""

from __future__ import annotations

import time

import pytest
from hypothesis import given

from onrecord.text.tokens import INVISIBLE, tokenize
from tests.strategies import any_text, report_text

_HIDDEN = {chr(code) for code in range(0x110000) if chr(code).isspace()} | {
    "\u00ad",
    "\u061c",
    "\u180e",
    "\ufeff",
    *map(chr, [*range(0x200B, 0x2010), *range(0x202A, 0x202F), *range(0x2060, 0x2065), *range(0x2066, 0x206A)]),
}


def words(text: str) -> list[str]:
    """Return the words of the tokens."""
    return [token.of(text) for token in tokenize(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("They don't, can’t and won't go.", "They do n't , ca n’t and wo n't go ."),
        ("He cannot stay.", "He can not stay ."),
        ("It didnt work.", "It did nt work ."),
        ("Oslo's envoy; the allies' aim", "Oslo 's envoy ; the allies ' aim"),
        ("Gen. T. Vane met U.S. envoys at 5 p.m. today", "Gen. T. Vane met U.S. envoys at 5 p.m. today"),
        ("No. He lives at No. 4.", "No . He lives at No. 4 ."),
        ("a build-up of non-nuclear arms", "a build - up of non-nuclear arms"),
        ("14,000 men, 2.5m tons, 10km, $5bn, 30%", "14,000 men , 2.5 m tons , 10 km , $ 5 bn , 30 %"),
        ("on 2019-05-03 and 3/5/2019 at 14:05", "on 2019-05-03 and 3/5/2019 at 14:05"),
        ("left four dead.Ada Brook / AFP", "left four dead . Ada Brook / AFP"),
        ("Sha'ab and O’Neill", "Sha'ab and O’Neill"),
        ("AT&T sued; see www.example.org/a.", "AT&T sued ; see www.example.org/a ."),
        ("Wait... what?! -- Yes", "Wait ... what ?! -- Yes"),
        ("``Go,'' she said", "`` Go , '' she said"),
        ("in the '90s", "in the '90s"),
        ("mail ada.b@example.org now", "mail ada.b@example.org now"),
    ],
)
def test_words_are_cut_as_treebanks_cut_them(text: str, expected: str) -> None:
    """Clitics, abbreviations, prefixes, numbers and units follow Universal Dependencies."""
    assert words(text) == expected.split(" ")


def test_invisible_characters_neither_split_words_nor_make_tokens() -> None:
    """A soft hyphen inside a word stays in it; one that stands alone is dropped."""
    assert words("sanc\u00adtions \u200b now\ufeff") == ["sanc\u00adtions", "now"]


def test_accents_typed_apart_stay_in_their_word() -> None:
    """A letter with a separate combining accent does not break the word."""
    assert words("Sa\u0303o Tome\u0301") == ["Sa\u0303o", "Tome\u0301"]


def test_words_of_other_scripts_stay_whole() -> None:
    """Vowel signs do not break Devanagari or Arabic words."""
    assert words("हिन्दी مُحَمَّد Київ") == ["हिन्दी", "مُحَمَّد", "Київ"]


def test_a_stretch_is_read_with_its_own_places() -> None:
    """Tokens of a part of a text keep the places of the whole."""
    text = "One two three."
    assert [token.of(text) for token in tokenize(text, 4, 7)] == ["two"]


@given(any_text() | report_text())
def test_tokens_cover_every_visible_character_once(text: str) -> None:
    """Tokens stand in order, never overlap, and leave out spaces and invisible characters only."""
    place = 0
    for token in tokenize(text):
        assert place <= token.start < token.end
        assert all(char in _HIDDEN for char in text[place : token.start])
        place = token.end
    assert all(char in _HIDDEN for char in text[place:])


def test_the_invisible_characters_are_those_the_property_allows() -> None:
    """The class of invisible characters holds nothing that could be read."""
    assert not any(char.isalnum() for char in INVISIBLE)


@pytest.mark.parametrize("piece", ['"', "1", "A", "A.", "1,", "a-", "re-", "a@", "www.", "'", "a\u200b", "1/", "n't"])
def test_hostile_input_takes_linear_time(piece: str) -> None:
    """Thirty thousand of anything are cut in well under a second."""
    begun = time.process_time()
    tokenize(piece * 30_000)
    assert time.process_time() - begun < 1
