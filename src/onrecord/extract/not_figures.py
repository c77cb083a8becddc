"""Numbers that count nothing: dates, clock times, ordinals, names, labels, telephone numbers, addresses."""

from __future__ import annotations

import re

from onrecord.codebook.figures import counted_nouns, measure_symbols, measure_words, singular
from onrecord.extract.lexemes import Lexemes
from onrecord.extract.numbers import Number

MONTHS = frozenset(
    "january february march april may june july august september october november december jan feb mar apr jun jul aug "
    "sept sep oct nov dec".split()
)
_ORDINAL_ENDS = frozenset({"st", "nd", "rd", "th"})
_CLOCK_WORDS = frozenset("am pm a.m. p.m. a.m p.m gmt utc cet est edt pst pdt bst hrs".split())
#: A number after one of these is a label, not a count.
_LABELS = frozenset(
    """no no. nos nos. nr number # § page pages chapter article articles resolution flight room highway route interstate
    phase section paragraph act bill protocol channel gate level stage volume step tier grade category type mark version
    season episode district precinct ward zone pier platform apartment suite box figure table war clause annex rule
    appendix ages age aged psalm verse magnitude building block block no unit title schedule lot""".split()
)
_STREETS = frozenset("road street avenue lane drive boulevard way square place court st ave rd blvd terrace".split())
_HYPHENS = frozenset("-‐‑–—")
#: The time an entry of a live report begins with.
_LOG_TIME = re.compile(r"(?:[01]\d|2[0-3])\.[0-5]\d")
_PERCENT = frozenset({"%", "per", "percent"})
_APOSTROPHES = frozenset("'’")
#: Words that a hyphen may tie to digits without making a name of them.
_TYING = frozenset("sub minus to and or than over under up plus of from between by just nearly about some".split())
#: Capitalised only because they begin a sentence.
_STARTERS = frozenset(
    """about around some nearly almost over more at up the a an in on only just another roughly approximately of and or
    but when while after since with as if these those its their his her our my your between from by under below above
    least than fewer less for to all both i we he she they it that this there then so not no even still already also
    killed killing kills wounded wounding injured injuring arrested detained least most other last first next past
    following including say says said sterling US""".lower().split()
)
#: Before a year of four digits.
_YEAR_LEADS = frozenset(
    """in since of by until till from the before after during early late mid and to through spring summer autumn winter
    fall year his her its their this last next between around circa""".split()
)
_ONE_LEADS = frozenset("no any every some each this that which the another such loved many ones only".split())
_ONE_TAILS = frozenset(
    """another is was has had who that which can could would will may might should must and or but to in on at for with
    by from as than if when where because s day hand time thing way may so does did are were have he she it they we you
    i the a an his her""".split()
)
_HALF_LEADS = frozenset("first second third fourth other latter former top bottom better this that last each".split())
_CLUBS = frozenset("group gang council league rule big quad party".split())


def counts_nothing(lexemes: Lexemes, number: Number) -> bool:
    """Tell whether a number is part of a date, a clock time, a name, a label or an address."""
    first, last = number.first, number.last
    if lexemes.kinds[first] != "number":
        return _is_word_in_name(lexemes, number)
    plain = last == first + 1
    return (
        _is_ordinal_or_decade(lexemes, first, last)
        or _is_clock(lexemes, first, last)
        or _is_chain(lexemes, first, last)
        or (plain and _is_date(lexemes, first, last, number.best))
        or _is_name(lexemes, first, last, plain=plain)
        or (plain and _is_label(lexemes, first))
        or (plain and _is_address(lexemes, last))
    )


def _is_ordinal_or_decade(lexemes: Lexemes, first: int, last: int) -> bool:
    after = lexemes.word(last)
    if lexemes.glued(last) and (after in _ORDINAL_ENDS or after == "s"):
        return True
    return lexemes.word(first - 1) in {"'", "’", "‘"} and lexemes.glued(first) and len(lexemes.texts[first]) == 2


def _is_clock(lexemes: Lexemes, first: int, last: int) -> bool:
    after, before = lexemes.word(last), lexemes.word(first - 1)
    if after in _CLOCK_WORDS and (lexemes.text(last) != "EST" or lexemes.kinds[first] == "number"):
        return True
    if first == 0 and _LOG_TIME.fullmatch(lexemes.texts[0]) and after not in _PERCENT:  # "18.50 The prime minister …"
        return True
    if after == ":" and lexemes.glued(last) and lexemes.kind(last + 1) == "number" and lexemes.glued(last + 1):
        return True
    if before == ":" and lexemes.glued(first) and lexemes.glued(first - 1) and lexemes.kind(first - 2) == "number":
        return True
    return after == "o" and lexemes.word(last + 2) == "clock"


