"""The shipped weights: manifest, hash check, and the passes through the graph."""

from __future__ import annotations

import json
from dataclasses import dataclass, fields
from hashlib import sha256
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Any

import numpy as np
from numpy.typing import NDArray

from onrecord.errors import WeightsError
from onrecord.nn.windows import WindowArrays

Floats = NDArray[np.float32]
WEIGHTS_FILE = "reader.onnx"
MANIFEST_FILE = "manifest.json"
_REINSTALL = "Reinstall onrecord: pip install --force-reinstall onrecord."
_LABEL_SETS = (
    "upos", "deprel", "lemma", "entity", "cue", "role", "act", "act_role", "party", "modality", "mode", "stance",
)  # fmt: skip
VOCABULARY_FILE = "vocabulary.txt"


@dataclass(frozen=True, slots=True)
class Manifest:
    """What the weights are and what their outputs mean."""

    name: str
    version: str
    #: sha-256 (hex) of the weights and of the vocabulary.
    sha256: str
    vocabulary_sha256: str
    #: Label sets, in the order of the outputs.
    upos: tuple[str, ...]
    deprel: tuple[str, ...]
    lemma: tuple[str, ...]
    entity: tuple[str, ...]
    cue: tuple[str, ...]
    role: tuple[str, ...]
    act: tuple[str, ...]
    act_role: tuple[str, ...]
    party: tuple[str, ...]
    modality: tuple[str, ...]
    mode: tuple[str, ...]
    stance: tuple[str, ...]
    #: Most pieces in a window, and how many of them a window may repeat.
    longest_window: int
    overlap: int
    #: Width of a token's state and of its antecedent query.
    state_width: int
    antecedent_width: int
    #: Probability from which a token begins a cue.
    cue_threshold: float
    #: Cost in nats of beginning a span of a role.
    open_costs: dict[str, float]
    #: Probability from which a token begins the trigger of an act, and from which a word fills a role of it.
    act_threshold: float
    act_role_threshold: float


def weights_folder() -> Traversable:
    """Return the folder of the shipped weights."""
    return files("onrecord.nn") / "weights"


def load_manifest(folder: Traversable | None = None) -> Manifest:
    """Read the manifest of the weights.

    Raises:
        WeightsError: It is missing or does not say what it must.
    """
    place = (folder or weights_folder()) / MANIFEST_FILE
    try:
        raw = json.loads(place.read_text(encoding="utf-8"))
        values: dict[str, Any] = {f.name: raw[f.name] for f in fields(Manifest) if f.name not in _LABEL_SETS}
        values.update({name: tuple(raw["labels"][name]) for name in _LABEL_SETS})
        return Manifest(**values)
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise WeightsError(f"The manifest of the reading network is missing or damaged. {_REINSTALL}") from error


def _read_checked(folder: Traversable, name: str, expected: str) -> bytes:
    try:
        data = (folder / name).read_bytes()
    except OSError as error:
        raise WeightsError(f"The file {name} of the reading network is missing. {_REINSTALL}") from error
    found = sha256(data).hexdigest()
    if found != expected:
        raise WeightsError(
            f"The file {name} of the reading network is not the one its manifest names "
            f"(sha-256 {found[:12]}…, expected {expected[:12]}…). {_REINSTALL}"
        )
    return data


@dataclass(frozen=True, slots=True)
class FirstPass:
    """What the encoder and the token heads say of a window of T tokens."""

    #: (1, T, state_width) float32, as the later passes take it.
    states: Floats
    #: (T,) float32 logits.
    sentence: Floats
    #: (T,) int64.
    upos: NDArray[np.int64]
    lemma: NDArray[np.int64]
    #: (T, labels) float32 logits.
    entity: Floats
    cue: Floats
    #: (T, 1 + T) float32.
    arcs: Floats
    #: (T, 2 × antecedent_width) float32.
    antecedent: Floats
    #: (T, labels) float32 logits.
    act: Floats
    party: Floats


@dataclass(frozen=True, slots=True)
class ActPass:
    """What the network says of E acts in a window of T tokens."""

    #: (E, modalities), (E, modes) float32 logits.
    modality: Floats
    mode: Floats
    #: (E,) float32 logits of "negated" and "background".
    negated: Floats
    background: Floats
    #: (E,) -3 (surely did not happen) to 3 (surely did), roughly.
    factuality: Floats
    #: (E, T, labels) float32 logits.
    roles: Floats


