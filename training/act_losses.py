"""What the heads for acts are charged for; all labels may be missing."""

from __future__ import annotations

import torch
from torch import Tensor
from torch.nn import functional as F  # noqa: N812

from training.act_heads import ActHeads, pool
from training.act_windows import ActBatch
from training.cuts import IGNORE
from training.open_loss import open_loss

#: Share of parties hidden from the head for types.
MISSING_PARTY = 0.3


def act_losses(heads: ActHeads, batch: ActBatch, mask: Tensor, words: Tensor, found: dict[str, Tensor]) -> None:
    """Add the losses of the heads that have labels in this batch.

    Args:
        heads: The heads.
        batch: Their labels.
        mask: (B, T) float, 1 where a word is.
        words: (B, T, H).
        found: Losses by name.
    """
    for name, labels, head in (("act", batch.tags, heads.tag), ("party", batch.parties, heads.party)):
        known = labels > 0
        if known.any():
            found[name] = open_loss(head(words[known]), labels[known])
    known = batch.types > 0
    if known.any():
        # Of a corpus that marks some acts only the type is believed: what else is an act it does not know.
        found["act_type"] = open_loss(heads.tag(words[known])[:, 2:], batch.types[known])
    if len(batch.windows):
        _of_acts(heads, batch, words, found)
    if len(batch.stances):
        logits = heads.stances(words[batch.stance_windows], batch.stance_words.to(words.dtype))
        found["stance"] = F.cross_entropy(logits.float(), batch.stances, label_smoothing=0.05)
    if len(batch.pair_windows):
        rows = batch.pair_windows
        logits = heads.pairs(words[rows], batch.pair_words.to(words.dtype), mask[rows])
        found["pair"] = open_loss(logits, batch.pair_types)


def _of_acts(heads: ActHeads, batch: ActBatch, words: Tensor, found: dict[str, Tensor]) -> None:
    states = pool(words[batch.windows], batch.triggers.to(words.dtype))
    modality, mode, flags, factuality = heads.facts(states).float().split(heads.sizes, dim=1)
    if (batch.modality != IGNORE).any():
        found["modality"] = F.cross_entropy(modality, batch.modality, ignore_index=IGNORE, label_smoothing=0.05)
        found["mode"] = F.cross_entropy(mode, batch.mode, ignore_index=IGNORE)
    known = ~batch.flags.isnan()
    if known.any():
        found["flags"] = F.binary_cross_entropy_with_logits(flags[known], batch.flags[known])
    known = ~batch.factuality.isnan()
    if known.any():
        found["factuality"] = F.smooth_l1_loss(factuality.squeeze(1)[known], batch.factuality[known])
    known = batch.kinds > 0
    if known.any():
        marks = batch.kind_words[known].to(words.dtype)
        # A party is often not found at run time: the type must be told without it too.
        marks[:, 1:] *= (torch.rand(len(marks), 2, 1) > MISSING_PARTY).to(marks.dtype)
        logits = heads.kinds(words[batch.windows[known]], marks)
        found["kind"] = open_loss(logits, batch.kinds[known])
    rows = (batch.roles > 0).any(dim=1)
    if rows.any():
        logits = heads.roles(words, batch.windows[rows], states[rows], batch.distances[rows])
        masks = batch.roles[rows]
        known = masks > 0
        weights = torch.where(masks[known] == 1, 0.5, 1.0)
        found["act_role"] = open_loss(logits[known], masks[known], weights)
