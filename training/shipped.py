"""Read the shipped int8 weights back into the network, to go on training from them.

What rounding to int8 took away is small beside one step of training, so nobody needs the float32 checkpoint to teach
the network something more: ``python -m training.train --start src/onrecord/nn/weights …``.
"""

from __future__ import annotations

import json
import re
from pathlib import Path

import numpy as np
import onnx
import torch
from onnx import numpy_helper
from safetensors.torch import load_file
from torch import Tensor

from training.labels import LabelSets

#: Layers of the parser, which the graph names without the parser's name before them.
_PARSER_PARTS = frozenset(
    {"arc", "arc_dep", "arc_head", "arc_bias"}
    | {"label", "label_dep", "label_head", "label_dep_only", "label_head_only"}
)
_PRODUCT = re.compile(r"^/(?P<path>.+?)/(?:Gemm_)?MatMul_quant$")


def load_start(path: Path, minilm: Path, labels: LabelSets) -> dict[str, Tensor]:
    """Return the weights to begin with, by their names in ``ReadingNetwork``.

    Args:
        path: A checkpoint (``*.safetensors``), or the folder of shipped weights.
        minilm: Folder of the published encoder: its table of word pieces is never trained, hence taken from there.
        labels: The labels of this training; the shipped weights must have been trained for the same.
    """
    if path.is_file():
        return load_file(path)
    shipped = json.loads((path / "manifest.json").read_text(encoding="utf-8"))["labels"]
    if LabelSets(**{name: tuple(values) for name, values in shipped.items()}) != labels:
        raise SystemExit(f"The weights in {path} know other labels than this training: begin anew, without --start.")
    return read_shipped(path / "reader.onnx", minilm)


def read_shipped(file: Path, minilm: Path) -> dict[str, Tensor]:
    """Return the float32 weights that an int8 graph stands for."""
    graph = onnx.load(str(file)).graph
    values: dict[str, np.ndarray] = {i.name: numpy_helper.to_array(i) for i in graph.initializer}
    weights = {
        name.removeprefix("network."): torch.from_numpy(value.copy())
        for name, value in values.items()
        if name.startswith("network.") and value.dtype == np.float32 and not name.endswith("_scale")
    }
    for node in graph.node:
        found = _PRODUCT.match(node.name)
        if node.op_type != "MatMulInteger" or found is None:
            continue
        base = node.input[1].removesuffix("_quantized")
        matrix = values[node.input[1]].astype(np.float32) * values[f"{base}_scale"]
        weights[f"{_module(found['path'])}.weight"] = torch.from_numpy(np.ascontiguousarray(matrix.T))
    del weights["encoder.pieces.scale"]
    weights["encoder.pieces.weight"] = load_file(minilm / "model.safetensors")["embeddings.word_embeddings.weight"]
    return weights


def _module(path: str) -> str:
    """Turn a path of the graph into the name of the layer: ``encoder/layers.0/qkv`` is ``encoder.layers.0.qkv``."""
    return f"parser.{path}" if path in _PARSER_PARTS else path.replace("/", ".")
