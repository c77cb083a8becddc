"""Whose words they are: the speaker as an entity, and actors as clusters of mentions, against GUM's clusters.

A found mention stands for a gold one where it lies inside it and covers the gold mention's head word: names and titles
are bare with us and whole noun phrases in GUM.

A speaker is *named* right where the actor's telling mention (the longest that is no pronoun; a pronoun where it has no
other) stands for a mention of the gold speaker's cluster; an actor known by a pronoun alone is wrong where the gold
cluster has a name or a description. Where the source is "I", "we" or "you" the text often never says who that is
(conversations, letters); there the *entity* is also right where most of the actor's other mentions belong to the gold
speaker's cluster.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Sequence

from onrecord.model.dossier import Actor
from onrecord.model.span import Span, hull
from onrecord.score.gold import Attribution, GoldMention

#: GUM's entity types that can be actors.
ACTOR_TYPES: frozenset[str] = frozenset({"person", "organization", "place"})
_PRONOUNS = frozenset(
    {"i", "me", "my", "mine", "myself", "you", "your", "yours", "he", "him", "his", "himself", "she", "her", "hers"}
    | {"herself", "it", "its", "itself", "we", "us", "our", "ours", "ourselves", "they", "them", "their", "theirs"}
    | {"themselves", "who", "whom", "whose", "which", "that", "this", "these", "those", "one"}
)


_DEICTIC = frozenset(
    {"i", "me", "my", "mine", "myself", "we", "us", "our", "ours", "ourselves", "you", "your", "yours", "yourself"}
)


def is_pronoun(words: str) -> bool:
    """Tell whether a mention is a pronoun."""
    return words.casefold() in _PRONOUNS


def form_of(words: str) -> str:
    """Return ``deictic`` for I, we and you, ``pronoun`` for other pronouns, else ``noun``."""
    if words.casefold() in _DEICTIC:
        return "deictic"
    return "pronoun" if is_pronoun(words) else "noun"


def stands_for(found: Span, gold: GoldMention) -> bool:
    """Tell whether a found mention means a gold one: inside it (a space or article aside) and over its head."""
    whole = hull(gold.spans)
    return whole is not None and found.overlaps(gold.head) and whole.contains(found)


def speaker_of(attribution: Attribution, mentions: Iterable[GoldMention]) -> str | None:
    """Return the cluster of an attribution's source; None where it touches no mention that can speak.

    The mention with the source's own extent is preferred, then the largest inside it, then the smallest around it.
    """
    source = hull(attribution.source)
    if source is None:
        return None
    best: tuple[tuple[int, int], str] | None = None
    for mention in mentions:
        whole = hull(mention.spans)
        if mention.type not in ACTOR_TYPES or whole is None or not whole.overlaps(source):
            continue
        length = whole.end - whole.start
        if whole == source:
            rank = (0, 0)
        elif source.contains(whole):
            rank = (1, -length)
        elif whole.contains(source) and source.overlaps(mention.head):
            rank = (2, length)
        else:
            continue
        if best is None or rank < best[0]:
            best = (rank, mention.cluster)
    return best[1] if best else None


def speaker_is_named(text: str, actor: Actor, cluster: Sequence[GoldMention]) -> bool:
    """Tell whether a resolved actor bears a name or description of a gold cluster.

    Args:
        text: The text all spans point into.
        actor: The actor that was given as the speaker.
        cluster: All mentions of the gold speaker.
    """
    named = [mention for mention in actor.mentions if not is_pronoun(mention.of(text))]
    telling = max(named or actor.mentions, key=lambda span: (span.end - span.start, -span.start), default=None)
    if telling is None:
        return False
    known_by_name = any(not is_pronoun(span.of(text)) for mention in cluster for span in mention.spans)
    if known_by_name and not named:
        return False
    return any(stands_for(telling, mention) for mention in cluster)


def speaker_is_right(text: str, source: Span, actor: Actor, cluster: str, mentions: Sequence[GoldMention]) -> bool:
    """Tell whether a resolved actor is the entity of a gold cluster.

    Args:
        text: The text all spans point into.
        source: Words for the speaker.
        actor: The actor that was given as the speaker.
        cluster: The gold speaker's cluster.
        mentions: All gold mentions of the text.
    """
    if speaker_is_named(text, actor, [m for m in mentions if m.cluster == cluster]):
        return True
    if source.of(text).casefold() not in _DEICTIC:
        return False
    votes: Counter[str] = Counter()
    for found in actor.mentions:
        meant = [m for m in mentions if not found.overlaps(source) and stands_for(found, m)]
        if meant:
            votes[min(meant, key=_size).cluster] += 1
    return bool(votes) and votes[cluster] == max(votes.values())


def clusters_of(mentions: Iterable[GoldMention]) -> list[list[GoldMention]]:
    """Return mentions grouped by cluster, in order of first mention."""
    groups: dict[str, list[GoldMention]] = {}
    for mention in mentions:
        groups.setdefault(mention.cluster, []).append(mention)
    return list(groups.values())


def project_actors(
    actors: Sequence[Collection[Span]], clusters: Sequence[Sequence[GoldMention]]
) -> tuple[list[set[Span]], list[set[Span]]]:
    """Put gold clusters and found actors into one terms: gold mentions by their head, found ones by the head they mean.

    A found mention that means no gold mention stays as its own span; one that lies in several gold mentions with the
    same head means the smallest.

    Returns:
        Gold clusters and found clusters, as sets of spans.
    """
    by_size = sorted((m for cluster in clusters for m in cluster), key=_size)
    found = [
        {next((mention.head for mention in by_size if stands_for(span, mention)), span) for span in actor}
        for actor in actors
    ]
    taken: set[Span] = set()
    for number, cluster in enumerate(found):
        found[number] = cluster - taken
        taken |= cluster
    return [{mention.head for mention in cluster} for cluster in clusters], [cluster for cluster in found if cluster]


def _size(mention: GoldMention) -> int:
    return sum(span.end - span.start for span in mention.spans)
