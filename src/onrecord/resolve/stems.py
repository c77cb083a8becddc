"""Words without their endings, and keys for them: what is compared over many reports."""

from __future__ import annotations

import re
from functools import lru_cache
from zlib import crc32

#: A word or a number; marks inside numbers belong to them.
WORD = re.compile(r"[^\W\d_](?:[^\W\d_]|['’](?=[^\W\d_]))*|\d+(?:[.,:]\d+)*")
#: Words that tell nothing of what a text is about.
STOP = frozenset(
    "a an the of in on at to for from by with and or but nor as is are was were be been being am has have had "
    "having do does did doing it its itself he him his himself she her hers they them their theirs themselves "
    "this that these those which who whom whose what when where why how not no s t d ll m re ve will would "
    "can could may might must shall should after before over into onto out up down about off under between "
    "against during through than then also there here say said says saying told tell tells i me my we us our "
    "ours you your yours if so such all some any each every more most much many other another own same very "
    "just only even still yet again while because until since though although however upon per via within "
    "without one ones both few per cent mr mrs ms".split()
)
_IRREGULAR = dict(
    pair.split(":")
    for pair in (
        "began:begin begun:begin bled:bleed blew:blow blown:blow bought:buy broke:break broken:break "
        "brought:bring built:build burnt:burn came:come caught:catch chose:choose chosen:choose cut:cut "
        "dealt:deal died:die dies:die drawn:draw drew:draw driven:drive drove:drive dug:dig dying:die "
        "fallen:fall fed:feed fell:fall felt:feel fled:flee flew:fly flown:fly fought:fight found:find "
        "froze:freeze frozen:freeze gave:give given:give gone:go got:get grew:grow grown:grow heard:hear "
        "held:hold hidden:hide hid:hide hung:hang kept:keep knew:know known:know laid:lay lain:lie lay:lie "
        "led:lead left:leave lent:lend lost:lose made:make meant:mean met:meet mistook:mistake "
        "overthrew:overthrow overthrown:overthrow paid:pay ran:run risen:rise rose:rise rung:ring sang:sing "
        "sank:sink sat:sit saw:see seen:see sent:send shaken:shake shook:shake shot:shoot shown:show "
        "slain:slay slew:slay sold:sell sought:seek spent:spend spoke:speak spoken:speak spun:spin "
        "stole:steal stolen:steal stood:stand struck:strike stricken:strike swam:swim swept:sweep sworn:swear "
        "swore:swear taken:take taught:teach thought:think threw:throw thrown:throw took:take tore:tear "
        "torn:tear understood:understand went:go withdrawn:withdraw withdrew:withdraw withheld:withhold "
        "woke:wake won:win wore:wear worn:wear wound:wound wrote:write written:write men:man women:woman "
        "children:child people:person wives:wife lives:life dead:die death:die deaths:die killer:kill "
        "lying:lie tying:tie"
    ).split()
)
_VOWELS = frozenset("aeiouy")
#: Endings that make nouns and adjectives of verbs, longest first; what is left keeps four letters at least.
_FAMILY = (
    "ization", "isation", "ification", "ations", "ation", "itions", "ition", "ements", "ement", "ments", "ment",
    "ances", "ance", "ences", "ence", "ities", "ity", "sions", "sion", "tions", "tion", "ions", "ion", "ings",
    "ing", "ures", "ure", "ers", "er", "ors", "or", "als", "al", "ages", "age", "ist", "ive", "able", "ful",
    "ness", "ies", "y",
)  # fmt: skip


@lru_cache(maxsize=65536)
def stem(word: str) -> str:
    """Return a word in lower case without possessive and inflection; forms that English inflects oddly by a table.

    >>> stem("Attacked"), stem("attacks"), stem("stopped"), stem("struck"), stem("troops'")
    ('attack', 'attack', 'stop', 'strik', 'troop')
    """
    low = word.lower().replace("’", "'").removesuffix("'s").rstrip("'")
    if low[:1].isdigit():
        return low
    low = _IRREGULAR.get(low, low)
    for ending, least in (("ied", 3), ("ies", 3), ("ing", 3), ("ed", 2), ("es", 3), ("s", 3)):
        rest = low[: -len(ending)]
        if low.endswith(ending) and len(rest) >= least - (ending[0] == "i" and ending != "ing") and _has_vowel(rest):
            if ending == "s" and rest[-1:] in ("s", "u", "i"):
                break
            if ending == "es" and not rest.endswith(("s", "x", "z", "ch", "sh", "o")):
                rest = low[:-1]
            if ending in ("ied", "ies"):
                rest += "y"
            if ending in ("ing", "ed") and len(rest) > 3 and rest[-1] == rest[-2] and rest[-1] not in "lsz":
                rest = rest[:-1]
            low = rest
            break
    return low[:-1] if low.endswith("e") and len(low) > 3 else low


def _has_vowel(word: str) -> bool:
    return any(letter in _VOWELS for letter in word)


@lru_cache(maxsize=65536)
def family(word_stem: str) -> str:
    """Return what a stem shares with the nouns made of it.

    >>> family(stem("resignation")) == family(stem("resigned"))
    True
    """
    fitting = (e for e in _FAMILY if word_stem.endswith(e) and len(word_stem) - len(e) >= 4)
    root = word_stem.removesuffix(next(fitting, ""))
    # "explode" and "explosion", "elect" and "election" differ in what stands before the ending.
    return root[:-1] if root[-1:] in ("t", "d", "s") and len(root) > 4 else root


@lru_cache(maxsize=1 << 18)
def key(sort: str, word: str) -> int:
    """Return the key of a word: 32 bits of it and of its sort ("word", "person").

    Cached less for speed than for memory: 100,000 traces share the numbers of their frequent words.
    """
    return crc32(f"{sort} {word}".encode("utf-8", "surrogatepass"))


def content_words(text: str) -> list[str]:
    """Return the words and numbers of a text that are about something, as printed."""
    return [w for w in WORD.findall(text) if len(w) > 1 and w.lower().replace("’", "'").removesuffix("'s") not in STOP]
