"""What the encoder is told about each word besides its pieces."""

from __future__ import annotations

#: Letter shapes; the place in the list is the number the network was trained with.
SHAPES: tuple[str, ...] = ("lower", "title", "upper", "mixed", "digits", "digits_mixed", "special", "other")
_SHAPE_NUMBER = {name: number for number, name in enumerate(SHAPES)}


def letter_shape(word: str) -> int:
    """Return the number of a word's letter shape.

    >>> [SHAPES[letter_shape(w)] for w in ("talks", "Geneva", "NATO", "McCain", "2014", "F-16", "...", "5th")]
    ['lower', 'title', 'upper', 'mixed', 'digits', 'digits_mixed', 'special', 'digits_mixed']
    """
    return _SHAPE_NUMBER[_shape_name(word)]


def _shape_name(word: str) -> str:  # noqa: PLR0911
    if word.isalpha():
        if word.islower():
            return "lower"
        if word.isupper():
            return "upper" if len(word) > 1 else "title"
        if word[0].isupper() and word[1:].islower():
            return "title"
        return "mixed" if word.lower() != word.upper() else "other"
    if not any(char.isalnum() for char in word):
        return "special"
    if any(char.isdigit() for char in word):
        return "digits_mixed" if any(char.isalpha() for char in word) else "digits"
    letters = [char for char in word if char.isalpha()]
    if not letters:
        return "other"
    if all(char.islower() for char in letters):
        return "lower"
    if letters[0].isupper() and all(char.islower() for char in letters[1:]):
        return "title"
    return "upper" if all(char.isupper() for char in letters) else "mixed"


#: Signed distance buckets between a word and a cue; part of the network's inputs.
N_DISTANCES = 24
_HALF = N_DISTANCES // 2


def distance_buckets(n_words: int, first: int, last: int) -> list[int]:
    """Return the bucket of each word's signed logarithmic distance to the cue ``[first, last)``.

    Bucket 0 is the cue itself; 1 … 11 lie after it, 12 … 23 before it; the buckets' widths double beyond the fourth.

    >>> distance_buckets(6, 2, 3)
    [13, 12, 0, 1, 2, 3]
    """
    return [
        0
        if first <= word < last
        else (_magnitude(word - last + 1) if word >= last else _HALF - 1 + _magnitude(first - word))
        for word in range(n_words)
    ]


def _magnitude(distance: int) -> int:
    """Map 1 … 4 to themselves, then 5, 6–7, 8–11, 12–19, 20–35, 36–67 and the rest to 5 … 11."""
    return distance if distance <= 4 else min(_HALF - 1, 4 + (distance - 4).bit_length())
