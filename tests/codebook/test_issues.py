"""The tables of issues are sound, and keys are equal where words mean the same."""

from __future__ import annotations

from typing import get_args

import pytest

from onrecord.codebook import issues
from onrecord.codebook.issues import SORTS, act_noun, are_opposed, is_word_of, points, stem_of, stems_of
from onrecord.model.dossier import Stance


def _column(name: str, column: int) -> list[str]:
    return [row[column] for row in issues._rows(name)]


def test_each_verb_stands_once_in_the_table_of_acts() -> None:
    """A verb with two nouns would take the later one in silence."""
    verbs = _column("acts.tsv", 0)
    assert len(verbs) == len(set(verbs)) > 300


def test_each_row_of_acts_has_its_columns() -> None:
    """A misspelt kind would count as an act."""
    for row in issues._rows("acts.tsv"):
        assert len(row) in (4, 5)
        assert row[3] in ("act", "thing")
        assert row[4:] in ([], ["self"])


def test_each_synonym_stands_in_one_line() -> None:
    """A word of two lines would have two keys."""
    words = [word for line in _column("synonyms.tsv", 1) for word in line.split()]
    assert sorted(words) == sorted(set(words))


@pytest.mark.parametrize(
    ("verb", "noun"),
    [("join", "membership"), ("withdraw", "withdrawal"), ("invade", "invasion"), ("deploy", "deployment")],
)
def test_a_verb_has_the_noun_of_its_act(verb: str, noun: str) -> None:
    """The nouns are the usual ones, not made by an ending."""
    found = act_noun(verb)
    assert found is not None
    assert found.noun == noun


def test_to_lift_something_is_about_the_thing() -> None:
    """Some acts only say what is to become of the thing that is the issue."""
    lift, invade = act_noun("lift"), act_noun("invade")
    assert lift is not None
    assert invade is not None
    assert lift.of_thing
    assert not invade.of_thing


def test_an_unknown_verb_has_no_noun() -> None:
    """Nothing is guessed."""
    assert act_noun("frobnicate") is None


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Kenya's withdrawal", "the Kenyan pull-out"),
        ("to withdraw troops", "withdrawing soldiers"),
        ("cease-fire", "the truce"),
        ("membership of NATO", "joining NATO"),
        ("Nairobi", "Kenya"),
    ],
)
def test_words_for_one_thing_have_equal_keys(one: str, other: str) -> None:
    """A country, its people and capital, a verb and its noun, and synonyms have one key."""
    assert stems_of(one) == stems_of(other)


def test_other_things_have_other_keys() -> None:
    """Countries and acts are told apart."""
    assert stems_of("Kenyan ban").isdisjoint(stems_of("Somali border"))


def test_pronouns_and_articles_have_no_key() -> None:
    """They name nothing."""
    assert stems_of("the of its their 's --") == frozenset()
    assert stem_of("the") == ""


def test_every_sort_of_word_has_words() -> None:
    """The sorts the rules ask for are all there, in the singular and the plural."""
    assert set(SORTS) == set(issues._words())
    assert is_word_of("time", "Mondays")
    assert is_word_of("reply", "accusations")
    assert not is_word_of("reply", "island")


def test_opposition_holds_both_ways() -> None:
    """The table lists each pair once."""
    stances = get_args(Stance)
    assert all(are_opposed(a, b) == are_opposed(b, a) for a in stances for b in stances)
    assert not any(are_opposed(a, a) for a in stances)
    assert are_opposed("denies", "accuses")
    assert not any(are_opposed("undecided", other) for other in stances)


def test_an_unknown_sort_of_points_has_none() -> None:
    """Points of phrases and of pairs are kept apart."""
    assert points("phrase")
    assert points("pair")
    assert points("phrase") != points("pair")
    assert not points("nonsense")
