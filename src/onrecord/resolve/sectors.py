"""Sectors: what part of a society somebody acts for, as PLOVER's codes."""

from __future__ import annotations

from collections.abc import Iterable

from onrecord.codebook.actors import BODY_CODES, Office, find_office
from onrecord.model.reading import Reading
from onrecord.resolve.cluster import Cluster
from onrecord.resolve.ties import Described

#: Sectors of the powers of a state.
OF_STATE = frozenset({"GOV", "MIL", "COP", "LEG", "JUD", "SPY"})
#: Offices of those who speak for a body, or lead it: its sector is theirs.
SPEAKING = frozenset(
    """spokesman spokeswoman spokesperson spokespeople official officials source head chief leader chairman chairwoman
    chair director director-general secretary secretary-general president vice president member representative
    negotiator envoy delegate adviser advisor aide commander deputy diplomat officer executive manager founder
    coordinator commissioner inspector ambassador minister mediator governor mayor leaders
    """.split()
) | {"secretary general", "general secretary", "high commissioner", "press secretary", "chief executive"}
#: Sectors of bodies that their people share, whatever their office is called.
_SHARED = frozenset(
    {"REB", "UAF", "IGO", "MIL", "COP", "SPY", "PTY", "OPP", "NGO", "BUS", "LEG", "JUD", "LAB", "REL", "EDU", "CRM"}
)
#: Of soldiers' bodies only these tell more than their rank does.
_OF_FIGHTERS = frozenset({"REB", "UAF", "COP", "CRM"})


def sector_of(reading: Reading, described: Described, body: Cluster | None) -> str | None:
    """Return the sector that a description gives: that of the body it names, else that of the office.

    "A rebel commander", "the army's spokesman", "a spokesman for the Union".
    """
    office = described.office
    own = office.sector
    words = [reading.page.word(t).lower() for t in range(described.tokens.first, described.head)]
    if _is_former(words) and own in OF_STATE:
        return "ELI"
    told = _of_words(words, office)
    if told is None and body is not None and office.noun in SPEAKING and body.kind != "person":
        told = "IGO" if body.country in BODY_CODES else body.sector
    if told in _SHARED and (own != "MIL" or told in _OF_FIGHTERS):
        return told
    return own or told


def _is_former(words: Iterable[str]) -> bool:
    return bool({"former", "ex", "retired"} & set(words))


def _of_words(words: list[str], office: Office) -> str | None:
    """Return the sector of a body that stands before the office: "foreign ministry | spokesman"."""
    if office.noun not in SPEAKING and office.sector != "MIL":
        return None
    for end in range(len(words), 0, -1):
        if words[end - 1] in _ADJECTIVES:
            return _ADJECTIVES[words[end - 1]]
        found = find_office(" ".join(words[max(0, end - 3) : end]))
        if found is not None and found.sector is not None and found.noun not in SPEAKING:
            return found.sector
    return None


#: Adjectives and nouns before an office that tell a sector.
_ADJECTIVES = {
    **dict.fromkeys(("rebel", "separatist", "secessionist", "insurgent", "guerrilla", "militia", "militant"), "REB"),
    **dict.fromkeys(("military", "army", "naval", "navy", "air-force"), "MIL"),
    **dict.fromkeys(("opposition", "dissident"), "OPP"),
    **dict.fromkeys(("police",), "COP"),
    **dict.fromkeys(("gang", "drug"), "CRM"),
    **dict.fromkeys(("intelligence",), "SPY"),
    **dict.fromkeys(("party", "republican", "democratic", "conservative", "socialist", "labour"), "PTY"),
    **dict.fromkeys(("union",), "LAB"),
    **dict.fromkeys(("business", "company", "oil"), "BUS"),
    **dict.fromkeys(("religious", "church"), "REL"),
    **dict.fromkeys(("parliamentary",), "LEG"),
    **dict.fromkeys(("un", "u.n.", "nato", "eu", "e.u."), "IGO"),
}


def leader_sector(offices: tuple[str, ...], country: str) -> str | None:
    """Return the sector of a statesman by his first office: "rebel leader", "defence minister"."""
    first = offices[0].split()
    if len(first) > 1 and first[0] in _ADJECTIVES:
        return _ADJECTIVES[first[0]]
    office = find_office(offices[0])
    if country in BODY_CODES and not (office is not None and office.sector == "MIL"):
        return "IGO"
    return office.sector or "GOV" if office is not None else None


def named_sector(names: Iterable[str]) -> str | None:
    """Return the sector that the name of a body tells by its nouns: "Committee to Protect Journalists"."""
    for name in names:
        words = name.lower().split()
        for sector, nouns in _NAME_NOUNS.items():
            if nouns & set(words):
                return sector
    return None


_NAME_NOUNS: dict[str, frozenset[str]] = {
    "REB": frozenset({"liberation", "rebel", "rebels", "mujahideen", "jihad"}),
    "PTY": frozenset({"party", "rally", "democrats", "republicans", "coalition", "unionists", "nationalists"}),
    "JUD": frozenset({"court", "tribunal"}),
    "COP": frozenset({"police", "gendarmerie", "coastguard"}),
    "MIL": frozenset({"army", "navy", "forces", "military", "fleet", "brigade", "regiment", "guard", "staff"}),
    "LEG": frozenset({"parliament", "assembly", "congress", "senate", "knesset", "majlis"}),
    "GOV": frozenset({"ministry", "department", "government", "cabinet", "administration", "directorate"}),
    "LAB": frozenset({"workers", "teamsters", "unions"}),
    "BUS": frozenset({"corp", "corporation", "inc", "ltd", "co", "company", "group", "plc", "ag", "airlines", "oil"}),
    "MED": frozenset({"news", "times", "post", "tv", "television", "radio", "newspaper", "daily", "herald", "press"}),
    "EDU": frozenset({"university", "institute", "college", "academy"}),
    "NGO": frozenset({"foundation", "amnesty", "watch", "rights", "red"}),
}
