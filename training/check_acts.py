"""A quick look at the heads for acts while training: at gold triggers and gold statements, on dev."""

from __future__ import annotations

from collections import Counter

from torch import Tensor

from training.act_heads import ActHeads, pool
from training.act_windows import ActBatch
from training.cuts import IGNORE


def count_acts(heads: ActHeads, batch: ActBatch, words: Tensor, counts: Counter[str]) -> None:
    """Count what is right of the acts and stances of one batch; words (B, T, H)."""
    known = batch.tags > 0
    if known.any():
        chosen = heads.tag(words).argmax(-1)
        gold = known & (batch.tags >= 4)
        counts["act_gold"] += int(gold.sum())
        counts["act_found"] += int((known & (chosen >= 2)).sum())
        counts["act_right"] += int((gold & ((batch.tags >> chosen) & 1 == 1)).sum())
        counts["trigger_right"] += int((gold & (chosen >= 2)).sum())
    if len(batch.windows):
        _count_facts(heads, batch, words, counts)
    if len(batch.stances):
        chosen = heads.stances(words[batch.stance_windows], batch.stance_words.to(words.dtype)).argmax(-1)
        counts["stance_gold"] += int((batch.stances > 0).sum())
        counts["stance_found"] += int((chosen > 0).sum())
        counts["stance_right"] += int(((chosen > 0) & (chosen == batch.stances)).sum())


def _count_facts(heads: ActHeads, batch: ActBatch, words: Tensor, counts: Counter[str]) -> None:
    states = pool(words[batch.windows], batch.triggers.to(words.dtype))
    known = batch.kinds > 0
    if known.any():
        chosen = heads.kinds(words[batch.windows[known]], batch.kind_words[known].to(words.dtype)).argmax(-1)
        counts["kind_gold"] += int(known.sum())
        counts["kind_right"] += int(((batch.kinds[known] >> chosen) & 1).sum())
    modality, mode, _, factuality = heads.facts(states).float().split(heads.sizes, dim=1)
    known = batch.modality != IGNORE
    for gold, found in zip(batch.modality[known].tolist(), modality.argmax(-1)[known].tolist(), strict=True):
        counts[f"modality_{gold}_gold"] += 1
        counts[f"modality_{found}_found"] += 1
        counts[f"modality_{gold}_right"] += gold == found
    counts["mode_gold"] += int(known.sum())
    counts["mode_right"] += int((mode.argmax(-1)[known] == batch.mode[known]).sum())
    rated = ~batch.factuality.isnan()
    for gold, found in zip(batch.factuality[rated].tolist(), factuality.squeeze(1)[rated].tolist(), strict=True):
        for name, value in (
            ("n", 1),
            ("x", gold),
            ("y", found),
            ("xx", gold**2),
            ("yy", found**2),
            ("xy", gold * found),
        ):
            counts[f"fact_{name}"] += value  # type: ignore[assignment]
    rows = (batch.roles > 0).any(dim=1)
    if rows.any():
        chosen = heads.roles(words, batch.windows[rows], states[rows], batch.distances[rows]).argmax(-1)
        masks = batch.roles[rows]
        for name, low in (("actor", 2), ("recipient", 4)):
            here = (chosen == low) | (chosen == low + 1)
            allowed = (masks & (0b11 << low)) > 0
            must = allowed & (masks & ~(0b11 << low) == 0)
            counts[f"{name}_gold"] += int(must.sum())
            counts[f"{name}_found"] += int((here & (masks > 0)).sum())
            counts[f"{name}_right"] += int((here & must).sum())
            counts[f"{name}_fine"] += int((here & allowed).sum())


def report_acts(counts: Counter[str]) -> str:
    """Return the figures of what was counted, as one line."""
    parts = [f"act F1 {_f1(counts, 'act'):.4f}"]
    total = counts["act_gold"] + counts["act_found"]
    parts.append(f"trigger F1 {2 * counts['trigger_right'] / max(1, total):.4f}")
    rates = [_f1(counts, f"modality_{n}") for n in range(8)]
    parts.append(f"modality macro {sum(rates) / 8:.4f}")
    parts.append(f"modality {sum(counts[f'modality_{n}_right'] for n in range(8)) / max(1, counts['mode_gold']):.4f}")
    parts.append(f"type {counts['kind_right'] / max(1, counts['kind_gold']):.4f}")
    parts.append(f"mode {counts['mode_right'] / max(1, counts['mode_gold']):.4f}")
    for name in ("actor", "recipient"):
        precision = counts[f"{name}_fine"] / max(1, counts[f"{name}_found"])
        recall = counts[f"{name}_right"] / max(1, counts[f"{name}_gold"])
        parts.append(f"{name} words P {precision:.3f} R {recall:.3f}")
    parts.append(f"stance F1 {_f1(counts, 'stance'):.4f}")
    n, x, y = (float(counts[f"fact_{k}"]) for k in ("n", "x", "y"))
    spread = (n * counts["fact_xx"] - x * x) * (n * counts["fact_yy"] - y * y)
    if spread > 0:
        parts.append(f"factuality r {(n * counts['fact_xy'] - x * y) / spread**0.5:.4f}")
    return ", ".join(parts)


def _f1(counts: Counter[str], name: str) -> float:
    total = counts[f"{name}_gold"] + counts[f"{name}_found"]
    return 2 * counts[f"{name}_right"] / total if total else 0.0
