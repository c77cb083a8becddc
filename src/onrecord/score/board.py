"""The scoreboard: run every task on dev and write the figures into docs/scoreboard.md.

``python -m onrecord.score.board --data ../shared/data`` runs everything; ``--only NAME`` runs one block again. A block
stands between ``<!-- board: NAME -->`` and ``<!-- end -->``; all else on the page is left as it is.
"""

from __future__ import annotations

import argparse
import json
import math
import re
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from onrecord.nn.reader import Reader
from onrecord.nn.session import Network
from onrecord.score.bootstrap import Figure
from onrecord.score.cli_score import draw_progress, score_tables
from onrecord.score.floors import gold_path
from onrecord.score.options import Options
from onrecord.score.table import Table, as_markdown, percent


@dataclass(frozen=True, slots=True)
class Run:
    """One command of the scoreboard."""

    name: str
    task: str
    #: Gold files, below the data folder unless they begin with "./".
    files: tuple[str, ...]
    level: str = "statements"
    strip_quotes: bool = False
    inside_is_open: bool = True

    def command(self) -> str:
        """Return the command line that gives these figures."""
        parts = ["onrecord score", self.task, *(f[2:] if f.startswith("./") else f"$DATA/{f}" for f in self.files)]
        if self.level != "statements":
            parts.append(f"--level {self.level}")
        parts.extend(["--texts $DATA"] * any("corpus/real" in name for name in self.files))
        parts.extend(["--strip-quotes"] * self.strip_quotes + ["--count-inside"] * (not self.inside_is_open))
        return " ".join(parts)


POLNEAR = ("attribution/polnear-dev.jsonl.gz",)
GUM = ("attribution/gum-dev.jsonl.gz",)
WRITTEN, REAL = ("./corpus/reports/dev",), ("./corpus/real/dev",)
#: Every command of the scoreboard, in the order of the page.
RUNS: tuple[Run, ...] = (
    Run("polnear-frames", "attribution", POLNEAR, "frames", strip_quotes=True),
    Run("polnear-frames-inside", "attribution", POLNEAR, "frames", inside_is_open=False),
    Run("polnear-statements", "attribution", POLNEAR, strip_quotes=True),
    Run("gum-frames", "attribution", GUM, "frames"),
    Run("gum-statements", "attribution", GUM),
    Run("syntax", "syntax", ("syntax/ewt-dev.conllu.gz", "syntax/gum-dev.conllu.gz")),
    Run("entities", "entities", ("entities/worldwide-dev.jsonl.gz", "syntax/ewt-dev.conllu.gz")),
    Run("segmentation", "segmentation", ("syntax/gum-dev.conllu.gz",)),
    Run("speakers", "speakers", GUM),
    Run("coreference", "coreference", ("coref/gum-dev.jsonl.gz", "coref/gap-dev.jsonl.gz")),
    Run("dossier", "dossier", ("./bench/gold",)),
    Run("corpus-written", "dossier", WRITTEN),
    Run("corpus-real", "dossier", REAL),
    Run("events-written", "events", WRITTEN),
    Run("events-real", "events", REAL),
    Run("events-plv", "events", ("events/plv-train.jsonl.gz",)),
    Run("modality-written", "modality", WRITTEN),
    Run("modality-real", "modality", REAL),
    Run("factuality", "modality", ("factuality/uw-dev.jsonl.gz", "factuality/uds-ih2-dev.jsonl.gz")),
    Run("positions-written", "positions", WRITTEN),
    Run("positions-real", "positions", REAL),
    Run("actors-written", "actors", WRITTEN),
    Run("actors-real", "actors", REAL),
    Run("actors-cameo", "actors", ("events/cameo-ner-train.jsonl.gz",)),
    Run("petrarch", "petrarch", ("events/petrarch-unit.jsonl.gz",)),
    Run("times", "times", ("time/timebank.jsonl.gz", "time/aquaint.jsonl.gz", "time/meantime-apple.jsonl.gz")),
    Run("places", "places", ("place/gwn-dev.jsonl.gz", "place/lgl.jsonl.gz", "place/geovirus.jsonl.gz")),
    Run("figures", "figures", ("figures/newsquant-dev.jsonl.gz",)),
    Run("stories", "stories", ("merge/ecbplus-dev.jsonl.gz",)),
    Run("event-coreference", "event-coreference", ("merge/ecbplus-dev.jsonl.gz",)),
)


