"""What each head is charged for, given labels that may be missing or open."""

from __future__ import annotations

import torch
from torch import Tensor
from torch.nn import functional as F  # noqa: N812

from training.act_losses import act_losses
from training.cuts import IGNORE
from training.network import COREFERENCE_WIDTH, ReadingNetwork
from training.open_loss import open_loss
from training.windows import Batch

#: Weight of each head in the sum.
WEIGHTS = {
    "sentence": 0.5,
    "upos": 0.5,
    "tags": 0.5,
    "lemma": 0.3,
    "arc": 1.0,
    "label": 0.6,
    "entity": 1.0,
    "cue": 1.5,
    "role": 3.0,
    "antecedent": 0.3,
    "act": 2.0,
    "act_type": 0.5,
    "act_role": 2.0,
    "modality": 1.0,
    "mode": 0.4,
    "flags": 0.4,
    "factuality": 0.5,
    "stance": 0.8,
    "pair": 0.8,
    "kind": 1.0,
    "party": 1.0,
}


def losses(network: ReadingNetwork, batch: Batch) -> dict[str, Tensor]:
    """Return the loss of every head that has labels in this batch."""
    words = network.words(batch.pieces, batch.shapes, batch.quotes, batch.starts, batch.mask, batch.firsts)
    dropped = network.drop(words)
    found: dict[str, Tensor] = {}
    _syntax(network, batch, dropped, found)
    known = batch.entities > 0
    if known.any():
        found["entity"] = open_loss(network.entity(dropped[known]), batch.entities[known])
    known = batch.cues > 0
    if known.any():
        found["cue"] = open_loss(network.cue(dropped[known]), batch.cues[known])
    if len(batch.cue_windows):
        logits = network.roles(dropped, batch.cue_windows, batch.cue_words, batch.cue_distances)
        # Words far from anything are easy and many: they count less.
        known = batch.roles > 0
        masks = batch.roles[known]
        weights = torch.where(masks == 1, 0.3, 1.0)
        found["role"] = open_loss(logits[known], masks, weights)
    antecedents = [_antecedents(network, dropped[row], heads, names) for row, heads, names in batch.mentions]
    if antecedents:
        found["antecedent"] = torch.stack(antecedents).mean()
    act_losses(network.acts, batch.acts, batch.words, dropped, found)
    return found


def _syntax(network: ReadingNetwork, batch: Batch, words: Tensor, found: dict[str, Tensor]) -> None:
    known = batch.tags > 0
    if known.any():
        found["tags"] = open_loss(network.upos(words[known]), batch.tags[known])
    rows = (batch.heads != IGNORE).any(dim=1)
    if not rows.any():
        return
    states = words[rows]
    found["upos"] = F.cross_entropy(network.upos(states).flatten(0, 1).float(), batch.upos[rows].flatten())
    starts = batch.sentences[rows]
    known = starts != IGNORE
    scores = network.sentence(states[known]).squeeze(-1).float()
    found["sentence"] = F.binary_cross_entropy_with_logits(scores, starts[known].float())
    found["lemma"] = F.cross_entropy(network.lemma(states).flatten(0, 1).float(), batch.lemmas[rows].flatten())
    arcs = network.parser.arcs(states).float()
    numbers = batch.sentence_numbers[rows]
    same = numbers.unsqueeze(2) == numbers.unsqueeze(1)
    same &= (batch.words[rows] > 0).unsqueeze(1)
    same = torch.cat([torch.ones_like(same[:, :, :1]), same], dim=2)
    heads = batch.heads[rows]
    found["arc"] = F.cross_entropy(arcs.masked_fill(~same, -1e4).flatten(0, 1), heads.flatten(), ignore_index=IGNORE)
    labels = network.parser.labels(states, heads.clamp(min=0))
    found["label"] = F.cross_entropy(labels.flatten(0, 1).float(), batch.deprels[rows].flatten())


def _antecedents(network: ReadingNetwork, words: Tensor, heads: list[int], clusters: list[str]) -> Tensor:
    """Charge each mention for the mass it gives to wrong antecedents; none scores 0."""
    queries, keys = network.antecedent(words[heads]).float().chunk(2, dim=-1)
    scores = queries @ keys.T / COREFERENCE_WIDTH**0.5
    n = len(heads)
    earlier = torch.ones(n, n).tril(-1).bool()
    same = torch.tensor([[a == b for b in clusters] for a in clusters]) & earlier
    none = torch.zeros(n, 1)
    everything = torch.cat([none, scores.masked_fill(~earlier, -1e4)], dim=1)
    right = torch.cat([none.masked_fill(same.any(dim=1, keepdim=True), -1e4), scores.masked_fill(~same, -1e4)], dim=1)
    return (everything.logsumexp(dim=1) - right.logsumexp(dim=1)).mean()
