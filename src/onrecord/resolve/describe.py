"""What stands round a name and describes it: title and country."""

from __future__ import annotations

from dataclasses import dataclass

from onrecord.codebook.actors import country_of_people, find_named, find_office
from onrecord.model.reading import Reading
from onrecord.resolve.mentions import Mention


@dataclass(frozen=True, slots=True)
class Description:
    """What stands round a name: its title, its country."""

    title: str | None
    country: str | None


def describe(reading: Reading, mention: Mention) -> Description:
    """Read title and country off the words that belong to a mention's own noun phrase.

    "Russian Deputy Foreign Minister Sergei Ryabkov", "Sherman, the deputy secretary of state".
    """
    page = reading.page
    start = mention.tokens.first
    sentence = next((s.first for s in reading.sentences if s.first <= start < s.last), start)
    before: list[int] = []
    for token in range(start - 1, max(sentence, start - 10) - 1, -1):
        if reading.upos[token] in ("NOUN", "PROPN", "ADJ", "NUM") or page.word(token).lower() in (
            "of",
            "for",
            "-",
            "'s",
            "’s",
        ):
            before.insert(0, token)
        else:
            break
    prefix = [page.word(t) for t in before]
    country = next((c for c in map(country_of, phrases(prefix)) if c), None)
    title = title_of(prefix)
    if title is None:
        title, after_country = _apposition(reading, mention)
        country = country or after_country
    return Description(title, country)


def phrases(words: list[str]) -> list[str]:
    """Return runs of one to three words, longest first: country names may have several."""
    return [" ".join(words[i : i + n]) for n in (3, 2, 1) for i in range(len(words) - n + 1)]


def country_of(words: str) -> str | None:
    """Return the country that a name or an adjective means; None where none."""
    entry = find_named(words)
    if entry is not None and entry.country:
        return entry.country
    return country_of_people(words)


def title_of(words: list[str]) -> str | None:
    """Return the title that ends the words before a name, without country and possessive."""
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
    country = next((c for c in map(country_of, phrases(words)) if c), None)
    bare = [w for w in words if w.lower() not in ("the", "a", "an", "'s", "’s", "its", "their", "his", "her")]
    for end in range(len(bare), 0, -1):
        phrase = " ".join(bare[:end])
        if find_office(phrase):
            return title_of(bare[:end]) or phrase, country
    return None, country
