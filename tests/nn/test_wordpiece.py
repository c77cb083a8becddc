"""Words to word pieces."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from onrecord.nn.wordpiece import MAX_PIECES_PER_WORD, WordPieces

VOCABULARY = [
    "[PAD]",
    "[UNK]",
    "[CLS]",
    "[SEP]",
    "talk",
    "##s",
    "kiev",
    "un",
    "##believ",
    "##able",
    "-",
    "e",
    "co",
    "##te",
]


def _names(word: str) -> list[str]:
    return [VOCABULARY[n] for n in WordPieces(VOCABULARY).split(word)]


def test_longest_pieces_come_first() -> None:
    """A word is split greedily from the left."""
    assert _names("unbelievable") == ["un", "##believ", "##able"]


def test_case_and_accents_do_not_matter() -> None:
    """The vocabulary is uncased and knows no accents."""
    assert _names("Talks") == ["talk", "##s"]
    assert _names("Côte") == ["co", "##te"]


def test_unknown_word_is_one_unknown() -> None:
    """A word that cannot be pieced together is the unknown piece."""
    assert _names("zzz") == ["[UNK]"]


def test_punctuation_stands_apart() -> None:
    """Marks inside a word are pieces of their own."""
    assert _names("e-talk") == ["e", "-", "talk"]


@given(st.text(max_size=200))
def test_any_word_has_some_pieces(word: str) -> None:
    """Whatever the characters, a word has at least one piece and not too many."""
    assert 1 <= len(WordPieces(VOCABULARY).split(word)) <= MAX_PIECES_PER_WORD
