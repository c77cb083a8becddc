"""Lemmas of known and unknown words."""

from __future__ import annotations

import pytest

from onrecord.nn.lemmas import lemma_of, mend_tag
from onrecord.nn.reader import load_reader
from tests.builders import build_page

WORDS = frozenset({"accuse", "annex", "deploy", "boycott", "fine", "mission"})


@pytest.mark.parametrize(
    ("form", "upos", "lemma"),
    [
        ("accused", "VERB", "accuse"),
        ("Annexed", "VERB", "annex"),
        ("fined", "VERB", "fine"),
        ("overthrew", "VERB", "overthrow"),
        ("vetoing", "VERB", "veto"),
        ("mobilised", "VERB", "mobilise"),
        ("denies", "VERB", "deny"),
        ("need", "VERB", "need"),
        ("militias", "NOUN", "militia"),
        ("crises", "NOUN", "crisis"),
        ("policemen", "NOUN", "policeman"),
        ("news", "NOUN", "news"),
        ("consensus", "NOUN", "consensus"),
        ("missions", "NOUN", "mission"),
        ("bolder", "ADJ", "bold"),
    ],
)
def test_lemmas_of_open_classes(form: str, upos: str, lemma: str) -> None:
    """The table comes first, then the rules of inflection, checked against known words."""
    assert lemma_of(form, upos, "l0|", WORDS) == lemma


def test_other_classes_and_names_follow_the_network() -> None:
    """A pronoun and a name have the lemma that the network's rule gives."""
    assert lemma_of("is", "AUX", "=be", WORDS) == "be"
    assert lemma_of("Geneva", "PROPN", "k0|", WORDS) == "Geneva"


def test_a_known_verb_is_no_number() -> None:
    """A tag is mended where the word is known with another one only; else the tagger is believed."""
    assert mend_tag("warned", "NUM") == "VERB"
    assert mend_tag("warned", "NOUN") == "VERB"
    assert mend_tag("will", "AUX") == "AUX"
    assert mend_tag("Warned", "PROPN") == "PROPN"
    assert mend_tag("qwertyed", "X") == "X"


def test_no_word_is_made_up() -> None:
    """The verbs of reports have their dictionary form in a Reading."""
    page = build_page("Syldavia accused Borduria of lying. Borduria warned its neighbour and urged restraint.")
    reading = load_reader().read(page)
    lemmas = {page.word(n): reading.lemmas[n] for n in range(len(page.tokens))}
    assert [lemmas[w] for w in ("accused", "warned", "urged")] == ["accuse", "warn", "urge"]
