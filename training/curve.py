"""Shares of the annotated reports, for a learning curve: ``python -m training.curve --share 0.5 --out build/curve50``.

Makes folders ``reports/train``, ``reports/dev``, ``real/train`` and ``real/dev`` of links, which ``training.train``
takes as ``--inline`` and ``--real``. A crisis is in whole or out; which ones follows from a hash of their names, so a
smaller share is part of a larger one. ``--others`` takes those that are out.
"""

from __future__ import annotations

import argparse
import json
import re
from hashlib import sha256
from pathlib import Path


def crisis_of(path: Path) -> str:
    """Return the crisis that an annotated report names."""
    text = path.read_text(encoding="utf-8")
    if path.suffix == ".json":
        return str(json.loads(text)["crisis"])
    found = re.search(r"^crisis: *(\S+)", text, re.MULTILINE)
    assert found is not None, path
    return found[1]


def is_in(crisis: str, share: float) -> bool:
    """Tell whether a crisis belongs to a share, 0 to 1."""
    return int(sha256(crisis.encode()).hexdigest()[:8], 16) / 16**8 < share


def main() -> None:
    """Link the reports of a share."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--share", type=float, required=True)
    parser.add_argument("--others", action="store_true", help="those that are not in the share")
    parser.add_argument("--out", type=Path, required=True)
    options = parser.parse_args()
    for kind in ("reports", "real"):
        for part in ("train", "dev"):
            folder = options.out / kind / part
            folder.mkdir(parents=True, exist_ok=True)
            for path in sorted(Path("corpus", kind, part).iterdir()):
                if part == "dev" or is_in(crisis_of(path), options.share) != options.others:
                    (folder / path.name).symlink_to(path.resolve())
            print(folder, len(list(folder.iterdir())))


if __name__ == "__main__":
    main()
