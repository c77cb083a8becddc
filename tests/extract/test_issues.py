"""Issues are short noun phrases, one for all positions on one issue."""

from __future__ import annotations

import pytest

from onrecord.codebook.issue_clusters import cluster_issues
from onrecord.extract.issue_topics import LONGEST, find_topics
from onrecord.extract.issues import issue_of, name_issues
from onrecord.extract.view import View
from onrecord.model.dossier import Actor, Position, Stance
from onrecord.model.reading import Reading
from tests.builders import build_reading, find_span

CLAIM = "Kenya demanded that Somalia never invade Uganda."
CLAIM_TREE = {
    "Kenya": ("demanded", "nsubj"),
    "demanded": (None, "root"),
    "that": ("invade", "mark"),
    "Somalia": ("invade", "nsubj"),
    "never": ("invade", "advmod"),
    "invade": ("demanded", "ccomp"),
    "Uganda": ("invade", "obj"),
}
NAMES = [("Kenya", "Location"), ("Somalia", "Location"), ("Uganda", "Location")]


def _claim(text: str = CLAIM) -> Reading:
    return build_reading(text, tree=CLAIM_TREE, upos={"demanded": "VERB", "invade": "VERB"}, entities=NAMES)


def _phrases(reading: Reading) -> set[str]:
    return {topic.phrase for topic in find_topics(View(reading))}


def _position(reading: Reading, words: str, party: str, stance: Stance, *, toward: tuple[str, ...] = ()) -> Position:
    span = find_span(reading.page.report.text, words)
    return Position(
        id=f"{party}-{words}",
        party=party,
        speaker=party,
        issue="",
        stance=stance,
        toward=toward,
        content_span=span,
    )


def test_a_verb_becomes_the_noun_of_its_act() -> None:
    """Doer and object keep their names."""
    assert {"invasion of Uganda", "Somalia's invasion of Uganda"} <= _phrases(_claim())


def test_negation_and_modality_leave_no_trace() -> None:
    """What is refused and what is wanted is one issue."""
    wanted = CLAIM.replace("never invade", "soon invade")
    span = find_span(CLAIM, "that Somalia never invade Uganda")
    other = build_reading(
        wanted,
        tree={k: v for k, v in CLAIM_TREE.items() if k != "never"} | {"soon": ("invade", "advmod")},
        upos={"demanded": "VERB", "invade": "VERB"},
        entities=NAMES,
    )
    issue = issue_of(_claim(), span)
    assert issue == issue_of(other, find_span(wanted, "that Somalia soon invade Uganda"))
    assert "never" not in issue
    assert "invasion" in issue


def test_the_object_stands_first_in_membership() -> None:
    """Some nouns take their object before them."""
    text = "Ada Bell wants Kenya to join NATO."
    tree = {
        "Bell": ("wants", "nsubj"),
        "wants": (None, "root"),
        "Kenya": ("wants", "obj"),
        "to": ("join", "mark"),
        "join": ("wants", "xcomp"),
        "NATO": ("join", "obj"),
    }
    reading = build_reading(
        text,
        tree=tree,
        upos={"wants": "VERB", "join": "VERB"},
        entities=[("Ada Bell", "Person"), ("Kenya", "Location"), ("NATO", "Organization")],
    )
    assert "Kenya's NATO membership" in _phrases(reading)


def test_a_seat_of_government_owns_under_the_name_of_its_country() -> None:
    """ "Nairobi's ban" and "Kenya's ban" are one phrase."""
    text = "They discussed Nairobi’s ban yesterday."
    reading = build_reading(
        text,
        tree={
            "discussed": (None, "root"),
            "Nairobi": ("ban", "nmod:poss"),
            "’s": ("Nairobi", "case"),
            "ban": ("discussed", "obj"),
        },
        upos={"discussed": "VERB", "ban": "NOUN", "yesterday": "NOUN"},
        entities=[("Nairobi", "Location")],
    )
    assert _phrases(reading) >= {"Kenya's ban"}


