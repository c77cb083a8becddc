"""Values of numbers in digits and in words: "14,000", "2.7bn", "half a million", "dozens", "two-thirds"."""

from __future__ import annotations

import math
import re
import unicodedata
from dataclasses import dataclass, replace
from typing import Literal

from onrecord.extract.lexemes import Lexemes

NumberForm = Literal["digits", "words", "vague", "fraction", "ratio"]

#: Beyond this a number counts nothing that a report tells of; its value is left open.
LARGEST = 1e18
#: More digits than this are no number.
_MOST_DIGITS = 40

ONES = {
    word: value
    for value, word in enumerate(
        "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
        "eighteen nineteen".split(),
        start=1,
    )
}
TENS = {
    word: value * 10
    for value, word in enumerate("twenty thirty forty fifty sixty seventy eighty ninety".split(), start=2)
}
SCALES = {"thousand": 1e3, "lakh": 1e5, "million": 1e6, "crore": 1e7, "billion": 1e9, "trillion": 1e12}
#: Short scales, glued to digits or after them.
_SHORT_SCALES = {"k": 1e3, "mn": 1e6, "mln": 1e6, "mio": 1e6, "bn": 1e9, "bln": 1e9, "tn": 1e12, "trn": 1e12}
#: Plurals that leave the count open: least value, and one past the greatest.
_VAGUE = {"tens": (10.0, 100.0), "dozens": (12.0, 100.0), "scores": (20.0, 100.0), "hundreds": (100.0, 1e3)} | {
    f"{word}s": (scale, scale * 10) for word, scale in SCALES.items()
}
#: Words that make a round number vague: "several hundred".
_SEVERAL = {"several": 3.0, "few": 3.0, "many": 3.0}
_DENOMINATORS = {
    "half": 2, "halves": 2, "third": 3, "thirds": 3, "quarter": 4, "quarters": 4, "fourth": 4, "fourths": 4, "fifth": 5,
    "fifths": 5, "sixth": 6, "sixths": 6, "seventh": 7, "sevenths": 7, "eighth": 8, "eighths": 8, "ninth": 9,
    "ninths": 9, "tenth": 10, "tenths": 10,
}  # fmt: skip
#: Words after "half" or "a third" that show a share is meant.
_SHARED = frozenset("of the its their his her our all that those these".split())
_HYPHENS = frozenset("-‐‑–")
_CENTURIES = frozenset({"seventeen", "eighteen", "nineteen", "twenty"})
#: Every word a number can begin with.
NUMBER_WORDS = frozenset(
    {"zero", *ONES, *TENS, *SCALES, *_VAGUE, "hundred", "dozen", "half", "quarter", "couple", *_SEVERAL}
)
_OPENERS = frozenset({"a", "an"})
#: After "two in three" they make it a span of time, not a share.
TIMES = frozenset(
    "second seconds minute minutes hour hours day days week weeks month months year years decades".split()
)


@dataclass(frozen=True, slots=True)
class Number:
    """A number with what it is worth."""

    #: Lexemes it stands in, half-open.
    first: int
    last: int
    #: Least, best and greatest value; None where it is too large to be read.
    low: float | None
    best: float | None
    high: float | None
    form: NumberForm
    #: What was multiplied by ``scale``: 2.7 in "2.7 billion".
    mantissa: float | None = None
    scale: float = 1.0
    #: True where "m" was read as million though it may be metres.
    million_or_metre: bool = False

    @property
    def is_open(self) -> bool:
        """Tell whether the words leave the count open: "dozens"."""
        return self.form == "vague"


def exactly(
    first: int, last: int, value: float | None, form: NumberForm, *, mantissa: float | None = None, scale: float = 1.0
) -> Number:
    """Return a number of one value; one that is too large has none."""
    if value is not None and not value <= LARGEST:
        value = None
    if value is not None and abs(value) >= 1:
        value = float(f"{value:.15g}")  # 2.05 times a billion is 2,050,000,000
    return Number(first, last, value, value, value, form, value if mantissa is None else mantissa, scale)


