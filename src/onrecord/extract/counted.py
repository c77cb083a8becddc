"""The noun phrase after a number: who or what is counted."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from onrecord.codebook.figures import counted_nouns, fates, is_plural, singular
from onrecord.extract.lexemes import Lexemes

#: Words a noun phrase never goes on with.
STOP_WORDS = frozenset(
    """a an the this that these those his her its their our my your some any no every each either neither both all such
    what which who whom whose where when why how
    i you he she it we they me him us them himself herself itself themselves there here
    in on at by for with from to into onto of off over under above below between among across through during before
    after since until till against about around towards toward within without upon near behind beyond despite except
    inside outside via versus vs per than as like amid along beside besides following including
    and or but nor so yet if unless because although though while whereas whether
    is am are was were be been being has have had having do does did can could will would shall should may might must
    's not n't also still already just only even too very then now ago later earlier again once more most less least
    said say says saying told according compared went go goes came come comes got get gets made make makes took take
    takes gave give gives left leave leaves lost won came became become remain remained remains set rose fell grew
    ago apart away down up out back each together today yesterday tomorrow tonight this next last monday tuesday
    wednesday thursday friday saturday sunday straight""".split()
) - {"straight", "most", "set", "back", "left"}
#: Hyphens and marks that stand inside noun phrases.
_INNER = frozenset("-‐‑–'’&")
#: How many words may stand before the head noun.
_LONGEST = 6
#: Quantities whose counted noun stands after "of".
_DETERMINERS = frozenset("the its their his her our my these those all".split())
#: Adjectives that stand for those they describe.
_FATED = frozenset(fates("after")) | {"homeless", "unharmed", "alive", "strong"}
_NOUNS_OF_LIKENESS = frozenset({"kind", "sort", "type", "number", "group"})


@dataclass(frozen=True, slots=True)
class Counted:
    """A noun phrase, by its lexemes."""

    first: int
    #: One past the head noun.
    last: int
    #: True where the head looks like a noun beyond doubt: a plural, or known to the code book.
    sure: bool

    @property
    def head(self) -> int:
        """Return the lexeme of the head noun."""
        return self.last - 1


#: Universal POS by the code point a word begins at; words left out have none.
Tags = Mapping[int, str]


def read_counted(lexemes: Lexemes, place: int, *, single: bool, tags: Tags) -> Counted | None:
    """Read the noun phrase that begins at a lexeme.

    Args:
        lexemes: The stretch.
        place: The lexeme after the number and its unit.
        single: True after "one", whose noun is no plural.
        tags: Parts of speech; with them the phrase ends where its nouns end.
    """
    if lexemes.word(place) in _INNER and lexemes.glued(place):
        place += 1
    if lexemes.word(place) in {"more", "additional", "fewer"} and not single:
        place += 1
    head: int | None = None
    sure = closed = False
    after = place
    while after < len(lexemes) and after - place < _LONGEST * 2:
        if not _goes_on(lexemes, after, place, tags, found=closed):
            break
        word = lexemes.lower[after]
        if lexemes.kinds[after] == "word" and word not in {"and", "or", "of"}:
            noun = _is_noun(lexemes, after, single=single, tags=tags)
            if sure and lexemes.lower[after - 1] == "times":
                break
            if sure and (not noun or word in _FATED) and lexemes.word(after - 1) not in {"and", "or"}:
                break
            if noun or not sure:
                head, sure = after, noun
                closed = closed or (noun and is_plural(word))
        after += 1
    if single and head is not None and not tags:
        head = _likely_head(lexemes, place, head)
        return Counted(place, head + 1, sure)
    if head is None or (not sure and not _may_be_noun(lexemes, place, head, single=single)):
        return None
    if not sure:
        head = _likely_head(lexemes, place, head)
    return Counted(place, head + 1, sure)


def _goes_on(lexemes: Lexemes, after: int, place: int, tags: Tags, *, found: bool) -> bool:  # noqa: PLR0911
    """Tell whether a lexeme can stand inside the noun phrase."""
    word, kind = lexemes.lower[after], lexemes.kinds[after]
    if kind == "number":
        return after > place and not found and lexemes.text(after - 1)[:1].islower() and _names_model(lexemes, after)
    if kind == "mark":
        if word == "," and not found and after > place:
            return _is_adjective_pair(lexemes, after)
        tied = lexemes.glued(after) and lexemes.glued(after + 1)
        return word in _INNER and (tied or word == "&") and after > place and lexemes.word(after + 1) != "s"
    if word in {"and", "or"}:
        return not found and after > place and lexemes.kind(after + 1) == "word" and _plural_follows(lexemes, after + 1)
    if word == "of":
        return False
    tag = tags.get(lexemes.starts[after])
    if tag is not None and tag in {"ADP", "AUX", "PRON", "SCONJ", "DET", "CCONJ"}:
        return False
    if tag == "VERB" and (found or not _plural_follows(lexemes, after + 1)):
        return False
    if word in {"last", "next"} and after == place and lexemes.word(after - 1) in _DETERMINERS:
        return True
    inner = lexemes.glued(after) and lexemes.lower[after - 1] in _INNER and after > place  # "laid-off"
    return word not in STOP_WORDS or inner or is_acronym(lexemes, after)


def is_acronym(lexemes: Lexemes, place: int) -> bool:
    """Tell "US" and "WHO" from "us" and "who"."""
    text = lexemes.texts[place]
    return len(text) > 1 and text.isupper()


def _names_model(lexemes: Lexemes, place: int) -> bool:
    """Tell "737 Max" inside "two new 737 Max jets"."""
    return lexemes.texts[place].isdecimal() and lexemes.text(place + 1)[:1].isupper()


def _is_adjective_pair(lexemes: Lexemes, comma: int) -> bool:
    """Tell "two large, heavy trucks": the comma parts two words before the noun."""
    return (
        lexemes.kind(comma + 1) == "word"
        and lexemes.word(comma + 1) not in STOP_WORDS
        and lexemes.kind(comma + 2) == "word"
        and is_plural(lexemes.word(comma + 2))
        and lexemes.word(comma + 2) not in STOP_WORDS
        and not is_plural(lexemes.word(comma + 1))
    )


def _plural_follows(lexemes: Lexemes, place: int) -> bool:
    for step in range(place, min(place + 3, len(lexemes))):
        word = lexemes.lower[step]
        if lexemes.kinds[step] != "word" or word in STOP_WORDS:
            return False
        if is_plural(word):
            return True
    return False


def _is_noun(lexemes: Lexemes, place: int, *, single: bool, tags: Tags) -> bool:
    word = lexemes.lower[place]
    tag = tags.get(lexemes.starts[place])
    if tag is not None:
        return tag in {"NOUN", "PROPN"} or (tag == "ADJ" and word in _FATED)
    text = lexemes.texts[place]
    named = text[0].isupper() and text.endswith("s") and len(text) > 2  # "Tutsis", "CDs"
    return (
        is_plural(word)
        or (named and not text.isupper())
        or word in _FATED
        or (single and singular(word) in counted_nouns())
    )


def _may_be_noun(lexemes: Lexemes, first: int, last: int, *, single: bool) -> bool:
    """Tell whether words without a plural may be the phrase after a number: a known noun, or one thing."""
    if any(singular(lexemes.lower[place]) in counted_nouns() for place in range(first, last + 1)):
        return True
    return single


def _likely_head(lexemes: Lexemes, first: int, last: int) -> int:
    """Return the head of a phrase without plural: a known noun, else the first word that is no adjective."""
    for place in range(first, last + 1):
        if singular(lexemes.lower[place]) in counted_nouns():
            return place
    for place in range(first, last + 1):
        word = lexemes.lower[place]
        proper = lexemes.texts[place][0].isupper() and place < last and lexemes.kinds[place + 1] == "word"
        plain = not word.endswith(_ADJECTIVE_ENDS) and word not in _ADJECTIVES
        if lexemes.kinds[place] == "word" and plain and not proper:
            return place
    return first


_ADJECTIVE_ENDS = ("al", "ous", "ive", "ful", "ic", "able", "ible", "less", "ish", "ly", "est", "ian", "ese", "ent")
_ADJECTIVES = frozenset(
    """good bad big small large new old young great high low long short major minor key main top full free real true
    single other different same special common public local recent further final first last next second more extra
    possible red white black blue green armed senior early late huge tiny simple strong weak hard easy clear""".split()
)


def read_complement(lexemes: Lexemes, place: int, tags: Tags) -> Counted | None:
    """Read the noun phrase after "of" or "in", singular or plural: "wheat", "straw donations"."""
    found = read_counted(lexemes, place, single=False, tags=tags)
    return found if found is not None and found.sure else read_counted(lexemes, place, single=True, tags=tags)


def skip_of(lexemes: Lexemes, place: int) -> int:
    """Return the lexeme after "of" and a determiner; ``place`` itself where no "of" stands there."""
    if lexemes.word(place) != "of":
        return place
    return place + 2 if lexemes.word(place + 1) in _DETERMINERS else place + 1