def _is_chain(lexemes: Lexemes, first: int, last: int) -> bool:  # noqa: PLR0911, PLR0912
    """Tell "2031-05-02", "24/7", "555-0123", "+41 22 917", "192.168.0.1", "#12", "[3]" and the like."""
    before, after = lexemes.word(first - 1), lexemes.word(last)
    tied_before, tied_after = lexemes.glued(first), lexemes.glued(last) and lexemes.glued(last + 1)
    if tied_before and before in {"#", "@", "_", "/", "\\", "[", "^"}:
        return True
    if before == "/" and lexemes.kind(first - 2) == "number":
        return True
    if lexemes.word(last) == "^" and lexemes.glued(last):
        return True  # A power is too odd for a report: no value rather than a wrong one.
    number_after = lexemes.kind(last + 1) == "number"
    if tied_after and number_after and after in {"/", "."}:
        return True
    if tied_before and before == "." and lexemes.kind(first - 2) == "number":
        return True
    if before == "+" and tied_before and lexemes.kind(last) == "number":
        return True
    if _is_in_row_of_numbers(lexemes, first, last):
        return True
    if before == "(" and after == ")" and lexemes.texts[first].isdecimal():
        return True
    if tied_after and number_after and after in _HYPHENS:
        tail = lexemes.text(last + 1)
        if _has_leading_zero(tail) or tail == lexemes.texts[first]:
            return True
        if (len(lexemes.texts[first]), len(tail)) == (3, 4) and tail.isdecimal():
            return True
        if lexemes.word(last + 2) in _HYPHENS and lexemes.glued(last + 2) and lexemes.kind(last + 3) == "number":
            return True
    if tied_before and before in _HYPHENS and lexemes.kind(first - 2) == "number" and lexemes.glued(first - 1):
        further = lexemes.word(first - 3) in _HYPHENS and lexemes.glued(first - 2) and lexemes.glued(first - 3)
        if (len(lexemes.text(first - 2)), len(lexemes.texts[first])) in {(3, 4), (4, 2)}:  # "619-3947", "2009-10"
            return lexemes.text(first - 2).isdecimal() and (
                len(lexemes.texts[first]) == 4 or _is_year_text(lexemes, first - 2)
            )
        zero = _has_leading_zero(lexemes.texts[first]) or lexemes.text(first - 2) == lexemes.texts[first]
        return zero or (further and lexemes.kind(first - 4) == "number")
    return False


def _is_year_text(lexemes: Lexemes, place: int) -> bool:
    return lexemes.texts[place][:2] in {"17", "18", "19", "20"}


def _has_leading_zero(digits: str) -> bool:
    return len(digits) > 1 and digits[0] == "0" and "." not in digits


def _is_in_row_of_numbers(lexemes: Lexemes, first: int, last: int) -> bool:
    """Tell whether a number is one of three in a row, or the second after a plus sign: "22 917 1234"."""
    kinds = [lexemes.kind(place) == "number" for place in (first - 2, first - 1, last, last + 1)]
    if kinds[1] and lexemes.word(first - 2) == "+":
        return True
    return (kinds[0] and kinds[1]) or (kinds[1] and kinds[2]) or (kinds[2] and kinds[3])


def _is_date(lexemes: Lexemes, first: int, last: int, value: float | None) -> bool:
    if value is None or not lexemes.texts[first].isdecimal():
        return False
    if value <= 31:
        return _is_month(lexemes, last) or _is_month(lexemes, first - 1) or _is_in_days(lexemes, first, last)
    return len(lexemes.texts[first]) == 4 and 1000 <= value < 2200 and _is_year(lexemes, first, last, value)


def _is_month(lexemes: Lexemes, place: int) -> bool:
    if lexemes.word(place) == "." and lexemes.word(place - 1) in MONTHS:
        place -= 1
    if lexemes.word(place) not in MONTHS:
        return False
    return lexemes.text(place)[0].isupper()


def _is_in_days(lexemes: Lexemes, first: int, last: int) -> bool:
    """Tell "7 to 9 March", "March 7-9", "5 and 6 May"."""
    links = _HYPHENS | {"to", "and", ","}
    if lexemes.word(last) in links and lexemes.kind(last + 1) == "number" and _is_month(lexemes, last + 2):
        return True
    return (
        lexemes.word(first - 1) in links - {","}
        and lexemes.kind(first - 2) == "number"
        and _is_month(lexemes, first - 3)
    )


def _is_year(lexemes: Lexemes, first: int, last: int, value: float) -> bool:
    before, after = lexemes.word(first - 1), lexemes.word(last)
    if before in MONTHS or (before in {",", "."} and _date_stands_before(lexemes, first)):
        return True
    if ((after,) in measure_words() and after != "second") or lexemes.text(last) in measure_symbols():
        return False
    if not 1700 <= value < 2100:
        return before in {"in", "by", "since", "until"} and counted_nouns().get(singular(after)) is None
    counted = counted_nouns().get(singular(after)) is not None
    return not counted or before in _YEAR_LEADS or before[:1] == "("


def _date_stands_before(lexemes: Lexemes, first: int) -> bool:
    return _is_month(lexemes, first - 2) or (lexemes.kind(first - 2) == "number" and _is_month(lexemes, first - 3))