def read_number(lexemes: Lexemes, place: int) -> Number | None:
    """Read the number that begins at a lexeme; None where none does."""
    if lexemes.kinds[place] == "number":
        return _read_digits(lexemes, place)
    word = lexemes.lower[place]
    if word in _OPENERS:
        return _read_after_article(lexemes, place)
    if word not in NUMBER_WORDS:
        return None
    for read in (_read_vague, _read_fraction, _read_words):
        found = read(lexemes, place)
        if found is not None:
            return found
    return None


def digits_value(words: str) -> float | None:
    """Return what digits are worth; None where they are too many or of mixed scripts.

    >>> digits_value("14,000"), digits_value("1.200.000"), digits_value("٣٠٠"), digits_value("9" * 400)
    (14000.0, 1200000.0, 300.0, None)
    """
    if len(words) > _MOST_DIGITS:
        return None
    if len(words) == 1 and not words.isdecimal():
        return unicodedata.numeric(words, None)
    plain = words
    if not words.isascii():
        zeros = {ord(c) - unicodedata.digit(c) for c in words if c.isdecimal()}
        if len(zeros) > 1:
            return None
        plain = "".join(str(unicodedata.digit(c)) if c.isdecimal() else c for c in words)
        plain = plain.replace("\u066b", ".").replace("\u066c", ",")
    plain = re.sub(r"[,\s]", "", plain)
    if plain.count(".") > 1:
        plain = plain.replace(".", "")
    return float(plain)


def _read_digits(lexemes: Lexemes, place: int) -> Number:
    value = digits_value(lexemes.texts[place])
    last = place + 1
    power = _power_of_ten(lexemes, last)
    if power is not None:
        exponent, last = power
        value = None if value is None or abs(exponent) > 40 else value * 10.0**exponent
        return exactly(place, last, value, "digits")
    if lexemes.kind(last) == "number" and lexemes.texts[last] in "¼½¾⅓⅔⅛⅜⅝⅞":
        value = None if value is None else value + (digits_value(lexemes.texts[last]) or 0.0)
        last += 1
    elif (mixed := _mixed_fraction(lexemes, last)) is not None:
        value = None if value is None else value + mixed
        return _scaled(lexemes, place, last + 3, value, "digits")
    elif lexemes.word(last) == "/" and lexemes.glued(last) and lexemes.glued(last + 1):
        return _read_slash(lexemes, place, value) or exactly(place, place + 1, value, "digits")
    half = _and_a_half(lexemes, last)
    if half:
        value, last = None if value is None else value + 0.5, half
    return _ratio(lexemes, place, value) or _scaled(lexemes, place, last, value, "digits")


def _and_a_half(lexemes: Lexemes, place: int) -> int:
    """Return one past "and a half" or "-and-a-half"; 0 where they do not stand there."""
    for wanted in ("and", "a", "half"):
        if lexemes.word(place) in _HYPHENS and lexemes.glued(place):
            place += 1
        if lexemes.word(place) != wanted:
            return 0
        place += 1
    return place


def _ratio(lexemes: Lexemes, place: int, value: float | None) -> Number | None:
    """Read "one in five", "9 out of 10", where the number alone stands before it."""
    if lexemes.word(place + 1) == "in":
        step = place + 2
    elif [lexemes.word(place + 1), lexemes.word(place + 2)] == ["out", "of"]:
        step = place + 3
    else:
        return None
    word = lexemes.word(step)
    below = ONES.get(word) or {"hundred": 100, "thousand": 1000}.get(word, 0)
    if lexemes.kind(step) == "number" and lexemes.texts[step].isdecimal() and len(lexemes.texts[step]) < 4:
        below = int(lexemes.texts[step])
    if value is None or not 0 < value < below or below not in {*range(2, 11), 12, 20, 50, 100, 1000}:
        return None
    after = lexemes.word(step + 1)
    if after in SCALES or after in TIMES or lexemes.word(place) == word:
        return None
    return exactly(place, step + 1, value / below, "ratio")


def _mixed_fraction(lexemes: Lexemes, place: int) -> float | None:
    """Read the second part of "2 1/2": what it adds; None where no such part stands there."""
    if [lexemes.kind(place), lexemes.word(place + 1), lexemes.kind(place + 2)] != ["number", "/", "number"]:
        return None
    above, below = digits_value(lexemes.text(place)), digits_value(lexemes.text(place + 2))
    tied = lexemes.glued(place + 1) and lexemes.glued(place + 2)
    return above / below if tied and above and below and above < below <= 64 else None


