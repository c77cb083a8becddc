"""Pronouns to actors: a ranker over the actors met so far, and nobody."""

from __future__ import annotations

import json
import math
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import numpy as np
from numpy.typing import NDArray

from onrecord.model.reading import Reading
from onrecord.model.span import TokenRange
from onrecord.resolve.clusters import BODIES, Cluster, pronoun_of
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
    "named", "last_is_pronoun", "same_pronoun", "speaker_before", "same_marks", "commands", "person_for_they",
    "own_words", "same_paragraph", "speaks_again", "has_spoken", "reported", "reported_subject", "clause_subject",
    "inside_another", "indefinite", "network_for_he", "unnamed_for_he", "spoken_to",
)  # fmt: skip
#: What tells how likely a pronoun means nobody met before, in the order of the weights.
NOBODY: tuple[str, ...] = ("always", "he_or_she", "they", "at_a_cue", "quoted", "possessive")


@dataclass(frozen=True, slots=True)
class Weights:
    """Weights of the ranker: a conditional logit over the candidates and nobody."""

    features: NDArray[np.float64]
    #: Weights of what speaks for nobody.
    nobody: NDArray[np.float64]
    #: Least probability at which an actor is taken.
    threshold: float


@cache
def load_weights() -> Weights:
    """Return the shipped weights; ``training/ranker.py`` makes them."""
    raw = json.loads((files("onrecord.resolve") / "data" / "ranker.json").read_text(encoding="utf-8"))
    features, nobody = (
        np.array([raw[part][name] for name in names]) for part, names in (("weights", FEATURES), ("nobody", NOBODY))
    )
    return Weights(features, nobody, raw["threshold"])


class Setting:
    """What the features need to know of the page."""

    def __init__(self, reading: Reading, speakers: Sequence[tuple[TokenRange, int]] = ()) -> None:
        """Args: speakers: content and head token of the speaker of each statement, in text order."""
        self.reading = reading
        #: What ``speaker_before`` found, by token: it is asked for every candidate.
        self._before: dict[int, int | None] = {}
        self._starts = [s.first for s in reading.sentences]
        self._paragraphs = [p.tokens.first for p in reading.page.paragraphs]
        self.speakers = sorted(speakers)
        self._speaking = {head for _, head in speakers}
        #: Speakers' heads of the statements whose content holds a token.
        self._telling: dict[int, set[int]] = {}
        for content, head in speakers:
            for token in range(*content):
                self._telling.setdefault(token, set()).add(head)
        self._by_head = sorted(speakers, key=lambda pair: pair[1])
        self._heads = [head for _, head in self._by_head]

    def sentence_of(self, token: int) -> int:
        """Return the number of a token's sentence."""
        return bisect_right(self._starts, token) - 1

    def paragraph_of(self, token: int) -> int:
        """Return the number of a token's paragraph."""
        return bisect_right(self._paragraphs, token) - 1

    def is_speaker(self, token: int) -> bool:
        """Tell whether a token is the head of the words for a speaker."""
        return token in self._speaking

    def reporters(self, token: int) -> set[int]:
        """Return the speakers' heads of the statements that report a token in other words than their own."""
        if self.reading.page.quote_states[token]:
            return set()
        return self._telling.get(token, set())

    def is_own_speaker(self, token: int, heads: Sequence[int]) -> bool:
        """Tell whether a token stands in quoted words whose speaker's head is one of ``heads``."""
        if not self.reading.page.quote_states[token]:
            return False
        return not self._telling.get(token, set()).isdisjoint(heads)

    def speaker_before(self, token: int) -> int | None:
        """Return the head of the last speaker named before a token whose statement does not hold the token."""
        if token not in self._before:
            place = bisect_left(self._heads, token) - 1
            while place >= 0 and self._by_head[place][0].first <= token < self._by_head[place][0].last:
                place -= 1
            self._before[token] = self._heads[place] if place >= 0 else None
        return self._before[token]


