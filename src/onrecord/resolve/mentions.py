"""Words that may mean an actor: names, descriptions, pronouns."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from onrecord.codebook.actors import find_office
from onrecord.model.reading import Reading
from onrecord.model.span import Span, TokenRange
from onrecord.resolve.names import mend_names

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
#: Nouns for what somebody has said or written.
_SAYINGS = frozenset(
    {"statement", "comment", "remark", "report", "study", "work", "letter", "speech", "book", "article", "post"}
    | {"tweet", "data", "datum", "research", "finding", "theory", "definition", "view", "analysis", "testimony"}
    | {"argument", "claim", "announcement", "word", "message", "account", "paper", "opinion", "poll", "survey"}
    | {"interview", "communiqué", "communique", "declaration", "memo", "email", "note", "brief", "essay", "column"}
)
_NAMING = frozenset({"Person", "Organization", "Location", "Facility", "NORP"})


@dataclass(frozen=True, slots=True)
class Mention:
    """Words that mean somebody, or may."""

    tokens: TokenRange
    #: Token that carries the meaning: the name's last word, the noun, the pronoun.
    head: int
    #: ``name``, ``nominal`` or ``pronoun``.
    form: str
    #: Entity label of a name; None else.
    label: str | None = None


def find_mentions(reading: Reading, wanted: Iterable[Span] = ()) -> list[Mention]:
    """Return the mentions of a page in text order.

    Args:
        reading: The page as read.
        wanted: Spans (speakers, those who passed words on) for which there must be mentions even where nothing in
            them is a name, a pronoun or a known noun.
    """
    found: dict[int, Mention] = {}
    taken: set[int] = set()
    for entity in mend_names(reading):
        if entity.label in _NAMING:
            head = entity.tokens.last - 1
            found[head] = Mention(entity.tokens, head, "name", entity.label)
            taken.update(range(*entity.tokens))
    for token, upos in enumerate(reading.upos):
        word = reading.page.word(token).lower()
        if token in taken:
            continue
        if upos == "PRON" and word in PRONOUNS:
            found[token] = Mention(TokenRange(token, token + 1), token, "pronoun")
        elif (
            upos == "NOUN"
            and reading.deprels[token] not in ("compound", "nmod:desc")
            and find_office(reading.lemmas[token])
        ):
            found[token] = Mention(noun_phrase(reading, token), token, "nominal")
    for span in wanted:
        for head in phrase_heads(reading, span):
            if not any(m.tokens.first <= head < m.tokens.last for m in found.values()) and head not in found:
                found[head] = Mention(noun_phrase(reading, head), head, "nominal")
    return sorted(found.values(), key=lambda m: m.tokens)


def noun_phrase(reading: Reading, head: int) -> TokenRange:
    """Return the noun with what stands before it, in one run of tokens."""
    first = head
    for token in range(head - 1, max(-1, head - 12), -1):
        belongs = reading.upos[token] in _PREMODIFIERS and _leads_to(reading, token, head)
        if not belongs:
            break
        first = token
    last = head + 1
    if last + 1 < len(reading.page.tokens) and reading.page.word(last).lower() == "of":
        # "the secretary of state" is one title; "the president of Mali" is a title and a country.
        office = find_office(" ".join(reading.page.word(t).lower() for t in (head, last, last + 1)))
        last = last + 2 if office is not None and " of " in office.noun else last
    return TokenRange(first, last)


def is_plural(reading: Reading, noun: int) -> bool:
    """Tell whether a noun stands in the plural, by its form and lemma."""
    word = reading.page.word(noun).lower()
    return reading.upos[noun] == "NOUN" and word.endswith("s") and reading.lemmas[noun].lower() != word


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
    from bisect import bisect_left, bisect_right

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
    head = _sayer_of(reading, nouns[0])
    joined = [
        t
        for t in range(head + 1, tokens.last)
        if reading.deprels[t] == "conj" and reading.heads[t] == head and reading.upos[t] in ("NOUN", "PROPN", "PRON")
    ]
    beside = [t for t in range(head + 1, tokens.last) if reading.deprels[t] == "appos" and reading.heads[t] == head]
    if beside and reading.upos[head] == "PROPN":
        # "Oduya, the foreign minister and the host" is one: what is joined after an apposition goes on with it.
        joined = [t for t in joined if t < beside[0] or reading.upos[t] == "PROPN"]
    return [head, *joined]


def _sayer_of(reading: Reading, head: int) -> int:
    """Return whose words a noun for words is about: "Oduya's remarks", "a statement from the ministry"."""
    if reading.lemmas[head].lower() not in _SAYINGS:
        return head
    sentence = next((s for s in reading.sentences if s.first <= head < s.last), TokenRange(head, head + 1))
    children = [t for t in range(*sentence) if reading.heads[t] == head]
    owner = next((t for t in children if reading.deprels[t] == "nmod:poss"), None)
    if owner is not None:
        return owner
    for child in children:
        if reading.deprels[child] == "nmod" and child > head:
            before = [reading.page.word(t).lower() for t in range(head + 1, child) if reading.heads[t] == child]
            if before and before[0] in ("by", "from"):
                return child
    return head


def close_to_head(reading: Reading, head: int) -> set[int]:
    """Return the tokens of a noun phrase that name or describe its head itself, not something it belongs to."""
    members, grown = {head}, True
    sentence = next((s for s in reading.sentences if s.first <= head < s.last), TokenRange(head, head + 1))
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
