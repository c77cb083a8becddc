"""Country, sector and kind of actors, from titles, bodies and the story; all names are invented."""

from __future__ import annotations

from typing import Any

import pytest

from onrecord.extract.statements import find_statements
from onrecord.model.dossier import Actor
from onrecord.resolve.actors import Resolved, resolve_actors
from tests.builders import build_reading

NOUNS = {
    **dict.fromkeys(("spokesman", "minister", "army", "ministry", "police", "rebels", "soldiers", "parties"), "NOUN"),
    **dict.fromkeys(
        ("government", "leader", "head", "commander", "ambassador", "fighters", "monks", "council"), "NOUN"
    ),
    **dict.fromkeys(("The", "the", "A", "a"), "DET"),
    **dict.fromkeys(("foreign", "rebel", "former"), "ADJ"),
    **dict.fromkeys(("of", "for", "in", "to"), "ADP"),
}


def resolve(text: str, source: str, **parts: Any) -> Resolved:
    """Resolve a text in which the words of ``source`` say that "the port was shut"."""
    frames = [{"cue": "said", "source": source, "content": "the port was shut"}]
    reading = build_reading(text, frames=frames, upos={**NOUNS, **parts.pop("upos", {})}, **parts)
    return resolve_actors(reading, find_statements(reading))


def speaker(text: str, source: str, **parts: Any) -> Actor:
    """Return who says it."""
    who = resolve(text, source, **parts)
    (one,) = who.statements[-1].speakers
    return next(actor for actor in who.actors if actor.id == one)


def test_a_statesman_has_country_and_sector_in_his_years() -> None:
    """The table tells both, also by the last name with the title, but not long after."""
    text = "President Clinton said the port was shut."
    found = speaker(text, "President Clinton", entities=[("Clinton", "Person")], published="1996-05-02")
    assert (found.country, found.sector) == ("USA", "GOV")
    text = "Bill Clinton said the port was shut."
    found = speaker(text, "Bill Clinton", entities=[("Bill Clinton", "Person")], published="2012-05-02")
    assert (found.country, found.sector) == ("USA", None)


def test_a_last_name_alone_needs_its_country_in_the_report() -> None:
    """ "Clinton" without title or country may be anybody."""
    text = "Clinton said the port was shut."
    alone = speaker(text, "Clinton", entities=[("Clinton", "Person")], published="1996-05-02")
    assert alone.country is None
    text = "The United States waited. Clinton said the port was shut."
    named = [("Clinton", "Person"), ("United States", "Location")]
    assert speaker(text, "Clinton", entities=named, published="1996-05-02").country == "USA"


def test_a_spokesman_has_country_and_sector_of_his_body() -> None:
    """ "A spokesman for the Kenyan army" is Kenya's, and of the military."""
    found = speaker(
        "A spokesman for the Kenyan army said the port was shut.",
        "A spokesman for the Kenyan army",
        entities=[("Kenyan", "NORP")],
        tree={
            "spokesman": ("said", "nsubj"),
            "army": ("spokesman", "nmod"),
            "for": ("army", "case"),
            "Kenyan": ("army", "amod"),
            "A": ("spokesman", "det"),
        },
    )
    assert (found.country, found.sector) == ("KEN", "MIL")


def test_where_an_ambassador_is_sent_is_not_his_country() -> None:
    """ "Kenya's ambassador to Mali" is Kenya's."""
    text = "Kenya's ambassador to Mali Carl Dorn said the port was shut."
    found = speaker(
        text,
        "Kenya's ambassador to Mali Carl Dorn",
        entities=[("Kenya", "Location"), ("Mali", "Location"), ("Carl Dorn", "Person")],
        tree={"Dorn": ("said", "nsubj"), "ambassador": ("Dorn", "compound")},
    )
    assert (found.country, found.title) == ("KEN", "ambassador")


def test_a_commission_in_a_name_is_no_sign_of_the_union() -> None:
    """ "National Dredging Commission" has no country by itself."""
    text = "The National Dredging Commission said the port was shut."
    named = [("National Dredging Commission", "Organization")]
    assert speaker(text, "National Dredging Commission", entities=named).country is None


@pytest.mark.parametrize(
    ("title", "sector"),
    [
        ("rebel commander", "REB"),
        ("army spokesman", "MIL"),
        ("foreign minister", "GOV"),
        ("police chief", "COP"),
        ("opposition leader", "OPP"),
        ("former minister", "ELI"),
    ],
)
def test_the_words_of_a_title_tell_the_sector(title: str, sector: str) -> None:
    """The body in a title counts more than the office."""
    text = f"The {title} Ada Bell said the port was shut."
    tags = dict.fromkeys(title.split(), "NOUN")
    named = [("Ada Bell", "Person")]
    assert speaker(text, "Ada Bell", entities=named, upos=tags, tree={"Bell": ("said", "nsubj")}).sector == sector


def test_an_office_without_country_is_of_the_only_country_of_the_report() -> None:
    """Where a report names one country, its army is meant; where it names two alike, nobody knows."""
    tree = {"army": ("said", "nsubj"), "The#2": ("army", "det")}
    one = "The lake lies in Kenya. The army said the port was shut."
    assert speaker(one, "The army", entities=[("Kenya", "Location")], tree=tree).country == "KEN"
    two = "The lake lies in Kenya and Mali. The army said the port was shut."
    both = [("Kenya", "Location"), ("Mali", "Location")]
    assert speaker(two, "The army", entities=both, tree=tree).country is None


