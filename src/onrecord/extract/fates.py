"""What kind of figure a quantity is: by its unit, by the noun counted, by what befell those counted."""

from __future__ import annotations

from onrecord.codebook.figures import counted_nouns, fates, singular
from onrecord.extract.lexemes import Lexemes
from onrecord.extract.quantities import Quantity
from onrecord.model.dossier import Unit

#: Words between a verb and the number it governs.
_BEFORE_SKIPPED = frozenset(
    """the a an another some of as many total further more than at least lives life up to estimated around about over
    nearly almost its their his her our all other""".split()
)
#: Words between those counted and what befell them.
_AFTER_SKIPPED = frozenset(
    """was were are is have has had been be being also still reportedly feared believed confirmed presumed to more
    others other people who that later already now left found reported listed as declared got remain remained remains
    went gone go their homes so far thought known subsequently""".split()
)
#: What takes lives: "claimed 30 lives".
_TAKING = frozenset("took take takes taking taken claimed claims claiming cost costs costing lost".split())
_AUXILIARIES = frozenset({"was", "were", "been", "being", "are"})
_JOINTS = frozenset({"and", ",", "or"})
_STOPS = frozenset(".;:!?()")
#: Kinds of figure that a verb may overrule.
_PERSONS = frozenset({"people", "troops", "displaced", "detained", None})
_VOTING = frozenset("vote votes voted voting ballot passed approved rejected carried majority adopted backed".split())
_COUNTING = frozenset({"number", "count", "tally", "total", "toll"})
#: How far a fate may stand from its number, in lexemes.
_FAR = 9
#: Units whose figures are shares, and what a whole is in them.
SHARE_WHOLES = {"percentage": 100.0, "percentage point": 100.0, "basis point": 10_000.0}


def classify(lexemes: Lexemes, quantity: Quantity, before: tuple[Quantity, Unit] | None) -> tuple[Unit, int | None]:  # noqa: PLR0911
    """Return what kind of figure a quantity is, and the lexeme of the word that says so where it stands apart.

    Args:
        lexemes: The stretch.
        quantity: The quantity.
        before: The quantity before it with its kind; None where there is none.
    """
    if quantity.measure is not None:
        kind = quantity.measure.kind
        return (kind if kind in {"money", "share", "distance"} else "other"), None
    if quantity.number.form in {"fraction", "ratio"}:
        return "share", None
    noun = noun_kind(lexemes, quantity)
    if noun in _PERSONS:
        found = _fate(lexemes, quantity, before)
        if found is not None:
            return found
    if quantity.counted is not None and lexemes.lower[quantity.counted.head] == "lives":
        return ("deaths" if lexemes.word(quantity.first - 1) in _TAKING else "other"), quantity.counted.head
    if noun is not None:
        return noun, None
    if quantity.counted is None:
        return _votes(lexemes, quantity, before), None
    return _of_name(lexemes, quantity), None


def noun_kind(lexemes: Lexemes, quantity: Quantity) -> Unit | None:
    """Return the kind of figure that the noun counted makes; None where the code book does not know it."""
    if quantity.counted is None:
        return None
    head = lexemes.lower[quantity.counted.head]
    return counted_nouns().get(singular(head)) or counted_nouns().get(head)


def _of_name(lexemes: Lexemes, quantity: Quantity) -> Unit:
    """Take a capitalised plural for people: "12 Freedonians"."""
    assert quantity.counted is not None
    head = lexemes.texts[quantity.counted.head]
    return "people" if head[0].isupper() and head.endswith(("ns", "is", "ese", "rs")) else "other"


def _fate(lexemes: Lexemes, quantity: Quantity, before: tuple[Quantity, Unit] | None) -> tuple[Unit, int | None] | None:
    governed = _governing(lexemes, quantity)
    if governed is not None:
        return governed
    after = _befallen(lexemes, quantity)
    if after is not None:
        return after
    if before is not None and _is_joined(lexemes, quantity, before[0]):
        kind = before[1]
        if kind in {"deaths", "injured", "missing", "detained", "displaced"} and _is_verbal(lexemes, before[0]):
            return kind, None
    return _counted_by(lexemes, quantity)


