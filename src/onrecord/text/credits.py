"""Picture credits: on a line of their own, in brackets, and run into prose."""

from __future__ import annotations

import re

from onrecord.model.span import Span

_AGENCY_NAMES = (
    "AP Photo|AP Images|AP|AFP|Agence France-Presse|Associated Press|The Associated Press|Reuters|REUTERS|Getty Images|"
    "Getty|EPA-EFE|EPA|EFE|Xinhua News Agency|Xinhua|TASS|ITAR-TASS|RIA Novosti|Sputnik|Interfax|Anadolu Agency|"
    "Anadolu|AA|"
    "Bloomberg News|Bloomberg|Shutterstock|ANSA|dpa|DPA|PA Wire|PA Images|PA Media|PA|Press Association|NurPhoto|"
    "ZUMA Press|Zuma Press|ZUMA|Alamy Stock Photo|Alamy|Rex Features|REX|UPI|Kyodo News|Kyodo|Yonhap News Agency|"
    "Yonhap|"
    "KCNA|IRNA|SANA|WAFA|The New York Times|New York Times|NYT|The Washington Post|Washington Post|The Wall Street "
    "Journal|"
    "Los Angeles Times|The Guardian|The Times|CNN|BBC News|BBC|NBC News|CBS News|ABC News|Fox News|Al Jazeera|Sky News|"
    "Magnum Photos|Magnum|Polaris|Redux|SIPA USA|Sipa USA|SIPA|Sipa|Corbis|Keystone|Imago Images|IMAGO|Imago|"
    "Picture Alliance|picture alliance|LightRocket|Barcroft Media|Abaca Press|Abaca|Avalon|Hans Lucas|MAXPPP|Ukrinform|"
    "UNIAN|PTI|ANI|Maxar Technologies|Maxar|Planet Labs|WireImage|FilmMagic|iStock|Unsplash|Flickr|Wikimedia "
    "Commons|Wikimedia|"
    "Handout|HANDOUT|Pool Photo|Pool|POOL|File Photo|File photo|FILE PHOTO|File|Tribune News Service|TNS|McClatchy|"
    "Middle East Images|SOPA Images|Pacific Press|Future Publishing|Contour|Stringer|Courtesy"
)
_AGENCY = rf"(?:{_AGENCY_NAMES})\b"
_JOIN = r"(?:[ \u00a0]?[/|,–—-][ \u00a0]?|[ \u00a0](?:via|for|through)[ \u00a0])"
_CHAIN = rf"{_AGENCY}(?:{_JOIN}{_AGENCY}){{0,4}}"
_WORD = r"(?:[^\W\d_a-z][\w'’-]*\.?|de|da|di|del|der|den|van|von|bin|al|el|la|le)"
_NAME = rf"(?!(?:An?|The)\b)[^\W\d_a-z](?:[\w'’-]*\.?|\.)(?:[ \u00a0]{_WORD}){{1,3}}"
_LABEL = (
    r"(?:(?:photo(?:graph|graphy|s)?|picture|image|pic|illustration|graphic|video)(?:[ ](?:credits?|source|"
    r"courtesy|by|via))*"
    r"|credits?|foto|file photo(?:graph)?)"
)
_TWO_AGENCIES = re.compile(rf"{_AGENCY}{_JOIN}{_AGENCY}.*")
#: What a picture credit says after its label: few words, no sentence.
_HOLDER = r"[^\W\d_a-z][^\n.;:!?()\[\]]{1,58}?"
_BRACKETED = re.compile(
    rf"[(\[](?:(?i:{_LABEL})[ ]?[:/|-]?[ ]?[^()\[\]\n]{{2,80}}"
    rf"|(?:{_NAME})[ ]?[/|,–—-][ ]?{_CHAIN}|(?:REUTERS|Reuters|AP Photo|AFP|AP|EPA)[ ]?/[ ]?[^()\[\]\n]{{2,60}})[)\]]"
)
_BRACKETED_LABEL = re.compile(rf"[(\[](?i:{_LABEL})[ ]?(?:[:/|]|[ ]by\b|[ ]-)")
_NAMED = re.compile(
    rf"(?P<join>[ \u00a0]?[/|][ \u00a0]?|[ \u00a0][–—-][ \u00a0]|[ \u00a0](?:via|for)[ \u00a0])(?P<chain>{_CHAIN})"
)
_BACKWARDS = re.compile(rf"(?:\A[ \u00a0]*|(?P<stop>[.!?…”\"’)\]])(?:[ \u00a0]+|(?![A-Z]\.)))(?P<name>{_NAME})\Z")
_SLASHED = re.compile(
    rf"\b(?:REUTERS|Reuters|AP Photo|AP Images|AFP|EPA)[ ]?/[ ]?(?P<name>{_NAME})(?:[ ]?[/,][ ]?(?:{_CHAIN}|{_NAME}))?"
)
_LABELLED = re.compile(
    rf"(?i:{_LABEL})[ ]?(?:[:|]|(?<=source),|(?<=by)|(?<=via)|(?<=courtesy))[ ]?(?P<holder>{_HOLDER})\.?\Z"
)
_ALONE = re.compile(rf"(?:{_NAME}{_JOIN})?(?:©[ ]?)?{_CHAIN}\.?")
_BARE_TAIL = re.compile(
    r"[.!?…”\"’)\]][ \u00a0]*(?P<credit>(?:\|[ \u00a0]?)?(?:(?:AFP|AP|EPA|NurPhoto|Anadolu)[ ]?(?:/|via)[ "
    r"]?)?Getty(?: Images)?|\|[ \u00a0]?[A-Z][\w /]{1,40})\Z"
)
#: A name and a holder that need not be known: a stroke with spaces, at the end of a paragraph that has no full stop.
_NAME_TAIL = re.compile(
    rf"[.!?…”\"’)\]][ \u00a0]*"
    rf"(?P<credit>{_NAME}[ \u00a0][/|][ \u00a0][^\W\d_a-z][\w&’'-]*(?:[ \u00a0]{_WORD}){{0,3}})\Z"
)
#: Words in small letters that a credit may have.
_SMALL_WORDS = frozenset("of the and for via by de da di del der den van von bin al el la le courtesy dpa pool".split())
#: Credits are looked for within this many characters of where they must begin or end.
_REACH = 80
#: A line longer than this is no credit.
_LINE_CHARS = 120


