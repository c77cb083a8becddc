"""Names of places as the gazetteer keys them: one spelling, whatever case, accents and marks a report uses."""

from __future__ import annotations

import re
import unicodedata
from hashlib import blake2b

_DROPPED = {ord(c): None for c in ".'’‘ʼ`´ʹʻ"}
_SPACES = {ord(c): " " for c in "-–—‐‑_,/()\u00a0\n\t"}
_LETTERS = str.maketrans({"ł": "l", "ø": "o", "đ": "d", "ð": "d", "ı": "i", "æ": "ae", "œ": "oe", "ə": "a"})
_TYPES = (
    "county|counties|parish|province|provinces|oblast|region|state|governorate|district|prefecture|territory|"
    "department|municipality|republic|borough|raion|krai|kray|division|voivodeship|canton|city|town|township|"
    "metropolitan area|area|metro|autonomous region|village|emirate|wilaya"
)
_TRAILING = re.compile(rf"(?: (?:{_TYPES}))+$")
_LEADING = re.compile(
    r"(?:(?:city|town|village|state|province|governorate|district|region|republic|county|port|municipality|"
    r"commonwealth|territory|borough) of |county |greater |downtown |metro |metropolitan |co )+(?:the )?"
)
_DIRECTION = re.compile(
    r"(?:(?:north|south|east|west|northern|southern|eastern|western|central|upper|lower|mid|inner|outer|upstate|"
    r"northeast|northwest|southeast|southwest|northeastern|northwestern|southeastern|southwestern|"
    r"north eastern|north western|south eastern|south western|occupied|mainland|rural|coastal|rebel held|"
    r"old|war torn|government held|opposition held|far|the) )+"
)
_SHORT = {"saint": "st", "sainte": "ste", "fort": "ft", "mount": "mt", "mountain": "mtn"}
#: Longest run of letters that counts as an abbreviation.
MAX_ABBREVIATION = 4
#: Longest name that is looked up, in code points; the longest of GeoNames has about a hundred.
MAX_NAME = 120


def fold(words: str) -> str:
    """Return a name in lower case, without accents, marks and a leading "the".

    >>> fold("the Île-de-France"), fold("St. John’s")
    ('ile de france', 'st johns')
    >>> fold("Saint Louis"), fold("Mt. Hebron")
    ('st louis', 'mt hebron')
    """
    plain = words[:MAX_NAME].translate(_DROPPED).casefold()
    if not plain.isascii():
        decomposed = unicodedata.normalize("NFKD", plain.translate(_LETTERS))
        plain = "".join(c for c in decomposed if not unicodedata.combining(c)).translate(_DROPPED)
    folded = " ".join(_SHORT.get(word, word) for word in plain.translate(_SPACES).split())
    return folded[4:] if folded.startswith("the ") else folded


def abbreviation(words: str) -> str | None:
    """Return the letters of an abbreviation in capitals, marked as such; None for other words.

    >>> abbreviation("U.S."), abbreviation("US"), abbreviation("Us"), abbreviation("FRANCE")
    ('=US', '=US', None, None)
    """
    letters = words[: 3 * MAX_ABBREVIATION].replace(".", "").replace(" ", "")
    short = len(words) < 3 * MAX_ABBREVIATION and 2 <= len(letters) <= MAX_ABBREVIATION
    return f"={letters}" if short and letters.isascii() and letters.isalpha() and letters.isupper() else None


def without_type(folded: str) -> str | None:
    """Return a folded name without the word for its sort; None where there is none.

    >>> without_type("oaxaca state"), without_type("city of leeds"), without_type("leeds")
    ('oaxaca', 'leeds', None)
    """
    bare = _LEADING.sub("", _TRAILING.sub("", folded), count=1) if " " in folded else folded
    return bare if bare and bare != folded else None


def without_direction(folded: str) -> str | None:
    """Return a folded name without points of the compass before it; None where there are none.

    >>> without_direction("north eastern nigeria")
    'nigeria'
    """
    found = _DIRECTION.match(folded) if " " in folded else None
    rest = folded[found.end() :] if found else ""
    return rest or None


def key_of(folded: str) -> int:
    """Return the 40-bit key under which the gazetteer holds a folded name."""
    return int.from_bytes(blake2b(folded.encode("utf-8", "surrogatepass"), digest_size=5).digest(), "big")
