"""Label scores to spans: entities, cues, and the roles of a cue."""

from __future__ import annotations

import itertools
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]
_NEVER = np.float32(-1e9)
#: Log probability of "O" above which a token surely has no role.
_SURELY_NOTHING = np.float32(np.log(0.99))


def log_softmax(scores: Floats) -> Floats:
    """Return log probabilities over the last axis."""
    shifted = scores - scores.max(axis=-1, keepdims=True)
    result: Floats = shifted - np.log(np.exp(shifted).sum(axis=-1, keepdims=True))
    return result


@dataclass(frozen=True, slots=True)
class FoundSpan:
    """Tokens ``first`` to ``last`` with a label and a probability."""

    first: int
    last: int
    label: str
    score: float


def decode_entities(logits: Floats, tags: Sequence[str], breaks: Sequence[int]) -> list[FoundSpan]:
    """Return the entities of a page.

    Args:
        logits: Shape (n_tokens, labels): "O", then "B-x", "I-x" per class.
        tags: The labels.
        breaks: Sentence starts: no entity crosses one.
    """
    if not len(logits):
        return []
    logs = log_softmax(logits)
    begins_sentence = np.zeros(len(logits) + 1, bool)
    begins_sentence[list(breaks)] = True
    chosen = logs.argmax(axis=1)
    inside = np.array([tag.startswith("I-") for tag in tags])
    # "I-x" may follow "B-x" (one before it) or "I-x" only; where it does not, its stretch is decoded with care.
    before = np.concatenate([[0], chosen[:-1]])
    broken = inside[chosen] & ((before != chosen) & (before != chosen - 1) | begins_sentence[:-1])
    if broken.any():
        bounds = [*np.flatnonzero(begins_sentence[:-1]).tolist(), len(logits)]
        if bounds[0] != 0:
            bounds.insert(0, 0)
        for start, end in itertools.pairwise(bounds):
            if broken[start:end].any():
                chosen[start:end] = _viterbi_bio(logs[start:end], inside)
    probabilities = np.exp(logs[np.arange(len(logs)), chosen])
    return _collect_bio(chosen, probabilities, tags, inside)


def _viterbi_bio(logs: Floats, inside: NDArray[np.bool_]) -> NDArray[np.int64]:
    n, k = logs.shape
    allowed = np.zeros((k, k), np.float32)
    for label in np.flatnonzero(inside):
        allowed[:, label] = _NEVER
        allowed[[label, label - 1], label] = 0
    score = np.where(inside, _NEVER, logs[0])
    back = np.zeros((n, k), np.int64)
    for t in range(1, n):
        paths = score[:, None] + allowed
        back[t] = paths.argmax(axis=0)
        score = paths.max(axis=0) + logs[t]
    chosen = np.zeros(n, np.int64)
    chosen[-1] = score.argmax()
    for t in range(n - 1, 0, -1):
        chosen[t - 1] = back[t, chosen[t]]
    return chosen


def _collect_bio(
    chosen: NDArray[np.int64], probabilities: Floats, tags: Sequence[str], inside: NDArray[np.bool_]
) -> list[FoundSpan]:
    found: list[FoundSpan] = []
    token, n = 0, len(chosen)
    while token < n:
        if chosen[token] == 0:
            token += 1
            continue
        end = token + 1
        while end < n and inside[chosen[end]] and chosen[end] in (chosen[token], chosen[token] + 1):
            end += 1
        found.append(FoundSpan(token, end, tags[chosen[token]][2:], float(probabilities[token:end].mean())))
        token = end
    return found


def decode_cues(logits: Floats, tags: Sequence[str], threshold: float) -> list[FoundSpan]:
    """Return the cues of a page: a cue begins where "begins one" of any class reaches ``threshold``.

    Args:
        logits: Shape (n_tokens, labels): "O", "I", then "B-x" per class.
        tags: The labels.
        threshold: Probability, 0 to 1.
    """
    if not len(logits):
        return []
    probabilities = np.exp(log_softmax(logits))
    begins = probabilities[:, 2:].sum(axis=1)
    goes_on = probabilities[:, 1] > np.maximum(probabilities[:, 0], begins)
    found = []
    for token in np.flatnonzero(begins >= threshold).tolist():
        if goes_on[token]:
            continue
        end = token + 1
        while end < len(logits) and goes_on[end]:
            end += 1
        kind = tags[2 + int(probabilities[token, 2:].argmax())][2:]
        found.append(FoundSpan(token, end, kind, float(begins[token])))
    return found