class Network:
    """An ONNX session over the shipped graph.

    One file holds all passes (encoder, relations, roles). A pass that is not asked for is fed no rows, which costs next
    to nothing.

    Args:
        folder: Where the weights lie; None for the shipped ones.
        threads: Threads of one run; one process per core does better than more threads.

    Raises:
        WeightsError: A file is missing or its hash is not the manifest's.
    """

    def __init__(self, folder: Traversable | None = None, threads: int = 1) -> None:
        import onnxruntime

        place = folder or weights_folder()
        self.manifest = load_manifest(place)
        vocabulary = _read_checked(place, VOCABULARY_FILE, self.manifest.vocabulary_sha256)
        self.vocabulary: tuple[str, ...] = tuple(vocabulary.decode("utf-8").split("\n"))
        weights = _read_checked(place, WEIGHTS_FILE, self.manifest.sha256)
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = threads
        options.inter_op_num_threads = 1
        options.log_severity_level = 3
        options.add_session_config_entry("session.intra_op.allow_spinning", "0")
        self._session = onnxruntime.InferenceSession(weights, options, providers=["CPUExecutionProvider"])
        self._empty = self._empty_inputs()

    def _empty_inputs(self) -> dict[str, NDArray[Any]]:
        nothing = np.zeros((0, 1), np.int64)
        states = np.zeros((0, 1, self.manifest.state_width), np.float32)
        return {
            "pieces": nothing, "shapes": nothing, "quotes": nothing, "starts": nothing,
            "firsts": nothing, "parse_states": states, "heads": nothing, "frame_states": states,
            "cue_words": np.zeros((0, 1), np.float32), "cue_distances": nothing,
            "act_states": states, "act_words": np.zeros((0, 1), np.float32), "act_distances": nothing,
            "stance_states": states, "stance_words": np.zeros((0, 3, 1), np.float32),
            "pair_states": states, "pair_words": np.zeros((0, 2, 1), np.float32),
            "kind_states": states, "kind_words": np.zeros((0, 3, 1), np.float32),
        }  # fmt: skip

    def _run(self, outputs: list[str], inputs: dict[str, NDArray[Any]]) -> list[NDArray[Any]]:
        found: list[NDArray[Any]] = self._session.run(outputs, self._empty | inputs)
        return found

    def encode(self, arrays: WindowArrays) -> FirstPass:
        """Run the encoder and the token heads over one window."""
        inputs: dict[str, NDArray[Any]] = {
            "pieces": arrays.pieces, "shapes": arrays.shapes, "quotes": arrays.quotes, "starts": arrays.starts,
            "firsts": arrays.firsts,
        }  # fmt: skip
        names = ["words", "sentence", "upos", "lemma", "entity", "cue", "arcs", "antecedent", "act", "party"]
        states, *others = self._run(names, inputs)
        return FirstPass(states, *(other[0] for other in others))

    def relations(self, states: Floats, heads: NDArray[np.int64]) -> NDArray[np.int64]:
        """Return the relation (T,) of each token to its head (T,), 0 being the root and 1 the first token."""
        found: NDArray[np.int64] = self._run(["deprel"], {"parse_states": states, "heads": heads[None]})[0][0]
        return found

    def roles(self, states: Floats, cues: Floats, distances: NDArray[np.int64]) -> Floats:
        """Score what each token of a window is to each of its cues.

        Args:
            states: (1, T, state_width).
            cues: (K, T), 1 on the tokens of the cue.
            distances: (K, T) distance buckets.

        Returns:
            (K, T, labels) logits.
        """
        inputs: dict[str, NDArray[Any]] = {"frame_states": states, "cue_words": cues, "cue_distances": distances}
        found: Floats = self._run(["roles"], inputs)[0]
        return found

    def acts(self, states: Floats, triggers: Floats, distances: NDArray[np.int64]) -> ActPass:
        """Say what became of the acts of a window, and what each of its tokens is to them.

        Args:
            states: (1, T, state_width).
            triggers: (E, T), 1 on the tokens of the trigger.
            distances: (E, T) distance buckets.
        """
        inputs: dict[str, NDArray[Any]] = {"act_states": states, "act_words": triggers, "act_distances": distances}
        facts, roles = self._run(["act_facts", "act_roles"], inputs)
        n, m = len(self.manifest.modality), len(self.manifest.mode)
        negated, background, factuality = facts[:, n + m :].T
        return ActPass(facts[:, :n], facts[:, n : n + m], negated, background, factuality, roles)

    def kinds(self, states: Floats, words: Floats) -> Floats:
        """Score the types of acts.

        Args:
            states: (1, T, state_width).
            words: (E, 3, T), 1 on the tokens of the trigger, of who acts and of who is acted upon.

        Returns:
            (E, types) logits.
        """
        found: Floats = self._run(["kind"], {"kind_states": states, "kind_words": words})[0]
        return found

    def stances(self, states: Floats, words: Floats) -> Floats:
        """Score the stances of statements.

        Args:
            states: (1, T, state_width).
            words: (S, 3, T), 1 on the tokens of cue, content and source.

        Returns:
            (S, stances) logits.
        """
        found: Floats = self._run(["stance"], {"stance_states": states, "stance_words": words})[0]
        return found

    def pair(self, states: Floats, words: Floats) -> Floats:
        """Score the type of the act between two parties.

        Args:
            states: (1, T, state_width).
            words: (1, 2, T), 1 on the tokens of who acts and of who is acted upon.

        Returns:
            (types,) logits.
        """
        found: Floats = self._run(["pair"], {"pair_states": states, "pair_words": words})[0][0]
        return found