@dataclass(frozen=True, slots=True)
class Mark:
    """One line of the table of marks: what is to be reached, and where the figure stands."""

    what: str
    run: str
    #: Number of the table in the run, and the name of the figure in it.
    table: int
    figure: str
    reach: str
    stretch: str


#: What is to be reached.
MARKS: tuple[Mark, ...] = (
    Mark("PolNeAR dev, exact source F1", "polnear-frames", 0, "source F1", "79", "83"),
    Mark("PolNeAR dev, exact cue F1", "polnear-frames", 0, "cue F1", "73", "76"),
    Mark("PolNeAR dev, exact content F1", "polnear-frames", 0, "content F1", "68", "72"),
    Mark("PolNeAR dev, linked F1", "polnear-frames", 0, "linked F1", "74", "78"),
    Mark("PolNeAR dev, recall on speech cues", "polnear-frames", 0, "speech-cue recall", "90", "94"),
    Mark("PolNeAR dev, linked F1 lost without marks", "polnear-frames", 2, "loss of linked F1", "≤ 8", "≤ 4"),
    Mark("PolNeAR dev, linked F1 of statements", "polnear-statements", 0, "linked F1", "74", "78"),
    Mark("PolNeAR dev, speech cues, statements", "polnear-statements", 0, "speech-cue recall", "90", "94"),
    Mark("GUM dev, linked recall", "gum-frames", 0, "linked recall", "65", "75"),
    Mark("GUM dev, both links of nested ones", "gum-frames", 0, "nested, both links", "35", "50"),
    Mark("EWT dev, UPOS", "syntax", 0, "UPOS", "96.5", "97"),
    Mark("EWT dev, UAS", "syntax", 0, "UAS", "91", "92.5"),
    Mark("EWT dev, LAS", "syntax", 0, "LAS", "88.5", "90"),
    Mark("WorldWide dev, entities, 9 classes, F1", "entities", 0, "all F1", "80", "84"),
    Mark("EWT dev, entities, 3 classes, F1", "entities", 1, "all F1", "78", "82"),
    Mark("GUM dev, sentences F1, raw text", "segmentation", 0, "sentences F1", "93", "96"),
    Mark("GUM dev, tokens F1, raw text", "segmentation", 0, "tokens F1", "99", "99.5"),
    Mark("crisis corpus dev, written: statements F1", "corpus-written", 0, "statements F1", "–", "–"),
    Mark("crisis corpus dev, written: speaker of matched", "corpus-written", 0, "speaker", "–", "–"),
    Mark("crisis corpus dev, real: statements F1", "corpus-real", 0, "statements F1", "–", "–"),
    Mark("crisis corpus dev, real: speaker of matched", "corpus-real", 0, "speaker", "–", "–"),
    Mark("crisis corpus dev, figures F1", "corpus-written", 3, "figures F1", "80", "–"),
    Mark("crisis corpus dev, times F1", "corpus-written", 4, "times F1", "–", "–"),
    Mark("crisis corpus dev, literal places F1", "corpus-written", 5, "places F1", "80", "–"),
    Mark("GUM dev, speaker entity, gold quotes", "speakers", 0, "speaker accuracy", "82", "88"),
    Mark("crisis corpus dev, written: events F1", "events-written", 0, "events F1", "60", "–"),
    Mark(
        "crisis corpus dev, written: events with modality F1", "events-written", 0, "events with modality F1", "50", "–"
    ),
    Mark("crisis corpus dev, written: actors of matched events", "actors-written", 0, "actors F1", "75", "–"),
    Mark("crisis corpus dev, written: recipients of matched events", "actors-written", 0, "recipients F1", "65", "–"),
    Mark("crisis corpus dev, written: modality, gold triggers", "modality-written", 0, "modality macro F1", "70", "–"),
    Mark("crisis corpus dev, written: positions F1", "positions-written", 0, "positions F1", "45", "–"),
    Mark("crisis corpus dev, real: events F1", "events-real", 0, "events F1", "60", "–"),
    Mark("crisis corpus dev, real: events with modality F1", "events-real", 0, "events with modality F1", "50", "–"),
    Mark("crisis corpus dev, real: actors of matched events", "actors-real", 0, "actors F1", "75", "–"),
    Mark("crisis corpus dev, real: recipients of matched events", "actors-real", 0, "recipients F1", "65", "–"),
    Mark("crisis corpus dev, real: modality, gold triggers", "modality-real", 0, "modality macro F1", "70", "–"),
    Mark("crisis corpus dev, real: positions F1", "positions-real", 0, "positions F1", "45", "–"),
    Mark("PLV, trained on: types, macro F1", "events-plv", 0, "type macro F1", "82", "–"),
    Mark("PLV, trained on: quad classes, macro F1", "events-plv", 0, "quad macro F1", "91", "–"),
    Mark("PLV, trained on: sides, macro F1", "events-plv", 0, "binary macro F1", "96", "–"),
    Mark("cameo-ner, trained on: source, exact F1", "actors-cameo", 0, "source F1", "70", "–"),
    Mark("cameo-ner, trained on: target, exact F1", "actors-cameo", 0, "target F1", "65", "–"),
    Mark("UW dev, factuality, Pearson r", "factuality", 0, "Pearson r", "80", "–"),
    Mark("UDS-IH2 dev, factuality, Pearson r", "factuality", 1, "Pearson r", "80", "–"),
    Mark("ECB+ dev, stories, B³ F1", "stories", 0, "B³ F1", "86", "–"),
    Mark("ECB+ dev, events over reports, gold mentions, CoNLL F1", "event-coreference", 0, "CoNLL F1", "76", "–"),
    Mark(
        "PETRARCH-2 tests, codings and sentences without any",
        "petrarch",
        0,
        "codings and sentences without any",
        "–",
        "–",
    ),
)

