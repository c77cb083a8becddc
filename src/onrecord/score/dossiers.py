"""Whole dossiers: statements matched as docs/dossier.md says, then every field of a matched pair.

A pair may match where the contents' intersection over union is at least ½ (or both are empty) and the cues or the
speaker spans overlap, or neither side has any. Speakers are right where they are the same canonical actors: the actors
of both dossiers are first aligned one to one, by name and by shared mentions that are no pronouns.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from onrecord.model.dossier import Actor, AttributionStep, Dossier, Statement
from onrecord.model.span import Span
from onrecord.score.assignment import match_pairs
from onrecord.score.bootstrap import Counts, Metric, f1, prf, ratio
from onrecord.score.characters import covered, overlap_ratio
from onrecord.score.speakers import is_pronoun

#: Fields whose value is compared on every matched pair.
VALUES = ("form", "marks", "act", "polarity", "kind", "medium")
#: Fields that are often null: F1 over the pairs where one side has a value.
OPTIONAL = ("marks", "act", "medium", "addressee", "attribution", "parent")
_ARTICLE = re.compile(r"^(?:the|a|an)\s+", re.IGNORECASE)
_TAIL = re.compile(r"(?<=\w)(?:,|\s+(?:of|in|at|on|for|from|with|who|whose|that|near|to)\s)")
_WORD = re.compile(r"\w+")


def count_dossier(gold: Dossier, found: Dossier) -> Counts:
    """Compare two dossiers of the same text.

    Returns:
        Counts named ``statements right``, ``speaker right``, ``form right`` (of ``matched``), ``act gold``, …
    """
    text = gold.report.text
    pairs = match_statements(text, gold.statements, found.statements)
    same = align_actors(text, gold.actors, found.actors)
    counts: Counter[str] = Counter(
        {
            "statements gold": len(gold.statements),
            "statements found": len(found.statements),
            "statements right": len(pairs),
            "matched": len(pairs),
        }
    )
    found_ids = {gold.statements[i].id: found.statements[j].id for i, j in pairs.items()}
    for i, j in pairs.items():
        wanted, said = gold.statements[i], found.statements[j]
        right = {same.get(actor) for actor in wanted.speakers} == set(said.speakers)
        counts["speaker right"] += right
        counts["whole right"] += right
        for name in VALUES:
            counts[f"{name} right"] += getattr(wanted, name) == getattr(said, name)
        _count_optional(counts, _optional(wanted, said, found_ids, same))
    counts["whole gold"], counts["whole found"] = counts["statements gold"], counts["statements found"]
    return counts


def match_statements(text: str, gold: Sequence[Statement], found: Sequence[Statement]) -> dict[int, int]:
    """Return gold number to found number of the statements that match."""
    gold_content = [covered(s.content, text) for s in gold]
    found_content = [covered(s.content, text) for s in found]
    edges = []
    for i, wanted in enumerate(gold):
        for j, said in enumerate(found):
            empty = not gold_content[i] and not found_content[j]
            overlap = 1.0 if empty else overlap_ratio(gold_content[i], found_content[j])
            if overlap >= 0.5 and _anchored(wanted, said):
                edges.append((overlap, i, j))
    return match_pairs(edges)


def _anchored(one: Statement, other: Statement) -> bool:
    if _overlap(one.cue_span, other.cue_span) or _overlap(one.speaker_span, other.speaker_span):
        return True
    return not (one.cue_span or one.speaker_span or other.cue_span or other.speaker_span)


def _overlap(one: Span | None, other: Span | None) -> bool:
    return one is not None and other is not None and one.overlaps(other)


def align_actors(text: str, gold: Sequence[Actor], found: Sequence[Actor]) -> dict[str, str]:
    """Return gold actor id to found actor id, one to one, the closest first."""
    edges = []
    for i, one in enumerate(gold):
        for j, other in enumerate(found):
            closeness = 100.0 * _name_likeness(one.name, other.name) + _shared_mentions(text, one, other)
            if closeness > 0:
                edges.append((closeness, i, j))
    same: dict[str, str] = {}
    taken: set[str] = set()
    for _, i, j in sorted(edges, key=lambda edge: (-edge[0], edge[1], edge[2])):
        if gold[i].id not in same and found[j].id not in taken:
            same[gold[i].id] = found[j].id
            taken.add(found[j].id)
    return same


def _name_likeness(one: str, other: str) -> float:
    """Return 1 for equal names, ½ where the cores end alike and one has all words of the other, else 0."""
    first, second = (_WORD.findall(_ARTICLE.sub("", name).casefold()) for name in (one, other))
    if not first or not second or is_pronoun(one) or is_pronoun(other):
        return 0.0
    if first == second:
        return 1.0
    first, second = (_WORD.findall(_ARTICLE.sub("", _core(name)).casefold()) for name in (one, other))
    nested = bool(first and second) and (set(first) <= set(second) or set(second) <= set(first))
    return 0.5 if nested and first[-1] == second[-1] else 0.0


def _core(name: str) -> str:
    """Return what stands before "of …", "in …", "who …" or a comma: "Officials" of "Officials in Washington"."""
    return _TAIL.split(name, maxsplit=1)[0]


def _shared_mentions(text: str, one: Actor, other: Actor) -> int:
    """Count the gold mentions, pronouns aside, whose head word stands in a found mention."""
    heads = []
    for mention in one.mentions:
        words = list(_WORD.finditer(_core(mention.of(text))))
        if words and not is_pronoun(mention.of(text)):
            heads.append(Span(mention.start + words[-1].start(), mention.start + words[-1].end()))
    return sum(any(head.overlaps(found) for found in other.mentions) for head in heads)


def _optional(
    wanted: Statement, said: Statement, found_ids: dict[str, str], same: dict[str, str]
) -> dict[str, tuple[bool, bool, bool]]:
    """Return, per optional field, whether gold has it, found has it, and both agree."""
    parent = found_ids.get(wanted.parent or "")
    return {
        "marks": (bool(wanted.marks), bool(said.marks), wanted.marks == said.marks),
        "act": (bool(wanted.act), bool(said.act), wanted.act == said.act),
        "medium": (bool(wanted.medium), bool(said.medium), wanted.medium == said.medium),
        "addressee": (
            bool(wanted.addressee_span),
            bool(said.addressee_span),
            _overlap(wanted.addressee_span, said.addressee_span),
        ),
        "attribution": (
            bool(wanted.attribution),
            bool(said.attribution),
            _same_chain(wanted.attribution, said.attribution, same),
        ),
        "parent": (bool(wanted.parent), bool(said.parent), bool(parent) and parent == said.parent),
    }


def _same_chain(one: Sequence[AttributionStep], other: Sequence[AttributionStep], same: dict[str, str]) -> bool:
    if len(one) != len(other):
        return False
    return all(
        a.role == b.role and (a.span.overlaps(b.span) or (a.actor is not None and same.get(a.actor) == b.actor))
        for a, b in zip(one, other, strict=True)
    )


def _count_optional(counts: Counter[str], fields: dict[str, tuple[bool, bool, bool]]) -> None:
    for name, (wanted, said, agree) in fields.items():
        counts[f"{name} gold"] += wanted
        counts[f"{name} found"] += said
        counts[f"{name} both"] += wanted and said and agree


def _metrics() -> dict[str, tuple[Metric, str]]:
    metrics = prf("statements")
    metrics["statements with the right speaker, F1"] = (f1("whole right", "whole found", "whole gold"), "whole gold")
    metrics["speaker"] = (ratio("speaker right", "matched"), "matched")
    for name in VALUES:
        metrics[name] = (ratio(f"{name} right", "matched"), "matched")
    for name in OPTIONAL:
        metrics[f"{name}, where given, F1"] = (f1(f"{name} both", f"{name} found", f"{name} gold"), f"{name} gold")
    return metrics


#: Metrics over the counts of ``count_dossier``.
DOSSIER_METRICS: dict[str, tuple[Metric, str]] = _metrics()
