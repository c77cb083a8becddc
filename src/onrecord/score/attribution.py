"""Who said what, scored against annotated attributions (PolNeAR, GUM).

- *Exact*: a role of an attribution counts once, with all its pieces; it is right where it covers the same characters,
  white space aside. Multisets are compared per text, so a source that serves two cues counts twice.
- *Linked*: gold and found attributions are matched one to one (largest matching); a pair may match where the contents'
  intersection over union is at least ½ and the sources overlap, or neither has a source.
- *Speech recall*: linked recall on gold attributions whose cue holds a word of speech or writing.
- *Nested*: a gold attribution with a parent is right where both are matched and what was found for it stands inside
  the content found for its parent.

PolNeAR leaves attributions inside another's content unmarked. By default what is found there and matches nothing is
left out of the counts of what was found (``inside_is_open``).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence

from onrecord.model.span import hull
from onrecord.score.assignment import match_pairs
from onrecord.score.bootstrap import Counts, Metric, prf, ratio
from onrecord.score.characters import covered, overlap_ratio
from onrecord.score.gold import Attribution

#: Roles that PolNeAR and GUM mark.
ROLES = ("source", "cue", "content")
#: Least overlap of two contents that may match.
MIN_CONTENT_OVERLAP = 0.5

_Covers = list[dict[str, frozenset[int]]]


def count_attributions(
    text: str,
    gold: Sequence[Attribution],
    found: Sequence[Attribution],
    *,
    is_speech: Callable[[str], bool],
    inside_is_open: bool = True,
) -> Counts:
    """Compare the attributions of one text.

    Args:
        text: The text all spans point into.
        gold: What is annotated.
        found: What was found.
        is_speech: Tells whether the words of a cue are of speech or writing.
        inside_is_open: Leave out what is found inside a gold content and matches nothing.

    Returns:
        Counts named ``source right``, ``linked gold``, ``speech gold``, ``nested right``, …
    """
    gold_covers, found_covers = _covers(text, gold), _covers(text, found)
    matched = _match(gold_covers, found_covers)
    is_open = _find_open(gold_covers, found_covers, matched) if inside_is_open else [False] * len(found)
    counts: Counter[str] = Counter()
    counts["linked gold"] = len(gold)
    counts["linked right"] = len(matched)
    counts["linked found"] = len(found) - sum(is_open)
    for role in ROLES:
        counts.update(_exact(role, gold_covers, found_covers, is_open))
    for number, attribution in enumerate(gold):
        if attribution.cue and is_speech(" ".join(span.of(text) for span in attribution.cue)):
            counts["speech gold"] += 1
            counts["speech right"] += number in matched
    counts.update(_nested(gold, found, matched))
    return counts


def match_attributions(
    text: str, gold: Sequence[Attribution], found: Sequence[Attribution]
) -> tuple[dict[int, int], list[bool]]:
    """Match the attributions of one text.

    Returns:
        Number of the one found for each gold one that is matched; and for each one found whether it stands inside a
        gold content and matches nothing.
    """
    gold_covers, found_covers = _covers(text, gold), _covers(text, found)
    matched = _match(gold_covers, found_covers)
    return matched, _find_open(gold_covers, found_covers, matched)


def _find_open(gold: _Covers, found: _Covers, matched: dict[int, int]) -> list[bool]:
    used = set(matched.values())
    return [
        number not in used and bool(cover["cue"]) and any(cover["cue"] <= other["content"] for other in gold)
        for number, cover in enumerate(found)
    ]


def _covers(text: str, attributions: Sequence[Attribution]) -> _Covers:
    return [{role: covered(getattr(a, role), text) for role in ROLES} for a in attributions]


def _match(gold: _Covers, found: _Covers) -> dict[int, int]:
    edges = []
    for i, one in enumerate(gold):
        for j, other in enumerate(found):
            overlap = overlap_ratio(one["content"], other["content"])
            sources = bool(one["source"] & other["source"]) or not (one["source"] or other["source"])
            if overlap >= MIN_CONTENT_OVERLAP and sources:
                edges.append((overlap, i, j))
    return match_pairs(edges)


def _exact(role: str, gold: _Covers, found: _Covers, is_open: Sequence[bool]) -> Counter[str]:
    wanted = Counter(cover[role] for cover in gold if cover[role])
    kept = Counter(cover[role] for cover, aside in zip(found, is_open, strict=True) if cover[role] and not aside)
    aside = Counter(cover[role] for cover, out in zip(found, is_open, strict=True) if cover[role] and out)
    right = wanted & kept
    extra = (wanted - right) & aside
    return Counter(
        {
            f"{role} gold": wanted.total(),
            f"{role} found": kept.total() + extra.total(),
            f"{role} right": right.total() + extra.total(),
        }
    )


def _nested(gold: Sequence[Attribution], found: Sequence[Attribution], matched: dict[int, int]) -> Counter[str]:
    numbers = {attribution.id: number for number, attribution in enumerate(gold)}
    counts: Counter[str] = Counter()
    for number, attribution in enumerate(gold):
        outer = numbers.get(attribution.parent or "")
        if outer is None:
            continue
        counts["nested gold"] += 1
        if number in matched and outer in matched:
            counts["nested right"] += _stands_inside(found[matched[number]], found[matched[outer]])
    return counts


def _stands_inside(inner: Attribution, outer: Attribution) -> bool:
    around, within = hull(outer.content), hull(inner.cue or inner.content)
    return around is not None and within is not None and around.contains(within)


def attribution_metrics(*, exhaustive: bool) -> dict[str, tuple[Metric, str]]:
    """Return the metrics over these counts; only recall where the corpus does not mark everything."""
    metrics: dict[str, tuple[Metric, str]] = {}
    for name in (*ROLES, "linked"):
        metrics.update(prf(name) if exhaustive else {f"{name} recall": prf(name)[f"{name} recall"]})
    metrics["speech-cue recall"] = (ratio("speech right", "speech gold"), "speech gold")
    if not exhaustive:
        metrics["nested, both links"] = (ratio("nested right", "nested gold"), "nested gold")
    return metrics
