"""Words that times are made of, and the row of a page's words that the grammar reads."""

from __future__ import annotations

import re
from collections.abc import Sequence

WEEKDAYS = {
    name: number
    for number, names in enumerate(
        (
            "monday mon.",
            "tuesday tue. tues.",
            "wednesday wed.",
            "thursday thu. thur. thurs.",
            "friday fri.",
            "saturday sat.",
            "sunday sun.",
        )
    )
    for name in names.split()
}
WEEKDAY_PLURALS = {f"{name}s": number for name, number in WEEKDAYS.items() if name.endswith("day")}
MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "january jan jan.",
            "february feb feb.",
            "march mar mar.",
            "april apr apr.",
            "may",
            "june jun jun.",
            "july jul jul.",
            "august aug aug.",
            "september sept sept. sep sep.",
            "october oct oct.",
            "november nov nov.",
            "december dec dec.",
        ),
        start=1,
    )
    for name in names.split()
}
SEASONS = {"spring": "SP", "summer": "SU", "autumn": "FA", "fall": "FA", "winter": "WI"}
PARTS = {
    **{"morning": "MO", "afternoon": "AF", "evening": "EV", "night": "NI", "lunchtime": "MI", "dawn": "MO"},
    **{"sunrise": "MO", "daybreak": "MO", "sunset": "EV", "dusk": "EV", "nightfall": "EV"},
}
#: Parts of a day that need no article: "before dawn".
TWILIGHTS = frozenset({"dawn", "sunrise", "daybreak", "sunset", "dusk", "nightfall"})
#: Hours that have a name; midnight is the end of the day that is named with it.
NAMED_HOURS = {"noon": "12:00", "midday": "12:00", "midnight": "24:00"}
#: Units of time with their letter in a TIMEX3 duration.
UNITS = {
    "second": "S",
    "minute": "M",
    "hour": "H",
    "day": "D",
    "week": "W",
    "fortnight": "F",
    "month": "MONTH",
    "quarter": "Q",
    "year": "Y",
    "decade": "DE",
    "century": "CE",
    "weekend": "WE",
}
PLURAL_UNITS = {
    **{f"{name}s": unit for name, unit in UNITS.items() if name != "century"},
    "centuries": "CE",
    "mins": "M",
    "hrs": "H",
    "nights": "D",
}
#: Units shorter than a day.
SHORT_UNITS = frozenset({"S", "M", "H"})
FREQUENCIES = {
    "hourly": "PT1H",
    "daily": "P1D",
    "nightly": "P1D",
    "weekly": "P1W",
    "fortnightly": "P2W",
    "biweekly": "P2W",
    "monthly": "P1M",
    "quarterly": "P3M",
    "annually": "P1Y",
    "annual": "P1Y",
    "yearly": "P1Y",
}
#: Words for the present, past and future that name no time; left out of dossiers.
REFERENCES: dict[tuple[str, ...], str] = {
    tuple(words.split()): value
    for value, phrases in {
        "PRESENT_REF": "now/right now/just now/currently/current/at present/at the moment/nowadays/presently",
        "PAST_REF": "recently/more recently/most recently/recent/the past/the recent past",
        "FUTURE_REF": "the future/the near future/soon/the short term/the near term/the foreseeable future",
    }.items()
    for words in phrases.split("/")
}
_ONES = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
    "eighteen nineteen"
)
NUMBERS = {
    **{name: number for number, name in enumerate(_ONES.split())},
    **{
        name: 10 * number
        for number, name in enumerate("twenty thirty forty fifty sixty seventy eighty ninety".split(), 2)
    },
}
MAGNITUDES = {"hundred": 100, "thousand": 1000}
ORDINALS = {
    name: number
    for number, name in enumerate(
        (
            "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth "
            "fifteenth sixteenth seventeenth eighteenth nineteenth twentieth twenty-first"
        ).split(),
        start=1,
    )
}
ORDINALS["thirtieth"] = 30
DECADES = {f"{name[:-1]}ies": number // 10 for name, number in NUMBERS.items() if number >= 20}
#: Quantities without a number.
VAGUE = frozenset({"several", "some", "many", "few", "numerous", "countless", "multiple"})
FRACTIONS = {"½": 0.5, "¼": 0.25, "¾": 0.75}
ZONES = frozenset(
    {"gmt", "est", "edt", "et", "utc", "bst", "cet", "cest", "pst", "pdt", "pt", "ct", "cst", "cdt", "msk"}
)

_DIGITS = re.compile(r"[0-9]{1,6}")
_DECIMAL = re.compile(r"[0-9]{1,4}(?:\.[0-9]{1,2})?[½¼¾]?|[½¼¾]|[0-9]{1,3}(?:,[0-9]{3}){1,2}")
_ORDINAL = re.compile(r"([0-9]{1,2})(?:st|nd|rd|th)")
#: Words beyond the end of a row.
_BEYOND = 24


class Row:
    """The words of one paragraph, in lower case, with room to look beyond its end."""

    __slots__ = ("live", "low", "raw", "size")

    def __init__(self, words: Sequence[str], *, live: bool = False) -> None:
        #: Whether paragraphs of the report begin with stamps such as "20.15".
        self.live = live
        #: How many words there are.
        self.size = len(words)
        #: Words as printed.
        self.raw = [*words, *[""] * _BEYOND]
        #: Words in lower case with straight apostrophes.
        self.low = [word.lower().replace("’", "'") if len(word) < 40 else "" for word in self.raw]

    def is_capital(self, at: int) -> bool:
        """Tell whether a word begins with a capital."""
        return self.raw[at][:1].isupper()

    def follows(self, at: int, phrase: Sequence[str]) -> bool:
        """Tell whether a phrase in lower case stands at a place."""
        return all(self.low[at + step] == word for step, word in enumerate(phrase))

    def before(self, at: int, back: int = 1) -> str:
        """Return the word ``back`` places before ``at``; empty before the first."""
        return self.low[at - back] if at >= back else ""

    def skip(self, at: int, *words: str) -> int:
        """Return the place after ``at`` where one of the words stands there, else ``at``."""
        return at + 1 if self.low[at] in words else at

    def digits(self, at: int) -> int | None:
        """Return the whole number of up to six ASCII digits at a place."""
        word = self.low[at]
        return int(word) if _DIGITS.fullmatch(word) else None

    def ordinal(self, at: int) -> tuple[int, int] | None:
        """Return an ordinal ("third", "3rd", "twenty-first") and the place after it."""
        word = self.low[at]
        if match := _ORDINAL.fullmatch(word):
            return int(match[1]), at + 1
        if word in {"twenty", "thirty"}:
            after = self.skip(at + 1, "-")
            if 1 <= ORDINALS.get(self.low[after], 10) <= 9:
                return NUMBERS[word] + ORDINALS[self.low[after]], after + 1
        return (ORDINALS[word], at + 1) if word in ORDINALS else None

    def number(self, at: int) -> tuple[float, int] | None:
        """Return a number in figures or words ("2 1/2", "twenty-four", "two thousand") and the place after it."""
        if _DECIMAL.fullmatch(self.low[at]):
            word = self.low[at].replace(",", "")
            value = FRACTIONS.get(word[-1], 0.0)
            plain = word.rstrip("½¼¾")
            value += float(plain) if plain else 0.0
            half = _written_fraction(self.low[at + 1])
            return (value + half, at + 2) if half else (value, at + 1)
        return self._number_in_words(at)

    def _number_in_words(self, at: int) -> tuple[float, int] | None:
        total, here = 0, at
        if self.low[at] == "a" and self.low[at + 1] in MAGNITUDES:
            total, here = MAGNITUDES[self.low[at + 1]], at + 2
        elif self.low[at] in NUMBERS:
            total, here = self._below_hundred(at)
            for _ in range(3):
                if self.low[here] not in MAGNITUDES:
                    break
                total, here = total * MAGNITUDES[self.low[here]], here + 1
                after = self.skip(here, "and")
                if self.low[after] in NUMBERS:
                    small, here = self._below_hundred(after)
                    total += small
        if here == at:
            return None
        if self.follows(here, ("and", "a", "half")):
            return total + 0.5, here + 3
        if self.follows(here, ("-", "and", "-", "a", "-", "half")):
            return total + 0.5, here + 6
        return float(total), here

    def _below_hundred(self, at: int) -> tuple[int, int]:
        value = NUMBERS[self.low[at]]
        after = self.skip(at + 1, "-")
        if value >= 20 and 1 <= NUMBERS.get(self.low[after], 10) <= 9:
            return value + NUMBERS[self.low[after]], after + 1
        return value, at + 1


def _written_fraction(word: str) -> float:
    return {"1/2": 0.5, "1/4": 0.25, "3/4": 0.75, "½": 0.5}.get(word, 0.0)
