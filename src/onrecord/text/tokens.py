"""Words of a text, cut as Universal Dependencies treebanks of English cut them.

Clitics stand alone ("do" + "n't"), hyphened words come apart ("build" + "-" + "up") save after a prefix
("non-nuclear"), abbreviations keep their full stop. Other scripts are cut at spaces and punctuation.
"""

from __future__ import annotations

import re

from onrecord.model.span import Span

#: Glyphs that people type for an apostrophe.
APOSTROPHES = "'’‘`´ʼ′＇"
#: Characters without width: soft hyphen, joiners, direction marks, byte-order marks. Inside a word they belong to it;
#: alone they are as good as spaces.
INVISIBLE = "\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff"
#: The same, one by one.
INVISIBLE_CHARS = frozenset(
    {"\u00ad", "\u061c", "\u180e", "\ufeff"}.union(
        map(chr, range(0x200B, 0x2010)),
        map(chr, range(0x202A, 0x202F)),
        map(chr, range(0x2060, 0x2065)),
        map(chr, range(0x2066, 0x206A)),
    )
)
#: Marks that Python does not count as word characters though they stand inside words: accents, vowel signs.
_COMBINING = (
    "\u0300-\u036f\u0483-\u0489\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7\u0610-\u061a\u064b-\u065f\u0670"
    "\u06d6-\u06dc\u06df-\u06e8\u06ea-\u06ed\u0900-\u0903\u093a-\u094f\u0951-\u0957\u0962\u0963\u0981-\u0983"
    "\u09bc-\u09cd\u09d7\u0a01-\u0a51\u0a81-\u0acd\u0b01-\u0b57\u0b82-\u0bcd\u0c00-\u0c56\u0c81-\u0cd6\u0d00-\u0d57"
    "\u0d81-\u0ddf\u0e31\u0e34-\u0e3a\u0e47-\u0e4e\u0eb1\u0eb4-\u0ecd\u0f71-\u0f84\u102b-\u103e\u17b4-\u17d3"
    "\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe00-\ufe0f\ufe20-\ufe2f"
)
_ABBREVIATIONS = (
    "Mr|Mrs|Ms|Mlle|Mme|Messrs|Dr|Prof|Sen|Sens|Rep|Reps|Gov|Govs|Gen|Gens|Lt|Col|Maj|Capt|Cpl|Sgt|Adm|Cmdr|Brig|Rev|"
    "Hon|St|Ste|Mt|Ft|Jr|Sr|Ph\\.D|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept|Sep|Oct|Nov|Dec|Mon|Tue|Tues|Wed|Thu|Thur|Thurs|Fri|"
    "Sat|Sun|Inc|Ltd|Corp|Co|Bros|vs|etc|al|approx|dept|est|cf|ca|eds|Ala|Ariz|Ark|Calif|Colo|Conn|Del|Fla|Ga|Ill|Ind|"
    "Kan|Ky|La|Md|Mass|Mich|Minn|Miss|Mo|Mont|Neb|Nev|Okla|Ore|Pa|Penn|Tenn|Tex|Va|Vt|Wash|Wis|Wyo|Ave|Blvd|Rd|pp|Vol|Fig|Eq"
)
_PREFIXES = "non|e|mid|pre|re|co|anti|cross|post|semi|sub|pro|multi|ex|inter|neo|mini|super|counter|intra|socio|proto"
_DOMAINS = "com|org|net|gov|edu|info|mil|int|co\\.uk|htm|html|pdf|docx?|xlsx?"
_A = f"[{APOSTROPHES}]"
_CLITIC = rf"{_A}(?:s|S|re|ve|ll|d|m|RE|VE|LL|D|M)\b"
_NEGATED = "do|does|did|is|are|was|were|have|has|had|would|could|should|might|must"

_TOKEN = re.compile(
    rf"""
    n{_A}t\b | N{_A}T\b | {_CLITIC}
  | (?:https?://|www\.)[^\s<>"“”]+[^\s<>"“”.,;:!?)\]'’]         # addresses
  | [\w.+-]{{1,64}}+@[\w-]{{1,64}}(?:\.[\w-]{{1,24}}){{1,4}}
  | [@#]\w+
  | [^\W\d_](?:\.[^\W\d_])+(?:\.|\b(?!\.))                      # U.S., a.m., U.K
  | (?:{_ABBREVIATIONS})\.(?=\s|,|$|[A-Z])
  | (?:Nos?|[pcv]|[Aa]rt)\.(?=\s?\d) | v\.(?=\s[A-Z])
  | [A-Z]\.(?=\s?[A-Z][\w.’'])                                  # initials
  | (?i:(?:{_NEGATED})(?=n{_A}?t\b) | (?:ca|wo|ai|sha|need|ought)(?=n{_A}t\b))
  | (?i:can(?=not\b) | (?:gon|wan)(?=na\b) | got(?=ta\b))
  | \d{{4}}-\d\d-\d\d\b
  | \d{{1,3}}(?:,\d{{3}})+(?:\.\d+)?
  | \d+(?:\.\d+)+ | \d+:\d\d\b | \d+(?:/\d+)+
  | \d+(?=(?:[ap]m|AM|PM|[kmKM]|bn|tn|mm|cm|km|kg|kt|mph|kph|ft|GMT|BST|EST|EDT|CET|UTC)\b)
  | {_A}\d\ds?\b                                                # '90s
  | (?i:{_PREFIXES})-[^\W_]+
  | (?:U|US|A|C|NZ|HK|S)\$
  | [^\W_]+ (?:[{_COMBINING}{INVISIBLE}]+[^\W_]+)* [{_COMBINING}]*  # a word, with
      (?: \.(?:{_DOMAINS})\b                                    # example.org
        | &[A-Z]{{1,3}}\b                                       # AT&T
        | {_A}(?!(?:s|S|re|ve|ll|d|m|t|RE|VE|LL|D|M|T)\b)[^\W\d_]+  # Ba'ath, O'Neill
      )?
  | \.{{2,}} | -{{2,}} | –{{2,}} | —{{2,}} | _{{2,}} | ={{2,}} | \*{{2,}} | \+{{2,}} | [!?]{{2,}}
  | `` | '' | ´´ | ‘‘ | ’’ | ‚‚ | << | >> | ,,(?=\w)            # marks made of two
  | [^\s{INVISIBLE}]
    """,
    re.X,
)


def tokenize(text: str, start: int = 0, end: int | None = None) -> list[Span]:
    """Return the tokens of a stretch of text, in order and without overlap.

    Every character that is neither space nor invisible stands in exactly one token. Linear time whatever the input.

    Args:
        text: Any text.
        start: First code point to read.
        end: One past the last code point to read; None for all of it.

    >>> [token.of("He can't.") for token in tokenize("He can't.")]
    ['He', 'ca', "n't", '.']
    """
    stop = len(text) if end is None else end
    return [Span(*match.span()) for match in _TOKEN.finditer(text, start, stop)]
