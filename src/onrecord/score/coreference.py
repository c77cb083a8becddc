"""Who is meant: MUC, B³, CEAFe and their mean (CoNLL F1) over clusters of mentions, and GAP.

Mentions may be of any hashable type. Counts are kept as numerators and denominators per document, so that they add up
over documents as the reference scorer's do (CEAFe is aligned within each document).
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Hashable, Sequence

from onrecord.score.assignment import best_total
from onrecord.score.bootstrap import Counts, Metric, prf, ratio

Cluster = Collection[Hashable]


def count_coreference(gold: Sequence[Cluster], found: Sequence[Cluster]) -> Counts:
    """Compare two clusterings of the mentions of one document."""
    gold_sets, found_sets = [frozenset(c) for c in gold if c], [frozenset(c) for c in found if c]
    counts: defaultdict[str, float] = defaultdict(float)
    for side, one, other in (("recall", gold_sets, found_sets), ("precision", found_sets, gold_sets)):
        owner = {mention: number for number, cluster in enumerate(other) for mention in cluster}
        for cluster in one:
            parts = Counter(owner[mention] for mention in cluster if mention in owner)
            n_parts = len(parts) + len(cluster) - parts.total()
            counts[f"muc {side} part"] += len(cluster) - n_parts
            counts[f"muc {side} whole"] += len(cluster) - 1
            counts[f"b3 {side} part"] += sum(n * n for n in parts.values()) / len(cluster)
            counts[f"b3 {side} whole"] += len(cluster)
        counts[f"ceafe {side} whole"] += len(one)
    similarity = _align(gold_sets, found_sets)
    counts["ceafe recall part"] = counts["ceafe precision part"] = similarity
    mentions = [{m for cluster in side for m in cluster} for side in (gold_sets, found_sets)]
    counts["mentions gold"], counts["mentions found"] = len(mentions[0]), len(mentions[1])
    counts["mentions right"] = len(mentions[0] & mentions[1])
    return counts


def _align(gold: list[frozenset[Hashable]], found: list[frozenset[Hashable]]) -> float:
    """Return the sum of φ4 over the best alignment, found apart in each group of clusters that share mentions."""
    owner = {mention: number for number, cluster in enumerate(found) for mention in cluster}
    touching = [sorted({owner[mention] for mention in cluster if mention in owner}) for cluster in gold]
    total, done = 0.0, set[int]()
    by_found: dict[int, list[int]] = {}
    for number, others in enumerate(touching):
        for other in others:
            by_found.setdefault(other, []).append(number)
    for start in range(len(gold)):
        if start in done or not touching[start]:
            continue
        rows, columns, queue = [start], dict.fromkeys(touching[start]), [start]
        done.add(start)
        while queue:
            for column in touching[queue.pop()]:
                columns[column] = None
                for row in by_found[column]:
                    if row not in done:
                        done.add(row)
                        rows.append(row)
                        queue.append(row)
        total += best_total(
            [[2 * len(gold[r] & found[c]) / (len(gold[r]) + len(found[c])) for c in columns] for r in rows]
        )
    return total


def _cluster_f1(name: str) -> Metric:
    def value(counts: Counts) -> float:
        shares = []
        for side in ("recall", "precision"):
            whole = counts[f"{name} {side} whole"]
            shares.append(counts[f"{name} {side} part"] / whole if whole else 0.0)
        return 2 * shares[0] * shares[1] / sum(shares) if sum(shares) else 0.0

    return value


def _conll(counts: Counts) -> float:
    return sum(_cluster_f1(name)(counts) for name in ("muc", "b3", "ceafe")) / 3


#: Metrics over the counts of ``count_coreference``.
COREFERENCE_METRICS: dict[str, tuple[Metric, str]] = {
    "MUC F1": (_cluster_f1("muc"), "mentions gold"),
    "B³ F1": (_cluster_f1("b3"), "mentions gold"),
    "CEAFe F1": (_cluster_f1("ceafe"), "mentions gold"),
    "CoNLL F1": (_conll, "mentions gold"),
    "mentions F1": prf("mentions")["mentions F1"],
}

#: Metrics over the counts of ``count_gap``.
GAP_METRICS: dict[str, tuple[Metric, str]] = {
    **prf("GAP"),
    "masculine F1": prf("masculine")["masculine F1"],
    "feminine F1": prf("feminine")["feminine F1"],
    "items all right": (ratio("items right", "items"), "items"),
}


def count_gap(pronoun: str, means: Sequence[bool], found: Sequence[bool]) -> Counts:
    """Compare one GAP item: for each of its two names whether the pronoun means it."""
    gender = "feminine" if pronoun.lower() in {"she", "her", "hers", "herself"} else "masculine"
    counts: Counter[str] = Counter({"items": 1, "items right": int(list(means) == list(found))})
    for wanted, said in zip(means, found, strict=True):
        for name in ("GAP", gender):
            counts[f"{name} gold"] += wanted
            counts[f"{name} found"] += said
            counts[f"{name} right"] += wanted and said
    return counts
