"""Label scores to spans."""

from __future__ import annotations

from itertools import pairwise, product

import numpy as np
import pytest

from onrecord.nn.spans import decode_cues, decode_entities, decode_roles, log_softmax

ENTITY = ("O", "B-Person", "I-Person", "B-Location", "I-Location")
ROLE = ("O", "cue", *(f"{p}-{name}" for name in ("source", "content") for p in "BIES"))


def _scores(chosen: list[str], tags: tuple[str, ...]) -> np.ndarray:
    logits = np.zeros((len(chosen), len(tags)), np.float32)
    for row, tag in enumerate(chosen):
        logits[row, tags.index(tag)] = 9
    return logits


def test_entities_are_runs_of_one_class() -> None:
    """A beginning and what goes on from it is one entity; another beginning is another."""
    logits = _scores(["B-Person", "I-Person", "O", "B-Location", "B-Location"], ENTITY)
    found = [(e.first, e.last, e.label) for e in decode_entities(logits, ENTITY, [0])]
    assert found == [(0, 2, "Person"), (3, 4, "Location"), (4, 5, "Location")]


def test_inside_without_beginning_is_repaired() -> None:
    """A tag that goes on from nothing is read as the best allowed sequence."""
    logits = _scores(["O", "I-Person", "I-Person"], ENTITY)
    logits[1, ENTITY.index("B-Person")] = 8
    assert [(e.first, e.last) for e in decode_entities(logits, ENTITY, [0])] == [(1, 3)]


def test_no_entity_crosses_a_sentence_start() -> None:
    """What goes on over a sentence start is cut there."""
    logits = _scores(["B-Person", "I-Person"], ENTITY)
    logits[1, ENTITY.index("B-Person")] = 5
    assert [(e.first, e.last) for e in decode_entities(logits, ENTITY, [0, 1])] == [(0, 1), (1, 2)]


def test_cue_threshold_counts_all_classes_together() -> None:
    """A token begins a cue when its classes together reach the threshold; the likeliest names it."""
    tags = ("O", "I", "B-speech", "B-denial")
    logits = np.log(np.array([[0.5, 0.02, 0.28, 0.2], [0.1, 0.88, 0.01, 0.01], [0.9, 0.02, 0.05, 0.03]], np.float32))
    found = decode_cues(logits, tags, 0.45)
    assert [(c.first, c.last, c.label) for c in found] == [(0, 2, "speech")]
    assert decode_cues(logits, tags, 0.6) == []


def test_roles_begin_go_on_and_end() -> None:
    """Spans are read off a clean labelling with their roles."""
    logits = _scores(["S-source", "cue", "B-content", "I-content", "E-content", "O"], ROLE)
    found = decode_roles(logits[None], ROLE, [6], open_costs={})[0]
    assert [(s.first, s.last, s.label) for s in found] == [(0, 1, "source"), (2, 5, "content")]


def test_padding_holds_no_role() -> None:
    """What lies beyond a window's length is never part of a span."""
    logits = _scores(["B-content", "I-content", "I-content", "E-content"], ROLE)
    found = decode_roles(logits[None], ROLE, [2], open_costs={})[0]
    assert all(s.last <= 2 for s in found)


def _allowed(before: int, after: int) -> bool:
    """The rule itself, written the slow way: I and E follow B or I of their role and nothing else does."""
    opens = before >= 2 and (before - 2) % 4 in (0, 1)
    goes_on = after >= 2 and (after - 2) % 4 in (1, 2)
    if opens or goes_on:
        return opens and goes_on and (before - 2) // 4 == (after - 2) // 4
    return True


@pytest.mark.parametrize("seed", range(15))
def test_decoding_is_the_best_of_all_labellings(seed: int) -> None:
    """The labelling found scores as high as the best that trying all of them finds."""
    logits = np.random.default_rng(seed).normal(size=(1, 4, len(ROLE))).astype(np.float32) * 2
    logs = log_softmax(logits)[0]
    best, best_score = None, -np.inf
    for path in product(range(len(ROLE)), repeat=4):
        if (path[0] >= 2 and (path[0] - 2) % 4 in (1, 2)) or (path[-1] >= 2 and (path[-1] - 2) % 4 in (0, 1)):
            continue
        if all(_allowed(a, b) for a, b in pairwise(path)):
            score = sum(logs[t, label] for t, label in enumerate(path))
            if score > best_score:
                best, best_score = path, score
    assert best is not None
    expected = {t for t, label in enumerate(best) if label >= 2}
    found = {t for s in decode_roles(logits, ROLE, [4], open_costs={})[0] for t in range(s.first, s.last)}
    assert found == expected


def test_opening_cost_keeps_content_whole() -> None:
    """A cost on beginning a content bridges a single doubtful token."""
    logits = _scores(["B-content", "E-content", "O", "B-content", "E-content"], ROLE) / 9 * 3
    logits[:, ROLE.index("I-content")] += 2.2
    crumbs = decode_roles(logits[None], ROLE, [5], open_costs={"content": 0.0})[0]
    whole = decode_roles(logits[None], ROLE, [5], open_costs={"content": 4.0})[0]
    assert len(crumbs) == 2
    assert [(s.first, s.last) for s in whole] == [(0, 5)]
