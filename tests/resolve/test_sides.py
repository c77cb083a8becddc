"""For whom somebody speaks; all names of people and fronts are invented."""

from __future__ import annotations

from typing import Any

from tests.resolve.test_learn import resolve


def _side(text: str, source: str, **parts: Any) -> str:
    """Return the name of whom the speaker speaks for, "" for himself."""
    who = resolve(text, source, **parts)
    names = {actor.id: actor.name for actor in who.actors}
    (one,) = who.statements[-1].speakers
    return names[who.sides[one]] if one in who.sides else ""


def test_a_minister_speaks_for_the_state_that_the_report_tells_of() -> None:
    """A state that acts, not one that is only where something is."""
    source, tree = "Kenyan Foreign Minister Ada Bell", {"Bell": ("said", "nsubj"), "Kenya": ("shut", "nsubj")}
    text = "Kenya shut the road. Kenyan Foreign Minister Ada Bell said the port was shut."
    entities = [("Kenya", "Location"), ("Ada Bell", "Person"), ("Kenyan", "NORP")]
    assert _side(text, source, entities=entities, tree=tree) == "Kenya"
    text = "Snow fell in Kenya. Kenyan Foreign Minister Ada Bell said the port was shut."
    tree = {"Bell": ("said", "nsubj"), "Kenya": ("fell", "obl"), "in": ("Kenya", "case")}
    assert _side(text, source, entities=entities, tree=tree) == ""


def test_without_a_state_a_minister_speaks_for_himself() -> None:
    """A state that is not named cannot be a party."""
    text = "Kenyan Foreign Minister Ada Bell said the port was shut."
    entities = [("Ada Bell", "Person"), ("Kenyan", "NORP")]
    assert _side(text, "Kenyan Foreign Minister Ada Bell", entities=entities) == ""


def test_a_government_is_a_party_of_its_own() -> None:
    """ "Nairobi" speaks for itself, though Kenya is named."""
    text = "Kenya shut the road. Nairobi said the port was shut."
    assert _side(text, "Nairobi", entities=[("Kenya", "Location"), ("Nairobi", "Location")]) == ""


def test_who_speaks_for_a_body_is_on_its_side() -> None:
    """A spokesman "for" a body, by its name or by a possessive, and the head of one."""
    tree = {"spokesman": ("said", "nsubj"), "League": ("spokesman", "nmod"), "for": ("League", "case")}
    text = "A spokesman for the Harbour League said the port was shut."
    entities = [("Harbour League", "Organization")]
    assert _side(text, "A spokesman for the Harbour League", entities=entities, tree=tree) == "Harbour League"
    text = "The Harbour League's head Ada Bell said the port was shut."
    entities = [("Harbour League", "Organization"), ("Ada Bell", "Person")]
    tree = {"Bell": ("said", "nsubj"), "head": ("Bell", "compound")}
    assert _side(text, "Ada Bell", entities=entities, tree=tree) == "Harbour League"


def test_a_rebel_speaks_for_his_armed_group() -> None:
    """By what his title names, and where the report names one group of his country."""
    text = "FARC waited. Colombian rebel commander Carl Dorn said the port was shut."
    entities = [("FARC", "Organization"), ("Carl Dorn", "Person"), ("Colombian", "NORP")]
    assert _side(text, "Carl Dorn", entities=entities, tree={"Dorn": ("said", "nsubj")}) == "FARC"


def test_a_spokesman_of_a_person_is_on_that_persons_side() -> None:
    """ "Ada Bell's spokesman" speaks for her, and where she speaks for a state, for it."""
    text = "Ada Bell's spokesman Carl Dorn said the port was shut."
    entities = [("Ada Bell", "Person"), ("Carl Dorn", "Person")]
    tree = {"Dorn": ("said", "nsubj"), "spokesman": ("Dorn", "compound"), "Bell": ("spokesman", "nmod:poss")}
    assert _side(text, "Carl Dorn", entities=entities, tree=tree) == "Ada Bell"


def test_a_spokesman_of_a_rebel_is_on_his_side() -> None:
    """Who speaks for a commander speaks for what the commander fights for."""
    text = "FARC waited. Colombian rebel commander Ada Bell came. Bell's spokesman Carl Dorn said the port was shut."
    entities = [("FARC", "Organization"), ("Ada Bell", "Person"), ("Bell#2", "Person"), ("Carl Dorn", "Person")]
    tree = {"Dorn": ("said", "nsubj"), "spokesman": ("Dorn", "compound"), "Bell#2": ("spokesman", "nmod:poss")}
    assert _side(text, "Carl Dorn", entities=[*entities, ("Colombian", "NORP")], tree=tree) == "FARC"


def test_an_official_of_the_nations_speaks_for_them_only_where_they_are_told_of() -> None:
    """A secretary-general stands for himself where the United Nations are only part of his title."""
    source = "UN Secretary-General Ada Bell"
    entities = [("UN", "Organization"), ("Ada Bell", "Person")]
    tree = {"Bell": ("said", "nsubj"), "UN": ("Bell", "compound")}
    text = f"{source} said the port was shut."
    assert _side(text, source, entities=entities, tree=tree) == ""
    text = f"The United Nations sent food. {source} said the port was shut."
    entities = [("United Nations", "Organization"), ("UN", "Organization"), ("Ada Bell", "Person")]
    tree = {"Bell": ("said", "nsubj"), "UN": ("Bell", "compound"), "Nations": ("sent", "nsubj")}
    assert _side(text, source, entities=entities, tree=tree) == "United Nations"


def test_who_heads_the_nations_speaks_for_them_without_a_title() -> None:
    """The table of statesmen tells on whose side he was that year."""
    text = "The United Nations sent food. Kofi Annan said the port was shut."
    entities = [("United Nations", "Organization"), ("Kofi Annan", "Person")]
    tree = {"Annan": ("said", "nsubj"), "Nations": ("sent", "nsubj"), "United": ("Nations", "compound")}
    assert _side(text, "Kofi Annan", entities=entities, tree=tree, published="1999-05-02") == "United Nations"
    assert _side(text, "Kofi Annan", entities=entities, tree=tree, published="2012-05-02") == ""


def test_an_analyst_speaks_for_nobody_else() -> None:
    """Commentators are no party, whatever institute keeps them."""
    text = "An analyst at the Harbour Institute said the port was shut."
    tree = {"analyst": ("said", "nsubj"), "Institute": ("analyst", "nmod"), "at": ("Institute", "case")}
    entities = [("Harbour Institute", "Organization")]
    tags = {"analyst": "NOUN", "at": "ADP", "An": "DET"}
    assert _side(text, "An analyst at the Harbour Institute", entities=entities, tree=tree, upos=tags) == ""
