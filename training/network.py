"""The reading network in torch: one shared encoder, and a head for each thing that is read.

Shapes: B windows, P word pieces, T words, K cues, H = 384.
"""

from __future__ import annotations

from pathlib import Path

import torch
from safetensors.torch import load_file
from torch import Tensor, nn
from torch.nn import functional as F  # noqa: N812

from onrecord.nn.features import N_DISTANCES
from training.act_heads import ActHeads
from training.labels import LabelSets

HIDDEN = 384
HEADS = 12
LAYERS = 6
N_SHAPES = 8
N_QUOTE_STATES = 5
ARC_WIDTH = 256
LABEL_WIDTH = 96
COREFERENCE_WIDTH = 64
ROLE_WIDTH = 192


class ChannelDropout(nn.Module):
    """Drops whole channels of a window, the same for all its words.

    Beside the parser's custom (Dozat and Manning 2017) it has a plain reason: on a processor, drawing a number for
    every value of every word takes a quarter of a step.
    """

    def __init__(self, share: float) -> None:
        super().__init__()
        self.share = share

    def forward(self, x: Tensor) -> Tensor:
        """Args: x (B, …, H)."""
        if not self.training:
            return x
        keep = torch.rand(x.shape[0], *[1] * (x.dim() - 2), x.shape[-1]) >= self.share
        return x * (keep.to(x.dtype) / (1.0 - self.share))


