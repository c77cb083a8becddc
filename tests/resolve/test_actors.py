"""Who is who: names, titles, descriptions and pronouns put together."""

from __future__ import annotations

from typing import Any

from onrecord.extract.statements import find_statements
from onrecord.model.dossier import Actor, Statement
from onrecord.resolve.actors import resolve_actors
from tests.builders import build_reading


def _resolve(text: str, **parts: Any) -> tuple[dict[str, Actor], tuple[Statement, ...]]:
    reading = build_reading(text, **parts)
    who = resolve_actors(reading, find_statements(reading))
    return {actor.id: actor for actor in who.actors}, who.statements


def _speaker(text: str, **parts: Any) -> Actor:
    """Return the speaker of the last statement."""
    actors, statements = _resolve(text, **parts)
    (speaker,) = statements[-1].speakers
    return actors[speaker]


def test_a_last_name_is_the_person_named_before() -> None:
    """A last name means the one whose full name stood before, with title and country."""
    speaker = _speaker(
        "Russian Deputy Foreign Minister Sergei Oblov came. Oblov said the port was shut.",
        frames=[{"cue": "said", "source": "Oblov#2", "content": "the port was shut"}],
        entities=[("Sergei Oblov", "Person"), ("Oblov#2", "Person")],
    )
    assert (speaker.name, speaker.title, speaker.country) == ("Sergei Oblov", "Deputy Foreign Minister", "RUS")


def test_a_title_is_its_bearer() -> None:
    """ "The foreign minister" means the one who bears that title in the report."""
    speaker = _speaker(
        "Foreign Minister Maria Oduya came. The foreign minister said the port was shut.",
        frames=[{"cue": "said", "source": "The foreign minister", "content": "the port was shut"}],
        entities=[("Maria Oduya", "Person")],
        upos={"foreign": "ADJ", "minister": "NOUN", "The": "DET"},
        tree={"minister": ("said", "nsubj"), "foreign": ("minister", "amod"), "The": ("minister", "det")},
    )
    assert speaker.name == "Maria Oduya"


def test_an_administration_is_not_the_person_it_is_named_after() -> None:
    """A body that bears a leader's name is an actor of its own, with his country, and speaks for the state."""
    text = "US President Ada Bell came to the United States. The Bell administration said the port was shut."
    speaker = _speaker(
        text,
        frames=[{"cue": "said", "source": "The Bell administration", "content": "the port was shut"}],
        entities=[("Ada Bell", "Person"), ("United States", "Location"), ("Bell#2", "Person")],
        upos={"administration": "NOUN", "The": "DET", "US": "PROPN"},
        tree={
            "administration": ("said", "nsubj"),
            "Bell#2": ("administration", "compound"),
            "The": ("administration", "det"),
        },
    )
    assert (speaker.name, speaker.kind, speaker.country) == ("Bell administration", "government", "USA")
    assert speaker.same_as is not None


def test_the_name_behind_a_description_wins() -> None:
    """ "News agency Northwire" is Northwire."""
    speaker = _speaker(
        "The port was shut, news agency Northwire reported.",
        frames=[{"cue": "reported", "source": "news agency Northwire", "content": "The port was shut"}],
        entities=[("Northwire", "Organization")],
        upos={"news": "NOUN", "agency": "NOUN"},
        tree={"agency": ("reported", "nsubj"), "news": ("agency", "compound"), "Northwire": ("reported", "obj")},
    )
    assert speaker.name == "Northwire"


def test_a_name_in_apposition_ends_a_description() -> None:
    """ "The best known of them, Ada Bell" is Ada Bell."""
    speaker = _speaker(
        "The best known of them, Ada Bell, said the port was shut.",
        frames=[{"cue": "said", "source": "The best known of them, Ada Bell", "content": "the port was shut"}],
        entities=[("Ada Bell", "Person")],
        upos={"best": "ADV", "known": "ADJ", "The": "DET"},
        tree={"known": ("said", "nsubj"), "Bell": ("said", "dep")},
    )
    assert speaker.name == "Ada Bell"


def test_the_unnamed_keep_their_description() -> None:
    """Who has no name is called as the report describes him, without the clause that follows."""
    speaker = _speaker(
        "A spokeswoman for the relief fund, who came late, said the port was shut.",
        frames=[
            {"cue": "said", "source": "A spokeswoman for the relief fund, who came late", "content": "the port was"}
        ],
        upos={"spokeswoman": "NOUN", "fund": "NOUN", "A": "DET", "who": "PRON"},
        tree={"spokeswoman": ("said", "nsubj"), "A": ("spokeswoman", "det"), "fund": ("spokeswoman", "nmod")},
    )
    assert speaker.name == "A spokeswoman for the relief fund"


