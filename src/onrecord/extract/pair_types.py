"""The type of the act between two given parties: what the network says of the pair, and of the acts about them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from onrecord.extract.acts import type_shares
from onrecord.extract.view import View
from onrecord.model.reading import ACT_TYPES, ActFrame
from onrecord.model.span import TokenRange

#: How much the acts say beside the pair.
ACTS_SAY = 0.7
#: Share of the acts' say that is spread over all types.
_EVEN = 0.1
_SIDES = {"actor": 0, "recipient": 1}


def types_between(
    view: View, seen: Mapping[str, float], sources: Sequence[TokenRange], targets: Sequence[TokenRange]
) -> dict[str, float]:
    """Return the probability of each type.

    Args:
        view: The sentence.
        seen: Probability of each type as the network sees it from the two parties.
        sources: Every mention of who acts.
        targets: Every mention of who is acted upon.
    """
    mixed = dict.fromkeys(ACT_TYPES, _EVEN / len(ACT_TYPES))
    weights = [(_weight(act, (sources, targets)), act) for act in view.reading.acts if act.types]
    total = sum(weight for weight, _ in weights)
    for weight, act in weights:
        for kind, share in type_shares(view, act, act.trigger).items():
            mixed[kind] += (1.0 - _EVEN) * weight / total * share
    odds = {kind: share * (mixed[kind] ** ACTS_SAY if weights else 1.0) for kind, share in seen.items()}
    whole = sum(odds.values())
    return {kind: share / whole for kind, share in odds.items()}


def _weight(act: ActFrame, parties: tuple[Sequence[TokenRange], Sequence[TokenRange]]) -> float:
    """Return how much an act counts: how sure it is, more where the given parties are its own."""
    own = sum(
        any(role.tokens.first < p.last and p.first < role.tokens.last for p in parties[_SIDES[role.name]])
        for role in act.roles
        if role.name in _SIDES
    )
    return act.score * (1.0 + own) ** 2
