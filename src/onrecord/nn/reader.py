"""Page → Reading: windows, one encoder pass, decoding."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

import numpy as np

from onrecord.model.page import Page
from onrecord.model.reading import (
    ACT_TYPES,
    ActFrame,
    Entity,
    Frame,
    Parties,
    Reading,
    Role,
    TriggerRating,
)
from onrecord.model.span import TokenRange
from onrecord.nn.acts import add_stances, decode_parties, describe_acts, find_acts, ratings_of, run_acts
from onrecord.nn.features import distance_buckets
from onrecord.nn.lemmas import lemma_of, mend_tag
from onrecord.nn.session import FirstPass, Floats, Manifest, Network
from onrecord.nn.spans import FoundSpan, decode_cues, decode_entities, decode_roles, log_softmax
from onrecord.nn.trees import best_tree
from onrecord.nn.windows import Window, plan_windows, window_arrays
from onrecord.nn.wordpiece import WordPieces

#: Tokens of a sentence beyond which the parser reads it in parts; a tree's cost grows with the square.
LONGEST_SENTENCE = 200
_END_MARKS = frozenset(".!?…")


class Reader:
    """Reads pages with the shipped network. One Reader serves one process; it holds no state between pages."""

    def __init__(self, network: Network | None = None) -> None:
        self._network = network or Network()
        self._pieces = WordPieces(self._network.vocabulary)
        self._words = frozenset(piece for piece in self._network.vocabulary if piece.isalpha())

    @property
    def manifest(self) -> Manifest:
        """What the weights are."""
        return self._network.manifest

    def read(self, page: Page, *, sentence_starts: Sequence[bool] | None = None) -> Reading:
        """Read a page.

        Args:
            page: The page.
            sentence_starts: Per token, whether a sentence begins there, where that is known; None to find out.

        Returns:
            Sentences, parts of speech, lemmas, trees, entities and frames of all its tokens.
        """
        if not page.tokens:
            return Reading(page, (), (), (), (), ())
        split = [self._pieces.split(page.word(t)) for t in range(len(page.tokens))]
        draft = _Draft(page, self.manifest)
        for window in self._windows(page, split, sentence_starts):
            seen = self._network.encode(window_arrays(page, split, window, self._pieces))
            draft.take_tokens(window, seen)
            self._take_trees(draft, window, seen, sentence_starts)
            rated = self._rate_cues(window, seen, self.manifest.cue_threshold)
            frames = decode_frames(rated, self.manifest.role, self.manifest.open_costs)
            draft.frames.extend(add_stances(self._network, seen.states, frames, window.first))
            draft.acts.extend(find_acts(self._network, seen.states, seen.act, _own(window), window.first))
        return draft.finish(self._words)

    def rate_triggers(self, page: Page, triggers: Sequence[TokenRange]) -> list[TriggerRating]:
        """Return what became of the acts that given words name."""
        rated: dict[TokenRange, TriggerRating] = {}
        for window, seen in self._encode(page):
            own = [t for t in triggers if window.own_first <= t.first < window.own_last]
            if own:
                inside = [TokenRange(t.first - window.first, min(t.last, window.last) - window.first) for t in own]
                ratings = ratings_of(run_acts(self._network, seen.states, inside), self.manifest)
                rated.update(zip(own, ratings, strict=True))
        return [rated[t] for t in triggers]

    def read_acts(self, page: Page, triggers: Sequence[TokenRange]) -> list[ActFrame]:
        """Return the acts that given words name, with their types and roles, in the order of the triggers."""
        frames: dict[TokenRange, ActFrame] = {}
        for window, seen in self._encode(page):
            own = [t for t in triggers if window.own_first <= t.first < window.own_last]
            inside = [FoundSpan(t.first - window.first, min(t.last, window.last) - window.first, "", 1.0) for t in own]
            found = describe_acts(self._network, seen.states, seen.act, inside, window.first)
            frames.update(zip(own, found, strict=True))
        return [frames[t] for t in triggers]

    def rate_types(self, page: Page, sources: Sequence[TokenRange], targets: Sequence[TokenRange]) -> dict[str, float]:
        """Return the probability of each PLOVER type for the act of some parties on others, in a sentence or two.

        Args:
            page: The text; only its first window is read.
            sources: Every mention of who acts; may be empty.
            targets: Every mention of who is acted upon; may be empty.
        """
        window, seen = next(self._encode(page))
        marks = np.zeros((1, 2, window.last - window.first), np.float32)
        for row, ranges in enumerate((sources, targets)):
            for tokens in ranges:
                marks[0, row, tokens.first - window.first : tokens.last - window.first] = 1
        probabilities = np.exp(log_softmax(self._network.pair(seen.states, marks)))
        return dict(zip(ACT_TYPES, probabilities.tolist(), strict=True))

    def find_parties(self, page: Page) -> Parties:
        """Return who acts and who is acted upon in a sentence; only its first window is read."""
        _, seen = next(self._encode(page))
        return decode_parties(seen.party, self.manifest.party)

    def _encode(self, page: Page) -> Iterator[tuple[Window, FirstPass]]:
        split = [self._pieces.split(page.word(t)) for t in range(len(page.tokens))]
        for window in self._windows(page, split, None):
            yield window, self._network.encode(window_arrays(page, split, window, self._pieces))

    def rate_cues(self, page: Page, threshold: float) -> list[RatedCue]:
        """Return the cues of a page from a probability on, with the role scores behind them: for tuning."""
        rated: list[RatedCue] = []
        for window, seen in self._encode(page):
            rated.extend(self._rate_cues(window, seen, threshold))
        return rated

    def _take_trees(self, draft: _Draft, window: Window, seen: FirstPass, known: Sequence[bool] | None) -> None:
        """Cut the window's own tokens into sentences and parse each."""
        heads = np.zeros(window.last - window.first, np.int64)
        starts = draft.sentence_starts(seen.sentence, window, known)
        for first, last in zip(starts, [*starts[1:], window.own_last], strict=True):
            a, b = first - window.first, last - window.first
            columns = np.concatenate([[0], np.arange(a + 1, b + 1)])
            tree = best_tree(seen.arcs[a:b][:, columns])
            heads[a:b] = [h + a + 1 if h >= 0 else 0 for h in tree]
            draft.heads[first:last] = [h + first if h >= 0 else -1 for h in tree]
            draft.sentences.append(TokenRange(first, last))
        draft.deprels[window.own_first : window.own_last] = self._network.relations(seen.states, heads)[_own(window)]

    def _rate_cues(self, window: Window, seen: FirstPass, threshold: float) -> list[RatedCue]:
        """Find the cues in the window's own tokens and score what every token of the window is to them."""
        own = _own(window)
        cues = [
            replace(cue, first=cue.first + own.start, last=cue.last + own.start)
            for cue in decode_cues(seen.cue[own], self.manifest.cue, threshold)
        ]
        if not cues:
            return []
        length = window.last - window.first
        marks = np.zeros((len(cues), length), np.float32)
        for number, cue in enumerate(cues):
            marks[number, cue.first : cue.last] = 1
        distances = np.array([distance_buckets(length, cue.first, cue.last) for cue in cues], np.int64)
        logits = self._network.roles(seen.states, marks, distances)
        return [RatedCue(cue, window.first, logits[number]) for number, cue in enumerate(cues)]

    def _windows(
        self, page: Page, split: Sequence[tuple[int, ...]], sentence_starts: Sequence[bool] | None
    ) -> list[Window]:
        return plan_windows(
            [len(s) for s in split],
            _breaks(page, sentence_starts),
            longest=self.manifest.longest_window,
            overlap=self.manifest.overlap,
        )