def test_a_capital_stands_for_its_government() -> None:
    """A capital that speaks is a government that keeps its own name and belongs to its state."""
    actors, statements = _resolve(
        "Russia waited. Moscow denied that the port was shut.",
        frames=[{"cue": "denied", "source": "Moscow", "content": "that the port was shut", "cue_class": "denial"}],
        entities=[("Russia", "Location"), ("Moscow", "Location")],
    )
    speaker = actors[statements[0].speakers[0]]
    assert (speaker.name, speaker.kind, speaker.country) == ("Moscow", "government", "RUS")
    assert speaker.same_as is not None and actors[speaker.same_as].name == "Russia"


def test_two_who_say_it_together_are_two_speakers() -> None:
    """Joined names are two actors."""
    actors, statements = _resolve(
        "Ada Bell and Carl Dorn said the port was shut.",
        frames=[{"cue": "said", "source": "Ada Bell and Carl Dorn", "content": "the port was shut"}],
        entities=[("Ada Bell", "Person"), ("Carl Dorn", "Person")],
        upos={"and": "CCONJ"},
        tree={"Ada": ("said", "nsubj"), "Bell": ("Ada", "flat"), "Carl": ("Ada", "conj"), "Dorn": ("Carl", "flat")},
    )
    assert [actors[i].name for i in statements[0].speakers] == ["Ada Bell", "Carl Dorn"]


def test_a_thing_speaks_for_its_owner() -> None:
    """ "Oduya's letter said" is what Oduya says."""
    speaker = _speaker(
        "Oduya's letter said the port was shut.",
        frames=[{"cue": "said", "source": "Oduya's letter", "content": "the port was shut"}],
        entities=[("Oduya", "Person")],
        upos={"letter": "NOUN", "'s": "PART"},
        tree={"letter": ("said", "nsubj"), "Oduya": ("letter", "nmod:poss"), "'s": ("Oduya", "case")},
    )
    assert speaker.name == "Oduya"


def test_the_subject_of_the_cue_is_the_speaker() -> None:
    """Words that a source takes in beside the cue's subject do not speak."""
    speaker = _speaker(
        "After Dorn left, Bell said the port was shut.",
        frames=[{"cue": "said", "source": "Dorn left, Bell", "content": "the port was shut"}],
        entities=[("Dorn", "Person"), ("Bell", "Person")],
        upos={"left": "VERB"},
        tree={"Bell": ("said", "nsubj"), "Dorn": ("left", "nsubj"), "left": ("said", "advcl")},
    )
    assert speaker.name == "Bell"


def test_an_article_is_nobody() -> None:
    """A stray article that the network took for a name is no actor."""
    actors, _ = _resolve(
        "The Northern Wire said the port was shut.",
        frames=[{"cue": "said", "source": "The Northern Wire", "content": "the port was shut"}],
        entities=[("The", "Organization"), ("Northern Wire", "Organization")],
        upos={"The": "DET", "the": "DET"},
    )
    assert [actor.name for actor in actors.values()] == ["Northern Wire"]


def test_a_government_has_the_country_of_its_seat() -> None:
    """The capital after a description tells whose government it is."""
    speaker = _speaker(
        "The government in Port-au-Prince said the bridge was shut.",
        frames=[{"cue": "said", "source": "The government in Port-au-Prince", "content": "the bridge was shut"}],
        entities=[("Prince", "Location")],
        upos={"The": "DET", "government": "NOUN", "in": "ADP"},
        tree={
            "government": ("said", "nsubj"),
            "The": ("government", "det"),
            "Prince": ("government", "nmod"),
            "in": ("Prince", "case"),
        },
    )
    assert (speaker.name, speaker.kind, speaker.country) == ("The government in Port-au-Prince", "government", "HTI")


def test_a_government_named_after_a_known_leader_has_his_country() -> None:
    """A last name that only one country's statesmen bear tells the country, though the report does not."""
    speaker = _speaker(
        "The Macron government said the port was shut.",
        frames=[{"cue": "said", "source": "The Macron government", "content": "the port was shut"}],
        upos={"The": "DET", "government": "NOUN"},
        tree={
            "government": ("said", "nsubj"),
            "The": ("government", "det"),
            "Macron": ("government", "compound"),
        },
    )
    assert (speaker.kind, speaker.country) == ("government", "FRA")


