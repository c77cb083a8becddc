"""The issue of a position as a short noun phrase, one for all positions on the same issue."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import replace

from onrecord.codebook.country_names import country_name
from onrecord.codebook.issues import is_word_of
from onrecord.extract.issue_pairs import Placed, group_positions
from onrecord.extract.issue_points import Content, Topics, rate
from onrecord.extract.issue_topics import LONGEST, as_owner
from onrecord.model.dossier import Actor, Position
from onrecord.model.reading import Reading
from onrecord.model.span import Span

#: Phrases that are kept for each position while positions are compared.
_KEPT = 20
_STATES = frozenset({"state", "government"})
_DROPPED = frozenset({"not", "never", "n't", "n’t", "no", "will", "would", "should", "must", "shall", "can", "could"})


def issue_of(reading: Reading, content: Span) -> str:
    """Return a short noun phrase for what one content is about; ``name_issues`` does more where all are known.

    Args:
        reading: The page as the network read it.
        content: The words of the position.

    Returns:
        At most six words; the first words of the content where the page has no nouns; empty where it has no words.
    """
    topics = Topics(reading)
    known = topics.content(content)
    best = _rated(topics, known, [known])
    return max(best, key=lambda phrase: (best[phrase], phrase)) if best else _plain_words(reading, content)


def name_issues(reading: Reading, positions: Sequence[Position], actors: Mapping[str, Actor]) -> tuple[Position, ...]:
    """Return the positions of a report with their issues; those that are about one issue get the same words.

    Args:
        reading: The page as the network read it.
        positions: The report's positions, in text order.
        actors: Its actors by id.
    """
    placed = place_positions(Topics(reading), positions, actors)
    groups = group_positions(placed)
    members = [[p for p, own in zip(placed, groups, strict=True) if own == group] for group in range(len(set(groups)))]
    names = _name_groups(members)
    return tuple(
        replace(p.position, issue=names[group] or _plain_words(reading, p.position.content_span))
        for p, group in zip(placed, groups, strict=True)
    )


def place_positions(topics: Topics, positions: Sequence[Position], actors: Mapping[str, Actor]) -> list[Placed]:
    """Return the positions with their contents and the phrases that could name their issues."""
    contents = [topics.content(p.content_span, _owner(actors.get(p.party))) for p in positions]
    placed = []
    for position, content in zip(positions, contents, strict=True):
        described = topics.describe(content, contents)
        rated = {phrase: rate(features) for phrase, (_, features) in described.items()}
        placed.append(Placed(position, content, {p: t for p, (t, _) in described.items()}, _chances(rated), rated))
    return placed


def _rated(topics: Topics, content: Content, contents: Sequence[Content]) -> dict[str, float]:
    return {phrase: rate(features) for phrase, (_, features) in topics.describe(content, contents).items()}


def _chances(rated: Mapping[str, float]) -> dict[str, float]:
    """Return the chances of the best phrases: a softmax over all points, cut off."""
    if not rated:
        return {}
    top = max(rated.values())
    total = sum(math.exp(value - top) for value in rated.values())
    kept = sorted(rated, key=lambda phrase: (-rated[phrase], phrase))[:_KEPT]
    return {phrase: math.exp(rated[phrase] - top) / total for phrase in kept}


def _name_groups(groups: Sequence[Sequence[Placed]]) -> list[str]:
    """Return a phrase for each group, the one with the most points over its positions; groups with the most go first.

    A phrase that another group has is taken again only where the content of a position has words of it: two contents
    without words of their own are no one issue for that.
    """
    sums = [_sums(group) for group in groups]
    order = sorted(range(len(groups)), key=lambda n: (-max(sums[n].values(), default=0.0), n))
    names = [""] * len(groups)
    taken: set[str] = set()
    for n in order:
        free = {p: value for p, value in sums[n].items() if p not in taken or _is_said(p, groups[n])}
        names[n] = min(free, key=lambda phrase: (-free[phrase], len(phrase), phrase), default="")
        taken.add(names[n])
    return names


def _is_said(phrase: str, group: Sequence[Placed]) -> bool:
    """Tell whether the content of a position of a group has words of a phrase."""
    topics = [(placed.topics.get(phrase), placed.content) for placed in group]
    return any(topic is not None and not topic.keys.isdisjoint(content.keys) for topic, content in topics)


def _sums(group: Sequence[Placed]) -> dict[str, float]:
    """Return the mean points of the phrases of a group; the lowest of a position that a phrase is no choice for."""
    sums: dict[str, float] = {}
    least = [min(placed.points.values(), default=0.0) for placed in group]
    for placed in group:
        for phrase in placed.chances:
            given = (other.points.get(phrase, low) for other, low in zip(group, least, strict=True))
            sums[phrase] = sum(given) / len(group)
    return sums


def _owner(party: Actor | None) -> list[str]:
    """Return the words that name a party as an owner; none where its name is long."""
    if party is None:
        return []
    if party.kind in _STATES and party.country:
        return as_owner(country_name(party.country).split())
    words = party.name.removeprefix("the ").removeprefix("The ").split()
    return as_owner(words) if len(words) <= 2 and party.name[:1].isupper() else []


def _plain_words(reading: Reading, content: Span) -> str:
    """Return the first words of a content without marks, pronouns, articles, negations and auxiliaries."""
    page, words = reading.page, []
    for token, span in enumerate(page.tokens):
        word = page.word(token)
        if not content.contains(span) or not any(c.isalnum() for c in word):
            continue
        if reading.upos[token] in ("PRON", "DET", "AUX", "CCONJ", "SCONJ", "PART") or word.lower() in _DROPPED:
            continue
        if not is_word_of("back", word) and not is_word_of("time", word):
            words.append(word)
    return " ".join(words[:LONGEST])
