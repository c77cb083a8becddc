"""How well a phrase of a report names what a content is about: points for where it stands and what it is made of."""

from __future__ import annotations

import math
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from onrecord.codebook.actors import find_role
from onrecord.codebook.issues import is_act_noun, is_word_of, points, stems_of
from onrecord.extract.issue_topics import LONGEST, Topic, find_topics
from onrecord.extract.view import View
from onrecord.model.reading import Reading
from onrecord.model.span import Span, TokenRange

#: How many sentences before or after a content a phrase may stand; keeps time linear in long reports.
REACH = 80
#: Where a phrase stands, from the content outwards.
_PLACES = ("own", "sentence", "before", "earlier", "later")
#: Relations inside a content that tell something.
_RELATIONS = frozenset({"obj", "nsubj", "ccomp", "conj", "obl", "nmod"})


@dataclass(frozen=True, slots=True)
class Content:
    """What a position says, with what stands around it."""

    tokens: TokenRange
    #: Number of its first and of its last sentence.
    first: int
    last: int
    #: Keys of its words, and those of the sentence it begins in and of the sentence before, its own left out.
    keys: frozenset[str]
    around: frozenset[str]
    before: frozenset[str]
    #: Words that name the party as an owner ("Freedonia's"); empty where not known.
    owner: tuple[str, ...] = ()


