"""Words that loosen a number or set it a bound: "about", "more than", "up to", "or so"."""

from __future__ import annotations

from onrecord.extract.lexemes import Lexemes
from onrecord.model.dossier import Bound

_BEFORE_TEXT: dict[Bound, str] = {
    "about": """about|around|some|roughly|approximately|approx|approx.|nearly|almost|close to|an estimated|estimated|
        circa|c.|ca.|~|≈|∼|approaching|in the region of|in the order of|on the order of|somewhere around|
        something like|the equivalent of about|in the neighborhood of|
        in the neighbourhood of|not far from|an approximate|an approximated|perhaps|maybe|possibly""",
    "at_least": """at least|at the very least|no fewer than|no less than|not less than|not fewer than|a minimum of|
        minimum of|≥|at a minimum|starting at|as few as|as little as|from at least""",
    "more_than": """more than|over|above|upwards of|upward of|in excess of|exceeding|exceeded|exceeds|greater than|
        just over|just above|well over|well above|slightly more than|slightly over|a little over|a little more than|
        far more than|many more than|much more than|well more than|just more than|>|surpassing|surpassed|topped|
        topping|beyond|over than|higher than|larger than|bigger than|longer than|north of|slightly above|
        marginally higher at""",
    "at_most": """at most|at the most|no more than|not more than|up to|as many as|as much as|a maximum of|maximum of|
        ≤|capped at|a maximum|as high as|as long as|as far as|worth up to""",
    "less_than": """less than|fewer than|under|below|just under|just below|well under|well below|slightly less than|
        slightly under|a little under|a little less than|lower than|smaller than|shorter than|<|sub -|sub|south of|
        just shy of|shy of|far fewer than|far less than|slightly below|barely|hardly|scarcely|not even|not quite""",
}  # fmt: skip
_AFTER_TEXT: dict[Bound, str] = {
    "about": "or so|odd|- odd|ish|- ish|or thereabouts",
    "at_least": "or more|+|plus|- plus|or higher|or greater|or above|or over|at least|and counting|or older",
    "at_most": "or less|or fewer|or under|at most|or below|max|maximum|at the most",
}


def _table(phrases: dict[Bound, str]) -> dict[tuple[str, ...], Bound]:
    return {
        tuple(phrase.split()): bound for bound, text in phrases.items() for phrase in text.replace("\n", "").split("|")
    }


_BEFORE = _table(_BEFORE_TEXT)
_AFTER = _table(_AFTER_TEXT)
_LONGEST = max(len(words) for words in _BEFORE)
_LAST_WORDS = frozenset(words[-1] for words in _BEFORE)
#: Words that may stand between a bound and its number.
_BETWEEN = frozenset({"a", "an", "the", "another", "just", "only", "further", "record", "minus", "-"})
#: "over", "above", "under" and "below" that are places or ends of another phrase: "left over 12".
_NOT_AFTER = frozenset({"take", "took", "taken", "handed", "hand", "turned", "carried"})
#: Words that "some" or "around" follow in other senses.
_ABOUT_LEADS = frozenset({"talk", "talks", "talked", "worried", "concerned", "concerns", "questions", "what", "how"})


def read_bound_before(lexemes: Lexemes, first: int) -> tuple[Bound, int]:
    """Read the words of a bound that end right before a number.

    The outermost bound but "about" wins: "up to about 300" is at most 300.

    Returns:
        The bound, and the first lexeme of its words; ``exact`` and ``first`` itself where there are none.
    """
    bound: Bound = "exact"
    start = first
    for _ in range(2):
        end = start
        if lexemes.word(end - 1) in _BETWEEN and lexemes.word(end - 2) in _LAST_WORDS and end - 1 > 0:
            end -= 1
        found = _ending_at(lexemes, end)
        if found is None:
            break
        outer, begin = found
        if bound in {"exact", "about"} and not (bound == "about" and outer == "exact"):
            bound = outer
        start = begin
    return bound, start


def _ending_at(lexemes: Lexemes, end: int) -> tuple[Bound, int] | None:
    if lexemes.word(end - 1) not in _LAST_WORDS:
        return None
    for size in range(min(_LONGEST, end), 0, -1):
        words = tuple(lexemes.lower[end - size : end])
        bound = _BEFORE.get(words)
        if bound is None:
            continue
        before = lexemes.word(end - size - 1)
        if (words == ("over",) and before in _NOT_AFTER) or (words == ("about",) and before in _ABOUT_LEADS):
            return None
        return bound, end - size
    return None


def read_bound_after(lexemes: Lexemes, last: int) -> tuple[Bound, int] | None:
    """Read the words of a bound that follow a number: the bound, and one past their last lexeme."""
    for size in (3, 2, 1):
        bound = _AFTER.get(tuple(lexemes.lower[last : last + size]))
        if bound is not None:
            if (
                size == 1
                and lexemes.text(last) in {"plus", "max", "maximum", "odd"}
                and not _stands_tied(lexemes, last)
            ):
                return None
            return bound, last + size
    return None


def _stands_tied(lexemes: Lexemes, place: int) -> bool:
    """Tell whether "odd", "plus" and the like belong to the number before them."""
    return lexemes.glued(place) or lexemes.word(place) == "odd"