@dataclass(frozen=True, slots=True)
class RatedCue:
    """A cue with the role scores of its window."""

    #: Token numbers count from the start of the window.
    cue: FoundSpan
    #: Number on the page of the window's first token.
    shift: int
    #: (n_tokens, labels) float32 logits.
    logits: Floats


def decode_frames(rated: Sequence[RatedCue], tags: Sequence[str], open_costs: Mapping[str, float]) -> list[Frame]:
    """Turn rated cues into frames; of source, addressee and medium only the surest span is kept."""
    if not rated:
        return []
    lengths = [len(r.logits) for r in rated]
    logits = np.zeros((len(rated), max(lengths), rated[0].logits.shape[1]), np.float32)
    for row, one in enumerate(rated):
        logits[row, : lengths[row]] = one.logits
    decoded = decode_roles(logits, tags, lengths, open_costs=open_costs)
    return [_frame(one, spans) for one, spans in zip(rated, decoded, strict=True)]


def _frame(rated: RatedCue, spans: list[FoundSpan]) -> Frame:
    kept = [s for s in spans if s.label == "content"]
    for name in ("source", "addressee", "medium"):
        rivals = [s for s in spans if s.label == name]
        if rivals:
            kept.append(max(rivals, key=lambda s: s.score))
    cue, shift = rated.cue, rated.shift
    roles = tuple(Role(s.label, TokenRange(s.first + shift, s.last + shift), s.score) for s in kept)
    return Frame(TokenRange(cue.first + shift, cue.last + shift), cue.label, roles, cue.score)