#: Runs whose figures depend on the network alone: these are compared between int8 and float32.
PRECISION_RUNS = ("polnear-frames", "gum-frames", "syntax", "entities", "segmentation")


def run_board(data: Path, page: Path, runs: Sequence[Run], *, reader: Reader, limit: int | None = None) -> None:
    """Run the commands and rewrite their blocks on the page; figures of other blocks are kept.

    Args:
        data: Folder of the gold files.
        page: The Markdown page; its blocks must be there.
        runs: Commands to run.
        reader: The network to score.
        limit: Documents per file; None for all.
    """
    kept = page.with_suffix(".json")
    figures: dict[str, list[list[dict[str, object]]]] = json.loads(kept.read_text()) if kept.exists() else {}
    for run in runs:
        paths = [gold_path(f, data) for f in run.files]
        options = Options(run.level, limit, run.strip_quotes, run.inside_is_open, texts=data, progress=draw_progress)
        tables = score_tables(run.task, paths, options=options, reader=reader)
        figures[run.name] = [[_plain(f) for f in table.figures] for table in tables]
        _put_block(page, run.name, _block(run, tables))
        _put_block(page, "marks", _marks(figures))
        manifest = reader.manifest
        _put_block(page, "weights", f"Weights: {manifest.name} {manifest.version}, sha-256 `{manifest.sha256[:16]}…`.")
        kept.write_text(json.dumps(figures, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def compare_precision(data: Path, page: Path, *, small: Reader, full: Reader, limit: int | None = None) -> None:
    """Write what int8 costs: each mark with the shipped weights and with float32 ones, in the block ``precision``."""
    lines = ["| what | int8 | float32 | loss |", "|---|---|---|---|"]
    cache: dict[tuple[str, str], list[Table]] = {}
    for mark in MARKS:
        run = next(run for run in RUNS if run.name == mark.run)
        if run.name not in PRECISION_RUNS or mark.figure.startswith("loss"):
            continue
        values = []
        for name, reader in (("int8", small), ("float32", full)):
            if (run.name, name) not in cache:
                paths = [data / f for f in run.files]
                options = Options(run.level, limit, progress=draw_progress)
                cache[run.name, name] = score_tables(run.task, paths, options=options, reader=reader)
            figures = {figure.name: figure.value for figure in cache[run.name, name][mark.table].figures}
            values.append(figures[mark.figure])
        loss = values[1] - values[0]
        lines.append(f"| {mark.what} | {percent(values[0])} | {percent(values[1])} | {100 * loss:+.2f} |")
    _put_block(page, "precision", "\n".join(lines))


def _plain(figure: Figure) -> dict[str, object]:
    def number(value: float) -> float | None:
        return None if math.isnan(value) else round(value, 5)

    return {"name": figure.name, "value": number(figure.value), "low": number(figure.low), "high": number(figure.high)}


def _block(run: Run, tables: Sequence[Table]) -> str:
    parts = [f"`{run.command()}`"]
    for table in tables:
        parts.append(f"**{table.title}**, {table.n_documents} documents\n\n{as_markdown(table)}")
    return "\n\n".join(parts)


def _marks(figures: dict[str, list[list[dict[str, object]]]]) -> str:
    commands = {run.name: run.command() for run in RUNS}
    lines = ["| what | value | 95 % interval | reach | stretch | command |", "|---|---|---|---|---|---|"]
    for mark in MARKS:
        tables = figures.get(mark.run, [])
        rows = tables[mark.table] if mark.table < len(tables) else []
        row = next((r for r in rows if r["name"] == mark.figure), None)
        value, low, high = (_percent(row[key]) if row else "–" for key in ("value", "low", "high"))
        lines.append(
            f"| {mark.what} | **{value}** | {low} – {high} | {mark.reach} | {mark.stretch} | `{commands[mark.run]}` |"
        )
    return "\n".join(lines)


def _percent(value: object) -> str:
    return percent(value if isinstance(value, float) else float("nan"))


def _put_block(page: Path, name: str, block: str) -> None:
    text = page.read_text(encoding="utf-8")
    pattern = re.compile(rf"(<!-- board: {re.escape(name)} -->\n).*?(<!-- end -->)", re.DOTALL)
    if not pattern.search(text):
        raise ValueError(f"{page} has no block '{name}'; add '<!-- board: {name} -->' and '<!-- end -->'")
    page.write_text(pattern.sub(lambda m: f"{m[1]}\n{block}\n\n{m[2]}", text), encoding="utf-8")


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the scoreboard."""
    parser = argparse.ArgumentParser(prog="python -m onrecord.score.board", description=__doc__)
    parser.add_argument("--data", type=Path, default=Path("../shared/data"))
    parser.add_argument("--page", type=Path, default=Path("docs/scoreboard.md"))
    parser.add_argument("--only", action="append", choices=[run.name for run in RUNS], help="run this block only")
    parser.add_argument("--limit", type=int, help="documents per file")
    parser.add_argument("--weights", type=Path, help="folder of other weights")
    parser.add_argument("--float32", type=Path, help="folder of the float32 weights: compare the int8 ones with them")
    chosen = parser.parse_args(arguments)
    runs = [run for run in RUNS if not chosen.only or run.name in chosen.only]
    reader = Reader(Network(chosen.weights) if chosen.weights else None)
    if chosen.float32:
        full = Reader(Network(chosen.float32))
        compare_precision(chosen.data, chosen.page, small=reader, full=full, limit=chosen.limit)
        return 0
    run_board(chosen.data, chosen.page, runs, reader=reader, limit=chosen.limit)
    return 0


if __name__ == "__main__":
    sys.exit(main())
