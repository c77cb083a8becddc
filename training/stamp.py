"""Write the scoreboard's figures into the manifest of the weights: ``python -m training.stamp``.

The weights and their sha-256 stay as they are. A scoreboard that was taken with other weights is refused.
"""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

from onrecord.score.board import MARKS

PAGE = Path("docs/scoreboard.md")
MANIFEST = Path("src/onrecord/nn/weights/manifest.json")


def find_scores(figures: dict[str, list[list[dict[str, Any]]]]) -> dict[str, float]:
    """Return the figures of the table of marks, 0 to 1, by what they measure.

    Raises:
        SystemExit: A mark has not been measured.
    """
    scores = {}
    for mark in MARKS:
        tables = figures.get(mark.run, [])
        rows = tables[mark.table] if mark.table < len(tables) else []
        value = next((row["value"] for row in rows if row["name"] == mark.figure), None)
        if value is None:
            raise SystemExit(f"'{mark.what}' is not on the scoreboard: run 'make score' first")
        scores[mark.what] = round(float(value), 4)
    return scores


def main() -> None:
    """Write the scores."""
    path = MANIFEST
    manifest = json.loads(path.read_text(encoding="utf-8"))
    stated = re.search(r"sha-256 `([0-9a-f]+)…`", PAGE.read_text(encoding="utf-8"))
    if stated is None or not manifest["sha256"].startswith(stated[1]):
        raise SystemExit(f"{PAGE} was not taken with the weights of {path}: run 'make score' first")
    manifest["scores"] = find_scores(json.loads(PAGE.with_suffix(".json").read_text(encoding="utf-8")))
    path.write_text(json.dumps(manifest, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
