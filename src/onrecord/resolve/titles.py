"""Titles and countries that the words beside a name, or a description, give."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from onrecord.codebook.actors import NamedActor, country_of_people, find_named, find_office
from onrecord.model.reading import Reading
from onrecord.model.span import TokenRange
from onrecord.resolve.mentions import Mention

#: Offices of those who stand at the head of something.
_HEADS = frozenset(
    "president|prime minister|premier|chancellor|chairman|king|emir|sultan|supreme leader|leader|head|chief|director"
    "|secretary-general|secretary general|general secretary|commander|first minister|pope|crown prince".split("|")
)
#: What a short description may mean, by its office: "the leader" is a president, "the envoy" an ambassador.
_WIDER: dict[str, frozenset[str]] = {
    "leader": _HEADS,
    "chief": _HEADS,
    "head": _HEADS,
    "diplomat": frozenset(
        "foreign minister|ambassador|envoy|negotiator|representative|foreign secretary|secretary of state".split("|")
    ),
    "envoy": frozenset("ambassador|representative|diplomat|negotiator".split("|")),
    "general": frozenset("general|commander|marshal".split("|")),
    "officer": frozenset("general|admiral|colonel|major|captain|commander|lieutenant|sergeant".split("|")),
    "secretary": frozenset("foreign secretary|defence secretary|defense secretary|home secretary".split("|")),
    "official": frozenset("commissioner|minister|envoy|director|adviser|high commissioner".split("|")),
}
#: Words that make another office of the one that follows.
_LOWER = frozenset({"deputy", "vice", "assistant", "former", "acting", "under", "ex", "associate", "junior", "shadow"})
#: Words in a description that add nothing to its office.
_LIGHT = frozenset(
    {
        "the",
        "a",
        "an",
        "his",
        "her",
        "its",
        "their",
        "our",
        "my",
        "this",
        "that",
        "'s",
        "’s",
        "-",
        "new",
        "top",
        "current",
    }
    | {"outgoing", "interim", "own", "himself", "herself", "same"}
)


#: Words that mean a body of the code book by themselves, and any other as part of a longer name.
_ANY_BODY = frozenset(
    {"Commission", "Congress", "Senate", "Council", "General Assembly", "bloc", "alliance", "Union", "West"}
    | {"National Security Council", "Security Council", "Foreign Office", "PA", "AU", "WHO", "IS"}
)


@dataclass(frozen=True, slots=True)
class Description:
    """What stands round a name: its title, its country."""

    title: str | None
    country: str | None


def describe(reading: Reading, mention: Mention) -> Description:
    """Read title and country off the words that belong to a mention's own noun phrase.

    "Norwegian Deputy Foreign Minister Ada Bell", "Bell, the deputy secretary of state".
    """
    page = reading.page
    start = mention.tokens.first
    sentence = next((s.first for s in reading.sentences if s.first <= start < s.last), start)
    before: list[int] = []
    for token in range(start - 1, max(sentence, start - 10) - 1, -1):
        if (
            reading.upos[token] in ("NOUN", "PROPN", "ADJ", "NUM")
            or page.word(token).lower()
            in (
                "of",
                "for",
                "-",
                "'s",
                "’s",
            )
            or is_sent(reading, token)
        ):
            before.insert(0, token)
        else:
            break
    prefix = [page.word(t) for t in before]
    country = country_in(prefix)
    title = title_of(prefix)
    if title is None:
        title, after_country = _apposition(reading, mention)
        country = country or after_country
    return Description(title, country)


def is_sent(reading: Reading, token: int) -> bool:
    """Tell whether "to" stands behind an office that is sent somewhere: "ambassador | to Mali"."""
    word = reading.page.word
    return token > 0 and word(token).lower() == "to" and word(token - 1).lower() in ("ambassador", "envoy")


def country_of(words: str) -> str | None:
    """Return the country that a name or an adjective means; None where none."""
    entry = find_named(words)
    if entry is not None and entry.country:
        return entry.country
    return country_of_people(words)


def title_of(words: list[str]) -> str | None:
    """Return the title that ends the words before a name, without country and possessive."""
    words = words[: words.index("to")] if "to" in words else words
    glue = ("'s", "’s", "-", "of", "for", "the", "a", "an", "its", "their", "his", "her")
    while words and (country_of(words[0]) or words[0].lower() in glue):
        words = words[1:]
    for n in (2, 3):
        if len(words) > n and country_of(" ".join(words[:n])):
            words = words[n:]
    title = " ".join(words)
    return title if title and find_office(title) else None


def _apposition(reading: Reading, mention: Mention) -> tuple[str | None, str | None]:
    """Return title and country from "…, the deputy secretary of state," after a name."""
    page = reading.page
    after = mention.tokens.last
    if after >= len(page.tokens) or page.word(after) != ",":
        return None, None
    words: list[str] = []
    for token in range(after + 1, min(len(page.tokens), after + 12)):
        word = page.word(token)
        if word in (",", ".", ";", ":", "—", "–", "“", "”", '"') or reading.upos[token] in ("VERB", "AUX", "SCONJ"):
            break
        words.append(word)
    if not words:
        return None, None
    country = country_in(words)
    bare = [w for w in words if w.lower() not in ("the", "a", "an", "'s", "’s", "its", "their", "his", "her")]
    for end in range(len(bare), 0, -1):
        phrase = " ".join(bare[:end])
        if find_office(phrase):
            return title_of(bare[:end]) or phrase, country
    return None, country


def country_in(words: list[str]) -> str | None:
    """Return the country that the words name first, by its name, its capital or its people.

    What stands behind "to" is where somebody is sent; and a "Commission" within a name is no sign of the Union.
    """
    for start, word in enumerate(words):
        if word.lower() == "to":
            return None
        for n in (3, 2, 1):
            phrase = " ".join(words[start : start + n])
            found = country_of(phrase) if start + n <= len(words) else None
            if found and (n == len(words) or phrase.removeprefix("the ") not in _ANY_BODY):
                return found
    return None


def country_after(reading: Reading, mention: Mention) -> str | None:
    """Return the country that a description names after its noun, by its name or its capital's.

    "The president of Mali", "the government in Port-au-Prince".
    """
    page, after = reading.page, mention.tokens.last
    if after + 1 >= len(page.tokens) or page.word(after).lower() not in ("of", "in", "from"):
        return None
    start = after + 2 if page.word(after + 1).lower() == "the" else after + 1
    for n in (5, 3, 2, 1):
        if start + n <= len(page.tokens):
            words = " ".join(page.cover(TokenRange(start, start + n)).of(page.report.text).split())
            entry = find_named(words)
            if entry is not None and entry.kind in ("state", "government"):
                return entry.country
    return None


def seat_in(words: str) -> NamedActor | None:
    """Return the seat of government that ends a longer name: "Trump White House"."""
    parts = words.replace("’", "'").removesuffix("'s").split()
    entries = (find_named(" ".join(parts[n:])) for n in range(1, len(parts)))
    return next((e for e in entries if e is not None and e.kind == "government"), None)


@lru_cache(maxsize=8192)
def fit(description: str, title: str) -> int:  # noqa: PLR0911
    """Return how well a description repeats a title, 0 where it does not.

    3: the same words, countries aside; 2: the title's end, or the same office; 1: a wider word for the office.
    """
    wanted, known = _bare(description), _bare(title)
    if not wanted or not known:
        return 0
    if wanted == known:
        return 3
    if set(wanted) & _LOWER != set(known) & _LOWER:
        return 0
    one, other = find_office(" ".join(wanted)), find_office(" ".join(known))
    if one is None or other is None:
        return 2 * (known[-len(wanted) :] == wanted)
    if not set(wanted) <= set(known) | set(one.noun.replace("-", " ").split()):
        # "The water minister" is not the foreign minister.
        return 0
    if known[-len(wanted) :] == wanted or one.noun == other.noun:
        return 2
    return int(other.noun in _WIDER.get(one.noun, ()) or other.noun.endswith(" " + one.noun))


def _bare(words: str) -> list[str]:
    parts = words.replace("’", "'").replace("-", " ").split()
    for n in (3, 2, 1):
        parts = _without_country(parts, n)
    return [low for low in (part.lower().removesuffix("'s") for part in parts) if low and low not in _LIGHT]


def _without_country(parts: list[str], n: int) -> list[str]:
    for start in range(len(parts) - n + 1):
        if country_of(" ".join(parts[start : start + n]).removesuffix("'s")):
            return parts[:start] + parts[start + n :]
    return parts
