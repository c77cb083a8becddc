"""Train what puts reports and events together: ``python -m training.merging --data ../shared/data``.

Learns from ECB+ train which reports are of one story (a logit over what ``resolve.stories`` compares) and which
tellings are of one event (small networks over ``resolve.event_pairs``). The threshold for stories is chosen on train
and dev, the one for events on dev. The same inputs and seed give the same weights. The network that reads the texts is
the shipped one and is not trained here.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from onrecord.model.merged import ReportTrace
from onrecord.nn.reader import load_reader
from onrecord.resolve.event_judge import Judge, Layer
from onrecord.resolve.event_merge import candidate_pairs, event_groups, sides_of
from onrecord.resolve.event_pairs import FEATURES, Surroundings, features, tellings_of
from onrecord.resolve.identities import find_identities
from onrecord.resolve.judged import Links
from onrecord.resolve.stories import SORTS, StoryWeights, find_stories, rarity, vector_of
from onrecord.score.coreference import COREFERENCE_METRICS, count_coreference
from onrecord.score.gold_merge import SortedReport, read_sorted, trace_of
from onrecord.score.tasks_merging import gather

OUT = Path(__file__).resolve().parents[1] / "src" / "onrecord" / "resolve" / "data"
SEED = 20120521
#: How much two reports of one topic but of two happenings count beside two of two topics.
HARD = 5.0
#: Hidden units of a judge, judges that vote, and how each is fitted.
WIDTH, N_JUDGES, N_STEPS, BATCH, RATE, DECAY = 8, 5, 1500, 4096, 0.01, 1e-4
#: Spread below which a feature is too rare to be scaled up.
LEAST_SPREAD = 0.02
SOURCE = "ECB+ train (annotation CC BY 3.0; texts of the publishers, not shipped); thresholds chosen on ECB+ dev"
Numbers = NDArray[np.float64]


@dataclass(slots=True)
class Part:
    """Train or dev."""

    gold: list[SortedReport]
    traces: list[ReportTrace]

    @property
    def chains(self) -> dict[str, str]:
        """The gold chain of each event id."""
        return {
            event.id: mention.chain
            for report, trace in zip(self.gold, self.traces, strict=True)
            for event, mention in zip(trace.events, report.events, strict=True)
        }


def load(path: Path) -> Part:
    """Read a file of ECB+ with the shipped network."""
    gold = list(read_sorted(path))
    return Part(gold, [trace_of(report, load_reader()) for report in gold])


def fit_stories(part: Part) -> StoryWeights:
    """Fit the logit by Newton's method on all pairs of reports; the threshold is set later."""
    rare = rarity(part.traces)
    rows = [vector_of(trace, rare) for trace in part.traces]
    terms = {term: n for n, term in enumerate(sorted({t for vector, _ in rows for t in vector}))}
    first, second = np.triu_indices(len(rows), 1)
    table = []
    for number in range(len(SORTS)):
        own = np.zeros((len(rows), len(terms)), np.float32)
        for n, (vector, _) in enumerate(rows):
            for term, value in vector.items():
                if term[0] == number:
                    own[n, terms[term]] = value
        table.append((own @ own.T)[first, second])
    present = np.array([p for _, p in rows], float)
    table.extend(present[first, n] * present[second, n] for n in range(1, len(SORTS)))
    x = np.stack([*table, np.ones(len(first))], axis=1).astype(float)
    story, topic = (np.array([getattr(r, name) for r in part.gold]) for name in ("story", "topic"))
    y = (story[first] == story[second]).astype(float)
    weight = np.where(topic[first] == topic[second], HARD, 1.0)
    weight[y > 0] = 0.2 * (y == 0).sum() / y.sum()
    b = newton(x, y, weight)
    n = len(SORTS)
    return StoryWeights(tuple(b[:n]), (0.0, *b[n:-1]), float(b[-1]), 0.0)