def test_time_words_and_titles_name_no_issue() -> None:
    """Nor does a bare noun that points back."""
    text = "Yesterday Mr Dorn dismissed the charge."
    reading = build_reading(
        text,
        tree={
            "Yesterday": ("dismissed", "obl"),
            "Mr": ("dismissed", "nsubj"),
            "Dorn": ("Mr", "flat"),
            "dismissed": (None, "root"),
            "the": ("charge", "det"),
            "charge": ("dismissed", "obj"),
        },
        upos={"Yesterday": "NOUN", "Mr": "PROPN", "dismissed": "VERB", "charge": "NOUN", "the": "DET"},
    )
    assert {"yesterday", "Mr", "charge", "the charge"}.isdisjoint(_phrases(reading))


def test_words_that_hyphens_tie_stay_together() -> None:
    """ "cease-fire" is one word, however the page cuts it."""
    text = "They want a cease-fire now."
    reading = build_reading(
        text,
        tree={"want": (None, "root"), "cease": ("fire", "compound"), "fire": ("want", "obj")},
        upos={"want": "VERB", "cease": "NOUN", "fire": "NOUN"},
    )
    assert "cease-fire" in _phrases(reading)
    assert "cease fire" not in _phrases(reading)


def test_a_content_without_a_noun_gives_its_plain_words() -> None:
    """Without pronouns, articles and auxiliaries, and at most six words."""
    text = "“We will never ever go alone so far away again today,” he said."
    reading = build_reading(text, upos={"will": "AUX", "said": "VERB", "never": "ADV"})
    issue = issue_of(reading, find_span(text, "“We will never ever go alone so far away again today,”"))
    words = issue.lower().split()
    assert 0 < len(words) <= LONGEST
    assert {"we", "will", "never", "“we"}.isdisjoint(words)


def test_an_empty_content_gives_an_empty_issue() -> None:
    """Marks alone say nothing."""
    text = "“…”"
    assert issue_of(build_reading(text), find_span(text, "…")) == ""


REPLY = "Kenya accused Somalia of a raid on Garissa. Somalia denied it."
REPLY_TREE = {
    "Kenya": ("accused", "nsubj"),
    "accused": (None, "root"),
    "Somalia": ("accused", "obj"),
    "of": ("raid", "case"),
    "a": ("raid", "det"),
    "raid": ("accused", "obl"),
    "on": ("Garissa", "case"),
    "Garissa": ("raid", "nmod"),
    "Somalia#2": ("denied", "nsubj"),
    "denied": (None, "root"),
    "it": ("denied", "obj"),
}


def _reply() -> tuple[Reading, dict[str, Actor]]:
    reading = build_reading(
        REPLY,
        tree=REPLY_TREE,
        upos={"accused": "VERB", "denied": "VERB", "raid": "NOUN", "of": "ADP", "on": "ADP", "a": "DET"},
        entities=[("Kenya", "Location"), ("Somalia", "Location"), ("Garissa", "Location"), ("Somalia#2", "Location")],
    )
    actors = {
        code: Actor(id=code, name=name, kind="state", country=code, sector="GOV")
        for code, name in (("KEN", "Kenya"), ("SOM", "Somalia"))
    }
    return reading, actors


def test_a_denial_meets_the_accusation_it_answers() -> None:
    """ "it" takes the words of what it answers."""
    reading, actors = _reply()
    given = [
        _position(reading, "Somalia of a raid on Garissa", "KEN", "accuses", toward=("SOM",)),
        _position(reading, "it", "SOM", "denies"),
    ]
    found = name_issues(reading, given, actors)
    assert [p.issue for p in found] == ["raid on Garissa"] * 2
    assert [p.id for p in found] == [p.id for p in given]


def test_no_positions_no_issues() -> None:
    """A report without positions is left as it is."""
    reading, actors = _reply()
    assert name_issues(reading, [], actors) == ()


@pytest.mark.parametrize(
    ("issues", "numbers"),
    [
        (["Kenya's ban on khat", "sanctions on Iran", "the Kenyan ban on khat"], [0, 1, 0]),
        (["withdrawal of the troops", "pull-out of soldiers"], [0, 0]),
        (["Kenyan troops in Somalia", "troops in Somalia"], [0, 0]),
        (["Kenyan election", "Somali election"], [0, 1]),
        (["Kenya", "Kenya's ban"], [0, 1]),
        (["", "", "the"], [0, 0, 1]),
        ([], []),
    ],
)
def test_issues_are_one_by_their_words(issues: list[str], numbers: list[int]) -> None:
    """Countries, families of words and synonyms decide; other countries keep issues apart."""
    assert cluster_issues(issues) == numbers
