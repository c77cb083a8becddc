"""Date header lines and datelines."""

from __future__ import annotations

import re

from onrecord.model.span import Span
from onrecord.text.dates import CLOCK, DATE, MONTH, WEEKDAY

#: A date header line is no longer than this.
_HEADER_CHARS = 140
#: A dateline stands within this many characters of its paragraph.
_DATELINE_CHARS = 120
_LABEL = (
    r"(?:(?:first |last |originally )?"
    r"(?:published|updated|posted|modified|edited|created|issued|released|printed|revised)(?: on| at| by)?(?: date|"
    r" time)?"
    r"|publication date|published date|date(?: of publication| published)?|datum|time(?:stamp)?|on|at|as of|"
    r"article|story)"
)
_AGO = (
    r"(?:(?:about |over )?(?:\d+|an?|one|two|three|four|five|six) ?"
    r"(?:seconds?|secs?|minutes?|mins?|hours?|hrs?|days?|weeks?|months?) ago|\d{1,2}[hmd] ago|just now|yesterday|today)"
)
_READING = r"(?:\d{1,2} ?-? ?min(?:ute)?s?(?: read)?)"
_DATE = re.compile(DATE, re.IGNORECASE)
_AGO_WORDS = re.compile(rf"\b{_AGO}", re.IGNORECASE)
_PARTS = re.compile(
    rf"{DATE}|{CLOCK}|\b{_AGO}|\b{_READING}\b|\b{WEEKDAY}(?=[\W\d]|$)|\b{_LABEL}\b|\b(?:19|20)\d\d\b"
    r"|[\s\u00a0:,;|•·/()\[\]–—.-]",
    re.IGNORECASE,
)
_LABELLED = re.compile(rf"\W*{_LABEL}\b", re.IGNORECASE)

_UPPER = "A-ZÀ-ÖØ-ÞĀĆČĎĐĒĘĚĞİŁŃŇŐŒŘŚŞŠŤŪŮŰŹŻŽА-ЯЁІЇЄ"
_CAPS = rf"[{_UPPER}][{_UPPER}'’.-]*[{_UPPER}]"
_TITLE = r"[^\W\d_a-z][\w'’.-]*"
#: "GENEVA", "UNITED NATIONS", "MOSCOW/KYIV", "St. PETERSBURG".
_CITY_CAPS = rf"(?:St\.?[ ])?{_CAPS}(?:[ /]{_CAPS}){{0,3}}"
_CITY_TITLE = rf"{_TITLE}(?:[ /]{_TITLE}){{0,2}}"
_REGION = rf"(?:,[ ](?!(?i:{MONTH}|{WEEKDAY})){_TITLE}(?:[ ]{_TITLE}){{0,2}})?"
_DASH = r"(?:[-–—―_−\ufffd]{1,3})"
_WHEN = rf"(?:{WEEKDAY},?[ ])?{DATE}"
_PAREN = r"\([^()\n]{2,40}\)"
_DATELINE = re.compile(
    rf"""
    (?P<city>{_CITY_CAPS}|{_CITY_TITLE})(?P<region>{_REGION})
    (?P<when>,?[ ](?i:{_WHEN}))?
    (?P<agency>[ ]?[-–—/]{{0,2}}[ ]?{_PAREN})?
    (?P<dash>[ ]{{0,2}}(?:{_DASH}|:)(?=\s|[“"‘'])|(?(agency)(?=\s)|(?!)))
    """,
    re.VERBOSE,
)
_CITY = re.compile(_CITY_CAPS)
#: Words in capitals that no report is sent from.
_NO_CITY = frozenset(
    "NATO OPEC ASEAN UNESCO UNICEF UNHCR COVID BREAKING UPDATE UPDATES UPDATED EXCLUSIVE WATCH LIVE VIDEO ANALYSIS "
    "OPINION CORRECTION CORRECTED FILE PHOTOS EXPLAINER NEWS WORLD POLITICS FACTBOX WRAPUP INSIGHT ALERT NOTE EDITOR "
    "QUESTION ANSWER INTERVIEW REUTERS XINHUA MORE READ SUMMARY BACKGROUND COMMENT EDITORIAL REPORT SPECIAL FEATURE "
    "TIMELINE HOST ANCHOR MODERATOR BYLINE NARRATOR REPORTER SPEAKER WARNING DEVELOPING PODCAST AUDIO LISTEN PHOTO "
    "PICTURE GALLERY".split()
)
#: Words in small letters that begin no place's name.
_NO_FIRST_WORD = frozenset("On In At By From Since Until Before After The A An But And As For Of To With".split())
_AGENCY_WORDS = re.compile(
    r"\b(?:AP|AFP|UPI|EFE|DPA|dpa|ANSA|PTI|ANI|TASS|Reuters|REUTERS|Xinhua|XINHUA|Bloomberg|Interfax|Sputnik|"
    r"Anadolu|AA|PA|"
    r"IRNA|KCNA|Yonhap|Kyodo|Jiji|Antara|Bernama|Ukrinform|RFE/RL|CNN|BBC|IPS|IRIN|WAM|SANA|MENA|NNA|Belga|APA|ATS|CP|"
    r"[\w ]*(?:News|Press|Agency|Agence|Times|Post|Wire|Service|Radio|Journal|Tribune|Guardian|Report))\b"
)

#: An outlet that need not be known: one word with a capital, in brackets.
_ONE_NAME = re.compile(r"\([^\W\d_a-z][\w/.-]{1,15}\)")


def is_date_line(words: str) -> bool:
    """Tell whether a line is a date header: a date, a time, "2 hours ago", with labels and nothing else.

    >>> is_date_line("Published: 3 March 2014, 14:05 GMT")
    True
    >>> is_date_line("On 3 March 2014 the talks failed.")
    False
    """
    line = words.strip()
    if not line or len(line) > _HEADER_CHARS:
        return False
    if not (_DATE.search(line) or _AGO_WORDS.search(line) or (_LABELLED.match(line) and re.search(CLOCK, line))):
        return False
    return not _PARTS.sub("", line)


def find_dateline(text: str, start: int, end: int) -> Span | None:
    """Return the dateline that begins a paragraph, its dash included: "GENEVA, Jan 10 (Reuters) -".

    A place in capitals needs a dash or an agency; one in small letters needs a dash and a date or an agency.
    """
    match = _DATELINE.match(text, start, min(end, start + _DATELINE_CHARS))
    if match is None or match.end() >= end:
        return None
    capitals = _CITY.fullmatch(match["city"]) is not None
    dash = match["dash"].strip()
    agency = match["agency"] is not None and _AGENCY_WORDS.search(match["agency"]) is not None
    if match["agency"] is not None and not agency:
        # An outlet that the list does not know is told by its place: after a date, or one word before a dash.
        if not dash.strip(":") or (match["when"] is None and not (capitals and _ONE_NAME.search(match["agency"]))):
            return None
        agency = True
    sent = agency or match["when"] is not None
    if capitals:
        letters = sum(char.isalpha() for char in match["city"])
        known = _NO_CITY.isdisjoint(re.split(r"[ /]", match["city"]))
        sound = known and (agency or (dash not in {"", ":"} and (sent or (letters >= 4 and match["dash"][0] == " "))))
    else:
        sound = sent and dash not in {"", ":"} and match["city"].split(" ")[0] not in _NO_FIRST_WORD
    return Span(start, match.end()) if sound else None
