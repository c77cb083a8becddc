"""What the network saw on a page: sentences, syntax, entities, frames."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, get_args

from onrecord.model.dossier import EventType, Modality, Stance
from onrecord.model.page import Page
from onrecord.model.span import TokenRange

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

#: Entity classes, as in the WorldWide corpus.
ENTITY_LABELS: tuple[str, ...] = (
    "Person",
    "Organization",
    "Location",
    "NORP",
    "Facility",
    "Date",
    "Money",
    "Product",
    "Misc",
)
#: What a cue of attribution does.
CUE_CLASSES: tuple[str, ...] = (
    "speech",
    "writing",
    "attitude",
    "demand",
    "threat",
    "promise",
    "denial",
    "evidence",
)
#: Roles a frame of attribution can have.
ROLES: tuple[str, ...] = ("source", "content", "addressee", "medium")
#: PLOVER types of acts, in the order of the network's outputs.
ACT_TYPES: tuple[str, ...] = get_args(EventType)
#: Roles an act can have.
ACT_ROLES: tuple[str, ...] = ("actor", "recipient", "place", "time", "condition")
#: What may become of an act.
MODALITIES: tuple[str, ...] = get_args(Modality)
#: Stances a statement can take; the first says that it takes none.
STANCES: tuple[str, ...] = ("none", *get_args(Stance))
#: What a name in a sentence is to the act that the sentence tells.
PARTY_ROLES: tuple[str, ...] = ("source", "target", "both")


@dataclass(frozen=True, slots=True)
class Entity:
    """A named mention."""

    tokens: TokenRange
    #: One of ``ENTITY_LABELS``.
    label: str
    #: Probability, 0 to 1.
    score: float = 1.0


@dataclass(frozen=True, slots=True)
class Role:
    """Tokens that fill one role of a frame; a content in two pieces is two roles."""

    #: One of ``ROLES``.
    name: str
    tokens: TokenRange
    #: Probability, 0 to 1.
    score: float = 1.0


@dataclass(frozen=True, slots=True)
class Frame:
    """A cue of attribution with its roles."""

    cue: TokenRange
    #: One of ``CUE_CLASSES``.
    cue_class: str
    roles: tuple[Role, ...]
    #: Probability that the cue is one, 0 to 1.
    score: float = 1.0
    #: Probability of each of ``STANCES``, ``none`` among them; empty in hand-built frames.
    stances: Mapping[str, float] = field(default_factory=dict)

    def fillers(self, name: str) -> tuple[TokenRange, ...]:
        """Return the token ranges that fill the role ``name``, in text order."""
        return tuple(sorted(role.tokens for role in self.roles if role.name == name))


@dataclass(frozen=True, slots=True)
class TriggerRating:
    """What became of an act, as far as its words tell."""

    #: Probability of each of ``MODALITIES``.
    modality: Mapping[str, float]
    #: Probability that the act demanded, offered or threatened is that something not be done.
    negated: float
    #: Probability that it lies long before the news of the report.
    background: float
    #: -3 (surely did not happen) to 3 (surely did).
    factuality: float
    #: PLOVER mode with its type ("ASSAULT/drone"); None where there is none.
    mode: str | None


@dataclass(frozen=True, slots=True)
class Parties:
    """Who acts and who is acted upon in a sentence, whatever the act; who does both stands in both."""

    sources: tuple[TokenRange, ...]
    targets: tuple[TokenRange, ...]


@dataclass(frozen=True, slots=True)
class ActFrame:
    """Words that name an act, with what became of it and its roles."""

    trigger: TokenRange
    #: Likeliest of ``ACT_TYPES``.
    type: str
    rating: TriggerRating
    #: Of ``ACT_ROLES``.
    roles: tuple[Role, ...] = ()
    #: Probability that it is an act, 0 to 1.
    score: float = 1.0
    #: Probability of each type, and the likeliest mode if it is of that type; empty in hand-built readings.
    types: Mapping[str, float] = field(default_factory=dict)
    modes: Mapping[str, str | None] = field(default_factory=dict)

    def fillers(self, name: str) -> tuple[TokenRange, ...]:
        """Return the token ranges that fill the role ``name``, in text order."""
        return tuple(sorted(role.tokens for role in self.roles if role.name == name))


@dataclass(frozen=True, slots=True)
class Reading:
    """The page as the network read it. All token numbers count over the whole page."""

    page: Page
    sentences: tuple[TokenRange, ...]
    #: Universal POS per token.
    upos: tuple[str, ...]
    lemmas: tuple[str, ...]
    #: Token number of each token's head; -1 for the root of a sentence.
    heads: tuple[int, ...]
    #: Universal Dependencies relation per token, with subtype ("nsubj:pass").
    deprels: tuple[str, ...]
    entities: tuple[Entity, ...] = ()
    frames: tuple[Frame, ...] = ()
    acts: tuple[ActFrame, ...] = ()
    #: Antecedent queries and keys, shape (n_tokens, 2, width), float32; token i and an earlier token j mean the same
    #: the more, the larger ``queries[i] @ keys[j]``. None in hand-built readings.
    antecedent_vectors: NDArray[np.float32] | None = field(default=None, compare=False, repr=False)
