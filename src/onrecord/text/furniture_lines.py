"""Whole paragraphs that are furniture: bylines, boilerplate, captions, headings."""

from __future__ import annotations

import re

_MONTHS_AND_DAYS = (
    "January February March April May June July August September October November December Monday Tuesday "
    "Wednesday Thursday Friday Saturday Sunday"
)
_NOT_NAMES = frozenset(_MONTHS_AND_DAYS.split())
_NAME_WORD = r"(?:[^\W\d_a-z][\w'’-]*\.?|de|da|di|del|der|den|van|von|bin|al|el|la|le)"
_NAME = rf"[^\W\d_a-z](?:[\w'’-]*\.?)(?:[ \u00a0]{_NAME_WORD}){{1,4}}"
_OFFICE = (
    r"(?:[\w’' -]{0,40}\b(?:correspondent|reporter|editor|staff|writer|contributor|columnist|bureau|chief|analyst|"
    r"news|press|"
    r"Reuters|AFP|AP|BBC|CNN|Bloomberg|Times|Post|Guardian|Journal|Herald|Agency|agencies)\b[\w’' -]{0,40})"
)
_BYLINE = re.compile(
    rf"(?i:(?:written |reported |story |words |report |text )?by):?[ \u00a0](?P<name>{_NAME}|Anonymous|Staff)"
    rf"(?P<more>(?:(?:,|[ ]and|[ ]&|[ ]\||[ ]/|[ ][-–—])[ ]?(?:and[ ])?(?:{_NAME}|{_OFFICE}|[^\W\d_a-z][\w.’' "
    rf"]{{2,40}})"
    rf"|[ ](?:in|for|at)[ ](?:the[ ])?[^\W\d_a-z][\w.’' ]{{1,40}}){{0,6}})[ ,|]*",
)
_NAME_AND_OFFICE = re.compile(rf"(?P<name>{_NAME})(?:,|[ ]\||[ ]/|[ ][-–—])[ ]{_OFFICE}")

