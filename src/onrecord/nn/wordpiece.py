"""Words to word pieces, as the uncased BERT vocabulary has them."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence

#: Pieces kept of one word; longer words (addresses, hashes) are cut, since heads read the first piece only.
MAX_PIECES_PER_WORD = 12
#: Characters of a word that are looked at.
MAX_WORD_CHARS = 80
#: Words remembered before the cache is emptied.
_CACHE_WORDS = 50_000


class WordPieces:
    """Splits words greedily into the longest pieces of a vocabulary.

    Args:
        vocabulary: Pieces; the place in the list is the piece's number.
    """

    def __init__(self, vocabulary: Iterable[str]) -> None:
        self._numbers = {piece: number for number, piece in enumerate(vocabulary)}
        self.pad = self._numbers["[PAD]"]
        self.unknown = self._numbers["[UNK]"]
        self.first = self._numbers["[CLS]"]
        self.last = self._numbers["[SEP]"]
        #: Stands for a word that is hidden, while training.
        self.mask = self._numbers.get("[MASK]", self.unknown)
        self._cache: dict[str, tuple[int, ...]] = {}

    def __len__(self) -> int:
        return len(self._numbers)

    def split(self, word: str) -> tuple[int, ...]:
        """Return the numbers of the word's pieces, at least one."""
        found = self._cache.get(word)
        if found is None:
            if len(self._cache) >= _CACHE_WORDS:
                self._cache.clear()
            found = self._split_new(word)
            self._cache[word] = found
        return found

    def _split_new(self, word: str) -> tuple[int, ...]:
        pieces: list[int] = []
        for part in _plain_parts(word[:MAX_WORD_CHARS]):
            pieces.extend(self._split_part(part))
            if len(pieces) >= MAX_PIECES_PER_WORD:
                break
        return tuple(pieces[:MAX_PIECES_PER_WORD]) or (self.unknown,)

    def _split_part(self, part: str) -> Sequence[int]:
        numbers = self._numbers
        pieces: list[int] = []
        start = 0
        while start < len(part):
            end = len(part)
            while end > start:
                piece = part[start:end] if start == 0 else "##" + part[start:end]
                number = numbers.get(piece)
                if number is not None:
                    break
                end -= 1
            else:
                return (self.unknown,)
            pieces.append(number)
            start = end
        return pieces


def _plain_parts(word: str) -> list[str]:
    """Lower the case, drop accents, and set punctuation and ideographs apart."""
    parts: list[str] = []
    current: list[str] = []
    for char in unicodedata.normalize("NFD", word.lower()):
        category = unicodedata.category(char)
        if category == "Mn" or category in {"Cc", "Cf", "Cs"}:
            continue
        if category.startswith("Z"):
            if current:
                parts.append("".join(current))
                current = []
        elif category.startswith("P") or _is_ascii_symbol(char) or "\u4e00" <= char <= "\u9fff":
            if current:
                parts.append("".join(current))
                current = []
            parts.append(char)
        else:
            current.append(char)
    if current:
        parts.append("".join(current))
    return parts


def _is_ascii_symbol(char: str) -> bool:
    code = ord(char)
    return 33 <= code <= 47 or 58 <= code <= 64 or 91 <= code <= 96 or 123 <= code <= 126