def decode_roles(
    logits: Floats, tags: Sequence[str], lengths: Sequence[int], *, open_costs: Mapping[str, float]
) -> list[list[FoundSpan]]:
    """Return the role spans of each cue, decoded so that every span begins, goes on and ends as one.

    Args:
        logits: Shape (n_cues, n_tokens, labels): "O", "cue", then "B-x", "I-x", "E-x", "S-x" per role.
        tags: The labels.
        lengths: Tokens of each cue's window; what lies beyond is padding.
        open_costs: What beginning a span of a role costs, in nats; keeps a content from breaking into crumbs.
    """
    if not len(logits):
        return []
    logs = log_softmax(logits)
    for row, length in enumerate(lengths):
        logs[row, length:, 1:] = _NEVER
    names = [tag[2:] for tag in tags[2::4]]
    costs = np.array([open_costs.get(name, 0.0) for name in names], np.float32)
    logs, shifts = _cut_to_active(logs)
    chosen = _viterbi_bies(logs, costs)
    probabilities = np.exp(logs)
    found = (_collect_bies(chosen[row], probabilities[row], names) for row in range(len(logits)))
    return [
        [replace(s, first=s.first + shift, last=s.last + shift) for s in spans]
        for spans, shift in zip(found, shifts.tolist(), strict=True)
    ]


def _cut_to_active(logs: Floats) -> tuple[Floats, NDArray[np.int64]]:
    """Cut each cue's row to the stretch in which anything but "O" has a chance; return the cuts and their starts.

    Most of a window has nothing to do with a given cue, and the search takes a step per token.
    """
    _, n, _ = logs.shape
    active = logs[:, :, 0] < _SURELY_NOTHING
    active[:, 0] |= ~active.any(axis=1)
    firsts = active.argmax(axis=1)
    ends = n - active[:, ::-1].argmax(axis=1)
    wide = int((ends - firsts).max())
    places = firsts[:, None] + np.arange(wide)
    cut = np.take_along_axis(logs, np.minimum(places, n - 1)[:, :, None], axis=1)
    outside = places >= ends[:, None]
    cut[outside, 1:] = _NEVER
    cut[outside, 0] = 0
    return cut, firsts


def _viterbi_bies(logs: Floats, costs: Floats) -> NDArray[np.int64]:
    """Find the best path for all cues at once; after a span is closed anything but "I" and "E" may follow."""
    k, n, width = logs.shape
    begin, middle, end, single = (np.arange(2 + part, width, 4) for part in range(4))
    loose = np.array([0, 1, *end, *single])
    score = logs[:, 0].copy()
    score[:, begin] -= costs
    score[:, single] -= costs
    score[:, middle] = _NEVER
    score[:, end] = _NEVER
    back = np.zeros((n, k, width), np.int16)
    rows = np.arange(k)[:, None]
    for t in range(1, n):
        closed = score[:, loose]
        best = closed.argmax(axis=1)
        top = closed[rows[:, 0], best][:, None]
        fresh = np.broadcast_to(top, (k, width)).copy()
        fresh[:, begin] -= costs
        fresh[:, single] -= costs
        back[t] = loose[best][:, None]
        from_begin, from_middle = score[:, begin], score[:, middle]
        stays = from_middle >= from_begin
        inner = np.where(stays, from_middle, from_begin)
        origin = np.where(stays, middle, begin)
        fresh[:, middle] = inner
        fresh[:, end] = inner
        back[t][:, middle] = origin
        back[t][:, end] = origin
        score = fresh + logs[:, t]
    chosen = np.zeros((k, n), np.int64)
    chosen[:, -1] = loose[score[:, loose].argmax(axis=1)]
    for t in range(n - 1, 0, -1):
        chosen[:, t - 1] = back[t][rows[:, 0], chosen[:, t]]
    return chosen


def _collect_bies(chosen: NDArray[np.int64], probabilities: Floats, names: Sequence[str]) -> list[FoundSpan]:
    found = []
    token, n = 0, len(chosen)
    while token < n:
        label = int(chosen[token])
        if label < 2:
            token += 1
            continue
        role = (label - 2) // 4
        last = token + 1
        while last < n and chosen[last] >= 2 and (chosen[last] - 2) // 4 == role and (chosen[last] - 2) % 4 in (1, 2):
            last += 1
        share = probabilities[token:last, 2 + 4 * role : 6 + 4 * role].sum(axis=1)
        found.append(FoundSpan(token, last, names[role], float(share.mean())))
        token = last
    return found