def features(setting: Setting, pronoun: Mention, cluster: Cluster, rank: int) -> list[float]:
    """Describe one candidate for one pronoun.

    Args:
        setting: The page.
        pronoun: The pronoun.
        cluster: The candidate, with mentions before the pronoun.
        rank: How many other candidates were met later.
    """
    reading = setting.reading
    earlier = sorted((m for m in cluster.mentions if m.head < pronoun.head), key=lambda m: m.head)
    heads = {m.head for m in earlier}
    earlier = earlier[-_RECENT:]
    last = earlier[-1]
    _, number, gender = pronoun_of(reading, pronoun)
    apart = setting.sentence_of(pronoun.head) - setting.sentence_of(last.head)
    role, role_before = reading.deprels[pronoun.head].split(":")[0], reading.deprels[last.root].split(":")[0]
    is_plural = cluster.plural or cluster.kind == "group"
    fits_number = (number == "plur") == is_plural
    is_body = cluster.kind not in ("person", "group", None)
    known = cluster.gender
    wants = gender if gender in ("m", "f") else None
    scores = _network_scores(reading, pronoun.head, [m.root for m in earlier])
    word, before = reading.page.word(pronoun.head).lower(), reading.page.word(last.head).lower()
    speaker = setting.speaker_before(pronoun.head)
    states = reading.page.quote_states
    speaks, reported = setting.is_speaker(pronoun.head), bool(setting.reporters(pronoun.head) & heads)
    first = reading.page.word(last.tokens.first).lower()
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
        float(speaker is not None and speaker in heads),
        float((states[pronoun.head] > 0) == (states[last.head] > 0)),
        float(_is_commanded(reading, pronoun.head, last.root)),
        float(number == "plur" and cluster.kind == "person"),
        float(setting.is_own_speaker(pronoun.head, list(heads))),
        float(setting.paragraph_of(pronoun.head) == setting.paragraph_of(last.head)),
        float(speaks and speaker is not None and speaker in heads),
        float(speaks and any(setting.is_speaker(head) for head in heads)),
        float(reported), float(reported and role == "nsubj"),
        float(apart == 0 and role_before == "nsubj" and reading.heads[last.root] in _above(reading, pronoun.head)),
        float(role_before in ("nmod", "compound")),
        float(last.form == "nominal" and first in ("a", "an", "some", "another")),
        bool(wants) * scores[-1] / 4,
        float(bool(wants) and not cluster.named),
        float(speaks and not reported and apart <= 1 and role_before in ("obj", "obl", "iobj")),
    ]  # fmt: skip


def nobody_features(setting: Setting, pronoun: Mention) -> list[float]:
    """Describe a pronoun as one that means nobody met before."""
    reading = setting.reading
    _, number, gender = pronoun_of(reading, pronoun)
    return [
        1.0,
        float(gender in ("m", "f")),
        float(number == "plur"),
        float(setting.is_speaker(pronoun.head)),
        float(reading.page.quote_states[pronoun.head] > 0),
        float(reading.deprels[pronoun.head] == "nmod:poss"),
    ]


def _above(reading: Reading, token: int) -> set[int]:
    """Return the tokens a token hangs under, but for the verb it depends on itself unless it is a possessive."""
    found: list[int] = []
    head = reading.heads[token]
    while head >= 0 and len(found) < 12:
        found.append(head)
        head = reading.heads[head]
    return set(found[1:])


def _network_scores(reading: Reading, head: int, earlier: Sequence[int]) -> list[float]:
    vectors = reading.antecedent_vectors
    if vectors is None:
        return [0.0] * len(earlier)
    scores: list[float] = (vectors[list(earlier), 1] @ vectors[head, 0]).tolist()
    return [max(-12.0, min(12.0, score)) for score in scores]


_ROOTS = {"him": "he", "his": "he", "himself": "he", "her": "she", "hers": "she", "herself": "she", "its": "it"}
_ROOTS |= {"itself": "it", "them": "they", "their": "they", "theirs": "they", "themselves": "they"}


def _root(word: str) -> str:
    return _ROOTS.get(word, word)


def _is_commanded(reading: Reading, pronoun: int, other: int) -> bool:
    """Tell whether both depend on one verb: "Putin met him" cannot be about one man."""
    word = reading.page.word(pronoun).lower()
    if word.endswith(("self", "selves")) or reading.deprels[pronoun].startswith("nmod:poss"):
        return False
    return reading.heads[pronoun] == reading.heads[other] != -1 and reading.deprels[pronoun] in ("obj", "iobj", "obl")


def candidates(reading: Reading, met: Iterable[Cluster], pronoun: Mention) -> list[Cluster]:
    """Return the actors met before a pronoun (given the one met last first) that it can mean at all.

    "He" and "she" mean no body and no several, "it" means no person.
    """
    _, _, gender = pronoun_of(reading, pronoun)
    found: list[Cluster] = []
    for cluster in met:
        if gender in ("m", "f") and (cluster.kind in BODIES or cluster.plural or cluster.is_thing):
            continue
        if gender == "n" and cluster.kind == "person":
            continue
        found.append(cluster)
        if len(found) == MAX_CANDIDATES:
            break
    return found


def choose(setting: Setting, pronoun: Mention, met: Iterable[Cluster]) -> tuple[Cluster, float] | None:
    """Return the actor a third-person pronoun means and the probability; None rather than a guess."""
    weights = load_weights()
    options = candidates(setting.reading, met, pronoun)
    if not options:
        return None
    table = np.array([features(setting, pronoun, cluster, rank) for rank, cluster in enumerate(options)])
    scores = np.append(table @ weights.features, np.array(nobody_features(setting, pronoun)) @ weights.nobody)
    scores = np.exp(scores - scores.max())
    scores /= scores.sum()
    best = int(scores[:-1].argmax())
    if scores[best] < weights.threshold:
        return None
    return options[best], float(scores[best])
