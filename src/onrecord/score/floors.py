"""Quality floors: figures on small subsets of dev that must not fall.

``floors.json`` names, for each floor, the command's task, files and options, the figure and its least value, with the
sha-256 of the gold files; and the sha-256 of the weights all floors were taken with. A floor is never lowered silently:
``python -m onrecord.score.set_floors`` only raises, unless a reason is given, which is kept in the file.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass, field, replace
from hashlib import sha256
from importlib.resources import files
from pathlib import Path

from onrecord.nn.reader import Reader
from onrecord.score.cli_score import score_tables
from onrecord.score.options import Options, Progress

#: How far below the measured value a floor is set: machines differ in the last bits of int8 products.
MARGIN = 0.005


@dataclass(frozen=True, slots=True)
class Floor:
    """One figure that must not fall."""

    name: str
    task: str
    #: Gold files and folders, below the data folder unless they begin with "./" (the working directory).
    files: tuple[str, ...]
    #: Documents read of each file; of annotated reports, of all files together.
    limit: int
    figure: str
    #: Number of the table the figure stands in.
    table: int = 0
    level: str = "statements"
    strip_quotes: bool = False
    #: Least value, 0 to 1; for a loss the greatest.
    floor: float = 0.0
    #: True where less is better.
    is_loss: bool = False
    #: sha-256 of the gold files, in their order; of a folder, over the names and contents of the files in it.
    gold_sha256: tuple[str, ...] = ()

    def holds(self, value: float) -> bool:
        """Tell whether a measured value is good enough."""
        return value <= self.floor if self.is_loss else value >= self.floor


@dataclass(slots=True)
class Floors:
    """The file ``floors.json``."""

    weights_sha256: str = ""
    floors: list[Floor] = field(default_factory=list)
    #: What was lowered, by how much and why.
    lowered: list[dict[str, str | float]] = field(default_factory=list)


def floors_file() -> Path:
    """Return the path of ``floors.json``."""
    return Path(str(files("onrecord.score") / "floors.json"))


def load_floors(path: Path | None = None) -> Floors:
    """Read the floors."""
    raw = json.loads((path or floors_file()).read_text(encoding="utf-8"))
    known = [
        Floor(**{**entry, "files": tuple(entry["files"]), "gold_sha256": tuple(entry["gold_sha256"])})
        for entry in raw["floors"]
    ]
    return Floors(raw["weights_sha256"], known, raw["lowered"])


def save_floors(floors: Floors, path: Path | None = None) -> None:
    """Write the floors."""
    raw = {
        "weights_sha256": floors.weights_sha256,
        "floors": [asdict(floor) for floor in floors.floors],
        "lowered": floors.lowered,
    }
    (path or floors_file()).write_text(json.dumps(raw, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")


def gold_hashes(floor: Floor, data: Path) -> tuple[str, ...]:
    """Return the sha-256 of the gold files and folders of a floor."""
    return tuple(_hash(gold_path(name, data)) for name in floor.files)


def gold_path(name: str, data: Path) -> Path:
    """Return the path of a gold file: below the working directory where it begins with "./", else below ``data``."""
    return Path(name) if name.startswith("./") else data / name


def _hash(path: Path) -> str:
    if not path.is_dir():
        return sha256(path.read_bytes()).hexdigest()
    whole = sha256()
    for file in sorted(file for file in path.rglob("*") if file.is_file()):
        whole.update(f"{file.relative_to(path).as_posix()}\n{sha256(file.read_bytes()).hexdigest()}\n".encode())
    return whole.hexdigest()


def measure_floors(
    floors: Iterable[Floor], data: Path, reader: Reader, progress: Progress | None = None
) -> Iterator[tuple[Floor, float]]:
    """Yield each floor with the value measured now; floors over the same reading are measured together."""
    groups: dict[tuple[object, ...], list[Floor]] = {}
    for floor in floors:
        groups.setdefault((floor.task, floor.files, floor.limit, floor.level, floor.strip_quotes), []).append(floor)
    for group in groups.values():
        first = group[0]
        options = Options(first.level, first.limit, first.strip_quotes, texts=data, progress=progress)
        paths = [gold_path(name, data) for name in first.files]
        tables = score_tables(first.task, paths, options=options, reader=reader)
        for floor in group:
            figures = {figure.name: figure.value for figure in tables[floor.table].figures}
            yield floor, figures[floor.figure]


def raise_floors(
    old: Floors, measured: Iterable[tuple[Floor, float]], data: Path, weights: str, reason: str | None
) -> tuple[Floors, list[str]]:
    """Return new floors from measured values, and what stands against them.

    Args:
        old: The floors so far.
        measured: The wanted floors with their values.
        data: Folder of the gold files.
        weights: sha-256 of the weights that were measured.
        reason: Why a floor may be lowered; None where none may.

    Returns:
        The new floors, and one line per floor that would have to be lowered without a reason.
    """
    before = {floor.name: floor for floor in old.floors}
    new = Floors(weights, [], list(old.lowered))
    refused = []
    for wanted, value in measured:
        level = round(value + MARGIN if wanted.is_loss else value - MARGIN, 4)
        known = before.get(wanted.name)
        if known and not known.holds(value):
            if reason is None:
                refused.append(f"{wanted.name}: {value:.4f} does not hold the floor {known.floor:.4f}")
            new.lowered.append({"name": wanted.name, "from": known.floor, "to": level, "reason": reason or ""})
        elif known:
            level = min(level, known.floor) if wanted.is_loss else max(level, known.floor)
        new.floors.append(replace(wanted, floor=level, gold_sha256=gold_hashes(wanted, data)))
    return new, refused
