"""What a report uses a name of a place for: the place itself, its government, or to tell of what sort a thing is.

Words decide, and syntax where the Reading has it: "Moscow denied" is a government, "Russian troops" a modifier, "in
Moscow" a place.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from onrecord.codebook.gazetteer import Entry
from onrecord.model.dossier import PlaceUse

_WHERE = frozenset(
    "in at near inside outside around across into throughout within through off onto via between toward "
    "towards along over above beyond from en leaving left leave reached reach visit visited visiting entered "
    "entering enter fled outskirts surrounding besieged captured seized invaded invading bombed shelled "
    "struck hit occupied".split()
)
_OFFICES = frozenset(
    "ambassador ambassadors envoy envoys relations ties talks pressure sanctions war deal agreement dialogue "
    "accord support negotiations alliance message warning letter tensions dispute embargo threat threats "
    "demands treaty pact policy stance aggression cooperation conflict trust".split()
)
_TO_OFFICE = frozenset({"to", "with", "on", "against", "for", "between", "toward", "towards", "by", "from"})
_TITLES = frozenset(
    "president minister king queen prince emir sultan ruler chancellor premier government parliament people "
    "peoples army leader leaders secretary ministry bank embassy ambassador governor senate congress republic "
    "authorities".split()
)
#: Words whose object is told, blamed or helped: a party, not a spot.
_TOLD = frozenset(
    "accuse accused accuses accusing urge urged urges urging blame blamed blames blaming warn warned warns "
    "warning tell told asks asked ask asking give gave giving help helped helping join joined condemn "
    "condemned condemning thank thanked pressing pressed persuade persuaded sanction sanctioned arm arming".split()
)
_SPEAKS = frozenset(
    "say says said deny denies denied accuse accuses accused warn warns warned want wants wanted demand "
    "demands demanded insist insists insisted reject rejects rejected call calls called urge urges urged vow "
    "vows vowed threaten threatens threatened agree agrees agreed refuse refuses refused announce announces "
    "announced condemn condemns condemned claim claims claimed believe believes believed hope hopes hoped "
    "fear fears feared offer offers offered propose proposes proposed support supports supported back backs "
    "backed oppose opposes opposed sign signs signed impose imposes imposed decide decides decided seek seeks "
    "sought ask asks asked tell tells told argue argues argued pledge pledges pledged recognize recognizes "
    "recognise recognised has have had will would is was must should may could can might does did plans "
    "planned plan expects expected expelled expels sent sends gave gives considers considered responded "
    "responds retaliated withdrew suspended launched sanctioned lobbied summoned protested welcomed "
    "criticized criticised".split()
)
#: Things of which a name before them says where they are.
_PLACE_NOUNS = frozenset(
    "border borders coast capital city town village province region area airport port territory airspace "
    "waters suburb suburbs neighbourhood neighborhood district street streets river mountains desert "
    "outskirts countryside shore shores north south east west northeast northwest southeast southwest "
    "interior heartland hospital hotel school university prison station beach island islands hills valley "
    "park bridge square church mosque base camp stadium road highway museum theatre theater line frontline "
    "front frontier north-east enclave peninsula residents plant".split()
)
_PASSED_OVER = frozenset({"the", "'s", "both", "neighbouring", "neighboring"})
_MARKS_AFTER = frozenset({",", ".", ";", ":", "!", "?", ")", "”", '"', "-", "–", "—", "(", "…", "’", "'"})
_NOUN_TAGS = frozenset({"NOUN", "PROPN"})


@dataclass(frozen=True, slots=True)
class Surroundings:
    """A name among its words; syntax is empty where there is none."""

    #: Lower-case words before the name, nearest last.
    before: Sequence[str]
    #: Words after it, as they stand, nearest first, a possessive among them.
    after: Sequence[str]
    #: Relation of its head word ("nsubj"); "" or "dep" where unknown.
    relation: str = ""
    #: Lemma and Universal POS of the word it hangs on.
    governor: str = ""
    governor_tag: str = ""


def use_of(entry: Entry, around: Surroundings) -> PlaceUse:
    """Return what a name is used for."""
    if entry.sort == "people":
        return "modifier"
    possessive, following = _following(around.after)
    place_noun = following.lower() in _PLACE_NOUNS
    if possessive:
        return "literal" if place_noun or not following else "modifier"
    relation = around.relation.split(":")[0]
    if relation in ("compound", "amod") and around.governor_tag in _NOUN_TAGS:
        return "literal" if around.governor in _PLACE_NOUNS else "modifier"
    if entry.kind == "country" or entry.is_capital or entry.precision >= 6:
        return _use_of_state([w for w in around.before if w not in _PASSED_OVER], following, relation)
    return "literal"


def _use_of_state(before: Sequence[str], following: str, relation: str) -> PlaceUse:
    """Return what the name of a country or capital is used for: only such names stand for governments."""
    last = before[-1] if before else ""
    office = _is_office(before) or (last == "of" and any(word in _TITLES for word in before[-4:-1])) or last in _TOLD
    if last in _WHERE and not (office and last in _TO_OFFICE):
        return "literal"
    # "rejected by Washington": who does it.
    office = office or (last == "by" and relation == "obl")
    speaks = relation == "nsubj" or following.lower() in _SPEAKS
    if office or (speaks and last not in ("of", "to", "for")):
        return "government"
    is_modifier = _is_compound(following, relation) and following.lower() not in _PLACE_NOUNS
    return "modifier" if is_modifier else "literal"


def _following(after: Sequence[str]) -> tuple[bool, str]:
    """Return whether a possessive follows, and the first word behind it; "" for a mark."""
    words = list(after)
    possessive = bool(words) and words[0].lower() in ("'s", "’s", "’", "'")
    rest = words[1:] if possessive else words
    first = rest[0] if rest and rest[0] not in _MARKS_AFTER else ""
    return possessive, first


def _is_office(before: Sequence[str]) -> bool:
    """Tell whether the words before are an office or a dealing with a state ("ambassador to", "sanctions against")."""
    near = list(before[-4:])
    links = [n for n, word in enumerate(near) if word in _TO_OFFICE]
    return bool(links) and any(word in _OFFICES for word in near[: links[-1]])


def _is_compound(following: str, relation: str) -> bool:
    """Tell whether a noun follows that the name goes with; only where no syntax says otherwise."""
    if relation not in ("", "dep") or not following or not following[0].isalpha():
        return False
    return following.lower() not in _FUNCTION and following.lower() not in _SPEAKS and not following.endswith("ed")


_FUNCTION = frozenset(
    "a an the and or but nor of in on at to by for from with as that which who whose where when while since "
    "until after before because if than then also not has have had is are was were be been being will would "
    "could should may might must can do does did said says it its he his she her they their this these those "
    "there so such more most last next yesterday today tomorrow monday tuesday wednesday thursday friday "
    "saturday sunday during over under about into against between through despite amid among without within "
    "near every all both only still now just ago later earlier early late alone again too already soon once "
    "via per up down out off back away like including".split()
)
