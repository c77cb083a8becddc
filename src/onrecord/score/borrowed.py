"""Words of a text inside strings about it, kept as offsets: "{12:48} of the town" instead of the words themselves.

A description that serves as a name ("the envoy who …"), a title or an issue may repeat a whole phrase of the report.
What is committed of other people's texts holds no such phrase.
"""

from __future__ import annotations

import re
from typing import Any

#: Runs of so many words or more are borrowed.
LEAST_WORDS = 4
_WORD = re.compile(r"\w+")
_PLACE = re.compile(r"\{(\d+):(\d+)\}")


class Lender:
    """Finds phrases of one text."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._found = list(_WORD.finditer(text))
        self._words = [match.group().lower() for match in self._found]
        self._runs: dict[tuple[str, ...], int] = {}
        for place in range(len(self._words) - LEAST_WORDS, -1, -1):
            self._runs[tuple(self._words[place : place + LEAST_WORDS])] = place

    def take_out(self, value: Any) -> Any:
        """Return plain data whose strings hold offsets for the phrases they share with the text."""
        if isinstance(value, dict):
            return {key: self.take_out(part) for key, part in value.items()}
        if isinstance(value, list):
            return [self.take_out(part) for part in value]
        return self._without(value) if isinstance(value, str) else value

    def put_back(self, value: Any) -> Any:
        """Return plain data whose strings hold the words of the text again."""
        if isinstance(value, dict):
            return {key: self.put_back(part) for key, part in value.items()}
        if isinstance(value, list):
            return [self.put_back(part) for part in value]
        if isinstance(value, str):
            return _PLACE.sub(lambda place: self._text[int(place[1]) : int(place[2])], value)
        return value

    def _without(self, words: str) -> str:
        own = list(_WORD.finditer(words))
        forms = [match.group().lower() for match in own]
        parts: list[str] = []
        at = copied = 0
        while at + LEAST_WORDS <= len(forms):
            place = self._runs.get(tuple(forms[at : at + LEAST_WORDS]))
            if place is None:
                at += 1
                continue
            size = LEAST_WORDS
            while at + size < len(forms) and self._words[place + size : place + size + 1] == [forms[at + size]]:
                size += 1
            start, end = self._found[place].start(), self._found[place + size - 1].end()
            parts += [words[copied : own[at].start()], f"{{{start}:{end}}}"]
            copied = own[at + size - 1].end()
            at += size
        return "".join([*parts, words[copied:]])
