"""What kind of figure a quantity is: by its unit, by the noun counted, by what befell those counted."""

from __future__ import annotations

from onrecord.codebook.actors import find_role
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
#: Words that say where those counted are, between them and what befell them.
_WHERE = frozenset({"on", "aboard", "in", "inside", "at", "from", "near"})
#: Words before "1,600 men" that make soldiers of them.
_FORCES = frozenset(
    """force forces army armies garrison contingent militia brigade unit units corps send sends sent sending deploy
    deploys deployed deploying contribute contributes contributed contributing commands command led leads""".split()
)
#: Forms of "be" and what stands between them and a participle.
_PASSIVE = frozenset({"was", "were", "been", "being", "are", "still", "also", "is"})
#: Nouns that say with "of" what befell those counted.
_OF: dict[str, Unit] = {
    **dict.fromkeys(("killing", "death", "deaths", "murder", "massacre", "execution", "bodies"), "deaths"),
    **dict.fromkeys(("release", "arrest", "detention", "capture", "abduction", "kidnapping"), "detained"),
    **dict.fromkeys(("flight", "exodus", "expulsion", "displacement"), "displaced"),
}
_CROSSING = frozenset({"crossed", "streamed", "poured", "escaped"})
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
        kind = "money" if _is_sterling(lexemes, quantity) else quantity.measure.kind
        return (kind if kind in {"money", "share", "distance"} else "other"), None
    if quantity.number.form in {"fraction", "ratio"}:
        return "share", None
    noun = noun_kind(lexemes, quantity)
    if noun == "people" and _is_force(lexemes, quantity):
        return "troops", None
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


def _is_sterling(lexemes: Lexemes, quantity: Quantity) -> bool:
    """Tell pounds of money from pounds of weight, where no sign does: by their number, and "of" after them."""
    if quantity.measure is None or quantity.measure.name != "pound-mass" or lexemes.text(quantity.last - 1) == "lb":
        return False
    least = 1_000_000 if lexemes.word(quantity.last) == "of" else 10_000
    return (quantity.best or 0) >= least


def noun_kind(lexemes: Lexemes, quantity: Quantity) -> Unit | None:
    """Return the kind of figure that the noun counted makes; None where the code book does not know it."""
    if quantity.counted is None:
        return None
    head = lexemes.lower[quantity.counted.head]
    known = counted_nouns().get(singular(head)) or counted_nouns().get(head)
    return known or ("people" if _is_of_people(lexemes, quantity.counted.head) else None)


def _is_force(lexemes: Lexemes, quantity: Quantity) -> bool:
    """Tell whether "men" are soldiers: "a force of 10,000 men", "sent another 1,600 men"."""
    if quantity.counted is None or lexemes.lower[quantity.counted.head] != "men":
        return False
    place = quantity.first - 1
    while place > quantity.first - 5 and lexemes.word(place) in {*_BEFORE_SKIPPED, "of", "another", "strong"}:
        place -= 1
    return lexemes.word(place) in _FORCES


def _is_of_people(lexemes: Lexemes, head: int) -> bool:
    """Tell whether a noun means people: an office, a trade, or "heads of state"."""
    noun = singular(lexemes.lower[head])
    if noun in {"head", "chief"}:
        return lexemes.word(head + 1) == "of"
    role = find_role(noun)
    return role is not None and role.kind == "person"


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
        if word == "of" and lexemes.word(place - 1) in _OF:
            return _OF[lexemes.word(place - 1)], place - 1
        if word not in _BEFORE_SKIPPED:
            return None
        place -= 1
    return None


def _befallen(lexemes: Lexemes, quantity: Quantity) -> tuple[Unit, int | None] | None:
    """Find "were killed", "have fled", "who died", "missing" after those counted."""
    place = _skip(lexemes, _after_aside(lexemes, quantity.last))
    passed = lexemes.lower[quantity.last : place]
    if "left" in passed and {"home", "homes"} & {*passed}:
        return "displaced", quantity.last + passed.index("left")
    place = _after_place(lexemes, place)
    told = _told_by(lexemes, place, passive=lexemes.word(place - 1) in _PASSIVE)
    if told is not None:
        return told, place
    table, passive = fates("after"), False
    for step in range(place, min(place + _FAR, len(lexemes))):
        word = lexemes.lower[step]
        if word in _STOPS or word in {",", "and"} or lexemes.kinds[step] == "number":
            return None
        if word == "to" and lexemes.word(step + 1) == "death":
            return "deaths", step
        if passive and word in table:
            return table[word], step
        passive = word in _AUXILIARIES or (passive and word in _AFTER_SKIPPED)
    return None


def _told_by(lexemes: Lexemes, place: int, *, passive: bool) -> Unit | None:
    """Return what the words at a place say of those counted before them; None where they say nothing."""
    word, after = lexemes.word(place), lexemes.word(place + 1)
    if word in fates("after"):
        return fates("after")[word]
    if word in {"taken", "held"} and after in {"hostage", "captive", "prisoner"}:
        return "detained"
    if word == "held" and passive and after not in {"back", "up", "off", "together"}:
        return "detained"
    if word in _CROSSING and after in {"into", "to", "over"}:
        return "displaced"
    if word in {"left", "without"} and {after, lexemes.word(place + 2)} & {"home", "homes", "shelter"}:
        return "displaced"
    return None


def _skip(lexemes: Lexemes, place: int) -> int:
    last = place + 6
    while place < min(last, len(lexemes)) and lexemes.lower[place] in _AFTER_SKIPPED:
        place += 1
    return place


def _after_aside(lexemes: Lexemes, place: int) -> int:
    """Step over what stands between two commas: "49 people, a guard among them, were hurt"."""
    if lexemes.word(place) != ",":
        return place
    for step in range(place + 2, min(place + 8, len(lexemes))):
        if lexemes.lower[step] in _STOPS:
            break
        if lexemes.lower[step] == "," and lexemes.word(step + 1) in _AFTER_SKIPPED:
            return step + 1
    return place


def _after_place(lexemes: Lexemes, place: int) -> int:
    """Step over "on board", "in the town" where what befell people follows: "all 259 people on board died"."""
    if lexemes.word(place) not in _WHERE:
        return place
    for step in range(place + 1, min(place + 5, len(lexemes))):
        if lexemes.lower[step] in fates("after") and lexemes.lower[step] != "injuries":
            return step
        if lexemes.kinds[step] != "word":
            break
    return place


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
