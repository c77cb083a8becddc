"""Events, positions, figures, times and places of two dossiers of one text, compared as docs/dossier.md says.

Facts in furniture (a dateline's place, a caption's figure) are neither asked for nor held against anybody.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from math import isclose
from typing import TypeVar

from onrecord.model.dossier import Dossier, Event, Figure, Place, TimeExpression
from onrecord.model.page import Furniture
from onrecord.model.span import Span
from onrecord.score.assignment import match_pairs
from onrecord.score.bootstrap import Counts, Metric, f1, prf, ratio
from onrecord.score.characters import covered, overlap_ratio
from onrecord.score.dossiers import align_actors
from onrecord.score.places import NEAR_KM, distance_km

#: What may become of an act.
MODALITIES: tuple[str, ...] = (
    "happened", "alleged", "planned", "offered", "threatened", "demanded", "possible", "denied",
)  # fmt: skip
#: Precision of a whole country.
_COUNTRY = 7
#: Least overlap of the words of two positions, intersection over union.
_SAME_WORDS = 0.5
_Fact = TypeVar("_Fact")


def count_events(gold: Dossier, found: Dossier, furniture: Sequence[Furniture] = ()) -> Counts:
    """Compare events: triggers (or listed mentions) overlap and the type is equal; then the fields of matched pairs.

    Returns:
        Counts named ``events right``, ``with modality right``, ``modality right`` (of ``matched``),
        ``planned right``, ``actors right``, …
    """
    wanted, said = told_events(gold, furniture), told_events(found, furniture)
    same = align_actors(gold.report.text, gold.actors, found.actors)
    counts: Counter[str] = Counter()
    _totals(counts, "events", len(wanted), len(said))
    _totals(counts, "triggers", len(wanted), len(said))
    _totals(counts, "with modality", len(wanted), len(said))
    counts["triggers right"] = len(match_events(wanted, said, typed=False))
    pairs = match_events(wanted, said, typed=True)
    counts["events right"] = counts["matched"] = len(pairs)
    gold_places, found_places = ({p.id: p for p in d.places} for d in (gold, found))
    for i, j in pairs.items():
        one, other = wanted[i], said[j]
        _count_modality(counts, one, other)
        for name in ("actors", "recipients"):
            _count_sets(counts, name, {same.get(a, a) for a in getattr(one, name)}, set(getattr(other, name)))
        if one.when is not None:
            counts["when gold"] += 1
            counts["when right"] += other.when is not None and other.when.value == one.when.value
        place = gold_places.get(one.where or "")
        if place is not None:
            answer = found_places.get(other.where or "")
            counts["where gold"] += 1
            counts["where right"] += answer is not None and is_same_place(place, answer)
        counts["background right"] += one.background == other.background
        counts["negated right"] += one.negated == other.negated
    return counts


def _count_modality(counts: Counter[str], one: Event, other: Event) -> None:
    right = one.modality == other.modality
    counts["modality right"] += right
    counts["with modality right"] += right
    counts[f"{one.modality} gold"] += 1
    counts[f"{other.modality} found"] += 1
    counts[f"{one.modality} right"] += right


def told_events(dossier: Dossier, furniture: Sequence[Furniture] = ()) -> list[Event]:
    """Return the events whose trigger lies in no furniture."""
    return _outside(dossier.events, furniture, lambda e: e.trigger_span)


def match_events(wanted: Sequence[Event], said: Sequence[Event], *, typed: bool) -> dict[int, int]:
    """Return gold number to found number of the events whose triggers, or listed mentions, overlap.

    Args:
        wanted: Gold events.
        said: Found events.
        typed: Whether the types must be equal; where they need not be, those with equal types go together first.
    """
    edges = []
    for i, one in enumerate(wanted):
        for j, other in enumerate(said):
            if typed and one.type != other.type:
                continue
            if one.trigger_span.overlaps(other.trigger_span):
                weight = 1.0 + (one.type == other.type) + 0.5 * (one.modality == other.modality)
            elif any(a.overlaps(b) for a in _tellings(one) for b in _tellings(other)):
                weight = 0.5
            else:
                continue
            edges.append((weight, i, j))
    return match_pairs(edges)


def _tellings(event: Event) -> tuple[Span, ...]:
    return (event.trigger_span, *event.mentions)


def count_positions(gold: Dossier, found: Dossier) -> Counts:
    """Compare positions: the words overlap by half or more, the stance is equal and the party is the same actor."""
    counts: Counter[str] = Counter()
    for name in ("positions", "party and words"):
        _totals(counts, name, len(gold.positions), len(found.positions))
    counts["party and words right"] = len(match_positions(gold, found, stanced=False))
    counts["positions right"] = len(match_positions(gold, found, stanced=True))
    return counts


def match_positions(gold: Dossier, found: Dossier, *, stanced: bool) -> dict[int, int]:
    """Return gold number to found number of the positions of one party whose words overlap by half or more.

    Args:
        gold: The annotated dossier.
        found: Another dossier of the same text.
        stanced: Whether the stances must be equal; where they need not be, those with equal ones go together first.
    """
    text = gold.report.text
    same = align_actors(text, gold.actors, found.actors)
    edges = []
    for i, one in enumerate(gold.positions):
        for j, other in enumerate(found.positions):
            overlap = overlap_ratio(covered([one.content_span], text), covered([other.content_span], text))
            if overlap >= _SAME_WORDS and same.get(one.party) == other.party:
                if one.stance == other.stance:
                    edges.append((1 + overlap, i, j))
                elif not stanced:
                    edges.append((overlap, i, j))
    return match_pairs(edges)


def count_figures(gold: Dossier, found: Dossier, furniture: Sequence[Furniture] = ()) -> Counts:
    """Compare figures: spans overlap, and best value, unit and bound are equal."""
    wanted = _outside(gold.figures, furniture, lambda f: f.span)
    said = _outside(found.figures, furniture, lambda f: f.span)
    counts: Counter[str] = Counter()
    for name in ("figures", "spans", "values", "values and bounds"):
        _totals(counts, name, len(wanted), len(said))
    edges = [(i, j, a, b) for i, a in enumerate(wanted) for j, b in enumerate(said) if a.span.overlaps(b.span)]
    agree: dict[str, Callable[[Figure, Figure], bool]] = {
        "spans": lambda a, b: a.span.overlaps(b.span),
        "values": lambda a, b: _same_number(a.best, b.best),
        "values and bounds": lambda a, b: _same_number(a.best, b.best) and a.bound == b.bound,
        "figures": lambda a, b: _same_number(a.best, b.best) and a.bound == b.bound and a.unit == b.unit,
    }
    for name, test in agree.items():
        counts[f"{name} right"] = len(match_pairs([(1.0, i, j) for i, j, a, b in edges if test(a, b)]))
    return counts


def _same_number(one: float | None, other: float | None) -> bool:
    """Tell whether two values are one, give or take rounding: a third is 0.333."""
    return one == other or (one is not None and other is not None and isclose(one, other, rel_tol=2e-3))


def count_time_values(gold: Dossier, found: Dossier, furniture: Sequence[Furniture] = ()) -> Counts:
    """Compare times: spans overlap and the value is equal."""
    wanted = _outside(gold.times, furniture, lambda t: t.span)
    said = _outside(found.times, furniture, lambda t: t.span)
    counts: Counter[str] = Counter()
    for name in ("times", "time spans"):
        _totals(counts, name, len(wanted), len(said))
    edges = [(i, j, a, b) for i, a in enumerate(wanted) for j, b in enumerate(said) if a.span.overlaps(b.span)]
    counts["time spans right"] = len(match_pairs([(1.0, i, j) for i, j, _, _ in edges]))
    counts["times right"] = len(match_pairs([(1.0, i, j) for i, j, a, b in edges if _same_time(a, b)]))
    return counts


def _same_time(one: TimeExpression, other: TimeExpression) -> bool:
    return one.value == other.value


def count_literal_places(gold: Dossier, found: Dossier, furniture: Sequence[Furniture] = ()) -> Counts:
    """Compare literal places: spans overlap and they lie within 161 km, or are the same country."""
    wanted = _literal(_outside(gold.places, furniture, lambda p: p.span))
    said = _literal(_outside(found.places, furniture, lambda p: p.span))
    counts: Counter[str] = Counter()
    for name in ("places", "place spans"):
        _totals(counts, name, len(wanted), len(said))
    edges = [(i, j, a, b) for i, a in enumerate(wanted) for j, b in enumerate(said) if a.span.overlaps(b.span)]
    counts["place spans right"] = len(match_pairs([(1.0, i, j) for i, j, _, _ in edges]))
    counts["places right"] = len(match_pairs([(1.0, i, j) for i, j, a, b in edges if is_same_place(a, b)]))
    return counts


def _literal(places: Sequence[Place]) -> list[Place]:
    return [place for place in places if place.use == "literal"]


def is_same_place(one: Place, other: Place) -> bool:
    """Tell whether two places are one: the same country where both are countries, else within 161 km."""
    if one.precision == _COUNTRY and other.precision == _COUNTRY:
        return one.country == other.country
    if one.lat is None or one.lon is None or other.lat is None or other.lon is None:
        return False
    return distance_km(one.lat, one.lon, other.lat, other.lon) <= NEAR_KM


def _outside(facts: Sequence[_Fact], furniture: Sequence[Furniture], span_of: Callable[[_Fact], Span]) -> list[_Fact]:
    """Return the facts that lie in no furniture."""
    return [fact for fact in facts if not any(piece.span.overlaps(span_of(fact)) for piece in furniture)]


def _totals(counts: Counter[str], name: str, n_gold: int, n_found: int) -> None:
    counts[f"{name} gold"] += n_gold
    counts[f"{name} found"] += n_found


def _count_sets(counts: Counter[str], name: str, gold: set[str], found: set[str]) -> None:
    _totals(counts, name, len(gold), len(found))
    counts[f"{name} right"] += len(gold & found)


def _macro(counts: Counts) -> float:
    """Return the mean F1 over the modalities that gold or answer have."""
    values = []
    for name in MODALITIES:
        total = counts[f"{name} gold"] + counts[f"{name} found"]
        if total:
            values.append(2 * counts[f"{name} right"] / total)
    return sum(values) / len(values) if values else float("nan")


EVENT_METRICS: dict[str, tuple[Metric, str]] = {
    **prf("events"),
    "triggers F1": (f1("triggers right", "triggers found", "triggers gold"), "triggers gold"),
    "events with modality F1": (f1("with modality right", "with modality found", "with modality gold"), "events gold"),
    "modality of matched": (ratio("modality right", "matched"), "matched"),
    "modality of matched, macro F1": (_macro, "matched"),
    **{f"{name}, F1 of matched": (f1(f"{name} right", f"{name} found", f"{name} gold"), f"{name} gold")
       for name in (*MODALITIES, "actors", "recipients")},
    "when of matched": (ratio("when right", "when gold"), "when gold"),
    "where of matched": (ratio("where right", "where gold"), "where gold"),
    "background of matched": (ratio("background right", "matched"), "matched"),
    "negated of matched": (ratio("negated right", "matched"), "matched"),
}  # fmt: skip
POSITION_METRICS: dict[str, tuple[Metric, str]] = {
    **prf("positions"),
    "whatever the stance, F1": (
        f1("party and words right", "party and words found", "party and words gold"), "positions gold",
    ),
}  # fmt: skip
FIGURE_METRICS: dict[str, tuple[Metric, str]] = {
    **prf("figures"),
    **{f"{name} F1": (f1(f"{name} right", f"{name} found", f"{name} gold"), "figures gold")
       for name in ("spans", "values", "values and bounds")},
}  # fmt: skip
TIME_METRICS: dict[str, tuple[Metric, str]] = {
    **prf("times"),
    "spans F1": (f1("time spans right", "time spans found", "time spans gold"), "times gold"),
}
PLACE_METRICS: dict[str, tuple[Metric, str]] = {
    **prf("places"),
    "spans F1": (f1("place spans right", "place spans found", "place spans gold"), "places gold"),
}
