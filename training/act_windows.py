"""What is known of acts in a batch of windows, as tensors."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import torch
from torch import Tensor

from onrecord.nn.features import distance_buckets
from training.cuts import IGNORE, Window
from training.documents import ActLabels
from training.labels import ACT_ROLE_TAGS, mask_of

#: Bit masks of the role labels of each party.
PARTY_MASKS = {
    name: mask_of([n for n, tag in enumerate(ACT_ROLE_TAGS) if tag.endswith(f"-{name}")])
    for name in ("actor", "recipient")
}


@dataclass(slots=True)
class ActBatch:
    """Tensors of one step. B windows, T words, E acts, S statements, N pairs."""

    #: (B, T) bit masks of allowed act tags; of types, where only some acts are marked; of party tags. 0 says nothing.
    tags: Tensor
    types: Tensor
    parties: Tensor
    #: (E,) window of each act; (E, T) float trigger words and distances.
    windows: Tensor
    triggers: Tensor
    distances: Tensor
    #: (E, T) bit masks of allowed roles, 0 where not known.
    roles: Tensor
    #: (E,) bit masks of types, 0 where not known; (E, 3, T) float words of trigger, actors and recipients.
    kinds: Tensor
    kind_words: Tensor
    #: (E,) numbers of modality and mode, IGNORE where not known.
    modality: Tensor
    mode: Tensor
    #: (E, 2) negated and background as 0 and 1, (E,) factuality; NaN where not known.
    flags: Tensor
    factuality: Tensor
    #: (S,) window of each statement; (S, 3, T) float words of cue, content and source; (S,) stance.
    stance_windows: Tensor
    stance_words: Tensor
    stances: Tensor
    #: (N,) window of each pair; (N, 2, T) float words of source and target; (N,) bit masks of types.
    pair_windows: Tensor
    pair_words: Tensor
    pair_types: Tensor


def act_tensors(windows: Sequence[Window], t: int) -> ActBatch:
    """Build the tensors of one batch; ``t`` is the width in words."""
    b = len(windows)
    tags, types, parties = (np.zeros((b, t), np.int64) for _ in range(3))
    acts: list[tuple[int, ActLabels]] = []
    for row, window in enumerate(windows):
        doc, first, last = window.document, window.first, window.last
        if doc.acts is not None:
            tags[row, : last - first] = doc.acts[first:last]
        if doc.parties is not None:
            parties[row, : last - first] = doc.parties[first:last]
        for word, mask in doc.act_types.items():
            if first <= word < last:
                types[row, word - first] = mask
        acts += [(row, act) for act in doc.act_frames if first <= act.trigger[0] and act.trigger[-1] < last]
    stances = [(row, s) for row, w in enumerate(windows) for s in w.document.stances if _inside(w, s.cue)]
    pairs = [(row, p) for row, w in enumerate(windows) for p in w.document.pairs if _inside(w, [*p.source, *p.target])]
    as_tensor = torch.from_numpy
    return ActBatch(
        as_tensor(tags), as_tensor(types), as_tensor(parties),
        torch.tensor([row for row, _ in acts], dtype=torch.long),
        *_act_words(windows, acts, t),
        torch.tensor([a.types for _, a in acts], dtype=torch.long),
        _marks(windows, [(row, (a.trigger, *_party_words(a))) for row, a in acts], 3, t),
        torch.tensor([IGNORE if a.modality is None else a.modality for _, a in acts], dtype=torch.long),
        torch.tensor([IGNORE if a.mode is None else a.mode for _, a in acts], dtype=torch.long),
        torch.tensor([[_flag(a.negated), _flag(a.background)] for _, a in acts]).reshape(len(acts), 2),
        torch.tensor([float("nan") if a.factuality is None else a.factuality for _, a in acts]),
        torch.tensor([row for row, _ in stances], dtype=torch.long),
        _marks(windows, [(row, (s.cue, s.content, s.source)) for row, s in stances], 3, t),
        torch.tensor([s.stance for _, s in stances], dtype=torch.long),
        torch.tensor([row for row, _ in pairs], dtype=torch.long),
        _marks(windows, [(row, (p.source, p.target)) for row, p in pairs], 2, t),
        torch.tensor([p.types for _, p in pairs], dtype=torch.long),
    )  # fmt: skip


def _party_words(act: ActLabels) -> list[list[int]]:
    """Return the words that surely mean who acts, and who is acted upon."""
    roles = act.roles or {}
    return [[w for w, mask in roles.items() if mask & ~PARTY_MASKS[name] == 0 and mask] for name in PARTY_MASKS]


def _inside(window: Window, words: Sequence[int]) -> bool:
    return all(window.first <= w < window.last for w in words)


def _flag(value: bool | None) -> float:
    return float("nan") if value is None else float(value)


def _act_words(windows: Sequence[Window], acts: Sequence[tuple[int, ActLabels]], t: int) -> tuple[Tensor, ...]:
    triggers = np.zeros((len(acts), t), np.float32)
    distances, roles = (np.zeros((len(acts), t), np.int64) for _ in range(2))
    for n, (row, act) in enumerate(acts):
        first, last = windows[row].first, windows[row].last
        begin, end = act.trigger[0] - first, act.trigger[-1] + 1 - first
        triggers[n, [w - first for w in act.trigger]] = 1
        distances[n, : last - first] = distance_buckets(last - first, begin, end)
        if act.roles is not None:
            roles[n, : last - first] = 1
            for word, mask in act.roles.items():
                if first <= word < last:
                    roles[n, word - first] = mask
    return tuple(torch.from_numpy(array) for array in (triggers, distances, roles))


def _marks(
    windows: Sequence[Window], rows: Sequence[tuple[int, Sequence[Sequence[int]]]], width: int, t: int
) -> Tensor:
    marks = np.zeros((len(rows), width, t), np.float32)
    for n, (row, groups) in enumerate(rows):
        first, last = windows[row].first, windows[row].last
        for number, words in enumerate(groups):
            marks[n, number, [w - first for w in words if first <= w < last]] = 1
    return torch.from_numpy(marks)