#: Lines that are boilerplate from beginning to end.
_WHOLE = re.compile(
    r"""
    (?:share|tweet|e-?mail|print|save|copy|post|send|bookmark|like|comment|pin)
        (?:[ ](?:this|the|link|it|page|article|story))*
        (?:[ ](?:on|via|with|by|to|link)[ ][\w ,/&-]{1,40})?
  | (?:facebook|twitter|whatsapp|linkedin|reddit|telegram|messenger|pinterest|instagram|flipboard|[ ,|/•·-])+
  | (?:advertisement|advertising|sponsored(?:[ ](?:content|links?))?|ad|promoted|paid[ ]content|partner[ ]content)
  | (?:story|article|content|text)[ ]continues[ ](?:below|after)(?:[ ](?:the[ ])?advertisement|[ ]ad)?
  | (?:scroll|swipe)[ ](?:down|for|to)\b.{0,40} | loading | skip[ ](?:to|past)[ ].{1,40} | back[ ]to[ ]top
  | (?:view|show|see|hide|read|leave|post|add)?[ ]?(?:all[ ]|a[ ])?(?:\d+[ ])?comments?(?:[ ]\(?\d+\)?)?
  | (?:related|recommended|trending|most[ ](?:read|popular|viewed)|popular|
      more[ ](?:stories|news|on[ ]this(?:[ ]story)?)|
      (?:related|more)[ ](?:articles?|stories|topics?|content|coverage|links?)|editors?['’]?s?[ ]picks?|
      what[ ]to[ ]read[ ]next|you[ ](?:may|might)[ ]also[ ]like|top[ ]stories|latest[ ]news|read[ ]more|read[ ]next|
      keep[ ]reading|continue[ ]reading|more|tags?|topics?|listen|watch|play|video|live|menu|search|home|newsletters?|
      subscribe|sign[ ](?:in|up)|log[ ]in|register|donate)
  | \d+[ ]?-?[ ]?min(?:ute)?s?[ ]read | \d+[ ](?:shares?|comments?|likes?|views?)
    """,
    re.VERBOSE | re.IGNORECASE,
)
#: Beginnings that make the whole line boilerplate, and the most words such a line may have.
_BEGINNINGS = (
    (r"(?:read|see|watch|listen)(?:[ ](?:more|also|next|now|live|the full (?:story|article|report)))?[ ]?[:|»>→]", 30),
    (
        r"(?:also read|don['’]t miss|related(?: (?:story|stories|article|articles|coverage|content))?|more on this "
        r"story)[ ]?[:|]",
        30,
    ),
    (r"read (?:more|also|the full (?:story|article|report))\b(?! than\b)", 20),
    (r"(?:sign|signed) up (?:for|to|here|now|today)\b", 30),
    (r"(?:subscribe|register) (?:to|now|here|today|for)\b", 30),
    (
        r"(?:get|receive) (?:the latest|our|breaking|all the|unlimited|push) .{0,60}(?:news|newsletter|inbox|"
        r"alerts?|updates|app)\b",
        30,
    ),
    (r"(?:click|tap) (?:here|on|to|the)\b", 30),
    (
        r"(?:follow|join|find|like|contact|reach|e-?mail|write to)\b.{1,80}(?:\bon (?:twitter|x|facebook|instagram|"
        r"telegram|linkedin|whatsapp|youtube)\b|@)",
        35,
    ),
    (r"follow (?:us|me|him|her|them|the (?:bbc|guardian)|[\w ]{2,30}:)\b", 20),
    (r"(?:download|install|get) (?:our|the)\b.{0,40}\bapp\b", 25),
    (r"(?:©|\(c\)|copyright\b|all rights reserved)", 60),
    (
        r"(?:this (?:material|content|article|story|report|page|post)) (?:may not|is (?:protected|published|"
        r"republished|adapted|part of)|(?:was|has been) (?:originally |first |last |automatically )?(?:published|"
        r"updated|amended|corrected|edited|produced|translated|generated))\b",
        60,
    ),
    (r"(?:\(?(?:additional |further )?(?:reporting|writing|editing|compiled|graphics?|translation) by\b)", 90),
    (r"(?:with )?(?:additional )?(?:reporting from|files from|contributions? from|inputs from)\b", 25),
    (r"our standards:", 20),
    (r"(?:the )?[\w ,’'&.-]{2,80} contributed to this (?:report|story|article)\b", 40),
    (r"(?:support|help us|donate to)\b.{1,60}\b(?:journalism|donat\w+|newsroom|contribution)\b", 40),
    (
        r"(?:please )?enable (?:javascript|cookies)\b|(?:we|this (?:site|website)) uses? cookies\b|accept "
        r"(?:all )?cookies",
        60,
    ),
    (r"(?:newsletter|advertisement|download|podcast|live updates?)[ ]?[:|]", 30),
    (r"your (?:browser|subscription|privacy|email address)\b", 30),
    (r"(?:have you|do you have|got) a (?:story|news tip|tip)\b", 40),
    (r"by (?:signing up|subscribing|clicking|entering your email)\b", 60),
)
_BOILERPLATE = tuple((re.compile(beginning, re.IGNORECASE), most) for beginning, most in _BEGINNINGS)
#: Editors' sign-off at the end of a paragraph.
_SIGN_OFF = re.compile(
    r"(?:(?<=[.!?”\"’)])|\A)[ \u00a0]*(?P<off>\((?i:(?:additional )?reporting|writing|editing|compiled) by "
    r"[^()]{2,300}\)"
    r"|(?:Additional reporting|Reporting|Writing|Editing) by [^.!?\n]{2,300})[. ]*\Z"
)

