"""The loss for labels that are a set of allowed ones."""

from __future__ import annotations

import torch
from torch import Tensor


def open_loss(logits: Tensor, masks: Tensor, weights: Tensor | None = None) -> Tensor:
    """Return the mean of −log P(any allowed label).

    Args:
        logits: (N, L).
        masks: (N,) int64 bit masks of the labels allowed.
        weights: (N,) float; None for all alike.
    """
    bits = torch.arange(logits.shape[1])
    allowed = (masks.unsqueeze(1) >> bits) & 1
    scores = logits.float()
    loss = scores.logsumexp(dim=1) - scores.masked_fill(allowed == 0, -1e4).logsumexp(dim=1)
    if weights is None:
        return loss.mean()
    return (loss * weights).sum() / weights.sum().clamp(min=1.0)
