"""What the grammar around an act tells of its modality."""

from __future__ import annotations

from typing import Any

import pytest

from onrecord.codebook.plover import modality_words, type_words
from onrecord.extract.modality_words import told_modality, weigh_modality
from onrecord.extract.view import View
from onrecord.model.reading import ACT_TYPES, MODALITIES
from tests.builders import build_reading, find_tokens


def _told(text: str, act: str, **parts: Any) -> str | None:
    reading = build_reading(text, **parts)
    return told_modality(View(reading), find_tokens(reading.page, act))


@pytest.mark.parametrize(
    ("text", "lemma", "wanted"),
    [
        ("Zembla demanded to withdraw.", "demand", "demanded"),
        ("Zembla offered to withdraw.", "offer", "offered"),
        ("Zembla threatened to withdraw.", "threaten", "threatened"),
        ("Zembla planned to withdraw.", "plan", "planned"),
        ("Zembla considered to withdraw.", "consider", "possible"),
        ("Zembla refused to withdraw.", "refuse", "denied"),
        ("Zembla began to withdraw.", "begin", None),
    ],
)
def test_the_word_above_gives_the_modality(text: str, lemma: str, wanted: str | None) -> None:
    """What is demanded, offered or feared is so by the word it hangs on."""
    verb = text.split()[1]
    tree = {verb: (None, "root"), "withdraw": (verb, "xcomp"), "to": ("withdraw", "mark"), "Zembla": (verb, "nsubj")}
    assert _told(text, "withdraw", tree=tree, lemmas={verb: lemma}, upos={verb: "VERB", "withdraw": "VERB"}) == wanted


@pytest.mark.parametrize(
    ("word", "relation", "wanted"),
    [("will", "aux", "planned"), ("may", "aux", "possible"), ("not", "advmod", "denied"), ("soon", "advmod", None)],
)
def test_auxiliaries_and_negation(word: str, relation: str, wanted: str | None) -> None:
    """Future, possibility and negation of the act itself."""
    tree = {"withdraw": (None, "root"), "Zembla": ("withdraw", "nsubj"), word: ("withdraw", relation)}
    assert _told(f"Zembla {word} withdraw.", "withdraw", tree=tree, upos={"withdraw": "VERB"}) == wanted


def test_a_condition_is_possible() -> None:
    """An act after "if" has not happened."""
    tree = {"answers": (None, "root"), "withdraws": ("answers", "advcl"), "if": ("withdraws", "mark")}
    assert _told("Zembla answers if Borduria withdraws.", "withdraws", tree=tree) == "possible"


def test_an_order_not_to_act_is_demanded() -> None:
    """Without a subject "do not" asks for something."""
    tree = {"strike": (None, "root"), "Do": ("strike", "aux"), "not": ("strike", "advmod")}
    assert _told("Do not strike.", "strike", tree=tree) == "demanded"


def test_a_thing_far_from_the_word_is_not_its() -> None:
    """A subordinate clause of its own is not what is demanded."""
    tree = {"demanded": (None, "root"), "attacked": ("demanded", "advcl"), "talks": ("demanded", "obj")}
    text = "Zembla demanded talks when Borduria attacked."
    assert _told(text, "attacked", tree=tree, lemmas={"demanded": "demand"}) is None
    assert _told(text, "talks", tree=tree, lemmas={"demanded": "demand"}) == "demanded"


def test_shares_stay_shares() -> None:
    """Weighing keeps a distribution and moves it towards what is told."""
    reading = build_reading(
        "Zembla may attack.", tree={"attack": (None, "root"), "may": ("attack", "aux")}, upos={"attack": "VERB"}
    )
    even = dict.fromkeys(MODALITIES, 1 / len(MODALITIES))
    found = weigh_modality(View(reading), find_tokens(reading.page, "attack"), even)
    assert sum(found.values()) == pytest.approx(1.0)
    assert max(found, key=found.__getitem__) == "possible"


def test_tables_hold_known_codes() -> None:
    """Types and modalities of the tables are those of the dossier, and no word stands twice."""
    assert set(type_words().values()) <= set(ACT_TYPES)
    assert set(modality_words().values()) <= set(MODALITIES)
