"""The task ``places`` of ``onrecord score``: given names to points, without the network."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from onrecord.resolve.place_ranker import load_weights
from onrecord.resolve.places import resolve_names
from onrecord.score.bootstrap import measure
from onrecord.score.gold_places import LITERAL_TYPES, NARROW_TYPES, read_places
from onrecord.score.options import Options
from onrecord.score.places import PLACE_METRICS, count_places
from onrecord.score.table import Table, take
from onrecord.score.tasks import set_name

_RULE = "Right: within 161 km, or the same country where a whole country is meant. Names as annotated, all else found."


def score_places(paths: Sequence[Path], _reader: object, options: Options) -> list[Table]:
    """Score given names of places on LGL, GeoVirus and GeoWebNews files; the network is not used."""
    tables = []
    for path in paths:
        texts = list(take(read_places(path), set_name(path), options))
        found = [resolve_names(t.text, [p.span for p in t.places], url=t.url) for t in texts]
        notes = [_RULE, *_seen(path)]
        typed = any(place.type for text in texts for place in text.places)
        for title, literal in _selections(typed=typed):
            counts = [count_places(t, f, types=literal) for t, f in zip(texts, found, strict=True)]
            name = f"places, {set_name(path)}, gold mentions{title}"
            tables.append(Table(name, measure(counts, PLACE_METRICS), len(texts), notes))
    return tables


def _selections(*, typed: bool) -> list[tuple[str, frozenset[str] | None]]:
    """Return which names are scored: of GeoWebNews the literal ones, once in the narrow sense and once with all."""
    if not typed:
        return [("", None)]
    return [(", literal names with a GeoNames id", NARROW_TYPES), (", all literal uses", LITERAL_TYPES)]


def _seen(path: Path) -> list[str]:
    """Return a warning where the shipped ranker was trained on the very set."""
    seen = [name for name in load_weights().trained_on if set_name(path) == name]
    return [
        f"The shipped ranker was trained on {name}: for held-out figures run training.place_ranker." for name in seen
    ]
