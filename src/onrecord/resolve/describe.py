"""What stands round a name, or in a description: title, country, gender."""

from __future__ import annotations

from dataclasses import dataclass

from onrecord.codebook.actors import country_of_people, find_named, find_office
from onrecord.model.reading import Reading
from onrecord.model.span import TokenRange
from onrecord.resolve.mentions import Mention

#: Most tokens of a description that serves as a name.
_LONGEST = 16
#: Marks at which a description ends.
_BREAKS = frozenset({",", ".", ";", ":", "—", "–", "(", ")", "“", "”", '"', "''", "``"})
_RELATIVES = frozenset({"who", "which", "that", "whose", "whom", "where"})


def words_of(reading: Reading, mention: Mention) -> str:
    """Return the words of a mention as the text has them, with plain apostrophes."""
    span = reading.page.cover(mention.tokens)
    return " ".join(span.of(reading.page.report.text).replace("’", "'").split())


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
    country = next((c for c in map(country_of, phrases_of(prefix)) if c), None)
    title = title_of(prefix)
    if title is None:
        title, after_country = _apposition(reading, mention)
        country = country or after_country
    return Description(title, country)


def phrases_of(words: list[str]) -> list[str]:
    """Return runs of one to three words, longest first: country names may have several."""
    return [" ".join(words[i : i + n]) for n in (3, 2, 1) for i in range(len(words) - n + 1)]


def country_of(words: str) -> str | None:
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
    country = next((c for c in map(country_of, phrases_of(words)) if c), None)
    bare = [w for w in words if w.lower() not in ("the", "a", "an", "'s", "’s", "its", "their", "his", "her")]
    for end in range(len(bare), 0, -1):
        phrase = " ".join(bare[:end])
        if find_office(phrase):
            return title_of(bare[:end]) or phrase, country
    return None, country


def description_tail(reading: Reading, mention: Mention) -> str:
    """Return the description with what "of …" adds: "the secretary of state" is one title."""
    page = reading.page
    words = [page.word(t).lower() for t in range(*mention.tokens)]
    after = mention.tokens.last
    if (
        after + 1 < len(page.tokens)
        and page.word(after).lower() == "of"
        and reading.upos[after + 1] in ("NOUN", "PROPN")
    ):
        words += ["of", page.word(after + 1).lower()]
    return " ".join(w for w in words if w not in ("the", "a", "an", "his", "her", "its", "their"))


def seat_country(reading: Reading, mention: Mention) -> str | None:
    """Return the country of the place a description names after it: "the government in Port-au-Prince"."""
    page, after = reading.page, mention.tokens.last
    if after + 1 >= len(page.tokens) or page.word(after).lower() not in ("in", "of", "from"):
        return None
    start = after + 2 if page.word(after + 1).lower() == "the" else after + 1
    for n in (5, 3, 2, 1):
        if start + n <= len(page.tokens):
            words = page.cover(TokenRange(start, start + n)).of(page.report.text)
            entry = find_named(" ".join(words.split()))
            if entry is not None and entry.kind in ("state", "government"):
                return entry.country
    return None


def proper_words(reading: Reading, mention: Mention) -> frozenset[str]:
    """Return the proper nouns of a description: those that tell "the Biden administration" from another."""
    return frozenset(reading.page.word(t).lower() for t in range(*mention.tokens) if reading.upos[t] == "PROPN")


def full_description(reading: Reading, mention: Mention, last: int) -> str:
    """Return a description with what follows its noun: "a spokeswoman for the children's fund".

    Args:
        reading: The page.
        mention: The description, as far as its noun.
        last: Token after the phrase that it heads.
    """
    end = mention.tokens.last
    while end < min(last, mention.tokens.first + _LONGEST):
        word = reading.page.word(end)
        if reading.upos[end] in ("VERB", "AUX", "SCONJ") or word in _BREAKS or word.lower() in _RELATIVES:
            break
        end += 1
    while end > mention.tokens.last and reading.upos[end - 1] in ("ADP", "DET", "CCONJ", "ADV"):
        end -= 1
    span = reading.page.cover(TokenRange(mention.tokens.first, end))
    return " ".join(span.of(reading.page.report.text).replace("’", "'").split())


def same_title(description: str, title: str) -> bool:
    """Tell whether a description repeats (the end of) a title: "the foreign minister", "Deputy Foreign Minister"."""
    low = title.lower()
    if description == low or low.endswith(" " + description):
        return True
    office, other = find_office(description), find_office(title)
    return bool(office and other and office.noun == other.noun and len(office.noun.split()) > 1)


def gender_of_title(title: str | None, reading: Reading, mention: Mention) -> str | None:
    before = mention.tokens.first - 1
    word = reading.page.word(before).rstrip(".") if before >= 0 else ""
    if word in ("Mr", "Sir", "Lord", "King", "Prince", "Sheikh"):
        return "m"
    if word in ("Mrs", "Ms", "Miss", "Madame", "Queen", "Princess", "Lady", "Dame"):
        return "f"
    return gender_of_noun(title.split()[-1].lower()) if title else None


def gender_of_noun(noun: str) -> str | None:
    if noun.endswith("woman") or noun in ("mother", "wife", "sister", "daughter", "queen", "princess", "woman"):
        return "f"
    if noun.endswith("man") or noun in ("father", "husband", "brother", "son", "king", "prince", "pope", "bishop"):
        return "m"
    return None
