"""The judge of pairs of tellings: small networks over what is known of a pair, written out as plain numbers."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

import numpy as np
from numpy.typing import NDArray

from onrecord.resolve.event_pairs import FEATURES

Numbers = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Layer:
    """One network: what is linear, and what some hidden units add."""

    #: (n_features,), (n_features, width), (width,), (width,) and a scalar.
    linear: Numbers
    hidden: Numbers
    bias: Numbers
    out: Numbers
    offset: float

    def odds(self, pairs: Numbers) -> Numbers:
        """Return the log odds, shape (n_pairs,), of pairs, shape (n_pairs, n_features), scaled."""
        found: Numbers = pairs @ self.linear + np.tanh(pairs @ self.hidden + self.bias) @ self.out + self.offset
        return found


@dataclass(frozen=True, slots=True)
class Judge:
    """Says how likely two tellings are of one event."""

    #: (n_features,): what each feature is on average, and how much it varies.
    mean: Numbers
    spread: Numbers
    layers: tuple[Layer, ...]
    #: Mean probability from which groups of tellings are of one event.
    threshold: float

    def rate(self, pairs: Sequence[Sequence[float]] | Numbers) -> Numbers:
        """Return the probability, shape (n_pairs,), that each pair is one event."""
        table = np.asarray(pairs, dtype=np.float64).reshape(-1, len(FEATURES))
        scaled = (table - self.mean) / self.spread
        odds = sum((layer.odds(scaled) for layer in self.layers), np.zeros(len(table))) / len(self.layers)
        found: Numbers = 1.0 / (1.0 + np.exp(-np.clip(odds, -30.0, 30.0)))
        return found

    def as_plain(self) -> dict[str, Any]:
        """Return the judge as lists and numbers, rounded to five digits."""
        return {
            "features": list(FEATURES),
            "threshold": self.threshold,
            "mean": _round(self.mean),
            "spread": _round(self.spread),
            "layers": [
                {
                    "linear": _round(layer.linear),
                    "hidden": _round(layer.hidden),
                    "bias": _round(layer.bias),
                    "out": _round(layer.out),
                    "offset": round(layer.offset, 5),
                }
                for layer in self.layers
            ],
        }


def judge_from(raw: dict[str, Any]) -> Judge:
    """Return the judge that plain data holds.

    Raises:
        ValueError: It was made for other features.
    """
    if tuple(raw["features"]) != FEATURES:
        raise ValueError("event_judge.json was made for other features; run training/merging.py")
    layers = tuple(
        Layer(
            linear=np.array(layer["linear"]),
            hidden=np.array(layer["hidden"]),
            bias=np.array(layer["bias"]),
            out=np.array(layer["out"]),
            offset=float(layer["offset"]),
        )
        for layer in raw["layers"]
    )
    return Judge(np.array(raw["mean"]), np.array(raw["spread"]), layers, float(raw["threshold"]))


@cache
def load_judge() -> Judge:
    """Return the shipped judge; ``training/merging.py`` makes it."""
    return judge_from(json.loads((files("onrecord.resolve") / "data" / "event_judge.json").read_text(encoding="utf-8")))


def _round(values: Numbers) -> Any:
    return np.round(values, 5).tolist()