def newton(x: Numbers, y: Numbers, weight: Numbers, steps: int = 40, decay: float = 1e-4) -> Numbers:
    """Return the weights of a logit; the last column of ``x`` is the bias and is not held back."""
    b = np.zeros(x.shape[1])
    held = decay * np.r_[np.ones(len(b) - 1), 0.0]
    for _ in range(steps):
        p = 1 / (1 + np.exp(-x @ b))
        slope = x.T @ (weight * (p - y)) / weight.sum() + held * b
        curve = (x * (weight * p * (1 - p))[:, None]).T @ x / weight.sum() + decay * np.eye(len(b))
        b -= np.linalg.solve(curve, slope)
    return b


def story_f1(part: Part, weights: StoryWeights, n_orders: int = 2) -> float:
    """Return the mean B³ F1 over some orders of the reports: ECB+ gives no dates."""
    draw, values = np.random.default_rng(SEED), []
    for _ in range(n_orders):
        numbers = draw.permutation(len(part.traces))
        renamed = [replace(t, id=f"{n:05d}") for t, n in zip(part.traces, numbers, strict=True)]
        wanted = gather({t.id: r.story for t, r in zip(renamed, part.gold, strict=True)})
        values.append(f1("B³ F1", wanted, [s.reports for s in find_stories(renamed, weights=weights)]))
    return float(np.mean(values))


def f1(name: str, gold: Sequence[Sequence[str]], found: Sequence[Sequence[str]]) -> float:
    """Return one figure of a grouping."""
    return COREFERENCE_METRICS[name][0](count_coreference(gold, found))


@dataclass(slots=True)
class Pairs:
    """Pairs of tellings of one story, with what the judge sees and whether they are one event."""

    x: Numbers
    y: Numbers


def pairs_of(part: Part, weights: StoryWeights) -> Pairs:
    """Describe every pair that the merging would look at."""
    reports = {t.id: t for t in part.traces}
    stories = find_stories(part.traces, weights=weights)
    side = sides_of(find_identities(part.traces, story_of={r: s.id for s in stories for r in s.reports}))
    rare = {term: value for (sort, term), value in rarity(part.traces).items() if sort == 0}
    chains, rows, labels = part.chains, [], []
    for story in stories:
        own = [reports[r] for r in story.reports]
        tellings, near = tellings_of(own, side), Surroundings(own, rare)
        for i, j in candidate_pairs(tellings):
            rows.append(features(tellings[i], tellings[j], near))
            labels.append(chains[tellings[i].event.id] == chains[tellings[j].event.id])
    return Pairs(np.array(rows), np.array(labels, float))


def fit_judge(pairs: Pairs, used: Sequence[str] = FEATURES) -> Judge:
    """Fit small networks with Adam, each from another start; features that are not used are set to nothing."""
    keep = np.array([name in used for name in FEATURES], float)
    mean, spread = pairs.x.mean(axis=0), np.maximum(pairs.x.std(axis=0), LEAST_SPREAD)
    x = (pairs.x - mean) / spread * keep
    layers = tuple(fit_layer(x, pairs.y, SEED + n) for n in range(N_JUDGES))
    hidden = tuple(replace(a, linear=a.linear * keep, hidden=a.hidden * keep[:, None]) for a in layers)
    return Judge(mean, spread, hidden, 0.35)


