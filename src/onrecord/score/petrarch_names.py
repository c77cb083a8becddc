"""Who the actor codes of PETRARCH-2's test sentences are: code to the names that stand for it in the sentences.

Made from the codings themselves: the name that stands where the code is expected. Where a code changes with the date
of a sentence, all its names count. Sectors behind a code ("GONMIL") are not asked for.
"""

from __future__ import annotations

import re
from functools import cache

#: Code, or the beginning of one, to names; the longest beginning counts.
NAMES: dict[str, tuple[str, ...]] = {
    "###": ("Nasgul",),
    "AFG": ("Afghan",),
    "ARN": ("Arnor",),
    "AUS": ("Australia",),
    "BIL": ("Shire",),
    "BRE": ("Bree", "Romendacil"),
    "CAF": ("Central African Republic",),
    "CAL": ("Calenardhon", "Calimehtar"),
    "DAG": ("Dagolath", "Telemar"),
    "DNK": ("Danish", "Zealand"),
    "DOL": ("Dol Amroth", "Dol_Amroth"),
    "ELF": ("Caras Galadhon", "Galadriel"),
    "ELR": ("Lorien",),
    "ERI": ("Eriador",),
    "ETH": ("Ethiopia",),
    "FOR": ("Fornost", "Umbardacil"),
    "FRA": ("France", "French"),
    "FRO": ("Shire",),
    "GAL": ("Lorien",),
    "GMW": ("West German",),
    "GON": ("Gondor", "Minas Tirith", "Falastur"),
    "GONGMO": ("Gonzo",),
    "HGW": ("Quibbler",),
    "HOB": ("Gollum", "Smeagol", "Slinker", "Stinker", "Frodo", "Gamgee"),
    "IGOAFR": ("AU", "African Union"),
    "IGOCOPITP": ("International Criminal Court", "ICC"),
    "IGOEEU": ("European Union", "EU"),
    "IMGMOSALQ": ("Al-Qaeda", "al-Qaeda"),
    "ITH": ("Ithilen", "Calimehtar"),
    "KOR": ("South Korea", "Seoul"),
    "KUW": ("Kuwait",),
    "LBY": ("Libya",),
    "MOR": ("Mordor", "Barad-dur", "Cirith Ungol"),
    "MRG": ("Morgul",),
    "NGM": ("Amnesty International",),
    "NGOARN": ("MSF", "Arnor"),
    "NZE": ("New Zealand",),
    "ORCHOB": ("Gamgee",),
    "OSG": ("Osgiliath",),
    "PAK": ("Pakistan",),
    "PHL": ("Philippines", "Philippine"),
    "PRK": ("North Korea", "Hermit Kingdom", "Pyongyang"),
    "RHO": ("Zimbabwe",),
    "ROH": ("Rohan",),
    "RUS": ("Russia", "Moscow"),
    "SAM": ("Shire",),
    "SHR": ("Michel Delving", "White Downs"),
    "USA": ("United States", "White House", "Washington", "KU", "K.U.", "US", "U.S."),
    "ZBW": ("Zimbabwe",),
}
#: What may follow a name: its people, its adjective, its possessive ("Eriadori", "Arnorian", "Rohans").
_TAIL = r"(?:i|ian|ans?|s|n|ni)?"


@cache
def name_pattern(code: str | None) -> re.Pattern[str] | None:
    """Return what finds a name of an actor code.

    Args:
        code: An actor code of the tests; the empty text for any of them.

    Returns:
        None where the code names nobody ("---GOV", "XYZ", none at all).

    >>> name_pattern("GONMIL").search("soldiers from Gondor").group()
    'Gondor'
    >>> name_pattern("---GOV") is None
    True
    """
    if code == "":
        names = [name for known in NAMES.values() for name in known]
    else:
        begin = next((code[:n] for n in range(len(code), 0, -1) if code[:n] in NAMES), None) if code else None
        names = list(NAMES[begin]) if begin else []
    if not names:
        return None
    ordered = sorted(map(re.escape, names), key=len, reverse=True)
    return re.compile(rf"(?<!\w)(?:{'|'.join(ordered)}){_TAIL}(?!\w)")
