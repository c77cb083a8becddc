"""Code lists of annotated reports: PLOVER 2.0 modes, contexts and sectors (from the code book), and the values the data
classes allow."""

from __future__ import annotations

from typing import get_args

from onrecord.codebook.plover import plover
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
    name: frozenset(entry.modes) for name, entry in plover().types.items() if entry.modes
}
CONTEXTS: frozenset[str] = frozenset(plover().contexts)
SECTORS: frozenset[str] = frozenset(plover().sectors)

#: Codes of bodies that stand where a country code does.
BODIES: frozenset[str] = frozenset({"EUR", "NATO", "UNO", "IGO", "WST"})
