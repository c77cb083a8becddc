"""Acts, ratings, parties and stances: decoding by hand, and the shipped network on invented sentences."""

from __future__ import annotations

import numpy as np
import pytest

from onrecord.model.page import Page
from onrecord.model.reading import ACT_ROLES, ACT_TYPES, MODALITIES, STANCES
from onrecord.model.span import TokenRange
from onrecord.nn.acts import _runs, decode_parties, sigmoid
from onrecord.nn.reader import Reader, load_reader
from tests.builders import build_page

TEXT = (
    "Bordurian troops shelled the Syldavian town of Niedzdrow on Monday, killing nine people.\n\n"
    "The foreign minister of Syldavia, Ada Bell, demanded that Borduria withdraw its troops at once. "
    "Borduria denied that it had attacked the town. The United Nations will send an envoy to Klow next week.\n"
)


@pytest.fixture(scope="module")
def reader() -> Reader:
    """Return the shipped network."""
    return load_reader()


@pytest.fixture(scope="module")
def page() -> Page:
    """Return the page of an invented report."""
    return build_page(TEXT, published="2031-05-07")


def test_runs_are_cut_where_another_begins() -> None:
    """Two spans that touch are two where the second begins anew."""
    inside = np.array([0, 1, 1, 1, 0, 1], bool)
    begins = np.array([0, 1, 0, 1, 0, 0], bool)
    assert _runs(inside, begins) == [(1, 3), (3, 4), (5, 6)]


def test_who_does_both_is_source_and_target() -> None:
    """A reciprocal party stands on both sides."""
    tags = ("O", "B-source", "I-source", "B-target", "I-target", "B-both", "I-both")
    logits = np.full((5, 7), -9.0, np.float32)
    for token, tag in enumerate((1, 2, 0, 3, 5)):
        logits[token, tag] = 9.0
    parties = decode_parties(logits, tags)
    assert parties.sources == (TokenRange(0, 2), TokenRange(4, 5))
    assert parties.targets == (TokenRange(3, 4), TokenRange(4, 5))


def test_touching_spans_are_one_party_and_the_surest_is_kept() -> None:
    """A party that was cut is put together; of two that act apart the surer one is kept."""
    tags = ("O", "B-source", "I-source", "B-target", "I-target", "B-both", "I-both")
    logits = np.full((6, 7), -9.0, np.float32)
    for token, (tag, score) in enumerate(((1, 1.0), (0, 9.0), (3, 9.0), (3, 9.0), (0, 9.0), (1, 9.0))):
        logits[token, tag] = score
    parties = decode_parties(logits, tags)
    assert parties.targets == (TokenRange(2, 4),)
    assert parties.sources == (TokenRange(5, 6),)


def test_extreme_logits_do_not_overflow() -> None:
    """Probabilities stay between 0 and 1."""
    with np.errstate(all="raise"):
        found = sigmoid(np.array([-1e6, 0.0, 1e6], np.float32))
    assert found[0] < 1e-9
    assert found[1] == 0.5
    assert found[2] == pytest.approx(1.0)


def test_acts_stand_on_the_page_and_carry_known_codes(reader: Reader, page: Page) -> None:
    """Triggers and roles are tokens of the page; types, roles and modalities are the code book's."""
    reading = reader.read(page)
    n = len(page.tokens)
    assert reading.acts
    for act in reading.acts:
        assert 0 <= act.trigger.first < act.trigger.last <= n
        assert act.type in ACT_TYPES
        assert set(act.rating.modality) == set(MODALITIES)
        assert sum(act.rating.modality.values()) == pytest.approx(1.0, abs=1e-4)
        assert act.rating.mode is None or act.rating.mode.startswith(f"{act.type}/")
        assert all(role.name in ACT_ROLES and 0 <= role.tokens.first < role.tokens.last <= n for role in act.roles)
    assert all(tuple(frame.stances) == STANCES for frame in reading.frames)


def test_what_happened_is_told_from_what_is_demanded(reader: Reader, page: Page) -> None:
    """The plainest cases of modality."""
    words = [page.word(n) for n in range(len(page.tokens))]
    wanted = {"shelled": "happened", "withdraw": "demanded", "attacked": "denied", "send": "planned"}
    triggers = [TokenRange(words.index(word), words.index(word) + 1) for word in wanted]
    ratings = reader.rate_triggers(page, triggers)
    found = {word: max(r.modality, key=r.modality.__getitem__) for word, r in zip(wanted, ratings, strict=True)}
    assert found == wanted
    assert ratings[0].factuality > 2 > ratings[1].factuality


def test_the_type_of_an_act_between_two_parties(reader: Reader) -> None:
    """A sentence with its parties given has a type; probabilities add up."""
    page = build_page("Syldavian police arrested three Bordurian diplomats in Klow.")
    rated = reader.rate_types(page, [TokenRange(0, 2)], [TokenRange(3, 6)])
    assert set(rated) == set(ACT_TYPES)
    assert sum(rated.values()) == pytest.approx(1.0, abs=1e-4)
    assert max(rated, key=rated.__getitem__) == "COERCE"
    assert reader.rate_types(page, [], [])


def test_parties_of_a_sentence(reader: Reader) -> None:
    """Who acts and who is acted upon are found whatever the act."""
    page = build_page("Syldavia accused Borduria of an attack on its embassy.")
    parties = reader.find_parties(page)
    assert [page.word(t.first) for t in parties.sources] == ["Syldavia"]
    assert [page.word(t.first) for t in parties.targets] == ["Borduria"]