def _governing(lexemes: Lexemes, quantity: Quantity) -> tuple[Unit, int | None] | None:
    """Find "killed", "wounding", "the deaths of" right before a number."""
    place = quantity.first - 1
    for _ in range(4):
        word = lexemes.word(place)
        if word in fates("before"):
            return fates("before")[word], place
        if word not in _BEFORE_SKIPPED:
            return None
        place -= 1
    return None


def _befallen(lexemes: Lexemes, quantity: Quantity) -> tuple[Unit, int | None] | None:
    """Find "were killed", "have fled", "who died", "missing" after those counted."""
    place = quantity.last
    table = fates("after")
    while place < min(quantity.last + 6, len(lexemes)) and lexemes.lower[place] in _AFTER_SKIPPED:
        place += 1
    word = lexemes.word(place)
    if word in table:
        return table[word], place
    if word in {"taken", "held"} and lexemes.word(place + 1) in {"hostage", "captive", "prisoner"}:
        return "detained", place
    passive = False
    for step in range(place, min(place + _FAR, len(lexemes))):
        word = lexemes.lower[step]
        if word in _STOPS or word in {",", "and"} or lexemes.kinds[step] == "number":
            return None
        if passive and word in table:
            return table[word], step
        passive = word in _AUXILIARIES or (passive and word in _AFTER_SKIPPED)
    return None


def _is_joined(lexemes: Lexemes, quantity: Quantity, before: Quantity) -> bool:
    """Tell whether nothing but "and" or a comma stands between two quantities."""
    between = lexemes.lower[before.last : quantity.first]
    return 0 < len(between) <= 2 and all(word in _JOINTS for word in between)


def _is_verbal(lexemes: Lexemes, quantity: Quantity) -> bool:
    """Tell whether a verb, not the noun itself, says what befell those counted."""
    return noun_kind(lexemes, quantity) in _PERSONS


def _counted_by(lexemes: Lexemes, quantity: Quantity) -> tuple[Unit, int | None] | None:
    """Find "the death toll rose to 45", "the number of injured stood at 12"."""
    if quantity.counted is not None and noun_kind(lexemes, quantity) not in {"people", None}:
        return None
    for place in range(quantity.first - 1, max(-1, quantity.first - _FAR - 1), -1):
        word = lexemes.lower[place]
        if word in _STOPS:
            return None
        if word == "toll":
            return "deaths", place
        if word in _COUNTING and lexemes.word(place + 1) == "of":
            for step in range(place + 2, min(place + 5, quantity.first)):
                kind = counted_nouns().get(singular(lexemes.lower[step])) or fates("after").get(lexemes.lower[step])
                if kind is not None:
                    return kind, step
            return None
    return None


def _votes(lexemes: Lexemes, quantity: Quantity, before: tuple[Quantity, Unit] | None) -> Unit:
    """Tell the figures of a vote from other bare numbers."""
    links = {"to", "-", "–", "against", "for"}
    if before is not None and before[1] == "votes" and lexemes.word(quantity.first - 1) in links:
        return "votes"
    paired = lexemes.word(quantity.last) in {"to", "-", "–"} and (
        lexemes.kind(quantity.last + 1) == "number" or lexemes.word(quantity.last + 1)[:1].isalpha()
    )
    favoured = lexemes.word(quantity.last) == "in" and lexemes.word(quantity.last + 1) in {"favour", "favor"}
    sided = favoured or lexemes.word(quantity.last) in {"for", "against"}
    near = lexemes.lower[max(0, quantity.first - 7) : quantity.first] + lexemes.lower[quantity.last : quantity.last + 4]
    if (paired or sided) and set(near) & _VOTING:
        return "votes"
    return "other"
