"""Words that may mean an actor: names, descriptions, pronouns."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from dataclasses import dataclass

from onrecord.codebook.actors import find_office, find_role
from onrecord.model.reading import Reading
from onrecord.model.span import Span, TokenRange
from onrecord.resolve.hyphens import join_hyphens

#: Person, number and gender of the pronouns that can mean an actor.
PRONOUNS: dict[str, tuple[int, str, str | None]] = {
    **dict.fromkeys(("i", "me", "my", "mine", "myself"), (1, "sing", None)),
    **dict.fromkeys(("we", "us", "our", "ours", "ourselves"), (1, "plur", None)),
    **dict.fromkeys(("you", "your", "yours", "yourself", "yourselves"), (2, "sing", None)),
    **dict.fromkeys(("he", "him", "his", "himself"), (3, "sing", "m")),
    **dict.fromkeys(("she", "her", "hers", "herself"), (3, "sing", "f")),
    **dict.fromkeys(("it", "its", "itself"), (3, "sing", "n")),
    **dict.fromkeys(("they", "them", "their", "theirs", "themselves"), (3, "plur", None)),
    "who": (3, "sing", None),
    "which": (3, "sing", "n"),
}
#: Relations inside a noun phrase that keep to its head: a name with its title, an apposition, a modifier.
_INSIDE = frozenset({"flat", "appos", "compound", "amod", "det", "nummod", "nmod:desc", "nmod:unmarked", "goeswith"})
#: Parts of speech that stand before the head of a noun phrase; a preposition or a verb ends it.
_PREMODIFIERS = frozenset({"DET", "ADJ", "NOUN", "PROPN", "NUM", "PART", "PRON", "SYM"})
_RELATIVES = frozenset({"who", "which", "that", "whom", "what"})
#: Verbs whose object is who speaks: "heard her say".
_PERCEIVING = frozenset({"hear", "overhear", "see", "watch", "catch", "have", "let", "make", "get"})
_NAMING = frozenset({"Person", "Organization", "Location", "Facility", "NORP"})


@dataclass(frozen=True, slots=True)
class Mention:
    """Words that mean somebody, or may."""

    tokens: TokenRange
    #: Token that carries the meaning: the name's last word, the noun, the pronoun.
    head: int
    #: ``name``, ``nominal`` or ``pronoun``.
    form: str
    #: Token by which the words hang in their sentence: the first of a name in two words.
    root: int
    #: Entity label of a name; None else.
    label: str | None = None


def find_mentions(reading: Reading, wanted: Iterable[int] = ()) -> list[Mention]:
    """Return the mentions of a page in text order.

    Args:
        reading: The page as read.
        wanted: Head tokens (of speakers, of those who passed words on) for which there must be mentions even where
            they are no name, no pronoun and no known noun.
    """
    found: dict[int, Mention] = {}
    taken: set[int] = set()
    for tokens, label in _names(reading):
        head = tokens.last - 1
        found[head] = Mention(tokens, head, "name", _root(reading, tokens), label)
        taken.update(range(*tokens))
    for token, upos in enumerate(reading.upos):
        if token in taken:
            continue
        if upos == "PRON" and reading.page.word(token).lower() in PRONOUNS:
            found[token] = Mention(TokenRange(token, token + 1), token, "pronoun", token)
        elif _describes(reading, token):
            found[token] = Mention(noun_phrase(reading, token), token, "nominal", token)
    covered = {token for m in found.values() for token in range(*m.tokens)}
    for head in wanted:
        if head not in covered and head not in found:
            found[head] = Mention(noun_phrase(reading, head), head, "nominal", head)
            covered.update(range(*found[head].tokens))
    return sorted(found.values(), key=lambda m: m.tokens)


def _names(reading: Reading) -> list[tuple[TokenRange, str]]:
    """Return the names of a page with their labels; a person's name that was cut in two is put together."""
    names: list[tuple[TokenRange, str]] = []
    for tokens, sort in join_hyphens(reading):
        if sort not in _NAMING or all(reading.upos[t] in ("DET", "PUNCT") for t in range(*tokens)):
            continue
        before, label = names[-1] if names else (TokenRange(0, 0), "")
        if before.last == tokens.first and label == sort == "Person":
            heads = {reading.heads[_root(reading, tokens)], reading.heads[_root(reading, before)]}
            if heads & {*range(before.first, tokens.last)}:
                names[-1] = (TokenRange(before.first, tokens.last), label)
                continue
        names.append((tokens, sort))
    return names


def _root(reading: Reading, tokens: TokenRange) -> int:
    return next((t for t in range(*tokens) if not tokens.first <= reading.heads[t] < tokens.last), tokens.first)


def _describes(reading: Reading, token: int) -> bool:
    """Tell whether a noun describes an actor by itself: no title before a name, no part of a compound."""
    if reading.upos[token] not in ("NOUN", "PROPN"):
        return False
    inner = reading.deprels[token] in ("compound", "nmod:desc", "flat")
    hyphened = token + 1 < len(reading.upos) and reading.page.word(token + 1) == "-"
    return not inner and not hyphened and find_role(reading.lemmas[token].lower()) is not None


