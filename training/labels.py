"""The label sets the network is trained with; they travel in the manifest of the weights."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from onrecord.model.reading import (
    ACT_ROLES,
    ACT_TYPES,
    CUE_CLASSES,
    ENTITY_LABELS,
    MODALITIES,
    PARTY_ROLES,
    ROLES,
    STANCES,
)
from onrecord.score.codes import MODES

UPOS: tuple[str, ...] = [
    "ADJ",
    "ADP",
    "ADV",
    "AUX",
    "CCONJ",
    "DET",
    "INTJ",
    "NOUN",
    "NUM",
    "PART",
    "PRON",
    "PROPN",
    "PUNCT",
    "SCONJ",
    "SYM",
    "VERB",
    "X",
]  # type: ignore[assignment]
#: Entity labels: none, then beginning and inside of each class.
ENTITY_TAGS: tuple[str, ...] = ("O", *(f"{p}-{name}" for name in ENTITY_LABELS for p in "BI"))
#: Cue labels: none, inside, then the beginning of a cue of each class.
CUE_TAGS: tuple[str, ...] = ("O", "I", *(f"B-{name}" for name in CUE_CLASSES))
#: Role labels: none, the cue itself, then beginning, inside, end and single of each role.
ROLE_TAGS: tuple[str, ...] = ("O", "cue", *(f"{p}-{name}" for name in ROLES for p in "BIES"))
#: Act labels: none, inside, then the beginning of a trigger of each type.
ACT_TAGS: tuple[str, ...] = ("O", "I", *(f"B-{name}" for name in ACT_TYPES))
#: What a word is to an act: nothing, the trigger itself, then beginning and inside of each role.
ACT_ROLE_TAGS: tuple[str, ...] = ("O", "trigger", *(f"{p}-{name}" for name in ACT_ROLES for p in "BI"))
#: What a word is to the act its sentence tells, whatever its trigger.
PARTY_TAGS: tuple[str, ...] = ("O", *(f"{p}-{name}" for name in PARTY_ROLES for p in "BI"))
#: Modes of which the annotated reports have no example.
_UNSEEN_MODES = frozenset({"PROTEST/vandalize"})
#: Modes of all types; the first says that there is none.
MODE_NAMES: tuple[str, ...] = (
    "none",
    *(
        name
        for kind in ACT_TYPES
        for mode in sorted(MODES.get(kind, ()))
        if (name := f"{kind}/{mode}") not in _UNSEEN_MODES
    ),
)
_NAMES = (
    "upos", "deprel", "lemma", "entity", "cue", "role", "act", "act_role", "party", "modality", "mode", "stance",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class LabelSets:
    """Every label set of the network, in the order of its outputs."""

    upos: tuple[str, ...]
    deprel: tuple[str, ...]
    lemma: tuple[str, ...]
    entity: tuple[str, ...] = ENTITY_TAGS
    cue: tuple[str, ...] = CUE_TAGS
    role: tuple[str, ...] = ROLE_TAGS
    act: tuple[str, ...] = ACT_TAGS
    act_role: tuple[str, ...] = ACT_ROLE_TAGS
    party: tuple[str, ...] = PARTY_TAGS
    modality: tuple[str, ...] = MODALITIES
    mode: tuple[str, ...] = MODE_NAMES
    stance: tuple[str, ...] = STANCES

    def as_dict(self) -> dict[str, list[str]]:
        """Return the sets as plain lists for the manifest."""
        return {name: list(getattr(self, name)) for name in _NAMES}


def collect_labels(deprels: Iterable[str], lemma_rules: Iterable[str]) -> LabelSets:
    """Build the label sets from what the training trees hold.

    A lemma rule must occur three times to be a label: rarer ones are left to the run-time fallback.
    """
    rules = [rule for rule, n in Counter(lemma_rules).most_common() if n >= 3]
    return LabelSets(upos=tuple(UPOS), deprel=tuple(sorted(set(deprels))), lemma=tuple(rules))


def mask_of(numbers: Sequence[int]) -> int:
    """Return the bit mask that allows the labels with these numbers."""
    mask = 0
    for number in numbers:
        mask |= 1 << number
    return mask
