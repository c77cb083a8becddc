"""What a report uses a name of a place for: the place itself, its government, or to tell of what sort a thing is.

Words decide, and syntax where the Reading has it: "Moscow denied" is a government, "Russian troops" a modifier, "in
Moscow" a place.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from onrecord.codebook.actors import find_named
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
#: Who holds an office or belongs to a body "of" a place.
_HOLDERS = frozenset(
    "president presidents presidency minister ministers premier premiers king queen prince emir sultan ruler rulers "
    "chancellor leader leaders governor governors mayor mayors governorship ambassador ambassadors envoy envoys "
    "secretary head heads chief chiefs commander bishop archbishop government governments army parliament ministry "
    "bank embassy tribunal court senate congress authorities mediator mediators diplomat diplomats representative "
    "representatives ally allies friend friends behalf peoples republic".split()
)
#: Bodies and servants of a state: "the ministry in Lima" says whose it is, where it acts itself.
_BODIES = re.compile(
    r"(?:government|regime|leadership|administration|ministry|authorit(?:y|ies)|military|army|navy|command|embassy|"
    r"parliament|ambassador|envoy|general|official|leader|spokes(?:man|woman|person)|minister)s?$"
)
_RULERS = frozenset({"government", "governments", "regime", "leadership", "administration"})
_NOBODY = frozenset({"nobody", "anybody", "somebody", "everybody", "anyone", "someone", "everyone", "no-one"})
#: Beginnings of verbs whose object is a party that is told, given, judged: "advised", "exhorted", "recognise".
_TREATED = re.compile(
    r"(?:advis|exhort|urg|warn|told$|tell|ask|beg|beseech|implor|press|persuad|remind|assur|inform|notif|accus|blam|"
    r"condemn|denounc|critici|thank|prais|congratulat|giv|gave|hand|offer|promis|grant|lend|lent|sell|sold|owe|"
    r"help|assist|support|back|arm(?:s|ed|ing)?$|join|follow|recogni|suspend|expel|sanction|punish|sue[sd]?$|suing|"
    r"threaten|challeng|consult|engag|trust|distrust|deter|appeas|reassur|pressur|lobb|persuad|forc|oblig|allow|"
    r"declar|deem|brand)"
)
#: Nouns for what is dealt to a party: "arms deliveries to", "a letter to", "money for".
_DEALT = frozenset(
    "delivery deliveries sale sales export exports supply supplies shipment shipments aid loan loans credit money "
    "line appeal appeals death answer reply response assurance assurances pledge pledges offer offers debt loyalty "
    "opposition help backing arms weapons concession concessions ultimatum guarantee guarantees contact contacts "
    "message messages letter letters note chance deadline proposal influence".split()
)
#: Beginnings of verbs that with "to" reach a party, and with "for" lead to a spot.
_ADDRESSED = re.compile(
    r"(?:giv|gave|talk|speak|spoke|appeal|sell|sold|lend|lent|offer|listen|yield|answer|reply|replie|belong|respond|"
    r"apolog|complain|promis|pledg|grant|object|hand)"
)
_BOUND = re.compile(r"(?:leav|left|head|bound|sail|depart|set|fly|flew|flies|start|make|made|embark|destin)")
_ASSAULTS = re.compile(
    r"(?:attack|assault|raid|strik|strike|struck|bomb|shell|fir|march|advanc|descend|drop|fall|fell|land|invasion|"
    r"rain|converg|hous|hit|war$|clos)"
)
#: Names of seas and mountains: nobody's government.
_NATURAL = re.compile(
    r"\b(?:sea|ocean|gulf|straits?|bay|channel|lake|river|islands?|mountains?|valley|desert|peninsula|bridge|pass|"
    r"canal|corridor|line|hill|tunnel|square|crossing|plain|plateau|basin)\b",
    re.IGNORECASE,
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
    "front frontier north-east enclave peninsula residents plant palace lawn ballroom pagoda temple tunnel gate "
    "pass hill fort garden cathedral monastery market harbour harbor quarter summit".split()
)
_TOWN = frozenset({"in", "at", "near", "outside", "around", "inside"})
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
    #: That word as it stands in lower case, and its own relation.
    governor_word: str = ""
    governor_relation: str = ""


def use_of(entry: Entry, around: Surroundings, *, is_site: bool = False) -> PlaceUse:
    """Return what a name is used for.

    Args:
        entry: The place it means.
        around: The words round the name.
        is_site: True where the place only says where about a site lies that the name is of ("Perth Avenue").
    """
    if entry.sort == "people":
        return "modifier"
    before = [w for w in around.before if w not in _PASSED_OVER]
    if _is_held(before, around):
        return "government" if not is_site and _is_party(entry) else "modifier"
    possessive, following = _following(around.after)
    place_noun = following.lower() in _PLACE_NOUNS
    if possessive:
        airspace = [w.lower() for w in around.after[1:3]] == ["air", "space"]
        return "literal" if place_noun or airspace or not following else "modifier"
    relation = around.relation.split(":")[0]
    if relation in ("compound", "amod", "det") and around.governor_tag in _NOUN_TAGS:
        town = entry.kind != "country" and bool(around.before) and around.before[-1] in _TOWN
        return "literal" if town or {around.governor, around.governor_word} & _PLACE_NOUNS else "modifier"
    if not is_site and _is_party(entry):
        return _use_of_state(before, following, relation, around)
    return "literal"


def _is_party(entry: Entry) -> bool:
    """Tell whether a name may stand for a government: countries, capitals, regions with a will, seats of power."""
    if entry.kind == "country" or entry.is_capital:
        return True
    named = find_named(entry.name) if entry.kind in ("city", "region", "admin1") else None
    if named is not None and named.kind == "government" and named.country == entry.country:
        return True
    return entry.precision >= 6 and not _NATURAL.search(entry.name)


def _is_held(before: Sequence[str], around: Surroundings) -> bool:
    """Tell whether an office or body is held "of" the place: "the governor of", "Robert Fico of", "the Army of"."""
    if len(before) < 2 or before[-1] != "of":
        return False
    return before[-2] in _HOLDERS or (
        around.governor_tag == "PROPN"
        and around.relation.startswith("nmod")
        and not {around.governor_word, before[-2]} & _PLACE_NOUNS
    )


def _use_of_state(before: Sequence[str], following: str, relation: str, around: Surroundings) -> PlaceUse:
    """Return what the name of a country or capital is used for: only such names stand for governments."""
    last = before[-1] if before else ""
    if _is_dealt_with(before, relation, around):
        return "government"
    office = _is_office(before) or (last == "of" and any(word in _TITLES for word in before[-2:-1])) or last in _TOLD
    if last in _WHERE and not (office and last in _TO_OFFICE):
        return "literal"
    # "rejected by Washington": who does it.
    office = office or (last == "by" and relation == "obl")
    speaks = relation == "nsubj" or following.lower() in _SPEAKS
    if office or (speaks and last not in ("of", "to", "for")):
        return "government"
    is_modifier = _is_compound(following, relation) and following.lower() not in _PLACE_NOUNS
    return "modifier" if is_modifier else "literal"


def _is_dealt_with(before: Sequence[str], relation: str, around: Surroundings) -> bool:
    """Tell by syntax whether a state is a party to the word it hangs on: "advised Kathmandu", "sided with Riyadh"."""
    if relation in ("obj", "iobj"):
        return relation == "iobj" or bool(_TREATED.match(around.governor_word))
    if relation == "root":
        # "Brazil: …", "And France?", "Seoul again offered": what a report hangs on the name of a state.
        where = bool(before) and before[-1] in _WHERE
        return not where and not (around.after and around.after[0] in (".", ","))
    return relation in ("obl", "nmod") and bool(before) and _links_party(before, relation, around)


def _links_party(before: Sequence[str], relation: str, around: Surroundings) -> bool:
    """Tell whether the preposition before a state makes it a party ("contact with", "called on"), no spot."""
    last, noun, word = before[-1], before[-2] if len(before) > 1 else "", around.governor_word
    if last in ("on", "upon"):
        return not (_ASSAULTS.match(word) or noun in _PLACE_NOUNS)
    if last in ("to", "for") and relation == "obl" and noun not in _DEALT:
        return bool(_ADDRESSED.match(word)) if last == "to" else not _BOUND.match(word)
    if last == "in" and relation == "nmod":
        speaks = around.governor_relation.startswith("nsubj")
        return word in _NOBODY or word in _RULERS or (speaks and bool(_BODIES.match(word)))
    return last in ("with", "without", "against", "about") or (last in ("to", "for") and noun in _DEALT)


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
