"""Choose the decoding settings on dev: ``python -m training.tune --data DIR`` prints scores and the best settings.

The network runs once per text; every setting is tried on its stored scores.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import product
from pathlib import Path

from onrecord.model.page import Page
from onrecord.model.reading import Frame, Reading
from onrecord.nn.reader import RatedCue, Reader, decode_frames
from onrecord.nn.session import Network
from onrecord.score.attribution import count_attributions
from onrecord.score.gold import GoldText, read_texts
from onrecord.score.predictions import attributions_of_frames, is_speech_cue, page_of

LOWEST_THRESHOLD = 0.15
THRESHOLDS = (0.2, 0.25, 0.3, 0.35, 0.4, 0.45, 0.5, 0.6)
CONTENT_COSTS = (0.0, 0.5, 1.0, 1.5, 2.0, 3.0)
SOURCE_COSTS = (-0.5, 0.0, 0.5)


@dataclass(frozen=True, slots=True)
class Rated:
    """A gold text with what the network says of its cues."""

    gold: GoldText
    page: Page
    cues: list[RatedCue]


def rate_texts(reader: Reader, path: Path, limit: int | None) -> list[Rated]:
    """Run the network over the texts of one file."""
    rated = []
    for text in list(read_texts(path))[:limit]:
        page = page_of(text.text, published=text.published)
        rated.append(Rated(text, page, reader.rate_cues(page, LOWEST_THRESHOLD)))
    return rated


def score(rated: Sequence[Rated], tags: Sequence[str], threshold: float, costs: dict[str, float]) -> dict[str, float]:
    """Return the figures of one setting."""
    counts: Counter[str] = Counter()
    for one in rated:
        frames: list[Frame] = decode_frames([c for c in one.cues if c.cue.score >= threshold], tags, costs)
        reading = Reading(one.page, (), (), (), (), (), frames=tuple(f for f in frames if f.fillers("content")))
        counts.update(
            count_attributions(
                one.gold.text,
                one.gold.attributions,
                attributions_of_frames(reading),
                is_speech=is_speech_cue,
                inside_is_open=one.gold.exhaustive,
            )
        )
    figures = {
        name: 2 * counts[f"{name} right"] / max(1, counts[f"{name} gold"] + counts[f"{name} found"])
        for name in ("source", "cue", "content", "linked")
    }
    figures["linked recall"] = counts["linked right"] / max(1, counts["linked gold"])
    figures["speech"] = counts["speech right"] / max(1, counts["speech gold"])
    figures["nested"] = counts["nested right"] / max(1, counts["nested gold"])
    return figures


def _show(figures: dict[str, float]) -> str:
    return " ".join(f"{name} {value:.3f}" for name, value in figures.items())


def main() -> None:
    """Read the command line and try the settings."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--weights", type=Path, default=None, help="folder of other weights than the shipped ones")
    parser.add_argument("--limit", type=int, default=None, help="texts of each file")
    options = parser.parse_args()
    reader = Reader(Network(options.weights))
    tags = reader.manifest.role
    polnear = rate_texts(reader, options.data / "attribution/polnear-dev.jsonl.gz", options.limit)
    gum = rate_texts(reader, options.data / "attribution/gum-dev.jsonl.gz", options.limit)
    best, best_value = None, 0.0
    for threshold in THRESHOLDS:
        figures = score(polnear, tags, threshold, {})
        print(f"threshold {threshold}: {_show(figures)} | GUM {_show(score(gum, tags, threshold, {}))}", flush=True)
        if figures["linked"] > best_value:
            best, best_value = threshold, figures["linked"]
    assert best is not None
    chosen, chosen_value = (0.0, 0.0), 0.0
    for content, source in product(CONTENT_COSTS, SOURCE_COSTS):
        figures = score(polnear, tags, best, {"content": content, "source": source})
        value = figures["linked"] + figures["content"] + figures["source"]
        print(f"content cost {content}, source cost {source}: {_show(figures)}", flush=True)
        if value > chosen_value:
            chosen, chosen_value = (content, source), value
    costs = {"source": chosen[1], "content": chosen[0], "addressee": 0.0, "medium": 0.0}
    print(json.dumps({"cue_threshold": best, "open_costs": costs}))


if __name__ == "__main__":
    main()
