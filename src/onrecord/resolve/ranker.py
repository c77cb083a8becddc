"""Pronouns to actors: a ranker over the actors met so far, and nobody."""

from __future__ import annotations

import json
import math
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import numpy as np
from numpy.typing import NDArray

from onrecord.model.reading import Reading
from onrecord.model.span import TokenRange
from onrecord.resolve.clusters import Cluster, pronoun_of
from onrecord.resolve.mentions import Mention

#: Actors weighed for one pronoun, nearest first.
MAX_CANDIDATES = 14
#: Mentions of an actor that are looked at, nearest first.
_RECENT = 4
#: Names of the features, in the order of the weights.
FEATURES: tuple[str, ...] = (
    "token_distance", "same_sentence", "sentence_before", "two_before", "further", "rank", "is_subject",
    "both_subjects", "same_role", "gender_same", "gender_unknown", "gender_other", "number_same", "number_other",
    "person_for_he", "body_for_it", "person_for_it", "body_for_they", "network", "network_best", "salience",
    "named", "last_is_pronoun", "same_pronoun", "speaker_before", "same_marks", "commands",
    "they_person", "they_several", "pronoun_before", "other_pronoun", "subject_above", "recent", "same_paragraph",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Weights:
    """Weights of the ranker: a conditional logit over the candidates and nobody."""

    features: NDArray[np.float64]
    #: Score of nobody.
    nobody: float
    #: Least probability at which an actor is taken.
    threshold: float


@cache
def load_weights() -> Weights:
    """Return the shipped weights; ``training/ranker.py`` makes them."""
    raw = json.loads((files("onrecord.resolve") / "data" / "ranker.json").read_text(encoding="utf-8"))
    return Weights(np.array([raw["weights"][name] for name in FEATURES]), raw["nobody"], raw["threshold"])


class Setting:
    """What the features need to know of the page."""

    def __init__(self, reading: Reading, speakers: Sequence[tuple[TokenRange, int]] = ()) -> None:
        """Args: speakers: content and head token of the speaker of each statement, in text order."""
        self.reading = reading
        self._starts = [s.first for s in reading.sentences]
        self._paragraphs = [p.tokens.first for p in reading.page.paragraphs]
        self.speakers = sorted(speakers)

    def sentence_of(self, token: int) -> int:
        """Return the number of a token's sentence."""
        return bisect_right(self._starts, token) - 1

    def paragraph_of(self, token: int) -> int:
        """Return the number of a token's paragraph."""
        return bisect_right(self._paragraphs, token) - 1

    def speaker_before(self, token: int) -> int | None:
        """Return the head of the last speaker named before a token whose statement does not hold the token."""
        heads = [head for content, head in self.speakers if head < token and not content.first <= token < content.last]
        return max(heads, default=None)


def features(setting: Setting, pronoun: Mention, cluster: Cluster, rank: int) -> list[float]:
    """Describe one candidate for one pronoun.

    Args:
        setting: The page.
        pronoun: The pronoun.
        cluster: The candidate, with mentions before the pronoun.
        rank: How many other candidates were met later.
    """
    reading = setting.reading
    earlier = [m for m in cluster.mentions if m.head < pronoun.head][-_RECENT:]
    last = earlier[-1]
    _, number, gender = pronoun_of(reading, pronoun)
    apart = setting.sentence_of(pronoun.head) - setting.sentence_of(last.head)
    role, role_before = reading.deprels[pronoun.head].split(":")[0], reading.deprels[last.head].split(":")[0]
    is_plural = cluster.plural or cluster.kind == "group"
    fits_number = (number == "plur") == is_plural
    is_body = cluster.kind not in ("person", "group", None)
    known = cluster.gender
    wants = gender if gender in ("m", "f") else None
    scores = _network_scores(reading, pronoun.head, [m.head for m in earlier])
    word, before = reading.page.word(pronoun.head).lower(), reading.page.word(last.head).lower()
    speaker = setting.speaker_before(pronoun.head)
    states = reading.page.quote_states
    roots = [_root(reading.page.word(m.head).lower()) for m in cluster.mentions if m.form == "pronoun"]
    roots = [root for root in roots if root in _THIRD]
    return [
        math.log1p(pronoun.head - last.head) / 3,
        float(apart == 0), float(apart == 1), float(apart == 2), float(apart > 2),
        math.log1p(rank),
        float(role_before == "nsubj"), float(role == "nsubj" and role_before == "nsubj"), float(role == role_before),
        float(bool(wants) and known == wants), float(bool(wants) and known is None),
        float(bool(wants) and known is not None and known != wants),
        float(fits_number), float(not fits_number and word != "they"),
        float(bool(wants) and cluster.kind == "person"),
        float(gender == "n" and is_body), float(gender == "n" and cluster.kind in ("person", "group")),
        float(number == "plur" and is_body),
        scores[-1] / 4, max(scores) / 4,
        math.log1p(len(cluster.mentions)), float(cluster.named),
        float(last.form == "pronoun"), float(_root(word) == _root(before)),
        float(speaker is not None and any(m.head == speaker for m in cluster.mentions)),
        float((states[pronoun.head] > 0) == (states[last.head] > 0)),
        float(_is_commanded(reading, pronoun.head, last.head)),
        float(number == "plur" and cluster.kind == "person" and not is_plural),
        float(number == "plur" and is_plural),
        float(_root(word) in roots), float(any(root != _root(word) for root in roots)),
        float(any(_is_subject_above(reading, pronoun.head, m.head) for m in earlier)),
        math.log1p(sum(setting.sentence_of(pronoun.head) - setting.sentence_of(m.head) < _NEAR for m in earlier)),
        float(setting.paragraph_of(pronoun.head) == setting.paragraph_of(last.head)),
    ]  # fmt: skip


def _network_scores(reading: Reading, head: int, earlier: Sequence[int]) -> list[float]:
    vectors = reading.antecedent_vectors
    if vectors is None:
        return [0.0] * len(earlier)
    return [float(np.clip(vectors[head, 0] @ vectors[e, 1], -12, 12)) for e in earlier]


#: Pronouns that tell one sort of actor from another.
_THIRD = frozenset({"he", "she", "it", "they"})
#: Sentences back to which a mention is recent.
_NEAR = 3
_ROOTS = {"him": "he", "his": "he", "himself": "he", "her": "she", "hers": "she", "herself": "she", "its": "it"}
_ROOTS |= {"itself": "it", "them": "they", "their": "they", "theirs": "they", "themselves": "they"}


def _root(word: str) -> str:
    return _ROOTS.get(word, word)


def _is_subject_above(reading: Reading, pronoun: int, other: int) -> bool:
    """Tell whether a word is the subject of a verb over the pronoun: "Oduya said that she would …"."""
    if not reading.deprels[other].startswith("nsubj"):
        return False
    verb, token = reading.heads[other], pronoun
    for _ in range(12):
        token = reading.heads[token]
        if token < 0:
            return False
        if token == verb:
            return True
    return False


def _is_commanded(reading: Reading, pronoun: int, other: int) -> bool:
    """Tell whether both depend on one verb: "Putin met him" cannot be about one man."""
    word = reading.page.word(pronoun).lower()
    if word.endswith(("self", "selves")) or reading.deprels[pronoun].startswith("nmod:poss"):
        return False
    return reading.heads[pronoun] == reading.heads[other] != -1 and reading.deprels[pronoun] in ("obj", "iobj", "obl")


def candidates(clusters: Sequence[Cluster], pronoun: Mention) -> list[Cluster]:
    """Return the actors met before a pronoun, the one met last first."""
    met: list[tuple[int, int, Cluster]] = []
    for order, cluster in enumerate(clusters):
        last = max((m.head for m in cluster.mentions if m.head < pronoun.head), default=None)
        if last is not None:
            met.append((-last, order, cluster))
    return [cluster for _, _, cluster in sorted(met, key=lambda x: x[:2])[:MAX_CANDIDATES]]


def choose(setting: Setting, pronoun: Mention, clusters: Sequence[Cluster]) -> tuple[Cluster, float] | None:
    """Return the actor a third-person pronoun means and the probability; None rather than a guess."""
    weights = load_weights()
    options = candidates(clusters, pronoun)
    if not options:
        return None
    table = np.array([features(setting, pronoun, cluster, rank) for rank, cluster in enumerate(options)])
    scores = np.append(table @ weights.features, weights.nobody)
    scores = np.exp(scores - scores.max())
    scores /= scores.sum()
    best = int(scores[:-1].argmax())
    if scores[best] < weights.threshold:
        return None
    return options[best], float(scores[best])