class _Draft:
    """A Reading in the making: one entry per token of the page, filled window by window."""

    def __init__(self, page: Page, manifest: Manifest) -> None:
        n = len(page.tokens)
        self._page = page
        self._manifest = manifest
        self._upos = np.zeros(n, np.int64)
        self._lemmas = np.zeros(n, np.int64)
        self._entity = np.zeros((n, len(manifest.entity)), np.float32)
        self._antecedent = np.zeros((n, 2, manifest.antecedent_width), np.float32)
        self._paragraph_starts = {p.tokens.first for p in page.paragraphs}
        self.heads: list[int] = [-1] * n
        self.deprels = np.zeros(n, np.int64)
        self.sentences: list[TokenRange] = []
        self.frames: list[Frame] = []
        self.acts: list[ActFrame] = []

    def take_tokens(self, window: Window, seen: FirstPass) -> None:
        """Keep the token heads' outputs on the window's own tokens."""
        page, own = slice(window.own_first, window.own_last), _own(window)
        self._upos[page] = seen.upos[own]
        self._lemmas[page] = seen.lemma[own]
        self._entity[page] = seen.entity[own]
        vectors = seen.antecedent[own]
        self._antecedent[page] = vectors.reshape(len(vectors), 2, -1)

    def sentence_starts(self, logits: Floats, window: Window, known: Sequence[bool] | None) -> list[int]:
        """Return the sentence starts among a window's own tokens, its first one included."""
        starts = [window.own_first]
        for token in range(window.own_first + 1, window.own_last):
            if known is not None:
                begins = known[token]
            else:
                begins = token in self._paragraph_starts or bool(logits[token - window.first] > 0)
            if begins or token - starts[-1] >= LONGEST_SENTENCE:
                starts.append(token)
        return starts

    def finish(self, words: Collection[str]) -> Reading:
        """Decode what needs the whole page and return the Reading; ``words`` are known to exist."""
        page, manifest = self._page, self._manifest
        self.sentences.sort()
        entities = decode_entities(self._entity, manifest.entity, [s.first for s in self.sentences])
        upos = tuple(mend_tag(page.word(token), manifest.upos[n]) for token, n in enumerate(self._upos.tolist()))
        lemmas = tuple(
            lemma_of(page.word(token), upos[token], manifest.lemma[rule], words)
            for token, rule in enumerate(self._lemmas.tolist())
        )
        return Reading(
            page=page,
            sentences=tuple(self.sentences),
            upos=upos,
            lemmas=lemmas,
            heads=tuple(self.heads),
            deprels=tuple(manifest.deprel[n] for n in self.deprels.tolist()),
            entities=tuple(Entity(TokenRange(e.first, e.last), e.label, e.score) for e in entities),
            frames=tuple(sorted(self.frames, key=lambda f: f.cue)),
            acts=tuple(sorted(self.acts, key=lambda a: a.trigger)),
            antecedent_vectors=self._antecedent / np.float32(manifest.antecedent_width**0.25),
        )


def _breaks(page: Page, known: Sequence[bool] | None) -> list[int]:
    """Return the tokens at which a window may begin: paragraphs, and inside long ones likely sentence starts."""
    breaks = [p.tokens.first for p in page.paragraphs]
    if known is not None:
        return sorted({*breaks, *(t for t, begins in enumerate(known) if begins)})
    for paragraph in page.paragraphs:
        if paragraph.tokens.last - paragraph.tokens.first > 120:
            breaks.extend(
                token + 1
                for token in range(paragraph.tokens.first, paragraph.tokens.last - 1)
                if page.word(token) in _END_MARKS and page.quote_states[token + 1] != 3
            )
    return sorted(breaks)


def _own(window: Window) -> slice:
    """Return where in a window its own tokens lie."""
    return slice(window.own_first - window.first, window.own_last - window.first)


@lru_cache(maxsize=1)
def load_reader() -> Reader:
    """Return the Reader over the shipped weights, loaded once.

    Raises:
        WeightsError: The weights are missing or not the ones their manifest names.
    """
    return Reader()
