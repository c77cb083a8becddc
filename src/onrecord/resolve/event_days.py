"""Events of two stories that are one all the same: the same act by the same parties on the same day.

Stories part what belongs together where an event is looked back on: a report on talks tells of the shelling a week ago.
The judge learned within stories only, so over stories a rule decides, and it is strict.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, timedelta

from onrecord.model.merged import EventTrace
from onrecord.resolve.event_pairs import place_relation
from onrecord.resolve.judged import Groups
from onrecord.resolve.stems import family

#: Longest time that still is a day: an evening and the night after it.
_A_DAY = timedelta(days=2)
#: Tellings of one act and day that are compared with each other; slogans and tables repeat themselves beyond that.
_COMMON = 60


def join_over_stories(events: Iterable[EventTrace], side: Mapping[str, str], groups: Groups) -> None:
    """Join the groups of events that are one act on one day.

    Args:
        events: The events of all reports, in the order in which they are to be joined.
        side: What each actor id stands for.
        groups: The groups so far; changed here, never against a judgement.
    """
    met: defaultdict[tuple[str, str, date], list[EventTrace]] = defaultdict(list)
    for event in events:
        for key in dict.fromkeys(_keys(event)):
            for other in met[key][-_COMMON:]:
                if groups.of(event.id) != groups.of(other.id) and is_same_act(event, other, side):
                    groups.join(event.id, other.id)
            met[key].append(event)


def is_same_act(one: EventTrace, other: EventTrace, side: Mapping[str, str]) -> bool:
    """Tell whether two events of one type, family and day are one: by the same, to the same, in one place, as real."""
    actors, others = ({side.get(a, a) for a in e.actors} for e in (one, other))
    recipients, acted = ({side.get(a, a) for a in e.recipients} for e in (one, other))
    if (one.modality, one.negated) != (other.modality, other.negated) or place_relation(one, other) < 0:
        return False
    by_same, to_same = bool(actors & others), bool(recipients & acted)
    by_others, to_others = bool(actors and others) and not by_same, bool(recipients and acted) and not to_same
    # One side named alike is enough where the other is left open by one of the two.
    return (by_same or to_same) and not by_others and not to_others


def _keys(event: EventTrace) -> Iterator[tuple[str, str, date]]:
    if event.start is None or event.end is None or not (event.actors or event.recipients):
        return
    if event.end.replace(tzinfo=None) - event.start.replace(tzinfo=None) > _A_DAY:
        return
    for word in event.stems:
        yield event.type, family(word), event.start.date()