def _read_slash(lexemes: Lexemes, place: int, value: float | None) -> Number | None:
    """Read "2/3 of"."""
    below = digits_value(lexemes.text(place + 2)) if lexemes.kind(place + 2) == "number" else None
    if value is None or not below or not 0 < value < below <= 10 or lexemes.word(place + 3) != "of":
        return None
    return exactly(place, place + 3, value / below, "fraction")


def _power_of_ten(lexemes: Lexemes, place: int) -> tuple[int, int] | None:
    """Read "e308", "×10−30" or "x 10^6" after digits: the exponent, and one past its last lexeme."""
    word = lexemes.word(place)
    if lexemes.glued(place) and word[:1] == "e" and word[1:].isdecimal() and len(word) < _MOST_DIGITS:
        return int(word[1:]), place + 1
    if word not in {"×", "x"} or lexemes.word(place + 1) != "10":
        return None
    after, sign = place + 2, 1
    if lexemes.word(after) == "^":
        after += 1
    if lexemes.word(after) in {"-", "−", "–"}:
        after, sign = after + 1, -1
    raised = lexemes.word(after)
    if after > place + 2 and raised.isdecimal() and len(raised) <= 3 and lexemes.glued(after):
        return sign * int(raised), after + 1
    return None


def _scaled(lexemes: Lexemes, first: int, last: int, value: float | None, form: NumberForm) -> Number:
    """Multiply a number by the scales that follow it: "1.2 million", "800k", "3 dozen"."""
    mantissa, total = value, 1.0
    after, unsure = last, False
    while after < last + 2:
        step = after + 1 if lexemes.word(after) in _HYPHENS and lexemes.glued(after) else after
        word = lexemes.word(step)
        scale = SCALES.get(word) or {"hundred": 100.0, "dozen": 12.0}.get(word)
        if scale is None and (lexemes.glued(step) or len(word) > 1):
            scale = _SHORT_SCALES.get(word)
        if scale is None and lexemes.text(step) == "m" and lexemes.glued(step) and step == last:
            scale, unsure = 1e6, True
        if scale is None:
            break
        total *= scale
        after = step + 1
    half = _and_a_half(lexemes, after)
    if half and total > 1:
        value, after = None if value is None else value + 0.5, half
    worth = None if value is None else value * total
    found = exactly(first, after, worth, form, mantissa=mantissa, scale=total)
    return replace(found, million_or_metre=unsure) if unsure else found


def _read_after_article(lexemes: Lexemes, place: int) -> Number | None:
    """Read "a hundred", "a few dozen", "a third of", "a couple of hundred", "a half"."""
    word = lexemes.word(place + 1)
    if word in {"hundred", "dozen", *SCALES}:
        found = _read_words(lexemes, place + 1)
    elif word in {"few", "couple"}:
        found = _read_vague(lexemes, place + 1)
    elif word in _DENOMINATORS and not word.endswith("s"):
        if word in {"quarter", "half"} and lexemes.word(place + 2) in {"of", "a"} | SCALES.keys():
            found = _read_fraction(lexemes, place + 1)
        elif lexemes.word(place + 2) == "of" and lexemes.word(place + 3) not in {"a", "an"}:
            found = exactly(place, place + 2, 1 / _DENOMINATORS[word], "fraction")
        else:
            return None
    else:
        return None
    return None if found is None else replace(found, first=place)


def _read_vague(lexemes: Lexemes, place: int) -> Number | None:  # noqa: PLR0911
    """Read "dozens", "tens of thousands", "several hundred", "a couple of million"."""
    word = lexemes.word(place)
    if word in _VAGUE:
        low, past = _VAGUE[word]
        last = place + 1
        second = lexemes.word(place + 2)
        if lexemes.word(place + 1) == "of" and second in _VAGUE and second.rstrip("s") in SCALES:
            scale = SCALES[second.rstrip("s")]
            low, past, last = low * scale, past * scale, place + 3
        elif word in {"tens", "scores"} and lexemes.word(place + 1) != "of":
            return None
        return Number(place, last, low, low, past - 1, "vague")
    if word in _SEVERAL or word == "couple":
        after = place + 2 if lexemes.word(place + 1) == "of" else place + 1
        scaled = lexemes.word(after)
        scale = SCALES.get(scaled) or {"hundred": 100.0, "dozen": 12.0}.get(scaled, 0.0)
        if not scale and word == "many":
            open_form = _VAGUE.get(scaled)
            return None if open_form is None else Number(place, after + 1, open_form[0], open_form[0],
                                                         open_form[1] - 1, "vague")  # fmt: skip
        if not scale:
            return None
        if word == "couple":
            return exactly(place, after + 1, 2 * scale, "words")
        low = _SEVERAL[word] * scale
        return Number(place, after + 1, low, low, 100.0 - 1 if scale == 12.0 else scale * 10 - 1, "vague")
    return None


