"""Heads for acts: triggers, what became of them, who did them to whom; and for the stance of statements.

Shapes: B windows, T words, E acts, S statements, H = 384.
"""

from __future__ import annotations

import torch
from torch import Tensor, nn
from torch.nn import functional as F  # noqa: N812

from onrecord.model.reading import ACT_TYPES
from onrecord.nn.features import N_DISTANCES
from training.labels import LabelSets

HIDDEN = 384
ROLE_WIDTH = 160
FACT_WIDTH = 256


def pool(words: Tensor, marks: Tensor) -> Tensor:
    """Return the mean of the marked words: (E, T, H) and (E, T) to (E, H); zeros where none is marked."""
    weight = marks / marks.sum(dim=1, keepdim=True).clamp(min=1.0)
    return (weight.unsqueeze(1) @ words).squeeze(1)


class ActRoles(nn.Module):
    """For each act, what every word of the window is to it."""

    def __init__(self, n_labels: int) -> None:
        super().__init__()
        self.word = nn.Linear(HIDDEN, ROLE_WIDTH)
        self.word_gate = nn.Linear(HIDDEN, ROLE_WIDTH)
        self.act = nn.Linear(HIDDEN, ROLE_WIDTH)
        self.gate = nn.Linear(HIDDEN, ROLE_WIDTH)
        self.distance = nn.Embedding(N_DISTANCES, ROLE_WIDTH)
        self.out = nn.Linear(ROLE_WIDTH, n_labels)
        self.drop = nn.Dropout(0.1)

    def forward(self, words: Tensor, windows: Tensor, acts: Tensor, distances: Tensor) -> Tensor:
        """Score roles.

        Args:
            words: (B, T, H).
            windows: (E,) the window of each act.
            acts: (E, H) the mean of its trigger's words.
            distances: (E, T) bucket numbers of the signed distance to the trigger.

        Returns:
            (E, T, labels) logits.
        """
        x = self.word(words)[windows] + self.act(acts).unsqueeze(1) + self.distance(distances)
        x = F.gelu(x + self.word_gate(words)[windows] * self.gate(acts).unsqueeze(1))
        return self.out(self.drop(x))


class Facts(nn.Module):
    """A small network from pooled states to the labels of one thing."""

    def __init__(self, n_inputs: int, n_labels: int) -> None:
        super().__init__()
        self.inner = nn.Linear(n_inputs * HIDDEN, FACT_WIDTH)
        self.out = nn.Linear(FACT_WIDTH, n_labels)
        self.drop = nn.Dropout(0.2)

    def forward(self, states: Tensor) -> Tensor:
        """(E, n_inputs × H) to (E, labels)."""
        return self.out(self.drop(F.gelu(self.inner(states))))


class ActHeads(nn.Module):
    """All heads for acts, and the stance of statements."""

    def __init__(self, labels: LabelSets) -> None:
        super().__init__()
        self.tag = nn.Linear(HIDDEN, len(labels.act))
        self.party = nn.Linear(HIDDEN, len(labels.party))
        self.roles = ActRoles(len(labels.act_role))
        #: Modality, mode, then negated, background, factuality.
        self.facts = Facts(1, len(labels.modality) + len(labels.mode) + 3)
        self.sizes = [len(labels.modality), len(labels.mode), 2, 1]
        self.stance = Facts(3, len(labels.stance))
        self.query = nn.Linear(2 * HIDDEN, HIDDEN)
        #: The type of an act, from the act and its two parties.
        self.pair = Facts(3, len(ACT_TYPES))

    def stances(self, words: Tensor, marks: Tensor) -> Tensor:
        """Score the stance of statements.

        Args:
            words: (S, T, H).
            marks: (S, 3, T), 1 on the words of cue, content and source.
        """
        return self.stance((marks / marks.sum(dim=2, keepdim=True).clamp(min=1.0) @ words).flatten(1))

    def kinds(self, words: Tensor, marks: Tensor) -> Tensor:
        """Score the type of acts whose trigger is known: words (E, T, H), marks (E, 3, T) of trigger and parties."""
        return self.pair((marks / marks.sum(dim=2, keepdim=True).clamp(min=1.0) @ words).flatten(1))

    def pairs(self, words: Tensor, marks: Tensor, mask: Tensor) -> Tensor:
        """Score the type of the act between two parties.

        Args:
            words: (N, T, H).
            marks: (N, 2, T), 1 on the words of source and target.
            mask: (N, T), 1 where a word is.

        Returns:
            (N, 16) logits.
        """
        parties = (marks / marks.sum(dim=2, keepdim=True).clamp(min=1.0) @ words).flatten(1)
        # The act is sought where the tagger sees one and where the two parties point.
        tagged = self.tag(words)
        seen = tagged[..., 2:].logsumexp(-1) - tagged[..., 0]
        asked = (words @ self.query(parties).unsqueeze(2)).squeeze(2) / HIDDEN**0.5
        share = (seen + asked + (mask - 1.0) * 10000.0).softmax(dim=1)
        act = (share.unsqueeze(1) @ words).squeeze(1)
        return self.pair(torch.cat([act, parties], dim=1))