def is_credit_line(line: str) -> bool:
    """Tell whether a line is a picture credit and nothing else.

    >>> is_credit_line("Photograph: Ada Brook/Reuters")
    True
    """
    words = line.strip().strip("()[]").strip()
    if not words or len(words) > _LINE_CHARS:
        return False
    if _ALONE.fullmatch(words) or _SLASHED.fullmatch(words.rstrip(".")):
        return True
    labelled = _LABELLED.fullmatch(words)
    return labelled is not None and _is_holder(labelled["holder"])


def find_credits(text: str, start: int, end: int) -> list[Span]:
    """Return the credits that stand in a paragraph beside its prose, in text order and without overlap.

    A credit in brackets may stand anywhere. One without brackets begins where a sentence ends, with or without the
    space ("…left four dead.Ada Brook / AFP"), and goes on to the paragraph's end or to a capital letter.

    Args:
        text: The report's text.
        start: First code point of the paragraph.
        end: One past its last code point.
    """
    found = [Span(*match.span()) for match in _BRACKETED.finditer(text, start, end) if _is_bracketed(match.group())]
    for match in _NAMED.finditer(text, start, end):
        name = _BACKWARDS.search(text[max(start, match.start() - _REACH) : match.start()])
        # In mid-paragraph only a spaced stroke or two agencies tell a credit from "a Herald/Bloomberg poll".
        loose = match["join"] not in {" / ", " | "} and _TWO_AGENCIES.fullmatch(match["chain"]) is None
        ends = _ends_well(text, match.end(), end, loose=loose)
        if name is not None and ends and (name["stop"] or match.start() - start <= _REACH):
            found.append(Span(match.start() - len(name["name"]), match.end()))
    for match in _SLASHED.finditer(text, start, end):
        if _begins_well(text, match.start(), start) and _ends_well(text, match.end(), end, loose=True):
            found.append(Span(*match.span()))
    found += _tail(text, start, end)
    return _without_overlap(found)


def _is_bracketed(words: str) -> bool:
    """Tell whether bracketed words that look like a credit are one: a label needs its colon, slash or "by"."""
    return (
        _BRACKETED_LABEL.match(words) is not None
        or re.match(r"[(\[](?!(?i:photo|picture|image|pic|video|graphic))", words) is not None
    )


def _is_holder(words: str) -> bool:
    """Tell whether what follows a label names somebody: few words, and small letters only in those that join names."""
    parts = re.split(r"[\s/|,]+", words)
    return len(parts) <= 8 and all(not part[:1].islower() or part in _SMALL_WORDS for part in parts)


def _begins_well(text: str, place: int, start: int) -> bool:
    """Tell whether a sentence, or the paragraph, ends before ``place``."""
    before = text[max(start, place - 3) : place].rstrip()
    return not before or before[-1] in '.!?…”"’)]'


def _ends_well(text: str, place: int, end: int, *, loose: bool) -> bool:
    """Tell whether the paragraph, or a sentence, can begin at ``place``; ``loose`` credits end their paragraph."""
    rest = text[place : min(end, place + 4)]
    if not rest.strip(" \u00a0.)]"):
        return place + 4 >= end or not rest.strip()
    return not loose and rest[:1].isspace() and (rest.lstrip()[:1].isupper() or rest.lstrip()[:1] in "“\"‘'")


def _tail(text: str, start: int, end: int) -> list[Span]:
    """Return a credit at the paragraph's end that has a label, a bare agency, or a name and a stroke."""
    place = max(start, end - _REACH - 20)
    tail = text[place:end]
    bare = _BARE_TAIL.search(tail)
    if bare is not None and (not bare["credit"].startswith("|") or re.search(_AGENCY, bare["credit"])):
        return [Span(place + bare.start("credit"), end)]
    named = _NAME_TAIL.search(tail)
    if named is not None:
        return [Span(place + named.start("credit"), end)]
    for match in re.finditer(rf"(?<=[.!?…”\"’)\]])[ \u00a0]*(?P<label>(?i:{_LABEL})[ ]?[:|])", tail):
        labelled = _LABELLED.fullmatch(tail, match.start("label"))
        if labelled is not None and _is_holder(labelled["holder"]):
            return [Span(place + match.start("label"), end)]
    return []


def _without_overlap(spans: list[Span]) -> list[Span]:
    kept: list[Span] = []
    for span in sorted(spans, key=lambda span: (span.start, -span.end)):
        if not kept or span.start >= kept[-1].end:
            kept.append(span)
    return kept
