"""Reports that print one text: wire copies, rewritten beginnings, cut versions.

Candidates are found by what they have in common: equal words, bands of their MinHash signatures, quotations, long
sentences. Candidates are then compared; the look-up keeps the work near linear in the number of reports.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date
from hashlib import sha256

from onrecord.model.merged import DuplicateGroup, DuplicateWay, Judgement, ReportTrace
from onrecord.resolve.judged import Groups, Links
from onrecord.settings import SETTINGS

#: Values of a signature in one band: sixteen bands of four find two thirds of the words alike 97 times in 100.
_BAND = 4
#: Share of the values of two signatures that are equal from which most of the words are.
_NEAR = 0.55
#: The same, where a good share of the shorter one's quotations is shared too; and that share.
_NEAR_QUOTED = 0.2
_QUOTED = 0.5
#: Share of the shorter one's long sentences that stand in the longer one.
_PART = 0.6
#: Least numbers of shared sentences and of shared quotations.
_SENTENCES, _QUOTES = 2, 2
#: Reports with one key beyond which it is no key: a slogan, a line about the newspaper.
_COMMON = 200
#: How sure each way is; a group names the surest way of each report.
_ORDER: tuple[DuplicateWay, ...] = ("exact", "normalised", "near", "part")


class DuplicateIndex:
    """Reports so far, found again by what they print; reports may be added at any time."""

    def __init__(self) -> None:
        self._traces: dict[str, ReportTrace] = {}
        self._by_key: defaultdict[tuple[str, int, int | str], list[str]] = defaultdict(list)
        #: Every two reports that are alike, with the way: (older in the index, newer).
        self.pairs: dict[tuple[str, str], DuplicateWay] = {}

    def __len__(self) -> int:
        return len(self._traces)

    def add(self, trace: ReportTrace) -> list[tuple[str, DuplicateWay]]:
        """Add a report and return those it is like, with the way, surest first; one known already stays."""
        if trace.id in self._traces:
            return []
        near: dict[str, int] = {}
        for key in _keys(trace):
            holders = self._by_key[key]
            if len(holders) < _COMMON or key[0] == "text":
                for other in holders:
                    near[other] = near.get(other, 0) + 1
            holders.append(trace.id)
        self._traces[trace.id] = trace
        found = []
        for other in near:
            way = compare(self._traces[other], trace)
            if way is not None:
                self.pairs[other, trace.id] = way
                found.append((other, way))
        return sorted(found, key=lambda entry: (_ORDER.index(entry[1]), entry[0]))

    def groups(self, judgements: Iterable[Judgement] = ()) -> list[DuplicateGroup]:
        """Return the groups of two reports and more; judgements of kind ``report`` hold whatever the texts say."""
        links = Links(judgements, ("report",))
        groups = Groups(self._traces, links)
        for (one, other), _ in sorted(self.pairs.items(), key=lambda entry: (_ORDER.index(entry[1]), entry[0])):
            groups.join(one, other)
        best: dict[str, DuplicateWay] = {}
        for (one, other), way in self.pairs.items():
            if groups.of(one) == groups.of(other):
                for end in (one, other):
                    best[end] = min(best.get(end, way), way, key=_ORDER.index)
        found = [self._group(members, best) for members in groups.groups() if len(members) > 1]
        return sorted(found, key=lambda group: group.id)

    def _group(self, members: Sequence[str], best: dict[str, DuplicateWay]) -> DuplicateGroup:
        ordered = sorted((self._traces[m] for m in members), key=_earliest_fullest)
        ways = ("exact", *(best.get(t.id, "part") for t in ordered[1:]))
        digest = sha256(f"duplicates|{ordered[0].id}".encode()).hexdigest()[:12]
        return DuplicateGroup(
            id=f"duplicates-{digest}", representative=ordered[0].id, reports=tuple(t.id for t in ordered), ways=ways
        )


def find_duplicates(traces: Iterable[ReportTrace], judgements: Iterable[Judgement] = ()) -> list[DuplicateGroup]:
    """Return the groups of reports that print one text.

    Args:
        traces: The reports, in any order.
        judgements: Those of kind ``report`` hold whatever the texts say.
    """
    index = DuplicateIndex()
    for trace in traces:
        index.add(trace)
    return index.groups(judgements)


def compare(one: ReportTrace, other: ReportTrace) -> DuplicateWay | None:
    """Return how two reports are alike; None where they are two texts, or lie too many days apart.

    Equal words are equal whatever the days: an old report is printed again.
    """
    if one.text_key == other.text_key:
        return "exact" if one.id == other.id else "normalised"
    if _days_apart(one.published, other.published) > SETTINGS.duplicate_days:
        return None
    alike = _equal_share(one.signature, other.signature)
    quoted = alike >= _NEAR_QUOTED and _shared(one.quotes, other.quotes, _QUOTES) >= _QUOTED
    if alike >= _NEAR or quoted:
        return "near"
    return "part" if _shared(one.sentences, other.sentences, _SENTENCES) >= _PART else None


def _equal_share(one: Sequence[int], other: Sequence[int]) -> float:
    """Return the share of signature values that are equal: about the share of the runs of words that both have."""
    if not one or len(one) != len(other):
        return 0.0
    return sum(a == b for a, b in zip(one, other, strict=True)) / len(one)


def _shared(one: Sequence[int], other: Sequence[int], least: int) -> float:
    """Return the share of the shorter list that stands in the other; 0 below a least number."""
    shared = len({*one} & {*other})
    return shared / min(len(one), len(other)) if shared >= least else 0.0


def _keys(trace: ReportTrace) -> Iterable[tuple[str, int, int | str]]:
    yield "text", 0, trace.text_key
    for start in range(0, len(trace.signature) - _BAND + 1, _BAND):
        yield "band", start, hash(trace.signature[start : start + _BAND])
    for quote in trace.quotes:
        yield "quote", 0, quote
    for sentence in trace.sentences:
        yield "sentence", 0, sentence


def _days_apart(one: date | None, other: date | None) -> int:
    return abs((one - other).days) if one is not None and other is not None else 0


def _earliest_fullest(trace: ReportTrace) -> tuple[bool, date, int, str]:
    return trace.published is None, trace.published or date.max, -trace.n_words, trace.id
