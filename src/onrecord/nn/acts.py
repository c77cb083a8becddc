"""Acts in a window: triggers, what became of them, their roles; and the stance of the window's statements."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from onrecord.model.reading import ACT_TYPES, ActFrame, Frame, Parties, Role, TriggerRating
from onrecord.model.span import TokenRange
from onrecord.nn.features import distance_buckets
from onrecord.nn.session import ActPass, Floats, Manifest, Network
from onrecord.nn.spans import FoundSpan, decode_cues, decode_entities, log_softmax

#: Rows of the parties in the input of the head for types, and the probability from which a party counts.
_PARTY_ROWS = {"actor": 1, "recipient": 2}
_SURE_PARTY = 0.4


def find_acts(network: Network, states: Floats, tags: Floats, own: slice, shift: int) -> list[ActFrame]:
    """Return the acts whose trigger begins in a window's own tokens.

    Args:
        network: The network.
        states: (1, T, state_width), the window's tokens.
        tags: (T, act tags) logits.
        own: Where in the window its own tokens lie.
        shift: Number on the page of the window's first token.
    """
    manifest = network.manifest
    found = [
        replace(act, first=act.first + own.start, last=act.last + own.start)
        for act in decode_cues(tags[own], manifest.act, manifest.act_threshold)
    ]
    return describe_acts(network, states, tags, found, shift)


def describe_acts(
    network: Network, states: Floats, tags: Floats, found: Sequence[FoundSpan], shift: int
) -> list[ActFrame]:
    """Return what the network says of acts whose triggers are known; token numbers of ``found`` are the window's."""
    if not found:
        return []
    manifest = network.manifest
    seen = run_acts(network, states, [TokenRange(a.first, a.last) for a in found])
    roles = [_roles(seen.roles[n], manifest) for n in range(len(found))]
    shares = _types(network, states, found, tags, roles)
    types = [max(share, key=share.__getitem__) for share in shares]
    ratings = ratings_of(seen, manifest, types)
    modes = _modes(seen.mode, manifest)
    return [
        ActFrame(
            TokenRange(act.first + shift, act.last + shift),
            kind,
            rating,
            tuple(replace(r, tokens=TokenRange(r.tokens.first + shift, r.tokens.last + shift)) for r in own_roles),
            act.score,
            shares[n],
            modes[n],
        )
        for n, (act, kind, rating, own_roles) in enumerate(zip(found, types, ratings, roles, strict=True))
    ]


def _modes(logits: Floats, manifest: Manifest) -> list[dict[str, str | None]]:
    """Return for each act the likeliest mode of every type."""
    columns = _allowed_modes(manifest, ACT_TYPES)
    best = [np.where(allowed, logits, -np.inf).argmax(axis=1) for allowed in columns]
    return [
        {kind: manifest.mode[best[k][n]] if best[k][n] else None for k, kind in enumerate(ACT_TYPES)}
        for n in range(len(logits))
    ]


def _types(
    network: Network, states: Floats, found: Sequence[FoundSpan], tags: Floats, roles: Sequence[tuple[Role, ...]]
) -> list[dict[str, float]]:
    """Return the probability of each type: what an act's first word says, and what it does between its parties."""
    marks = np.zeros((len(found), 3, states.shape[1]), np.float32)
    for number, (act, own) in enumerate(zip(found, roles, strict=True)):
        marks[number, 0, act.first : act.last] = 1
        for role in own:
            if role.name in _PARTY_ROWS and role.score >= _SURE_PARTY:
                marks[number, _PARTY_ROWS[role.name], role.tokens.first : role.tokens.last] = 1
    told = log_softmax(tags[[act.first for act in found], 2:]) + log_softmax(network.kinds(states, marks))
    return [dict(zip(ACT_TYPES, row, strict=True)) for row in np.exp(log_softmax(told)).tolist()]


def run_acts(network: Network, states: Floats, triggers: Sequence[TokenRange]) -> ActPass:
    """Run the pass for acts over triggers of one window, with token numbers of the window."""
    length = states.shape[1]
    marks = np.zeros((len(triggers), length), np.float32)
    for number, trigger in enumerate(triggers):
        marks[number, trigger.first : trigger.last] = 1
    distances = np.array([distance_buckets(length, t.first, t.last) for t in triggers], np.int64)
    return network.acts(states, marks, distances.reshape(len(triggers), length))


