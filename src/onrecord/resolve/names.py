"""Names put beside names: whether two can be one person's, or one body's."""

from __future__ import annotations

from functools import lru_cache

from onrecord.codebook.reporting import outlets

#: Words before a name that are no part of it.
_HONORIFICS = frozenset(
    "mr mrs ms miss dr prof professor sir dame lord lady sheikh sheik gen general maj major lt lieutenant col colonel "
    "capt captain cmdr adm admiral sgt sergeant sen senator rep gov governor president king queen prince princess "
    "judge justice pope father sister rev reverend st saint hon ambassador minister secretary chancellor ayatollah "
    "imam mullah".split()
)
#: Those that stay where one word follows: "Sheikh Hasina", "Pope Francis".
_PART_OF_NAME = frozenset({"Sheikh", "Sheik", "King", "Queen", "Prince", "Princess", "Pope", "St", "Saint"})
#: Particles that Arabic and Hebrew family names may lose: "Fayez al-Sarraj", "Sarraj".
_PARTICLES = ("al-", "el-", "ul-", "ar-", "as-", "at-", "ash-", "an-", "az-", "ad-", "ben-")


def bare_name(words: str) -> list[str]:
    """Return the parts of a person's name without honorifics and possessive.

    >>> bare_name("Maj. Gen. Ada Bell's")
    ['Ada', 'Bell']
    """
    parts = without_possessive(words).split()
    while (
        len(parts) > 1
        and (len(parts) > 2 or parts[0] not in _PART_OF_NAME)
        and parts[0].rstrip(".").lower() in _HONORIFICS
    ):
        parts = parts[1:]
    return parts


def without_possessive(words: str) -> str:
    """Return a name without "'s"."""
    return words.replace("’", "'").removesuffix("'s").removesuffix("'").strip()


@lru_cache(maxsize=4096)
def _core(part: str) -> str:
    low = part.lower().replace("’", "-").replace("‘", "-")
    particle = next((p for p in _PARTICLES if low.startswith(p) and len(low) > len(p) + 1), "")
    return low[len(particle) :].rstrip(".")


def is_same_person(one: list[str], other: list[str]) -> bool:
    """Tell whether two names can be one person's: equal, or one is the other's last (or whole first) part."""
    parts, known = [_core(p) for p in one], [_core(p) for p in other]
    if parts == known:
        return True
    if len(parts) == 1 or len(known) == 1:
        short, long = (parts, known) if len(parts) == 1 else (known, parts)
        return short[0] == long[-1] or (len(long) > 2 and short[0] == long[-2])
    if parts[-1] != known[-1]:
        return len(parts) != len(known) and (set(parts) <= set(known) or set(known) <= set(parts))
    first, another = parts[0], known[0]
    initial = first[0] == another[0] and (len(first) == 1 or len(another) == 1)
    return initial or first.startswith(another) or another.startswith(first)


def is_first_name(part: str, known: list[str]) -> bool:
    """Tell whether one word is the first of a longer name: "Wang" of "Wang Yi", "Abiy" of "Abiy Ahmed"."""
    return len(known) > 1 and _core(part) == _core(known[0])


def is_same_body(one: str, other: str) -> bool:
    """Tell whether two names can be one body's: equal, an abbreviation, or its initials."""
    one, other = plain_name(one), plain_name(other)
    if one.lower() == other.lower():
        return True
    short, long = sorted((one, other), key=len)
    if long.startswith(short + " ") and short.isupper():
        return True
    initials = "".join(word[0] for word in long.split() if word[0].isupper())
    return len(short) > 1 and short.replace(".", "") == initials


def is_outlet(words: str) -> bool:
    """Tell whether a name is that of a newspaper, an agency or a broadcaster of the code book."""
    return tuple(plain_name(words).lower().split()) in outlets()


def plain_name(words: str) -> str:
    """Return a body's name without article and possessive."""
    words = without_possessive(words)
    return words[4:] if words.lower().startswith("the ") else words
