"""Speakers as entities, against hand-made clusters."""

from __future__ import annotations

from onrecord.model.dossier import Actor
from onrecord.model.span import Span
from onrecord.score.coreference import count_coreference
from onrecord.score.gold import Attribution, GoldMention
from onrecord.score.speakers import project_actors, speaker_is_named, speaker_is_right, speaker_of

TEXT = "The old harbour master Ada Bell met Carl Dorn. She said he was late. Somebody laughed."


def span(words: str) -> Span:
    """Return the first span of the words."""
    return Span(TEXT.index(words), TEXT.index(words) + len(words))


def mention(cluster: str, words: str, head: str, kind: str = "person") -> GoldMention:
    """Build a gold mention from words of TEXT."""
    return GoldMention(cluster, kind, (span(words),), span(head))


BELL = [mention("1", "The old harbour master Ada Bell", "Bell"), mention("1", "She", "She")]
DORN = [mention("2", "Carl Dorn", "Dorn"), mention("2", "he was"[:2], "he was"[:2])]
HARBOUR = mention("3", "harbour", "harbour", "place")


def actor(*words: str) -> Actor:
    """Build an actor from its mentions."""
    return Actor(id="-".join(words), name=words[0], kind="person", mentions=tuple(span(w) for w in words))


def test_the_cluster_of_a_source() -> None:
    """The mention with the source's own extent speaks; a smaller one inside it does not; an abstract thing never."""
    bell = Attribution("1", (span("The old harbour master Ada Bell"),), (), ())
    assert speaker_of(bell, [HARBOUR, *BELL]) == "1"
    assert speaker_of(Attribution("2", (span("She"),), (), ()), [*DORN, *BELL]) == "1"
    assert speaker_of(Attribution("3", (), (), ()), BELL) is None
    assert speaker_of(bell, [mention("4", "The old harbour master Ada Bell", "Bell", "abstract")]) is None


def test_the_telling_mention_decides() -> None:
    """“Ada Bell” inside GUM's whole noun phrase is right; the wrong name is wrong, whatever pronouns come with it."""
    assert speaker_is_named(TEXT, actor("Ada Bell", "She"), BELL)
    assert not speaker_is_named(TEXT, actor("Carl Dorn", "She"), BELL)


def test_a_pronoun_alone_names_nobody() -> None:
    """An actor known by a pronoun only is wrong where the gold speaker has a name, right where it has none."""
    assert not speaker_is_named(TEXT, actor("She"), BELL)
    assert speaker_is_named(TEXT, actor("She"), [BELL[1]])


def test_i_is_right_where_the_other_mentions_agree() -> None:
    """An unnamed “I” is the right entity where most of its other mentions are the gold speaker's; “she” is not."""
    text = "I went. My boat sank. You know her."
    spans = {word: Span(text.index(word), text.index(word) + len(word)) for word in ("I", "My", "You", "her")}
    owner = {"I": "1", "My": "1", "You": "2", "her": "1"}
    mentions = [GoldMention(owner[word], "person", (s,), s) for word, s in spans.items()]
    mentions.append(GoldMention("1", "person", (Span(11, 15),), Span(11, 15)))
    speaker = Actor(id="a", name="I", kind="person", mentions=(spans["I"], spans["My"]))
    assert speaker_is_right(text, spans["I"], speaker, "1", mentions)
    mixed = Actor(id="a", name="I", kind="person", mentions=(spans["I"], spans["You"]))
    assert not speaker_is_right(text, spans["I"], mixed, "1", mentions)
    assert not speaker_is_right(text, spans["her"], speaker, "1", mentions)


def test_actors_are_projected_to_heads() -> None:
    """Found mentions become the heads of the gold mentions they mean; what means none stays and costs precision."""
    gold, found = project_actors([actor("Ada Bell", "She").mentions, actor("Carl Dorn", "late").mentions], [BELL, DORN])
    assert found[0] == gold[0] == {span("Bell"), span("She")}
    assert span("late") in found[1]
    counts = count_coreference(gold, found)
    assert (counts["mentions right"], counts["mentions found"], counts["mentions gold"]) == (3, 4, 4)
