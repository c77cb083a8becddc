"""Count which stances statements take: ``python -m training.stances --data DIR`` writes ``extract/stances.json``.

For each act and polarity of a statement, as annotators gave them (train), how much likelier each stance is than over
all.
"""

from __future__ import annotations

import argparse
import json
import math
from collections import Counter
from pathlib import Path

from onrecord.extract.stances import key_of
from onrecord.model.reading import STANCES
from onrecord.score.gold_reports import read_gold_reports

OUT = Path(__file__).resolve().parents[1] / "src" / "onrecord" / "extract" / "stances.json"
FOLDERS = (Path("corpus/reports/train"), Path("corpus/real/train"))
#: Statements that each act is taken to have had beforehand, with stances as over all.
SMOOTHING = 5.0
ABOUT = "What act and polarity of a statement add to the log odds of its stance; counted on annotated reports (train)."


def count(data: Path) -> dict[str, Counter[str]]:
    """Return how often statements of each act and polarity take each stance."""
    counts: dict[str, Counter[str]] = {}
    for gold in read_gold_reports(FOLDERS, data):
        taken = {p.statement: p.stance for p in gold.dossier.positions}
        for statement in gold.dossier.statements:
            key = key_of(statement.act, statement.polarity)
            counts.setdefault(key, Counter())[taken.get(statement.id, "none")] += 1
    return counts


def main() -> None:
    """Read the command line, count and write."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    counts = count(parser.parse_args().data)
    overall: Counter[str] = sum(counts.values(), Counter())
    told = {}
    for key, row in sorted(counts.items()):
        told[key] = {}
        for name in STANCES:
            expected = overall[name] / overall.total()
            share = (row[name] + SMOOTHING * expected) / (row.total() + SMOOTHING)
            told[key][name] = round(math.log(share / expected), 3)
    OUT.write_text(json.dumps({"about": ABOUT, "told": told}, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