def test_a_seat_of_government_under_one_leader_is_a_government() -> None:
    """A leader's name before the seat makes an actor of its own, of the same kind and country."""
    speaker = _speaker(
        "The Trump White House said the port was shut.",
        frames=[{"cue": "said", "source": "The Trump White House", "content": "the port was shut"}],
        entities=[("Trump White House", "Organization")],
        upos={"The": "DET"},
        tree={
            "House": ("said", "nsubj"),
            "The": ("House", "det"),
            "White": ("House", "compound"),
            "Trump": ("House", "compound"),
        },
    )
    assert (speaker.name, speaker.kind, speaker.country) == ("Trump White House", "government", "USA")


def test_a_doubtful_pronoun_lowers_its_own_statement_alone() -> None:
    """What is unsure of "he" says nothing of the statement that names its speaker."""
    _, (first, second) = _resolve(
        "John Dorn said the port was shut. He said the bridge was open.",
        frames=[
            {"cue": "said", "source": "John Dorn", "content": "the port was shut"},
            {"cue": "said#2", "source": "He", "content": "the bridge was open"},
        ],
        entities=[("John Dorn", "Person")],
        tree={"He": ("said#2", "nsubj")},
    )
    assert first.speakers == second.speakers != ()
    assert second.confidence < first.confidence


def _renamed(words: str) -> str:
    """Return the name of who says the second thing, after Maria Oduya has said the first."""
    article, noun = words.split()
    frames = [
        {"cue": "said", "source": "Maria Oduya", "content": "the port was shut"},
        {"cue": "added", "source": words, "content": "the road was open"},
    ]
    return _speaker(
        f"Maria Oduya said the port was shut. {words} added that the road was open.",
        frames=frames,
        entities=[("Maria Oduya", "Person")],
        upos={noun: "NOUN", article: "DET"},
        tree={noun: ("added", "nsubj"), article: (noun, "det"), "Oduya": ("said", "nsubj")},
    ).name


def test_another_word_for_who_spoke_last_is_the_same_person() -> None:
    """ "The businesswoman" that nobody was called before goes back to the speaker; "a lawyer", "the enemy" do not."""
    assert _renamed("The businesswoman") == "Maria Oduya"
    assert _renamed("A lawyer") == "A lawyer"
    assert _renamed("The enemy") == "The enemy"
    assert _renamed("The businessman") == "The businessman"


def test_who_made_a_thing_speaks_by_it() -> None:
    """ "A report by Harbour Watch" is Harbour Watch's; one that only tells of them is not."""
    parts: dict[str, Any] = {
        "entities": [("Harbour Watch", "Organization")],
        "upos": {"report": "NOUN", "A": "DET", "by": "ADP", "on": "ADP"},
    }
    tree = {"report": ("said", "nsubj"), "A": ("report", "det"), "Harbour": ("Watch", "compound")}
    tree |= {"Watch": ("report", "nmod")}
    for link, name in (("by", "Harbour Watch"), ("on", "A report")):
        words = f"A report {link} Harbour Watch"
        speaker = _speaker(
            f"{words} said the port was shut.",
            frames=[{"cue": "said", "source": words, "content": "the port was shut"}],
            tree=tree | {link: ("Watch", "case")},
            **parts,
        )
        assert speaker.name.startswith(name), link


def test_who_is_heard_to_speak_is_the_speaker() -> None:
    """ "I heard Maria Oduya whispering": she speaks, not who heard it."""
    speaker = _speaker(
        "Ada Bell heard Maria Oduya whispering that the port was shut.",
        frames=[
            {"cue": "whispering", "source": "Ada Bell heard Maria Oduya", "content": "the port was shut"},
        ],
        entities=[("Ada Bell", "Person"), ("Maria Oduya", "Person")],
        tree={
            "Bell": ("heard", "nsubj"),
            "Oduya": ("heard", "obj"),
            "whispering": ("heard", "xcomp"),
            "Ada": ("Bell", "flat"),
            "Maria": ("Oduya", "flat"),
        },
        lemmas={"heard": "hear"},
    )
    assert speaker.name == "Maria Oduya"