def speaker_heads(reading: Reading, span: Span, cue: Span | None) -> list[int]:
    """Return the head nouns of the words for a speaker: the cue's subject among them, else those of the phrase.

    The words marked at a cue may take in more than the speaker ("You know, I" before "think").
    """
    tokens, verb = tokens_of(reading, span), tokens_of(reading, cue) if cue is not None else None
    if tokens is not None and verb is not None:
        verbs = {*range(*verb), *(reading.heads[t] for t in range(*verb) if reading.deprels[t] in ("aux", "cop"))}
        for token in range(*tokens):
            subject = reading.deprels[token].startswith("nsubj") and reading.heads[token] in verbs
            subject = subject and reading.page.word(token).lower() not in _RELATIVES
            if subject and reading.upos[token] in ("NOUN", "PROPN", "PRON"):
                return [token, *_joined(reading, token, tokens)]
        heard = _heard(reading, tokens, verb)
        if heard is not None:
            return [heard, *_joined(reading, heard, tokens)]
    return phrase_heads(reading, span)


def _heard(reading: Reading, tokens: TokenRange, verb: TokenRange) -> int | None:
    """Return who is heard or told to speak: "I heard | my mother | whispering"; None where the cue hangs otherwise."""
    for cue in range(*verb):
        above = reading.heads[cue]
        if above < 0 or reading.deprels[cue] not in ("xcomp", "ccomp", "acl", "advcl"):
            continue
        if reading.lemmas[above].lower() not in _PERCEIVING:
            continue
        for token in range(*tokens):
            if reading.heads[token] == above and reading.deprels[token] == "obj" and token < cue:
                return token
    return None


def _joined(reading: Reading, head: int, tokens: TokenRange) -> list[int]:
    """Return the heads joined to one by "and"; what an apposition joins is none: "Bell, the minister and host"."""
    joined = [
        t
        for t in range(head + 1, tokens.last)
        if reading.deprels[t] == "conj" and reading.heads[t] == head and reading.upos[t] in ("NOUN", "PROPN", "PRON")
    ]
    described = [t for t in range(head + 1, tokens.last) if reading.deprels[t] == "appos" and reading.heads[t] == head]
    if reading.upos[head] != "PROPN" or not described:
        return joined
    return [t for t in joined if t < described[0] or reading.upos[t] != "NOUN" or _follows_comma(reading, t)]


def _follows_comma(reading: Reading, token: int) -> bool:
    """Tell whether a comma stands before the "and" that joins a noun."""
    joint = next((t for t in range(token - 1, -1, -1) if reading.upos[t] == "CCONJ"), None)
    return joint is not None and joint > 0 and reading.page.word(joint - 1) == ","


def noun_phrase(reading: Reading, head: int) -> TokenRange:
    """Return the noun with what stands before it, in one run of tokens."""
    first = head
    for token in range(head - 1, max(-1, head - 12), -1):
        belongs = reading.upos[token] in _PREMODIFIERS or reading.page.word(token) == "-"
        belongs = belongs and _leads_to(reading, token, head)
        if not belongs:
            break
        first = token
    last = head + 1
    if last + 1 < len(reading.page.tokens) and reading.page.word(last).lower() == "of":
        # "the secretary of state" is one title; "the president of Mali" is a title and a country.
        office = find_office(" ".join(reading.page.word(t).lower() for t in (head, last, last + 1)))
        last = last + 2 if office is not None and " of " in office.noun else last
    return TokenRange(first, last)


def _leads_to(reading: Reading, token: int, head: int) -> bool:
    for _ in range(6):
        if token == head:
            return True
        token = reading.heads[token]
        if token < 0:
            return False
    return False


def tokens_of(reading: Reading, span: Span) -> TokenRange | None:
    """Return the tokens that a span touches, None where there are none."""
    tokens = reading.page.tokens
    first = bisect_right(tokens, span.start, key=lambda t: t.end)
    last = bisect_left(tokens, span.end, key=lambda t: t.start)
    return TokenRange(first, last) if last > first else None


def phrase_heads(reading: Reading, span: Span) -> list[int]:
    """Return the head nouns of a phrase: one, or several where they are joined ("Johnson and Putin")."""
    tokens = tokens_of(reading, span)
    if tokens is None:
        return []
    outer = [t for t in range(*tokens) if not tokens.first <= reading.heads[t] < tokens.last]
    nouns = [t for t in outer if reading.upos[t] in ("NOUN", "PROPN", "PRON", "ADJ", "NUM", "DET", "X")]
    if not nouns:
        nouns = [t for t in range(*tokens) if reading.upos[t] in ("PROPN", "NOUN", "PRON")][:1] or [tokens.last - 1]
    head = nouns[0]
    return [head, *_joined(reading, head, tokens)]


def close_to_head(reading: Reading, head: int) -> set[int]:
    """Return the tokens of a noun phrase that name or describe its head itself, not something it belongs to."""
    members, grown = {head}, True
    number = bisect_right(reading.sentences, head, key=lambda s: s.first) - 1
    sentence = reading.sentences[number] if number >= 0 else TokenRange(head, head + 1)
    if head >= sentence.last:
        return members
    while grown:
        fresh = {
            t
            for t in range(*sentence)
            if t not in members and reading.heads[t] in members and reading.deprels[t].split(":")[0] in _INSIDE
        }
        fresh |= {
            t
            for t in range(*sentence)
            if t not in members and reading.heads[t] in members and reading.deprels[t] in _INSIDE
        }
        members |= fresh
        grown = bool(fresh)
    return members
