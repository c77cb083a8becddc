"""Calendar dates as headers and datelines write them."""

from __future__ import annotations

import re
from datetime import date

_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "january jan",
            "february feb",
            "march mar",
            "april apr",
            "may",
            "june jun",
            "july jul",
            "august aug",
            "september sept sep",
            "october oct",
            "november nov",
            "december dec",
        ),
        start=1,
    )
    for name in names.split()
}
#: A month's name, with or without its full stop.
MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|"
    r"nov(?:ember)?|dec(?:ember)?)\b\.?"
)
#: A weekday's name, with or without its full stop.
WEEKDAY = (
    r"(?:mon(?:day)?|tue(?:s(?:day)?)?|wed(?:nesday)?|thu(?:rs?(?:day)?)?|fri(?:day)?|sat(?:urday)?|sun(?:day)?)\b\.?"
)
_YEAR = r"(?:19|20)\d\d"
_DAY = r"(?:0?[1-9]|[12]\d|3[01])(?:st|nd|rd|th)?"
#: Day and month with or without a year, and dates in figures.
DATE = (
    rf"(?:\b{_YEAR}[-/.](?:0?[1-9]|1[0-2])[-/.](?:0?[1-9]|[12]\d|3[01])(?=\b|T)"
    rf"|\b(?:0?[1-9]|[12]\d|3[01])[-/.](?:0?[1-9]|[12]\d|3[01])[-/.](?:{_YEAR}|\d\d)\b"
    rf"|\b{_DAY}[ \u00a0-](?:of )?{MONTH}(?:,?[ \u00a0-]{_YEAR}\b)?"
    rf"|\b{MONTH}[ \u00a0]{_DAY}\b(?:,?[ \u00a0]{_YEAR}\b)?)"
)
#: A time of day with its zone.
CLOCK = (
    r"(?:(?:T|\b)\d{1,2}[:.h]\d\d(?::\d\d(?:\.\d+)?)?(?:[ \u00a0]?[ap]\.?m\b\.?)?|\b\d{1,2}[ \u00a0]?[ap]\.?m\b\.?)"
    r"(?:[ \u00a0]?\(?(?:Z|[A-Z]{2,4}T|UTC|GMT|ET|PT|CT|MT|local time)\b\)?)?(?:[ \u00a0]?(?:UTC|"
    r"GMT)?[+-]\d\d?:?(?:\d\d)?)?"
)

_FORMS = (
    re.compile(rf"(?P<year>{_YEAR})([-/.])(?P<month>\d\d?)\2(?P<day>\d\d?)"),
    re.compile(
        rf"(?P<day>\d\d?)(?:st|nd|rd|th)?[ \u00a0-](?:of )?(?P<name>[a-z]+)\.?,?[ \u00a0-](?P<year>{_YEAR})", re.I
    ),
    re.compile(rf"(?P<name>[a-z]+)\.?[ \u00a0](?P<day>\d\d?)(?:st|nd|rd|th)?,?[ \u00a0](?P<year>{_YEAR})", re.I),
)
_FIGURES = re.compile(rf"(?P<one>\d\d?)[-/.](?P<two>\d\d?)[-/.](?P<year>{_YEAR})")


def parse_date(words: str) -> date | None:
    """Return the day that a date with a year names; None where it has none or could be two days.

    >>> parse_date("3 March 2014")
    datetime.date(2014, 3, 3)
    >>> parse_date("03/04/2022") is None
    True
    """
    for form in _FORMS:
        match = form.fullmatch(words.strip())
        if match is not None:
            parts = match.groupdict()
            month = _MONTHS.get(parts["name"].lower()) if "name" in parts else int(parts["month"])
            return _day(int(parts["year"]), month, int(parts["day"]))
    figures = _FIGURES.fullmatch(words.strip())
    if figures is None:
        return None
    one, two, year = int(figures["one"]), int(figures["two"]), int(figures["year"])
    if one > 12 or one == two:
        return _day(year, two, one)
    return _day(year, one, two) if two > 12 else None


def _day(year: int, month: int | None, day: int) -> date | None:
    if month is None:
        return None
    try:
        return date(year, month, day)
    except ValueError:
        return None