def fit_layer(x: Numbers, y: Numbers, seed: int) -> Layer:
    """Fit one network on the likelihood of the labels."""
    source, n = np.random.default_rng(seed), x.shape[1]
    parts: dict[str, Any] = {
        "linear": np.zeros(n), "hidden": source.normal(0, n**-0.5, (n, WIDTH)), "bias": np.zeros(WIDTH),
        "out": source.normal(0, 0.1, WIDTH), "offset": np.zeros(1),
    }  # fmt: skip
    first = {k: np.zeros_like(v) for k, v in parts.items()}
    second = {k: np.zeros_like(v) for k, v in parts.items()}
    for step in range(1, N_STEPS + 1):
        rows = source.integers(0, len(x), BATCH)
        seen = x[rows]
        hidden = np.tanh(seen @ parts["hidden"] + parts["bias"])
        odds = seen @ parts["linear"] + hidden @ parts["out"] + parts["offset"]
        slope = (1 / (1 + np.exp(-odds)) - y[rows]) / BATCH
        back = np.outer(slope, parts["out"]) * (1 - hidden**2)
        slopes = {
            "linear": seen.T @ slope, "hidden": seen.T @ back, "bias": back.sum(axis=0), "out": hidden.T @ slope,
            "offset": np.array([slope.sum()]),
        }  # fmt: skip
        rate = RATE * (1 - 0.95 * step / N_STEPS)
        for name, slope_of in slopes.items():
            g = slope_of + (DECAY * parts[name] if name != "offset" else 0.0)
            first[name] = 0.9 * first[name] + 0.1 * g
            second[name] = 0.999 * second[name] + 0.001 * g * g
            parts[name] -= rate * (first[name] / (1 - 0.9**step)) / (np.sqrt(second[name] / (1 - 0.999**step)) + 1e-8)
    return Layer(parts["linear"], parts["hidden"], parts["bias"], parts["out"], float(parts["offset"][0]))


def event_f1(part: Part, weights: StoryWeights, judge: Judge) -> float:
    """Return the CoNLL F1 of the merging."""
    stories = find_stories(part.traces, weights=weights)
    identities = find_identities(part.traces, story_of={r: s.id for s in stories for r in s.reports})
    reports = {t.id: t for t in part.traces}
    found = list(event_groups(reports, stories, identities, Links((), ("event",)), judge=judge))
    return f1("CoNLL F1", gather(part.chains), found)


def main() -> None:
    """Train, choose the thresholds, write both files."""
    parser = argparse.ArgumentParser(prog="python -m training.merging", description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--out", type=Path, default=OUT)
    parser.add_argument("--without", action="append", default=[], help="leave a feature out, to see what it is worth")
    chosen = parser.parse_args()
    train, dev = (load(chosen.data / "merge" / f"ecbplus-{name}.jsonl.gz") for name in ("train", "dev"))
    fitted = fit_stories(train)
    rated = []
    for step in np.arange(-1.25, 0.01, 0.25):
        weights = replace(fitted, threshold=round(float(step), 2))
        both = story_f1(train, weights), story_f1(dev, weights)
        rated.append((sum(both), weights))
        print(f"stories, threshold {step:+.2f}: B³ F1 train {both[0]:.4f} dev {both[1]:.4f}", flush=True)
    weights = max(rated, key=lambda entry: entry[0])[1]
    judge = fit_judge(pairs_of(train, weights), [name for name in FEATURES if name not in chosen.without])
    scores = []
    for step in np.arange(0.25, 0.46, 0.05):
        tried = replace(judge, threshold=round(float(step), 2))
        scores.append((event_f1(dev, weights, tried), tried))
        print(f"events, threshold {step:.2f}: CoNLL F1 dev {scores[-1][0]:.4f}", flush=True)
    judge = max(scores, key=lambda entry: entry[0])[1]
    if chosen.without:
        return
    plain = {
        "source": SOURCE,
        "threshold": weights.threshold,
        "bias": round(weights.bias, 4),
        "alike": dict(zip(SORTS, np.round(weights.alike, 4).tolist(), strict=True)),
        "present": dict(zip(SORTS, np.round(weights.present, 4).tolist(), strict=True)),
    }
    write(chosen.out / "stories.json", plain)
    write(chosen.out / "event_judge.json", {"source": SOURCE, **judge.as_plain()})


def write(path: Path, plain: dict[str, Any]) -> None:
    """Write a file of weights."""
    path.write_text(json.dumps(plain, ensure_ascii=False) + "\n", encoding="utf-8")
    print(f"wrote {path.name}")


if __name__ == "__main__":
    main()