_CAPTION = re.compile(
    r"file[ ](?:photo|picture|image)?[ ]?[-–—:]|(?:photo|picture|image|media|video)?[ ]?caption[ ]?[:,]?[ ]"
    r"|(?:photo|picture|image|pictured|above|below|left|right|file photo|in pictures)[ ]?:[ ]"
    r"|\(?(?:file|undated|handout)[ ](?:photo|picture|image)\b|in this (?:[\w., -]{0,40})?(?:photo|image|picture|"
    r"frame|handout)\b"
    r"|a (?:file|handout|satellite|combination|still) (?:photo|picture|image)\b|pictured(?: here| above| left| "
    r"right)?\b",
    re.IGNORECASE,
)
_POSES = re.compile(
    r"\((?:left|right|cent(?:er|re)|[lrc]|top|bottom|above|below|(?:second|third) from (?:left|right)|pictured)\)"
    r"|, (?:left|right|cent(?:er|re)|second from (?:left|right)), |\bseen here\b|\bpictured\b|\bfile (?:photo|"
    r"picture|image)\b"
    r"|\bin this (?:[\w., -]{0,30})?(?:photo|image|picture)\b|\bpose for a (?:photo|picture)|\bshakes? hands\b|"
    r"\blooks on\b",
    re.IGNORECASE,
)
#: A transcript names its speaker in capitals.
_SPEAKER = re.compile(r"[A-Z][A-Z .'’-]+:")
_BULLETS = frozenset("-–—•·*▪●○►‣>")
#: A heading has no more words and characters than this; the report's first line may have more.
_HEADING_WORDS, _HEADING_CHARS, _HEADLINE_WORDS, _HEADLINE_CHARS = 12, 90, 22, 160
_LINE_CHARS = 400


def is_byline(line: str) -> bool:
    """Tell whether a line names the authors and nothing else.

    >>> is_byline("By Ada Brook and Tom Reed in Lisbon")
    True
    """
    words = line.strip()
    if len(words) > 160:
        return False
    match = _BYLINE.fullmatch(words) or _NAME_AND_OFFICE.fullmatch(words)
    return match is not None and _NOT_NAMES.isdisjoint(match["name"].split())


def is_boilerplate(line: str) -> bool:
    """Tell whether a line is about the site and not about the news: share this, read more, all rights reserved."""
    words = line.strip()
    bare = words.strip(" .:…!»>→+-|•·[]()")
    if not words or len(words) > _LINE_CHARS:
        return False
    if _WHOLE.fullmatch(bare) or not bare:
        return True
    n_words = len(words.split())
    begun = words.lstrip(" •·-–—*>|[→(▪►")
    return any(n_words <= most and beginning.match(begun) for beginning, most in _BOILERPLATE)


def find_sign_off(text: str, start: int, end: int) -> tuple[int, int] | None:
    """Return the place of "Reporting by …; editing by …" at a paragraph's end; None where there is none."""
    place = max(start, end - _LINE_CHARS)
    match = _SIGN_OFF.search(text[place:end])
    return (place + match.start("off"), end) if match is not None else None


def is_caption(line: str, *, has_credit: bool, glued: bool) -> bool:
    """Tell whether a paragraph is the text of a picture.

    Args:
        line: The paragraph without its credit.
        has_credit: A picture credit stands at its end.
        glued: That credit follows without a space, as only picture text is put together.
    """
    words = line.strip()
    n_words = len(words.split())
    if n_words < 3:
        return False
    if n_words <= 70 and _CAPTION.match(words):
        return True
    if not has_credit or n_words > 60 or any(mark in words for mark in '“”"«»'):
        return False
    return glued or _POSES.search(words) is not None


def is_heading(line: str, following: str, *, first: bool) -> bool:
    """Tell whether a line is a headline or section label.

    It is short, ends in no full stop, and a paragraph follows that does not go on with it.

    Args:
        line: The line.
        following: The next paragraph of prose; empty where there is none.
        first: True where no prose comes before it.
    """
    words = line.strip()
    most_words, most_chars = (_HEADLINE_WORDS, _HEADLINE_CHARS) if first else (_HEADING_WORDS, _HEADING_CHARS)
    n_words = len(words.split())
    if not following or not words or n_words > most_words or len(words) > most_chars:
        return False
    if words[0] in _BULLETS or words[0] in '“"«(' or words[0].islower() or not any(char.isalpha() for char in words):
        return False
    if following[0].islower() or len(following.split()) <= n_words:
        return False
    if _SPEAKER.match(words) is not None:
        return False
    last = words.rstrip("’'”\")]»")[-1:]
    return last.isalnum() or last == "%" or (last == "?" and n_words >= 3)
