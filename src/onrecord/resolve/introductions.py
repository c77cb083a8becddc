"""How people who write or talk tell their names: "I'm Maria Oduya", a name alone under the last lines."""

from __future__ import annotations

from onrecord.model.reading import Reading
from onrecord.resolve.mentions import Mention

#: Words before one's own name, in lower case and cut as tokens.
_INTRODUCING = ("i 'm", "i am", "my name is", "my name 's")
#: Paragraphs at the end of a letter in which a name alone signs it.
_LAST_LINES = 3


def introduces(reading: Reading, mention: Mention) -> bool:
    """Tell whether a person's name is that of whoever writes or talks there."""
    if mention.label != "Person":
        return False
    page, first = reading.page, mention.tokens.first
    before = " ".join(page.word(t).lower().replace("’", "'") for t in range(max(0, first - 3), first))
    signs = any(p.tokens == mention.tokens for p in page.paragraphs[-_LAST_LINES:])
    return signs or before.endswith(_INTRODUCING)
