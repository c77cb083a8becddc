"""Words that report: cues of attribution with their class, act and polarity.

The tables lie in ``data/reporting`` as tab-separated text; they are read once, on first use.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import get_args

from onrecord.model.dossier import Act, MediumKind, Polarity, StatementKind
from onrecord.model.reading import CUE_CLASSES

#: Words that never head a cue, and that may stand between the words of one.
_LIGHT_WORDS = """
be have do will would can could may might shall should must get to not never the a an that which who whom and
but or as also again now then still just even so very only once more too yet rather quite since soon already
both first later earlier further repeatedly it he she they we i you this these those there his her their my
our your at in on of for with by from about into over before after during while when
"""
_LIGHT = frozenset(_LIGHT_WORDS.split())
_NEGATIONS = frozenset({"not", "never", "n't", "n’t", "'t", "’t", "no", "neither", "nor", "cannot", "hardly"})
_VOWELS = "aeiou"
_ACTS: dict[str, Act] = {act: act for act in get_args(Act)}
_MEDIA: dict[str, MediumKind] = {kind: kind for kind in get_args(MediumKind)}
_POLARITIES: dict[str, Polarity] = {polarity: polarity for polarity in get_args(Polarity)}


@dataclass(frozen=True, slots=True)
class CueEntry:
    """What the code book says of one cue."""

    #: Base form: "say", "rule out".
    cue: str
    #: One of ``CUE_CLASSES``.
    cue_class: str
    #: PLOVER type of the act that the cue itself names; None where it is neutral.
    act: Act | None
    polarity: Polarity
    kind: StatementKind
    #: True where the cue tells an act of saying in the past and an attitude in the present ("denied", "denies").
    standing: bool = False


def classify_cue(words: Sequence[str], lemmas: Sequence[str]) -> CueEntry | None:
    """Look a cue up, whatever surrounds its heart (auxiliaries, adverbs, "in a statement").

    The longest phrase of the code book that stands in the cue wins, then the first. A negation turns a neutral cue
    to withheld ("did not say") and any other but a denial to denied ("does not believe").

    Args:
        words: The cue as written, one token each.
        lemmas: Their lemmas; forms in lower case will do.

    Returns:
        None where no word of the cue is known.

    >>> classify_cue(["has", "made", "it", "very", "clear"], ["have", "make", "it", "very", "clear"]).cue
    'make it clear'
    """
    low = [word.lower() for word in words]
    bases = [_base_forms(word, lemma.lower()) for word, lemma in zip(low, lemmas, strict=True)]
    best: tuple[int, int, CueEntry] | None = None
    for start in range(len(low)):
        entry, used = _match_at(bases, low, start)
        if entry is not None and (best is None or used > best[0]):
            best = (used, start, entry)
    if best is None:
        return None
    used, start, entry = best
    return _negate(entry) if _is_negated(low, start, entry) else entry


def load_cues() -> tuple[CueEntry, ...]:
    """Return every entry of the code book, in the order of the file."""
    return tuple(entry for entries in _index().values() for _, entry in entries)


@cache
def media_words() -> dict[tuple[str, ...], MediumKind]:
    """Return words for the occasion or carrier of a statement, in lower case, with its kind."""
    return {tuple(words.split()): _MEDIA[kind] for words, kind in _rows("media.tsv")}


@cache
def outlets() -> dict[tuple[str, ...], str]:
    """Return names of outlets, in lower case, with their sort: agency, broadcaster, newspaper or platform."""
    return {tuple(name.lower().split()): sort for name, sort in _rows("outlets.tsv")}


def _is_negated(low: Sequence[str], heart: int, entry: CueEntry) -> bool:
    # Words as written only: a base form guessed for "noted" is "not".
    if entry.polarity == "withheld" or _NEGATIONS & set(entry.cue.split()):
        return False
    return not _NEGATIONS.isdisjoint(low[: heart + 1])


def _negate(entry: CueEntry) -> CueEntry:
    if entry.polarity == "denied":
        return CueEntry(entry.cue, entry.cue_class, entry.act, "affirmed", entry.kind, entry.standing)
    if entry.act == "REJECT":
        return CueEntry(entry.cue, entry.cue_class, None, "affirmed", entry.kind, entry.standing)
    neutral = entry.cue_class in ("speech", "writing", "evidence") and entry.act is None
    return CueEntry(entry.cue, entry.cue_class, None, "withheld" if neutral else "denied", entry.kind, entry.standing)


def _match_at(bases: Sequence[frozenset[str]], low: Sequence[str], start: int) -> tuple[CueEntry | None, int]:
    """Return the longest entry whose first word stands at ``start``, and how many words it has."""
    index = _index()
    best: tuple[CueEntry | None, int] = (None, 0)
    for base in sorted(bases[start]):
        for phrase, entry in index.get(base, ()):
            if len(phrase) > best[1] and _follows(phrase, bases, low, start):
                best = (entry, len(phrase))
    if best[1] == 1 and low[start] in _LIGHT:
        return None, 0
    return best


def _follows(phrase: tuple[str, ...], bases: Sequence[frozenset[str]], low: Sequence[str], start: int) -> bool:
    """Tell whether the words of ``phrase`` stand from ``start`` on, with at most three light words between two."""
    at = start
    for part in phrase[1:]:
        at += 1
        skipped = 0
        while at < len(low) and part not in bases[at]:
            if skipped == 3 or not (low[at] in _LIGHT or low[at].endswith("ly")):
                return False
            at += 1
            skipped += 1
        if at >= len(low):
            return False
    return True


@cache
def _index() -> dict[str, tuple[tuple[tuple[str, ...], CueEntry], ...]]:
    """Return the entries by their first word."""
    entries: dict[str, list[tuple[tuple[str, ...], CueEntry]]] = {}
    for cue, cue_class, act, polarity, kind in _rows("cues.tsv"):
        phrase = tuple(cue.split())
        entry = CueEntry(cue, cue_class, _act(act), _polarity(polarity), _kind(kind), kind == "standing")
        if cue_class not in CUE_CLASSES:
            raise ValueError(f"cues.tsv: {cue!r} has the unknown class {cue_class!r}; use one of CUE_CLASSES")
        entries.setdefault(phrase[0], []).append((phrase, entry))
    return {first: tuple(listed) for first, listed in entries.items()}


def _act(value: str) -> Act | None:
    if value and value not in _ACTS:
        raise ValueError(f"cues.tsv: unknown act {value!r}; use a PLOVER type of model.dossier.Act or leave it empty")
    return _ACTS.get(value)


def _polarity(value: str) -> Polarity:
    if value not in _POLARITIES:
        raise ValueError(f"cues.tsv: unknown polarity {value!r}; use affirmed, denied or withheld")
    return _POLARITIES[value]


def _kind(value: str) -> StatementKind:
    return "attitude" if value == "attitude" else "said"


@cache
def _irregular() -> dict[str, str]:
    return {row[0]: row[1] for row in _rows("irregular.tsv")}


def _rows(name: str) -> Iterator[list[str]]:
    table = (files("onrecord.codebook") / "data" / "reporting" / name).read_text(encoding="utf-8")
    for line in table.splitlines():
        if line and not line.startswith("#"):
            yield line.split("\t")


def _base_forms(word: str, lemma: str) -> frozenset[str]:
    """Return every base form the word may have; those that no entry begins or holds do no harm."""
    forms = {word, lemma}
    if word in _irregular():
        forms.add(_irregular()[word])
    for ending, replacements in _ENDINGS:
        if word.endswith(ending) and len(word) > len(ending) + 1:
            stem = word[: -len(ending)]
            forms.update(stem + replacement for replacement in replacements)
            if ending in ("ed", "ing") and len(stem) > 3 and stem[-1] == stem[-2] and stem[-1] not in _VOWELS:
                forms.add(stem[:-1])
    return frozenset(forms)


_ENDINGS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("ies", ("y",)),
    ("ied", ("y",)),
    ("es", ("", "e")),
    ("s", ("",)),
    ("ed", ("", "e")),
    ("ing", ("", "e")),
)
