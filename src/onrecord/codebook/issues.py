"""Words of issues: nouns for acts, words that name one issue, words that name none, stances that oppose one another.

The tables lie in ``data/issues``; they are read once, on first use.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from typing import get_args

from onrecord.codebook.actors import country_of_people, find_named
from onrecord.model.dossier import Stance

#: Sorts of words that make no issue; see ``words.tsv``.
SORTS = ("light", "reply", "time", "vague", "modifier", "back")
#: Words without meaning of their own in a phrase.
_EMPTY = frozenset(
    """a an the of in on at to for from with by against between over into and or as its his her their our your my 's
    ’s that this these those not no under near off around toward towards about within through without""".split()
)
_LONGEST_NAME = 4


@dataclass(frozen=True, slots=True)
class ActNoun:
    """The noun that names the act of a verb."""

    #: "withdrawal".
    noun: str
    #: The word before what it is done to: "of"; empty where that stands before the noun ("NATO membership").
    joins: str
    #: True where the issue is what the act is done to: to lift an embargo is about the embargo.
    of_thing: bool
    #: True where it goes with the doer when nothing is done to anybody: "withdrawal of the troops".
    of_doer: bool


def act_noun(verb: str) -> ActNoun | None:
    """Return the noun for what a verb (its lemma, with its particle) does; None where none is known.

    >>> act_noun("invade").noun, act_noun("pull out").noun
    ('invasion', 'withdrawal')
    """
    return _acts().get(verb)


def is_word_of(sort: str, word: str) -> bool:
    """Tell whether a word, as written or in the singular, is one of a sort of ``SORTS``."""
    words = _words()[sort]
    low = word.lower()
    return low in words or singular(low) in words


def stems_of(phrase: str) -> frozenset[str]:
    """Return what a phrase names, as keys that are equal where the words mean the same.

    A country, its people and its capital have one key; so have the verb and the noun of an act, and words of one line
    of ``synonyms.tsv``. Prepositions, articles and pronouns have none.

    >>> sorted(stems_of("Ukraine's withdrawal")) == sorted(stems_of("Ukrainian pull-out"))
    True
    """
    words = [word.strip('.,;:!?"“”‘()[]') for word in phrase.replace("’", "'").split()]
    words = [word.removesuffix("'s").removesuffix("'") for word in words]
    found: set[str] = set()
    at = 0
    while at < len(words):
        size, key = _name_at(words, at)
        if key:
            found.add(key)
        at += size
    return frozenset(found)


def _name_at(words: Sequence[str], at: int) -> tuple[int, str]:
    """Return how many words the name or word at a place has, and its key; no key for empty words."""
    for size in range(min(_LONGEST_NAME, len(words) - at), 0, -1):
        name = " ".join(words[at : at + size])
        if not name[:1].isupper():
            break
        named = find_named(name)
        country = named.country if named and named.kind in ("state", "government") else None
        if named and not country:
            return size, named.name.lower()
        country = country or country_of_people(name)
        if country:
            return size, "@" + country
    return 1, stem_of(words[at])


@lru_cache(maxsize=8192)
def stem_of(word: str) -> str:
    """Return the key of one word; empty for words without meaning of their own.

    >>> stem_of("troops") == stem_of("soldiers"), stem_of("the")
    (True, '')
    """
    low = word.lower()
    if low in _EMPTY or not any(c.isalnum() for c in low):
        return ""
    for form in (low, singular(low)):
        if form in _synonyms():
            return _synonyms()[form]
    for form in (low, singular(low), *_verbs(low)):
        act = _acts().get(form)
        if act is not None:
            return _synonyms().get(act.noun, act.noun)
    return singular(low)


def _verbs(word: str) -> Iterator[str]:
    """Yield the verbs a form in -ed or -ing may come from."""
    for ending in ("ing", "ed"):
        if word.endswith(ending) and len(word) > len(ending) + 2:
            stem = word[: -len(ending)]
            yield from (stem, stem + "e")
            if stem[-1] == stem[-2]:
                yield stem[:-1]


def singular(noun: str) -> str:
    """Return a noun without its plural ending.

    >>> singular("parties"), singular("crises"), singular("boss")
    ('party', 'crisis', 'boss')
    """
    if noun.endswith("ies") and len(noun) > 4:
        return noun[:-3] + "y"
    if noun.endswith("crises"):
        return noun[:-2] + "is"
    if noun.endswith(("sses", "shes", "ches", "xes")):
        return noun[:-2]
    return noun[:-1] if noun.endswith("s") and not noun.endswith(("ss", "us", "is")) and len(noun) > 3 else noun


def are_opposed(one: str, other: str) -> bool:
    """Tell whether two stances on one issue oppose one another, whichever comes first.

    >>> are_opposed("refuses", "demands"), are_opposed("demands", "offers")
    (True, False)
    """
    return other in _opposed().get(one, frozenset()) or one in _opposed().get(other, frozenset())


@cache
def points(sort: str) -> dict[str, float]:
    """Return what each feature counts for when phrases (``phrase``) or pairs of positions (``pair``) are rated."""
    return {name: float(value) for kind, name, value in _rows("points.tsv") if kind == sort}


def is_act_noun(noun: str) -> bool:
    """Tell whether a noun names an act: "invasion"."""
    return noun in _act_nouns()


@cache
def _act_nouns() -> frozenset[str]:
    return frozenset(act.noun for act in _acts().values())


@cache
def _acts() -> dict[str, ActNoun]:
    return {
        row[0]: ActNoun(row[1], "" if row[2] == "-" else row[2], row[3] == "thing", row[4:] == ["self"])
        for row in _rows("acts.tsv")
    }


@cache
def _words() -> dict[str, frozenset[str]]:
    table = {sort: frozenset(words.split()) for sort, words in _rows("words.tsv")}
    if set(table) != set(SORTS):
        raise ValueError(f"words.tsv: the sorts must be {', '.join(SORTS)}")
    return table


@cache
def _synonyms() -> dict[str, str]:
    return {word: first for first, words in _rows("synonyms.tsv") for word in words.split()}


@cache
def _opposed() -> dict[str, frozenset[str]]:
    table = {stance: frozenset(others.split()) for stance, others in _rows("opposed.tsv")}
    unknown = ({*table} | set().union(*table.values())) - {*get_args(Stance)}
    if unknown:
        raise ValueError(f"opposed.tsv: unknown stance {sorted(unknown)[0]!r}; use one of model.dossier.Stance")
    return table


def _rows(name: str) -> Iterator[list[str]]:
    table = (files("onrecord.codebook") / "data" / "issues" / name).read_text(encoding="utf-8")
    for line in table.splitlines():
        if line and not line.startswith("#"):
            yield line.split("\t")
