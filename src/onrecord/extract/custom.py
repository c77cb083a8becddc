"""Custom codebooks on events: which event bears a type of one's own.

A cue labels the event whose trigger it overlaps. It makes no event where there is none: what the network does not find,
no codebook finds.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import NamedTuple

from onrecord.codebook.custom import Codebook, CueWord, CustomType
from onrecord.model.dossier import Event
from onrecord.model.reading import Reading
from onrecord.model.span import Span
from onrecord.text.tokens import APOSTROPHES, tokenize

#: Parts of speech that may stand between two words of a cue ("seized the two ships" has "seize ship"), and how many.
_LIGHT = frozenset({"ADJ", "ADV", "DET", "NUM", "PRON"})
_MAX_LIGHT = 3
_PLAIN = str.maketrans(dict.fromkeys(APOSTROPHES, "'") | {"‐": "-", "‑": "-"})


@dataclass(frozen=True, slots=True)
class CueMatch:
    """A cue of a codebook in a report."""

    type: CustomType = field(compare=False)
    #: Place of the type in the codebook.
    order: int
    #: Words of the cue.
    n_words: int
    #: Token numbers of those words, in text order; words that stand between are left out.
    tokens: tuple[int, ...]


class _Piece(NamedTuple):
    """A token of a cue."""

    text: str
    upos: str | None
    #: True where it belongs to the word before ("fire" of "cease-fire"), so that nothing may stand between.
    glued: bool


class _Cue(NamedTuple):
    pieces: tuple[_Piece, ...]
    type: CustomType
    order: int
    n_words: int


def find_cues(reading: Reading, book: Codebook) -> tuple[CueMatch, ...]:
    """Find the cues of a codebook, in text order.

    A word of a cue stands for a token that has it as lemma or as form, in any letter case. Up to three adjectives,
    adverbs, articles, numbers and pronouns may stand between two words of a cue; no cue leaves its sentence.
    """
    index = _index(book)
    forms = [_forms(reading, token) for token in range(len(reading.page.tokens))]
    found: list[CueMatch] = []
    for first, last in reading.sentences:
        for start in range(first, last):
            for cue in (cue for form in sorted(forms[start]) for cue in index.get(form, ())):
                tokens = _follow(reading, forms, cue, start, last)
                if tokens:
                    found.append(CueMatch(cue.type, cue.order, cue.n_words, tokens))
    return tuple(dict.fromkeys(found))


def apply_codebook(reading: Reading, events: Iterable[Event], book: Codebook) -> tuple[Event, ...]:
    """Return the events with ``custom_type`` where a cue of the codebook overlaps their trigger or another telling.

    A cue counts for an event of the PLOVER type that its entry names, or for any where it names none. Of several, one
    on the trigger goes before one on another telling, then the one of most words, then one that names the PLOVER type,
    then the first of the codebook. Where the entry has a quad class or a score, the event gets them: fill the codes
    first (``event_codes.fill_codes``).
    """
    return label_events(reading, events, book)[0]


def label_events(
    reading: Reading, events: Iterable[Event], book: Codebook
) -> tuple[tuple[Event, ...], tuple[str, ...]]:
    """Return the events as ``apply_codebook`` does, and what to warn of.

    Returns:
        The events; and a sentence that says in how many places a cue stands where no event was found that it could
        label, where there are such places.
    """
    hits = _Hits(reading, book)
    labelled: list[Event] = []
    used: set[tuple[int, ...]] = set()
    for event in events:
        fitting = tuple(hits.of(event))
        used.update(match.tokens for _, match in fitting)
        labelled.append(_label(event, _best(fitting)))
    n_missed = len({match.tokens for match in hits.matches} - used)
    if not n_missed:
        return tuple(labelled), ()
    places = "one place" if n_missed == 1 else f"{n_missed} places"
    warning = (
        f"Cues of the codebook stand in {places} where no event was found that they fit; they label nothing there."
    )
    return tuple(labelled), (warning,)


class _Hits:
    """The cues of one report, by the tokens they stand on."""

    def __init__(self, reading: Reading, book: Codebook) -> None:
        self.matches = find_cues(reading, book)
        self._starts = [token.start for token in reading.page.tokens]
        self._ends = [token.end for token in reading.page.tokens]
        self._by_token: dict[int, list[CueMatch]] = {}
        for match in self.matches:
            for token in match.tokens:
                self._by_token.setdefault(token, []).append(match)

    def of(self, event: Event) -> Iterator[tuple[bool, CueMatch]]:
        """Yield the cues that fit an event, with whether they stand on its trigger."""
        for on_trigger, spans in ((True, (event.trigger_span,)), (False, event.mentions)):
            for match in self._on(spans):
                if match.type.plover in (None, event.type):
                    yield on_trigger, match

    def _on(self, spans: Iterable[Span]) -> Iterator[CueMatch]:
        for span in spans:
            for token in range(bisect_right(self._ends, span.start), bisect_left(self._starts, span.end)):
                yield from self._by_token.get(token, ())


def _best(fitting: Iterable[tuple[bool, CueMatch]]) -> CueMatch | None:
    """Return the cue that labels an event; None where none fits."""
    ranked = (
        ((on_trigger, match.n_words, match.type.plover is not None, -match.order), match)
        for on_trigger, match in fitting
    )
    return max(ranked, key=lambda pair: pair[0], default=(None, None))[1]


def _label(event: Event, match: CueMatch | None) -> Event:
    if match is None:
        return event
    entry = match.type
    return replace(
        event,
        custom_type=entry.name,
        quad=event.quad if entry.quad is None else entry.quad,
        intensity=event.intensity if entry.score is None else entry.score,
    )


def _forms(reading: Reading, token: int) -> frozenset[str]:
    word, lemma = reading.page.word(token), reading.lemmas[token]
    return frozenset((word.lower().translate(_PLAIN), lemma.lower().translate(_PLAIN)))


def _follow(
    reading: Reading, forms: Sequence[frozenset[str]], cue: _Cue, start: int, last: int
) -> tuple[int, ...] | None:
    """Return the tokens of a cue that begins at ``start`` and ends before ``last``; None where there is none."""
    tokens: list[int] = []
    at = start
    for number, piece in enumerate(cue.pieces):
        n_free = 0 if number == 0 or piece.glued else _MAX_LIGHT
        while at < last and piece.text not in forms[at] and n_free and reading.upos[at] in _LIGHT:
            at, n_free = at + 1, n_free - 1
        if at >= last or piece.text not in forms[at] or piece.upos not in (None, reading.upos[at]):
            return None
        tokens.append(at)
        at += 1
    return tuple(tokens)


@lru_cache(maxsize=8)
def _index(book: Codebook) -> dict[str, tuple[_Cue, ...]]:
    """Return the cues by their first token."""
    index: dict[str, list[_Cue]] = {}
    for order, entry in enumerate(book.types):
        for words in entry.cues:
            pieces = tuple(piece for word in words for piece in _cut(word))
            index.setdefault(pieces[0].text, []).append(_Cue(pieces, entry, order, len(words)))
    return {first: tuple(cues) for first, cues in index.items()}


def _cut(word: CueWord) -> Iterator[_Piece]:
    """Cut a word as reports are cut: "cease-fire" is three tokens, the last of which has its part of speech."""
    text = word.text.translate(_PLAIN)
    parts = [span.of(text) for span in tokenize(text)]
    for number, part in enumerate(parts):
        yield _Piece(part.lower(), word.upos if number == len(parts) - 1 else None, number > 0)