def _is_name(lexemes: Lexemes, first: int, last: int, *, plain: bool) -> bool:  # noqa: PLR0911
    """Tell "F-16", "5G", "Boeing 737", "Galaxy Note 20", "Group of 20"."""
    before, after = lexemes.text(first - 1), lexemes.text(last)
    if before in _HYPHENS and lexemes.glued(first) and lexemes.kind(first - 2) == "word":
        acronym = lexemes.text(first - 2).isupper() and len(lexemes.text(first - 2)) > 2
        if lexemes.glued(first - 1) or acronym:
            return lexemes.word(first - 2) not in _TYING
    if after in _APOSTROPHES and lexemes.glued(last) and lexemes.glued(last + 1) and lexemes.word(last + 1) == "s":
        return True
    if plain and lexemes.glued(last) and lexemes.kind(last) == "word" and not _is_unit(lexemes, last):
        return True
    if before == "of" and lexemes.word(first - 2) in _CLUBS and lexemes.text(first - 2)[:1].isupper():
        return True
    if not plain or not lexemes.texts[first].isdecimal() or len(lexemes.texts[first]) > 4:
        return False
    if lexemes.kind(first - 1) != "word" or before.islower() or before.lower() in _STARTERS:
        return False
    if before.lower() in MONTHS or _is_currency(before) or _is_unit(lexemes, last) or after == "%":
        return False
    return counted_nouns().get(singular(after.lower())) in {None, "equipment"}


def names_something(lexemes: Lexemes, number: Number) -> bool:
    """Tell "iPhone 12 Pro", "787 Dreamliner", "Android 9.0": a number with nothing to count beside a name."""
    first, last = number.first, number.last
    if lexemes.kinds[first] != "number" or last > first + 1 or "," in lexemes.texts[first]:
        return False
    before, after = lexemes.text(first - 1), lexemes.text(last)
    if lexemes.kind(last) == "word" and after[0].isupper() and not (after.isupper() and len(after) < 4):
        return True
    named = lexemes.kind(first - 1) == "word" and not before.islower() and before.lower() not in _STARTERS
    return named and first > 1 and not _is_currency(before)


def _is_currency(word: str) -> bool:
    found = measure_symbols().get(word)
    return word in {"US", "HK", "PS"} or (found is not None and found.kind == "money")


def _is_unit(lexemes: Lexemes, place: int) -> bool:
    word, text = lexemes.word(place), lexemes.text(place)
    return text in measure_symbols() or (word,) in measure_words() or word in {"x", "odd", "ish", "plus"}


def _is_label(lexemes: Lexemes, first: int) -> bool:
    before = lexemes.word(first - 1)
    if before == "." and lexemes.word(first - 2) in {"no", "nos", "nr"}:
        return True
    if first == 0 and lexemes.word(1) in {".", ")"} and len(lexemes) > 2:
        return True
    if lexemes.word(first + 1) == "block" or (before == "number" and len(lexemes.texts[first]) < 3):
        return True
    if lexemes.texts[first] == "911":  # the telephone number, or the day
        return True
    return before in _LABELS and before not in {"age", "aged", "ages", "number"}


def _is_address(lexemes: Lexemes, last: int) -> bool:
    place = last + 2 if lexemes.word(last) in _HYPHENS and lexemes.kind(last + 1) == "number" else last
    for step in range(place, place + 3):
        if lexemes.kind(step) != "word" or not lexemes.text(step)[0].isupper():
            return False
        if lexemes.word(step) in _STREETS and step > place:
            return True
    return False


def _is_word_in_name(lexemes: Lexemes, number: Number) -> bool:  # noqa: PLR0911
    """Tell "Group of Seven", "the Big Four", "no one", "one another", "the second half of"."""
    first, last = number.first, number.last
    before, after = lexemes.word(first - 1), lexemes.word(last)
    text = lexemes.texts[first]
    if text[0].isupper() and first > 0:
        starts = lexemes.kind(first - 1) == "mark" and lexemes.texts[first - 1] not in ",-–&("
        shouted = text.isupper() and len(text) > 1
        if not starts and not shouted:
            return True
    if text[0].isupper() and last == first + 1 and lexemes.text(last)[:1].isupper():
        return counted_nouns().get(singular(after)) is None and lexemes.word(last + 1) in {"", ",", ".", "alliance"}
    if before in _CLUBS and lexemes.text(first - 1)[:1].isupper():
        return True
    if after == "o" and lexemes.word(last + 2) == "clock":
        return True
    if number.form == "fraction":
        return before in _HALF_LEADS or (lexemes.lower[first] == "quarter" and before not in {"a", "one"})
    if lexemes.lower[first] in {"hundred", "thousand", "million", "billion", "trillion", "dozen"}:
        return before not in {"the", "another", "nearly", "almost", "about", "every", "this", "some", "per", "half"}
    if lexemes.lower[first] == "one" and last == first + 1:
        tied = after in _HYPHENS and lexemes.glued(last)
        return tied or before in _ONE_LEADS or after in _ONE_TAILS or lexemes.kind(last) != "word"
    return before in _LABELS - {"age", "aged", "ages"} and lexemes.kind(last) != "word"
