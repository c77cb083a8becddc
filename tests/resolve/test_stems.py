"""Words without endings."""

from __future__ import annotations

import pytest

from onrecord.resolve.stems import content_words, family, key, stem


@pytest.mark.parametrize(
    "words",
    [
        ("attack", "attacks", "attacked", "attacking", "Attack's"),
        ("strike", "strikes", "struck", "striking"),
        ("stop", "stopped", "stopping"),
        ("carry", "carries", "carried", "carrying"),
        ("die", "died", "dies", "dying", "death", "dead"),
        ("withdraw", "withdrew", "withdrawn"),
        ("reach", "reaches", "reached"),
        ("kill", "killed", "killing", "kills"),
    ],
)
def test_forms_of_a_word_have_one_stem(words: tuple[str, ...]) -> None:
    """Inflected forms of one word come to the same stem."""
    assert len({stem(w) for w in words}) == 1


def test_different_words_keep_apart() -> None:
    """Short words and words in -ss and -us keep their ends."""
    assert len({stem(w) for w in ("press", "virus", "gas", "king", "red", "bus", "news")}) == 7


@pytest.mark.parametrize("pair", [("resign", "resignation"), ("announce", "announcement"), ("invade", "invader")])
def test_nouns_of_a_verb_are_its_family(pair: tuple[str, str]) -> None:
    """A noun made of a verb is of its family."""
    assert family(stem(pair[0])) == family(stem(pair[1]))


def test_key_holds_the_sort() -> None:
    """One word as a name and as a word has two keys, 32 bits each."""
    assert key("word", "may") != key("person", "may")
    assert 0 <= key("word", "may") < 2**32


def test_words_about_nothing_are_left_out() -> None:
    """Articles, pronouns and bare letters are no content."""
    assert content_words("The ferry's captain said it was a 12,500 t ship") == ["ferry's", "captain", "12,500", "ship"]