def ratings_of(seen: ActPass, manifest: Manifest, types: Sequence[str] | None = None) -> list[TriggerRating]:
    """Turn logits into ratings, one per act; where the types are known, a mode is one of its type's."""
    modality = np.exp(log_softmax(seen.modality))
    negated, background = sigmoid(seen.negated), sigmoid(seen.background)
    modes = seen.mode if types is None else np.where(_allowed_modes(manifest, types), seen.mode, -np.inf)
    chosen = modes.argmax(axis=1)
    return [
        TriggerRating(
            dict(zip(manifest.modality, modality[n].tolist(), strict=True)),
            float(negated[n]),
            float(background[n]),
            float(np.clip(seen.factuality[n], -3.0, 3.0)),
            manifest.mode[chosen[n]] if chosen[n] else None,
        )
        for n in range(len(modality))
    ]


def _allowed_modes(manifest: Manifest, types: Sequence[str]) -> NDArray[np.bool_]:
    return np.array([[mode == "none" or mode.startswith(f"{kind}/") for mode in manifest.mode] for kind in types])


def sigmoid(logits: Floats) -> Floats:
    """Return probabilities of yes."""
    result: Floats = (1.0 / (1.0 + np.exp(-np.clip(logits, -30.0, 30.0)))).astype(np.float32)
    return result


def _roles(logits: Floats, manifest: Manifest) -> tuple[Role, ...]:
    """Return the spans that fill the roles of one act: runs of tokens that pass the threshold, cut at beginnings."""
    probabilities = np.exp(log_softmax(logits))
    roles: list[Role] = []
    for column in range(2, probabilities.shape[1], 2):
        name = manifest.act_role[column][2:]
        inside = probabilities[:, column] + probabilities[:, column + 1] >= manifest.act_role_threshold
        begins = probabilities[:, column] >= probabilities[:, column + 1]
        for first, last in _runs(inside, begins):
            share = probabilities[first:last, column] + probabilities[first:last, column + 1]
            roles.append(Role(name, TokenRange(first, last), float(share.max())))
    return tuple(sorted(roles, key=lambda role: role.tokens))


def _runs(inside: NDArray[np.bool_], begins: NDArray[np.bool_]) -> list[tuple[int, int]]:
    found: list[tuple[int, int]] = []
    for token in np.flatnonzero(inside).tolist():
        if found and found[-1][1] == token and not begins[token]:
            found[-1] = (found[-1][0], token + 1)
        else:
            found.append((token, token + 1))
    return found


def add_stances(network: Network, states: Floats, frames: Sequence[Frame], shift: int) -> list[Frame]:
    """Return the statement frames of a window with how likely each takes each stance."""
    if not frames:
        return []
    length = states.shape[1]
    marks = np.zeros((len(frames), 3, length), np.float32)
    for number, frame in enumerate(frames):
        marks[number, 0, frame.cue.first - shift : frame.cue.last - shift] = 1
        for row, name in ((1, "content"), (2, "source")):
            for tokens in frame.fillers(name):
                marks[number, row, tokens.first - shift : tokens.last - shift] = 1
    probabilities = np.exp(log_softmax(network.stances(states, marks)))
    names = network.manifest.stance
    return [
        replace(frame, stances=dict(zip(names, row, strict=True)))
        for frame, row in zip(frames, probabilities.tolist(), strict=True)
    ]


def decode_parties(logits: Floats, tags: Sequence[str]) -> Parties:
    """Return who acts and who is acted upon, from (T, party tags) logits.

    Spans of one label that touch are one party ("the call of | the parliament"). Of those who only act, and of those
    who are only acted upon, the surest is kept: a sentence tells one act.
    """
    joined: list[FoundSpan] = []
    for span in decode_entities(logits, tags, [0]):
        if joined and joined[-1].last == span.first and joined[-1].label == span.label:
            score = max(joined[-1].score, span.score)
            joined[-1] = replace(joined[-1], last=span.last, score=score)
        else:
            joined.append(span)
    both = [TokenRange(s.first, s.last) for s in joined if s.label == "both"]
    sides = []
    for name in ("source", "target"):
        own = [s for s in joined if s.label == name]
        best = [max(own, key=lambda s: s.score)] if own else []
        sides.append(tuple(sorted([*(TokenRange(s.first, s.last) for s in best), *both])))
    return Parties(*sides)