class Topics:
    """The topics of a page, and what is known of the page to weigh them."""

    def __init__(self, reading: Reading) -> None:
        self.view = View(reading)
        page = reading.page
        sentences = reading.sentences or (TokenRange(0, len(page.tokens)),)
        self._sentence_keys = [stems_of(" ".join(page.word(t) for t in range(*s))) for s in sentences]
        self._counts = Counter(key for keys in self._sentence_keys for key in keys)
        self._title = stems_of(page.report.title or "")
        self._labels = {t: e.label for e in reading.entities for t in range(*e.tokens)}
        prose = next((p.tokens.first for p in page.paragraphs if p.kind == "prose"), 0)
        self._lead = self.view.sentence_number(prose)

    @cached_property
    def found(self) -> tuple[Topic, ...]:
        """All topics of the page."""
        return find_topics(self.view)

    @cached_property
    def _sentences(self) -> list[int]:
        """The number of each topic's sentence."""
        return [self.view.sentence_number(topic.head) for topic in self.found]

    def near(self, content: Content) -> Sequence[Topic]:
        """Return the topics within ``REACH`` sentences of a content, in text order."""
        first = bisect_left(self._sentences, content.first - REACH)
        return self.found[first : bisect_right(self._sentences, content.last + REACH)]

    def content(self, span: Span, owner: Sequence[str] = ()) -> Content:
        """Return what is known of a content; ``owner`` are the words that name its party as an owner."""
        tokens = self.view.tokens_in(span)
        first = self.view.sentence_number(tokens.first)
        last = self.view.sentence_number(max(tokens.first, tokens.last - 1))
        keys = stems_of(span.of(self.view.page.report.text))
        around = self._keys_of(first) - keys
        return Content(tokens, first, last, keys, around, self._keys_of(first - 1) - keys, tuple(owner))

    def _keys_of(self, sentence: int) -> frozenset[str]:
        return self._sentence_keys[sentence] if 0 <= sentence < len(self._sentence_keys) else frozenset()

    def describe(self, content: Content, contents: Sequence[Content]) -> dict[str, tuple[Topic, dict[str, float]]]:
        """Return the phrases that could name a content's issue, each with its topic and features.

        Args:
            content: The content.
            contents: All contents of the report: what many are about weighs more.
        """
        cover = Counter(key for other in contents for key in other.keys | other.around)
        best: dict[str, tuple[int, Topic, str]] = {}
        for found in self.near(content):
            place = self._place(found, content)
            topic = _with_owner(found, content) if place == "own" else found
            rank = _PLACES.index(place)
            if topic.phrase not in best or rank < best[topic.phrase][0]:
                best[topic.phrase] = (rank, topic, place)
        n_contents = max(1, len(contents))
        rich = any(place == "own" and self._says(topic) for _, topic, place in best.values())
        described = {}
        for phrase, (_, topic, place) in best.items():
            if place != "own" and (self._is_person(topic) or (rich and topic.keys.isdisjoint(content.keys))):
                continue
            features = self._of_place(topic, content, place)
            features.update(self._of_words(topic, content))
            features["cover key"] = cover[topic.key] / n_contents
            features["cover rest"] = max((cover[key] for key in topic.keys - {topic.key}), default=0) / n_contents
            described[phrase] = (topic, features)
        return described

    def _says(self, topic: Topic) -> bool:
        """Tell whether a phrase of the content itself can name its issue: no mere name, no word that points back."""
        if topic.made_of != "noun":
            return True
        lemma = self.view.reading.lemmas[topic.head].lower()
        return topic.head not in self._labels and not any(is_word_of(s, lemma) for s in ("light", "vague", "reply"))

    def _is_person(self, topic: Topic) -> bool:
        """Tell whether a phrase means somebody: a name of a person or of an office."""
        if topic.made_of != "noun":
            return False
        office = find_role(self.view.reading.lemmas[topic.head])
        return self._labels.get(topic.head) == "Person" or (office is not None and office.kind == "person")

    def _place(self, topic: Topic, content: Content) -> str:
        if content.tokens.first <= topic.head < content.tokens.last:
            return "own"
        sentence = self.view.sentence_number(topic.head)
        if content.first <= sentence <= content.last:
            return "sentence"
        if sentence == content.first - 1:
            return "before"
        return "earlier" if sentence < content.first else "later"

    def _of_place(self, topic: Topic, content: Content, place: str) -> dict[str, float]:
        features = {f"place {place}": 1.0}
        if place == "own":
            features[f"depth {self._depth(topic.head, content.tokens)}"] = 1.0
            if (relation := self.view.relation(topic.head)) in _RELATIONS:
                features[f"relation {relation}"] = 1.0
        if len(content.keys) <= 1 and place in ("earlier", "later"):
            features["poor content, far"] = 1.0
        if self.view.sentence_number(topic.head) == self._lead:
            features["lead"] = 1.0
        return features

    def _depth(self, token: int, tokens: TokenRange) -> int:
        """Return how many steps lie between a token and the head of a range, at most 4."""
        root, depth = self.view.head_of(tokens), 0
        while token != root and self.view.reading.heads[token] >= 0 and depth < 4:
            token, depth = self.view.reading.heads[token], depth + 1
        return depth

    def _of_words(self, topic: Topic, content: Content) -> dict[str, float]:
        rest = topic.keys - {topic.key}
        features = {f"made of {topic.made_of}": 1.0, f"words {topic.n_words}": 1.0}
        for name, keys in (("own", content.keys), ("title", self._title), ("before", content.before)):
            features[f"key in {name}"] = float(topic.key in keys)
            features[f"rest in {name}"] = len(rest & keys) / len(rest) if rest else 0.0
        features["count key"] = math.log1p(self._counts[topic.key])
        features["count rest"] = math.log1p(max((self._counts[key] for key in rest), default=0))
        features["named"] = float(topic.named)
        features["owned"] = float("'s " in topic.phrase)
        features["joined"] = float(any(f" {word} " in topic.phrase for word in ("of", "in", "on", "for")))
        if topic.made_of == "noun":
            lemma = self.view.reading.lemmas[topic.head].lower()
            features["act noun"] = float(is_act_noun(lemma))
            features.update({sort: float(is_word_of(sort, lemma)) for sort in ("light", "vague", "reply")})
            label = self._labels.get(topic.head)
            features["person"] = float(self._is_person(topic))
            features["bare name"] = float(label is not None and len(topic.keys) == 1)
        return features


def _with_owner(topic: Topic, content: Content) -> Topic:
    """Return a topic under the name of the party where a pronoun owns it."""
    n_words = topic.n_words + len(content.owner)
    if not topic.owned or not content.owner or n_words > LONGEST or "'s " in topic.phrase:
        return topic
    phrase = " ".join((*content.owner, topic.phrase))
    return replace(topic, phrase=phrase, keys=stems_of(phrase), named=True, n_words=n_words)


def rate(features: Mapping[str, float], sort: str = "phrase") -> float:
    """Return the points of some features, of the sort ``phrase`` or ``pair``."""
    table = points(sort)
    return sum(table.get(name, 0.0) * value for name, value in features.items())
