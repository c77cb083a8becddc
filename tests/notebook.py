"""The notebook of docs/: runs its cells with plain ``exec``, and writes their output anew.

``python -m tests.notebook`` runs all cells and puts what they print, and the chart where matplotlib is installed, into
docs/notebook.ipynb. No Jupyter is needed: the cells print what they show.
"""

from __future__ import annotations

import base64
import json
import os
import tempfile
from collections.abc import Iterator
from contextlib import chdir, redirect_stdout
from importlib.util import find_spec
from io import StringIO
from pathlib import Path
from typing import Any

NOTEBOOK = Path(__file__).resolve().parents[1] / "docs" / "notebook.ipynb"
#: Packages that a cell may need and users may lack, and what shows that it does.
OPTIONAL = {"matplotlib": "import matplotlib", "polars": ".pl()", "pandas": ".df()"}


def load_cells() -> list[dict[str, Any]]:
    """Return the cells of the notebook."""
    cells: list[dict[str, Any]] = json.loads(NOTEBOOK.read_text(encoding="utf-8"))["cells"]
    return cells


def source_of(cell: dict[str, Any]) -> str:
    """Return what stands in a cell."""
    return "".join(cell["source"])


def lacking(source: str) -> str | None:
    """Return the package that a cell needs and that is not there."""
    return next((name for name, mark in OPTIONAL.items() if mark in source and find_spec(name) is None), None)


def run_cells(cells: list[dict[str, Any]]) -> Iterator[tuple[dict[str, Any], str]]:
    """Run the cells of code in the present folder, and yield each with what it prints; those that lack a package not.

    Raises:
        RuntimeError: A cell fails; names it.
    """
    names: dict[str, Any] = {"__name__": "__main__"}
    for number, cell in enumerate(cells):
        source = source_of(cell)
        if cell["cell_type"] != "code" or lacking(source):
            continue
        out = StringIO()
        try:
            with redirect_stdout(out):
                exec(compile(source, f"cell {number}", "exec"), names)
        except Exception as error:
            raise RuntimeError(f"cell {number} of the notebook fails: {type(error).__name__}: {error}") from error
        yield cell, out.getvalue()


def main() -> None:
    """Write the output anew."""
    os.environ.setdefault("MPLBACKEND", "Agg")
    whole = json.loads(NOTEBOOK.read_text(encoding="utf-8"))
    with tempfile.TemporaryDirectory() as folder, chdir(folder):
        for number, (cell, text) in enumerate(run_cells(whole["cells"]), start=1):
            cell["execution_count"] = number
            cell["outputs"] = []
            if text:
                lines = text.splitlines(keepends=True)
                cell["outputs"].append({"name": "stdout", "output_type": "stream", "text": lines})
            if "savefig" in source_of(cell):
                image = base64.b64encode(Path("chart.png").read_bytes()).decode()
                data = {"image/png": image, "text/plain": ["<Figure>"]}
                cell["outputs"].append({"data": data, "metadata": {}, "output_type": "display_data"})
    NOTEBOOK.write_text(json.dumps(whole, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