def test_the_only_country_of_a_report_is_that_of_its_people() -> None:
    """Whoever has no country of his own is of the only one that is named, before or after him."""
    text = "The army said the port was shut. The lake lies in Kenya."
    tree = {"army": ("said", "nsubj"), "The": ("army", "det")}
    assert speaker(text, "The army", entities=[("Kenya", "Location")], tree=tree).country == "KEN"


def test_two_countries_named_alike_are_a_toss_up() -> None:
    """The last one named must be named most by far."""
    text = "Mali waited for Kenya. Kenya waited for Mali. Police said the port was shut."
    names = [("Mali", "Location"), ("Kenya", "Location"), ("Kenya#2", "Location"), ("Mali#2", "Location")]
    assert speaker(text, "Police", entities=names, tree={"Police": ("said", "nsubj")}).country is None
    text = "Kenya waited. Kenya waited for Mali and Kenya. Police said the port was shut."
    names = [("Kenya", "Location"), ("Kenya#2", "Location"), ("Mali", "Location"), ("Kenya#3", "Location")]
    assert speaker(text, "Police", entities=names, tree={"Police": ("said", "nsubj")}).country == "KEN"


def test_the_dateline_decides_where_the_paragraph_is_of_it() -> None:
    """The country that was named last in the paragraph and that of the dateline agree."""
    first = "NAIROBI, May 6 (Coastal Wire) - Mali asked again.\n\n"
    tree = {"Police": ("said", "nsubj")}
    names = [("Mali", "Location"), ("Mali#2", "Location"), ("Kenya", "Location")]
    text = first + "Mali waited for Kenya. Police said the port was shut."
    assert speaker(text, "Police", entities=names, tree=tree).country == "KEN"
    text = first + "Kenya waited for Mali. Police said the port was shut."
    assert speaker(text.replace("NAIROBI", "ANKARA"), "Police", entities=names, tree=tree).country == "MLI"
    text = first + "Mali waited for Kenya. Police said the port was shut."
    assert speaker(text.replace("NAIROBI", "ANKARA"), "Police", entities=names, tree=tree).country is None


@pytest.mark.parametrize(
    ("words", "kind", "sector"),
    [
        ("The soldiers", "organisation", "MIL"),
        ("The fighters", "armed_group", "REB"),
        ("The parties", "group", "PTY"),
        ("The monks", "group", "REL"),
    ],
)
def test_kinds_of_those_whom_only_a_noun_names(words: str, kind: str, sector: str) -> None:
    """Soldiers are the army, fighters an armed group, several parties a group."""
    noun = words.split()[1]
    found = speaker(
        f"{words} said the port was shut.",
        words,
        tree={noun: ("said", "nsubj"), "The": (noun, "det")},
        lemmas={noun: noun.removesuffix("s") if noun != "parties" else "party"},
    )
    assert (found.kind, found.sector) == (kind, sector)


def test_a_ministry_by_name_is_a_government() -> None:
    """A body whose name says so is part of the government."""
    text = "The Ministry of Canals said the port was shut."
    found = speaker(text, "Ministry of Canals", entities=[("Ministry of Canals", "Organization")])
    assert (found.kind, found.sector) == ("government", "GOV")


def test_an_outlet_has_a_home_and_what_passes_words_on_is_one() -> None:
    """The Guardian is British; a body that reports what others said is an outlet, known or not."""
    text = "The Guardian said the port was shut."
    found = speaker(text, "Guardian", entities=[("Guardian", "Organization")])
    assert (found.country, found.sector) == ("GBR", "MED")


def test_one_army_by_two_words_is_one_actor() -> None:
    """ "The Kenyan army" and "the Kenyan soldiers" are one; two armies of unknown countries stay two."""
    text = "The Kenyan army left. The Kenyan soldiers said the port was shut."
    who = resolve(
        text,
        "The Kenyan soldiers",
        entities=[("Kenyan", "NORP"), ("Kenyan#2", "NORP")],
        tree={
            "army": ("left", "nsubj"),
            "Kenyan": ("army", "amod"),
            "The": ("army", "det"),
            "soldiers": ("said", "nsubj"),
            "Kenyan#2": ("soldiers", "amod"),
            "The#2": ("soldiers", "det"),
        },
        lemmas={"soldiers": "soldier"},
    )
    (army,) = (a for a in who.actors if a.sector == "MIL")
    assert [m.of(text) for m in army.mentions] == ["The Kenyan army", "The Kenyan soldiers"]


def test_the_rebels_are_the_one_armed_group_that_is_named() -> None:
    """With two of them named nobody knows."""
    tree = {"rebels": ("said", "nsubj"), "The": ("rebels", "det")}
    one = "FARC met. The rebels said the port was shut."
    lemmas = {"rebels": "rebel"}
    assert speaker(one, "The rebels", entities=[("FARC", "Organization")], tree=tree, lemmas=lemmas).name == "FARC"
    two = "FARC met Hamas. The rebels said the port was shut."
    both = [("FARC", "Organization"), ("Hamas", "Organization")]
    assert speaker(two, "The rebels", entities=both, tree=tree, lemmas=lemmas).name == "The rebels"
