"""Who is party to an act by the grammar around its trigger."""

from __future__ import annotations

from typing import Any

import pytest

from onrecord.extract.party_grammar import told_parties
from onrecord.extract.view import View
from tests.builders import build_reading, find_tokens

ACTIVE = {"attacked": (None, "root"), "Borduria": ("attacked", "nsubj"), "Zembla": ("attacked", "obj")}
PASSIVE = {
    "attacked": (None, "root"),
    "Zembla": ("attacked", "nsubj:pass"),
    "was": ("attacked", "aux:pass"),
    "Borduria": ("attacked", "obl"),
    "by": ("Borduria", "case"),
}
CONTROL = {
    "urged": (None, "root"),
    "Syldavia": ("urged", "nsubj"),
    "Borduria": ("urged", "obj"),
    "attack": ("urged", "xcomp"),
    "Zembla": ("attack", "obj"),
}
NOUN = {
    "failed": (None, "root"),
    "attack": ("failed", "nsubj"),
    "Borduria": ("attack", "nmod:poss"),
    "Zembla": ("attack", "nmod"),
    "on": ("Zembla", "case"),
}


@pytest.mark.parametrize(
    ("text", "act", "tree"),
    [
        ("Borduria attacked Zembla.", "attacked", ACTIVE),
        ("Zembla was attacked by Borduria.", "attacked", PASSIVE),
        ("Syldavia urged Borduria to attack Zembla.", "attack", CONTROL),
        ("Borduria 's attack on Zembla failed.", "attack", NOUN),
    ],
)
def test_who_attacks_whom(text: str, act: str, tree: dict[str, Any]) -> None:
    """The same parties in the active, the passive, under control, and on a noun."""
    reading = build_reading(text, tree=tree, upos={"attacked": "VERB", "urged": "VERB", "attack": "NOUN", "was": "AUX"})
    if act == "attack" and "urged" in text:
        reading = build_reading(text, tree=tree, upos={"urged": "VERB", "attack": "VERB"})
    acting, acted = told_parties(View(reading), find_tokens(reading.page, act))
    word = reading.page.word
    assert [word(t) for t in acting] == ["Borduria"]
    assert [word(t) for t in acted] == ["Zembla"]


def test_joined_names_act_together() -> None:
    """Both of two joined names are parties."""
    tree = {"met": (None, "root"), "Ada": ("met", "nsubj"), "Carl": ("Ada", "conj")}
    reading = build_reading("Ada and Carl met.", tree=tree, upos={"met": "VERB"})
    acting, _ = told_parties(View(reading), find_tokens(reading.page, "met"))
    assert [reading.page.word(t) for t in acting] == ["Ada", "Carl"]


def test_who_and_that_go_back_to_their_noun() -> None:
    """The subject of a relative clause is the noun before it."""
    tree = {
        "left": (None, "root"),
        "troops": ("left", "nsubj"),
        "burned": ("troops", "acl:relcl"),
        "who": ("burned", "nsubj"),
        "villages": ("burned", "obj"),
    }
    tags = {"burned": "VERB", "troops": "NOUN", "villages": "NOUN", "left": "VERB"}
    reading = build_reading("The troops who burned villages left.", tree=tree, upos=tags)
    acting, acted = told_parties(View(reading), find_tokens(reading.page, "burned"))
    assert [reading.page.word(t) for t in (*acting, *acted)] == ["troops", "villages"]