def _read_fraction(lexemes: Lexemes, place: int) -> Number | None:  # noqa: PLR0911
    """Read "half a million", "a quarter of a million", "two-thirds", "half of", "one in five"."""
    word = lexemes.word(place)
    if word in {"half", "quarter"}:
        part = 1 / _DENOMINATORS[word]
        after = place + 1
        if word == "quarter" and lexemes.word(after) == "of":
            after += 1
        if lexemes.word(after) in _HYPHENS:
            after += 1
        if lexemes.word(after) in _OPENERS:
            after += 1
        scale = SCALES.get(lexemes.word(after)) or {"dozen": 12.0}.get(lexemes.word(after))
        if scale is not None and after > place + (word == "quarter"):
            return exactly(place, after + 1, part * scale, "words")
        if lexemes.word(place + 1) in _SHARED and word == "half":
            return exactly(place, place + 1, part, "fraction")
        if word == "quarter" and lexemes.word(place + 1) == "of" and lexemes.word(place + 2) not in _OPENERS:
            return exactly(place, place + 1, part, "fraction")
        return None
    if word not in ONES:
        return None
    after = place + 1
    hyphened = lexemes.word(after) in _HYPHENS and lexemes.glued(after)
    below = lexemes.word(after + hyphened)
    if below in _DENOMINATORS and (below.endswith("s") or ONES[word] == 1):
        last = after + hyphened + 1
        if below.endswith("s") or hyphened or lexemes.word(last) in _SHARED:
            return exactly(place, last, ONES[word] / _DENOMINATORS[below], "fraction")
    return None


def _read_words(lexemes: Lexemes, place: int) -> Number | None:  # noqa: PLR0911, PLR0912
    """Read a number in words: "two hundred and five", "twenty-five thousand", "one and a half million"."""
    total, current, after, largest = 0.0, 0.0, place, math.inf
    if lexemes.word(place) == "zero":
        return exactly(place, place + 1, 0.0, "words")
    if lexemes.word(place) in _CENTURIES and lexemes.word(place + 1) in TENS:  # "nineteen ninety-six"
        return None
    while True:
        tied = lexemes.word(after) in _HYPHENS and lexemes.glued(after) and lexemes.glued(after + 1)
        joined = lexemes.word(after) == "and" and lexemes.word(after - 1) in {"hundred", *SCALES}
        step = after + (after > place and (tied or joined))
        word = lexemes.word(step)
        if word in ONES and (current % 100 == 0 or (current % 10 == 0 and current % 100 >= 20 and ONES[word] < 10)):
            current += ONES[word]
        elif word in TENS and current % 100 == 0:
            current += TENS[word]
        elif word == "hundred" and current < 100:
            current = (current or 1.0) * 100
        elif word == "dozen" and current < 100:
            return exactly(place, step + 1, (current or 1.0) * 12, "words")
        elif word in SCALES and SCALES[word] < largest:
            largest = SCALES[word]
            total, current = total + (current or 1.0) * largest, 0.0
        else:
            break
        after = step + 1
    if after == place:
        return None
    half = _and_a_half(lexemes, after)
    if half:
        if total and not current:
            return exactly(place, half, total + largest / 2, "words")
        return _scaled(lexemes, place, half, current + 0.5, "words")
    ratio = _ratio(lexemes, place, current) if not total else None
    if ratio is not None:
        return ratio
    scale = largest if total and not current else 1.0
    value = total + current
    return exactly(place, after, value, "words", mantissa=value / scale, scale=scale)
