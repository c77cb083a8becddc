"""Which stance a statement takes: what the network sees, and what the act and the polarity of the statement tell.

How often statements of each act and polarity take each stance was counted on annotated reports
(``training/stances.py``).
"""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import cast

from onrecord.model.dossier import Stance, Statement

#: How much the counts say beside the network; chosen on dev.
COUNTS_SAY = 1.0
#: Least probability that a statement takes a stance; chosen on dev.
LEAST = 0.4


def stance_of(statement: Statement, seen: Mapping[str, float]) -> tuple[Stance, float] | None:
    """Return the likeliest stance of a statement with its probability; None where it likely takes none.

    Args:
        statement: The statement.
        seen: Probability of each stance and of ``none``, as the network sees it; may be empty.
    """
    if not seen:
        return None
    told = _told().get(key_of(statement.act, statement.polarity), {})
    odds = {name: share * math.exp(COUNTS_SAY * told.get(name, 0.0)) for name, share in seen.items()}
    total = sum(odds.values())
    best = max((name for name in odds if name != "none"), key=odds.__getitem__)
    share = odds[best] / total
    return (cast(Stance, best), share) if share >= LEAST else None


def key_of(act: str | None, polarity: str) -> str:
    """Return what the counts are kept by."""
    return f"{act or '-'} {polarity}"


@cache
def _told() -> dict[str, dict[str, float]]:
    """Return by act and polarity what they add to the log odds of each stance."""
    table = json.loads((files("onrecord.extract") / "stances.json").read_text(encoding="utf-8"))
    return {key: {name: float(value) for name, value in row.items()} for key, row in table["told"].items()}