class Layer(nn.Module):
    """One BERT layer (post-norm)."""

    def __init__(self) -> None:
        super().__init__()
        self.qkv = nn.Linear(HIDDEN, 3 * HIDDEN)
        self.out = nn.Linear(HIDDEN, HIDDEN)
        self.norm1 = nn.LayerNorm(HIDDEN, eps=1e-12)
        self.up = nn.Linear(HIDDEN, 4 * HIDDEN)
        self.down = nn.Linear(4 * HIDDEN, HIDDEN)
        self.norm2 = nn.LayerNorm(HIDDEN, eps=1e-12)
        self.drop = ChannelDropout(0.1)

    def forward(self, x: Tensor, mask: Tensor | None) -> Tensor:
        """Args: x (B, P, H); mask (B, 1, 1, P), 0 where a piece is, a large negative number where padding is."""
        b, p, _ = x.shape
        q, k, v = (t.view(b, p, HEADS, HIDDEN // HEADS).transpose(1, 2) for t in self.qkv(x).chunk(3, dim=-1))
        # Written out: on processors this is twice as fast as torch's own fused attention, forward and backward.
        scores = (q * (HIDDEN // HEADS) ** -0.5) @ k.transpose(2, 3)
        mixed = (scores if mask is None else scores + mask.to(scores.dtype)).softmax(dim=-1) @ v
        x = self.norm1(x + self.drop(self.out(mixed.transpose(1, 2).reshape(b, p, HIDDEN))))
        return self.norm2(x + self.drop(self.down(F.gelu(self.up(x)))))


class Encoder(nn.Module):
    """MiniLM with three further inputs: letter shape, quotation state, paragraph start."""

    def __init__(self, n_pieces: int) -> None:
        super().__init__()
        self.pieces = nn.Embedding(n_pieces, HIDDEN)
        self.positions = nn.Embedding(512, HIDDEN)
        self.segment = nn.Parameter(torch.zeros(HIDDEN))
        self.shapes = nn.Embedding(N_SHAPES, HIDDEN)
        self.quotes = nn.Embedding(N_QUOTE_STATES, HIDDEN)
        self.starts = nn.Embedding(2, HIDDEN)
        self.norm = nn.LayerNorm(HIDDEN, eps=1e-12)
        self.layers = nn.ModuleList(Layer() for _ in range(LAYERS))
        self.drop = ChannelDropout(0.1)
        for table in (self.shapes, self.quotes, self.starts):
            nn.init.normal_(table.weight, std=0.02)
            with torch.no_grad():
                table.weight[0].zero_()

    def forward(self, pieces: Tensor, shapes: Tensor, quotes: Tensor, starts: Tensor, mask: Tensor | None) -> Tensor:
        """All inputs (B, P); mask float, 1 for a piece, 0 for padding; None without padding. Returns (B, P, H)."""
        places = torch.arange(pieces.shape[1], device=pieces.device)
        x = self.pieces(pieces) + self.positions(places) + self.segment
        x = x + self.shapes(shapes) + self.quotes(quotes) + self.starts(starts)
        x = self.drop(self.norm(x))
        wall = None if mask is None else (1.0 - mask)[:, None, None, :] * -10000.0
        for layer in self.layers:
            x = layer(x, wall)
        return x

    def load_minilm(self, folder: Path) -> None:
        """Start from the published weights (safetensors) in ``folder``."""
        raw = {k.removeprefix("bert."): v for k, v in load_file(folder / "model.safetensors").items()}
        with torch.no_grad():
            self.pieces.weight.copy_(raw["embeddings.word_embeddings.weight"])
            self.positions.weight.copy_(raw["embeddings.position_embeddings.weight"])
            self.segment.copy_(raw["embeddings.token_type_embeddings.weight"][0])
            _copy(self.norm, raw, "embeddings.LayerNorm")
            for number, layer in enumerate(self.layers):
                base = f"encoder.layer.{number}."
                for part in ("weight", "bias"):
                    joined = torch.cat([raw[f"{base}attention.self.{n}.{part}"] for n in ("query", "key", "value")])
                    getattr(layer.qkv, part).copy_(joined)
                _copy(layer.out, raw, base + "attention.output.dense")
                _copy(layer.norm1, raw, base + "attention.output.LayerNorm")
                _copy(layer.up, raw, base + "intermediate.dense")
                _copy(layer.down, raw, base + "output.dense")
                _copy(layer.norm2, raw, base + "output.LayerNorm")


def _copy(module: nn.Module, raw: dict[str, Tensor], name: str) -> None:
    module.weight.copy_(raw[name + ".weight"])
    module.bias.copy_(raw[name + ".bias"])


class Parser(nn.Module):
    """Deep biaffine dependency parser (Dozat and Manning 2017)."""

    def __init__(self, n_labels: int) -> None:
        super().__init__()
        self.arc_dep = nn.Linear(HIDDEN, ARC_WIDTH)
        self.arc_head = nn.Linear(HIDDEN, ARC_WIDTH)
        self.label_dep = nn.Linear(HIDDEN, LABEL_WIDTH)
        self.label_head = nn.Linear(HIDDEN, LABEL_WIDTH)
        self.root = nn.Parameter(torch.zeros(HIDDEN))
        self.arc = nn.Linear(ARC_WIDTH, ARC_WIDTH, bias=False)
        self.arc_bias = nn.Linear(ARC_WIDTH, 1)
        self.label = nn.Linear(LABEL_WIDTH, n_labels * LABEL_WIDTH, bias=False)
        self.label_dep_only = nn.Linear(LABEL_WIDTH, n_labels)
        self.label_head_only = nn.Linear(LABEL_WIDTH, n_labels, bias=False)
        self.drop = ChannelDropout(0.25)
        self.n_labels = n_labels
        nn.init.normal_(self.root, std=0.02)

    def with_root(self, words: Tensor) -> Tensor:
        """Put the root before the words: (B, T, H) to (B, 1 + T, H)."""
        return torch.cat([self.root.expand(words.shape[0], 1, HIDDEN), words], dim=1)

    def arcs(self, words: Tensor) -> Tensor:
        """Return head scores (B, T, 1 + T); column 0 is the root."""
        dep = self.drop(F.leaky_relu(self.arc_dep(words), 0.1))
        head = self.drop(F.leaky_relu(self.arc_head(self.with_root(words)), 0.1))
        return self.arc(dep) @ head.transpose(1, 2) / ARC_WIDTH**0.5 + self.arc_bias(head).transpose(1, 2)

    def labels(self, words: Tensor, heads: Tensor) -> Tensor:
        """Return label scores (B, T, L) for given heads (B, T), 0 being the root."""
        dep = self.drop(F.leaky_relu(self.label_dep(words), 0.1))
        states = F.leaky_relu(self.label_head(self.with_root(words)), 0.1)
        head = self.drop(torch.gather(states, 1, heads.unsqueeze(-1).expand(-1, -1, LABEL_WIDTH)))
        joint = self.label(dep).view(*dep.shape[:2], self.n_labels, LABEL_WIDTH) @ head.unsqueeze(-1)
        return joint.squeeze(-1) / LABEL_WIDTH**0.5 + self.label_dep_only(dep) + self.label_head_only(head)


class RoleHead(nn.Module):
    """For each cue, what every word of the window is to it."""

    def __init__(self, n_labels: int) -> None:
        super().__init__()
        self.word = nn.Linear(HIDDEN, ROLE_WIDTH)
        self.cue = nn.Linear(HIDDEN, ROLE_WIDTH)
        self.gate = nn.Linear(HIDDEN, ROLE_WIDTH)
        self.word_gate = nn.Linear(HIDDEN, ROLE_WIDTH)
        self.distance = nn.Embedding(N_DISTANCES, ROLE_WIDTH)
        self.norms = nn.ModuleList(nn.LayerNorm(ROLE_WIDTH) for _ in range(2))
        self.near = nn.ModuleList(
            nn.Conv1d(ROLE_WIDTH, ROLE_WIDTH, 9, padding=4 * d, dilation=d, groups=ROLE_WIDTH) for d in (1, 3)
        )
        self.mix = nn.ModuleList(nn.Linear(ROLE_WIDTH, ROLE_WIDTH) for _ in range(2))
        self.out = nn.Linear(ROLE_WIDTH, n_labels)
        self.drop = ChannelDropout(0.1)

    def forward(self, words: Tensor, windows: Tensor, cue_words: Tensor, distances: Tensor) -> Tensor:
        """Score roles.

        Args:
            words: (B, T, H).
            windows: (K,) the window of each cue.
            cue_words: (K, T) float, 1 on the words of the cue.
            distances: (K, T) bucket numbers of the signed distance to the cue.

        Returns:
            (K, T, labels) logits.
        """
        weight = cue_words / cue_words.sum(dim=1, keepdim=True).clamp(min=1.0)
        cue = (weight.unsqueeze(1) @ words[windows]).squeeze(1)
        # Words are projected once a window, then shared by its cues.
        x = self.word(words)[windows] + self.cue(cue).unsqueeze(1) + self.distance(distances)
        x = F.gelu(x + self.word_gate(words)[windows] * self.gate(cue).unsqueeze(1))
        for norm, near, mix in zip(self.norms, self.near, self.mix, strict=True):
            y = near(norm(x).transpose(1, 2)).transpose(1, 2)
            x = x + self.drop(mix(F.gelu(y)))
        return self.out(self.drop(x))


class ReadingNetwork(nn.Module):
    """Encoder and heads together."""

    def __init__(self, n_pieces: int, labels: LabelSets) -> None:
        super().__init__()
        self.encoder = Encoder(n_pieces)
        self.drop = ChannelDropout(0.2)
        self.sentence = nn.Linear(HIDDEN, 1)
        self.upos = nn.Linear(HIDDEN, len(labels.upos))
        self.lemma = nn.Linear(HIDDEN, len(labels.lemma))
        self.entity = nn.Linear(HIDDEN, len(labels.entity))
        self.cue = nn.Linear(HIDDEN, len(labels.cue))
        self.parser = Parser(len(labels.deprel))
        self.roles = RoleHead(len(labels.role))
        self.antecedent = nn.Linear(HIDDEN, 2 * COREFERENCE_WIDTH)
        self.acts = ActHeads(labels)

    def words(
        self, pieces: Tensor, shapes: Tensor, quotes: Tensor, starts: Tensor, mask: Tensor | None, firsts: Tensor
    ) -> Tensor:
        """Encode and keep each word's first piece: (B, T, H)."""
        states = self.encoder(pieces, shapes, quotes, starts, mask)
        return torch.gather(states, 1, firsts.unsqueeze(-1).expand(-1, -1, HIDDEN))
