"""Code lists of annotated reports: PLOVER 2.0 modes, contexts and sectors, and the values the data classes allow."""

from __future__ import annotations

from typing import get_args

from onrecord.model.dossier import (
    ActorKind,
    Bound,
    EventType,
    Modality,
    PlaceUse,
    Stance,
    TimeAnchor,
    TimeModifier,
    TimeType,
    Unit,
)
from onrecord.model.page import FurnitureKind

EVENT_TYPES: frozenset[str] = frozenset(get_args(EventType))
MODALITIES: frozenset[str] = frozenset(get_args(Modality))
STANCES: frozenset[str] = frozenset(get_args(Stance))
BOUNDS: frozenset[str] = frozenset(get_args(Bound))
UNITS: frozenset[str] = frozenset(get_args(Unit))
TIME_TYPES: frozenset[str] = frozenset(get_args(TimeType))
TIME_MODIFIERS: frozenset[str] = frozenset(get_args(TimeModifier))
TIME_ANCHORS: frozenset[str] = frozenset(get_args(TimeAnchor))
ACTOR_KINDS: frozenset[str] = frozenset(get_args(ActorKind))
PLACE_USES: frozenset[str] = frozenset(get_args(PlaceUse))
FURNITURE_KINDS: frozenset[str] = frozenset(get_args(FurnitureKind))

#: Modalities under which an event may be ``negated``: what is demanded, offered or threatened is that it not be done.
NEGATABLE: frozenset[str] = frozenset({"demanded", "offered", "threatened"})

#: PLOVER modes of each type; types that are missing have none.
MODES: dict[str, frozenset[str]] = {
    "CONSULT": frozenset("visit third-party multilateral phone".split()),
    "RETREAT": frozenset("withdraw release return disarm ceasefire access resign".split()),
    "REQUEST": frozenset("assist change yield meet".split()),
    "ACCUSE": frozenset("disapprove investigate allege".split()),
    "REJECT": frozenset("assist change yield meet".split()),
    "THREATEN": frozenset("restrict arrest relations expel territory violence".split()),
    "PROTEST": frozenset("demo riot strike hunger boycott obstruct".split()),
    "SANCTION": frozenset("convict expel withdraw discontinue".split()),
    "MOBILIZE": frozenset("troops weapons police militia".split()),
    "COERCE": frozenset("seize restrict censor curfew martial-law arrest deport withhold misinformation cyber".split()),
    "ASSAULT": frozenset(
        "abduct beat torture sexual targeted destroy primitive firearms explosives suicide-attack aerial drone "
        "heavy-weapons crowd-control unconventional sideAB".split()
    ),
}

CONTEXTS: frozenset[str] = frozenset(
    "military intelligence executive legislative election political_institutions pro_democracy pro_autocracy economic "
    "legal reparations human_rights rights_freedoms repression human_security gender lgbt religion_ethnicity "
    "inequality diplomatic territory peacekeeping health asylum migration disasters natural_resource environment "
    "technology terrorism cbrn cyber misinformation crime corruption illegal_drugs trafficking".split()
)

SECTORS: frozenset[str] = frozenset(
    "GOV MIL REB CRM REL CVL BUS LEG JUD COP MED JRN EDU OPP UAF SPY AGR PTY LAB NGO IGO ELI REF SOC HLH PRM NON "
    "UNK".split()
)

#: Codes of bodies that stand where a country code does.
BODIES: frozenset[str] = frozenset({"EUR", "NATO", "UNO", "IGO", "WST"})
