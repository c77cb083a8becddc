"""How people tell their own names."""

from __future__ import annotations

import pytest

from onrecord.extract.statements import find_statements
from onrecord.resolve.actors import resolve_actors
from tests.builders import build_reading


@pytest.mark.parametrize(
    ("text", "source"),
    [
        ("I'm Maria Oduya. We met in May. I said the port was shut.", "I#2"),
        ("My name is Maria Oduya. We met in May. I said the port was shut.", "I"),
        ("We met in May. I said the port was shut.\n\nMaria Oduya", "I"),
    ],
)
def test_a_writer_is_known_by_the_name_he_tells(text: str, source: str) -> None:
    """Where the text introduces or signs its writer, "I" bears that name."""
    reading = build_reading(
        text,
        frames=[{"cue": "said", "source": source, "content": "the port was shut"}],
        entities=[("Maria Oduya", "Person")],
        tree={"said": (None, "root")},
    )
    who = resolve_actors(reading, find_statements(reading))
    actors, (statement,) = who.actors, who.statements
    names = {actor.id: actor.name for actor in actors}
    assert [names[number] for number in statement.speakers] == ["Maria Oduya"]


def test_another_name_is_not_the_writer() -> None:
    """A name that the writer only mentions is somebody else's."""
    reading = build_reading(
        "I met Maria Oduya. I said the port was shut.",
        frames=[{"cue": "said", "source": "I#2", "content": "the port was shut"}],
        entities=[("Maria Oduya", "Person")],
    )
    who = resolve_actors(reading, find_statements(reading))
    actors, (statement,) = who.actors, who.statements
    names = {actor.id: actor.name for actor in actors}
    assert [names[number] for number in statement.speakers] == ["I"]
