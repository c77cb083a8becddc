"""Raise the quality floors to what the weights reach: ``python -m onrecord.score.set_floors --data ../shared/data``.

Where a figure fell below its floor nothing is written, unless ``--lower REASON`` says why; the reason is kept.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from onrecord.nn.reader import load_reader
from onrecord.score.cli_score import draw_progress
from onrecord.score.floors import Floor, Floors, load_floors, measure_floors, raise_floors, save_floors

_POLNEAR = ("attribution/polnear-dev.jsonl.gz",)
_GUM = ("attribution/gum-dev.jsonl.gz",)
_EWT = ("syntax/ewt-dev.conllu.gz",)
#: What is watched: small subsets, so that the check takes about a minute.
WANTED: tuple[Floor, ...] = (
    Floor("frames, linked F1", "attribution", _POLNEAR, 24, "linked F1", level="frames"),
    Floor("frames, speech cues", "attribution", _POLNEAR, 24, "speech-cue recall", level="frames"),
    Floor("frames, content F1", "attribution", _POLNEAR, 24, "content F1", level="frames"),
    Floor("statements, linked F1", "attribution", _POLNEAR, 24, "linked F1", strip_quotes=True),
    Floor(
        "statements, loss without marks", "attribution", _POLNEAR, 24, "loss of linked F1",
        table=2, strip_quotes=True, is_loss=True,
    ),
    Floor("GUM frames, linked recall", "attribution", _GUM, 16, "linked recall", level="frames"),
    Floor("GUM frames, nested", "attribution", _GUM, 16, "nested, both links", level="frames"),
    Floor("EWT, UPOS", "syntax", _EWT, 60, "UPOS"),
    Floor("EWT, LAS", "syntax", _EWT, 60, "LAS"),
    Floor("WorldWide, entities F1", "entities", ("entities/worldwide-dev.jsonl.gz",), 30, "all F1"),
    Floor("EWT, entities F1", "entities", _EWT, 60, "all F1"),
    Floor("GUM, sentences F1", "segmentation", ("syntax/gum-dev.conllu.gz",), 12, "sentences F1"),
    Floor("GUM, tokens F1", "segmentation", ("syntax/gum-dev.conllu.gz",), 12, "tokens F1"),
    Floor("GUM, speakers", "speakers", _GUM, 24, "speaker accuracy"),
    Floor("GAP F1", "coreference", ("coref/gap-dev.jsonl.gz",), 200, "GAP F1"),
)  # fmt: skip
_WRITTEN = ("./corpus/reports/dev",)
#: What ``--acts`` watches besides: acts, what became of them, parties and stances. Only weights that mark acts have it.
ACTS: tuple[Floor, ...] = (
    Floor("events F1", "events", _WRITTEN, 6, "events F1"),
    Floor("events with modality F1", "events", _WRITTEN, 6, "events with modality F1"),
    Floor("actors of matched events F1", "actors", _WRITTEN, 6, "actors F1"),
    Floor("recipients of matched events F1", "actors", _WRITTEN, 6, "recipients F1"),
    Floor("modality, gold triggers, macro F1", "modality", _WRITTEN, 20, "modality macro F1"),
    Floor("positions F1", "positions", _WRITTEN, 6, "positions F1"),
    Floor("UW, factuality", "modality", ("factuality/uw-dev.jsonl.gz",), 200, "Pearson r"),
    Floor("UDS-IH2, factuality", "modality", ("factuality/uds-ih2-dev.jsonl.gz",), 300, "Pearson r"),
)


def choose_floors(old: Floors, *, acts: bool) -> tuple[Floor, ...]:
    """Return what is to be measured: ``WANTED``, and of ``ACTS`` all where asked, else those that have a floor."""
    known = {floor.name for floor in old.floors}
    return (*WANTED, *(floor for floor in ACTS if acts or floor.name in known))


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure, and raise the floors."""
    parser = argparse.ArgumentParser(prog="python -m onrecord.score.set_floors", description=__doc__)
    parser.add_argument("--data", type=Path, default=Path("../shared/data"))
    parser.add_argument("--acts", action="store_true", help="set floors for acts, parties and stances too")
    parser.add_argument("--lower", metavar="REASON", help="let floors fall, and why")
    chosen = parser.parse_args(arguments)
    reader = load_reader()
    old = load_floors()
    measured = list(measure_floors(choose_floors(old, acts=chosen.acts), chosen.data, reader, draw_progress))
    new, refused = raise_floors(old, measured, chosen.data, reader.manifest.sha256, chosen.lower)
    for floor, (_, value) in zip(new.floors, measured, strict=True):
        sys.stdout.write(f"{floor.name:<32} measured {value:.4f}, floor {floor.floor:.4f}\n")
    if refused:
        sys.stderr.write("Nothing written; give --lower REASON to let these fall:\n" + "\n".join(refused) + "\n")
        return 1
    save_floors(new)
    return 0


if __name__ == "__main__":
    sys.exit(main())
